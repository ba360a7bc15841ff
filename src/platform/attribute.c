#include "platform/attribute.h"
#include "base/text.h"
#include "prop/radical.h"
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SimGrid takes about 3.5 KB a host: more does not fit any machine, and is a slip. */
enum { RADICAL_MAX = 10000000, PSTATES_MAX = 10000 };

/* wf_quantity_parse also knows units that SimGrid does not read: those are refused here. */
static bool simgrid_unit(const char *text, enum wf_attribute_type type)
{
    static const char *const times[] = {"w", "d", "h", "m", "s", "ms", "us", "ns", "ps", NULL};
    while (*text &&
           (isdigit((unsigned char)*text) || strchr("+-. ", *text) ||
            ((*text == 'e' || *text == 'E') && strchr("+-0123456789", text[1]) && text[1])))
        text++;
    if (!*text)
        return true;
    if (type == WF_AS_LATENCY || type == WF_AS_DATE) {
        for (size_t i = 0; times[i]; i++)
            if (!strcmp(times[i], text))
                return true;
        return false;
    }
    size_t length = strlen(text);
    if (type == WF_AS_BANDWIDTH)
        return length >= 3 && !strcmp(text + length - 2, "ps");
    return text[length - 1] == 'f' || (length >= 5 && !strcmp(text + length - 5, "flops"));
}

/* One quantity of a SimGrid attribute. @return NULL, or why not (to free). */
static char *check_quantity(const char *text, enum wf_attribute_type type)
{
    enum wf_dimension dimension = type == WF_AS_SPEEDS      ? WF_DIM_SPEED
                                  : type == WF_AS_BANDWIDTH ? WF_DIM_BANDWIDTH
                                                            : WF_DIM_TIME;
    double value = 0;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &value);
    if (status == WF_QUANTITY_NO_UNIT) /* SimGrid still reads it, in its base unit */
        status = wf_quantity_parse(text, WF_DIM_NUMBER, &value);
    else if (status == WF_QUANTITY_OK && !simgrid_unit(text, type))
        return wf_format("'%s' has a unit that SimGrid does not read here (e.g. '%s')", text,
                         type == WF_AS_SPEEDS      ? "1Gf"
                         : type == WF_AS_BANDWIDTH ? "125MBps"
                                                   : "10ms");
    if (status != WF_QUANTITY_OK)
        return wf_quantity_explain(text, dimension, status);
    if (strchr(text, ' '))
        return wf_format("'%s' holds a blank; SimGrid wants the unit right behind the number",
                         text);
    if (value < 0 && type != WF_AS_DATE)
        return wf_format("'%s' is negative", text);
    if (value == 0 && type == WF_AS_SPEEDS) /* off, asleep or booting: nothing computes there */
        return NULL;
    if (value == 0 && type == WF_AS_BANDWIDTH)
        return wf_format("'%s' is zero; expected more", text);
    if ((type == WF_AS_SPEEDS || type == WF_AS_BANDWIDTH) && !(value >= 1e-6 && value <= 1e30))
        return wf_format("'%s' is out of range; expected 1e-6 to 1e30 of the base unit", text);
    if (value > 1e12 && (type == WF_AS_LATENCY || type == WF_AS_DATE))
        return wf_format("'%s' is out of range; expected at most 1e12 seconds", text);
    return NULL;
}

static char *check_speeds(const char *text)
{
    const char *cursor = text;
    size_t count = 0;
    if (!*text)
        return wf_format("'' is empty; expected a speed (e.g. '1Gf')");
    while (cursor) {
        if (count++ == PSTATES_MAX)
            return wf_format("'%.40s..' has more than %d speeds", text, PSTATES_MAX);
        char item[64];
        const char *comma = strchr(cursor, ',');
        size_t length = comma ? (size_t)(comma - cursor) : strlen(cursor);
        while (length && *cursor == ' ')
            cursor++, length--;
        while (length && cursor[length - 1] == ' ')
            length--;
        if (length >= sizeof item)
            return wf_format("'%.40s..' is not a speed", cursor);
        memcpy(item, cursor, length);
        item[length] = '\0';
        if (comma && isdigit((unsigned char)comma[1]) && length &&
            isdigit((unsigned char)item[length - 1])) /* 1,5Gf */
            return wf_quantity_explain(text, WF_DIM_SPEED, WF_QUANTITY_DECIMAL_COMMA);
        char *why = check_quantity(item, WF_AS_SPEEDS);
        if (why)
            return why;
        cursor = comma ? comma + 1 : NULL;
    }
    return NULL;
}

static char *check_rates(const char *text)
{
    char *why = NULL;
    if (!text[strcspn(text, ",;")]) /* one rate, as of nearly all links */
        return check_quantity(text + strspn(text, " "), WF_AS_BANDWIDTH);
    for (const char *cursor = text; cursor && !why;) {
        size_t length = strcspn(cursor, ",;");
        char *rate = wf_format("%.*s", (int)length, cursor);
        why = check_quantity(rate + strspn(rate, " "), WF_AS_BANDWIDTH);
        if (why && cursor[length] == ',' && isdigit((unsigned char)cursor[length + 1]) &&
            isdigit((unsigned char)cursor[length ? length - 1 : 0])) { /* 1,5MBps */
            free(why);
            why = wf_quantity_explain(text, WF_DIM_BANDWIDTH, WF_QUANTITY_DECIMAL_COMMA);
        }
        free(rate);
        cursor = cursor[length] ? cursor + length + 1 : NULL;
    }
    return why;
}

/* As SimGrid cuts it: at each blank. */
static char *check_coordinates(const char *text)
{
    size_t count = 0;
    bool well = true;
    for (const char *item = text; *text && item; count++) {
        char *end;
        size_t length = strcspn(item, " ");
        strtod(item, &end);
        well &= length > 0 && end == item + length;
        item = item[length] ? item + length + 1 : NULL;
    }
    return !*text || (well && count == 3)
               ? NULL
               : wf_format("'%s' is no position; expected three numbers with one blank between "
                           "them, e.g. '25.5 9.4 1.4'",
                           text);
}

static char *check_choice(const char *text, const char *const *choices)
{
    struct wf_buffer list = {0};
    size_t count = 0;
    for (; choices[count]; count++) {
        if (!strcmp(choices[count], text)) {
            wf_buffer_release(&list);
            return NULL;
        }
        wf_buffer_printf(&list, "%s%s", count ? ", " : "", choices[count]);
    }
    const char *near = wf_text_nearest(text, choices, count);
    char *why = wf_format("'%s' is not one of %s%s", text, list.text, wf_hint(near).text);
    wf_buffer_release(&list);
    return why;
}

static char *check_count(const char *text, double least)
{
    double value;
    enum wf_quantity_status status = wf_quantity_parse(text, WF_DIM_COUNT, &value);
    if (status != WF_QUANTITY_OK)
        return wf_quantity_explain(text, WF_DIM_COUNT, status);
    if (text[strspn(text, "-0123456789")]) /* SimGrid reads 1e3 as 1 */
        return wf_format("'%s' is not written in digits only", text);
    if (value < least || value > 1e6)
        return wf_format("'%s' is out of range; expected a count from %g to 1e6", text, least);
    return NULL;
}

static char *check_radical(const char *text)
{
    uint64_t count = wf_radical_count(text, strlen(text));
    if (count == 0)
        return wf_format("'%.60s' is not a radical (e.g. '0-9,20')", text);
    return count <= RADICAL_MAX ? NULL
                                : wf_format("'%.60s' names %llu hosts; expected at most %d", text,
                                            (unsigned long long)count, RADICAL_MAX);
}

char *wf_attribute_check(enum wf_attribute_type type, const char *const *choices, const char *text)
{
    switch (type) {
    case WF_AS_TEXT:
        return NULL;
    case WF_AS_NAME:
        return *text ? wf_text_why_unprintable(text) : wf_format("'' is empty; expected a name");
    case WF_AS_AFFIX:
        return wf_text_why_unprintable(text);
    case WF_AS_SPEEDS:
        return check_speeds(text);
    case WF_AS_BANDWIDTH:
    case WF_AS_LATENCY:
    case WF_AS_DATE:
        return check_quantity(text, type);
    case WF_AS_COORDINATES:
        return check_coordinates(text);
    case WF_AS_RATES:
        return check_rates(text);
    case WF_AS_CORES:
        return check_count(text, 1);
    case WF_AS_PSTATE:
        return check_count(text, 0);
    case WF_AS_RADICAL:
        return check_radical(text);
    case WF_AS_CHOICE:
        return check_choice(text, choices);
    case WF_AS_VERSION:
        return !strcmp(text, "4") || !strcmp(text, "4.0") || !strcmp(text, "4.1")
                   ? NULL
                   : wf_format("'%s' is not a version that SimGrid reads; expected '4.1'", text);
    }
    return NULL;
}

/* The slot of a value of a type, and what stands there if it was right. @return NULL: it is not
 * remembered */
static uint64_t *slot_of(struct wf_attribute_memo *memo, enum wf_attribute_type type,
                         const char *text, uint64_t key[2])
{
    enum { SLOTS = sizeof memo->right / sizeof *memo->right };
    char bytes[sizeof memo->right[0]] = {(char)(type + 1)};
    size_t length = strnlen(text, sizeof bytes - 1);
    bool counts = (type >= WF_AS_SPEEDS && type <= WF_AS_LATENCY) || type == WF_AS_DATE;
    if (!memo || !counts || length == sizeof bytes - 1)
        return NULL;
    memcpy(bytes + 1, text, length);
    memcpy(key, bytes, sizeof bytes);
    uint64_t hash = (key[0] ^ key[1] * 0x9e3779b97f4a7c15) * 0x9e3779b97f4a7c15;
    return memo->right[(hash >> 32) % SLOTS];
}

char *wf_attribute_check_known(struct wf_attribute_memo *memo, enum wf_attribute_type type,
                               const char *const *choices, const char *text)
{
    uint64_t key[2], *slot = slot_of(memo, type, text, key);
    if (slot && !memcmp(slot, key, sizeof key))
        return NULL;
    char *why = wf_attribute_check(type, choices, text);
    if (slot && !why)
        memcpy(slot, key, sizeof key);
    return why;
}

double wf_attribute_quantity(const char *text, enum wf_dimension dimension,
                             struct wf_unit_check *units)
{
    double value = NAN;
    if (!text || wf_quantity_parse(text, dimension, &value) == WF_QUANTITY_OK)
        return value;
    if (wf_quantity_parse(text, WF_DIM_NUMBER, &value) == WF_QUANTITY_OK && !units->reported) {
        units->reported = true;
        wf_diag_warn(units->diag, units->file, units->line,
                     "'%s' has no unit: read in SimGrid's base unit, %s (reported once a file)",
                     text, wf_dimension_unit(dimension));
    }
    return value;
}

double wf_attribute_played(const char *text, enum wf_dimension dimension)
{
    size_t length;
    const char *unit = wf_quantity_unit(text, &length);
    char one[16];
    double factor = 1;
    snprintf(one, sizeof one, "1%.*s", (int)length, unit);
    if (length && wf_quantity_parse(one, dimension, &factor) != WF_QUANTITY_OK)
        return NAN;
    return strtod(text, NULL) * factor;
}

const double *wf_attribute_speeds(const char *text, uint32_t *count, struct wf_arena *arena,
                                  struct wf_unit_check *units)
{
    uint32_t most = 1;
    for (const char *c = text; *c; c++)
        most += *c == ',';
    double *speeds = wf_calloc(most, sizeof *speeds);
    const char *cursor = text;
    char item[64];
    for (*count = 0; *count < most && wf_text_next_item(&cursor, item, sizeof item); (*count)++)
        speeds[*count] = wf_attribute_quantity(item, WF_DIM_SPEED, units);
    const double *kept = wf_arena_intern(arena, speeds, *count * sizeof *speeds);
    free(speeds);
    return kept;
}

static bool is_subnormal(double value)
{
    return value != 0 && fabs(value) < DBL_MIN;
}

const char *wf_attribute_watts_hint(const char *text)
{
    for (const char *c = text; *c; c += strcspn(c, ":,"), c += *c != '\0')
        if (is_subnormal(strtod(c, NULL)))
            return "; a number is too near to 0 for SimGrid, write 0";
    return "";
}

size_t wf_attribute_watts(const char *text, size_t length, double *values, size_t most)
{
    char item[40];
    size_t count = 0;
    const char *end = text + length;
    while (text <= end && count < most) {
        const char *colon = memchr(text, ':', (size_t)(end - text));
        const char *stop = colon ? colon : end;
        while (text < stop && *text == ' ')
            text++;
        size_t size = (size_t)(stop - text);
        if (size == 0 || size >= sizeof item || text[size - 1] == ' ') /* as SimGrid reads it */
            return 0;
        memcpy(item, text, size);
        item[size] = '\0';
        if (wf_quantity_parse(item, WF_DIM_NUMBER, &values[count]) != WF_QUANTITY_OK ||
            values[count] < 0 || values[count] > 1e15 || is_subnormal(values[count]))
            return 0;
        count++;
        if (!colon)
            return count;
        text = colon + 1;
    }
    return 0;
}
