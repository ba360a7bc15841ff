/* The workload: the model, the data, and how many rounds or epochs reach the target. */
#ifndef WF_INPUT_WORKLOAD_H
#define WF_INPUT_WORKLOAD_H

#include "base/arena.h"
#include "input/override.h"
#include "input/prop.h"
#include "input/role.h"

/** One row of <epochs> or <rounds>: what is given must match; what is not given matches all. */
struct wf_convergence {
    uint32_t federated; /**< 1: <rounds>, 0: <epochs> */
    uint64_t value;
    uint64_t batch;        /**< global batch of <epochs>, local batch of <rounds> */
    uint64_t local_epochs; /**< of <rounds> */
    uint64_t active;       /**< of <rounds> */
    uint64_t learners;     /**< of <rounds>: size of the population */
    double target;
    uint32_t provenance; /**< enum wf_provenance */
    const char *source;
    struct wf_origin origin;
};

struct wf_workload {
    const char *id, *path;
    uint32_t line;   /**< of the root element */
    bool incomplete; /**< the file could not be read to its end, or says not what it is */
    double parameters;
    double bytes_per_parameter;
    double model_byte, update_byte, gradient_byte, server_state_byte;
    double training_flop, forward_flop; /**< per sample */
    double moved_byte;                  /**< memory traffic per sample in training; NaN unknown */
    double memory_byte;
    uint64_t samples, evaluation_samples;
    double sample_byte;
    double efficiency_ratio;
    const char *metric;
    double target;
    struct wf_convergence *rows;
    size_t row_count;
    struct wf_origin origins[24];
    double staleness_factor_ratio, missing_factor_ratio, preparation_flop, inference_flop; /*TEMP*/
    uint64_t content_hash; /**< of id and all values: the same work in a comparison */
};

extern const struct wf_prop wf_workload_props[];
extern const struct wf_prop wf_convergence_props[];

/** Load @p path, apply the `workload.` overrides, resolve defaults.
 *  Mistakes go to @p diag. @return 0, or -1 with @p err when the file cannot be read at all. */
int wf_workload_load(const char *path, const struct wf_overrides *overrides, struct wf_arena *arena,
                     struct wf_workload *workload, struct wf_diag *diag, struct wf_err *err);

#endif
