/* Factors that nobody names: the figures of the scenarios of a study, with what their provenance,
 * or the table of defaults, says of them. */
#ifndef WF_SWEEP_AUTOMATIC_H
#define WF_SWEEP_AUTOMATIC_H

#include "sweep/defaults.h"
#include "sweep/factor.h"

struct wf_study;

/** Figures that stay as they are, and why. */
struct wf_fixed_figures {
    struct wf_fixed_figure {
        char *key;
        const char *why; /**< lives as long as the program */
    } * items;
    size_t count;
};
void wf_fixed_figures_release(struct wf_fixed_figures *fixed);

/** Add a factor for each figure of a study that no factor varies yet. By its provenance: an
 *  interval is a normal law (over a factor of 2, lognormal), bounds of an assumed figure are
 *  triangular (over a factor of 10, log-uniform; where it stands at one of them, uniform). Without
 *  one: the default of its class; of a figure that is not assumed, as much around its value.
 *  Passes by the law of passes are drawn by the law. Choices (share, attribution, samples) are
 *  never drawn.
 *  Figures of a fit that a host names (prop 'fit') are drawn together, by the fit.
 *  @param study        loaded
 *  @param[out] fixed   the others; release it; may be NULL
 *  @param diag         gets what is wrong with a fit */
void wf_factors_add_automatic(struct wf_factors *factors, const struct wf_study *study,
                              const struct wf_defaults *defaults, struct wf_fixed_figures *fixed,
                              struct wf_diag *diag);

#endif
