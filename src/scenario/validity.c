#include "scenario/validity.h"
#include "scenario/rounds.h"
#include "scenario/scenario.h"
#include <math.h>
#include <string.h>

struct question {
    const struct wf_scenario *scenario;
    const struct wf_deployment *given;
    const struct wf_convergence *row;
};

/* The law of passes has cohort, local work, kind of data and batch in it. */
static bool is_by_law(const struct question *question)
{
    return question->row->passes_ratio < 0;
}

static bool has_learners(const struct wf_scenario *scenario)
{
    return scenario->participant_count[WF_LEARNER] > 0;
}

/* First actor of a role, in the deployment's order, of which @p is_so holds; NULL: none. */
static const struct wf_actor *first_of(const struct wf_scenario *scenario, enum wf_role_id role,
                                       bool (*is_so)(const struct wf_actor *actor))
{
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == role && is_so(actor))
            return actor;
    }
    return NULL;
}

/* Value of one prop, as text: "30 s". */
static void add_value(const struct wf_actor *actor, const char *prop, struct wf_buffer *out)
{
    const struct wf_prop *table = wf_actor_props(actor);
    wf_props_text(&table[wf_props_find(table, prop, 0)], &actor->values, out);
}

/* "stated for WHAT; PROP is VALUE" */
static bool tell(const char *what, const struct wf_actor *actor, const char *prop,
                 struct wf_buffer *out)
{
    wf_buffer_printf(out, "stated for %s; %s is ", what, prop);
    add_value(actor, prop, out);
    return true;
}

/* ---- what a row means that does not name it ---- */

static bool is_by_more_than_an_epoch(const struct wf_actor *actor)
{
    const struct wf_role *role = &wf_roles[actor->role];
    return wf_actor_steps(actor) != WF_COUNT_UNSET ||
           *(const uint64_t *)((const char *)&actor->values + role->local_epochs) != 1;
}

static bool local_work(const struct question *question, struct wf_buffer *out)
{
    const struct wf_convergence *row = question->row;
    const struct wf_actor *actor = NULL;
    if (!is_by_law(question) && question->scenario->paradigm->federated &&
        row->local_epochs == WF_COUNT_UNSET && row->local_steps == WF_COUNT_UNSET)
        actor = first_of(question->scenario, question->scenario->paradigm->worker,
                         is_by_more_than_an_epoch);
    return actor &&
           tell("1 local epoch, as its row names none", actor,
                wf_actor_steps(actor) == WF_COUNT_UNSET ? "local-epochs" : "local-steps", out);
}

static bool kind_of_data(const struct question *question, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = question->scenario;
    return !is_by_law(question) && scenario->paradigm->federated && isnan(question->row->data) &&
           !isnan(wf_scenario_plan(scenario)->data) &&
           tell("no kind of data, as its row names none", wf_scenario_leading_actor(scenario),
                "data", out);
}

static bool cohort(const struct question *question, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = question->scenario;
    uint32_t gateways = scenario->participant_count[WF_GATEWAY];
    uint32_t all = gateways ? gateways : wf_scenario_count(scenario, WF_LEARNER);
    const char *who = gateways ? "gateways" : "learners";
    uint32_t active = scenario->active;
    if (is_by_law(question) || !has_learners(scenario) || question->row->active != WF_COUNT_UNSET ||
        !isnan(question->row->fraction_ratio))
        return false;
    for (uint32_t i = 0; i < gateways && active == all; i++) {
        uint32_t own = scenario->first_member[i + 1] - scenario->first_member[i];
        if (scenario->gateways[i].active < own) {
            active = scenario->gateways[i].active;
            all = own;
            who = "learners";
        }
    }
    if (active < all)
        wf_buffer_printf(out, "stated for all learners active; active is %u of %u %s", active, all,
                         who);
    return active < all;
}

static bool drops_out(const struct wf_actor *actor)
{
    return actor->values.learner.dropout_ratio > 0;
}

static bool drop_outs(const struct question *question, struct wf_buffer *out)
{
    const struct wf_actor *actor = first_of(question->scenario, WF_LEARNER, drops_out);
    return actor && isnan(question->row->dropout_ratio) &&
           isnan(question->scenario->workload.missing_factor_ratio) &&
           tell("no drop-outs", actor, "dropout", out);
}

/* ---- cohorts of a server, or of gateways ---- */

static bool over_selects(const struct wf_actor *actor)
{
    return (actor->role == WF_SERVER ? actor->values.server.over_selection_ratio
                                     : actor->values.gateway.over_selection_ratio) > 0;
}

/* A semi-synchronous round ends by its deadline: the row says so. */
static bool has_deadline(const struct wf_actor *actor)
{
    return actor->role == WF_SERVER ? !isnan(actor->values.server.deadline_s) &&
                                          actor->values.server.aggregation != WF_AGGREGATE_SEMI_SYNC
                                    : !isnan(actor->values.gateway.deadline_s);
}

static bool selects_by_preference(const struct wf_actor *actor)
{
    uint32_t selection =
        actor->role == WF_SERVER ? actor->values.server.selection : actor->values.gateway.selection;
    return selection != WF_CHOICE_UNSET && selection != WF_SELECT_ALL &&
           selection != WF_SELECT_RANDOM;
}

static const struct wf_actor *first_coordinator(const struct wf_scenario *scenario,
                                                bool (*is_so)(const struct wf_actor *actor))
{
    const struct wf_actor *actor = first_of(scenario, WF_SERVER, is_so);
    return actor ? actor : first_of(scenario, WF_GATEWAY, is_so);
}

static bool over_selection(const struct question *question, struct wf_buffer *out)
{
    const struct wf_actor *actor = first_coordinator(question->scenario, over_selects);
    return actor && tell("no over-selection", actor, "over-selection", out);
}

static bool deadline(const struct question *question, struct wf_buffer *out)
{
    const struct wf_actor *actor = first_coordinator(question->scenario, has_deadline);
    return actor && isnan(question->scenario->workload.missing_factor_ratio) &&
           tell("no deadline", actor, "deadline", out);
}

static bool selection(const struct question *question, struct wf_buffer *out)
{
    const struct wf_actor *actor = first_coordinator(question->scenario, selects_by_preference);
    return actor && tell("selection all or random", actor, "selection", out);
}

static bool has_carbon_limit(const struct wf_actor *actor)
{
    return !isnan(actor->role == WF_SERVER ? actor->values.server.carbon.g_per_kwh
                                           : actor->values.gateway.carbon.g_per_kwh);
}

/* Which learners take part follows from their grids. */
static bool carbon_limit(const struct question *question, struct wf_buffer *out)
{
    const struct wf_actor *actor = first_coordinator(question->scenario, has_carbon_limit);
    return actor && tell("no carbon-limit", actor, "carbon-limit", out);
}

/* ---- learners that are not always there ---- */

static bool is_away_at_times(const struct wf_actor *actor)
{
    return actor->values.learner.availability != NULL;
}

static bool has_batteries(const struct wf_scenario *scenario)
{
    for (uint32_t i = 0; scenario->presences && i < scenario->participant_count[WF_LEARNER]; i++)
        if (!isnan(scenario->presences[i].capacity_j))
            return true;
    return false;
}

static bool availability(const struct question *question, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = question->scenario;
    const struct wf_actor *actor = first_of(scenario, WF_LEARNER, is_away_at_times);
    if (!isnan(scenario->workload.missing_factor_ratio))
        return false;
    if (actor)
        return tell("learners that are always there", actor, "availability", out);
    if (!has_batteries(scenario))
        return false;
    wf_buffer_printf(out, "stated for learners that are always there; some have batteries");
    return true;
}

bool wf_validity_loses_updates(const struct wf_scenario *scenario)
{
    return first_of(scenario, WF_LEARNER, drops_out) || first_coordinator(scenario, has_deadline) ||
           first_of(scenario, WF_LEARNER, is_away_at_times) || has_batteries(scenario);
}

/* ---- what --set changes of a file ---- */

static const struct wf_actor *as_given(const struct wf_deployment *given,
                                       const struct wf_actor *actor)
{
    for (size_t i = 0; i < given->actor_count; i++)
        if (given->actors[i].role == actor->role && given->actors[i].line == actor->line &&
            (wf_roles[actor->role].single || !strcmp(given->actors[i].pattern, actor->pattern)))
            return &given->actors[i];
    return NULL;
}

/* @return true: --set gives another value than the file, or its default. */
static bool is_changed(const struct question *question, const struct wf_actor *actor,
                       const char *prop, struct wf_buffer *out)
{
    int row = wf_props_find(wf_actor_props(actor), prop, 0);
    const struct wf_actor *before;
    if (row < 0 || !actor->origins[row].file || actor->origins[row].line > 0 ||
        !(before = as_given(question->given, actor)))
        return false;
    struct wf_buffer then = {0}, now = {0};
    add_value(before, prop, &then);
    add_value(actor, prop, &now);
    bool changed = then.length != now.length || strcmp(then.text ? then.text : "", now.text);
    if (changed && then.length)
        wf_buffer_printf(out, "stated for %s %s; %s is %s", prop, then.text, prop, now.text);
    else if (changed)
        wf_buffer_printf(out, "stated without %s; %s is %s", prop, prop, now.text);
    wf_buffer_release(&then);
    wf_buffer_release(&now);
    return changed;
}

static bool is_any_changed(const struct question *question, const char *const *props,
                           struct wf_buffer *out)
{
    const struct wf_deployment *deployment = &question->scenario->deployment;
    for (; *props; props++)
        for (size_t i = 0; i < deployment->actor_count; i++)
            if (is_changed(question, &deployment->actors[i], *props, out))
                return true;
    return false;
}

static bool batch(const struct question *question, struct wf_buffer *out)
{
    static const char *const props[] = {"batch", NULL};
    return !is_by_law(question) && question->row->batch == WF_COUNT_UNSET &&
           is_any_changed(question, props, out);
}

static bool buffering(const struct question *question, struct wf_buffer *out)
{
    static const char *const props[] = {"concurrency", "max-staleness", NULL};
    static const char *const buffer[] = {"buffer", NULL};
    return (question->row->buffer == WF_COUNT_UNSET && is_any_changed(question, buffer, out)) ||
           is_any_changed(question, props, out);
}

static bool degree(const struct question *question, struct wf_buffer *out)
{
    static const char *const props[] = {"degree", NULL};
    return is_any_changed(question, props, out);
}

/* The law is of a server's averages; where all average with all, that is the same. */
static bool topology(const struct question *question, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = question->scenario;
    const struct wf_actor *leader = wf_scenario_leading_actor(scenario);
    if (!is_by_law(question) || leader->role == WF_SERVER ||
        (leader->role == WF_PEER && leader->values.peer.neighbours == WF_NEIGHBOURS_COMPLETE))
        return false;
    if (leader->role == WF_PEER)
        return tell("models that all average", leader, "neighbours", out);
    wf_buffer_printf(out, "stated for models that all average; %s",
                     leader->role == WF_GOSSIPER ? "these are exchanged by gossip"
                                                 : "this one is cut between clients and server");
    return true;
}

/* ---- all of it ---- */

/* Each says why, and returns true, where the scenario departs from it. */
static bool (*const of_a_row[])(const struct question *question, struct wf_buffer *out) = {
    cohort,    drop_outs,    kind_of_data, local_work, batch,  deadline, over_selection,
    selection, carbon_limit, availability, buffering,  degree, topology};

/* What a number may depend on that a file gives beside it. */
static const char *const of_a_file[] = {
    "active",       "dropout",      "data",           "batch",          "local-epochs",
    "local-steps",  "deadline",     "over-selection", "selection",      "carbon-limit",
    "availability", "aggregation",  "buffer",         "concurrency",    "max-staleness",
    "local-rounds", "neighbours",   "degree",         "form",           "target",
    "uplink-bits",  "uplink-share", "downlink-bits",  "downlink-share", NULL};

bool wf_validity_follows(const char *prop)
{
    for (const char *const *name = of_a_file; *name; name++)
        if (!strcmp(*name, prop))
            return true;
    return false;
}

const char *wf_validity_why_not(struct wf_scenario *scenario, const struct wf_deployment *given,
                                const struct wf_convergence *row)
{
    const struct question question = {scenario, given, row};
    struct wf_buffer why = {0};
    bool departs = false;
    if (!row)
        departs = is_any_changed(&question, of_a_file, &why);
    for (size_t i = 0; row && !departs && i < sizeof of_a_row / sizeof *of_a_row; i++)
        departs = of_a_row[i](&question, &why);
    const char *text = departs ? wf_arena_intern_text(&scenario->arena, why.text) : NULL;
    wf_buffer_release(&why);
    return text;
}
