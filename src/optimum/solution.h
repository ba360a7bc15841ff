/* A search for the point of a space with the least (or the most) of one result, under limits of
 * others. What is evaluated, and how, is the caller's.
 *
 * A space of no more points than may be tried is tried whole: the answer is exact. Else a Latin
 * hypercube is tried, then NLopt's ISRES (Runarsson and Yao 2005: a global evolution strategy with
 * constraints) looks further, and the best that was found is improved until none beside it is
 * better: numbers by COBYLA (Powell 1994), whole numbers and lists by their neighbours. The answer
 * is the best of all points that were tried. Everything follows from the seed. */
#ifndef WF_OPTIMUM_SOLUTION_H
#define WF_OPTIMUM_SOLUTION_H

#include "optimum/problem.h"
#include "optimum/search.h"

enum wf_search_end {
    WF_SEARCH_WHOLE,   /**< all of the space was tried */
    WF_SEARCH_SETTLED, /**< no point beside the best one is better */
    WF_SEARCH_SPENT,   /**< as many points were tried as may be */
    WF_SEARCH_TIME     /**< the time was up */
};

/** Solve a problem; points that were tried for others serve it.
 *  @param until      so many points may have been tried when it ends; at most terms.most
 *  @param explore    look at all of the space; else improve the best that was found
 *  @param[out] end   why it ended; of no meaning on error
 *  @return 0, or -1 with @p err */
int wf_search_solve(struct wf_search *search, const struct wf_problem *problem, uint64_t until,
                    bool explore, enum wf_search_end *end, struct wf_err *err);

#endif
