/* What a fleet consists of, once all of it was read: its elements in order, what they name, and how
 * many devices there are. */
#ifndef WF_FLEET_ROSTER_H
#define WF_FLEET_ROSTER_H

#include "fleet/build.h"

/** Check what elements say of each other and of themselves, look up devices, and make the fleet
 *  ready to be drawn from. */
void wf_fleet_settle(struct wf_fleet_build *build);

#endif
