#include "cli/apply.h"
#include "cli/calibrate_batches.h"
#include "cli/calibrate_campaign.h"
#include "cli/calibrate_load.h"
#include "cli/calibrate_options.h"
#include "cli/outputs.h"
#include "cli/terminal.h"
#include "platform/platform_reader.h"
#include "study/calibration_batches.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Is "resnet50:64" a batch of "resnet50"? */
static bool is_batch_of(const char *name, const char *workload)
{
    size_t length;
    double batch;
    return wf_batch_name(name, &length, &batch) && strlen(workload) == length &&
           !strncmp(name, workload, length);
}

static bool runs_workload(const struct wf_run_request *runs, size_t count, const char *workload)
{
    for (size_t i = 0; i < count; i++)
        if (runs[i].workload &&
            (!strcmp(runs[i].workload, workload) || is_batch_of(runs[i].workload, workload)))
            return true;
    return false;
}

/* --flop and --samples-per-second name a workload that some log runs. */
static int check_flops(const struct wf_calibrate_options *own, const struct wf_run_request *runs,
                       size_t count, struct wf_err *err)
{
    for (size_t i = 0; i < own->flop_count; i++) {
        const struct wf_flop_of *row = &own->flops[i];
        if (runs_workload(runs, count, row->workload))
            continue;
        const char **names = wf_calloc(count, sizeof *names);
        size_t named = 0;
        for (size_t j = 0; j < count; j++)
            if (runs[j].workload)
                names[named++] = runs[j].workload;
        const char *near = wf_text_nearest(row->workload, names, named);
        wf_err_set(err, WF_EUSAGE, "%s: no log runs workload '%s'%s%s",
                   isnan(row->flop) ? "--samples-per-second" : "--flop", row->workload,
                   wf_hint(near).text, named ? "" : "; say WORKLOAD=LOG");
        free(names);
        return -1;
    }
    return 0;
}

static int check_usage(const struct wf_command_line *line, const struct wf_run_request *runs,
                       size_t count, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (own->deployment || !isnan(own->start_up_s))
        return wf_err_set(err, WF_EUSAGE, "--deployment and --start-up go with --campaign");
    if (wf_calibrate_option_of_runs(own))
        return wf_err_set(err, WF_EUSAGE, "%s goes with --campaign or --batches",
                          wf_calibrate_option_of_runs(own));
    if (own->wall_pairs && !isnan(own->wall_factor))
        return wf_err_set(err, WF_EUSAGE, "--wall-factor and --wall-pairs exclude each other");
    if (!own->into != !own->host)
        return wf_err_set(err, WF_EUSAGE,
                          "--into and --host go together: a file, and a host in it");
    if (own->software && !own->into)
        return wf_err_set(err, WF_EUSAGE, "--software goes with --into and --host");
    if (line->dry_run && !own->into)
        return wf_err_set(err, WF_EUSAGE, "--dry-run: nothing is written without --into");
    if (line->format == WF_FORMAT_CSV)
        return wf_err_set(err, WF_EUSAGE, "--format csv: calibrate has text and json");
    if (wf_calibrate_check_fit(line, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (!*runs[i].path)
            return wf_err_set(err, WF_EUSAGE, "'%s': expected a log, or WORKLOAD=LOG",
                              line->arguments[i]);
    return check_flops(own, runs, count, err);
}

/* Flop that no option gives are those of the host. */
static void add_flops(struct wf_calibrate_options *own, const struct wf_edit *edit,
                      const struct wf_run_request *runs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!runs[i].workload)
            continue;
        struct wf_flop_of *row =
            wf_calibrate_flop_row(own, runs[i].workload, strlen(runs[i].workload));
        if (isnan(row->flop))
            row->flop = wf_calibration_flop(edit, own->host, runs[i].workload);
    }
}

/* Flop of a sample do not depend on the batch. */
static void add_flops_of_batches(struct wf_calibrate_options *own,
                                 const struct wf_run_request *runs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length;
        double batch;
        if (!runs[i].workload || !wf_batch_name(runs[i].workload, &length, &batch))
            continue;
        double flop = wf_calibrate_flop_row(own, runs[i].workload, length)->flop;
        struct wf_flop_of *row =
            wf_calibrate_flop_row(own, runs[i].workload, strlen(runs[i].workload));
        if (isnan(row->flop))
            row->flop = flop;
    }
}

/* Into the lists of the hosts, what is of batches. */
static int edit_batches(const struct wf_calibrate_options *own,
                        const struct wf_calibration_batches *all, struct wf_edit *edit,
                        struct wf_diag *diag, struct wf_err *err)
{
    struct wf_platform platform;
    if (all->count == 0)
        return 0;
    int status = wf_platform_load(own->into, &platform, diag, err);
    if (status == 0 && diag->error_count)
        status = wf_err_set(err, WF_EINPUT, "'%s' has mistakes", own->into);
    for (size_t i = 0; status == 0 && i < all->count; i++) {
        struct wf_batch_place place = {own->host, all->items[i].workload, NAN, &platform};
        for (size_t j = 0; j < own->flop_count; j++)
            if (!strcmp(own->flops[j].workload, place.workload))
                place.flop_per_sample = own->flops[j].flop;
        status = wf_batch_edit(&all->items[i].batches, &place, edit, err);
    }
    wf_platform_release(&platform);
    return status;
}

/* One picture per log. Several are numbered before the ending: FILE-1.svg. */
static int draw_pictures(const char *path, const struct wf_calibration *calibration,
                         struct wf_err *err)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < calibration->check_count; i++) {
        char *name = wf_outputs_picture(path, calibration->check_count, i);
        status = wf_calibration_draw(calibration, &calibration->checks[i], name, err);
        free(name);
    }
    return status;
}

static void put(const struct wf_command_line *line, const struct wf_calibration *calibration,
                const struct wf_calibration_batches *batches, struct wf_buffer *text)
{
    size_t width = wf_terminal_width(line);
    if (line->format == WF_FORMAT_JSON) {
        wf_calibration_json(calibration, batches, text);
        return;
    }
    wf_calibration_text(calibration, width, text);
    wf_calibration_batches_text(batches, width, text);
}

static int write_files(const struct wf_command_line *line, const struct wf_calibration *calibration,
                       const struct wf_calibration_batches *batches, struct wf_edit *edit,
                       struct wf_buffer *text, struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_fit_output fit = wf_apply_fit_output(line);
    int status = wf_calibration_edit(calibration, own->host, own->software, edit, &fit, err);
    if (status == 0)
        status = edit_batches(own, batches, edit, diag, err);
    if (status == 0)
        status = wf_apply_fit(line, &fit, text, err);
    if (status == 0)
        status = wf_apply_edit(line, edit, text, err);
    wf_fit_output_release(&fit);
    return status;
}

static int calibrate(struct wf_command_line *line, const struct wf_calibration_request *request,
                     struct wf_edit *edit)
{
    struct wf_calibration calibration = {0};
    struct wf_calibration_batches batches = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_calibration_make(request, &calibration, &diag, &err);
    if (status == 0)
        status = wf_calibration_batches_gather(&calibration, &batches, &err);
    if (status < 0) {
        status = wf_terminal_fail(line, &diag, &err);
    } else {
        wf_terminal_warn(line, &diag);
        put(line, &calibration, &batches, &text);
        status = line->picture ? draw_pictures(line->picture, &calibration, &err) : 0;
        if (status == 0 && line->calibrate.into)
            status = write_files(line, &calibration, &batches, edit, &text, &diag, &err);
        status = status < 0 ? wf_terminal_fail(line, NULL, &err) : wf_terminal_result(line, &text);
    }
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    wf_calibration_batches_release(&batches);
    wf_calibration_release(&calibration);
    return status;
}

int wf_calibrate_command(struct wf_command_line *line)
{
    struct wf_calibrate_options *own = &line->calibrate;
    size_t count = line->argument_count;
    struct wf_err usage = {0};
    if (!!own->campaign + !!own->load + !!own->batches > 1)
        wf_err_set(&usage, WF_EUSAGE, "--campaign, --load and --batches exclude each other");
    else if (own->campaign)
        return wf_calibrate_campaign(line);
    else if (own->load)
        return wf_calibrate_load(line);
    else if (own->batches)
        return wf_calibrate_batches(line);
    else if (count == 0)
        wf_err_set(&usage, WF_EUSAGE, "expected: wattfleet calibrate %s", line->command->arguments);
    if (usage.code)
        return wf_terminal_fail(line, NULL, &usage);
    struct wf_run_request *runs = wf_calloc(count, sizeof *runs);
    char **workloads = wf_calloc(count, sizeof *workloads);
    for (size_t i = 0; i < count; i++) {
        runs[i] = (struct wf_run_request){.options = own->trace,
                                          .event_paths = own->events,
                                          .event_path_count = own->event_count,
                                          .work_s = {own->work_s[0], own->work_s[1]}};
        runs[i].path = wf_calibrate_split(line->arguments[i], &workloads[i]);
        runs[i].workload = workloads[i];
    }
    struct wf_edit edit = {0};
    int status = check_usage(line, runs, count, &usage);
    if (status == 0 && own->into)
        status = wf_edit_load(own->into, &edit, &usage);
    if (status < 0) {
        status = wf_terminal_fail(line, NULL, &usage);
    } else {
        if (own->into)
            add_flops(own, &edit, runs, count);
        add_flops_of_batches(own, runs, count);
        struct wf_calibration_request request = {.runs = runs,
                                                 .run_count = count,
                                                 .meter = own->meter,
                                                 .wall_factor = own->wall_factor,
                                                 .wall_pairs = own->wall_pairs,
                                                 .flops = own->flops,
                                                 .flop_count = own->flop_count};
        status = calibrate(line, &request, &edit);
    }
    wf_edit_release(&edit);
    for (size_t i = 0; i < count; i++)
        free(workloads[i]);
    free(workloads);
    free(runs);
    return status;
}
