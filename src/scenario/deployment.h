/* The deployment file: which actor runs where, with which props. */
#ifndef WF_SCENARIO_DEPLOYMENT_H
#define WF_SCENARIO_DEPLOYMENT_H

#include "platform/platform.h"
#include "scenario/role.h"

struct wf_actor {
    enum wf_role_id role;
    union wf_role_values values;
    struct wf_origin origins[WF_ROLE_PROPS_MAX]; /**< of each row of the role's table */
    const char *pattern;                         /**< as written: name, glob or radical */
    double start_s;                              /**< 0 unless given */
    uint32_t line;
    uint32_t *hosts; /**< natural order of names */
    uint32_t host_count;
};

struct wf_deployment {
    char *path;
    struct wf_arena arena;
    struct wf_actor *actors; /**< in canonical order: role, pattern, props */
    size_t actor_count;
    uint32_t line;   /**< of the root element */
    bool incomplete; /**< an actor could not be read: what is missing may only be misspelt */
};

/** Read and check @p path, its hosts looked up in @p platform; mistakes go to @p diag.
 *  @return 0, or -1 with @p err when the file cannot be read. Release in both cases. */
int wf_deployment_load(const char *path, const struct wf_platform *platform,
                       const struct wf_overrides *overrides, struct wf_deployment *deployment,
                       struct wf_diag *diag, struct wf_err *err);
void wf_deployment_release(struct wf_deployment *deployment);

/** First actor of a role in canonical order; NULL: none. */
const struct wf_actor *wf_deployment_first(const struct wf_deployment *deployment,
                                           enum wf_role_id role);

/** Member of a role's values by its row: table and values to walk with wf_props_*. */
static inline const struct wf_prop *wf_actor_props(const struct wf_actor *actor)
{
    return wf_roles[actor->role].props;
}

#endif
