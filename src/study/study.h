/* A study: one platform, one or several deployments on it, loaded, checked, simulated, accounted.
 * `run` and `check` are studies of one. Its files are read once; further studies with other
 * overrides are built from them without reading a file again. */
#ifndef WF_STUDY_STUDY_H
#define WF_STUDY_STUDY_H

#include "account/summary.h"
#include "engine/process.h"
#include "scenario/library.h"
#include "scenario/reserve.h"
#include "study/labels.h"

struct wf_study_request {
    const char *platform;
    const char *networks; /**< file of a catalogue of networks; NULL: the one that ships */
    const char *const *deployments;
    size_t count;
    const char *const *labels; /**< of deployments, "B=federated"; the others are letters */
    size_t label_count;
    const struct wf_overrides *overrides; /**< may be NULL */
    struct wf_options options;
    struct wf_process_options process;
    bool keep_cohorts;
    bool keep_power; /**< of hosts over time */
    bool each_host;  /**< hosts, links or rounds are asked for one by one: all of them are needed */
    bool unmet_allowed; /**< overrides may meet nothing: of several deployments, these are some */
    /** wf_study_vary: a study of the same base with the same overrides of hosts, zones, links and
     * networks, whose platform this one takes; it must outlive it. NULL: it derives its own */
    const struct wf_study *neighbour;
};

/** A fleet in the place of the platform. */
struct wf_fleet_inputs {
    struct wf_fleet fleet;
    struct wf_reserve_plan plan; /**< one device of each group */
    bool complete;               /**< of each group */
    bool drawn;                  /**< the platform holds these devices only */
    const char *needs_all;       /**< why not, where a scenario needs the others; NULL: not asked */
};

/** The files of studies, read once. */
struct wf_inputs {
    struct wf_fleet_inputs *fleet; /**< NULL: the platform is a file of its own */
    struct wf_platform platform;   /**< as its file says */
    struct wf_library library;     /**< of deployments, workloads and traces */
};

struct wf_study {
    struct wf_inputs *inputs;
    bool borrows_inputs;                /**< they are another study's */
    struct wf_platform *derived;        /**< with overrides; NULL: none changes the platform */
    const struct wf_platform *platform; /**< the one simulated: derived, or the inputs' */
    struct wf_labels labels;            /**< of the deployments */
    struct wf_scenario *scenarios;
    struct wf_process_result *results;
    struct wf_summary *summaries;
    struct wf_diag diag;      /**< mistakes of the input, in one go */
    struct wf_diag *warnings; /**< of each result, for its reader */
    size_t count;
};

/** Read platform and deployments, build their scenarios and check them. Everything that is wrong is
 *  in study->diag.
 *  @return 0, or -1 with @p err: WF_EIO a file cannot be read, WF_EINPUT the diag has errors
 *  (WF_EUSAGE when all of them are of --set). Release in both cases. */
int wf_study_load(struct wf_study *study, const struct wf_study_request *request,
                  struct wf_err *err);
/** As wf_study_load, from the files that @p base has read without mistakes: only a file that it has
 *  not is read. @p base must outlive @p study; request->platform must be its platform. */
int wf_study_vary(struct wf_study *study, const struct wf_study *base,
                  const struct wf_study_request *request, struct wf_err *err);
enum { WF_STUDY_TRIED_MAX = 100000 };
/** Have SimGrid load the platform of a loaded study and look for the routes that its jobs need:
 * what `run` would refuse beyond what wf_study_load finds. Platforms of more than
 *  WF_STUDY_TRIED_MAX hosts are not tried: SimGrid takes 3.5 KB a host.
 *  @return 0, or -1 with @p err; mistakes with a line are in study->diag */
int wf_study_try(struct wf_study *study, const struct wf_study_request *request,
                 struct wf_err *err);
/** Simulate and account for a loaded study: fills results, summaries and warnings.
 *  @return 0, or -1 with @p err: that of the first simulation that failed */
int wf_study_run(struct wf_study *study, const struct wf_study_request *request,
                 struct wf_err *err);
/** The second half of wf_study_run, of a study whose results are filled. */
int wf_study_account(struct wf_study *study, const struct wf_study_request *request,
                     struct wf_err *err);
void wf_study_release(struct wf_study *study);

#endif
