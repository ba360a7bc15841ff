/* The class of a host while it is put together: from what an element says, or from another class
 * and what overrides change. The same checks hold for both. */
#ifndef WF_PLATFORM_HOST_CLASS_H
#define WF_PLATFORM_HOST_CLASS_H

#include "platform/attribute.h"
#include "platform/class_memo.h"
#include "platform/mistakes.h"
#include "platform/platform.h"

struct wf_host_draft {
    struct wf_host_class class; /**< site, origins and watts are set by wf_host_draft_keep */
    struct wf_site site;
    uint32_t origins[WF_SITE_PROPS_MAX];
    const struct wf_watts *watts; /**< of the class it was copied from, or new_watts; NULL: none */
    struct wf_watts *new_watts;
    uint32_t watts_count; /**< may differ from the number of pstates until it is checked */
};

/** Start with what a zone passes on to its hosts. @p zone_index: of that zone. */
void wf_host_draft_inherit(struct wf_host_draft *draft, const struct wf_zone *zone,
                           uint32_t zone_index);
/** Start with a class. */
void wf_host_draft_copy(struct wf_host_draft *draft, const struct wf_host_class *class);
/** Set an attribute whose value was checked. Attributes that only SimGrid reads change nothing. */
void wf_host_draft_attribute(struct wf_host_draft *draft, const char *name, const char *text,
                             struct wf_arena *arena, struct wf_unit_check *units);
/** Set the prop `wattage_per_state`; report it where it is no list of watts. */
void wf_host_draft_wattage(struct wf_host_draft *draft, const char *text,
                           const struct wf_mistakes *mistakes);
/** Check the prop `wattage_off`, of which only SimGrid makes use. */
void wf_host_check_wattage_off(const char *text, const struct wf_mistakes *mistakes);
/** Check what must agree: pstates with watts, workloads and props that name a pstate; the facts of
 *  an entry of a catalogue. */
void wf_host_draft_check(struct wf_host_draft *draft, const struct wf_mistakes *mistakes);
/** Check its prop `provenance`, once the rest is known.
 *  @param platform  whose zones it stands in */
void wf_host_draft_check_provenance(const struct wf_host_draft *draft,
                                    const struct wf_platform *platform,
                                    const struct wf_mistakes *mistakes);
/** Keep the class in @p arena and release the draft.
 *  @param broken  mistakes were reported */
const struct wf_host_class *wf_host_draft_keep(struct wf_host_draft *draft, bool broken,
                                               struct wf_arena *arena, struct wf_class_memo *memo);

#endif
