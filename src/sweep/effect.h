/* What a factor does to a run of one deployment: does it change what is simulated, or only what is
 * billed for it? Time does not depend on PUE, intensities, embodied carbon, shares, factors to the
 * wall or watts, unless a selection or a battery looks at energy. */
#ifndef WF_SWEEP_EFFECT_H
#define WF_SWEEP_EFFECT_H

#include "account/pricing.h"
#include "sweep/factor.h"

enum wf_effect {
    WF_EFFECT_NONE,      /**< it is of another deployment */
    WF_EFFECT_SIMULATED, /**< each of its values is simulated */
    WF_EFFECT_PRICED     /**< its values are priced (account/pricing.h) */
};

/** @param scenario  of the deployment, as the factors are not yet set
 *  @param factor    of all deployments, or of this one; resolved
 *  @param[out] figure  where it is priced: what it is, but for its mark */
enum wf_effect wf_effect_of(const struct wf_scenario *scenario, const struct wf_factor *factor,
                            struct wf_priced_figure *figure);

/** The value, in its canonical unit, that the figure of a priced factor has where it is drawn as
 *  @p value. */
double wf_effect_value(const struct wf_factor *factor, double value);

/** A value of a priced factor, as wf_factors_draw gives it, that its figure has nowhere else.
 *  @param index  of the factor */
double wf_effect_mark(const struct wf_factor *factor, size_t index);

#endif
