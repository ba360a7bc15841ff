#include "prop/prop.h"
#include "base/arena.h"
#include "prop/data_kind.h"
#include "prop/provenance.h"
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t wf_props_count(const struct wf_prop *table)
{
    size_t count = 0;
    while (table[count].name)
        count++;
    return count;
}

size_t wf_prop_size(const struct wf_prop *row)
{
    switch (row->kind) {
    case WF_PROP_COUNT:
        return sizeof(uint64_t);
    case WF_PROP_CHOICE:
        return sizeof(uint32_t);
    case WF_PROP_TEXT:
        return sizeof(const char *);
    case WF_PROP_DISTRIBUTION:
        return sizeof(struct wf_distribution);
    case WF_PROP_SERIES:
        return sizeof(struct wf_prop_series);
    case WF_PROP_PROVENANCE:
        return sizeof(const struct wf_provenance_list *);
    case WF_PROP_QUANTITY:
    case WF_PROP_DATA:
        break;
    }
    return sizeof(double);
}

static void *member(const struct wf_prop *row, void *values)
{
    return (char *)values + row->offset;
}

static const void *const_member(const struct wf_prop *row, const void *values)
{
    return (const char *)values + row->offset;
}

static int choice_index(const struct wf_prop *row, const char *text)
{
    for (int i = 0; row->choices[i]; i++)
        if (!strcmp(row->choices[i], text))
            return i;
    return -1;
}

static char *explain_choice(const struct wf_prop *row, const char *text)
{
    size_t count = 0;
    while (row->choices[count])
        count++;
    struct wf_buffer list = {0};
    wf_props_expectation(row, &list);
    const char *near = wf_text_nearest(text, row->choices, count);
    char *why = wf_format("'%s' is not one of %s%s", text, list.text, wf_hint(near).text);
    wf_buffer_release(&list);
    return why;
}

static char *explain_range(const struct wf_prop *row, const char *text)
{
    struct wf_buffer range = {0};
    wf_props_expectation(row, &range);
    char *why = wf_format("'%s' is out of range; expected %s", text, range.text);
    wf_buffer_release(&range);
    return why;
}

static bool is_file(const char *text)
{
    size_t length = strlen(text);
    return length > 4 && !strcmp(text + length - 4, ".csv");
}

/* Parse into *out (a double, uint64_t or uint32_t by kind; of text only its form is checked).
 * @return NULL, or why not (to free). */
static char *parse(const struct wf_prop *row, const char *text, void *out)
{
    double value;
    switch (row->kind) {
    case WF_PROP_SERIES:
        if (is_file(text))
            return NULL;
        break;
    case WF_PROP_TEXT:
    case WF_PROP_PROVENANCE: /* of which its own module reads the rest */
        return *text ? wf_text_why_unprintable(text) : wf_format("'' is empty");
    case WF_PROP_CHOICE:
        if (choice_index(row, text) < 0)
            return explain_choice(row, text);
        *(uint32_t *)out = (uint32_t)choice_index(row, text);
        return NULL;
    case WF_PROP_DATA:
        return wf_data_kind_parse(text, out);
    case WF_PROP_DISTRIBUTION:
        if (strchr(text, '('))
            return wf_distribution_parse(text, row->dimension, row->min, row->max, out);
        break;
    case WF_PROP_COUNT:
    case WF_PROP_QUANTITY:
        break;
    }
    enum wf_dimension dimension = row->kind == WF_PROP_COUNT ? WF_DIM_COUNT : row->dimension;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &value);
    if (row->choices && status == WF_QUANTITY_NOT_A_NUMBER) {
        int word = choice_index(row, text);
        if (word < 0)
            return explain_choice(row, text);
        if (row->kind == WF_PROP_COUNT)
            *(uint64_t *)out = WF_COUNT_WORD(word);
        else
            *(double *)out = WF_QUANTITY_WORD(word);
        return NULL;
    }
    if (status != WF_QUANTITY_OK) {
        char *why = wf_quantity_explain(text, dimension, status);
        if (row->kind != WF_PROP_SERIES)
            return why;
        char *both = wf_format("%s; expected a quantity, or the name of a .csv file", why);
        free(why);
        return both;
    }
    if (!(value >= row->min && value <= row->max))
        return explain_range(row, text);
    if (row->kind == WF_PROP_DISTRIBUTION)
        *(struct wf_distribution *)out =
            (struct wf_distribution){.kind = WF_DISTRIBUTION_CONSTANT, .a = value};
    else if (row->kind == WF_PROP_COUNT)
        *(uint64_t *)out = (uint64_t)value;
    else
        *(double *)out = value;
    return NULL;
}

void wf_props_defaults(const struct wf_prop *table, void *values, struct wf_origin *origins)
{
    for (size_t i = 0; table[i].name; i++) {
        void *out = member(&table[i], values);
        switch (table[i].kind) {
        case WF_PROP_QUANTITY:
        case WF_PROP_DATA:
            *(double *)out = NAN;
            break;
        case WF_PROP_COUNT:
            *(uint64_t *)out = WF_COUNT_UNSET;
            break;
        case WF_PROP_CHOICE:
            *(uint32_t *)out = WF_CHOICE_UNSET;
            break;
        case WF_PROP_TEXT:
            *(const char **)out = table[i].fallback;
            break;
        case WF_PROP_PROVENANCE:
            *(const struct wf_provenance_list **)out = NULL;
            break;
        case WF_PROP_DISTRIBUTION: /* equal values are equal bytes, padding too */
            memset(out, 0, sizeof(struct wf_distribution));
            ((struct wf_distribution *)out)->kind = WF_DISTRIBUTION_COUNT;
            break;
        case WF_PROP_SERIES:
            *(struct wf_prop_series *)out = (struct wf_prop_series){.value = NAN};
            break;
        }
        if (table[i].fallback && table[i].kind != WF_PROP_TEXT) {
            char *why = parse(&table[i], table[i].fallback, out);
            assert(!why && "a default is valid");
            free(why);
        }
        if (origins)
            origins[i] = (struct wf_origin){NULL, 0};
    }
}

static bool fits(const struct wf_prop *row, unsigned places)
{
    return !places || (row->places & places);
}

int wf_props_find(const struct wf_prop *table, const char *name, unsigned places)
{
    for (int i = 0; table[i].name; i++)
        if (fits(&table[i], places) && table[i].name[0] == name[0] && !strcmp(table[i].name, name))
            return i;
    return -1;
}

const char *wf_props_nearest(const struct wf_prop *table, const char *name, unsigned places)
{
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; table[i].name && count < 64; i++)
        if (fits(&table[i], places))
            names[count++] = table[i].name;
    return wf_text_nearest(name, names, count);
}

int wf_props_set(const struct wf_prop *table, int row, void *values, const char *text,
                 struct wf_origin origin, struct wf_arena *arena, const char *context,
                 struct wf_diag *diag)
{
    const struct wf_prop *prop = &table[row];
    char *why = parse(prop, text, member(prop, values));
    if (why) {
        wf_diag_error(diag, origin.file, origin.line, "%s prop '%s': %s", context, prop->name, why);
        free(why);
        return -1;
    }
    if (prop->kind == WF_PROP_PROVENANCE) {
        const struct wf_provenance_list *list;
        int status = wf_provenance_read(table, text, origin, arena, context, &list, diag);
        *(const struct wf_provenance_list **)member(prop, values) =
            list; /* to check what is well */
        return status;
    }
    if (prop->kind == WF_PROP_TEXT)
        *(const char **)member(prop, values) = wf_arena_intern_text(arena, text);
    if (prop->kind == WF_PROP_SERIES) {
        struct wf_prop_series *series = member(prop, values);
        bool file = is_file(text);
        series->file = file ? wf_arena_intern_text(arena, text) : NULL;
        series->value = file ? NAN : series->value;
    }
    return 0;
}

void wf_props_text(const struct wf_prop *row, const void *values, struct wf_buffer *out)
{
    const void *in = const_member(row, values);
    char number[64];
    switch (row->kind) {
    case WF_PROP_SERIES:
        if (((const struct wf_prop_series *)in)->file) {
            wf_buffer_printf(out, "%s", ((const struct wf_prop_series *)in)->file);
            break;
        } /* fall through */
    case WF_PROP_QUANTITY: {
        double value = *(const double *)in;
        const char *unit = wf_dimension_unit(row->dimension);
        if (row->choices && value <= WF_QUANTITY_WORD(0))
            wf_buffer_printf(out, "%s", row->choices[(size_t)(WF_QUANTITY_WORD(0) - value)]);
        else if (!isnan(value))
            wf_buffer_printf(out, "%s%s%s", wf_number_text(value, number, sizeof number),
                             *unit ? " " : "", unit);
        break;
    }
    case WF_PROP_COUNT: {
        uint64_t value = *(const uint64_t *)in;
        if (row->choices && value != WF_COUNT_UNSET && value > (uint64_t)WF_MANY)
            wf_buffer_printf(out, "%s", row->choices[WF_COUNT_WORD(0) - value]);
        else if (value != WF_COUNT_UNSET)
            wf_buffer_printf(out, "%llu", (unsigned long long)value);
        break;
    }
    case WF_PROP_CHOICE: {
        uint32_t value = *(const uint32_t *)in;
        if (value != WF_CHOICE_UNSET)
            wf_buffer_printf(out, "%s", row->choices[value]);
        break;
    }
    case WF_PROP_DATA:
        wf_data_kind_text(*(const double *)in, out);
        break;
    case WF_PROP_TEXT: {
        const char *value = *(const char *const *)in;
        if (value)
            wf_buffer_printf(out, "%s", value);
        break;
    }
    case WF_PROP_PROVENANCE: {
        const struct wf_provenance_list *list = *(const struct wf_provenance_list *const *)in;
        if (list && list->text)
            wf_buffer_printf(out, "%s", list->text);
        break;
    }
    case WF_PROP_DISTRIBUTION: {
        const struct wf_distribution *value = in;
        char text[128];
        if (value->kind != WF_DISTRIBUTION_COUNT)
            wf_buffer_printf(out, "%s",
                             wf_distribution_text(value, row->dimension, text, sizeof text));
        break;
    }
    }
}

void wf_props_expectation(const struct wf_prop *row, struct wf_buffer *out)
{
    char low[64], high[64];
    if (row->kind == WF_PROP_TEXT || row->kind == WF_PROP_PROVENANCE) {
        wf_buffer_printf(out, row->kind == WF_PROP_TEXT ? "text"
                                                        : "PROP[.PSTATE[.PART]]=WORD[:LOW..HIGH]");
        return;
    }
    if (row->kind == WF_PROP_DATA) {
        wf_buffer_printf(out, WF_DATA_KINDS);
        return;
    }
    if (row->kind == WF_PROP_CHOICE) {
        for (size_t i = 0; row->choices[i]; i++)
            wf_buffer_printf(out, "%s%s", i ? " | " : "", row->choices[i]);
        return;
    }
    enum wf_dimension dimension = row->kind == WF_PROP_COUNT ? WF_DIM_COUNT : row->dimension;
    const char *unit = wf_dimension_unit(dimension);
    if (row->kind == WF_PROP_DISTRIBUTION)
        wf_buffer_printf(out, "a distribution, or ");
    wf_number_text(row->min, low, sizeof low);
    wf_number_text(row->max, high, sizeof high);
    bool positive = row->min == WF_POSITIVE, zero = row->min == 0;
    bool bounded = row->max < 1e9 || (!positive && !zero && row->max < WF_MANY);
    wf_buffer_printf(out, "%s %s", wf_dimension_name(dimension),
                     positive          ? "> 0"
                     : zero && bounded ? "from 0"
                     : zero            ? ">= 0"
                                       : "from ");
    if (!positive && !zero)
        wf_buffer_printf(out, "%s%s%s", low, *unit ? " " : "", unit);
    if (bounded)
        wf_buffer_printf(out, " %s %s%s%s", positive ? "up to" : "to", high, *unit ? " " : "",
                         unit);
    for (size_t i = 0; row->choices && row->choices[i]; i++)
        wf_buffer_printf(out, " | %s", row->choices[i]);
    if (row->kind == WF_PROP_SERIES)
        wf_buffer_printf(out, ", or a .csv file");
}
