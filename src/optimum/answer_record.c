#include "optimum/answer.h"
#include "optimum/choice.h"
#include "output/csv.h"
#include "output/json.h"
#include "prop/provenance.h"
#include <math.h>
#include <stdlib.h>

/* ---- JSON ---- */

static struct json_object *value_json(const struct wf_factor *factor, double value)
{
    if (wf_factor_is_number(factor))
        return wf_json_number(wf_factor_number(factor, value));
    char *text = wf_factor_text(factor, value);
    struct json_object *object = wf_json_string(text);
    free(text);
    return object;
}

static struct json_object *results_json(const double *results)
{
    struct json_object *object = wf_json_object();
    for (int i = 0; i < WF_RESULT_COUNT; i++)
        wf_json_add(object, wf_results[i].name, wf_json_number(results[i]));
    return object;
}

static struct json_object *trial_json(const struct wf_answer *answer, size_t index)
{
    if (index == SIZE_MAX)
        return NULL;
    const struct wf_trial *trial = &answer->trials->items[index];
    const struct wf_factors *factors = &answer->sweep->file->factors;
    struct json_object *object = wf_json_object(), *inputs = wf_json_object();
    struct json_object *set = wf_json_array();
    for (size_t i = 0; i < factors->count; i++) {
        wf_json_add(inputs, factors->items[i].key,
                    value_json(&factors->items[i], trial->values[i]));
        char *text = wf_answer_setting(answer, trial, i);
        wf_json_append(set, wf_json_string(text));
        free(text);
    }
    wf_json_add(object, "inputs", inputs);
    wf_json_add(object, "set", set);
    wf_json_add(object, "results", results_json(trial->results));
    return object;
}

static struct json_object *search_json(const struct wf_answer *answer,
                                       const struct wf_factor *factor)
{
    struct json_object *object = wf_json_object(), *values = NULL;
    bool list = factor->texts;
    char *stated = wf_choice_stated_text(answer->sweep, factor);
    if (list)
        values = wf_json_array();
    for (size_t i = 0; list && i < factor->shape.count; i++)
        wf_json_append(values, wf_json_string(factor->texts[i]));
    wf_json_add(object, "key", wf_json_string(factor->key));
    wf_json_add(object, "low", wf_json_number(list ? NAN : factor->shape.low));
    wf_json_add(object, "high", wf_json_number(list ? NAN : factor->shape.high));
    wf_json_add(object, "values", values);
    wf_json_add(object, "times", wf_json_flag(factor->times));
    wf_json_add(object, "unit",
                wf_json_string(factor->times ? "" : wf_dimension_unit(factor->dimension)));
    wf_json_add(object, "stated", wf_json_string(stated));
    free(stated);
    return object;
}

static struct json_object *limits_json(const struct wf_answer *answer)
{
    const struct wf_goal *goal = answer->goal;
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < goal->limit_count; i++) {
        const struct wf_limit *limit = &goal->limits[i];
        struct json_object *object = wf_json_object();
        bool known = answer->best != SIZE_MAX;
        wf_json_add(object, "of", wf_json_string(goal->limited[i]->name));
        wf_json_add(object, "most", wf_json_number(limit->least ? NAN : limit->bound));
        wf_json_add(object, "least", wf_json_number(limit->least ? limit->bound : NAN));
        wf_json_add(object, "value",
                    wf_json_number(
                        known ? answer->trials->items[answer->best].results[limit->result] : NAN));
        wf_json_add(object, "binds",
                    answer->met ? wf_json_flag(answer->without[i] != SIZE_MAX) : NULL);
        wf_json_add(object, "without", trial_json(answer, answer->without[i]));
        wf_json_append(all, object);
    }
    return all;
}

static struct json_object *lacks_json(const struct wf_answer *answer)
{
    struct json_object *object = wf_json_object();
    for (int i = 0; i < WF_LACKS; i++) {
        struct json_object *one = wf_json_object();
        wf_json_add(one, "points", wf_json_count(answer->lacks[i]));
        wf_json_add(one, "example", wf_json_string(answer->examples[i]));
        wf_json_add(object, wf_lack_names[i], one);
    }
    return object;
}

static struct json_object *front_json(const struct wf_answer *answer)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < answer->front.count; i++)
        wf_json_append(all, trial_json(answer, answer->front.trials[i]));
    return all;
}

static struct json_object *certainty_json(const struct wf_certainty *certainty)
{
    if (!certainty->known)
        return NULL;
    struct json_object *object = wf_json_object();
    wf_json_add(object, "unit", wf_json_string(certainty->unit));
    wf_json_add(object, "value", wf_json_number(certainty->rounds));
    wf_json_add(object, "provenance", wf_json_string(wf_provenance_name(certainty->word)));
    wf_json_add(object, "low", wf_json_number(certainty->low));
    wf_json_add(object, "high", wf_json_number(certainty->high));
    return object;
}

/* Of its objective against the deployment as stated. */
static double ratio_of(const struct wf_answer *answer)
{
    enum wf_result result = answer->goal->objective->result;
    return answer->best == SIZE_MAX
               ? NAN
               : answer->trials->items[answer->best].results[result] / answer->stated[result];
}

void wf_answer_json(const struct wf_answer *answer, struct wf_buffer *out)
{
    static const char *const ends[] = {"whole", "settled", "evaluations", "time"};
    const struct wf_goal *goal = answer->goal;
    const struct wf_factors *factors = &answer->sweep->file->factors;
    const struct wf_study_file *file = answer->sweep->file;
    struct json_object *root = wf_json_object(), *searches = wf_json_array();
    struct json_object *stated = wf_json_object();
    for (size_t i = 0; i < factors->count; i++)
        wf_json_append(searches, search_json(answer, &factors->items[i]));
    wf_json_add(stated, "results", results_json(answer->stated));
    wf_json_add(stated, "unheld", wf_json_string(answer->stated_unheld));
    wf_json_add(root, "schema", wf_json_string("wattfleet.optimize/1"));
    wf_json_add(root, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(root, "seed", wf_json_count(answer->sweep->request.options.seed));
    wf_json_add(root, "platform", wf_json_string(file->platform));
    wf_json_add(root, "deployment", wf_json_string(file->deployments[0]));
    wf_json_add(root, "objective", wf_json_string(goal->objective->name));
    wf_json_add(root, "searches", searches);
    wf_json_add(root, "met", wf_json_flag(answer->met));
    wf_json_add(root, "best", trial_json(answer, answer->best));
    wf_json_add(root, "rounds", certainty_json(&answer->certainty));
    wf_json_add(root, "stated", stated);
    wf_json_add(root, "ratio", wf_json_number(ratio_of(answer)));
    wf_json_add(root, "limits", limits_json(answer));
    wf_json_add(root, "against", goal->front_points ? wf_json_string(goal->against->name) : NULL);
    wf_json_add(root, "front", front_json(answer));
    wf_json_add(root, "points", wf_json_count(answer->trials->count));
    wf_json_add(root, "space", wf_json_number(answer->size));
    wf_json_add(root, "whole", wf_json_flag(answer->end == WF_SEARCH_WHOLE));
    wf_json_add(root, "ended", wf_json_string(ends[answer->end]));
    wf_json_add(root, "no_answer", lacks_json(answer));
    wf_json_text(root, out);
    json_object_put(root);
}

/* ---- CSV ---- */

static void csv_results(const double *results, struct wf_buffer *out)
{
    for (int i = 0; i < WF_RESULT_COUNT; i++)
        wf_csv_number(out, results[i]);
    wf_csv_end(out);
}

static void csv_stated(const struct wf_answer *answer, struct wf_buffer *out)
{
    const struct wf_factors *factors = &answer->sweep->file->factors;
    wf_csv_text(out, "stated");
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        char *text = wf_choice_stated_text(answer->sweep, factor);
        if (wf_factor_is_number(factor))
            wf_csv_number(out, factor->times ? 1 : factor->value);
        else
            wf_csv_text(out, text);
        free(text);
    }
    csv_results(answer->stated, out);
}

static void csv_trial(const struct wf_answer *answer, const char *name, size_t index,
                      struct wf_buffer *out)
{
    const struct wf_trial *trial = &answer->trials->items[index];
    const struct wf_factors *factors = &answer->sweep->file->factors;
    wf_csv_text(out, name);
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        char *text = wf_factor_text(factor, trial->values[i]);
        if (wf_factor_is_number(factor))
            wf_csv_number(out, wf_factor_number(factor, trial->values[i]));
        else
            wf_csv_text(out, text);
        free(text);
    }
    csv_results(trial->results, out);
}

void wf_answer_csv(const struct wf_answer *answer, struct wf_buffer *out)
{
    const struct wf_factors *factors = &answer->sweep->file->factors;
    wf_csv_text(out, "point");
    for (size_t i = 0; i < factors->count; i++)
        wf_csv_text(out, factors->items[i].key);
    for (int i = 0; i < WF_RESULT_COUNT; i++)
        wf_csv_text(out, wf_results[i].name);
    wf_csv_end(out);
    csv_stated(answer, out);
    if (answer->best != SIZE_MAX)
        csv_trial(answer, answer->met ? "best" : "nearest", answer->best, out);
    for (size_t i = 0; i < answer->front.count; i++)
        csv_trial(answer, "front", answer->front.trials[i], out);
}
