/* A comparison as a page for people: verdict, legend, table, reasons. */
#include "output/amount.h"
#include "output/grid.h"
#include "output/provenance.h"
#include "study/comparison.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_BY_SIDE = 3, CELL = 64 };

/* ---- values ---- */

/* How a value is written. @p dimension: of a ratio, a share in percent. */
static void write_value(double value, enum wf_dimension dimension, char *text)
{
    if (dimension == WF_DIM_RATIO && !isnan(value))
        snprintf(text, CELL, "%s", wf_amount_share(value, 1, (char[32]){0}, 32));
    else
        wf_quantity_text(value, dimension, text, CELL);
}

/* @p value beside that of the first deployment, in words. */
static void write_ratio(double value, double first, const char *name, char *text)
{
    char words[CELL];
    if (first == 0 && value > 0)
        snprintf(text, CELL, "none in %s", name);
    else
        snprintf(text, CELL, "%s", wf_amount_ratio(value, first, words, sizeof words));
}

/* A row of the table: the value of a run, and how it is written. */
static double v_energy(const struct wf_summary *s)
{
    return s->energy_j;
}
static double v_energy_without_evaluation(const struct wf_summary *s)
{
    return s->energy_j - s->phase_j[WF_PHASE_EVALUATE];
}
static double v_carbon(const struct wf_summary *s)
{
    return s->carbon_g;
}
static double v_marginal(const struct wf_summary *s)
{
    return s->network_energy_j[WF_VIEW_MARGINAL];
}
static double v_allocation(const struct wf_summary *s)
{
    return s->network_energy_j[WF_VIEW_ALLOCATION];
}
static double v_unknown(const struct wf_summary *s)
{
    return s->network_unknown.byte;
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
                                      {"carbon, embodied", v_embodied, WF_DIM_MASS},
                                      {"time", v_time, WF_DIM_TIME}};
/* The main row where evaluation alone is unequal. */
static const struct row without_evaluation[] = {
    {"energy, without evaluation", v_energy_without_evaluation, WF_DIM_ENERGY}};
static const struct row work[] = {{"networks, marginal", v_marginal, WF_DIM_ENERGY},
                                  {"networks, allocation", v_allocation, WF_DIM_ENERGY},
                                  {"on links of unknown energy", v_unknown, WF_DIM_BYTE},
                                  {"rounds or epochs", v_rounds, WF_DIM_NUMBER},
                                  {"passes over the data", v_epochs, WF_DIM_NUMBER},
                                  {"bytes up", v_up, WF_DIM_BYTE},
                                  {"bytes down", v_down, WF_DIM_BYTE},
                                  {"bytes exchanged", v_exchange, WF_DIM_BYTE},
                                  {"computation", v_flop, WF_DIM_FLOP},
                                  {"accelerator-hours", v_hours, WF_DIM_NUMBER},
                                  {"samples per joule", v_samples, WF_DIM_NUMBER},
                                  {"learners that took part", v_coverage, WF_DIM_RATIO}};

/* ---- side by side: a column a deployment ---- */

struct table {
    const struct wf_comparison *comparison;
    const struct wf_comparison_names *names;
    struct wf_grid grid;
};

/* The values of a row, one per deployment, each but the first with its ratio to the first. */
static void add_values(struct table *table, const char *label, const double *values,
                       enum wf_dimension dimension)
{
    size_t count = table->names->count, cells = 0;
    char texts[2 * SIDE_BY_SIDE][CELL];
    const char *row[2 * SIDE_BY_SIDE];
    row[cells++] = label;
    for (size_t i = 0; i < count; i++) {
        write_value(values[i], dimension, texts[cells]);
        row[cells] = texts[cells];
        cells++;
        if (i == 0)
            continue;
        write_ratio(values[i], values[0], table->names->items[0], texts[cells]);
        row[cells] = texts[cells];
        cells++;
    }
    wf_grid_add_row(&table->grid, row, cells);
}

static void add_rows(struct table *table, const struct row *rows, size_t count)
{
    const struct wf_study *study = table->comparison->study;
    double values[SIDE_BY_SIDE];
    for (size_t r = 0; r < count; r++) {
        bool any = false;
        for (size_t i = 0; i < study->count; i++) {
            values[i] = rows[r].value(&study->summaries[i]);
            any |= values[i] > 0 || values[i] < 0;
        }
        if (any || rows == headline)
            add_values(table, rows[r].label, values, rows[r].dimension);
    }
}

/* Named parts of the energy of each run. The order is by the largest value in any run, descending.
 */
struct part {
    const char *name;
    double values[SIDE_BY_SIDE], largest;
};
struct parts {
    struct part *items;
    size_t count;
};

static int compare_parts(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    if (x->largest < y->largest || x->largest > y->largest)
        return x->largest < y->largest ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void put_part(struct parts *parts, const char *name, size_t run, double value)
{
    size_t i = 0;
    while (i < parts->count && strcmp(parts->items[i].name, name))
        i++;
    if (i == parts->count) {
        parts->items = wf_realloc(parts->items, ++parts->count * sizeof *parts->items);
        parts->items[i] = (struct part){.name = name};
    }
    parts->items[i].values[run] = value;
    parts->items[i].largest = fmax(parts->items[i].largest, value);
}

static void add_parts(struct table *table, const char *title, struct parts *parts)
{
    if (parts->count)
        qsort(parts->items, parts->count, sizeof *parts->items, compare_parts);
    wf_grid_add_line(&table->grid, "");
    wf_grid_add_line(&table->grid, title);
    for (size_t i = 0; i < parts->count; i++) {
        char label[CELL];
        snprintf(label, sizeof label, "  %s", parts->items[i].name);
        if (parts->items[i].largest > 0)
            add_values(table, label, parts->items[i].values, WF_DIM_ENERGY);
    }
    free(parts->items);
    *parts = (struct parts){0};
}

static void add_breakdown(struct table *table)
{
    const struct wf_study *study = table->comparison->study;
    struct parts kinds = {0}, phases = {0};
    for (size_t i = 0; i < study->count; i++) {
        for (size_t j = 0; j < study->summaries[i].kind_count; j++)
            put_part(&kinds, study->summaries[i].kinds[j].name, i,
                     study->summaries[i].kinds[j].energy_j);
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            put_part(&phases, wf_phase_name((enum wf_phase)phase), i,
                     study->summaries[i].phase_j[phase]);
    }
    add_parts(table, "energy by kind", &kinds);
    add_parts(table, "energy by phase", &phases);
}

static void add_header(struct table *table)
{
    const struct wf_comparison_names *names = table->names;
    char ratios[SIDE_BY_SIDE][CELL];
    const char *header[2 * SIDE_BY_SIDE] = {""};
    size_t cells = 1;
    for (size_t i = 0; i < names->count; i++) {
        header[cells++] = names->items[i];
        if (i == 0)
            continue;
        snprintf(ratios[i], CELL, "%s to %s", names->items[i], names->items[0]);
        header[cells++] = ratios[i];
    }
    wf_grid_add_row(&table->grid, header, cells);
    wf_grid_add_rule(&table->grid);
}

/* @return false: it does not fit @p width; nothing was written. */
static bool side_by_side(const struct wf_comparison *comparison,
                         const struct wf_comparison_names *names, size_t width,
                         struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct table table = {.comparison = comparison, .names = names};
    if (names->count > SIDE_BY_SIDE)
        return false;
    wf_grid_init(&table.grid, aligns, 2 * names->count);
    add_header(&table);
    if (comparison->only_evaluation)
        add_rows(&table, without_evaluation, 1);
    add_rows(&table, headline, sizeof headline / sizeof *headline);
    add_breakdown(&table);
    wf_grid_add_line(&table.grid, "");
    add_rows(&table, work, sizeof work / sizeof *work);
    bool fits = wf_grid_least_width(&table.grid) <= width;
    if (fits)
        wf_grid_render(&table.grid, width, out);
    wf_grid_release(&table.grid);
    return fits;
}

/* ---- one below the other: a row a deployment ---- */

/* The columns behind the label, and in which order they go where the page is too narrow: the
 * highest number first. */
enum column { ENERGY, ENERGY_RATIO, CARBON, EMBODIED, TIME, TIME_RATIO, BREAK_EVEN, MOST, COLUMNS };
static const int dispensable[COLUMNS] = {0, 1, 2, 3, 0, 5, 4, 6};

static void write_break_even(const struct wf_comparison *comparison, size_t index, char *text)
{
    double rounds = comparison->break_even[index].rounds;
    const struct wf_scenario *scenario = &comparison->study->scenarios[index];
    char takes[32];
    if (index == 0 || isnan(rounds))
        snprintf(text, CELL, "-");
    else
        snprintf(text, CELL, "%.0f of %s %s", fmax(floor(rounds), 0),
                 wf_scenario_rounds_text(scenario, takes, sizeof takes), scenario->paradigm->unit);
}

static void write_cells(const struct table *table, size_t index, char cells[COLUMNS][CELL])
{
    const struct wf_summary *summaries = table->comparison->study->summaries;
    const struct wf_summary *mine = &summaries[index];
    const char *first = table->names->items[0];
    write_value(v_energy(mine), WF_DIM_ENERGY, cells[ENERGY]);
    write_ratio(v_energy(mine), v_energy(summaries), first, cells[ENERGY_RATIO]);
    write_value(v_carbon(mine), WF_DIM_MASS, cells[CARBON]);
    write_value(v_embodied(mine), WF_DIM_MASS, cells[EMBODIED]);
    write_value(v_time(mine), WF_DIM_TIME, cells[TIME]);
    write_ratio(v_time(mine), v_time(summaries), first, cells[TIME_RATIO]);
    write_break_even(table->comparison, index, cells[BREAK_EVEN]);
    snprintf(cells[MOST], CELL, "%.60s", mine->kind_count ? mine->kinds[0].name : "-");
}

static void add_deployment(struct table *table, const char *label, char cells[COLUMNS][CELL],
                           int most)
{
    const char *row[1 + COLUMNS] = {label};
    size_t count = 1;
    for (int column = 0; column < COLUMNS; column++)
        if (dispensable[column] < most && (column != BREAK_EVEN || table->comparison->breaks_even))
            row[count++] = cells[column];
    wf_grid_add_row(&table->grid, row, count);
}

/* @return whether the break-evens are in it */
static bool one_below_the_other(const struct wf_comparison *comparison,
                                const struct wf_comparison_names *names, size_t width,
                                struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT};
    bool fits = false;
    int most = COLUMNS + 1;
    while (!fits) {
        most--;
        struct table table = {.comparison = comparison, .names = names};
        char cells[COLUMNS][CELL] = {"energy", "", "carbon",     "embodied",
                                     "time",   "", "break-even", "most energy in"};
        snprintf(cells[ENERGY_RATIO], CELL, "to %s", names->items[0]);
        snprintf(cells[TIME_RATIO], CELL, "to %s", names->items[0]);
        wf_grid_init(&table.grid, aligns, sizeof aligns / sizeof *aligns);
        add_deployment(&table, "", cells, most);
        wf_grid_add_rule(&table.grid);
        for (size_t i = 0; i < names->count; i++) {
            write_cells(&table, i, cells);
            add_deployment(&table, names->items[i], cells, most);
        }
        fits = most == 1 || wf_grid_least_width(&table.grid) <= width;
        if (fits)
            wf_grid_render(&table.grid, width, out);
        wf_grid_release(&table.grid);
    }
    return dispensable[BREAK_EVEN] < most;
}

/* ---- the page ---- */

static void add_phases(const struct wf_comparison *comparison, struct wf_grid *grid)
{
    uint32_t counted = comparison->study->scenarios[0].options.phases;
    struct wf_buffer phases = {0};
    if (!counted)
        return;
    wf_buffer_printf(&phases, "Only these phases count:");
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (wf_phases_have(counted, (enum wf_phase)phase))
            wf_buffer_printf(&phases, " %s", wf_phase_name((enum wf_phase)phase));
    wf_grid_add_line(grid, phases.text);
    wf_buffer_release(&phases);
}

static void add_legend(const struct wf_comparison *comparison,
                       const struct wf_comparison_names *names, struct wf_grid *grid)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct wf_scenario *scenario = &comparison->study->scenarios[i];
        char takes[32];
        char *what = wf_format("%s, %s %s (%s)", scenario->paradigm->name,
                               wf_scenario_rounds_text(scenario, takes, sizeof takes),
                               scenario->paradigm->unit, wf_provenance_name(scenario->provenance));
        wf_grid_row(grid, names->items[i], scenario->deployment.path, what);
        free(what);
    }
}

static void add_lines(struct wf_buffer *text, struct wf_grid *grid)
{
    char *rest;
    if (!text->text)
        return;
    for (char *line = strtok_r(text->text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        wf_grid_add_line(grid, line);
    wf_buffer_release(text);
}

/* What is assumed in any of them, in one line. */
static void add_assumed(const struct wf_comparison *comparison, size_t width, struct wf_grid *grid)
{
    const struct wf_study *study = comparison->study;
    struct wf_figure_list *lists = wf_calloc(study->count, sizeof *lists);
    struct wf_buffer line = {0};
    for (size_t i = 0; i < study->count; i++)
        wf_provenance_figures(&study->summaries[i], &lists[i]);
    wf_provenance_line(lists, study->count, width, &line);
    if (line.length)
        wf_grid_add_line(grid, line.text);
    for (size_t i = 0; i < study->count; i++)
        wf_figure_list_release(&lists[i]);
    free(lists);
    wf_buffer_release(&line);
}

void wf_comparison_text(const struct wf_comparison *comparison, size_t width, struct wf_buffer *out)
{
    static const enum wf_align left[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_LEFT};
    struct wf_comparison_names names;
    struct wf_buffer verdict = {0}, reasons = {0};
    struct wf_grid above, below;
    wf_comparison_labels(comparison, &names);
    wf_comparison_verdict(comparison, &names, &verdict);
    wf_grid_init(&above, left, 3);
    add_lines(&verdict, &above);
    add_phases(comparison, &above);
    add_assumed(comparison, width, &above);
    wf_grid_add_line(&above, "");
    add_legend(comparison, &names, &above);
    wf_grid_add_line(&above, "");
    wf_grid_render(&above, width, out);
    wf_grid_release(&above);
    bool shown = !side_by_side(comparison, &names, width, out) &&
                 one_below_the_other(comparison, &names, width, out);
    wf_comparison_reasons(comparison, &names, &reasons);
    if (comparison->breaks_even && !shown)
        wf_comparison_break_evens(comparison, &names, &reasons);
    wf_grid_init(&below, left, 3);
    wf_grid_add_line(&below, "");
    add_lines(&reasons, &below);
    wf_grid_render(&below, width, out);
    wf_grid_release(&below);
    wf_comparison_names_release(&names);
}
