#include "study/comparison.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the same work ---- */

int wf_comparison_check(struct wf_study *study, struct wf_err *err)
{
    const struct wf_scenario *first = &study->scenarios[0];
    for (size_t i = 1; i < study->count; i++) {
        const struct wf_scenario *other = &study->scenarios[i];
        if (strcmp(first->workload.id, other->workload.id))
            wf_diag_error(&study->diag, other->deployment.path, 0,
                          "not the same work: workload '%s', but '%s' in %s", other->workload.id,
                          first->workload.id, first->deployment.path);
    }
    if (study->diag.error_count)
        return wf_err_set(err, WF_EINPUT, "%zu error%s", study->diag.error_count,
                          wf_plural(study->diag.error_count));
    return 0;
}

/* ---- who needs least, and why ---- */

double wf_compared_value(const struct wf_summary *summary, enum wf_compared what)
{
    switch (what) {
    case WF_COMPARE_ENERGY:
        return summary->energy_j;
    case WF_COMPARE_CARBON:
        return summary->carbon_g;
    default:
        return summary->outcome->time_s;
    }
}

static void find_best(struct wf_comparison *comparison)
{
    const struct wf_summary *summaries = comparison->study->summaries;
    size_t count = comparison->study->count;
    for (int what = 0; what < WF_COMPARED_COUNT; what++) {
        size_t *best = &comparison->best[what];
        *best = 0;
        for (size_t i = 0; i < count && *best != SIZE_MAX; i++) {
            double value = wf_compared_value(&summaries[i], (enum wf_compared)what);
            if (isnan(value))
                *best = SIZE_MAX;
            else if (value < wf_compared_value(&summaries[*best], (enum wf_compared)what))
                *best = i;
        }
    }
    comparison->second = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (i == comparison->best[WF_COMPARE_ENERGY])
            continue;
        if (comparison->second == SIZE_MAX ||
            summaries[i].energy_j < summaries[comparison->second].energy_j)
            comparison->second = i;
    }
}

static double kind_j(const struct wf_summary *summary, const char *name)
{
    for (size_t i = 0; i < summary->kind_count; i++)
        if (!strcmp(summary->kinds[i].name, name))
            return summary->kinds[i].energy_j;
    return 0;
}

static void find_cause(struct wf_comparison *comparison)
{
    const struct wf_summary *best =
        &comparison->study->summaries[comparison->best[WF_COMPARE_ENERGY]];
    const struct wf_summary *second = &comparison->study->summaries[comparison->second];
    for (size_t i = 0; i < second->kind_count; i++) {
        double more = second->kinds[i].energy_j - kind_j(best, second->kinds[i].name);
        if (!comparison->cause_kind || more > comparison->cause_kind_j) {
            comparison->cause_kind = second->kinds[i].name;
            comparison->cause_kind_j = more;
        }
    }
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double more = second->phase_j[phase] - best->phase_j[phase];
        if (phase == 0 || more > comparison->cause_phase_j) {
            comparison->cause_phase = (enum wf_phase)phase;
            comparison->cause_phase_j = more;
        }
    }
}

/* ---- the comparison ---- */

/* On equal terms, with numbers of rounds that are known: the least energy. */
static void find_winner(struct wf_comparison *comparison)
{
    const struct wf_summary *summaries = comparison->study->summaries;
    const struct wf_equal_terms *terms = &comparison->terms;
    size_t best = comparison->best[WF_COMPARE_ENERGY], second = comparison->second;
    bool leads = best != SIZE_MAX && second != SIZE_MAX &&
                 summaries[best].energy_j < summaries[second].energy_j;
    comparison->winner = leads && !terms->unequal && !comparison->rounds_open ? best : SIZE_MAX;
    comparison->only_evaluation = terms->unequal == 1 && wf_equal_terms_differ(terms, "evaluation");
    comparison->breaks_even =
        comparison->rounds_open &&
        terms->unequal == (size_t)wf_equal_terms_differ(terms, "rounds"); /* assumed all the more */
}

/* Unknown where one has been ended early: what is left of it may cost anything. */
static struct wf_break_even break_even_of(const struct wf_summary *reference,
                                          const struct wf_summary *summary)
{
    if (reference->outcome->partial || summary->outcome->partial)
        return (struct wf_break_even){NAN, NAN, NAN};
    return wf_break_even_of(reference, summary);
}

/* Does the number of rounds of @p summary leave open whether it uses less than @p other? */
static bool is_open(const struct wf_summary *summary, const struct wf_summary *other)
{
    const struct wf_scenario *scenario = summary->scenario;
    if (scenario->provenance == WF_ASSUMED || scenario->rounds_interpolated)
        return true;
    double even = break_even_of(other, summary).rounds; /* NaN: in no interval */
    return even >= scenario->rounds_low && even <= scenario->rounds_high;
}

/* Who uses least is open where the rounds of the least, or of one that is compared with it, are. */
static bool rounds_are_open(const struct wf_comparison *comparison)
{
    const struct wf_summary *summaries = comparison->study->summaries;
    size_t best = comparison->best[WF_COMPARE_ENERGY];
    bool open = comparison->assumed;
    for (size_t i = 0; i < comparison->study->count && best != SIZE_MAX; i++)
        open |= i != best && (is_open(&summaries[i], &summaries[best]) ||
                              is_open(&summaries[best], &summaries[i]));
    return open;
}

void wf_comparison_make(const struct wf_study *study, struct wf_comparison *comparison)
{
    *comparison = (struct wf_comparison){.study = study};
    comparison->break_even = wf_calloc(study->count, sizeof *comparison->break_even);
    for (size_t i = 0; i < study->count; i++) {
        comparison->assumed |= study->scenarios[i].provenance == WF_ASSUMED;
        comparison->break_even[i] = break_even_of(&study->summaries[0], &study->summaries[i]);
    }
    wf_equal_terms_make(study, &comparison->terms);
    find_best(comparison);
    comparison->rounds_open = rounds_are_open(comparison);
    find_winner(comparison);
    if (comparison->second != SIZE_MAX)
        find_cause(comparison);
}

void wf_comparison_release(struct wf_comparison *comparison)
{
    free(comparison->break_even);
    wf_equal_terms_release(&comparison->terms);
    *comparison = (struct wf_comparison){0};
}
