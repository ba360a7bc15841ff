/* A picture of power over time: measured beside simulated. Drawn by gnuplot (Debian package
 * gnuplot-nox), which is needed for this alone. */
#ifndef WF_OUTPUT_CURVE_H
#define WF_OUTPUT_CURVE_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum wf_curve_style {
    WF_CURVE_POINTS, /**< measurements */
    WF_CURVE_STEPS   /**< each power holds until the next date */
};

/** One curve; all borrowed. Points that are not finite are left out. */
struct wf_curve {
    const char *label; /**< in the legend, UTF-8 */
    enum wf_curve_style style;
    const double *time_s; /**< ascending */
    const double *power_w;
    size_t count;
};

/** Most points of a curve that are drawn; a longer one keeps the least and the most of each of
 *  1999 stretches of equally many points, and its ends. */
enum { WF_CURVE_POINTS_MOST = 4000 };

/** Draw @p curves, later ones on top, into @p path, whole or not at all: SVG or PNG, 1000 x 500, by
 *  its ending. The axes are 'time, s' and 'power, W', the latter from 0.
 *  @param title  UTF-8
 *  @return 0, or -1 with @p err: WF_EUSAGE another ending; WF_EINPUT no point at all; WF_EFAIL
 *  gnuplot is missing or fails; WF_EIO @p path cannot be written */
int wf_curve_draw(const char *path, const char *title, const struct wf_curve *curves, size_t count,
                  struct wf_err *err);

#endif
