#include "optimum/space.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool wf_variable_is_discrete(const struct wf_variable *variable)
{
    return variable->items || variable->whole;
}

double wf_variable_size(const struct wf_variable *variable)
{
    return variable->items   ? (double)variable->items
           : variable->whole ? variable->high - variable->low + 1
                             : INFINITY;
}

double wf_space_size(const struct wf_space *space)
{
    double size = 1;
    for (size_t i = 0; i < space->count; i++)
        size *= wf_variable_size(&space->variables[i]);
    return size;
}

void wf_space_point(const struct wf_space *space, uint64_t number, double *values)
{
    for (size_t i = space->count; i-- > 0;) {
        const struct wf_variable *variable = &space->variables[i];
        uint64_t size = (uint64_t)wf_variable_size(variable);
        values[i] = (variable->items ? 0 : variable->low) + (double)(number % size);
        number /= size;
    }
}

/* ---- one variable ---- */

/* Bounds of its way: whole numbers reach half a step beyond, so that each has its share. */
static void ends_of(const struct wf_variable *variable, double *low, double *high)
{
    double half = variable->whole ? 0.5 : 0;
    *low = variable->low - half;
    *high = variable->high + half;
    if (variable->logarithmic) {
        *low = log(*low);
        *high = log(*high);
    }
}

static double within(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

/* To six significant digits. */
static double rounded(double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.5e", value);
    return strtod(text, NULL);
}

double wf_variable_value(const struct wf_variable *variable, double u)
{
    double low, high;
    u = within(u, 0, 1);
    if (variable->items)
        return fmin(floor(u * (double)variable->items), (double)(variable->items - 1));
    if (u <= 0 || u >= 1)
        return u <= 0 ? variable->low : variable->high;
    ends_of(variable, &low, &high);
    double value = low + u * (high - low);
    value = variable->logarithmic ? exp(value) : value;
    return within(variable->whole ? floor(value + 0.5) : rounded(value), variable->low,
                  variable->high);
}

double wf_variable_u(const struct wf_variable *variable, double value)
{
    double low, high;
    if (variable->items)
        return (value + 0.5) / (double)variable->items;
    ends_of(variable, &low, &high);
    value = variable->logarithmic ? log(value) : value;
    return within((value - low) / (high - low), 0, 1);
}

bool wf_variable_has(const struct wf_variable *variable, double value)
{
    bool whole = !(value < floor(value) || value > floor(value));
    if (variable->items)
        return whole && value >= 0 && value < (double)variable->items;
    return value >= variable->low && value <= variable->high && (whole || !variable->whole);
}
