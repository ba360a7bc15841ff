#include "engine/process.h"
#include "engine/death.h"
#include "engine/frame.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <simgrid/engine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STDERR_KEPT = 1 << 16, PROGRESS_EVERY_MS = 50, PAIRED_FROM = 3000 };

/* ---- the child's side ---- */

struct reporter {
    int fd;
    struct timespec last;
};

static void report_progress(void *data, uint64_t done, uint64_t total)
{
    struct reporter *reporter = data;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t elapsed_ms = (int64_t)(now.tv_sec - reporter->last.tv_sec) * 1000 +
                         (now.tv_nsec - reporter->last.tv_nsec) / 1000000;
    if (done < total && elapsed_ms < PROGRESS_EVERY_MS)
        return;
    reporter->last = now;
    uint64_t counts[2] = {done, total};
    wf_frame_send(reporter->fd, WF_FRAME_PROGRESS, counts, sizeof counts);
}

/* Present only in a build with LeakSanitizer: a child leaves by _exit, so it asks here. */
extern void __lsan_do_leak_check(void) __attribute__((weak));

/* Largest number of turns open at the same time. */
static bool is_paired(const struct wf_process_options *options, const struct wf_scenario *scenario)
{
    uint64_t from = options->paired_from ? options->paired_from : PAIRED_FROM;
    return wf_scenario_most_turns(scenario) >= from;
}

static void run_request(const struct wf_process_request *request,
                        const struct wf_process_options *options, int fd)
{
    struct reporter reporter = {.fd = fd};
    struct wf_job job = {.scenario = request->scenario,
                         .life_data = request->life_data,
                         .keep_cohorts = request->keep_cohorts,
                         .network_model = wf_engine_network_model(request->scenario->platform,
                                                                  options->simgrid_arguments,
                                                                  options->simgrid_argument_count),
                         .paired = is_paired(options, request->scenario),
                         .progress = report_progress,
                         .progress_data = &reporter};
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_engine_run(&job, request->live, &diag, &err);
    wf_frame_send_diag(fd, &diag);
    if (status < 0) {
        wf_frame_send(fd, WF_FRAME_ERROR, &err, sizeof err);
    } else {
        wf_frame_send_outcome(fd, &job.outcome);
    }
    wf_diag_release(&diag);
    wf_job_release(&job);
    if (__lsan_do_leak_check)
        __lsan_do_leak_check();
}

struct channel {
    int out[2], err[2]; /* pipes: frames, stderr */
};

static _Noreturn void be_runner(const struct wf_process_request *request,
                                const struct wf_process_options *options,
                                const struct channel *channel)
{
    dup2(channel->err[1], STDERR_FILENO);
    run_request(request, options, channel->out[1]);
    _exit(0);
}

/* The loader: load once, then run here (one request) or fork a runner each, a few at a time. */
static _Noreturn void be_loader(const struct wf_platform *platform,
                                const struct wf_overrides *overrides,
                                const struct wf_process_request *requests, size_t count,
                                const struct wf_process_options *options,
                                const struct channel *channels, const struct channel *own)
{
    struct wf_engine_options engine = {.simgrid_arguments = options->simgrid_arguments,
                                       .simgrid_argument_count = options->simgrid_argument_count};
    struct wf_err err = {0};
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    dup2(own->err[1], STDERR_FILENO);
    for (size_t i = 0; i < count; i++) {
        const struct wf_scenario *scenario = requests[i].scenario;
        uint64_t actors = wf_scenario_most_turns(scenario) * (is_paired(options, scenario) ? 2 : 1);
        engine.most_actors = actors > engine.most_actors ? actors : engine.most_actors;
        engine.audit |= scenario->options.audit;
    }
    wf_engine_start(&engine);
    for (size_t i = 0; i < count; i++)
        wf_frame_send(channels[i].out[1], WF_FRAME_STARTED, "", 0);
    if (wf_engine_load(platform, overrides, &err) < 0) {
        for (size_t i = 0; i < count; i++)
            wf_frame_send(channels[i].out[1], WF_FRAME_ERROR, &err, sizeof err);
        _exit(0);
    }
    if (count == 1) {
        wf_frame_send(channels[0].out[1], WF_FRAME_LOADED, "", 0);
        run_request(&requests[0], options, channels[0].out[1]);
        _exit(0);
    }
    simgrid_run_until(0);
    for (size_t i = 0; i < count; i++)
        wf_frame_send(channels[i].out[1], WF_FRAME_LOADED, "", 0);
    pid_t *pids = wf_calloc(count, sizeof *pids);
    size_t started = 0, running = 0;
    while (started < count || running) {
        if (started < count && running < options->jobs) {
            pid_t pid = fork();
            if (pid == 0) {
                prctl(PR_SET_PDEATHSIG, SIGTERM);
                be_runner(&requests[started], options, &channels[started]);
            }
            if (pid < 0) {
                wf_err_set(&err, WF_EFAIL, "cannot start a process: %s", strerror(errno));
                wf_frame_send(channels[started].out[1], WF_FRAME_ERROR, &err, sizeof err);
            }
            pids[started++] = pid;
            running += pid > 0;
            continue;
        }
        int status;
        pid_t pid = wait(&status);
        if (pid < 0 && errno != EINTR)
            break;
        for (size_t i = 0; i < started; i++)
            if (pid > 0 && pids[i] == pid) {
                wf_frame_send(channels[i].out[1], WF_FRAME_DEATH, &status, sizeof status);
                running--;
            }
    }
    free(pids);
    _exit(0);
}

/* ---- the parent's side ---- */

struct listener {
    struct wf_frame_reader frames;
    struct wf_buffer stderr_text;
    struct wf_outcome_arrival arrival;
    enum wf_stage stage;
    bool has_error, has_death;
    int death;
};

static void handle_frames(struct listener *listener, size_t index,
                          const struct wf_process_options *options,
                          struct wf_process_result *result, struct wf_diag *diag)
{
    struct wf_frame frame;
    while (wf_frame_next(&listener->frames, &frame)) {
        const char *bytes = frame.bytes;
        uint64_t counts[2];
        struct wf_outcome head;
        switch (frame.type) {
        case WF_FRAME_PROGRESS:
            memcpy(counts, bytes, sizeof counts);
            if (options->progress)
                options->progress(options->progress_data, index, counts[0], counts[1]);
            break;
        case WF_FRAME_DIAG:
            wf_frame_take_diag(&frame, diag);
            break;
        case WF_FRAME_ERROR:
            memcpy(&result->err, bytes, sizeof result->err);
            listener->has_error = true;
            break;
        case WF_FRAME_OUTCOME:
            memcpy(&head, bytes, sizeof head);
            wf_outcome_arrive(&listener->arrival, &head);
            break;
        case WF_FRAME_PART:
            wf_outcome_arrive_piece(&listener->arrival, (enum wf_outcome_part)(uint8_t)bytes[0],
                                    bytes + 1, frame.size - 1);
            break;
        case WF_FRAME_STARTED:
            listener->stage = WF_STAGE_STARTED;
            break;
        case WF_FRAME_LOADED:
            listener->stage = WF_STAGE_LOADED;
            break;
        case WF_FRAME_DEATH:
            memcpy(&listener->death, bytes, sizeof listener->death);
            listener->has_death = true;
            break;
        }
    }
}

/* Read what is there of stderr. @return false at the end. */
static bool drain(int fd, struct wf_buffer *into)
{
    char chunk[1 << 16];
    ssize_t got = read(fd, chunk, sizeof chunk);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    if (got > 0 && into->length < STDERR_KEPT)
        wf_buffer_add(into, chunk, (size_t)got);
    return got > 0;
}

static int open_channels(struct channel *channels, size_t count, struct wf_err *err)
{
    for (size_t i = 0; i < count; i++)
        if (pipe2(channels[i].out, O_CLOEXEC) < 0 || pipe2(channels[i].err, O_CLOEXEC) < 0)
            return wf_err_set(err, WF_EFAIL, "cannot make a pipe: %s", strerror(errno));
    return 0;
}

static void close_end(int *fd)
{
    if (*fd > 0)
        close(*fd);
    *fd = -1;
}

/* Listen to all children until the last pipe is closed. */
static void listen_all(struct channel *channels, struct listener *listeners, size_t count,
                       const struct wf_process_options *options, struct wf_process_result *results,
                       struct wf_diag *diag)
{
    size_t pipes = 2 * (count + 1), open = 0;
    struct pollfd *polls = wf_calloc(pipes, sizeof *polls);
    for (size_t i = 0; i < pipes; i++) {
        struct channel *channel = &channels[i / 2];
        polls[i] =
            (struct pollfd){.fd = i % 2 ? channel->err[0] : channel->out[0], .events = POLLIN};
        open++;
    }
    while (open) {
        if (poll(polls, (nfds_t)pipes, -1) < 0 && errno != EINTR)
            break;
        for (size_t i = 0; i < pipes; i++) {
            if (polls[i].fd < 0 || !polls[i].revents)
                continue;
            struct listener *listener = &listeners[i / 2];
            bool more = i % 2 ? drain(polls[i].fd, &listener->stderr_text)
                              : wf_frame_read(&listener->frames, polls[i].fd);
            if (i % 2 == 0 && i / 2 < count)
                handle_frames(listener, i / 2, options, &results[i / 2], diag);
            if (!more) {
                polls[i].fd = -1;
                open--;
            }
        }
    }
    free(polls);
}

int wf_process_run(const struct wf_platform *platform, const struct wf_overrides *overrides,
                   const struct wf_process_request *requests, size_t count,
                   const struct wf_process_options *given, struct wf_process_result *results,
                   struct wf_diag *diag, struct wf_err *err)
{
    struct wf_process_options options = *given;
    if (options.jobs == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        options.jobs = cores > 0 ? (size_t)cores : 1;
    }
    /* one channel a request, the last one the loader's own */
    struct channel *channels = wf_calloc(count + 1, sizeof *channels);
    struct listener *listeners = wf_calloc(count + 1, sizeof *listeners);
    int status = -1, loader_status = 0;
    pid_t pid = -1;
    memset(results, 0, count * sizeof *results);
    if (open_channels(channels, count + 1, err) < 0)
        goto out;
    fflush(NULL);
    pid = fork();
    if (pid < 0) {
        wf_err_set(err, WF_EFAIL, "cannot start a process: %s", strerror(errno));
        goto out;
    }
    if (pid == 0)
        be_loader(platform, overrides, requests, count, &options, channels, &channels[count]);
    for (size_t i = 0; i <= count; i++) {
        close_end(&channels[i].out[1]);
        close_end(&channels[i].err[1]);
    }
    listen_all(channels, listeners, count, &options, results, diag);
    while (waitpid(pid, &loader_status, 0) < 0 && errno == EINTR)
        ;
    status = 0;
    for (size_t i = 0; i < count; i++) {
        struct listener *listener = &listeners[i];
        bool died = listener->has_death ? listener->death != 0 : loader_status != 0;
        results[i].status = -1;
        if (listener->has_error || died || !listener->arrival.begun)
            wf_outcome_release(&listener->arrival.outcome);
        else
            results[i].status =
                wf_outcome_arrived(&listener->arrival, &results[i].outcome, &results[i].err);
        snprintf(results[i].outcome.network_model, sizeof results[i].outcome.network_model, "%s",
                 wf_engine_network_model(platform, options.simgrid_arguments,
                                         options.simgrid_argument_count));
        snprintf(results[i].outcome.simgrid, sizeof results[i].outcome.simgrid, "%s",
                 wf_engine_version());
        if (!listener->has_error && (died || !listener->arrival.begun))
            wf_death_explain(platform->path, listener->stage,
                             listener->has_death ? listener->death : loader_status,
                             listener->has_death ? &listener->stderr_text
                                                 : &listeners[count].stderr_text,
                             &results[i].err);
        if (results[i].status < 0 && status == 0) {
            status = -1;
            if (err)
                *err = results[i].err;
        }
    }
out:
    for (size_t i = 0; i <= count; i++) {
        for (int end = 0; end < 2; end++) {
            close_end(&channels[i].out[end]);
            close_end(&channels[i].err[end]);
        }
        wf_frame_reader_release(&listeners[i].frames);
        wf_buffer_release(&listeners[i].stderr_text);
    }
    free(channels);
    free(listeners);
    return status;
}
