/* A table of centralised runs of one training: fitted, reported, and turned into figures of the
 * platform, its catalogue and the deployment that simulate it. */
#ifndef WF_STUDY_TRAINING_RUNS_H
#define WF_STUDY_TRAINING_RUNS_H

#include "base/text.h"
#include "file/edit.h"
#include "fit/training_runs.h"
#include "study/campaign.h"
#include "study/fit_output.h"
#include "study/where.h"

/** A CSV of runs: columns epochs or samples, at least one of time_s and energy_j, and where there
 *  are, evaluations, nodes and throughput_samples_per_s; others are passed over. */
struct wf_training_table {
    char *path;
    bool in_samples; /**< work is samples, not epochs */
    struct wf_training_run *rows;
    uint32_t *lines; /**< where they stand in the file */
    size_t count;
    /** Rows whose rate is far from the others': bound by something else than the training. They
     *  are left out of the fit. */
    struct wf_training_run *slow;
    uint32_t *slow_lines;
    size_t slow_count;
    double median_samples_per_s; /**< of a node; NaN: no rates */
};

/** Is the table of this path one of centralised runs: has it epochs or samples, and no rounds?
 *  @return 1 or 0, or -1 with @p err: it cannot be read, its mistakes are in @p diag. */
int wf_training_table_is(const char *path, struct wf_diag *diag, struct wf_err *err);
/** What is wrong in the table goes to @p diag. @return 0, or -1 with @p err: it cannot be read, or
 *  (WF_EINPUT) the diag has errors. Release in both cases. */
int wf_training_table_load(const char *path, const struct wf_where *where, size_t where_count,
                           struct wf_training_table *table, struct wf_diag *diag,
                           struct wf_err *err);
void wf_training_table_release(struct wf_training_table *table);

/** Runs whose rate is this many times off the median are left out. */
extern const double WF_TRAINING_SLOW;

/** Those that follow from seconds and joules. */
enum wf_training_place_figure {
    WF_PLACE_SPEED,
    WF_PLACE_EVALUATION_SPEED,
    WF_PLACE_WORK_W,
    WF_PLACE_EVALUATION_W,
    WF_PLACE_START_UP_S,
    WF_PLACE_START_UP_W,
    WF_PLACE_FIGURES
};

/** Figures of the simulation of one trainer. NaN: not told. */
struct wf_training_place_figures {
    /** Of each by the figures of the fit (enum wf_training_figure). */
    double derivatives[WF_PLACE_FIGURES][WF_RUN_FIGURES];
    struct wf_estimate speed_flop_per_s;            /**< of a core, in the pstate of the training */
    struct wf_estimate evaluation_speed_flop_per_s; /**< of a core; NaN: no pstate of its own */
    struct wf_estimate work_w, evaluation_w;
    bool evaluation_w_assumed; /**< to be the watts of the work: the runs cannot tell */
    struct wf_estimate start_up_s, start_up_w;
    double samples_per_s; /**< trained, of the node; evaluations not in it */
};

/** Load and check a platform and a deployment of one trainer that trains once.
 *  @return 0, or -1 with @p err. Release in both cases, by wf_campaign_place_release. */
int wf_training_place_load(const char *platform, const char *deployment,
                           struct wf_campaign_place *place, struct wf_err *err);
/** What the workload of @p place says of the runs of @p table; all NaN where @p place is NULL. */
struct wf_training_known wf_training_known_of(const struct wf_training_table *table,
                                              const struct wf_campaign_place *place);
/** @return 0, or -1 with @p err (WF_EINPUT): no seconds, or something would take or draw less than
 *  nothing. */
int wf_training_figures_find(const struct wf_training_table *table,
                             const struct wf_training_runs *runs,
                             const struct wf_campaign_place *place,
                             struct wf_training_place_figures *figures, struct wf_err *err);

/** Write the figures: speed and watts into the platform, and into @p catalogue (NULL: none) in the
 *  entry that the trainer's host names; start-up into the deployment.
 *  @param runs  their fit
 *  @param fit   gets the figures with what they have in common; the host names it */
int wf_training_edit(const struct wf_training_runs *runs,
                     const struct wf_training_place_figures *figures,
                     const struct wf_campaign_place *place, struct wf_edit *platform,
                     struct wf_edit *catalogue, struct wf_edit *deployment,
                     struct wf_fit_output *fit, struct wf_err *err);
/** Path of the catalogue that the trainer's host names; NULL: it names none. Caller frees. */
char *wf_training_catalogue(const struct wf_campaign_place *place);

/** For people; and `wattfleet.campaign/1`. @p figures: NULL where there is no simulation. @p width:
 *  of the page, characters. */
void wf_training_runs_text(const struct wf_training_table *table,
                           const struct wf_training_known *known,
                           const struct wf_training_runs *runs,
                           const struct wf_training_place_figures *figures, size_t width,
                           struct wf_buffer *out);
void wf_training_runs_json(const struct wf_training_table *table,
                           const struct wf_training_runs *runs,
                           const struct wf_training_place_figures *figures, struct wf_buffer *out);

#endif
