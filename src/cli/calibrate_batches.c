#include "cli/calibrate_batches.h"
#include "cli/apply.h"
#include "cli/calibrate_options.h"
#include "cli/terminal.h"
#include "platform/platform_reader.h"
#include "study/batch_table.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Flop of the one workload of the table. */
static int check_flop(const struct wf_calibrate_options *own, const char *workload,
                      struct wf_err *err)
{
    for (size_t i = 0; i < own->flop_count; i++) {
        const struct wf_flop_of *row = &own->flops[i];
        if (isnan(row->flop))
            return wf_err_set(err, WF_EUSAGE,
                              "--samples-per-second: the table of --batches tells "
                              "them");
        if (!workload || strcmp(row->workload, workload) != 0)
            return wf_err_set(err, WF_EUSAGE, "--flop: the table is not of workload '%s'%s",
                              row->workload, workload ? "" : "; say --batches WORKLOAD=TABLE");
    }
    return 0;
}

static int check_batches(const struct wf_command_line *line, const char *workload,
                         struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (wf_calibrate_check_table(line, "--batches", err) < 0)
        return -1;
    if (!own->into != !own->host)
        return wf_err_set(err, WF_EUSAGE,
                          "--into and --host go together: a file, and a host in it");
    if (own->into && !workload)
        return wf_err_set(err, WF_EUSAGE,
                          "--batches: whose figures '%s' has is not known; say --batches "
                          "WORKLOAD=TABLE",
                          own->batches);
    if (own->deployment || !isnan(own->start_up_s))
        return wf_err_set(err, WF_EUSAGE, "--deployment and --start-up go with --campaign");
    if (own->fit)
        return wf_err_set(err, WF_EUSAGE, "--fit: figures by batch have no correlations to keep");
    return check_flop(own, workload, err);
}

static int write_batches(const struct wf_command_line *line, const struct wf_batches *batches,
                         const char *workload, struct wf_diag *diag, struct wf_buffer *text,
                         struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_platform platform;
    struct wf_edit edit = {0};
    struct wf_batch_place place = {own->host, workload, own->flop_count ? own->flops[0].flop : NAN,
                                   &platform};
    int status = wf_platform_load(own->into, &platform, diag, err);
    if (status == 0 && diag->error_count)
        status = wf_err_set(err, WF_EINPUT, "'%s' has mistakes", own->into);
    if (status == 0)
        status = wf_edit_load(own->into, &edit, err);
    if (status == 0)
        status = wf_batch_edit(batches, &place, &edit, err);
    if (status == 0)
        status = wf_apply_edit(line, &edit, text, err);
    wf_edit_release(&edit);
    wf_platform_release(&platform);
    return status;
}

static int fit(const struct wf_command_line *line, const struct wf_batch_table *table,
               struct wf_batches *batches, struct wf_buffer *text, struct wf_err *err)
{
    struct wf_err cause = {0};
    if (wf_batches_fit(table->rows, table->count, batches, &cause) < 0)
        return wf_err_set(err, cause.code, "%s: %s", table->path, cause.text);
    if (line->format == WF_FORMAT_JSON)
        wf_batch_json(table->path, batches, text);
    else
        wf_batch_text(batches, wf_terminal_width(line), text);
    return 0;
}

int wf_calibrate_batches(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_batch_table table = {0};
    struct wf_batches batches = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    char *workload;
    const char *path = wf_calibrate_split(own->batches, &workload);
    wf_diag_init(&diag);
    int status = check_batches(line, workload, &err);
    if (status == 0)
        status = wf_batch_table_load(path, own->where, own->where_count, own->epoch_samples, &table,
                                     &diag, &err);
    if (status == 0)
        status = fit(line, &table, &batches, &text, &err);
    if (status == 0 && own->into)
        status = write_batches(line, &batches, workload, &diag, &text, &err);
    status = wf_terminal_conclude(line, status, &diag, &text, &err);
    free(workload);
    wf_batches_release(&batches);
    wf_batch_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    return status;
}
