/* What is looked for among trials: the best of one result, under limits of others. */
#ifndef WF_OPTIMUM_PROBLEM_H
#define WF_OPTIMUM_PROBLEM_H

#include "optimum/trials.h"

struct wf_limit {
    size_t result;
    double bound;
    bool least; /**< it must be this much at least; else at most */
};

struct wf_problem {
    size_t objective; /**< the result that is to be */
    bool largest;     /**< as large as possible; else as small */
    const struct wf_limit *limits;
    size_t limit_count;
};

/** By how much a point misses the limits, as the sum of its shares of them; 0: it meets them;
 *  infinite: it failed, or something is unknown. */
double wf_problem_excess(const struct wf_problem *problem, const struct wf_trial *trial);
/** The same for one limit. */
double wf_limit_excess(const struct wf_limit *limit, const struct wf_trial *trial);
/** Is @p a better: nearer to the limits, or within them and of a better objective? */
bool wf_problem_is_better(const struct wf_problem *problem, const struct wf_trial *a,
                          const struct wf_trial *b);
/** The best trial, the first of equals; SIZE_MAX: there is none. */
size_t wf_problem_best(const struct wf_problem *problem, const struct wf_trials *trials);

#endif
