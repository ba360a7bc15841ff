#include "values.h"

#include <stdlib.h>
#include <string.h>

static void add_value(struct values *values, const char *text)
{
    if (values->count < VALUES_MAX)
        values->items[values->count++] = wf_format("%s", text);
}

static double between(double value, const struct wf_prop *row)
{
    return value < row->min ? row->min : value > row->max ? row->max : value;
}

static void add_number(struct values *values, const struct wf_prop *row, double value)
{
    char text[40];
    wf_quantity_text(between(value, row), row->dimension, text, sizeof text);
    add_value(values, text);
}

struct values values_of(const struct wf_prop *row, const struct special_values *special)
{
    struct values values = {.count = 0};
    for (; special->prop; special++)
        for (size_t i = 0; !strcmp(special->prop, row->name) && i < 3 && special->values[i]; i++)
            add_value(&values, special->values[i]);
    if (values.count)
        return values;
    switch (row->kind) {
    case WF_PROP_CHOICE:
        for (size_t i = 0; row->choices[i]; i++)
            add_value(&values, row->choices[i]);
        break;
    case WF_PROP_COUNT:
        add_number(&values, row, 2);
        add_number(&values, row, 3);
        break;
    case WF_PROP_QUANTITY:
    case WF_PROP_DISTRIBUTION: {
        bool ratio = row->dimension == WF_DIM_RATIO;
        bool large = row->dimension == WF_DIM_FLOP || row->dimension == WF_DIM_NUMBER;
        add_number(&values, row, ratio ? 0.4 : large ? 8 : 1);
        add_number(&values, row, ratio ? 0.8 : large ? 16 : 3);
        break;
    }
    case WF_PROP_DATA:
        add_value(&values, "iid");
        add_value(&values, "non-iid");
        add_value(&values, "dirichlet:0.3");
        break;
    case WF_PROP_TEXT:
    case WF_PROP_SERIES:
    case WF_PROP_PROVENANCE: /* no result depends on it but the words in it */
        break;
    }
    return values;
}

void values_release(struct values *values)
{
    for (size_t i = 0; i < values->count; i++)
        free(values->items[i]);
}
