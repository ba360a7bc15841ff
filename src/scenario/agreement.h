/* Props that hold for the whole job, though several actors may give them. */
#ifndef WF_SCENARIO_AGREEMENT_H
#define WF_SCENARIO_AGREEMENT_H

struct wf_resolver;

/** Actors of the leading role must agree on such props; those that say nothing get what the others
 *  say. */
void wf_agreement_resolve(struct wf_resolver *resolver);

#endif
