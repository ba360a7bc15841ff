/* A decision: which of several deployments needs least energy, how sure that is, what it hangs on,
 * and what would turn it. */
#ifndef WF_DECISION_DECISION_H
#define WF_DECISION_DECISION_H

#include "decision/draws.h"
#include "decision/influence.h"

enum wf_verdict {
    WF_DECIDED,   /**< in 95 % of the draws, also with what is assumed twice as wide, and under
                     every choice of accounting */
    WF_LIKELY,    /**< in 95 % of the draws, but not all of that */
    WF_UNDECIDED, /**< neither */
    WF_VERDICTS
};
/** "decided", "likely", "undecided". */
extern const char *const wf_verdict_words[WF_VERDICTS];

/** The same draws, accounted otherwise. */
struct wf_flip {
    struct wf_choice choice;
    enum wf_quantity quantity; /**< energy; of the stated choice also others */
    bool counts;               /**< a verdict must hold under it */
    bool differs;              /**< from what is stated, in a draw at least */
    struct wf_standing own;    /**< its own least and second */
    struct wf_standing winner; /**< how the winner of the decision stands, against its second */
    bool turns;                /**< it is known, and the winner is not sure */
};

struct wf_decision {
    const struct wf_sweep *sweep; /**< borrowed */
    enum wf_verdict verdict;
    struct wf_standing stated, doubled; /**< doubled: not known where nothing is assumed */
    uint64_t failed, unplayed;          /**< draws that are left out; unplayed: the time was up */
    bool partial; /**< the time was up before all was drawn, also wider: it is not WF_DECIDED */
    struct wf_flip *flips;
    size_t flip_count;
    struct wf_influences influences;
    uint32_t rest;
};

struct wf_decision_request {
    const struct wf_sweep *draws;   /**< that was run: a sobol design, with all choices */
    const struct wf_sweep *doubled; /**< that was run, assumed factors twice as wide; NULL: none is
                                         assumed */
    uint32_t rest;                  /**< group of what screening found small; UINT32_MAX: none */
    size_t jobs;
};

/** Release it in both cases.
 *  @return 0, or -1 with @p err: WF_ESIM no draw succeeded, or a store cannot be read */
int wf_decision_make(const struct wf_decision_request *request, struct wf_decision *decision,
                     struct wf_err *err);
void wf_decision_release(struct wf_decision *decision);

/** Label of the winner, and of whoever needs second least. */
const char *wf_decision_winner(const struct wf_decision *decision);
const char *wf_decision_second(const struct wf_decision *decision);

#endif
