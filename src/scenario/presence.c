#include "scenario/presence.h"
#include "scenario/library.h"
#include "scenario/resolver.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DAY_S = 86400;

/* What an actor's props say, read once for all its hosts. */
struct reading {
    const struct wf_availability *there, *charging; /* daily patterns */
};

struct reader {
    struct wf_resolver *resolver;
    struct reading *readings; /* by actor */
};

static const struct wf_availability *read_daily(struct reader *reader, const struct wf_actor *actor,
                                                const char *prop, const char *text)
{
    struct wf_arena *arena = &reader->resolver->scenario->arena;
    struct wf_availability *pattern = wf_arena_alloc(arena, sizeof *pattern);
    char *why = wf_availability_read_daily(text, arena, pattern);
    if (!why)
        return pattern;
    wf_resolver_prop_error(reader->resolver, actor, prop, "%s", why);
    free(why);
    return NULL;
}

static const struct wf_availability_trace *find_trace(struct reader *reader,
                                                      const struct wf_actor *actor)
{
    struct wf_resolver *resolver = reader->resolver;
    struct wf_err why = {0};
    char *path = wf_actor_file(&resolver->scenario->deployment, actor, "availability");
    const struct wf_availability_trace *trace =
        wf_library_trace(resolver->library, path, resolver->diag, &why);
    if (!trace)
        wf_resolver_prop_error(resolver, actor, "availability", "%s", why.text);
    free(path);
    return trace;
}

static void read_actor(struct reader *reader, const struct wf_actor *actor)
{
    const struct wf_learner *props = &actor->values.learner;
    struct wf_scenario *scenario = reader->resolver->scenario;
    size_t index = (size_t)(actor - scenario->deployment.actors);
    struct reading *reading = &reader->readings[index];
    if (props->availability && wf_availability_is_trace(props->availability))
        scenario->traces[index] = find_trace(reader, actor);
    else if (props->availability)
        reading->there = read_daily(reader, actor, "availability", props->availability);
    if (props->charging)
        reading->charging = read_daily(reader, actor, "charging", props->charging);
    if (props->battery_minimum_ratio >= props->battery_start_ratio &&
        props->battery_minimum_ratio > 0)
        wf_resolver_prop_error(reader->resolver, actor, "battery-start",
                               "is not above battery-minimum: a turn would end as it begins");
}

static void resolve_presence(struct reader *reader, const struct wf_participant *learner,
                             struct wf_random *random, struct wf_presence *presence)
{
    const struct wf_scenario *scenario = reader->resolver->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, learner);
    const struct wf_learner *props = &actor->values.learner;
    const struct wf_host *host = wf_scenario_host(scenario, learner);
    const struct reading *reading = &reader->readings[learner->actor];
    const struct wf_availability_trace *trace = scenario->traces[learner->actor];
    const struct wf_site *site = host->class->site;
    *presence = (struct wf_presence){
        .there = reading->there, .charging = reading->charging, .capacity_j = site->battery_j};
    if (trace) {
        static const struct wf_availability never = {.period_s = INFINITY};
        const struct wf_availability_host *row = wf_availability_trace_find(trace, host->name);
        presence->there = row ? &row->there : &never;
        if (trace->has_charging)
            presence->charging = row ? &row->charging : &never;
    } else {
        wf_random_seek(random, learner->host);
        presence->shift_s = wf_random_uniform(random, 0, props->availability_spread_s);
        if (!isnan(scenario->start_date_s)) /* the clock of a pattern starts at midnight */
            presence->shift_s -= fmod(scenario->start_date_s, DAY_S);
    }
    if (!isnan(site->battery_j)) {
        presence->level_j = props->battery_level_ratio * site->battery_j;
        presence->minimum_j = props->battery_minimum_ratio * site->battery_j;
        presence->start_j = props->battery_start_ratio * site->battery_j;
        presence->charging_w = isnan(site->charging_w) ? 0 : site->charging_w;
    }
}

static bool is_plain(const struct wf_scenario *scenario, const struct wf_participant *learner)
{
    return !wf_scenario_actor(scenario, learner)->values.learner.availability &&
           isnan(wf_scenario_host(scenario, learner)->class->site->battery_j);
}

void wf_presences_resolve(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_deployment *deployment = &scenario->deployment;
    const struct wf_participant *learners = scenario->participants[WF_LEARNER];
    uint32_t count = scenario->participant_count[WF_LEARNER], plain = 0;
    size_t errors = resolver->diag->error_count;
    struct reader reader = {.resolver = resolver,
                            .readings =
                                wf_calloc(deployment->actor_count + 1, sizeof *reader.readings)};
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == WF_LEARNER)
            read_actor(&reader, &deployment->actors[i]);
    while (plain < count && is_plain(scenario, &learners[plain]))
        plain++;
    if (plain < count && resolver->diag->error_count == errors) {
        struct wf_random *random = wf_random_new_indexed(scenario->options.seed, "availability");
        scenario->presences = wf_calloc(count, sizeof *scenario->presences);
        for (uint32_t i = 0; i < count; i++)
            resolve_presence(&reader, &learners[i], random, &scenario->presences[i]);
        scenario->cuts = true;
        wf_random_free(random);
    }
    free(reader.readings);
}
