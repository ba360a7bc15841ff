/* `report`: a run, a comparison, a decision or a store as one HTML page. */
#include "output/report.h"
#include "cli/report_decision.h"
#include "cli/report_store.h"
#include "cli/result_page.h"
#include "cli/simulate.h"
#include "output/json.h"
#include "output/power_series.h"
#include "output/provenance.h"
#include "output/run_json.h"
#include "study/comparison.h"
#include "sweep/inputs.h"
#include <stdlib.h>

/* The figures of each deployment with value and provenance: "wattfleet.figures/1". */
static void put_figures(const struct wf_study *study, struct wf_buffer *out)
{
    struct json_object *root = wf_json_object(), *deployments = wf_json_array();
    for (size_t i = 0; i < study->count; i++) {
        struct json_object *deployment = wf_json_object();
        struct wf_figure_list figures;
        wf_provenance_figures(&study->summaries[i], &figures);
        wf_json_add(deployment, "label", wf_json_string(study->labels.items[i]));
        wf_json_add(deployment, "left_out", wf_json_count(figures.left_out));
        wf_json_add(deployment, "figures", wf_provenance_list_json(&figures));
        wf_json_append(deployments, deployment);
        wf_figure_list_release(&figures);
    }
    wf_json_add(root, "schema", wf_json_string("wattfleet.figures/1"));
    wf_json_add(root, "deployments", deployments);
    wf_json_text(root, out);
    json_object_put(root);
}

/* Watts over time of each deployment: "wattfleet.power/1". Of many deployments with fewer steps. */
static void put_power(const struct wf_study *study, struct wf_buffer *out)
{
    enum { STEPS = 512, STEPS_OF_ALL = 6144 };
    uint32_t most = (uint32_t)(STEPS_OF_ALL / study->count);
    struct json_object *root = wf_json_object(), *deployments = wf_json_array();
    for (size_t i = 0; i < study->count; i++) {
        struct json_object *series =
            wf_power_series_json(&study->summaries[i], most < STEPS ? most : STEPS);
        wf_json_add(series, "label", wf_json_string(study->labels.items[i]));
        wf_json_append(deployments, series);
    }
    wf_json_add(root, "schema", wf_json_string("wattfleet.power/1"));
    wf_json_add(root, "deployments", deployments);
    wf_json_text(root, out);
    json_object_put(root);
}

/* What both forms of the result say: as a page for people, and as JSON. */
static void put_result(const struct wf_command_line *line, const struct wf_study *study,
                       struct wf_buffer *text, struct wf_buffer *json)
{
    if (study->count == 1) {
        struct json_object *run = wf_run_json(&study->summaries[0], &study->warnings[0]);
        wf_report_text(&study->summaries[0],
                       &(struct wf_report_style){WF_GRID_WIDTH, line->verbose}, text);
        wf_json_text(run, json);
        json_object_put(run);
    } else {
        struct wf_comparison comparison = {0};
        wf_comparison_make(study, &comparison);
        wf_comparison_text(&comparison, WF_GRID_WIDTH, text);
        wf_comparison_json(&comparison, json);
        wf_comparison_release(&comparison);
    }
}

/* Write the page. @return exit status */
static int write_page(const struct wf_command_line *line, const struct wf_study *study,
                      const struct wf_inputs_read *inputs)
{
    bool single = study->count == 1;
    const char *name = single ? "run" : "compare";
    struct wf_buffer text = {0}, json = {0}, figures = {0}, power = {0}, page = {0};
    put_result(line, study, &text, &json);
    put_figures(study, &figures);
    put_power(study, &power);
    char *title =
        wf_format("wattfleet: %s on %s", study->scenarios[0].workload.id, study->platform->path);
    const struct wf_page_document documents[] = {
        {name, json.text}, {"figures", figures.text}, {"power", power.text}};
    const struct wf_result_page result = {.title = title,
                                          .text = text.text,
                                          .documents = documents,
                                          .document_count = sizeof documents / sizeof *documents,
                                          .command = name,
                                          .groups = single ? ~(unsigned)WF_OPTIONS_JOBS : ~0u,
                                          .inputs = inputs->items,
                                          .input_count = inputs->count};
    wf_result_page_write(line, &result, &page);
    int status = wf_terminal_write(line, &page);
    free(title);
    wf_buffer_release(&text);
    wf_buffer_release(&json);
    wf_buffer_release(&figures);
    wf_buffer_release(&power);
    wf_buffer_release(&page);
    return status;
}

static int report_runs(struct wf_command_line *line)
{
    struct wf_study study = {0};
    struct wf_inputs_read inputs = {0};
    struct wf_err err = {0};
    line->keep_power = true;
    int status = wf_simulate(line, &study, line->argument_count > 2 ? wf_comparison_check : NULL);
    if (status == 0) {
        for (size_t i = 0; i < study.count; i++)
            wf_terminal_warn_briefly(line, &study.warnings[i]);
        status = wf_inputs_read(&study, &line->networks, 1, &inputs, &err) < 0
                     ? wf_terminal_fail(line, NULL, &err)
                     : write_page(line, &study, &inputs);
    }
    wf_inputs_release(&inputs);
    wf_study_release(&study);
    return status;
}

/* An option of a sweep or of a decision asks for draws. */
static bool is_drawn(const struct wf_command_line *line)
{
    bool drawn = line->argument_count == 1;
    for (size_t i = 0; i < line->given_count; i++)
        drawn |= (line->given[i].option->group & (WF_OPTIONS_SWEEP | WF_OPTIONS_DECIDE)) != 0;
    return drawn;
}

int wf_report_command(struct wf_command_line *line)
{
    struct wf_err err = {0};
    if (line->argument_count)
        return is_drawn(line) ? wf_report_decision(line) : report_runs(line);
    if (line->sweep.store)
        return wf_report_store(line);
    wf_err_set(&err, WF_EUSAGE, "expected: wattfleet report %s", line->command->arguments);
    return wf_terminal_fail(line, NULL, &err);
}
