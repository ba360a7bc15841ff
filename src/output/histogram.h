/* How results of many draws are distributed. */
#ifndef WF_OUTPUT_HISTOGRAM_H
#define WF_OUTPUT_HISTOGRAM_H

#include "base/err.h"
#include "output/axis.h"
#include <stddef.h>

/** All pointers are borrowed. Values that the axis cannot show are left out. */
struct wf_histogram_sample {
    const char *label; /**< in the legend, UTF-8; the median is added to it */
    const double *values;
    size_t count;
};

/** Draw the shares of each sample in common bins (Freedman and Diaconis' width, 5 to 60 bins, of
 *  equal ratio on a logarithmic axis), with their medians, into the file @p path: SVG or PNG by its
 *  ending, 1000 x 500 pixels.
 *  @return as wf_chart_draw */
int wf_histogram_draw(const char *path, const char *title, const struct wf_chart_axis *x,
                      const struct wf_histogram_sample *samples, size_t count, struct wf_err *err);

#endif
