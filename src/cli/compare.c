#include "cli/series.h"
#include "cli/simulate.h"
#include "study/comparison.h"

/* Of all deployments together: what they share is said once. */
static void warn(const struct wf_command_line *line, const struct wf_study *study)
{
    struct wf_diag all;
    wf_diag_init(&all);
    for (size_t i = 0; i < study->count; i++)
        wf_diag_append(&all, &study->warnings[i]);
    wf_terminal_warn_briefly(line, &all);
    wf_diag_release(&all);
}

int wf_compare_command(struct wf_command_line *line)
{
    struct wf_study study = {0};
    struct wf_comparison comparison = {0};
    struct wf_buffer text = {0};
    int status = wf_simulate(line, &study, wf_comparison_check);
    if (status == 0)
        status = wf_series_write(line, &study, true);
    if (status == 0) {
        wf_comparison_make(&study, &comparison);
        warn(line, &study);
        if (line->format == WF_FORMAT_JSON)
            wf_comparison_json(&comparison, &text);
        else if (line->format == WF_FORMAT_CSV)
            wf_comparison_csv(&comparison, &text);
        else
            wf_comparison_text(&comparison, wf_terminal_width(line), &text);
        status = wf_terminal_result(line, &text);
    }
    wf_buffer_release(&text);
    wf_comparison_release(&comparison);
    wf_study_release(&study);
    return status;
}
