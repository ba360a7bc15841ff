/* Between the files that put a scenario together: scenario.c (paradigm, workload, rounds) and
 * participants.c (who takes part, on which host, in which pstate, with which samples). Nobody else
 * includes this. */
#ifndef WF_SCENARIO_RESOLVER_H
#define WF_SCENARIO_RESOLVER_H

#include "scenario/scenario.h"

struct wf_resolver {
    struct wf_scenario *scenario;
    struct wf_diag *diag;
    const char *path;
    uint64_t *told; /* by actor: rows of its props told for one of its hosts */
};

/** A mistake of an actor, at its line; of a prop, at the prop's. */
void wf_resolver_error(struct wf_resolver *resolver, const struct wf_actor *actor,
                       const char *format, ...) WF_PRINTF(3, 4);
void wf_resolver_prop_error(struct wf_resolver *resolver, const struct wf_actor *actor,
                            const char *prop, const char *format, ...) WF_PRINTF(4, 5);

/** Props that hold for the whole job: several entries of trainers, or of peers, must agree, and
 *  those that say nothing get what the others say. */
void wf_paradigm_agree(struct wf_resolver *resolver);
/** Cohort of the server; of each gateway; the graph of peers. */
void wf_cohort_resolve_server(struct wf_resolver *resolver);
void wf_cohort_resolve_gateways(struct wf_resolver *resolver);
void wf_cohort_resolve_peers(struct wf_resolver *resolver);

/** Watts, profiles, memory of the hosts of each actor; told once an actor. */
void wf_participants_check_hosts(struct wf_resolver *resolver);
/** The participants of a role in canonical order, costs resolved for their hosts. */
void wf_participants_gather(struct wf_resolver *resolver, enum wf_role_id role);
/** Speeds by batch of those who train in @p role: once samples and numbers are known. */
void wf_participants_apply_batches(struct wf_resolver *resolver, enum wf_role_id role);
/** Samples not given: equal shares of the workload's, the first ones one more. @return the total.
 */
uint64_t wf_participants_share(struct wf_resolver *resolver, enum wf_role_id role);
/** Date of the start, and the window it may be put off in. */
void wf_start_resolve(struct wf_resolver *resolver);
/** A count that all of a role share, for rows of a workload that ask for it; else unset: no such
 *  row fits a mixed fleet.
 *  @param member  offset of the count in the role's values */
uint64_t wf_rounds_common(const struct wf_scenario *scenario, enum wf_role_id role, size_t member);
/** Rounds or epochs of the first training and of the later ones, with where they come from. */
void wf_rounds_resolve(struct wf_resolver *resolver);
/** The trainer of each source. */
void wf_participants_pair_sources(struct wf_resolver *resolver);
/** The gateway of each learner, and the learners of each gateway. */
void wf_participants_pair_learners(struct wf_resolver *resolver);
/** Warn of props that are given and have no effect. Called last: it looks at all that is resolved.
 */
void wf_without_effect_warn(struct wf_resolver *resolver);
/** Pstate that a prop names: one of the host's workloads or a number. @p fallback where unset. */
uint16_t wf_participants_pstate(struct wf_resolver *resolver, const struct wf_actor *actor,
                                const struct wf_host *host, const char *prop, const char *name,
                                uint16_t fallback);

#endif
