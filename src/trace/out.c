#include "trace/out.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 10 };

static uint32_t short_line(uint64_t line)
{
    return line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
}

void wf_trace_add_bad(struct wf_trace_out *out, uint64_t line, const char *format, ...)
{
    char why[WF_TRACE_WHY_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    if (out->report.bad++ == 0) {
        snprintf(out->first_why, sizeof out->first_why, "%s", why);
        out->first_line = line;
    }
    out->last_line = line;
    if (out->diag && out->report.bad <= SHOWN_MAX)
        wf_diag_warn(out->diag, out->path, short_line(line), "%s", why);
}

/* Is the time between this sample and the first one small enough for 64 bits of nanoseconds? */
static bool is_within_reach(struct wf_trace_out *out, const struct wf_trace_sample *sample)
{
    wf_time_ns first_ns = out->report.samples ? out->report.first_ns : sample->begin_ns, span_ns;
    if (!__builtin_sub_overflow(sample->end_ns, first_ns, &span_ns))
        return true;
    wf_trace_add_bad(out, out->line,
                     "more than 292 years after the first sample; expected one log");
    return false;
}

/* Order a sample behind the previous one; its begin is moved if the two overlap.
 *  @return false: it does not come after the previous one, and was counted */
static bool place(struct wf_trace_out *out, struct wf_trace_sample *sample)
{
    struct wf_trace_report *report = &out->report;
    if (report->samples > 0 && sample->end_ns <= report->last_ns) {
        ++*(sample->end_ns == report->last_ns ? &report->duplicates : &report->backwards);
        return false;
    }
    if (!is_within_reach(out, sample))
        return false;
    if (report->samples == 0) {
        report->first_ns = sample->begin_ns;
    } else {
        if (sample->begin_ns < report->last_ns) {
            report->overlaps++;
            sample->begin_ns = report->last_ns;
        }
        bool instant = sample->begin_ns == sample->end_ns;
        wf_pace_add(&out->pace, sample->end_ns - (instant ? report->last_ns : sample->begin_ns),
                    sample->begin_ns - report->last_ns);
    }
    report->last_ns = sample->end_ns;
    return true;
}

static void count(struct wf_trace_out *out, const struct wf_trace_sample *sample)
{
    struct wf_trace_report *report = &out->report;
    bool instant = sample->begin_ns == sample->end_ns;
    double weight = instant ? 1 : (double)(sample->end_ns - sample->begin_ns) / (double)WF_NS_PER_S;
    if (report->samples++ == 0)
        report->min_w = report->max_w = sample->power_w;
    report->min_w = fmin(report->min_w, sample->power_w);
    report->max_w = fmax(report->max_w, sample->power_w);
    out->sum += weight * sample->power_w;
    out->weight += weight;
}

/* Move a sample with its part of the log. @return false: it is impossible, and was counted */
static bool is_possible(struct wf_trace_out *out, struct wf_trace_sample *sample)
{
    struct wf_trace_report *report = &out->report;
    const struct wf_placing *placing = &report->placing;
    uint64_t index = out->surveyed++;
    if (out->survey) {
        wf_survey_add(out->survey, sample);
        return true;
    }
    while (out->part < placing->step_count && placing->parts[out->part + 1].sample <= index)
        out->part++;
    wf_time_ns shift_ns = placing->parts[out->part].shift_ns;
    sample->begin_ns = wf_placing_shift(sample->begin_ns, shift_ns);
    sample->end_ns = wf_placing_shift(sample->end_ns, shift_ns);
    if (!(placing->limit_w > 0) || sample->power_w < placing->limit_w)
        return true;
    if (report->impossible++ == 0)
        report->impossible_line = out->line;
    report->impossible_w = fmax(report->impossible_w, sample->power_w);
    return false;
}

void wf_trace_add_sample(struct wf_trace_out *out, const struct wf_trace_sample *sample)
{
    struct wf_trace_sample placed = *sample;
    assert(sample->begin_ns <= sample->end_ns);
    if (sample->invalid) {
        out->report.invalid++;
    } else if (!isfinite(sample->power_w)) {
        wf_trace_add_bad(out, out->line, "power is not finite; expected a number");
    } else if (sample->power_w < 0) {
        out->report.negative++;
    } else if (is_possible(out, &placed) && place(out, &placed)) {
        count(out, &placed);
        if (out->sample)
            out->sample(out->data, &placed);
    }
}

void wf_trace_add_event(struct wf_trace_out *out, const struct wf_trace_event *event)
{
    struct wf_trace_event placed = *event;
    placed.line = short_line(out->line);
    placed.time_ns = wf_placing_event(&out->report.placing, event->time_ns);
    out->report.events++;
    if (out->event)
        out->event(out->data, &placed);
}

void wf_trace_out_finish(struct wf_trace_out *out)
{
    struct wf_trace_report *report = &out->report;
    wf_pace_finish(&out->pace);
    report->interval_s = (double)out->pace.usual_ns / (double)WF_NS_PER_S;
    report->gaps = out->pace.gaps;
    report->gap_s = out->pace.gap_s;
    report->longest_gap_s = out->pace.longest_s;
    report->mean_w = out->weight > 0 ? out->sum / out->weight : NAN;
    if (out->diag && report->bad > SHOWN_MAX)
        wf_diag_warn(out->diag, out->path, short_line(out->last_line),
                     "%llu more bad records, up to this one, are not shown",
                     (unsigned long long)(report->bad - SHOWN_MAX));
}
