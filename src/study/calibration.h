/* Calibration turns measured runs of one device into the powers and speeds of its states, each with
 * its interval, and checks how well they predict a run that they were not fitted on. Methods and
 * limits: docs/calibration.md. */
#ifndef WF_STUDY_CALIBRATION_H
#define WF_STUDY_CALIBRATION_H

#include "base/text.h"
#include "file/edit.h"
#include "job/timeline.h"
#include "study/fit_output.h"
#include "study/measured_run.h"
#include "study/wall_pairs.h"

/** Power and speed of the device on one workload. */
struct wf_calibrated_workload {
    const char *name;
    struct wf_estimate power_w;          /**< at work, evaluations left out */
    struct wf_estimate evaluation_w;     /**< in evaluations; NaN: no log contains one */
    struct wf_estimate samples_per_s;    /**< at work; NaN: no log states a rate */
    struct wf_estimate start_up_s;       /**< once a run; NaN: no log tells it */
    double flop_per_sample;              /**< NaN: not given */
    struct wf_estimate speed_flop_per_s; /**< samples/s x flop/sample */
    uint32_t runs;                       /**< runs with a plateau */
    uint32_t evaluation_runs, rate_runs; /**< with the figure; rate: 0 if it was given */
};

/** The check of one run: it is predicted from the others, or its second half from its first. */
struct wf_calibration_check {
    uint32_t run; /**< index in the calibration */
    bool half;    /**< a power is that of its own first half, and the second half is predicted */
    uint32_t
        work_runs; /**< other runs that the power of its work was fitted on; 0: its first half */
    uint32_t idle_runs;  /**< other runs that its idle power was fitted on; 0: its own first half */
    double from_s, to_s; /**< what is predicted; s from the first sample */
    double measured_j, simulated_j;
    double energy_error; /**< simulated / measured - 1 */
    double power_mape;   /**< mean of |simulated - measured| / measured over the samples */
    struct wf_interval *intervals; /**< as simulated, from from_s on; their pstates index power_w */
    double power_w[4];             /**< cold idle, waiting, work, evaluation */
    double *interval_j;            /**< simulated energy of each interval */
    size_t interval_count;
};

struct wf_calibration_request {
    const struct wf_run_request *runs;
    size_t run_count;
    const char *meter;      /**< what the meter measures (prop 'meter'); NULL: that of the format */
    double wall_factor;     /**< NaN: not given */
    const char *wall_pairs; /**< path of a CSV of paired runs to fit the factor on; NULL: none */
    /** Flop of a sample and samples per second, by workload. */
    const struct wf_flop_of {
        const char *workload;
        double flop, samples_per_s; /**< NaN: not given */
    } * flops;
    size_t flop_count;
};

struct wf_calibration {
    struct wf_measured_run *runs;
    size_t run_count;
    struct wf_estimate cold_w, waiting_w;
    uint32_t cold_runs, waiting_runs;         /**< that show it */
    struct wf_calibrated_workload *workloads; /**< in order of first appearance */
    size_t workload_count;
    struct wf_calibration_check *checks; /**< one per run, in the order of runs */
    size_t check_count;
    const char *meter; /**< NULL: not known */
    struct wf_estimate wall_factor;
    struct wf_estimate wall_constant_w; /**< NaN: not fitted */
    struct wf_wall_pairs pairs;         /**< that the factor was fitted on; path NULL: none */
};

/** Read the runs, fit the figures, and check them: each run is simulated with figures that it was
 * not fitted on.
 *  @param request  borrowed until the release
 *  @param diag     gets the mistakes of the files and warnings about the runs
 *  @return 0, or -1 with @p err: WF_EIO a file cannot be read; WF_EUSAGE an option of a log is
 * wrong; WF_EINPUT a log has no power or is given twice, or a table has mistakes; else the error of
 * the simulation. Release in both cases. */
int wf_calibration_make(const struct wf_calibration_request *request,
                        struct wf_calibration *calibration, struct wf_diag *diag,
                        struct wf_err *err);
void wf_calibration_release(struct wf_calibration *calibration);

/** One estimate from those of several runs: their weighted mean, and a 95 % interval that contains
 * the differences between runs (Student's t with runs - 1 degrees of freedom) and the interval of
 * each. The estimate of a single run stays as it is. NaN estimates are left out.
 *  @param weights  seconds of each run, > 0; @p count values
 *  Source: the formulas of docs/calibration.md. */
struct wf_estimate wf_calibration_pool(const struct wf_estimate *estimates, const double *weights,
                                       size_t count);

/** Write the figures into the hosts of @p edit that @p host names (edit_target.h): watts and speed
 * of the pstate of each workload (a new pstate after the last one if the workload has none), the
 * idle watts of the cold pstate, a pstate of waiting, and the meter. A workload that is a batch of
 * one (calibration_batches.h) is passed over. A host of a catalogue also gets rates, dates and
 * residuals. Watts have five digits, rates six.
 *  @param software  release that the logs are of, into an entry of a catalogue; NULL: not said
 *  @param fit       gets the figures with what they have in common; the hosts name it
 *  @return 0, or -1 with @p err: WF_EUSAGE a workload without a name, or whose name cannot be in a
 * list; WF_EINPUT no such host, a software for a host of no catalogue, a new pstate without a
 * speed, a pstate without watts */
int wf_calibration_edit(const struct wf_calibration *calibration, const char *host,
                        const char *software, struct wf_edit *edit, struct wf_fit_output *fit,
                        struct wf_err *err);

/** Flop of a sample of @p workload as stated by a host of a catalogue; NaN: it states none. */
double wf_calibration_flop(const struct wf_edit *edit, const char *host, const char *workload);

/** Draw the power of the run of @p check, measured and simulated, into the file @p path (.svg or
 * .png).
 *  @return 0, or -1 with @p err, as wf_picture_draw (output/picture.h) */
int wf_calibration_draw(const struct wf_calibration *calibration,
                        const struct wf_calibration_check *check, const char *path,
                        struct wf_err *err);

struct wf_calibration_batches;
/** Append the result: as tables for people, at most 100 columns wide; as JSON, schema
 *  `wattfleet.calibrate/1`.
 *  @param batches  what it found batch by batch; NULL: not gathered */
void wf_calibration_text(const struct wf_calibration *calibration, size_t width,
                         struct wf_buffer *out);
void wf_calibration_json(const struct wf_calibration *calibration,
                         const struct wf_calibration_batches *batches, struct wf_buffer *out);

#endif
