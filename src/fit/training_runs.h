/* A campaign of centralised runs: the seconds and joules of what a run costs once, of its passes
 * over the data, and of an evaluation. */
#ifndef WF_FIT_TRAINING_RUNS_H
#define WF_FIT_TRAINING_RUNS_H

#include "base/err.h"
#include "statistics/estimate.h"

/** One run. NaN: not measured. */
struct wf_training_run {
    double nodes;         /**< 1 or more, alike */
    double work;          /**< epochs or samples trained, of all nodes together; above 0 */
    double evaluations;   /**< 0 or more */
    double time_s;        /**< of the whole run */
    double energy_j;      /**< of the whole run, all nodes together */
    double samples_per_s; /**< of the job while it trains, evaluations not in it */
};

/** What is known beside the runs. NaN: it is not. */
struct wf_training_known {
    double samples_per_work; /**< samples in a unit of work; NaN: samples_per_s is not used */
    double
        evaluation_work; /**< units of work that an evaluation is worth, by the workload's flop */
};

/** Of one node: its seconds, its joules. Work is shared out among the nodes of a run. */
enum wf_training_figure {
    WF_RUN_FIXED_S,
    WF_RUN_WORK_S, /**< of a unit of work */
    WF_RUN_EVALUATION_S,
    WF_RUN_FIXED_J,
    WF_RUN_WORK_J,
    WF_RUN_EVALUATION_J,
    WF_RUN_FIGURES
};

/** How a figure was found. */
enum wf_training_told {
    WF_TOLD_NOT,         /**< not at all: not measured, or no run evaluates */
    WF_TOLD_FITTED,      /**< the runs tell it apart from the others */
    WF_TOLD_BY_RATE,     /**< by samples_per_s */
    WF_TOLD_BY_TIME,     /**< runs of equal work differ in seconds: what a second more draws */
    WF_TOLD_BY_WATTS,    /**< evaluations and work cannot be told apart: at the watts of the work */
    WF_TOLD_BY_WORKLOAD, /**< nor their seconds: by the workload's flop */
    WF_TOLD_IN_WORK,     /**< it cannot be told apart, and is counted in the work */
    WF_TOLD_IN_FIXED     /**< likewise, in the fixed cost */
};

struct wf_training_runs {
    size_t rows, rows_of_time, rows_of_energy;
    struct wf_estimate figures[WF_RUN_FIGURES]; /**< NaN where it is not told */
    enum wf_training_told told[WF_RUN_FIGURES];
    /** Evaluations of the runs, where these are a line in the work of a node: slope a unit of work,
     *  and constant. NaN: they are not. */
    double evaluation_slope, evaluation_constant;
    /** Joules of a second more at equal work; NaN: not told. */
    struct wf_estimate waiting_w;
    /** Of the figures, by the jackknife over the runs, WF_RUN_FIGURES x WF_RUN_FIGURES. NaN: some
     *  run is needed to tell them. */
    double covariance[WF_RUN_FIGURES * WF_RUN_FIGURES];
    /** (measured - fitted) / measured, one a row; NaN: it was not measured. */
    double *time_residual_ratio, *energy_residual_ratio;
    /** Likewise, predicted from all other runs; NaN too where those cannot. */
    double *time_unseen_ratio, *energy_unseen_ratio;
};

/** Two columns count as one if what the first leaves unexplained is below this share in each run.
 */
extern const double WF_TRAINING_ALIKE;

/** Intervals at 95 % and the covariance come from the jackknife (each run left out once), with
 *  Student's t of one degree of freedom less than there are runs.
 *  @return 0, or -1 with WF_EINPUT: no run; nothing measured; too few runs. Release after success.
 */
int wf_training_runs_fit(const struct wf_training_run *rows, size_t count,
                         const struct wf_training_known *known, struct wf_training_runs *runs,
                         struct wf_err *err);
void wf_training_runs_release(struct wf_training_runs *runs);

/** Seconds of a run as fitted, and joules of all its nodes. NaN: it is not told. */
double wf_training_time_s(const double figures[WF_RUN_FIGURES], const struct wf_training_run *run);
double wf_training_energy_j(const double figures[WF_RUN_FIGURES],
                            const struct wf_training_run *run);

#endif
