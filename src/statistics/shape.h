/* Shapes: what is believed of a number, as a law that is drawn by its quantiles. */
#ifndef WF_STATISTICS_SHAPE_H
#define WF_STATISTICS_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

enum wf_shape_kind {
    WF_SHAPE_UNIFORM,
    WF_SHAPE_LOG_UNIFORM,
    WF_SHAPE_TRIANGULAR,
    WF_SHAPE_NORMAL,
    WF_SHAPE_LOGNORMAL,
    WF_SHAPE_LIST
};

struct wf_shape {
    enum wf_shape_kind kind;
    double low, high; /**< bounds; of normal and lognormal the 95 % interval */
    /** Mode of triangular, which needs one. Median of normal and lognormal; NaN: the middle (of the
     *  logarithms). Where it is elsewhere, the halves below and above it have a deviation each, so
     *  that median, 2.5 and 97.5 % stand as given (published intervals are seldom symmetric).
     *  Others have none: NaN. */
    double centre;
    double least, most; /**< cut off there and renormalised; infinite or NaN: nowhere */
    /** A count: whole number k has the share of k - 1/2 to k + 1/2; bounds are extended by 1/2, so
     *  that the numbers at the ends have their full share. */
    bool whole;
    size_t count; /**< of a list: items 0 to count - 1, equally likely; the value is the index */
};

/** @return NULL, or why it is no law (caller frees): an interval that is empty or reversed, a
 * centre that is missing or without effect, less than 1 % left between least and most, and so on.
 */
char *wf_shape_check(const struct wf_shape *shape);

/** The value that is not exceeded with probability @p u, 0 to 1. Finite: laws without bounds count
 * 0 and 1 as 2^-53 from it. @p shape was checked. */
double wf_shape_quantile(const struct wf_shape *shape, double u);

/** Its median: where it stands "at its centre". */
double wf_shape_middle(const struct wf_shape *shape);

/** The same law @p times as wide: its bounds, or its 95 % interval, each so much farther from its
 *  centre, or from the middle (of logarithmic laws by their logarithms). What is cut off stays. A
 *  list stays as it is. */
struct wf_shape wf_shape_widened(const struct wf_shape *shape, double times);
/** Is it a law of the logarithm? */
bool wf_shape_is_logarithmic(const struct wf_shape *shape);

/** Ends of a walk through the belief, for designs with levels: 0 and 1, of normal and lognormal
 *  0.025 and 0.975. */
void wf_shape_ends(const struct wf_shape *shape, double *low_u, double *high_u);

#endif
