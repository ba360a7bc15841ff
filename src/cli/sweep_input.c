#include "cli/sweep_input.h"
#include "sweep/factor_reader.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is swept ---- */

/* A study without a file of its own. */
static void study_of_arguments(const struct wf_command_line *line, struct wf_study_file *file)
{
    file->path = wf_strdup(line->command->options & WF_OPTIONS_SEARCH ? "--search" : "--factor");
    file->searches.searched = true;
    file->platform = wf_strdup(line->arguments[0]);
    file->deployment_count = line->argument_count - 1;
    file->deployments = wf_calloc(file->deployment_count + 1, sizeof(char *));
    for (size_t i = 0; i < file->deployment_count; i++)
        file->deployments[i] = wf_strdup(line->arguments[i + 1]);
    file->labels = wf_calloc(file->deployment_count + 1, sizeof(char *)); /* the study knows them */
    file->named = wf_calloc(line->label_count + 1, sizeof(char *));
    for (size_t i = 0; i < line->label_count; i++)
        file->named[file->named_count++] = wf_strdup(line->labels[i]);
}

static int check_arguments(const struct wf_command_line *line, bool study, struct wf_err *err)
{
    if (study && line->argument_count > 1)
        return wf_err_set(err, WF_EUSAGE, "'%s': a study names its deployments; '%s' is too many",
                          line->arguments[0], line->arguments[1]);
    if (study && line->label_count)
        return wf_err_set(err, WF_EUSAGE,
                          "--label: a study says its labels itself (<deployment label=..>)");
    if (!study && line->argument_count < 2)
        return wf_err_set(err, WF_EUSAGE,
                          "'%s' is no study (its root is no <study>), and without a deployment "
                          "behind it there is nothing to simulate",
                          line->arguments[0]);
    return 0;
}

/* The command line wins over the file. */
static int apply_options(const struct wf_command_line *line, struct wf_study_file *file,
                         struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_sweep_options *own = &line->sweep;
    int status = 0;
    for (size_t i = 0; i < own->factor_count; i++)
        status |= wf_factors_add_text(&file->factors, own->factors[i], diag);
    if (status < 0)
        return wf_err_set(err, WF_EUSAGE, "%zu error%s", diag->error_count,
                          wf_plural(diag->error_count));
    for (uint32_t i = 0; own->design && i < WF_DESIGN_KINDS; i++)
        if (!strcmp(wf_design_words[i], own->design))
            file->design = i;
    if (own->points) {
        file->points = own->points;
        file->has_points = true;
    }
    if (!file->has_seed)
        file->seed = line->options.seed;
    return 0;
}

int wf_sweep_input(const struct wf_command_line *line, struct wf_study_file *file,
                   struct wf_diag *diag, struct wf_err *err)
{
    bool study = wf_study_file_is(line->arguments[0]);
    if (check_arguments(line, study, err) < 0)
        return -1;
    if (study && wf_study_file_read(line->arguments[0], file, diag, err) < 0)
        return -1;
    if (!study)
        study_of_arguments(line, file);
    else if (file->searches.count && !(line->command->options & WF_OPTIONS_SEARCH))
        wf_diag_warn(diag, file->path, file->searches.items[0].origin.line,
                     "<search> is of optimize; %s does not look at it", line->command->name);
    return apply_options(line, file, diag, err);
}

/* ---- playing it ---- */

struct shown {
    struct wf_terminal_progress bar;
    struct wf_sweep_progress last;
    struct wf_process_options callbacks;
};

static void show(void *data, const struct wf_sweep_progress *progress)
{
    struct shown *shown = data;
    shown->last = *progress;
    shown->callbacks.progress(shown->callbacks.progress_data, 0, progress->done, progress->total,
                              0);
}

static struct wf_sweep_request request_of(const struct wf_command_line *line,
                                          struct wf_study_file *file, const char *store)
{
    const struct wf_study_request plain = wf_command_request(line);
    return (struct wf_sweep_request){.file = file,
                                     .overrides = &line->overrides,
                                     .options = line->options,
                                     .process = plain.process,
                                     .networks = line->networks,
                                     .store = store,
                                     .shard = line->sweep.shards ? line->sweep.shard : 1,
                                     .shards = line->sweep.shards ? line->sweep.shards : 1};
}

int wf_sweep_input_name(const struct wf_command_line *line, struct wf_study_file *file,
                        struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_sweep_request request = request_of(line, file, NULL);
    return wf_sweep_name(&request, diag, err);
}

static void write_effort(const struct wf_sweep_effort *effort)
{
    fprintf(stderr, "wattfleet: %llu simulation%s\n", (unsigned long long)effort->simulations,
            wf_plural(effort->simulations));
    if (!effort->simulations)
        return;
    fprintf(stderr, "wattfleet: %llu of them audited\n", (unsigned long long)effort->audited);
    fprintf(stderr, "wattfleet: %.3g s of CPU time in simulation, %.1f %% of %.3g s\n",
            effort->simulation_s, 100 * effort->simulation_s / effort->cpu_s, effort->cpu_s);
}

static struct wf_sweep_request request_of_plan(const struct wf_sweep_plan *plan)
{
    struct wf_sweep_request request = request_of(plan->line, plan->file, plan->store);
    if (plan->line->max_time_s > 0)
        request.process.until_s = plan->start_s + plan->line->max_time_s;
    request.widen = plan->widen;
    request.search = plan->search;
    request.plane = plan->plane;
    request.choices = plan->choices;
    request.choice_count = plan->choice_count;
    return request;
}

int wf_sweep_plan_open(const struct wf_sweep_plan *plan, struct wf_sweep *sweep,
                       struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_sweep_request request = request_of_plan(plan);
    if (wf_sweep_open(sweep, &request, diag, err) < 0)
        return -1;
    if (!plan->warned)
        wf_terminal_warn_briefly(plan->line, diag);
    return 0;
}

int wf_sweep_plan_run(const struct wf_sweep_plan *plan, struct wf_sweep *sweep, struct wf_err *err)
{
    const struct wf_command_line *line = plan->line;
    struct shown shown = {0};
    struct wf_sweep_request request = request_of_plan(plan);
    request.progress = show;
    request.data = &shown;
    wf_terminal_progress_start(&shown.bar, line, 1, &shown.callbacks);
    shown.bar.progress.unit = "points";
    int status = wf_sweep_run(sweep, &request, err);
    wf_terminal_progress_end(&shown.bar);
    if (line->verbose && !line->quiet)
        write_effort(&sweep->effort);
    return status;
}

int wf_sweep_play(const struct wf_command_line *line, struct wf_study_file *file, const char *store,
                  bool warned, double start_s, struct wf_sweep *sweep, struct wf_diag *diag,
                  struct wf_err *err)
{
    const struct wf_sweep_plan plan = {
        .line = line, .file = file, .store = store, .warned = warned, .start_s = start_s};
    if (wf_sweep_plan_open(&plan, sweep, diag, err) < 0)
        return -1;
    return wf_sweep_plan_run(&plan, sweep, err);
}
