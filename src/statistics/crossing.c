#include "statistics/crossing.h"

#include "base/err.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

enum { STEPS_MAX = 200 };

static double log_ratio(struct wf_pair pair)
{
    return log(pair.b / pair.a);
}

/* An unknown number ends the search between two neighbours: *lost. */
struct between {
    const struct wf_crossing_search *search;
    bool lost;
};

static double value_at(double place, void *data)
{
    struct between *between = data;
    const struct wf_crossing_search *search = between->search;
    double x = search->logarithmic ? exp(place) : place;
    double value = log_ratio(search->at(search->data, x));
    if (isnan(value)) {
        between->lost = true;
        return 0;
    }
    return fmin(fmax(value, -1e300), 1e300); /* of nothing and something */
}

/* @return NaN: it is not known */
static double root_between(const struct wf_crossing_search *search, double low, double high)
{
    struct between between = {search, false};
    gsl_function function = {value_at, &between};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    double from = search->logarithmic ? log(low) : low, to = search->logarithmic ? log(high) : high;
    double root = NAN;
    int status = gsl_root_fsolver_set(solver, &function, from, to);
    for (int step = 0; status == GSL_SUCCESS && step < STEPS_MAX && !between.lost; step++) {
        gsl_root_fsolver_iterate(solver);
        from = gsl_root_fsolver_x_lower(solver);
        to = gsl_root_fsolver_x_upper(solver);
        root = gsl_root_fsolver_root(solver);
        double width = search->logarithmic ? 1 : fmin(fabs(from), fabs(to));
        if (fabs(to - from) <= search->tolerance * width || from >= to)
            break;
    }
    gsl_root_fsolver_free(solver);
    if (between.lost)
        return NAN;
    return search->logarithmic ? exp(root) : root;
}

/* @p low and @p high are whole. */
static double whole_between(const struct wf_crossing_search *search, double low, double high)
{
    struct wf_pair first = search->at(search->data, low), last = search->at(search->data, high);
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        struct wf_pair there = search->at(search->data, middle);
        if (isnan(log_ratio(there)))
            return NAN;
        if ((there.b > there.a) == (first.b > first.a)) {
            low = middle;
            first = there;
        } else {
            high = middle;
            last = there;
        }
    }
    double before = first.b - first.a, after = last.b - last.a;
    return low + (high - low) * before / (before - after);
}

static double between(const struct wf_crossing_search *search, double low, double high)
{
    return search->whole ? whole_between(search, low, high) : root_between(search, low, high);
}

/* ---- beyond the grid ---- */

static double place_of(const struct wf_crossing_search *search, double x)
{
    return search->logarithmic ? log(x) : x;
}

/* @return the x at a place, within its bounds */
static double x_at(const struct wf_crossing_search *search, double place)
{
    double x = search->logarithmic ? exp(place) : place;
    x = fmin(fmax(x, search->least), search->most);
    return search->whole ? round(x) : x;
}

struct point {
    double x, value;
};

static bool opposed(double a, double b)
{
    return (a < 0) != (b < 0);
}

/* Follow the secant through @p inner and @p end, outwards, with steps of at most @p step. */
static double follow(const struct wf_crossing_search *search, struct point inner, struct point end,
                     double step)
{
    enum { TRIES = 12 };
    const double OVERSHOOT = 1.2; /* a root that is passed is bracketed */
    for (int i = 0; i < TRIES; i++) {
        double from = place_of(search, inner.x), to = place_of(search, end.x);
        double slope = (end.value - inner.value) / (to - from);
        double move = -OVERSHOOT * end.value / slope; /* outwards: towards a root */
        if (!(move / (to - from) > 0) || !isfinite(move))
            return NAN;
        move = fmin(fmax(move, -step), step);
        struct point next = {.x = x_at(search, to + move)};
        if (search->whole && next.x == end.x)
            next.x = x_at(search, end.x + (move > 0 ? 1 : -1));
        if (next.x == end.x)
            return NAN;
        next.value = log_ratio(search->at(search->data, next.x));
        if (isnan(next.value))
            return NAN;
        if (next.value == 0)
            return next.x;
        if (opposed(next.value, end.value))
            return between(search, fmin(end.x, next.x), fmax(end.x, next.x));
        inner = end;
        end = next;
        step *= search->logarithmic ? 1 : 2;
    }
    return NAN;
}

/* So far a step beyond the grid goes: a factor of 10, or ten times the width of the grid. */
static double step_of(const struct wf_crossing_search *search)
{
    return search->logarithmic ? log(10) : 10 * (search->grid[search->count - 1] - search->grid[0]);
}

static double beyond(const struct wf_crossing_search *search, struct point inner, struct point end)
{
    if (isnan(inner.value) || isnan(end.value) || fabs(end.value) >= fabs(inner.value) ||
        opposed(inner.value, end.value))
        return NAN;
    return follow(search, inner, end, step_of(search));
}

double wf_crossing_near(const struct wf_crossing_search *search, double x, bool rising)
{
    const double TRIED = 1.1; /* the first step, for a secant */
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    if (search->whole)
        x = round(x);
    struct point first = {x, log_ratio(search->at(search->data, x))}, next;
    double found = NAN;
    bool up = (first.value < 0) == rising;
    double place = place_of(search, x);
    double step = search->logarithmic ? log(TRIED) : (TRIED - 1) * (search->most - search->least);
    next.x = x_at(search, up ? place + step : place - step);
    if (search->whole && next.x == x)
        next.x = x_at(search, up ? x + 1 : x - 1);
    if (first.value == 0)
        found = x;
    else if (!isnan(first.value) && next.x != x) {
        next.value = log_ratio(search->at(search->data, next.x));
        if (next.value == 0)
            found = next.x;
        else if (!isnan(next.value) && opposed(first.value, next.value))
            found = between(search, fmin(x, next.x), fmax(x, next.x));
        else if (!isnan(next.value))
            found = follow(search, first, next,
                           search->logarithmic ? log(10) : search->most - search->least);
    }
    gsl_set_error_handler(handler);
    return found;
}

/* ---- all of them ---- */

struct found {
    double *items;
    size_t most, count;
};

static void add(struct found *found, double x)
{
    if (isnan(x))
        return;
    if (found->count < found->most)
        found->items[found->count] = x;
    found->count++;
}

size_t wf_crossings_find(const struct wf_crossing_search *search, double *crossings, size_t most)
{
    struct found found = {crossings, most, 0};
    size_t count = search->count;
    struct point *points = wf_calloc(count + 1, sizeof *points);
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    for (size_t i = 0; i < count; i++)
        points[i] =
            (struct point){search->grid[i], log_ratio(search->at(search->data, search->grid[i]))};
    if (count > 1)
        add(&found, beyond(search, points[1], points[0]));
    for (size_t i = 0; i < count; i++) {
        double value = points[i].value, before = i ? points[i - 1].value : 0;
        if (value == 0)
            add(&found, points[i].x);
        else if (before != 0 && !isnan(before) && !isnan(value) && opposed(before, value))
            add(&found, between(search, points[i - 1].x, points[i].x));
    }
    if (count > 1)
        add(&found, beyond(search, points[count - 2], points[count - 1]));
    gsl_set_error_handler(handler);
    free(points);
    return found.count;
}
