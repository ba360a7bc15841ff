#include "trace/number.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_POWER = 22, DIGITS_MAX = 18, EXPONENT_MAX = 100000 };
static const uint64_t exact_mantissa = UINT64_C(1) << 53;

static const double powers[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits onto a mantissa; @p count counts those that matter. */
static const char *take_digits(const char *cursor, uint64_t *mantissa, int *count)
{
    for (; is_digit(*cursor); cursor++) {
        *mantissa = 10 * *mantissa + (uint64_t)(*cursor - '0');
        *count += *mantissa > 0; /* wraps beyond 19 digits: then the mantissa is not used */
    }
    return cursor;
}

/* "e-3" behind a number; a lone e is no part of it. */
static const char *take_exponent(const char *cursor, int *exponent)
{
    const char *digits = cursor + 1;
    bool minus = *digits == '-';
    int sum = 0;
    digits += *digits == '-' || *digits == '+';
    if (!is_digit(*digits))
        return cursor;
    for (; is_digit(*digits); digits++)
        if (sum < EXPONENT_MAX)
            sum = 10 * sum + (*digits - '0');
    *exponent += minus ? -sum : sum;
    return digits;
}

const char *wf_number_scan(const char *text, double *value)
{
    const char *cursor = text + (*text == '-' || *text == '+'), *first = cursor;
    uint64_t mantissa = 0;
    int count = 0, exponent = 0;
    cursor = take_digits(cursor, &mantissa, &count);
    size_t digits = (size_t)(cursor - first);
    if (*cursor == '.') {
        const char *fraction = cursor + 1;
        cursor = take_digits(fraction, &mantissa, &count);
        digits += (size_t)(cursor - fraction);
        exponent = cursor - fraction < EXPONENT_MAX ? -(int)(cursor - fraction) : -EXPONENT_MAX;
    }
    if (digits == 0)
        return NULL;
    if (*cursor == 'e' || *cursor == 'E')
        cursor = take_exponent(cursor, &exponent);
    double number;
    /* both exact as doubles: a single rounding */
    if (count <= DIGITS_MAX && mantissa <= exact_mantissa && abs(exponent) <= EXACT_POWER) {
        number = exponent < 0 ? (double)mantissa / powers[-exponent]
                              : (double)mantissa * powers[exponent];
        number = *text == '-' ? -number : number;
    } else {
        number = strtod(text, NULL);
    }
    if (!isfinite(number))
        return NULL;
    *value = number;
    return cursor;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool wf_number_parse(const char *text, size_t length, double *value)
{
    const char *end = text + length;
    while (text < end && is_blank(*text))
        text++;
    if (text == end)
        return false;
    double number;
    const char *stop = wf_number_scan(text, &number);
    if (!stop)
        return false;
    while (stop < end && is_blank(*stop))
        stop++;
    if (stop != end)
        return false;
    *value = number;
    return true;
}

enum { SHOWN_MAX = 40 };

const char *wf_number_explain(const char *what, const char *text, size_t length, char *why,
                              size_t why_size)
{
    while (length && is_blank(*text)) {
        text++;
        length--;
    }
    while (length && is_blank(text[length - 1]))
        length--;
    int shown = length > SHOWN_MAX ? SHOWN_MAX : (int)length;
    const char *comma = memchr(text, ',', length);
    char point[SHOWN_MAX + 1];
    double value;
    memcpy(point, text, (size_t)shown);
    point[shown] = '\0';
    if (comma && comma - text < shown)
        point[comma - text] = '.';
    if (length == 0)
        snprintf(why, why_size, "%s is missing; expected a number", what);
    else if (comma && wf_number_parse(point, (size_t)shown, &value))
        snprintf(why, why_size, "%s '%.*s' has a decimal comma; expected '%s'", what, shown, text,
                 point);
    else
        snprintf(why, why_size, "%s '%.*s'; expected a number (e.g. '12.5')", what, shown, text);
    return why;
}
