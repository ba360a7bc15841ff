/* Workloads of a calibration that are one batch of a workload: "resnet50:64". */
#ifndef WF_STUDY_CALIBRATION_BATCHES_H
#define WF_STUDY_CALIBRATION_BATCHES_H

#include "study/batch_table.h"
#include "study/calibration.h"

/** Is @p name (NULL: of no workload) a WORKLOAD:BATCH?
 *  @param[out] length  of WORKLOAD
 *  @param[out] batch   a count above 0 */
bool wf_batch_name(const char *name, size_t *length, double *batch);

/** What a calibration found of one workload, batch by batch. */
struct wf_calibrated_batches {
    char *workload;
    struct wf_batches batches;
};
struct wf_calibration_batches {
    struct wf_calibrated_batches *items; /**< in order of first appearance */
    size_t count;
};
/** Gather them: count 0, where no log is of a batch.
 *  @return 0, or -1 with @p err (WF_EINPUT): a workload has one batch only, or no log tells the
 * rate of one. Release in both cases. */
int wf_calibration_batches_gather(const struct wf_calibration *calibration,
                                  struct wf_calibration_batches *all, struct wf_err *err);
void wf_calibration_batches_release(struct wf_calibration_batches *all);

/** Append how well each batch is predicted by the others. */
void wf_calibration_batches_text(const struct wf_calibration_batches *all, size_t width,
                                 struct wf_buffer *out);

#endif
