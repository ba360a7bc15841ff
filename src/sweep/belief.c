#include "sweep/belief.h"
#include "base/err.h"
#include "scenario/figure.h"
#include "sweep/defaults.h"
#include <math.h>

/* Beyond so much between its bounds a figure is drawn by its logarithm. */
static const double WIDE_INTERVAL = 2, WIDE_BOUNDS = 10;

struct wf_belief wf_belief_from_interval(const struct wf_figure *figure)
{
    double low = figure->sourced.low, high = figure->sourced.high, value = figure->value;
    bool inside = value > low && value < high;
    struct wf_belief belief = {.low = low, .high = high, .centre = inside ? value : NAN};
    if (figure->sourced.word != WF_ASSUMED)
        belief.kind = low > 0 && high > WIDE_INTERVAL * low ? WF_SHAPE_LOGNORMAL : WF_SHAPE_NORMAL;
    else if (low > 0 && high >= WIDE_BOUNDS * low)
        belief.kind = WF_SHAPE_LOG_UNIFORM;
    else
        belief.kind = inside ? WF_SHAPE_TRIANGULAR : WF_SHAPE_UNIFORM;
    if (belief.kind == WF_SHAPE_LOG_UNIFORM)
        belief.centre = NAN;
    belief.source = wf_format("interval of its provenance");
    return belief;
}

/* The middle of a row without a centre. */
static double middle_of(const struct wf_default *row)
{
    if (!isnan(row->centre))
        return row->centre;
    return row->shape == WF_SHAPE_LOG_UNIFORM ? sqrt(row->low * row->high)
                                              : (row->low + row->high) / 2;
}

/* Watts at full load in the pstate of a figure. */
static double busy_of(const struct wf_figure *figure)
{
    const struct wf_host_class *host = figure->host;
    return host && host->watts && figure->pstate < host->pstate_count
               ? host->watts[figure->pstate].all_cores_w
               : NAN;
}

/* What the row's numbers are multiplied by. An assumed figure inside the class is any of it; else
 * the class is laid around the value as it stands. */
static double unit_of(const struct wf_default *row, const struct wf_figure *figure)
{
    double basis = row->basis == WF_BASIS_BUSY ? busy_of(figure) : 1;
    double value = figure->value / basis;
    if (row->basis == WF_BASIS_TIMES)
        return figure->value;
    bool any = isnan(value) ||
               (figure->sourced.word == WF_ASSUMED && value >= row->low && value <= row->high);
    return any ? basis : figure->value / middle_of(row);
}

struct wf_belief wf_belief_from_default(const struct wf_default *row,
                                        const struct wf_figure *figure)
{
    double unit = unit_of(row, figure);
    return (struct wf_belief){
        .kind = row->shape,
        .low = unit * row->low,
        .centre = unit * row->centre,
        .high = row->basis == WF_BASIS_BUSY ? fmin(unit * row->high, busy_of(figure))
                                            : unit * row->high,
        .source = wf_format("class default: %s (%s)%s", row->source, row->year,
                            wf_default_is_secondary(row) ? ", secondary" : "")};
}
