#include "base/clock.h"
#include "cli/sweep_input.h"
#include "output/gnuplot.h"
#include "sweep/store_merge.h"
#include "sweep/sweep_picture.h"
#include "sweep/sweep_report.h"
#include <string.h>

/* ---- the result ---- */

static int report(const struct wf_command_line *line, const struct wf_sweep *sweep,
                  struct wf_buffer *text, struct wf_err *err)
{
    if (line->format == WF_FORMAT_JSON)
        return wf_sweep_json(sweep, text, err);
    if (line->format == WF_FORMAT_CSV)
        return wf_sweep_csv(sweep->store, text, err);
    return wf_sweep_text(sweep->store, wf_terminal_width(line), text, err);
}

static int sweep(const struct wf_command_line *line, struct wf_study_file *file,
                 struct wf_diag *diag, struct wf_buffer *text, struct wf_err *err)
{
    struct wf_sweep sweep = {0};
    double start_s = wf_clock_s();
    if (!file->has_points)
        return wf_err_set(err, WF_EUSAGE, "how many points? Say --points N%s",
                          line->sweep.factor_count ? ""
                                                   : ", or <design points=\"N\"/> in the study");
    if (line->picture && wf_gnuplot_ready(line->picture, err) < 0)
        return -1;
    int status = wf_sweep_play(line, file, line->sweep.store, false, start_s, &sweep, diag, err);
    if (status == 0)
        status = report(line, &sweep, text, err);
    if (status == 0 && line->picture && wf_sweep_draw(sweep.store, line->picture, err) < 0) {
        wf_terminal_result(line, text); /* it is not lost with its picture */
        status = -1;
    }
    wf_sweep_release(&sweep);
    return status;
}

/* ---- merging ---- */

static int merge(struct wf_command_line *line)
{
    struct wf_err err = {0};
    if (line->argument_count < 3)
        wf_err_set(&err, WF_EUSAGE, "sweep merge: expected STORE SHARD..: where to, and what");
    else
        wf_store_merge(line->arguments[1], line->arguments + 2, line->argument_count - 2, &err);
    return err.code ? wf_terminal_fail(line, NULL, &err) : 0;
}

int wf_sweep_command(struct wf_command_line *line)
{
    struct wf_study_file file = {0};
    struct wf_buffer text = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    if (!strcmp(line->arguments[0], "merge"))
        return merge(line);
    wf_diag_init(&diag);
    int status = wf_sweep_input(line, &file, &diag, &err);
    if (status == 0)
        status = sweep(line, &file, &diag, &text, &err);
    status = status < 0 ? wf_terminal_fail(line, &diag, &err) : wf_terminal_result(line, &text);
    wf_buffer_release(&text);
    wf_study_file_release(&file);
    wf_diag_release(&diag);
    return status;
}
