#include "job/paradigms.h"
#include <stddef.h>

const struct wf_paradigm *const wf_paradigms[] = {
    &wf_centralised, &wf_federated, &wf_hierarchical, &wf_decentralised, &wf_gossip,
    &wf_split,       NULL,
};
