/* What one local training of a learner or peer is: passes over its samples, or a number of batches.
 */
#ifndef WF_SCENARIO_LOCAL_WORK_H
#define WF_SCENARIO_LOCAL_WORK_H

struct wf_resolver;

/** Report actors that give both 'local-epochs' and 'local-steps', or steps without a 'batch'. One
 * that stands on the command line replaces the other one of the file. */
void wf_local_work_resolve(struct wf_resolver *resolver);

#endif
