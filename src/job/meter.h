/* The meter: books in the ledger what happens on a host or a link, at the executor's dates, and
 * puts hosts into the pstate that the ledger says. */
#ifndef WF_JOB_METER_H
#define WF_JOB_METER_H

#include "base/fetch.h"
#include "job/node.h"
#include "job/route.h"
#include "model/battery.h"
#include "scenario/scenario.h"

struct wf_meter {
    struct wf_executor *executor;
    const struct wf_scenario *scenario;
    struct wf_arena arena;
    struct wf_ledger ledger;
    struct wf_routes routes;
    struct wf_node **nodes; /**< in order of appearance */
    uint32_t node_count, node_capacity;
    double start_s, bucket_s;      /**< Unix date of date 0, NaN: no grid changes; of the weights */
    struct wf_node **node_of_host; /**< NULL: none yet */
    double byte[WF_DIRECTION_COUNT]; /**< moved so far */
};

void wf_meter_init(struct wf_meter *meter, struct wf_executor *executor,
                   const struct wf_scenario *scenario);
/** The whole scenario will be played: make room for its hosts and links, of a large fleet on large
 *  pages. Before the first node. */
void wf_meter_expect_all(struct wf_meter *meter);
void wf_meter_release(struct wf_meter *meter);
/** The node of a participant's host; made at the first call. */
struct wf_node *wf_meter_node(struct wf_meter *meter, const struct wf_participant *participant);

/** Nodes of a large fleet are rarely in the processor's caches. Call both ahead of the use of a
 *  host's node, wf_meter_fetch some time after wf_meter_expect: it is there then. */
static inline void wf_meter_expect(const struct wf_meter *meter, uint32_t host)
{
    __builtin_prefetch(&meter->node_of_host[host]);
}
static inline void wf_meter_fetch(const struct wf_meter *meter, uint32_t host)
{
    if (meter->node_of_host[host])
        wf_fetch(meter->node_of_host[host], WF_NODE_HEAD);
}

void wf_meter_begin(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded,
                    uint16_t pstate);
void wf_meter_end(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded);
/** An activity without load begins (@p on) or ends at @p now_s, a date that may have passed: no
 * later one of the node was reported. */
void wf_meter_serve(struct wf_meter *meter, struct wf_node *node, double now_s, enum wf_phase phase,
                    bool on);
/** The node's duty ended with its last activity: nothing is billed from then to the next begin,
 *  and it idles in the pstate it has. No effect while it has an activity. */
void wf_meter_leave(struct wf_meter *meter, struct wf_node *node);
/** @p byte more are kept on the node from now on, duty or not (negative: fewer). Billed to the end
 *  where the host has a storage_wattage. */
void wf_meter_store(struct wf_meter *meter, struct wf_node *node, double byte);
/** From now on every instant of every node and every byte of every link is exploration's (@p on),
 *  or of its own phase again. Waiting that began before is shared out between the two. */
void wf_meter_explore(struct wf_meter *meter, bool on);
/** Site joules of what the node does now that are not booked yet; 0 while it only waits. */
double wf_meter_open_j(const struct wf_meter *meter, const struct wf_node *node);
/** The node waits in @p pstate from now on; it is on duty. */
void wf_meter_wait_in(struct wf_meter *meter, struct wf_node *node, uint16_t pstate);
/** The node is on duty now, even if it only waits. */
void wf_meter_attend(struct wf_meter *meter, struct wf_node *node);
/** A transfer on a route begins: call it before each wf_meter_transfer, with the same route and
 *  phase. Costs nothing on routes without radio. */
void wf_meter_transfer_begin(struct wf_meter *meter, const struct wf_route *route,
                             enum wf_phase phase);
/** A node without other activities has one from @p from_s to @p to_s: the same as its begin and its
 *  end (wf_ledger_pass). @return its site joules from begin to end */
double wf_meter_pass(struct wf_meter *meter, struct wf_node *node, double from_s, double to_s,
                     enum wf_phase phase, bool loaded, uint16_t pstate);
/** A transfer of @p byte bytes from @p from_s to @p to_s on a route whose radios carry no other:
 * the same as its begin and its end. @return what wf_meter_transfer_j says at its end */
double wf_meter_transfer_pass(struct wf_meter *meter, const struct wf_route *route, double from_s,
                              double to_s, enum wf_phase phase, double byte);
/** The same where the route is one link without radio and without class of network. */
double wf_meter_link_pass(struct wf_meter *meter, struct wf_route_link *link, double from_s,
                          double to_s, enum wf_phase phase, double byte);
/** A transfer on a route that started at @p start_s has ended, or was cut off after @p byte. */
void wf_meter_transfer(struct wf_meter *meter, const struct wf_route *route, double start_s,
                       enum wf_phase phase, double byte);
/** What a transfer that started at @p start_s and ends now adds to its links: site energy of its
 *  bytes and of its airtime, J; not their base watts, not tails. */
double wf_meter_transfer_j(const struct wf_meter *meter, const struct wf_route *route,
                           double start_s, double byte);
/** The routes between a node and a partner, kept with the node: wf_meter_route then finds them
 *  without a search. Of the first partner only. @return the node's tie, with node->partner. */
const struct wf_tie *wf_meter_tie(struct wf_meter *meter, struct wf_node *node,
                                  const struct wf_node *partner);
/** The links from one node to the other. Stays where it is. */
const struct wf_route *wf_meter_route(struct wf_meter *meter, const struct wf_node *from,
                                      const struct wf_node *to);
/** Is there a way from one node to the other? */
bool wf_meter_connected(struct wf_meter *meter, const struct wf_node *from,
                        const struct wf_node *to);

/** The job has ended: book what is kept on hosts until now. Then the usage of nodes and links may
 * be audited. */
void wf_meter_close(struct wf_meter *meter);
/** After wf_meter_close: has the node been on duty, or kept data? Others are not in the outcome. */
bool wf_meter_is_billed(const struct wf_node *node);
/** After wf_meter_close: fill hosts and links of @p outcome. Its routes are no more. */
void wf_meter_report(struct wf_meter *meter, struct wf_outcome *outcome);

#endif
