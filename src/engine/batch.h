/* Turns that are submitted together and waited for together. Those that share nothing are played
 * whole when the wait begins: all their dates follow from the first, and only the node that they
 * have in common, the partner, must see what they do in the order of dates. No event is set for
 * them, but one at the end of the last.
 *
 * A turn is played whole where all of this holds; others of the batch are played event by event
 * beside it:
 * - its group is waited for without a limit of time until all have ended, so that none is cut;
 * - nothing else is in progress when the wait begins;
 * - it calls nothing at its end (`then`), and its subject has no battery to follow;
 * - all its steps are on one node, which does nothing else, or transfers between that node and the
 *   partner, the same of the whole batch;
 * - it ends before it would be cut off (deadline, end of its availability);
 * - no other transfer shares its way (shared_links.h);
 * - each link on its way belongs to its node alone, or never slows a transfer down and has no
 * radio.
 */
#ifndef WF_ENGINE_BATCH_H
#define WF_ENGINE_BATCH_H

#include "engine/flow.h"
#include "engine/spans.h"
#include "job/executor.h"
#include "job/group.h"
#include "job/node.h"
#include "model/phase.h"

struct wf_batched {
    struct wf_turn *turn;
    size_t kept; /**< of the caller */
};

/** What the partner does in one phase. */
struct wf_batch_service {
    struct wf_spans spans;
    size_t next; /**< beginnings and ends that are booked */
};

struct wf_batch {
    const struct wf_flow_model *model;
    struct wf_executor *executor;
    struct wf_group *group; /**< of its turns */
    struct wf_batched *turns;
    size_t count, capacity;
    struct wf_node *partner; /**< NULL: of no turn yet */
    struct wf_batch_service services[WF_PHASE_COUNT];
    uint32_t phases; /**< set of those that the partner has */
    double end_s;    /**< of the last turn that is played whole */
    uint32_t ended, succeeded, last_tag;
    double last_s;               /**< end of the last one that ended well */
    const struct wf_node *meets; /**< a node that another turn was on; NULL: none was */
};

void wf_batch_init(struct wf_batch *batch, struct wf_executor *executor,
                   const struct wf_flow_model *model);
void wf_batch_release(struct wf_batch *batch);

/** May @p turn be played whole, as far as it says itself? */
bool wf_batch_takes(const struct wf_batch *batch, const struct wf_group *group,
                    const struct wf_turn *turn);
/** Keep it until its group is waited for. */
void wf_batch_add(struct wf_batch *batch, struct wf_group *group, struct wf_turn *turn,
                  size_t kept);
/** The wait begins at @p now_s: find the routes of all turns. */
void wf_batch_begin(struct wf_batch *batch, double now_s);
/** Play turn number @p index whole from @p now_s.
 *  @param[out] end_s  when it ends
 *  @return false: it must be played event by event; nothing was done */
bool wf_batch_play(struct wf_batch *batch, size_t index, double now_s, double *end_s);
/** All were played or given back: unite what the partner does. */
void wf_batch_order(struct wf_batch *batch);
/** Book what the partner does until @p until_s. */
void wf_batch_advance(struct wf_batch *batch, double until_s);
/** Its end has come: conclude the turns that were played whole, all at once. */
void wf_batch_end(struct wf_batch *batch);

#endif
