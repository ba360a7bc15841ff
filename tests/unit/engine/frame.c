#include "engine/frame.h"

#include "suite.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child that sends, and the pipe to read from. */
struct sender {
    int fd;
    pid_t pid;
};

static struct sender start(void (*send)(int fd))
{
    int ends[2];
    struct sender sender = {-1, -1};
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    sender.pid = fork();
    if (sender.pid == 0) {
        close(ends[0]);
        send(ends[1]);
        _exit(0);
    }
    CU_ASSERT_FATAL(sender.pid > 0);
    close(ends[1]);
    sender.fd = ends[0];
    return sender;
}

static int end(struct sender *sender)
{
    int status = -1;
    close(sender->fd);
    CU_ASSERT_EQUAL(waitpid(sender->pid, &status, 0), sender->pid);
    return status;
}

/* ---- */

static void send_each_size(int fd)
{
    char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    for (size_t size = 0; size <= sizeof bytes; size++)
        wf_frame_send(fd, size % 2 ? WF_FRAME_ERROR : WF_FRAME_DIAG, bytes, size);
}

static void frames_keep_their_order_types_and_bytes(void)
{
    struct sender sender = start(send_each_size);
    struct wf_frame_reader reader = {0};
    struct wf_frame frame;
    size_t count = 0;
    while (wf_frame_read(&reader, sender.fd))
        while (wf_frame_next(&reader, &frame)) {
            CU_ASSERT_EQUAL(frame.size, count);
            CU_ASSERT_EQUAL(frame.type, count % 2 ? WF_FRAME_ERROR : WF_FRAME_DIAG);
            for (size_t i = 0; i < frame.size; i++)
                CU_ASSERT_EQUAL(frame.bytes[i], (char)i);
            count++;
        }
    CU_ASSERT_EQUAL(count, 301);
    wf_frame_reader_release(&reader);
    CU_ASSERT_EQUAL(end(&sender), 0);
}

/* Each byte alone: no frame before its last byte is there. */
static void a_frame_is_taken_when_it_is_whole(void)
{
    int whole[2], slow[2];
    char bytes[4096];
    uint64_t counts[2] = {3, 7};
    struct wf_frame_reader reader = {0};
    struct wf_frame frame;
    CU_ASSERT_EQUAL_FATAL(pipe(whole), 0);
    CU_ASSERT_EQUAL_FATAL(pipe(slow), 0);
    wf_frame_send(whole[1], WF_FRAME_PROGRESS, counts, sizeof counts);
    wf_frame_send(whole[1], WF_FRAME_LOADED, "", 0);
    ssize_t size = read(whole[0], bytes, sizeof bytes);
    ssize_t header = (size - (ssize_t)sizeof counts) / 2;
    for (ssize_t i = 0; i < size; i++) {
        CU_ASSERT_EQUAL(write(slow[1], bytes + i, 1), 1);
        CU_ASSERT(wf_frame_read(&reader, slow[0]));
        bool first = i + 1 == size - header, second = i + 1 == size;
        CU_ASSERT_EQUAL(wf_frame_next(&reader, &frame), first || second);
        if (first) {
            CU_ASSERT_EQUAL(frame.type, WF_FRAME_PROGRESS);
            CU_ASSERT_EQUAL(memcmp(frame.bytes, counts, sizeof counts), 0);
        }
        if (second)
            CU_ASSERT_EQUAL(frame.type, WF_FRAME_LOADED);
        CU_ASSERT(!wf_frame_next(&reader, &frame));
    }
    close(slow[1]);
    CU_ASSERT(!wf_frame_read(&reader, slow[0]));
    wf_frame_reader_release(&reader);
    close(slow[0]);
    close(whole[0]);
    close(whole[1]);
}

/* ---- */

static struct wf_diag mistakes(void)
{
    struct wf_diag diag;
    char *text = wf_malloc(200001);
    memset(text, 'x', 200000);
    text[200000] = '\0';
    wf_diag_init(&diag);
    wf_diag_error(&diag, "file.xml", 12, "a mistake of 100 %%");
    wf_diag_warn(&diag, NULL, 0, "a warning without a file");
    wf_diag_warn(&diag, "long.xml", 4000000000, "%s", text);
    free(text);
    return diag;
}

static void send_mistakes(int fd)
{
    struct wf_diag diag = mistakes();
    wf_frame_send_diag(fd, &diag);
    wf_diag_release(&diag);
}

static void mistakes_cross_whole_however_long(void)
{
    struct sender sender = start(send_mistakes);
    struct wf_frame_reader reader = {0};
    struct wf_frame frame;
    struct wf_diag sent = mistakes(), got;
    wf_diag_init(&got);
    while (wf_frame_read(&reader, sender.fd))
        while (wf_frame_next(&reader, &frame))
            wf_frame_take_diag(&frame, &got);
    CU_ASSERT_EQUAL_FATAL(got.count, sent.count);
    for (size_t i = 0; i < got.count; i++) {
        CU_ASSERT_EQUAL(got.entries[i].severity, sent.entries[i].severity);
        CU_ASSERT_EQUAL(got.entries[i].line, sent.entries[i].line);
        CHECK_TEXT(got.entries[i].file, sent.entries[i].file);
        CHECK_TEXT(got.entries[i].text, sent.entries[i].text);
    }
    wf_diag_release(&got);
    wf_diag_release(&sent);
    wf_frame_reader_release(&reader);
    CU_ASSERT_EQUAL(end(&sender), 0);
}

/* ---- */

enum { HOSTS = 10000, BUCKETS = 300001 }; /* more than one piece, and not whole pieces */

static struct wf_outcome large_outcome(void)
{
    struct wf_outcome outcome = {.host_count = HOSTS, .bucket_count = BUCKETS};
    outcome.hosts = wf_calloc(HOSTS, sizeof *outcome.hosts);
    outcome.buckets = wf_calloc(BUCKETS, sizeof *outcome.buckets);
    for (uint32_t i = 0; i < HOSTS; i++)
        outcome.hosts[i].host = i;
    for (uint32_t i = 0; i < BUCKETS; i++)
        outcome.buckets[i] = 0.5 * i;
    return outcome;
}

static void send_large_outcome(int fd)
{
    struct wf_outcome outcome = large_outcome();
    wf_frame_send_outcome(fd, &outcome);
    _exit(outcome.hosts || outcome.buckets ? 1 : 0);
}

static void an_outcome_crosses_in_pieces_without_a_second_copy(void)
{
    struct sender sender = start(send_large_outcome);
    struct wf_frame_reader reader = {0};
    struct wf_frame frame;
    struct wf_outcome head, got = {0};
    struct wf_outcome_arrival arrival = {0};
    struct wf_err err = {0};
    while (wf_frame_read(&reader, sender.fd))
        while (wf_frame_next(&reader, &frame)) {
            if (frame.type == WF_FRAME_OUTCOME) {
                CU_ASSERT_EQUAL_FATAL(frame.size, sizeof head);
                memcpy(&head, frame.bytes, sizeof head);
                wf_outcome_arrive(&arrival, &head);
                continue;
            }
            CU_ASSERT_EQUAL_FATAL(frame.type, WF_FRAME_PART);
            CU_ASSERT_EQUAL(wf_outcome_arrive_piece(&arrival, (enum wf_outcome_part)frame.bytes[0],
                                                    frame.bytes + 1, frame.size - 1),
                            0);
        }
    CU_ASSERT_EQUAL_FATAL(wf_outcome_arrived(&arrival, &got, &err), 0);
    for (uint32_t i = 0; i < HOSTS; i++)
        CU_ASSERT_EQUAL(got.hosts[i].host, i);
    for (uint32_t i = 0; i < BUCKETS; i++)
        CHECK_CLOSE(got.buckets[i], 0.5 * i, 0);
    CU_ASSERT(reader.capacity < 200000); /* 4 MB have gone through it */
    wf_outcome_release(&got);
    wf_frame_reader_release(&reader);
    CU_ASSERT_EQUAL(end(&sender), 0);
}

/* ---- */

static void send_to_nobody(int fd)
{
    int ends[2];
    (void)fd;
    if (pipe(ends) < 0)
        _exit(1);
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN); /* else it ends by the signal */
    wf_frame_send(ends[1], WF_FRAME_LOADED, "", 0);
}

static void a_child_ends_where_nobody_listens(void)
{
    struct sender sender = start(send_to_nobody);
    int status = end(&sender);
    CU_ASSERT(WIFEXITED(status));
    CU_ASSERT_EQUAL(WEXITSTATUS(status), WF_EIO);
}

/* ---- */

/* Calls are interrupted from now on: writes are short, reads fail with EINTR. It ends after some,
 * so that a machine on which a handler takes longer than the time between them gets on. */
static volatile sig_atomic_t interrupts_left;

static void interrupt(int signal)
{
    struct itimerval never = {0};
    (void)signal;
    if (--interrupts_left == 0)
        setitimer(ITIMER_REAL, &never, NULL);
}

static void interrupt_every(int ms, int times)
{
    struct sigaction action = {.sa_handler = interrupt}; /* without SA_RESTART */
    struct itimerval timer = {{0, 1000 * ms}, {0, 1000 * ms}};
    interrupts_left = times;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

enum { SENT = 4 << 20 };

static void send_interrupted(int fd)
{
    uint32_t *bytes = wf_malloc(SENT);
    for (uint32_t i = 0; i < SENT / sizeof *bytes; i++)
        bytes[i] = i;
    interrupt_every(1, 50);
    wf_frame_send(fd, WF_FRAME_PROGRESS, bytes, SENT);
    free(bytes);
    if (interrupts_left == 50) /* none came */
        _exit(1);
}

static void signals_do_not_cut_a_frame(void)
{
    struct sender sender = start(send_interrupted);
    struct wf_frame_reader reader = {0};
    struct wf_frame frame;
    bool taken = false;
    /* the pipe is full while we sleep, and its writer is interrupted */
    while (usleep(3000) == 0 && wf_frame_read(&reader, sender.fd))
        while (wf_frame_next(&reader, &frame)) {
            size_t wrong = 0;
            CU_ASSERT_EQUAL_FATAL(frame.size, SENT);
            for (uint32_t i = 0; i < SENT / sizeof i; i++)
                wrong += memcmp(frame.bytes + i * sizeof i, &i, sizeof i) != 0;
            CU_ASSERT_EQUAL(wrong, 0);
            taken = true;
        }
    CU_ASSERT(taken);
    wf_frame_reader_release(&reader);
    CU_ASSERT_EQUAL(end(&sender), 0);
}

static void a_read_that_a_signal_interrupts_is_not_the_end(void)
{
    struct itimerval never = {0};
    struct wf_frame_reader reader = {0};
    struct wf_frame frame;
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    interrupt_every(20, 1000);
    CU_ASSERT(wf_frame_read(&reader, ends[0])); /* nothing is there to read */
    setitimer(ITIMER_REAL, &never, NULL);
    CU_ASSERT(!wf_frame_next(&reader, &frame));
    wf_frame_reader_release(&reader);
    close(ends[0]);
    close(ends[1]);
}

static const struct wf_test tests[] = {
    WF_TEST(frames_keep_their_order_types_and_bytes),
    WF_TEST(a_frame_is_taken_when_it_is_whole),
    WF_TEST(mistakes_cross_whole_however_long),
    WF_TEST(an_outcome_crosses_in_pieces_without_a_second_copy),
    WF_TEST(a_child_ends_where_nobody_listens),
    WF_TEST(signals_do_not_cut_a_frame),
    WF_TEST(a_read_that_a_signal_interrupts_is_not_the_end),
};

int main(void)
{
    return wf_suite_run("engine/frame", tests, sizeof tests / sizeof *tests);
}
