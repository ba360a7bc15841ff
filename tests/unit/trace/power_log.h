/* Small logs written by hand: read, and what came of them as text. */
#ifndef WF_TESTS_UNIT_TRACE_POWER_LOG_H
#define WF_TESTS_UNIT_TRACE_POWER_LOG_H

#include "base/text.h"
#include "suite.h"
#include "trace/reader.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LOG_MOST = 2048 };

struct log {
    int result;
    struct wf_trace_report report;
    struct wf_diag diag;
    struct wf_err err;
    char path[64];
    struct wf_trace_sample samples[LOG_MOST];
    size_t count;
    char *text; /* of the samples */
};

static inline void log_take(void *data, const struct wf_trace_sample *sample)
{
    struct log *log = data;
    if (log->count < LOG_MOST)
        log->samples[log->count++] = *sample;
}

/* "0 144.5, 1 150": seconds since the first begins, watts; "0-5 2.5" is the mean over a span. */
static inline char *log_samples(const struct wf_trace_sample *samples, size_t count)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    for (size_t i = 0; i < count; i++) {
        double begin_s = (double)(samples[i].begin_ns - samples->begin_ns) / 1e9;
        double end_s = (double)(samples[i].end_ns - samples->begin_ns) / 1e9;
        wf_buffer_printf(&text, "%s%.10g", i ? ", " : "", begin_s);
        if (begin_s < end_s)
            wf_buffer_printf(&text, "-%.10g", end_s);
        wf_buffer_printf(&text, " %.10g", samples[i].power_w);
    }
    return text.text;
}

static inline void log_read_bytes(struct log *log, const struct wf_trace_options *options,
                                  const char *bytes, size_t length)
{
    memset(log, 0, sizeof *log);
    wf_diag_init(&log->diag);
    int file = memfd_create("log", 0);
    CU_ASSERT_FATAL(file >= 0);
    CU_ASSERT_EQUAL_FATAL(write(file, bytes, length), (ssize_t)length);
    snprintf(log->path, sizeof log->path, "/proc/self/fd/%d", file);
    log->result =
        wf_trace_read(log->path, options, log_take, NULL, log, &log->report, &log->diag, &log->err);
    close(file);
    wf_diag_sort(&log->diag);
    log->text = log_samples(log->samples, log->count);
}

static inline void log_release(struct log *log)
{
    wf_diag_release(&log->diag);
    free(log->text);
}

/* The warnings, one a line, without the path: "3: power 'x'; expected a number". */
static inline char *log_warnings(const struct log *log)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    for (size_t i = 0; i < log->diag.count; i++)
        wf_buffer_printf(&text, "%s%u: %s", i ? "\n" : "", log->diag.entries[i].line,
                         log->diag.entries[i].text);
    return text.text;
}

/* What a log is read as; counts as "2 bad, 1 invalid" ("": none); warnings as above. */
struct log_expected {
    const char *text;
    struct wf_trace_options options;
    const char *format; /* that is recognised, or forced; NULL: not checked */
    const char *samples, *counts, *warnings;
    int64_t begin_s; /* of the first sample; 0: not checked */
};

static inline void log_counts(const struct wf_trace_report *report, char *text, size_t size)
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
    *text = '\0';
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        size_t used = strlen(text);
        if (counts[i].count)
            snprintf(text + used, size - used, "%s%d %s", used ? ", " : "", (int)counts[i].count,
                     counts[i].name);
    }
}

static inline void log_check_as(const struct log_expected *expected, const char *text)
{
    struct log log;
    char counts[128];
    log_read_bytes(&log, &expected->options, text, strlen(text));
    char *warnings = log_warnings(&log);
    CHECK_TEXT(log.err.text, "");
    CU_ASSERT_EQUAL(log.result, 0);
    CHECK_TEXT(log.text, expected->samples);
    CHECK_TEXT(warnings, expected->warnings ? expected->warnings : "");
    log_counts(&log.report, counts, sizeof counts);
    CHECK_TEXT(counts, expected->counts ? expected->counts : "");
    if (log.result == 0 && expected->format)
        CHECK_TEXT(log.report.format->name, expected->format);
    if (log.count && expected->begin_s)
        CU_ASSERT_EQUAL(log.samples->begin_ns / WF_NS_PER_S, expected->begin_s);
    free(warnings);
    log_release(&log);
}

/* A text with other ends of lines; caller frees. */
static inline char *log_with_ends(const char *text, const char *ends)
{
    struct wf_buffer other = {0};
    for (; *text; text++)
        wf_buffer_add(&other, *text == '\n' ? ends : text, *text == '\n' ? strlen(ends) : 1);
    return other.text;
}

/* Cut behind any byte: an error that says something, or the samples before the cut. The last one
 * may be another: half a number is a number. */
static inline void log_check_cut(const struct log_expected *expected)
{
    struct log whole, part;
    log_read_bytes(&whole, &expected->options, expected->text, strlen(expected->text));
    struct wf_trace_options forced = expected->options;
    forced.format = expected->format;
    for (size_t length = 0; length < strlen(expected->text); length++) {
        log_read_bytes(&part, &forced, expected->text, length);
        CU_ASSERT(part.result == 0 ? part.count > 0 : part.err.text[0] != '\0');
        CU_ASSERT(part.count <= whole.count);
        size_t same = part.count ? part.count - 1 : 0;
        char *before = log_samples(part.samples, same);
        char *before_whole = log_samples(whole.samples, same);
        CHECK_TEXT(before, before_whole);
        free(before);
        free(before_whole);
        log_release(&part);
    }
    log_release(&whole);
}

/* Read as expected, whatever the ends of its lines; and cut anywhere. */
static inline void log_check(struct log_expected expected)
{
    static const char *const ends[] = {"\r\n", "\r"};
    log_check_as(&expected, expected.text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *text = log_with_ends(expected.text, ends[i]);
        log_check_as(&expected, text);
        free(text);
    }
    log_check_cut(&expected);
}

/* An error that ends in @p message. */
static inline void log_check_error(const char *text, struct wf_trace_options options,
                                   const char *message)
{
    struct log log;
    log_read_bytes(&log, &options, text, strlen(text));
    CU_ASSERT_EQUAL(log.result, -1);
    size_t length = strlen(log.err.text), tail = strlen(message);
    CHECK_TEXT(length < tail ? log.err.text : log.err.text + length - tail, message);
    log_release(&log);
}

#endif
