#include "engine/channel.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PASSED = 2 }; /* descriptors of a start */

void wf_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void wf_channel_close(struct wf_channel *channel)
{
    wf_close(&channel->frames);
    wf_close(&channel->text);
}

/* A program started without stdin, stdout or stderr gets these numbers for the next files that it
 * opens. A child's stderr would then replace its frames. */
static int leave_standard_streams(int *fd)
{
    if (*fd > STDERR_FILENO)
        return 0;
    int moved = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (moved < 0)
        return -1;
    close(*fd);
    *fd = moved;
    return 0;
}

/* close() may change errno */
static int fail(struct wf_channel *a, struct wf_channel *b)
{
    int error = errno;
    wf_channel_close(a);
    wf_channel_close(b);
    errno = error;
    return -1;
}

static int open_pipe(int *reading, int *writing)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    *reading = ends[0];
    *writing = ends[1];
    return leave_standard_streams(reading) < 0 ? -1 : leave_standard_streams(writing);
}

int wf_channel_open(struct wf_channel *reading, struct wf_channel *writing)
{
    *reading = *writing = (struct wf_channel){-1, -1};
    if (open_pipe(&reading->frames, &writing->frames) < 0 ||
        open_pipe(&reading->text, &writing->text) < 0)
        return fail(reading, writing);
    return 0;
}

int wf_command_open(int *sending, int *receiving)
{
    int ends[2];
    *sending = *receiving = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return -1;
    *sending = ends[0];
    *receiving = ends[1];
    if (leave_standard_streams(sending) == 0 && leave_standard_streams(receiving) == 0)
        return 0;
    int error = errno;
    wf_close(sending);
    wf_close(receiving);
    errno = error;
    return -1;
}

/* Room for the descriptors of a message, aligned as the kernel wants it. */
union control {
    char bytes[CMSG_SPACE(PASSED * sizeof(int))];
    struct cmsghdr align;
};

int wf_command_send(int fd, const struct wf_command *command, const struct wf_channel *channel)
{
    struct wf_command copy = *command;
    struct iovec data = {&copy, sizeof copy};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
    union control control;
    if (command->kind == WF_COMMAND_START) {
        int passed[PASSED] = {channel->frames, channel->text};
        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof passed);
        memcpy(CMSG_DATA(header), passed, sizeof passed);
    }
    ssize_t sent;
    do
        sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -1 : 0;
}

/* Both descriptors or none: the kernel passes fewer where the receiver's limit is reached. */
static void take_channel(struct msghdr *message, struct wf_channel *channel)
{
    int *ends[PASSED] = {&channel->frames, &channel->text};
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    size_t count = 0;
    *channel = (struct wf_channel){-1, -1};
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
        count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count && i < PASSED; i++)
        memcpy(ends[i], CMSG_DATA(header) + i * sizeof(int), sizeof(int));
    if (count < PASSED || leave_standard_streams(&channel->frames) < 0 ||
        leave_standard_streams(&channel->text) < 0)
        wf_channel_close(channel);
}

bool wf_command_receive(int fd, struct wf_command *command, struct wf_channel *channel)
{
    union control control;
    struct iovec data = {command, sizeof *command};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do
        got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof *command)
        return false;
    take_channel(&message, channel);
    return true;
}
