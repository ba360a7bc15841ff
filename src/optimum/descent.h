/* The steps of a search, with NLopt: looking around, and improving the best. */
#ifndef WF_OPTIMUM_DESCENT_H
#define WF_OPTIMUM_DESCENT_H

#include "optimum/problem.h"
#include "optimum/search.h"

/** Look around by NLopt's ISRES, with a third of the points that are left until @p until. */
int wf_search_explore(struct wf_search *search, const struct wf_problem *problem, uint64_t until,
                      struct wf_err *err);
/** Improve the best of the trials.
 *  @param[out] settled  no point beside it is better; else the points did not suffice */
int wf_search_descend(struct wf_search *search, const struct wf_problem *problem, uint64_t until,
                      bool *settled, struct wf_err *err);

#endif
