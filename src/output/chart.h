/* Charts of a study, as panels beside each other: one-at-a-time curves, scatter plots. */
#ifndef WF_OUTPUT_CHART_H
#define WF_OUTPUT_CHART_H

#include "base/err.h"
#include "output/axis.h"
#include <stdbool.h>
#include <stddef.h>

enum wf_chart_style {
    WF_CHART_CURVES, /**< points joined by lines, in their order; over a list, points */
    WF_CHART_POINTS
};

/** Points in the canonical units of the axes; all pointers are borrowed. Points that the axes
 *  cannot show are left out. */
struct wf_chart_series {
    const char *label; /**< in the legend, UTF-8 */
    const double *x, *y;
    size_t count;
};

struct wf_chart_panel {
    struct wf_chart_axis x;
    const char *note; /**< above the panel: "rank correlation 0.83"; NULL: nothing */
    const struct wf_chart_series *series; /**< the same labels in each panel */
    size_t count;
};

/** Draw @p panels, which share the axis @p y, into the file @p path: SVG or PNG by its ending, at
 *  most three panels in a row, 380 x 330 pixels each; one alone is 1000 x 500. Series differ in
 *  colour and in the shape of their points.
 *  @return 0, or -1 with @p err: WF_EUSAGE another ending; WF_EINPUT no point at all; WF_EFAIL
 *          gnuplot is missing or fails; WF_EIO @p path cannot be written */
int wf_chart_draw(const char *path, const char *title, enum wf_chart_style style,
                  const struct wf_chart_axis *y, const struct wf_chart_panel *panels, size_t count,
                  struct wf_err *err);

#endif
