/* The header of a CSV: which column is time, which is power, and in what units. */
#ifndef WF_TRACE_CSV_HEADER_H
#define WF_TRACE_CSV_HEADER_H

#include "trace/format.h"
#include "trace/timestamp.h"

enum { WF_CSV_CELL_MAX = 256 }; /**< bytes of a cell in quotes, of a name; longer ones are cut */

/** Without the blanks around it; it ends at a separator or a NUL. */
struct wf_csv_cell {
    const char *text;
    size_t length;
};

/** The next cell of a line. @param quoted  memory for one in quotes
 *  @return behind it (a separator or the NUL), or NULL: a quote without its end, or text behind it.
 */
const char *wf_csv_take_cell(const char *at, char separator, char quoted[WF_CSV_CELL_MAX],
                             struct wf_csv_cell *cell);

struct wf_csv_header {
    char separator; /**< NUL: not read yet */
    size_t count, time_column, power_column;
    double times, per;             /**< of the unit: W = power x times / per */
    enum wf_time_style time_style; /**< from the name ("time_ms"); WF_TIME_NONE: not in the name */
};

/** @return false with @p why: a column is missing, or its unit is not a unit of power. */
bool wf_csv_header_read(struct wf_csv_header *header, const char *line,
                        const struct wf_trace_options *options, char *why, size_t why_size);
/** Do a first and a second line look like a CSV? 50: with columns of usual names; 5: by their
 *  cells; 0: no. */
int wf_csv_header_recognise(const char *first, const char *second);
/** Is it a unit of power? */
bool wf_csv_is_unit(const char *name);

#endif
