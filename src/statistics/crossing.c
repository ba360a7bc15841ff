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

size_t wf_crossings_find(const struct wf_crossing_search *search, double *crossings, size_t most)
{
    size_t found = 0;
    double *values = wf_calloc(search->count + 1, sizeof *values);
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    for (size_t i = 0; i < search->count; i++) {
        values[i] = log_ratio(search->at(search->data, search->grid[i]));
        double x = NAN;
        if (values[i] == 0)
            x = search->grid[i];
        else if (i && values[i - 1] != 0 && (values[i - 1] < 0) != (values[i] < 0) &&
                 !isnan(values[i - 1]) && !isnan(values[i]))
            x = search->whole ? whole_between(search, search->grid[i - 1], search->grid[i])
                              : root_between(search, search->grid[i - 1], search->grid[i]);
        if (isnan(x))
            continue;
        if (found < most)
            crossings[found] = x;
        found++;
    }
    gsl_set_error_handler(handler);
    free(values);
    return found;
}
