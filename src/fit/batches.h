/* Speed and power measured batch by batch: a mean of each batch, and how well the others predict
 * it. */
#ifndef WF_FIT_BATCHES_H
#define WF_FIT_BATCHES_H

#include "base/err.h"
#include "statistics/estimate.h"

/** One measurement. */
struct wf_batch_row {
    double batch;         /**< samples that the device computes at once, 1 or more */
    double samples_per_s; /**< above 0 */
    double power_w;       /**< mean while it trains; NaN: not measured */
};

/** Error of a prediction, predicted / measured - 1; NaN: there is none. */
struct wf_batch_error {
    double time_ratio, energy_ratio; /**< of a sample */
};

/** A batch. */
struct wf_batch_figures {
    double batch;
    size_t rows;
    /** Means of its rows; an interval needs two. */
    struct wf_estimate samples_per_s, power_w;
    /** Left out and predicted: from the next ones on both sides; from the least and the largest
     *  batch alone. */
    struct wf_batch_error unseen, by_ends;
};

/** In order of their batches. */
struct wf_batches {
    struct wf_batch_figures *items;
    size_t count;
};

/** Fit them.
 *  @return 0, or -1 with @p err (WF_EINPUT): fewer than two batches. Release in both cases. */
int wf_batches_fit(const struct wf_batch_row *rows, size_t count, struct wf_batches *batches,
                   struct wf_err *err);
/** Predict each batch from the others. @p batches has two or more, in order, with their means. */
void wf_batches_predict(struct wf_batches *batches);
void wf_batches_release(struct wf_batches *batches);

#endif
