/* A tornado: a bar a factor, from the result at the factor's low end to that at its high end with
 * the others at their centre, the widest at the top. */
#ifndef WF_OUTPUT_TORNADO_H
#define WF_OUTPUT_TORNADO_H

#include "base/err.h"
#include "output/axis.h"
#include <stddef.h>

/** All pointers are borrowed. */
struct wf_tornado_bar {
    const char *label;                /**< of the factor, UTF-8 */
    const char *low_text, *high_text; /**< its ends, with unit: "1.1", "5 %" */
    double low, high; /**< results at its ends, in the canonical unit of the axis; a bar with one
                           that is not finite is left out */
};

enum { WF_TORNADO_BARS_MOST = 25 }; /**< that are drawn; the picture says how many are left out */

/** Draw them into the file @p path: SVG or PNG by its ending, 1000 pixels wide.
 *  @param x       of the results; not logarithmic
 *  @param centre  result with all factors at their centre
 *  @return as wf_chart_draw */
int wf_tornado_draw(const char *path, const char *title, const struct wf_chart_axis *x,
                    double centre, const struct wf_tornado_bar *bars, size_t count,
                    struct wf_err *err);

#endif
