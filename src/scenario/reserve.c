#include "scenario/reserve.h"
#include "scenario/resolver.h"
#include "scenario/split.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Class of the fleet that an actor runs on, all of it: "phone-*"; WF_FLEET_NONE: of none. */
static uint32_t whole_class(const struct wf_fleet *fleet, const struct wf_actor *actor)
{
    size_t length = strlen(actor->pattern);
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        const char *id = fleet->classes[i].element.id;
        if (length == strlen(id) + 2 && !memcmp(actor->pattern, id, length - 2) &&
            !strcmp(actor->pattern + length - 2, "-*"))
            return i;
    }
    return WF_FLEET_NONE;
}

/* Do all actors of role learner have a class each, side by side, and everybody else none?
 * @param[out] actor_of  by class: index of its actor, or WF_FLEET_NONE */
static bool find_classes(const struct wf_scenario *scenario, const struct wf_fleet *fleet,
                         uint32_t *actor_of)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    uint32_t first = fleet->class_count, last = 0;
    for (uint32_t i = 0; i < fleet->class_count; i++)
        actor_of[i] = WF_FLEET_NONE;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        uint32_t class = whole_class(fleet, actor);
        if (actor->role != WF_LEARNER)
            continue;
        if (class == WF_FLEET_NONE || actor_of[class] != WF_FLEET_NONE)
            return false;
        actor_of[class] = (uint32_t)i;
        first = class < first ? class : first;
        last = class > last ? class : last;
    }
    for (uint32_t i = first; i <= last && i < fleet->class_count; i++)
        if (actor_of[i] == WF_FLEET_NONE)
            return false;
    return first < fleet->class_count;
}

/* Does each device reach the server by a link of its own each way, and no other? */
static bool are_apart(const struct wf_scenario *scenario, const struct wf_fleet *fleet,
                      const uint32_t *actor_of)
{
    const char *server = wf_scenario_host(scenario, scenario->participants[WF_SERVER])->name;
    uint32_t node = 0;
    for (uint32_t i = 0; i < fleet->class_count; i++)
        if (actor_of[i] != WF_FLEET_NONE &&
            (fleet->classes[i].gateway != WF_FLEET_NONE || fleet->classes[i].accesses.count == 0))
            return false;
    while (node < fleet->node_count && strcmp(fleet->nodes[node].element.id, server) != 0)
        node++;
    return node < fleet->node_count && fleet->nodes[node].accesses.count == 0;
}

/* What is said of learners is the same for all of a class. */
static bool are_alike(const struct wf_scenario *scenario)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        const struct wf_learner *props = &actor->values.learner;
        if (actor->role == WF_USER)
            return false;
        if (actor->role != WF_LEARNER)
            continue;
        if (props->samples.kind != WF_DISTRIBUTION_CONSTANT || !isnan(wf_split_share(actor)) ||
            (props->speed_factor.kind != WF_DISTRIBUTION_COUNT &&
             props->speed_factor.kind != WF_DISTRIBUTION_CONSTANT) ||
            props->availability || props->count != WF_COUNT_UNSET)
            return false;
    }
    return scenario->workload.samples == scenario->workload.stated_samples;
}

static void set_up(struct wf_scenario *scenario, const struct wf_reserve_plan *plan,
                   const uint32_t *actor_of)
{
    struct wf_arena *arena = &scenario->arena;
    const struct wf_fleet *fleet = plan->fleet;
    uint32_t learners = scenario->participant_count[WF_LEARNER], learner = 0;
    uint32_t groups = wf_reserve_group_count(fleet);
    struct wf_reserve *reserve = wf_arena_alloc(arena, sizeof *reserve);
    uint32_t *stands_for = wf_arena_alloc(arena, (learners + 1) * sizeof *stands_for);
    uint32_t *of_group = wf_arena_alloc(arena, groups * sizeof *of_group);
    *reserve = (struct wf_reserve){
        .fleet = fleet, .stands_for = stands_for, .of_group = of_group, .first = UINT64_MAX};
    memset(of_group, 0xff, groups * sizeof *of_group);
    struct wf_fleet_device device;
    uint64_t end = 0;
    uint32_t last_class = WF_FLEET_NONE, head = 0;
    for (uint32_t i = 0; i < plan->count; i++) {
        wf_fleet_draw(fleet, plan->devices[i], &device);
        const struct wf_fleet_class *class = &fleet->classes[device.class];
        if (actor_of[device.class] == WF_FLEET_NONE)
            continue;
        bool begins = device.class != last_class;
        head = begins ? learner : head;
        stands_for[learner] = begins ? (uint32_t) class->count : 1;
        stands_for[head] -= begins ? 0 : 1;
        of_group[wf_reserve_group(fleet, &device)] = learner++;
        last_class = device.class;
        reserve->first = class->first < reserve->first ? class->first : reserve->first;
        end = class->first + class->count > end ? class->first + class->count : end;
    }
    reserve->count = (uint32_t)(end - reserve->first);
    char name[256];
    wf_fleet_draw(fleet, end - 1, &device);
    wf_fleet_name(fleet, &device, name, sizeof name);
    reserve->last_name = wf_arena_text(arena, name, strlen(name));
    if (learner == learners)
        scenario->reserve = reserve;
}

void wf_reserve_resolve(struct wf_resolver *resolver, const struct wf_reserve_plan *plan)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_fleet *fleet = plan->fleet;
    uint32_t *actor_of = wf_calloc(fleet->class_count + 1, sizeof *actor_of);
    if (fleet->device_count >= UINT32_MAX / 2)
        scenario->needs_all = "there are 2^31 or more";
    else if (scenario->paradigm->leader != WF_SERVER || scenario->participant_count[WF_GATEWAY])
        scenario->needs_all = "learners do not work with a server alone";
    else if (!find_classes(scenario, fleet, actor_of))
        scenario->needs_all = "learners are not whole classes ('phone-*'), side by side";
    else if (!are_apart(scenario, fleet, actor_of))
        scenario->needs_all = "routes between devices and server are more than a device's own link";
    else if (!are_alike(scenario))
        scenario->needs_all = "devices of a class differ in samples, speed-factor or availability, "
                              "or some are users";
    else
        set_up(scenario, plan, actor_of);
    free(actor_of);
}

const char *wf_reserve_refusal(const struct wf_scenario *scenario)
{
    const struct wf_server *server = wf_scenario_server(scenario);
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    const char *refusal = NULL;
    if (server->aggregation != WF_AGGREGATE_SYNC)
        refusal = "updates are not waited for together";
    else if ((server->selection != WF_SELECT_RANDOM && server->selection != WF_CHOICE_UNSET) ||
             scenario->asked >= scenario->reserve->count)
        refusal = "the cohort is not drawn at random";
    else if (!isnan(server->carbon.g_per_kwh))
        refusal = "a carbon-limit looks at each device's grid";
    else if (plan->trainings > 1)
        refusal = "there are several trainings";
    else if (scenario->presences)
        refusal = "devices come and go, or have batteries";
    else if (scenario->options.whole_platform)
        refusal = "the whole platform is billed";
    else if (scenario->platform->series.count)
        refusal = "a carbon intensity changes with time";
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER] && !refusal; i++) {
        const struct wf_host_class *class =
            wf_scenario_host(scenario, &scenario->participants[WF_LEARNER][i])->class;
        if (class->site->storage_w_per_tb > 0)
            refusal = "data that is kept costs energy";
        else if (class->site->speed_by_batch || class->site->wattage_by_batch ||
                 !isnan(class->site->sample_j))
            refusal = "speeds depend on the batch, or follow joules a sample";
        else if (!class->watts || class->pstate_count > WF_RESERVE_PSTATES)
            refusal = "devices have too many power states";
    }
    return refusal;
}
