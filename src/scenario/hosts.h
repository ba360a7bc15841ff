/* Are the hosts of the actors fit for them: watts to be billed, no profiles, enough memory? */
#ifndef WF_SCENARIO_HOSTS_H
#define WF_SCENARIO_HOSTS_H

struct wf_resolver;

/** Report unfit hosts, once an actor and not once a host. The workload is resolved. */
void wf_hosts_check(struct wf_resolver *resolver);

#endif
