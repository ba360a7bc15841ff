/* Samples of a sweep: runs of one deployment, each with some values of the factors that are
 * simulated. All points that differ in nothing else share a sample and are priced from it. */
#ifndef WF_SWEEP_SAMPLE_H
#define WF_SWEEP_SAMPLE_H

#include "sweep/effect.h"
#include "sweep/factor_plan.h"
#include "sweep/results.h"
#include "sweep/sample_platform.h"

/** What the factors of a sweep do to one of its deployments. */
struct wf_variant {
    size_t deployment;       /**< number in the study */
    enum wf_effect *effects; /**< by factor */
    struct wf_priced_figure *figures;
    size_t *figure_factors; /**< of each figure */
    size_t figure_count;
};

/** What is swept; const while it is played, and borrowed. */
struct wf_swept {
    const struct wf_study *base;      /**< loaded, the factors not set */
    struct wf_study_request request;  /**< of the base */
    const struct wf_factors *factors; /**< resolved */
    struct wf_variant *variants;      /**< one a deployment */
    /** Results are kept under each of these, too; those that a sample cannot be priced under are
     *  unknown. */
    const struct wf_choice *choices;
    size_t choice_count;
    double audited;    /**< share of the samples whose turns in closed form SimGrid plays again */
    double *first;     /**< by factor, values of the first point, which always is; NULL: all are */
    bool loads_alike;  /**< SimGrid loads the same platform for all samples: no factor changes what
                          it reads */
    bool builds_alike; /**< platforms of all samples differ in speeds and watts, and in bandwidths
                          and latencies of <link>s alone */
    bool rounds_known; /**< a sample fails where the number of its rounds does not hold, or is not
                          known */
};

/** How the reasons of samples begin that fail for their rounds. */
#define WF_NO_ROUNDS "no rounds are known: "

/** What is kept under a choice. */
enum wf_choice_result { WF_CHOICE_ENERGY, WF_CHOICE_CARBON, WF_CHOICE_EMBODIED, WF_CHOICE_RESULTS };

/** Numbers of a point: by deployment, then enum wf_result; behind them by deployment, then choice,
 *  then enum wf_choice_result. */
size_t wf_swept_result_count(const struct wf_swept *swept);

/** Find out what the factors do. Release it. */
void wf_swept_make(struct wf_swept *swept, const struct wf_study *base,
                   const struct wf_study_request *request, const struct wf_factors *factors);
/** Draw which samples SimGrid plays again, of a sweep of @p points; by default it is all. A sample
 * is drawn by its values alone.
 *  @param first  values of the first point, by factor */
void wf_swept_draw_audits(struct wf_swept *swept, uint64_t points, const double *first);
void wf_swept_release(struct wf_swept *swept);

struct wf_sample {
    const struct wf_variant *variant;
    bool whole;     /**< all factors are simulated: it serves the points of equal values alone */
    double *values; /**< by factor, as simulated: priced ones at their marks, those of others 0 */
    bool played;
    char *reason; /**< why it failed; NULL: it did not */
    bool refused; /**< it cannot be priced: a whole one must be played for each point */
    double results[WF_RESULT_COUNT];
    struct wf_pricing *pricing; /**< NULL: nothing to price */
    uint64_t used;              /**< the last chunk that needed it */
};

/** Does SimGrid play turns of it again that were played in closed form (wf_swept_draw_audits)? */
bool wf_sample_is_audited(const struct wf_swept *swept, const struct wf_sample *sample);

/** The samples that were played, and are still needed. */
struct wf_samples {
    const struct wf_swept *swept;
    struct wf_sample **items;
    size_t count, capacity;
    struct wf_sample_platforms platforms;
    uint64_t chunk;      /**< that is played now */
    uint64_t played;     /**< simulations since the start */
    uint64_t audited;    /**< of these: checked by SimGrid */
    double simulation_s; /**< CPU time of these (wf_outcome) */
    bool held;           /**< this process holds SimGrid's platform (wf_process_hold) */
    bool *needs_simgrid; /**< by deployment: some sample of it was not played in closed form */
};
void wf_samples_init(struct wf_samples *samples, const struct wf_swept *swept);
void wf_samples_release(struct wf_samples *samples);
/** The sample of deployment @p deployment for a point of these values: one that was played, or a
 *  new one. Valid until wf_samples_next.
 *  @param values  by factor */
struct wf_sample *wf_samples_find(struct wf_samples *samples, size_t deployment,
                                  const double *values, bool whole);
/** Play all that were not. */
void wf_samples_play(struct wf_samples *samples);
/** A chunk ends: drop samples and platforms that it did not need. */
void wf_samples_next(struct wf_samples *samples);

/** Results of a point from its sample, which did not fail and was not refused.
 *  @param[out] choices  by choice, then enum wf_choice_result */
void wf_sample_results(const struct wf_samples *samples, struct wf_sample *sample,
                       const double *values, double results[WF_RESULT_COUNT], double *choices);

#endif
