/* Samples per second of a measured run, as its logs state them. */
#ifndef WF_STUDY_RUN_RATE_H
#define WF_STUDY_RUN_RATE_H

#include "study/measured_run.h"

/** Set samples_per_s, widened_per_s and start_up_s of @p run.
 *
 *  The rate is result_samples_per_second, the inverse of the mean latency of a single stream, or
 *  that of the blocks of a training (tracked_stats): samples over seconds at work, evaluations left
 *  out.
 *
 *  The samples of a block are its throughput x its time. A throughput may leave evaluations out of
 *  its time: then it is multiplied by the time without them. Which of both holds is decided by the
 *  samples that the log counts (epoch_num, samples_count, epoch_count); without counts, by the
 *  blocks with evaluations, which must work as fast as the others. If neither is within 3 % of what
 *  the log counts (a figure of one accelerator of several), the counted samples are used and a
 *  warning says so. LoadGen's rate x its window is held against its counts likewise.
 *
 *  The first of three or more blocks is left out of the rate. It tells the start-up: s from
 *  run_start (else its own start) to its end, evaluations left out, above what its samples take at
 *  the rate.
 *  @param diag  gets the warnings */
void wf_run_rate(struct wf_measured_run *run, struct wf_diag *diag);

#endif
