#include "model/phase.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

static const char *const names[WF_PHASE_COUNT + 1] = {
    [WF_PHASE_COMPUTE] = "compute",         [WF_PHASE_EVALUATE] = "evaluate",
    [WF_PHASE_AGGREGATE] = "aggregate",     [WF_PHASE_PROTECTION] = "protection",
    [WF_PHASE_PREPARATION] = "preparation", [WF_PHASE_INFERENCE] = "inference",
    [WF_PHASE_UPLOAD] = "upload",           [WF_PHASE_DOWNLOAD] = "download",
    [WF_PHASE_COLLECTION] = "collection",   [WF_PHASE_DEPLOYMENT] = "deployment",
    [WF_PHASE_EXPLORATION] = "exploration", [WF_PHASE_OVERHEAD] = "overhead",
    [WF_PHASE_STORAGE] = "storage",         [WF_PHASE_WAIT] = "wait",
    [WF_PHASE_COUNT] = "training", /* the group */
};

static const uint32_t training = 1u << WF_PHASE_COMPUTE | 1u << WF_PHASE_EVALUATE |
                                 1u << WF_PHASE_AGGREGATE | 1u << WF_PHASE_PROTECTION |
                                 1u << WF_PHASE_UPLOAD | 1u << WF_PHASE_DOWNLOAD |
                                 1u << WF_PHASE_OVERHEAD | 1u << WF_PHASE_WAIT;

const char *wf_phase_name(enum wf_phase phase)
{
    return names[phase];
}

bool wf_phase_is_training(enum wf_phase phase)
{
    return training >> phase & 1;
}

uint32_t wf_phases_parse(const char *list, char *wrong, size_t size)
{
    uint32_t phases = 0;
    char item[64];
    while (wf_text_next_item(&list, item, sizeof item)) {
        uint32_t i = 0;
        while (i <= WF_PHASE_COUNT && strcmp(names[i], item))
            i++;
        if (i > WF_PHASE_COUNT) {
            snprintf(wrong, size, "%s", item);
            return 0;
        }
        phases |= i == WF_PHASE_COUNT ? training : 1u << i;
    }
    return phases;
}

const char *wf_phases_nearest(const char *name)
{
    return wf_text_nearest(name, names, WF_PHASE_COUNT + 1);
}
