/* Rows of several sources (GPUs, rails, hosts) that were measured together, added up: a row a
 * source and tick. A column may name the source; else the times say which rows belong together.
 * The number of rows of a tick is learnt from the first rows; a tick with another number is
 * dropped. */
#ifndef WF_TRACE_TICKS_H
#define WF_TRACE_TICKS_H

#include "base/err.h"
#include "trace/cells.h"
#include "trace/out.h"

enum { WF_TICK_LEARNT = 256, WF_TICK_SOURCES = 256, WF_TICK_NAME = 128 };

struct wf_tick_row {
    wf_time_ns time_ns;
    double power_w;
    uint32_t source; /**< of wf_ticks_source; 0 where no column names it */
    uint64_t line;
    bool invalid; /**< the source did not know its power */
};

/** What a column that seems to name the source may be instead. It is then ignored. */
enum wf_tick_key {
    WF_TICK_SURE,
    WF_TICK_COUNTER, /**< "index": a number of the row, if none comes twice */
    WF_TICK_LOOSE    /**< "gpu": a figure (its load), if it is a number and rows come one by one */
};

/** Starts zeroed but for what the format sets. */
struct wf_ticks {
    const char *noun;     /**< of a source, "GPU"; set by the format */
    bool keyed;           /**< a column names the source; set by the format */
    enum wf_tick_key key; /**< how sure that column is; set by the format */
    uint32_t channels;    /**< rows of a tick; 0: found; set by the format */

    struct wf_tick_source {
        char name[WF_TICK_NAME];
        bool numeric;
        uint32_t order;        /* in a tick: its number, or when it first came */
        uint64_t rows, silent; /* all; those without power */
        uint64_t tick;         /* the last one that it was in */
    } sources[WF_TICK_SOURCES];
    uint32_t source_count;

    struct wf_tick_row learnt[WF_TICK_LEARNT];
    size_t learnt_count;
    bool knows; /* what a tick is */
    bool plain; /* each row is a tick: the column names no source */
    uint32_t per_tick;
    wf_time_ns apart_ns; /* rows farther apart are of two ticks */

    struct wf_tick_row tick, last; /* the rows so far, added up; the latest of them */
    uint32_t in_tick;
    uint64_t ticks, whole; /* begun; of per_tick rows */
};

/** The source called @p name, made known if it is new. @return false: there are too many, or the
 *  name is empty or too long. */
bool wf_ticks_source(struct wf_ticks *ticks, struct wf_cell name, uint32_t *source);
/** Take a row; a tick that it ends goes to @p out. */
void wf_ticks_add(struct wf_ticks *ticks, const struct wf_tick_row *row, struct wf_trace_out *out);
/** After the last row. @return 0, or -1 with @p err: sources without power, or whose rows do
 *  not come together; it says what to choose. */
int wf_ticks_end(struct wf_ticks *ticks, struct wf_trace_out *out, struct wf_err *err);

#endif
