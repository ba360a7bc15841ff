#include "engine/channel.h"

#include "suite.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t open_files(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* Let only @p count descriptors be opened from now on. @return the limit before. */
static rlim_t leave(rlim_t count)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    rlim_t before = limit.rlim_cur;
    int next = dup(STDIN_FILENO);
    close(next);
    limit.rlim_cur = (rlim_t)next + count;
    setrlimit(RLIMIT_NOFILE, &limit);
    return before;
}

static void restore(rlim_t before)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = before;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* What is written to one end is read from the other, and no other. */
static void check_connected(int writing, int reading, char mark)
{
    char got = '\0';
    CU_ASSERT_EQUAL(write(writing, &mark, 1), 1);
    CU_ASSERT_EQUAL(read(reading, &got, 1), 1);
    CU_ASSERT_EQUAL(got, mark);
}

static void the_pipes_are_apart_and_end_at_an_exec(void)
{
    struct wf_channel reading, writing;
    size_t before = open_files();
    CU_ASSERT_EQUAL_FATAL(wf_channel_open(&reading, &writing), 0);
    const int ends[] = {reading.frames, reading.text, writing.frames, writing.text};
    for (int i = 0; i < 4; i++)
        CU_ASSERT_EQUAL(fcntl(ends[i], F_GETFD), FD_CLOEXEC);
    CU_ASSERT_EQUAL(write(writing.text, "t", 1), 1);
    check_connected(writing.frames, reading.frames, 'f');
    check_connected(writing.text, reading.text, 't');
    wf_channel_close(&reading);
    wf_channel_close(&writing);
    CU_ASSERT_EQUAL(reading.frames, -1);
    CU_ASSERT_EQUAL(reading.text, -1);
    wf_channel_close(&reading); /* nothing more to close */
    CU_ASSERT_EQUAL(open_files(), before);
}

static void no_end_takes_the_number_of_a_closed_stream(void)
{
    struct wf_channel reading, writing;
    int sending, receiving, kept[3];
    for (int fd = 0; fd < 3; fd++) {
        kept[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
        close(fd);
    }
    int opened = wf_channel_open(&reading, &writing);
    int connected = wf_command_open(&sending, &receiving);
    bool above = reading.frames > 2 && reading.text > 2 && writing.frames > 2 && writing.text > 2 &&
                 sending > 2 && receiving > 2;
    struct wf_command command = {WF_COMMAND_START, 1, 2, 0};
    struct wf_channel passed;
    int sent = wf_command_send(sending, &command, &writing);
    bool received = wf_command_receive(receiving, &command, &passed);
    above &= passed.frames > 2 && passed.text > 2;
    for (int fd = 0; fd < 3; fd++) {
        dup2(kept[fd], fd);
        close(kept[fd]);
    }
    CU_ASSERT_EQUAL(opened, 0);
    CU_ASSERT_EQUAL(connected, 0);
    CU_ASSERT_EQUAL(sent, 0);
    CU_ASSERT(received);
    CU_ASSERT(above);
    check_connected(passed.frames, reading.frames, 'f');
    check_connected(passed.text, reading.text, 't');
    wf_channel_close(&passed);
    wf_channel_close(&reading);
    wf_channel_close(&writing);
    wf_close(&sending);
    wf_close(&receiving);
}

static void a_channel_opens_whole_or_not_at_all(void)
{
    for (rlim_t left = 0; left <= 4; left++) {
        struct wf_channel reading, writing;
        size_t files = open_files();
        rlim_t before = leave(left);
        int status = wf_channel_open(&reading, &writing), error = errno;
        restore(before);
        CU_ASSERT_EQUAL(status, left < 4 ? -1 : 0);
        if (status < 0) {
            CU_ASSERT_EQUAL(error, EMFILE);
            CU_ASSERT_EQUAL(reading.frames, -1);
            CU_ASSERT_EQUAL(writing.text, -1);
        }
        wf_channel_close(&reading);
        wf_channel_close(&writing);
        CU_ASSERT_EQUAL(open_files(), files);
    }
}

static void a_start_passes_the_pipes_and_a_wait_none(void)
{
    struct wf_channel reading, writing, passed;
    struct wf_command start = {WF_COMMAND_START, 7, 1ull << 40, 2.5},
                      wait = {WF_COMMAND_WAIT, 9, 3, 0}, got;
    int sending, receiving;
    size_t before = open_files();
    CU_ASSERT_EQUAL_FATAL(wf_channel_open(&reading, &writing), 0);
    CU_ASSERT_EQUAL_FATAL(wf_command_open(&sending, &receiving), 0);
    CU_ASSERT_EQUAL(wf_command_send(sending, &start, &writing), 0);
    CU_ASSERT_EQUAL(wf_command_send(sending, &wait, NULL), 0);
    CU_ASSERT(wf_command_receive(receiving, &got, &passed));
    CU_ASSERT_EQUAL(got.kind, WF_COMMAND_START);
    CU_ASSERT_EQUAL(got.slot, 7);
    CU_ASSERT_EQUAL(got.request, 1ull << 40);
    CU_ASSERT_EQUAL(got.until_s, 2.5);
    CU_ASSERT(passed.frames != writing.frames);
    CU_ASSERT_EQUAL(fcntl(passed.frames, F_GETFD), FD_CLOEXEC);
    check_connected(passed.frames, reading.frames, 'f');
    check_connected(passed.text, reading.text, 't');
    wf_channel_close(&passed);
    CU_ASSERT(wf_command_receive(receiving, &got, &passed));
    CU_ASSERT_EQUAL(got.kind, WF_COMMAND_WAIT);
    CU_ASSERT_EQUAL(got.slot, 9);
    CU_ASSERT_EQUAL(passed.frames, -1);
    CU_ASSERT_EQUAL(passed.text, -1);
    wf_close(&sending);
    CU_ASSERT(!wf_command_receive(receiving, &got, &passed));
    wf_close(&receiving);
    wf_channel_close(&reading);
    wf_channel_close(&writing);
    CU_ASSERT_EQUAL(open_files(), before);
}

/* The kernel drops descriptors for which the receiver has no number left. */
/* valgrind answers setrlimit itself: the kernel's limit, which counts here, stays as it is. */
static bool limit_is_the_kernels(void)
{
    const char *preload = getenv("LD_PRELOAD");
    bool emulated = preload && strstr(preload, "vgpreload");
    if (emulated)
        printf("(under valgrind: not checked) ");
    return !emulated;
}

static void a_start_without_room_for_both_pipes_passes_none(void)
{
    if (!limit_is_the_kernels())
        return;
    for (rlim_t left = 0; left < 2; left++) {
        struct wf_channel reading, writing, passed;
        struct wf_command start = {WF_COMMAND_START, 0, 0, 0}, got;
        int sending, receiving;
        CU_ASSERT_EQUAL_FATAL(wf_channel_open(&reading, &writing), 0);
        CU_ASSERT_EQUAL_FATAL(wf_command_open(&sending, &receiving), 0);
        size_t files = open_files();
        CU_ASSERT_EQUAL(wf_command_send(sending, &start, &writing), 0);
        rlim_t before = leave(left);
        bool received = wf_command_receive(receiving, &got, &passed);
        restore(before);
        CU_ASSERT(received);
        CU_ASSERT_EQUAL(passed.frames, -1);
        CU_ASSERT_EQUAL(passed.text, -1);
        CU_ASSERT_EQUAL(open_files(), files);
        wf_channel_close(&reading);
        wf_channel_close(&writing);
        wf_close(&sending);
        wf_close(&receiving);
    }
}

/* An error, where a signal would end the program. */
static void a_dead_loader_is_an_error_of_send(void)
{
    struct wf_command wait = {WF_COMMAND_WAIT, 0, 0, 0};
    int sending, receiving;
    CU_ASSERT_EQUAL_FATAL(wf_command_open(&sending, &receiving), 0);
    wf_close(&receiving);
    CU_ASSERT_EQUAL(wf_command_send(sending, &wait, NULL), -1);
    CU_ASSERT_EQUAL(errno, EPIPE);
    wf_close(&sending);
}

static const struct wf_test tests[] = {
    WF_TEST(the_pipes_are_apart_and_end_at_an_exec),
    WF_TEST(no_end_takes_the_number_of_a_closed_stream),
    WF_TEST(a_channel_opens_whole_or_not_at_all),
    WF_TEST(a_start_passes_the_pipes_and_a_wait_none),
    WF_TEST(a_start_without_room_for_both_pipes_passes_none),
    WF_TEST(a_dead_loader_is_an_error_of_send),
};

int main(void)
{
    return wf_suite_run("engine/channel", tests, sizeof tests / sizeof *tests);
}
