/* Who takes part in a round: cohorts of a server and of gateways, and the graph of peers. */
#include "scenario/cohort.h"
#include "model/neighbours.h"
#include "scenario/resolver.h"
#include <math.h>
#include <string.h>

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
                               (unsigned long long)given, there, whom, wf_plural(there));
        return;
    }
    if (selection == WF_SELECT_ALL && given < there)
        wf_resolver_prop_error(resolver, actor, "active",
                               "%llu of %u %ss contradicts selection 'all'; expected 'random'",
                               (unsigned long long)given, there, whom);
    *active = (uint32_t)given;
    *asked = (uint32_t)fmin(there, ceil((double)given * (1 + over_selection) - 1e-9));
}

/* The least cohort is a part of those that are @p asked in a round. */
static void check_minimum(struct wf_resolver *resolver, const struct wf_actor *actor,
                          uint64_t minimum, uint32_t asked)
{
    if (minimum > 1 && minimum > asked)
        wf_resolver_prop_error(resolver, actor, "selection-minimum",
                               "%llu is more than the %u learner%s that a round asks",
                               (unsigned long long)minimum, asked, wf_plural(asked));
}

/* Who looks at the grid of each learner, and needs its intensity. */
static const char *looks_at_grids(uint32_t selection, const struct wf_carbon_limit *limit)
{
    return selection == WF_SELECT_LEAST_CARBON ? "selection"
           : !isnan(limit->g_per_kwh)          ? "carbon-limit"
                                               : NULL;
}

/* The grid of each learner from @p from to @p to - 1 has an intensity where it is looked at. The
 * start is then part of what is played: it cannot be moved afterwards. */
static void check_intensities(struct wf_resolver *resolver, const struct wf_actor *actor,
                              const char *prop, uint32_t from, uint32_t to)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_actor *leader = wf_scenario_leading_actor(scenario);
    bool series = false;
    for (uint32_t i = from; prop && i < to; i++) {
        const struct wf_host *host =
            wf_scenario_host(scenario, &scenario->participants[WF_LEARNER][i]);
        series |= host->class->site->carbon_series != NULL;
        if (!isnan(host->class->site->carbon_intensity_g_per_kwh) ||
            host->class->site->carbon_series)
            continue;
        bool selects = !strcmp(prop, "selection");
        wf_resolver_prop_error(resolver, actor, prop,
                               "%sneeds the carbon_intensity of each learner's grid; host '%s' has "
                               "none",
                               selects ? "'least-carbon' " : "", host->name);
        return;
    }
    if (series && leader->values.plan.delay_s > 0)
        wf_resolver_prop_error(resolver, leader, "delay",
                               "moves the start of a run as it was played, and who takes part "
                               "hangs on the date ('%s' of line %u); expected one of the two",
                               prop, actor->line);
}

/* Props that another way of aggregating has no use for. */
static void refuse_unused(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_server *server = &actor->values.server;
    bool hierarchical = scenario->participant_count[WF_GATEWAY] > 0;
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
        {"selection-minimum", !hierarchical, "is the gateways' where there are gateways"},
        {"selection-patience", !hierarchical, "is the gateways' where there are gateways"},
        {"carbon-limit", !hierarchical, "is the gateways' where there are gateways"},
        {"carbon-patience", !hierarchical, "is the gateways' where there are gateways"},
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

void wf_cohort_resolve_server(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    bool hierarchical = scenario->participant_count[WF_GATEWAY] > 0;
    const struct wf_participant *participant = scenario->participants[WF_SERVER];
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_server *server = &actor->values.server;
    refuse_unused(resolver, actor);
    resolve_cohort(resolver, actor, server->active, server->selection, server->over_selection_ratio,
                   wf_scenario_count(scenario, hierarchical ? WF_GATEWAY : WF_LEARNER),
                   hierarchical ? "gateway" : "learner", &scenario->active, &scenario->asked);
    if (server->aggregation == WF_AGGREGATE_BUFFERED) {
        uint32_t learners = wf_scenario_count(scenario, WF_LEARNER);
        if (server->concurrency != WF_COUNT_UNSET && server->concurrency > learners)
            wf_resolver_prop_error(
                resolver, actor, "concurrency", "%llu is more than its %u learner%s",
                (unsigned long long)server->concurrency, learners, wf_plural(learners));
        else if (server->concurrency != WF_COUNT_UNSET)
            scenario->asked = (uint32_t)server->concurrency;
    }
    if (!hierarchical) {
        check_minimum(resolver, actor, server->selection_minimum, scenario->asked);
        check_intensities(resolver, actor, looks_at_grids(server->selection, &server->carbon), 0,
                          scenario->participant_count[WF_LEARNER]);
    }
    scenario->cuts |= !isnan(server->deadline_s) || scenario->asked > scenario->active ||
                      server->aggregation != WF_AGGREGATE_SYNC;
}

void wf_cohort_resolve_gateways(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t count = scenario->participant_count[WF_GATEWAY];
    scenario->gateways = wf_arena_alloc(&scenario->arena, (count + 1) * sizeof *scenario->gateways);
    for (uint32_t i = 0; i < count; i++) {
        const struct wf_participant *participant = &scenario->participants[WF_GATEWAY][i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
        const struct wf_gateway *props = &actor->values.gateway;
        struct wf_gateway_plan *gateway = &scenario->gateways[i];
        uint32_t members = scenario->first_member[i + 1] - scenario->first_member[i];
        resolve_cohort(resolver, actor, props->active, props->selection,
                       props->over_selection_ratio, members, "learner", &gateway->active,
                       &gateway->asked);
        check_minimum(resolver, actor, props->selection_minimum, gateway->asked);
        check_intensities(resolver, actor, looks_at_grids(props->selection, &props->carbon),
                          scenario->first_member[i], scenario->first_member[i + 1]);
        scenario->cuts |= !isnan(props->deadline_s) || gateway->asked > gateway->active;
    }
}

/* ---- peers ---- */

void wf_cohort_resolve_peers(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    uint32_t count = scenario->participant_count[scenario->paradigm->worker];
    const struct wf_actor *actor = wf_scenario_leading_actor(scenario);
    const struct wf_peer *peer = &actor->values.peer;
    enum wf_neighbours_kind kind = (enum wf_neighbours_kind)peer->neighbours;
    bool by_degree = kind == WF_NEIGHBOURS_K_REGULAR || kind == WF_NEIGHBOURS_RANDOM;
    scenario->active = scenario->asked = count;
    if (count < 2) {
        wf_resolver_error(resolver, actor, "stands alone; expected two peers or more");
        return;
    }
    if (by_degree && peer->degree == WF_COUNT_UNSET) {
        wf_resolver_prop_error(resolver, actor, "neighbours", "'%s' needs the prop 'degree'",
                               wf_words_neighbours[peer->neighbours]);
        return;
    }
    if (!by_degree && peer->degree != WF_COUNT_UNSET)
        wf_resolver_prop_error(resolver, actor, "degree",
                               "is for neighbours 'k-regular' or 'random'");
    struct wf_err why = {0};
    if (wf_neighbours_check(kind, count, peer->degree, &why) < 0)
        wf_resolver_prop_error(resolver, actor, by_degree ? "degree" : "neighbours", "%s",
                               why.text);
    else
        scenario->exchanges = wf_neighbours_messages(kind, count, peer->degree);
}
