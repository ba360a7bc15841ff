/* From values of factors to overrides. What --set knows as a list (speed, wattage_per_state,
 * wattage_range), and what is multiplied, needs the values as they stand, which may differ from
 * host to host: elements that are equal in them, and met by the same factors, form a group that
 * one text is written for. */
#ifndef WF_SWEEP_FACTOR_PLAN_H
#define WF_SWEEP_FACTOR_PLAN_H

#include "prop/override.h"
#include "sweep/factor.h"

struct wf_study;

/** Look at the elements of a study's platform and fleet that factors name by globs. Sets value of
 * those factors. Mistakes are reported where a factor was said.
 *  @param factors  whose keys have a target; gets and owns the plan */
void wf_factor_plan_make(struct wf_factors *factors, const struct wf_study *study,
                         struct wf_diag *diag);

/** Add the overrides that give the factors these values, to stand behind all others. The items of
 *  lists (speeds, watts) that several factors vary are put together; the other items stay as they
 *  are. The seed is none of them. @pre resolved
 *  @return 0, or -1 with @p err (a name that --set cannot take) */
int wf_factors_overrides(const struct wf_factors *factors, const double *values,
                         struct wf_overrides *overrides, struct wf_err *err);

#endif
