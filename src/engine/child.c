#include "engine/child.h"
#include "base/clock.h"
#include "engine/frame.h"
#include "job/life.h"
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <simgrid/engine.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAIRED_FROM = 3000 };
static const double PROGRESS_EVERY_S = 0.05;

/* End with @p parent, even where it has died before this call. */
static void follow(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(WF_EFAIL);
}

static void write_stderr_to(struct wf_channel *channel)
{
    if (dup2(channel->text, STDERR_FILENO) < 0)
        _exit(WF_EFAIL);
    wf_close(&channel->text);
}

/* ---- a simulation ---- */

/* What a job is told, and told by. */
struct reporter {
    int fd;
    double last_s, until_s;
};

static bool is_time_up(void *data)
{
    const struct reporter *reporter = data;
    return wf_clock_s() >= reporter->until_s;
}

static void report_progress(void *data, uint64_t done, uint64_t total, uint64_t turns)
{
    struct reporter *reporter = data;
    double now_s = wf_clock_s();
    if (done < total && now_s - reporter->last_s < PROGRESS_EVERY_S)
        return;
    reporter->last_s = now_s;
    uint64_t counts[] = {done, total, turns};
    wf_frame_send(reporter->fd, WF_FRAME_PROGRESS, counts, sizeof counts);
}

static void report_crowd(void *data, const char *link, uint64_t transfers)
{
    struct reporter *reporter = data;
    struct wf_buffer bytes = {0};
    wf_buffer_add(&bytes, (const char *)&transfers, sizeof transfers);
    wf_buffer_add(&bytes, link, strlen(link) + 1);
    wf_frame_send(reporter->fd, WF_FRAME_CROWD, bytes.text, bytes.length);
    wf_buffer_release(&bytes);
}

/* Present only in a build with LeakSanitizer: a child leaves by _exit, so it asks here. */
extern void __lsan_do_leak_check(void) __attribute__((weak));

/* Do so many turns run at the same time that workers are pairs? */
static bool is_paired(const struct wf_process_options *options, const struct wf_scenario *scenario)
{
    uint64_t from = options->paired_from ? options->paired_from : PAIRED_FROM;
    return wf_scenario_most_turns(scenario) >= from;
}

static struct wf_engine_network network_of(const struct wf_child_task *task,
                                           const struct wf_scenario *scenario)
{
    const struct wf_process_options *options = task->options;
    return (struct wf_engine_network){
        .model = wf_engine_network_model(scenario->platform, options->simgrid_arguments,
                                         options->simgrid_argument_count),
        .paired = is_paired(options, scenario),
        .arguments = options->simgrid_arguments,
        .argument_count = options->simgrid_argument_count,
        .held = options->held,
        .closed_only = options->closed_only};
}

/* What the program gets of an outcome. */
static void send_outcome(const struct wf_process_request *request, struct wf_outcome *outcome,
                         int frames)
{
    if (!request->digest || outcome->kept_count) {
        wf_frame_send_outcome(frames, outcome);
        return;
    }
    struct wf_outcome head = wf_outcome_head(outcome);
    struct wf_buffer out = {0};
    request->digest(request->digest_data, outcome, &out);
    wf_frame_send(frames, WF_FRAME_DIGEST, out.text, out.length);
    wf_frame_send_outcome(frames, &head);
    wf_buffer_release(&out);
    wf_outcome_release(outcome);
}

/* @param unloaded  SimGrid has no platform */
static void play(const struct wf_child_task *task, size_t index, bool unloaded, double until_s,
                 int frames)
{
    const struct wf_process_request *request = &task->requests[index];
    struct reporter reporter = {.fd = frames, .until_s = until_s};
    struct wf_job job = {.scenario = request->scenario,
                         .life_data = request->life_data,
                         .keep_cohorts = request->keep_cohorts,
                         .keep_power = request->keep_power,
                         .progress = report_progress,
                         .crowd = report_crowd,
                         .progress_data = &reporter,
                         .is_time_up = until_s > 0 ? is_time_up : NULL,
                         .clock_data = &reporter};
    struct wf_engine_network network = network_of(task, request->scenario);
    network.unloaded = unloaded;
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_engine_run(&job, request->live, &network, &diag, &err);
    wf_frame_send_diag(frames, &diag);
    if (status < 0)
        wf_frame_send(frames, WF_FRAME_ERROR, &err, sizeof err);
    else
        send_outcome(request, &job.outcome, frames);
    wf_diag_release(&diag);
    wf_job_release(&job);
}

static _Noreturn void leave(void)
{
    if (__lsan_do_leak_check)
        __lsan_do_leak_check();
    _exit(0);
}

/* ---- the loader ---- */

static struct wf_engine_options engine_options(const struct wf_child_task *task)
{
    const struct wf_process_options *options = task->options;
    struct wf_engine_options engine = {.simgrid_arguments = options->simgrid_arguments,
                                       .simgrid_argument_count = options->simgrid_argument_count};
    for (size_t i = 0; i < task->count; i++) {
        const struct wf_scenario *scenario = task->requests[i].scenario;
        uint64_t actors = wf_scenario_most_turns(scenario) * (is_paired(options, scenario) ? 2 : 1);
        engine.most_actors = actors > engine.most_actors ? actors : engine.most_actors;
        engine.audit |= scenario->options.audit && !options->closed_only;
    }
    return engine;
}

/* Is there a request that SimGrid must have the platform for, or is it asked about alone? */
static bool needs_platform(const struct wf_child_task *task)
{
    bool needs = task->count == 0;
    for (size_t i = 0; i < task->count && !needs; i++) {
        const struct wf_process_request *request = &task->requests[i];
        const struct wf_engine_network network = network_of(task, request->scenario);
        needs = wf_engine_needs_platform(request->scenario, request->live, &network);
    }
    return needs;
}

/* The loader's pipes as its runners see them: closed, so that each pipe ends with its owner. */
struct loader {
    const struct wf_child_task *task;
    bool unloaded;
    struct wf_channel *channel;
    int commands;
    pid_t *runners;                     /* by slot; 0: none was needed */
    const struct wf_platform *platform; /* whose links SimGrid has; NULL: of none any more */
};

/* @return the errno of a failure, or 0; the pipes of the runner are then closed here. */
static int start_runner(struct loader *loader, const struct wf_command *command,
                        struct wf_channel *channel)
{
    if (channel->frames < 0)
        return EMFILE;
    pid_t self = getpid(), runner = fork();
    if (runner == 0) {
        follow(self);
        free(loader->runners);
        wf_channel_close(loader->channel);
        wf_close(&loader->commands);
        write_stderr_to(channel);
        play(loader->task, command->request, loader->unloaded, command->until_s, channel->frames);
        leave();
    }
    int error = runner < 0 ? errno : 0;
    loader->runners[command->slot] = runner;
    wf_channel_close(channel);
    return error;
}

/* SimGrid gets the links of the platform of a request. @return false: it cannot */
static bool adapt(struct loader *loader, const struct wf_platform *platform)
{
    bool may =
        loader->unloaded || (loader->platform && wf_engine_adapt(loader->platform, platform));
    loader->platform = may ? platform : NULL;
    return may;
}

/* Play a request here. @return as start_runner */
static int play_here(struct loader *loader, const struct wf_command *command,
                     struct wf_channel *channel)
{
    const struct wf_scenario *scenario = loader->task->requests[command->request].scenario;
    struct wf_err err = {0};
    if (channel->frames < 0)
        return EMFILE;
    loader->runners[command->slot] = 0;
    if (adapt(loader, scenario->platform)) {
        play(loader->task, command->request, loader->unloaded, command->until_s, channel->frames);
    } else {
        wf_err_set(&err, WF_EALL, "its platform must be loaded");
        wf_frame_send(channel->frames, WF_FRAME_ERROR, &err, sizeof err);
    }
    wf_channel_close(channel);
    return 0;
}

static int start(struct loader *loader, const struct wf_command *command,
                 struct wf_channel *channel)
{
    return loader->task->options->closed_only ? play_here(loader, command, channel)
                                              : start_runner(loader, command, channel);
}

/* @param pid  0: there is none */
static int wait_for(pid_t pid)
{
    int status = 0;
    if (pid == 0)
        return status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static void serve(struct loader *loader)
{
    loader->runners = wf_calloc(loader->task->options->jobs, sizeof *loader->runners);
    struct wf_command command;
    struct wf_channel channel;
    while (wf_command_receive(loader->commands, &command, &channel)) {
        int32_t reply = command.kind == WF_COMMAND_START ? start(loader, &command, &channel)
                                                         : wait_for(loader->runners[command.slot]);
        wf_frame_send(loader->channel->frames, WF_FRAME_REPLY, &reply, sizeof reply);
    }
    free(loader->runners);
}

/* Large blocks go back to the system when they are freed: of a large fleet, what the meter held has
 * gone when the outcome is sent, and the program receives it. By itself the C library raises this
 * limit with each such block that is freed. */
enum { MAPPED_FROM = 256 * 1024 };

_Noreturn void wf_child_load(const struct wf_child_task *task, struct wf_channel *channel,
                             int commands)
{
    struct wf_err err = {0};
    follow(task->program);
    mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
    write_stderr_to(channel);
    const struct wf_engine_options engine = engine_options(task);
    bool held = task->options->held, unloaded = !needs_platform(task);
    if (!unloaded || !task->options->closed_only)
        wf_engine_start(&engine);
    wf_frame_send(channel->frames, WF_FRAME_STARTED, "", 0);
    if (!held && !unloaded && wf_engine_load(task->platform, &err) < 0) {
        wf_frame_send(channel->frames, WF_FRAME_ERROR, &err, sizeof err);
        _exit(0);
    }
    if (task->count == 0) { /* the platform alone was asked about */
        wf_frame_send(channel->frames, WF_FRAME_LOADED, "", 0);
        _exit(0);
    }
    if (task->count == 1) {
        wf_frame_send(channel->frames, WF_FRAME_LOADED, "", 0);
        play(task, 0, unloaded, task->options->until_s, channel->frames);
        leave();
    }
    if (!held && !unloaded)
        simgrid_run_until(0);
    wf_frame_send(channel->frames, WF_FRAME_LOADED, "", 0);
    serve(&(struct loader){task, unloaded, channel, commands, NULL, task->platform});
    if (task->options->closed_only)
        leave();
    _exit(0);
}

bool wf_process_needs_platform(const struct wf_process_request *requests, size_t count,
                               const struct wf_process_options *options)
{
    return needs_platform(
        &(struct wf_child_task){.requests = requests, .count = count, .options = options});
}

void wf_process_start(bool audit, const struct wf_process_options *options)
{
    const struct wf_engine_options engine = {.simgrid_arguments = options->simgrid_arguments,
                                             .simgrid_argument_count =
                                                 options->simgrid_argument_count,
                                             .audit = audit};
    wf_engine_start(&engine);
}

int wf_process_hold(const struct wf_platform *platform, bool audit,
                    const struct wf_process_options *options, struct wf_err *err)
{
    wf_process_start(audit, options);
    if (wf_engine_load(platform, err) < 0)
        return -1;
    simgrid_run_until(0);
    return 0;
}
