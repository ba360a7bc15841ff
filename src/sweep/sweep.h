/* A sweep: the deployments of a study at each row of a design of its factors, in a store that is
 * resumed, sharded and merged. */
#ifndef WF_SWEEP_SWEEP_H
#define WF_SWEEP_SWEEP_H

#include "statistics/design.h"
#include "sweep/automatic.h"
#include "sweep/plane.h"
#include "sweep/points.h"
#include "sweep/sample.h"
#include "sweep/store.h"
#include "sweep/study_file.h"

/** How far it is. */
struct wf_sweep_progress {
    uint64_t done, failed, total; /**< points of the shard; done: those that failed too */
    uint64_t simulations;         /**< of this run; each serves all points that it can */
    uint64_t audited;             /**< of these: checked by SimGrid */
    double simulation_s;          /**< CPU time of these */
};

/** What a sweep took: of this run, not of those that filled its store before. */
struct wf_sweep_effort {
    uint64_t simulations, audited; /**< audited: of these, checked by SimGrid */
    double simulation_s; /**< CPU time of simulations: turns, ledger and audit, once the platform is
                              loaded */
    double cpu_s;        /**< CPU time of all processes */
    double elapsed_s;    /**< from its first point to its last */
};

struct wf_sweep_request {
    struct wf_study_file *file;           /**< what is swept; its factors are resolved */
    const struct wf_overrides *overrides; /**< behind those of the file; may be NULL */
    struct wf_options options;
    struct wf_process_options process; /**< jobs and until_s are those of the sweep, which ends
                                            between points */
    const char *networks;              /**< wins over the file's; may be NULL */
    const char *store;                 /**< path; NULL: a file that is removed at the end */
    uint64_t shard, shards;            /**< 1 of 1: all points */
    double widen;                      /**< assumed factors so much wider; 0 or 1: as they are */
    const struct wf_plane *plane;      /**< of a grid: only these factors vary; NULL: all do */
    const struct wf_choice *choices;   /**< results are kept under each of them, too; may be NULL */
    size_t choice_count;
    /** Points are chosen as they go (optimum/): the store takes any, and those whose rounds nobody
     *  knows fail. */
    bool search;
    /** Called as points are safe in the store; may be NULL. */
    void (*progress)(void *data, const struct wf_sweep_progress *progress);
    void *data;
};

struct wf_sweep {
    struct wf_study_file *file;
    struct wf_overrides overrides; /**< of file and request; borrows its items */
    struct wf_study_request request;
    struct wf_study base;
    struct wf_swept swept;
    struct wf_design design;
    struct wf_store *store;
    struct wf_fixed_figures fixed; /**< where all that nobody names is varied: what is not */
    struct wf_sweep_effort effort; /**< set by wf_sweep_run */
    uint64_t unplayed;             /**< the same: points that until_s left no time for */
    char *temporary;               /**< path of a store that is removed; NULL: none */
};

/** Add the factors that nobody names to those of the file, where it asks for them or names none, so
 *  that a design can be chosen for all. wf_sweep_open does so itself otherwise.
 *  @return 0, or -1 with @p err; mistakes are in @p diag */
int wf_sweep_name(const struct wf_sweep_request *request, struct wf_diag *diag, struct wf_err *err);
/** Load what is swept, check it, and open its store. Everything that is wrong with the input is in
 *  @p diag.
 *  @return 0, or -1 with @p err. Release it in both cases. */
int wf_sweep_open(struct wf_sweep *sweep, const struct wf_sweep_request *request,
                  struct wf_diag *diag, struct wf_err *err);
/** Play the points that the store has not. What was reported as progress is safe from a kill.
 *  @return 0, or -1 with @p err */
int wf_sweep_run(struct wf_sweep *sweep, const struct wf_sweep_request *request,
                 struct wf_err *err);
void wf_sweep_release(struct wf_sweep *sweep);

/** Add a point to the store, under its number. @return as wf_store_add */
int wf_sweep_keep(struct wf_sweep *sweep, const struct wf_point *point, struct wf_err *err);

/** Name of the column of a result: "federated.energy_j". Caller frees. */
char *wf_sweep_column(const char *label, enum wf_result result);
/** The same under a choice: "federated.energy_j (allocation, idle none, share as stated)". */
char *wf_sweep_choice_column(const char *label, enum wf_choice_result result,
                             const struct wf_choice *choice);

#endif
