#include "optimum/descent.h"
#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

/* What a point that failed is to NLopt: farther off than any limit is missed. */
static const double FAILED = 1e9;

/* Points that are to be tried together. */
struct points {
    const struct wf_space *space;
    double *values;
    size_t count, capacity;
};

/* @return the new one, which is a copy of @p from */
static double *add_point(struct points *list, const double *from)
{
    size_t width = list->space->count;
    if (list->count == list->capacity) {
        list->capacity = 2 * list->capacity + 16;
        list->values = wf_realloc(list->values, list->capacity * width * sizeof *list->values);
    }
    double *point = &list->values[list->count++ * width];
    memcpy(point, from, width * sizeof *point);
    return point;
}

/* A run of NLopt, in the coordinates of the ways (0 to 1). */
struct walk {
    struct wf_search *search;
    const struct wf_problem *problem;
    uint64_t until; /* points that may have been tried */
    uint64_t asks;  /* of NLopt, also of points that were tried before */
    uint64_t most;  /* asks */
    double scale;   /* of the objective */
    size_t *moves;  /* variables that move; the others stand as in values */
    size_t move_count;
    double *values;         /* the point at hand */
    struct points *unknown; /* NULL: points are tried as they are met; else they are noted here */
    unsigned population;    /* of a generation; 0: the algorithm has none */
    nlopt_opt run;
    struct wf_err *err;
    int status;
};

struct walk_limit {
    struct walk *walk;
    const struct wf_limit *limit;
};

/* The trial of a point, played if it must be; NULL: it is noted, or the run is to end. */
static const struct wf_trial *trial_at(struct walk *walk, const double *u)
{
    struct wf_search *search = walk->search;
    for (size_t i = 0; i < walk->move_count; i++)
        walk->values[walk->moves[i]] =
            wf_variable_value(&search->terms.space->variables[walk->moves[i]], u[i]);
    size_t found = wf_trials_find(&search->trials, walk->values);
    if (found == SIZE_MAX && walk->unknown) {
        add_point(walk->unknown, walk->values);
        return NULL;
    }
    if (found == SIZE_MAX && walk->status == 0) {
        walk->status = wf_search_ask(search, walk->values, 1, walk->until, walk->err);
        found = wf_trials_find(&search->trials, walk->values);
    }
    if (found == SIZE_MAX || walk->status < 0) {
        nlopt_force_stop(walk->run);
        return NULL;
    }
    return &search->trials.items[found];
}

static double objective(unsigned count, const double *u, double *gradient, void *data)
{
    struct walk *walk = data;
    (void)count, (void)gradient;
    if (walk->asks++ >= walk->most)
        nlopt_force_stop(walk->run);
    const struct wf_trial *trial = trial_at(walk, u);
    if (!trial && walk->unknown)
        return 0; /* of no meaning: the run ends with this generation */
    if (!trial || !isfinite(wf_problem_excess(walk->problem, trial)))
        return FAILED;
    double value = trial->results[walk->problem->objective] / walk->scale;
    return walk->problem->largest ? -value : value;
}

/* Above 0: missed; below: what is left. */
static double constraint(unsigned count, const double *u, double *gradient, void *data)
{
    const struct walk_limit *own = data;
    (void)count, (void)gradient;
    if (own->walk->status < 0)
        return FAILED;
    const struct wf_trial *trial = trial_at(own->walk, u);
    if (!trial && own->walk->unknown)
        return 0;
    if (!trial || !isfinite(wf_problem_excess(own->walk->problem, trial)))
        return FAILED;
    const struct wf_limit *limit = own->limit;
    double value = trial->results[limit->result];
    double scale = fabs(limit->bound) > 0 ? fabs(limit->bound) : 1;
    return (limit->least ? limit->bound - value : value - limit->bound) / scale;
}

/* Run an algorithm from the walk's values. @param step  of its first moves; 0: its own */
static int walk_by(struct walk *walk, nlopt_algorithm algorithm, double step, double tolerance)
{
    const struct wf_problem *problem = walk->problem;
    const struct wf_space *space = walk->search->terms.space;
    double least, *u = wf_calloc(walk->move_count + 1, sizeof *u);
    struct walk_limit *limits = wf_calloc(problem->limit_count + 1, sizeof *limits);
    for (size_t i = 0; i < walk->move_count; i++)
        u[i] = wf_variable_u(&space->variables[walk->moves[i]], walk->values[walk->moves[i]]);
    walk->run = nlopt_create(algorithm, (unsigned)walk->move_count);
    nlopt_set_lower_bounds1(walk->run, 0);
    nlopt_set_upper_bounds1(walk->run, 1);
    nlopt_set_min_objective(walk->run, objective, walk);
    for (size_t i = 0; i < problem->limit_count; i++) {
        limits[i] = (struct walk_limit){walk, &problem->limits[i]};
        nlopt_add_inequality_constraint(walk->run, constraint, &limits[i], 0);
    }
    if (step > 0)
        nlopt_set_initial_step1(walk->run, step);
    if (tolerance > 0)
        nlopt_set_xtol_abs1(walk->run, tolerance);
    nlopt_set_population(walk->run, walk->population);
    nlopt_set_maxeval(walk->run, (int)walk->most);
    nlopt_optimize(walk->run, u, &least); /* what it found is among the trials */
    nlopt_destroy(walk->run);
    free(limits);
    free(u);
    return walk->status;
}

/* A walk of some variables from a trial. Release it. */
static void start_walk(struct walk *walk, struct wf_search *search,
                       const struct wf_problem *problem, size_t from, uint64_t until,
                       struct wf_err *err)
{
    const struct wf_space *space = search->terms.space;
    const struct wf_trial *trial = &search->trials.items[from];
    double value = fabs(trial->results[problem->objective]);
    *walk = (struct walk){.search = search,
                          .problem = problem,
                          .until = until,
                          .scale = value > 0 ? value : 1, /* NaN: 1 */
                          .moves = wf_calloc(space->count + 1, sizeof(size_t)),
                          .values = wf_calloc(space->count + 1, sizeof(double)),
                          .err = err};
    memcpy(walk->values, trial->values, space->count * sizeof *walk->values);
}

static void end_walk(struct walk *walk)
{
    free(walk->moves);
    free(walk->values);
}

/* ---- looking around ---- */

/* The points of generation @p number of ISRES that nobody has tried. Within a generation no point
 * depends on what another one comes to, so that a run of the same seed, from the start to the end
 * of the generation, names them all. */
static void name_generation(struct walk *walk, uint64_t number, const double *start)
{
    struct wf_search *search = walk->search;
    walk->unknown->count = 0;
    walk->asks = 0;
    walk->most = number * walk->population;
    memcpy(walk->values, start, search->terms.space->count * sizeof *start);
    nlopt_srand((unsigned long)(search->terms.seed + search->solved));
    walk_by(walk, NLOPT_GN_ISRES, 0, 0);
}

int wf_search_explore(struct wf_search *search, const struct wf_problem *problem, uint64_t until,
                      struct wf_err *err)
{
    /* its share of the points that are left; members of a generation, a variable; generations in
     * which no point is new: assumed */
    enum { SHARE = 3, MEMBERS = 7, GENERATIONS = 100 };
    const struct wf_space *space = search->terms.space;
    size_t best = wf_problem_best(problem, &search->trials);
    struct points unknown = {.space = space};
    struct walk walk;
    int status = 0;
    if (best == SIZE_MAX || search->trials.count >= until)
        return 0;
    uint64_t end = search->trials.count + (until - search->trials.count + 2) / SHARE;
    start_walk(&walk, search, problem, best, end, err);
    double *start = wf_malloc(space->count * sizeof *start);
    memcpy(start, walk.values, space->count * sizeof *start);
    for (size_t i = 0; i < space->count; i++)
        walk.moves[walk.move_count++] = i;
    walk.population = (unsigned)(MEMBERS * (space->count + 1));
    walk.unknown = &unknown;
    for (uint64_t i = 1;
         i <= GENERATIONS && status == 0 && search->trials.count < end && !search->time_is_up;
         i++) {
        name_generation(&walk, i, start);
        status = wf_search_ask(search, unknown.values, unknown.count, end, err);
    }
    free(start);
    free(unknown.values);
    end_walk(&walk);
    return status;
}

/* ---- improving ---- */

/* Steps, of the way of a variable: assumed; they decide how many points it takes. */
static const double FIRST_WAY = 0.125, LAST_WAY = 1e-3, SHRINK = 0.35;

/* Numbers that are not whole, the others as in the best. */
static int improve_numbers(struct wf_search *search, const struct wf_problem *problem, size_t best,
                           double step, uint64_t until, struct wf_err *err)
{
    enum { ASKS = 40 }; /* a variable */
    const struct wf_space *space = search->terms.space;
    struct walk walk;
    int status = 0;
    start_walk(&walk, search, problem, best, until, err);
    for (size_t i = 0; i < space->count; i++)
        if (!wf_variable_is_discrete(&space->variables[i]))
            walk.moves[walk.move_count++] = i;
    walk.most = ASKS * walk.move_count;
    if (walk.move_count)
        status = walk_by(&walk, NLOPT_LN_COBYLA, step, 1e-6);
    end_walk(&walk);
    return status;
}

/* A value farther on or back by @p way, by the next one at least; NaN: there is none. */
static double moved(const struct wf_variable *variable, double value, double way)
{
    double there = wf_variable_value(variable, wf_variable_u(variable, value) + way);
    bool same = !(there < value || there > value);
    if (same)
        there = wf_variable_is_discrete(variable) ? value + (way > 0 ? 1 : -1) : NAN;
    return wf_variable_has(variable, there) ? there : NAN;
}

/* Move one variable, and another one too where there is one. */
static void add_moved(struct points *list, const double *centre, size_t variable, double value,
                      size_t other, double beside)
{
    if (isnan(value) || isnan(beside))
        return;
    double *point = add_point(list, centre);
    point[variable] = value;
    point[other] = variable == other ? value : beside;
}

enum { LIST_SHORT = 24 }; /* items of which each is a neighbour of all others */

static bool has_order(const struct wf_variable *variable)
{
    return !variable->items || variable->items > LIST_SHORT;
}

/* One variable alone; of a short list all items. */
static void add_single(struct points *list, const double *centre, size_t i, double way)
{
    const struct wf_variable *variable = &list->space->variables[i];
    for (size_t item = 0; !has_order(variable) && item < variable->items; item++)
        add_moved(list, centre, i, (double)item, i, 0);
    for (int sign = -1; has_order(variable) && sign <= 1; sign += 2)
        add_moved(list, centre, i, moved(variable, centre[i], sign * way), i, 0);
}

/* Two together: a limit may run slantwise between them. */
static void add_pair(struct points *list, const double *centre, size_t i, size_t j, double way)
{
    const struct wf_variable *a = &list->space->variables[i], *b = &list->space->variables[j];
    if (!has_order(a) || !has_order(b))
        return;
    for (int by = -1; by <= 1; by += 2)
        for (int beside = -1; beside <= 1; beside += 2)
            add_moved(list, centre, i, moved(a, centre[i], by * way), j,
                      moved(b, centre[j], beside * way));
}

static int ask_neighbours(struct wf_search *search, size_t best, double way, uint64_t until,
                          bool *all, struct wf_err *err)
{
    struct points list = {.space = search->terms.space};
    const double *centre = search->trials.items[best].values;
    for (size_t i = 0; i < list.space->count; i++)
        add_single(&list, centre, i, way);
    for (size_t i = 0; i < list.space->count; i++)
        for (size_t j = i + 1; j < list.space->count; j++)
            add_pair(&list, centre, i, j, way);
    int status = wf_search_ask(search, list.values, list.count, until, err);
    *all = true;
    for (size_t i = 0; i < list.count; i++)
        *all &= wf_trials_find(&search->trials, &list.values[i * list.space->count]) != SIZE_MAX;
    free(list.values);
    return status;
}

/* Is the new best more than a rounding error better? */
static bool is_gain(const struct wf_problem *problem, const struct wf_trials *trials, size_t now,
                    size_t before)
{
    static const double GAIN = 1e-6;
    const struct wf_trial *a = &trials->items[now], *b = &trials->items[before];
    if (now == before)
        return false;
    if (wf_problem_excess(problem, b) > 0)
        return wf_problem_excess(problem, a) < wf_problem_excess(problem, b) - 1e-9;
    double left = a->results[problem->objective], right = b->results[problem->objective];
    return fabs(left - right) > GAIN * fabs(right);
}

/* Are all whole numbers next to each other at this way? */
static bool is_finest(const struct wf_space *space, double way)
{
    for (size_t i = 0; i < space->count; i++) {
        const struct wf_variable *variable = &space->variables[i];
        if (!wf_variable_is_discrete(variable) || (has_order(variable) && variable->logarithmic))
            return way < LAST_WAY;
        if (has_order(variable) && way * wf_variable_size(variable) >= 1)
            return false;
    }
    return true;
}

int wf_search_descend(struct wf_search *search, const struct wf_problem *problem, uint64_t until,
                      bool *settled, struct wf_err *err)
{
    double way = FIRST_WAY;
    *settled = false;
    while (search->trials.count < until && !search->time_is_up) {
        size_t best = wf_problem_best(problem, &search->trials), before = best;
        bool all;
        if (best == SIZE_MAX)
            return 0;
        if (improve_numbers(search, problem, best, way, until, err) < 0)
            return -1;
        best = wf_problem_best(problem, &search->trials);
        if (ask_neighbours(search, best, way, until, &all, err) < 0)
            return -1;
        size_t now = wf_problem_best(problem, &search->trials);
        if (is_gain(problem, &search->trials, now, before))
            continue;
        *settled = all && is_finest(search->terms.space, way);
        if (*settled || !all)
            return 0;
        way *= SHRINK;
    }
    return 0;
}
