/* A fleet: classes of devices, where they stand (regions), how they are connected (access
 * networks), and single nodes. A device is not kept but drawn: device i of a class is a function of
 * the seed, the class and i alone, so that it is the same in every run, in any order, whatever the
 * count. */
#ifndef WF_FLEET_FLEET_H
#define WF_FLEET_FLEET_H

#include "base/arena.h"
#include "base/random.h"
#include "platform/platform.h"
#include "prop/distribution.h"
#include "prop/override.h"
#include "prop/provenance.h"

/** What is drawn for a device, each from a stream of its own: another distribution of one changes
 *  none of the others. */
enum wf_fleet_draw {
    WF_FLEET_REGION,
    WF_FLEET_ACCESS,
    WF_FLEET_SPEED,
    WF_FLEET_WATTS,
    WF_FLEET_UP,
    WF_FLEET_DOWN,
    WF_FLEET_LATENCY,
    WF_FLEET_DRAWS
};

#define WF_FLEET_NONE UINT32_MAX

/** A <prop> as it is written: of a platform, for what the element becomes. */
struct wf_fleet_item {
    const char *name, *value;
    uint32_t line;  /**< 0: by --set */
    bool of_device; /**< the device's, not given here */
};

/** What all elements have. */
struct wf_fleet_element {
    const char *id;
    uint32_t line;
    const struct wf_fleet_item *items;
    uint32_t item_count;
    uint64_t given; /**< set of the rows of its attributes, right or wrong */
    const struct wf_provenance_list *provenance; /**< of its attributes */
};

/** Where devices stand. */
struct wf_fleet_region {
    struct wf_fleet_element element;
    double share;
};

/** How devices are connected. */
struct wf_fleet_access {
    struct wf_fleet_element element;
    double share;
    struct wf_distribution up_byte_per_s, down_byte_per_s, latency_s;
    double up_airtime_w, down_airtime_w; /**< NaN: none */
    const char *up_range, *down_range;   /**< wattage_range; NULL: none */
};

/** One of some indices, by their shares. */
struct wf_fleet_choice {
    const uint32_t *indices;
    const double *until; /**< sums of shares; the last one is 1 */
    uint32_t count;
};

/** Devices of one kind, or a single node. */
struct wf_fleet_class {
    struct wf_fleet_element element;
    uint64_t count; /**< of devices; of a node 1 */
    uint64_t first; /**< index of its first device in the fleet */
    const char *device, *speed, *region_names, *access_names, *gateway_name; /**< as written */
    uint64_t cores, members;
    struct wf_distribution speed_factor, watts_factor;
    uint32_t gateway; /**< class of the gateways it stands behind, or WF_FLEET_NONE */
    struct wf_fleet_choice regions, accesses; /**< count 0: none */
    /* of the device, or as given */
    uint32_t pstate_count;
    const double *speed_flop_per_s; /**< one a pstate, per core */
    const struct wf_watts *watts;   /**< one a pstate; NULL: none */
    struct wf_random *streams[WF_FLEET_DRAWS];
};

struct wf_fleet {
    const char *path;
    struct wf_arena arena;
    uint64_t seed;
    uint32_t line; /**< of its root */
    struct wf_fleet_region *regions;
    struct wf_fleet_access *accesses;
    struct wf_fleet_class *classes; /**< in natural order of their devices' names */
    struct wf_fleet_class *nodes;   /**< in natural order of their names */
    uint32_t region_count, access_count, class_count, node_count;
    uint64_t device_count;                       /**< of all classes */
    const struct wf_provenance_list *provenance; /**< of the root's attributes */
};

/** Read and check the file @p path, with the overrides of fleet, class, region, access and node.
 *  Everything that is wrong is in @p diag; a fleet with errors must not be drawn from.
 *  @param overrides  may be NULL
 *  @param met        by override: set to true where its target is an element of a fleet; may be
 * NULL
 *  @return 0, or -1 with @p err (WF_EIO) where it cannot be read. Release in both cases. */
int wf_fleet_load(const char *path, const struct wf_overrides *overrides, bool *met,
                  struct wf_fleet *fleet, struct wf_diag *diag, struct wf_err *err);
void wf_fleet_release(struct wf_fleet *fleet);

/** Tables of the attributes of its elements. */
extern const struct wf_prop wf_fleet_props[], wf_fleet_region_props[], wf_fleet_access_props[],
    wf_fleet_class_props[], wf_fleet_node_props[];

#endif
