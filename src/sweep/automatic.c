#include "sweep/automatic.h"
#include "platform/site_provenance.h"
#include "scenario/figure_text.h"
#include "scenario/name_glob.h"
#include "study/study.h"
#include "sweep/factor_reader.h"
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Beyond so much between its bounds a figure is drawn by its logarithm. */
static const double WIDE_INTERVAL = 2, WIDE_BOUNDS = 10;
enum { NAMES_MAX = 64 }; /* in one key */

static const char NO_BOUNDS[] = "nothing bounds it, and its class has no default",
                  NO_KEY[] = "one key does not set all that have it",
                  CHOICE[] = "a choice is not drawn", BEYOND[] = "its spread leaves no value";

/* What an experimenter, or an accountant, chooses: not a chance. */
static const char *const choices[] = {"share",         "attribution", "samples",
                                      "samples-share", "new-samples", "evaluation-samples"};

void wf_fixed_figures_release(struct wf_fixed_figures *fixed)
{
    for (size_t i = 0; fixed && i < fixed->count; i++)
        free(fixed->items[i].key);
    if (fixed)
        free(fixed->items);
}

/* ---- what is gathered ---- */

/* A figure, and the deployments that have it. */
struct entry {
    struct wf_figure figure; /* borrows of its list */
    bool *of;                /* by deployment */
    bool differs;            /* another deployment gives the key another value */
};

struct gathering {
    struct wf_factors *factors;
    size_t named; /* factors that were there */
    const struct wf_study *study;
    const struct wf_defaults *defaults;
    struct wf_fixed_figures *fixed;
    struct entry *entries;
    size_t count;
};

static void fix(const struct gathering *gathering, const char *key, const char *why)
{
    struct wf_fixed_figures *fixed = gathering->fixed;
    if (!fixed)
        return;
    fixed->items = wf_realloc(fixed->items, (fixed->count + 1) * sizeof *fixed->items);
    fixed->items[fixed->count++] = (struct wf_fixed_figure){wf_strdup(key), why};
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_key(const struct wf_figure *a, const struct wf_figure *b)
{
    return a->pstate == b->pstate && a->part == b->part && !strcmp(a->target, b->target) &&
           !strcmp(a->prop, b->prop);
}

/* What a zone gives is one figure, also where its hosts and its links have other words for it. */
static bool same_of_zone(struct wf_figure *known, const struct wf_figure *other)
{
    if (strncmp(known->target, "zone.", 5) || !same_number(known->value, other->value))
        return false;
    if (isnan(known->sourced.low))
        known->sourced = other->sourced;
    known->exact = true;
    return true;
}

static bool same_belief(const struct wf_figure *a, const struct wf_figure *b)
{
    return same_number(a->value, b->value) && a->sourced.word == b->sourced.word &&
           same_number(a->sourced.low, b->sourced.low) &&
           same_number(a->sourced.high, b->sourced.high);
}

static void gather_figure(struct gathering *gathering, const struct wf_figure *figure, size_t of)
{
    bool differs = false;
    for (size_t i = 0; i < gathering->count; i++) {
        struct entry *entry = &gathering->entries[i];
        if (!same_key(&entry->figure, figure))
            continue;
        if (same_of_zone(&entry->figure, figure)) {
            entry->of[of] = true;
            return;
        }
        if (same_belief(&entry->figure, figure)) {
            entry->of[of] = true;
            entry->figure.exact &= figure->exact;
            return;
        }
        differs = entry->differs = true;
    }
    gathering->entries =
        wf_realloc(gathering->entries, (gathering->count + 1) * sizeof *gathering->entries);
    struct entry *entry = &gathering->entries[gathering->count++];
    *entry = (struct entry){.figure = *figure,
                            .of = wf_calloc(gathering->study->count, sizeof *entry->of),
                            .differs = differs};
    entry->of[of] = true;
}

/* ---- what is known of a figure ---- */

static bool is_of(const struct wf_figure *figure, const char *target)
{
    size_t length = strlen(target);
    return !strncmp(figure->target, target, length) &&
           (!figure->target[length] || figure->target[length] == '.');
}

static const char *glob_of(const struct wf_figure *figure)
{
    const char *dot = strchr(figure->target, '.');
    return dot ? dot + 1 : NULL;
}

/* Of the first host, else link, that has a prop from one of some zones. */
static const struct wf_site *site_in_zone(const struct wf_platform *platform, const char *glob,
                                          int row)
{
    for (uint32_t i = 0; row >= 0 && i < platform->host_count; i++) {
        const struct wf_host_class *class = platform->hosts[i].class;
        if (class->origins[row] > WF_SITE_DEFAULT && class->origins[row] <= platform->zone_count &&
            fnmatch(glob, platform->zones[class->origins[row] - 1].name, 0) == 0)
            return class->site;
    }
    for (uint32_t i = 0; row >= 0 && i < platform->link_count; i++) {
        const struct wf_link_class *class = platform->links[i].class;
        if (class->origins[row] > WF_SITE_DEFAULT && class->origins[row] <= platform->zone_count &&
            fnmatch(glob, platform->zones[class->origins[row] - 1].name, 0) == 0)
            return class->site;
    }
    return NULL;
}

/* The site of the first host, link or zone that a figure names; NULL: none. */
static const struct wf_site *site_of(const struct wf_platform *platform,
                                     const struct wf_figure *figure)
{
    const char *glob = glob_of(figure);
    if (is_of(figure, "host"))
        for (uint32_t i = 0; i < platform->host_count; i++)
            if (fnmatch(glob, platform->hosts[i].name, 0) == 0)
                return platform->hosts[i].class->site;
    if (is_of(figure, "link"))
        for (uint32_t i = 0; i < platform->link_count; i++)
            if (fnmatch(glob, platform->links[i].name, 0) == 0)
                return platform->links[i].class->site;
    if (is_of(figure, "zone"))
        return site_in_zone(platform, glob, wf_props_find(wf_site_props, figure->prop, 0));
    return NULL;
}

/* Of a role: that of the host of its first one. */
static const struct wf_site *site_of_role(const struct wf_scenario *scenario, const char *target)
{
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (!strcmp(wf_roles[role].name, target) && scenario->participant_count[role])
            return wf_scenario_host(scenario, &scenario->participants[role][0])->class->site;
    return NULL;
}

static const struct wf_scenario *first_of(const struct gathering *gathering,
                                          const struct entry *entry)
{
    size_t i = 0;
    while (!entry->of[i])
        i++;
    return &gathering->study->scenarios[i];
}

/* Has a class of hosts, or of links, the figure as it is? */
static bool has_figure(const struct wf_platform *platform, const struct wf_figure *figure,
                       const struct wf_host_class *host, const struct wf_link_class *link)
{
    int row = wf_props_find(wf_site_props, figure->prop, 0);
    struct wf_sourced sourced =
        host ? wf_host_sourced(platform, host, figure->prop, figure->pstate, figure->part)
             : wf_link_sourced(platform, link, figure->prop, figure->part);
    double value = NAN;
    if (row >= 0)
        value = wf_provenance_value(&wf_site_props[row], host ? host->site : link->site);
    else if (link)
        value = !strcmp(figure->prop, "bandwidth")       ? link->bandwidth_byte_per_s
                : figure->part == WF_FIGURE_BUSY         ? link->busy_w
                : !strcmp(figure->prop, "wattage_range") ? link->idle_w
                                                         : NAN;
    else if (figure->pstate < host->pstate_count)
        value = !strcmp(figure->prop, "speed")   ? host->speed_flop_per_s[figure->pstate]
                : !host->watts                   ? NAN
                : figure->part == WF_FIGURE_IDLE ? host->watts[figure->pstate].idle_w
                                                 : host->watts[figure->pstate].all_cores_w;
    const struct wf_figure other = {.value = value, .sourced = sourced};
    return same_belief(&other, figure);
}

/* Name of host, or link, @p i of a platform. */
static const char *name_at(const struct wf_platform *platform, bool host, uint32_t i)
{
    return host ? platform->hosts[i].name : platform->links[i].name;
}

/* The glob of some names, if it matches no others. Caller frees. */
static char *exact_glob(const struct wf_platform *platform, bool host, const struct wf_names *names)
{
    uint32_t all = host ? platform->host_count : platform->link_count;
    for (int digit = 0; digit < 2; digit++) {
        struct wf_name_glob glob = wf_names_glob(names, digit);
        uint64_t count = 0;
        for (uint32_t i = 0; i < all; i++)
            count += wf_name_glob_matches(&glob, name_at(platform, host, i));
        if (count == names->count)
            return wf_name_glob_text(&glob);
    }
    return NULL;
}

/* What names all on the platform that have a figure as it is, of which some take part: a glob, or
 * their names with '|' between; NULL: they are too many. */
static char *names_of(const struct wf_platform *platform, const struct wf_figure *figure)
{
    bool host = is_of(figure, "host");
    uint32_t all = host ? platform->host_count : platform->link_count;
    struct wf_names names = {0};
    struct wf_buffer out = {0};
    if ((!host && !is_of(figure, "link")) || isnan(figure->value))
        return NULL;
    for (uint32_t i = 0; i < all; i++) {
        if (!has_figure(platform, figure, host ? platform->hosts[i].class : NULL,
                        host ? NULL : platform->links[i].class))
            continue;
        if (names.count < NAMES_MAX)
            wf_buffer_printf(&out, "%s%s", names.count ? "|" : "", name_at(platform, host, i));
        wf_names_add(&names, name_at(platform, host, i));
    }
    char *glob = names.count ? exact_glob(platform, host, &names) : NULL;
    if (!glob && names.count >= figure->count && names.count <= NAMES_MAX)
        return out.text;
    wf_buffer_release(&out);
    return glob;
}

/* Of the figure, with these names. Caller frees. */
static char *key_of(const struct wf_figure *figure, const char *names)
{
    struct wf_figure named = *figure;
    named.target = wf_format("%s.%s", is_of(figure, "host") ? "host" : "link", names);
    char *key = wf_figure_key(&named);
    free(named.target);
    return key;
}

static bool is_rounds(const struct wf_figure *figure)
{
    return !strcmp(figure->prop, "rounds") || !strcmp(figure->prop, "epochs");
}

static struct wf_default_facts facts_of(const struct gathering *gathering,
                                        const struct entry *entry)
{
    const struct wf_figure *figure = &entry->figure;
    const struct wf_scenario *scenario = first_of(gathering, entry);
    const struct wf_site *site = site_of(gathering->study->platform, figure);
    bool of_host = is_of(figure, "host") || is_of(figure, "zone");
    if (!site)
        site = site_of_role(scenario, figure->target);
    enum wf_efficiency_of scaled = WF_EFFICIENCY_NONE;
    if (site && is_of(figure, "host"))
        wf_scenario_efficiency(scenario, site, &scaled);
    return (struct wf_default_facts){
        .target = is_rounds(figure)       ? "training"
                  : of_host               ? "host"
                  : is_of(figure, "link") ? "link"
                                          : figure->target,
        .prop = figure->prop,
        .part = figure->part,
        .kind = site ? site->kind : NULL,
        .meter = site ? wf_meter_name(wf_site_meter(site)) : NULL,
        .class = site && wf_site_has_network(site) ? wf_network_classes[site->network_class] : NULL,
        .name = glob_of(figure),
        .workload = scenario->workload.id,
        .accelerators = site ? wf_site_accelerators(site) : NAN,
        .value = figure->value,
        .scaled = scaled != WF_EFFICIENCY_NONE,
        .word = figure->sourced.word};
}

/* ---- beliefs ---- */

struct belief {
    enum wf_shape_kind kind;
    double low, centre, high;
    char *source; /* to free */
};

static struct belief from_interval(const struct wf_figure *figure)
{
    double low = figure->sourced.low, high = figure->sourced.high, value = figure->value;
    bool inside = value > low && value < high;
    struct belief belief = {.low = low, .high = high, .centre = inside ? value : NAN};
    if (figure->sourced.word != WF_ASSUMED)
        belief.kind = low > 0 && high > WIDE_INTERVAL * low ? WF_SHAPE_LOGNORMAL : WF_SHAPE_NORMAL;
    else if (low > 0 && high >= WIDE_BOUNDS * low)
        belief.kind = WF_SHAPE_LOG_UNIFORM;
    else
        belief.kind = inside ? WF_SHAPE_TRIANGULAR : WF_SHAPE_UNIFORM;
    if (belief.kind == WF_SHAPE_LOG_UNIFORM)
        belief.centre = NAN;
    belief.source = wf_format("interval of its provenance");
    return belief;
}

/* The middle of a row without a centre. */
static double middle_of(const struct wf_default *row)
{
    if (!isnan(row->centre))
        return row->centre;
    return row->shape == WF_SHAPE_LOG_UNIFORM ? sqrt(row->low * row->high)
                                              : (row->low + row->high) / 2;
}

/* Watts at full load in the pstate of a figure. */
static double busy_of(const struct wf_figure *figure)
{
    const struct wf_host_class *host = figure->host;
    return host && host->watts && figure->pstate < host->pstate_count
               ? host->watts[figure->pstate].all_cores_w
               : NAN;
}

/* What the row's numbers are multiplied by. An assumed figure inside the class is any of it; else
 * the class is laid around the value as it stands. */
static double unit_of(const struct wf_default *row, const struct wf_figure *figure)
{
    double basis = row->basis == WF_BASIS_BUSY ? busy_of(figure) : 1;
    double value = figure->value / basis;
    if (row->basis == WF_BASIS_TIMES)
        return figure->value;
    bool any = isnan(value) ||
               (figure->sourced.word == WF_ASSUMED && value >= row->low && value <= row->high);
    return any ? basis : figure->value / middle_of(row);
}

static struct belief from_default(const struct wf_default *row, const struct wf_figure *figure)
{
    double unit = unit_of(row, figure);
    return (struct belief){.kind = row->shape,
                           .low = unit * row->low,
                           .centre = unit * row->centre,
                           .high = row->basis == WF_BASIS_BUSY
                                       ? fmin(unit * row->high, busy_of(figure))
                                       : unit * row->high,
                           .source = wf_format("class default: %s (%s)%s", row->source, row->year,
                                               wf_default_is_secondary(row) ? ", secondary" : "")};
}

/* ---- factors ---- */

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
static const char *add(const struct gathering *gathering, const char *key,
                       const struct belief *belief, uint32_t word)
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
        wf_factors_add(gathering->factors, &texts, (struct wf_origin){"automatic", 0}, &diag);
    wf_diag_release(&diag);
    free(low_text);
    free(high_text);
    free(centre_text);
    wf_factor_key_release(&parts);
    return status < 0 ? BEYOND : NULL;
}

/* Does a factor vary the figure, or @p prop of its target, already? */
static bool is_named(const struct gathering *gathering, const struct wf_figure *figure,
                     const char *prop)
{
    const char *glob = glob_of(figure);
    for (size_t i = 0; i < gathering->named; i++) {
        const struct wf_factor_key *key = &gathering->factors->items[i].parts;
        if (!key->prop || strcmp(key->prop, prop) ||
            (key->pstate != WF_EVERY_PSTATE && key->pstate != figure->pstate) ||
            (key->part != WF_FIGURE_WHOLE && key->part != figure->part))
            continue;
        if (!key->target || !glob || !key->glob
                ? !key->target || is_of(figure, key->target)
                : is_of(figure, key->target) && fnmatch(key->glob, glob, 0) == 0)
            return true;
    }
    return false;
}

static bool is_choice(const char *prop)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (!strcmp(choices[i], prop))
            return true;
    return false;
}

/* Do all deployments that have such actors, or that workload, have the figure alike? */
static bool is_of_all(const struct gathering *gathering, const struct entry *entry)
{
    if (entry->differs)
        return false;
    for (size_t i = 0; i < gathering->study->count; i++) {
        const struct wf_scenario *scenario = &gathering->study->scenarios[i];
        bool has = !strcmp(entry->figure.target, "workload");
        for (size_t j = 0; !has && j < scenario->deployment.actor_count; j++)
            has = !strcmp(wf_roles[scenario->deployment.actors[j].role].name, entry->figure.target);
        if (has && !entry->of[i])
            return false;
    }
    return true;
}

/* Its key, once for all, or once for each deployment that has it. */
static const char *add_keys(const struct gathering *gathering, const struct entry *entry,
                            const char *key, const struct belief *belief)
{
    uint32_t word = entry->figure.sourced.word;
    const char *why = NULL;
    if (strchr(entry->figure.target, '.') || is_of_all(gathering, entry))
        return add(gathering, key, belief, word);
    for (size_t i = 0; i < gathering->study->count; i++) {
        if (!entry->of[i])
            continue;
        char *own = wf_format("%s:%s", gathering->study->labels.items[i], key);
        const char *one = add(gathering, own, belief, word);
        why = one ? one : why;
        free(own);
    }
    return why;
}

/* ---- rounds ---- */

/* Of one parameter of the law of passes, which is of the task. */
static void add_of_law(struct wf_factors *factors, const char *key, size_t joint, uint32_t member,
                       double low, double high)
{
    struct wf_factor factor = {.key = wf_strdup(key),
                               .value = NAN,
                               .word = WF_ASSUMED,
                               .source = wf_format("law of passes (docs/rounds.md)"),
                               .group = factors->joints[joint].group,
                               .column = factors->joints[joint].column + member,
                               .joint = (uint32_t)joint + 1,
                               .member = member,
                               .origin = {"automatic", 0}};
    char *why = wf_factor_key_read(key, &factor.parts);
    free(why); /* there are such keys */
    factor.dimension = factor.parts.dimension;
    factor.shape = (struct wf_shape){.kind = WF_SHAPE_NORMAL,
                                     .low = low,
                                     .high = high,
                                     .centre = NAN,
                                     .least = factor.parts.least,
                                     .most = factor.parts.most};
    wf_factors_keep(factors, &factor);
}

/* One of the same fit, drawn by its shape. */
static void add_beside_law(const struct gathering *gathering, const char *key, size_t joint,
                           double low, double centre, double high)
{
    const struct belief belief = {WF_SHAPE_LOGNORMAL, low, centre, high,
                                  "law of passes (docs/rounds.md)"};
    if (!(low < high) || add(gathering, key, &belief, WF_ASSUMED))
        return;
    struct wf_factor *factor = &gathering->factors->items[gathering->factors->count - 1];
    factor->group = gathering->factors->joints[joint].group;
}

static bool has_key(const struct wf_factors *factors, const char *key)
{
    for (size_t i = 0; i < factors->count; i++)
        if (!strcmp(factors->items[i].key, key))
            return true;
    return false;
}

/* Exponents of cohort and local epochs are drawn together; residual and split beside them. All are
 * one group. */
static void add_law(const struct gathering *gathering, const struct wf_passes *split)
{
    const struct wf_passes_belief known = wf_passes_belief();
    const double value[] = {known.active, known.epochs},
                 error[] = {known.active_error, known.epochs_error},
                 correlation[] = {1, known.correlation, known.correlation, 1},
                 freedom[] = {known.freedom, known.freedom};
    struct wf_joint law;
    wf_joint_make(&law, 2, value, error, correlation, freedom);
    double a = wf_joint_half_width(&law, 0), b = wf_joint_half_width(&law, 1);
    size_t joint = wf_factors_keep_joint(gathering->factors, &law);
    add_of_law(gathering->factors, "workload.passes-active", joint, 0, value[0] - a, value[0] + a);
    add_of_law(gathering->factors, "workload.passes-local-epochs", joint, 1, value[1] - b,
               value[1] + b);
    add_beside_law(gathering, "workload.passes-residual", joint, known.residual_low, 1,
                   known.residual_high);
    if (split)
        add_beside_law(gathering, "workload.passes-split", joint, split->split_low, split->split,
                       split->split_high);
}

/* Does a factor give the passes, or rounds, of a deployment? */
static bool names_passes(const struct gathering *gathering, size_t deployment)
{
    for (size_t i = 0; i < gathering->named; i++) {
        const struct wf_factor *factor = &gathering->factors->items[i];
        bool passes =
            !strcmp(factor->parts.prop, "passes-ratio") || !strcmp(factor->parts.prop, "rounds");
        if (passes && (!factor->label ||
                       wf_labels_find(&gathering->study->labels, factor->label) == deployment))
            return true;
    }
    return false;
}

/* Is a prop of some deployment a factor? */
static bool names_prop(const struct gathering *gathering, const char *prop)
{
    for (size_t i = 0; i < gathering->named; i++)
        if (!strcmp(gathering->factors->items[i].parts.prop, prop))
            return true;
    return false;
}

/* The law holds for all deployments whose passes follow from it: its parameters are drawn once. */
static void add_passes_law(const struct gathering *gathering)
{
    double all_low = 1, all_high = 1;
    const struct wf_passes *split = NULL;
    bool any = false, by_law = false;
    for (size_t i = 0; i < gathering->study->count; i++) {
        const struct wf_scenario *scenario = &gathering->study->scenarios[i];
        const struct wf_passes *passes = &scenario->passes;
        if (!(passes->ratio > 0 && scenario->by_law) || names_passes(gathering, i))
            continue;
        any = true;
        by_law |= passes->by_law;
        split = passes->split > 1 ? passes : split;
        all_low = passes->low / passes->ratio;
        all_high = passes->high / passes->ratio;
    }
    static const char *const keys[] = {"workload.passes-active", "workload.passes-local-epochs",
                                       "workload.passes-residual", "workload.passes-split"};
    for (size_t i = 0; i < 4; i++)
        any &= !has_key(gathering->factors, keys[i]);
    const struct belief unknown = {WF_SHAPE_LOGNORMAL, all_low, 1, all_high,
                                   "all that was seen (docs/rounds.md)"};
    if (any && by_law)
        add_law(gathering, names_prop(gathering, "data") ? NULL : split);
    else if (any)
        add(gathering, "workload.passes-residual", &unknown, WF_ASSUMED);
}

/* Rounds, or epochs, of one entry. */
static const char *add_rounds(const struct gathering *gathering, struct entry *entry)
{
    const struct wf_scenario *scenario = first_of(gathering, entry);
    struct wf_figure *figure = &entry->figure;
    const struct wf_passes *passes = &scenario->passes;
    if (scenario->passes.ratio > 0 && scenario->by_law)
        return NULL; /* by the law */
    char *key = wf_format("%s.%s", figure->target, figure->prop);
    bool epochs = !strcmp(figure->prop, "epochs") &&
                  isnan(wf_scenario_plan(scenario)->rounds); /* of the workload */
    if (scenario->passes.ratio > 0) {
        free(key);
        key = wf_format("%s.passes-ratio", figure->target);
        figure->value = passes->ratio;
        figure->sourced.low = passes->low;
        figure->sourced.high = passes->high;
        figure->prop = "passes-ratio";
    }
    struct wf_default_facts facts = facts_of(gathering, entry);
    facts.target = "training";
    const struct wf_default *row = wf_defaults_find(gathering->defaults, &facts);
    const char *why = NULL;
    struct belief belief = {.source = NULL};
    if (figure->sourced.low < figure->sourced.high)
        belief = from_interval(figure);
    else if (row)
        belief = from_default(row, figure);
    else
        why = NO_BOUNDS;
    if (!why && epochs) { /* the reference: common to all that refer to it */
        belief.low /= figure->value;
        belief.centre /= figure->value;
        belief.high /= figure->value;
        why = has_key(gathering->factors, "workload.epochs-scale")
                  ? NULL
                  : add(gathering, "workload.epochs-scale", &belief, figure->sourced.word);
    } else if (!why) {
        why = add_keys(gathering, entry, key, &belief);
    }
    free(belief.source);
    free(key);
    return why;
}

/* Passes refer to epochs also where no deployment trains in one place. */
static void add_reference(const struct gathering *gathering)
{
    const struct wf_default_facts facts = {
        .target = "training",
        .prop = "epochs",
        .value = 1,
        .workload = gathering->study->count ? gathering->study->scenarios[0].workload.id : NULL,
        .accelerators = NAN,
        .word = WF_MEASURED};
    const struct wf_figure figure = {.value = 1, .sourced = {.word = WF_MEASURED}};
    const struct wf_default *row = wf_defaults_find(gathering->defaults, &facts);
    bool any = false;
    for (size_t i = 0; i < gathering->study->count; i++)
        any |= gathering->study->scenarios[i].passes.ratio > 0;
    if (!any || !row || has_key(gathering->factors, "workload.epochs-scale"))
        return;
    struct belief belief = from_default(row, &figure);
    add(gathering, "workload.epochs-scale", &belief, WF_MEASURED);
    free(belief.source);
}

/* ---- all of them ---- */

static const char *add_entry(const struct gathering *gathering, struct entry *entry,
                             const char *key)
{
    struct wf_figure *figure = &entry->figure;
    char *names = NULL;
    if (is_named(gathering, figure, figure->prop) ||
        (is_rounds(figure) && is_named(gathering, figure, "passes-ratio")))
        return NULL;
    if (is_choice(figure->prop))
        return CHOICE;
    if (!figure->exact && !(is_of(figure, "zone") && figure->count == 1) &&
        !(names = names_of(gathering->study->platform, figure)))
        return NO_KEY;
    if (is_rounds(figure))
        return add_rounds(gathering, entry);
    const struct wf_default_facts facts = facts_of(gathering, entry);
    const struct wf_default *row = wf_defaults_find(gathering->defaults, &facts);
    struct belief belief;
    if (figure->sourced.low < figure->sourced.high)
        belief = from_interval(figure);
    else if (row)
        belief = from_default(row, figure);
    else {
        free(names);
        return NO_BOUNDS;
    }
    char *own = names ? key_of(figure, names) : wf_strdup(key);
    const char *why = add_keys(gathering, entry, own, &belief);
    free(own);
    free(names);
    free(belief.source);
    return why;
}

void wf_factors_add_automatic(struct wf_factors *factors, const struct wf_study *study,
                              const struct wf_defaults *defaults, struct wf_fixed_figures *fixed)
{
    struct gathering gathering = {.factors = factors,
                                  .named = factors->count,
                                  .study = study,
                                  .defaults = defaults,
                                  .fixed = fixed};
    struct wf_figure_list *lists = wf_calloc(study->count + 1, sizeof *lists);
    for (size_t i = 0; i < study->count; i++) {
        wf_figure_list_make(&study->scenarios[i], NULL, 0, &lists[i]);
        for (size_t j = 0; j < lists[i].count; j++)
            gather_figure(&gathering, &lists[i].items[j], i);
    }
    for (size_t i = 0; i < gathering.count; i++) {
        char *key = wf_figure_key(&gathering.entries[i].figure);
        const char *why = add_entry(&gathering, &gathering.entries[i], key);
        if (why)
            fix(&gathering, key, why);
        free(key);
    }
    add_reference(&gathering);
    add_passes_law(&gathering);
    for (size_t i = 0; i < gathering.count; i++)
        free(gathering.entries[i].of);
    free(gathering.entries);
    for (size_t i = 0; i < study->count; i++)
        wf_figure_list_release(&lists[i]);
    free(lists);
}
