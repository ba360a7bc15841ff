#include "cli/simulate.h"
#include "file/file.h"
#include "output/json.h"
#include "output/power_series.h"
#include "output/report.h"
#include "output/run_csv.h"
#include "output/run_json.h"
#include <json-c/json.h>

static int write_series(const struct wf_command_line *line, const struct wf_summary *summary)
{
    const struct {
        const char *path;
        void (*write)(const struct wf_summary *summary, struct wf_buffer *out);
    } series[] = {{line->hosts_csv, wf_run_csv_hosts},
                  {line->links_csv, wf_run_csv_links},
                  {line->rounds_csv, wf_run_csv_rounds},
                  {line->cohorts_csv, wf_run_csv_cohorts},
                  {line->power_csv, wf_power_series_csv}};
    for (size_t i = 0; i < sizeof series / sizeof *series; i++) {
        struct wf_buffer text = {0};
        struct wf_err err = {0};
        if (!series[i].path)
            continue;
        series[i].write(summary, &text);
        int status = wf_file_write(series[i].path, text.text ? text.text : "", text.length, &err);
        wf_buffer_release(&text);
        if (status < 0)
            return wf_terminal_fail(line, NULL, &err);
    }
    return 0;
}

int wf_run_command(struct wf_command_line *line)
{
    struct wf_study study = {0};
    struct wf_buffer text = {0};
    int status = wf_simulate(line, &study, NULL);
    if (status == 0)
        status = write_series(line, &study.summaries[0]);
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
