/* What only the whole of a log shows: a value far beyond the meter's other values, and a step of
 * the clock longer than the rest of the log. A log is read twice: the first time it is surveyed, in
 * constant memory, the second time its samples are placed (placing.h). The rules are those of
 * docs/calibration.md. */
#ifndef WF_TRACE_SURVEY_H
#define WF_TRACE_SURVEY_H

#include "trace/sample.h"
#include <stddef.h>

enum { WF_SURVEY_VALUES = 512, WF_SURVEY_STEPS = 65, WF_SURVEY_FIRST = 1000 };

/** A step of the clock, from the end of one sample to the begin (if it goes back, the end) of the
 *  next. */
struct wf_clock_step {
    uint64_t sample; /**< the one behind it, from 0, of all that were surveyed */
    wf_time_ns from_ns, to_ns;
    double size_s; /**< of its length, forward or back */
};

/** Starts zeroed. */
struct wf_survey {
    uint64_t count;
    struct wf_survey_value {
        double power_w;
        uint64_t sample;
    } values[WF_SURVEY_VALUES]; /* the largest, as a heap: the smallest of them first */
    size_t value_count;
    struct wf_clock_step steps[WF_SURVEY_STEPS]; /* the longest, ascending */
    size_t step_count;
    double total_s; /* of all steps and samples */
    wf_time_ns first_ns, last_ns;
    double first_s[WF_SURVEY_FIRST]; /* the first intervals */
    size_t first_count;
    bool intervals; /* a sample is a mean over an interval */
};

/** Take a valid sample, in the order of the file. */
void wf_survey_add(struct wf_survey *survey, const struct wf_trace_sample *sample);

/** The least value that is impossible: at least 10 times the next smaller one, with at most a
 *  twentieth of all samples (or 3) as large, never more than 3 of them in succession, and smaller
 *  values above 0. @return INFINITY: none. */
double wf_survey_limit(struct wf_survey *survey);
/** Steps that are no measured time: each is longer than all other steps and samples together, and
 *  there is one for 8 samples at most. They are left in survey->steps, in the order of
 *  the file. @return how many. */
size_t wf_survey_jumps(struct wf_survey *survey);
/** Median of the first intervals, s; 0: none. */
double wf_survey_interval(struct wf_survey *survey);

#endif
