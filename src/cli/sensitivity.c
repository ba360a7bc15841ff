#include "sweep/sensitivity.h"
#include "base/clock.h"
#include "cli/sweep_input.h"
#include "output/gnuplot.h"
#include "sweep/sensitivity_picture.h"
#include "sweep/sensitivity_report.h"
#include <stdlib.h>
#include <string.h>

/* The method: that of --method, else of the study, else sobol. */
static int choose_method(const struct wf_command_line *line, struct wf_study_file *file,
                         struct wf_err *err)
{
    uint32_t method = file->has_design ? file->design : WF_DESIGN_SOBOL;
    for (uint32_t i = 0; line->sweep.method && i < WF_DESIGN_KINDS; i++)
        if (!strcmp(wf_design_words[i], line->sweep.method))
            method = i;
    if (method == WF_DESIGN_LHS || method == WF_DESIGN_GRID)
        return wf_err_set(err, WF_EINPUT,
                          "%s: a design %s does not tell inputs apart; say "
                          "--method sobol, morris "
                          "or oat",
                          file->path, wf_design_words[method]);
    /* points of another design say nothing about this one */
    if (method != file->design && !line->sweep.points)
        file->has_points = false;
    file->design = method;
    return 0;
}

static void choose_points(struct wf_study_file *file)
{
    if (!file->has_points)
        file->points = wf_sensitivity_points((enum wf_design_kind)file->design, &file->factors);
    file->has_points = true;
}

/* Too many inputs for the sequence: screen them with a sweep of its own. */
static int screen(const struct wf_command_line *line, struct wf_study_file *file, double start_s,
                  uint32_t *rest, struct wf_diag *diag, struct wf_err *err)
{
    struct wf_study_file own = {0};
    struct wf_sweep sweep = {0};
    char *store = line->sweep.store ? wf_format("%s.screening", line->sweep.store) : NULL;
    int status = wf_sweep_input(line, &own, diag, err); /* a study is resolved once */
    own.design = WF_DESIGN_MORRIS;
    own.has_points = false;
    if (status == 0)
        status = wf_sweep_input_name(line, &own, diag, err);
    if (status == 0) {
        choose_points(&own);
        status = wf_sweep_play(line, &own, store, false, start_s, &sweep, diag, err);
    }
    if (status == 0)
        status = wf_sensitivity_screen(&sweep, &file->factors, rest, err);
    wf_sweep_release(&sweep);
    wf_study_file_release(&own);
    free(store);
    return status;
}

/* Before anything is simulated. */
static int check_picture(const struct wf_command_line *line, const struct wf_study_file *file,
                         struct wf_err *err)
{
    if (wf_gnuplot_ready(line->picture, err) < 0)
        return -1;
    return wf_sensitivity_drawable((enum wf_design_kind)file->design, file->deployment_count, err);
}

static void report(const struct wf_command_line *line, const struct wf_sensitivity *sensitivity,
                   struct wf_buffer *text)
{
    if (line->format == WF_FORMAT_JSON)
        wf_sensitivity_json(sensitivity, text);
    else if (line->format == WF_FORMAT_CSV)
        wf_sensitivity_csv(sensitivity, text);
    else
        wf_sensitivity_text(sensitivity, wf_terminal_width(line), text);
}

static int analyse(const struct wf_command_line *line, struct wf_study_file *file,
                   struct wf_diag *diag, struct wf_buffer *text, struct wf_err *err)
{
    struct wf_sweep sweep = {0};
    struct wf_sensitivity sensitivity = {0};
    uint32_t rest = UINT32_MAX;
    double start_s = wf_clock_s();
    int status = choose_method(line, file, err);
    if (status == 0 && line->picture)
        status = check_picture(line, file, err);
    if (status == 0 && file->design == WF_DESIGN_SOBOL && wf_sensitivity_too_many(&file->factors))
        status = screen(line, file, start_s, &rest, diag, err);
    if (status == 0) {
        choose_points(file);
        status = wf_sweep_play(line, file, line->sweep.store, rest != UINT32_MAX, start_s, &sweep,
                               diag, err);
    }
    if (status == 0)
        status = wf_sensitivity_make(&sensitivity, &sweep, rest, err);
    if (status == 0)
        report(line, &sensitivity, text);
    if (status == 0 && line->picture && wf_sensitivity_draw(&sensitivity, line->picture, err) < 0) {
        wf_terminal_result(line, text); /* it is not lost with its picture */
        status = -1;
    }
    wf_sensitivity_release(&sensitivity);
    wf_sweep_release(&sweep);
    return status;
}

int wf_sensitivity_command(struct wf_command_line *line)
{
    struct wf_study_file file = {0};
    struct wf_buffer text = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    int status = wf_sweep_input(line, &file, &diag, &err);
    if (status == 0)
        status = wf_sweep_input_name(line, &file, &diag, &err);
    if (status == 0)
        status = analyse(line, &file, &diag, &text, &err);
    status = status < 0 ? wf_terminal_fail(line, &diag, &err) : wf_terminal_result(line, &text);
    wf_buffer_release(&text);
    wf_study_file_release(&file);
    wf_diag_release(&diag);
    return status;
}
