#include "sweep/sensitivity.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const enum wf_result analysed[] = {WF_RESULT_ENERGY, WF_RESULT_CARBON, WF_RESULT_TIME};
static const char *const analysed_names[] = {"energy", "carbon", "time"};
enum { ANALYSED = sizeof analysed / sizeof *analysed };

/* ---- inputs ---- */

static void find_inputs(struct wf_sensitivity *sensitivity, uint32_t rest)
{
    const struct wf_design *design = &sensitivity->sweep->design;
    const struct wf_factors *factors = &sensitivity->sweep->file->factors;
    sensitivity->input_count = design->groups;
    sensitivity->inputs = wf_calloc(design->groups, sizeof *sensitivity->inputs);
    for (size_t g = 0; g < design->groups; g++) {
        struct wf_input *input = &sensitivity->inputs[g];
        input->factors = wf_calloc(factors->count, sizeof *input->factors);
        for (size_t i = 0; i < factors->count; i++)
            if (design->group[factors->items[i].column] == g) {
                input->factors[input->count++] = i;
                input->rest = factors->items[i].group == rest;
            }
    }
}

/* ---- responses ---- */

/* Results of all deployments: [(deployment x WF_RESULT_COUNT + result) x points
 * + point]. */
static double *read_results(const struct wf_sweep *sweep, struct wf_err *err)
{
    uint64_t points = wf_design_rows(&sweep->design);
    double *results = wf_calloc(sweep->base.count * WF_RESULT_COUNT * points, sizeof *results);
    int status = 0;
    for (size_t d = 0; d < sweep->base.count; d++)
        for (size_t r = 0; r < WF_RESULT_COUNT && status == 0; r++) {
            char *column = wf_sweep_column(sweep->base.labels.items[d], (enum wf_result)r);
            status = wf_store_numbers(sweep->store, column,
                                      results + (d * WF_RESULT_COUNT + r) * points, err);
            free(column);
        }
    if (status == 0)
        return results;
    free(results);
    return NULL;
}

static void analyse(const struct wf_sensitivity *sensitivity, struct wf_response *response)
{
    const struct wf_design *design = &sensitivity->sweep->design;
    if (design->kind == WF_DESIGN_SOBOL)
        wf_sobol_of(design, response->values, &response->sobol);
    if (design->kind == WF_DESIGN_MORRIS) {
        response->effects = wf_calloc(design->groups, sizeof *response->effects);
        wf_morris_of(design, response->values, response->effects);
    }
}

/* @return false where it is unknown in all points: carbon without an intensity,
 * say */
static bool add_response(struct wf_sensitivity *sensitivity, const double *results,
                         const struct wf_response *what)
{
    uint64_t points = wf_design_rows(&sensitivity->sweep->design), known = 0;
    const double *own = results + (what->deployment * WF_RESULT_COUNT + what->result) * points;
    struct wf_response response = *what;
    response.values = wf_calloc(points, sizeof *response.values);
    for (uint64_t p = 0; p < points; p++) {
        response.values[p] = own[p];
        if (what->reference != SIZE_MAX) {
            const double *other =
                results + (what->reference * WF_RESULT_COUNT + what->result) * points;
            double ratio = log(own[p] / other[p]);
            response.values[p] = isfinite(ratio) ? ratio : NAN;
        }
        known += isnan(response.values[p]) ? 0 : 1;
    }
    if (!known) {
        free(response.values);
        return false;
    }
    analyse(sensitivity, &response);
    sensitivity->responses[sensitivity->response_count++] = response;
    return true;
}

static void add_responses(struct wf_sensitivity *sensitivity, const double *results)
{
    size_t count = sensitivity->sweep->base.count;
    sensitivity->responses = wf_calloc(2 * count * ANALYSED, sizeof *sensitivity->responses);
    for (size_t what = 0; what < ANALYSED; what++) {
        for (size_t d = 0; d < count; d++)
            add_response(sensitivity, results,
                         &(struct wf_response){
                             .deployment = d, .reference = SIZE_MAX, .result = analysed[what]});
        for (size_t d = 1; d < count; d++)
            add_response(
                sensitivity, results,
                &(struct wf_response){.deployment = d, .reference = 0, .result = analysed[what]});
    }
}

/* All that is known of a point is known of its time. */
static void count_points(struct wf_sensitivity *sensitivity, const double *results)
{
    const struct wf_sweep *sweep = sensitivity->sweep;
    uint64_t points = wf_design_rows(&sweep->design);
    for (uint64_t p = 0; p < points; p++) {
        bool known = true;
        for (size_t d = 0; d < sweep->base.count; d++)
            known = known && !isnan(results[(d * WF_RESULT_COUNT + WF_RESULT_TIME) * points + p]);
        if (!wf_store_has(sweep->store, p))
            sensitivity->missing++;
        else if (!known)
            sensitivity->failed++;
    }
}

int wf_sensitivity_make(struct wf_sensitivity *sensitivity, const struct wf_sweep *sweep,
                        uint32_t rest, struct wf_err *err)
{
    uint64_t points = wf_design_rows(&sweep->design);
    *sensitivity = (struct wf_sensitivity){.sweep = sweep};
    double *results = read_results(sweep, err);
    if (!results)
        return -1;
    count_points(sensitivity, results);
    bool any = sensitivity->failed + sensitivity->missing < points;
    if (any) {
        find_inputs(sensitivity, rest);
        add_responses(sensitivity, results);
        wf_proxies_of(results, sweep->base.count, points, &sensitivity->proxies);
    }
    free(results);
    if (any)
        return 0;
    return wf_err_set(err, WF_ESIM,
                      "of %llu points %llu failed, and %llu were not played: nothing can be said "
                      "(the column 'reason' of a --store says why points fail)",
                      (unsigned long long)points, (unsigned long long)sensitivity->failed,
                      (unsigned long long)sensitivity->missing);
}

void wf_sensitivity_release(struct wf_sensitivity *sensitivity)
{
    if (!sensitivity)
        return;
    for (size_t i = 0; i < sensitivity->response_count; i++) {
        free(sensitivity->responses[i].values);
        free(sensitivity->responses[i].effects);
        wf_sobol_release(&sensitivity->responses[i].sobol);
    }
    free(sensitivity->responses);
    for (size_t i = 0; i < sensitivity->input_count; i++)
        free(sensitivity->inputs[i].factors);
    free(sensitivity->inputs);
    *sensitivity = (struct wf_sensitivity){0};
}

/* ---- how many points ---- */

static size_t count_groups(const struct wf_factors *factors)
{
    size_t groups = 0;
    for (size_t i = 0; i < factors->count; i++) {
        size_t first = 0;
        while (factors->items[first].group != factors->items[i].group)
            first++;
        groups += first == i;
    }
    return groups;
}

uint64_t wf_sensitivity_points(enum wf_design_kind kind, const struct wf_factors *factors)
{
    enum { TRAJECTORIES = 20, STEPS = 11, BASE = 64 };
    uint64_t groups = count_groups(factors);
    if (kind == WF_DESIGN_MORRIS)
        return TRAJECTORIES * (groups + 1);
    if (kind == WF_DESIGN_OAT)
        return 1 + groups * STEPS;
    return WF_DESIGN_REPLICATES * (groups + 2) * BASE;
}

/* ---- screening ---- */

/* One group may be drawn by chance (statistics/design.h). */
bool wf_sensitivity_too_many(const struct wf_factors *factors)
{
    uint32_t *group_of = wf_calloc(factors->columns + 1, sizeof *group_of), largest = 0;
    wf_factors_groups(factors, group_of);
    for (uint32_t i = 0; i < factors->columns; i++) {
        uint32_t own = 0;
        for (uint32_t j = 0; j < factors->columns; j++)
            own += group_of[i] == group_of[j];
        largest = own > largest ? own : largest;
    }
    free(group_of);
    return count_groups(factors) > WF_DESIGN_SEQUENCE ||
           factors->columns - largest > WF_DESIGN_SEQUENCE;
}

/* Largest mu* of input @p g, over the largest of any input on the same
 * response. */
static double weight_of(const struct wf_sensitivity *screened, size_t g)
{
    double weight = 0;
    for (size_t i = 0; i < screened->response_count; i++) {
        const struct wf_morris_effect *effects = screened->responses[i].effects;
        double most = 0;
        for (size_t other = 0; other < screened->input_count; other++)
            most = fmax(most, effects[other].mu_star.value);
        if (most > 0)
            weight = fmax(weight, effects[g].mu_star.value / most);
    }
    return weight;
}

/* A factor, with the law that it is drawn by. */
static void put_into_rest(struct wf_factors *factors, struct wf_factor *factor, uint32_t rest)
{
    factor->group = rest;
    if (factor->joint)
        factors->joints[factor->joint - 1].group = rest;
}

int wf_sensitivity_screen(const struct wf_sweep *screening, struct wf_factors *factors,
                          uint32_t *rest, struct wf_err *err)
{
    struct wf_sensitivity screened;
    if (wf_sensitivity_make(&screened, screening, UINT32_MAX, err) < 0) {
        wf_sensitivity_release(&screened);
        return -1;
    }
    size_t columns = 0;
    double *weights = wf_calloc(screened.input_count, sizeof *weights);
    for (size_t g = 0; g < screened.input_count; g++)
        weights[g] = weight_of(&screened, g);
    *rest = factors->groups++;
    for (size_t kept = 0; kept < screened.input_count; kept++) {
        size_t largest = 0;
        for (size_t g = 1; g < screened.input_count; g++)
            if (weights[g] > weights[largest])
                largest = g;
        weights[largest] = -1;
        const struct wf_input *input = &screened.inputs[largest];
        columns += wf_design_columns_of(&screening->design, largest);
        for (size_t i = 0; columns > WF_DESIGN_SEQUENCE && i < input->count; i++)
            put_into_rest(factors, &factors->items[input->factors[i]], *rest);
    }
    free(weights);
    wf_sensitivity_release(&screened);
    return 0;
}

/* ---- names ---- */

static const char *name_of(enum wf_result result)
{
    for (size_t i = 0; i < ANALYSED; i++)
        if (analysed[i] == result)
            return analysed_names[i];
    return wf_results[result].name;
}

char *wf_response_name(const struct wf_sensitivity *sensitivity, const struct wf_response *response)
{
    char **labels = sensitivity->sweep->base.labels.items;
    const char *what = name_of(response->result), *own = labels[response->deployment];
    if (response->reference == SIZE_MAX)
        return wf_format("%s of %s", what, own);
    return wf_format("%s, %s / %s", what, own, labels[response->reference]);
}

/* The file that a fit is of, without its folder; NULL: the input is no fit. */
static const char *fit_of(const struct wf_factors *factors, const struct wf_input *input)
{
    uint32_t joint = factors->items[input->factors[0]].joint;
    const char *file = joint ? factors->joints[joint - 1].file : NULL;
    const char *slash = file ? strrchr(file, '/') : NULL;
    return slash ? slash + 1 : file;
}

char *wf_input_name(const struct wf_sensitivity *sensitivity, const struct wf_input *input)
{
    const struct wf_factor *factors = sensitivity->sweep->file->factors.items;
    struct wf_buffer name = {0};
    if (input->rest)
        return wf_format("the rest (%zu inputs)", input->count);
    const char *fit = fit_of(&sensitivity->sweep->file->factors, input);
    if (fit)
        wf_buffer_printf(&name, "fit %s: ", fit);
    for (size_t i = 0; i < input->count; i++)
        wf_buffer_printf(&name, "%s%s", i ? ", " : "", factors[input->factors[i]].key);
    return name.text;
}
