/* The class of a link while it is put together: as host_class.h. */
#ifndef WF_PLATFORM_LINK_CLASS_H
#define WF_PLATFORM_LINK_CLASS_H

#include "platform/attribute.h"
#include "platform/class_memo.h"
#include "platform/mistakes.h"
#include "platform/platform.h"

struct wf_link_draft {
    struct wf_link_class class; /**< site and origins are set by wf_link_draft_keep */
    struct wf_site site;
    uint32_t origins[WF_SITE_PROPS_MAX];
};

/** Start with what a zone passes on to its links. @p zone_index: of that zone. */
void wf_link_draft_inherit(struct wf_link_draft *draft, const struct wf_zone *zone,
                           uint32_t zone_index);
/** Start with a class. */
void wf_link_draft_copy(struct wf_link_draft *draft, const struct wf_link_class *class);
/** Set an attribute of <link> whose value was checked. Attributes that only SimGrid reads change
 *  nothing. */
void wf_link_draft_attribute(struct wf_link_draft *draft, const char *name, const char *text,
                             struct wf_unit_check *units);
/** Set the prop `wattage_range` (of a cluster's backbone: @p name); report it where it is no pair
 * of watts. */
void wf_link_draft_wattage(struct wf_link_draft *draft, const char *name, const char *text,
                           const struct wf_mistakes *mistakes);
/** Do tail and tail_wattage agree: both given, or none? */
bool wf_link_draft_agrees(const struct wf_link_draft *draft);
/** Report it where they do not. */
void wf_link_draft_check(const struct wf_link_draft *draft, const struct wf_mistakes *mistakes);
/** Check its prop `provenance`, once the rest is known. */
void wf_link_draft_check_provenance(struct wf_link_draft *draft,
                                    const struct wf_mistakes *mistakes);
/** When all attributes are set: SimGrid takes any link of a Wi-Fi zone as Wi-Fi; report several
 * rates of any other. @p zone: of the link. */
void wf_link_draft_settle(struct wf_link_draft *draft, const struct wf_zone *zone,
                          const struct wf_mistakes *mistakes);
/** Keep the class in @p arena.
 *  @param remembered  as of wf_class_memo_keep */
const struct wf_link_class *wf_link_draft_keep(struct wf_link_draft *draft, bool remembered,
                                               struct wf_arena *arena, struct wf_class_memo *memo);

/** Sharing of an attribute's word that was checked; NULL: the default of <link>. */
enum wf_sharing wf_sharing_of(const char *text);

#endif
