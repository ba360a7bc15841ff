#include "cli/simulate.h"
#include "base/clock.h"
#include <stdlib.h>

/* A date matters where a grid changes with time, or availability with the hour. */
static bool is_dated(const struct wf_study *study)
{
    if (study->platform->series.count)
        return true;
    for (size_t i = 0; i < study->count; i++)
        if (study->scenarios[i].presences)
            return true;
    return false;
}

void wf_warn_of_start(const struct wf_command_line *line, struct wf_study *study)
{
    if (line->options.start && study->count && !is_dated(study))
        wf_diag_warn(&study->diag, "--start", 0,
                     "'%s' changes no figure: no carbon_intensity of the platform is a series "
                     "(.csv), and no device comes and goes",
                     line->options.start);
}

struct wf_study_request wf_command_request(const struct wf_command_line *line)
{
    return (struct wf_study_request){
        .platform = line->arguments[0],
        .networks = line->networks,
        .deployments = line->arguments + 1,
        .count = line->argument_count - 1,
        .labels = line->labels,
        .label_count = line->label_count,
        .overrides = &line->overrides,
        .options = line->options,
        .keep_cohorts = line->cohorts_csv != NULL,
        .keep_power = line->keep_power || line->power_csv,
        .each_host = line->hosts_csv || line->links_csv || line->rounds_csv,
        .process = {.simgrid_arguments = line->simgrid_arguments,
                    .simgrid_argument_count = line->simgrid_argument_count,
                    .jobs = line->jobs},
    };
}

int wf_simulate(struct wf_command_line *line, struct wf_study *study,
                int (*check)(struct wf_study *study, struct wf_err *err))
{
    struct wf_err err = {0};
    struct wf_terminal_progress progress;
    struct wf_study_request request = wf_command_request(line);
    if (line->max_time_s > 0) /* reading files counts */
        request.process.until_s = wf_clock_s() + line->max_time_s;
    if (wf_study_load(study, &request, &err) < 0 || (check && check(study, &err) < 0))
        return wf_terminal_fail(line, &study->diag, &err);
    wf_warn_of_start(line, study);
    wf_terminal_progress_start(&progress, line, study->count, &request.process);
    int status = wf_study_run(study, &request, &err);
    wf_terminal_progress_end(&progress);
    if (status < 0)
        return wf_terminal_fail(line, &study->diag, &err);
    wf_terminal_warn_briefly(line, &study->diag);
    return 0;
}
