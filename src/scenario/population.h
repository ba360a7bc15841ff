/* How many of the hosts that the patterns of a role match take part: `--set learner.count=30`. */
#ifndef WF_SCENARIO_POPULATION_H
#define WF_SCENARIO_POPULATION_H

#include "scenario/deployment.h"

/** Leave as many hosts to the actors of each role as its prop `count` says: of each actor its first
 *  ones, and of several actors in proportion to what they match. Those of N are among those of N +
 *  1. More than match is an error, unless an actor could not be read. The actors are in canonical
 *  order. */
void wf_population_resolve(struct wf_deployment *deployment, struct wf_diag *diag);

#endif
