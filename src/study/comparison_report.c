/* A comparison as text for people. */
#include "output/grid.h"
#include "study/comparison.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_BY_SIDE = 3, NAME = 64, CELL = 40 };

/* "deployments/jetson-fedavg.xml" -> "jetson-fedavg" */
static const char *short_name(const struct wf_comparison *comparison, size_t index, char *buffer)
{
    const char *path = comparison->study->scenarios[index].deployment.path;
    const char *base = strrchr(path, '/');
    snprintf(buffer, NAME, "%s", base ? base + 1 : path);
    char *tail = strstr(buffer, ".xml");
    if (tail && !tail[4])
        *tail = '\0';
    return buffer;
}

static const char *number(double value, char *buffer)
{
    if (isnan(value))
        snprintf(buffer, CELL, "-");
    else if (fabs(value) >= 1e5 || (value != 0 && fabs(value) < 1e-3))
        snprintf(buffer, CELL, "%.3g", value);
    else
        snprintf(buffer, CELL, "%.4g", value);
    return buffer;
}

/* "11.49 times less than B" or "as much as B" */
static void put_ratio(double less, double more, const char *than, struct wf_buffer *out)
{
    char text[CELL];
    if (more > less)
        wf_buffer_printf(out, "%s times less than %s", number(more / less, text), than);
    else
        wf_buffer_printf(out, "as much as %s", than);
}

static void put_break_even(const struct wf_comparison *comparison, size_t index,
                           struct wf_buffer *out)
{
    const struct wf_break_even *even = &comparison->break_even[index];
    const struct wf_scenario *scenario = &comparison->study->scenarios[index];
    const char *unit = scenario->paradigm->unit;
    char name[NAME], first[NAME], text[CELL];
    short_name(comparison, index, name);
    short_name(comparison, 0, first);
    if (isnan(even->rounds)) {
        wf_buffer_printf(out, "Break-even: the energy of %s does not depend on its %s.\n", name,
                         unit);
    } else if (even->rounds < 1) {
        wf_buffer_printf(out,
                         "Break-even: %s uses more energy than %s from its first %.*s on; it takes "
                         "%llu.\n",
                         name, first, (int)strlen(unit) - 1, unit,
                         (unsigned long long)scenario->rounds);
    } else {
        wf_buffer_printf(out, "Break-even: %s uses less energy than %s below %s %s ", name, first,
                         number(even->rounds, text), unit);
        wf_buffer_printf(out, "(it takes %llu), that is below %s times ",
                         (unsigned long long)scenario->rounds, number(even->epochs_ratio, text));
        wf_buffer_printf(out, "the passes over the data of %s.\n", first);
    }
}

void wf_comparison_sentence(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    static const char *const what_names[] = {"energy", "carbon", "time"};
    static const enum wf_dimension dimensions[] = {WF_DIM_ENERGY, WF_DIM_MASS, WF_DIM_TIME};
    const struct wf_summary *summaries = comparison->study->summaries;
    char name[NAME], other[NAME], text[CELL], more[CELL];
    for (size_t i = 1; comparison->assumed && i < comparison->study->count; i++)
        put_break_even(comparison, i, out);
    size_t best = comparison->best[WF_COMPARE_ENERGY];
    const char *as_given = comparison->assumed ? "With the rounds and epochs given, " : "";
    wf_buffer_printf(out, "%s%s uses least energy, %s, ", as_given,
                     short_name(comparison, best, name),
                     wf_quantity_text(summaries[best].energy_j, WF_DIM_ENERGY, text, sizeof text));
    short_name(comparison, comparison->second, other);
    put_ratio(summaries[best].energy_j, summaries[comparison->second].energy_j, other, out);
    if (summaries[comparison->second].energy_j > summaries[best].energy_j) {
        bool network = !strcmp(comparison->cause_kind, "network");
        wf_quantity_text(comparison->cause_kind_j, WF_DIM_ENERGY, text, sizeof text);
        wf_quantity_text(comparison->cause_phase_j, WF_DIM_ENERGY, more, sizeof more);
        wf_buffer_printf(out, ", mainly because %s spends %s more %s%s%s and %s more in phase '%s'",
                         other, text, network ? "in the network" : "on hosts of kind '",
                         network ? "" : comparison->cause_kind, network ? "" : "'", more,
                         wf_phase_name(comparison->cause_phase));
    }
    for (int what = WF_COMPARE_CARBON; what < WF_COMPARED_COUNT; what++) {
        size_t least = comparison->best[what], second = SIZE_MAX;
        if (least == SIZE_MAX) {
            wf_buffer_printf(out, "; %s is not known for all", what_names[what]);
            continue;
        }
        for (size_t i = 0; i < comparison->study->count; i++)
            if (i != least && (second == SIZE_MAX ||
                               wf_compared_value(&summaries[i], (enum wf_compared)what) <
                                   wf_compared_value(&summaries[second], (enum wf_compared)what)))
                second = i;
        double value = wf_compared_value(&summaries[least], (enum wf_compared)what);
        wf_buffer_printf(out, "; least %s: %s, %s, ", what_names[what],
                         short_name(comparison, least, name),
                         wf_quantity_text(value, dimensions[what], text, sizeof text));
        put_ratio(value, wf_compared_value(&summaries[second], (enum wf_compared)what),
                  short_name(comparison, second, other), out);
    }
    wf_buffer_printf(out, ".\n");
}

/* ---- the table ---- */

/* The values of a row, one per deployment, each with its ratio to the first. */
static void add_values(struct wf_grid *grid, const struct wf_comparison *comparison,
                       const char *label, const double *values, enum wf_dimension dimension)
{
    size_t count = comparison->study->count, cells = 0;
    char texts[2 * SIDE_BY_SIDE][CELL];
    const char *row[2 * SIDE_BY_SIDE];
    row[cells++] = label;
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            snprintf(texts[cells], CELL, "-");
        else if (dimension == WF_DIM_NUMBER)
            number(values[i], texts[cells]);
        else
            wf_quantity_text(values[i], dimension, texts[cells], CELL);
        row[cells] = texts[cells];
        cells++;
        if (i == 0)
            continue;
        double ratio = values[i] / values[0];
        if (isfinite(ratio))
            snprintf(texts[cells], CELL, "x %.3g", ratio);
        else
            texts[cells][0] = '\0';
        row[cells] = texts[cells];
        cells++;
    }
    wf_grid_add_row(grid, row, cells);
}

/* A row of the table: the value of a run, and how it is written. */
static double v_energy(const struct wf_summary *s)
{
    return s->energy_j;
}
static double v_carbon(const struct wf_summary *s)
{
    return s->carbon_g;
}
static double v_time(const struct wf_summary *s)
{
    return s->outcome->time_s;
}
static double v_embodied(const struct wf_summary *s)
{
    return s->embodied_g;
}
static double v_rounds(const struct wf_summary *s)
{
    return (double)s->outcome->rounds;
}
static double v_epochs(const struct wf_summary *s)
{
    return s->epochs;
}
static double v_up(const struct wf_summary *s)
{
    return s->outcome->byte[WF_UPLINK];
}
static double v_down(const struct wf_summary *s)
{
    return s->outcome->byte[WF_DOWNLINK];
}
static double v_exchange(const struct wf_summary *s)
{
    return s->outcome->byte[WF_EXCHANGE];
}
static double v_flop(const struct wf_summary *s)
{
    return s->outcome->flop;
}
static double v_hours(const struct wf_summary *s)
{
    return s->busy_accelerator_hours;
}
static double v_samples(const struct wf_summary *s)
{
    return s->samples_per_j;
}
static double v_coverage(const struct wf_summary *s)
{
    return s->outcome->learner_coverage;
}

struct row {
    const char *label;
    double (*value)(const struct wf_summary *summary);
    enum wf_dimension dimension;
};
static const struct row headline[] = {{"energy", v_energy, WF_DIM_ENERGY},
                                      {"carbon, operational", v_carbon, WF_DIM_MASS},
                                      {"time", v_time, WF_DIM_TIME},
                                      {"carbon, embodied", v_embodied, WF_DIM_MASS}};
static const struct row work[] = {{"rounds or epochs", v_rounds, WF_DIM_NUMBER},
                                  {"passes over the data", v_epochs, WF_DIM_NUMBER},
                                  {"bytes up", v_up, WF_DIM_BYTE},
                                  {"bytes down", v_down, WF_DIM_BYTE},
                                  {"bytes exchanged", v_exchange, WF_DIM_BYTE},
                                  {"computation", v_flop, WF_DIM_FLOP},
                                  {"accelerator-hours", v_hours, WF_DIM_NUMBER},
                                  {"samples per joule", v_samples, WF_DIM_NUMBER},
                                  {"learners that took part", v_coverage, WF_DIM_NUMBER}};

static void add_rows(struct wf_grid *grid, const struct wf_comparison *comparison,
                     const struct row *rows, size_t count)
{
    double values[SIDE_BY_SIDE];
    for (size_t r = 0; r < count; r++) {
        bool any = false;
        for (size_t i = 0; i < comparison->study->count; i++) {
            values[i] = rows[r].value(&comparison->study->summaries[i]);
            any |= values[i] > 0 || values[i] < 0;
        }
        if (any || rows == headline)
            add_values(grid, comparison, rows[r].label, values, rows[r].dimension);
    }
}

/* Named parts of the energy of each run. The order is by the largest value in any run, descending.
 */
struct part {
    const char *name;
    double values[SIDE_BY_SIDE], largest;
};

static int compare_parts(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    if (x->largest < y->largest || x->largest > y->largest)
        return x->largest < y->largest ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void add_parts(struct wf_grid *grid, const struct wf_comparison *comparison,
                      struct part *parts, size_t count)
{
    if (count)
        qsort(parts, count, sizeof *parts, compare_parts);
    for (size_t i = 0; i < count; i++) {
        char label[CELL];
        snprintf(label, sizeof label, "  %s", parts[i].name);
        if (parts[i].largest > 0)
            add_values(grid, comparison, label, parts[i].values, WF_DIM_ENERGY);
    }
}

static void put_part(struct part **parts, size_t *count, const char *name, size_t run, double value)
{
    size_t i = 0;
    while (i < *count && strcmp((*parts)[i].name, name))
        i++;
    if (i == *count) {
        *parts = wf_realloc(*parts, ++*count * sizeof **parts);
        (*parts)[i] = (struct part){.name = name};
    }
    (*parts)[i].values[run] = value;
    (*parts)[i].largest = fmax((*parts)[i].largest, value);
}

static void side_by_side(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    const struct wf_study *study = comparison->study;
    struct wf_grid grid;
    char names[SIDE_BY_SIDE][NAME];
    const char *header[2 * SIDE_BY_SIDE];
    size_t cells = 0;
    wf_grid_init(&grid, aligns, 2 * study->count);
    header[cells++] = "";
    for (size_t i = 0; i < study->count; i++) {
        header[cells++] = short_name(comparison, i, names[i]);
        if (i > 0)
            header[cells++] = "ratio";
    }
    wf_grid_add_row(&grid, header, cells);
    wf_grid_add_rule(&grid);
    add_rows(&grid, comparison, headline, sizeof headline / sizeof *headline);
    struct part *kinds = NULL, *phases = NULL;
    size_t kind_count = 0, phase_count = 0;
    for (size_t i = 0; i < study->count; i++) {
        for (size_t j = 0; j < study->summaries[i].kind_count; j++)
            put_part(&kinds, &kind_count, study->summaries[i].kinds[j].name, i,
                     study->summaries[i].kinds[j].energy_j);
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            put_part(&phases, &phase_count, wf_phase_name((enum wf_phase)phase), i,
                     study->summaries[i].phase_j[phase]);
    }
    wf_grid_add_line(&grid, "");
    wf_grid_add_line(&grid, "energy by kind");
    add_parts(&grid, comparison, kinds, kind_count);
    wf_grid_add_line(&grid, "");
    wf_grid_add_line(&grid, "energy by phase");
    add_parts(&grid, comparison, phases, phase_count);
    wf_grid_add_line(&grid, "");
    add_rows(&grid, comparison, work, sizeof work / sizeof *work);
    wf_grid_render(&grid, WF_GRID_WIDTH, out);
    wf_grid_release(&grid);
    free(kinds);
    free(phases);
}

/* The table for many deployments: one row each. */
static void one_below_the_other(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_LEFT};
    const struct wf_study *study = comparison->study;
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, sizeof aligns / sizeof *aligns);
    wf_grid_row(&grid, "deployment", "energy", "ratio", "carbon", "ratio", "time", "ratio",
                "most energy in");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < study->count; i++) {
        const struct wf_summary *summary = &study->summaries[i];
        char name[NAME], values[WF_COMPARED_COUNT][CELL], ratios[WF_COMPARED_COUNT][CELL];
        for (int what = 0; what < WF_COMPARED_COUNT; what++) {
            double value = wf_compared_value(summary, (enum wf_compared)what);
            double first = wf_compared_value(&study->summaries[0], (enum wf_compared)what);
            wf_quantity_text(value, headline[what].dimension, values[what], CELL);
            if (isfinite(value / first))
                snprintf(ratios[what], CELL, "x %.3g", value / first);
            else
                snprintf(ratios[what], CELL, "-");
        }
        wf_grid_row(&grid, short_name(comparison, i, name), values[0], ratios[0], values[1],
                    ratios[1], values[2], ratios[2], summary->kinds[0].name);
    }
    wf_grid_render(&grid, WF_GRID_WIDTH, out);
    wf_grid_release(&grid);
}

void wf_comparison_text(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    struct wf_buffer sentence = {0};
    static const enum wf_align left[] = {WF_ALIGN_LEFT};
    wf_comparison_sentence(comparison, &sentence);
    struct wf_grid grid; /* for wrapping the sentences */
    wf_grid_init(&grid, left, 1);
    for (char *line = strtok(sentence.text, "\n"); line; line = strtok(NULL, "\n"))
        wf_grid_add_row(&grid, (const char *const *)&line, 1);
    struct wf_buffer phases = {0};
    if (comparison->study->scenarios[0].options.phases) {
        wf_buffer_printf(&phases, "Only these phases count:");
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            if (wf_phases_have(comparison->study->scenarios[0].options.phases,
                               (enum wf_phase)phase))
                wf_buffer_printf(&phases, " %s", wf_phase_name((enum wf_phase)phase));
        wf_grid_add_row(&grid, (const char *const *)&phases.text, 1);
    }
    wf_grid_render(&grid, WF_GRID_WIDTH, out);
    wf_grid_release(&grid);
    wf_buffer_release(&phases);
    wf_buffer_release(&sentence);
    wf_buffer_printf(out, "\n");
    if (comparison->study->count <= SIDE_BY_SIDE)
        side_by_side(comparison, out);
    else
        one_below_the_other(comparison, out);
}
