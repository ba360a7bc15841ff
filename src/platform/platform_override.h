/* Derives a platform from another one and overrides (`--set host.GLOB.PROP=..`,
 * `zone.GLOB.PROP=..`, `link.GLOB.PROP=..`), without reading its file again. */
#ifndef WF_PLATFORM_PLATFORM_OVERRIDE_H
#define WF_PLATFORM_PLATFORM_OVERRIDE_H

#include "platform/platform.h"

/** Make @p platform what @p base is with @p overrides. Later overrides win over earlier ones, those
 *  of a host or link over those of a zone, those of an inner zone over those of an outer one. An
 *  intensity from a .csv file is loaded unless the base has it.
 *  @param base       loaded or made, not itself derived. It is not changed. It shares tables and
 *                    texts with the result and must outlive it
 *  @param overrides  others than those of hosts, zones and links are ignored; must outlive the
 * result
 *  @param[out] met   by override: set to true where it applied to something, right or wrong; never
 *                    cleared. May be NULL
 *  @param diag       gets mistakes: of an override's value at "--set"; of a value of the file that
 *                    no longer fits at its element's line
 *  @return 0, or -1 with @p err when @p base is itself derived
 *  Release @p platform before its base. */
int wf_platform_override(const struct wf_platform *base, const struct wf_overrides *overrides,
                         bool *met, struct wf_platform *platform, struct wf_diag *diag,
                         struct wf_err *err);

#endif
