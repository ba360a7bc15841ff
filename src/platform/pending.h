/* The text of an element whose props follow it, kept until its end tag. */
#ifndef WF_PLATFORM_PENDING_H
#define WF_PLATFORM_PENDING_H

#include "base/text.h"
#include "platform/schema.h"

struct wf_pending_item {
    size_t name, value; /**< where they begin in the text */
    uint32_t line;
    bool prop; /**< else an attribute */
};

struct wf_pending {
    enum wf_element element; /**< WF_EL_NONE: there is none */
    uint32_t line;
    struct wf_buffer text;         /**< "name\0value\0" of each item */
    struct wf_pending_item *items; /**< attributes, then props */
    size_t count, capacity;
    bool broken; /**< it has attributes that are wrong; they were reported and left out */
    bool wrong;  /**< a mistake of its props was reported */
};

void wf_pending_start(struct wf_pending *pending, enum wf_element element, uint32_t line);
void wf_pending_add(struct wf_pending *pending, const char *name, const char *value, uint32_t line,
                    bool prop);
/** The first item of this name, or NULL. */
const struct wf_pending_item *wf_pending_find(const struct wf_pending *pending, const char *name,
                                              bool prop);
/** Its value, or NULL; valid until an item is added. */
const char *wf_pending_value(const struct wf_pending *pending, const char *name, bool prop);
void wf_pending_release(struct wf_pending *pending);

#endif
