#include "input/scenario.h"
#include "input/convergence.h"
#include "model/compute.h"
#include <assert.h>
#include <libgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *wf_paradigm_name(enum wf_paradigm paradigm)
{
    return paradigm == WF_FEDERATED ? "federated" : "centralised";
}

const struct wf_server *wf_scenario_server(const struct wf_scenario *scenario)
{
    return &wf_scenario_actor(scenario, scenario->participants[WF_SERVER])->values.server;
}

const struct wf_trainer *wf_scenario_trainer(const struct wf_scenario *scenario)
{
    return &wf_scenario_actor(scenario, scenario->participants[WF_TRAINER])->values.trainer;
}

uint64_t wf_scenario_evaluation_samples(const struct wf_scenario *scenario)
{
    uint64_t own = scenario->paradigm == WF_FEDERATED
                       ? wf_scenario_server(scenario)->evaluation_samples
                       : wf_scenario_trainer(scenario)->evaluation_samples;
    return own != WF_COUNT_UNSET ? own : scenario->workload.evaluation_samples;
}

struct resolver {
    struct wf_scenario *scenario;
    struct wf_diag *diag;
    const char *path;
    uint32_t *told; /* by actor: rows of its props told for one of its hosts */
};

static void error_at(struct resolver *resolver, const struct wf_actor *actor, const char *format,
                     ...) WF_PRINTF(3, 4);

static void error_at(struct resolver *resolver, const struct wf_actor *actor, const char *format,
                     ...)
{
    char text[900];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    wf_diag_error(resolver->diag, resolver->path, actor->line, "<actor %s> %s",
                  wf_roles[actor->role].name, text);
}

static void prop_error(struct resolver *resolver, const struct wf_actor *actor, const char *prop,
                       const char *format, ...) WF_PRINTF(4, 5);

/* Where the prop was given; at the actor where it was not. */
static void prop_error(struct resolver *resolver, const struct wf_actor *actor, const char *prop,
                       const char *format, ...)
{
    char text[900];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct wf_origin origin = actor->origins[wf_props_find(wf_actor_props(actor), prop, 0)];
    if (!origin.file)
        origin = (struct wf_origin){resolver->path, actor->line};
    wf_diag_error(resolver->diag, origin.file, origin.line, "<actor %s> prop '%s': %s",
                  wf_roles[actor->role].name, prop, text);
}

static const struct wf_actor *first_actor(const struct resolver *resolver, enum wf_role_id role)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == role)
            return &deployment->actors[i];
    return NULL;
}

/* ---- which paradigm ---- */

static bool resolve_paradigm(struct resolver *resolver)
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
            error_at(resolver, actor, "'%s' is %u hosts; expected one server", actor->pattern,
                     actor->host_count);
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
        error_at(resolver, first[WF_TRAINER],
                 "stands beside a server (line %u): one deployment, one paradigm",
                 first[WF_SERVER]->line);
    if (first[WF_SERVER] && !first[WF_LEARNER])
        error_at(resolver, first[WF_SERVER], "has no learner; add <actor function=\"learner\">");
    if (first[WF_LEARNER] && !first[WF_SERVER] && !first[WF_TRAINER])
        error_at(resolver, first[WF_LEARNER], "has no server; add <actor function=\"server\">");
    if (first[WF_TRAINER] && first[WF_LEARNER] && !first[WF_SERVER])
        error_at(resolver, first[WF_LEARNER],
                 "stands beside a trainer (line %u); expected a server", first[WF_TRAINER]->line);
    if (first[WF_SOURCE] && !first[WF_TRAINER])
        error_at(resolver, first[WF_SOURCE], "has no trainer; add <actor function=\"trainer\">");
    if (resolver->diag->error_count != errors)
        return false;
    scenario->paradigm = first[WF_SERVER] ? WF_FEDERATED : WF_CENTRALISED;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (first[role] && hosts[role] == 0)
            return false; /* its pattern was told already */
    return true;
}

/* Props that hold for the whole job: several entries of trainers must agree. */
static void agree_on_job(struct resolver *resolver)
{
    static const char *const job[] = {"workload",
                                      "epochs",
                                      "epochs-provenance",
                                      "target",
                                      "batch",
                                      "overlap",
                                      "scaling-efficiency",
                                      "evaluation-period",
                                      "evaluation-samples"};
    struct wf_deployment *deployment = &resolver->scenario->deployment;
    const struct wf_prop *table = wf_roles[WF_TRAINER].props;
    for (size_t j = 0; j < sizeof job / sizeof *job; j++) {
        int row = wf_props_find(table, job[j], 0);
        const struct wf_actor *given = NULL;
        for (size_t i = 0; i < deployment->actor_count; i++) {
            const struct wf_actor *actor = &deployment->actors[i];
            if (actor->role != WF_TRAINER || !actor->origins[row].file)
                continue;
            struct wf_buffer mine = {0}, theirs = {0};
            wf_props_text(&table[row], &actor->values, &mine);
            wf_props_text(&table[row], given ? &given->values : &actor->values, &theirs);
            if (mine.text && theirs.text && strcmp(mine.text, theirs.text))
                prop_error(resolver, actor, job[j],
                           "'%s' differs from '%s' (line %u); it holds for the whole training",
                           mine.text, theirs.text, given->origins[row].line);
            wf_buffer_release(&mine);
            wf_buffer_release(&theirs);
            given = given ? given : actor;
        }
        for (size_t i = 0; given && i < deployment->actor_count; i++) {
            struct wf_actor *actor = &deployment->actors[i];
            if (actor->role != WF_TRAINER || actor == given || actor->origins[row].file)
                continue;
            size_t size = table[row].kind == WF_PROP_CHOICE ? sizeof(uint32_t) : sizeof(uint64_t);
            memcpy((char *)&actor->values + table[row].offset,
                   (const char *)&given->values + table[row].offset, size);
            actor->origins[row] = given->origins[row];
        }
    }
}

/* ---- the workload ---- */

static int load_workload(struct resolver *resolver, struct wf_err *err)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id role = scenario->paradigm == WF_FEDERATED ? WF_SERVER : WF_TRAINER;
    const struct wf_actor *actor = first_actor(resolver, role);
    int row = wf_props_find(wf_roles[role].props, "workload", 0);
    const char *name =
        role == WF_SERVER ? actor->values.server.workload : actor->values.trainer.workload;
    if (!name) {
        error_at(resolver, actor, "needs the prop 'workload' (%s)", wf_roles[role].props[row].doc);
        return 0;
    }
    char *copy = wf_strdup(resolver->path);
    char *path = *name == '/' || actor->origins[row].line == 0 ? wf_strdup(name)
                 : strchr(resolver->path, '/') ? wf_format("%s/%s", dirname(copy), name)
                                               : wf_strdup(name);
    struct wf_err why = {0};
    int status = wf_workload_load(path, scenario->overrides, &scenario->deployment.arena,
                                  &scenario->workload, resolver->diag, &why);
    if (status < 0) /* a name in a file is that file's mistake */
        wf_diag_error(resolver->diag, actor->origins[row].file, actor->origins[row].line,
                      "<actor %s> prop 'workload': %s", wf_roles[role].name, why.text);
    (void)err;
    free(path);
    free(copy);
    return 0;
}

/* ---- participants ---- */

static int workload_pstate(const struct wf_host_class *class, const char *workload)
{
    char item[128];
    int index = 0;
    for (const char *cursor = class->site->workloads; cursor && index < (int)class->pstate_count &&
                                                      wf_text_next_item(&cursor, item, sizeof item);
         index++)
        if (!strcmp(item, workload))
            return index;
    return -1;
}

/* Pstate that a prop names: one of the host's workloads or a number. @p fallback where unset. */
static uint16_t named_pstate(struct resolver *resolver, const struct wf_actor *actor,
                             const struct wf_host *host, const char *prop, const char *name,
                             uint16_t fallback)
{
    const struct wf_host_class *class = host->class;
    double number;
    if (!name)
        return fallback;
    int index = workload_pstate(class, name);
    if (index >= 0)
        return (uint16_t)index;
    if (wf_quantity_parse(name, WF_DIM_COUNT, &number) == WF_QUANTITY_OK && number >= 0 &&
        number < class->pstate_count)
        return (uint16_t)number;
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    int row = wf_props_find(wf_actor_props(actor), prop, 0);
    uint32_t *told = &resolver->told[actor - deployment->actors];
    if (class->broken || *told & 1u << row)
        return fallback;
    *told |= 1u << row;
    prop_error(resolver, actor, prop,
               "'%s' is neither a workload of host '%s' (%s) nor one of its %u pstate%s", name,
               host->name, class->site->workloads ? class->site->workloads : "none",
               class->pstate_count, class->pstate_count == 1 ? "" : "s");
    return fallback;
}

static const char *role_pstate(const struct wf_actor *actor)
{
    switch (actor->role) {
    case WF_SERVER:
        return actor->values.server.pstate;
    case WF_LEARNER:
        return actor->values.learner.pstate;
    case WF_TRAINER:
        return actor->values.trainer.pstate;
    default:
        return actor->values.source.pstate;
    }
}

/* What an actor computes, from its role. */
struct work {
    const char *evaluation_pstate, *start_up_pstate;
    double batch_overhead_s;
};

static struct work role_work(const struct wf_actor *actor)
{
    const union wf_role_values *values = &actor->values;
    switch (actor->role) {
    case WF_SERVER:
        return (struct work){values->server.evaluation_pstate, NULL, 0};
    case WF_LEARNER:
        return (struct work){values->learner.evaluation_pstate, values->learner.start_up_pstate,
                             values->learner.batch_overhead_s};
    case WF_TRAINER:
        return (struct work){values->trainer.evaluation_pstate, values->trainer.start_up_pstate,
                             values->trainer.batch_overhead_s};
    default:
        return (struct work){0};
    }
}

static double efficiency(const struct wf_scenario *scenario, const struct wf_site *site)
{
    if (!isnan(site->efficiency_ratio))
        return site->efficiency_ratio;
    return isnan(scenario->workload.efficiency_ratio) ? 1 : scenario->workload.efficiency_ratio;
}

static void resolve_participant(struct resolver *resolver, struct wf_participant *participant)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    const struct wf_host_class *class = host->class;
    struct work work = role_work(actor);

    int own = workload->id ? workload_pstate(class, workload->id) : -1;
    uint16_t fallback = own < 0 ? 0 : (uint16_t)own;
    participant->pstate =
        named_pstate(resolver, actor, host, "pstate", role_pstate(actor), fallback);
    participant->idle_pstate = class->site->idle_pstate == WF_COUNT_UNSET
                                   ? participant->pstate
                                   : (uint16_t) class->site->idle_pstate;
    participant->evaluation_pstate = named_pstate(resolver, actor, host, "evaluation-pstate",
                                                  work.evaluation_pstate, participant->pstate);
    participant->start_up_pstate = named_pstate(resolver, actor, host, "start-up-pstate",
                                                work.start_up_pstate, WF_PSTATE_IDLE);

    double cores = class->core_count;
    struct wf_device device = {
        .speed_flop_per_s = class->speed_flop_per_s[participant->pstate] * cores,
        .efficiency_ratio = efficiency(scenario, class->site),
        .memory_bandwidth_byte_per_s = class->site->memory_bandwidth_byte_per_s,
        .measured = own >= 0 && participant->pstate == own};
    participant->training_flop =
        wf_compute_sample_flop(&device, workload->training_flop, workload->moved_byte) / cores;
    participant->batch_flop = work.batch_overhead_s * class->speed_flop_per_s[participant->pstate];
    struct wf_device evaluating = device;
    evaluating.speed_flop_per_s = class->speed_flop_per_s[participant->evaluation_pstate] * cores;
    evaluating.measured = own >= 0 && participant->evaluation_pstate == own;
    participant->evaluation_flop =
        wf_compute_sample_flop(&evaluating, workload->forward_flop,
                               workload->moved_byte * workload->forward_flop /
                                   workload->training_flop) /
        cores;
    if ((actor->role == WF_LEARNER || actor->role == WF_TRAINER) && !device.measured)
        scenario->calibrated = false;
}

/* Told once a class of hosts and actor, not a million times. */
static void check_hosts(struct resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        const struct wf_host *unwatted = NULL, *profiled = NULL, *small = NULL;
        uint32_t unwatted_count = 0, profiled_count = 0, small_count = 0;
        double need = actor->role == WF_SERVER ? workload->model_byte + workload->server_state_byte
                                               : workload->memory_byte;
        for (uint32_t j = 0; j < actor->host_count; j++) {
            const struct wf_host *host = &scenario->platform->hosts[actor->hosts[j]];
            if (!host->class->watts && !host->class->broken && unwatted_count++ == 0)
                unwatted = host;
            if (host->class->profiled && profiled_count++ == 0)
                profiled = host;
            if (actor->role != WF_SOURCE && host->class->site->memory_byte < need &&
                small_count++ == 0)
                small = host;
        }
        char more[64] = "";
        if (unwatted_count > 1)
            snprintf(more, sizeof more, " (and %u more hosts of this actor)", unwatted_count - 1);
        if (unwatted)
            wf_diag_error(resolver->diag, scenario->platform->path, unwatted->line,
                          "<host %s> is billed (%s, %s:%u) but has no watts%s; add <prop "
                          "id=\"wattage_per_state\" value=\"IDLE:EPSILON:ALLCORES\"/>, watts, one "
                          "triple a pstate",
                          unwatted->name, wf_roles[actor->role].name, resolver->path, actor->line,
                          more);
        if (profiled)
            wf_diag_error(resolver->diag, scenario->platform->path, profiled->line,
                          "<host %s> has a speed or state profile; actors on hosts that vary in "
                          "time are not simulated",
                          profiled->name);
        if (small) {
            char have[32], want[32];
            wf_quantity_text(small->class->site->memory_byte, WF_DIM_BYTE, have, sizeof have);
            wf_quantity_text(need, WF_DIM_BYTE, want, sizeof want);
            error_at(resolver, actor, "host '%s' has %s of memory; %s needs %s", small->name, have,
                     actor->role == WF_SERVER ? "the model with the server's state"
                                              : "the training",
                     want);
        }
    }
}

/* A host is in one pstate at a time: actors of one role that compute there together agree on it. */
static void check_shared_hosts(struct resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_participant *list = scenario->participants[role];
    for (uint32_t i = 1; i < scenario->participant_count[role]; i++) {
        const struct wf_participant *a = &list[i - 1], *b = &list[i];
        if (a->host == b->host &&
            (a->pstate != b->pstate || a->evaluation_pstate != b->evaluation_pstate ||
             a->start_up_pstate != b->start_up_pstate))
            error_at(resolver, wf_scenario_actor(scenario, b),
                     "shares host '%s' with line %u but not its pstates (training %u and %u); a "
                     "host is in one pstate at a time",
                     wf_scenario_host(scenario, b)->name, wf_scenario_actor(scenario, a)->line,
                     b->pstate, a->pstate);
    }
}

static uint64_t given_samples(const struct wf_actor *actor)
{
    if (actor->role == WF_LEARNER)
        return actor->values.learner.samples;
    return actor->role == WF_SOURCE ? actor->values.source.samples : WF_COUNT_UNSET;
}

static int compare_participants(const void *left, const void *right, void *hosts)
{
    const struct wf_participant *a = left, *b = right;
    const struct wf_host *list = hosts;
    int order = wf_text_compare_natural(list[a->host].name, list[b->host].name);
    return order ? order : a->actor < b->actor ? -1 : a->actor > b->actor;
}

static void gather(struct resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_deployment *deployment = &scenario->deployment;
    size_t count = 0;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == role)
            count += deployment->actors[i].host_count;
    struct wf_participant *list = wf_calloc(count + 1, sizeof *list);
    scenario->participants[role] = list;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        for (uint32_t j = 0; actor->role == role && j < actor->host_count; j++)
            list[scenario->participant_count[role]++] = (struct wf_participant){
                .host = actor->hosts[j], .actor = (uint32_t)i, .samples = given_samples(actor)};
    }
    struct wf_host *hosts = scenario->platform->hosts;
    for (size_t i = 1; i < count; i++)
        if (compare_participants(&list[i - 1], &list[i], hosts) > 0) {
            qsort_r(list, count, sizeof *list, compare_participants, hosts);
            break;
        }
}

/* Samples not given: equal shares of the workload's, the first ones one more. */
static uint64_t share_samples(struct resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    struct wf_participant *list = scenario->participants[role];
    uint32_t count = scenario->participant_count[role];
    uint64_t total = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].samples == WF_COUNT_UNSET)
            list[i].samples =
                scenario->workload.samples / count + (i < scenario->workload.samples % count);
        if (list[i].samples == 0) {
            error_at(resolver, wf_scenario_actor(scenario, &list[i]),
                     "prop 'samples': the workload's %llu samples do not reach for %u actors; give "
                     "each its own",
                     (unsigned long long)scenario->workload.samples, count);
            break;
        }
        if (list[i].samples > (uint64_t)WF_MANY - total) {
            error_at(resolver, wf_scenario_actor(scenario, &list[i]),
                     "prop 'samples': all together are more than %g", WF_MANY);
            break;
        }
        total += list[i].samples;
    }
    return total;
}

static void pair_sources(struct resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t next = 0, trainers = scenario->participant_count[WF_TRAINER];
    uint32_t *trainer_of = wf_calloc(scenario->platform->host_count, sizeof *trainer_of);
    for (uint32_t i = trainers; i-- > 0;) /* by host: 1 + index of its first trainer */
        trainer_of[scenario->participants[WF_TRAINER][i].host] = i + 1;
    for (uint32_t i = 0; i < scenario->participant_count[WF_SOURCE]; i++) {
        struct wf_participant *source = &scenario->participants[WF_SOURCE][i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, source);
        const char *name = actor->values.source.trainer;
        if (!name) {
            source->partner = next++ % trainers;
            continue;
        }
        uint32_t host = wf_platform_host(scenario->platform, name);
        if (host != WF_MAP_NONE && trainer_of[host])
            source->partner = trainer_of[host] - 1;
        else
            prop_error(resolver, actor, "trainer", "no trainer runs on '%s'", name);
    }
    free(trainer_of);
}

/* ---- rounds and epochs ---- */

static void resolve_rounds(struct resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    bool federated = scenario->paradigm == WF_FEDERATED;
    enum wf_role_id role = federated ? WF_SERVER : WF_TRAINER;
    const struct wf_actor *actor = wf_scenario_actor(scenario, scenario->participants[role]);
    const struct wf_server *server = federated ? &actor->values.server : NULL;
    const struct wf_trainer *trainer = federated ? NULL : &actor->values.trainer;
    double target = federated ? server->target : trainer->target;
    scenario->target = isnan(target) ? scenario->workload.target : target;
    uint64_t given = federated ? server->rounds : trainer->epochs;
    if (given != WF_COUNT_UNSET) {
        int row = wf_props_find(wf_roles[role].props, federated ? "rounds" : "epochs", 0);
        scenario->rounds = given;
        scenario->provenance = federated ? server->rounds_provenance : trainer->epochs_provenance;
        scenario->provenance_source = "given in the deployment";
        scenario->rounds_origin = actor->origins[row];
        return;
    }
    struct wf_convergence_query query = {.federated = federated, .target = scenario->target};
    if (federated) {
        const struct wf_learner *learner =
            &wf_scenario_actor(scenario, scenario->participants[WF_LEARNER])->values.learner;
        query.batch = learner->batch;
        query.local_epochs = learner->local_epochs;
        query.active = scenario->active;
        query.learners = scenario->participant_count[WF_LEARNER];
    } else {
        query.batch = trainer->batch;
    }
    char *why = NULL;
    const struct wf_convergence *row = wf_convergence_find(&scenario->workload, &query, &why);
    if (!row) {
        error_at(resolver, actor, "needs the prop '%s': %s", federated ? "rounds" : "epochs", why);
        free(why);
        return;
    }
    scenario->rounds = row->value;
    scenario->provenance = row->provenance;
    scenario->provenance_source = row->source;
    scenario->rounds_origin = row->origin;
}

static void resolve_cohort(struct resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, scenario->participants[WF_SERVER]);
    const struct wf_server *server = &actor->values.server;
    uint32_t learners = scenario->participant_count[WF_LEARNER];
    scenario->active = learners;
    if (server->active == WF_COUNT_UNSET) {
        if (server->selection == WF_SELECT_RANDOM)
            prop_error(resolver, actor, "selection", "'random' needs the prop 'active'");
        return;
    }
    if (server->active > learners) {
        prop_error(resolver, actor, "active", "%llu is more than its %u learner%s",
                   (unsigned long long)server->active, learners, learners == 1 ? "" : "s");
        return;
    }
    if (server->selection == WF_SELECT_ALL && server->active < learners)
        prop_error(resolver, actor, "active",
                   "%llu of %u learners contradicts selection 'all'; expected 'random'",
                   (unsigned long long)server->active, learners);
    scenario->active = (uint32_t)server->active;
}

static void check_needs(struct resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    if (scenario->participant_count[WF_SOURCE] && isnan(workload->sample_byte))
        wf_diag_error(resolver->diag, workload->path, workload->line,
                      "<workload> needs the prop 'bytes-per-sample': a source uploads samples");
    if (scenario->paradigm == WF_CENTRALISED) {
        const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
        if (!isnan(trainer->scaling_efficiency_ratio) && trainer->overlap_ratio > 0)
            error_at(resolver, wf_scenario_actor(scenario, scenario->participants[WF_TRAINER]),
                     "prop 'overlap' has no meaning beside a measured 'scaling-efficiency'");
    }
}

int wf_scenario_load(const char *path, const struct wf_platform *platform,
                     struct wf_overrides *overrides, const struct wf_options *options,
                     struct wf_scenario *scenario, struct wf_diag *diag, struct wf_err *err)
{
    *scenario = (struct wf_scenario){.platform = platform,
                                     .overrides = overrides,
                                     .options = *options,
                                     .calibrated = true,
                                     .target = NAN};
    if (wf_deployment_load(path, platform, overrides, &scenario->deployment, diag, err) < 0)
        return -1;
    struct resolver resolver = {
        scenario, diag, scenario->deployment.path,
        wf_arena_alloc(&scenario->deployment.arena,
                       (scenario->deployment.actor_count + 1) * sizeof *resolver.told)};
    if (!resolve_paradigm(&resolver))
        return 0;
    if (scenario->paradigm == WF_CENTRALISED)
        agree_on_job(&resolver);
    if (load_workload(&resolver, err) < 0)
        return -1;
    if (scenario->workload.incomplete || isnan(scenario->workload.training_flop) ||
        scenario->workload.samples == WF_COUNT_UNSET)
        return 0; /* told already */
    check_hosts(&resolver);
    for (int role = 0; role < WF_ROLE_COUNT; role++) {
        gather(&resolver, (enum wf_role_id)role);
        for (uint32_t i = 0; i < scenario->participant_count[role]; i++)
            resolve_participant(&resolver, &scenario->participants[role][i]);
        check_shared_hosts(&resolver, (enum wf_role_id)role);
    }
    scenario->total_samples = scenario->workload.samples;
    if (scenario->paradigm == WF_FEDERATED) {
        const struct wf_participant *server = scenario->participants[WF_SERVER];
        scenario->total_samples = share_samples(&resolver, WF_LEARNER);
        scenario->overhead_pstate =
            named_pstate(&resolver, wf_scenario_actor(scenario, server),
                         wf_scenario_host(scenario, server), "round-overhead-pstate",
                         wf_scenario_server(scenario)->round_overhead_pstate, server->pstate);
        resolve_cohort(&resolver);
    } else if (scenario->participant_count[WF_SOURCE]) {
        scenario->total_samples = share_samples(&resolver, WF_SOURCE);
        pair_sources(&resolver);
    }
    check_needs(&resolver);
    resolve_rounds(&resolver);
    return 0;
}

void wf_scenario_release(struct wf_scenario *scenario)
{
    if (!scenario)
        return;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        free(scenario->participants[role]);
    wf_deployment_release(&scenario->deployment);
    *scenario = (struct wf_scenario){0};
}
