#include "scenario/presence.h"
#include "scenario/availability_reader.h"
#include "scenario/resolver.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DAY_S = 86400;

/* What an actor's props say, read once for all its hosts. */
struct reading {
    const struct wf_availability *there, *charging; /* daily patterns */
    const struct wf_availability_trace *trace;
    bool wrong;
};

struct reader {
    struct wf_resolver *resolver;
    struct reading *readings; /* by actor */
    struct wf_availability_trace *traces;
    size_t trace_count;
};

static const struct wf_availability *read_daily(struct reader *reader, const struct wf_actor *actor,
                                                const char *prop, const char *text)
{
    struct wf_arena *arena = &reader->resolver->scenario->deployment.arena;
    struct wf_availability *pattern = wf_arena_alloc(arena, sizeof *pattern);
    char *why = wf_availability_read_daily(text, arena, pattern);
    if (!why)
        return pattern;
    wf_resolver_prop_error(reader->resolver, actor, prop, "%s", why);
    free(why);
    return NULL;
}

static const struct wf_availability_trace *read_trace(struct reader *reader,
                                                      const struct wf_actor *actor)
{
    struct wf_resolver *resolver = reader->resolver;
    int row = wf_props_find(wf_actor_props(actor), "availability", 0);
    char *path = wf_text_beside(actor->origins[row].line ? resolver->path : NULL,
                                actor->values.learner.availability);
    struct wf_availability_trace *trace = NULL;
    for (size_t i = 0; i < reader->trace_count && !trace; i++)
        if (!strcmp(reader->traces[i].path, path))
            trace = &reader->traces[i];
    if (!trace) {
        struct wf_err why = {0};
        trace = &reader->traces[reader->trace_count++];
        if (wf_availability_trace_load(path, trace, resolver->diag, &why) < 0)
            wf_resolver_prop_error(resolver, actor, "availability", "%s", why.text);
    }
    free(path);
    return trace;
}

static bool is_trace(const char *text)
{
    size_t length = strlen(text);
    return length > 4 && !strcmp(text + length - 4, ".csv");
}

static void read_actor(struct reader *reader, const struct wf_actor *actor)
{
    const struct wf_learner *props = &actor->values.learner;
    struct reading *reading =
        &reader->readings[actor - reader->resolver->scenario->deployment.actors];
    if (props->availability && is_trace(props->availability))
        reading->trace = read_trace(reader, actor);
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
    const struct wf_site *site = host->class->site;
    *presence = (struct wf_presence){
        .there = reading->there, .charging = reading->charging, .capacity_j = site->battery_j};
    if (reading->trace) {
        static const struct wf_availability never = {.period_s = INFINITY};
        const struct wf_availability_host *row =
            wf_availability_trace_find(reading->trace, host->name);
        presence->there = row ? &row->there : &never;
        if (reading->trace->has_charging)
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
    struct reader reader = {
        .resolver = resolver,
        .readings = wf_calloc(deployment->actor_count + 1, sizeof *reader.readings),
        .traces = wf_calloc(deployment->actor_count + 1, sizeof *reader.traces)};
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == WF_LEARNER)
            read_actor(&reader, &deployment->actors[i]);
    while (plain < count && is_plain(scenario, &learners[plain]))
        plain++;
    scenario->traces = reader.traces;
    scenario->trace_count = reader.trace_count;
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
