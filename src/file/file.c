#include "file/file.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_FOLLOWED = 40, NAMES_TRIED = 100 }; /* 40: as Linux does */

/* ---- where the bytes go ---- */

/* Number of a file that is already open here, or -1. Opening /dev/stdout again would start at the
 * first byte of its file, or replace a file that others append to. So the open descriptor is used.
 */
static int own_descriptor(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t length = strlen(folders[i]);
        if (strncmp(path, folders[i], length) != 0)
            continue;
        char *end;
        long number = strtol(path + length, &end, 10);
        if (end > path + length && *end == '\0' && number >= 0 && number <= INT_MAX)
            return (int)number;
    }
    return -1;
}

/* The folder of @p path with its slash; "" where it has none. */
static int folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (int)(slash + 1 - path) : 0;
}

/* The file that @p path leads to, which need not exist; the caller frees. By hand, because
 * realpath() gives up at a link to nothing and follows /dev/stdout too far. */
static char *follow_links(const char *path)
{
    char *here = wf_strdup(path);
    for (int i = 0; i < LINKS_FOLLOWED && own_descriptor(here) < 0; i++) {
        char target[PATH_MAX];
        ssize_t length = readlink(here, target, sizeof target - 1);
        if (length < 0)
            break;
        target[length] = '\0';
        char *next = wf_format("%.*s%s", target[0] == '/' ? 0 : folder_length(here), here, target);
        free(here);
        here = next;
    }
    return here;
}

/* ---- writing; each returns 0, or -1 with errno ---- */

static int write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        size -= (size_t)written;
    }
    return 0;
}

/* Pipes, terminals and some file systems cannot sync; that is no reason to fail. */
static int sync_file(int file)
{
    return fsync(file) == 0 || errno == EINVAL || errno == ENOSYS || errno == EROFS ? 0 : -1;
}

static int close_keeping_errno(int file, int status)
{
    int before = errno;
    int closed = close(file);
    if (status < 0)
        errno = before;
    return status < 0 || closed < 0 ? -1 : 0;
}

static int write_straight(const char *path, const char *bytes, size_t size)
{
    int number = own_descriptor(path);
    int file = number >= 0 ? dup(number) : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return -1;
    int status = write_all(file, bytes, size);
    if (status == 0)
        status = sync_file(file);
    return close_keeping_errno(file, status);
}

/* A new file beside @p path. Its name is not made from that of @p path, which may have the maximal
 * length already. */
static int open_beside(const char *path, char **name)
{
    int file = -1;
    *name = NULL;
    for (int i = 0; i < NAMES_TRIED && file < 0; i++) {
        free(*name);
        *name = wf_format("%.*s.wattfleet-%ld-%d", folder_length(path), path, (long)getpid(), i);
        file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST)
            break;
    }
    return file;
}

/* @p old: what stands at @p path; NULL: nothing yet. */
static int replace(const char *path, const struct stat *old, const char *bytes, size_t size)
{
    /* rename does not need write permission on the old file, but a protected file must stay */
    if (old && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0)
        return -1;
    char *name;
    int file = open_beside(path, &name);
    int status = file < 0 ? -1 : 0;
    if (status == 0 && old) /* before the first byte is written: a private file must stay private */
        status = fchmod(file, old->st_mode & 0777);
    if (status == 0)
        status = write_all(file, bytes, size);
    if (status == 0)
        status = sync_file(file);
    if (file >= 0)
        status = close_keeping_errno(file, status);
    if (status == 0)
        status = rename(name, path);
    if (status < 0 && file >= 0) {
        int before = errno;
        unlink(name);
        errno = before;
    }
    free(name);
    return status;
}

int wf_file_write(const char *path, const char *bytes, size_t size, struct wf_err *err)
{
    char *target = follow_links(path);
    struct stat old;
    bool exists = stat(target, &old) == 0;
    int status;
    if (own_descriptor(target) >= 0 || (exists && !S_ISREG(old.st_mode)))
        status = write_straight(target, bytes, size);
    else if (exists || errno == ENOENT)
        status = replace(target, exists ? &old : NULL, bytes, size);
    else
        status = -1;
    int reason = errno;
    free(target);
    if (status < 0)
        return wf_err_set(err, WF_EIO, "cannot write '%s': %s", path, strerror(reason));
    return 0;
}
