/* All that a study holds before it runs, as text: two studies that are to be the same are compared
 * line by line. Numbers are written to the last bit. */
#ifndef WF_TESTS_BUILD_DESCRIBE_H
#define WF_TESTS_BUILD_DESCRIBE_H

#include "study/study.h"

/** Mistakes and warnings, the platform, and each scenario: actors with their origins, workload,
 *  participants, totals, rounds. */
void describe_study(const struct wf_study *study, struct wf_buffer *out);
/** The parts alone. Of a diag: what it holds, sorted. */
void describe_diag(struct wf_diag *diag, struct wf_buffer *out);
void describe_platform(const struct wf_platform *platform, struct wf_buffer *out);
void describe_deployment(const struct wf_deployment *deployment, struct wf_buffer *out);
void describe_workload(const struct wf_workload *workload, struct wf_buffer *out);
void describe_scenario(const struct wf_scenario *scenario, struct wf_buffer *out);

#endif
