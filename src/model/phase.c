#include "model/phase.h"

const char *wf_phase_name(enum wf_phase phase)
{
    static const char *const names[WF_PHASE_COUNT] = {
        [WF_PHASE_COMPUTE] = "compute",     [WF_PHASE_EVALUATE] = "evaluate",
        [WF_PHASE_AGGREGATE] = "aggregate", [WF_PHASE_UPLOAD] = "upload",
        [WF_PHASE_DOWNLOAD] = "download",   [WF_PHASE_COLLECTION] = "collection",
        [WF_PHASE_PREPARATION] = "preparation", [WF_PHASE_INFERENCE] = "inference", [WF_PHASE_DEPLOYMENT] = "deployment", [WF_PHASE_EXPLORATION] = "exploration", [WF_PHASE_STORAGE] = "storage",
        [WF_PHASE_OVERHEAD] = "overhead",   [WF_PHASE_WAIT] = "wait",
    };
    return names[phase];
}
