#include "sweep/defaults.h"
#include "file/table.h"
#include "scenario/role.h"
#include "sweep/factor_key.h"
#include "sweep/factor_reader.h"
#include <assert.h>
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_default_bases[] = {"value", "times", "busy", NULL};
const char *const wf_default_targets[] = {"host", "link", "workload", "training", "learner", NULL};
static const char *const qualities[] = {"measured", "published", "secondary", NULL};

enum fact { KIND, METER, CLASS, ACCELERATORS, NAME, SCALED, WORKLOAD, WORD, VALUE, FACTS };
static const char *const fact_names[] = {"kind",   "meter",    "class", "accelerators", "name",
                                         "scaled", "workload", "word",  "value",        NULL};

enum column {
    TARGET,
    PROP,
    WHERE,
    BASIS,
    SHAPE,
    LOW,
    CENTRE,
    HIGH,
    SOURCE,
    YEAR,
    QUALITY,
    NOTE,
    COLUMNS
};
static const char *const column_names[COLUMNS] = {"target", "prop", "where",   "basis",
                                                  "shape",  "low",  "centre",  "high",
                                                  "source", "year", "quality", "note"};

/* ---- reading ---- */

struct reading {
    const struct wf_table *table;
    const struct wf_table_row *row;
    struct wf_arena *arena;
    struct wf_diag *diag;
    struct wf_defaults *defaults;
    int column[COLUMNS];
};

static const char *cell(const struct reading *reading, enum column column)
{
    return reading->row->cells[reading->column[column]];
}

static void report(const struct reading *reading, enum column column, char *why)
{
    if (why)
        wf_diag_error(reading->diag, reading->table->path, reading->row->line, "%s: %s",
                      column_names[column], why);
    free(why);
}

static int index_in(const char *text, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(words[i], text))
            return i;
    return -1;
}

/* Index of a cell's word; -1 is reported. */
static int word_of(const struct reading *reading, enum column column, const char *const *words)
{
    int index = index_in(cell(reading, column), words);
    struct wf_buffer known = {0};
    for (size_t i = 0; words[i]; i++)
        wf_buffer_printf(&known, "%s%s", i ? " | " : "", words[i]);
    if (index < 0)
        report(reading, column,
               wf_format("'%s' is not one of %s", cell(reading, column), known.text));
    wf_buffer_release(&known);
    return index;
}

/* "LOW..HIGH" */
static bool read_range(const char *text, double *low, double *high)
{
    const char *dots = strstr(text, "..");
    if (!dots)
        return false;
    char *first = wf_format("%.*s", (int)(dots - text), text);
    bool well = wf_quantity_parse(first, WF_DIM_NUMBER, low) == WF_QUANTITY_OK &&
                wf_quantity_parse(dots + 2, WF_DIM_NUMBER, high) == WF_QUANTITY_OK && *low <= *high;
    free(first);
    return well;
}

static void read_condition(const struct reading *reading, const char *item, struct wf_default *row)
{
    const char *equals = strchr(item, '=');
    char *name = wf_format("%.*s", equals ? (int)(equals - item) : (int)strlen(item), item);
    int fact = index_in(name, fact_names);
    double low, high;
    if (fact < 0 || !equals || !equals[1])
        report(reading, WHERE,
               wf_format("'%s' is no condition%s", item,
                         wf_hint(wf_text_nearest(name, fact_names, FACTS)).text));
    else if ((fact == ACCELERATORS || fact == VALUE) && !read_range(equals + 1, &low, &high))
        report(reading, WHERE, wf_format("'%s': expected LOW..HIGH", item));
    else if (row->condition_count == WF_DEFAULT_CONDITIONS)
        report(reading, WHERE, wf_format("'%s' is one condition too many", item));
    else
        row->where[row->condition_count++] =
            (struct wf_default_condition){fact, wf_arena_intern_text(reading->arena, equals + 1)};
    free(name);
}

/* The prop, and which of its figures: "wattage_per_state.idle". */
static bool read_prop(const struct reading *reading, struct wf_default *row,
                      struct wf_factor_key *key)
{
    const char *target = row->target, *prop = cell(reading, PROP), *dot = strchr(prop, '.');
    bool glob = !strcmp(target, "host") || !strcmp(target, "link");
    bool pstates = !strncmp(prop, "wattage_per_state.", 18);
    char *text = !strcmp(target, "training") && !strcmp(prop, "epochs")
                     ? wf_strdup("trainer.epochs")
                 : !strcmp(target, "training") ? wf_strdup(prop)
                 : pstates                     ? wf_format("host.x.wattage_per_state.0%s", dot)
                 : glob                        ? wf_format("%s.x.%s", target, prop)
                                               : wf_format("%s.%s", target, prop);
    char *why = wf_factor_key_read(text, key);
    bool well = !why;
    report(reading, PROP, why);
    if (well) {
        row->prop = key->prop;
        row->part = key->part;
        row->dimension = key->dimension;
    }
    free(text);
    return well;
}

static double number_of(const struct reading *reading, const struct wf_default *row,
                        const struct wf_factor_key *key, enum column column)
{
    const char *text = cell(reading, column);
    double value = NAN;
    if (!*text && column == CENTRE)
        return NAN;
    if (row->basis == WF_BASIS_VALUE) {
        report(reading, column, wf_factor_key_value(key, text, &value));
        return value;
    }
    enum wf_quantity_status status = wf_quantity_parse(text, WF_DIM_RATIO, &value);
    if (status != WF_QUANTITY_OK)
        report(reading, column, wf_quantity_explain(text, WF_DIM_RATIO, status));
    return value;
}

static void read_law(const struct reading *reading, struct wf_default *row,
                     const struct wf_factor_key *key)
{
    row->low = number_of(reading, row, key, LOW);
    row->centre = number_of(reading, row, key, CENTRE);
    row->high = number_of(reading, row, key, HIGH);
    const struct wf_shape shape = {.kind = row->shape,
                                   .low = row->low,
                                   .high = row->high,
                                   .centre = row->centre,
                                   .least = -INFINITY,
                                   .most = INFINITY};
    if (!isnan(row->low) && !isnan(row->high))
        report(reading, SHAPE, wf_shape_check(&shape));
}

static void read_row(struct reading *reading, struct wf_default *row)
{
    struct wf_factor_key key = {0};
    int target = word_of(reading, TARGET, wf_default_targets);
    int basis = word_of(reading, BASIS, wf_default_bases);
    int shape = word_of(reading, SHAPE, wf_factor_shapes);
    char item[64];
    word_of(reading, QUALITY, qualities);
    for (const char *cursor = cell(reading, WHERE); wf_text_next_item(&cursor, item, sizeof item);)
        read_condition(reading, item, row);
    if (!*cell(reading, SOURCE) || !*cell(reading, YEAR))
        report(reading, *cell(reading, SOURCE) ? YEAR : SOURCE,
               wf_format("it is empty: a row without a source has no place here"));
    if (target < 0 || basis < 0 || shape < 0)
        return;
    row->target = wf_default_targets[target];
    row->basis = (enum wf_default_basis)basis;
    row->shape = (enum wf_shape_kind)shape;
    row->where_text = wf_arena_intern_text(reading->arena, cell(reading, WHERE));
    row->source = wf_arena_intern_text(reading->arena, cell(reading, SOURCE));
    row->year = wf_arena_intern_text(reading->arena, cell(reading, YEAR));
    row->quality = wf_arena_intern_text(reading->arena, cell(reading, QUALITY));
    row->note = wf_arena_intern_text(reading->arena, cell(reading, NOTE));
    row->line = reading->row->line;
    if (read_prop(reading, row, &key))
        read_law(reading, row, &key);
    wf_factor_key_release(&key);
}

static void read_table(const struct wf_table *table, void *data, struct wf_diag *diag)
{
    struct reading *reading = data;
    bool missing = false;
    reading->table = table;
    reading->diag = diag;
    for (int i = 0; i < COLUMNS; i++) {
        reading->column[i] = wf_table_need_column(table, column_names[i], diag);
        missing |= reading->column[i] < 0;
    }
    if (missing)
        return;
    struct wf_default *items =
        wf_arena_alloc(reading->arena, (table->row_count + 1) * sizeof *items);
    for (size_t i = 0; i < table->row_count; i++) {
        reading->row = &table->rows[i];
        read_row(reading, &items[i]);
    }
    reading->defaults->path = wf_arena_intern_text(reading->arena, table->path);
    reading->defaults->items = items;
    reading->defaults->count = table->row_count;
}

int wf_defaults_load(const char *path, struct wf_arena *arena, const struct wf_defaults **defaults,
                     struct wf_diag *diag, struct wf_err *err)
{
    struct reading reading = {.arena = arena,
                              .defaults = wf_arena_alloc(arena, sizeof *reading.defaults)};
    *defaults = reading.defaults;
    return wf_table_use(path, read_table, &reading, diag, err);
}

extern const char wf_factor_defaults_csv[]; /* of the build: platforms/factor-defaults.csv */
extern const size_t wf_factor_defaults_csv_size;

const struct wf_defaults *wf_defaults_shipped(struct wf_arena *arena)
{
    struct reading reading = {.arena = arena,
                              .defaults = wf_arena_alloc(arena, sizeof *reading.defaults)};
    struct wf_diag diag;
    struct wf_table table;
    wf_diag_init(&diag);
    wf_table_read("factor-defaults.csv", wf_factor_defaults_csv, wf_factor_defaults_csv_size,
                  &table, &diag);
    read_table(&table, &reading, &diag);
    assert(diag.error_count == 0); /* a test reads it, too */
    wf_table_release(&table);
    wf_diag_release(&diag);
    return reading.defaults;
}

/* ---- which row ---- */

/* Is @p text one of A|B|C? Each may be a glob. */
static bool is_among(const char *text, const char *list)
{
    for (const char *from = list; text && from;) {
        size_t length = strcspn(from, "|");
        char *item = wf_format("%.*s", (int)length, from);
        bool is = fnmatch(item, text, 0) == 0;
        free(item);
        if (is)
            return true;
        from = from[length] ? from + length + 1 : NULL;
    }
    return false;
}

static bool is_between(double value, const char *range)
{
    double low, high;
    return read_range(range, &low, &high) && value >= low && value <= high;
}

static bool holds(const struct wf_default_condition *condition,
                  const struct wf_default_facts *facts)
{
    const char *const texts[FACTS] = {[KIND] = facts->kind,
                                      [METER] = facts->meter,
                                      [CLASS] = facts->class,
                                      [NAME] = facts->name,
                                      [SCALED] = wf_words_yes_no[facts->scaled],
                                      [WORKLOAD] = facts->workload,
                                      [WORD] = wf_provenance_name(facts->word)};
    if (condition->fact == ACCELERATORS)
        return is_between(facts->accelerators, condition->text);
    if (condition->fact == VALUE)
        return is_between(facts->value, condition->text);
    return is_among(texts[condition->fact], condition->text);
}

const struct wf_default *wf_defaults_find(const struct wf_defaults *defaults,
                                          const struct wf_default_facts *facts)
{
    for (size_t i = 0; i < defaults->count; i++) {
        const struct wf_default *row = &defaults->items[i];
        size_t met = 0;
        if (strcmp(row->target, facts->target) || strcmp(row->prop, facts->prop) ||
            row->part != facts->part)
            continue;
        while (met < row->condition_count && holds(&row->where[met], facts))
            met++;
        if (met == row->condition_count)
            return row;
    }
    return NULL;
}

bool wf_default_is_secondary(const struct wf_default *row)
{
    return !strcmp(row->quality, "secondary");
}
