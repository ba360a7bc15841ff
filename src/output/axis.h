/* An axis of a chart: what it shows, in a unit that keeps its numbers short. */
#ifndef WF_OUTPUT_AXIS_H
#define WF_OUTPUT_AXIS_H

#include "base/text.h"
#include "base/units.h"
#include <stdbool.h>
#include <stddef.h>

struct wf_chart_axis {
    const char *name; /**< what is shown, UTF-8: "energy of federated" */
    enum wf_dimension dimension;
    bool log;                 /**< values that are not > 0 are left out */
    const char *const *ticks; /**< of a list: names of 0, 1 ..; NULL: numbers */
    size_t tick_count;
};

/** A unit of the dimension of an axis. */
struct wf_chart_unit {
    const char *name; /**< "MJ"; "" of a number */
    double size;      /**< in the canonical unit */
};
/** The largest unit that is not above the values: above the largest, or above the middle of those
 * of a logarithmic axis. */
struct wf_chart_unit wf_chart_unit(const struct wf_chart_axis *axis, double least, double most);
/** Add "set xlabel 'NAME, UNIT'", the scale and the numbers beside it; @p letter: 'x' or 'y'.
 *  @param least, most  of the values, in the unit: a logarithmic axis over less than two decades
 * gets numbers between the powers of ten */
void wf_chart_axis_commands(struct wf_buffer *script, char letter, const struct wf_chart_axis *axis,
                            const struct wf_chart_unit *unit, double least, double most);
/** Can the axis show @p value? */
bool wf_chart_shows(const struct wf_chart_axis *axis, double value);

#endif
