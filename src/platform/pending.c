#include "platform/platform_reader.h"
#include <fnmatch.h>
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
                    bool prop, const struct wf_override *set)
{
    if (pending->count == pending->capacity) {
        pending->capacity = pending->capacity ? 2 * pending->capacity : 16;
        pending->items = wf_realloc(pending->items, pending->capacity * sizeof *pending->items);
    }
    struct wf_pending_item item = {.line = line, .prop = prop, .set = set};
    item.name = pending->text.length;
    wf_buffer_add(&pending->text, name, strlen(name) + 1);
    item.value = pending->text.length;
    wf_buffer_add(&pending->text, value, strlen(value) + 1);
    pending->items[pending->count++] = item;
}

struct wf_pending_item *wf_pending_find(const struct wf_pending *pending, const char *name,
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

/* Replace or add what an override says of this element. */
void wf_pending_override(struct wf_platform_builder *builder, const char *target, const char *id)
{
    struct wf_pending *pending = &builder->pending;
    if (!builder->overrides)
        return;
    char *name = wf_format("%s", id); /* id stands in the pending text, which moves as it grows */
    for (size_t i = 0; i < builder->overrides->count; i++) {
        struct wf_override *item = &builder->overrides->items[i];
        if (strcmp(item->target, target) || fnmatch(item->glob, name, 0))
            continue;
        item->used = true;
        bool prop = !wf_schema_has(pending->element, item->prop);
        const struct wf_xml_attribute attribute = {item->prop, item->value};
        char *context = wf_override_context(item);
        bool well = prop || wf_schema_value(pending->element, &attribute, context, "--set", 0,
                                            builder->diag);
        free(context);
        if (!well)
            continue; /* told; the file's own value stands, so that nothing else is told of it */
        struct wf_pending_item *old = wf_pending_find(pending, item->prop, prop);
        if (!old) {
            wf_pending_add(pending, item->prop, item->value, 0, prop, item);
            continue;
        }
        old->value = pending->text.length;
        old->set = item;
        old->line = 0;
        wf_buffer_add(&pending->text, item->value, strlen(item->value) + 1);
    }
    free(name);
}
