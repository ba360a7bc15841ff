/* The deployment: which actor runs where, with which props. A file is read once and stays as it
 * says (deployment_reader.h); what a scenario works with is derived from it, with any overrides. */
#ifndef WF_SCENARIO_DEPLOYMENT_H
#define WF_SCENARIO_DEPLOYMENT_H

#include "base/arena.h"
#include "prop/override.h"
#include "scenario/role.h"

struct wf_actor {
    enum wf_role_id role;
    union wf_role_values values;
    struct wf_origin origins[WF_ROLE_PROPS_MAX]; /**< of each row of the role's table */
    const char *pattern;                         /**< as written: name, glob or radical */
    double start_s;                              /**< 0 unless given */
    uint32_t line;
    const uint32_t *hosts; /**< natural order of names */
    uint32_t host_count;
    uint32_t matched; /**< hosts that the pattern names; more than host_count where `count` says */
};

struct wf_deployment {
    const char *path;
    struct wf_arena arena; /**< owns what actors point to and a base does not */
    struct wf_actor *actors;
    size_t actor_count;
    uint32_t line;   /**< of the root element */
    bool incomplete; /**< an actor could not be read: what is missing may only be misspelt */
};

/** A deployment without actors. @p name stands for its path; borrowed. */
void wf_deployment_make(struct wf_deployment *deployment, const char *name);
/** An actor of a role with the defaults of its props, on no host. */
void wf_actor_make(struct wf_actor *actor, enum wf_role_id role);
/** Add a copy of @p actor. Its pattern, hosts and texts are borrowed, unless they are in the
 *  deployment's arena. */
void wf_deployment_add(struct wf_deployment *deployment, const struct wf_actor *actor);

/** What a scenario works with: a copy of @p base with the overrides of roles ("server.rounds=50"),
 *  its actors in canonical order (role, pattern, start, props), so that their order in the file
 *  changes no bit of a result. Unknown props and refused values go to @p diag.
 *  @param overrides  may be NULL
 *  @param met        as wf_overrides_apply
 *  @param[out] deployment  borrows paths, patterns, hosts and texts of @p base; release */
void wf_deployment_override(const struct wf_deployment *base, const struct wf_overrides *overrides,
                            bool *met, struct wf_deployment *deployment, struct wf_diag *diag);
void wf_deployment_release(struct wf_deployment *deployment);

/** First actor of a role in canonical order; NULL: none. */
const struct wf_actor *wf_deployment_first(const struct wf_deployment *deployment,
                                           enum wf_role_id role);

/** Member of a role's values by its row: table and values to walk with wf_props_*. */
static inline const struct wf_prop *wf_actor_props(const struct wf_actor *actor)
{
    return wf_roles[actor->role].props;
}

/** What its prop `provenance` says; NULL: nothing. */
static inline const struct wf_provenance_list *wf_actor_provenance(const struct wf_actor *actor)
{
    const void *member = (const char *)&actor->values + wf_roles[actor->role].provenance;
    return *(const struct wf_provenance_list *const *)member;
}

/** Path of the file that a prop names: beside the deployment where the prop was given there, from
 *  the current folder where an override gave it. Caller frees. NULL: the role has no such prop, or
 *  it is not given. */
char *wf_actor_file(const struct wf_deployment *deployment, const struct wf_actor *actor,
                    const char *prop);

#endif
