#include "trace/timestamp.h"
#include <stdint.h>
#include <string.h>

enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400, YEAR_MIN = 1678, YEAR_MAX = 2261 };

/* What is left of the text. */
struct cursor {
    const char *at, *end;
};

/* A date and time of day in parts. */
struct parts {
    int year, month, day, hour, minute, second, offset_s;
    int day_of_year; /* 0: given by month and day */
    int nanosecond;
    int afternoon; /* -1: 24 hours */
    bool is_unix;  /* given by unix_s */
    int64_t unix_s;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool at_digit(const struct cursor *cursor)
{
    return cursor->at < cursor->end && is_digit(*cursor->at);
}

static bool take(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    return true;
}

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\t'))
        cursor->at++;
}

/* From @p least to @p most digits. */
static bool take_digits(struct cursor *cursor, int least, int most, int *value)
{
    int sum = 0, count = 0;
    for (; count < most && at_digit(cursor); count++)
        sum = 10 * sum + (*cursor->at++ - '0');
    *value = sum;
    return count >= least;
}

/* Digits behind a point; those beyond a nanosecond are dropped. */
static bool take_fraction(struct cursor *cursor, int *nanosecond)
{
    int sum = 0, count = 0;
    for (; at_digit(cursor); cursor->at++, count++)
        if (count < 9)
            sum = 10 * sum + (*cursor->at - '0');
    for (int i = count; i < 9; i++)
        sum *= 10;
    *nanosecond = sum;
    return count > 0;
}

/* "Z", "+02:00", "+0200", "+02", or nothing. */
static bool take_zone(struct cursor *cursor, int *offset_s)
{
    int hours, minutes = 0;
    if (take(cursor, 'Z') || cursor->at == cursor->end ||
        (*cursor->at != '+' && *cursor->at != '-'))
        return true;
    int sign = *cursor->at++ == '-' ? -1 : 1;
    if (!take_digits(cursor, 2, 2, &hours))
        return false;
    if ((take(cursor, ':') || at_digit(cursor)) && !take_digits(cursor, 2, 2, &minutes))
        return false;
    *offset_s = sign * (hours * HOUR_S + minutes * MINUTE_S);
    return hours < 24 && minutes < 60;
}

/* Two digits, a colon, two digits; seconds and a fraction if they are there. */
static bool take_clock(struct cursor *cursor, struct parts *parts)
{
    if (!take_digits(cursor, 2, 2, &parts->hour) || !take(cursor, ':') ||
        !take_digits(cursor, 2, 2, &parts->minute))
        return false;
    if (take(cursor, ':') && (!take_digits(cursor, 2, 2, &parts->second) ||
                              (take(cursor, '.') && !take_fraction(cursor, &parts->nanosecond))))
        return false;
    skip_blanks(cursor);
    return take_zone(cursor, &parts->offset_s);
}

static bool take_year_first(struct cursor *cursor, char separator, struct parts *parts)
{
    return take_digits(cursor, 4, 4, &parts->year) && take(cursor, separator) &&
           take_digits(cursor, 2, 2, &parts->month) && take(cursor, separator) &&
           take_digits(cursor, 2, 2, &parts->day);
}

static bool take_month_first(struct cursor *cursor, struct parts *parts)
{
    return take_digits(cursor, 2, 2, &parts->month) && take(cursor, '-') &&
           take_digits(cursor, 2, 2, &parts->day) && take(cursor, '-') &&
           take_digits(cursor, 4, 4, &parts->year);
}

/* ---- patterns ---- */

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};

/* A word that is recognised by its first three letters. */
static size_t take_word(struct cursor *cursor, char word[4])
{
    size_t length = 0;
    for (; cursor->at < cursor->end && (*cursor->at | 32) >= 'a' && (*cursor->at | 32) <= 'z';
         cursor->at++, length++)
        if (length < 3)
            word[length] = (char)(*cursor->at | 32);
    word[length < 3 ? length : 3] = '\0';
    return length;
}

static bool take_month_name(struct cursor *cursor, int *month)
{
    char word[4];
    take_word(cursor, word);
    for (int i = 0; i < 12; i++)
        if (!strcmp(word, months[i])) {
            *month = i + 1;
            return true;
        }
    return false;
}

static bool take_half_day(struct cursor *cursor, int *afternoon)
{
    char word[4];
    take_word(cursor, word);
    *afternoon = !strcmp(word, "pm");
    return *afternoon || !strcmp(word, "am");
}

static bool take_unix(struct cursor *cursor, struct parts *parts)
{
    int64_t sum = 0;
    bool minus = take(cursor, '-');
    if (!at_digit(cursor))
        return false;
    for (; at_digit(cursor); cursor->at++)
        if (sum < INT64_MAX / 100)
            sum = 10 * sum + (*cursor->at - '0');
    parts->is_unix = true;
    parts->unix_s = minus ? -sum : sum;
    return true;
}

static bool take_two_digit_year(struct cursor *cursor, int *year)
{
    if (!take_digits(cursor, 2, 2, year))
        return false;
    *year += *year < 69 ? 2000 : 1900; /* POSIX */
    return true;
}

static const char directives[] = "YymbBhdejHIpMSfzsTFaA%";

static bool take_directive(struct cursor *cursor, char directive, struct parts *parts)
{
    char word[4];
    switch (directive) {
    case 'Y':
        return take_digits(cursor, 4, 4, &parts->year);
    case 'y':
        return take_two_digit_year(cursor, &parts->year);
    case 'm':
        return take_digits(cursor, 1, 2, &parts->month);
    case 'b':
    case 'B':
    case 'h':
        return take_month_name(cursor, &parts->month);
    case 'd':
    case 'e':
        skip_blanks(cursor);
        return take_digits(cursor, 1, 2, &parts->day);
    case 'j':
        return take_digits(cursor, 1, 3, &parts->day_of_year) && parts->day_of_year > 0;
    case 'H':
    case 'I':
        return take_digits(cursor, 1, 2, &parts->hour);
    case 'p':
        return take_half_day(cursor, &parts->afternoon);
    case 'M':
        return take_digits(cursor, 1, 2, &parts->minute);
    case 'S':
        return take_digits(cursor, 1, 2, &parts->second);
    case 'f':
        return take_fraction(cursor, &parts->nanosecond);
    case 'z':
        return take_zone(cursor, &parts->offset_s);
    case 's':
        return take_unix(cursor, parts);
    case 'T':
        return take_digits(cursor, 2, 2, &parts->hour) && take(cursor, ':') &&
               take_digits(cursor, 2, 2, &parts->minute) && take(cursor, ':') &&
               take_digits(cursor, 2, 2, &parts->second);
    case 'F':
        return take_year_first(cursor, '-', parts);
    case 'a':
    case 'A':
        return take_word(cursor, word) >= 3;
    default:
        return take(cursor, '%');
    }
}

static bool take_pattern(struct cursor *cursor, const char *pattern, struct parts *parts)
{
    for (; *pattern; pattern++) {
        if (*pattern == ' ') {
            skip_blanks(cursor);
        } else if (*pattern == '%' && pattern[1]) {
            if (!take_directive(cursor, *++pattern, parts))
                return false;
        } else if (!take(cursor, *pattern)) {
            return false;
        }
    }
    return true;
}

/* ---- parts to nanoseconds ---- */

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days since 1970-01-01 of a year of four digits. Years begin in March, so that the leap day is
 * their last. Source: H. Hinnant, "chrono-compatible low-level date algorithms". */
static int64_t days_of(int year, int month, int day)
{
    year -= month <= 2;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (int64_t)365 * year + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

static bool is_date(const struct parts *parts)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (parts->year < YEAR_MIN || parts->year > YEAR_MAX || parts->month < 1 || parts->month > 12 ||
        parts->day < 1 || parts->day_of_year > 365 + is_leap(parts->year))
        return false;
    return parts->day <= lengths[parts->month - 1] + (parts->month == 2 && is_leap(parts->year));
}

static bool take_afternoon(struct parts *parts)
{
    if (parts->afternoon < 0)
        return true;
    if (parts->hour < 1 || parts->hour > 12)
        return false;
    parts->hour = parts->hour % 12 + 12 * parts->afternoon;
    return true;
}

static bool to_nanoseconds(struct parts *parts, wf_time_ns *time_ns)
{
    static const int64_t limit_s = INT64_MAX / WF_NS_PER_S - 1;
    if (!take_afternoon(parts) || parts->hour > 23 || parts->minute > 59 || parts->second > 59)
        return false;
    int64_t second = parts->unix_s;
    if (!parts->is_unix) {
        if (!is_date(parts))
            return false;
        int64_t days = parts->day_of_year ? days_of(parts->year, 1, 1) + parts->day_of_year - 1
                                          : days_of(parts->year, parts->month, parts->day);
        second = days * DAY_S + parts->hour * HOUR_S + parts->minute * MINUTE_S + parts->second -
                 parts->offset_s;
    }
    if (second < -limit_s || second > limit_s)
        return false;
    *time_ns = second * WF_NS_PER_S + parts->nanosecond;
    return true;
}

/* ---- numbers ---- */

/* mantissa x 10^power, what is left of the point. */
static bool scale(uint64_t mantissa, int power, int64_t *value)
{
    enum { POWER_MAX = 19 };
    static const uint64_t powers[POWER_MAX + 1] = {
        1,
        10,
        100,
        1000,
        10000,
        100000,
        1000000,
        10000000,
        100000000,
        1000000000,
        10000000000,
        100000000000,
        1000000000000,
        10000000000000,
        100000000000000,
        1000000000000000,
        10000000000000000,
        100000000000000000,
        1000000000000000000,
        UINT64_C(10000000000000000000),
    };
    if (power < -POWER_MAX || mantissa == 0)
        mantissa = 0;
    else if (power < 0)
        mantissa /= powers[-power];
    else if (power > POWER_MAX || __builtin_mul_overflow(mantissa, powers[power], &mantissa))
        return false;
    *value = (int64_t)mantissa;
    return mantissa <= INT64_MAX;
}

static bool take_number(struct cursor *cursor, int power, wf_time_ns *time_ns)
{
    bool minus = take(cursor, '-'), fraction = false, any = false;
    uint64_t mantissa = 0;
    for (; cursor->at < cursor->end; cursor->at++) {
        if (*cursor->at == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(*cursor->at))
            break;
        any = true;
        if (mantissa < UINT64_C(1000000000000000000)) {
            mantissa = 10 * mantissa + (uint64_t)(*cursor->at - '0');
            power -= fraction;
        } else {
            power += !fraction; /* 19 digits are enough; this one is dropped */
        }
    }
    if (any && (take(cursor, 'e') || take(cursor, 'E'))) {
        int exponent;
        int sign = take(cursor, '-') ? -1 : 1;
        if (sign > 0)
            take(cursor, '+');
        if (!take_digits(cursor, 1, 3, &exponent))
            return false;
        power += sign * exponent;
    }
    int64_t value;
    if (!any || !scale(mantissa, power, &value))
        return false;
    *time_ns = minus ? -value : value;
    return true;
}

/* A number of a unit of @p seconds each. It is read to a hundredth of the unit's nanoseconds, so
 * that a second in hours ("0.0002777778") stays one to the microsecond. */
static bool take_long_unit(struct cursor *cursor, int64_t seconds, wf_time_ns *time_ns)
{
    enum { FINER = 100 };
    int64_t value, whole_ns;
    if (!take_number(cursor, 11, &value) ||
        __builtin_mul_overflow(value / FINER, seconds, &whole_ns) ||
        __builtin_add_overflow(whole_ns, value % FINER * seconds / FINER, &whole_ns))
        return false;
    *time_ns = whole_ns;
    return true;
}

/* ---- all of it ---- */

static bool parse(const struct wf_time_format *format, struct cursor *cursor, wf_time_ns *time_ns)
{
    struct parts parts = {.year = 1970, .month = 1, .day = 1, .afternoon = -1};
    bool fits = false;
    switch (format->style) {
    case WF_TIME_ISO:
        fits = take_year_first(cursor, '-', &parts);
        if (fits && (take(cursor, 'T') || take(cursor, ' ')))
            fits = take_clock(cursor, &parts);
        break;
    case WF_TIME_US:
        fits = take_month_first(cursor, &parts) && take(cursor, ' ') && take_clock(cursor, &parts);
        break;
    case WF_TIME_SLASH:
        fits =
            take_year_first(cursor, '/', &parts) && take(cursor, ' ') && take_clock(cursor, &parts);
        break;
    case WF_TIME_PATTERN:
        fits = take_pattern(cursor, format->pattern, &parts);
        break;
    case WF_TIME_S:
        return take_number(cursor, 9, time_ns);
    case WF_TIME_MS:
        return take_number(cursor, 6, time_ns);
    case WF_TIME_MICROS:
        return take_number(cursor, 3, time_ns);
    case WF_TIME_NS:
        return take_number(cursor, 0, time_ns);
    case WF_TIME_MIN:
        return take_long_unit(cursor, 60, time_ns);
    case WF_TIME_H:
        return take_long_unit(cursor, 3600, time_ns);
    case WF_TIME_D:
        return take_long_unit(cursor, 86400, time_ns);
    case WF_TIME_NONE:
        break;
    }
    return fits && to_nanoseconds(&parts, time_ns);
}

bool wf_timestamp_parse(const struct wf_time_format *format, const char *text, size_t length,
                        wf_time_ns *time_ns)
{
    struct cursor cursor = {text, text + length};
    wf_time_ns parsed_ns;
    while (cursor.end > text && (cursor.end[-1] == ' ' || cursor.end[-1] == '\t'))
        cursor.end--;
    skip_blanks(&cursor);
    if (!parse(format, &cursor, &parsed_ns) || cursor.at != cursor.end)
        return false;
    *time_ns = parsed_ns;
    return true;
}

bool wf_time_format_guess(const char *text, size_t length, struct wf_time_format *format)
{
    static const enum wf_time_style dates[] = {WF_TIME_ISO, WF_TIME_US, WF_TIME_SLASH};
    wf_time_ns time_ns;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct wf_time_format guess = {dates[i], NULL};
        if (wf_timestamp_parse(&guess, text, length, &time_ns)) {
            *format = guess;
            return true;
        }
    }
    /* the coarsest unit in which it is a date at all */
    static const enum wf_time_style numbers[] = {WF_TIME_S, WF_TIME_MS, WF_TIME_MICROS, WF_TIME_NS};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct wf_time_format guess = {numbers[i], NULL};
        if (wf_timestamp_parse(&guess, text, length, &time_ns)) {
            *format = guess;
            return true;
        }
    }
    return false;
}

static const struct {
    const char *name, *example;
    enum wf_time_style style;
} styles[] = {
    {"iso", "ISO 8601 (e.g. '2021-03-17T20:47:57.956Z')", WF_TIME_ISO},
    {"s", "seconds since 1970", WF_TIME_S},
    {"ms", "milliseconds since 1970", WF_TIME_MS},
    {"us", "microseconds since 1970", WF_TIME_MICROS},
    {"ns", "nanoseconds since 1970", WF_TIME_NS},
    {"min", "minutes", WF_TIME_MIN},
    {"h", "hours", WF_TIME_H},
    {"d", "days", WF_TIME_D},
    {NULL, "'MM-DD-YYYY HH:MM:SS.mmm'", WF_TIME_US},
    {NULL, "'YYYY/MM/DD HH:MM:SS.mmm'", WF_TIME_SLASH},
    {NULL, "the time format that was given", WF_TIME_PATTERN},
    {NULL, "ISO 8601, 'MM-DD-YYYY HH:MM:SS', 'YYYY/MM/DD HH:MM:SS' or a number since 1970",
     WF_TIME_NONE},
};

const char *wf_time_format_example(const struct wf_time_format *format)
{
    size_t i = 0;
    while (styles[i].style != format->style && styles[i].style != WF_TIME_NONE)
        i++;
    return styles[i].example;
}

bool wf_time_is_number(enum wf_time_style style)
{
    return style >= WF_TIME_S && style <= WF_TIME_D;
}

int wf_time_format_of(const char *name, struct wf_time_format *format, struct wf_err *err)
{
    *format = (struct wf_time_format){WF_TIME_NONE, NULL};
    if (!name)
        return 0;
    for (size_t i = 0; styles[i].name; i++)
        if (!strcmp(name, styles[i].name)) {
            format->style = styles[i].style;
            return 0;
        }
    if (!strchr(name, '%'))
        return wf_err_set(
            err, WF_EUSAGE,
            "time format '%s'; expected iso, s, ms, us, ns, min, h, d or a pattern (e.g. "
            "'%%d.%%m.%%Y %%H:%%M:%%S.%%f')",
            name);
    for (const char *at = strchr(name, '%'); at; at = strchr(at + 2, '%'))
        if (!at[1] || !strchr(directives, at[1]))
            return wf_err_set(err, WF_EUSAGE,
                              "time format '%s' has '%.2s'; expected %% and one of %s", name, at,
                              directives);
    *format = (struct wf_time_format){WF_TIME_PATTERN, name};
    return 0;
}
