#include "cli/decide.h"
#include "base/clock.h"
#include "cli/sweep_input.h"
#include "decision/choices.h"
#include "decision/frontier_report.h"
#include "decision/picture.h"
#include "decision/report.h"
#include "decision/screening.h"
#include "file/file.h"
#include "output/gnuplot.h"
#include "study/comparison.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A decision as it is made. */
struct deciding {
    const struct wf_command_line *line;
    wf_decision_form *form;
    int (*write)(const struct wf_command_line *line, const struct wf_buffer *out);
    double start_s;
    /* the same study: of the draws, as they are wider, and the plane of a frontier */
    struct wf_study_file stated, wide, flat;
    struct wf_sweep screened, draws, doubled, planed;
    struct wf_plane plane;
    struct wf_frontier frontier;
    struct wf_choice choices[WF_CHOICES_MAX];
    size_t choice_count;
    struct wf_equal_terms terms;
    uint32_t rest;
    struct wf_diag *diag;
};

/* ---- which study ---- */

static int read_file(const struct deciding *deciding, struct wf_study_file *file,
                     struct wf_err *err)
{
    const struct wf_command_line *line = deciding->line;
    struct wf_diag again; /* what is wrong, or not varied, is said once */
    wf_diag_init(&again);
    struct wf_diag *diag = file == &deciding->stated ? deciding->diag : &again;
    int status = wf_sweep_input(line, file, diag, err);
    if (status == 0)
        status = wf_sweep_input_name(line, file, diag, err);
    if (status == 0 && file->deployment_count < 2)
        status =
            wf_err_set(err, WF_EUSAGE,
                       "'%s' has one deployment: there is nothing to decide between", file->path);
    wf_diag_release(&again);
    return status;
}

static bool any_assumed(const struct wf_factors *factors)
{
    for (size_t i = 0; i < factors->count; i++)
        if (factors->items[i].word == WF_ASSUMED && !factors->items[i].parts.seed)
            return true;
    return false;
}

static struct wf_sweep_plan plan_of(const struct deciding *deciding, struct wf_study_file *file)
{
    return (struct wf_sweep_plan){.line = deciding->line,
                                  .file = file,
                                  .warned = file != &deciding->stated,
                                  .start_s = deciding->start_s,
                                  .choices = deciding->choices,
                                  .choice_count = deciding->choice_count};
}

/* ---- before anything is drawn ---- */

/* The terms of the deployments as they are stated. Each runs once. */
static int compare_terms(struct deciding *deciding, struct wf_err *err)
{
    struct wf_study *base = &deciding->screened.base;
    if (wf_study_run(base, &deciding->screened.request, err) < 0 ||
        wf_comparison_check(base, err) < 0) {
        wf_diag_append(deciding->diag, &base->diag);
        return -1;
    }
    wf_equal_terms_make(base, &deciding->terms);
    return 0;
}

static size_t count_groups(const struct wf_factors *factors)
{
    uint32_t *groups = wf_calloc(factors->columns + 1, sizeof *groups);
    size_t count = 0;
    wf_factors_groups(factors, groups);
    for (uint32_t i = 0; i < factors->columns; i++) {
        uint32_t first = 0;
        while (groups[first] != groups[i])
            first++;
        count += first == i;
    }
    free(groups);
    return count;
}

/* Both ends of each factor tell the small ones. */
static int screen(struct deciding *deciding, struct wf_err *err)
{
    struct wf_study_file *file = &deciding->wide;
    uint32_t design = file->design;
    enum { STEPS = 2 };
    file->design = WF_DESIGN_OAT;
    file->points = 1 + STEPS * count_groups(&file->factors);
    const struct wf_sweep_plan plan = plan_of(deciding, file);
    int status = wf_sweep_plan_open(&plan, &deciding->screened, deciding->diag, err);
    if (status == 0)
        status = compare_terms(deciding, err);
    if (status == 0 && !deciding->terms.unequal) {
        status = wf_sweep_plan_run(&plan, &deciding->screened, err);
        if (status == 0 && deciding->screened.unplayed)
            status = wf_err_set(err, WF_EFAIL,
                                "--max-time: the time was up before each factor was moved once: "
                                "nothing was drawn");
        if (status == 0)
            status = wf_decision_screen(&deciding->screened, &deciding->stated.factors,
                                        &deciding->rest, err);
        deciding->choice_count = wf_choices_of(&deciding->screened.base, deciding->choices);
    }
    file->design = design;
    return status;
}

/* ---- drawing ---- */

static int draw(struct deciding *deciding, struct wf_err *err)
{
    enum { BASE = 8 }; /* points of each replicate: 128 draws */
    struct wf_study_file *file = &deciding->stated;
    bool own =
        deciding->line->sweep.points || (file->has_points && file->design == WF_DESIGN_SOBOL);
    if (!own)
        file->points = WF_DESIGN_REPLICATES * (count_groups(&file->factors) + 2) * BASE;
    file->design = WF_DESIGN_SOBOL;
    struct wf_sweep_plan plan = plan_of(deciding, file);
    plan.store = deciding->line->sweep.store;
    if (wf_sweep_plan_open(&plan, &deciding->draws, deciding->diag, err) < 0)
        return -1;
    return wf_sweep_plan_run(&plan, &deciding->draws, err);
}

/* The same number of draws, what is assumed twice as wide. */
static int draw_wide(struct deciding *deciding, struct wf_err *err)
{
    struct wf_study_file *file = &deciding->wide;
    const char *store = deciding->line->sweep.store;
    if (!any_assumed(&file->factors))
        return 0;
    file->design = WF_DESIGN_LHS;
    file->points = 2 * WF_DESIGN_REPLICATES * deciding->draws.design.size;
    struct wf_sweep_plan plan = plan_of(deciding, file);
    char *path = store ? wf_format("%s.wide", store) : NULL;
    plan.store = path;
    plan.widen = 2;
    plan.choice_count = 0;
    wf_sweep_release(&deciding->screened);
    int status = wf_sweep_plan_open(&plan, &deciding->doubled, deciding->diag, err);
    if (status == 0)
        status = wf_sweep_plan_run(&plan, &deciding->doubled, err);
    free(path);
    return status;
}

/* ---- the frontier ---- */

static size_t jobs_of(const struct wf_command_line *line)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (line->jobs)
        return line->jobs;
    return cores > 0 ? (size_t)cores : 1;
}

/* It is known before anything is played whether there is one. */
static int choose_plane(struct deciding *deciding, struct wf_err *err)
{
    const struct wf_command_line *line = deciding->line;
    const struct wf_factors *factors = &deciding->stated.factors;
    if (wf_plane_choose(factors, line->sweep.frontier, &deciding->plane, err) < 0)
        return -1;
    if (line->sweep.frontier_csv && deciding->plane.count < WF_PLANE_AXES)
        return wf_err_set(err, WF_EUSAGE,
                          "--frontier-csv: expected two factors between bounds, found %zu; "
                          "--frontier KEY1,KEY2 chooses two of them",
                          factors->count);
    if (deciding->plane.count == 1 && !line->picture)
        deciding->plane.count = 0; /* its break-even is known, and no curve is asked for */
    return deciding->plane.count ? read_file(deciding, &deciding->flat, err) : 0;
}

static double break_even_of(const struct wf_influences *influences, size_t factor)
{
    size_t i = 0;
    while (influences->items[i].factor != factor)
        i++;
    return influences->items[i].break_even;
}

static int play_plane(struct deciding *deciding, const struct wf_decision *decision,
                      struct wf_err *err)
{
    struct wf_study_file *file = &deciding->flat;
    struct wf_plane *plane = &deciding->plane;
    const char *store = deciding->line->sweep.store;
    for (size_t i = 0; i < plane->count; i++)
        plane->reach[i] = break_even_of(&decision->influences, plane->factors[i]);
    file->design = WF_DESIGN_GRID;
    file->points = plane->count > 1 ? WF_PLANE_LEVELS * WF_PLANE_LEVELS : WF_PLANE_LEVELS;
    struct wf_sweep_plan plan = plan_of(deciding, file);
    char *path = store ? wf_format("%s.frontier", store) : NULL;
    plan.store = path;
    plan.plane = plane;
    plan.choice_count = 0;
    int status = wf_sweep_plan_open(&plan, &deciding->planed, deciding->diag, err);
    if (status == 0)
        status = wf_sweep_plan_run(&plan, &deciding->planed, err);
    free(path);
    const struct wf_frontier_request request = {.sweep = &deciding->planed,
                                                .plane = plane,
                                                .stated = &deciding->stated.factors,
                                                .winner = decision->stated.least,
                                                .second = decision->stated.second,
                                                .jobs = jobs_of(deciding->line)};
    return status < 0 ? -1 : wf_frontier_make(&request, &deciding->frontier, err);
}

static int write_frontier(const struct deciding *deciding, const struct wf_decision *decision,
                          struct wf_err *err)
{
    const struct wf_command_line *line = deciding->line;
    struct wf_buffer text = {0};
    int status = 0;
    if (line->sweep.frontier_csv) {
        wf_frontier_csv(&deciding->frontier, &text);
        status = wf_file_write(line->sweep.frontier_csv, text.text, text.length, err);
    }
    if (status == 0 && line->picture)
        status = wf_frontier_draw(&deciding->frontier, decision->sweep,
                                  break_even_of(&decision->influences, deciding->plane.factors[0]),
                                  line->picture, err);
    wf_buffer_release(&text);
    return status;
}

/* ---- the decision ---- */

/* The result, and the files beside it: it is not lost with one of them. */
static int give(const struct deciding *deciding, const struct wf_decision_page *page,
                const struct wf_sweep *doubled, struct wf_buffer *text, struct wf_err *err)
{
    const char *picture = deciding->line->picture;
    int status = deciding->form(deciding->line, page, doubled, text, err);
    if (status < 0)
        return -1;
    if (picture)
        status = wf_decision_draw(page->decision, doubled, picture, err);
    if (status == 0 && page->frontier)
        status = write_frontier(deciding, page->decision, err);
    if (status < 0)
        deciding->write(deciding->line, text);
    return status;
}

static int conclude(struct deciding *deciding, struct wf_buffer *text, struct wf_err *err)
{
    struct wf_decision decision;
    struct wf_contrast contrast = {0};
    struct wf_division division;
    const struct wf_decision_request request = {
        .draws = &deciding->draws,
        .doubled = deciding->doubled.store ? &deciding->doubled : NULL,
        .rest = deciding->rest,
        .jobs = jobs_of(deciding->line)};
    int status = wf_decision_make(&request, &decision, err);
    if (status == 0)
        status = wf_contrast_make(&deciding->draws, decision.stated.least, decision.stated.second,
                                  &contrast, err);
    const struct wf_sweep *const sweeps[] = {request.draws, request.doubled};
    if (status == 0)
        status = wf_division_make(sweeps, 2, decision.stated.least, decision.stated.second,
                                  &division, err);
    const struct wf_decision_page page = {.study = &deciding->draws.base,
                                          .terms = &deciding->terms,
                                          .decision = &decision,
                                          .contrast = &contrast,
                                          .division = &division,
                                          .frontier =
                                              deciding->plane.count ? &deciding->frontier : NULL};
    if (status == 0 && deciding->plane.count)
        status = play_plane(deciding, &decision, err);
    if (status == 0)
        status = give(deciding, &page, request.doubled, text, err);
    wf_contrast_release(&contrast);
    wf_decision_release(&decision);
    return status;
}

static int decide(struct deciding *deciding, struct wf_buffer *text, struct wf_err *err)
{
    if (deciding->line->picture && wf_gnuplot_ready(deciding->line->picture, err) < 0)
        return -1;
    if (read_file(deciding, &deciding->stated, err) < 0 ||
        read_file(deciding, &deciding->wide, err) < 0 || choose_plane(deciding, err) < 0 ||
        screen(deciding, err) < 0)
        return -1;
    if (deciding->terms.unequal) {
        const struct wf_decision_page page = {.study = &deciding->screened.base,
                                              .terms = &deciding->terms};
        return deciding->form(deciding->line, &page, NULL, text, err);
    }
    if (draw(deciding, err) < 0 || draw_wide(deciding, err) < 0)
        return -1;
    return conclude(deciding, text, err);
}

int wf_decide(struct wf_command_line *line, wf_decision_form *form,
              int (*write)(const struct wf_command_line *line, const struct wf_buffer *out))
{
    struct wf_diag diag;
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct deciding deciding = {.line = line,
                                .form = form,
                                .write = write,
                                .start_s = wf_clock_s(),
                                .rest = UINT32_MAX,
                                .diag = &diag};
    wf_diag_init(&diag);
    int status = decide(&deciding, &text, &err);
    status = status < 0 ? wf_terminal_fail(line, &diag, &err) : write(line, &text);
    wf_buffer_release(&text);
    wf_equal_terms_release(&deciding.terms);
    wf_sweep_release(&deciding.screened);
    wf_sweep_release(&deciding.draws);
    wf_sweep_release(&deciding.doubled);
    wf_frontier_release(&deciding.frontier);
    wf_sweep_release(&deciding.planed);
    wf_study_file_release(&deciding.stated);
    wf_study_file_release(&deciding.wide);
    wf_study_file_release(&deciding.flat);
    wf_diag_release(&diag);
    return status;
}

static int form_as_asked(const struct wf_command_line *line, const struct wf_decision_page *page,
                         const struct wf_sweep *doubled, struct wf_buffer *out, struct wf_err *err)
{
    (void)doubled;
    (void)err;
    if (line->format == WF_FORMAT_JSON)
        wf_decision_json(page, out);
    else if (line->format == WF_FORMAT_CSV)
        wf_decision_csv(page, out);
    else
        wf_decision_text(page, wf_terminal_width(line), out);
    return 0;
}

int wf_decide_command(struct wf_command_line *line)
{
    return wf_decide(line, form_as_asked, wf_terminal_result);
}
