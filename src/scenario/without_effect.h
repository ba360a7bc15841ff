/* Props that are given and have no effect, because of what other props say. */
#ifndef WF_SCENARIO_WITHOUT_EFFECT_H
#define WF_SCENARIO_WITHOUT_EFFECT_H

struct wf_resolver;

/** Warn of each. The scenario is resolved and has no mistake. */
void wf_without_effect_warn(struct wf_resolver *resolver);

#endif
