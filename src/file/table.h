/* A CSV file as named columns of text: series, tables of rounds, traces of devices. Commas, RFC
 * 4180 quotes, one header line; lines that start with '#' and blank lines are skipped; CRLF, LF
 * and a byte-order mark are understood. Held in memory: for thousands to millions of cells. */
#ifndef WF_FILE_TABLE_H
#define WF_FILE_TABLE_H

#include "base/arena.h"
#include "base/diag.h"

struct wf_table_row {
    const char **cells; /**< one a column, without blanks around it; "" if empty */
    uint32_t line;
};

struct wf_table {
    const char *path;
    const char **columns;
    struct wf_table_row *rows;
    size_t column_count, row_count;
    uint32_t line; /**< of the header */
    struct wf_arena arena;
};

/** Read all of @p path. Each mistake goes to @p diag with its line: rows with too few or too
 *  many cells (left out of the table), a quote without end, a NUL byte, two columns of one name, no
 *  header.
 *  @return 0, or -1 with @p err when the file cannot be read. Release in both cases. */
int wf_table_load(const char *path, struct wf_table *table, struct wf_diag *diag,
                  struct wf_err *err);
/** Read a table from @p text, @p length bytes without their end, as the file @p path would be. */
void wf_table_read(const char *path, const char *text, size_t length, struct wf_table *table,
                   struct wf_diag *diag);
void wf_table_release(struct wf_table *table);
/** Read @p path, call @p use, which adds mistakes of the rows to @p diag, and release the table.
 *  @return 0, or -1 with @p err: it cannot be read, or (WF_EINPUT) the diag has errors. */
int wf_table_use(const char *path,
                 void (*use)(const struct wf_table *table, void *data, struct wf_diag *diag),
                 void *data, struct wf_diag *diag, struct wf_err *err);

/** Index of the column @p name, or -1. */
int wf_table_column(const struct wf_table *table, const char *name);
/** The same; a missing column is a mistake in @p diag, with the nearest name and all names. */
int wf_table_need_column(const struct wf_table *table, const char *name, struct wf_diag *diag);
/** The one of two columns that the table has. None, or both, is a mistake in @p diag. @return its
 *  index, or -1. */
int wf_table_need_either(const struct wf_table *table, const char *one, const char *other,
                         struct wf_diag *diag);
/** A measured number of a row, 0 or more; NaN if the cell is empty: not measured. Anything else is
 *  a mistake in @p diag, and NaN. */
double wf_table_number(const struct wf_table *table, const struct wf_table_row *row, int column,
                       struct wf_diag *diag);

#endif
