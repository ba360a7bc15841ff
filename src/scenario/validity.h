/* Whether a number of rounds or epochs still holds: the settings that it was stated for against
 * those of the scenario. */
#ifndef WF_SCENARIO_VALIDITY_H
#define WF_SCENARIO_VALIDITY_H

#include "scenario/deployment.h"
#include "workload/convergence.h"

struct wf_scenario;

/** Why a number does not hold for a resolved scenario. A row of the workload holds for what it
 *  names, and for what a row means that does not name it: all learners active, no drop-outs, no
 *  over-selection, no deadline, selection all or random, learners that are always there, one local
 *  epoch, no kind of data; a batch and the settings of a buffered aggregation are those of the
 *  deployment's file. A row by the law of passes holds for any cohort, local work, kind of data and
 *  batch, with models that all average. A number that the deployment gives holds for all that its
 * file says. Updates that do not come are covered where the workload has a missing-factor.
 *  @param given  the deployment without overrides
 *  @param row    where the number was found; NULL: the deployment gives it
 *  @return part of a sentence, "stated for no drop-outs; dropout is 0.3", in the scenario's arena;
 *          NULL: it holds */
const char *wf_validity_why_not(struct wf_scenario *scenario, const struct wf_deployment *given,
                                const struct wf_convergence *row);
/** May a number that is given depend on this prop of a role: was it stated for one setting of it?
 */
bool wf_validity_follows(const char *prop);
/** May updates not come: drop-outs, deadlines, learners that are not always there? */
bool wf_validity_loses_updates(const struct wf_scenario *scenario);

#endif
