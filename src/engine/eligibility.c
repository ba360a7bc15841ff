#include "engine/eligibility.h"
#include "engine/route_pace.h"
#include "job/own_links.h"
#include "scenario/trainers.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct proof {
    struct wf_job *job;
    const struct wf_flow_model *model;
    char *reason;
    bool checked;  /* the ways are, one by one */
    uint32_t most; /* participants of a role whose ways are looked at; 0: all */
};

/* First of so many of each role, then of so many times as many: what is to be left to SimGrid costs
 * no look at all routes. */
enum { SAMPLE = 64 };

#define REFUSE(proof, ...) (snprintf((proof)->reason, WF_REASON_SIZE, __VA_ARGS__), false)

/* ---- what the closed form knows nothing of ---- */

static bool starts_with(const char *text, const char *start)
{
    return !strncmp(text, start, strlen(start));
}

/* Options that the closed form follows, or that change no date. */
static bool is_known_option(const char *name, size_t length)
{
    if (starts_with(name, "contexts/"))
        return true;
    static const char *const known[] = {"network/model", "network/crosstraffic",
                                        "network/TCP-gamma"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == length && !strncmp(name, known[i], length))
            return true;
    return false;
}

static bool check_options(const struct proof *proof, const struct wf_engine_network *network)
{
    static const char prefix[] = "--cfg=";
    if (strcmp(network->model, "LV08") && strcmp(network->model, "CM02"))
        return REFUSE(proof, "the network model is %s", network->model);
    for (size_t i = 0; i < network->argument_count; i++) {
        const char *argument = network->arguments[i];
        const char *name = argument + strlen(prefix);
        if (starts_with(argument, "--log="))
            continue;
        if (!starts_with(argument, prefix) || !is_known_option(name, strcspn(name, ":=")))
            return REFUSE(proof, "SimGrid was given %.80s", argument);
    }
    for (const struct wf_config *config = proof->job->scenario->platform->configs; config;
         config = config->next)
        if (!is_known_option(config->name, strlen(config->name)))
            return REFUSE(proof, "the platform configures %.80s", config->name);
    return true;
}

static bool check_zones(const struct proof *proof)
{
    const struct wf_platform *platform = proof->job->scenario->platform;
    for (uint32_t i = 0; i < platform->zone_count; i++)
        if (platform->zones[i].coordinates)
            return REFUSE(proof, "latencies of zone '%.60s' come from coordinates",
                          platform->zones[i].name);
    return true;
}

/* ---- hosts: one participant each, and constant ---- */

static bool check_hosts(const struct proof *proof)
{
    const struct wf_scenario *scenario = proof->job->scenario;
    const struct wf_platform *platform = scenario->platform;
    if (scenario->participant_count[WF_USER] && wf_scenario_plan(scenario)->trainings > 1)
        return REFUSE(proof, "users receive models of several trainings");
    bool fits = true;
    uint8_t *used = wf_calloc(platform->host_count + 1, 1);
    for (int role = 0; role < WF_ROLE_COUNT && fits; role++) {
        for (uint32_t i = 0; i < scenario->participant_count[role] && fits; i++) {
            uint32_t host = scenario->participants[role][i].host;
            const char *name = platform->hosts[host].name;
            if (used[host]++)
                fits = REFUSE(proof, "host '%.80s' has two actors", name);
            else if (platform->hosts[host].class->profiled)
                fits = REFUSE(proof, "host '%.80s' has a profile", name);
        }
    }
    free(used);
    return fits;
}

static bool check_turns(const struct proof *proof)
{
    const struct wf_scenario *scenario = proof->job->scenario;
    const char *why = scenario->paradigm->meets    ? scenario->paradigm->meets(scenario)
                      : wf_trainers_read(scenario) ? "samples are read while they are trained on"
                                                   : NULL;
    return why ? REFUSE(proof, "%s", why) : true;
}

/* ---- ways ---- */

/* What is known of the links of the way alone. */
static bool check_links(const struct proof *proof, const struct wf_route *route)
{
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_link_class *class = route->links[i]->ledger.tariff->class;
        const char *name = route->links[i]->ledger.name;
        if (class && class->profiled)
            return REFUSE(proof, "link '%.80s' has a profile", name);
        if (class && class->sharing == WF_WIFI)
            return REFUSE(proof, "link '%.80s' is Wi-Fi", name);
    }
    return true;
}

static bool check_way(const struct proof *proof, const struct wf_possible_way *way)
{
    if (!check_links(proof, way->route) || !check_links(proof, way->back))
        return false;
    *way->route->pace =
        wf_route_pace_alone(proof->model, proof->job->executor, way->route, way->back);
    double rate = way->route->pace->byte_per_s;
    if (!(rate > 0 && isfinite(rate)))
        return REFUSE(proof, "a route from or to host '%.80s' has no bandwidth",
                      proof->job->scenario->platform->hosts[way->owner->index].name);
    return true;
}

/* Whoever visits the ways. */
struct visit {
    wf_visit_way *visit;
    void *visitor;
};

static bool visit_route(const struct proof *proof, const struct visit *visit,
                        struct wf_possible_way way)
{
    if (!wf_route_exists(way.route)) /* reported before */
        return true;
    return (proof->checked || check_way(proof, &way)) && visit->visit(visit->visitor, &way);
}

static bool visit_pair(const struct proof *proof, const struct visit *visit,
                       const struct wf_participant *owner, const struct wf_participant *partner,
                       struct wf_possible_way way, bool to_partner, bool from_partner)
{
    struct wf_meter *meter = &proof->job->meter;
    const struct wf_node *other = wf_meter_node(meter, partner);
    way.owner = wf_meter_node(meter, owner);
    if (way.owner == other)
        return true;
    way.route = wf_meter_route(meter, way.owner, other);
    way.back = wf_meter_route(meter, other, way.owner);
    if (to_partner && !visit_route(proof, visit, way))
        return false;
    const struct wf_route *there = way.route;
    way.route = way.back;
    way.back = there;
    return !from_partner || visit_route(proof, visit, way);
}

/* A gateway and its learners are a family: it sends nothing while they do (job/gateway.c). */
static uint32_t family_of(const struct wf_route_need *need, const struct wf_participant *list,
                          uint32_t index)
{
    if (need->from == WF_GATEWAY)
        return index;
    return need->to == WF_GATEWAY ? list[index].partner : UINT32_MAX;
}

/* The first time each is checked, too. */
static bool each_way(void *ways, wf_visit_way *visitor, void *data)
{
    struct proof *proof = ways;
    const struct visit visit = {visitor, data};
    const struct wf_scenario *scenario = proof->job->scenario;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    const struct wf_participant *leader = scenario->participants[paradigm->leader];
    for (size_t i = 0; i < paradigm->route_count; i++) {
        const struct wf_route_need *need = &paradigm->routes[i];
        const struct wf_participant *list = scenario->participants[need->from];
        uint32_t count = scenario->participant_count[need->from];
        uint32_t number = proof->most && proof->most < count ? proof->most : count;
        for (uint32_t look = 0; look < number && !wf_partners_are_equals(need->partners); look++) {
            uint32_t k = (uint32_t)((uint64_t)look * count / number); /* evenly */
            uint32_t partner = need->partners == WF_PARTNER_OWN ? list[k].partner : 0;
            struct wf_possible_way way = {.family = family_of(need, list, k),
                                          .head = need->from == WF_GATEWAY};
            if (!visit_pair(proof, &visit, &list[k], &scenario->participants[need->to][partner],
                            way, true, need->both_ways))
                return false;
        }
    }
    for (uint32_t k = 0; k < scenario->participant_count[WF_USER]; k++)
        if (!visit_pair(proof, &visit, &scenario->participants[WF_USER][k], leader,
                        (struct wf_possible_way){.family = UINT32_MAX}, false, true))
            return false;
    proof->checked = !proof->most;
    return true;
}

/* ---- links, as the file names them ---- */

/* Of all pairs that transfer? Then no route need be asked for: a device that never takes part costs
 * no time and no memory. */
static bool are_all_apart(const struct wf_scenario *scenario)
{
    const struct wf_paradigm *paradigm = scenario->paradigm;
    const struct wf_platform *platform = scenario->platform;
    bool apart = wf_own_links_are_plain(platform);
    for (size_t i = 0; i < paradigm->route_count && apart; i++) {
        const struct wf_route_need *need = &paradigm->routes[i];
        const struct wf_participant *list = scenario->participants[need->from];
        apart = !wf_partners_are_equals(need->partners);
        for (uint32_t k = 0; k < scenario->participant_count[need->from] && apart; k++) {
            uint32_t partner = need->partners == WF_PARTNER_OWN ? list[k].partner : 0;
            apart =
                wf_own_links_join(platform, &list[k], &scenario->participants[need->to][partner]);
        }
    }
    for (uint32_t k = 0; k < scenario->participant_count[WF_USER] && apart; k++)
        apart = wf_own_links_join(platform, &scenario->participants[WF_USER][k],
                                  scenario->participants[paradigm->leader]);
    return apart;
}

/* The owners' routes, where all are apart: of what the file says, nothing is left to SimGrid.
 * Halves of links may have the name of another link, which it alone refuses. */
static bool are_all_known(const struct wf_scenario *scenario)
{
    const struct wf_platform *platform = scenario->platform;
    bool known = true;
    for (uint32_t i = 0; i < platform->link_count && known; i++)
        known = platform->links[i].class->sharing != WF_SPLITDUPLEX;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role] && known; i++) {
            uint32_t host = scenario->participants[role][i].host;
            known = platform->hosts[host].access == WF_ACCESS_NONE ||
                    wf_own_links_are_known(platform, host);
        }
    return known;
}

static bool check_rings(const struct proof *proof)
{
    const struct wf_scenario *scenario = proof->job->scenario;
    for (size_t i = 0; i < scenario->paradigm->route_count; i++) {
        const struct wf_route_need *need = &scenario->paradigm->routes[i];
        if (wf_partners_are_equals(need->partners) && scenario->participant_count[need->from] > 1)
            return REFUSE(proof, "several hosts of role '%s' exchange data at the same time",
                          wf_roles[need->from].name);
    }
    return true;
}

static bool share_links(struct proof *proof, struct wf_shared_links *shared)
{
    const struct wf_job *job = proof->job;
    return wf_shared_links_find(shared, proof->model, job->executor, &job->meter.routes,
                                job->scenario->cuts, each_way, proof, proof->reason,
                                WF_REASON_SIZE);
}

/* Is there never more than one transfer? Then none slows another down, whatever links they share.
 */
static bool are_one_by_one(const struct wf_scenario *scenario)
{
    const struct wf_paradigm *paradigm = scenario->paradigm;
    return paradigm->meets && !paradigm->meets(scenario) && !scenario->participant_count[WF_USER];
}

static bool accept(void *visitor, const struct wf_possible_way *way)
{
    (void)visitor, (void)way;
    return true;
}

bool wf_eligibility_may(struct wf_job *job, const struct wf_flow_model *model,
                        char reason[WF_REASON_SIZE])
{
    struct proof proof = {.job = job, .model = model, .reason = reason};
    const struct wf_scenario *scenario = job->scenario;
    uint64_t count = 0;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (scenario->participant_count[role] > count)
            count = scenario->participant_count[role];
    if (are_all_apart(scenario) || are_one_by_one(scenario))
        return true;
    for (uint64_t most = SAMPLE; most < count / 8; most *= SAMPLE) {
        proof.most = (uint32_t)most;
        if (!wf_shared_links_may(model, job->executor, &job->meter.routes, each_way, &proof, reason,
                                 WF_REASON_SIZE))
            return false;
    }
    return true;
}

bool wf_eligibility_screen(struct wf_job *job, const struct wf_engine_network *network,
                           char reason[WF_REASON_SIZE])
{
    const struct proof proof = {.job = job, .reason = reason};
    return check_options(&proof, network) && check_zones(&proof) && check_hosts(&proof) &&
           check_turns(&proof) && check_rings(&proof);
}

bool wf_eligibility_is_in_file(const struct wf_scenario *scenario,
                               const struct wf_engine_network *network)
{
    struct wf_job job = {.scenario = scenario};
    char reason[WF_REASON_SIZE];
    return scenario->options.engine != WF_ENGINE_SIMGRID && !scenario->platform->configs &&
           wf_eligibility_screen(&job, network, reason) && are_all_apart(scenario) &&
           are_all_known(scenario);
}

bool wf_eligibility_prove(struct wf_job *job, const struct wf_flow_model *model,
                          struct wf_shared_links *shared, char reason[WF_REASON_SIZE])
{
    struct proof proof = {.job = job, .model = model, .reason = reason};
    if (are_all_apart(job->scenario))
        ;
    else if (are_one_by_one(job->scenario) ? !each_way(&proof, accept, NULL)
                                           : !share_links(&proof, shared))
        return false;
    if (!shared->level_count)
        snprintf(reason, WF_REASON_SIZE,
                 "no two transfers can slow each other down and no two turns share a host");
    else
        snprintf(reason, WF_REASON_SIZE,
                 "transfers that share a link share all their links ('%.80s'), no two turns share "
                 "a host",
                 shared->levels[0]->name);
    return true;
}
