#include "cli/calibrate_table.h"
#include "cli/terminal.h"
#include "output/file.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "WORKLOAD=LOG", or a log alone. A file whose name holds a '=' is named with a folder: ./a=b. */
static void split_argument(const char *argument, struct wf_run_request *run, char **workload)
{
    const char *equals = strchr(argument, '='), *slash = strchr(argument, '/');
    *workload = NULL;
    run->path = argument;
    if (!equals || equals == argument || (slash && slash < equals))
        return;
    *workload = wf_format("%.*s", (int)(equals - argument), argument);
    run->workload = *workload;
    run->path = equals + 1;
}

/* Into the file, in place; with --dry-run the change follows the result. */
static int write_figures(const struct wf_command_line *line,
                         const struct wf_calibration *calibration, struct wf_buffer *result,
                         struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_edit edit;
    int status = wf_edit_load(own->into, &edit, err);
    if (status == 0)
        status = wf_calibration_edit(calibration, own->host, &edit, err);
    if (status == 0 && line->dry_run) {
        wf_buffer_printf(result, "\n");
        wf_edit_diff(&edit, result);
    } else if (status == 0 && wf_edit_changed(&edit)) {
        struct wf_buffer text = {0};
        wf_edit_text(&edit, &text);
        status = wf_file_write(own->into, text.text, text.length, err);
        wf_buffer_release(&text);
    }
    wf_edit_release(&edit);
    return status;
}

static int calibrate(struct wf_command_line *line, const struct wf_calibration_request *request)
{
    struct wf_calibration calibration = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_calibration_make(request, &calibration, &diag, &err);
    if (status < 0) {
        status = wf_terminal_fail(line, &diag, &err);
    } else {
        wf_terminal_warn(line, &diag);
        if (line->format == WF_FORMAT_JSON)
            wf_calibration_json(&calibration, &text);
        else
            wf_calibration_text(&calibration, &text);
        status = line->calibrate.into ? write_figures(line, &calibration, &text, &err) : 0;
        status = status < 0 ? wf_terminal_fail(line, NULL, &err) : wf_terminal_result(line, &text);
    }
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    wf_calibration_release(&calibration);
    return status;
}

int wf_calibrate_command(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    size_t count = line->argument_count;
    struct wf_err usage = {0};
    if (own->campaign && own->load)
        wf_err_set(&usage, WF_EUSAGE, "--campaign and --load exclude each other");
    else if (own->campaign)
        return wf_calibrate_campaign(line);
    else if (own->load)
        return wf_calibrate_load(line);
    else if (count == 0)
        wf_err_set(&usage, WF_EUSAGE, "expected: wattfleet calibrate %s", line->command->arguments);
    else if (own->deployment || !isnan(own->start_up_s))
        wf_err_set(&usage, WF_EUSAGE, "--deployment and --start-up go with --campaign");
    else if (own->wall_pairs && !isnan(own->wall_factor))
        wf_err_set(&usage, WF_EUSAGE, "--wall-factor and --wall-pairs exclude each other");
    else if (!own->into != !own->host)
        wf_err_set(&usage, WF_EUSAGE, "--into and --host go together: a file, and a host in it");
    else if (line->dry_run && !own->into)
        wf_err_set(&usage, WF_EUSAGE, "--dry-run: nothing is written without --into");
    if (usage.code)
        return wf_terminal_fail(line, NULL, &usage);
    struct wf_run_request *runs = wf_calloc(count, sizeof *runs);
    char **workloads = wf_calloc(count, sizeof *workloads);
    for (size_t i = 0; i < count; i++) {
        runs[i] = (struct wf_run_request){.options = own->trace,
                                          .event_paths = own->events,
                                          .event_path_count = own->event_count,
                                          .work_s = {own->work_s[0], own->work_s[1]}};
        split_argument(line->arguments[i], &runs[i], &workloads[i]);
    }
    struct wf_calibration_request request = {.runs = runs,
                                             .run_count = count,
                                             .meter = own->meter,
                                             .wall_factor = own->wall_factor,
                                             .wall_pairs = own->wall_pairs,
                                             .flops = own->flops,
                                             .flop_count = own->flop_count};
    int status = calibrate(line, &request);
    for (size_t i = 0; i < count; i++)
        free(workloads[i]);
    free(workloads);
    free(runs);
    return status;
}
