/* A fleet as a SimGrid platform: one flat zone of routing Cluster with the nodes and devices, two
 * links a device, so that from every device to every node there is a route of private links only;
 * for each gateway with members a zone of its own, whose way out are the gateway's two links. What
 * devices have in common stands in zones without hosts, one a class and region and one an access
 * network and region, which hosts and links name in their prop `props_of`. */
#ifndef WF_FLEET_EXPANSION_H
#define WF_FLEET_EXPANSION_H

#include "fleet/draw.h"

/** Where the text goes, piece by piece. */
struct wf_fleet_sink {
    /** @return 0, or -1: stop */
    int (*add)(void *data, const char *bytes, size_t size);
    void *data;
};

/** What is written. */
struct wf_fleet_selection {
    const uint64_t *indices; /**< of devices, ascending; gateways that they stand behind are written
                                  with them; NULL: all devices */
    uint64_t count;
    bool elsewhere; /**< the platform will not stand in the folder of the fleet: files that it names
                         get whole paths */
};

/** Write the platform. Numbers read back to the same bits as wf_fleet_draw gives them.
 *  @return 0, or -1 where the sink stopped */
int wf_fleet_expand(const struct wf_fleet *fleet, const struct wf_fleet_selection *selection,
                    const struct wf_fleet_sink *sink);

#endif
