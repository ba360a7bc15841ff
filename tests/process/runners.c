/* process.<case>: several requests, a runner each. What a runner does, and how it dies, concerns
 * its own request only; descriptors do not grow with the requests, and no process is left. */
#include "../cases.h"
#include "../scenario.h"
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <simgrid/actor.h>
#include <simgrid/link.h>
#include <simgrid/semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REQUESTS = 40 };

static void check(bool holds, const char *what, size_t request, const char *found)
{
    if (holds)
        return;
    printf("    FAILED %s (request %zu): '%s'\n", what, request, found);
    failures++;
}

/* What request i does; all of them share a scenario. */
struct act {
    void (*play)(const struct act *act, struct wf_job *job); /* NULL: nothing but sleep */
    double sleep_s;                                          /* tells the results apart */
    int pipe;
    size_t files;
};

static void live(struct wf_job *job)
{
    const struct act *act = job->life_data;
    sg_actor_sleep_for(act->sleep_s);
    if (act->play)
        act->play(act, job);
}

struct play {
    struct act acts[REQUESTS];
    struct wf_process_result results[REQUESTS];
    struct wf_process_options options;
    const char *platform; /* path */
    struct wf_err err;
    int status;
};

static void init(struct play *play)
{
    *play = (struct play){.options = {.jobs = 4}, .platform = "platforms/jetson-cluster.xml"};
    for (size_t i = 0; i < REQUESTS; i++)
        play->acts[i].sleep_s = 10 * (double)(i + 1);
}

static size_t open_files(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* Run all; then no descriptor is open and no process left that was not before. A runner whose
 * loader has died becomes our child (main asks for that), so that it can be waited for. */
static void run(struct play *play)
{
    static const char *const deployment[] = {"deployments/jetson-fedavg.xml"};
    static const char *const contexts = "--cfg=contexts/factory:thread"; /* for ASan builds */
    struct wf_study study;
    struct wf_study_request request = {
        .platform = play->platform, .deployments = deployment, .count = 1, .options = {.seed = 1}};
    struct wf_process_request requests[REQUESTS];
    size_t files = open_files();
    if (wf_study_load(&study, &request, &play->err) < 0) {
        check(false, "the shipped files load", 0, play->err.text);
        wf_study_release(&study);
        return;
    }
    for (size_t i = 0; i < REQUESTS; i++)
        requests[i] = (struct wf_process_request){
            .scenario = &study.scenarios[0], .live = live, .life_data = &play->acts[i]};
#ifdef __SANITIZE_ADDRESS__
    play->options.simgrid_arguments = &contexts;
    play->options.simgrid_argument_count = 1;
#endif
    (void)contexts;
    play->status = wf_process_run(study.platform, requests, REQUESTS, &play->options, play->results,
                                  &study.diag, &play->err);
    while (waitpid(-1, NULL, 0) > 0) /* ends only when all orphans have ended */
        ;
    check(errno == ECHILD, "no child is left", 0, strerror(errno));
    check(open_files() == files, "no descriptor is left open", 0, "there is one");
    wf_study_release(&study);
}

static void release(struct play *play)
{
    for (size_t i = 0; i < REQUESTS; i++)
        wf_outcome_release(&play->results[i].outcome);
}

static void expect_result(const struct play *play, size_t i)
{
    check(play->results[i].status == 0, "it succeeds", i, play->results[i].err.text);
    check(fabs(play->results[i].outcome.time_s - play->acts[i].sleep_s) < 1e-9,
          "it is the result of this request", i, "of another");
}

static void expect_error(const struct play *play, size_t i, enum wf_code code, const char *words)
{
    const struct wf_process_result *result = &play->results[i];
    check(result->status == -1 && result->err.code == code, "it fails with its code", i,
          result->err.text);
    check(strstr(result->err.text, words) != NULL, words, i, result->err.text);
    check(result->outcome.host_count == 0, "no result", i, "there is one");
}

/* Lower the limit on open files for a run. */
static void run_with_files(struct play *play, rlim_t files)
{
    struct rlimit before, limit;
    getrlimit(RLIMIT_NOFILE, &before);
    limit = before;
    limit.rlim_cur = files;
    setrlimit(RLIMIT_NOFILE, &limit);
    run(play);
    setrlimit(RLIMIT_NOFILE, &before);
}

/* ---- one platform ---- */

static bool copy_file(const char *from, const char *to)
{
    char bytes[4096];
    size_t got;
    FILE *in = fopen(from, "r"), *out = fopen(to, "w");
    if (!in || !out)
        return false;
    while ((got = fread(bytes, 1, sizeof bytes, in)) > 0)
        if (fwrite(bytes, 1, got, out) != got)
            return false;
    fclose(in);
    return fclose(out) == 0;
}

static void spoil(const struct act *act, struct wf_job *job)
{
    const char *path = job->scenario->platform->path;
    (void)act;
    if (truncate(path, 0) < 0)
        wf_err_set(&job->err, WF_EIO, "cannot empty '%s'", path);
}

/* The first runner empties the file of the platform. The others, one after the other, do not read
 * it.
 */
static void the_platform_is_loaded_once_for_all_runners(void)
{
    char folder[] = "/tmp/wattfleet-runners-XXXXXX";
    if (!mkdtemp(folder))
        abort();
    char *platform = wf_format("%s/jetson-cluster.xml", folder);
    struct play play;
    init(&play);
    play.platform = platform;
    play.options.jobs = 1;
    play.acts[0].play = spoil;
    check(copy_file("platforms/jetson-cluster.xml", platform), "the platform is copied", 0,
          platform);
    run(&play);
    check(play.status == 0, "all succeed", 0, play.err.text);
    for (size_t i = 0; i < REQUESTS; i++)
        expect_result(&play, i);
    release(&play);
    unlink(platform);
    rmdir(folder);
    free(platform);
}

/* ---- descriptors ---- */

static void descriptors_grow_neither_with_requests_nor_with_jobs(void)
{
    static const size_t jobs[] = {1, 2, REQUESTS - 1, 4096};
    for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
        struct play play;
        init(&play);
        play.options.jobs = jobs[j];
        run_with_files(&play, 24); /* of 2 x 40 for all at the same time */
        check(play.status == 0, "all succeed", 0, play.err.text);
        for (size_t i = 0; i < REQUESTS; i++)
            expect_result(&play, i);
        release(&play);
    }
}

static void too_few_descriptors_are_an_error_with_a_remedy(void)
{
    for (rlim_t files = 5; files < 16; files++) {
        struct play play;
        init(&play);
        run_with_files(&play, files);
        if (play.status == 0) { /* enough; so are 16, as the message says */
            release(&play);
            check(files > 5, "5 are too few", 0, "they suffice");
            continue;
        }
        char limit[64];
        snprintf(limit, sizeof limit, "the limit is %d open files", (int)files);
        check(play.err.code == WF_EFAIL, "exit status 1", 0, play.err.text);
        check(strstr(play.err.text, limit) != NULL, limit, 0, play.err.text);
        check(strstr(play.err.text, "ulimit -n 16") != NULL, "remedy", 0, play.err.text);
        release(&play);
    }
}

static void sixteen_descriptors_are_enough(void)
{
    struct play play;
    init(&play);
    run_with_files(&play, 16);
    check(play.status == 0, "all succeed", 0, play.err.text);
    release(&play);
}

/* Its stderr took the place of the program's. */
static void count_files(const struct act *act, struct wf_job *job)
{
    size_t files = open_files();
    if (files != act->files + 1)
        wf_err_set(&job->err, WF_ESIM, "%zu files are open, of the program %zu", files, act->files);
}

static void a_runner_holds_one_descriptor_beside_those_of_the_program(void)
{
    struct play play;
    init(&play);
    for (size_t i = 0; i < REQUESTS; i++) {
        play.acts[i].play = count_files;
        play.acts[i].files = open_files();
    }
    run(&play);
    for (size_t i = 0; i < REQUESTS; i++)
        expect_result(&play, i);
    release(&play);
}

/* ---- deaths ---- */

static void die_by_signal(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    raise(SIGKILL);
}

static void die_in_simgrid(const struct act *act, struct wf_job *job)
{
    char name[32];
    (void)job;
    snprintf(name, sizeof name, "link-of-%.0f", act->sleep_s);
    fprintf(stderr, "[x/CRITICAL] no link '%s'\n", name);
    abort();
}

static void die_in_a_deadlock(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    sg_sem_acquire(sg_sem_init(0));
}

static void exit_early(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    _exit(0);
}

static void report_an_error(const struct act *act, struct wf_job *job)
{
    wf_err_set(&job->err, WF_ESIM, "an error of %.0f", act->sleep_s);
}

static void a_death_concerns_its_own_request(void)
{
    static void (*const ends[])(const struct act *, struct wf_job *) = {
        NULL, die_by_signal, die_in_simgrid, NULL, die_in_a_deadlock, report_an_error, exit_early};
    enum { ENDS = sizeof ends / sizeof *ends };
    static const size_t jobs[] = {1, 3, REQUESTS};
    for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
        struct play play;
        init(&play);
        play.options.jobs = jobs[j];
        for (size_t i = 0; i < REQUESTS; i++)
            play.acts[i].play = ends[i % ENDS];
        run(&play);
        check(play.status == -1, "the run fails", 0, "it succeeds");
        check(!strcmp(play.err.text, play.results[1].err.text), "with the first error", 1,
              play.err.text);
        for (size_t i = 0; i < REQUESTS; i++) {
            char own[32];
            if (!ends[i % ENDS]) {
                expect_result(&play, i);
            } else if (ends[i % ENDS] == die_by_signal) {
                expect_error(&play, i, WF_ESIM, "signal 9 (Killed): it said nothing");
            } else if (ends[i % ENDS] == die_in_simgrid) {
                snprintf(own, sizeof own, "link-of-%.0f'", play.acts[i].sleep_s);
                expect_error(&play, i, WF_ESIM, own);
            } else if (ends[i % ENDS] == die_in_a_deadlock) {
                expect_error(&play, i, WF_ESIM, "deadlock");
            } else if (ends[i % ENDS] == exit_early) {
                expect_error(&play, i, WF_ESIM, "ended early with status 0");
            } else {
                snprintf(own, sizeof own, "an error of %.0f", play.acts[i].sleep_s);
                expect_error(&play, i, WF_ESIM, own);
            }
        }
        release(&play);
    }
}

static void kill_the_loader(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    kill(getppid(), SIGKILL);
    for (;;)
        pause();
}

static void sleep_for_good(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    for (;;)
        pause();
}

static void a_dead_loader_ends_its_runners_and_every_request(void)
{
    struct play play;
    init(&play);
    for (size_t i = 0; i < REQUESTS; i++)
        play.acts[i].play = sleep_for_good;
    play.acts[1].play = NULL;
    play.acts[4].play = kill_the_loader; /* started when request 1 has ended */
    run(&play);
    check(play.status == -1, "the run fails", 0, "it succeeds");
    expect_result(&play, 1);
    for (size_t i = 0; i < REQUESTS; i++)
        if (i != 1)
            expect_error(&play, i, WF_ESIM, "signal 9 (Killed)");
    release(&play);
}

/* Its pipes end, as at its death, so that the loader is asked to wait for it. */
static void close_pipes_and_stay(const struct act *act, struct wf_job *job)
{
    for (int fd = STDERR_FILENO; fd < 256; fd++)
        close(fd);
    sleep_for_good(act, job);
}

static void kill_the_waiting_loader(const struct act *act, struct wf_job *job)
{
    usleep(200000); /* by then it waits for the other runner; if not, the outcome is the same */
    kill_the_loader(act, job);
}

static void a_loader_that_dies_waiting_fails_that_request_too(void)
{
    struct play play;
    init(&play);
    play.options.jobs = 2;
    play.acts[0].play = kill_the_waiting_loader;
    play.acts[1].play = close_pipes_and_stay;
    run(&play);
    for (size_t i = 0; i < REQUESTS; i++)
        expect_error(&play, i, WF_ESIM, "signal 9 (Killed)");
    release(&play);
}

static void interrupt_the_loader(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    signal(SIGTERM, SIG_IGN); /* as under a shell that ignores it */
    kill(getppid(), SIGTERM);
    for (;;)
        pause();
}

static void a_runner_that_ignores_signals_ends_with_its_loader(void)
{
    struct play play;
    init(&play);
    play.acts[0].play = interrupt_the_loader;
    run(&play);
    check(play.status == -1, "the run fails", 0, "it succeeds");
    expect_error(&play, 0, WF_ESIM, "signal 15 (Terminated)");
    expect_error(&play, REQUESTS - 1, WF_ESIM, "signal 15 (Terminated)");
    release(&play);
}

/* ---- pipes ---- */

static void write_much(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
    for (int i = 0; i < 20000; i++)
        fprintf(stderr, "a line of fifty characters, of which there are many\n");
}

static void much_text_on_stderr_stops_nobody(void)
{
    struct play play;
    init(&play);
    for (size_t i = 0; i < REQUESTS; i += 3)
        play.acts[i].play = write_much;
    run(&play);
    check(play.status == 0, "all succeed", 0, play.err.text);
    for (size_t i = 0; i < REQUESTS; i++)
        expect_result(&play, i);
    release(&play);
}

/* Each runner goes on only when the program has heard of its progress. */
static void wait_to_be_heard(const struct act *act, struct wf_job *job)
{
    char byte;
    job->progress(job->progress_data, 1, 2, 7);
    if (read(act->pipe, &byte, 1) != 1)
        abort();
    job->progress(job->progress_data, 2, 2, 9);
}

struct heard {
    int pipe;
    uint64_t done[REQUESTS];
};

static void hear(void *data, size_t request, uint64_t done, uint64_t total, uint64_t turns)
{
    struct heard *heard = data;
    check(turns == (done == 1 ? 7 : 9), "turns come with the rounds", request, "");
    check(total == 2 && done == heard->done[request] + 1, "progress comes in order", request, "");
    heard->done[request] = done;
    if (done == 1 && write(heard->pipe, "", 1) != 1)
        check(false, "the pipe takes a byte", request, strerror(errno));
}

static void progress_is_heard_while_runners_run(void)
{
    struct play play;
    struct heard heard = {0};
    int ends[2];
    init(&play);
    if (pipe(ends) < 0)
        abort();
    for (size_t i = 0; i < REQUESTS; i++) {
        play.acts[i].play = wait_to_be_heard;
        play.acts[i].pipe = ends[0];
    }
    heard.pipe = ends[1];
    play.options.progress = hear;
    play.options.progress_data = &heard;
    run(&play);
    check(play.status == 0, "all succeed", 0, play.err.text);
    for (size_t i = 0; i < REQUESTS; i++)
        check(heard.done[i] == 2, "all progress is heard", i, "some is not");
    close(ends[0]);
    close(ends[1]);
    release(&play);
}

/* ---- what the system denies or disturbs ---- */

static void ignore(int signal)
{
    (void)signal;
}

static void signals_do_not_disturb_the_program(void)
{
    struct sigaction action = {.sa_handler = ignore}, before; /* without SA_RESTART */
    struct itimerval timer = {{0, 500}, {0, 500}}, never = {{0, 0}, {0, 0}};
    struct play play;
    init(&play);
    for (size_t i = 0; i < REQUESTS; i += 4)
        play.acts[i].play = write_much;
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &timer, NULL);
    run(&play);
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &before, NULL);
    check(play.status == 0, "all succeed", 0, play.err.text);
    for (size_t i = 0; i < REQUESTS; i++)
        expect_result(&play, i);
    release(&play);
}

enum { OTHER_USER = 54321, NOT_POSSIBLE = 77 };

/* Runs in a process of its own, as a user who may have so many processes: the program is one of
 * them, the loader another. */
static int run_with_processes(rlim_t processes)
{
    struct rlimit limit = {processes, processes};
    struct play play;
    if (setgid(OTHER_USER) < 0 || setuid(OTHER_USER) < 0 ||
        access("platforms/jetson-cluster.xml", R_OK) < 0)
        return NOT_POSSIBLE;
    prctl(PR_SET_DUMPABLE, 1); /* or /proc/self is root's */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    setrlimit(RLIMIT_NPROC, &limit);
    init(&play);
    play.options.jobs = REQUESTS;
    run(&play);
    for (size_t i = 0; i < REQUESTS; i++)
        if (processes > 2)
            expect_result(&play, i);
        else if (processes == 2)
            expect_error(&play, i, WF_EFAIL, "cannot start a process: Resource temporarily");
    check((play.status == 0) == (processes > 2), "it succeeds with a runner at least", 0,
          play.err.text);
    check(processes > 2 || strstr(play.err.text, "cannot start a process"), "the first error", 0,
          play.err.text);
    release(&play);
    fflush(stdout);
    return failures != 0;
}

static void as_many_run_as_the_user_may_have_processes(void)
{
#ifdef __SANITIZE_ADDRESS__
    printf("    not checked: contexts are threads here, and count as processes\n");
    return;
#endif
    for (rlim_t processes = 1; processes <= 4; processes++) {
        int status = -1;
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0)
            _exit(run_with_processes(processes));
        waitpid(pid, &status, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_POSSIBLE)
            printf("    not checked: needs root, and files that all may read\n");
        else
            check(status == 0, "it ends well", processes, "it does not");
    }
}

/* A child leaves by _exit, so it calls the leak check of the sanitizer itself, after its outcome
 * has been sent. In a build without the sanitizer this stands for it. */
#ifndef __SANITIZE_ADDRESS__
static bool leaks;
void __lsan_do_leak_check(void);
void __lsan_do_leak_check(void)
{
    if (leaks)
        _exit(23);
}
#endif

static void leak(const struct act *act, struct wf_job *job)
{
    (void)act, (void)job;
#ifdef __SANITIZE_ADDRESS__
    void *volatile lost = malloc(1000);
    lost = NULL;
    (void)lost;
#else
    leaks = true; /* in this runner */
#endif
}

static void a_leak_in_a_runner_is_its_own_failure(void)
{
    struct play play;
    init(&play);
    play.acts[1].play = leak;
    run(&play);
    expect_result(&play, 0);
    expect_error(&play, 1, WF_ESIM, "ended early with status");
    expect_result(&play, 2);
    release(&play);
}

static const struct test_case cases[] = {
    CASE(the_platform_is_loaded_once_for_all_runners),
    CASE(descriptors_grow_neither_with_requests_nor_with_jobs),
    CASE(too_few_descriptors_are_an_error_with_a_remedy),
    CASE(sixteen_descriptors_are_enough),
    CASE(a_runner_holds_one_descriptor_beside_those_of_the_program),
    CASE(a_death_concerns_its_own_request),
    CASE(a_dead_loader_ends_its_runners_and_every_request),
    CASE(a_loader_that_dies_waiting_fails_that_request_too),
    CASE(a_runner_that_ignores_signals_ends_with_its_loader),
    CASE(much_text_on_stderr_stops_nobody),
    CASE(progress_is_heard_while_runners_run),
    CASE(signals_do_not_disturb_the_program),
    CASE(as_many_run_as_the_user_may_have_processes),
    CASE(a_leak_in_a_runner_is_its_own_failure),
};

int main(int argc, char **argv)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
