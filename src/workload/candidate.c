#include "workload/candidate.h"
#include "prop/data_kind.h"
#include "workload/curve.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- attributes as numbers: NaN unset, infinite "all", choices by their index ---- */

#define OF(name, member, is_axis, unset)                                                           \
    {                                                                                              \
        name, offsetof(struct wf_convergence_query, member), is_axis, unset                        \
    }
const struct wf_attribute wf_attributes[WF_ATTRIBUTES] = {
    OF("batch", batch, true, NAN),
    OF("local-epochs", local_epochs, true, NAN),
    OF("active", active, true, NAN),
    OF("learners", learners, true, NAN),
    OF("target", target, true, NAN),
    OF("fraction", fraction_ratio, true, NAN),
    OF("data", data, false, NAN),
    OF("training", training, false, WF_ROW_FIRST),
    OF("topology", topology, false, WF_TOPOLOGY_STAR),
    OF("aggregation", aggregation, false, WF_AGGREGATE_SYNC),
    OF("buffer", buffer, true, NAN),
    OF("local-rounds", local_rounds, true, 1),
    OF("local-steps", local_steps, true, NAN),
    OF("dropout", dropout_ratio, true, 0),
};
#undef OF

static const struct wf_prop *prop_of(size_t attribute)
{
    return &wf_convergence_props[wf_props_find(wf_convergence_props, wf_attributes[attribute].name,
                                               0)];
}

static double number(enum wf_prop_kind kind, const void *member)
{
    if (kind == WF_PROP_QUANTITY || kind == WF_PROP_DATA)
        return *(const double *)member;
    if (kind == WF_PROP_CHOICE) {
        uint32_t choice = *(const uint32_t *)member;
        return choice == WF_CHOICE_UNSET ? NAN : (double)choice;
    }
    uint64_t count = *(const uint64_t *)member;
    return count == WF_COUNT_UNSET ? NAN : count == WF_BATCH_ALL ? INFINITY : (double)count;
}

bool wf_attribute_is_equal(double a, double b)
{
    return a <= b && a >= b;
}

static void read_job(const struct wf_convergence_query *query, double job[WF_ATTRIBUTES])
{
    struct wf_convergence_query full = *query;
    if (isnan(full.fraction_ratio) && full.active != WF_COUNT_UNSET &&
        full.learners != WF_COUNT_UNSET)
        full.fraction_ratio = (double)full.active / (double)full.learners;
    for (size_t i = 0; i < WF_ATTRIBUTES; i++) {
        job[i] = number(prop_of(i)->kind, (const char *)&full + wf_attributes[i].query);
        if (isnan(job[i]))
            job[i] = wf_attributes[i].unset;
    }
}

/* ---- rows and curves, measured against the job ---- */

/* Rows of any target fit a job without one. */
static bool asks_nothing(double asked, size_t attribute, const double job[WF_ATTRIBUTES])
{
    return isnan(asked) || (attribute == WF_ATTRIBUTE_TARGET && isnan(job[attribute]));
}

static bool is_met(double asked, size_t attribute, const double job[WF_ATTRIBUTES])
{
    return attribute == WF_ATTRIBUTE_DATA ? wf_data_kind_fits(asked, job[attribute])
                                          : wf_attribute_is_equal(asked, job[attribute]);
}

bool wf_candidate_meets(const struct wf_candidates *all, const struct wf_candidate *candidate,
                        size_t attribute)
{
    double asked = candidate->asks[attribute];
    return asks_nothing(asked, attribute, all->job) || is_met(asked, attribute, all->job);
}

static void measure(struct wf_candidate *candidate, const double job[WF_ATTRIBUTES])
{
    for (size_t i = 0; i < WF_ATTRIBUTES; i++) {
        if (asks_nothing(candidate->asks[i], i, job))
            continue;
        if (is_met(candidate->asks[i], i, job)) {
            candidate->met++;
        } else {
            candidate->differing++;
            candidate->differs_in = i;
        }
    }
}

static void reach(struct wf_candidate *candidate, double target)
{
    const struct wf_curve *curve = candidate->row->curve;
    const struct wf_curve_point *point = wf_curve_reach(curve, target);
    candidate->asks[WF_ATTRIBUTE_TARGET] = target;
    candidate->usable = !isnan(target);
    candidate->differing += isnan(target);
    if (point)
        candidate->value = (double)point->step;
    if (candidate->usable)
        candidate->origin =
            (struct wf_origin){curve->path, point ? point->line : wf_curve_best(curve)->line};
}

struct wf_candidates wf_candidates_gather(const struct wf_workload *workload,
                                          const struct wf_convergence_query *query)
{
    const struct wf_prop *props[WF_ATTRIBUTES];
    struct wf_candidates all = {.workload = workload, .federated = query->federated};
    all.items = wf_calloc(workload->row_count + 1, sizeof *all.items);
    read_job(query, all.job);
    for (size_t i = 0; i < WF_ATTRIBUTES; i++)
        props[i] = prop_of(i);
    for (size_t i = 0; i < workload->row_count; i++) {
        const struct wf_convergence *row = &workload->rows[i];
        if (row->federated != (uint32_t)query->federated)
            continue;
        struct wf_candidate *candidate = &all.items[all.count++];
        *candidate = (struct wf_candidate){.row = row,
                                           .value = row->value,
                                           .origin = row->origin,
                                           .usable = row->unreached || !isnan(row->value) ||
                                                     !isnan(row->passes_ratio)};
        for (size_t k = 0; k < WF_ATTRIBUTES; k++)
            candidate->asks[k] = number(props[k]->kind, (const char *)row + props[k]->offset);
        if (row->curve)
            reach(candidate, all.job[WF_ATTRIBUTE_TARGET]);
        measure(candidate, all.job);
    }
    return all;
}

void wf_candidates_release(struct wf_candidates *all)
{
    free(all->items);
    *all = (struct wf_candidates){0};
}

/* ---- in words ---- */

const char *wf_candidate_file(const struct wf_candidate *candidate)
{
    const char *slash = strrchr(candidate->origin.file, '/');
    return slash ? slash + 1 : candidate->origin.file;
}

static void name_attributes(const struct wf_candidate *candidate, struct wf_buffer *out)
{
    for (size_t i = 0; i < WF_ATTRIBUTES; i++) {
        const struct wf_prop *prop = prop_of(i);
        struct wf_buffer text = {0};
        wf_props_text(prop, candidate->row, &text);
        if (text.length && !(prop->fallback && !strcmp(text.text, prop->fallback)))
            wf_buffer_printf(out, "%s%s=%s", out->length ? " " : "", prop->name, text.text);
        wf_buffer_release(&text);
    }
}

static void name_passes(const struct wf_convergence *row, struct wf_buffer *out)
{
    wf_buffer_printf(out, "passes-ratio=");
    wf_props_text(&wf_convergence_props[wf_props_find(wf_convergence_props, "passes-ratio", 0)],
                  row, out);
}

static void describe(const struct wf_candidates *all, const struct wf_candidate *candidate,
                     struct wf_buffer *out)
{
    const char *file = candidate->origin.file;
    struct wf_buffer words = {0};
    char number_text[32];
    if (candidate->row->curve)
        wf_buffer_printf(&words, "curve=%s", candidate->row->file);
    if (!isnan(candidate->value))
        wf_buffer_printf(&words, "%svalue=%s", words.length ? " " : "",
                         wf_number_text(candidate->value, number_text, sizeof number_text));
    else if (!isnan(candidate->row->passes_ratio))
        name_passes(candidate->row, &words);
    else if (candidate->usable)
        wf_buffer_printf(&words, "%snot reached", words.length ? " " : "");
    name_attributes(candidate, &words);
    wf_buffer_printf(out, "line %u%s%s: %s", candidate->origin.line,
                     strcmp(file, all->workload->path) ? " of " : "",
                     strcmp(file, all->workload->path) ? wf_candidate_file(candidate) : "",
                     words.length ? words.text : "");
    wf_buffer_release(&words);
}

/* The nearest first, six at most. @return how many there are. */
static size_t list_nearest(const struct wf_candidates *all, struct wf_buffer *out)
{
    enum { LISTED = 6 };
    const struct wf_candidate *nearest[LISTED + 1];
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct wf_candidate *one = &all->items[i];
        size_t at = count;
        while (at > 0 &&
               (one->differing < nearest[at - 1]->differing ||
                (one->differing == nearest[at - 1]->differing && one->met > nearest[at - 1]->met)))
            at--;
        if (at == LISTED)
            continue;
        count += count < LISTED;
        memmove(&nearest[at + 1], &nearest[at], (count - at - 1) * sizeof *nearest);
        nearest[at] = one;
    }
    for (size_t i = 0; i < count; i++) {
        wf_buffer_printf(out, "%s", i ? "; " : "");
        describe(all, nearest[i], out);
    }
    if (all->count > LISTED)
        wf_buffer_printf(out, "; ..");
    return all->count;
}

char *wf_candidates_explain(const struct wf_candidates *all, bool tied)
{
    struct wf_buffer rows = {0};
    const char *tag = all->federated ? "rounds" : "epochs", *path = all->workload->path;
    char *why = list_nearest(all, &rows)
                    ? wf_format("%s <%s> row of %s fits this job; there are %s",
                                tied ? "more than one" : "no", tag, path, rows.text)
                    : wf_format("%s has no <%s> row", path, tag);
    wf_buffer_release(&rows);
    return why;
}

char *wf_candidate_explain_unreached(const struct wf_candidates *all,
                                     const struct wf_candidate *candidate)
{
    struct wf_buffer words = {0};
    const struct wf_curve *curve = candidate->row->curve;
    char asked[32], best[32];
    if (curve) {
        const struct wf_curve_point *point = wf_curve_best(curve);
        return wf_format(
            "the curve in %s never reaches %s; its best is %s, in %s %llu (line %u)", curve->path,
            wf_number_text(all->job[WF_ATTRIBUTE_TARGET], asked, sizeof asked),
            wf_number_text(point->metric, best, sizeof best), curve->federated ? "round" : "epoch",
            (unsigned long long)point->step, point->line);
    }
    name_attributes(candidate, &words);
    char *why = wf_format("the target was not reached with these settings (line %u of %s%s%s)",
                          candidate->origin.line, candidate->origin.file, words.length ? ": " : "",
                          words.length ? words.text : "");
    wf_buffer_release(&words);
    return why;
}
