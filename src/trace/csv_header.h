/* The header of a CSV: which column is time, which is power, and in what units. */
#ifndef WF_TRACE_CSV_HEADER_H
#define WF_TRACE_CSV_HEADER_H

#include "trace/format.h"
#include "trace/log_units.h"
#include "trace/ticks.h"
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

/** What a column is for. Of WF_CSV_SOURCE there may be several: "host", "gpu". */
enum wf_csv_role {
    WF_CSV_OTHER,
    WF_CSV_TIME,
    WF_CSV_POWER,
    WF_CSV_SOURCE, /**< says what was measured: a GPU, a rail, a host */
    WF_CSV_METRIC, /**< says of what the value is, where a table mixes metrics */
    WF_CSV_UNIT    /**< says in what unit it is */
};
enum { WF_CSV_COLUMNS_MAX = 4096 };

struct wf_csv_header {
    char separator; /**< NUL: not read yet */
    size_t count;
    uint8_t roles[WF_CSV_COLUMNS_MAX]; /**< enum wf_csv_role */
    bool has_source, has_metric, has_unit;
    enum wf_tick_key key;          /**< how sure the source columns are */
    struct wf_power_unit unit;     /**< of power; W where none is said */
    bool unit_said;                /**< by the option or the header */
    enum wf_time_style time_style; /**< from the name ("time_ms"); WF_TIME_NONE: not in the name */
    char time_name[WF_CSV_CELL_MAX], power_name[WF_CSV_CELL_MAX];
    char odd_time_unit[WF_CSV_CELL_MAX]; /**< in brackets, but no unit of time: "UTC"; "": none */
};

/** @return false with @p why: a column is missing, or its unit is not a unit of power. */
bool wf_csv_header_read(struct wf_csv_header *header, const char *line,
                        const struct wf_trace_options *options, char *why, size_t why_size);
/** Do a first and a second line look like a CSV? 50: with columns of usual names; 5: by their
 *  cells; 0: no. */
int wf_csv_header_recognise(const char *first, const char *second);
/** The unit at the end of a metric's name ("gpu_power_mw"). @return false: none there. */
bool wf_csv_unit_of_name(const char *name, size_t length, struct wf_power_unit *unit);

#endif
