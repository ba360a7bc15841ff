#include "engine/eligibility.h"
#include "engine/route_pace.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rounding of the sum of rates on a link. */
static const double ROOM = 1 - 1e-9;

/* What may be on a link at the same time. */
struct traffic {
    double rate;     /* weighted rates of the owners before this one, byte/s */
    double own_rate; /* the largest of this owner */
    const struct wf_node *owner, *first;
    bool held_back; /* some of it is, by acknowledgements */
};

struct proof {
    struct wf_job *job;
    const struct wf_flow_model *model;
    struct traffic *links; /* by index of the link in the routes */
    uint32_t capacity;
    char *reason;
};

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

/* ---- links ---- */

static struct traffic *traffic_of(struct proof *proof, const struct wf_route_link *link)
{
    if (link->index >= proof->capacity) {
        uint32_t capacity = proof->capacity ? proof->capacity : 64;
        while (capacity <= link->index)
            capacity *= 2;
        proof->links = wf_realloc(proof->links, capacity * sizeof *proof->links);
        memset(proof->links + proof->capacity, 0,
               (capacity - proof->capacity) * sizeof *proof->links);
        proof->capacity = capacity;
    }
    return &proof->links[link->index];
}

static bool add_traffic(struct proof *proof, const struct wf_node *owner,
                        const struct wf_route_link *link, double rate, bool held_back)
{
    const struct wf_link_class *class = link->ledger.class;
    const char *name = link->ledger.usage.name;
    if (class && class->profiled)
        return REFUSE(proof, "link '%.80s' has a profile", name);
    if (class && class->sharing == WF_WIFI)
        return REFUSE(proof, "link '%.80s' is Wi-Fi", name);
    struct traffic *traffic = traffic_of(proof, link);
    if (traffic->owner != owner) {
        traffic->rate += traffic->own_rate;
        traffic->own_rate = 0;
        traffic->owner = owner;
        traffic->first = traffic->first ? traffic->first : owner;
    }
    traffic->own_rate = fmax(traffic->own_rate, rate);
    traffic->held_back |= held_back;
    return true;
}

/* Transfers of @p owner over @p route, with the weights of route_pace.h. */
static bool add_route(struct proof *proof, const struct wf_node *owner,
                      const struct wf_route *route, const struct wf_route *back)
{
    if (!wf_route_exists(route))
        return true; /* reported before */
    *route->pace = wf_route_pace_alone(proof->model, proof->job->executor, route, back);
    double rate = route->pace->byte_per_s / proof->model->bandwidth_factor;
    if (!(rate > 0 && isfinite(rate)))
        return REFUSE(proof, "a route from or to host '%.80s' has no bandwidth",
                      proof->job->scenario->platform->hosts[owner->index].name);
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_route_link *link = route->links[i];
        bool returns = proof->model->crosstraffic && wf_route_has(back, link);
        double weight = wf_route_pace_weight(true, returns, wf_route_link_is_fatpipe(link));
        if (!add_traffic(proof, owner, link, rate * weight, route->pace->held_back))
            return false;
    }
    for (uint32_t i = 0; proof->model->crosstraffic && i < back->link_count; i++)
        if (!wf_route_has(route, back->links[i]) &&
            !add_traffic(proof, owner, back->links[i], rate * WF_ACKNOWLEDGEMENTS,
                         route->pace->held_back))
            return false;
    return true;
}

static bool add_pair(struct proof *proof, const struct wf_participant *owner,
                     const struct wf_participant *partner, bool to_partner, bool from_partner)
{
    struct wf_meter *meter = &proof->job->meter;
    const struct wf_node *node = wf_meter_node(meter, owner);
    const struct wf_node *other = wf_meter_node(meter, partner);
    if (node == other)
        return true;
    const struct wf_route *there = wf_meter_route(meter, node, other);
    const struct wf_route *back = wf_meter_route(meter, other, node);
    return (!to_partner || add_route(proof, node, there, back)) &&
           (!from_partner || add_route(proof, node, back, there));
}

static bool add_routes(struct proof *proof)
{
    const struct wf_scenario *scenario = proof->job->scenario;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    const struct wf_participant *leader = scenario->participants[paradigm->leader];
    for (size_t i = 0; i < paradigm->route_count; i++) {
        const struct wf_route_need *need = &paradigm->routes[i];
        const struct wf_participant *list = scenario->participants[need->from];
        uint32_t count = scenario->participant_count[need->from];
        if (need->partners == WF_PARTNER_RING && count > 1)
            return REFUSE(proof, "several hosts of role '%s' exchange data at the same time",
                          wf_roles[need->from].name);
        for (uint32_t k = 0; k < count && need->partners != WF_PARTNER_RING; k++) {
            uint32_t partner = need->partners == WF_PARTNER_OWN ? list[k].partner : 0;
            if (!add_pair(proof, &list[k], &scenario->participants[need->to][partner], true,
                          need->both_ways))
                return false;
        }
    }
    for (uint32_t k = 0; k < scenario->participant_count[WF_USER]; k++)
        if (!add_pair(proof, &scenario->participants[WF_USER][k], leader, false, true))
            return false;
    return true;
}

static const char *name_of(const struct proof *proof, const struct wf_node *node)
{
    return proof->job->scenario->platform->hosts[node->index].name;
}

/* SimGrid (3.32, network/optim Lazy) shares again only what it reaches from the first link of a
 * transfer that begins, and goes from there but once an instant: of several that begin together on
 * one first link, it leaves out the other links of all but one until something else changes there.
 * Their bounds hold all the same, what goes beyond (acknowledgements) does not. */
static bool check_links(struct proof *proof)
{
    const struct wf_routes *routes = &proof->job->meter.routes;
    const struct wf_executor *executor = proof->job->executor;
    for (uint32_t i = 0; i < routes->link_count && i < proof->capacity; i++) {
        struct wf_route_link *link = routes->links[i];
        const struct traffic *traffic = &proof->links[i];
        double bandwidth = executor->ops->link_facts(executor, link->link).bandwidth_byte_per_s;
        if (traffic->first == traffic->owner)
            continue;
        if (traffic->held_back)
            return REFUSE(proof,
                          "SimGrid forgets the acknowledgements of transfers that begin together "
                          "on link '%.50s'",
                          link->ledger.usage.name);
        if (wf_route_link_is_fatpipe(link))
            continue;
        link->roomy = traffic->rate + traffic->own_rate <= bandwidth * ROOM;
        if (!link->roomy)
            return REFUSE(proof, "transfers of '%.50s' and '%.50s' can meet on link '%.50s'",
                          name_of(proof, traffic->first), name_of(proof, traffic->owner),
                          link->ledger.usage.name);
    }
    return true;
}

bool wf_eligibility_prove(struct wf_job *job, const struct wf_engine_network *network,
                          const struct wf_flow_model *model, char reason[WF_REASON_SIZE])
{
    struct proof proof = {.job = job, .model = model, .reason = reason};
    bool proven = check_options(&proof, network) && check_zones(&proof) && check_hosts(&proof) &&
                  add_routes(&proof) && check_links(&proof);
    free(proof.links);
    if (proven)
        snprintf(reason, WF_REASON_SIZE,
                 "no two transfers can slow each other down, no two turns share a host");
    return proven;
}
