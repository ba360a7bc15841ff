#include "sweep/effect.h"
#include <math.h>
#include <string.h>

/* What of the platform is only billed. */
struct row {
    const char *prop;
    enum wf_priced_place place;
    bool joules; /* it changes energy, which a selection or a battery may look at; else carbon, or
                    hours */
};

static const struct row rows[] = {
    {"carbon_intensity", WF_PRICED_SITE, false},
    {"embodied_carbon", WF_PRICED_SITE, false},
    {"lifetime", WF_PRICED_SITE, false},
    {"utilisation", WF_PRICED_SITE, false},
    {"accelerators", WF_PRICED_SITE, false},
    {"pue", WF_PRICED_SITE, true},
    {"attribution", WF_PRICED_SITE, true},
    {"share", WF_PRICED_SITE, true},
    {"wall_factor", WF_PRICED_SITE, true},
    {"wall_constant", WF_PRICED_SITE, true},
    {"charger_efficiency", WF_PRICED_SITE, true},
    {"storage_wattage", WF_PRICED_SITE, true},
    {"airtime_wattage", WF_PRICED_SITE, true},
    {"tail_wattage", WF_PRICED_SITE, true},
    {"wattage_per_state", WF_PRICED_HOST_WATTS, true},
    {"wattage_range", WF_PRICED_LINK_WATTS, true},
};

static const struct row network_row = {NULL, WF_PRICED_NETWORK, true};

static const struct row *find_row(const struct wf_factor_key *key)
{
    static const char *const targets[] = {"host", "zone", "link"};
    if (key->seed || !key->target)
        return NULL;
    if (!strcmp(key->target, "network"))
        return &network_row;
    bool of_platform = key->glob && key->table == wf_site_props; /* of an element of a fleet, too */
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        of_platform |= !strcmp(key->target, targets[i]);
    for (size_t i = 0; of_platform && i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].prop, key->prop))
            return &rows[i];
    return NULL;
}

/* Is it one number, which can be marked? The items of a list are simulated, each once. */
static bool is_number(const struct wf_factor *factor)
{
    if (factor->texts)
        return false;
    return factor->times ? !isnan(factor->value) : factor->parts.number;
}

/* Watts are lists: only an item is a figure. */
static bool is_figure(const struct row *row, const struct wf_factor *factor)
{
    if (row->place == WF_PRICED_HOST_WATTS || row->place == WF_PRICED_LINK_WATTS)
        return factor->parts.part != WF_FIGURE_WHOLE;
    return true;
}

static bool selects_by(const struct wf_scenario *scenario, enum wf_selection selection)
{
    bool selects = false;
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_SERVER)
            selects |= actor->values.server.selection == selection;
        if (actor->role == WF_GATEWAY)
            selects |= actor->values.gateway.selection == selection;
    }
    return selects;
}

static bool has_batteries(const struct wf_scenario *scenario)
{
    uint32_t learners = scenario->presences ? scenario->participant_count[WF_LEARNER] : 0;
    for (uint32_t i = 0; i < learners; i++)
        if (!isnan(scenario->presences[i].capacity_j))
            return true;
    return false;
}

/* Does the time at full load follow from watts? Speed from joules a sample does, and so does the
 * share of a batch that is computed at full load. */
static bool times_by_watts(const struct wf_scenario *scenario)
{
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
            const struct wf_site *site =
                wf_scenario_host(scenario, &scenario->participants[role][i])->class->site;
            if (!isnan(site->sample_j) || site->wattage_by_batch)
                return true;
        }
    return false;
}

/* Does who takes part hang on intensities? */
static bool looks_at_grids(const struct wf_scenario *scenario)
{
    bool limited = false;
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_SERVER)
            limited |= !isnan(actor->values.server.carbon.g_per_kwh);
        if (actor->role == WF_GATEWAY)
            limited |= !isnan(actor->values.gateway.carbon.g_per_kwh);
    }
    return limited || selects_by(scenario, WF_SELECT_LEAST_CARBON);
}

static bool looks_at_energy(const struct wf_scenario *scenario)
{
    return selects_by(scenario, WF_SELECT_LEAST_ENERGY) ||
           selects_by(scenario, WF_SELECT_LEAST_CARBON) || has_batteries(scenario) ||
           times_by_watts(scenario);
}

enum wf_effect wf_effect_of(const struct wf_scenario *scenario, const struct wf_factor *factor,
                            struct wf_priced_figure *figure)
{
    const struct wf_factor_key *key = &factor->parts;
    const struct row *row = find_row(key);
    if (!row || !is_number(factor) || !is_figure(row, factor) ||
        (row->joules && looks_at_energy(scenario)) ||
        (!strcmp(key->prop, "carbon_intensity") && looks_at_grids(scenario)) ||
        (!strcmp(key->prop, "accelerators") && scenario->participant_count[WF_TRAINER]))
        return WF_EFFECT_SIMULATED;
    const struct wf_prop *table =
        row->place == WF_PRICED_NETWORK ? wf_network_figures : wf_site_props;
    *figure = (struct wf_priced_figure){
        .place = row->place, .row = wf_props_find(table, key->prop, 0), .part = key->part};
    if (scenario->platform->series.count && wf_priced_is_drawn(figure))
        return WF_EFFECT_SIMULATED;
    return WF_EFFECT_PRICED;
}

double wf_effect_value(const struct wf_factor *factor, double value)
{
    return factor->times ? factor->value * value : value;
}

double wf_effect_mark(const struct wf_factor *factor, size_t index)
{
    const struct wf_factor_key *key = &factor->parts;
    double middle = wf_shape_middle(&factor->shape);
    double odd = 1e-3 * ((double)index + 0.38196601125);
    double mark = middle == 0 ? fmin(odd, key->most) : middle * (1 - odd / (1 + odd));
    if (mark < key->least && !factor->times)
        mark = middle * (1 + odd);
    return mark;
}
