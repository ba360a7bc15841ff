/* Where the samples of a surveyed log belong: impossible ones nowhere, and those behind a step of
 * the clock one usual interval behind those before it. */
#ifndef WF_TRACE_PLACING_H
#define WF_TRACE_PLACING_H

#include "trace/survey.h"

/** Starts zeroed. */
struct wf_placing {
    double limit_w;    /**< samples of this power or more are impossible; INFINITY: none is */
    size_t step_count; /**< of the clock */
    double step_s;     /**< length of the longest one */
    /** Parts of the log between steps, step_count + 1 of them. The one with the most samples keeps
     *  its clock, so that the events of other logs meet it. */
    struct wf_placed_part {
        uint64_t sample;             /* its first one, as surveyed */
        wf_time_ns begin_ns, end_ns; /* as logged */
        wf_time_ns shift_ns;
    } parts[WF_SURVEY_STEPS];
};

/** Judge a survey. @param limit_w  0: by the survey; else only values above it are impossible */
void wf_placing_make(struct wf_placing *placing, struct wf_survey *survey, double limit_w);
/** A time of another log, moved with the part of this one that is nearest to it. */
wf_time_ns wf_placing_event(const struct wf_placing *placing, wf_time_ns time_ns);
/** @p shift_ns later, within what 64 bits hold. */
wf_time_ns wf_placing_shift(wf_time_ns time_ns, wf_time_ns shift_ns);

#endif
