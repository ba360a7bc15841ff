#include "engine/process.h"
#include "base/clock.h"
#include "engine/child.h"
#include "engine/listener.h"
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUIET_MS = 1000 };
enum { FILES_WANTED = 16 }; /* descriptors for one simulation at a time, libraries' own included */

/* A place for a runner. Its number is the runner's name in commands. */
struct slot {
    struct wf_listener listener;
    enum { FREE, RUNNING, WAITED_FOR } state;
};

struct program {
    struct wf_child_task task;
    struct wf_process_result *results;
    struct wf_diag *diags; /* one a request: runners report in any order */
    struct wf_listener loader;
    enum wf_stage stage; /* of the loader */
    pid_t loader_pid;
    int commands; /* socket to the loader; -1 with one request, or where nothing is left to ask */
    struct slot *asked; /* the command without an answer is about it; NULL: there is none */
    struct slot *slots;
    size_t slot_count, running; /* slots, and those not free */
    size_t started;             /* requests, in their order */
    bool late;                  /* the time was up while the platform was loading */
    bool full;                  /* the system has no room for one more runner until one ends */
    struct pollfd *polls;       /* two a child */
    struct wf_listener **owners;
};

/* ---- commands to the loader ---- */

static int fail_to_connect(int error, struct wf_err *err)
{
    struct rlimit limit;
    if (error != EMFILE || getrlimit(RLIMIT_NOFILE, &limit) < 0)
        return wf_err_set(err, WF_EFAIL, "cannot make a pipe: %s", strerror(error));
    return wf_err_set(err, WF_EFAIL,
                      "cannot make a pipe: %s; the limit is %llu open files, %d are enough (ulimit "
                      "-n %d)",
                      strerror(error), (unsigned long long)limit.rlim_cur, FILES_WANTED,
                      FILES_WANTED);
}

/* When the simulation that is started next ends early: it has an equal share of the time that is
 * left for it and those that wait for its slot. 0: never */
static double until_s(const struct program *program)
{
    const struct wf_process_options *options = program->task.options;
    double now_s = wf_clock_s();
    size_t waiting = program->task.count - program->started;
    size_t turns = (waiting + options->jobs - 1) / options->jobs;
    if (options->until_s <= 0)
        return 0;
    return now_s + fmax(0, options->until_s - now_s) / (double)turns;
}

/* @return 0, or the errno of a failure */
static int send_command(struct program *program, enum wf_command_kind kind, struct slot *slot,
                        const struct wf_channel *channel)
{
    struct wf_command command = {
        .kind = kind, .slot = (uint32_t)(slot - program->slots), .request = slot->listener.request};
    if (kind == WF_COMMAND_START)
        command.until_s = until_s(program);
    if (wf_command_send(program->commands, &command, channel) == 0) {
        program->asked = slot;
        return 0;
    }
    int error = errno;
    if (error == EPIPE) /* the loader is dead: all pipes will end */
        wf_close(&program->commands);
    return error;
}

/* Start the next request in a free slot. @return 0, or the errno of a failure. */
static int start(struct program *program, struct slot *slot)
{
    struct wf_channel writing;
    if (wf_channel_open(&slot->listener.channel, &writing) < 0)
        return errno;
    slot->listener.request = program->started;
    int error = send_command(program, WF_COMMAND_START, slot, &writing);
    wf_channel_close(&writing);
    if (error) {
        wf_listener_release(&slot->listener);
        return error;
    }
    slot->state = RUNNING;
    program->running++;
    program->started++;
    return 0;
}

static void vacate(struct program *program, struct slot *slot)
{
    wf_listener_release(&slot->listener);
    slot->state = FREE;
    program->running--;
    program->full = false;
}

/* The next request could not be started: it waits for the end of a runner, or fails where there is
 * none to wait for. */
static void postpone(struct program *program, const struct wf_err *err)
{
    if (program->running)
        program->full = true;
    else
        program->results[program->started++].err = *err;
}

static struct slot *find_free(struct program *program)
{
    for (size_t i = 0; i < program->slot_count; i++)
        if (program->slots[i].state == FREE)
            return &program->slots[i];
    return NULL;
}

/* A runner whose pipes are at their end: it has ended, or is about to. */
static struct slot *find_ended(struct program *program)
{
    for (size_t i = 0; i < program->slot_count; i++)
        if (program->slots[i].state == RUNNING && !wf_listener_is_open(&program->slots[i].listener))
            return &program->slots[i];
    return NULL;
}

/* Send the next command, if there is one to send. */
static void ask(struct program *program)
{
    if (program->asked || program->commands < 0 || program->stage != WF_STAGE_LOADED)
        return;
    struct slot *slot = find_ended(program);
    if (slot) {
        if (send_command(program, WF_COMMAND_WAIT, slot, NULL) == 0)
            slot->state = WAITED_FOR;
        return;
    }
    while (program->started < program->task.count && !program->full &&
           (slot = find_free(program))) {
        int error = start(program, slot);
        if (error == 0 || error == EPIPE)
            return;
        struct wf_err err;
        fail_to_connect(error, &err);
        postpone(program, &err);
    }
    if (!program->running && program->started == program->task.count)
        wf_close(&program->commands); /* the loader ends */
}

static void handle_reply(struct program *program, int32_t reply)
{
    struct slot *slot = program->asked;
    program->asked = NULL;
    if (slot->state == WAITED_FOR) {
        wf_listener_settle(&slot->listener, program->task.platform->path, program->stage, reply,
                           &program->results[slot->listener.request]);
        vacate(program, slot);
    } else if (reply != 0) {
        struct wf_err err;
        wf_err_set(&err, WF_EFAIL, "cannot start a process: %s", strerror(reply));
        vacate(program, slot);
        program->started--; /* no other has been started since */
        postpone(program, &err);
    }
}

/* ---- listening ---- */

static void hear(struct program *program, struct wf_listener *listener, int fd)
{
    struct wf_frame frame;
    int32_t reply;
    wf_listener_read(listener, fd);
    while (wf_listener_next(listener, program->task.options, &program->diags[listener->request],
                            &frame))
        switch (frame.type) {
        case WF_FRAME_STARTED:
            program->stage = WF_STAGE_STARTED;
            break;
        case WF_FRAME_LOADED:
            program->stage = WF_STAGE_LOADED;
            break;
        default:
            memcpy(&reply, frame.bytes, sizeof reply);
            handle_reply(program, reply);
        }
}

static size_t add_polls(struct program *program, struct wf_listener *listener, size_t count)
{
    const int fds[] = {listener->channel.frames, listener->channel.text};
    for (int i = 0; i < 2; i++)
        if (fds[i] >= 0) {
            program->polls[count] = (struct pollfd){.fd = fds[i], .events = POLLIN};
            program->owners[count++] = listener;
        }
    return count;
}

/* Is the time up before there is anything to simulate on? */
static bool is_late(const struct program *program)
{
    double until_s = program->task.options->until_s;
    return until_s > 0 && program->stage != WF_STAGE_LOADED && wf_clock_s() >= until_s;
}

static void fail_late(const struct program *program, struct wf_err *err)
{
    wf_err_set(err, WF_EFAIL,
               "--max-time: the time was up while '%s' was still loading: nothing was simulated",
               program->task.platform->path);
}

static void end_late_loader(struct program *program)
{
    if (program->late || !is_late(program))
        return;
    program->late = true;
    kill(program->loader_pid, SIGKILL);
}

/* How long nothing may be heard, ms; -1: for ever */
static int patience_ms(const struct program *program)
{
    const struct wf_process_options *options = program->task.options;
    int quiet_ms = options->quiet ? QUIET_MS : INT_MAX;
    double left_ms = INT_MAX;
    if (options->until_s > 0 && program->stage != WF_STAGE_LOADED && !program->late)
        left_ms = fmax(0, ceil(1000 * (options->until_s - wf_clock_s())));
    int wait_ms = left_ms < quiet_ms ? (int)left_ms : quiet_ms;
    return wait_ms == INT_MAX ? -1 : wait_ms;
}

/* Wait until something can be read, and handle it. @return false where no pipe is open. */
static bool listen_once(struct program *program)
{
    /* poll refuses more entries than descriptors may be open, so only open pipes are listed */
    size_t count = add_polls(program, &program->loader, 0);
    for (size_t i = 0; i < program->slot_count; i++)
        count = add_polls(program, &program->slots[i].listener, count);
    if (!count)
        return false;
    const struct wf_process_options *options = program->task.options;
    int ready = poll(program->polls, (nfds_t)count, patience_ms(program));
    end_late_loader(program);
    if (ready == 0 && options->quiet)
        options->quiet(options->progress_data);
    if (ready < 0) {
        if (errno != EINTR)
            wf_die_no_memory(); /* the one failure left when the arguments are right */
        return true;
    }
    for (size_t i = 0; i < count; i++)
        if (program->polls[i].revents)
            hear(program, program->owners[i], program->polls[i].fd);
    return true;
}

/* ---- from start to end ---- */

static int start_loader(struct program *program, struct wf_err *err)
{
    struct wf_channel writing = {-1, -1};
    int receiving = -1, status = -1;
    if (wf_channel_open(&program->loader.channel, &writing) < 0 ||
        (program->task.count > 1 && wf_command_open(&program->commands, &receiving) < 0)) {
        fail_to_connect(errno, err);
        goto out;
    }
    fflush(NULL);
    program->loader_pid = fork();
    if (program->loader_pid == 0) {
        wf_channel_close(&program->loader.channel);
        wf_close(&program->commands);
        wf_child_load(&program->task, &writing, receiving);
    }
    if (program->loader_pid < 0)
        wf_err_set(err, WF_EFAIL, "cannot start a process: %s", strerror(errno));
    else
        status = 0;
out:
    wf_channel_close(&writing);
    wf_close(&receiving);
    return status;
}

/* SimGrid gives no line where it refuses a <config>: it quotes the key, or the value. */
static void find_line(const struct wf_platform *platform, struct wf_err *err)
{
    static const char lead[] = ": SimGrid refuses the platform: ";
    const char *words = err->code == WF_EINPUT ? strstr(err->text, lead) : NULL;
    const struct wf_config *config = words ? platform->configs : NULL;
    for (; config; config = config->next) {
        char *key = wf_format("config key: %s", config->name);
        char *quoted = wf_format("'%s'", config->value);
        size_t length = strlen(words), size = strlen(key);
        bool found =
            strstr(words, quoted) || (length >= size && !strcmp(words + length - size, key));
        free(key);
        free(quoted);
        if (found)
            break;
    }
    if (!config)
        return;
    char *text = wf_format("%s:%u: <config> prop '%s': %s (SimGrid)", platform->path, config->line,
                           config->name, words + sizeof lead - 1);
    wf_err_set(err, WF_EINPUT, "%s", text);
    free(text);
}

/* The loader has ended with @p status: after its runners, or before them; those end with it. */
static void settle_rest(struct program *program, int status)
{
    const char *platform = program->task.platform->path;
    struct wf_process_result *results = program->results, left = {0};
    if (program->late)
        fail_late(program, &program->loader.err);
    wf_listener_settle(&program->loader, platform, program->stage, status,
                       program->task.count == 1 ? results : &left);
    find_line(program->task.platform, program->task.count == 1 ? &results->err : &left.err);
    if (program->task.count == 1)
        return;
    for (size_t i = 0; i < program->slot_count; i++)
        if (program->slots[i].state != FREE)
            results[program->slots[i].listener.request].err = left.err;
    for (size_t i = program->started; i < program->task.count; i++)
        results[i].err = left.err;
}

static size_t jobs_of(const struct wf_process_options *options, size_t count)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = options->jobs ? options->jobs : cores > 0 ? (size_t)cores : 1;
    return jobs < count ? jobs : count;
}

static void init(struct program *program)
{
    size_t count = program->task.count, slots = count > 1 ? program->task.options->jobs : 0;
    program->slot_count = slots;
    program->slots = wf_calloc(slots + 1, sizeof *program->slots);
    program->polls = wf_calloc(2 * (slots + 1), sizeof *program->polls);
    program->owners = wf_calloc(2 * (slots + 1), sizeof *program->owners);
    program->diags = wf_calloc(count, sizeof *program->diags);
    wf_listener_init(&program->loader);
    for (size_t i = 0; i < slots; i++)
        wf_listener_init(&program->slots[i].listener);
    for (size_t i = 0; i < count; i++) {
        wf_diag_init(&program->diags[i]);
        program->results[i] = (struct wf_process_result){.status = -1};
    }
}

static void release(struct program *program)
{
    wf_listener_release(&program->loader);
    for (size_t i = 0; i < program->slot_count; i++)
        wf_listener_release(&program->slots[i].listener);
    for (size_t i = 0; i < program->task.count; i++)
        wf_diag_release(&program->diags[i]);
    wf_close(&program->commands);
    free(program->slots);
    free(program->polls);
    free(program->owners);
    free(program->diags);
}

/* Mistakes in the order of the requests. @return 0, or -1 with the first error. */
static int gather(struct program *program, struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_process_options *options = program->task.options;
    const char *model = wf_engine_network_model(program->task.platform, options->simgrid_arguments,
                                                options->simgrid_argument_count);
    int status = 0;
    for (size_t i = 0; i < program->task.count; i++) {
        struct wf_process_result *result = &program->results[i];
        wf_diag_append(diag, &program->diags[i]);
        snprintf(result->outcome.network_model, sizeof result->outcome.network_model, "%s", model);
        snprintf(result->outcome.simgrid, sizeof result->outcome.simgrid, "%s",
                 wf_engine_version());
        if (result->status < 0 && status == 0) {
            status = -1;
            if (err)
                *err = result->err;
        }
    }
    return status;
}

int wf_process_run(const struct wf_platform *platform, const struct wf_process_request *requests,
                   size_t count, const struct wf_process_options *given,
                   struct wf_process_result *results, struct wf_diag *diag, struct wf_err *err)
{
    assert(count > 0);
    struct wf_process_options options = *given;
    options.jobs = jobs_of(given, count);
    struct program program = {.task = {.platform = platform,
                                       .requests = requests,
                                       .count = count,
                                       .options = &options,
                                       .program = getpid()},
                              .results = results,
                              .commands = -1};
    int status = -1, loader_status = 0;
    init(&program);
    if (is_late(&program)) {
        fail_late(&program, err);
        goto out;
    }
    if (start_loader(&program, err) < 0)
        goto out;
    while (listen_once(&program))
        ask(&program);
    while (waitpid(program.loader_pid, &loader_status, 0) < 0 && errno == EINTR)
        ;
    settle_rest(&program, loader_status);
    status = gather(&program, diag, err);
out:
    release(&program);
    return status;
}

int wf_process_load(const struct wf_platform *platform, const struct wf_process_options *options,
                    struct wf_err *err)
{
    struct wf_diag unused;
    struct wf_process_result loaded = {.status = -1};
    struct program program = {
        .task = {.platform = platform, .options = options, .program = getpid()},
        .diags = &unused,
        .commands = -1};
    struct pollfd polls[2];
    struct wf_listener *owners[2];
    int status = -1, ended = 0;
    program.polls = polls;
    program.owners = owners;
    wf_diag_init(&unused);
    wf_listener_init(&program.loader);
    if (start_loader(&program, err) < 0)
        goto out;
    while (listen_once(&program))
        ;
    while (waitpid(program.loader_pid, &ended, 0) < 0 && errno == EINTR)
        ;
    status = program.stage == WF_STAGE_LOADED && ended == 0 ? 0 : -1;
    if (status < 0) {
        wf_listener_settle(&program.loader, platform->path, program.stage, ended, &loaded);
        find_line(platform, &loaded.err);
        *err = loaded.err;
    }
out:
    wf_listener_release(&program.loader);
    wf_diag_release(&unused);
    return status;
}
