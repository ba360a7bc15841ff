/* A comparison in sentences: the verdict, and its reasons. */
#include "output/amount.h"
#include "output/early_end.h"
#include "study/comparison.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 64 };

/* ---- names ---- */

void wf_comparison_labels(const struct wf_comparison *comparison, struct wf_comparison_names *names)
{
    const struct wf_labels *labels = &comparison->study->labels;
    *names = (struct wf_comparison_names){.count = labels->count};
    names->items = wf_calloc(names->count, sizeof *names->items);
    for (size_t i = 0; i < names->count; i++)
        names->items[i] = wf_strdup(labels->items[i]);
}

/* The last @p parts parts of a path, without ".xml". */
static char *tail(const char *path, size_t parts)
{
    const char *from = path + strlen(path);
    while (from > path && (from[-1] != '/' || --parts > 0))
        from--;
    size_t length = strlen(from);
    if (length > 4 && !strcmp(from + length - 4, ".xml"))
        length -= 4;
    return wf_format("%.*s", (int)length, from);
}

static size_t part_count(const char *path)
{
    size_t count = 1;
    for (; *path; path++)
        count += *path == '/';
    return count;
}

/* A file that is compared with itself has a number behind its name. */
static void number_again(const struct wf_scenario *scenarios, size_t i, char **name)
{
    size_t before = 0;
    for (size_t j = 0; j < i; j++)
        before += !strcmp(scenarios[j].deployment.path, scenarios[i].deployment.path);
    if (before) {
        char *numbered = wf_format("%s (%zu)", *name, before + 1);
        free(*name);
        *name = numbered;
    }
}

/* File names without ending, with as many folders as distinguish them: for sentences alone. */
static void name_by_paths(const struct wf_comparison *comparison, struct wf_comparison_names *names)
{
    const struct wf_scenario *scenarios = comparison->study->scenarios;
    *names = (struct wf_comparison_names){.count = comparison->study->count};
    names->items = wf_calloc(names->count, sizeof *names->items);
    for (size_t i = 0; i < names->count; i++) {
        const char *path = scenarios[i].deployment.path;
        size_t parts = 1, most = part_count(path), same = 1;
        for (; same; parts++) {
            free(names->items[i]);
            names->items[i] = tail(path, parts);
            same = 0;
            for (size_t j = 0; j < names->count && parts < most; j++) {
                char *other = tail(scenarios[j].deployment.path, parts);
                same +=
                    strcmp(scenarios[j].deployment.path, path) && !strcmp(other, names->items[i]);
                free(other);
            }
        }
        number_again(scenarios, i, &names->items[i]);
    }
}

void wf_comparison_names_release(struct wf_comparison_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct wf_comparison_names){0};
}

/* ---- the verdict ---- */

/* "round" of "rounds" */
static int singular(const char *unit)
{
    return (int)strlen(unit) - 1;
}

/* "up to 11 rounds": the last whole number at which it still uses less. */
static void put_up_to(double rounds, const char *unit, struct wf_buffer *out)
{
    double last = floor(rounds);
    wf_buffer_printf(out, "up to %.0f %.*s", last, singular(unit) + (last != 1), unit);
}

static const char *as_found(const struct wf_scenario *scenario)
{
    bool uncertain = scenario->provenance == WF_ASSUMED || scenario->rounds_interpolated ||
                     !isnan(scenario->rounds_low);
    return uncertain ? wf_provenance_name(scenario->provenance) : "given";
}

/* Which rounds a break-even is about, where there are several trainings (break_even.h). */
static const char *which_training(const struct wf_scenario *scenario)
{
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    if (plan->trainings == 1)
        return "";
    return isnan(plan->later_rounds) ? " in each training" : " in its first training";
}

/* Of two deployments of which a number of rounds leaves it open: the break-even first. */
static void put_break_even_verdict(const struct wf_comparison *comparison,
                                   const struct wf_comparison_names *names, struct wf_buffer *out)
{
    const struct wf_break_even *even = &comparison->break_even[1];
    const struct wf_study *study = comparison->study;
    const struct wf_scenario *scenario = &study->scenarios[1];
    const char *first = names->items[0], *name = names->items[1], *unit = scenario->paradigm->unit;
    char ratio[CELL], takes[32];
    double mine = study->summaries[1].energy_j, reference = study->summaries[0].energy_j;
    if (isnan(even->rounds))
        wf_buffer_printf(out, "The energy of %s does not depend on its %s", name, unit);
    else if (even->rounds < 1)
        wf_buffer_printf(out, "%s uses more energy than %s from its first %.*s on", name, first,
                         singular(unit), unit);
    else {
        wf_buffer_printf(out, "%s uses less energy than %s ", name, first);
        put_up_to(even->rounds, unit, out);
        wf_buffer_printf(out, "%s", which_training(scenario));
    }
    wf_buffer_printf(out, "; with %s, as %s, ",
                     wf_scenario_rounds_text(scenario, takes, sizeof takes), as_found(scenario));
    if (reference > 0)
        wf_buffer_printf(out, "%s uses %s %s.\n", name,
                         wf_amount_compared(mine, reference, ratio, sizeof ratio), first);
    else
        wf_buffer_printf(out, "%s uses none.\n", first);
}

static double energy_without_evaluation_j(const struct wf_summary *summary)
{
    return summary->energy_j - summary->phase_j[WF_PHASE_EVALUATE];
}

/* Only evaluation differs: what the deployments use beside it can be compared (ruling 16). */
static void put_without_evaluation(const struct wf_comparison *comparison,
                                   const struct wf_comparison_names *names, struct wf_buffer *out)
{
    const struct wf_study *study = comparison->study;
    double first_j = energy_without_evaluation_j(&study->summaries[0]);
    char text[CELL], ratio[CELL];
    wf_buffer_printf(out, "Without evaluation: ");
    for (size_t i = 0; i < study->count; i++) {
        double energy_j = energy_without_evaluation_j(&study->summaries[i]);
        wf_buffer_printf(out, "%s%s uses %s", i ? ", " : "", names->items[i],
                         wf_quantity_text(energy_j, WF_DIM_ENERGY, text, sizeof text));
        if (i && first_j > 0)
            wf_buffer_printf(out, " (%s %s)",
                             wf_amount_compared(energy_j, first_j, ratio, sizeof ratio),
                             names->items[0]);
    }
    wf_buffer_printf(out, ".\n");
}

static void put_unequal(const struct wf_comparison *comparison,
                        const struct wf_comparison_names *names, struct wf_buffer *out)
{
    const struct wf_equal_terms *terms = &comparison->terms;
    wf_buffer_printf(out, "Not on equal terms, so nobody wins.\n");
    for (size_t i = 0; i < terms->count; i++)
        if (!terms->items[i].equal && !terms->items[i].is_choice &&
            strcmp(terms->items[i].name, "end") != 0) /* said above */
            wf_buffer_printf(out, "Unequal %s: %s.\n", terms->items[i].name, terms->items[i].why);
    if (comparison->only_evaluation)
        put_without_evaluation(comparison, names, out);
}

/* That some results are not whole comes before all else. */
static void put_partial(const struct wf_comparison *comparison,
                        const struct wf_comparison_names *names, struct wf_buffer *out)
{
    const struct wf_study *study = comparison->study;
    for (size_t i = 0; i < study->count; i++) {
        if (!study->summaries[i].outcome->partial)
            continue;
        wf_buffer_printf(out, "partial: %s ", names->items[i]);
        wf_early_end_put(&study->summaries[i], out);
        wf_buffer_printf(out, "\n");
    }
}

void wf_comparison_verdict(const struct wf_comparison *comparison,
                           const struct wf_comparison_names *names, struct wf_buffer *out)
{
    const struct wf_summary *summaries = comparison->study->summaries;
    put_partial(comparison, names, out);
    if (comparison->terms.unequal)
        put_unequal(comparison, names, out);
    if (comparison->terms.unequal && !comparison->breaks_even)
        return;
    if (comparison->rounds_open && comparison->study->count == 2) {
        put_break_even_verdict(comparison, names, out);
        return;
    }
    size_t best = comparison->best[WF_COMPARE_ENERGY], second = comparison->second;
    double least_j = summaries[best].energy_j, next_j = summaries[second].energy_j;
    char energy[CELL], ratio[CELL];
    if (comparison->rounds_open)
        wf_buffer_printf(out, "Rounds or epochs leave it open: see the break-even. As given, ");
    wf_quantity_text(least_j, WF_DIM_ENERGY, energy, sizeof energy);
    if (next_j > least_j && least_j > 0)
        wf_buffer_printf(out, "%s uses least energy, %s; %s uses %s that.\n", names->items[best],
                         energy, names->items[second],
                         wf_amount_compared(next_j, least_j, ratio, sizeof ratio));
    else if (next_j > least_j)
        wf_buffer_printf(out, "%s uses least energy, %s.\n", names->items[best], energy);
    else
        wf_buffer_printf(out, "%s uses least energy, %s; %s uses as much.\n", names->items[best],
                         energy, names->items[second]);
}

/* ---- the reasons ---- */

static void put_cause(const struct wf_comparison *comparison,
                      const struct wf_comparison_names *names, struct wf_buffer *out)
{
    const struct wf_summary *summaries = comparison->study->summaries;
    size_t best = comparison->best[WF_COMPARE_ENERGY], second = comparison->second;
    char kind[CELL], phase[CELL];
    if (!(summaries[second].energy_j > summaries[best].energy_j))
        return;
    bool network = !strcmp(comparison->cause_kind, "network");
    wf_quantity_text(comparison->cause_kind_j, WF_DIM_ENERGY, kind, sizeof kind);
    wf_quantity_text(comparison->cause_phase_j, WF_DIM_ENERGY, phase, sizeof phase);
    wf_buffer_printf(out, "Why: %s spends %s more than %s %s%s%s, and %s more in phase '%s'.\n",
                     names->items[second], kind, names->items[best],
                     network ? "in the network" : "on hosts of kind '",
                     network ? "" : comparison->cause_kind, network ? "" : "'", phase,
                     wf_phase_name(comparison->cause_phase));
}

static void put_least(const struct wf_comparison *comparison,
                      const struct wf_comparison_names *names, enum wf_compared what,
                      struct wf_buffer *out)
{
    static const char *const what_names[] = {"energy", "carbon", "time"};
    static const enum wf_dimension dimensions[] = {WF_DIM_ENERGY, WF_DIM_MASS, WF_DIM_TIME};
    const struct wf_study *study = comparison->study;
    size_t least = comparison->best[what], next = SIZE_MAX;
    char text[CELL], ratio[CELL];
    if (least == SIZE_MAX) {
        wf_buffer_printf(out, "Least %s: not known for all.\n", what_names[what]);
        return;
    }
    for (size_t i = 0; i < study->count; i++)
        if (i != least &&
            (next == SIZE_MAX || wf_compared_value(&study->summaries[i], what) <
                                     wf_compared_value(&study->summaries[next], what)))
            next = i;
    double value = wf_compared_value(&study->summaries[least], what);
    double other = wf_compared_value(&study->summaries[next], what);
    wf_buffer_printf(out, "Least %s: %s, %s", what_names[what], names->items[least],
                     wf_quantity_text(value, dimensions[what], text, sizeof text));
    if (value > 0)
        wf_buffer_printf(out, "; %s needs %s that", names->items[next],
                         wf_amount_compared(other, value, ratio, sizeof ratio));
    wf_buffer_printf(out, ".\n");
}

static void put_break_even(const struct wf_comparison *comparison,
                           const struct wf_comparison_names *names, size_t index,
                           struct wf_buffer *out)
{
    const struct wf_break_even *even = &comparison->break_even[index];
    const struct wf_scenario *scenario = &comparison->study->scenarios[index];
    const char *name = names->items[index], *first = names->items[0];
    const char *unit = scenario->paradigm->unit;
    char text[CELL], takes[32];
    if (isnan(even->rounds)) {
        wf_buffer_printf(out, "Break-even: the energy of %s does not depend on its %s.\n", name,
                         unit);
        return;
    }
    if (even->rounds < 1) {
        wf_buffer_printf(out,
                         "Break-even: %s uses more energy than %s from its first %.*s on (it takes "
                         "%s).\n",
                         name, first, singular(unit), unit,
                         wf_scenario_rounds_text(scenario, takes, sizeof takes));
        return;
    }
    wf_buffer_printf(out, "Break-even: %s uses less energy than %s ", name, first);
    put_up_to(even->rounds, unit, out);
    wf_buffer_printf(out, "%s (it takes %s)", which_training(scenario),
                     wf_scenario_rounds_text(scenario, takes, sizeof takes));
    if (isfinite(even->epochs_ratio))
        wf_buffer_printf(out, ", %s the passes of %s over the data",
                         wf_amount_compared(even->epochs_ratio, 1, text, sizeof text), first);
    wf_buffer_printf(out, ".\n");
}

void wf_comparison_reasons(const struct wf_comparison *comparison,
                           const struct wf_comparison_names *names, struct wf_buffer *out)
{
    if (comparison->terms.unequal)
        return;
    put_cause(comparison, names, out);
    put_least(comparison, names, WF_COMPARE_CARBON, out);
    put_least(comparison, names, WF_COMPARE_TIME, out);
}

void wf_comparison_break_evens(const struct wf_comparison *comparison,
                               const struct wf_comparison_names *names, struct wf_buffer *out)
{
    for (size_t i = 1; i < comparison->study->count; i++)
        put_break_even(comparison, names, i, out);
}

void wf_comparison_sentence(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    struct wf_comparison_names names;
    name_by_paths(comparison, &names);
    wf_comparison_verdict(comparison, &names, out);
    wf_comparison_reasons(comparison, &names, out);
    if (comparison->breaks_even)
        wf_comparison_break_evens(comparison, &names, out);
    wf_comparison_names_release(&names);
}
