/* Props that are given and have no effect, because of what other props say. Each is reported by a
 * warning, so that nobody relies on it. */
#include "scenario/resolver.h"

typedef bool without_effect(const struct wf_scenario *scenario, const struct wf_actor *actor);

static bool no_trials(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    return wf_scenario_plan(scenario)->trials == 0;
}

static bool one_training(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    return wf_scenario_plan(scenario)->trainings == 1;
}

static bool no_evaluation(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    const struct wf_schedule *evaluation =
        actor->role == WF_SERVER ? &actor->values.server.evaluation
        : actor->role == WF_PEER ? &actor->values.peer.evaluation
                                 : &actor->values.trainer.evaluation;
    return evaluation->period == 0;
}

static bool not_as_produced(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.source.upload != WF_UPLOAD_AS_PRODUCED;
}

static bool never_drops_out(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.learner.dropout_ratio == 0;
}

static bool always_there(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return !actor->values.learner.availability;
}

static bool no_battery(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_participant *learner = &scenario->participants[WF_LEARNER][i];
        if (wf_scenario_actor(scenario, learner) == actor &&
            !isnan(wf_scenario_host(scenario, learner)->class->site->battery_j))
            return false;
    }
    return true;
}

static bool no_inference(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.user.per_day == 0;
}

#define ROLE(role) (1u << (role))
enum { LEADERS = 1u << WF_SERVER | 1u << WF_PEER | 1u << WF_TRAINER };
static const struct {
    unsigned roles;
    const char *prop;
    without_effect *is;
    const char *why;
} rows[] = {
    {LEADERS, "trial-share", no_trials, "there are no trials"},
    {LEADERS, "later-rounds", one_training, "there is one training"},
    {LEADERS, "train-on", one_training, "there is one training"},
    {LEADERS, "reserved", one_training, "there is one training"},
    {ROLE(WF_SOURCE), "resend", one_training, "there is one training"},
    {LEADERS, "evaluation-start", no_evaluation, "the evaluation-period is 0: never"},
    {LEADERS, "evaluation-samples", no_evaluation, "the evaluation-period is 0: never"},
    {ROLE(WF_SERVER), "evaluation-download", no_evaluation, "the evaluation-period is 0: never"},
    {LEADERS, "evaluation-pstate", no_evaluation, "the evaluation-period is 0: never"},
    {ROLE(WF_SOURCE), "upload-period", not_as_produced, "the upload is not 'as produced'"},
    {ROLE(WF_LEARNER), "dropout-phase", never_drops_out, "the dropout is 0"},
    {ROLE(WF_LEARNER), "dropout-point", never_drops_out, "the dropout is 0"},
    {ROLE(WF_LEARNER), "availability-spread", always_there, "there is no availability"},
    {ROLE(WF_LEARNER), "charging", no_battery, "its hosts have no battery"},
    {ROLE(WF_LEARNER), "battery-level", no_battery, "its hosts have no battery"},
    {ROLE(WF_LEARNER), "battery-minimum", no_battery, "its hosts have no battery"},
    {ROLE(WF_LEARNER), "battery-start", no_battery, "its hosts have no battery"},
    {ROLE(WF_USER), "days", no_inference, "there are no inferences (per-day 0)"},
    {ROLE(WF_USER), "inference-period", no_inference, "there are no inferences (per-day 0)"},
    {ROLE(WF_USER), "reserved", no_inference, "there are no inferences (per-day 0)"},
};

void wf_without_effect_warn(struct wf_resolver *resolver)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
            int prop = rows[row].roles & ROLE(actor->role)
                           ? wf_props_find(wf_actor_props(actor), rows[row].prop, 0)
                           : -1;
            const struct wf_origin *origin = prop < 0 ? NULL : &actor->origins[prop];
            if (origin && origin->file && rows[row].is(resolver->scenario, actor))
                wf_diag_warn(resolver->diag, origin->file, origin->line,
                             "<actor %s> prop '%s' changes nothing: %s", wf_roles[actor->role].name,
                             rows[row].prop, rows[row].why);
        }
    }
}
