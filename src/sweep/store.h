/* The store of a sweep: one SQLite file that any tool opens.
 *
 *   points  a row a point: point (INTEGER PRIMARY KEY, the row of the design, from 0), status
 *           ('done' or 'failed'), reason (of a failed one), then typed columns: inputs, each named
 *           by the key of its factor, and results (LABEL.energy_j ..). Unknown is NULL.
 *   study   key, value: what the rows belong to (struct wf_store_header)
 *   inputs  the files that the study read, in order: path, bytes, hash of the content
 *
 * What was committed survives a kill and a full disk; what was not is as if it had never been
 * added. One process writes at a time; others may read meanwhile. Names of columns hold dots, globs
 * and colons: in SQL they are quoted, "federated:server.passes-ratio". */
#ifndef WF_SWEEP_STORE_H
#define WF_SWEEP_STORE_H

#include "base/err.h"
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wf_store_type { WF_STORE_REAL, WF_STORE_INTEGER, WF_STORE_TEXT };

struct wf_store_column {
    const char *name; /**< not "point", "status", "reason"; unique also without regard to case */
    enum wf_store_type type;
};

/** A value of the type of its column. Zeroed: unknown. */
struct wf_store_value {
    bool given;
    union {
        double real; /**< NaN: unknown */
        int64_t integer;
        const char *text;
    };
};
static inline struct wf_store_value wf_store_real(double value)
{
    return (struct wf_store_value){.given = !isnan(value), .real = value};
}
static inline struct wf_store_value wf_store_integer(int64_t value)
{
    return (struct wf_store_value){.given = true, .integer = value};
}
/** @param value  NULL: unknown */
static inline struct wf_store_value wf_store_text(const char *value)
{
    return (struct wf_store_value){.given = value != NULL, .text = value};
}

/** A file that the study reads. */
struct wf_store_input {
    const char *path; /**< for people: a moved file is the same file */
    uint64_t bytes;
    const char *hash; /**< of its content */
};

/** What the rows of a store belong to. Two stores are of one study where all but the shard and the
 *  paths of the inputs are equal. */
struct wf_store_header {
    const char *version; /**< of the program */
    uint64_t seed;
    const char *design;     /**< "lhs" .. */
    uint64_t points;        /**< rows of the design, those of all shards */
    uint64_t shard, shards; /**< 2 of 4; 1 of 1: all points */
    const char *factors;    /**< with their shapes, as JSON */
    const char *settings;   /**< what results depend on besides, as JSON: --set, --network .. */
    const struct wf_store_input *inputs;
    size_t input_count;
    const struct wf_store_column *columns;
    size_t column_count;
};

/** Points of shard @p shard of @p shards: from @p from to before @p to. Neighbours stay together,
 *  because they often differ in what need not be simulated again. */
void wf_store_shard(uint64_t points, uint64_t shard, uint64_t shards, uint64_t *from, uint64_t *to);

struct wf_store; /* opaque */

/** Open the store @p path to add points. It is made where there is none, or an empty file.
 *  @param header  copied
 *  @return 0, or -1 with @p err: WF_EIO (protected, read-only, full disk, another writer),
 *          WF_EINPUT (no store, or that of another study: which of its terms differs). A store that
 *          is refused stays as it was; where there was none, there is none. */
int wf_store_open(struct wf_store **store, const char *path, const struct wf_store_header *header,
                  struct wf_err *err);
/** Open the store @p path to read, whatever study it belongs to. */
int wf_store_open_to_read(struct wf_store **store, const char *path, struct wf_err *err);
/** What was added since the last commit is dropped. @p store may be NULL. */
void wf_store_close(struct wf_store *store);

/** As written in the file. Lives as long as the store. */
const struct wf_store_header *wf_store_header(const struct wf_store *store);
const char *wf_store_path(const struct wf_store *store);

/** Add a point that the store has not.
 *  @param reason  why it failed; NULL: it is done
 *  @param values  one a column
 *  @return 0, or -1 with @p err; then what was added since the last commit is dropped, and what was
 *          committed is safe. Close the store. */
int wf_store_add(struct wf_store *store, uint64_t point, const char *reason,
                 const struct wf_store_value *values, struct wf_err *err);
/** What was added is on the disk: from now on neither a kill nor a loss of power loses it.
 *  @return as wf_store_add */
int wf_store_commit(struct wf_store *store, struct wf_err *err);

/** Does the store have @p point, done or failed, committed or added? Once it could not be read, it
 *  has none, and the next wf_store_add fails. */
bool wf_store_has(struct wf_store *store, uint64_t point);

struct wf_store_row {
    uint64_t point;
    const char *reason;                  /**< NULL: done */
    const struct wf_store_value *values; /**< one a column; valid during the call */
};
/** Call @p use for each row, in the order of points. It returns 0, or -1 with @p err to stop.
 *  @return 0, or -1 with @p err */
int wf_store_each(struct wf_store *store,
                  int (*use)(const struct wf_store_row *row, void *data, struct wf_err *err),
                  void *data, struct wf_err *err);

/** The same for one point; it is not called where the store has not the point. */
int wf_store_one(struct wf_store *store, uint64_t point,
                 int (*use)(const struct wf_store_row *row, void *data, struct wf_err *err),
                 void *data, struct wf_err *err);

/** Index of the column @p name, or -1 with @p err (WF_EINPUT, with the nearest name). */
int wf_store_column(const struct wf_store *store, const char *name, struct wf_err *err);
/** Numbers of a REAL or INTEGER column by point: header.points values. NaN: unknown, failed, or not
 *  there. @return 0, or -1 with @p err */
int wf_store_numbers(struct wf_store *store, const char *name, double *values, struct wf_err *err);

#endif
