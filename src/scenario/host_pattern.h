/* Where an actor runs, as a deployment says it: a host's name, a glob ("phone-*") or a radical
 * ("phone-[0-999,2000]"). */
#ifndef WF_SCENARIO_HOST_PATTERN_H
#define WF_SCENARIO_HOST_PATTERN_H

#include "platform/platform.h"

struct wf_host_pattern {
    const char *text;
    const struct wf_platform *platform;
    /* where mistakes are reported, and what leads their messages: "<actor learner>" */
    const char *file, *context;
    uint32_t line;
};

/** Indices of the hosts that a pattern names, in natural order of their names. What names no host,
 *  or one twice, is an error in @p diag; names that are missing in an incomplete platform are not.
 *  @param[out] count  how many there are
 *  @return the list; caller frees; may be NULL where there is none */
uint32_t *wf_host_pattern_find(const struct wf_host_pattern *pattern, uint32_t *count,
                               struct wf_diag *diag);

#endif
