#include "prop/words.h"
#include <stddef.h>

const char *const wf_words_yes_no[] = {"no", "yes", NULL};
const char *const wf_words_provenance[] = {"measured", "fitted",  "published",
                                           "derived",  "assumed", NULL};
const char *const wf_words_passes[] = {"auto", NULL};
#define NEIGHBOURS "ring", "k-regular", "complete", "random"
const char *const wf_words_neighbours[] = {NEIGHBOURS, NULL};
const char *const wf_words_topology[] = {NEIGHBOURS,         "star",           "gossip",
                                         "split-sequential", "split-parallel", NULL};
const char *const wf_words_aggregation[] = {"sync", "buffered", "semi-sync", NULL};

const char *wf_provenance_name(uint32_t provenance)
{
    return wf_words_provenance[provenance];
}
