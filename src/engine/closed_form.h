/* An executor of jobs (job/executor.h) that plays turns by arithmetic: an execution that has its
 * host to itself, and a transfer that shares no link with another or all its shared links with the
 * same others, end at dates that follow from SimGrid's models. It holds only where eligibility.h
 * proves that no others can meet; it follows each link and host all the same, and says which met if
 * that proof was wrong.
 *
 * Turns that share nothing are played whole (batch.h), the others event by event, with the same
 * numbers.
 *
 * Waits of the leader play the events on the leader's own stack, by date, then in the order in
 * which they were set; events nearer than SimGrid's precision end at the date of the first, as they
 * do there. Before a wait returns, all events of its date have been played. */
#ifndef WF_ENGINE_CLOSED_FORM_H
#define WF_ENGINE_CLOSED_FORM_H

#include "engine/batch.h"
#include "engine/events.h"
#include "engine/flow.h"
#include "engine/occupancy.h"
#include "engine/shared_move.h"
#include "job/booking.h"
#include "job/executor.h"

struct wf_closed_player;
struct wf_recheck;

struct wf_closed_form {
    struct wf_executor executor; /**< first: the functions of executor.h get its address */
    struct wf_executor *facts;   /**< knows hosts, links and routes */
    struct wf_flow_model model;
    struct wf_occupancy occupancy; /**< its err: two have met, the dates since then are wrong */
    double now_s;
    struct wf_events events;
    struct wf_event *due; /**< scratch: all of this date */
    size_t due_count, due_capacity;
    struct wf_closed_player *free;
    struct wf_closed_player **players; /**< all, for their release */
    size_t player_count, player_capacity;
    struct wf_shared_moves moves;
    struct wf_recheck *recheck;       /**< keeps turns; NULL: none */
    struct wf_batch batch;            /**< turns to be waited for, played whole where they can be */
    struct wf_closed_player *calling; /**< its turn has ended, and calls back; NULL: none */
    bool event_by_event; /**< play none whole: for tests, and where transfers share links */
    bool waiting;        /**< the leader is */
    uint32_t open;       /**< turns that are played event by event */
};

/** @param facts  an executor whose functions of the platform are used
 *  @param model  of the network */
void wf_closed_form_init(struct wf_closed_form *closed, struct wf_meter *meter,
                         struct wf_executor *facts, const struct wf_platform *platform,
                         struct wf_flow_model model);
void wf_closed_form_release(struct wf_closed_form *closed);

#endif
