#include "prop/words.h"
#include <stddef.h>

const char *const wf_words_yes_no[] = {"no", "yes", NULL};
const char *const wf_words_provenance[] = {"measured", "published", "assumed", NULL};
const char *const wf_words_data[] = {"iid", "non-iid", NULL};
const char *const wf_words_topology[] = {"star", "ring", "k-regular", "complete", "random", NULL};
const char *const wf_words_aggregation[] = {"sync", "buffered", "semi-sync", NULL};

const char *wf_provenance_name(uint32_t provenance)
{
    return wf_words_provenance[provenance];
}

const char *wf_topology_name(uint32_t topology)
{
    return wf_words_topology[topology];
}
