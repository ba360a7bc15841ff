/* A comparison for other programs: as JSON and as CSV. */
#include "output/json.h"
#include "output/run_csv.h"
#include "output/run_json.h"
#include "study/comparison.h"

void wf_comparison_json(const struct wf_comparison *comparison, const struct wf_diag *diag,
                        struct wf_buffer *out)
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
    wf_json_add(root, "warnings", wf_json_warnings(diag));
    wf_json_text(root, out);
    json_object_put(root);
    wf_buffer_release(&sentence);
}

void wf_comparison_csv(const struct wf_comparison *comparison, struct wf_buffer *out)
{
    wf_run_csv_several(comparison->study->summaries, comparison->study->count, out);
}
