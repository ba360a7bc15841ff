/* The paradigms there are, each a row in the file that plays it. */
#ifndef WF_JOB_PARADIGMS_H
#define WF_JOB_PARADIGMS_H

#include "scenario/paradigm.h"

/** All of them, ended by NULL. */
extern const struct wf_paradigm *const wf_paradigms[];

extern const struct wf_paradigm wf_centralised, wf_federated, wf_hierarchical, wf_decentralised,
    wf_gossip, wf_split;

#endif
