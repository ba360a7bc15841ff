#include "cli/series.h"
#include "cli/terminal.h"
#include "file/file.h"
#include "output/power_series.h"
#include "output/run_csv.h"

int wf_series_write(const struct wf_command_line *line, const struct wf_study *study, bool labelled)
{
    const struct wf_run_rows runs = {.summaries = study->summaries,
                                     .labels =
                                         labelled ? (const char *const *)study->labels.items : NULL,
                                     .count = study->count};
    const struct {
        const char *path;
        void (*write)(const struct wf_run_rows *runs, struct wf_buffer *out);
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
        series[i].write(&runs, &text);
        int status = wf_file_write(series[i].path, text.text, text.length, &err);
        wf_buffer_release(&text);
        if (status < 0)
            return wf_terminal_fail(line, NULL, &err);
    }
    return 0;
}
