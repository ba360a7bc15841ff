#include "scenario/participants.h"
#include "base/pages.h"
#include "model/compute.h"
#include "platform/batch_list.h"
#include "platform/site_provenance.h"
#include "scenario/resolver.h"
#include "scenario/split.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
static uint16_t named_pstate(struct wf_resolver *resolver, const struct wf_actor *actor,
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
    uint64_t *reported = &resolver->reported[actor - deployment->actors];
    if (class->broken || *reported & 1ull << row)
        return fallback;
    *reported |= 1ull << row;
    wf_resolver_prop_error(
        resolver, actor, prop,
        "'%s' is neither a workload of host '%s' (%s) nor one of its %u pstate%s", name, host->name,
        class->site->workloads ? class->site->workloads : "none", class->pstate_count,
        wf_plural(class->pstate_count));
    return fallback;
}

static const void *member(const struct wf_actor *actor, size_t offset)
{
    return (const char *)&actor->values + offset;
}

/* A text of the actor, NULL where its role has none. */
static const char *text_of(const struct wf_actor *actor, size_t offset)
{
    return offset ? *(const char *const *)member(actor, offset) : NULL;
}

static double accumulation_of(const struct wf_actor *actor)
{
    size_t offset = wf_roles[actor->role].accumulation;
    return offset ? (double)*(const uint64_t *)member(actor, offset) : 1;
}

/* Samples a host computes at once, which its speed depends on; 0: it does not train. */
static double batch_of(const struct wf_scenario *scenario, const struct wf_participant *participant,
                       const struct wf_actor *actor)
{
    const struct wf_role *role = &wf_roles[actor->role];
    if (actor->role == WF_SPLIT_SERVER) { /* as they come from its clients (check_batches) */
        participant = scenario->participants[WF_SPLIT_CLIENT];
        return batch_of(scenario, participant, wf_scenario_actor(scenario, participant));
    }
    if (!role->batch)
        return 0;
    bool local = role->local_epochs != 0; /* else it is of all nodes together */
    uint64_t batch = *(const uint64_t *)member(actor, role->batch);
    if (batch == WF_COUNT_UNSET)
        batch = local ? participant->samples : scenario->total_samples;
    double parts = local ? 1 : scenario->participant_count[actor->role];
    return (double)batch / (parts * accumulation_of(actor));
}

/* What a host lists of a workload at a batch. NaN: nothing. */
struct by_batch {
    double speed_flop_per_s; /* of a core */
    double power_w;          /* while it computes */
};

/* W that a participant draws waiting, and at full load. */
static struct wf_watts bounds_of(const struct wf_host_class *class,
                                 const struct wf_participant *participant)
{
    return (struct wf_watts){.idle_w = class->watts[participant->idle_pstate].idle_w,
                             .all_cores_w = class->watts[participant->pstate].all_cores_w};
}

/* Watts that a host cannot draw, as a sentence to free; NULL: it can. */
static char *why_not_drawn(const struct wf_host_class *class,
                           const struct wf_participant *participant, double batch, double power_w)
{
    if (isnan(power_w))
        return NULL;
    if (!class->watts)
        return wf_strdup("the host has no wattage_per_state; expected its watts at idle and at "
                         "full load");
    struct wf_watts bounds = bounds_of(class, participant);
    if (power_w >= bounds.idle_w && power_w <= bounds.all_cores_w)
        return NULL;
    bool above = power_w > bounds.all_cores_w;
    return wf_format("batch %g draws %.5g W, and the host waits at %.5g W (pstate %u) and draws "
                     "%.5g W at full load (pstate %u); expected no less and no more: %s of pstate "
                     "%u in its wattage_per_state",
                     batch, power_w, bounds.idle_w, participant->idle_pstate, bounds.all_cores_w,
                     participant->pstate, above ? "raise AllCores" : "lower Idle",
                     above ? participant->pstate : participant->idle_pstate);
}

/* @param[out] prop  where the mistake is
 * @return a mistake, to free; NULL: none */
static char *find_by_batch(const struct wf_scenario *scenario,
                           const struct wf_participant *participant, double batch,
                           struct by_batch *found, const char **prop)
{
    const struct wf_host_class *class = wf_scenario_host(scenario, participant)->class;
    const struct wf_site *site = class->site;
    const char *workload = scenario->workload.id;
    char *why = NULL;
    *found = (struct by_batch){NAN, NAN};
    *prop = "speed_by_batch";
    if (site->speed_by_batch && workload)
        wf_batch_speed(site->speed_by_batch, workload, batch, &found->speed_flop_per_s, &why);
    if (why)
        return why;
    *prop = "wattage_by_batch";
    if (site->wattage_by_batch && workload)
        wf_batch_wattage(site, workload, batch, &found->power_w, &why);
    return why ? why : why_not_drawn(class, participant, batch, found->power_w);
}

/* A host draws its watts at full load or those of waiting: what lies between is a share of the
 * time. */
static void apply_by_batch(const struct wf_scenario *scenario, struct wf_participant *participant,
                           const struct by_batch *found)
{
    const struct wf_host_class *class = wf_scenario_host(scenario, participant)->class;
    double usual = class->speed_flop_per_s[participant->pstate];
    double sample_s = scenario->workload.trained_flop / class->core_count /
                      found->speed_flop_per_s / participant->speed_factor;
    double share = 1;
    if (!isnan(found->power_w)) {
        struct wf_watts bounds = bounds_of(class, participant);
        double range_w = bounds.all_cores_w - bounds.idle_w;
        share = range_w > 0 ? (found->power_w - bounds.idle_w) / range_w : 1;
    }
    participant->training_flop = share * sample_s * usual;
    participant->rest_s = (1 - share) * sample_s;
}

/* Are the speed and the watts of a participant measured or fitted on the workload?
 * @param found  what is listed by batch; else those of its pstate count */
static bool is_calibrated(const struct wf_scenario *scenario,
                          const struct wf_participant *participant, const struct by_batch *found)
{
    const struct wf_platform *platform = scenario->platform;
    const struct wf_host_class *class = wf_scenario_host(scenario, participant)->class;
    uint32_t pstate = participant->pstate;
    bool own = isnan(found->speed_flop_per_s);
    if ((own && !participant->measured) || scenario->workload.scale_ratio != 1)
        return false;
    bool by_energy = !isnan(class->site->sample_j);
    const char *of_speed = by_energy ? "j-per-sample" : own ? "speed" : "speed_by_batch";
    struct wf_sourced speed = wf_host_sourced(
        platform, class, of_speed, own && !by_energy ? pstate : WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
    struct wf_sourced watts =
        isnan(found->power_w)
            ? wf_host_sourced(platform, class, "wattage_per_state", pstate, WF_FIGURE_ALL)
            : wf_host_sourced(platform, class, "wattage_by_batch", WF_EVERY_PSTATE,
                              WF_FIGURE_WHOLE);
    return class->watts && wf_sourced_is_measured(&speed) && wf_sourced_is_measured(&watts);
}

/* A split-server has one speed, which follows from the batch of its clients. */
static void check_batches(struct wf_resolver *resolver, const struct wf_participant *server)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, server);
    const struct wf_participant *clients = scenario->participants[WF_SPLIT_CLIENT];
    double first = batch_of(scenario, server, actor);
    for (uint32_t i = 1; i < scenario->participant_count[WF_SPLIT_CLIENT]; i++) {
        double batch = batch_of(scenario, &clients[i], wf_scenario_actor(scenario, &clients[i]));
        if (batch < first || batch > first) {
            wf_resolver_error(resolver, actor,
                              "on '%s', whose speed depends on the batch (speed_by_batch), gets "
                              "batches of %g and %g; expected one batch of all split-clients",
                              wf_scenario_host(scenario, server)->name, first, batch);
            return;
        }
    }
}

enum { WRONG_MAX = 100 }; /* classes of hosts whose lists by batch are reported to be wrong */

/* Hosts of one class have one mistake. */
struct wrong {
    const struct wf_host_class *classes[WRONG_MAX];
    size_t count;
};

static void report_once(struct wf_resolver *resolver, struct wrong *wrong,
                        const struct wf_host *host, const char *prop, const char *why)
{
    size_t known = 0;
    while (known < wrong->count && wrong->classes[known] != host->class)
        known++;
    if (known < wrong->count || wrong->count == WRONG_MAX)
        return;
    wrong->classes[wrong->count++] = host->class;
    wf_diag_error(resolver->diag, resolver->scenario->platform->path, host->line,
                  "<host %s> prop '%s': %s", host->name, prop, why);
}

void wf_participants_apply_batches(struct wf_resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    struct wrong wrong = {.count = 0};
    bool last_own = false; /* was the last one's speed that of its pstate? */
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
        struct wf_participant *participant = &scenario->participants[role][i];
        const struct wf_host *host = wf_scenario_host(scenario, participant);
        double batch = batch_of(scenario, participant, wf_scenario_actor(scenario, participant));
        struct by_batch found;
        const char *prop;
        char *why = find_by_batch(scenario, participant, batch, &found, &prop);
        if (why) {
            report_once(resolver, &wrong, host, prop, why);
            free(why);
            continue;
        }
        const struct wf_participant *last = i ? participant - 1 : NULL;
        bool own = isnan(found.speed_flop_per_s);
        bool alike = last && wf_scenario_host(scenario, last)->class == host->class &&
                     last->pstate == participant->pstate && own && last_own;
        last_own = own;
        participant->calibrated =
            alike ? last->calibrated : is_calibrated(scenario, participant, &found);
        scenario->calibrated &= participant->calibrated;
        if (!own && role == WF_SPLIT_SERVER)
            check_batches(resolver, participant);
        if (!own)
            apply_by_batch(scenario, participant, &found);
    }
}

static double speed_factor(const struct wf_participant *participant, const struct wf_actor *actor,
                           struct wf_random *random)
{
    size_t offset = wf_roles[actor->role].speed_factor;
    const struct wf_distribution *factor = offset ? member(actor, offset) : NULL;
    if (!factor || factor->kind == WF_DISTRIBUTION_COUNT)
        return 1;
    wf_random_seek(random, participant->host);
    return wf_distribution_draw(factor, random);
}

/* A pstate of speed 0 stands for off, asleep or booting: nothing can compute in it. */
static void check_speeds(struct wf_resolver *resolver, const struct wf_participant *participant)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    const struct wf_role *role = &wf_roles[actor->role];
    const struct {
        const char *prop;
        bool used;
        uint16_t pstate;
    } pstates[] = {
        {"pstate", role->pstate && actor->role != WF_SOURCE, participant->pstate},
        {"evaluation-pstate", text_of(actor, role->evaluation_pstate),
         participant->evaluation_pstate},
        {"round-overhead-pstate", text_of(actor, role->overhead_pstate),
         participant->overhead_pstate},
        {"start-up-pstate", text_of(actor, role->start_up_pstate), participant->start_up_pstate},
        {"lost-pstate", text_of(actor, role->lost_pstate), participant->lost_pstate}};
    uint64_t *reported = &resolver->reported[actor - scenario->deployment.actors];
    for (size_t i = 0; i < sizeof pstates / sizeof *pstates; i++) {
        bool known = pstates[i].pstate < host->class->pstate_count; /* else it was reported */
        if (!pstates[i].used || !known || host->class->speed_flop_per_s[pstates[i].pstate] > 0)
            continue;
        int row = wf_props_find(wf_actor_props(actor), pstates[i].prop, 0);
        if (!(*reported & 1ull << row))
            wf_resolver_prop_error(resolver, actor, pstates[i].prop,
                                   "is pstate %u, in which host '%s' has speed 0 (%s:%u); expected "
                                   "one in which it can compute",
                                   pstates[i].pstate, host->name, scenario->platform->path,
                                   host->line);
        *reported |= 1ull << row;
    }
}

void wf_participant_price(const struct wf_scenario *scenario, const struct wf_host_class *class,
                          struct wf_participant *participant)
{
    const struct wf_workload *workload = &scenario->workload;
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_role *role = &wf_roles[actor->role];
    int own = workload->id ? workload_pstate(class, workload->id) : -1;
    double cores = class->core_count;
    struct wf_device device = {
        .speed_flop_per_s = class->speed_flop_per_s[participant->pstate] * cores,
        .efficiency_ratio = wf_scenario_efficiency(scenario, class->site, NULL),
        .memory_bandwidth_byte_per_s = class->site->memory_bandwidth_byte_per_s,
        .measured = own >= 0 && participant->pstate == own};
    participant->training_flop =
        wf_compute_sample_flop(&device, workload->trained_flop, workload->trained_moved_byte) /
        cores;
    participant->batch_lost_s =
        role->batch_overhead
            ? *(const double *)member(actor, role->batch_overhead) * accumulation_of(actor)
            : 0;
    struct wf_device evaluating = device;
    evaluating.speed_flop_per_s = class->speed_flop_per_s[participant->evaluation_pstate] * cores;
    evaluating.measured = own >= 0 && participant->evaluation_pstate == own;
    participant->evaluation_flop =
        wf_compute_sample_flop(&evaluating, workload->forward_flop,
                               workload->moved_byte * workload->forward_flop /
                                   workload->training_flop) /
        cores;
    if (workload->preparation_flop > 0 && !isnan(workload->sample_byte))
        participant->preparation_flop =
            wf_compute_sample_flop(&device, workload->preparation_flop * workload->sample_byte,
                                   NAN) /
            cores;
    double read_s = workload->read_byte / class->site->storage_bandwidth_byte_per_s;
    participant->read_s = isnan(read_s) ? 0 : read_s;
    participant->measured = device.measured;
    participant->training_flop /= participant->speed_factor;
    participant->evaluation_flop /= participant->speed_factor;
    participant->preparation_flop /= participant->speed_factor;
}

static void resolve_participant(struct wf_resolver *resolver, struct wf_participant *participant,
                                struct wf_random *random)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    const struct wf_host_class *class = host->class;
    const struct wf_role *role = &wf_roles[actor->role];

    int own = workload->id ? workload_pstate(class, workload->id) : -1;
    uint16_t fallback = (uint16_t)(own < 0 ? (int)wf_host_start_pstate(class) : own);
    participant->pstate =
        named_pstate(resolver, actor, host, "pstate", text_of(actor, role->pstate), fallback);
    participant->idle_pstate = class->site->idle_pstate == WF_COUNT_UNSET
                                   ? participant->pstate
                                   : (uint16_t) class->site->idle_pstate;
    participant->evaluation_pstate =
        named_pstate(resolver, actor, host, "evaluation-pstate",
                     text_of(actor, role->evaluation_pstate), participant->pstate);
    participant->overhead_pstate =
        named_pstate(resolver, actor, host, "round-overhead-pstate",
                     text_of(actor, role->overhead_pstate), WF_PSTATE_IDLE);
    participant->start_up_pstate =
        named_pstate(resolver, actor, host, "start-up-pstate",
                     text_of(actor, role->start_up_pstate), WF_PSTATE_IDLE);
    participant->lost_pstate = named_pstate(resolver, actor, host, "lost-pstate",
                                            text_of(actor, role->lost_pstate), WF_PSTATE_IDLE);

    participant->exchange_pstate =
        named_pstate(resolver, actor, host, "exchange-pstate",
                     text_of(actor, role->exchange_pstate), WF_PSTATE_IDLE);

    check_speeds(resolver, participant);

    participant->speed_factor = speed_factor(participant, actor, random);
    wf_participant_price(scenario, class, participant);
}

/* A host is in one pstate at a time: actors of one role that compute there together agree on it. */
static void check_shared_hosts(struct wf_resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_participant *list = scenario->participants[role];
    for (uint32_t i = 1; i < scenario->participant_count[role]; i++) {
        const struct wf_participant *a = &list[i - 1], *b = &list[i];
        if (a->host == b->host &&
            (a->pstate != b->pstate || a->evaluation_pstate != b->evaluation_pstate ||
             a->start_up_pstate != b->start_up_pstate || a->lost_pstate != b->lost_pstate ||
             a->exchange_pstate != b->exchange_pstate))
            wf_resolver_error(
                resolver, wf_scenario_actor(scenario, b),
                "shares host '%s' with line %u but not its pstates (training %u and %u); a "
                "host is in one pstate at a time",
                wf_scenario_host(scenario, b)->name, wf_scenario_actor(scenario, a)->line,
                b->pstate, a->pstate);
    }
}

/* Draws of a device are its own: the same in every deployment that has it. */
static uint64_t drawn_samples(const struct wf_actor *actor, uint32_t host, struct wf_random *random)
{
    size_t offset = wf_roles[actor->role].samples;
    const struct wf_distribution *samples = offset ? member(actor, offset) : NULL;
    if (!samples || samples->kind == WF_DISTRIBUTION_COUNT || !isnan(wf_split_share(actor)))
        return WF_COUNT_UNSET;
    wf_random_seek(random, host);
    return wf_distribution_draw_count(samples, random);
}

static uint64_t given_count(const struct wf_actor *actor, size_t offset, uint64_t none)
{
    return offset ? *(const uint64_t *)member(actor, offset) : none;
}

static int compare_participants(const void *left, const void *right, void *hosts)
{
    const struct wf_participant *a = left, *b = right;
    const struct wf_host *list = hosts;
    int order = wf_text_compare_natural(list[a->host].name, list[b->host].name);
    return order ? order : a->actor < b->actor ? -1 : a->actor > b->actor;
}

void wf_participants_gather(struct wf_resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_deployment *deployment = &scenario->deployment;
    size_t count = 0;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == role)
            count += deployment->actors[i].host_count;
    struct wf_participant *list = wf_pages_calloc(count + 1, sizeof *list);
    struct wf_random *random = wf_random_new_indexed(scenario->options.seed, "samples");
    scenario->participants[role] = list;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        for (uint32_t j = 0; actor->role == role && j < actor->host_count; j++)
            list[scenario->participant_count[role]++] = (struct wf_participant){
                .host = actor->hosts[j],
                .actor = (uint32_t)i,
                .samples = drawn_samples(actor, actor->hosts[j], random),
                .new_samples = given_count(actor, wf_roles[role].new_samples, 0)};
    }
    struct wf_host *hosts = scenario->platform->hosts;
    for (size_t i = 1; i < count; i++)
        if (compare_participants(&list[i - 1], &list[i], hosts) > 0) {
            qsort_r(list, count, sizeof *list, compare_participants, hosts);
            break;
        }
    wf_random_free(random);
    random = wf_random_new_indexed(scenario->options.seed, "speed");
    for (size_t i = 0; i < count; i++)
        resolve_participant(resolver, &list[i], random);
    wf_random_free(random);
    check_shared_hosts(resolver, role);
}

/* With whom each of a role works: the host that a prop names, else dealt out in turn. */
static void pair(struct wf_resolver *resolver, enum wf_role_id role, enum wf_role_id with,
                 const char *prop)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t next = 0, count = scenario->participant_count[with];
    uint32_t *by_host = wf_calloc(scenario->platform->host_count, sizeof *by_host);
    int row = wf_props_find(wf_roles[role].props, prop, 0);
    for (uint32_t i = count; i-- > 0;) /* 1 + index of the first one there */
        by_host[scenario->participants[with][i].host] = i + 1;
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
        struct wf_participant *participant = &scenario->participants[role][i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
        const char *name = *(const char *const *)member(actor, wf_roles[role].props[row].offset);
        if (!name) {
            participant->partner = next++ % count;
            continue;
        }
        uint32_t host = wf_platform_host(scenario->platform, name);
        if (host != WF_MAP_NONE && by_host[host])
            participant->partner = by_host[host] - 1;
        else
            wf_resolver_prop_error(resolver, actor, prop, "no %s runs on '%s'", wf_roles[with].name,
                                   name);
    }
    free(by_host);
}

void wf_participants_pair_sources(struct wf_resolver *resolver)
{
    pair(resolver, WF_SOURCE, WF_TRAINER, "trainer");
}

void wf_participants_pair_learners(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t learners = scenario->participant_count[WF_LEARNER];
    uint32_t gateways = scenario->participant_count[WF_GATEWAY];
    pair(resolver, WF_LEARNER, WF_GATEWAY, "gateway");
    uint32_t *first = wf_arena_alloc(&scenario->arena, (gateways + 1) * sizeof *first);
    uint32_t *members = wf_arena_alloc(&scenario->arena, (learners + 1u) * sizeof *first);
    for (uint32_t i = 0; i < learners; i++)
        first[scenario->participants[WF_LEARNER][i].partner + 1]++;
    for (uint32_t g = 0; g < gateways; g++) {
        if (first[g + 1] == 0)
            wf_resolver_error(
                resolver, wf_scenario_actor(scenario, &scenario->participants[WF_GATEWAY][g]),
                "on '%s' has no learner",
                wf_scenario_host(scenario, &scenario->participants[WF_GATEWAY][g])->name);
        first[g + 1] += first[g];
    }
    uint32_t *next = wf_calloc(gateways, sizeof *next);
    for (uint32_t i = 0; i < learners; i++) {
        uint32_t g = scenario->participants[WF_LEARNER][i].partner;
        members[first[g] + next[g]++] = i;
    }
    free(next);
    scenario->first_member = first;
    scenario->members = members;
}
