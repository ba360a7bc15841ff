/* Numbers that were fitted together: a multivariate Student's t, or normal, law, drawn by
 * coordinates. */
#ifndef WF_STATISTICS_JOINT_H
#define WF_STATISTICS_JOINT_H

#include <stddef.h>

struct wf_joint {
    size_t count;
    double *value, *error; /**< estimates, and their standard errors */
    double *root;          /**< lower triangle of the Cholesky factor of the correlations, count x
                              count, row by row */
    double freedom;        /**< of Student's t; infinite: normal */
};

/** @param correlation  count x count, row by row
 *  @return 0; -1 where the correlations are none: not symmetric, not 1 on the diagonal, or together
 *  impossible (not positive definite). Release in both cases. */
int wf_joint_make(struct wf_joint *joint, size_t count, const double *value, const double *error,
                  const double *correlation, double freedom);
void wf_joint_release(struct wf_joint *joint);
/** Coordinates that a draw takes: one a number, and one for the spread that all share if freedom is
 * finite. */
size_t wf_joint_coordinates(const struct wf_joint *joint);
/** @param u            wf_joint_coordinates in [0, 1)
 *  @param[out] values  joint->count */
void wf_joint_draw(const struct wf_joint *joint, const double *u, double *values);
/** Half width of the 95 % interval of number @p i. */
double wf_joint_half_width(const struct wf_joint *joint, size_t i);

#endif
