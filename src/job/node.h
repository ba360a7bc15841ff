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
    const struct wf_node *partner; /**< NULL: none yet */
    const struct wf_route *out, *in;
    bool alone; /**< the file says that their links are the node's own */
};

struct wf_node {
    struct wf_tie tie; /**< set by wf_meter_tie */
    const struct wf_host_class *class;
    struct wf_battery *battery; /**< follows what the node draws; NULL: none */
    uint32_t index;
    uint32_t core_count;
    struct wf_ledger_host ledger;
    void *host;               /**< of the executor */
    uint64_t stamp;           /**< of the last sum that it was counted in */
    uint32_t first_pstate;    /**< before the job began */
    uint32_t executions;      /**< in progress, where the executor counts them */
    struct wf_called *called; /**< the device in reserve that it is (muster.h); NULL: it is none */
    bool kept;     /**< reserved by a user: on duty from its first activity to its last */
    bool reserved; /**< by a trainer, from when it is on duty until it leaves */
};

/** Bytes at a node's beginning that the making of a turn uses. */
#define WF_NODE_HEAD offsetof(struct wf_node, ledger.usage)
/** Bytes at a node's beginning that a turn uses that is played whole. */
#define WF_NODE_HOT offsetof(struct wf_node, ledger.usage.busy_s[1])

#endif
