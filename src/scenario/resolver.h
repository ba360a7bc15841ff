/* What the files that resolve a scenario share: the scenario as it grows, and how its mistakes are
 * reported. Only they, and the paradigms in job/, include this. */
#ifndef WF_SCENARIO_RESOLVER_H
#define WF_SCENARIO_RESOLVER_H

#include "scenario/scenario.h"

struct wf_library;
struct wf_reserve_plan;

struct wf_resolver {
    struct wf_scenario *scenario;
    const struct wf_deployment *given; /**< as its file says, without overrides */
    struct wf_library *library;
    struct wf_diag *diag;
    const struct wf_reserve_plan *reserve; /**< NULL: nobody is in reserve */
    const char *path;                      /**< of the deployment */
    uint64_t *reported; /**< by actor: rows of its props that were reported for one of its hosts */
};

/** Report a mistake of an actor, at its line. */
void wf_resolver_error(struct wf_resolver *resolver, const struct wf_actor *actor,
                       const char *format, ...) WF_PRINTF(3, 4);
/** Report a mistake of a prop, where it was given; at the actor where it was not. */
void wf_resolver_prop_error(struct wf_resolver *resolver, const struct wf_actor *actor,
                            const char *prop, const char *format, ...) WF_PRINTF(4, 5);

#endif
