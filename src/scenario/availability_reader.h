/* When devices are available, as users write it: a daily pattern of clock times, or a CSV trace
 * with the spans of each device. */
#ifndef WF_SCENARIO_AVAILABILITY_READER_H
#define WF_SCENARIO_AVAILABILITY_READER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "model/availability.h"
#include <stdbool.h>

/** Daily pattern: "22:00-06:00, 12:00-13:30" (HH:MM or HH:MM:SS; until 24:00; past midnight where
 * it ends before it begins). Repeats every 86400 s from midnight, which is date 0 of the simulation
 *  plus the device's shift.
 *  @param arena  owns what @p availability borrows
 *  @param[out] availability  untouched on failure
 *  @return NULL, or all that is wrong with it, as text (to free) */
char *wf_availability_read_daily(const char *text, struct wf_arena *arena,
                                 struct wf_availability *availability);

/** Is this the name of a trace (it ends in .csv), and not a daily pattern? */
bool wf_availability_is_trace(const char *text);

/** One device of a trace. */
struct wf_availability_host {
    const char *name; /**< "*": every device without rows of its own */
    uint32_t line;    /**< of its first row */
    struct wf_availability there;
    struct wf_availability charging; /**< at the charger; never, where the trace does not say */
};

/** A trace. Nothing repeats: after its last row a device does not become available again. */
struct wf_availability_trace {
    struct wf_availability_host *hosts; /**< in order of their first rows */
    size_t host_count;
    const char *path;
    bool has_charging; /**< there is a column for it */
    struct wf_map names;
    struct wf_availability_span *spans, *charging_spans;
    struct wf_arena arena;
};

/** Read the trace @p path: CSV with the columns
 *    from, until  dates: seconds from the start of the simulation, or with a unit ("3 h"); a device
 *                 is there at from, not at until; within 1e9 s (calendar time is no date here);
 *                 before 0 is before the start
 *    host         (may be left out) name; empty or "*": every device without rows of its own
 *    charging     (may be left out) yes or no: it is at the charger in this span
 *  Rows in any order; spans of one host must not overlap, may touch. What is wrong goes to @p diag,
 *  and those rows are left out; columns that are not read are warned of.
 *  @return 0, or -1 with @p err when the file cannot be read. Release in both cases. */
int wf_availability_trace_load(const char *path, struct wf_availability_trace *trace,
                               struct wf_diag *diag, struct wf_err *err);
void wf_availability_trace_release(struct wf_availability_trace *trace);

/** What the trace says of @p host: its own rows or, without any, those of "*"; NULL: nothing. */
const struct wf_availability_host *
wf_availability_trace_find(const struct wf_availability_trace *trace, const char *host);

#endif
