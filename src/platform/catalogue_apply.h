/* Gives hosts that name the entry of a catalogue (`device`) its figures, in place. */
#ifndef WF_PLATFORM_CATALOGUE_APPLY_H
#define WF_PLATFORM_CATALOGUE_APPLY_H

#include "file/edit.h"
#include "platform/platform.h"

/** Give the hosts of @p edit, the text of @p platform, the figures of their entries, where they
 *  differ: items of `speed` and `wattage_per_state` as the catalogue writes them; `meter` and
 *  `wall_factor`, `wall_constant` where the meter is another. Entries that cannot be found are
 * errors in @p diag.
 *  @param[out] changed  hosts that were changed
 *  @return 0, or -1 with @p err */
int wf_catalogue_apply(const struct wf_platform *platform, struct wf_edit *edit, uint32_t *changed,
                       struct wf_diag *diag, struct wf_err *err);

#endif
