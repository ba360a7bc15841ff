/* Numbers that were fitted together: a multivariate Student's t, or normal, law, drawn by
 * coordinates. */
#ifndef WF_STATISTICS_JOINT_H
#define WF_STATISTICS_JOINT_H

#include <stddef.h>

struct wf_joint {
    size_t count, rank;
    double *value, *error; /**< estimates, and their standard errors */
    double *freedom;       /**< of Student's t, each its own; infinite: normal */
    double (*kept)[2];     /**< shares of each one's law below its least and most value */
    double *root; /**< a root of the correlations, count x count, row by row; columns behind the
                     rank are 0 */
    size_t wrong; /**< after a failure: the first whose correlations are impossible */
};

/** Where degrees of freedom are equal it is the multivariate t. Where they differ, each has the t
 * of its own, and the spread that they share is drawn at the same quantile.
 *  @param correlation  count x count, row by row. Some may follow from the others (a rank below
 *                      count).
 *  @param freedom      count; infinite: normal
 *  @return 0; -1 where the correlations are none: not symmetric, not 1 on the diagonal, or together
 *  impossible (not positive semidefinite). Release in both cases. */
int wf_joint_make(struct wf_joint *joint, size_t count, const double *value, const double *error,
                  const double *correlation, const double *freedom);
void wf_joint_release(struct wf_joint *joint);
/** Cut the law of number @p i off below @p least and above @p most, and renormalise it. Ranks, and
 *  with them what it has in common with the others, stay. Its error is above 0. */
void wf_joint_cut(struct wf_joint *joint, size_t i, double least, double most);
/** Coordinates that a draw takes: one a rank, and a last one for the spread that all share if some
 *  freedom is finite. */
size_t wf_joint_coordinates(const struct wf_joint *joint);
/** @param u            wf_joint_coordinates in [0, 1)
 *  @param[out] values  joint->count */
void wf_joint_draw(const struct wf_joint *joint, const double *u, double *values);
/** Half width of the 95 % interval of number @p i, before it is cut off. */
double wf_joint_half_width(const struct wf_joint *joint, size_t i);

#endif
