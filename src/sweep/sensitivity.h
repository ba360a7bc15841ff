/* What the results of a sweep follow: of energy, carbon and time of each
 * deployment, and of their ratio to the first, which inputs they depend on. */
#ifndef WF_SWEEP_SENSITIVITY_H
#define WF_SWEEP_SENSITIVITY_H

#include "statistics/indices.h"
#include "sweep/proxy.h"
#include "sweep/sweep.h"

/** A group of factors: what has one index. */
struct wf_input {
    size_t *factors; /**< numbers in the study */
    size_t count;
    bool rest; /**< what screening found small, drawn as one */
};

/** A number of the results that is analysed. */
struct wf_response {
    size_t deployment;
    size_t reference; /**< the logarithm of the ratio to this deployment;
                         SIZE_MAX: no ratio */
    enum wf_result result;
    double *values;                   /**< by row of the design; NaN: the point failed */
    struct wf_sobol sobol;            /**< of a sobol design; else empty */
    struct wf_morris_effect *effects; /**< of a morris design, one an input; else NULL */
};

struct wf_sensitivity {
    const struct wf_sweep *sweep; /**< borrowed */
    struct wf_input *inputs;      /**< by group of the design */
    size_t input_count;
    struct wf_response *responses; /**< those that are known in a point, at least */
    size_t response_count;
    uint64_t failed;  /**< points */
    uint64_t missing; /**< points that the store has not: --max-time was up */
    struct wf_proxies proxies;
};

/** Analyse a sweep that was run, with a sobol, morris or oat design. Release
 * it.
 *  @param rest  group that holds what screening found small, UINT32_MAX: none
 *  @return 0, or -1 with @p err: the store cannot be read, or no point
 * succeeded */
int wf_sensitivity_make(struct wf_sensitivity *sensitivity, const struct wf_sweep *sweep,
                        uint32_t rest, struct wf_err *err);
void wf_sensitivity_release(struct wf_sensitivity *sensitivity);

/** Rows that a design of this kind takes where nobody says how many. */
uint64_t wf_sensitivity_points(enum wf_design_kind kind, const struct wf_factors *factors);

/** More inputs than Sobol's sequence serves? */
bool wf_sensitivity_too_many(const struct wf_factors *factors);
/** From a sweep with a morris design: keep the inputs of the largest effects,
 * as many as the sequence serves, and make all others one group. Of each input
 * its largest mu* counts, over that of the response.
 *  @param[out] rest  the group
 *  @return as wf_sensitivity_make */
int wf_sensitivity_screen(const struct wf_sweep *screening, struct wf_factors *factors,
                          uint32_t *rest, struct wf_err *err);

/** "energy of federated", "energy, federated / centralised". Caller frees. */
char *wf_response_name(const struct wf_sensitivity *sensitivity,
                       const struct wf_response *response);
/** "zone.edge.pue", "a.speed, a.watts", "the rest (13 inputs)". Caller frees.
 */
char *wf_input_name(const struct wf_sensitivity *sensitivity, const struct wf_input *input);

#endif
