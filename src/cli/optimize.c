#include "base/clock.h"
#include "cli/sweep_input.h"
#include "optimum/answer.h"
#include "optimum/choice.h"
#include "optimum/player.h"
#include "output/gnuplot.h"
#include "sweep/factor_reader.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A search as it goes on. */
struct searching {
    const struct wf_command_line *line;
    double start_s;
    struct wf_study_file file;
    struct wf_goal goal;
    struct wf_sweep sweep;
    struct wf_variable *variables;
    struct wf_space space;
    struct wf_player player;
    struct wf_search search;
    struct wf_answer answer;
    struct wf_terminal_progress bar;
    struct wf_process_options callbacks;
    struct wf_diag *diag;
};

/* ---- what is searched ---- */

static int fail(const struct wf_diag *diag, enum wf_code code, struct wf_err *err)
{
    return wf_err_set(err, code, "%zu error%s", diag->error_count, wf_plural(diag->error_count));
}

static int read_searches(struct searching *searching, struct wf_err *err)
{
    const struct wf_search_options *own = &searching->line->search;
    struct wf_study_file *file = &searching->file;
    int status = 0;
    for (size_t i = 0; i < own->search_count; i++)
        status |= wf_factors_add_text(&file->searches, own->searches[i], searching->diag);
    if (status < 0)
        return fail(searching->diag, WF_EUSAGE, err);
    if (!file->searches.count)
        return wf_err_set(err, WF_EUSAGE,
                          "what is to be searched? Say --search KEY=LOW..HIGH, or "
                          "<search key=\"..\" low=\"..\" high=\"..\"/> in a study");
    if (file->deployment_count > 1)
        return wf_err_set(
            err, WF_EUSAGE,
            "'%s' has %zu deployments; expected one (decide and compare take several)", file->path,
            file->deployment_count);
    if (file->factors.count || file->automatic)
        wf_diag_warn(searching->diag, file->path, 0,
                     "<factor>s are not varied: optimize takes each figure as it is stated");
    wf_factors_release(&file->factors);
    file->factors = file->searches; /* the machinery of sweeps gives them their values */
    file->searches = (struct wf_factors){0};
    file->automatic = false;
    return 0;
}

static int read_goal(struct searching *searching, struct wf_err *err)
{
    const struct wf_search_options *own = &searching->line->search;
    const struct wf_goal_options options = {.objective = own->objective,
                                            .against = own->against,
                                            .limits = own->limits,
                                            .limit_count = own->limit_count,
                                            .evaluations = own->evaluations,
                                            .front_points = own->front};
    if (wf_goal_read(&searching->file, &options, &searching->goal, searching->diag) < 0)
        return fail(searching->diag, WF_EUSAGE, err);
    searching->file.design = WF_DESIGN_LHS;
    searching->file.points = searching->goal.evaluations;
    return 0;
}

static int read_space(struct searching *searching, struct wf_err *err)
{
    searching->variables =
        wf_calloc(searching->file.factors.count + 1, sizeof *searching->variables);
    searching->space = (struct wf_space){searching->variables, searching->file.factors.count};
    if (wf_choices_read(&searching->sweep, searching->variables, searching->diag) < 0)
        return fail(searching->diag, WF_EUSAGE, err);
    return 0;
}

/* ---- the deployment as stated ---- */

static int run_stated(struct searching *searching, struct wf_err *err)
{
    struct wf_study *base = &searching->sweep.base;
    const struct wf_scenario *scenario = &base->scenarios[0];
    if (wf_study_run(base, &searching->sweep.request, err) < 0) {
        wf_diag_append(searching->diag, &base->diag);
        return -1;
    }
    wf_results_of(scenario, &base->results[0].outcome, searching->answer.stated);
    searching->answer.stated_unheld = scenario->rounds_unheld;
    return 0;
}

/* A result that the deployment does not have: carbon without an intensity, coverage without
 * learners. */
static int check_known(struct searching *searching, struct wf_err *err)
{
    const struct wf_goal *goal = &searching->goal;
    for (size_t i = 0; i <= goal->limit_count + (goal->front_points > 0); i++) {
        const struct wf_measure *measure = i == 0                   ? goal->objective
                                           : i <= goal->limit_count ? goal->limited[i - 1]
                                                                    : goal->against;
        double value = searching->answer.stated[measure->result];
        if (value < 0 || value >= 0)
            continue;
        return wf_err_set(err, WF_EINPUT,
                          "%s: its %s is unknown, and cannot be searched for or limited",
                          searching->file.deployments[0], measure->name);
    }
    return 0;
}

/* ---- searching ---- */

static void show(void *data, uint64_t tried)
{
    struct searching *searching = data;
    searching->callbacks.progress(searching->callbacks.progress_data, 0, tried,
                                  searching->search.terms.most, 0);
}

static int solve(struct searching *searching, struct wf_err *err)
{
    const struct wf_goal *goal = &searching->goal;
    struct wf_answer *answer = &searching->answer;
    const struct wf_problem problem = wf_goal_problem(goal);
    if (!goal->front_points)
        return wf_search_solve(&searching->search, &problem, goal->evaluations, true, &answer->end,
                               err);
    const struct wf_front_terms terms = {.problem = problem,
                                         .against = goal->against->result,
                                         .most = goal->against->more,
                                         .points = goal->front_points};
    int status = wf_front_find(&searching->search, &terms, &answer->front, err);
    answer->end = answer->front.end;
    return status;
}

static int search(struct searching *searching, struct wf_err *err)
{
    const struct wf_command_line *line = searching->line;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    double *start = wf_calloc(searching->space.count + 1, sizeof *start);
    wf_choices_stated(&searching->sweep, searching->variables, start);
    searching->player.sweep = &searching->sweep;
    searching->player.jobs = line->jobs ? line->jobs : cores > 0 ? (size_t)cores : 1;
    searching->player.until_s = line->max_time_s > 0 ? searching->start_s + line->max_time_s : 0;
    searching->player.progress = show;
    searching->player.data = searching;
    const struct wf_search_terms terms = {.space = &searching->space,
                                          .results = WF_RESULT_COUNT,
                                          .most = searching->goal.evaluations,
                                          .seed = searching->file.seed,
                                          .start = start,
                                          .play = wf_player_play,
                                          .data = &searching->player};
    wf_search_start(&searching->search, &terms);
    wf_terminal_progress_start(&searching->bar, line, 1, &searching->callbacks);
    searching->bar.progress.unit = "points";
    int status = wf_player_start(&searching->player, err);
    if (status == 0)
        status = solve(searching, err);
    if (status == 0)
        status = wf_player_finish(&searching->player, err);
    wf_terminal_progress_end(&searching->bar);
    if (line->verbose && !line->quiet)
        fprintf(stderr,
                "wattfleet: %" PRIu64 " points, %" PRIu64 " of them from the store, %" PRIu64
                " simulations\n",
                searching->player.tried, searching->player.found, searching->player.simulations);
    free(start);
    return status;
}

/* ---- the answer ---- */

static int conclude(struct searching *searching, struct wf_buffer *text, struct wf_err *err)
{
    const struct wf_command_line *line = searching->line;
    struct wf_answer *answer = &searching->answer;
    answer->sweep = &searching->sweep;
    answer->goal = &searching->goal;
    answer->trials = &searching->search.trials;
    answer->size = wf_space_size(&searching->space);
    wf_answer_make(answer);
    if (line->format == WF_FORMAT_JSON)
        wf_answer_json(answer, text);
    else if (line->format == WF_FORMAT_CSV)
        wf_answer_csv(answer, text);
    else
        wf_answer_text(answer, wf_terminal_width(line), text);
    if (!line->picture || wf_answer_draw(answer, line->picture, err) == 0)
        return 0;
    wf_terminal_result(line, text); /* it is not lost with its picture */
    return -1;
}

static int optimize(struct searching *searching, struct wf_buffer *text, struct wf_err *err)
{
    const struct wf_command_line *line = searching->line;
    const struct wf_sweep_plan plan = {.line = line,
                                       .file = &searching->file,
                                       .store = line->sweep.store,
                                       .start_s = searching->start_s,
                                       .search = true};
    if ((line->picture && wf_gnuplot_ready(line->picture, err) < 0) ||
        wf_sweep_input(line, &searching->file, searching->diag, err) < 0 ||
        read_searches(searching, err) < 0 || read_goal(searching, err) < 0 ||
        wf_sweep_plan_open(&plan, &searching->sweep, searching->diag, err) < 0 ||
        read_space(searching, err) < 0 || run_stated(searching, err) < 0 ||
        check_known(searching, err) < 0 || search(searching, err) < 0)
        return -1;
    return conclude(searching, text, err);
}

int wf_optimize_command(struct wf_command_line *line)
{
    struct wf_diag diag;
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct searching searching = {.line = line, .start_s = wf_clock_s(), .diag = &diag};
    wf_diag_init(&diag);
    int status = optimize(&searching, &text, &err);
    status = status < 0 ? wf_terminal_fail(line, &diag, &err) : wf_terminal_result(line, &text);
    wf_buffer_release(&text);
    wf_answer_release(&searching.answer);
    wf_search_release(&searching.search);
    wf_player_release(&searching.player);
    wf_goal_release(&searching.goal);
    wf_sweep_release(&searching.sweep);
    wf_study_file_release(&searching.file);
    free(searching.variables);
    wf_diag_release(&diag);
    return status;
}
