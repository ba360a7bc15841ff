/* The rows and curves of a workload compared with a job: what each asks for, what of it the job
 * meets, and where they differ; and how a refusal is explained. Only convergence.c, which chooses
 * among them, includes this. */
#ifndef WF_WORKLOAD_CANDIDATE_H
#define WF_WORKLOAD_CANDIDATE_H

#include "workload/convergence.h"

enum {
    WF_ATTRIBUTE_BATCH,
    WF_ATTRIBUTE_LOCAL_EPOCHS,
    WF_ATTRIBUTE_ACTIVE,
    WF_ATTRIBUTE_LEARNERS,
    WF_ATTRIBUTE_TARGET,
    WF_ATTRIBUTE_FRACTION,
    WF_ATTRIBUTE_DATA,
    WF_ATTRIBUTE_LOCAL_STEPS = 12,
    WF_ATTRIBUTES = 14
};

/** What rows may ask for. */
struct wf_attribute {
    const char *name; /**< of wf_convergence_props */
    size_t query;     /**< member of the query */
    bool is_axis;     /**< to interpolate along */
    double unset;     /**< what the job means where it says nothing */
};
extern const struct wf_attribute wf_attributes[WF_ATTRIBUTES];

struct wf_candidate {
    const struct wf_convergence *row;
    double asks[WF_ATTRIBUTES]; /**< NaN: it does not ask; infinite: "all"; choices: their index */
    double value;               /**< NaN: not reached, or not known */
    struct wf_origin origin;
    bool usable; /**< it has a value or a passes-ratio, or is known not to reach the target; a curve
                    needs a target */
    int met, differing;
    size_t differs_in; /**< the last of those */
};

struct wf_candidates {
    struct wf_candidate *items;
    size_t count;
    const struct wf_workload *workload;
    bool federated;
    double job[WF_ATTRIBUTES]; /**< as in wf_candidate */
};

/** The rows and curves of rounds, or of epochs, in the order of the file. Release after use. */
struct wf_candidates wf_candidates_gather(const struct wf_workload *workload,
                                          const struct wf_convergence_query *query);
void wf_candidates_release(struct wf_candidates *all);

/** Does the job meet what a row asks for in one attribute, if it asks? */
bool wf_candidate_meets(const struct wf_candidates *all, const struct wf_candidate *candidate,
                        size_t attribute);
/** Equal as attributes; NaN equals nothing. */
bool wf_attribute_is_equal(double a, double b);
/** Last part of a path. */
const char *wf_candidate_file(const struct wf_candidate *candidate);
/** Why no row fits, or more than one does equally (@p tied), with the nearest; caller frees. */
char *wf_candidates_explain(const struct wf_candidates *all, bool tied);
/** Why the one that fits gives no value: it does not reach the target; caller frees. */
char *wf_candidate_explain_unreached(const struct wf_candidates *all,
                                     const struct wf_candidate *candidate);

#endif
