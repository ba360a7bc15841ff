/* What a step of a turn books with the meter while it is played: activities of its nodes, its
 * transfer, the energy of the turn's subject. The same for every executor. */
#ifndef WF_JOB_BOOKING_H
#define WF_JOB_BOOKING_H

#include "job/meter.h"
#include "job/turn.h"

/** Of the step in progress. */
struct wf_booking {
    double start_s;               /**< of the step */
    double mark_j;                /**< site energy of the turn's subject when the step began */
    uint32_t begun;               /**< nodes of the step whose activity the meter counts */
    const struct wf_route *route; /**< of its transfer; valid while it moves */
    bool moving;                  /**< the meter counts its transfer */
};

/** Has a transfer an activity of its peer? Not where it goes to the peer's site while no trainer
 * has reserved the peer. */
bool wf_booking_has_peer(const struct wf_step *step);
/** The step begins on @p node: its node, then for a transfer its peer, if it has an activity there.
 *  Others may run. */
void wf_booking_begin(struct wf_booking *booking, struct wf_meter *meter,
                      const struct wf_turn *turn, const struct wf_step *step, struct wf_node *node);
/** The transfer of the step begins, after both nodes. */
void wf_booking_begin_transfer(struct wf_booking *booking, struct wf_meter *meter,
                               const struct wf_step *step);
/** The step ends, or was cut off: book what has begun; of a transfer @p byte have moved. Others may
 *  run. */
void wf_booking_end(struct wf_booking *booking, struct wf_meter *meter, struct wf_turn *turn,
                    const struct wf_step *step, double byte);

#endif
