/* What results follow, as pictures. */
#ifndef WF_SWEEP_SENSITIVITY_PICTURE_H
#define WF_SWEEP_SENSITIVITY_PICTURE_H

#include "sweep/sensitivity.h"

/** Draw into files that are named after @p path, "FILE.svg":
 *  - of an oat design, FILE-tornado-RESPONSE.svg, and FILE-curves-RESULT.svg of the deployments,
 * the inputs that change most;
 *  - of a sobol design, whose points are draws of the inputs, what wf_sweep_draw draws;
 *  - of three deployments or more, FILE-proxies.svg: energy against what is taken in its place.
 *  @return 0, or -1 with @p err: WF_EINPUT there is nothing to draw; else as wf_chart_draw */
int wf_sensitivity_draw(const struct wf_sensitivity *sensitivity, const char *path,
                        struct wf_err *err);

/** Is there anything to draw of such a design? @return 0, or -1 with WF_EUSAGE */
int wf_sensitivity_drawable(enum wf_design_kind kind, size_t deployments, struct wf_err *err);

#endif
