/* The platform as its file says it, for jobs whose hosts all stand in flat zones of routing
 * 'Cluster': a route there is what the <host_link>s of the two hosts name, and SimGrid need not
 * load the platform to find it. An executor's functions of the platform only (job/executor.h). */
#ifndef WF_ENGINE_FLAT_ZONE_H
#define WF_ENGINE_FLAT_ZONE_H

#include "job/executor.h"
#include "platform/platform.h"

struct wf_flat_zone {
    struct wf_executor executor; /**< first: the functions of executor.h get its address */
    const struct wf_platform *platform;
    const void *links[2]; /**< of the route that was asked for last */
};

void wf_flat_zone_init(struct wf_flat_zone *zone, const struct wf_platform *platform);

#endif
