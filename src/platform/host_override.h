/* Overrides of hosts. */
#ifndef WF_PLATFORM_HOST_OVERRIDE_H
#define WF_PLATFORM_HOST_OVERRIDE_H

#include "platform/derivation.h"

/** Give the hosts of a derivation the classes that its overrides, and its zones, make of them. A
 *  `host.GLOB` matches the name of a <host> or <peer>, and the id of a <cluster> or <cabinet> for
 * all its hosts. */
void wf_host_override(struct wf_derivation *derivation);

#endif
