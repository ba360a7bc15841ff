/* Who takes part in a round: cohorts of a server and of gateways, and the graph of peers. */
#ifndef WF_SCENARIO_COHORT_H
#define WF_SCENARIO_COHORT_H

struct wf_resolver;

/** How many learners (or gateways) the server asks in a round, and how many updates it waits for.
 *  What is wrong goes to the resolver's diag, here and below. */
void wf_cohort_resolve_server(struct wf_resolver *resolver);
/** The cohort of each gateway; its learners are known. */
void wf_cohort_resolve_gateways(struct wf_resolver *resolver);
/** The graph of peers: its degree, and the exchanges of a round. */
void wf_cohort_resolve_peers(struct wf_resolver *resolver);

#endif
