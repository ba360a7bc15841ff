/* What suites of logs share: a text read as a file, what came of it gathered. */
#ifndef WF_TESTS_LOG_H
#define WF_TESTS_LOG_H

#include "suite.h"
#include "trace/reader.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOG_MAX = 256, LOG_TEXT = 96 };

struct log_event {
    struct wf_trace_event event; /* key and text point to the copies below */
    char key[LOG_TEXT], text[LOG_TEXT];
};

/** A log that was read. */
struct log {
    int result;
    struct wf_trace_report report;
    struct wf_trace_sample samples[LOG_MAX];
    struct log_event events[LOG_MAX];
    size_t sample_count, event_count;
    struct wf_diag diag;
    struct wf_err err;
};

static inline void log_sample(void *data, const struct wf_trace_sample *sample)
{
    struct log *log = data;
    if (log->sample_count < LOG_MAX)
        log->samples[log->sample_count] = *sample;
    log->sample_count++;
}

static inline void log_event(void *data, const struct wf_trace_event *event)
{
    struct log *log = data;
    if (log->event_count < LOG_MAX) {
        struct log_event *kept = &log->events[log->event_count];
        kept->event = *event;
        snprintf(kept->key, sizeof kept->key, "%s", event->key);
        snprintf(kept->text, sizeof kept->text, "%s", event->text ? event->text : "");
        kept->event.key = kept->key;
        kept->event.text = event->text ? kept->text : NULL;
    }
    log->event_count++;
}

/** Read @p length bytes as a log; what was in @p log is overwritten, and log_release is due. */
static inline void log_read_bytes(struct log *log, const char *bytes, size_t length,
                                  const struct wf_trace_options *options)
{
    char path[] = "/tmp/wf-log-XXXXXX";
    int file = mkstemp(path);
    *log = (struct log){0};
    wf_diag_init(&log->diag);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        abort();
    close(file);
    log->result = wf_trace_read(path, options, log_sample, log_event, log, &log->report, &log->diag,
                                &log->err);
    unlink(path);
}

static inline void log_read(struct log *log, const char *text,
                            const struct wf_trace_options *options)
{
    log_read_bytes(log, text, strlen(text), options);
}

static inline void log_release(struct log *log)
{
    wf_diag_release(&log->diag);
}

/** The event called @p key, the @p nth of them from 0; NULL: there is none. */
static inline const struct wf_trace_event *log_find(const struct log *log, const char *key,
                                                    size_t nth)
{
    for (size_t i = 0; i < log->event_count && i < LOG_MAX; i++)
        if (!strcmp(log->events[i].key, key) && nth-- == 0)
            return &log->events[i].event;
    return NULL;
}

/** The one failure, or a warning on @p line, says @p part. */
static inline void log_check_err(const struct log *log, enum wf_code code, const char *part,
                                 const char *file, unsigned line)
{
    bool says = log->result < 0 && log->err.code == code && strstr(log->err.text, part);
    if (!says)
        wf_check_text(log->result < 0 ? log->err.text : "no error", part, "error", file, line);
}
#define CHECK_ERR(log, code, part) log_check_err((log), (code), (part), __FILE__, __LINE__)

static inline void log_check_warning(const struct log *log, uint32_t at, const char *part,
                                     const char *file, unsigned line)
{
    for (size_t i = 0; i < log->diag.count; i++)
        if (log->diag.entries[i].line == at && strstr(log->diag.entries[i].text, part))
            return;
    wf_check_text(log->diag.count ? log->diag.entries[0].text : "no warning", part, "warning", file,
                  line);
}
#define CHECK_WARNING(log, at, part) log_check_warning((log), (at), (part), __FILE__, __LINE__)

static inline bool log_same_sample(const struct wf_trace_sample *a, const struct wf_trace_sample *b)
{
    return a->begin_ns == b->begin_ns && a->end_ns == b->end_ns &&
           !(a->power_w < b->power_w || a->power_w > b->power_w);
}

/** Cut @p text after every byte: an error that says something, or samples as in the whole, or
 * fewer.
 *  @param last_may_differ  of a format that cannot tell a number that was cut off */
static inline void log_check_cuts(const char *text, const struct wf_trace_options *options,
                                  bool last_may_differ, const char *file, unsigned line)
{
    static struct log whole, part;
    log_read(&whole, text, options);
    if (whole.result < 0 || whole.sample_count + whole.event_count == 0)
        wf_check_text(whole.err.text, "a log that reads", "whole log", file, line);
    for (size_t length = 0; length < strlen(text); length++) {
        char what[64];
        snprintf(what, sizeof what, "cut after %zu bytes", length);
        log_read_bytes(&part, text, length, options);
        if (part.result < 0 && strlen(part.err.text) < 10)
            wf_check_text(part.err.text, "an error", what, file, line);
        if (part.sample_count > whole.sample_count || part.event_count > whole.event_count)
            wf_check_text("more", "no more than in the whole", what, file, line);
        size_t same = part.sample_count;
        same -= last_may_differ && same > 0;
        for (size_t i = 0; i < same && i < LOG_MAX; i++)
            if (!log_same_sample(&part.samples[i], &whole.samples[i]))
                wf_check_text("another sample", "those of the whole", what, file, line);
        log_release(&part);
    }
    log_release(&whole);
}
#define CHECK_CUTS(text, options, last_may_differ)                                                 \
    log_check_cuts((text), (options), (last_may_differ), __FILE__, __LINE__)

#endif
