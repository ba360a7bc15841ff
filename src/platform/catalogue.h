/* Hosts that name the entry of a catalogue their figures come from (`device`), held against it.
 * The figures stand in the platform all the same, because SimGrid must read them there; so they can
 * drift apart, which is told, or be written anew in place. */
#ifndef WF_PLATFORM_CATALOGUE_H
#define WF_PLATFORM_CATALOGUE_H

#include "file/edit.h"
#include "platform/platform.h"

/** Warn of each kind of host whose speed, watts or meter differ from its entry's, for the workloads
 *  that both list (a line each, naming both values). Hosts that the platform's overrides change
 *  are not compared. A catalogue that cannot be read is a warning, an entry that is not in it an
 * error. */
void wf_catalogue_check(const struct wf_platform *platform, struct wf_diag *diag);
/** Give the hosts of @p edit, the text of @p platform, the figures of their entries, where they
 *  differ: items of `speed` and `wattage_per_state` as the catalogue writes them; `meter` and
 *  `wall_factor` where the meter is another. Entries that cannot be found are errors in @p diag.
 *  @param[out] changed  hosts that were changed
 *  @return 0, or -1 with @p err */
int wf_catalogue_apply(const struct wf_platform *platform, struct wf_edit *edit, uint32_t *changed,
                       struct wf_diag *diag, struct wf_err *err);

#endif
