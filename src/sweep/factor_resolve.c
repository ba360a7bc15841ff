#include "sweep/factor_resolve.h"
#include "study/study.h"
#include "sweep/factor_fit.h"
#include "sweep/factor_plan.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct resolving {
    struct wf_factor *factor;
    const struct wf_study *study;
    struct wf_diag *diag;
};

static void report(const struct resolving *resolving, char *why)
{
    const struct wf_factor *factor = resolving->factor;
    wf_diag_error(resolving->diag, factor->origin.file, factor->origin.line, "%s '%s': %s",
                  wf_factor_noun(factor), factor->key, why);
    free(why);
}

static bool concerns(const struct resolving *resolving, size_t deployment)
{
    const char *label = resolving->factor->label;
    return !label || wf_labels_find(&resolving->study->labels, label) == deployment;
}

static bool check_label(const struct resolving *resolving)
{
    const struct wf_labels *labels = &resolving->study->labels;
    const char *label = resolving->factor->label;
    if (!label || wf_labels_find(labels, label) != SIZE_MAX)
        return true;
    struct wf_buffer known = {0};
    for (size_t i = 0; i < labels->count; i++)
        wf_buffer_printf(&known, "%s%s", i ? " | " : "", labels->items[i]);
    report(resolving, wf_format("there is no deployment '%s'; expected %s%s", label, known.text,
                                wf_hint(wf_text_nearest(label, (const char *const *)labels->items,
                                                        labels->count))
                                    .text));
    wf_buffer_release(&known);
    return false;
}

/* A prop without target is that of whoever leads the deployments. */
static bool find_leader(const struct resolving *resolving)
{
    struct wf_factor_key *key = &resolving->factor->parts;
    const char *first = NULL;
    for (size_t i = 0; i < resolving->study->count; i++) {
        if (!concerns(resolving, i))
            continue;
        const struct wf_actor *leader = wf_scenario_leading_actor(&resolving->study->scenarios[i]);
        const char *role = wf_roles[leader->role].name;
        if (first && strcmp(first, role)) {
            report(resolving, wf_format("deployments are led by a %s and by a %s; expected a label "
                                        "before it, or %s.%s",
                                        first, role, first, key->prop));
            return false;
        }
        first = role;
    }
    for (int role = 0; role < WF_ROLE_COUNT; role++) {
        if (strcmp(wf_roles[role].name, first))
            continue;
        int row = wf_props_find(wf_roles[role].props, key->prop, 0);
        if (row < 0) {
            report(resolving, wf_format("a %s has no prop '%s'", first, key->prop));
            return false;
        }
        key->target = wf_strdup(first);
        key->table = wf_roles[role].props;
        key->row = &key->table[row];
    }
    return true;
}

struct found {
    uint64_t count;
    double value, low, high;
};

static void note(struct found *found, double value)
{
    if (found->count++ == 0)
        *found = (struct found){1, value, value, value};
    else if (!(found->value == value))
        found->value = NAN;
    found->low = fmin(found->low, value);
    found->high = fmax(found->high, value);
}

/* What the actors of a role have, in the deployments that are concerned. */
static void find_actors(const struct resolving *resolving, struct found *found)
{
    const struct wf_factor_key *key = &resolving->factor->parts;
    for (size_t i = 0; i < resolving->study->count; i++) {
        const struct wf_scenario *scenario = &resolving->study->scenarios[i];
        const struct wf_deployment *deployment = &scenario->deployment;
        bool rounds = !strcmp(key->prop, scenario->paradigm->unit);
        for (size_t j = 0; concerns(resolving, i) && j < deployment->actor_count; j++) {
            const struct wf_actor *actor = &deployment->actors[j];
            if (strcmp(wf_roles[actor->role].name, key->target))
                continue;
            double value = wf_provenance_value(key->row, &actor->values);
            if (rounds && actor == wf_scenario_leading_actor(scenario))
                value = scenario->rounds;
            if (rounds && actor != wf_scenario_leading_actor(scenario))
                continue;
            if (key->row->choices && value < 0) /* a word */
                value = NAN;
            note(found, value);
        }
    }
}

static void find_workload(const struct resolving *resolving, struct found *found)
{
    for (size_t i = 0; i < resolving->study->count; i++)
        if (concerns(resolving, i))
            note(found, wf_provenance_value(resolving->factor->parts.row,
                                            &resolving->study->scenarios[i].workload));
}

static void check_times(const struct resolving *resolving, const struct found *found)
{
    const struct wf_factor *factor = resolving->factor;
    const struct wf_factor_key *key = &factor->parts;
    char low[32], high[32];
    if (isnan(found->value)) {
        bool differ = found->low < found->high;
        report(resolving,
               differ ? wf_format("it is %s to %s here, and one key sets them all; expected low "
                                  "and high",
                                  wf_quantity_text(found->low, key->dimension, low, sizeof low),
                                  wf_quantity_text(found->high, key->dimension, high, sizeof high))
                      : wf_format("there is no value to multiply; expected low and high"));
        return;
    }
    for (int end = 0; end < 2; end++) {
        double by = end ? factor->shape.high : factor->shape.low, value = found->value * by;
        value = key->whole ? round(value) : value;
        if (value >= key->least && value <= key->most)
            continue;
        struct wf_buffer range = {0};
        wf_factor_key_expectation(key, &range);
        report(resolving, wf_format("%.6g times %s is out of range; expected %s", by,
                                    wf_quantity_text(found->value, key->dimension, low, sizeof low),
                                    range.text));
        wf_buffer_release(&range);
    }
}

/* Factors of roles, of the workload and of the fleet as a whole. */
static void resolve_one(const struct resolving *resolving)
{
    struct wf_factor *factor = resolving->factor;
    struct found found = {0, NAN, NAN, NAN};
    if (!check_label(resolving) || factor->parts.seed ||
        (!factor->parts.target && !find_leader(resolving)) || factor->parts.glob)
        return;
    const struct wf_fleet_inputs *fleet = resolving->study->inputs->fleet;
    if (!strcmp(factor->parts.target, "fleet")) {
        if (fleet)
            note(&found, wf_provenance_value(factor->parts.row, &fleet->fleet));
    } else if (!strcmp(factor->parts.target, "workload")) {
        find_workload(resolving, &found);
    } else {
        find_actors(resolving, &found);
    }
    factor->value = found.value;
    if (!found.count)
        report(resolving, wf_format("there is no %s in %s%s", factor->parts.target,
                                    factor->label ? "deployment " : "this study",
                                    factor->label ? factor->label : ""));
    else if (factor->times)
        check_times(resolving, &found);
}

int wf_factors_resolve(struct wf_factors *factors, const struct wf_study *study,
                       struct wf_diag *diag)
{
    size_t before = diag->error_count;
    for (size_t i = 0; i < factors->count; i++)
        resolve_one(&(struct resolving){&factors->items[i], study, diag});
    wf_factor_plan_make(factors, study, diag);
    if (diag->error_count == before)
        wf_factors_check_fits(factors, diag);
    return diag->error_count > before ? -1 : 0;
}
