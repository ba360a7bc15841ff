/* Reading a log: opened, its format found, cut into records, and what is not a measurement dropped
 * and counted. Constant memory, whatever the size of the file. */
#ifndef WF_TRACE_READER_H
#define WF_TRACE_READER_H

#include "base/diag.h"
#include "trace/format.h"

/** What was read and what was left out. Samples are told apart by their ends. */
struct wf_trace_report {
    const struct wf_trace_format *format;
    uint64_t records; /**< lines that are not blank, or objects */
    uint64_t samples, events;
    uint64_t bad;        /**< records that should have been measurements; the first ones are told */
    uint64_t negative;   /**< samples below 0 W: error codes of meters */
    uint64_t invalid;    /**< samples marked so by the meter */
    uint64_t duplicates; /**< at the instant of the one before: the first is kept */
    uint64_t backwards;  /**< before the one before: dropped */
    uint64_t overlaps; /**< intervals that begin before the one before ended: cut to begin there */
    uint64_t gaps; /**< time between samples above 3 times the usual interval (median of the first
                      1000) */
    double gap_s, longest_gap_s;  /**< all of them; the longest */
    double interval_s;            /**< the usual one; 0: a single sample */
    wf_time_ns first_ns, last_ns; /**< begin of the first sample, end of the last */
    double mean_w; /**< plain mean of the samples, as meters state it; of samples that are means
                      over intervals each weighs as long as it lasts; NaN: none */
    double min_w, max_w;
};

/** Called in order of time, with samples that hold. */
typedef void wf_trace_sink(void *data, const struct wf_trace_sample *sample);
/** Called in order of the file, which is not always that of time. */
typedef void wf_trace_event_sink(void *data, const struct wf_trace_event *event);

/** Read @p path: a file, or a pipe. Lines end in LF, CRLF or CR, also mixed; a mark of UTF-8 at the
 *  start is skipped. A record longer than 1 MiB, or with a NUL byte, is bad. Bad records go to @p
 * diag as warnings with their line, the first 10 of them, then how many more.
 *  @param options  NULL: none
 *  @param sample   may be NULL
 *  @param event    may be NULL; its texts hold during the call only
 *  @param[out] report  untouched on failure; may be NULL
 *  @param diag     may be NULL
 *  @return 0, or -1 with @p err: WF_EIO cannot be read; WF_EINPUT empty, of no known format (the
 *  nearest ones are named), cut off so that nothing is left, or without any valid measurement. */
int wf_trace_read(const char *path, const struct wf_trace_options *options, wf_trace_sink *sample,
                  wf_trace_event_sink *event, void *data, struct wf_trace_report *report,
                  struct wf_diag *diag, struct wf_err *err);

/** The format of a file by its first 64 KiB. @return 0, or -1 with @p err. */
int wf_trace_detect(const char *path, const struct wf_trace_format **format, struct wf_err *err);
/** The format called @p name, or NULL with @p err, naming the nearest. */
const struct wf_trace_format *wf_trace_format(const char *name, struct wf_err *err);

#endif
