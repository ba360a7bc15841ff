/* A sensitivity analysis, for people and for programs. */
#ifndef WF_SWEEP_SENSITIVITY_REPORT_H
#define WF_SWEEP_SENSITIVITY_REPORT_H

#include "base/text.h"
#include "sweep/sensitivity.h"

void wf_sensitivity_text(const struct wf_sensitivity *sensitivity, size_t width,
                         struct wf_buffer *out);
/** JSON "wattfleet.sensitivity/1". */
void wf_sensitivity_json(const struct wf_sensitivity *sensitivity, struct wf_buffer *out);
/** CSV: a row an input of each response; of oat, a row a step. */
void wf_sensitivity_csv(const struct wf_sensitivity *sensitivity, struct wf_buffer *out);

#endif
