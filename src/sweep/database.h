/* SQLite as the store uses it: one file, one writer, every failure as a sentence.
 *
 * Journal: a rollback journal that is deleted at each commit, synchronous EXTRA. Not WAL: WAL needs
 * memory that all processes share, which a network file system has not; and between commits the
 * store would be three files, of which people copy one. A program that is killed, or a machine
 * without power, leaves the journal, and whoever opens the store next undoes what was not
 * committed. A full disk fails a commit, which is undone as well.
 *
 * One writer: a lock on one byte behind those that SQLite uses itself, held while the database is
 * open. SQLite's own locks would not do: it gives them back at each commit, so that two writers
 * could take turns; its exclusive mode would keep readers out for as long as a sweep runs. The lock
 * belongs to the open file: the system drops it with the process, however it ends. */
#ifndef WF_SWEEP_DATABASE_H
#define WF_SWEEP_DATABASE_H

#include "base/err.h"
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct wf_database {
    sqlite3 *handle;
    char *path;   /**< as given */
    int lock;     /**< open file that holds the writer's lock; -1: to read only */
    bool created; /**< the file was not there before */
};

/** Open @p path to write; make it where it does not exist.
 *  @return 0, or -1 with WF_EIO: it cannot be written, or another process is writing to it (it is
 *          waited for 2 s, in which children of a process that was killed end); WF_EINPUT: it is
 *          no SQLite database. Nothing is left open then. */
int wf_database_open(struct wf_database *database, const char *path, struct wf_err *err);
/** Open @p path to read. What a writer that was killed left half done is undone. */
int wf_database_open_to_read(struct wf_database *database, const char *path, struct wf_err *err);
/** Close it; what was not committed is undone. @p discard: remove the file if it was made by this
 *  open. */
void wf_database_close(struct wf_database *database, bool discard);

/** Run SQL without results. @return 0, or -1 with @p err */
int wf_database_run(struct wf_database *database, const char *sql, struct wf_err *err);
/** @return a statement, to finalise; NULL with @p err */
sqlite3_stmt *wf_database_prepare(struct wf_database *database, const char *sql,
                                  struct wf_err *err);
/** The first value of the first row of @p sql. @return 0, or -1 with @p err */
int wf_database_integer(struct wf_database *database, const char *sql, int64_t *value,
                        struct wf_err *err);
/** One step of a statement. @return 1: there is a row, 0: no more, -1 with @p err */
int wf_database_step(struct wf_database *database, sqlite3_stmt *statement, struct wf_err *err);
/** Fill @p err with why SQLite returned @p code. @return -1 */
int wf_database_fail(const struct wf_database *database, int code, struct wf_err *err);

#endif
