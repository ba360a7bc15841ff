/* Overrides of hosts. */
#ifndef WF_PLATFORM_HOST_OVERRIDE_H
#define WF_PLATFORM_HOST_OVERRIDE_H

#include "platform/derivation.h"

/** Give the hosts of a derivation the classes that its overrides, and its zones, make of them. A
 *  `host.GLOB` matches the names of hosts, those of a <cluster> or <cabinet> too, and the id of
 *  these for all their hosts. */
void wf_host_override(struct wf_derivation *derivation);

#endif
