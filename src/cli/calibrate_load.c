#include "cli/calibrate_load.h"
#include "cli/apply.h"
#include "cli/calibrate_options.h"
#include "cli/terminal.h"
#include "platform/platform_reader.h"
#include "study/load_table.h"
#include <math.h>
#include <stdlib.h>

static void put_load(const struct wf_command_line *line, const struct wf_load_table *table,
                     const struct wf_load *load, const struct wf_load_target *target,
                     struct wf_buffer *text)
{
    if (line->format == WF_FORMAT_JSON)
        wf_load_json(table, load, target, text);
    else
        wf_load_text(table, load, target, wf_terminal_width(line), text);
}

static int write_load(const struct wf_command_line *line, const struct wf_load_table *table,
                      const struct wf_load *load, const char *workload, struct wf_diag *diag,
                      struct wf_buffer *text, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_platform platform;
    struct wf_load_target target;
    struct wf_edit edit = {0};
    struct wf_fit_output fit = wf_apply_fit_output(line);
    int status = wf_platform_load(own->into, &platform, diag, err);
    if (status == 0 && diag->error_count)
        status = wf_err_set(err, WF_EINPUT, "'%s' has mistakes", own->into);
    if (status == 0)
        status = wf_load_target_find(table, &platform, own->host, workload, &target, err);
    if (status == 0)
        status = wf_edit_load(own->into, &edit, err);
    if (status == 0)
        status = wf_load_edit(load, &target, &edit, &fit, err);
    if (status == 0)
        status = wf_apply_fit(line, &fit, text, err);
    if (status == 0) {
        put_load(line, table, load, &target, text);
        status = wf_apply_edit(line, &edit, text, err);
    }
    wf_fit_output_release(&fit);
    wf_edit_release(&edit);
    wf_platform_release(&platform);
    return status;
}

static int check_load(const struct wf_command_line *line, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (wf_calibrate_check_table(line, "--load", err) < 0)
        return -1;
    if (!own->into != !own->host)
        return wf_err_set(err, WF_EUSAGE,
                          "--into and --host go together: a file, and a host in it");
    if (own->deployment || !isnan(own->start_up_s))
        return wf_err_set(err, WF_EUSAGE, "--deployment and --start-up go with --campaign");
    if (wf_calibrate_option_of_runs(own))
        return wf_err_set(err, WF_EUSAGE, "%s goes with --campaign or --batches",
                          wf_calibrate_option_of_runs(own));
    return 0;
}

static int fit_load(const struct wf_load_table *table, struct wf_load *load, struct wf_err *err)
{
    struct wf_err cause = {0};
    if (wf_load_choose(table->rows, table->count, table->above_idle, load, &cause) == 0)
        return 0;
    return wf_err_set(err, cause.code, "%s: %s", table->path, cause.text);
}

int wf_calibrate_load(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_load_table table = {0};
    struct wf_load load = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    char *workload;
    const char *path = wf_calibrate_split(own->load, &workload);
    wf_diag_init(&diag);
    int status = check_load(line, &err);
    if (status == 0)
        status = wf_load_table_load(path, &table, &diag, &err);
    if (status == 0)
        status = fit_load(&table, &load, &err);
    if (status == 0 && own->into)
        status = write_load(line, &table, &load, workload, &diag, &text, &err);
    else if (status == 0)
        put_load(line, &table, &load, NULL, &text);
    status = wf_terminal_conclude(line, status, &diag, &text, &err);
    free(workload);
    wf_load_release(&load);
    wf_load_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    return status;
}
