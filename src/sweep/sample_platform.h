/* Platforms of a sweep: those with some overrides, which samples share as long as they need them.
 */
#ifndef WF_SWEEP_SAMPLE_PLATFORM_H
#define WF_SWEEP_SAMPLE_PLATFORM_H

#include "study/study.h"

struct wf_sample_platform {
    char *key; /**< texts of the overrides that made it what it is */
    struct wf_overrides overrides;
    struct wf_study study; /**< whose platform it is */
    char *reason;          /**< why there is none; NULL: there is one */
    uint64_t used;         /**< the last chunk that needed it */
};

struct wf_sample_platforms {
    struct wf_sample_platform *items;
    size_t count;
};

/** What a sample wants of its platform. */
struct wf_sample_wish {
    const struct wf_study *base;            /**< of the sweep */
    const struct wf_study_request *request; /**< of the sample: one deployment, all its overrides */
    const struct wf_overrides *factors;     /**< of these, what the factors of the sweep gave */
    bool all; /**< of a fleet, all devices: none is drawn when it is first asked */
};

/** The platform of a sample: one that others have had, or a new one.
 *  @param chunk  that is played now
 *  @return its number; valid until wf_sample_platforms_keep */
size_t wf_sample_platforms_find(struct wf_sample_platforms *platforms,
                                const struct wf_sample_wish *wish, uint64_t chunk);
/** Drop those that chunk @p chunk did not need. */
void wf_sample_platforms_keep(struct wf_sample_platforms *platforms, uint64_t chunk);
void wf_sample_platforms_release(struct wf_sample_platforms *platforms);

/** Are devices of this study's fleet drawn when they are first asked? */
bool wf_sample_platform_draws(const struct wf_study *study);
/** Why a study failed: its first mistake, with its place, or @p err. Caller frees. */
char *wf_sample_failure(const struct wf_diag *diag, const struct wf_err *err);

#endif
