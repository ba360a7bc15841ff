/* Devices of a fleet in reserve (scenario/reserve.h) that take part. A device that is called up has
 * a node, routes and links of its own, drawn from the fleet; a device that is dismissed leaves what
 * changed since it was drawn, a few dozen bytes. Memory follows the devices that were ever called
 * up, not the fleet. */
#ifndef WF_JOB_MUSTER_H
#define WF_JOB_MUSTER_H

#include "account/reserve_bill.h"
#include "job/job.h"
#include "job/learner_state.h"
#include "scenario/reserve.h"

/** One direction between a device and its server: a link of its own. */
struct wf_called_way {
    struct wf_route route;
    struct wf_route_pace pace;
    struct wf_route_link *links[1];
    struct wf_route_link link;
    struct wf_link_class class;
    struct wf_link_tariff tariff;
    struct wf_ledger_extras extras;
    struct wf_ledger_radio radio;
};

/** A device that is called up. Its ledgers go by the names of the host and links that represent it.
 */
struct wf_called {
    struct wf_node node;
    struct wf_participant participant;
    struct wf_learner_state state;
    struct wf_called_way up, down;
    struct wf_host_class class;
    double speed_flop_per_s[WF_RESERVE_PSTATES];
    struct wf_watts watts[WF_RESERVE_PSTATES];
    uint32_t learner;
    uint32_t group; /**< learner of the scenario that stands for it */
};

struct wf_muster;

/** @param server  with whom all devices work */
struct wf_muster *wf_muster_new(struct wf_job *job, const struct wf_participant *server);
void wf_muster_free(struct wf_muster *muster);
/** Call up learner @p index, if it is not. The result stays until it is dismissed. */
struct wf_called *wf_muster_call(struct wf_muster *muster, uint32_t index);
/** Before the call of learner @p cohort[@p index], of @p count: have the processor fetch what the
 *  next ones need. */
void wf_muster_fetch(const struct wf_muster *muster, const uint32_t *cohort, uint32_t index,
                     uint32_t count);
/** Dismiss all that are not busy. */
void wf_muster_dismiss(struct wf_muster *muster);
/** How many were ever called up. */
size_t wf_muster_count(const struct wf_muster *muster);
/** All that were ever called up, in some order, as they are: @p visit must not change them, nor
 *  call others up. */
void wf_muster_review(struct wf_muster *muster,
                      void (*visit)(void *data, const struct wf_called *called), void *data);
/** Prepare the bills of @p outcome, a row a group. */
void wf_muster_open_bills(const struct wf_muster *muster, struct wf_outcome *outcome);
/** The job has ended: add the bill of a device that is reviewed. */
void wf_muster_bill(const struct wf_muster *muster, const struct wf_called *called,
                    struct wf_outcome *outcome);

#endif
