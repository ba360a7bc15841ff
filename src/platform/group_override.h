/* Overrides that rename the hosts of a <cluster> or <cabinet>: its attributes prefix, suffix and
 * radical. */
#ifndef WF_PLATFORM_GROUP_OVERRIDE_H
#define WF_PLATFORM_GROUP_OVERRIDE_H

#include "platform/derivation.h"

/** Declare the hosts of a derivation anew where an override changes how they are named, or how many
 *  there are. A name that is taken is reported. Elements that mention a name which is no longer
 *  declared are not checked again: SimGrid refuses them. */
void wf_group_override(struct wf_derivation *derivation);

/** Find the overrides of the element that declares @p group (derivation.h): those that name it, and
 *  those that name its hosts. What only the whole element can have is the same for all its hosts,
 *  or was reported (wf_group_check).
 *  @return whether there are any */
bool wf_group_match(struct wf_derivation *derivation, const struct wf_host_group *group);
/** Report overrides of what a <cluster> has once for all its hosts (its speed, its watts, its
 * links) that name only some of them, or that would rename them by their names. */
void wf_group_check(struct wf_derivation *derivation, const struct wf_host_group *group);

#endif
