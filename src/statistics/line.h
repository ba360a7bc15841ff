/* Ordinary and weighted least squares, y = X b, with intervals of the coefficients, residuals, and
 * the prediction of each row from all others. */
#ifndef WF_STATISTICS_LINE_H
#define WF_STATISTICS_LINE_H

#include "base/err.h"
#include "statistics/estimate.h"

/** What is fitted; all borrowed. */
struct wf_line_data {
    const double *x; /**< rows x columns, row by row; a constant is a column of ones */
    const double *y;
    const double *weights; /**< one a row, > 0, in proportion to 1 / variance; NULL: all equal */
    size_t rows, columns;
    const char *const *names; /**< of the columns, for errors */
};

struct wf_line {
    size_t rows, columns;
    double freedom;                   /**< rows - columns */
    struct wf_estimate *coefficients; /**< one a column; bounds NaN where freedom is 0 */
    double *covariance;               /**< of the coefficients, columns x columns; NaN likewise */
    double *residual;                 /**< measured - fitted, one a row */
    double *unseen; /**< measured - predicted from the fit to all other rows (leave-one-out); NaN:
                       the other rows do not determine all coefficients */
};

/** Intervals are Student's t at 95 %, for errors that are normal, independent, of one variance
 *  over the weights. @p line is released first by the caller.
 *  @return 0, or -1 with WF_EINPUT: fewer rows than columns; a value that is not finite or a weight
 *  not above 0; columns that are not independent, by their names. */
int wf_line_fit(const struct wf_line_data *data, struct wf_line *line, struct wf_err *err);
void wf_line_release(struct wf_line *line);

#endif
