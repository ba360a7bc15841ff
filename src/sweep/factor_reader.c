#include "sweep/factor_reader.h"
#include "base/date.h"
#include "sweep/factor_fit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_factor_attributes[] = {"key",    "low",   "high",   "centre",
                                            "shape",  "times", "values", "provenance",
                                            "source", "step",  NULL};
const char *const wf_factor_shapes[] = {"uniform",   "log-uniform", "triangular", "normal",
                                        "lognormal", "list",        NULL};
enum { SHAPES = WF_SHAPE_LIST + 1 };

/* The factor at hand, and where its mistakes go. */
struct reading {
    struct wf_factor factor;
    const struct wf_factor_texts *texts;
    struct wf_origin origin;
    struct wf_diag *diag;
    bool wrong;
};

static void report(struct reading *reading, const char *attribute, char *why)
{
    if (!why)
        return;
    reading->wrong = true;
    wf_diag_error(reading->diag, reading->origin.file, reading->origin.line, "%s '%s'%s%s: %s",
                  wf_factor_noun(&reading->factor), reading->texts->key, *attribute ? ", " : "",
                  attribute, why);
    free(why);
}

static int index_of(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(words[i], word))
            return i;
    return -1;
}

static char *explain_word(const char *word, const char *const *words, size_t count)
{
    struct wf_buffer list = {0};
    for (size_t i = 0; i < count; i++)
        wf_buffer_printf(&list, "%s%s", i ? " | " : "", words[i]);
    char *why = wf_format("'%s' is not one of %s%s", word, list.text,
                          wf_hint(wf_text_nearest(word, words, count)).text);
    wf_buffer_release(&list);
    return why;
}

static void read_bound(struct reading *reading, const char *attribute, const char *text,
                       double *value)
{
    *value = NAN;
    if (!text)
        return;
    char *why;
    if (reading->factor.times) {
        enum wf_quantity_status status = wf_quantity_parse(text, WF_DIM_RATIO, value);
        why = status != WF_QUANTITY_OK ? wf_quantity_explain(text, WF_DIM_RATIO, status)
              : *value > 0             ? NULL
                           : wf_format("'%s' is out of range; expected ratio > 0", text);
    } else {
        why = wf_factor_key_value(&reading->factor.parts, text, value);
    }
    if (why)
        *value = NAN;
    report(reading, attribute, why);
}

/* "LOW..HIGH"; a bound without a unit has that of the other. @return whether it has this form */
static bool split(const char *text, char **low, char **high)
{
    const char *dots = strstr(text, "..");
    *low = *high = NULL;
    if (!dots || dots == text || !dots[2])
        return false;
    *low = wf_format("%.*s", (int)(dots - text), text);
    *high = wf_strdup(dots + 2);
    size_t own = 0, length = 0;
    wf_quantity_unit(*low, &own);
    const char *unit = wf_quantity_unit(*high, &length);
    if (!own && length) {
        char *whole = wf_format("%s %.*s", *low, (int)length, unit);
        free(*low);
        *low = whole;
    }
    return true;
}

static void read_bounds(struct reading *reading)
{
    const struct wf_factor_texts *texts = reading->texts;
    struct wf_shape *shape = &reading->factor.shape;
    if (reading->factor.times) {
        char *low, *high;
        if (split(texts->times, &low, &high)) {
            read_bound(reading, "times", low, &shape->low);
            read_bound(reading, "times", high, &shape->high);
        } else {
            report(reading, "times",
                   wf_format("'%s' is not an interval; expected LOW..HIGH", texts->times));
        }
        free(low);
        free(high);
        if (texts->low || texts->high)
            report(reading, texts->low ? "low" : "high",
                   wf_format("times gives the bounds already; expected one of them"));
    } else {
        read_bound(reading, "low", texts->low, &shape->low);
        read_bound(reading, "high", texts->high, &shape->high);
        if (!texts->low || !texts->high)
            report(reading, "",
                   wf_format("%s is not given; expected low and high, times, or values",
                             texts->low    ? "high"
                             : texts->high ? "low"
                                           : "what it may be"));
    }
    read_bound(reading, "centre", texts->centre, &shape->centre);
}

static void check_interval(struct reading *reading)
{
    const struct wf_shape *shape = &reading->factor.shape;
    const char *at = reading->factor.times ? "times" : "low";
    char low[32], high[32], centre[32];
    if (isnan(shape->low) || isnan(shape->high))
        return; /* reported */
    wf_number_text(shape->low, low, sizeof low);
    wf_number_text(shape->high, high, sizeof high);
    const char *unit = reading->factor.times ? "" : wf_dimension_unit(reading->factor.dimension);
    const char *blank = *unit ? " " : "";
    if (shape->low > shape->high)
        report(reading, at,
               wf_format("the interval from %s to %s%s%s is reversed", low, high, blank, unit));
    else if (!(shape->low < shape->high))
        report(reading, at,
               wf_format("the interval from %s to %s%s%s is empty; --set, or <set>, gives one "
                         "value",
                         low, high, blank, unit));
    else if (shape->centre < shape->low || shape->centre > shape->high)
        report(reading, "centre",
               wf_format("%s%s%s is outside of %s to %s%s%s",
                         wf_number_text(shape->centre, centre, sizeof centre), blank, unit, low,
                         high, blank, unit));
}

/* Which shape, and does it have what it needs? */
static void read_shape(struct reading *reading)
{
    const struct wf_factor_texts *texts = reading->texts;
    struct wf_shape *shape = &reading->factor.shape;
    int kind = texts->shape    ? index_of(texts->shape, wf_factor_shapes)
               : texts->centre ? WF_SHAPE_TRIANGULAR
                               : WF_SHAPE_UNIFORM;
    if (kind < 0) {
        report(reading, "shape", explain_word(texts->shape, wf_factor_shapes, SHAPES));
        return;
    }
    shape->kind = (enum wf_shape_kind)kind;
    bool logarithmic = kind == WF_SHAPE_LOG_UNIFORM || kind == WF_SHAPE_LOGNORMAL;
    if (kind == WF_SHAPE_LIST)
        report(reading, "shape", wf_format("a list needs values, with '|' between"));
    if (kind == WF_SHAPE_TRIANGULAR && !texts->centre)
        report(reading, "shape", wf_format("triangular needs a centre, its likeliest value"));
    if ((kind == WF_SHAPE_UNIFORM || kind == WF_SHAPE_LOG_UNIFORM) && texts->centre)
        report(reading, "centre",
               wf_format("%s has none; expected triangular, normal or lognormal",
                         wf_factor_shapes[kind]));
    if (logarithmic && shape->low <= 0)
        report(reading, "low",
               wf_format("'%s' has no logarithm; %s needs low > 0", texts->low,
                         wf_factor_shapes[kind]));
}

/* Items between '|', without blanks around them. */
static void read_values(struct reading *reading)
{
    struct wf_factor *factor = &reading->factor;
    const char *text = reading->texts->values;
    size_t most = 1;
    for (const char *c = text; *c; c++)
        most += *c == '|';
    factor->texts = wf_calloc(most, sizeof *factor->texts);
    factor->numbers = wf_calloc(most, sizeof *factor->numbers);
    for (const char *from = text; from;) {
        size_t length = strcspn(from, "|"), start = strspn(from, " \t\n\r");
        const char *next = from[length] ? from + length + 1 : NULL;
        start = start > length ? length : start;
        while (length > start && strchr(" \t\n\r", from[length - 1]))
            length--;
        size_t i = factor->shape.count++;
        factor->texts[i] = wf_format("%.*s", (int)(length - start), from + start);
        char *why = length == start
                        ? wf_format("an item is empty")
                        : wf_factor_key_item(&factor->parts, factor->texts[i], &factor->numbers[i]);
        report(reading, "values", why);
        for (size_t j = 0; !why && j < i; j++)
            if (!strcmp(factor->texts[j], factor->texts[i]))
                report(reading, "values", wf_format("'%s' stands twice", factor->texts[i]));
        from = next;
    }
    if (factor->shape.count == 1)
        report(reading, "values", wf_format("one value is no list; --set, or <set>, gives it"));
}

static void read_list(struct reading *reading)
{
    const struct wf_factor_texts *texts = reading->texts;
    reading->factor.shape.kind = WF_SHAPE_LIST;
    if (texts->low || texts->high || texts->centre || texts->times)
        report(reading, "values",
               wf_format("a list has no bounds; expected values, or low and high, or times"));
    if (texts->shape && strcmp(texts->shape, "list"))
        report(reading, "shape", wf_format("values are a list; expected shape list, or none"));
    read_values(reading);
}

static void read_interval(struct reading *reading)
{
    struct wf_factor *factor = &reading->factor;
    const struct wf_factor_key *key = &factor->parts;
    bool all = key->listed && key->pstate == WF_EVERY_PSTATE && key->part == WF_FIGURE_WHOLE &&
               wf_figure_has_pstates(key->prop);
    if (!key->number) {
        struct wf_buffer accepts = {0};
        wf_factor_key_expectation(key, &accepts);
        report(reading, "",
               wf_format("'%s' has no bounds (%s); expected values, with '|' between", key->prop,
                         accepts.text));
        wf_buffer_release(&accepts);
        return;
    }
    if (!factor->times && !all && key->listed && key->part == WF_FIGURE_WHOLE &&
        strcmp(key->prop, "speed"))
        report(reading, "",
               wf_format("'%s' has several watts; expected a part behind it (%s), or times",
                         key->prop,
                         wf_figure_has_pstates(key->prop) ? "idle, epsilon, all" : "idle, busy"));
    read_bounds(reading);
    check_interval(reading);
    read_shape(reading);
    factor->shape.whole = key->whole && !factor->times;
    factor->shape.least = factor->times ? 0 : key->least;
    factor->shape.most = factor->times ? INFINITY : key->most;
}

/* Is there another one of the same key, or of the same key for all deployments? */
static void check_double(struct reading *reading, const struct wf_factors *factors)
{
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *other = &factors->items[i];
        if (strcmp(other->key, reading->factor.key))
            continue;
        if (other->origin.line)
            report(reading, "",
                   wf_format("it is a %s already (%s:%u)", wf_factor_noun(other),
                             other->origin.file, other->origin.line));
        else
            report(reading, "", wf_format("it is a %s already", wf_factor_noun(other)));
        return;
    }
}

/* ---- steps ---- */

enum { STEPS_MOST = 10000 };

/* One of LOW, HIGH and STEP: a number of the key, or a date, whose step is a time. */
static void read_end(struct reading *reading, const char *attribute, const char *text, bool date,
                     double *value)
{
    const struct wf_factor_key *key = &reading->factor.parts;
    char *why = NULL;
    *value = NAN;
    if (!text)
        why = wf_format("a step needs low and high");
    else if (!date)
        why = wf_factor_key_value(key, text, value);
    else if (!wf_date_parse(text, value))
        why = wf_format("'%s': " WF_DATE_EXPECTED, text);
    report(reading, attribute, why);
}

static double read_step(struct reading *reading, bool date)
{
    const struct wf_factor_key *key = &reading->factor.parts;
    const char *text = reading->texts->step;
    enum wf_dimension dimension = date ? WF_DIM_TIME : key->dimension;
    double step = NAN;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &step);
    if (status == WF_QUANTITY_NO_UNIT && key->unitless)
        status = wf_quantity_parse(text, WF_DIM_NUMBER, &step);
    if (status != WF_QUANTITY_OK)
        report(reading, "step", wf_quantity_explain(text, dimension, status));
    else if (!(step > 0))
        report(reading, "step", wf_format("'%s' is out of range; expected a step > 0", text));
    return step;
}

/* LOW to HIGH in steps, as a list "A|B|C". @return NULL after mistakes; caller frees */
static char *list_of_steps(struct reading *reading)
{
    const struct wf_factor_texts *texts = reading->texts;
    const struct wf_factor_key *key = &reading->factor.parts;
    bool date = !strcmp(key->prop, "start-date");
    double low, high;
    struct wf_buffer list = {0};
    if (texts->times || texts->centre || texts->shape || texts->values || (!key->number && !date)) {
        report(reading, "step",
               wf_format("expected low and high beside it, of a number or a date, and no more"));
        return NULL;
    }
    read_end(reading, "low", texts->low, date, &low);
    read_end(reading, "high", texts->high, date, &high);
    double step = read_step(reading, date);
    if (reading->wrong)
        return NULL;
    double count = floor((high - low) / step * (1 + 1e-12)) + 1;
    if (!(count >= 2 && count <= STEPS_MOST)) {
        report(reading, "step",
               wf_format("there are %.0f values from low to high; expected 2 to %d", fmax(count, 0),
                         STEPS_MOST));
        return NULL;
    }
    for (double i = 0; i < count; i++) {
        char text[32];
        char *item = date ? wf_strdup(wf_date_text(low + i * step, text, sizeof text))
                          : wf_factor_key_number(key, low + i * step);
        wf_buffer_printf(&list, "%s%s", i > 0 ? "|" : "", item);
        free(item);
    }
    return list.text;
}

static void start(struct reading *reading, const struct wf_factors *factors)
{
    struct wf_factor *factor = &reading->factor;
    const struct wf_factor_texts *texts = reading->texts;
    *factor = (struct wf_factor){.key = wf_strdup(texts->key),
                                 .value = NAN,
                                 .word = WF_ASSUMED,
                                 .source = texts->source ? wf_strdup(texts->source) : NULL,
                                 .times = texts->times && !texts->values,
                                 .searched = factors->searched,
                                 .origin = reading->origin};
    factor->shape = (struct wf_shape){.low = NAN, .high = NAN, .centre = NAN, .most = INFINITY};
    report(reading, "", wf_factor_key_read(texts->key, &factor->parts));
    factor->label = factor->parts.label;
    factor->dimension = factor->parts.dimension;
    check_double(reading, factors);
    if (!texts->provenance)
        return;
    int word = index_of(texts->provenance, wf_words_provenance);
    factor->word = word < 0 ? WF_ASSUMED : (uint32_t)word;
    if (word < 0)
        report(reading, "provenance",
               explain_word(texts->provenance, wf_words_provenance, WF_PROVENANCE_COUNT));
}

/* Texts that say a list in the place of steps. @return the list, to free; NULL: there are none */
static char *spread_steps(struct reading *reading, struct wf_factor_texts *spread)
{
    char *list = reading->factor.parts.prop ? list_of_steps(reading) : NULL;
    *spread = *reading->texts;
    spread->values = list;
    spread->low = spread->high = NULL;
    reading->texts = spread;
    return list;
}

int wf_factors_add(struct wf_factors *factors, const struct wf_factor_texts *texts,
                   struct wf_origin origin, struct wf_diag *diag)
{
    struct reading reading = {.texts = texts, .origin = origin, .diag = diag};
    struct wf_factor_texts spread;
    char *list = NULL;
    start(&reading, factors);
    if (texts->step)
        list = spread_steps(&reading, &spread);
    if (reading.factor.parts.prop && reading.texts->values)
        read_list(&reading);
    else if (reading.factor.parts.prop && !texts->step)
        read_interval(&reading);
    free(list);
    if (reading.wrong) {
        wf_factor_release(&reading.factor);
        return -1;
    }
    reading.factor.group = factors->groups++;
    reading.factor.column = factors->columns++;
    wf_factors_keep(factors, &reading.factor);
    return 0;
}

/* ---- the command line ---- */

/* Room for an attribute, by its name. */
static const char **member_of(struct wf_factor_texts *texts, int attribute)
{
    const char **const members[] = {
        &texts->key,   &texts->low,    &texts->high,       &texts->centre, &texts->shape,
        &texts->times, &texts->values, &texts->provenance, &texts->source, &texts->step};
    return members[attribute];
}

/* One item behind the '=': LOW..HIGH, A|B|C or NAME=TEXT. @p kept  texts to free */
static void take_item(struct reading *reading, struct wf_factor_texts *texts, char *item,
                      char **kept)
{
    char *equals = strchr(item, '=');
    if (!equals && strchr(item, '|')) {
        texts->values = item;
    } else if (!equals && split(item, &kept[0], &kept[1])) {
        texts->low = kept[0];
        texts->high = kept[1];
    } else if (!equals) {
        report(reading, "",
               wf_format("'%s' is not an interval; expected LOW..HIGH, or A|B|C", item));
    } else {
        *equals = '\0';
        int attribute = index_of(item, wf_factor_attributes);
        if (attribute > 0)
            *member_of(texts, attribute) = equals + 1;
        else
            report(reading, "", explain_word(item, &wf_factor_attributes[1], 9));
    }
}

/* The next ',' that stands in no parentheses: "uniform(10, 70)" is one item. */
static char *end_of_item(char *text)
{
    int depth = 0;
    for (; *text && (*text != ',' || depth > 0); text++)
        depth += (*text == '(') - (*text == ')');
    return *text ? text : NULL;
}

int wf_factors_add_text(struct wf_factors *factors, const char *text, struct wf_diag *diag)
{
    const struct wf_origin origin = {factors->searched ? "--search" : "--factor", 0};
    char *copy = wf_strdup(text), *equals = strchr(copy, '='), *kept[2] = {NULL, NULL};
    struct wf_factor_texts texts = {.key = copy};
    struct reading reading = {
        .factor.searched = factors->searched, .texts = &texts, .origin = origin, .diag = diag};
    if (!equals || equals == copy || !equals[1]) {
        wf_diag_error(diag, origin.file, 0,
                      "'%s': expected KEY=LOW..HIGH (e.g. zone.edge.pue=1.1..1.6), or KEY=A|B|C",
                      text);
        free(copy);
        return -1;
    }
    *equals = '\0';
    for (char *from = equals + 1, *next; from; from = next) {
        next = end_of_item(from);
        if (next)
            *next++ = '\0';
        take_item(&reading, &texts, from, kept);
    }
    int status = reading.wrong ? -1 : wf_factors_add(factors, &texts, origin, diag);
    free(kept[0]);
    free(kept[1]);
    free(copy);
    return status;
}

/* ---- joint draws ---- */

struct joint {
    struct wf_factors *factors;
    struct wf_origin origin;
};

/* One column, whose cells are a list that follows the file's coordinate. */
static void read_column(struct joint *joint, const struct wf_table *table, size_t column,
                        struct wf_diag *diag)
{
    const struct wf_factor_texts texts = {.key = table->columns[column]};
    struct reading reading = {
        .texts = &texts, .origin = {joint->origin.file, joint->origin.line}, .diag = diag};
    reading.origin = (struct wf_origin){table->path, table->line};
    start(&reading, joint->factors);
    struct wf_factor *factor = &reading.factor;
    factor->origin = joint->origin;
    factor->shape.kind = WF_SHAPE_LIST;
    factor->texts = wf_calloc(table->row_count + 1, sizeof *factor->texts);
    factor->numbers = wf_calloc(table->row_count + 1, sizeof *factor->numbers);
    for (size_t i = 0; factor->parts.prop && i < table->row_count; i++) {
        size_t at = factor->shape.count++;
        factor->texts[at] = wf_strdup(table->rows[i].cells[column]);
        reading.origin.line = table->rows[i].line;
        report(&reading, "",
               *factor->texts[at]
                   ? wf_factor_key_item(&factor->parts, factor->texts[at], &factor->numbers[at])
                   : wf_format("the cell is empty"));
    }
    if (reading.wrong) {
        wf_factor_release(factor);
        return;
    }
    factor->group = joint->factors->groups;
    factor->column = joint->factors->columns;
    wf_factors_keep(joint->factors, factor);
}

static void read_table(const struct wf_table *table, void *data, struct wf_diag *diag)
{
    struct joint *joint = data;
    if (table->row_count < 2 && diag->error_count == 0)
        wf_diag_error(diag, table->path, table->line,
                      "%zu draw%s; expected a row a draw, two at least", table->row_count,
                      wf_plural(table->row_count));
    for (size_t i = 0; i < table->column_count; i++)
        read_column(joint, table, i, diag);
}

static void read_draws(const struct wf_table *table, struct wf_factors *factors,
                       struct wf_fit_of of, struct wf_origin origin, struct wf_diag *diag)
{
    struct joint joint = {factors, origin};
    size_t before = factors->count;
    if (of.host || of.deployment)
        wf_diag_error(diag, origin.file, origin.line,
                      "<factors> attribute '%s': '%s' is no file of a fit, and the columns of "
                      "draws name their %s",
                      of.host ? "host" : "deployment", table->path,
                      of.host ? "hosts" : "deployments");
    read_table(table, &joint, diag);
    if (factors->count > before) {
        factors->groups++;
        factors->columns++;
    }
}

static void read_fit(const struct wf_table *table, struct wf_factors *factors, struct wf_fit_of of,
                     struct wf_diag *diag)
{
    struct wf_fit_table fit;
    size_t before = diag->error_count;
    wf_fit_table_take(table, &fit, diag);
    if (diag->error_count == before)
        wf_factors_add_whole_fit(factors, &fit, of, diag);
    wf_fit_table_release(&fit);
}

int wf_factors_add_file(struct wf_factors *factors, const char *path, struct wf_fit_of of,
                        struct wf_origin origin, struct wf_diag *diag, struct wf_err *err)
{
    struct wf_table table;
    int status = wf_table_load(path, &table, diag, err);
    if (status == 0 && wf_fit_table_is(&table))
        read_fit(&table, factors, of, diag);
    else if (status == 0)
        read_draws(&table, factors, of, origin, diag);
    wf_table_release(&table);
    return status;
}
