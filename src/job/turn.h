/* A turn: what one participant does without a decision in between (receive these bytes, compute
 * this flop, send these bytes), as plain data. Roles write turns, an executor plays them
 * (executor.h). */
#ifndef WF_JOB_TURN_H
#define WF_JOB_TURN_H

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

struct wf_node;

enum wf_step_kind {
    WF_STEP_SLEEP_UNTIL, /**< amount: date, s; no host is on duty for it */
    WF_STEP_SEND,        /**< amount: bytes, node to peer */
    WF_STEP_WORK,        /**< amount: flop a core, on node, loaded */
    WF_STEP_PAUSE        /**< amount: s, on node, waiting in the job but counted as this phase */
};

struct wf_step {
    uint8_t kind, phase;
    uint8_t direction; /**< enum wf_direction, of bytes */
    bool to_site;    /**< a transfer to the site of its peer, which takes no part unless reserved */
    uint16_t pstate; /**< of work */
    struct wf_node *node, *peer;
    double amount;
};

enum { WF_TURN_STEPS = 14 };

/** One turn. Data of the caller, untouched until it ends. Start with wf_turn_clear. What a turn of
 *  few steps uses stands together, in front. */
struct wf_turn {
    uint32_t step_count;
    uint32_t tag;   /**< the caller's */
    double samples; /**< the caller's: that its training passes over, each pass counted */
    double cut_s;   /**< date at which it is cut off if it has not ended; INFINITY: never */
    struct wf_node *subject; /**< node whose energy is added to energy_j; NULL: none */
    bool drops_out;          /**< the participant leaves after the last step: the turn fails */
    bool failed;             /**< out: cut off, or dropped out */
    uint32_t cut_step;       /**< out: step in which it was cut off; UINT32_MAX: none was */
    double trained_ratio;    /**< out: share done of its work of phase compute, where it failed */
    double energy_j; /**< out: site energy of the subject in its steps, and of their transfers */
    /** Called when the turn has ended, before its group counts it; may submit and cut turns, must
     *  not wait. NULL: nothing is called. */
    void (*then)(void *data, struct wf_turn *turn);
    void *data;
    struct wf_turn *next; /**< in the queue of a group */
    double ended_s;       /**< when it came there */
    void *player;         /**< of the executor, while it plays the turn; else NULL */
    /** out: how far the transfer of each step was put off (engine/spread.h) */
    uint32_t put_off[WF_TURN_STEPS];
    struct wf_step steps[WF_TURN_STEPS];
};

/** @p byte bytes, rounded; most are whole. */
static inline double wf_whole_byte(double byte)
{
    static const double all_whole = 0x1p52; /* from here on */
    return byte < all_whole && byte != (double)(int64_t)byte ? round(byte) : byte;
}

void wf_turn_clear(struct wf_turn *turn);
/** Add a step. Steps that do nothing (no flop, no time, a host sending to itself) are left out. */
static inline void wf_turn_add(struct wf_turn *turn, struct wf_step step)
{
    bool moves_nothing = step.kind == WF_STEP_SEND && step.node == step.peer;
    bool takes_nothing = step.kind != WF_STEP_SEND && step.amount <= 0;
    if (moves_nothing || takes_nothing)
        return;
    assert(turn->step_count < WF_TURN_STEPS);
    if (step.kind == WF_STEP_SEND) /* executors move whole bytes; so are they counted */
        step.amount = wf_whole_byte(step.amount);
    /* member by member: copied as a whole it waits for its members, which were just written */
    struct wf_step *kept = &turn->steps[turn->step_count++];
    kept->kind = step.kind;
    kept->phase = step.phase;
    kept->direction = step.direction;
    kept->to_site = step.to_site;
    kept->pstate = step.pstate;
    kept->node = step.node;
    kept->peer = step.peer;
    kept->amount = step.amount;
}

/** Does the step count as training (wf_turn's trained_ratio)? */
bool wf_step_trains(const struct wf_step *step);

#endif
