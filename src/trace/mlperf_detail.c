/* mlperf_log_detail.txt of LoadGen (MLPerf inference): the window in which power counted, and the
 * rate.
 *
 *   :::MLLOG {"key": "power_begin", "value": "03-17-2021 20:48:21.549", "time_ms": 729782.98, ..}
 *   :::MLLOG {"key": "result_samples_per_second", "value": 1403.82, "time_ms": 729787.39, ..}
 *
 * Events: power_begin and power_end bound "power"; result_* and effective_* are points. time_ms
 * counts from the start of LoadGen and gives no date: results get the date of power_end, settings
 * that of test_datetime, which is local time in spite of its Z (an hour off in some logs). Source:
 * MLPerf LoadGen, as in mlcommons/inference_results_v1.0 and v2.1. */
#include "trace/mllog.h"
#include "trace/timestamp.h"
#include <stdio.h>
#include <string.h>

struct state {
    wf_time_ns now_ns; /* the last date in the log; 0: none */
};

static const struct wf_time_format power_time = {WF_TIME_US, NULL};
static const struct wf_time_format test_time = {WF_TIME_ISO, NULL};

static const struct dated {
    const char *key, *event; /* NULL: none */
    const struct wf_time_format *format;
    enum wf_trace_event_kind kind;
} dated[] = {
    {"test_datetime", NULL, &test_time, WF_EVENT_POINT},
    {"power_begin", "power", &power_time, WF_EVENT_BEGIN},
    {"power_end", "power", &power_time, WF_EVENT_END},
};

static int recognise(const char *head, size_t length)
{
    (void)length;
    return strstr(head, ":::MLLOG") && strstr(head, "\"mlperf::logging\"") ? 100 : 0;
}

static bool starts(const char *text, const char *prefix)
{
    return !strncmp(text, prefix, strlen(prefix));
}

static enum wf_record_status take_date(struct state *state, const struct dated *row,
                                       const struct wf_mllog *log, struct wf_trace_out *out,
                                       char *why, size_t why_size)
{
    const char *text = wf_mllog_text(log->value);
    wf_time_ns time_ns;
    if (!text || !wf_timestamp_parse(row->format, text, strlen(text), &time_ns)) {
        snprintf(why, why_size, "%s '%.40s'; expected %s", row->key, text ? text : "",
                 wf_time_format_example(row->format));
        return WF_RECORD_BAD;
    }
    state->now_ns = time_ns;
    if (!row->event)
        return WF_RECORD_PASSED;
    struct wf_trace_event event = {
        .time_ns = time_ns, .kind = row->kind, .key = row->event, .value = NAN, .text = text};
    wf_trace_add_event(out, &event);
    return WF_RECORD_USED;
}

static enum wf_record_status take(struct state *state, const struct wf_mllog *log,
                                  struct wf_trace_out *out, char *why, size_t why_size)
{
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++)
        if (!strcmp(log->key, dated[i].key))
            return take_date(state, &dated[i], log, out, why, why_size);
    if (!starts(log->key, "result_") && !starts(log->key, "effective_"))
        return WF_RECORD_PASSED;
    struct wf_trace_event event = {.time_ns = state->now_ns,
                                   .key = log->key,
                                   .value = wf_mllog_number(log->value),
                                   .text = wf_mllog_text(log->value)};
    wf_trace_add_event(out, &event);
    return WF_RECORD_USED;
}

static enum wf_record_status record(void *state, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct wf_mllog log;
    enum wf_record_status status = wf_mllog_parse(record, &log, why, why_size);
    if (status != WF_RECORD_USED)
        return status;
    status = take(state, &log, out, why, why_size);
    wf_mllog_release(&log);
    return status;
}

const struct wf_trace_format wf_format_mlperf_detail = {
    .name = "mlperf-detail",
    .doc = "LoadGen's mlperf_log_detail.txt: when power was scored, samples a second",
    .kind = WF_TRACE_EVENTS,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct state),
    .recognise = recognise,
    .record = record,
};
