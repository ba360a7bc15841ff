/* --set of a fleet: class.GLOB.PROP=VALUE, and region, access, node; fleet.seed. */
#ifndef WF_FLEET_OVERRIDE_H
#define WF_FLEET_OVERRIDE_H

#include "fleet/build.h"

/** Apply the overrides of these targets. @param overrides, met  may be NULL, as of wf_fleet_load */
void wf_fleet_override(struct wf_fleet_build *build, const struct wf_overrides *overrides,
                       bool *met);

#endif
