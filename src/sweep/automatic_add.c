#include "sweep/automatic_add.h"
#include "scenario/figure_text.h"
#include "sweep/factor_reader.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char wf_automatic_no_bounds[] = "nothing bounds it, and its class has no default";
static const char BEYOND[] = "its spread leaves no value";

/* Of a role: that of the host of its first one. */
static const struct wf_site *site_of_role(const struct wf_scenario *scenario, const char *target)
{
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (!strcmp(wf_roles[role].name, target) && scenario->participant_count[role])
            return wf_scenario_host(scenario, &scenario->participants[role][0])->class->site;
    return NULL;
}

struct wf_default_facts wf_automatic_facts(const struct wf_automatic *automatic,
                                           const struct wf_study_figure *entry)
{
    const struct wf_figure *figure = &entry->figure;
    const struct wf_scenario *scenario = wf_study_figure_scenario(automatic->study, entry);
    const struct wf_site *site = wf_study_figure_site(automatic->study->platform, figure);
    bool of_host = wf_study_figure_is_of(figure, "host") || wf_study_figure_is_of(figure, "zone");
    if (!site)
        site = site_of_role(scenario, figure->target);
    enum wf_efficiency_of scaled = WF_EFFICIENCY_NONE;
    if (site && wf_study_figure_is_of(figure, "host"))
        wf_scenario_efficiency(scenario, site, &scaled);
    return (struct wf_default_facts){
        .target = wf_study_figure_is_rounds(figure)       ? "training"
                  : of_host                               ? "host"
                  : wf_study_figure_is_of(figure, "link") ? "link"
                                                          : figure->target,
        .prop = figure->prop,
        .part = figure->part,
        .kind = site ? site->kind : NULL,
        .meter = site ? wf_meter_name(wf_site_meter(site)) : NULL,
        .class = site && wf_site_has_network(site) ? wf_network_classes[site->network_class] : NULL,
        .name = wf_study_figure_glob(figure),
        .workload = scenario->workload.id,
        .accelerators = site ? wf_site_accelerators(site) : NAN,
        .value = figure->value,
        .scaled = scaled != WF_EFFICIENCY_NONE,
        .word = figure->sourced.word};
}

static char *text_of(double value, enum wf_dimension dimension, bool whole)
{
    char number[32];
    const char *unit = wf_dimension_unit(dimension);
    if (isnan(value))
        return NULL;
    wf_number_text(whole ? round(value) : value, number, sizeof number);
    return wf_format("%s%s%s", number, *unit ? " " : "", unit);
}

/* Add the factor @p key. @return why it stays fixed, or NULL */
const char *wf_automatic_add(const struct wf_automatic *automatic, const char *key,
                             const struct wf_belief *belief, uint32_t word)
{
    struct wf_factor_key parts;
    char *why = wf_factor_key_read(key, &parts);
    double low = why ? NAN : fmax(belief->low, parts.least == WF_POSITIVE ? 0 : parts.least);
    double high = why ? NAN : fmin(belief->high, parts.most);
    bool inside = belief->centre >= low && belief->centre <= high;
    bool positive = !why && parts.least == WF_POSITIVE;
    if (why || !(low < high) || (positive && !(low > 0)) || !parts.number) {
        free(why);
        wf_factor_key_release(&parts);
        return BEYOND;
    }
    bool needs = belief->kind == WF_SHAPE_TRIANGULAR && !inside;
    char *low_text = text_of(low, parts.dimension, parts.whole);
    char *high_text = text_of(high, parts.dimension, parts.whole);
    char *centre_text = inside ? text_of(belief->centre, parts.dimension, parts.whole) : NULL;
    const struct wf_factor_texts texts = {
        .key = key,
        .low = low_text,
        .high = high_text,
        .centre = centre_text,
        .shape = wf_factor_shapes[needs ? WF_SHAPE_UNIFORM : belief->kind],
        .provenance = wf_provenance_name(word),
        .source = belief->source};
    struct wf_diag diag; /* counts that fall together leave no interval */
    wf_diag_init(&diag);
    int status =
        wf_factors_add(automatic->factors, &texts, (struct wf_origin){"automatic", 0}, &diag);
    wf_diag_release(&diag);
    free(low_text);
    free(high_text);
    free(centre_text);
    wf_factor_key_release(&parts);
    return status < 0 ? BEYOND : NULL;
}

/* Does a factor vary the figure, or @p prop of its target, already? */
bool wf_automatic_is_named(const struct wf_automatic *automatic, const struct wf_figure *figure,
                           const char *prop)
{
    const char *glob = wf_study_figure_glob(figure);
    for (size_t i = 0; i < automatic->named; i++) {
        const struct wf_factor_key *key = &automatic->factors->items[i].parts;
        if (!key->prop || strcmp(key->prop, prop) ||
            (key->pstate != WF_EVERY_PSTATE && key->pstate != figure->pstate) ||
            (key->part != WF_FIGURE_WHOLE && key->part != figure->part))
            continue;
        if (!key->target ||
            (wf_study_figure_is_of(figure, key->target) &&
             (!glob || !key->glob ||
              wf_study_figure_names_all(automatic->study->platform, figure, key->glob))))
            return true;
    }
    return false;
}

char *wf_automatic_key(const struct wf_automatic *automatic, const struct wf_study_figure *figure)
{
    const struct wf_figure *of = &figure->figure;
    if (of->exact || (wf_study_figure_is_of(of, "zone") && of->count == 1))
        return wf_figure_key(of);
    char *names = wf_study_figure_names(automatic->study->platform, of);
    char *key = names ? wf_study_figure_key(of, names) : NULL;
    free(names);
    return key;
}

char **wf_automatic_keys(const struct wf_automatic *automatic, const struct wf_study_figure *figure,
                         const char *key, size_t *count)
{
    char **keys = wf_calloc(automatic->study->count + 1, sizeof *keys);
    bool once =
        strchr(figure->figure.target, '.') || wf_study_figure_is_of_all(automatic->study, figure);
    *count = 0;
    if (once)
        keys[(*count)++] = wf_strdup(key);
    for (size_t i = 0; !once && i < automatic->study->count; i++)
        if (figure->of[i])
            keys[(*count)++] = wf_format("%s:%s", automatic->study->labels.items[i], key);
    return keys;
}

const char *wf_automatic_add_keys(const struct wf_automatic *automatic,
                                  const struct wf_study_figure *figure, const char *key,
                                  const struct wf_belief *belief)
{
    size_t count;
    char **keys = wf_automatic_keys(automatic, figure, key, &count);
    const char *why = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *one = wf_automatic_add(automatic, keys[i], belief, figure->figure.sourced.word);
        why = one ? one : why;
        free(keys[i]);
    }
    free(keys);
    return why;
}

bool wf_factors_have(const struct wf_factors *factors, const char *key)
{
    for (size_t i = 0; i < factors->count; i++)
        if (!strcmp(factors->items[i].key, key))
            return true;
    return false;
}
