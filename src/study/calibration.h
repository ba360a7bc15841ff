/* Calibration: from measured runs of one device to the powers and speeds of its states, each with
 * its interval, and how well they predict a run they were not fitted on. */
#ifndef WF_STUDY_CALIBRATION_H
#define WF_STUDY_CALIBRATION_H

#include "base/text.h"
#include "file/edit.h"
#include "job/timeline.h"
#include "study/measured_run.h"
#include "study/wall_pairs.h"

/** What a device does on one workload. */
struct wf_calibrated_workload {
    const char *name;
    struct wf_estimate power_w;          /**< plateau, evaluations left out */
    struct wf_estimate evaluation_w;     /**< NaN: no log shows any */
    struct wf_estimate samples_per_s;    /**< NaN: no log tells */
    double flop_per_sample;              /**< NaN: not given */
    struct wf_estimate speed_flop_per_s; /**< samples/s x flop/sample */
    uint32_t runs;
};

/** A run predicted from others, or its second half from its first. */
struct wf_calibration_check {
    uint32_t run;
    bool half; /**< some power is that of its own first half: the second is predicted */
    uint32_t
        work_runs; /**< other runs that the power of its work was fitted on; 0: its first half */
    uint32_t idle_runs;  /**< other runs that its idle power was fitted on; 0: its own first half */
    double from_s, to_s; /**< of the run */
    double measured_j, simulated_j;
    double energy_error; /**< simulated / measured - 1 */
    double power_mape;   /**< mean of |simulated - measured| / measured over the samples */
    struct wf_interval *intervals; /**< as simulated, from from_s on; pstates index power_w */
    double power_w[4];             /**< cold idle, waiting, work, evaluation */
    double *interval_j;            /**< as simulated */
    size_t interval_count;
};

struct wf_calibration_request {
    const struct wf_run_request *runs;
    size_t run_count;
    const char *meter;      /**< what the meter sees; NULL: as the format says */
    double wall_factor;     /**< NaN: not given */
    const char *wall_pairs; /**< CSV of paired runs to fit it on; NULL: none */
    /** Flop of a sample by workload. */
    const struct wf_flop_of {
        const char *workload;
        double flop, samples_per_s; /**< NaN: not said */
    } * flops;
    size_t flop_count;
};

struct wf_calibration {
    struct wf_measured_run *runs;
    size_t run_count;
    struct wf_estimate cold_w, waiting_w;
    struct wf_calibrated_workload *workloads; /**< in order of first appearance */
    size_t workload_count;
    struct wf_calibration_check *checks; /**< one a run, in their order; run_count */
    size_t check_count;
    const char *meter; /**< NULL: not known */
    struct wf_estimate wall_factor;
    struct wf_wall_pairs pairs; /**< that it was fitted on; path NULL: none */
};

/** Read the runs, fit, and check each fit by simulating what it was not made on.
 *  @return 0, or -1 with @p err; what is odd but no error goes to @p diag as warnings. Release in
 *  both cases. */
int wf_calibration_make(const struct wf_calibration_request *request,
                        struct wf_calibration *calibration, struct wf_diag *diag,
                        struct wf_err *err);
void wf_calibration_release(struct wf_calibration *calibration);

/** One number from those of several runs: their mean, weighted by seconds, and an interval that
 *  holds what changes from run to run (Student's t with runs - 1 degrees of freedom) beside each
 *  one's own. One run: its own interval. NaN estimates are left out. */
struct wf_estimate wf_calibration_pool(const struct wf_estimate *estimates, const double *weights,
                                       size_t count);

/** Write the figures into host @p host of @p edit: watts and speed of each workload's pstate (a new
 *  one after the last where it has none), the cold pstate's idle watts, a pstate of waiting, the
 *  meter; of a host of a catalogue also rates, dates and residuals. Five digits of watts, six of
 *  rates.
 *  @return 0, or -1 with @p err: no such host, a workload without a name or speed. */
int wf_calibration_edit(const struct wf_calibration *calibration, const char *host,
                        struct wf_edit *edit, struct wf_err *err);

/** Flop of a sample of @p workload as a host of a catalogue has it; NaN: it does not. */
double wf_calibration_flop(const struct wf_edit *edit, const char *host, const char *workload);

/** Draw the run of @p check, measured beside simulated, into @p path (.svg or .png).
 *  @return 0, or -1 with @p err (output/curve.h). */
int wf_calibration_draw(const struct wf_calibration *calibration,
                        const struct wf_calibration_check *check, const char *path,
                        struct wf_err *err);

/** For people, at most 100 columns wide; and `wattfleet.calibrate/1`. */
void wf_calibration_text(const struct wf_calibration *calibration, struct wf_buffer *out);
void wf_calibration_json(const struct wf_calibration *calibration, struct wf_buffer *out);

#endif
