/* Learners as devices: when each is available, and its battery. From the props of the actors, the
 * traces they name, and the batteries of their hosts. */
#ifndef WF_SCENARIO_PRESENCE_H
#define WF_SCENARIO_PRESENCE_H

struct wf_resolver;

/** Fill scenario->presences, one a learner; left NULL where all are always available and none has a
 *  battery. */
void wf_presences_resolve(struct wf_resolver *resolver);

#endif
