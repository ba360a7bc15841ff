#include "optimum/search.h"
#include "statistics/design.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void wf_search_start(struct wf_search *search, const struct wf_search_terms *terms)
{
    *search = (struct wf_search){.terms = *terms};
    wf_trials_init(&search->trials, terms->space->count, terms->results);
    search->whole = wf_space_size(terms->space) <= (double)terms->most;
}

void wf_search_release(struct wf_search *search)
{
    wf_trials_release(&search->trials);
}

/* Points of the list that were not tried, each once, as far as they may be. */
static size_t gather(const struct wf_search *search, const double *values, size_t count,
                     uint64_t until, struct wf_trial *fresh)
{
    size_t width = search->terms.space->count, found = 0;
    struct wf_trials seen;
    wf_trials_init(&seen, width, 0);
    for (size_t i = 0; i < count && search->trials.count + found < until; i++) {
        const double *point = &values[i * width];
        if (wf_trials_find(&search->trials, point) != SIZE_MAX ||
            wf_trials_find(&seen, point) != SIZE_MAX)
            continue;
        struct wf_trial once = wf_trial_make(&seen, point);
        wf_trials_add(&seen, &once);
        fresh[found++] = wf_trial_make(&search->trials, point);
    }
    wf_trials_release(&seen);
    return found;
}

int wf_search_ask(struct wf_search *search, const double *values, size_t count, uint64_t until,
                  struct wf_err *err)
{
    if (search->time_is_up)
        return 0;
    struct wf_trial *fresh = wf_calloc(count + 1, sizeof *fresh);
    size_t found = gather(search, values, count, until, fresh);
    int status = found ? search->terms.play(search->terms.data, fresh, found, err) : 0;
    for (size_t i = 0; i < found; i++) {
        if (status == 0 && fresh[i].played) {
            wf_trials_add(&search->trials, &fresh[i]);
            continue;
        }
        search->time_is_up = true;
        wf_trial_release(&fresh[i]);
    }
    free(fresh);
    return status;
}

static int ask_all(struct wf_search *search, struct wf_err *err)
{
    const struct wf_space *space = search->terms.space;
    size_t size = (size_t)wf_space_size(space);
    double *values = wf_calloc(size * space->count + 1, sizeof *values);
    for (size_t i = 0; i < size; i++)
        wf_space_point(space, i, &values[i * space->count]);
    int status = wf_search_ask(search, values, size, search->terms.most, err);
    free(values);
    return status;
}

/* The start, and a Latin hypercube. */
static int ask_design(struct wf_search *search, struct wf_err *err)
{
    enum { SHARE = 5, A_VARIABLE = 10 }; /* a fifth of all, ten a variable at most */
    const struct wf_space *space = search->terms.space;
    uint64_t rows = search->terms.most / SHARE + 1, most = A_VARIABLE * space->count;
    rows = rows < most ? rows : most;
    struct wf_design design = {0};
    double *values = wf_calloc((rows + 1) * space->count, sizeof *values), *next = values;
    double *u = wf_calloc(space->count, sizeof *u);
    int status =
        wf_design_make(&design, WF_DESIGN_LHS, space->count, NULL, rows, search->terms.seed, err);
    if (search->terms.start) {
        memcpy(next, search->terms.start, space->count * sizeof *next);
        next += space->count;
    }
    for (uint64_t i = 0; status == 0 && i < wf_design_rows(&design); i++) {
        wf_design_row(&design, i, u);
        for (size_t j = 0; j < space->count; j++)
            *next++ = wf_variable_value(&space->variables[j], u[j]);
    }
    if (status == 0)
        status = wf_search_ask(search, values, (size_t)(next - values) / space->count,
                               search->terms.most, err);
    wf_design_release(&design);
    free(values);
    free(u);
    return status;
}

int wf_search_begin(struct wf_search *search, struct wf_err *err)
{
    if (search->begun)
        return 0;
    search->begun = true;
    return search->whole ? ask_all(search, err) : ask_design(search, err);
}
