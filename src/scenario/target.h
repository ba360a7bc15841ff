/* What --set can change: the roles, the workload, and the places of a platform. */
#ifndef WF_SCENARIO_TARGET_H
#define WF_SCENARIO_TARGET_H

#include "prop/override.h"

/** Is there something of the name that the override gives?
 *  @return 0, or -1 with @p err (WF_EUSAGE) and the nearest name. */
int wf_target_check(const struct wf_override *override, struct wf_err *err);

#endif
