#include "optimum/front.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void wf_front_release(struct wf_front *front)
{
    free(front->trials);
    *front = (struct wf_front){0};
}

/* ---- searching ---- */

struct tracing {
    struct wf_search *search;
    const struct wf_front_terms *terms;
    struct wf_limit *limits; /* of the problem, and room for one more */
    struct wf_front *front;
};

static double side_of(const struct tracing *tracing, size_t trial)
{
    return tracing->search->trials.items[trial].results[tracing->terms->against];
}

/* Each search may use an equal part of the points that are left. */
static int solve(struct tracing *tracing, const struct wf_problem *problem, size_t left,
                 bool explore, struct wf_err *err)
{
    struct wf_search *search = tracing->search;
    uint64_t tried = search->trials.count, most = search->terms.most;
    uint64_t rest = most > tried ? most - tried : 0;
    enum wf_search_end end;
    int status =
        wf_search_solve(search, problem, tried + (rest + left - 1) / left, explore, &end, err);
    if (status == 0 && end > tracing->front->end)
        tracing->front->end = end;
    return status;
}

/* Limit @p i of @p count between the ends; of times and the like in equal ratios. */
static double between(double from, double to, double share)
{
    return from > 0 && to > 0 ? from * pow(to / from, share) : from + share * (to - from);
}

/* Search @p step of the front: 0 and the last are its ends. */
static int solve_step(struct tracing *tracing, size_t step, size_t left, bool explore,
                      struct wf_err *err)
{
    const struct wf_front_terms *terms = tracing->terms;
    const struct wf_trials *trials = &tracing->search->trials;
    size_t steps = terms->points - 1;
    struct wf_problem other = terms->problem, problem = terms->problem;
    other.objective = terms->against;
    other.largest = terms->most;
    if (step == 0 || step == steps)
        return solve(tracing, step ? &other : &problem, left, explore, err);
    double from = side_of(tracing, wf_problem_best(&problem, trials));
    double to = side_of(tracing, wf_problem_best(&other, trials));
    problem.limits = tracing->limits;
    tracing->limits[problem.limit_count++] = (struct wf_limit){
        terms->against, between(from, to, (double)step / (double)steps), terms->most};
    return solve(tracing, &problem, left, explore, err);
}

/* All steps, the ends first. What one finds serves the others, so those that had too few points go
 * on, while there are any. */
static int trace(struct tracing *tracing, struct wf_err *err)
{
    enum { PASSES = 5 };
    struct wf_search *search = tracing->search;
    size_t steps = tracing->terms->points - 1;
    for (int pass = 0; pass < PASSES; pass++) {
        size_t before = search->trials.count;
        tracing->front->end = WF_SEARCH_WHOLE;
        for (size_t i = 0; i <= steps; i++) {
            size_t step = i == 1 ? steps : i > 1 ? i - 1 : 0;
            if (solve_step(tracing, step, steps + 1 - i, pass == 0 && i < 2, err) < 0)
                return -1;
            size_t best = wf_problem_best(&tracing->terms->problem, &search->trials);
            if (search->whole || search->time_is_up || best == SIZE_MAX ||
                wf_problem_excess(&tracing->terms->problem, &search->trials.items[best]) > 0)
                return 0;
        }
        if (tracing->front->end != WF_SEARCH_SPENT || search->trials.count == before)
            return 0;
    }
    return 0;
}

/* ---- choosing ---- */

/* -1, 0 or 1: a is better, equal, worse. */
static int compare_sides(double a, double b, bool more)
{
    return a < b ? (more ? 1 : -1) : a > b ? (more ? -1 : 1) : 0;
}

/* The best objective first; of equals the better other side, then the earlier one. */
static int compare_trials(const void *left, const void *right, void *data)
{
    const struct tracing *tracing = data;
    const struct wf_problem *problem = &tracing->terms->problem;
    const struct wf_trial *items = tracing->search->trials.items;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int order = compare_sides(items[a].results[problem->objective],
                              items[b].results[problem->objective], problem->largest);
    if (!order)
        order = compare_sides(side_of(tracing, a), side_of(tracing, b), tracing->terms->most);
    return order ? order : (a > b) - (a < b);
}

/* Those within the limits that no other is better than, or equal to: in the order of the objective
 * each must be better on the other side than all before. */
static void choose(struct tracing *tracing)
{
    struct wf_front *front = tracing->front;
    const struct wf_trials *trials = &tracing->search->trials;
    size_t count = 0;
    for (size_t i = 0; i < trials->count; i++)
        if (!(wf_problem_excess(&tracing->terms->problem, &trials->items[i]) > 0) &&
            !isnan(side_of(tracing, i)))
            front->trials[count++] = i;
    qsort_r(front->trials, count, sizeof *front->trials, compare_trials, tracing);
    for (size_t i = 0; i < count; i++) {
        size_t last = front->count ? front->trials[front->count - 1] : SIZE_MAX;
        if (last == SIZE_MAX || compare_sides(side_of(tracing, front->trials[i]),
                                              side_of(tracing, last), tracing->terms->most) < 0)
            front->trials[front->count++] = front->trials[i];
    }
}

/* The ends stay, and of the others the best within each limit between. */
static void thin(struct tracing *tracing)
{
    struct wf_front *front = tracing->front;
    size_t steps = tracing->terms->points - 1, kept = 1, next = 1;
    double from = side_of(tracing, front->trials[0]);
    double to = side_of(tracing, front->trials[front->count - 1]);
    for (size_t i = 1; i <= steps; i++) {
        double bound = i < steps ? between(from, to, (double)i / (double)steps) : to;
        while (next < front->count - 1 && compare_sides(side_of(tracing, front->trials[next]),
                                                        bound, tracing->terms->most) > 0)
            next++;
        if (next < front->count)
            front->trials[kept++] = front->trials[next++];
    }
    front->count = kept;
}

int wf_front_find(struct wf_search *search, const struct wf_front_terms *terms,
                  struct wf_front *front, struct wf_err *err)
{
    struct tracing tracing = {search, terms, NULL, front};
    *front = (struct wf_front){.end = WF_SEARCH_WHOLE};
    tracing.limits = wf_calloc(terms->problem.limit_count + 1, sizeof *tracing.limits);
    if (terms->problem.limit_count)
        memcpy(tracing.limits, terms->problem.limits,
               terms->problem.limit_count * sizeof *tracing.limits);
    int status = trace(&tracing, err);
    front->trials = wf_calloc(search->trials.count + 1, sizeof *front->trials);
    if (status == 0)
        choose(&tracing);
    if (front->count > terms->points)
        thin(&tracing);
    free(tracing.limits);
    return status;
}
