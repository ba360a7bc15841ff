/* Props that must be there because of others: checked once all is resolved. */
#ifndef WF_SCENARIO_NEEDS_H
#define WF_SCENARIO_NEEDS_H

struct wf_resolver;

/** Report what the workload, the plan and the actors lack, and props that contradict each other. */
void wf_needs_check(struct wf_resolver *resolver);

#endif
