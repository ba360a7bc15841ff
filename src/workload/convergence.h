/* How many rounds or epochs reach the target: the row of the workload that matches the job, or a
 * value between two that match but for one attribute. Never an extrapolation: no row, no number. */
#ifndef WF_WORKLOAD_CONVERGENCE_H
#define WF_WORKLOAD_CONVERGENCE_H

#include "workload/workload.h"

/** The job, as far as rows may ask for it. What is unset (NaN, WF_COUNT_UNSET, WF_CHOICE_UNSET) is
 *  not known or not one value, and fits no row that asks for it, but for what is said here. */
struct wf_convergence_query {
    bool federated;
    uint64_t batch;                     /**< WF_BATCH_ALL: all samples */
    uint64_t local_epochs, local_steps; /**< one of them, at most */
    uint64_t active, learners;
    uint64_t buffer;       /**< of a buffered aggregation */
    uint64_t local_rounds; /**< unset: 1 */
    double target;         /**< unset: rows of any target fit, curves do not */
    double fraction_ratio; /**< unset: active / learners */
    double dropout_ratio;  /**< unset: 0; infinite: not one for all */
    double data;           /**< kind of data (prop/data_kind.h) */
    uint32_t training;     /**< enum wf_row_training; unset: first */
    uint32_t topology;     /**< enum wf_topology; unset: star */
    uint32_t aggregation;  /**< enum wf_aggregation; unset: sync */
};

/** All unset. */
struct wf_convergence_query wf_convergence_query_init(bool federated);

struct wf_convergence_result {
    /** Of a row that states passes in the place of a value, which is NaN then; WF_BY_LAW; NaN. */
    double passes_ratio;
    double value; /**< rounds, or epochs, which may have a fraction; an interpolation of rounds is
                     rounded up */
    uint32_t provenance; /**< enum wf_provenance; of two rows the less certain, at best derived */
    double low, high;    /**< interval of the value; NaN: none is stated */
    /** The citation, to be shown. Of an interpolation: "interpolated between line 12 (batch=10: 20)
     *  and line 13 (batch=50: 29) of x.csv; CITATION". NULL where there is none. */
    const char *source;
    const struct wf_convergence *row; /**< it, or the lower of two; borrowed of the workload */
    struct wf_origin origin;          /**< of that row; of a curve, of its point */
    bool interpolated;
    const char *between; /**< "line 12 (batch=10: 20) and line 13 .."; NULL: not interpolated */
};

/** The one row or curve that fits best (most attributes asked for and met); where none fits, the
 *  model of a table that asks for it (rounds_model.h), else the linear interpolation between the
 *  two nearest rows around the job along one numeric attribute, all else being equal. A row that
 * was not reached fits, and is then the error; it is no end of an interpolation, and none goes past
 * it.
 *  @param arena  owns the texts of the result
 *  @return true; false after filling @p why (to free) with the nearest rows there are. */
bool wf_convergence_find(const struct wf_workload *workload,
                         const struct wf_convergence_query *query, struct wf_arena *arena,
                         struct wf_convergence_result *result, char **why);

/** The epochs of a centralised training that passes-ratios refer to: of the rows of <epochs> that
 *  hold for the target and the training, whatever their batch. Rows that differ are an error.
 *  @param target  NaN: none
 *  @return as wf_convergence_find */
bool wf_convergence_reference(const struct wf_workload *workload, double target, bool later,
                              struct wf_convergence_result *result, char **why);

#endif
