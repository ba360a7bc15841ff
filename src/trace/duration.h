/* Arithmetic on times that never overflows 64 bits, whatever a log contains. */
#ifndef WF_TRACE_DURATION_H
#define WF_TRACE_DURATION_H

#include "trace/sample.h"

/** @p seconds after @p from_ns; clamped to the first or last possible time (NaN: from_ns). */
static inline wf_time_ns wf_time_after(wf_time_ns from_ns, double seconds)
{
    const double most_s = 9e9; /* 285 years: INT64_MAX ns are 292 */
    wf_time_ns span_ns = 0, sum_ns;
    if (seconds >= most_s || seconds <= -most_s)
        span_ns = seconds > 0 ? INT64_MAX : INT64_MIN;
    else if (seconds == seconds)
        span_ns = (wf_time_ns)llround(seconds * (double)WF_NS_PER_S);
    if (__builtin_add_overflow(from_ns, span_ns, &sum_ns))
        return span_ns > 0 ? INT64_MAX : INT64_MIN;
    return sum_ns;
}

/** Nanoseconds from one time to another; clamped beyond 292 years. */
static inline wf_time_ns wf_time_between(wf_time_ns from_ns, wf_time_ns to_ns)
{
    wf_time_ns span_ns;
    if (__builtin_sub_overflow(to_ns, from_ns, &span_ns))
        return to_ns > from_ns ? INT64_MAX : INT64_MIN;
    return span_ns;
}

/** Seconds from one time to another, also beyond 292 years. */
static inline double wf_time_seconds(wf_time_ns from_ns, wf_time_ns to_ns)
{
    wf_time_ns span_ns;
    if (__builtin_sub_overflow(to_ns, from_ns, &span_ns))
        return ((double)to_ns - (double)from_ns) / (double)WF_NS_PER_S;
    return (double)span_ns / (double)WF_NS_PER_S;
}

#endif
