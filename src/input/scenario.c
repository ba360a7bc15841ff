#include "base/date.h"
#include "input/convergence.h"
#include "input/resolver.h"
#include <assert.h>
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
    if (first[WF_SERVER] && !first[WF_LEARNER])
        wf_resolver_error(resolver, first[WF_SERVER],
                          "has no learner; add <actor function=\"learner\">");
    if (first[WF_LEARNER] && !first[WF_SERVER] && !first[WF_TRAINER])
        wf_resolver_error(resolver, first[WF_LEARNER],
                          "has no server; add <actor function=\"server\">");
    if (first[WF_TRAINER] && first[WF_LEARNER] && !first[WF_SERVER])
        wf_resolver_error(resolver, first[WF_LEARNER],
                          "stands beside a trainer (line %u); expected a server",
                          first[WF_TRAINER]->line);
    if (first[WF_SOURCE] && !first[WF_TRAINER])
        wf_resolver_error(resolver, first[WF_SOURCE],
                          "has no trainer; add <actor function=\"trainer\">");
    if (resolver->diag->error_count != errors)
        return false;
    scenario->paradigm = first[WF_SERVER] ? WF_FEDERATED : WF_CENTRALISED;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (first[role] && hosts[role] == 0)
            return false; /* its pattern was told already */
    return true;
}

/* Props that hold for the whole job: several entries of trainers must agree. */
static void agree_on_job(struct wf_resolver *resolver)
{
    static const char *const job[] = {"workload",
                                      "epochs",
                                      "epochs-provenance",
                                      "target",
                                      "batch",
                                      "overlap",
                                      "scaling-efficiency",
                                      "evaluation-period",
                                      "evaluation-samples",
                                      "start-date",
                                      "delay"};
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
                wf_resolver_prop_error(
                    resolver, actor, job[j],
                    "'%s' differs from '%s' (line %u); it holds for the whole training", mine.text,
                    theirs.text, given->origins[row].line);
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

static int load_workload(struct wf_resolver *resolver, struct wf_err *err)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id role = scenario->paradigm == WF_FEDERATED ? WF_SERVER : WF_TRAINER;
    const struct wf_actor *actor = first_actor(resolver, role);
    int row = wf_props_find(wf_roles[role].props, "workload", 0);
    const char *name =
        role == WF_SERVER ? actor->values.server.workload : actor->values.trainer.workload;
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

/* ---- rounds and epochs ---- */

/* A count that all learners share, else unset: no row that asks for it fits a mixed fleet. */
static uint64_t common_to_learners(const struct wf_scenario *scenario, size_t member)
{
    uint64_t common = WF_COUNT_UNSET;
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_actor *actor =
            wf_scenario_actor(scenario, &scenario->participants[WF_LEARNER][i]);
        uint64_t value;
        memcpy(&value, (const char *)&actor->values.learner + member, sizeof value);
        if (i > 0 && value != common)
            return WF_COUNT_UNSET;
        common = value;
    }
    return common;
}

static void resolve_rounds(struct wf_resolver *resolver)
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
        query.batch = common_to_learners(scenario, offsetof(struct wf_learner, batch));
        query.local_epochs =
            common_to_learners(scenario, offsetof(struct wf_learner, local_epochs));
        query.active = scenario->active;
        query.learners = scenario->participant_count[WF_LEARNER];
    } else {
        query.batch = trainer->batch;
    }
    char *why = NULL;
    const struct wf_convergence *row = wf_convergence_find(&scenario->workload, &query, &why);
    if (!row) {
        wf_resolver_error(resolver, actor, "needs the prop '%s': %s",
                          federated ? "rounds" : "epochs", why);
        free(why);
        return;
    }
    scenario->rounds = row->value;
    scenario->provenance = row->provenance;
    scenario->provenance_source = row->source;
    scenario->rounds_origin = row->origin;
}

static void resolve_cohort(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, scenario->participants[WF_SERVER]);
    const struct wf_server *server = &actor->values.server;
    uint32_t learners = scenario->participant_count[WF_LEARNER];
    scenario->active = learners;
    if (server->active == WF_COUNT_UNSET) {
        if (server->selection == WF_SELECT_RANDOM)
            wf_resolver_prop_error(resolver, actor, "selection",
                                   "'random' needs the prop 'active'");
        return;
    }
    if (server->active > learners) {
        wf_resolver_prop_error(resolver, actor, "active", "%llu is more than its %u learner%s",
                               (unsigned long long)server->active, learners,
                               learners == 1 ? "" : "s");
        return;
    }
    if (server->selection == WF_SELECT_ALL && server->active < learners)
        wf_resolver_prop_error(resolver, actor, "active",
                               "%llu of %u learners contradicts selection 'all'; expected 'random'",
                               (unsigned long long)server->active, learners);
    scenario->active = (uint32_t)server->active;
}

/* ---- when it starts ---- */

double wf_scenario_start_s(const struct wf_scenario *scenario)
{
    const struct wf_series_set *set = &scenario->platform->series;
    double first_s = NAN;
    for (size_t i = 0; i < set->count; i++)
        first_s = fmax(first_s, set->items[i]->first_s); /* of NaN and a number, the number */
    return isnan(scenario->start_date_s) ? first_s : scenario->start_date_s;
}

double wf_scenario_bucket_s(const struct wf_scenario *scenario)
{
    const struct wf_series_set *set = &scenario->platform->series;
    return scenario->delay_s > 0 && set->count ? set->items[0]->step_s : 0;
}

/* A start on an edge of one series must be on an edge of all. */
static void check_delay(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_series_set *set = &resolver->scenario->platform->series;
    const struct wf_series *first = set->count ? set->items[0] : NULL;
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *series = set->items[i];
        double steps = (series->first_s - first->first_s) / first->step_s;
        char one[32], other[32];
        if (!series->count)
            return; /* its mistakes were told */
        if (isnan(series->step_s))
            wf_resolver_prop_error(resolver, actor, "delay", "the steps of %s are not regular",
                                   series->path);
        else if (fabs(series->step_s - first->step_s) > 1e-9 * first->step_s)
            wf_resolver_prop_error(
                resolver, actor, "delay", "the steps of %s (%s) and %s (%s) differ", first->path,
                wf_quantity_text(first->step_s, WF_DIM_TIME, one, sizeof one), series->path,
                wf_quantity_text(series->step_s, WF_DIM_TIME, other, sizeof other));
        else if (fabs(steps - round(steps)) > 1e-9)
            wf_resolver_prop_error(resolver, actor, "delay",
                                   "the steps of %s and %s do not begin at the same dates",
                                   first->path, series->path);
    }
}

static void resolve_start(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    bool federated = scenario->paradigm == WF_FEDERATED;
    enum wf_role_id role = federated ? WF_SERVER : WF_TRAINER;
    const struct wf_actor *actor = first_actor(resolver, role);
    const char *date =
        federated ? actor->values.server.start_date : actor->values.trainer.start_date;
    double delay_s = federated ? actor->values.server.delay_s : actor->values.trainer.delay_s;
    if (date && !wf_date_parse(date, &scenario->start_date_s))
        wf_resolver_prop_error(resolver, actor, "start-date", "'%s': " WF_DATE_EXPECTED, date);
    if (scenario->options.start && !wf_date_parse(scenario->options.start, &scenario->start_date_s))
        wf_diag_error(resolver->diag, "--start", 0, "'%s': " WF_DATE_EXPECTED,
                      scenario->options.start);
    scenario->delay_s = delay_s;
    if (delay_s > 0)
        check_delay(resolver, actor);
}

static void check_needs(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    if (scenario->participant_count[WF_SOURCE] && isnan(workload->sample_byte))
        wf_diag_error(resolver->diag, workload->path, workload->line,
                      "<workload> needs the prop 'bytes-per-sample': a source uploads samples");
    if (scenario->paradigm == WF_CENTRALISED) {
        const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
        if (!isnan(trainer->scaling_efficiency_ratio) && trainer->overlap_ratio > 0)
            wf_resolver_error(
                resolver, wf_scenario_actor(scenario, scenario->participants[WF_TRAINER]),
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
    if (scenario->paradigm == WF_CENTRALISED)
        agree_on_job(&resolver);
    if (load_workload(&resolver, err) < 0)
        return -1;
    if (scenario->workload.incomplete || isnan(scenario->workload.training_flop) ||
        scenario->workload.samples == WF_COUNT_UNSET)
        return 0; /* told already */
    wf_participants_check_hosts(&resolver);
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        wf_participants_gather(&resolver, (enum wf_role_id)role);
    scenario->total_samples = scenario->workload.samples;
    if (scenario->paradigm == WF_FEDERATED) {
        const struct wf_participant *server = scenario->participants[WF_SERVER];
        scenario->total_samples = wf_participants_share(&resolver, WF_LEARNER);
        scenario->overhead_pstate = wf_participants_pstate(
            &resolver, wf_scenario_actor(scenario, server), wf_scenario_host(scenario, server),
            "round-overhead-pstate", wf_scenario_server(scenario)->round_overhead_pstate,
            server->pstate);
        resolve_cohort(&resolver);
    } else if (scenario->participant_count[WF_SOURCE]) {
        scenario->total_samples = wf_participants_share(&resolver, WF_SOURCE);
        wf_participants_pair(&resolver);
    }
    check_needs(&resolver);
    resolve_start(&resolver);
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
