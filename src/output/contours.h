/* Lines in a plane, such as where two results are equal: with what is believed of both axes as a
 * box, draws as faint dots, and a text in each region. */
#ifndef WF_OUTPUT_CONTOURS_H
#define WF_OUTPUT_CONTOURS_H

#include "base/err.h"
#include "output/axis.h"
#include <stdbool.h>
#include <stddef.h>

/** All pointers are borrowed; numbers in the canonical units of the axes. Points that the axes
 *  cannot show are left out. */
struct wf_contours_line {
    const char *label; /**< in the legend, UTF-8; lines of one label have one colour */
    const double *x, *y;
    size_t count;
    bool closed; /**< the last point is joined with the first */
    bool strong; /**< black and wide */
};

struct wf_contours_note {
    const char *text;
    double x, y; /**< its middle */
};

struct wf_contours {
    struct wf_chart_axis x, y;
    double x_range[2], y_range[2]; /**< of the plane */
    double x_box[2], y_box[2];     /**< what is believed */
    double x_centre, y_centre;
    const double *dots_x, *dots_y;
    size_t dot_count;
    const struct wf_contours_line *lines;
    size_t line_count;
    const struct wf_contours_note *notes;
    size_t note_count;
};

/** Draw them into the file @p path: SVG or PNG by its ending, 1000 x 700 pixels.
 *  @return 0, or -1 with @p err: as wf_gnuplot_draw */
int wf_contours_draw(const char *path, const char *title, const struct wf_contours *contours,
                     struct wf_err *err);

#endif
