/* Classes by what they are made from, so that equal hosts or links are parsed and kept once. */
#ifndef WF_PLATFORM_CLASS_MEMO_H
#define WF_PLATFORM_CLASS_MEMO_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "platform/site.h"
#include <stdbool.h>

/** Past so many classes the platform is heterogeneous: a memo would cost more than it saves. */
enum { WF_CLASS_MEMO_MAX = 4096 };

struct wf_class_memo {
    struct wf_arena keys;
    struct wf_map map; /* key -> index */
    const void **classes;
    uint32_t count, capacity;
    struct wf_buffer key; /* of the class at hand; ends in NUL */
    const struct wf_site *last_site;
    const uint32_t *last_origins;
};

void wf_class_memo_init(struct wf_class_memo *memo);
void wf_class_memo_release(struct wf_class_memo *memo);
/** The class of memo->key, or NULL. */
const void *wf_class_memo_get(const struct wf_class_memo *memo);
/** The one copy in @p arena of a site, of its origins. In a platform where each element has a class
 *  of its own most still have the site of the element before: that one is compared first. */
const struct wf_site *wf_class_memo_site(struct wf_class_memo *memo, struct wf_arena *arena,
                                         const struct wf_site *site);
const uint32_t *wf_class_memo_origins(struct wf_class_memo *memo, struct wf_arena *arena,
                                      const uint32_t origins[WF_SITE_PROPS_MAX]);
/** Keep a class, padding zeroed, in @p arena.
 *  @param remembered  for the next call with this key; false for a class with mistakes, so that
 * each element that has them is reported
 *  @return its copy; equal classes share one, as long as there are few */
const void *wf_class_memo_keep(struct wf_class_memo *memo, struct wf_arena *arena,
                               const void *class, size_t size, bool remembered);

#endif
