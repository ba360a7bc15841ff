/* The answer of a search of a study: the best point, what it comes to beside the deployment as it
 * is stated, which limits bind, the front, and what was tried. */
#ifndef WF_OPTIMUM_ANSWER_H
#define WF_OPTIMUM_ANSWER_H

#include "optimum/certainty.h"
#include "optimum/front.h"
#include "optimum/goal.h"
#include "sweep/sweep.h"

/** Points that are no answer, by why. */
enum wf_lack {
    WF_LACK_ROUNDS, /**< nobody knows how many rounds they take */
    WF_LACK_FAILED, /**< another mistake, or a failure */
    WF_LACK_LIMITS, /**< they miss a limit */
    WF_LACKS
};

struct wf_answer {
    const struct wf_sweep *sweep;
    const struct wf_goal *goal;
    const struct wf_trials *trials;
    double stated[WF_RESULT_COUNT]; /**< of the deployment as it is stated */
    const char *stated_unheld;      /**< why its rounds do not hold; NULL: they do */
    size_t best;                    /**< trial; SIZE_MAX: none was played without a failure */
    struct wf_certainty certainty;  /**< of the best */
    bool met;                       /**< it meets the limits; else it is the nearest */
    /** Of each limit of the goal: the best trial without it, where that is better; SIZE_MAX: the
     *  limit does not bind. */
    size_t *without;
    size_t lacks[WF_LACKS];
    const char *examples[WF_LACKS]; /**< the first reason; NULL: none */
    double size;                    /**< points of the space; infinite: not countable */
    enum wf_search_end end;
    struct wf_front front; /**< count 0: none was asked for, or nothing meets the limits */
};

/** Make it of a search that has ended, and of the results as stated, which are set. Release it.
 *  @pre sweep, goal, trials, stated, stated_unheld, size, end and front are set */
void wf_answer_make(struct wf_answer *answer);
void wf_answer_release(struct wf_answer *answer);

/** "server.active=20", as --set takes it: of variable @p factor in a trial. Figures that differ and
 *  are multiplied together have no such text: "host.*.speed=x 2". Caller frees. */
char *wf_answer_setting(const struct wf_answer *answer, const struct wf_trial *trial,
                        size_t factor);
/** Why it ended, as part of a sentence. */
extern const char *const wf_search_ends[];
/** Names of the lacks: "rounds", "failed", "limits". */
extern const char *const wf_lack_names[WF_LACKS];

/* ---- forms of it ---- */

void wf_answer_text(const struct wf_answer *answer, size_t width, struct wf_buffer *out);
/** Schema wattfleet.optimize/1. */
void wf_answer_json(const struct wf_answer *answer, struct wf_buffer *out);
/** A row a point: as stated, the best, then the front. */
void wf_answer_csv(const struct wf_answer *answer, struct wf_buffer *out);
/** Points that were tried and the front, the objective against the other side, into @p path.
 *  @return as wf_chart_draw */
int wf_answer_draw(const struct wf_answer *answer, const char *path, struct wf_err *err);

#endif
