#include "output/axis.h"
#include "output/gnuplot.h"
#include <math.h>
#include <stdlib.h>

/* A dimension's units, largest first. */
static const struct {
    enum wf_dimension dimension;
    struct wf_chart_unit unit;
} units[] = {{WF_DIM_TIME, {"d", 86400}},       {WF_DIM_TIME, {"h", 3600}},
             {WF_DIM_TIME, {"min", 60}},        {WF_DIM_TIME, {"s", 1}},
             {WF_DIM_TIME, {"ms", 1e-3}},       {WF_DIM_POWER, {"MW", 1e6}},
             {WF_DIM_POWER, {"kW", 1e3}},       {WF_DIM_POWER, {"W", 1}},
             {WF_DIM_ENERGY, {"TJ", 1e12}},     {WF_DIM_ENERGY, {"GJ", 1e9}},
             {WF_DIM_ENERGY, {"MJ", 1e6}},      {WF_DIM_ENERGY, {"kJ", 1e3}},
             {WF_DIM_ENERGY, {"J", 1}},         {WF_DIM_BYTE, {"PB", 1e15}},
             {WF_DIM_BYTE, {"TB", 1e12}},       {WF_DIM_BYTE, {"GB", 1e9}},
             {WF_DIM_BYTE, {"MB", 1e6}},        {WF_DIM_BYTE, {"kB", 1e3}},
             {WF_DIM_BYTE, {"B", 1}},           {WF_DIM_BANDWIDTH, {"GB/s", 1e9}},
             {WF_DIM_BANDWIDTH, {"MB/s", 1e6}}, {WF_DIM_BANDWIDTH, {"kB/s", 1e3}},
             {WF_DIM_BANDWIDTH, {"B/s", 1}},    {WF_DIM_FLOP, {"Eflop", 1e18}},
             {WF_DIM_FLOP, {"Pflop", 1e15}},    {WF_DIM_FLOP, {"Tflop", 1e12}},
             {WF_DIM_FLOP, {"Gflop", 1e9}},     {WF_DIM_FLOP, {"Mflop", 1e6}},
             {WF_DIM_FLOP, {"flop", 1}},        {WF_DIM_SPEED, {"Pflop/s", 1e15}},
             {WF_DIM_SPEED, {"Tflop/s", 1e12}}, {WF_DIM_SPEED, {"Gflop/s", 1e9}},
             {WF_DIM_SPEED, {"Mflop/s", 1e6}},  {WF_DIM_SPEED, {"flop/s", 1}},
             {WF_DIM_MASS, {"t", 1e6}},         {WF_DIM_MASS, {"kg", 1e3}},
             {WF_DIM_MASS, {"g", 1}},           {WF_DIM_MASS, {"mg", 1e-3}},
             {WF_DIM_INTENSITY, {"g/kWh", 1}},  {WF_DIM_BYTE_COST, {"kJ/GB", 1e-6}},
             {WF_DIM_BYTE_COST, {"J/GB", 1e-9}}};

struct wf_chart_unit wf_chart_unit(const struct wf_chart_axis *axis, double least, double most)
{
    struct wf_chart_unit found = {"", 1};
    double typical = axis->log ? sqrt(least * most) : fmax(fabs(least), fabs(most));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (units[i].dimension != axis->dimension)
            continue;
        found = units[i].unit;
        if (typical >= found.size)
            break;
    }
    return found;
}

bool wf_chart_shows(const struct wf_chart_axis *axis, double value)
{
    return isfinite(value) && (!axis->log || value > 0);
}

/* gnuplot itself writes numbers at the powers of ten only. */
static void add_log_ticks(struct wf_buffer *script, double least, double most)
{
    static const double steps[] = {1, 2, 5};
    const char *between = "";
    wf_buffer_printf(script, "(");
    for (int power = (int)floor(log10(least)); power <= (int)ceil(log10(most)); power++)
        for (size_t i = 0; i < 3; i++) {
            wf_buffer_printf(script, "%s%.6g", between, steps[i] * pow(10, power));
            between = ", ";
        }
    wf_buffer_printf(script, ")\n");
}

static void add_names(struct wf_buffer *script, const struct wf_chart_axis *axis)
{
    for (size_t i = 0; i < axis->tick_count; i++) {
        wf_buffer_printf(script, i ? ", " : "(");
        wf_gnuplot_text(script, axis->ticks[i]);
        wf_buffer_printf(script, " %zu", i);
    }
    wf_buffer_printf(script, ") noenhanced\n");
}

void wf_chart_axis_commands(struct wf_buffer *script, char letter, const struct wf_chart_axis *axis,
                            const struct wf_chart_unit *unit, double least, double most)
{
    char *label = *unit->name ? wf_format("%s, %s", axis->name, unit->name) : NULL;
    wf_buffer_printf(script, "set %clabel ", letter);
    wf_gnuplot_text(script, label ? label : axis->name);
    wf_buffer_printf(script, " noenhanced\nset format %c '%%.6g'\n%s logscale %c\n", letter,
                     axis->log ? "set" : "unset", letter);
    free(label);
    wf_buffer_printf(script, "set %ctics ", letter);
    if (axis->tick_count)
        add_names(script, axis);
    else if (axis->log && most / least < 100)
        add_log_ticks(script, least, most);
    else
        wf_buffer_printf(script, "autofreq\n");
}
