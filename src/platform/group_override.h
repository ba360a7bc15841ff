/* Overrides that rename the hosts of a <cluster> or <cabinet>: its attributes prefix, suffix and
 * radical. */
#ifndef WF_PLATFORM_GROUP_OVERRIDE_H
#define WF_PLATFORM_GROUP_OVERRIDE_H

#include "platform/derivation.h"

/** Declare the hosts of a derivation anew where an override changes how they are named, or how many
 *  there are. A name that is taken is reported. Elements that mention a name which is no longer
 *  declared are not checked again: SimGrid refuses them. */
void wf_group_override(struct wf_derivation *derivation);

#endif
