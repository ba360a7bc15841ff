/* Topologies of a <cluster>: which links SimGrid makes for one, and how it names them. */
#ifndef WF_PLATFORM_FABRIC_H
#define WF_PLATFORM_FABRIC_H

#include <stdbool.h>
#include <stdint.h>

enum wf_fabric_kind { WF_FLAT, WF_TORUS, WF_FAT_TREE, WF_DRAGONFLY };
enum { WF_FABRIC_LEVELS = 16 }; /**< of a torus or tree; more than any has */

struct wf_fabric {
    enum wf_fabric_kind kind;
    uint32_t levels;                 /**< of a tree; dimensions of a torus */
    uint32_t down[WF_FABRIC_LEVELS]; /**< children of a node by level; sizes of a torus */
    uint32_t up[WF_FABRIC_LEVELS], ports[WF_FABRIC_LEVELS]; /**< parents, cables to each */
    uint32_t groups, chassis, blades, nodes;                /**< of a dragonfly; nodes a blade */
};

/** Read the attributes `topology` (NULL: FLAT) and `topo_parameters` (NULL: "").
 *  @return NULL, or why the parameters are wrong; caller frees */
char *wf_fabric_read(const char *kind, const char *parameters, struct wf_fabric *topology);
/** How many hosts it connects; 0: any number. */
uint64_t wf_fabric_hosts(const struct wf_fabric *topology);
/** How many cables SimGrid lays between @p hosts hosts and their switches. */
uint64_t wf_fabric_cables(const struct wf_fabric *topology, uint64_t hosts);
/** How many switches it has. */
uint64_t wf_fabric_switches(const struct wf_fabric *topology);
/** Are its cables named without the id of the cluster, and numbered through the platform? */
bool wf_fabric_is_anonymous(enum wf_fabric_kind kind);

/** What wf_fabric_cable_names says of each cable, in SimGrid's order; @p name without "_UP". */
typedef void wf_fabric_visit(void *data, const char *name);
/** Name the cables of a topology that is not FLAT.
 *  @param id     of the cluster
 *  @param first  number of the first cable, of an anonymous topology: how many that kind has before
 */
void wf_fabric_cable_names(const struct wf_fabric *topology, const char *id, uint64_t first,
                           wf_fabric_visit *visit, void *data);
/** The topology whose cables are named so: WF_FAT_TREE, WF_DRAGONFLY, or WF_FLAT for all other
 * names.
 *  @param[out] number  of the cable */
enum wf_fabric_kind wf_fabric_of_cable(const char *name, uint64_t *number);

#endif
