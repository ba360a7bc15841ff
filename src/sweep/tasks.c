#include "sweep/tasks.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the processes share: the next task, what was played, and behind it the numbers. */
struct board {
    uint64_t next, played;
};

static double *numbers_of(struct board *board)
{
    return (double *)(void *)(board + 1);
}

static size_t board_size(const struct wf_tasks *tasks)
{
    return sizeof(struct board) + tasks->count * tasks->numbers * sizeof(double);
}

static void work(const struct wf_tasks *tasks, struct board *board)
{
    struct wf_samples samples;
    uint64_t task;
    wf_samples_init(&samples, tasks->swept);
    while ((task = __atomic_fetch_add(&board->next, 1, __ATOMIC_SEQ_CST)) < tasks->count) {
        tasks->perform(tasks->data, &samples, task, numbers_of(board) + task * tasks->numbers);
        wf_samples_next(&samples);
    }
    __atomic_fetch_add(&board->played, samples.played, __ATOMIC_SEQ_CST);
    wf_samples_release(&samples);
}

static pid_t start(const struct wf_tasks *tasks, struct board *board)
{
    pid_t program = getpid(), process = fork();
    if (process)
        return process;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != program)
        _exit(WF_EFAIL);
    work(tasks, board);
    _exit(0);
}

/* @return 0, or -1 with @p err, unless it has one: it died */
static int await(pid_t process, struct wf_err *err)
{
    int status;
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR)
            return wf_err_set(err, WF_EFAIL, "cannot wait for a process: %s", strerror(errno));
    if (WIFSIGNALED(status))
        return wf_err_set(err, WF_EFAIL, "a process of the study was ended by signal %d (%s)",
                          WTERMSIG(status), strsignal(WTERMSIG(status)));
    if (WEXITSTATUS(status))
        return wf_err_set(err, WF_EFAIL, "a process of the study ended with status %d",
                          WEXITSTATUS(status));
    return 0;
}

static int run(const struct wf_tasks *tasks, struct board *board, struct wf_err *err)
{
    size_t jobs = tasks->jobs < tasks->count ? tasks->jobs : tasks->count, started = 0;
    pid_t *processes = wf_calloc(jobs + 1, sizeof *processes);
    int status = 0;
    for (; status == 0 && started < jobs; started++) {
        processes[started] = start(tasks, board);
        if (processes[started] < 0)
            status = wf_err_set(err, WF_EFAIL, "cannot start a process: %s", strerror(errno));
    }
    for (size_t i = 0; i < started; i++) {
        struct wf_err own = {0};
        if (processes[i] < 0)
            continue;
        if (status < 0)
            kill(processes[i], SIGKILL);
        if (await(processes[i], &own) < 0 && status == 0) {
            *err = own;
            status = -1;
        }
    }
    free(processes);
    return status;
}

int wf_tasks_run(const struct wf_tasks *tasks, double *out, uint64_t *simulations,
                 struct wf_err *err)
{
    struct board *board =
        mmap(NULL, board_size(tasks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (board == MAP_FAILED)
        return wf_err_set(err, WF_EFAIL, "cannot share memory: %s", strerror(errno));
    int status = run(tasks, board, err);
    if (status == 0)
        memcpy(out, numbers_of(board), tasks->count * tasks->numbers * sizeof *out);
    if (simulations)
        *simulations = board->played;
    munmap(board, board_size(tasks));
    return status;
}
