#include "base/date.h"
#include "base/units.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>

enum { DAY_S = 86400, YEAR_MAX = 9999 };

/* Days of a date since 1970-01-01. Years begin in March, so that the leap day is their last; 400
 * years are 146,097 days. Source: H. Hinnant, "chrono-compatible low-level date algorithms". */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
    int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t shifted = (5 * of_year + 2) / 153;
    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted + (shifted < 10 ? 3 : -9);
    *year = years + era * 400 + (*month <= 2);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Exactly @p count digits. */
static bool take_digits(const char **cursor, int count, int *value)
{
    int sum = 0;
    for (int i = 0; i < count; i++, (*cursor)++) {
        if (!is_digit(**cursor))
            return false;
        sum = 10 * sum + (**cursor - '0');
    }
    *value = sum;
    return true;
}

static bool take(const char **cursor, char c)
{
    if (**cursor != c)
        return false;
    ++*cursor;
    return true;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return lengths[month - 1] + (month == 2 && leap);
}

/* Digits behind a point, as a fraction. */
static bool take_fraction(const char **cursor, double *fraction)
{
    double numerator = 0, denominator = 1;
    if (!is_digit(**cursor))
        return false;
    for (; is_digit(**cursor); ++*cursor)
        if (denominator < 1e12) {
            numerator = 10 * numerator + (**cursor - '0');
            denominator *= 10;
        }
    *fraction = numerator / denominator;
    return true;
}

static bool take_time(const char **cursor, double *second)
{
    int hours, minutes, seconds = 0;
    double fraction = 0;
    if (!take_digits(cursor, 2, &hours) || !take(cursor, ':') ||
        !take_digits(cursor, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    if (take(cursor, ':') && (!take_digits(cursor, 2, &seconds) || seconds > 59 ||
                              (take(cursor, '.') && !take_fraction(cursor, &fraction))))
        return false;
    *second = hours * 3600 + minutes * 60 + seconds + fraction;
    return true;
}

/* "Z", "+02:00", "+0200", "+02", or nothing. */
static bool take_offset(const char **cursor, int *offset_s)
{
    int hours, minutes = 0;
    *offset_s = 0;
    if (take(cursor, 'Z') || (**cursor != '+' && **cursor != '-'))
        return true;
    int sign = *(*cursor)++ == '-' ? -1 : 1;
    if (!take_digits(cursor, 2, &hours) || hours > 23)
        return false;
    if ((take(cursor, ':') || is_digit(**cursor)) &&
        (!take_digits(cursor, 2, &minutes) || minutes > 59))
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool wf_date_parse(const char *text, double *unix_s)
{
    const char *cursor = text;
    int year, month, day, offset_s = 0;
    double second = 0;
    while (*cursor == ' ' || *cursor == '\t')
        cursor++;
    if (!take_digits(&cursor, 4, &year) || !take(&cursor, '-'))
        return wf_quantity_parse(text, WF_DIM_NUMBER, unix_s) == WF_QUANTITY_OK;
    if (!take_digits(&cursor, 2, &month) || !take(&cursor, '-') || !take_digits(&cursor, 2, &day) ||
        year < 1 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
        return false;
    if ((*cursor == 'T' || *cursor == ' ') && is_digit(cursor[1])) {
        cursor++;
        if (!take_time(&cursor, &second))
            return false;
        if (*cursor == ' ' && (cursor[1] == '+' || cursor[1] == '-' || cursor[1] == 'Z'))
            cursor++;
        if (!take_offset(&cursor, &offset_s))
            return false;
    }
    while (*cursor == ' ' || *cursor == '\t')
        cursor++;
    if (*cursor)
        return false;
    *unix_s = (double)(days_of(year, month, day) * DAY_S - offset_s) + second;
    return true;
}

const char *wf_date_text(double unix_s, char *buffer, size_t size)
{
    double whole = round(unix_s), first = (double)(days_of(1, 1, 1) * DAY_S),
           beyond = (double)(days_of(YEAR_MAX + 1, 1, 1) * DAY_S);
    if (isnan(unix_s)) {
        snprintf(buffer, size, "-");
        return buffer;
    }
    if (!(whole >= first && whole < beyond))
        return wf_number_text(unix_s, buffer, size);
    int64_t seconds = (int64_t)whole, days = seconds / DAY_S, rest = seconds % DAY_S;
    int64_t year, month, day;
    if (rest < 0) {
        rest += DAY_S;
        days--;
    }
    date_of(days, &year, &month, &day);
    snprintf(buffer, size, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, (int)month, (int)day,
             (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
    return buffer;
}
