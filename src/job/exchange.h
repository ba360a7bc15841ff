/* The all-reduce of data-parallel trainers: the gradients of all nodes are summed and every node
 * gets the sum. Its forms, of n nodes and a gradient of S bytes:
 *   ring          2 (n - 1) steps, in each of which every node sends S / n to the next
 *                 (Patarasuk and Yuan 2009)
 *   tree          a binomial tree: ceil(log2 n) steps in which half of those that are left send S
 *                 to the other half, then as many back (Thakur et al. 2005)
 *   hierarchical  inside each node its g accelerators scatter and reduce, (g - 1) / g x S /
 *                 intra_bandwidth; then a ring between the nodes, over one link each; then they
 *                 gather, as long as the first part (Jia et al. 2018)
 * A step begins when all nodes have done the one before. */
#ifndef WF_JOB_EXCHANGE_H
#define WF_JOB_EXCHANGE_H

#include "job/group.h"
#include "job/job.h"

struct wf_exchange {
    struct wf_job *job;
    const struct wf_participant *nodes;
    struct wf_turn *turns; /**< one a node */
    struct wf_group group;
    uint32_t count, form; /**< form: enum wf_all_reduce */
};

/** Set up the exchange of the job's trainers. */
void wf_exchange_init(struct wf_exchange *exchange, struct wf_job *job);
void wf_exchange_release(struct wf_exchange *exchange);
/** Exchange once; returns when all nodes have the sum. Meanwhile they wait in their
 *  exchange-pstate, where they have one. */
void wf_exchange_run(struct wf_exchange *exchange);

#endif
