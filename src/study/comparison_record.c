/* A comparison for other programs: as JSON and as CSV. */
#include "output/json.h"
#include "output/run_csv.h"
#include "output/run_json.h"
#include "study/comparison.h"
#include <stdlib.h>

static struct json_object *labels_json(const struct wf_study *study)
{
    struct json_object *labels = wf_json_array();
    for (size_t i = 0; i < study->count; i++)
        wf_json_append(labels, wf_json_string(study->labels.items[i]));
    return labels;
}

/* All terms with the value of each deployment. */
static struct json_object *terms_json(const struct wf_equal_terms *terms)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < terms->count; i++) {
        const struct wf_equal_term *term = &terms->items[i];
        struct json_object *item = wf_json_object(), *values = wf_json_array();
        for (size_t j = 0; j < terms->deployment_count; j++)
            wf_json_append(values, wf_json_string(term->values[j]));
        wf_json_add(item, "term", wf_json_string(term->name));
        wf_json_add(item, "judged", wf_json_flag(!term->is_choice));
        wf_json_add(item, "equal", wf_json_flag(term->equal));
        wf_json_add(item, "values", values);
        wf_json_add(item, "why", term->why ? wf_json_string(term->why) : NULL);
        wf_json_append(all, item);
    }
    return all;
}

static struct json_object *unequal_json(const struct wf_equal_terms *terms)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < terms->count; i++) {
        const struct wf_equal_term *term = &terms->items[i];
        if (term->equal || term->is_choice)
            continue;
        struct json_object *item = wf_json_object();
        wf_json_add(item, "term", wf_json_string(term->name));
        wf_json_add(item, "why", wf_json_string(term->why));
        wf_json_append(all, item);
    }
    return all;
}

/* A file may be compared with itself under other settings: so its label, too. */
static void add_winner(const struct wf_comparison *comparison, struct json_object *root)
{
    const struct wf_study *study = comparison->study;
    size_t winner = comparison->winner;
    bool wins = winner != SIZE_MAX;
    wf_json_add(root, "winner",
                wins ? wf_json_string(study->scenarios[winner].deployment.path) : NULL);
    wf_json_add(root, "winner_label", wins ? wf_json_string(study->labels.items[winner]) : NULL);
}

void wf_comparison_json(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    static const char *const keys[] = {"energy_j", "carbon_g", "time_s"};
    const struct wf_study *study = comparison->study;
    struct json_object *root = wf_json_object();
    struct json_object *runs = wf_json_array(), *ratios = wf_json_array();
    struct json_object *least = wf_json_object(), *evens = wf_json_array();
    struct json_object *cause = wf_json_object();
    struct wf_buffer sentence = {0};
    wf_comparison_sentence(comparison, &sentence);
    wf_json_add(root, "schema", wf_json_string("wattfleet.compare/1"));
    wf_json_add(root, "platform", wf_json_string(study->platform->path));
    wf_json_add(root, "reference", wf_json_string(study->scenarios[0].deployment.path));
    wf_json_add(root, "labels", labels_json(study));
    add_winner(comparison, root);
    wf_json_add(root, "unequal", unequal_json(&comparison->terms));
    wf_json_add(root, "terms", terms_json(&comparison->terms));
    for (int what = 0; what < WF_COMPARED_COUNT; what++) {
        size_t best = comparison->best[what];
        wf_json_add(least, keys[what],
                    best == SIZE_MAX ? NULL
                                     : wf_json_string(study->scenarios[best].deployment.path));
    }
    for (size_t i = 0; i < study->count; i++) {
        struct json_object *ratio = wf_json_object(), *even = wf_json_object();
        for (int what = 0; what < WF_COMPARED_COUNT; what++)
            wf_json_add(
                ratio, keys[what],
                wf_json_number(wf_compared_value(&study->summaries[i], (enum wf_compared)what) /
                               wf_compared_value(&study->summaries[0], (enum wf_compared)what)));
        wf_json_add(even, "rounds", wf_json_number(comparison->break_even[i].rounds));
        wf_json_add(even, "rounds_ratio", wf_json_number(comparison->break_even[i].own_ratio));
        wf_json_add(even, "epochs_ratio", wf_json_number(comparison->break_even[i].epochs_ratio));
        wf_json_append(ratios, ratio);
        wf_json_append(evens, even);
        wf_json_append(runs, wf_run_json(&study->summaries[i], &study->warnings[i]));
    }
    if (comparison->cause_kind) {
        wf_json_add(cause, "kind", wf_json_string(comparison->cause_kind));
        wf_json_add(cause, "kind_j", wf_json_number(comparison->cause_kind_j));
        wf_json_add(cause, "phase", wf_json_string(wf_phase_name(comparison->cause_phase)));
        wf_json_add(cause, "phase_j", wf_json_number(comparison->cause_phase_j));
    }
    wf_json_add(root, "least", least);
    wf_json_add(root, "cause", cause);
    wf_json_add(root, "assumed", wf_json_flag(comparison->assumed));
    wf_json_add(root, "sentence", wf_json_string(sentence.text));
    wf_json_add(root, "ratios", ratios);
    wf_json_add(root, "break_even", evens);
    wf_json_add(root, "runs", runs);
    wf_json_add(root, "warnings", wf_json_warnings(&study->diag));
    wf_json_text(root, out);
    json_object_put(root);
    wf_buffer_release(&sentence);
}

/* The names of the terms that are unequal, ';' between. */
static void put_unequal(const struct wf_equal_terms *terms, struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    for (size_t i = 0; i < terms->count; i++)
        if (!terms->items[i].equal && !terms->items[i].is_choice)
            wf_buffer_printf(out, "%s%s", out->length ? ";" : "", terms->items[i].name);
}

void wf_comparison_csv(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    const struct wf_study *study = comparison->study;
    const char **wins = wf_calloc(study->count, sizeof *wins);
    const char **unequal = wf_calloc(study->count, sizeof *unequal);
    struct wf_buffer names = {0};
    put_unequal(&comparison->terms, &names);
    for (size_t i = 0; i < study->count; i++) {
        wins[i] = comparison->winner == SIZE_MAX ? NULL : comparison->winner == i ? "yes" : "no";
        unequal[i] = names.text;
    }
    const struct wf_run_csv_column more[] = {{"label", (const char *const *)study->labels.items},
                                             {"winner", wins},
                                             {"unequal", unequal}};
    wf_run_csv_several(study->summaries, study->count, more, sizeof more / sizeof *more, out);
    free(wins);
    free(unequal);
    wf_buffer_release(&names);
}
