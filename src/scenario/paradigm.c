/* Which paradigm the roles of a deployment make, and what holds for the whole job. */
#include "scenario/resolver.h"
#include <string.h>

/* The functions present decide the paradigm. */
static const struct {
    const char *name;
    enum wf_role_id leader, worker;
} paradigms[WF_PARADIGM_COUNT] = {
    [WF_CENTRALISED] = {"centralised", WF_TRAINER, WF_TRAINER},
    [WF_FEDERATED] = {"federated", WF_SERVER, WF_LEARNER},
    [WF_HIERARCHICAL] = {"hierarchical", WF_SERVER, WF_LEARNER},
    [WF_DECENTRALISED] = {"decentralised", WF_PEER, WF_PEER},
};

const char *wf_paradigm_name(enum wf_paradigm paradigm)
{
    return paradigms[paradigm].name;
}

enum wf_role_id wf_paradigm_leader(enum wf_paradigm paradigm)
{
    return paradigms[paradigm].leader;
}

enum wf_role_id wf_paradigm_worker(enum wf_paradigm paradigm)
{
    return paradigms[paradigm].worker;
}

const struct wf_actor *wf_resolver_first_actor(const struct wf_resolver *resolver,
                                               enum wf_role_id role)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == role)
            return &deployment->actors[i];
    return NULL;
}

/* ---- which paradigm ---- */

bool wf_paradigm_resolve(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_deployment *deployment = &scenario->deployment;
    size_t errors = resolver->diag->error_count;
    uint64_t hosts[WF_ROLE_COUNT] = {0};
    const struct wf_actor *first[WF_ROLE_COUNT], *server = NULL;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        first[role] = wf_resolver_first_actor(resolver, (enum wf_role_id)role);
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        hosts[actor->role] += actor->host_count;
        if (actor->role != WF_SERVER)
            continue;
        if (server)
            wf_diag_error(resolver->diag, resolver->path,
                          actor->line > server->line ? actor->line : server->line,
                          "<actor server> is the second server (first on line %u); expected one",
                          actor->line > server->line ? server->line : actor->line);
        else if (actor->host_count > 1)
            wf_resolver_error(resolver, actor, "'%s' is %u hosts; expected one server",
                              actor->pattern, actor->host_count);
        server = actor;
    }
    if (deployment->incomplete)
        return false;
    if (deployment->actor_count == 0) {
        wf_diag_error(resolver->diag, resolver->path, deployment->line,
                      "there is no <actor>; expected a server and learners, or trainers");
        return false;
    }
    if (first[WF_SERVER] && first[WF_TRAINER])
        wf_resolver_error(resolver, first[WF_TRAINER],
                          "stands beside a server (line %u): one deployment, one paradigm",
                          first[WF_SERVER]->line);
    for (int role = 0; first[WF_PEER] && role < WF_ROLE_COUNT; role++)
        if (first[role] && role != WF_PEER && role != WF_USER)
            wf_resolver_error(resolver, first[role],
                              "stands beside a peer (line %u): peers train without a server and "
                              "without trainers",
                              first[WF_PEER]->line);
    if (first[WF_SERVER] && !first[WF_LEARNER])
        wf_resolver_error(resolver, first[WF_SERVER],
                          "has no learner; add <actor function=\"learner\">");
    if (first[WF_LEARNER] && !first[WF_SERVER] && !first[WF_TRAINER] && !first[WF_PEER])
        wf_resolver_error(resolver, first[WF_LEARNER],
                          "has no server; add <actor function=\"server\">");
    if (first[WF_LEARNER] && first[WF_TRAINER] && !first[WF_SERVER])
        wf_resolver_error(resolver, first[WF_LEARNER],
                          "stands beside a trainer (line %u); expected a server",
                          first[WF_TRAINER]->line);
    if (first[WF_GATEWAY] && !first[WF_SERVER] && !first[WF_PEER])
        wf_resolver_error(resolver, first[WF_GATEWAY],
                          "has no server; add <actor function=\"server\">");
    if (first[WF_SOURCE] && !first[WF_TRAINER] && !first[WF_PEER])
        wf_resolver_error(resolver, first[WF_SOURCE],
                          "has no trainer; add <actor function=\"trainer\">");
    if (first[WF_USER] && !first[WF_SERVER] && !first[WF_TRAINER] && !first[WF_PEER])
        wf_resolver_error(resolver, first[WF_USER],
                          "has no server, trainer or peer to receive a model from");
    if (resolver->diag->error_count != errors)
        return false;
    scenario->paradigm = first[WF_PEER]      ? WF_DECENTRALISED
                         : first[WF_GATEWAY] ? WF_HIERARCHICAL
                         : first[WF_SERVER]  ? WF_FEDERATED
                                             : WF_CENTRALISED;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (first[role] && hosts[role] == 0)
            return false; /* its pattern was told already */
    return true;
}

/* Props that hold for the whole job: several entries of trainers, or of peers, must agree. */
static bool holds_for_the_job(const char *name)
{
    static const char *const own[] = {"samples",           "new-samples", "local-epochs",
                                      "batch-overhead",    "start-up",    "start-up-pstate",
                                      "evaluation-pstate", "pstate",      "round-overhead-pstate"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (!strcmp(name, own[i]))
            return false;
    return true;
}

static void agree_on(struct wf_resolver *resolver, enum wf_role_id role, int row)
{
    struct wf_deployment *deployment = &resolver->scenario->deployment;
    const struct wf_prop *table = wf_roles[role].props;
    const struct wf_actor *given = NULL;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        if (actor->role != role || !actor->origins[row].file)
            continue;
        struct wf_buffer mine = {0}, theirs = {0};
        wf_props_text(&table[row], &actor->values, &mine);
        wf_props_text(&table[row], given ? &given->values : &actor->values, &theirs);
        if (mine.text && theirs.text && strcmp(mine.text, theirs.text))
            wf_resolver_prop_error(
                resolver, actor, table[row].name,
                "'%s' differs from '%s' (line %u); it holds for the whole training", mine.text,
                theirs.text, given->origins[row].line);
        wf_buffer_release(&mine);
        wf_buffer_release(&theirs);
        given = given ? given : actor;
    }
    for (size_t i = 0; given && i < deployment->actor_count; i++) {
        struct wf_actor *actor = &deployment->actors[i];
        if (actor->role != role || actor == given || actor->origins[row].file)
            continue;
        memcpy((char *)&actor->values + table[row].offset,
               (const char *)&given->values + table[row].offset, wf_prop_size(&table[row]));
        actor->origins[row] = given->origins[row];
    }
}

void wf_paradigm_agree(struct wf_resolver *resolver)
{
    enum wf_role_id role = wf_paradigm_leader(resolver->scenario->paradigm);
    const struct wf_prop *table = wf_roles[role].props;
    for (int row = 0; role != WF_SERVER && table[row].name; row++) {
        bool local = role == WF_PEER && !strcmp(table[row].name, "batch");
        if (!local && holds_for_the_job(table[row].name))
            agree_on(resolver, role, row);
    }
}
