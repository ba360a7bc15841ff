#include "workload/convergence_reader.h"
#include "file/table.h"
#include "workload/curve.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(struct wf_convergence, member)
#define COUNT(name, member, fallback, words, doc)                                                  \
    {                                                                                              \
        name, AT(member), WF_PROP_COUNT, WF_DIM_COUNT, 1, WF_MANY, fallback, words, 0, doc         \
    }
#define CHOICE(name, member, choices, fallback, doc)                                               \
    {                                                                                              \
        name, AT(member), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, fallback, choices, 0, doc           \
    }
#define TEXT(name, member, doc)                                                                    \
    {                                                                                              \
        name, AT(member), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0, doc                    \
    }

#define VALUE(name, dimension, least, doc)                                                         \
    {                                                                                              \
        name, AT(value), WF_PROP_QUANTITY, dimension, least, WF_MANY, NULL, NULL, 0, doc           \
    }

static const char *const all[] = {"all", NULL};
static const char *const trainings[] = {"first", "later", NULL};
static const char *const interpolations[] = {"linear", "model", NULL};
static const char *const directions[] = {"up", "down", NULL};

const struct wf_prop wf_convergence_props[] = {
    VALUE("value", WF_DIM_NUMBER, WF_POSITIVE,
          "rounds to the target of <rounds>, whole; epochs of <epochs>"),
    {"passes-ratio", AT(passes_ratio), WF_PROP_QUANTITY, WF_DIM_NUMBER, 0.01, 1e4, NULL,
     wf_words_passes, 0,
     "of <rounds>, in the place of the value: passes over the data to the target, against the "
     "workload's epochs; auto: by the law of passes"},
    COUNT("batch", batch, NULL, all, "holds for this batch: global of epochs, local of rounds"),
    COUNT("local-epochs", local_epochs, NULL, NULL, "holds for these local epochs"),
    COUNT("local-steps", local_steps, NULL, NULL, "holds for these local steps (batches a round)"),
    COUNT("active", active, NULL, NULL, "holds for this cohort"),
    COUNT("learners", learners, NULL, NULL, "holds for this number of learners"),
    {"target", AT(target), WF_PROP_QUANTITY, WF_DIM_NUMBER, -1e12, 1e12, NULL, NULL, 0,
     "holds for this target"},
    {"fraction", AT(fraction_ratio), WF_PROP_QUANTITY, WF_DIM_RATIO, WF_POSITIVE, 1, NULL, NULL, 0,
     "holds for this cohort as a share of the learners"},
    {"dropout", AT(dropout_ratio), WF_PROP_QUANTITY, WF_DIM_RATIO, 0, 1, NULL, NULL, 0,
     "holds for learners that leave their turns with this probability (default: none)"},
    {"data", AT(data), WF_PROP_DATA, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0,
     "holds for data that is spread like this"},
    CHOICE("training", training, trainings, NULL,
           "holds for the first, or a later, training of a continual learning"),
    CHOICE("topology", topology, wf_words_topology, "star",
           "holds for learners connected like this"),
    CHOICE("aggregation", aggregation, wf_words_aggregation, "sync", "holds for this aggregation"),
    COUNT("buffer", buffer, NULL, NULL, "holds for so many updates in a buffered aggregation"),
    COUNT("local-rounds", local_rounds, "1", NULL,
          "holds for so many rounds of a gateway in one of the server's"),
    TEXT("file", file, "CSV file of a <table> or <curve>, relative to the workload file"),
    CHOICE("interpolation", interpolation, interpolations, "linear",
           "between the rows of a <table>: a line between two, or a power law fitted to all"),
    CHOICE("direction", direction, directions, NULL,
           "where better values of the metric lie, of a <curve>"),
    CHOICE("provenance", provenance, wf_words_provenance, NULL,
           "where the value comes from; of <rounds> and <epochs> also with its interval: "
           "WORD:LOW..HIGH"),
    TEXT("source", source, "the citation"),
    WF_PROP_END,
};

/* The column that holds a row's value; the attribute of a <rounds>. */
static const struct wf_prop value_props[] = {
    VALUE("rounds", WF_DIM_COUNT, 1, "rounds to the target"),
    VALUE("epochs", WF_DIM_NUMBER, WF_POSITIVE, "epochs to the target"),
    WF_PROP_END,
};
static const struct wf_prop rounds_props[] = {
    VALUE("value", WF_DIM_COUNT, 1, "rounds to the target"),
    WF_PROP_END,
};
#undef AT
#undef COUNT
#undef VALUE
#undef CHOICE
#undef TEXT

/* ---- what elements share ---- */

static bool is_among(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name))
        names++;
    return *names;
}

void *wf_convergence_reader_grow(struct wf_convergence_reader *reader, void *rows, size_t count,
                                 size_t size)
{
    bool full = count == 0 || (count >= 8 && (count & (count - 1)) == 0);
    if (!full)
        return rows;
    void *grown = wf_arena_alloc(reader->arena, (count ? 2 * count : 8) * size);
    if (count)
        memcpy(grown, rows, count * size);
    return grown;
}

void wf_convergence_reader_set(struct wf_convergence_reader *reader, const struct wf_prop *table,
                               const char *tag, const char *const *barred,
                               const struct wf_xml_attribute *attribute, uint32_t line,
                               void *values)
{
    const char *path = reader->workload->path, *name = attribute->name;
    char context[32];
    snprintf(context, sizeof context, "<%s>", tag);
    int index = wf_props_find(table, name, 0);
    if (index < 0) {
        const char *near = wf_props_nearest(table, name, 0);
        wf_diag_error(reader->diag, path, line, "%s attribute '%s' is unknown%s", context, name,
                      wf_hint(near).text);
    } else if (is_among(name, barred)) {
        wf_diag_error(reader->diag, path, line, "%s attribute '%s' has no meaning here", context,
                      name);
    } else {
        wf_props_set(table, index, values, attribute->value, (struct wf_origin){path, line},
                     reader->arena, context, reader->diag);
    }
}

static void add_row(struct wf_convergence_reader *reader, const struct wf_convergence *row)
{
    struct wf_workload *workload = reader->workload;
    reader->rows =
        wf_convergence_reader_grow(reader, reader->rows, workload->row_count, sizeof *reader->rows);
    reader->rows[workload->row_count++] = *row;
    workload->rows = reader->rows;
}

/* ---- a table in a CSV file ---- */

enum { VALUE_COLUMN = -2, WRONG_COLUMN = -1 };

/* Row of the props that a column means, or one of the above. */
static int column_meaning(struct wf_convergence_reader *reader, const struct wf_table *table,
                          size_t column, int value_column,
                          const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    static const char *const elsewhere[] = {"value",     "passes-ratio",  "file",
                                            "direction", "interpolation", NULL};
    const char *name = table->columns[column];
    if ((int)column == value_column)
        return VALUE_COLUMN;
    int index = wf_props_find(wf_convergence_props, name, 0);
    if (index < 0 || is_among(name, elsewhere)) {
        const char *near = wf_props_nearest(wf_convergence_props, name, 0);
        if (!near || is_among(near, elsewhere))
            near = wf_text_nearest(name, (const char *const[]){"rounds", "epochs"}, 2);
        if (strcmp(name, "rounds") && strcmp(name, "epochs")) /* both are there: reported already */
            wf_diag_error(reader->diag, table->path, table->line,
                          "column %zu, '%s', is unknown; expected attributes of a row, and "
                          "'rounds' or 'epochs'%s",
                          column + 1, name, wf_hint(near).text);
        return WRONG_COLUMN;
    }
    if (wf_xml_value(attributes, count, name)) {
        wf_diag_error(reader->diag, table->path, table->line,
                      "column '%s' is given by the <table> too (%s:%u)", name,
                      reader->workload->path, line);
        return WRONG_COLUMN;
    }
    return index;
}

/* @return false: some are wrong, and were reported. */
static bool read_rows(struct wf_convergence_reader *reader, const struct wf_table *table,
                      const struct wf_convergence *constants,
                      const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    if (!table->columns)
        return false; /* reported */
    int value_column = wf_table_need_either(table, "rounds", "epochs", reader->diag);
    int value_prop =
        value_column >= 0 ? wf_props_find(value_props, table->columns[value_column], 0) : 0;
    int *meaning = wf_calloc(table->column_count, sizeof *meaning);
    bool usable = value_column >= 0, complete = true;
    for (size_t i = 0; i < table->column_count; i++) {
        meaning[i] = column_meaning(reader, table, i, value_column, attributes, count, line);
        usable &= meaning[i] != WRONG_COLUMN;
    }
    if (table->row_count == 0)
        wf_diag_error(reader->diag, table->path, table->line, "there is no row below the header");
    const char *path = wf_arena_intern_text(reader->arena, table->path);
    for (size_t i = 0; usable && i < table->row_count; i++) {
        struct wf_convergence row = *constants;
        row.origin = (struct wf_origin){path, table->rows[i].line};
        row.federated = value_prop == 0;
        bool whole = true;
        for (size_t j = 0; j < table->column_count; j++) {
            const char *cell = table->rows[i].cells[j];
            bool is_value = meaning[j] == VALUE_COLUMN;
            if (*cell)
                whole &= wf_props_set(is_value ? value_props : wf_convergence_props,
                                      is_value ? value_prop : meaning[j], &row, cell, row.origin,
                                      reader->arena, "<table>", reader->diag) == 0;
            else if (is_value)
                row.unreached = 1;
        }
        if (whole)
            add_row(reader, &row);
        complete &= whole;
    }
    free(meaning);
    return usable && complete;
}

static bool read_table(struct wf_convergence_reader *reader, const struct wf_convergence *constants,
                       const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    char *path = wf_text_beside(reader->workload->path, constants->file);
    struct wf_table table;
    struct wf_err why = {0};
    bool right = wf_table_load(path, &table, reader->diag, &why) == 0;
    if (right)
        right = read_rows(reader, &table, constants, attributes, count, line);
    else
        wf_diag_error(reader->diag, reader->workload->path, line, "<table> attribute 'file': %s",
                      why.text);
    wf_table_release(&table);
    free(path);
    return right;
}

/* ---- a curve in a CSV file ---- */

static bool read_curve(struct wf_convergence_reader *reader, struct wf_convergence *row,
                       uint32_t line)
{
    char *path = wf_text_beside(reader->workload->path, row->file);
    struct wf_curve *curve = wf_arena_alloc(reader->arena, sizeof *curve);
    struct wf_err why = {0};
    int status = wf_curve_load(path, row->direction == WF_ROW_DOWN, curve, reader->arena,
                               reader->diag, &why);
    free(path);
    if (status < 0)
        wf_diag_error(reader->diag, reader->workload->path, line, "<curve> attribute 'file': %s",
                      why.text);
    if (status != 0 || row->direction == WF_CHOICE_UNSET)
        return false;
    row->federated = curve->federated;
    row->curve = curve;
    add_row(reader, row);
    return true;
}

/* "WORD:LOW..HIGH" beside the value of a row. */
static void take_interval(struct wf_convergence_reader *reader, const char *tag,
                          const struct wf_prop *value, const char *text, uint32_t line,
                          struct wf_convergence *row)
{
    struct wf_provenance_entry entry;
    char *why = wf_provenance_read_word(value, text, &entry);
    if (why) {
        wf_diag_error(reader->diag, reader->workload->path, line, "<%s> attribute 'provenance': %s",
                      tag, why);
    } else {
        row->provenance = entry.word;
        row->low = entry.low;
        row->high = entry.high;
    }
    free(why);
}

static void check_interval(struct wf_convergence_reader *reader, const char *tag,
                           const struct wf_convergence *row)
{
    const struct wf_sourced sourced = {.low = row->low, .high = row->high};
    bool passes = row->passes_ratio > 0;
    char *why =
        wf_sourced_why_outside(&sourced, passes ? row->passes_ratio : row->value, WF_DIM_NUMBER);
    if (why)
        wf_diag_warn(reader->diag, reader->workload->path, row->origin.line, "<%s> %s: %s", tag,
                     passes ? "passes-ratio" : "value", why);
    free(why);
}

/* Of <rounds>: a value, or the passes that it follows from. */
static void check_number(struct wf_convergence_reader *reader,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    bool value = wf_xml_value(attributes, count, "value") != NULL;
    bool passes = wf_xml_value(attributes, count, "passes-ratio") != NULL;
    if (value == passes)
        wf_diag_error(reader->diag, reader->workload->path, line, "<rounds> needs %s",
                      value ? "one of the attributes 'value' and 'passes-ratio', not both"
                            : "the attribute 'value', or 'passes-ratio'");
}

/* ---- elements ---- */

enum element { ROUNDS, EPOCHS, TABLE, CURVE, ELEMENTS };
static const struct {
    const char *tag;
    const char *needed[4], *barred[5]; /* attributes; end with NULL */
} elements[ELEMENTS] = {
    [ROUNDS] = {"rounds", {"provenance"}, {"file", "direction", "interpolation"}},
    [EPOCHS] = {"epochs",
                {"value", "provenance"},
                {"passes-ratio", "file", "direction", "interpolation"}},
    [TABLE] = {"table", {"file", "provenance"}, {"value", "passes-ratio", "direction"}},
    [CURVE] = {"curve",
               {"file", "direction", "provenance"},
               {"value", "passes-ratio", "target", "interpolation"}},
};

bool wf_convergence_read(struct wf_convergence_reader *reader, const char *tag,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    struct wf_convergence row;
    const char *path = reader->workload->path;
    enum element element = ROUNDS;
    while (element < ELEMENTS && strcmp(elements[element].tag, tag))
        element++;
    if (element == ELEMENTS)
        return false;
    memset(&row, 0, sizeof row);
    wf_props_defaults(wf_convergence_props, &row, NULL);
    row.low = row.high = NAN;
    row.federated = element == ROUNDS;
    row.origin = (struct wf_origin){path, line};
    size_t errors = reader->diag->error_count;
    for (size_t i = 0; i < count; i++) {
        bool whole = element == ROUNDS && !strcmp(attributes[i].name, "value");
        if (element <= EPOCHS && !strcmp(attributes[i].name, "provenance") &&
            strchr(attributes[i].value, ':')) {
            take_interval(reader, tag, &value_props[element], attributes[i].value, line, &row);
            continue;
        }
        wf_convergence_reader_set(reader, whole ? rounds_props : wf_convergence_props, tag,
                                  elements[element].barred, &attributes[i], line, &row);
    }
    if (element == ROUNDS)
        check_number(reader, attributes, count, line);
    for (const char *const *name = elements[element].needed; *name; name++)
        if (!wf_xml_value(attributes, count, *name))
            wf_diag_error(reader->diag, path, line, "<%s> needs the attribute '%s'%s", tag, *name,
                          !strcmp(*name, "provenance")  ? " (" WF_PROVENANCE_WORDS ")"
                          : !strcmp(*name, "direction") ? " (up or down)"
                                                        : "");
    bool right =
        true; /* as far as a file goes: a row of the workload's own is kept, right or not */
    if (element == TABLE)
        right = row.file && read_table(reader, &row, attributes, count, line);
    else if (element == CURVE)
        right = row.file && read_curve(reader, &row, line);
    else {
        check_interval(reader, tag, &row);
        add_row(reader, &row);
    }
    if (element == TABLE || element == CURVE)
        reader->workload->rows_missing |= !right || reader->diag->error_count != errors;
    return true;
}
