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
    size_t name_size = strlen(name) + 1, value_size = strlen(value) + 1;
    size_t place = pending->text.length;
    char *text = wf_buffer_extend(&pending->text, name_size + value_size);
    memcpy(text, name, name_size);
    memcpy(text + name_size, value, value_size);
    pending->items[pending->count++] = (struct wf_pending_item){
        .name = place, .value = place + name_size, .line = line, .prop = prop};
}

const struct wf_pending_item *wf_pending_find(const struct wf_pending *pending, const char *name,
                                              bool prop)
{
    for (size_t i = 0; i < pending->count; i++)
        if (pending->items[i].prop == prop &&
            wf_text_equal(pending->text.text + pending->items[i].name, name))
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
