#include "sweep/sample.h"
#include "account/span.h"
#include "base/map.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is swept ---- */

/* Is a factor of a deployment: by its label, and by its role? */
static bool concerns(const struct wf_study *base, size_t deployment, const struct wf_factor *factor)
{
    const struct wf_deployment *actors = &base->scenarios[deployment].deployment;
    const char *target = factor->parts.target;
    if (factor->label && wf_labels_find(&base->labels, factor->label) != deployment)
        return false;
    for (int role = 0; target && role < WF_ROLE_COUNT; role++) {
        if (strcmp(target, wf_roles[role].name) != 0)
            continue;
        for (size_t i = 0; i < actors->actor_count; i++)
            if (actors->actors[i].role == (enum wf_role_id)role)
                return true;
        return false;
    }
    return true;
}

/* Of a fleet that is priced all devices are in memory. */
static bool is_small(const struct wf_study *base)
{
    enum { PRICED_DEVICES_MAX = 1000000 };
    return !base->inputs->fleet || base->inputs->fleet->fleet.device_count <= PRICED_DEVICES_MAX;
}

static void make_variant(struct wf_variant *variant, const struct wf_study *base, size_t deployment,
                         const struct wf_factors *factors)
{
    variant->deployment = deployment;
    variant->effects = wf_calloc(factors->count + 1, sizeof *variant->effects);
    variant->figures = wf_calloc(factors->count + 1, sizeof *variant->figures);
    variant->figure_factors = wf_calloc(factors->count + 1, sizeof *variant->figure_factors);
    const struct wf_scenario *scenario = &base->scenarios[deployment];
    bool priced = is_small(base) && !scenario->options.whole_platform &&
                  !(base->platform->series.count && wf_scenario_bucket_s(scenario) > 0);
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        struct wf_priced_figure *figure = &variant->figures[variant->figure_count];
        if (!concerns(base, deployment, factor))
            continue; /* it has no effect */
        enum wf_effect effect = wf_effect_of(&base->scenarios[deployment], factor, figure);
        if (effect == WF_EFFECT_PRICED && !priced)
            effect = WF_EFFECT_SIMULATED;
        variant->effects[i] = effect;
        if (effect != WF_EFFECT_PRICED)
            continue;
        figure->mark = wf_effect_value(factor, wf_effect_mark(factor, i));
        variant->figure_factors[variant->figure_count++] = i;
    }
}

/* Does a factor change what SimGrid reads of a platform: an attribute, not a prop of ours? */
static bool loads_alike(const struct wf_study *base, const struct wf_factors *factors)
{
    bool alike = !base->inputs->fleet;
    for (size_t i = 0; i < factors->count; i++)
        alike &= !factors->items[i].parts.glob || factors->items[i].parts.row;
    return alike;
}

/* Do factors change nothing of platforms but numbers that SimGrid takes while it runs, or that it
 * is not asked for where turns are played in closed form? */
static bool builds_alike(const struct wf_study *base, const struct wf_factors *factors)
{
    static const char *const known[] = {"speed",     "wattage_per_state", "wattage_off",
                                        "bandwidth", "latency",           "wattage_range"};
    bool alike = !base->inputs->fleet;
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor_key *parts = &factors->items[i].parts;
        bool is_known = !parts->glob || parts->row;
        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            is_known |= !strcmp(parts->prop, known[j]);
        alike &= is_known;
    }
    return alike;
}

void wf_swept_make(struct wf_swept *swept, const struct wf_study *base,
                   const struct wf_study_request *request, const struct wf_factors *factors)
{
    *swept = (struct wf_swept){.base = base, .request = *request, .factors = factors};
    swept->loads_alike = loads_alike(base, factors);
    swept->builds_alike = builds_alike(base, factors);
    swept->variants = wf_calloc(base->count + 1, sizeof *swept->variants);
    for (size_t i = 0; i < base->count; i++)
        make_variant(&swept->variants[i], base, i, factors);
}

/* So many samples are audited at least, or this share of them. Assumed: what is wrong in a
 * mechanism is wrong at nearly all values. */
enum { AUDITED_LEAST = 64 };
static const double AUDITED_SHARE = 1.0 / 16;

void wf_swept_draw_audits(struct wf_swept *swept, uint64_t points, const double *first)
{
    size_t size = swept->factors->count * sizeof *first;
    swept->audited = fmax(AUDITED_LEAST / (double)points, AUDITED_SHARE);
    swept->first = wf_malloc(size + 1);
    memcpy(swept->first, first, size);
}

void wf_swept_release(struct wf_swept *swept)
{
    for (size_t i = 0; swept->variants && i < swept->base->count; i++) {
        free(swept->variants[i].effects);
        free(swept->variants[i].figures);
        free(swept->variants[i].figure_factors);
    }
    free(swept->variants);
    free(swept->first);
    *swept = (struct wf_swept){0};
}

/* ---- finding ---- */

void wf_samples_init(struct wf_samples *samples, const struct wf_swept *swept)
{
    *samples = (struct wf_samples){.swept = swept};
    samples->needs_simgrid = wf_calloc(swept->base->count + 1, sizeof *samples->needs_simgrid);
}

static void free_sample(struct wf_sample *sample)
{
    wf_pricing_free(sample->pricing);
    free(sample->reason);
    free(sample->values);
    free(sample);
}

void wf_samples_release(struct wf_samples *samples)
{
    for (size_t i = 0; i < samples->count; i++)
        free_sample(samples->items[i]);
    wf_sample_platforms_release(&samples->platforms);
    free(samples->needs_simgrid);
    free(samples->items);
    *samples = (struct wf_samples){0};
}

/* The values with which a point's sample is simulated. */
static void key_values(const struct wf_swept *swept, const struct wf_variant *variant,
                       const double *values, bool whole, double *key)
{
    for (size_t i = 0; i < swept->factors->count; i++) {
        enum wf_effect effect = variant->effects[i];
        key[i] = effect == WF_EFFECT_NONE ? 0
                 : effect == WF_EFFECT_PRICED && !whole
                     ? wf_effect_mark(&swept->factors->items[i], i)
                     : values[i];
    }
}

struct wf_sample *wf_samples_find(struct wf_samples *samples, size_t deployment,
                                  const double *values, bool whole)
{
    const struct wf_swept *swept = samples->swept;
    const struct wf_variant *variant = &swept->variants[deployment];
    size_t size = swept->factors->count * sizeof *values;
    double *key = wf_malloc(size + 1);
    key_values(swept, variant, values, whole, key);
    for (size_t i = samples->count; i-- > 0;) { /* points that share one are often neighbours */
        struct wf_sample *sample = samples->items[i];
        if (sample->variant != variant || sample->whole != whole ||
            memcmp(sample->values, key, size) != 0)
            continue;
        free(key);
        sample->used = samples->chunk;
        return sample;
    }
    if (samples->count == samples->capacity) {
        samples->capacity = 2 * samples->capacity + 16;
        samples->items = wf_realloc(samples->items, samples->capacity * sizeof(struct wf_sample *));
    }
    struct wf_sample *sample = samples->items[samples->count++] = wf_calloc(1, sizeof *sample);
    sample->variant = variant;
    sample->whole = whole;
    sample->values = key;
    sample->used = samples->chunk;
    return sample;
}

void wf_samples_next(struct wf_samples *samples)
{
    size_t kept = 0;
    for (size_t i = 0; i < samples->count; i++)
        if (samples->items[i]->used == samples->chunk)
            samples->items[kept++] = samples->items[i];
        else
            free_sample(samples->items[i]);
    samples->count = kept;
    wf_sample_platforms_keep(&samples->platforms, samples->chunk);
    samples->chunk++;
}

/* ---- overrides ---- */

/* Those of a sample: what the request gives the deployment, then the factors that concern it. The
 * label has done its work. @p factors owns what the factors gave. */
static int sample_overrides(const struct wf_swept *swept, const struct wf_sample *sample,
                            struct wf_overrides *factors, struct wf_overrides *all,
                            struct wf_err *err)
{
    static const struct wf_overrides none = {0};
    const struct wf_overrides *given = swept->request.overrides ? swept->request.overrides : &none;
    const struct wf_overrides *sources[] = {given, factors};
    if (wf_factors_overrides(swept->factors, sample->values, factors, err) < 0)
        return -1;
    all->items = wf_calloc(given->count + factors->count + 1, sizeof *all->items);
    for (int i = 0; i < 2; i++) {
        struct wf_overrides selected;
        size_t *numbers = wf_calloc(sources[i]->count + 1, sizeof *numbers);
        wf_labels_select(&swept->base->labels, sources[i], sample->variant->deployment, &selected,
                         numbers);
        for (size_t j = 0; j < selected.count; j++) {
            all->items[all->count] = selected.items[j];
            all->items[all->count++].label = NULL;
        }
        free(selected.items);
        free(numbers);
    }
    return 0;
}

/* ---- playing ---- */

/* A sample that is being played. */
struct play {
    struct wf_sample *sample;
    struct wf_overrides factors, overrides; /* the latter borrows */
    struct wf_study study;
    size_t platform; /* its number */
    bool all;        /* of a fleet, it has all devices */
    bool again;      /* it is to be built once more */
    bool choices;    /* results are kept under other choices */
    bool ended;      /* it needs no (other) simulation */
};

static void fail(struct wf_sample *sample, const struct wf_diag *diag, const struct wf_err *err)
{
    if (!sample->reason)
        sample->reason = wf_sample_failure(diag, err);
}

/* It needs devices that are not drawn when they are first asked: it is built anew, with all. */
static void want_all(struct play *play)
{
    wf_study_release(&play->study);
    play->study = (struct wf_study){0};
    play->all = play->again = true;
}

static void begin(struct play *play, const struct wf_swept *swept, struct wf_sample *sample)
{
    struct wf_err err = {0};
    struct wf_diag none;
    /* what is priced is found on devices, not on sums of those that were drawn */
    bool choices = swept->choice_count > 0;
    bool priced = !sample->whole && (sample->variant->figure_count > 0 || choices);
    *play =
        (struct play){.sample = sample, .all = priced && is_small(swept->base), .choices = choices};
    wf_diag_init(&none);
    if (sample_overrides(swept, sample, &play->factors, &play->overrides, &err) < 0)
        fail(sample, &none, &err);
    wf_diag_release(&none);
}

bool wf_sample_is_audited(const struct wf_swept *swept, const struct wf_sample *sample)
{
    size_t size = swept->factors->count * sizeof *sample->values;
    double *first = wf_malloc(size + 1);
    if (swept->first)
        key_values(swept, sample->variant, swept->first, sample->whole, first);
    bool is_first = !swept->first || !memcmp(first, sample->values, size);
    free(first);
    return is_first || (double)wf_hash(sample->values, size) < swept->audited * 0x1p64;
}

/* @param neighbour  whose platform it has; NULL: it is asked for */
static struct wf_study_request request_of(const struct wf_swept *swept, const struct play *play,
                                          const struct wf_study *neighbour)
{
    struct wf_study_request request = swept->request;
    request.deployments += play->sample->variant->deployment;
    request.count = 1;
    request.labels = NULL;
    request.label_count = 0;
    request.overrides = &play->overrides;
    request.neighbour = neighbour;
    request.unmet_allowed = true; /* what is of other deployments meets nothing in this one */
    request.options.seed =
        wf_factors_seed(swept->factors, play->sample->values, request.options.seed);
    request.options.spared = !wf_sample_is_audited(swept, play->sample);
    return request;
}

/* Results and pricing of a study that was simulated, as a point needs them. */
static void take(struct play *play)
{
    struct wf_sample *sample = play->sample;
    const struct wf_variant *variant = sample->variant;
    struct wf_err err = {0};
    const struct wf_scenario *scenario = &play->study.scenarios[0];
    const struct wf_outcome *outcome = &play->study.results[0].outcome;
    wf_results_of(scenario, outcome, sample->results);
    if (sample->whole || (!variant->figure_count && !play->choices))
        return;
    sample->pricing =
        wf_pricing_make(scenario, outcome, variant->figures, variant->figure_count, &err);
    sample->refused = !sample->pricing;
}

/* ---- what comes back from a simulation ---- */

struct digest_head {
    double results[WF_RESULT_COUNT];
    uint64_t reason_size; /* with its end; 0: none */
    bool refused, priced;
};

/* In the child: account for the outcome there, so that a few numbers come back in place of all
 * hosts and links. */
static void write_digest(void *data, struct wf_outcome *outcome, struct wf_buffer *out)
{
    struct play *play = data;
    struct wf_sample *sample = play->sample;
    struct wf_err err = {0};
    struct wf_study *study = &play->study;
    study->results[0].outcome = *outcome;
    wf_span_check(&study->scenarios[0], outcome, &study->diag);
    if (study->diag.error_count)
        fail(sample, &study->diag, &err);
    else
        take(play);
    struct digest_head head;
    memset(&head, 0, sizeof head);
    memcpy(head.results, sample->results, sizeof head.results);
    head.reason_size = sample->reason ? strlen(sample->reason) + 1 : 0;
    head.refused = sample->refused;
    head.priced = sample->pricing;
    wf_buffer_add(out, (const char *)&head, sizeof head);
    if (sample->reason)
        wf_buffer_add(out, sample->reason, head.reason_size);
    if (sample->pricing)
        wf_pricing_pack(sample->pricing, out);
    wf_pricing_free(sample->pricing);
    free(sample->reason);
    study->results[0].outcome = (struct wf_outcome){0};
}

static void read_digest(struct play *play, const struct wf_buffer *digest)
{
    struct wf_sample *sample = play->sample;
    struct digest_head head;
    memcpy(&head, digest->text, sizeof head);
    const char *rest = digest->text + sizeof head;
    memcpy(sample->results, head.results, sizeof head.results);
    sample->refused = head.refused;
    if (head.reason_size)
        sample->reason = wf_strdup(rest);
    if (head.priced)
        sample->pricing =
            wf_pricing_unpack(&play->study.scenarios[0], rest + head.reason_size,
                              sample->variant->figures, sample->variant->figure_count);
}

static void end(struct play *play)
{
    play->sample->played = true;
    wf_study_release(&play->study);
    wf_overrides_release(&play->factors);
    free(play->overrides.items);
}

/* It fails where nobody knows its rounds, if those must be known. @return whether it fails */
static bool lacks_rounds(const struct wf_swept *swept, struct play *play)
{
    const struct wf_scenario *scenario = play->study.scenarios;
    const char *why = !swept->rounds_known || !scenario ? NULL
                      : scenario->rounds_missing        ? scenario->rounds_missing
                                                        : scenario->rounds_unheld;
    if (why && !play->sample->reason)
        play->sample->reason = wf_format(WF_NO_ROUNDS "%s", why);
    return why;
}

/* Build the scenario of a sample. @return whether there is one */
static bool build(struct wf_samples *samples, struct play *play)
{
    struct wf_err err = {0};
    if (play->sample->reason)
        return false;
    const struct wf_sample_platform *platform = &samples->platforms.items[play->platform];
    const struct wf_study_request request = request_of(samples->swept, play, &platform->study);
    bool drawn = !platform->reason && wf_sample_platform_draws(&platform->study);
    bool built =
        !platform->reason && wf_study_vary(&play->study, &platform->study, &request, &err) == 0;
    if (drawn && (!built || !play->study.scenarios[0].reserve)) {
        want_all(play);
        return false;
    }
    if (platform->reason)
        play->sample->reason = wf_strdup(platform->reason);
    else if (lacks_rounds(samples->swept, play))
        built = false;
    else if (!built)
        fail(play->sample, &play->study.diag, &err);
    return built;
}

/* SimGrid is set up once in this process, when a child has shown that it can be, and platforms of
 * the sweep that it loads alike are loaded once: simulations to come begin there. */
static void hold(struct wf_samples *samples, const struct wf_platform *platform,
                 const struct wf_process_request *requests, size_t count)
{
    const struct wf_study_request *request = &samples->swept->request;
    struct wf_err err;
    wf_process_start(request->options.audit, &request->process);
    if (samples->held || !samples->swept->loads_alike ||
        !wf_process_needs_platform(requests, count, &request->process))
        return;
    samples->held = wf_process_hold(platform, request->options.audit, &request->process, &err) == 0;
}

/* Did SimGrid play all turns under audit, or again some that were played in closed form? */
static bool was_audited(const struct wf_samples *samples, const struct wf_outcome *outcome)
{
    bool by_simgrid = !strcmp(outcome->engine, "simgrid");
    return by_simgrid ? samples->swept->request.options.audit : outcome->rechecked_turns > 0;
}

/* What a simulation has come to. */
static void receive(struct wf_samples *samples, struct play *play, struct wf_process_result *result,
                    const struct wf_diag *diag)
{
    const struct wf_study_request request = request_of(samples->swept, play, NULL);
    struct wf_err err = {0};
    if (result->status < 0 && result->err.code == WF_EALL) {
        want_all(play);
    } else if (result->status < 0) {
        fail(play->sample, diag, &result->err);
    } else if (result->digest.length) {
        read_digest(play, &result->digest);
        samples->audited += was_audited(samples, &result->outcome);
    } else { /* turns were kept: they are audited here */
        play->study.results[0] = *result;
        if (wf_study_account(&play->study, &request, &err) < 0)
            fail(play->sample, &play->study.diag, &err);
        else {
            take(play);
            samples->audited++;
        }
        result->outcome.simulation_s = play->study.results[0].outcome.simulation_s;
    }
    samples->simulation_s += result->outcome.simulation_s;
    wf_buffer_release(&result->digest);
}

/* The same where turns are played in closed form or not at all: what is not will be simulated by
 * itself. */
static void receive_closed(struct wf_samples *samples, struct play *play,
                           struct wf_process_result *result, const struct wf_diag *diag)
{
    play->ended = result->status == 0;
    if (play->ended) {
        receive(samples, play, result, diag);
        return;
    }
    wf_buffer_release(&result->digest);
    wf_study_release(&play->study);
    play->study = (struct wf_study){0};
    samples->needs_simgrid[play->sample->variant->deployment] = true;
}

/* Simulate samples: on one platform, or in closed form alone. */
static void simulate(struct wf_samples *samples, struct play **plays, size_t count,
                     bool closed_only)
{
    struct wf_process_request *requests = wf_calloc(count + 1, sizeof *requests);
    struct wf_process_result *results = wf_calloc(count + 1, sizeof *results);
    struct play **played = wf_calloc(count + 1, sizeof(struct play *));
    struct wf_diag diag;
    struct wf_err err = {0};
    size_t ready = 0;
    wf_diag_init(&diag);
    for (size_t i = 0; i < count; i++) {
        plays[i]->ended = true;
        if (!build(samples, plays[i]))
            continue;
        played[ready] = plays[i];
        requests[ready++] = (struct wf_process_request){.scenario = &plays[i]->study.scenarios[0],
                                                        .digest = write_digest,
                                                        .digest_data = plays[i]};
    }
    struct wf_process_options options = samples->swept->request.process;
    options.held = samples->held;
    options.closed_only = closed_only;
    bool well = false;
    if (ready) {
        const struct wf_platform *platform = played[0]->study.platform;
        wf_process_run(platform, requests, ready, &options, results, &diag, &err);
        for (size_t i = 0; i < ready; i++)
            well |= results[i].status == 0;
        if (well && !closed_only)
            hold(samples, platform, requests, ready);
    }
    for (size_t i = 0; i < ready; i++)
        (closed_only ? receive_closed : receive)(samples, played[i], &results[i], &diag);
    wf_diag_release(&diag);
    free(requests);
    free(results);
    free(played);
}

/* So many are simulated at once that their outcomes do not fill the memory. */
static size_t most_at_once(const struct wf_swept *swept)
{
    enum { HOSTS_AT_ONCE = 1 << 20, SAMPLES_AT_ONCE = 64 };
    size_t most = HOSTS_AT_ONCE / (swept->base->platform->host_count + 1);
    return most < 1 ? 1 : most < SAMPLES_AT_ONCE ? most : SAMPLES_AT_ONCE;
}

static int compare_platforms(const void *a, const void *b)
{
    const struct play *x = a, *y = b;
    return (x->platform > y->platform) - (x->platform < y->platform);
}

static void find_platform(struct wf_samples *samples, struct play *play)
{
    const struct wf_study_request request = request_of(samples->swept, play, NULL);
    const struct wf_sample_wish wish = {samples->swept->base, &request, &play->factors, play->all};
    play->platform = wf_sample_platforms_find(&samples->platforms, &wish, samples->chunk);
}

/* May its turns be played in closed form together with those of others, each on its platform? */
static bool is_light(const struct wf_samples *samples, const struct play *play)
{
    const struct wf_swept *swept = samples->swept;
    const struct wf_options *options = &swept->request.options;
    return swept->builds_alike && options->engine != WF_ENGINE_SIMGRID &&
           !(options->audit && wf_sample_is_audited(swept, play->sample)) &&
           !samples->needs_simgrid[play->sample->variant->deployment];
}

/* Those before @p to that have not ended, @p light or not. @return how many */
static size_t choose(const struct wf_samples *samples, struct play *from, const struct play *to,
                     bool light, struct play **chosen)
{
    size_t count = 0;
    for (; from < to; from++)
        if (!from->ended && is_light(samples, from) == light)
            chosen[count++] = from;
    return count;
}

/* Platform by platform. */
static void play_heavy(struct wf_samples *samples, struct play *plays, size_t count)
{
    struct play **chosen = wf_calloc(count + 1, sizeof(struct play *));
    for (size_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && plays[next].platform == plays[first].platform;)
            next++;
        size_t number = choose(samples, &plays[first], &plays[next], false, chosen);
        if (number)
            simulate(samples, chosen, number, false);
    }
    free(chosen);
}

static void play_light(struct wf_samples *samples, struct play *plays, size_t count)
{
    struct play **chosen = wf_calloc(count + 1, sizeof(struct play *));
    size_t number = choose(samples, plays, plays + count, true, chosen);
    if (number)
        simulate(samples, chosen, number, true);
    free(chosen);
}

static void play_batch(struct wf_samples *samples, struct play *plays, size_t count)
{
    for (size_t i = 0; i < count; i++)
        find_platform(samples, &plays[i]);
    qsort(plays, count, sizeof *plays, compare_platforms);
    play_heavy(samples, plays, count);
    play_light(samples, plays, count);
    play_heavy(samples, plays, count); /* what was not played in closed form */
}

/* Those that need all devices of a fleet stand in front then. @return how many */
static size_t gather_again(struct play *plays, size_t count)
{
    size_t again = 0;
    for (size_t i = 0; i < count; i++)
        if (plays[i].again) {
            struct play play = plays[i];
            plays[i] = plays[again];
            play.again = play.ended = false;
            plays[again++] = play;
        }
    return again;
}

void wf_samples_play(struct wf_samples *samples)
{
    size_t most = most_at_once(samples->swept), next = 0;
    struct play *plays = wf_calloc(most, sizeof *plays);
    while (next < samples->count) {
        size_t count = 0;
        for (; next < samples->count && count < most; next++)
            if (!samples->items[next]->played)
                begin(&plays[count++], samples->swept, samples->items[next]);
        play_batch(samples, plays, count);
        play_batch(samples, plays, gather_again(plays, count));
        samples->played += count;
        for (size_t i = 0; i < count; i++)
            end(&plays[i]);
    }
    free(plays);
}

/* ---- results ---- */

size_t wf_swept_result_count(const struct wf_swept *swept)
{
    return swept->base->count * (WF_RESULT_COUNT + swept->choice_count * WF_CHOICE_RESULTS);
}

static void tell_choices(const struct wf_swept *swept, struct wf_sample *sample, double *choices)
{
    for (size_t i = 0; i < swept->choice_count; i++) {
        struct wf_price price = {.energy_j = NAN, .carbon_g = NAN, .embodied_g = NAN};
        if (sample->pricing)
            wf_pricing_total_as(sample->pricing, &swept->choices[i], &price);
        choices[i * WF_CHOICE_RESULTS + WF_CHOICE_ENERGY] = price.energy_j;
        choices[i * WF_CHOICE_RESULTS + WF_CHOICE_CARBON] = price.carbon_g;
        choices[i * WF_CHOICE_RESULTS + WF_CHOICE_EMBODIED] = price.embodied_g;
    }
}

void wf_sample_results(const struct wf_samples *samples, struct wf_sample *sample,
                       const double *values, double results[WF_RESULT_COUNT], double *choices)
{
    const struct wf_variant *variant = sample->variant;
    struct wf_price price;
    assert(!sample->reason && !sample->refused);
    memcpy(results, sample->results, sizeof sample->results);
    for (size_t i = 0; sample->pricing && i < variant->figure_count; i++) {
        size_t factor = variant->figure_factors[i];
        wf_pricing_set(sample->pricing, i,
                       wf_effect_value(&samples->swept->factors->items[factor], values[factor]));
    }
    if (sample->pricing && variant->figure_count) {
        wf_pricing_total(sample->pricing, &price);
        wf_results_price(&price, results);
    }
    tell_choices(samples->swept, sample, choices);
}
