/* Rows of a CSV that are read: those of one metric of power, and of the sources chosen. */
#ifndef WF_TRACE_CSV_SELECT_H
#define WF_TRACE_CSV_SELECT_H

#include "trace/csv_header.h"

enum { WF_CSV_SOURCES_MAX = 4 }; /**< columns that name a source; further ones are ignored */

/** The cells of a row that matter. */
struct wf_csv_row {
    struct wf_csv_cell time, power, metric, unit, source[WF_CSV_SOURCES_MAX];
    size_t source_count;
    char quoted[4 + WF_CSV_SOURCES_MAX][WF_CSV_CELL_MAX]; /* those that were in quotes */
};

/** Starts zeroed but for the option. */
struct wf_csv_select {
    const char *sources; /**< the option, borrowed; NULL: not given */
    char metric[WF_CSV_CELL_MAX], other[WF_CSV_CELL_MAX]; /* read, and one that is passed */
    bool any;                                             /* a row is read */
    bool counted; /* the column of metrics holds numbers: it is none */
};

/** Where the cell of a column goes, and @p quoted its text without quotes. */
struct wf_csv_cell *wf_csv_row_cell(struct wf_csv_row *row, enum wf_csv_role role, char **quoted);
/** Is a row read? WF_RECORD_PASSED: not; WF_RECORD_STOP with @p why: metrics that are all of power,
 *  or an option that no column serves. */
enum wf_record_status wf_csv_select_row(struct wf_csv_select *select,
                                        const struct wf_csv_header *header,
                                        const struct wf_csv_row *row, char *why, size_t why_size);
/** The unit of the row's own column of units, or of its metric; untouched if neither says one. */
void wf_csv_select_unit(const struct wf_csv_header *header, const struct wf_csv_row *row,
                        struct wf_power_unit *unit);
/** "node-3/gpu-0" of all columns that name a source. @return a cell of @p text. */
struct wf_cell wf_csv_source_name(const struct wf_csv_row *row, char *text, size_t size);
/** "N/A", "nan", "null", "[Not Supported]", nothing: the source did not know. */
bool wf_csv_says_none(struct wf_csv_cell cell);
/** After the last row. @return 0, or -1 with @p err: no row was one of those chosen. */
int wf_csv_select_end(const struct wf_csv_select *select, const struct wf_csv_header *header,
                      const struct wf_trace_out *out, struct wf_err *err);

#endif
