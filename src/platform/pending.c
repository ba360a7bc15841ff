#include "platform/pending.h"
#include <stdlib.h>
#include <string.h>

void wf_pending_start(struct wf_pending *pending, enum wf_element element, uint32_t line)
{
    pending->element = element;
    pending->line = line;
    pending->text.length = 0;
    pending->count = 0;
    pending->broken = pending->wrong = false;
}

void wf_pending_add(struct wf_pending *pending, const char *name, const char *value, uint32_t line,
                    bool prop)
{
    if (pending->count == pending->capacity) {
        pending->capacity = pending->capacity ? 2 * pending->capacity : 16;
        pending->items = wf_realloc(pending->items, pending->capacity * sizeof *pending->items);
    }
    struct wf_pending_item item = {.line = line, .prop = prop};
    item.name = pending->text.length;
    wf_buffer_add(&pending->text, name, strlen(name) + 1);
    item.value = pending->text.length;
    wf_buffer_add(&pending->text, value, strlen(value) + 1);
    pending->items[pending->count++] = item;
}

const struct wf_pending_item *wf_pending_find(const struct wf_pending *pending, const char *name,
                                              bool prop)
{
    for (size_t i = 0; i < pending->count; i++)
        if (pending->items[i].prop == prop &&
            !strcmp(pending->text.text + pending->items[i].name, name))
            return &pending->items[i];
    return NULL;
}

const char *wf_pending_value(const struct wf_pending *pending, const char *name, bool prop)
{
    const struct wf_pending_item *item = wf_pending_find(pending, name, prop);
    return item ? pending->text.text + item->value : NULL;
}

void wf_pending_release(struct wf_pending *pending)
{
    free(pending->items);
    wf_buffer_release(&pending->text);
}
