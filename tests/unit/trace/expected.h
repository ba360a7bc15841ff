/* A small log and what it is read as, all of it, as text: one table entry a case. */
#ifndef WF_TESTS_UNIT_TRACE_EXPECTED_H
#define WF_TESTS_UNIT_TRACE_EXPECTED_H

#include "base/text.h"
#include "log.h"

/** What a log is read as. */
struct log_expected {
    const char *text;
    struct wf_trace_options options;
    const char *format;   /**< that is recognised */
    const char *samples;  /**< "0 144.5, 5-10 2.5": seconds since the first begins, watts */
    const char *counts;   /**< "2 bad, 1 invalid"; NULL: none */
    const char *warnings; /**< "3: power is missing; expected a number", one a line; NULL: none */
    int64_t begin_s;      /**< Unix time of the first sample, whole seconds; 0: not checked */
};

static inline char *log_samples(const struct log *log)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    for (size_t i = 0; i < log->sample_count && i < LOG_MAX; i++) {
        const struct wf_trace_sample *sample = &log->samples[i];
        double begin_s = (double)(sample->begin_ns - log->samples->begin_ns) / 1e9;
        double end_s = (double)(sample->end_ns - log->samples->begin_ns) / 1e9;
        wf_buffer_printf(&text, "%s%.10g", i ? ", " : "", begin_s);
        if (begin_s < end_s)
            wf_buffer_printf(&text, "-%.10g", end_s);
        wf_buffer_printf(&text, " %.10g", sample->power_w);
    }
    return text.text;
}

static inline char *log_warnings(struct log *log)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    wf_diag_sort(&log->diag);
    for (size_t i = 0; i < log->diag.count; i++)
        wf_buffer_printf(&text, "%s%u: %s", i ? "\n" : "", log->diag.entries[i].line,
                         log->diag.entries[i].text);
    return text.text;
}

static inline char *log_counts(const struct wf_trace_report *report)
{
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {{"bad", report->bad},
                  {"negative", report->negative},
                  {"invalid", report->invalid},
                  {"duplicate", report->duplicates},
                  {"backwards", report->backwards},
                  {"overlapping", report->overlaps}};
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].count)
            wf_buffer_printf(&text, "%s%d %s", text.length ? ", " : "", (int)counts[i].count,
                             counts[i].name);
    return text.text;
}

/** Read @p text as expected, whatever is the text of @p expected. */
static inline void log_check_as(const struct log_expected *expected, const char *text)
{
    static struct log log;
    log_read(&log, text, &expected->options);
    CHECK_TEXT(log.err.text, "");
    CU_ASSERT_EQUAL(log.result, 0);
    char *samples = log_samples(&log), *warnings = log_warnings(&log);
    char *counts = log_counts(&log.report);
    CHECK_TEXT(samples, expected->samples);
    CHECK_TEXT(warnings, expected->warnings ? expected->warnings : "");
    CHECK_TEXT(counts, expected->counts ? expected->counts : "");
    if (log.result == 0)
        CHECK_TEXT(log.report.format->name, expected->format);
    if (log.sample_count && expected->begin_s)
        CU_ASSERT_EQUAL(log.samples->begin_ns / WF_NS_PER_S, expected->begin_s);
    free(samples);
    free(warnings);
    free(counts);
    log_release(&log);
}

/** Read as expected, whatever the ends of its lines; and cut anywhere. */
static inline void log_check(struct log_expected expected)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct wf_buffer text = {0};
        for (const char *c = expected.text; *c; c++)
            wf_buffer_add(&text, *c == '\n' ? ends[i] : c, *c == '\n' ? strlen(ends[i]) : 1);
        log_check_as(&expected, text.text);
        wf_buffer_release(&text);
    }
    struct wf_trace_options forced = expected.options;
    forced.format = expected.format;
    CHECK_CUTS(expected.text, &forced, true);
}

/** An error that ends in @p message. */
static inline void log_check_error(const char *text, struct wf_trace_options options,
                                   const char *message)
{
    static struct log log;
    log_read(&log, text, &options);
    CU_ASSERT_EQUAL(log.result, -1);
    size_t length = strlen(log.err.text), tail = strlen(message);
    CHECK_TEXT(length < tail ? log.err.text : log.err.text + length - tail, message);
    log_release(&log);
}

#endif
