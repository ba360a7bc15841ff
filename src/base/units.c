#include "base/units.h"

#include "base/err.h"
#include "base/text.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A unit is times / per canonical units: two exact numbers, because a single one (1e-3, 3.6) would
 * be rounded. */
struct unit {
    const char *name; /* NULL ends a table */
    double times, per;
    enum { READ, SHOWN } use; /* SHOWN: one of those in which wf_quantity_text writes */
};

#define UNIT(name, times, per, use)                                                                \
    {                                                                                              \
        name, times, per, use                                                                      \
    }
#define DECIMAL(unit, per, use)                                                                    \
    UNIT("k" unit, 1e3, per, use), UNIT("M" unit, 1e6, per, use), UNIT("G" unit, 1e9, per, use),   \
        UNIT("T" unit, 1e12, per, use), UNIT("P" unit, 1e15, per, use),                            \
        UNIT("E" unit, 1e18, per, use), UNIT("Z" unit, 1e21, per, use),                            \
        UNIT("Y" unit, 1e24, per, use)
#define BINARY(unit, per)                                                                          \
    UNIT("Ki" unit, 0x1p10, per, READ), UNIT("Mi" unit, 0x1p20, per, READ),                        \
        UNIT("Gi" unit, 0x1p30, per, READ), UNIT("Ti" unit, 0x1p40, per, READ),                    \
        UNIT("Pi" unit, 0x1p50, per, READ), UNIT("Ei" unit, 0x1p60, per, READ),                    \
        UNIT("Zi" unit, 0x1p70, per, READ), UNIT("Yi" unit, 0x1p80, per, READ)

/* The shown units of a table ascend. */
static const struct unit no_units[] = {{0}};
static const struct unit ratio_units[] = {{"%", 1, 100, READ}, {0}};
static const struct unit time_units[] = {
    {"ps", 1, 1e12, SHOWN}, {"ns", 1, 1e9, SHOWN},       {"us", 1, 1e6, SHOWN},
    {"ms", 1, 1e3, SHOWN},  {"s", 1, 1, SHOWN},          {"min", 60, 1, READ},
    {"m", 60, 1, READ},     {"h", 3600, 1, READ},        {"d", 86400, 1, READ},
    {"w", 604800, 1, READ}, {"year", 31557600, 1, READ}, {0}};
static const struct unit power_units[] = {{"uW", 1, 1e6, SHOWN},
                                          {"mW", 1, 1e3, SHOWN},
                                          {"W", 1, 1, SHOWN},
                                          {"kW", 1e3, 1, SHOWN},
                                          {"MW", 1e6, 1, SHOWN},
                                          {"GW", 1e9, 1, SHOWN},
                                          {0}};
static const struct unit energy_units[] = {
    {"uJ", 1, 1e6, SHOWN},   {"mJ", 1, 1e3, SHOWN},    {"J", 1, 1, SHOWN},
    {"kJ", 1e3, 1, SHOWN},   {"MJ", 1e6, 1, SHOWN},    {"GJ", 1e9, 1, SHOWN},
    {"TJ", 1e12, 1, SHOWN},  {"Wh", 3600, 1, READ},    {"kWh", 3.6e6, 1, READ},
    {"MWh", 3.6e9, 1, READ}, {"GWh", 3.6e12, 1, READ}, {0}};
static const struct unit byte_units[] = {{"B", 1, 1, SHOWN},      DECIMAL("B", 1, SHOWN),
                                         BINARY("B", 1),          {"byte", 1, 1, READ},
                                         {"b", 1, 8, READ},       DECIMAL("b", 8, READ),
                                         BINARY("b", 8),          {"bit", 1, 8, READ},
                                         DECIMAL("bit", 8, READ), {0}};
static const struct unit bandwidth_units[] = {{"B/s", 1, 1, SHOWN},
                                              DECIMAL("B/s", 1, SHOWN),
                                              BINARY("B/s", 1),
                                              {"byte/s", 1, 1, READ},
                                              {"Bps", 1, 1, READ},
                                              DECIMAL("Bps", 1, READ),
                                              BINARY("Bps", 1),
                                              {"bps", 1, 8, READ},
                                              DECIMAL("bps", 8, READ),
                                              BINARY("bps", 8),
                                              {"bit/s", 1, 8, READ},
                                              DECIMAL("bit/s", 8, READ),
                                              {0}};
static const struct unit flop_units[] = {{"flop", 1, 1, SHOWN}, DECIMAL("flop", 1, SHOWN), {0}};
static const struct unit speed_units[] = {{"flop/s", 1, 1, SHOWN},
                                          DECIMAL("flop/s", 1, SHOWN),
                                          {"f", 1, 1, READ},
                                          DECIMAL("f", 1, READ),
                                          {"flops", 1, 1, READ},
                                          {"kiloflops", 1e3, 1, READ},
                                          {"megaflops", 1e6, 1, READ},
                                          {"gigaflops", 1e9, 1, READ},
                                          {"teraflops", 1e12, 1, READ},
                                          {"petaflops", 1e15, 1, READ},
                                          {"exaflops", 1e18, 1, READ},
                                          {"zetaflops", 1e21, 1, READ}, /* SimGrid's spelling */
                                          {"yottaflops", 1e24, 1, READ},
                                          {0}};
static const struct unit mass_units[] = {
    {"mg", 1, 1e3, SHOWN}, {"g", 1, 1, SHOWN}, {"kg", 1e3, 1, SHOWN}, {"t", 1e6, 1, SHOWN}, {0}};
static const struct unit intensity_units[] = {{"g/kWh", 1, 1, SHOWN},
                                              {"kg/kWh", 1e3, 1, READ},
                                              {"kg/MWh", 1, 1, READ},
                                              {"g/MJ", 18, 5, READ},
                                              {0}};

static const struct unit byte_cost_units[] = {
    {"J/GB", 1, 1e9, SHOWN},  {"kJ/GB", 1, 1e6, SHOWN},  {"MJ/GB", 1, 1e3, SHOWN},
    {"J/B", 1, 1, SHOWN},     {"J/byte", 1, 1, READ},    {"J/MB", 1, 1e6, READ},
    {"mJ/MB", 1, 1e9, READ},  {"uJ/B", 1, 1e6, READ},    {"nJ/bit", 8, 1e9, READ},
    {"Wh/GB", 36, 1e7, READ}, {"kWh/GB", 36, 1e4, READ}, {0}};

static const struct dimension {
    const char *name, *unit;
    const struct unit *units;
    const char *known;   /* the units worth listing */
    const char *example; /* number, one space, unit */
    bool bare;           /* a number without unit is fine */
} dimensions[WF_DIM_COUNT_OF_DIMENSIONS] = {
    [WF_DIM_NUMBER] = {"number", "", no_units, "", "1.5", true},
    [WF_DIM_COUNT] = {"count", "", no_units, "", "100", true},
    [WF_DIM_RATIO] = {"ratio", "", ratio_units, "%", "30 %", true},
    [WF_DIM_TIME] = {"time", "s", time_units, "s, ms, us, ns, ps, min, m, h, d, w, year", "10 s",
                     false},
    [WF_DIM_POWER] = {"power", "W", power_units, "W, uW, mW, kW, MW, GW", "10 W", false},
    [WF_DIM_ENERGY] = {"energy", "J", energy_units, "J, uJ, mJ, kJ, MJ, GJ, TJ, Wh, kWh, MWh, GWh",
                       "10 kJ", false},
    [WF_DIM_BYTE] = {"data size", "byte", byte_units,
                     "B, kB, MB, GB, TB, KiB, MiB, GiB, TiB, bit, kbit, Mbit, Gbit", "10 MB",
                     false},
    [WF_DIM_BANDWIDTH] = {"bandwidth", "byte/s", bandwidth_units,
                          "B/s, kB/s, MB/s, GB/s, bit/s, kbit/s, Mbit/s, Gbit/s, Bps, kBps, MBps, "
                          "GBps, KiBps, MiBps, GiBps, bps, kbps, Mbps, Gbps",
                          "10 Mbit/s", false},
    [WF_DIM_FLOP] = {"number of flop", "flop", flop_units,
                     "flop, kflop, Mflop, Gflop, Tflop, Pflop, Eflop", "10 Gflop", false},
    [WF_DIM_SPEED] = {"speed", "flop/s", speed_units,
                      "flop/s, kflop/s, Mflop/s, Gflop/s, Tflop/s, Pflop/s, f, kf, Mf, Gf, Tf, Pf, "
                      "flops, kiloflops, megaflops, gigaflops, teraflops, petaflops",
                      "10 Gflop/s", false},
    [WF_DIM_MASS] = {"mass", "g", mass_units, "g, mg, kg, t", "10 kg", false},
    [WF_DIM_INTENSITY] = {"carbon intensity", "g/kWh", intensity_units,
                          "g/kWh, kg/kWh, kg/MWh, g/MJ", "50 g/kWh", false},
    [WF_DIM_BYTE_COST] = {"energy of a byte", "J/B", byte_cost_units,
                          "J/GB, kJ/GB, MJ/GB, J/MB, mJ/MB, J/B, uJ/B, Wh/GB, kWh/GB, nJ/bit",
                          "12 kJ/GB", false},
};

/* Powers of ten that are exact doubles. */
static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
enum { LARGEST_POWER_OF_TEN = sizeof powers_of_ten / sizeof powers_of_ten[0] - 1 };

/* The text of a quantity, taken apart: digits x 10^exponent, and a unit. */
struct parts {
    const char *number;
    uint64_t digits; /* the first ones only where not all_digits */
    int exponent;
    bool negative, all_digits;
    const char *unit;
    size_t unit_length;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* @return the end of the exponent at @p p, or @p p where there is none: the E of '5 EB'. */
static const char *scan_exponent(const char *p, int *exponent)
{
    const char *digit = p + 1;
    if (*p != 'e' && *p != 'E')
        return p;
    bool negative = *digit == '-';
    if (*digit == '-' || *digit == '+')
        digit++;
    if (!is_digit(*digit))
        return p;
    int value = 0;
    for (; is_digit(*digit); digit++)
        if (value < 100000)
            value = value * 10 + (*digit - '0');
    *exponent += negative ? -value : value;
    return digit;
}

/* @return the end of the number, or NULL where none begins at @p p. */
static const char *scan_number(const char *p, struct parts *parts)
{
    parts->number = p;
    parts->all_digits = true;
    parts->negative = *p == '-';
    if (parts->negative)
        p++;
    bool is_hex = p[0] == '0' && (p[1] == 'x' || p[1] == 'X');
    bool after_point = false, any = false;
    for (;; p++) {
        if (*p == '.' && !after_point) {
            after_point = true;
        } else if (is_digit(*p)) {
            any = true;
            if (parts->digits >= UINT64_C(900000000000000))
                parts->all_digits = false;
            else
                parts->digits = parts->digits * 10 + (uint64_t)(*p - '0');
            parts->exponent -= after_point;
        } else {
            break;
        }
    }
    return any && !is_hex ? scan_exponent(p, &parts->exponent) : NULL;
}

static enum wf_quantity_status take_apart(const char *text, struct parts *parts)
{
    *parts = (struct parts){.unit = ""};
    while (is_blank(*text))
        text++;
    if (*text == '\0')
        return WF_QUANTITY_EMPTY;
    const char *p = scan_number(text, parts);
    if (p == NULL)
        return WF_QUANTITY_NOT_A_NUMBER;
    if (p[0] == ',' && is_digit(p[1]))
        return WF_QUANTITY_DECIMAL_COMMA;
    while (is_blank(*p))
        p++;
    parts->unit = p;
    parts->unit_length = strlen(p);
    while (parts->unit_length > 0 && is_blank(p[parts->unit_length - 1]))
        parts->unit_length--;
    return WF_QUANTITY_OK;
}

static const struct unit *find_unit(const struct unit *units, const char *name, size_t length)
{
    for (const struct unit *unit = units; unit->name != NULL; unit++)
        if (unit->name[0] == name[0] && strncmp(unit->name, name, length) == 0 &&
            unit->name[length] == '\0')
            return unit;
    return NULL;
}

/* The number x times / per, from integers that are exact doubles. If digits x up is exact too, or
 * down is 1, there is a single rounding. Longer numbers are rounded twice, or parsed by strtod. */
static double scale(const struct parts *parts, double times, double per)
{
    int exponent = parts->exponent;
    if (parts->all_digits && abs(exponent) <= LARGEST_POWER_OF_TEN) {
        double up = times * powers_of_ten[exponent > 0 ? exponent : 0];
        double down = per * powers_of_ten[exponent < 0 ? -exponent : 0];
        double ratio = up / down;
        if (ratio == floor(ratio) && ratio * down == up) { /* 1.005 P: 1005 x 10^12 */
            up = ratio;
            down = 1;
        }
        double digits = (double)parts->digits;
        if (up <= 1e22 && down <= 1e22)
            return (parts->negative ? -digits : digits) * up / down;
    }
    return strtod(parts->number, NULL) * times / per;
}

/* "50.000": the fifty of some, the fifty thousand of others. */
static bool is_grouped(const char *number)
{
    number += *number == '-';
    size_t whole = strspn(number, "0123456789");
    return whole >= 1 && whole <= 3 && *number != '0' && number[whole] == '.' &&
           !strncmp(number + whole + 1, "000", 3) &&
           !strchr("0123456789eE", number[whole + 4] ? number[whole + 4] : ' ');
}

enum wf_quantity_status wf_quantity_parse(const char *text, enum wf_dimension dimension,
                                          double *value)
{
    const struct dimension *d = &dimensions[dimension];
    struct parts parts;
    enum wf_quantity_status status = take_apart(text, &parts);
    if (status != WF_QUANTITY_OK)
        return status;

    static const struct unit canonical = {"", 1, 1, READ};
    const struct unit *unit = &canonical;
    if (parts.unit_length > 0)
        unit = find_unit(d->units, parts.unit, parts.unit_length);
    else if (!d->bare && parts.digits != 0)
        return WF_QUANTITY_NO_UNIT;
    if (unit == NULL)
        return WF_QUANTITY_WRONG_UNIT;

    double result = scale(&parts, unit->times, unit->per);
    if (!isfinite(result) || (result == 0 && parts.digits != 0))
        return WF_QUANTITY_OVERFLOW;
    if (dimension == WF_DIM_COUNT && result != floor(result))
        return WF_QUANTITY_NOT_AN_INTEGER;
    if (dimension == WF_DIM_COUNT && fabs(result) > 0x1p53)
        return WF_QUANTITY_OVERFLOW;
    if (dimension == WF_DIM_COUNT && is_grouped(parts.number))
        return WF_QUANTITY_GROUPED;
    *value = result + 0.0; /* -0 + 0 is 0 */
    return WF_QUANTITY_OK;
}

const char *wf_quantity_unit(const char *text, size_t *length)
{
    struct parts parts;
    take_apart(text, &parts);
    *length = parts.unit_length;
    return parts.unit;
}

const char *wf_dimension_unit(enum wf_dimension dimension)
{
    return dimensions[dimension].unit;
}

const char *wf_dimension_units(enum wf_dimension dimension)
{
    return dimensions[dimension].known;
}

const char *wf_dimension_example(enum wf_dimension dimension)
{
    return dimensions[dimension].example;
}

const char *wf_dimension_name(enum wf_dimension dimension)
{
    return dimensions[dimension].name;
}

/* printf may write -nan, or words that depend on the locale. */
static const char *not_finite(double value)
{
    return isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

const char *wf_number_text(double value, char *buffer, size_t size)
{
    assert(size >= 32);
    if (!isfinite(value)) {
        snprintf(buffer, size, "%s", not_finite(value));
        return buffer;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, size, "%.*g", digits, value);
        if (digits == 17 || strtod(buffer, NULL) == value)
            break;
    }
    return buffer;
}

/* 4 significant digits; beyond 10000 the whole number rather than an exponent. */
static void write_digits(double value, const char *unit, char *buffer, size_t size)
{
    bool whole = fabs(value) >= 1e4 && fabs(value) < 1e15;
    const char *space = unit[0] == '\0' ? "" : " ";
    snprintf(buffer, size, whole ? "%.0f%s%s" : "%.4g%s%s", value, space, unit);
}

/* From one minute on: the two largest units; from one year on, days. */
static void write_time(double value_s, char *buffer, size_t size)
{
    static const struct {
        double below_s, large_s, small_s;
        const char *large, *small;
    } spans[] = {
        {3600, 60, 1, "min", "s"},
        {86400, 3600, 60, "h", "min"},
        {31557600, 86400, 3600, "d", "h"},
    };
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        double rounded_s = round(fabs(value_s) / spans[i].small_s) * spans[i].small_s;
        if (rounded_s >= spans[i].below_s)
            continue;
        double large = floor(rounded_s / spans[i].large_s);
        double small = (rounded_s - large * spans[i].large_s) / spans[i].small_s;
        int length =
            snprintf(buffer, size, "%s%.0f %s", value_s < 0 ? "-" : "", large, spans[i].large);
        if (small > 0)
            snprintf(buffer + length, size - (size_t)length, " %.0f %s", small, spans[i].small);
        return;
    }
    write_digits(value_s / 86400, "d", buffer, size);
}

const char *wf_quantity_text(double value, enum wf_dimension dimension, char *buffer, size_t size)
{
    assert(size >= 32);
    if (!isfinite(value)) {
        snprintf(buffer, size, "%s", isnan(value) ? "-" : not_finite(value));
        return buffer;
    }
    /* Round before choosing the unit: 999.99 J is 1 kJ, not 1000 J. */
    snprintf(buffer, size, "%.3e", fabs(value));
    double rounded = strtod(buffer, NULL);
    if (dimension == WF_DIM_TIME && rounded >= 60) {
        write_time(value, buffer, size);
        return buffer;
    }
    static const struct unit plain = {"", 1, 1, SHOWN};
    const struct unit *best = NULL; /* the largest within the value, or the smallest of all */
    for (const struct unit *unit = dimensions[dimension].units; unit->name != NULL; unit++)
        if (unit->use == SHOWN &&
            (best == NULL || unit->times / unit->per <= (rounded == 0 ? 1 : rounded)))
            best = unit;
    if (best == NULL)
        best = &plain;
    write_digits(value * best->per / best->times, best->name, buffer, size);
    return buffer;
}
