#include "optimum/choice.h"
#include "scenario/validity.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is no choice ---- */

static const char cheaper[] = "less of it always costs less, and nothing here says what accuracy "
                              "it reaches";
static const char other_work[] = "with another value it is other work";
static const struct {
    const char *prop, *why;
} refused[] = {
    {"rounds", cheaper},         {"epochs", cheaper},       {"later-rounds", cheaper},
    {"later-epochs", cheaper},   {"passes-ratio", cheaper}, {"target", cheaper},
    {"trainings", other_work},   {"samples", other_work},   {"samples-share", other_work},
    {"new-samples", other_work}, {"data", other_work},      {"workload", other_work},
};

struct reading {
    const struct wf_sweep *sweep;
    const struct wf_factor *factor;
    struct wf_diag *diag;
};

static void refuse(const struct reading *reading, const char *why)
{
    const struct wf_factor *factor = reading->factor;
    wf_diag_error(reading->diag, factor->origin.file, factor->origin.line, "search '%s': %s",
                  factor->key, why);
}

static const char *why_no_choice(const struct wf_factor *factor)
{
    const struct wf_factor_key *key = &factor->parts;
    if (key->seed)
        return "a seed is luck, not a choice";
    if (!key->glob && key->target && !strcmp(key->target, "workload"))
        return "the workload is what is to be done; with another value it is other work";
    for (size_t i = 0; !key->glob && i < sizeof refused / sizeof *refused; i++)
        if (!strcmp(refused[i].prop, key->prop))
            return refused[i].why;
    if (factor->shape.kind != WF_SHAPE_LIST && factor->shape.kind != WF_SHAPE_UNIFORM &&
        factor->shape.kind != WF_SHAPE_LOG_UNIFORM)
        return "a search knows no law; expected bounds, uniform or log-uniform, or a list";
    return NULL;
}

/* ---- rounds that do not follow ---- */

/* What a number that is given depends on, and the file's own words do not say: who is there, and
 * for how long. */
static const char *const presence[] = {
    "count",    "selection-minimum", "selection-patience", "carbon-patience", "availability-spread",
    "charging", "battery-level",     "battery-minimum",    "battery-start",   NULL};

static bool follows(const char *prop)
{
    for (const char *const *name = presence; *name; name++)
        if (!strcmp(*name, prop))
            return true;
    return wf_validity_follows(prop);
}

/* What the deployment, or --set, gives for one setting; NULL: nothing. */
static const char *given_rounds(const struct wf_scenario *scenario)
{
    const struct wf_plan *plan = &wf_scenario_leading_actor(scenario)->values.plan;
    if (!isnan(plan->rounds))
        return scenario->paradigm->unit;
    if (plan->passes_ratio > 0)
        return "rounds by its passes-ratio";
    return isnan(plan->later_rounds) ? NULL : "rounds of later trainings";
}

static void check_rounds(const struct reading *reading)
{
    const struct wf_scenario *scenario = &reading->sweep->base.scenarios[0];
    const struct wf_factor_key *key = &reading->factor->parts;
    const char *given = given_rounds(scenario);
    if (key->glob || !given || !follows(key->prop))
        return;
    char number[32];
    char *why = wf_format(
        "%s (%s) of the deployment hold for one %s; with another one nobody knows how many it "
        "takes. Leave them out where the workload has a table of rounds, or set passes-ratio to "
        "auto, the law of passes (docs/rounds.md)",
        given, wf_scenario_rounds_text(scenario, number, sizeof number), key->prop);
    refuse(reading, why);
    free(why);
}

/* ---- variables ---- */

static struct wf_variable variable_of(const struct wf_factor *factor)
{
    const struct wf_shape *shape = &factor->shape;
    if (factor->texts)
        return (struct wf_variable){.items = shape->count};
    return (struct wf_variable){.low = shape->low,
                                .high = shape->high,
                                .whole = shape->whole,
                                .logarithmic = wf_shape_is_logarithmic(shape)};
}

int wf_choices_read(const struct wf_sweep *sweep, struct wf_variable *variables,
                    struct wf_diag *diag)
{
    const struct wf_factors *factors = &sweep->file->factors;
    size_t before = diag->error_count;
    for (size_t i = 0; i < factors->count; i++) {
        const struct reading reading = {sweep, &factors->items[i], diag};
        const char *why = why_no_choice(reading.factor);
        if (why)
            refuse(&reading, why);
        else
            check_rounds(&reading);
        variables[i] = variable_of(reading.factor);
    }
    return diag->error_count > before ? -1 : 0;
}

/* ---- as stated ---- */

/* The host of an actor, where the key is its place. */
static char *text_of_actor(const struct wf_factor_key *key, const struct wf_actor *actor)
{
    struct wf_buffer text = {0};
    if (!strcmp(key->prop, "host"))
        return wf_strdup(actor->pattern);
    wf_props_text(key->row, &actor->values, &text);
    if (text.length)
        return text.text;
    wf_buffer_release(&text);
    return NULL;
}

/* What all actors of a role say alike. */
static char *text_of_role(const struct wf_scenario *scenario, const struct wf_factor_key *key)
{
    char *found = NULL;
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (strcmp(wf_roles[actor->role].name, key->target) != 0)
            continue;
        char *own = text_of_actor(key, actor);
        bool differs = !own || (found && strcmp(found, own) != 0);
        if (differs) {
            free(found);
            free(own);
            return NULL;
        }
        free(found);
        found = own;
    }
    return found;
}

char *wf_choice_stated_text(const struct wf_sweep *sweep, const struct wf_factor *factor)
{
    const struct wf_factor_key *key = &factor->parts;
    for (int role = 0; !key->glob && key->target && role < WF_ROLE_COUNT; role++)
        if (!strcmp(wf_roles[role].name, key->target))
            return text_of_role(&sweep->base.scenarios[0], key);
    if (isnan(factor->value))
        return NULL;
    return wf_factor_key_number(key, factor->value);
}

/* The item of a list that stands there; NaN: none. */
static double stated_item(const struct wf_sweep *sweep, const struct wf_factor *factor)
{
    char *text = wf_choice_stated_text(sweep, factor);
    double found = NAN;
    for (size_t i = 0; isnan(found) && i < factor->shape.count; i++) {
        bool equal = fabs(factor->numbers[i] - factor->value) <= 1e-12 * fabs(factor->value);
        if (equal || (text && !strcmp(factor->texts[i], text)))
            found = (double)i;
    }
    free(text);
    return found;
}

void wf_choices_stated(const struct wf_sweep *sweep, const struct wf_variable *variables,
                       double *values)
{
    const struct wf_factors *factors = &sweep->file->factors;
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        values[i] = factor->texts ? stated_item(sweep, factor) : factor->times ? 1 : factor->value;
        if (!wf_variable_has(&variables[i], values[i]))
            values[i] = wf_variable_value(&variables[i], 0.5);
    }
}
