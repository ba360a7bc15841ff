/* Where the watts of a deployment's hosts were measured: at the wall, or at a plane from which no
 * factor leads there (ruling 1). */
#ifndef WF_STUDY_METER_PLANES_H
#define WF_STUDY_METER_PLANES_H

#include "study/study.h"

/** The planes of its billed hosts: "wall", "wall, estimate (onprem-0)". */
void wf_meter_planes_put(const struct wf_summary *summary, struct wf_buffer *out);
/** Are all hosts of both at one plane? */
bool wf_meter_planes_are_same(const struct wf_summary *a, const struct wf_summary *b);
/** The planes of two deployments, with a host of each. */
void wf_meter_planes_why(const struct wf_study *study, size_t a, size_t b, struct wf_buffer *out);

#endif
