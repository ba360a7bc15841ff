/* A model of which some parameters are trained and the others are frozen: adapters, as LoRA (Hu et
 * al. 2021), or a few last layers. */
#ifndef WF_WORKLOAD_ADAPTERS_H
#define WF_WORKLOAD_ADAPTERS_H

#include "workload/workload.h"

/** Share of the parameters that is trained, 0 to 1. */
static inline double wf_workload_trained_share(const struct wf_workload *workload)
{
    return workload->trainable_parameters / workload->parameters;
}

/** Fill what is not given (all parameters are trained, frozen ones have the size of the others),
 *  and what follows from it: base_byte, trained_flop, trained_moved_byte and trained_memory_byte.
 *  With all parameters trained nothing differs from a workload without the props. Wrong values, and
 *  props that change nothing, are reported to @p diag.
 *  @param table  wf_workload_props */
void wf_workload_adapt(struct wf_workload *workload, const struct wf_prop *table,
                       struct wf_diag *diag);

#endif
