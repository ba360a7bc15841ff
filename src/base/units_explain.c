/* Messages about quantities that cannot be read: what was found, and what to write. */
#include "base/err.h"
#include "base/text.h"
#include "base/units.h"
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- several digit runs: separators of thousands, decimal commas, lists ---- */

enum { RUNS = 16 };

/* "1.234,56 kW": runs of digits, one separator each between them, and the rest. */
struct runs {
    struct run {
        const char *digits;
        size_t length;
        char before; /* the separator in front; '\0' of the first */
    } runs[RUNS];
    size_t count;
    bool negative, list; /* list: separators that no number has */
    const char *rest;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void find_runs(const char *text, struct runs *found)
{
    *found = (struct runs){0};
    text += strspn(text, " \t");
    found->negative = *text == '-';
    text += found->negative;
    char before = '\0';
    while (is_digit(*text) && found->count < RUNS) {
        size_t length = strspn(text, "0123456789");
        found->runs[found->count++] = (struct run){text, length, before};
        text += length;
        const char *next = text + strspn(text, ",;| ._'");
        bool one = next == text + 1;
        if (next == text || !is_digit(*next))
            break;
        found->list |= !one || *text == ';' || *text == '|';
        before = *text;
        text = next;
    }
    found->rest = text + strspn(text, " \t");
}

/* Are runs @p from to @p to - 1 groups of three digits behind one to three others, all with one
 * separator? */
static bool are_groups(const struct runs *found, size_t to)
{
    if (to < 2 || found->runs[0].length > 3 || found->runs[0].digits[0] == '0')
        return false;
    for (size_t i = 1; i < to; i++)
        if (found->runs[i].length != 3 || found->runs[i].before != found->runs[1].before)
            return false;
    return true;
}

/* The runs joined, a point before run @p decimals (SIZE_MAX: none), and the rest: as the dimension
 * reads it, with its unit where that is missing. @return NULL: it is not read so; caller frees. */
static char *join(const struct runs *found, size_t decimals, enum wf_dimension dimension)
{
    struct wf_buffer out = {0};
    double value;
    bool space = *found->rest && found->rest[-1] == ' ';
    wf_buffer_printf(&out, "%s", found->negative ? "-" : "");
    for (size_t i = 0; i < found->count; i++)
        wf_buffer_printf(&out, "%s%.*s", i == decimals ? "." : "", (int)found->runs[i].length,
                         found->runs[i].digits);
    wf_buffer_printf(&out, "%s%s", space ? " " : "", found->rest);
    if (wf_quantity_parse(out.text, dimension, &value) == WF_QUANTITY_NO_UNIT)
        wf_buffer_printf(&out, " %s", wf_dimension_unit(dimension));
    if (wf_quantity_parse(out.text, dimension, &value) == WF_QUANTITY_OK)
        return out.text;
    wf_buffer_release(&out);
    return NULL;
}

static char *say_several(const char *text)
{
    return wf_format("'%s' holds several values; expected one value only", text);
}

/* @p decimals: the run that may be decimals; @p groups: the runs before it separate thousands. */
static char *say_number(const char *text, const struct runs *found, enum wf_dimension dimension,
                        bool thousands, size_t decimals)
{
    bool both = thousands && decimals == found->count - 1 && found->count == 2;
    char *whole =
        thousands && (both || decimals == SIZE_MAX) ? join(found, SIZE_MAX, dimension) : NULL;
    bool fraction = decimals != SIZE_MAX && dimension != WF_DIM_COUNT;
    char *point = fraction ? join(found, decimals, dimension) : NULL;
    char *words;
    if (whole && point)
        words = wf_format("'%s' has a comma: write '%s' if it separates thousands, '%s' if it is a "
                          "decimal comma",
                          text, whole, point);
    else if (whole)
        words = wf_format("'%s' separates thousands; write '%s'", text, whole);
    else if (point && decimals == 1)
        words = wf_format("'%s' has a decimal comma; write '%s'", text, point);
    else if (point)
        words = wf_format("'%s' separates thousands; write '%s'", text, point);
    else if (dimension == WF_DIM_COUNT)
        words = wf_format("'%s' is not one whole number; expected one value only, without "
                          "separators",
                          text);
    else
        words = wf_format("'%s' has a separator; expected one number, with a point as decimal sign",
                          text);
    free(whole);
    free(point);
    return words;
}

/* @return NULL: @p text has no separators; caller frees. */
static char *explain_separators(const char *text, enum wf_dimension dimension)
{
    struct runs found;
    find_runs(text, &found);
    if (found.list)
        return say_several(text);
    if (found.count < 2)
        return NULL;
    const struct run *last = &found.runs[found.count - 1];
    bool groups = are_groups(&found, found.count);
    if (groups && found.count > 2)
        return say_number(text, &found, dimension, true, SIZE_MAX);
    if (found.count == 2 && last->before == ',')
        return say_number(text, &found, dimension, groups, 1);
    if (found.count == 2 && groups && last->before != '.') /* 50 000, 50'000 */
        return say_number(text, &found, dimension, true, SIZE_MAX);
    if (found.count > 2 && are_groups(&found, found.count - 1) &&
        last->before != found.runs[1].before && (last->before == ',' || last->before == '.'))
        return say_number(text, &found, dimension, true, found.count - 1);
    for (size_t i = 1; i < found.count; i++)
        if (found.runs[i].before == ',' || found.runs[i].before == ' ')
            return say_several(text);
    return NULL;
}

/* Of a count with a point: "50.000", "1.500", "2.5". Caller frees. */
static char *explain_point(const char *text)
{
    struct runs found;
    find_runs(text, &found);
    if (found.count != 2 || !are_groups(&found, 2))
        return wf_format("'%s' is not an integer", text);
    char *whole = join(&found, SIZE_MAX, WF_DIM_COUNT);
    bool zeros = !strncmp(found.runs[1].digits, "000", 3);
    char *words = zeros ? wf_format("'%s' can be read in two ways; write '%s%.*s' or '%s'", text,
                                    found.negative ? "-" : "", (int)found.runs[0].length,
                                    found.runs[0].digits, whole)
                        : wf_format("'%s' is not an integer; write '%s' if the point separates "
                                    "thousands",
                                    text, whole);
    free(whole);
    return words;
}

/* ---- units ---- */

/* A unit of data or of a rate of it, whatever its spelling. */
struct data_unit {
    char prefix[3];         /* "", "k", "M" .., "Ki" .. */
    bool rate, bits, bytes; /* bits and bytes: it can be either */
};

static bool ends_with(const char *text, size_t *length, const char *end)
{
    size_t size = strlen(end);
    if (*length < size || strncasecmp(text + *length - size, end, size))
        return false;
    *length -= size;
    return true;
}

static bool take_data_unit(const char *text, size_t length, struct data_unit *unit)
{
    static const char prefixes[] = "kMGTPEZY";
    *unit = (struct data_unit){0};
    bool capital = false;
    for (size_t i = 0; i < length; i++)
        capital |= isupper((unsigned char)text[i]) != 0;
    unit->rate = ends_with(text, &length, "/sec") || ends_with(text, &length, "/s") ||
                 ends_with(text, &length, "ps");
    if (ends_with(text, &length, "bits") || ends_with(text, &length, "bit")) {
        unit->bits = true;
    } else if (ends_with(text, &length, "bytes") || ends_with(text, &length, "byte") ||
               ends_with(text, &length, "octets") || ends_with(text, &length, "octet")) {
        unit->bytes = true;
    } else if (length && (text[length - 1] == 'b' || text[length - 1] == 'B')) {
        unit->bytes = text[--length] == 'B' || !capital; /* gb, mbps: either is meant */
        unit->bits = text[length] == 'b';
    } else {
        return false;
    }
    bool binary = length == 2 && (text[1] == 'i' || text[1] == 'I');
    if (length > 1 && !binary)
        return false;
    const char *prefix = length ? strchr(prefixes, toupper((unsigned char)text[0])) : NULL;
    if (length && (text[0] == 'k' || text[0] == 'K'))
        prefix = prefixes;
    if (length && !prefix)
        return false;
    if (prefix) {
        unit->prefix[0] = binary && *prefix == 'k' ? 'K' : *prefix;
        unit->prefix[1] = binary ? 'i' : '\0';
    }
    return true;
}

/* Append "; did you mean 'Gbit/s'" where the unit is data by another spelling. */
static bool hint_data(const char *unit, size_t length, enum wf_dimension dimension,
                      struct wf_buffer *words)
{
    struct data_unit data;
    bool rate = dimension == WF_DIM_BANDWIDTH;
    if ((!rate && dimension != WF_DIM_BYTE) || !take_data_unit(unit, length, &data) ||
        (data.rate && !rate))
        return false;
    bool binary_bits = data.bits && data.prefix[1];
    const char *per = rate ? "/s" : "", *between = "; did you mean";
    bool both = data.bits && data.bytes;
    if (data.bytes)
        wf_buffer_printf(words, "%s '%sB%s'%s", between, data.prefix, per, both ? " (bytes)" : "");
    if (data.bits)
        wf_buffer_printf(words, "%s '%s%s%s'%s", data.bytes ? " or" : between, data.prefix,
                         binary_bits ? "b" : "bit", rate && binary_bits ? "ps" : per,
                         both ? " (bits)" : "");
    return true;
}

/* GFLOPS -> Gflop/s, TFLOPs -> Tflop. */
static bool hint_flop(const char *unit, size_t length, enum wf_dimension dimension,
                      struct wf_buffer *words)
{
    static const char prefixes[] = "kMGTPEZY";
    bool rate = dimension == WF_DIM_SPEED;
    if (!rate && dimension != WF_DIM_FLOP)
        return false;
    bool known = ends_with(unit, &length, "flop/s") || ends_with(unit, &length, "flops") ||
                 ends_with(unit, &length, "flop");
    const char *prefix = length == 1 ? strchr(prefixes, toupper((unsigned char)unit[0])) : NULL;
    if (length == 1 && tolower((unsigned char)unit[0]) == 'k')
        prefix = prefixes;
    if (!known || length > 1 || (length && !prefix))
        return false;
    wf_buffer_printf(words, "; did you mean '%.*sflop%s'", prefix ? 1 : 0, prefix ? prefix : "",
                     rate ? "/s" : "");
    return true;
}

/* KW: kW; upper and lower case differ in meaning (mW, MW), so all are named. */
static void hint_case(const char *unit, size_t length, enum wf_dimension dimension,
                      struct wf_buffer *words)
{
    const char *between = "; did you mean";
    char item[32];
    for (const char *cursor = wf_dimension_units(dimension);
         wf_text_next_item(&cursor, item, sizeof item);)
        if (strlen(item) == length && !strncasecmp(item, unit, length)) {
            wf_buffer_printf(words, "%s '%s'", between, item);
            between = " or";
        }
}

static const char *article(const char *noun)
{
    return strchr("aeiou", noun[0]) != NULL ? "an" : "a";
}

static char *explain_unit(const char *text, enum wf_dimension dimension)
{
    const char *name = wf_dimension_name(dimension), *known = wf_dimension_units(dimension);
    size_t length;
    const char *unit = wf_quantity_unit(text, &length);
    char *separators = explain_separators(text, dimension);
    if (separators)
        return separators;
    struct wf_buffer words = {0};
    wf_buffer_printf(&words, "'%s' is not %s %s: ", text, article(name), name);
    if (!*known) {
        wf_buffer_printf(&words, "it takes no unit, but '%.*s' follows", (int)length, unit);
        return words.text;
    }
    wf_buffer_printf(&words, "unit '%.*s' is unknown; known: %s", (int)length, unit, known);
    if (!hint_data(unit, length, dimension, &words) && !hint_flop(unit, length, dimension, &words))
        hint_case(unit, length, dimension, &words);
    return words.text;
}

char *wf_quantity_explain(const char *text, enum wf_dimension dimension,
                          enum wf_quantity_status status)
{
    const char *name = wf_dimension_name(dimension), *example = wf_dimension_example(dimension);
    assert(status != WF_QUANTITY_OK);
    switch (status) {
    case WF_QUANTITY_EMPTY:
        return wf_format("'%s' is empty; expected %s %s (e.g. '%s')", text, article(name), name,
                         example);
    case WF_QUANTITY_NOT_A_NUMBER:
        return wf_format("'%s' is not a decimal number", text);
    case WF_QUANTITY_DECIMAL_COMMA: {
        char *words = explain_separators(text, dimension);
        return words ? words : wf_format("'%s' has a comma; expected one number", text);
    }
    case WF_QUANTITY_OVERFLOW:
        return wf_format("'%s' is out of range: too large, or too near to 0", text);
    case WF_QUANTITY_NO_UNIT:
        return wf_format("'%s' needs a unit (e.g. '%s%s')", text, text, strchr(example, ' '));
    case WF_QUANTITY_WRONG_UNIT:
        return explain_unit(text, dimension);
    case WF_QUANTITY_NOT_AN_INTEGER:
    case WF_QUANTITY_GROUPED:
        return explain_point(text);
    case WF_QUANTITY_OK:
        break;
    }
    return NULL;
}
