/* Samples per second of a measured run, as its logs state them. */
#ifndef WF_STUDY_RUN_RATE_H
#define WF_STUDY_RUN_RATE_H

#include "study/measured_run.h"

/** result_samples_per_second, the inverse of the mean latency of a single stream, or the blocks of
 *  a training (tracked_stats): samples over seconds at work, evaluations left out.
 *
 *  The samples of a block are its throughput x its time. A throughput may leave evaluations out of
 *  its time: then it is multiplied by the time without them. Which of both holds is decided by the
 *  samples that the log counts (epoch_num, samples_count, epoch_count); without counts, by the
 *  blocks with evaluations, which must work as fast as the others. If neither is within 3 % of what
 *  the log counts (a figure of one accelerator of several), the counted samples are used and a
 *  warning says so.
 *  The first of three or more blocks is left out of the rate and tells the start-up.
 *
 *  LoadGen's rate x its window is held against the samples that it counts; a warning has both
 *  figures if they differ by more than 3 %.
 *  @param[out] start_up_s  s from run_start (else the first block's start) to the end of the first
 *  block, evaluations left out, above what its samples take at the rate; NaN: fewer than three
 *  blocks
 *  @param diag  gets the warnings
 *  @return NaN: no log states a rate */
struct wf_estimate wf_run_rate(const struct wf_measured_run *run, struct wf_estimate *start_up_s,
                               struct wf_diag *diag);

#endif
