/* Samples and events, as formats of logs deliver them. */
#ifndef WF_TRACE_SAMPLE_H
#define WF_TRACE_SAMPLE_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/** Unix time in nanoseconds, years 1678 to 2262. Logs without a zone are read as if it were UTC. */
typedef int64_t wf_time_ns;
#define WF_NS_PER_S INT64_C(1000000000)

/** One measurement: an instant (begin == end), or the mean over an interval. */
struct wf_trace_sample {
    wf_time_ns begin_ns, end_ns;
    double power_w;
    bool invalid; /**< marked as invalid by the meter; counted and dropped */
};

enum wf_trace_event_kind { WF_EVENT_POINT, WF_EVENT_BEGIN, WF_EVENT_END };

/** An event in a log. */
struct wf_trace_event {
    wf_time_ns time_ns;
    enum wf_trace_event_kind kind;
    const char *key;  /**< as the log calls it, "run_start", "eval"; in the events' memory */
    double value;     /**< NaN: not a number */
    const char *text; /**< the value as text; NULL: none */
    uint32_t line;
};

#endif
