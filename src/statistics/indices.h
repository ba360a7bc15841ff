/* What the results of a design say: which inputs the outcome follows, ranks, shares, quantiles. */
#ifndef WF_STATISTICS_INDICES_H
#define WF_STATISTICS_INDICES_H

#include "statistics/design.h"
#include "statistics/estimate.h"
#include <stddef.h>
#include <stdint.h>

/** Shares of the variance of the outcome. */
struct wf_sobol_index {
    struct wf_estimate first; /**< that of this group alone */
    struct wf_estimate total; /**< with all its interactions */
};

struct wf_sobol {
    struct wf_sobol_index *index; /**< one a group */
    size_t groups;
    double mean, variance; /**< of samples A and B */
    uint64_t used;         /**< base points */
    uint64_t left_out;     /**< base points of which a row failed */
};

/** From @p results of all rows of a sobol design; NaN: the row failed, and its base point is left
 *  out. Indices are coefficients of the regression of A-with-group-from-B on A and B: that on B is
 *  the first, one less that on A the total index. An input without effect has exactly 0, one that
 *  alone has effect exactly 1, at any size (after Glen and Isaacs, Environ. Model. Softw. 37, 2012,
 *  who remove the chance correlation of A and B from Saltelli's estimators). Intervals by the
 *  jackknife over the randomly shifted replicates, Student's t. An outcome that does not vary has
 *  NaN indices; with fewer than two replicates the bounds are NaN.
 *  @p sobol is released first by the caller. */
void wf_sobol_of(const struct wf_design *design, const double *results, struct wf_sobol *sobol);
void wf_sobol_release(struct wf_sobol *sobol);

/** Elementary effects: change of the outcome over the change of an input, which counts 1 from end
 * to end. */
struct wf_morris_effect {
    struct wf_estimate mu_star; /**< mean of magnitudes; 95 % by Student's t */
    double mu, sigma;           /**< mean, and deviation between trajectories (which shows curvature
                                     and interaction); NaN: group of several columns, no direction */
    uint64_t used, left_out;    /**< effects; left out: of a row that failed */
};

/** @p effects has one place a group. From @p results of all rows of a morris design. */
void wf_morris_of(const struct wf_design *design, const double *results,
                  struct wf_morris_effect *effects);

/** Spearman's rank correlation of @p count pairs, equal values with the mean of their ranks; pairs
 *  with a NaN are left out. 95 % interval: Fisher's z with the variance of Bonett and Wright
 *  (Psychometrika 65, 2000), (1 + r^2 / 2) / (n - 3); where |r| is 1, which has no z, from the
 *  correlation with one swap of neighbours, up to |r| itself. Fewer than 4 pairs: bounds NaN; fewer
 *  than 2, or values that are all equal: NaN.
 *  @param pairs  filled with how many were used; may be NULL */
struct wf_estimate wf_rank_correlation(const double *x, const double *y, size_t count,
                                       size_t *pairs);

/** Share @p hits of @p draws, with Wilson's 95 % interval (1927). No draws: NaN. */
struct wf_estimate wf_share_of(uint64_t hits, uint64_t draws);

/** Quantiles of what is not NaN in @p values, which are reordered: @p out[i] at @p p[i], 0 to 1,
 *  linear between the values, as GSL. None: NaN. */
void wf_quantiles(double *values, size_t count, const double *p, double *out, size_t wanted);

#endif
