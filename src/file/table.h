/* A CSV file as named columns of text: series, tables of rounds, traces of devices. Commas, RFC
 * 4180 quotes, one header line; lines that start with '#' and blank lines are passed over; CRLF, LF
 * and a byte-order mark are understood. Held in memory: for thousands to millions of cells. */
#ifndef WF_FILE_TABLE_H
#define WF_FILE_TABLE_H

#include "base/arena.h"
#include "base/diag.h"

struct wf_table_row {
    const char **cells; /**< one a column, blanks around it taken off; "" where empty */
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

/** Read all of @p path. What is wrong in it goes to @p diag, a line each: rows with too few or too
 *  many cells (left out of the table), a quote without end, a NUL byte, two columns of one name, no
 *  header.
 *  @return 0, or -1 with @p err when the file cannot be read. Release in both cases. */
int wf_table_load(const char *path, struct wf_table *table, struct wf_diag *diag,
                  struct wf_err *err);
void wf_table_release(struct wf_table *table);
/** Read @p path, hand it to @p use, which tells @p diag what is wrong in the rows, and release it.
 *  @return 0, or -1 with @p err: it cannot be read, or (WF_EINPUT) the diag has errors. */
int wf_table_use(const char *path,
                 void (*use)(const struct wf_table *table, void *data, struct wf_diag *diag),
                 void *data, struct wf_diag *diag, struct wf_err *err);

/** Index of the column @p name, or -1. */
int wf_table_column(const struct wf_table *table, const char *name);
/** The same; where it is missing @p diag is told, with the nearest name and those there are. */
int wf_table_need_column(const struct wf_table *table, const char *name, struct wf_diag *diag);
/** The one column of two that may stand for it; none of them, or both, is told. @return -1 then. */
int wf_table_need_either(const struct wf_table *table, const char *one, const char *other,
                         struct wf_diag *diag);
/** A measured number of a row, 0 or more; NaN where the cell is empty: not measured. What is no
 *  such number is told, and NaN. */
double wf_table_number(const struct wf_table *table, const struct wf_table_row *row, int column,
                       struct wf_diag *diag);

#endif
