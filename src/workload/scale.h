/* A model so many times as large: `--set workload.scale=2`. */
#ifndef WF_WORKLOAD_SCALE_H
#define WF_WORKLOAD_SCALE_H

#include "workload/workload.h"

/** Multiply what grows with the model by its prop `scale`: parameters, sizes of model, update,
 *  gradient and server state, flop a sample, memory traffic and memory. What is not given stays so.
 *  Values that were changed count as set on the command line: they are no longer those of their
 *  source. Samples, their size and the flop of preparing them are of the data and stay.
 *  @param table  wf_workload_props */
void wf_workload_scale(struct wf_workload *workload, const struct wf_prop *table);

#endif
