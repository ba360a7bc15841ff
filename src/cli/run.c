#include "cli/series.h"
#include "cli/simulate.h"
#include "output/json.h"
#include "output/report.h"
#include "output/run_csv.h"
#include "output/run_json.h"
#include <json-c/json.h>

int wf_run_command(struct wf_command_line *line)
{
    struct wf_study study = {0};
    struct wf_buffer text = {0};
    int status = wf_simulate(line, &study, NULL);
    if (status == 0)
        status = wf_series_write(line, &study, false);
    if (status == 0) {
        const struct wf_summary *summary = &study.summaries[0];
        wf_terminal_warn_briefly(line, &study.warnings[0]);
        if (line->format == WF_FORMAT_JSON) {
            struct json_object *object = wf_run_json(summary, &study.warnings[0]);
            wf_json_text(object, &text);
            json_object_put(object);
        } else if (line->format == WF_FORMAT_CSV) {
            wf_run_csv(summary, &text);
        } else {
            wf_report_text(
                summary, &(struct wf_report_style){wf_terminal_width(line), line->verbose}, &text);
        }
        status = wf_terminal_result(line, &text);
    }
    wf_buffer_release(&text);
    wf_study_release(&study);
    return status;
}
