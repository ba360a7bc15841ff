#include "workload/candidate.h"
#include <math.h>
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
                                         .data = WF_CHOICE_UNSET,
                                         .training = WF_CHOICE_UNSET,
                                         .topology = WF_CHOICE_UNSET,
                                         .aggregation = WF_CHOICE_UNSET};
}

/* Both not reached, or both the same number. */
static bool same_value(double a, double b)
{
    return (isnan(a) && isnan(b)) || wf_attribute_is_equal(a, b);
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
        *tied = !better && (*tied || !same_value(best->value, one->value));
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

/* The nearest to the job on one side of those that differ from @p like in the axis alone.
 * @p tied: two that are as near disagree. */
static const struct wf_candidate *nearest_on(const struct wf_candidates *all,
                                             const struct wf_candidate *like, size_t axis,
                                             double asked, bool above, bool *tied)
{
    const struct wf_candidate *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct wf_candidate *one = &all->items[i];
        if (!one->usable || one->differing != 1 || one->differs_in != axis ||
            isinf(one->asks[axis]) || (one->asks[axis] > asked) != above ||
            !differ_only_in(one, like, axis))
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
        if (!low->usable || low->differing != 1 || !wf_attributes[axis].is_axis ||
            !isfinite(all->job[axis]) || !(low->asks[axis] < all->job[axis]) ||
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
        .value = found->value,
        .provenance = low->provenance > high->provenance ? low->provenance : high->provenance,
        .low = NAN,
        .high = NAN,
        .source = wf_arena_intern_text(arena, source.text),
        .origin = found->low->origin,
        .interpolated = true,
        .between = wf_arena_intern_text(arena, between.text)};
    wf_buffer_release(&between);
    wf_buffer_release(&source);
    return result;
}

bool wf_convergence_find(const struct wf_workload *workload,
                         const struct wf_convergence_query *query, struct wf_arena *arena,
                         struct wf_convergence_result *result, char **why)
{
    bool tied = false;
    struct wf_candidates all = wf_candidates_gather(workload, query);
    const struct wf_candidate *exact = find_exact(&all, &tied);
    struct interpolation between = {0};
    if (!exact)
        between = find_interpolation(&all, &tied);
    *why = NULL;
    if (tied || (!exact && !between.low))
        *why = wf_candidates_explain(&all, tied);
    else if (exact && isnan(exact->value))
        *why = wf_candidate_explain_unreached(&all, exact);
    else if (exact)
        *result = (struct wf_convergence_result){.value = exact->value,
                                                 .provenance = exact->row->provenance,
                                                 .low = exact->row->low,
                                                 .high = exact->row->high,
                                                 .source = exact->row->source,
                                                 .origin = exact->origin};
    else
        *result = result_between(&between, arena);
    wf_candidates_release(&all);
    return !*why;
}
