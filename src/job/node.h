/* A host that takes part in the job: its ledger, and the executor's handle of it. */
#ifndef WF_JOB_NODE_H
#define WF_JOB_NODE_H

#include "account/ledger.h"
#include <stddef.h>

struct wf_battery;
struct wf_called;
struct wf_node;
struct wf_route;

/** The routes between a node and the one that it always works with, found without a search. */
struct wf_tie {
    const struct wf_route *out, *in; /**< NULL: no partner yet, or lanes say what is needed */
    bool alone;                      /**< the file says that their links are the node's own */
};

/** A direction of a tie that is one link of the node's own, without radio and class of network, at
 *  the pace of its route: kept for the executor, so that it need not look at the route. */
struct wf_lane {
    struct wf_route_link *link; /**< NULL: it is not such, or was not looked at */
    double delay_s, byte_per_s;
};
enum { WF_LANE_OUT, WF_LANE_IN, WF_LANES };

/** A host that takes part, in seven lines of cache. What a turn needs stands in front, in four. */
struct wf_node {
    const struct wf_node *partner; /**< it always works with this one; NULL: none yet */
    struct wf_lane lanes[WF_LANES];
    uint32_t index;
    uint32_t core_count;
    struct wf_battery *battery;   /**< follows what the node draws; NULL: none */
    struct wf_ledger_host ledger; /**< with the class of the host */
    struct wf_tie tie;            /**< set by wf_meter_tie */
    void *host;                   /**< of the executor */
    uint64_t stamp;               /**< of the last sum that it was counted in */
    uint32_t first_pstate;        /**< before the job began */
    uint32_t executions;          /**< in progress, where the executor counts them */
    struct wf_called *called; /**< the device in reserve that it is (muster.h); NULL: it is none */
    bool kept;     /**< reserved by a user: on duty from its first activity to its last */
    bool has_base; /**< the frozen parameters were sent to it, or are on their way */
    bool reserved; /**< by a trainer, from when it is on duty until it leaves */
};

/** Bytes at a node's beginning that the making of a turn uses. */
#define WF_NODE_HEAD offsetof(struct wf_node, ledger)
_Static_assert(sizeof(struct wf_node) <= 448, "a large fleet has one a device");
/** Bytes at a node's beginning that a turn uses that is played whole. */
#define WF_NODE_HOT offsetof(struct wf_node, ledger.usage.phases.rows[3])
_Static_assert(WF_NODE_HOT <= 256, "four lines of cache");

#endif
