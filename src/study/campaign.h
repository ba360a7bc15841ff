/* Campaigns: a table of federated runs becomes seconds and joules of a round and of a local epoch,
 * and these become figures of the platform and the deployment that simulate it. */
#ifndef WF_STUDY_CAMPAIGN_H
#define WF_STUDY_CAMPAIGN_H

#include "base/text.h"
#include "file/edit.h"
#include "fit/campaign.h"
#include "study/fit_output.h"
#include "study/study.h"

/** A CSV of runs: columns local_epochs and rounds, and at least one of time_s, clients_j and
 *  server_j; others are passed over, an empty cell was not measured. */
struct wf_campaign_table {
    char *path;
    struct wf_campaign_row *rows;
    uint32_t *lines; /**< where they stand in the file */
    size_t count;
};

/** What is wrong in the table goes to @p diag. @return 0, or -1 with @p err: it cannot be read, or
 *  (WF_EINPUT) the diag has errors. Release in both cases. */
int wf_campaign_table_load(const char *path, struct wf_campaign_table *table, struct wf_diag *diag,
                           struct wf_err *err);
void wf_campaign_table_release(struct wf_campaign_table *table);

/** What the simulation itself spends in a round beside local training and the server's overhead:
 *  transfers, aggregation, evaluation. */
struct wf_campaign_spent {
    double round_s;
    double learners_busy_s; /**< summed over the learners */
    double server_busy_s;
};

enum { WF_CAMPAIGN_FIGURES = 7 };

/** Figures of the simulation. Intervals: jackknife over the rows of the table, what the simulation
 *  spends held fixed. NaN: the table does not determine it. */
struct wf_campaign_figures {
    struct wf_estimate speed_flop_per_s; /**< of a core of the learners */
    struct wf_estimate learner_idle_w, learner_work_w;
    struct wf_estimate server_idle_w;
    struct wf_estimate server_round_w; /**< during the overhead of a round */
    struct wf_estimate round_overhead_s, start_up_s;
    /** Of the seven, in their order, by the same jackknife. NaN: it was given. */
    double covariance[WF_CAMPAIGN_FIGURES * WF_CAMPAIGN_FIGURES];
    double freedom;
    struct wf_campaign_spent spent;
};

/** Where a campaign ran: a platform and a deployment of synchronous rounds in which all learners
 *  take part, alike in speed, watts, local epochs and batch. */
struct wf_campaign_place {
    const char *platform, *deployment; /**< paths */
    struct wf_study study;             /**< of the files as they are */
};

/** Load and check the files; their own mistakes are in place->study.diag.
 *  @return 0, or -1 with @p err. Release in both cases. */
int wf_campaign_place_load(const char *platform, const char *deployment,
                           struct wf_campaign_place *place, struct wf_err *err);
void wf_campaign_place_release(struct wf_campaign_place *place);

/** Turn the fit to @p table into figures. What a round spends is found by simulating rounds at the
 *  fitted speed, without overhead and start-up.
 *  @param start_up_s  as given to wf_campaign_fit
 *  @return 0, or -1 with @p err: seconds were not measured, the simulation spends more than was
 *  measured, or something would draw less than nothing. */
int wf_campaign_figures_find(const struct wf_campaign_table *table,
                             const struct wf_campaign *campaign, double start_up_s,
                             const struct wf_campaign_place *place,
                             struct wf_campaign_figures *figures, struct wf_err *err);

/** Write the figures: speed and watts of the learners' hosts, watts of the server, its overhead and
 *  the learners' start-up. A pstate of the server that has the learners' speed or full load in the
 *  file, as the same board has, keeps having it.
 *  @param fit  gets the figures with what they have in common; the learners' hosts name it */
int wf_campaign_edit(const struct wf_campaign_figures *figures,
                     const struct wf_campaign_place *place, struct wf_edit *platform,
                     struct wf_edit *deployment, struct wf_fit_output *fit, struct wf_err *err);

/** For people, @p width columns wide; and `wattfleet.campaign/1`. @p figures: NULL where there
 * is no simulation. */
void wf_campaign_text(const struct wf_campaign_table *table, const struct wf_campaign *campaign,
                      const struct wf_campaign_figures *figures, size_t width,
                      struct wf_buffer *out);
void wf_campaign_json(const struct wf_campaign_table *table, const struct wf_campaign *campaign,
                      const struct wf_campaign_figures *figures, struct wf_buffer *out);

#endif
