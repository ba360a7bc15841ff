/* What is believed of a figure: by the interval of its provenance, or by the default of its class.
 */
#ifndef WF_SWEEP_BELIEF_H
#define WF_SWEEP_BELIEF_H

#include "statistics/shape.h"

struct wf_default;
struct wf_figure;

struct wf_belief {
    enum wf_shape_kind kind;
    double low, centre, high; /**< in the canonical unit; centre may be NaN */
    char *source;             /**< to free */
};

/** Of an assumed figure the interval is its bounds, else the 95 % interval of a normal law. */
struct wf_belief wf_belief_from_interval(const struct wf_figure *figure);
/** Any value of the class where an assumed figure lies in it; else the class around the value. */
struct wf_belief wf_belief_from_default(const struct wf_default *row,
                                        const struct wf_figure *figure);

#endif
