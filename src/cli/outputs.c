#include "cli/outputs.h"
#include "cli/calibrate_options.h"
#include "file/file.h"
#include "file/mentions.h"
#include <stdlib.h>
#include <string.h>

struct output {
    const char *option, *path; /* path NULL: not given */
    bool in_place;             /* it must exist, and is changed */
};
enum { OUTPUTS = 11 };

/* All of them; the result comes first. */
static void list_outputs(const struct wf_command_line *line, struct output outputs[OUTPUTS])
{
    const struct wf_calibrate_options *own = &line->calibrate;
    bool written = !line->dry_run;
    const struct output all[OUTPUTS] = {{"--output", line->output ? line->output : "-", false},
                                        {"--hosts-csv", line->hosts_csv, false},
                                        {"--links-csv", line->links_csv, false},
                                        {"--rounds-csv", line->rounds_csv, false},
                                        {"--cohorts-csv", line->cohorts_csv, false},
                                        {"--frontier-csv", line->sweep.frontier_csv, false},
                                        {"--power-csv", line->power_csv, false},
                                        {"--picture", line->picture, false},
                                        {"--apply", written ? line->apply : NULL, true},
                                        {"--into", written ? own->into : NULL, true},
                                        {"--deployment", written ? own->deployment : NULL, true}};
    memcpy(outputs, all, sizeof all);
}

static const char *name_of(const struct output *output)
{
    return strcmp(output->path, "-") ? output->path : "the standard output";
}

static int refuse_input(const struct output *output, const char *input, struct wf_err *err)
{
    return wf_err_set(err, WF_EUSAGE,
                      "%s '%s' would overwrite '%s', which this command reads; name another file",
                      output->option, name_of(output), input);
}

/* On one stream outputs follow each other, and nothing is lost. */
static int check_distinct(const struct output *outputs, struct wf_err *err)
{
    for (size_t i = 0; i < OUTPUTS; i++)
        for (size_t j = i + 1; j < OUTPUTS; j++)
            if (outputs[i].path && outputs[j].path &&
                wf_file_same(outputs[i].path, outputs[j].path) &&
                !(wf_file_is_open(outputs[i].path) && wf_file_is_open(outputs[j].path)))
                return wf_err_set(err, WF_EUSAGE, "%s and %s both write to '%s'; name two files",
                                  outputs[i].option, outputs[j].option, name_of(&outputs[j]));
    return 0;
}

/* The folder of a log, or the folder that stands for one. */
static bool is_beside(const char *log, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? wf_format("%.*s", (int)(slash + 1 - path), path) : wf_strdup("./");
    char *beside = wf_text_beside(log, ".");
    bool same = wf_file_same(folder, log) || wf_file_same(folder, beside);
    free(beside);
    free(folder);
    return same;
}

/* Logs of events are looked for beside the log of power. */
static bool is_log_beside(const struct wf_command_line *line, const char *path)
{
    const struct wf_trace_format *format;
    bool beside = false;
    if (!(line->command->options & WF_OPTIONS_CALIBRATE))
        return false;
    for (size_t i = 0; i < line->argument_count && !beside; i++) {
        char *workload;
        beside = is_beside(wf_calibrate_split(line->arguments[i], &workload), path);
        free(workload);
    }
    return beside && wf_trace_detect(path, &format, NULL) == 0;
}

/* One file that the command reads, and all that it names. */
static int check_input(const struct output *output, const char *input, struct wf_err *err)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    bool existing = wf_file_exists(output->path);
    const char *found = NULL;
    if (output->in_place || !strcmp(output->path, "-"))
        found = existing && wf_file_same(input, output->path) ? input : NULL;
    else if (existing)
        found = wf_mentions_find(input, output->path, &arena);
    int status = found ? refuse_input(output, found, err) : 0;
    wf_arena_release(&arena);
    return status;
}

static int check_arguments(const struct wf_command_line *line, const struct output *output,
                           struct wf_err *err)
{
    int status = 0;
    for (size_t i = 0; i < line->argument_count && status == 0; i++) {
        char *workload;
        status = check_input(output, line->arguments[i], err);
        const char *log = wf_calibrate_split(line->arguments[i], &workload);
        if (status == 0 && workload)
            status = check_input(output, log, err);
        free(workload);
    }
    for (size_t i = 0; i < line->overrides.count && status == 0; i++)
        status = check_input(output, line->overrides.items[i].value, err);
    return status;
}

/* Files that options name to be read. */
static int check_options(const struct wf_command_line *line, const struct output *output,
                         struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    char *workload = NULL;
    const char *load = own->load ? wf_calibrate_split(own->load, &workload) : NULL;
    const char *const inputs[] = {own->wall_pairs,  own->campaign,   load,
                                  own->into,        own->deployment, line->apply,
                                  line->sweep.store};
    int status = 0;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs && status == 0; i++)
        if (inputs[i] && inputs[i] != output->path)
            status = check_input(output, inputs[i], err);
    for (size_t i = 0; i < own->event_count && status == 0; i++)
        status = check_input(output, own->events[i], err);
    free(workload);
    return status;
}

static int check_output(const struct wf_command_line *line, const struct output *output,
                        struct wf_err *err)
{
    bool exists = wf_file_exists(output->path);
    if (check_arguments(line, output, err) < 0 || check_options(line, output, err) < 0)
        return -1;
    if (output->in_place)
        return exists ? wf_file_check(output->path, err) : 0; /* who reads it says it is missing */
    if (exists && is_log_beside(line, output->path))
        return refuse_input(output, output->path, err);
    return wf_file_check(output->path, err);
}

char *wf_outputs_picture(const char *path, size_t count, size_t i)
{
    const char *dot = strrchr(path, '.');
    int stem = dot ? (int)(dot - path) : (int)strlen(path);
    return count < 2 ? wf_strdup(path) : wf_format("%.*s-%zu%s", stem, path, i + 1, dot ? dot : "");
}

static int check_pictures(const struct wf_command_line *line, const struct output *output,
                          struct wf_err *err)
{
    int status = 0;
    for (size_t i = 0; i < line->argument_count && status == 0; i++) {
        char *name = wf_outputs_picture(output->path, line->argument_count, i);
        status = check_output(line, &(struct output){output->option, name, false}, err);
        free(name);
    }
    return status;
}

int wf_outputs_check(const struct wf_command_line *line, struct wf_err *err)
{
    struct output outputs[OUTPUTS];
    list_outputs(line, outputs);
    int status = check_distinct(outputs, err);
    for (size_t i = 0; i < OUTPUTS && status == 0; i++)
        if (outputs[i].path)
            status =
                outputs[i].path == line->picture && line->command->options & WF_OPTIONS_CALIBRATE
                    ? check_pictures(line, &outputs[i], err)
                    : check_output(line, &outputs[i], err);
    return status;
}
