#include "output/amount.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

const char *wf_amount_kwh(double energy_j, char *text, size_t size)
{
    static const struct {
        double kwh;
        const char *name;
    } units[] = {{1e9, "TWh"}, {1e6, "GWh"}, {1e3, "MWh"}, {1, "kWh"}};
    double kwh = energy_j / 3.6e6;
    size_t i = 0;
    while (i + 1 < sizeof units / sizeof *units && !(kwh >= 0.99995 * units[i].kwh))
        i++;
    bool small = kwh < 0.001 && kwh > 0;
    if (isnan(kwh))
        snprintf(text, size, "-");
    else
        snprintf(text, size, "%.4g %s", small ? kwh * 1000 : kwh / units[i].kwh,
                 small ? "Wh" : units[i].name);
    return text;
}

const char *wf_amount_share(double part, double whole, char *text, size_t size)
{
    double percent = 100 * part / whole;
    if (!isfinite(percent))
        snprintf(text, size, "-");
    else if (part == 0 || part == whole)
        snprintf(text, size, "%.0f %%", percent);
    else if (percent > 0 && percent < 0.05)
        snprintf(text, size, "< 0.1 %%");
    else
        snprintf(text, size, "%.1f %%", percent);
    return text;
}

/* "a third": the inverse is near a small whole number. @return NULL: it is not. */
static const char *fraction(double inverse)
{
    static const char *const names[] = {"half",      "a third",   "a quarter", "a fifth", "a sixth",
                                        "a seventh", "an eighth", "a ninth",   "a tenth"};
    double whole = round(inverse);
    if (whole < 2 || whole > 10 || fabs(inverse / whole - 1) > 0.02)
        return NULL;
    return names[(int)whole - 2];
}

/* A ratio below 1. @p of: what a fraction is followed by. */
static void say_less(double ratio, const char *of, char *text, size_t size)
{
    const char *name = fraction(1 / ratio);
    if (name)
        snprintf(text, size, "%s%s", name, of);
    else if (ratio < 0.001)
        snprintf(text, size, "< 1/1000%s", of);
    else if (ratio < 0.1)
        snprintf(text, size, "1/%.0f%s", 1 / ratio, of);
    else if (ratio < 0.5)
        snprintf(text, size, "%.0f %%%s", 100 * ratio, of);
    else
        snprintf(text, size, "%.0f %% less%s", 100 * (1 - ratio), *of ? " than" : "");
}

static void say_more(double ratio, const char *as, char *text, size_t size)
{
    if (ratio < 1.95)
        snprintf(text, size, "%.0f %% more%s", 100 * (ratio - 1), *as ? " than" : "");
    else if (ratio < 9.95)
        snprintf(text, size, "%.2g times%s", ratio, as);
    else if (ratio < 999.5)
        snprintf(text, size, "%.0f times%s", ratio, as);
    else
        snprintf(text, size, "> 1000 times%s", as);
}

/* Equal, or so near that percent would say 0. @return NULL: neither. */
static const char *nearly(double ratio)
{
    if (ratio == 1)
        return "same";
    return fabs(ratio - 1) < 0.005 ? "about same" : NULL;
}

const char *wf_amount_ratio(double value, double reference, char *text, size_t size)
{
    double ratio = value / reference;
    if (!isfinite(ratio))
        return "-";
    if (value == 0)
        return "none";
    if (nearly(ratio))
        return nearly(ratio);
    if (ratio < 1)
        say_less(ratio, "", text, size);
    else
        say_more(ratio, "", text, size);
    return text;
}

const char *wf_amount_compared(double value, double reference, char *text, size_t size)
{
    double ratio = value / reference;
    if (value == 0)
        return "none of";
    if (nearly(ratio))
        return ratio == 1 ? "as much as" : "about as much as";
    if (ratio < 1)
        say_less(ratio, " of", text, size);
    else
        say_more(ratio, " as much as", text, size);
    return text;
}

const char *wf_amount_digits(double value, char *text, size_t size)
{
    if (isnan(value))
        return "-";
    int decimals = value > 0 ? 3 - (int)floor(log10(value)) : 0;
    snprintf(text, size, "%.*f", decimals < 0 ? 0 : decimals > 9 ? 9 : decimals, value);
    return text;
}
