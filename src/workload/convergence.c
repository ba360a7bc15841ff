#include "workload/candidate.h"
#include "workload/rounds_model.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct wf_convergence_query wf_convergence_query_init(bool federated)
{
    return (struct wf_convergence_query){.federated = federated,
                                         .batch = WF_COUNT_UNSET,
                                         .local_epochs = WF_COUNT_UNSET,
                                         .local_steps = WF_COUNT_UNSET,
                                         .active = WF_COUNT_UNSET,
                                         .learners = WF_COUNT_UNSET,
                                         .buffer = WF_COUNT_UNSET,
                                         .local_rounds = WF_COUNT_UNSET,
                                         .target = NAN,
                                         .fraction_ratio = NAN,
                                         .dropout_ratio = NAN,
                                         .data = NAN,
                                         .training = WF_CHOICE_UNSET,
                                         .topology = WF_CHOICE_UNSET,
                                         .aggregation = WF_CHOICE_UNSET};
}

/* Both not reached, or both the same number. */
static bool same_value(double a, double b)
{
    return (isnan(a) && isnan(b)) || wf_attribute_is_equal(a, b);
}

static bool same_number(const struct wf_candidate *a, const struct wf_candidate *b)
{
    return same_value(a->value, b->value) && same_value(a->row->passes_ratio, b->row->passes_ratio);
}

/* ---- one that fits ---- */

static const struct wf_candidate *find_exact(const struct wf_candidates *all, bool *tied)
{
    const struct wf_candidate *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct wf_candidate *one = &all->items[i];
        if (!one->usable || one->differing || (best && one->met < best->met))
            continue;
        bool better = !best || one->met > best->met;
        *tied = !better && (*tied || !same_number(best, one));
        best = better ? one : best;
    }
    return best;
}

/* ---- between two ---- */

static bool differ_only_in(const struct wf_candidate *a, const struct wf_candidate *b, size_t axis)
{
    for (size_t i = 0; i < WF_ATTRIBUTES; i++)
        if (i != axis && !(isnan(a->asks[i]) && isnan(b->asks[i])) &&
            !wf_attribute_is_equal(a->asks[i], b->asks[i]))
            return false;
    return true;
}

/* May it be an end of a line? Rows of a model are not. */
static bool is_end(const struct wf_candidate *one)
{
    return one->usable && one->differing == 1 && one->row->interpolation == WF_ROW_LINEAR;
}

/* The nearest to the job on one side of those that differ from @p like in the axis alone.
 * @p tied: two that are as near disagree. */
static const struct wf_candidate *nearest_on(const struct wf_candidates *all,
                                             const struct wf_candidate *like, size_t axis,
                                             double asked, bool above, bool *tied)
{
    const struct wf_candidate *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct wf_candidate *one = &all->items[i];
        if (!is_end(one) || one->differs_in != axis || isinf(one->asks[axis]) ||
            (one->asks[axis] > asked) != above || !differ_only_in(one, like, axis))
            continue;
        double nearer = best ? fabs(best->asks[axis] - asked) - fabs(one->asks[axis] - asked) : 1;
        if (nearer < 0)
            continue;
        *tied = nearer <= 0 && (*tied || !same_value(best->value, one->value));
        best = nearer > 0 ? one : best;
    }
    return best;
}

struct interpolation {
    const struct wf_candidate *low, *high;
    size_t axis;
    double value;
};

/* Rounds are whole: more than the line says are needed. Epochs may have a fraction. What is whole
 * but for rounding is whole. */
static double interpolate(const struct interpolation *between, double asked)
{
    double from = between->low->asks[between->axis], to = between->high->asks[between->axis];
    double low = between->low->value, high = between->high->value;
    double value = low + (high - low) * (asked - from) / (to - from);
    if (between->low->row->federated)
        return ceil(value - 1e-9);
    return fabs(value - round(value)) < 1e-9 ? round(value) : value;
}

/* The one whose ends meet most; @p tied: another as good has another value. */
static struct interpolation find_interpolation(const struct wf_candidates *all, bool *tied)
{
    struct interpolation best = {0};
    for (size_t i = 0; i < all->count; i++) {
        const struct wf_candidate *low = &all->items[i], *high;
        size_t axis = low->differs_in;
        bool unclear = false;
        if (!is_end(low) || !wf_attributes[axis].is_axis || !isfinite(all->job[axis]) ||
            !(low->asks[axis] < all->job[axis]) ||
            nearest_on(all, low, axis, all->job[axis], false, &unclear) != low)
            continue;
        high = nearest_on(all, low, axis, all->job[axis], true, &unclear);
        if (!high || isnan(low->value) || isnan(high->value))
            continue;
        struct interpolation one = {low, high, axis, 0};
        one.value = interpolate(&one, all->job[axis]);
        if (best.low && low->met < best.low->met)
            continue;
        bool better = !best.low || low->met > best.low->met;
        *tied = unclear || (!better && (*tied || !same_value(best.value, one.value)));
        best = better ? one : best;
    }
    return best;
}

static void name_end(const struct wf_candidate *end, size_t axis, bool with_file,
                     struct wf_buffer *out)
{
    char text[32], value[32];
    wf_buffer_printf(out, "line %u%s%s (%s=%s: %s)", end->origin.line, with_file ? " of " : "",
                     with_file ? wf_candidate_file(end) : "", wf_attributes[axis].name,
                     wf_number_text(end->asks[axis], text, sizeof text),
                     wf_number_text(end->value, value, sizeof value));
}

static uint32_t less_certain(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static struct wf_convergence_result result_between(const struct interpolation *found,
                                                   struct wf_arena *arena)
{
    const struct wf_convergence *low = found->low->row, *high = found->high->row;
    bool one_file = !strcmp(found->low->origin.file, found->high->origin.file);
    struct wf_buffer between = {0}, source = {0};
    name_end(found->low, found->axis, !one_file, &between);
    wf_buffer_printf(&between, " and ");
    name_end(found->high, found->axis, !one_file, &between);
    if (one_file)
        wf_buffer_printf(&between, " of %s", wf_candidate_file(found->low));
    wf_buffer_printf(&source, "interpolated between %s", between.text);
    if (low->source)
        wf_buffer_printf(&source, "; %s", low->source);
    if (high->source && !(low->source && !strcmp(low->source, high->source)))
        wf_buffer_printf(&source, "; %s", high->source);
    struct wf_convergence_result result = {
        .passes_ratio = NAN,
        .value = found->value,
        .provenance = less_certain(WF_DERIVED, less_certain(low->provenance, high->provenance)),
        .low = NAN,
        .high = NAN,
        .source = wf_arena_intern_text(arena, source.text),
        .row = low,
        .origin = found->low->origin,
        .interpolated = true,
        .between = wf_arena_intern_text(arena, between.text)};
    wf_buffer_release(&between);
    wf_buffer_release(&source);
    return result;
}

static struct wf_convergence_result result_of(const struct wf_candidate *exact)
{
    return (struct wf_convergence_result){.passes_ratio = exact->row->passes_ratio,
                                          .value = exact->value,
                                          .provenance = exact->row->provenance,
                                          .low = exact->row->low,
                                          .high = exact->row->high,
                                          .source = exact->row->source,
                                          .row = exact->row,
                                          .origin = exact->origin};
}

/* Where no row fits: the model of a table that asks for it, else a line between two rows. */
static char *find_between(const struct wf_candidates *all, struct wf_arena *arena,
                          struct wf_convergence_result *result)
{
    bool tied = false, modelled = wf_rounds_model_applies(all);
    char *why = modelled ? wf_rounds_model_find(all, arena, result) : NULL;
    if (modelled && !why)
        return NULL;
    struct interpolation between = find_interpolation(all, &tied);
    if (between.low && !tied) {
        free(why);
        *result = result_between(&between, arena);
        return NULL;
    }
    return why ? why : wf_candidates_explain(all, tied);
}

/* Epochs so many times as many as their row states are no longer those of its source. */
static void scale_epochs(const struct wf_workload *workload, struct wf_convergence_result *result)
{
    if (workload->epochs_ratio == 1)
        return;
    result->value *= workload->epochs_ratio;
    result->provenance = WF_ASSUMED;
    result->low = result->high = NAN;
}

bool wf_convergence_find(const struct wf_workload *workload,
                         const struct wf_convergence_query *query, struct wf_arena *arena,
                         struct wf_convergence_result *result, char **why)
{
    bool tied = false;
    struct wf_candidates all = wf_candidates_gather(workload, query);
    const struct wf_candidate *exact = find_exact(&all, &tied);
    *why = NULL;
    if (tied)
        *why = wf_candidates_explain(&all, tied);
    else if (!exact)
        *why = find_between(&all, arena, result);
    else if (isnan(exact->value) && isnan(exact->row->passes_ratio))
        *why = wf_candidate_explain_unreached(&all, exact);
    else
        *result = result_of(exact);
    wf_candidates_release(&all);
    if (!*why && !query->federated)
        scale_epochs(workload, result);
    return !*why;
}

bool wf_convergence_reference(const struct wf_workload *workload, double target, bool later,
                              struct wf_convergence_result *result, char **why)
{
    struct wf_convergence_query query = wf_convergence_query_init(false);
    query.target = target;
    query.training = later ? WF_ROW_LATER : WF_ROW_FIRST;
    struct wf_candidates all = wf_candidates_gather(workload, &query);
    const struct wf_candidate *one = NULL;
    bool tied = false;
    for (size_t i = 0; i < all.count; i++) {
        const struct wf_candidate *next = &all.items[i];
        bool fits = next->differing == 0 ||
                    (next->differing == 1 && next->differs_in == WF_ATTRIBUTE_BATCH);
        if (!fits || isnan(next->value) || (one && next->met < one->met))
            continue;
        bool better = !one || next->met > one->met;
        tied = !better && (tied || !same_value(one->value, next->value));
        one = better ? next : one;
    }
    *why = one && !tied ? NULL : wf_candidates_explain(&all, tied);
    if (!*why)
        *result = result_of(one);
    wf_candidates_release(&all);
    if (!*why)
        scale_epochs(workload, result);
    return !*why;
}
