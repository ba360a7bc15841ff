#include "platform/networks.h"
#include "file/table.h"
#include <assert.h>
#include <fnmatch.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_network_classes[] = {"lan",  "fixed",      "wifi", "4g", "5g",
                                          "core", "datacentre", "home", NULL};
const char *const wf_network_views[] = {"marginal", "allocation", "none", NULL};

#define AT(member) offsetof(struct wf_network_values, member)
const struct wf_prop wf_network_figures[] = {
    {"active", AT(active_w), WF_PROP_QUANTITY, WF_DIM_POWER, 0, 1e6, NULL, NULL, 0,
     "drawn while a transfer lasts"},
    {"access", AT(access_j_per_byte), WF_PROP_QUANTITY, WF_DIM_BYTE_COST, 0, 1, NULL, NULL, 0,
     "of a byte on each link of the class"},
    {"core", AT(core_j_per_byte), WF_PROP_QUANTITY, WF_DIM_BYTE_COST, 0, 1, NULL, NULL, 0,
     "of a byte in the backbone, once a path, where the class leads to a wide area and the path "
     "has "
     "no link of class core"},
    WF_PROP_END,
};
static const char *const figure_names[] = {"active", "access", "core", NULL};

/* ---- reading ---- */

enum column { CLASS, WIDE, VIEW, FIGURE, VALUE, LOW, HIGH, PROVENANCE, SOURCE, YEAR, COLUMNS };
static const char *const column_names[COLUMNS] = {"class", "wide", "view",       "figure", "value",
                                                  "low",   "high", "provenance", "source", "year"};

struct reading {
    const struct wf_table *table;
    struct wf_networks *networks;
    struct wf_arena *arena;
    struct wf_diag *diag;
    int column[COLUMNS];
    uint32_t wide_line[WF_NETWORK_CLASSES]; /* where it was said first */
};

static const char *cell(const struct reading *reading, const struct wf_table_row *row,
                        enum column column)
{
    return row->cells[reading->column[column]];
}

/* Index of a cell's word among the first @p count of a list, or -1; reported. */
static int word_of(const struct reading *reading, const struct wf_table_row *row,
                   enum column column, const char *const *words, size_t count)
{
    const char *text = cell(reading, row, column);
    struct wf_buffer known = {0};
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(text, words[i])) {
            wf_buffer_release(&known);
            return (int)i;
        }
        wf_buffer_printf(&known, "%s%s", i ? " | " : "", words[i]);
    }
    wf_diag_error(reading->diag, reading->table->path, row->line, "%s '%s' is not one of %s%s",
                  column_names[column], text, known.text,
                  wf_hint(wf_text_nearest(text, words, count)).text);
    wf_buffer_release(&known);
    return -1;
}

/* Word and interval, as the list of a prop provenance has them. */
static struct wf_sourced sourced_of(const struct reading *reading, const struct wf_table_row *row,
                                    const struct wf_prop *prop)
{
    struct wf_provenance_entry entry;
    const char *low = cell(reading, row, LOW), *high = cell(reading, row, HIGH);
    bool interval = *low || *high;
    char *text = wf_format("%s%s%s%s%s", cell(reading, row, PROVENANCE), interval ? ":" : "", low,
                           interval ? ".." : "", high);
    char *why = wf_provenance_read_word(prop, text, &entry);
    if (why)
        wf_diag_error(reading->diag, reading->table->path, row->line, "provenance%s", why);
    free(why);
    free(text);
    return (struct wf_sourced){entry.word, true, entry.low, entry.high};
}

static void read_wide(struct reading *reading, const struct wf_table_row *row, int class)
{
    int wide = word_of(reading, row, WIDE, wf_words_yes_no, 2);
    if (wide < 0)
        return;
    if (!reading->wide_line[class])
        reading->networks->wide[class] = wide == WF_YES;
    else if (reading->networks->wide[class] != (wide == WF_YES))
        wf_diag_error(reading->diag, reading->table->path, row->line,
                      "wide of class '%s' differs from line %u", wf_network_classes[class],
                      reading->wide_line[class]);
    if (!reading->wide_line[class])
        reading->wide_line[class] = row->line;
}

/* A source and a year are needed: a figure without them cannot be judged. */
static void need_text(const struct reading *reading, const struct wf_table_row *row,
                      enum column column)
{
    if (!*cell(reading, row, column))
        wf_diag_error(reading->diag, reading->table->path, row->line, "%s is empty",
                      column_names[column]);
}

static void read_figure(struct reading *reading, const struct wf_table_row *row,
                        struct wf_network *network, int figure)
{
    const struct wf_prop *prop = &wf_network_figures[figure];
    const struct wf_origin origin = {reading->table->path, row->line};
    if (network->line[figure]) {
        wf_diag_error(reading->diag, origin.file, origin.line,
                      "this figure was given on line %u already", network->line[figure]);
        return;
    }
    network->line[figure] = row->line;
    network->sourced[figure] = sourced_of(reading, row, prop);
    const char *source = cell(reading, row, SOURCE), *year = cell(reading, row, YEAR);
    network->source[figure] = wf_arena_intern_text(reading->arena, source);
    network->year[figure] = wf_arena_intern_text(reading->arena, year);
    need_text(reading, row, SOURCE);
    need_text(reading, row, YEAR);
    if (wf_props_set(wf_network_figures, figure, &network->values, cell(reading, row, VALUE),
                     origin, reading->arena, "value:", reading->diag) < 0)
        return;
    double value = wf_network_value(&network->values, (enum wf_network_figure)figure);
    char *why = wf_sourced_why_outside(&network->sourced[figure], value, prop->dimension);
    if (why)
        wf_diag_error(reading->diag, origin.file, origin.line, "value is %s", why);
    free(why);
}

static void read_row(struct reading *reading, const struct wf_table_row *row)
{
    int class = word_of(reading, row, CLASS, wf_network_classes, WF_NETWORK_CLASSES);
    int view = word_of(reading, row, VIEW, wf_network_views, WF_NETWORK_VIEWS);
    int figure = word_of(reading, row, FIGURE, figure_names, WF_NETWORK_FIGURES);
    if (class >= 0)
        read_wide(reading, row, class);
    if (class >= 0 && view >= 0 && figure >= 0)
        read_figure(reading, row, &reading->networks->items[class][view], figure);
}

/* A figure that is missing would count 0. */
static void check_whole(const struct reading *reading)
{
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (int view = 0; view < WF_NETWORK_VIEWS; view++)
            for (int figure = 0; figure < WF_NETWORK_FIGURES; figure++)
                if (!reading->networks->items[class][view].line[figure])
                    wf_diag_error(reading->diag, reading->table->path, 0,
                                  "no row of class '%s', view '%s', figure '%s'",
                                  wf_network_classes[class], wf_network_views[view],
                                  figure_names[figure]);
}

static void read_table(const struct wf_table *table, void *data, struct wf_diag *diag)
{
    struct reading *reading = data;
    reading->table = table;
    reading->diag = diag;
    bool missing = false;
    for (int i = 0; i < COLUMNS; i++) {
        reading->column[i] = wf_table_need_column(table, column_names[i], diag);
        missing |= reading->column[i] < 0;
    }
    if (missing)
        return;
    reading->networks->path = wf_arena_intern_text(reading->arena, table->path);
    for (size_t i = 0; i < table->row_count; i++)
        read_row(reading, &table->rows[i]);
    if (diag->error_count == 0)
        check_whole(reading);
}

int wf_networks_load(const char *path, struct wf_arena *arena, const struct wf_networks **networks,
                     struct wf_diag *diag, struct wf_err *err)
{
    struct reading reading = {.networks = wf_arena_alloc(arena, sizeof *reading.networks),
                              .arena = arena};
    *networks = reading.networks;
    return wf_table_use(path, read_table, &reading, diag, err);
}

extern const char wf_networks_csv[]; /* of the build: platforms/networks.csv */
extern const size_t wf_networks_csv_size;

const struct wf_networks *wf_networks_shipped(struct wf_arena *arena)
{
    struct reading reading = {.networks = wf_arena_alloc(arena, sizeof *reading.networks),
                              .arena = arena};
    struct wf_diag diag;
    struct wf_table table;
    wf_diag_init(&diag);
    wf_table_read("networks.csv", wf_networks_csv, wf_networks_csv_size, &table, &diag);
    read_table(&table, &reading, &diag);
    assert(diag.error_count == 0); /* a test reads it, too */
    wf_table_release(&table);
    wf_diag_release(&diag);
    return reading.networks;
}

/* ---- overrides ---- */

static bool set_figure(struct wf_networks *networks, const struct wf_override *item, int figure,
                       struct wf_arena *arena, struct wf_diag *diag)
{
    static const struct wf_origin origin = {"--set", 0};
    bool any = false;
    char *context = wf_override_context(item);
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (int view = 0; view < WF_NETWORK_VIEWS; view++) {
            char *name = wf_format("%s.%s", wf_network_classes[class], wf_network_views[view]);
            bool matches = fnmatch(item->glob, name, 0) == 0;
            free(name);
            if (!matches)
                continue;
            any = true;
            struct wf_network *network = &networks->items[class][view];
            if (wf_props_set(wf_network_figures, figure, &network->values, item->value, origin,
                             arena, context, diag) < 0)
                continue;
            network->sourced[figure] = wf_unsourced;
            network->line[figure] = 0;
        }
    free(context);
    return any;
}

const struct wf_networks *wf_networks_override(const struct wf_networks *base,
                                               const struct wf_overrides *overrides, bool *met,
                                               struct wf_arena *arena, struct wf_diag *diag)
{
    struct wf_networks *own = NULL;
    for (size_t i = 0; overrides && i < overrides->count; i++) {
        const struct wf_override *item = &overrides->items[i];
        if (strcmp(item->target, "network"))
            continue;
        if (!own) {
            own = wf_arena_alloc(arena, sizeof *own);
            *own = *base;
        }
        int figure = wf_props_find(wf_network_figures, item->prop, 0);
        if (figure < 0)
            wf_diag_error(diag, "--set", 0,
                          "'%s': a network has no figure '%s'; known: active, "
                          "access, core%s",
                          item->text, item->prop,
                          wf_hint(wf_props_nearest(wf_network_figures, item->prop, 0)).text);
        bool any = figure < 0 || set_figure(own, item, figure, arena, diag);
        if (met && any)
            met[i] = true;
    }
    return own ? own : base;
}

/* ---- bounds ---- */

static double low_of(const struct wf_network *network, enum wf_network_figure figure)
{
    double value = wf_network_value(&network->values, figure), low = network->sourced[figure].low;
    return isnan(low) ? value : fmin(value, low);
}

static double high_of(const struct wf_network *network, enum wf_network_figure figure)
{
    double value = wf_network_value(&network->values, figure), high = network->sourced[figure].high;
    return isnan(high) ? value : fmax(value, high);
}

struct wf_network_bounds wf_networks_bounds(const struct wf_networks *networks, uint32_t view)
{
    struct wf_network_bounds bounds = {INFINITY, 0, INFINITY, 0};
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (uint32_t i = 0; i < WF_NETWORK_VIEWS; i++) {
            const struct wf_network *network = &networks->items[class][i];
            if (view != WF_VIEW_NONE && view != i)
                continue;
            double core = networks->wide[class] ? high_of(network, WF_NETWORK_CORE_SHARE) : 0;
            bounds.low_j_per_byte = fmin(bounds.low_j_per_byte, low_of(network, WF_NETWORK_ACCESS));
            bounds.high_j_per_byte =
                fmax(bounds.high_j_per_byte, high_of(network, WF_NETWORK_ACCESS) + core);
            bounds.low_w = fmin(bounds.low_w, low_of(network, WF_NETWORK_ACTIVE));
            bounds.high_w = fmax(bounds.high_w, high_of(network, WF_NETWORK_ACTIVE));
        }
    return bounds;
}
