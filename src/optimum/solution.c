#include "optimum/solution.h"
#include "optimum/descent.h"

int wf_search_solve(struct wf_search *search, const struct wf_problem *problem, uint64_t until,
                    bool explore, enum wf_search_end *end, struct wf_err *err)
{
    bool settled = false;
    int status = wf_search_begin(search, err);
    search->solved++;
    until = until < search->terms.most ? until : search->terms.most;
    if (status == 0 && !search->whole && explore)
        status = wf_search_explore(search, problem, until, err);
    if (status == 0 && !search->whole)
        status = wf_search_descend(search, problem, until, &settled, err);
    *end = search->time_is_up ? WF_SEARCH_TIME
           : search->whole    ? WF_SEARCH_WHOLE
           : settled          ? WF_SEARCH_SETTLED
                              : WF_SEARCH_SPENT;
    return status;
}
