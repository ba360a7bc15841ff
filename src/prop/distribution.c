#include "prop/distribution.h"
#include "base/text.h"
#include "prop/prop.h"
#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an argument is, besides its own bounds. */
enum argument_kind {
    PURE,     /* a number without unit */
    EXTENT,   /* of the dimension, not negative */
    LOCATION, /* of the dimension, within what may be drawn */
    POSITIVE, /* the same, above 0 */
    WHOLE,    /* the same, a whole number of canonical units */
};

struct argument {
    const char *name;
    enum argument_kind kind;
    double least, most;
};

struct law {
    const char *name, *form;
    size_t count;
    struct argument arguments[2];
};

/* Bounds of shapes and sigmas: what random.h can draw without leaving the range of doubles. */
static const struct law laws[WF_DISTRIBUTION_COUNT] = {
    [WF_DISTRIBUTION_CONSTANT] = {"", "", 1, {{"value", LOCATION, -INFINITY, INFINITY}}},
    [WF_DISTRIBUTION_UNIFORM] = {"uniform",
                                 "uniform(least, most)",
                                 2,
                                 {{"least", LOCATION, -INFINITY, INFINITY},
                                  {"most", LOCATION, -INFINITY, INFINITY}}},
    [WF_DISTRIBUTION_NORMAL] = {"normal",
                                "normal(mean, deviation)",
                                2,
                                {{"mean", POSITIVE, 0, INFINITY},
                                 {"deviation", EXTENT, 0, INFINITY}}},
    [WF_DISTRIBUTION_LOGNORMAL] = {"lognormal",
                                   "lognormal(median, sigma)",
                                   2,
                                   {{"median", POSITIVE, 0, INFINITY}, {"sigma", PURE, 0, 10}}},
    [WF_DISTRIBUTION_EXPONENTIAL] = {"exponential",
                                     "exponential(mean)",
                                     1,
                                     {{"mean", POSITIVE, 0, INFINITY}}},
    [WF_DISTRIBUTION_GAMMA] = {"gamma",
                               "gamma(shape, scale)",
                               2,
                               {{"shape", PURE, 0.05, 1e9}, {"scale", POSITIVE, 0, INFINITY}}},
    [WF_DISTRIBUTION_PARETO] = {"pareto",
                                "pareto(scale, shape)",
                                2,
                                {{"scale", POSITIVE, 0, INFINITY}, {"shape", PURE, 0.05, 1e9}}},
    [WF_DISTRIBUTION_ZIPF] = {"zipf",
                              "zipf(exponent, most)",
                              2,
                              {{"exponent", PURE, 0, 100}, {"most", WHOLE, 1, 1e9}}},
};

/* ---- text ---- */

struct parser {
    enum wf_dimension dimension;
    double least, most; /* what may be drawn */
    struct wf_buffer why;
};

static void add_mistake(struct parser *parser, const char *format, ...) WF_PRINTF(2, 3);
static void add_mistake(struct parser *parser, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *text = wf_vformat(format, list);
    va_end(list);
    wf_buffer_printf(&parser->why, "%s%s", parser->why.text ? "; " : "", text);
    free(text);
}

/* "1 s to 10 s", "at least 0", "above 0". */
static void add_range(struct wf_buffer *buffer, double least, bool open, double most,
                      const char *unit)
{
    char low[32], high[32];
    wf_number_text(least, low, sizeof low);
    wf_number_text(most, high, sizeof high);
    const char *space = *unit ? " " : "";
    const char *low_unit = least == 0 ? "" : unit, *low_space = least == 0 ? "" : space;
    if (isinf(least) && isinf(most))
        wf_buffer_printf(buffer, "any number");
    else if (isinf(least))
        wf_buffer_printf(buffer, "at most %s%s%s", high, space, unit);
    else if (isinf(most))
        wf_buffer_printf(buffer, "%s %s%s%s", open ? "above" : "at least", low, low_space,
                         low_unit);
    else
        wf_buffer_printf(buffer, "%s%s%s%s to %s%s%s", open ? "above " : "", low, low_space,
                         low_unit, high, space, unit);
}

/* One argument of @p lead (empty for a constant). */
static double parse_argument(struct parser *parser, const char *lead,
                             const struct argument *argument, const char *text)
{
    bool constant = *lead == '\0', pure = argument->kind == PURE;
    enum wf_dimension dimension = pure ? WF_DIM_NUMBER : parser->dimension;
    if (dimension == WF_DIM_COUNT && !constant)
        dimension = WF_DIM_NUMBER;
    char *head = constant ? wf_strdup("") : wf_format("%s: %s: ", lead, argument->name);
    double value = NAN;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &value);
    if (status != WF_QUANTITY_OK) {
        char *why = wf_quantity_explain(text, dimension, status);
        add_mistake(parser, "%s%s", head, why);
        free(why);
        free(head);
        return NAN;
    }
    double least = argument->least, most = argument->most;
    if (argument->kind == LOCATION || argument->kind == POSITIVE || argument->kind == WHOLE) {
        least = fmax(least, parser->least);
        most = fmin(most, parser->most);
    }
    bool open = (argument->kind == POSITIVE && least <= 0) || least == WF_POSITIVE;
    bool within = value <= most && (open ? value > 0 : value >= least);
    bool whole = argument->kind != WHOLE || value == floor(value);
    if (!within || !whole) {
        struct wf_buffer range = {0};
        add_range(&range, open ? 0 : least, open, most, pure ? "" : wf_dimension_unit(dimension));
        add_mistake(parser, "%s'%s' is %s; expected %s%s", head, text,
                    within ? "not a whole number" : "out of range",
                    argument->kind == WHOLE ? "a whole number, " : "", range.text);
        wf_buffer_release(&range);
    }
    free(head);
    return value;
}

static void add_forms(struct wf_buffer *buffer)
{
    for (size_t i = WF_DISTRIBUTION_CONSTANT + 1; i < WF_DISTRIBUTION_COUNT; i++)
        wf_buffer_printf(buffer, "%s, ", laws[i].form);
    wf_buffer_printf(buffer, "or a plain number");
}

void wf_distribution_forms(struct wf_buffer *out)
{
    static const char *const meanings[WF_DISTRIBUTION_COUNT] = {
        [WF_DISTRIBUTION_UNIFORM] = "all between are as likely",
        [WF_DISTRIBUTION_NORMAL] = "above 0 only: other draws are drawn again",
        [WF_DISTRIBUTION_LOGNORMAL] = "a median, not a mean; sigma of the natural logarithm",
        [WF_DISTRIBUTION_EXPONENTIAL] = "above 0, no upper end",
        [WF_DISTRIBUTION_GAMMA] = "its mean is shape x scale",
        [WF_DISTRIBUTION_PARETO] = "from scale on; a heavy tail if shape is small",
        [WF_DISTRIBUTION_ZIPF] = "whole numbers from 1 to most",
    };
    for (size_t i = WF_DISTRIBUTION_CONSTANT + 1; i < WF_DISTRIBUTION_COUNT; i++)
        wf_buffer_printf(out, "  %-25s %s\n", laws[i].form, meanings[i]);
}

/* Cut off blanks on both sides, in place. */
static char *trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text;
}

static const struct law *find_law(struct parser *parser, const char *text, const char *name)
{
    const char *names[WF_DISTRIBUTION_COUNT];
    size_t count = 0;
    for (size_t i = WF_DISTRIBUTION_CONSTANT + 1; i < WF_DISTRIBUTION_COUNT; i++) {
        if (!strcmp(laws[i].name, name))
            return &laws[i];
        names[count++] = laws[i].name;
    }
    struct wf_buffer forms = {0};
    add_forms(&forms);
    const char *near = wf_text_nearest(name, names, count);
    add_mistake(parser, "'%s': there is no distribution '%s'; expected %s%s", text, name,
                forms.text, wf_hint(near).text);
    wf_buffer_release(&forms);
    return NULL;
}

/* @p body is what follows the name, cut to pieces here. */
static void parse_law(struct parser *parser, const char *text, const struct law *law, char *body,
                      struct wf_distribution *out)
{
    size_t length = strlen(body), count = 0;
    if (length < 2 || body[0] != '(' || body[length - 1] != ')') {
        add_mistake(parser, "'%s': expected %s, arguments in parentheses", text, law->form);
        return;
    }
    body[length - 1] = '\0';
    char *pieces[2] = {NULL, NULL}, *cursor = body + 1;
    if (*trim(cursor))
        for (char *piece; (piece = strsep(&cursor, ",")); count++)
            if (count < 2)
                pieces[count] = trim(piece);
    if (count != law->count) {
        add_mistake(parser, "'%s' has %zu argument%s; expected %s", text, count, wf_plural(count),
                    law->form);
        return;
    }
    char *lead = wf_format("'%s'", text);
    double values[2] = {0, 0};
    for (size_t i = 0; i < count; i++)
        values[i] = parse_argument(parser, lead, &law->arguments[i], pieces[i]);
    *out = (struct wf_distribution){(enum wf_distribution_kind)(law - laws), values[0], values[1]};
    if (out->kind == WF_DISTRIBUTION_UNIFORM && out->a > out->b)
        add_mistake(parser, "%s: least '%s' is more than most '%s'; expected the smaller one first",
                    lead, pieces[0], pieces[1]);
    free(lead);
}

char *wf_distribution_parse(const char *text, enum wf_dimension dimension, double least,
                            double most, struct wf_distribution *distribution)
{
    struct parser parser = {.dimension = dimension, .least = least, .most = most};
    struct wf_distribution parsed = {WF_DISTRIBUTION_CONSTANT, 0, 0};
    char *copy = wf_strdup(text), *name = trim(copy);
    char *shown = wf_strdup(name);
    if (isalpha((unsigned char)*name)) {
        size_t length = strcspn(name, " \t(");
        char *body = name + length + strspn(name + length, " \t");
        char *word = wf_format("%.*s", (int)length, name);
        const struct law *law = find_law(&parser, shown, word);
        if (law)
            parse_law(&parser, shown, law, body, &parsed);
        free(word);
    } else {
        parsed.a = parse_argument(&parser, "", &laws[WF_DISTRIBUTION_CONSTANT].arguments[0], shown);
    }
    free(shown);
    free(copy);
    if (!parser.why.text)
        *distribution = parsed;
    return parser.why.text;
}

const char *wf_distribution_text(const struct wf_distribution *distribution,
                                 enum wf_dimension dimension, char *buffer, size_t size)
{
    assert(size >= 128);
    const struct law *law = &laws[distribution->kind];
    char parts[2][64] = {"", ""};
    const double values[2] = {distribution->a, distribution->b};
    for (size_t i = 0; i < law->count; i++) {
        char number[32];
        const char *unit = law->arguments[i].kind == PURE ? "" : wf_dimension_unit(dimension);
        snprintf(parts[i], sizeof parts[i], "%s%s%s",
                 wf_number_text(values[i], number, sizeof number), *unit ? " " : "", unit);
    }
    if (distribution->kind == WF_DISTRIBUTION_CONSTANT)
        snprintf(buffer, size, "%s", parts[0]);
    else
        snprintf(buffer, size, "%s(%s%s%s)", law->name, parts[0], law->count > 1 ? ", " : "",
                 parts[1]);
    return buffer;
}

/* ---- draws ---- */

double wf_distribution_draw(const struct wf_distribution *distribution, struct wf_random *random)
{
    double a = distribution->a, b = distribution->b, draw = a;
    switch (distribution->kind) {
    case WF_DISTRIBUTION_UNIFORM:
        return wf_random_uniform(random, a, b);
    case WF_DISTRIBUTION_NORMAL:
        do /* the mean is above 0: at least every other draw will do */
            draw = wf_random_normal(random, a, b);
        while (draw <= 0);
        return draw;
    case WF_DISTRIBUTION_LOGNORMAL:
        return wf_random_lognormal(random, a, b);
    case WF_DISTRIBUTION_EXPONENTIAL:
        return wf_random_exponential(random, a);
    case WF_DISTRIBUTION_GAMMA:
        return wf_random_gamma(random, a, b);
    case WF_DISTRIBUTION_PARETO:
        return wf_random_pareto(random, a, b);
    case WF_DISTRIBUTION_ZIPF:
        return (double)wf_random_zipf(random, a, (uint64_t)b);
    case WF_DISTRIBUTION_CONSTANT:
    case WF_DISTRIBUTION_COUNT:
        break;
    }
    return draw;
}

uint64_t wf_distribution_draw_count(const struct wf_distribution *distribution,
                                    struct wf_random *random)
{
    double draw = round(wf_distribution_draw(distribution, random));
    return (uint64_t)fmin(fmax(draw, 1), 0x1p53);
}
