/* One or two factors over a stretch that is wider than what is believed of them, the others at
 * their centre: the plane that a frontier is looked for in. */
#ifndef WF_SWEEP_PLANE_H
#define WF_SWEEP_PLANE_H

#include "statistics/design.h"
#include "sweep/factor.h"

enum { WF_PLANE_AXES = 2, WF_PLANE_LEVELS = 17 };

struct wf_plane {
    size_t factors[WF_PLANE_AXES]; /**< numbers; none is a list, or the seed */
    size_t count;                  /**< 1 or 2 */
    /** A value that is to lie inside, such as a break-even; NaN: none. */
    double reach[WF_PLANE_AXES];
};

/** Of which factors it is.
 *  @param keys  "KEY1,KEY2"; NULL: all, if these are one or two and can be axes, else none: count 0
 *  @return 0, or -1 with WF_EUSAGE: no two factors that lie between two bounds */
int wf_plane_choose(const struct wf_factors *factors, const char *keys, struct wf_plane *plane,
                    struct wf_err *err);

/** Ends of an axis: twice as far from the centre as what is believed, cut off where the key ends
 *  (and, of what is above 0, at half of the lower end); as far as @p reach, but at most four times
 * as far from the centre. */
void wf_plane_ends(const struct wf_factor *factor, double reach, double *low, double *high);

/** Draw the factors of the plane from end to end in equal steps (of logarithms, where their shape
 *  is one of these), each by a coordinate of its own behind the others; no factor is drawn jointly.
 */
void wf_plane_spread(struct wf_factors *factors, const struct wf_plane *plane);
/** Groups of the coordinates, so that a grid has the plane's axes alone, the last one fastest.
 *  @param[out] group_of  of factors->columns */
void wf_plane_groups(const struct wf_factors *factors, const struct wf_plane *plane,
                     uint32_t *group_of);
/** Hold what is not of the plane at its centre. */
void wf_plane_hold(const struct wf_factors *factors, const struct wf_plane *plane,
                   struct wf_design *design);

#endif
