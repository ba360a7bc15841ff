#include "study/given_rounds.h"
#include "base/text.h"
#include "scenario/scenario.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Props on which the number of rounds to a target depends, whoever has them. */
static const char *const settings[] = {
    "data",       "active",      "selection",    "carbon-limit",  "over-selection",
    "deadline",   "aggregation", "buffer",       "max-staleness", "local-rounds",
    "neighbours", "degree",      "local-epochs", "local-steps",   "batch",
    "dropout",    "uplink-bits", "uplink-share", "downlink-bits", "downlink-share"};
enum { SETTINGS = sizeof settings / sizeof *settings };

/* Values of a prop of all actors that have it, each different one once. */
static char *values_of(const struct wf_scenario *scenario, const char *prop)
{
    struct wf_buffer text = {0};
    char *before = NULL;
    wf_buffer_add(&text, "", 0);
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        const struct wf_prop *props = wf_roles[actor->role].props;
        int row = wf_props_find(props, prop, 0);
        if (row < 0)
            continue;
        struct wf_buffer value = {0};
        wf_props_text(&props[row], &actor->values, &value);
        if (value.text && (!before || strcmp(before, value.text))) {
            wf_buffer_printf(&text, "%s%s", text.length ? ", " : "", value.text);
            free(before);
            before = wf_strdup(value.text);
        }
        wf_buffer_release(&value);
    }
    free(before);
    return text.text;
}

static bool same_number(double a, double b)
{
    return a <= b && a >= b;
}

char *wf_given_rounds_reused(const struct wf_scenario *a, const struct wf_scenario *b)
{
    const struct wf_plan *left = wf_scenario_plan(a), *right = wf_scenario_plan(b);
    struct wf_buffer what = {0};
    if (a->paradigm != b->paradigm || !same_number(left->rounds, right->rounds))
        return NULL; /* NaN: not given */
    for (size_t i = 0; i < SETTINGS; i++) {
        char *mine = values_of(a, settings[i]), *other = values_of(b, settings[i]);
        if (strcmp(mine, other))
            wf_buffer_printf(&what, "%s%s %s and %s", what.length ? ", " : "", settings[i],
                             *mine ? mine : "not given", *other ? other : "not given");
        free(mine);
        free(other);
    }
    uint32_t there[] = {wf_scenario_count(a, a->paradigm->worker),
                        wf_scenario_count(b, b->paradigm->worker)};
    if (a->paradigm->federated && there[0] != there[1])
        wf_buffer_printf(&what, "%s%u and %u of role %s", what.length ? ", " : "", there[0],
                         there[1], wf_roles[a->paradigm->worker].name);
    return what.text;
}
