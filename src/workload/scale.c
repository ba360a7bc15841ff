#include "workload/scale.h"
#include <math.h>

static const char *const scaled[] = {
    "parameters",       "trainable-parameters",   "model-size",    "update-size",
    "gradient-size",    "server-state-size",      "training-flop", "forward-flop",
    "inference-flop",   "bytes-moved-per-sample", "memory",        "activation-size",
    "client-parameters"};

void wf_workload_scale(struct wf_workload *workload, const struct wf_prop *table)
{
    const double scale = workload->scale_ratio;
    if (scale == 1)
        return;
    for (size_t i = 0; i < sizeof scaled / sizeof *scaled; i++) {
        int row = wf_props_find(table, scaled[i], 0);
        double *value = (double *)(void *)((char *)workload + table[row].offset);
        *value *= scale;
        if (workload->origins[row].file)
            workload->origins[row] = (struct wf_origin){"--set", 0};
    }
}
