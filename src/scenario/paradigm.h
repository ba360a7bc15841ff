/* A paradigm is one row: which roles make it, how its scenario is resolved, which routes it needs,
 * how it trains. The rows stand in job/, one file a paradigm; a deployment's roles choose one. */
#ifndef WF_SCENARIO_PARADIGM_H
#define WF_SCENARIO_PARADIGM_H

#include "base/diag.h"
#include "scenario/role.h"

struct wf_scenario;
struct wf_resolver;
struct wf_deployment;
struct wf_convergence_query;
struct wf_paradigm_way; /* of job/ */

#define WF_ROLE_BIT(role) (1u << (role))

/** With whom the hosts of a role exchange data. */
enum wf_partners {
    WF_PARTNER_FIRST, /**< all with the first of the other role */
    WF_PARTNER_OWN,   /**< each with its own partner (wf_participant.partner) */
    WF_PARTNER_RING,  /**< of one role; checked as a ring, as neighbours are drawn later */
    WF_PARTNER_TREE   /**< of one role: each with the parent of a binomial tree, of which 0 is the
                         root */
};
/** Are all of one role, so that several exchange data at the same time? */
static inline bool wf_partners_are_equals(enum wf_partners partners)
{
    return partners == WF_PARTNER_RING || partners == WF_PARTNER_TREE;
}

/** A route that must exist before the start. */
struct wf_route_need {
    enum wf_role_id from, to;
    enum wf_partners partners;
    bool both_ways;
    bool (*needed)(const struct wf_scenario *scenario); /**< NULL: always */
};
enum { WF_ROUTE_NEEDS_MAX = 4 };

struct wf_paradigm {
    const char *name;       /**< as in results */
    enum wf_role_id leader; /**< its first participant has the plan of the job */
    enum wf_role_id worker; /**< the role that trains */
    enum wf_role_id
        holder;       /**< the role that holds the samples; the workload's where none is there */
    unsigned needs;   /**< roles that must be there, WF_ROLE_BIT each; the leader among them */
    unsigned allows;  /**< further roles that may be there */
    const char *unit; /**< of its progress: "rounds" or "epochs"; the prop of this name */
    bool federated;   /**< rows of <rounds> are its, else those of <epochs> */

    /** Resolve what only this paradigm has: cohorts, graphs, partners. The participants and their
     *  samples are known; mistakes go to the resolver. */
    void (*resolve)(struct wf_resolver *resolver);
    /** Fill in what rows of a workload may ask for: cohort, batch, topology .. */
    void (*ask)(const struct wf_scenario *scenario, struct wf_convergence_query *query);
    /** Turns of those who train that may be open at the same time, at most. */
    uint64_t (*most_turns)(const struct wf_scenario *scenario);
    /** Turns of a round, about; NULL: as many as most_turns. */
    double (*round_turns)(const struct wf_scenario *scenario);
    /** Of a paradigm whose turns meet on the leader's host, or are one at a time: which meet, as
     * part of a sentence; NULL: they are one at a time. NULL: turns meet on no host of one
     * participant. */
    const char *(*meets)(const struct wf_scenario *scenario);
    struct wf_route_need routes[WF_ROUTE_NEEDS_MAX]; /**< beside the leader's to the users */
    size_t route_count;

    const struct wf_paradigm_way
        *way; /**< how it opens, gathers data, trains, closes (job/job.h) */
};

/** The paradigm that the roles of a deployment make.
 *  @param paradigms  all there are, ended by NULL
 *  @return NULL after mistakes were reported */
const struct wf_paradigm *wf_paradigm_choose(const struct wf_paradigm *const *paradigms,
                                             const struct wf_deployment *deployment,
                                             struct wf_diag *diag);

#endif
