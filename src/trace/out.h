/* Where a format puts the samples and events that it finds. What is not a measurement is dropped
 * and counted here, so that all formats drop the same things. */
#ifndef WF_TRACE_OUT_H
#define WF_TRACE_OUT_H

#include "base/diag.h"
#include "trace/pace.h"
#include "trace/placing.h"
#include "trace/sample.h"

struct wf_trace_format;

/** What was read and what was left out. A sample counts as a duplicate, or as backwards, by its
 * end.
 */
struct wf_trace_report {
    const struct wf_trace_format *format;
    uint64_t records; /**< lines that are not blank, or objects */
    uint64_t samples, events;
    uint64_t bad;      /**< records that should have been measurements; the first 10 are reported */
    uint64_t negative; /**< samples below 0 W: error codes of meters */
    uint64_t invalid;  /**< samples that the meter marked as invalid */
    uint64_t impossible; /**< samples far beyond the others (survey.h), or above the limit given */
    double impossible_w; /**< the largest of them */
    uint64_t impossible_line; /**< of the first */
    uint64_t passed;          /**< rows of other metrics or sources than those read */
    uint32_t per_time;        /**< sources added up at each time; 0: one */
    uint64_t by_power;    /**< means whose joules are below half of the log's own watts: the watts
                             are taken */
    uint64_t above_power; /**< means whose joules are above twice the log's own watts: the joules
                             are taken */
    bool time_assumed;    /**< times are small numbers without a unit: read as seconds */
    struct wf_placing placing; /**< where samples were moved */
    uint64_t duplicates;       /**< samples that end when the previous one did: the first is kept */
    uint64_t backwards;        /**< samples that end before the previous one did: dropped */
    uint64_t
        overlaps;  /**< intervals that begin before the previous one ended: cut to begin there */
    uint64_t gaps; /**< times between samples above 3 times the usual interval (the median of the
                      first 1000) */
    double gap_s, longest_gap_s;  /**< total length of all gaps; of the longest one */
    double interval_s;            /**< the usual one; 0: a single sample */
    wf_time_ns first_ns, last_ns; /**< begin of the first sample, end of the last */
    double mean_w; /**< plain mean of the samples, as meters state it; means over intervals are
                      weighted by their length; NaN: no sample */
    double min_w, max_w;
};

/** Receives the valid samples, in order of time. */
typedef void wf_trace_sink(void *data, const struct wf_trace_sample *sample);
/** Receives the events, in the order of the file, which is not always that of time. */
typedef void wf_trace_event_sink(void *data, const struct wf_trace_event *event);

enum { WF_TRACE_WHY_SIZE = 512 };

/** State of one reading. Formats only pass it on. */
struct wf_trace_out {
    wf_trace_sink *sample;      /**< may be NULL */
    wf_trace_event_sink *event; /**< may be NULL */
    void *data;                 /**< of both */
    struct wf_trace_report report;
    struct wf_pace pace;
    double sum, weight;       /**< of the mean */
    struct wf_survey *survey; /**< of a first reading; NULL: a second one, or the only one */
    uint64_t surveyed;        /**< samples so far, counted as the survey does */
    size_t part;              /**< of the placing, that they are in */
    uint64_t line;            /**< of the current record */
    const char *path;
    struct wf_diag *diag;              /**< may be NULL */
    char first_why[WF_TRACE_WHY_SIZE]; /**< what is wrong with the first bad record */
    uint64_t first_line, last_line;    /**< of the bad records */
};

/** Add a sample of any kind: one that is not finite, is below 0, is marked invalid, is impossible
 * or does not come after the previous one is dropped and counted. */
void wf_trace_add_sample(struct wf_trace_out *out, const struct wf_trace_sample *sample);
/** Add an event. Its texts need to last during the call only; its line is filled in. */
void wf_trace_add_event(struct wf_trace_out *out, const struct wf_trace_event *event);
/** Count and report a measurement of several records that lacks some of them.
 *  @param line    where it starts
 *  @param format  what is wrong, as for printf */
void wf_trace_add_bad(struct wf_trace_out *out, uint64_t line, const char *format, ...)
    WF_PRINTF(3, 4);

/** After the last record: fill in what the report can only hold at the end (gaps, the usual
 * interval, the mean), and warn of the bad records that were not shown. */
void wf_trace_out_finish(struct wf_trace_out *out);

#endif
