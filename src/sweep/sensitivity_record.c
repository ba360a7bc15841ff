#include "output/csv.h"
#include "output/json.h"
#include "sweep/curve.h"
#include "sweep/estimate_record.h"
#include "sweep/sensitivity_report.h"
#include <math.h>
#include <stdlib.h>

/* ---- names ---- */

/* The quantity: "energy_j"; of a ratio "ln energy_j". */
static char *quantity_of(const struct wf_response *response)
{
    const char *name = wf_results[response->result].name;
    return response->reference == SIZE_MAX ? wf_strdup(name) : wf_format("ln_%s_ratio", name);
}

static const char *label_of(const struct wf_sensitivity *sensitivity, size_t deployment)
{
    return deployment == SIZE_MAX ? NULL : sensitivity->sweep->base.labels.items[deployment];
}

/* ---- JSON ---- */

static struct json_object *inputs_json(const struct wf_sensitivity *sensitivity)
{
    const struct wf_factor *factors = sensitivity->sweep->file->factors.items;
    struct json_object *all = wf_json_array();
    for (size_t g = 0; g < sensitivity->input_count; g++) {
        const struct wf_input *input = &sensitivity->inputs[g];
        struct json_object *object = wf_json_object(), *keys = wf_json_array();
        char *name = wf_input_name(sensitivity, input);
        for (size_t i = 0; i < input->count; i++)
            wf_json_append(keys, wf_json_string(factors[input->factors[i]].key));
        wf_json_add(object, "name", wf_json_string(name));
        wf_json_add(object, "factors", keys);
        wf_json_add(object, "rest", wf_json_flag(input->rest));
        wf_json_append(all, object);
        free(name);
    }
    return all;
}

static void add_sobol(struct json_object *object, const struct wf_response *response, size_t input)
{
    wf_json_add(object, "first", wf_estimate_record(response->sobol.index[input].first));
    wf_json_add(object, "total", wf_estimate_record(response->sobol.index[input].total));
}

static void add_morris(struct json_object *object, const struct wf_response *response, size_t input)
{
    const struct wf_morris_effect *effect = &response->effects[input];
    wf_json_add(object, "mu_star", wf_estimate_record(effect->mu_star));
    wf_json_add(object, "mu", wf_json_number(effect->mu));
    wf_json_add(object, "sigma", wf_json_number(effect->sigma));
    wf_json_add(object, "effects", wf_json_count(effect->used));
    wf_json_add(object, "left_out", wf_json_count(effect->left_out));
}

static struct json_object *factor_json(const struct wf_factor *factor, double value)
{
    if (wf_factor_is_number(factor))
        return wf_json_number(wf_factor_number(factor, value));
    char *text = wf_factor_text(factor, value);
    struct json_object *object = wf_json_string(text);
    free(text);
    return object;
}

static void add_curve(struct json_object *object, const struct wf_sensitivity *sensitivity,
                      const struct wf_response *response, size_t number)
{
    const struct wf_factor *factors = sensitivity->sweep->file->factors.items;
    const struct wf_input *input = &sensitivity->inputs[number];
    struct wf_curve curve = wf_curve_of(sensitivity, response, number);
    struct json_object *steps = wf_json_array();
    for (uint64_t step = 0; step < curve.steps; step++) {
        struct json_object *point = wf_json_object(), *values = wf_json_array();
        for (size_t i = 0; i < input->count; i++)
            wf_json_append(values, factor_json(&factors[input->factors[i]],
                                               wf_curve_factor(&curve, step, input->factors[i])));
        wf_json_add(point, "factors", values);
        wf_json_add(point, "value", wf_json_number(wf_curve_value(&curve, step)));
        wf_json_append(steps, point);
    }
    wf_json_add(object, "steps", steps);
}

static struct json_object *response_json(const struct wf_sensitivity *sensitivity,
                                         const struct wf_response *response)
{
    struct json_object *object = wf_json_object(), *inputs = wf_json_array();
    char *quantity = quantity_of(response);
    wf_json_add(object, "quantity", wf_json_string(quantity));
    wf_json_add(object, "deployment", wf_json_string(label_of(sensitivity, response->deployment)));
    wf_json_add(object, "reference", wf_json_string(label_of(sensitivity, response->reference)));
    if (response->sobol.index) {
        wf_json_add(object, "mean", wf_json_number(response->sobol.mean));
        wf_json_add(object, "variance", wf_json_number(response->sobol.variance));
        wf_json_add(object, "base_points", wf_json_count(response->sobol.used));
        wf_json_add(object, "left_out", wf_json_count(response->sobol.left_out));
    }
    if (!response->sobol.index && !response->effects)
        wf_json_add(object, "centre", wf_json_number(response->values[0]));
    for (size_t g = 0; g < sensitivity->input_count; g++) {
        struct json_object *input = wf_json_object();
        char *name = wf_input_name(sensitivity, &sensitivity->inputs[g]);
        wf_json_add(input, "name", wf_json_string(name));
        if (response->sobol.index)
            add_sobol(input, response, g);
        else if (response->effects)
            add_morris(input, response, g);
        else
            add_curve(input, sensitivity, response, g);
        wf_json_append(inputs, input);
        free(name);
    }
    wf_json_add(object, "inputs", inputs);
    free(quantity);
    return object;
}

static struct json_object *proxies_json(const struct wf_sensitivity *sensitivity)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < WF_PROXIES && sensitivity->proxies.deployments >= 3; i++) {
        const struct wf_proxy *proxy = &sensitivity->proxies.items[i];
        struct json_object *object = wf_json_object(), *pair = NULL;
        wf_json_add(object, "proxy", wf_json_string(wf_proxy_names[i]));
        wf_json_add(object, "rank_correlation", wf_estimate_record(proxy->rank));
        wf_json_add(object, "deployments", wf_json_count(proxy->deployments));
        wf_json_add(object, "low_of_points", wf_json_number(proxy->low));
        wf_json_add(object, "high_of_points", wf_json_number(proxy->high));
        if (proxy->less != SIZE_MAX) {
            pair = wf_json_object();
            wf_json_add(pair, "deployment", wf_json_string(label_of(sensitivity, proxy->less)));
            wf_json_add(pair, "than", wf_json_string(label_of(sensitivity, proxy->more)));
            wf_json_add(pair, "proxy_ratio", wf_json_number(proxy->proxy_ratio));
            wf_json_add(pair, "energy_ratio", wf_json_number(proxy->energy_ratio));
        }
        wf_json_add(object, "misleads", pair);
        wf_json_append(all, object);
    }
    return all;
}

void wf_sensitivity_json(const struct wf_sensitivity *sensitivity, struct wf_buffer *out)
{
    const struct wf_design *design = &sensitivity->sweep->design;
    struct json_object *root = wf_json_object(), *responses = wf_json_array();
    wf_json_add(root, "schema", wf_json_string("wattfleet.sensitivity/1"));
    wf_json_add(root, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(root, "method", wf_json_string(wf_design_words[design->kind]));
    wf_json_add(root, "seed", wf_json_count(design->seed));
    wf_json_add(root, "points", wf_json_count(design->rows));
    wf_json_add(root, "failed", wf_json_count(sensitivity->failed));
    wf_json_add(root, "missing", wf_json_count(sensitivity->missing));
    wf_json_add(root, "inputs", inputs_json(sensitivity));
    for (size_t i = 0; i < sensitivity->response_count; i++)
        wf_json_append(responses, response_json(sensitivity, &sensitivity->responses[i]));
    wf_json_add(root, "responses", responses);
    wf_json_add(root, "proxies", proxies_json(sensitivity));
    wf_json_text(root, out);
    json_object_put(root);
}

/* ---- CSV ---- */

static const char *const sobol_heads[] = {"first", "first_low", "first_high",
                                          "total", "total_low", "total_high"};
static const char *const morris_heads[] = {"mu_star", "mu_star_low", "mu_star_high", "mu", "sigma"};
static const char *const curve_heads[] = {"step", "factor", "value"};

static const struct heads {
    const char *const *names;
    size_t count;
} heads[WF_DESIGN_KINDS] = {
    [WF_DESIGN_SOBOL] = {sobol_heads, 6},
    [WF_DESIGN_MORRIS] = {morris_heads, 5},
    [WF_DESIGN_OAT] = {curve_heads, 3},
};

static void csv_start(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                      size_t input, struct wf_buffer *out)
{
    char *quantity = quantity_of(response);
    char *name = wf_input_name(sensitivity, &sensitivity->inputs[input]);
    wf_csv_text(out, quantity);
    wf_csv_text(out, label_of(sensitivity, response->deployment));
    wf_csv_text(out, label_of(sensitivity, response->reference));
    wf_csv_text(out, name);
    free(quantity);
    free(name);
}

static void csv_estimate(struct wf_estimate estimate, struct wf_buffer *out)
{
    wf_csv_number(out, estimate.value);
    wf_csv_number(out, estimate.low);
    wf_csv_number(out, estimate.high);
}

/* A row a step; the value of the input, where it is one factor. */
static void csv_curve(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                      size_t number, struct wf_buffer *out)
{
    const struct wf_input *input = &sensitivity->inputs[number];
    const struct wf_factor *factor = &sensitivity->sweep->file->factors.items[input->factors[0]];
    struct wf_curve curve = wf_curve_of(sensitivity, response, number);
    for (uint64_t step = 0; step < curve.steps; step++) {
        double value = wf_curve_factor(&curve, step, input->factors[0]);
        char *text = wf_factor_is_number(factor) ? NULL : wf_factor_text(factor, value);
        csv_start(sensitivity, response, number, out);
        wf_csv_count(out, step);
        if (text || input->count > 1)
            wf_csv_text(out, input->count > 1 ? NULL : text);
        else
            wf_csv_number(out, wf_factor_number(factor, value));
        wf_csv_number(out, wf_curve_value(&curve, step));
        wf_csv_end(out);
        free(text);
    }
}

static void csv_row(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                    size_t input, struct wf_buffer *out)
{
    if (!response->sobol.index && !response->effects) {
        csv_curve(sensitivity, response, input, out);
        return;
    }
    csv_start(sensitivity, response, input, out);
    if (response->sobol.index) {
        csv_estimate(response->sobol.index[input].first, out);
        csv_estimate(response->sobol.index[input].total, out);
    } else {
        csv_estimate(response->effects[input].mu_star, out);
        wf_csv_number(out, response->effects[input].mu);
        wf_csv_number(out, response->effects[input].sigma);
    }
    wf_csv_end(out);
}

void wf_sensitivity_csv(const struct wf_sensitivity *sensitivity, struct wf_buffer *out)
{
    const struct heads *own = &heads[sensitivity->sweep->design.kind];
    wf_csv_text(out, "quantity");
    wf_csv_text(out, "deployment");
    wf_csv_text(out, "reference");
    wf_csv_text(out, "input");
    for (size_t i = 0; i < own->count; i++)
        wf_csv_text(out, own->names[i]);
    wf_csv_end(out);
    for (size_t i = 0; i < sensitivity->response_count; i++)
        for (size_t g = 0; g < sensitivity->input_count; g++)
            csv_row(sensitivity, &sensitivity->responses[i], g, out);
}
