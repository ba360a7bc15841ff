#include "optimum/problem.h"
#include <math.h>
#include <stdint.h>

double wf_limit_excess(const struct wf_limit *limit, const struct wf_trial *trial)
{
    double value = trial->results[limit->result];
    double scale = fabs(limit->bound) > 0 ? fabs(limit->bound) : 1;
    double excess = (limit->least ? limit->bound - value : value - limit->bound) / scale;
    return trial->reason || isnan(value) ? INFINITY : fmax(excess, 0);
}

double wf_problem_excess(const struct wf_problem *problem, const struct wf_trial *trial)
{
    double excess = 0;
    if (trial->reason || isnan(trial->results[problem->objective]))
        return INFINITY;
    for (size_t i = 0; i < problem->limit_count; i++)
        excess += wf_limit_excess(&problem->limits[i], trial);
    return excess;
}

bool wf_problem_is_better(const struct wf_problem *problem, const struct wf_trial *a,
                          const struct wf_trial *b)
{
    double left = wf_problem_excess(problem, a), right = wf_problem_excess(problem, b);
    if (left > 0 || right > 0)
        return left < right;
    left = a->results[problem->objective];
    right = b->results[problem->objective];
    return problem->largest ? left > right : left < right;
}

size_t wf_problem_best(const struct wf_problem *problem, const struct wf_trials *trials)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < trials->count; i++)
        if (best == SIZE_MAX ||
            wf_problem_is_better(problem, &trials->items[i], &trials->items[best]))
            best = i;
    return best;
}
