#include "sweep/database.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* SQLite locks 512 bytes from 0x40000000 on (its file format, section 1.4); ours is behind them. */
enum { LOCK_BYTE = 0x40000000 + 1024 };
enum { TRIES = 40, TRY_MS = 50 }; /* 2 s; a child of a killed process ends within a few ms */
enum { READER_WAIT_MS = 60000 };  /* for a reader to end its statement; assumed */

/* ---- why not ---- */

static const struct reason {
    int code;
    enum wf_code kind;
    const char *text; /* NULL: what the system says */
} reasons[] = {
    {SQLITE_FULL, WF_EIO, "the disk is full"},
    {SQLITE_READONLY, WF_EIO, "it may not be written to, or its folder may not"},
    {SQLITE_BUSY, WF_EIO, "another program has kept it locked for a minute"},
    {SQLITE_NOTADB, WF_EINPUT, "it is no store: not an SQLite database"},
    {SQLITE_CORRUPT, WF_EINPUT, "it is damaged"},
    {SQLITE_IOERR, WF_EIO, NULL},
    {SQLITE_CANTOPEN, WF_EIO, NULL},
};

/* What the system said of the failure, an errno; 0: nothing. What is left in errno is of the
 * undoing of what was half done, so the file is asked. */
static int system_reason(const struct wf_database *database)
{
    int reason = 0;
    if (!database->handle)
        return 0;
    sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_LAST_ERRNO, &reason);
    return reason ? reason : sqlite3_system_errno(database->handle);
}

int wf_database_fail(const struct wf_database *database, int code, struct wf_err *err)
{
    const char *verb = database->lock >= 0 ? "write" : "read";
    int system = system_reason(database);
    const char *words = database->handle ? sqlite3_errmsg(database->handle) : sqlite3_errstr(code);
    enum wf_code kind = WF_EFAIL;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].code == (code & 0xff)) {
            kind = reasons[i].kind;
            words = reasons[i].text ? reasons[i].text : system ? strerror(system) : words;
        }
    return wf_err_set(err, kind, "cannot %s '%s': %s", verb, database->path, words);
}

static int refuse(const char *verb, const char *path, const char *reason, struct wf_err *err)
{
    return wf_err_set(err, WF_EIO, "cannot %s '%s': %s", verb, path, reason);
}

/* ---- the writer's lock ---- */

/* Does the file that is open still stand at @p path? One that a merge has just replaced does not.
 */
static bool stands_at(int file, const char *path)
{
    struct stat open, named;
    return fstat(file, &open) == 0 && stat(path, &named) == 0 && open.st_dev == named.st_dev &&
           open.st_ino == named.st_ino;
}

static int open_file(const char *path, bool *created, struct wf_err *err)
{
    int flags = O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, file = open(path, flags);
    *created = file < 0 && errno == ENOENT;
    if (*created)
        file = open(path, flags | O_CREAT, 0666);
    struct stat status;
    if (file < 0)
        return refuse("write", path, errno == EISDIR ? "it is a folder" : strerror(errno), err);
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode))
        return file;
    close(file);
    return refuse("write", path, "it is not a regular file", err);
}

/* @return the open file, or -1 with @p err */
static int lock_file(const char *path, bool *created, struct wf_err *err)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1};
    for (int i = 0; i < TRIES; i++) {
        int file = open_file(path, created, err);
        if (file < 0)
            return -1;
        int status = fcntl(file, F_OFD_SETLK, &lock), reason = errno;
        if (status == 0 && stands_at(file, path))
            return file;
        close(file);
        if (status < 0 && reason != EAGAIN && reason != EACCES) {
            if (*created)
                unlink(path);
            *created = false;
            return wf_err_set(err, WF_EIO, "cannot write '%s': its file system has no locks (%s)",
                              path, strerror(reason));
        }
        if (status < 0)
            nanosleep(&(struct timespec){.tv_nsec = TRY_MS * 1000000L}, NULL);
    }
    *created = false; /* whoever holds it has what was made */
    return refuse("write", path, "another process is writing to it", err);
}

/* ---- opening ---- */

/* A name that SQLite takes for nothing but a file (":memory:", "file:..?mode=.."). */
static char *plain_name(const char *path)
{
    return wf_format("%s%s", path[0] == '/' ? "" : "./", path);
}

static int connect(struct wf_database *database, struct wf_err *err)
{
    char *name = plain_name(database->path);
    /* also to read: what was left half done has to be undone */
    int code = sqlite3_open_v2(name, &database->handle, SQLITE_OPEN_READWRITE, NULL);
    free(name);
    if (code != SQLITE_OK)
        return wf_database_fail(database, code, err);
    sqlite3_extended_result_codes(database->handle, 1);
    sqlite3_busy_timeout(database->handle, READER_WAIT_MS);
    return wf_database_run(database,
                           database->lock >= 0
                               ? "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA"
                               : "PRAGMA query_only = ON; SELECT 1 FROM sqlite_master",
                           err);
}

int wf_database_open(struct wf_database *database, const char *path, struct wf_err *err)
{
    *database = (struct wf_database){.path = wf_strdup(path)};
    database->lock = lock_file(path, &database->created, err);
    int status = database->lock < 0 ? -1 : connect(database, err);
    if (status < 0)
        wf_database_close(database, true);
    return status;
}

int wf_database_open_to_read(struct wf_database *database, const char *path, struct wf_err *err)
{
    *database = (struct wf_database){.path = wf_strdup(path), .lock = -1};
    struct stat info;
    int status = 0;
    if (stat(path, &info) < 0)
        status = refuse("read", path, strerror(errno), err);
    else if (!S_ISREG(info.st_mode))
        status = refuse("read", path,
                        S_ISDIR(info.st_mode) ? "it is a folder" : "it is not a regular file", err);
    if (status == 0)
        status = connect(database, err);
    if (status < 0)
        wf_database_close(database, false);
    return status;
}

void wf_database_close(struct wf_database *database, bool discard)
{
    if (database->handle)
        sqlite3_close(database->handle);
    if (discard && database->created)
        unlink(database->path);
    /* after SQLite's: a process loses all its locks on a file when it closes any descriptor of it
     */
    if (database->lock >= 0)
        close(database->lock);
    free(database->path);
    *database = (struct wf_database){.lock = -1};
}

/* ---- statements ---- */

int wf_database_run(struct wf_database *database, const char *sql, struct wf_err *err)
{
    int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? 0 : wf_database_fail(database, code, err);
}

sqlite3_stmt *wf_database_prepare(struct wf_database *database, const char *sql, struct wf_err *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        wf_database_fail(database, code, err);
    return statement;
}

int wf_database_step(struct wf_database *database, sqlite3_stmt *statement, struct wf_err *err)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return 1;
    return code == SQLITE_DONE ? 0 : wf_database_fail(database, code, err);
}

int wf_database_integer(struct wf_database *database, const char *sql, int64_t *value,
                        struct wf_err *err)
{
    sqlite3_stmt *statement = wf_database_prepare(database, sql, err);
    if (!statement)
        return -1;
    int status = wf_database_step(database, statement, err);
    if (status > 0)
        *value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status < 0 ? -1 : 0;
}
