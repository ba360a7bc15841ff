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

const char *wf_amount_digits(double value, char *text, size_t size)
{
    if (isnan(value))
        return "-";
    int decimals = value > 0 ? 3 - (int)floor(log10(value)) : 0;
    snprintf(text, size, "%.*f", decimals < 0 ? 0 : decimals > 9 ? 9 : decimals, value);
    return text;
}
