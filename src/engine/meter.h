/* The meter: tells the ledger what goes on on a host or a link, and SimGrid which pstate a host is
 * in. At the end it holds the ledger against SimGrid's host energy plugin. */
#ifndef WF_ENGINE_METER_H
#define WF_ENGINE_METER_H

#include "account/ledger.h"
#include "engine/route.h"
#include "model/battery.h"
#include "scenario/scenario.h"

/** A host that takes part. */
struct wf_node {
    sg_host_t host;
    uint32_t index;
    uint32_t core_count;
    uint32_t first_pstate; /**< as SimGrid loaded it */
    struct wf_ledger_host ledger;
    struct wf_battery *battery; /**< follows what the node draws; NULL: none */
};

/** Speed of a core in the pstate the node is in, flop/s. */
static inline double wf_node_speed(const struct wf_node *node)
{
    return sg_host_get_speed(node->host);
}

struct wf_meter {
    const struct wf_scenario *scenario;
    struct wf_arena arena;
    struct wf_ledger ledger;
    struct wf_routes routes;
    struct wf_node **nodes; /**< in order of appearance */
    uint32_t node_count, node_capacity;
    double start_s, bucket_s; /**< Unix date of date 0, NaN: no grid changes; of the weights */
    uint32_t *node_of_host;   /**< index of the host's node, or WF_MAP_NONE */
};

void wf_meter_init(struct wf_meter *meter, const struct wf_scenario *scenario);
void wf_meter_release(struct wf_meter *meter);
/** The node of a participant's host; made at the first call. */
struct wf_node *wf_meter_node(struct wf_meter *meter, const struct wf_participant *participant);

void wf_meter_begin(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded,
                    uint16_t pstate);
void wf_meter_end(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded);
/** The node's duty ended with its last activity: nothing is billed from then to the next begin,
 *  and it idles in the pstate it has. No effect while something goes on there. */
void wf_meter_leave(struct wf_meter *meter, struct wf_node *node);
/** @p byte more are kept on the node from now on, duty or not (negative: fewer). Billed to the end
 *  where the host has a storage_wattage. */
void wf_meter_store(struct wf_meter *meter, struct wf_node *node, double byte);
/** From now on every instant of every node and every byte of every link is exploration's (@p on),
 *  or of its own phase again. Waiting that began before is shared out between the two. */
void wf_meter_explore(struct wf_meter *meter, bool on);
/** The node is on duty now, even if it only waits. */
void wf_meter_attend(struct wf_meter *meter, struct wf_node *node);
/** A transfer between two nodes begins: to be told before each wf_meter_transfer, with the same
 *  nodes and phase. Costs nothing on platforms and routes without radio. */
void wf_meter_transfer_begin(struct wf_meter *meter, const struct wf_node *from,
                             const struct wf_node *to, enum wf_phase phase);
/** A transfer between two nodes that started at @p start_s has ended, or was cut off after
 *  @p byte. */
void wf_meter_transfer(struct wf_meter *meter, const struct wf_node *from, const struct wf_node *to,
                       double start_s, enum wf_phase phase, double byte);
/** What a transfer that started at @p start_s and ends now adds to its links: site energy of its
 *  bytes and of its airtime, J; not their base watts, not tails. */
double wf_meter_transfer_j(struct wf_meter *meter, const struct wf_node *from,
                           const struct wf_node *to, double start_s, double byte);
/** The links from one node to the other. May move at the next call. */
const struct wf_route *wf_meter_route(struct wf_meter *meter, const struct wf_node *from,
                                      const struct wf_node *to);
/** Is there a way from one node to the other? */
bool wf_meter_connected(struct wf_meter *meter, const struct wf_node *from,
                        const struct wf_node *to);

/** Fill hosts and links of @p outcome; with the audit, read the plugins and compare.
 *  @return 0, or -1 with WF_ESIM when ledger and host plugin differ by more than 1e-9. */
int wf_meter_report(struct wf_meter *meter, struct wf_outcome *outcome, struct wf_err *err);

#endif
