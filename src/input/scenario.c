#include "input/resolver.h"
#include "model/coding.h"
#include "model/neighbours.h"
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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

static const struct wf_actor *leading_actor(const struct wf_scenario *scenario)
{
    return wf_scenario_actor(scenario,
                             scenario->participants[wf_paradigm_leader(scenario->paradigm)]);
}

const struct wf_plan *wf_scenario_plan(const struct wf_scenario *scenario)
{
    return &leading_actor(scenario)->values.plan;
}

const struct wf_server *wf_scenario_server(const struct wf_scenario *scenario)
{
    return &leading_actor(scenario)->values.server;
}

const struct wf_trainer *wf_scenario_trainer(const struct wf_scenario *scenario)
{
    return &leading_actor(scenario)->values.trainer;
}

const struct wf_peer *wf_scenario_peer(const struct wf_scenario *scenario)
{
    return &leading_actor(scenario)->values.peer;
}

uint64_t wf_scenario_evaluation_samples(const struct wf_scenario *scenario)
{
    uint64_t own =
        scenario->paradigm == WF_DECENTRALISED ? wf_scenario_peer(scenario)->evaluation_samples
        : scenario->paradigm == WF_CENTRALISED ? wf_scenario_trainer(scenario)->evaluation_samples
                                               : wf_scenario_server(scenario)->evaluation_samples;
    return own != WF_COUNT_UNSET ? own : scenario->workload.evaluation_samples;
}

uint64_t wf_participant_held(const struct wf_participant *participant, uint64_t number)
{
    return participant->samples + (number - 1) * participant->new_samples;
}

uint64_t wf_scenario_trained_on(const struct wf_scenario *scenario,
                                const struct wf_participant *participant, uint64_t number)
{
    if (number > 1 && wf_scenario_plan(scenario)->train_on == WF_TRAIN_ON_NEW)
        return participant->new_samples;
    return wf_participant_held(participant, number);
}

uint64_t wf_scenario_new_samples(const struct wf_scenario *scenario, uint64_t number)
{
    return number == 1 ? scenario->total_samples : scenario->total_new_samples;
}

uint64_t wf_scenario_total_trained_on(const struct wf_scenario *scenario, uint64_t number)
{
    if (number > 1 && wf_scenario_plan(scenario)->train_on == WF_TRAIN_ON_NEW)
        return scenario->total_new_samples;
    return scenario->total_samples + (number - 1) * scenario->total_new_samples;
}

const struct wf_coding *wf_scenario_coding(const struct wf_scenario *scenario)
{
    const struct wf_actor *actor = leading_actor(scenario);
    return actor->role == WF_SERVER ? &actor->values.server.coding
           : actor->role == WF_PEER ? &actor->values.peer.coding
                                    : NULL;
}

bool wf_scenario_packs(const struct wf_scenario *scenario)
{
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    return coding && !(isnan(coding->uplink_bits) && isnan(coding->uplink_share_ratio));
}

bool wf_scenario_unpacks(const struct wf_scenario *scenario)
{
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    return coding && leading_actor(scenario)->role == WF_SERVER &&
           !(isnan(coding->downlink_bits) && isnan(coding->downlink_share_ratio));
}

uint64_t wf_scenario_most_turns(const struct wf_scenario *scenario)
{
    uint64_t learners = scenario->participant_count[WF_LEARNER], turns = scenario->asked;
    if (scenario->paradigm == WF_HIERARCHICAL)
        turns = learners + scenario->participant_count[WF_GATEWAY];
    if (scenario->paradigm == WF_DECENTRALISED)
        turns = scenario->exchanges;
    return turns + scenario->participant_count[WF_TRAINER] * 2ull +
           scenario->participant_count[WF_SOURCE] + scenario->participant_count[WF_USER];
}

static const struct wf_actor *first_actor(const struct wf_resolver *resolver, enum wf_role_id role)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == role)
            return &deployment->actors[i];
    return NULL;
}

/* ---- which paradigm ---- */

static bool resolve_paradigm(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_deployment *deployment = &scenario->deployment;
    size_t errors = resolver->diag->error_count;
    uint64_t hosts[WF_ROLE_COUNT] = {0};
    const struct wf_actor *first[WF_ROLE_COUNT], *server = NULL;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        first[role] = first_actor(resolver, (enum wf_role_id)role);
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

static void agree_on_job(struct wf_resolver *resolver)
{
    enum wf_role_id role = wf_paradigm_leader(resolver->scenario->paradigm);
    const struct wf_prop *table = wf_roles[role].props;
    for (int row = 0; role != WF_SERVER && table[row].name; row++) {
        bool local = role == WF_PEER && !strcmp(table[row].name, "batch");
        if (!local && holds_for_the_job(table[row].name))
            agree_on(resolver, role, row);
    }
}

/* ---- the workload ---- */

static int load_workload(struct wf_resolver *resolver, struct wf_err *err)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id role = wf_paradigm_leader(scenario->paradigm);
    const struct wf_actor *actor = first_actor(resolver, role);
    int row = wf_props_find(wf_roles[role].props, "workload", 0);
    const char *name = actor->values.plan.workload;
    if (!name) {
        wf_resolver_error(resolver, actor, "needs the prop 'workload' (%s)",
                          wf_roles[role].props[row].doc);
        return 0;
    }
    char *path = wf_text_beside(actor->origins[row].line ? resolver->path : NULL, name);
    struct wf_err why = {0};
    int status = wf_workload_load(path, scenario->overrides, &scenario->deployment.arena,
                                  &scenario->workload, resolver->diag, &why);
    if (status < 0) /* a name in a file is that file's mistake */
        wf_diag_error(resolver->diag, actor->origins[row].file, actor->origins[row].line,
                      "<actor %s> prop 'workload': %s", wf_roles[role].name, why.text);
    (void)err;
    free(path);
    return 0;
}

/* ---- cohorts ---- */

/* How many of @p there take part in a round, and how many are asked. */
static void resolve_cohort(struct wf_resolver *resolver, const struct wf_actor *actor,
                           uint64_t given, uint32_t selection, double over_selection,
                           uint32_t there, const char *whom, uint32_t *active, uint32_t *asked)
{
    *active = *asked = there;
    if (given == WF_COUNT_UNSET) {
        if (selection != WF_SELECT_ALL && selection != WF_CHOICE_UNSET)
            wf_resolver_prop_error(resolver, actor, "selection", "'%s' needs the prop 'active'",
                                   wf_selection_name(selection));
        else if (over_selection > 0)
            wf_resolver_prop_error(resolver, actor, "over-selection", "needs the prop 'active'");
        return;
    }
    if (given > there) {
        wf_resolver_prop_error(resolver, actor, "active", "%llu is more than its %u %s%s",
                               (unsigned long long)given, there, whom, there == 1 ? "" : "s");
        return;
    }
    if (selection == WF_SELECT_ALL && given < there)
        wf_resolver_prop_error(resolver, actor, "active",
                               "%llu of %u %ss contradicts selection 'all'; expected 'random'",
                               (unsigned long long)given, there, whom);
    *active = (uint32_t)given;
    *asked = (uint32_t)fmin(there, ceil((double)given * (1 + over_selection) - 1e-9));
}

/* Props that another way of aggregating has no use for. */
static void refuse_unused(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_server *server = &actor->values.server;
    bool hierarchical = scenario->paradigm == WF_HIERARCHICAL;
    const struct {
        const char *prop;
        bool used;
        const char *why;
    } rules[] = {
        {"buffer", server->aggregation == WF_AGGREGATE_BUFFERED, "is for aggregation 'buffered'"},
        {"concurrency", server->aggregation == WF_AGGREGATE_BUFFERED,
         "is for aggregation 'buffered'"},
        {"max-staleness", server->aggregation != WF_AGGREGATE_SYNC,
         "is for aggregation 'buffered' or 'semi-sync'; a sync update is never stale"},
        {"over-selection", server->aggregation == WF_AGGREGATE_SYNC && !hierarchical,
         hierarchical ? "is the gateways' where there are gateways" : "is for aggregation 'sync'"},
        {"deadline", !hierarchical, "is the gateways' where there are gateways"},
        {"aggregation", !hierarchical || server->aggregation == WF_AGGREGATE_SYNC,
         "expected 'sync' where there are gateways"},
        {"selection",
         !hierarchical || server->selection <= WF_SELECT_RANDOM ||
             server->selection == WF_CHOICE_UNSET,
         "expected 'all' or 'random' of the gateways"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int row = wf_props_find(wf_roles[WF_SERVER].props, rules[i].prop, 0);
        if (actor->origins[row].file && !rules[i].used)
            wf_resolver_prop_error(resolver, actor, rules[i].prop, "%s", rules[i].why);
    }
    if (server->aggregation == WF_AGGREGATE_SEMI_SYNC && isnan(server->deadline_s))
        wf_resolver_prop_error(resolver, actor, "aggregation",
                               "'semi-sync' needs the prop 'deadline'");
}

static void resolve_server(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    bool hierarchical = scenario->paradigm == WF_HIERARCHICAL;
    const struct wf_participant *participant = scenario->participants[WF_SERVER];
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_server *server = &actor->values.server;
    refuse_unused(resolver, actor);
    resolve_cohort(resolver, actor, server->active, server->selection, server->over_selection_ratio,
                   scenario->participant_count[hierarchical ? WF_GATEWAY : WF_LEARNER],
                   hierarchical ? "gateway" : "learner", &scenario->active, &scenario->asked);
    if (server->aggregation == WF_AGGREGATE_BUFFERED) {
        uint32_t learners = scenario->participant_count[WF_LEARNER];
        if (server->concurrency != WF_COUNT_UNSET && server->concurrency > learners)
            wf_resolver_prop_error(
                resolver, actor, "concurrency", "%llu is more than its %u learner%s",
                (unsigned long long)server->concurrency, learners, learners == 1 ? "" : "s");
        else if (server->concurrency != WF_COUNT_UNSET)
            scenario->asked = (uint32_t)server->concurrency;
    }
    scenario->cuts |= !isnan(server->deadline_s) || scenario->asked > scenario->active ||
                      server->aggregation != WF_AGGREGATE_SYNC;
}

static void resolve_gateways(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t count = scenario->participant_count[WF_GATEWAY];
    scenario->gateways =
        wf_arena_alloc(&scenario->deployment.arena, (count + 1) * sizeof *scenario->gateways);
    for (uint32_t i = 0; i < count; i++) {
        const struct wf_participant *participant = &scenario->participants[WF_GATEWAY][i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
        const struct wf_gateway *props = &actor->values.gateway;
        struct wf_gateway_plan *gateway = &scenario->gateways[i];
        uint32_t members = scenario->first_member[i + 1] - scenario->first_member[i];
        resolve_cohort(resolver, actor, props->active, props->selection,
                       props->over_selection_ratio, members, "learner", &gateway->active,
                       &gateway->asked);
        scenario->cuts |= !isnan(props->deadline_s) || gateway->asked > gateway->active;
    }
}

/* ---- peers ---- */

static void resolve_peers(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t count = scenario->participant_count[WF_PEER];
    const struct wf_actor *actor = leading_actor(scenario);
    const struct wf_peer *peer = &actor->values.peer;
    bool by_degree =
        peer->neighbours == WF_TOPOLOGY_K_REGULAR || peer->neighbours == WF_TOPOLOGY_RANDOM;
    scenario->active = scenario->asked = count;
    if (count < 2) {
        wf_resolver_error(resolver, actor, "stands alone; expected two peers or more");
        return;
    }
    if (peer->neighbours == WF_TOPOLOGY_STAR) {
        wf_resolver_prop_error(resolver, actor, "neighbours",
                               "'star' needs a server; expected ring, k-regular, complete or "
                               "random");
        return;
    }
    if (by_degree && peer->degree == WF_COUNT_UNSET) {
        wf_resolver_prop_error(resolver, actor, "neighbours", "'%s' needs the prop 'degree'",
                               wf_topology_name(peer->neighbours));
        return;
    }
    if (!by_degree && peer->degree != WF_COUNT_UNSET)
        wf_resolver_prop_error(resolver, actor, "degree",
                               "is for neighbours 'k-regular' or 'random'");
    struct wf_err why = {0};
    enum wf_neighbours_kind kind = wf_topology_neighbours(peer->neighbours);
    if (wf_neighbours_check(kind, count, peer->degree, &why) < 0)
        wf_resolver_prop_error(resolver, actor, by_degree ? "degree" : "neighbours", "%s",
                               why.text);
    else
        scenario->exchanges = wf_neighbours_messages(kind, count, peer->degree);
}

/* ---- what else must be there ---- */

static void check_needs(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    bool stores = false;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role] && !stores; i++)
            stores = wf_scenario_host(scenario, &scenario->participants[role][i])
                         ->class->site->storage_w_per_tb > 0;
    const struct {
        bool needs;
        const char *why;
    } bytes[] = {{scenario->participant_count[WF_SOURCE] > 0, "a source uploads samples"},
                 {workload->preparation_flop > 0, "preparation-flop is per byte"},
                 {stores, "hosts have a storage_wattage"}};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes && isnan(workload->sample_byte); i++)
        if (bytes[i].needs)
            wf_diag_error(resolver->diag, workload->path, workload->line,
                          "<workload> needs the prop 'bytes-per-sample': %s", bytes[i].why);
    if (scenario->paradigm == WF_CENTRALISED) {
        const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
        if (!isnan(trainer->scaling_efficiency_ratio) && trainer->overlap_ratio > 0)
            wf_resolver_error(
                resolver, leading_actor(scenario),
                "prop 'overlap' has no meaning beside a measured 'scaling-efficiency'");
    }
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    if (plan->trainings > 1 && plan->train_on == WF_TRAIN_ON_NEW &&
        scenario->total_new_samples == 0)
        wf_resolver_prop_error(resolver, leading_actor(scenario), "train-on",
                               "'new', but nobody has the prop 'new-samples'");
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_SOURCE && actor->values.source.upload == WF_UPLOAD_AS_PRODUCED &&
            plan->trainings > 1 && !(plan->every_s > 0))
            wf_resolver_prop_error(resolver, actor, "upload",
                                   "'as produced' needs the prop 'every' of the trainers");
        if (actor->role == WF_SOURCE && actor->values.source.upload == WF_UPLOAD_AS_PRODUCED &&
            actor->values.source.resend == WF_RESEND_ALL)
            wf_resolver_prop_error(resolver, actor, "resend",
                                   "'all' is for upload 'before each training'; as produced, only "
                                   "new samples are sent");
        if (actor->role == WF_LEARNER && actor->values.learner.gateway &&
            scenario->paradigm != WF_HIERARCHICAL)
            wf_resolver_prop_error(resolver, actor, "gateway", "there is no gateway");
    }
}

/* What is sent, after compression. */
static void resolve_sizes(struct wf_scenario *scenario)
{
    const struct wf_workload *workload = &scenario->workload;
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    scenario->uplink_byte = workload->update_byte;
    scenario->downlink_byte = workload->model_byte;
    if (wf_scenario_packs(scenario))
        scenario->uplink_byte *= wf_coding_ratio(coding->uplink_bits, coding->uplink_share_ratio,
                                                 workload->bytes_per_parameter, coding->index_bits);
    if (wf_scenario_unpacks(scenario))
        scenario->downlink_byte *=
            wf_coding_ratio(coding->downlink_bits, coding->downlink_share_ratio,
                            workload->bytes_per_parameter, coding->index_bits);
}

int wf_scenario_load(const char *path, const struct wf_platform *platform,
                     struct wf_overrides *overrides, const struct wf_options *options,
                     struct wf_scenario *scenario, struct wf_diag *diag, struct wf_err *err)
{
    *scenario = (struct wf_scenario){.platform = platform,
                                     .overrides = overrides,
                                     .options = *options,
                                     .calibrated = true,
                                     .target = NAN,
                                     .start_date_s = NAN};
    if (wf_deployment_load(path, platform, overrides, &scenario->deployment, diag, err) < 0)
        return -1;
    struct wf_resolver resolver = {
        scenario, diag, scenario->deployment.path,
        wf_arena_alloc(&scenario->deployment.arena,
                       (scenario->deployment.actor_count + 1) * sizeof *resolver.told)};
    if (!resolve_paradigm(&resolver))
        return 0;
    agree_on_job(&resolver);
    if (load_workload(&resolver, err) < 0)
        return -1;
    if (scenario->workload.incomplete || isnan(scenario->workload.training_flop) ||
        scenario->workload.samples == WF_COUNT_UNSET)
        return 0; /* told already */
    wf_participants_check_hosts(&resolver);
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        wf_participants_gather(&resolver, (enum wf_role_id)role);
    enum wf_role_id holder =
        scenario->paradigm == WF_CENTRALISED ? WF_SOURCE : wf_paradigm_worker(scenario->paradigm);
    scenario->total_samples = scenario->participant_count[holder]
                                  ? wf_participants_share(&resolver, holder)
                                  : scenario->workload.samples;
    for (uint32_t i = 0; i < scenario->participant_count[holder]; i++)
        scenario->total_new_samples += scenario->participants[holder][i].new_samples;
    wf_participants_apply_batches(&resolver, wf_paradigm_worker(scenario->paradigm));
    if (scenario->participant_count[WF_SOURCE])
        wf_participants_pair_sources(&resolver);
    if (scenario->paradigm == WF_HIERARCHICAL) {
        wf_participants_pair_learners(&resolver);
        resolve_gateways(&resolver);
    }
    if (scenario->participant_count[WF_SERVER])
        resolve_server(&resolver);
    if (scenario->paradigm == WF_DECENTRALISED)
        resolve_peers(&resolver);
    wf_start_resolve(&resolver);
    if (scenario->participant_count[WF_LEARNER])
        wf_presences_resolve(&resolver);
    resolve_sizes(scenario);
    check_needs(&resolver);
    wf_rounds_resolve(&resolver);
    if (diag->error_count == 0)
        wf_idle_check(&resolver);
    return 0;
}

void wf_scenario_release(struct wf_scenario *scenario)
{
    if (!scenario)
        return;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        free(scenario->participants[role]);
    for (size_t i = 0; i < scenario->trace_count; i++)
        wf_availability_trace_release(&scenario->traces[i]);
    free(scenario->traces);
    free(scenario->presences);
    wf_deployment_release(&scenario->deployment);
    *scenario = (struct wf_scenario){0};
}
