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
    char *here = wf_strdup(strcmp(path, "-") ? path : "/dev/fd/1");
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

int wf_file_put(int file, const char *bytes, size_t size)
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

static int open_straight(const char *path)
{
    int number = own_descriptor(path);
    return number >= 0 ? dup(number) : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
}

static char *folder_of(const char *path)
{
    int length = folder_length(path);
    return length ? wf_format("%.*s", length, path) : wf_strdup(".");
}

/* A name beside @p path for the file that takes its place. It is not made from that of @p path,
 * which may have the maximal length already. */
static char *name_beside(const char *path, int number)
{
    return wf_format("%.*s.wattfleet-%ld-%d", folder_length(path), path, (long)getpid(), number);
}

/* A new file beside @p path: without a name, where the file system can, so that nothing is left of
 * a program that is interrupted. */
static int open_beside(const char *path, char **name)
{
    char *folder = folder_of(path);
    int file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    free(folder);
    *name = NULL;
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return file;
    for (int i = 0; i < NAMES_TRIED && file < 0; i++) {
        free(*name);
        *name = name_beside(path, i);
        file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST)
            break;
    }
    return file;
}

/* Give a name to a file that has none. */
static int link_beside(int file, const char *path, char **name)
{
    char descriptor[64];
    snprintf(descriptor, sizeof descriptor, "/proc/self/fd/%d", file);
    for (int i = 0; i < NAMES_TRIED; i++) {
        free(*name);
        *name = name_beside(path, i);
        if (linkat(AT_FDCWD, descriptor, AT_FDCWD, *name, AT_SYMLINK_FOLLOW) == 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    free(*name);
    *name = NULL;
    return -1;
}

/* ---- what stands there ---- */

struct place {
    char *path;     /* links followed; the caller frees */
    bool exists;    /* with status; else errno says why it cannot be looked at */
    int descriptor; /* -1: none of the files open here */
    struct stat status;
};

static struct place find_place(const char *path)
{
    struct place place = {.path = follow_links(path)};
    place.descriptor = own_descriptor(place.path);
    place.exists = (place.descriptor >= 0 ? fstat(place.descriptor, &place.status)
                                          : stat(place.path, &place.status)) == 0;
    return place;
}

/* May a file be made in the folder of @p path? A file without a name is made, where the file system
 * can; it vanishes when it is closed. */
static int try_folder(const char *path)
{
    char *folder = folder_of(path);
    int file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600), status = 0;
    if (file >= 0)
        close(file);
    else if (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)
        status = faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS);
    else
        status = -1;
    int before = errno;
    free(folder);
    errno = before;
    return status;
}

static int refuse(const char *path, const char *reason, struct wf_err *err)
{
    return wf_err_set(err, WF_EIO, "cannot write '%s': %s", path, reason);
}

int wf_file_check(const char *path, struct wf_err *err)
{
    struct place place = find_place(path);
    int reason = place.exists ? 0 : errno;
    size_t length = strlen(place.path);
    const char *words = NULL;
    if (place.descriptor < 0 && place.exists && S_ISDIR(place.status.st_mode)) {
        words = "it is a folder";
    } else if (place.descriptor < 0 && length && place.path[length - 1] == '/') {
        words = "it names a folder, not a file";
    } else if (place.exists && place.descriptor < 0) {
        bool regular = S_ISREG(place.status.st_mode);
        if (faccessat(AT_FDCWD, place.path, W_OK, AT_EACCESS) < 0 ||
            (regular && try_folder(place.path) < 0))
            reason = errno;
    } else if (reason == ENOENT) {
        char *folder = folder_of(place.path);
        struct stat status;
        if (stat(folder, &status) < 0)
            words = "its folder does not exist";
        else if (!S_ISDIR(status.st_mode))
            reason = ENOTDIR;
        else
            reason = try_folder(place.path) < 0 ? errno : 0;
        free(folder);
    }
    free(place.path);
    if (words || reason)
        return refuse(path, words ? words : strerror(reason), err);
    return 0;
}

static bool same_inode(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Two files that do not exist yet: one name in one folder? */
static bool same_name(const char *a, const char *b)
{
    if (strcmp(a + folder_length(a), b + folder_length(b)))
        return false;
    char *left = folder_of(a), *right = folder_of(b);
    struct stat one, other;
    bool same = stat(left, &one) == 0 && stat(right, &other) == 0 && same_inode(&one, &other);
    free(left);
    free(right);
    return same;
}

bool wf_file_same(const char *a, const char *b)
{
    struct place left = find_place(a), right = find_place(b);
    bool same;
    if (left.descriptor >= 0 && left.descriptor == right.descriptor)
        same = true;
    else if (left.exists && right.exists)
        same = !S_ISCHR(left.status.st_mode) && same_inode(&left.status, &right.status);
    else
        same = !left.exists && !right.exists && same_name(left.path, right.path);
    free(left.path);
    free(right.path);
    return same;
}

bool wf_file_is_open(const char *path)
{
    struct place place = find_place(path);
    free(place.path);
    return place.descriptor >= 0;
}

bool wf_file_exists(const char *path)
{
    struct place place = find_place(path);
    free(place.path);
    return place.exists && S_ISREG(place.status.st_mode);
}

/* ---- writing a result ---- */

struct wf_file_writer {
    char *path;   /* as given */
    char *target; /* links followed */
    char *name;   /* of the file that will take its place; NULL: it has none yet */
    int file;
    bool straight; /* written to as it is */
    int reason;    /* errno of the first failure; 0: none */
};

/* @return 0, or -1 with errno */
static int open_writer(struct wf_file_writer *writer, const struct place *place)
{
    writer->straight = place->descriptor >= 0 || (place->exists && !S_ISREG(place->status.st_mode));
    if (!writer->straight && !place->exists && errno != ENOENT)
        return -1;
    /* rename does not need write permission on the old file, but a protected file must stay */
    if (!writer->straight && place->exists &&
        faccessat(AT_FDCWD, place->path, W_OK, AT_EACCESS) < 0)
        return -1;
    writer->file =
        writer->straight ? open_straight(place->path) : open_beside(place->path, &writer->name);
    if (writer->file < 0)
        return -1;
    /* before the first byte is written: a private file must stay private */
    return !writer->straight && place->exists ? fchmod(writer->file, place->status.st_mode & 0777)
                                              : 0;
}

struct wf_file_writer *wf_file_begin(const char *path)
{
    struct wf_file_writer *writer = wf_calloc(1, sizeof *writer);
    writer->file = -1;
    struct place place = find_place(path); /* errno says why it does not exist */
    if (open_writer(writer, &place) < 0)
        writer->reason = errno;
    writer->path = wf_strdup(path);
    writer->target = place.path;
    return writer;
}

int wf_file_add(struct wf_file_writer *writer, const char *bytes, size_t size)
{
    if (!writer->reason && wf_file_put(writer->file, bytes, size) < 0)
        writer->reason = errno;
    return writer->reason ? -1 : 0;
}

/* @return 0, or -1 with errno */
static int take_place(struct wf_file_writer *writer)
{
    if (!writer->name && link_beside(writer->file, writer->target, &writer->name) < 0)
        return -1;
    return rename(writer->name, writer->target);
}

int wf_file_end(struct wf_file_writer *writer, bool keep, struct wf_err *err)
{
    int status = writer->reason || !keep ? -1 : sync_file(writer->file);
    if (status == 0 && !writer->straight)
        status = take_place(writer);
    if (status < 0 && !writer->reason)
        writer->reason = errno;
    if (writer->file >= 0 && close(writer->file) < 0 && status == 0 && writer->straight) {
        writer->reason = errno;
        status = -1;
    }
    if (status < 0 && writer->name)
        unlink(writer->name);
    if (status < 0 && keep)
        refuse(writer->path, strerror(writer->reason), err);
    free(writer->name);
    free(writer->target);
    free(writer->path);
    free(writer);
    return keep ? status : 0;
}

int wf_file_write(const char *path, const char *bytes, size_t size, struct wf_err *err)
{
    struct wf_file_writer *writer = wf_file_begin(path);
    wf_file_add(writer, bytes, size);
    return wf_file_end(writer, true, err);
}

/* ---- reading ---- */

/* @return a descriptor, or -1 with @p err; @p info is that of the file, whatever it is. */
static int open_to_read(const char *path, struct stat *info, struct wf_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* do not wait for a FIFO */
    if (fd >= 0 && fstat(fd, info) == 0)
        return fd;
    int reason = errno;
    if (fd >= 0)
        close(fd);
    return wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(reason));
}

int wf_file_open(const char *path, uint64_t *size, struct wf_err *err)
{
    struct stat info;
    int fd = open_to_read(path, &info, err);
    if (fd < 0)
        return -1;
    if (!S_ISREG(info.st_mode)) {
        close(fd);
        return wf_err_set(err, WF_EIO, "'%s' is not a regular file (it is read more than once)",
                          path);
    }
    if (size)
        *size = (uint64_t)info.st_size;
    return fd;
}

int wf_file_open_once(const char *path, bool *once, struct wf_err *err)
{
    struct stat info;
    struct place place = find_place(path);
    *once = place.descriptor >= 0 && place.exists &&
            (S_ISFIFO(place.status.st_mode) || S_ISSOCK(place.status.st_mode));
    free(place.path);
    int fd = *once ? dup(place.descriptor) : open_to_read(path, &info, err);
    if (fd < 0)
        return *once ? wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(errno)) : -1;
    if (*once || S_ISREG(info.st_mode))
        return fd;
    close(fd);
    return S_ISDIR(info.st_mode) ? wf_err_set(err, WF_EIO, "cannot read '%s': it is a folder", path)
                                 : wf_err_set(err, WF_EIO, "'%s' is not a regular file", path);
}

/* ---- names ---- */

/* From the root, without the "." of the current folder. Caller frees. */
static char *absolute(const char *path)
{
    char *here = *path == '/' ? NULL : getcwd(NULL, 0);
    while (!strncmp(path, "./", 2))
        path += 2;
    char *whole = here ? wf_format("%s/%s", here, path) : wf_strdup(path);
    free(here);
    return whole;
}

char *wf_file_from(const char *file, const char *path)
{
    char *from = absolute(file), *to = absolute(path), *name;
    size_t common = 0;
    for (size_t i = 0; from[i] && from[i] == to[i]; i++)
        if (from[i] == '/')
            common = i + 1;
    struct wf_buffer up = {0};
    for (const char *slash = strchr(from + common, '/'); slash; slash = strchr(slash + 1, '/'))
        wf_buffer_printf(&up, "../");
    bool known = common > 0 && !strstr(from + common, "..") && (common > 1 || !up.length);
    name = known ? wf_format("%s%s", up.text ? up.text : "", to + common) : wf_strdup(to);
    wf_buffer_release(&up);
    free(from);
    free(to);
    return name;
}
