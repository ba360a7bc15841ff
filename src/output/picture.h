/* A picture of power over time, measured and simulated. It is drawn by gnuplot (Debian package
 * gnuplot-nox), which is needed for nothing else. */
#ifndef WF_OUTPUT_PICTURE_H
#define WF_OUTPUT_PICTURE_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum wf_picture_style {
    WF_PICTURE_POINTS, /**< measurements */
    WF_PICTURE_STEPS   /**< each power lasts until the next date */
};

/** One curve; all pointers are borrowed. Points that are not finite are left out. */
struct wf_picture_curve {
    const char *label; /**< in the legend, UTF-8 */
    enum wf_picture_style style;
    const double *time_s; /**< s, ascending */
    const double *power_w;
    size_t count;
};

/** Largest number of points that are drawn of a curve. A longer curve is cut into 1999 stretches of
 *  equally many points; the points of least and most power of each stretch and the two ends of the
 *  curve are drawn. */
enum { WF_PICTURE_POINTS_MOST = 4000 };

/** Draw @p curves into the file @p path, later curves on top of earlier ones. The file is written
 *  whole or not at all. Its ending decides the format, SVG or PNG, of 1000 x 500 pixels. The axes
 * are 'time, s' and 'power, W', the latter from 0.
 *  @param title  UTF-8
 *  @return 0, or -1 with @p err: WF_EUSAGE another ending; WF_EINPUT no point at all; WF_EFAIL
 *  gnuplot is missing or fails; WF_EIO @p path cannot be written */
int wf_picture_draw(const char *path, const char *title, const struct wf_picture_curve *curves,
                    size_t count, struct wf_err *err);

#endif
