/* Logs of MLPerf Training: events (result log) and power readings (node log).
 *
 *   0: :::MLLOG {"time_ms": 1715341130099, "event_type": "INTERVAL_START", "key": "run_start", ..}
 *   :::MLLOG {"time_ms": 1715341080337, "event_type": "POINT_IN_TIME", "key": "power_reading",
 *             "value": 2090, "metadata": ""}
 *
 * A rank may precede a line; lines of other programs are skipped. Every key except the power
 * readings is an event. The members of its value (if it is an object) and of its metadata become
 * separate points after it, "block_start.epoch_count", "conversion_eff.measurement_type". The value
 * of "tracked_stats" is its throughput. Known: power_measurement_stop may carry the time of the
 * start; a dead sensor reads -43 to 0 W; hundreds of lines about the initialisation of each tensor
 * are left out; readings of several nodes in one file are not separated. Source: mlcommons/logging,
 * as in training_results_v4.0 and v5.0. */
#include "trace/mllog.h"
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

enum { KEY_MAX = 128 };

static int recognise(const char *head, size_t length)
{
    (void)length;
    return strstr(head, ":::MLLOG") && strstr(head, "\"time_ms\"") ? 90 : 0;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (!strcmp(word, *words))
            return true;
    return false;
}

/* Each member of an object as a point of its own. */
static void add_members(const struct wf_trace_event *whole, struct json_object *object,
                        struct wf_trace_out *out)
{
    static const char *const of_the_source[] = {"file", "lineno", "line_no", NULL};
    if (!json_object_is_type(object, json_type_object))
        return;
    json_object_object_foreach(object, name, value)
    {
        char key[KEY_MAX];
        struct wf_trace_event event = *whole;
        if (is_one_of(name, of_the_source))
            continue;
        snprintf(key, sizeof key, "%s.%s", whole->key, name);
        event.key = key;
        event.kind = WF_EVENT_POINT;
        event.value = wf_mllog_number(value);
        event.text = wf_mllog_text(value);
        wf_trace_add_event(out, &event);
    }
}

static void add_event(const struct wf_mllog *log, wf_time_ns time_ns, struct wf_trace_out *out)
{
    struct wf_trace_event event = {.time_ns = time_ns,
                                   .kind = log->kind,
                                   .key = log->key,
                                   .value = wf_mllog_number(log->value),
                                   .text = wf_mllog_text(log->value)};
    struct json_object *throughput;
    if (json_object_is_type(log->value, json_type_object) &&
        json_object_object_get_ex(log->value, "throughput", &throughput))
        event.value = wf_mllog_number(throughput);
    if (event.text && !strcmp(event.text, "null"))
        event.text = NULL;
    wf_trace_add_event(out, &event);
    add_members(&event, log->value, out);
    add_members(&event, log->metadata, out);
}

static enum wf_record_status add_reading(const struct wf_mllog *log, wf_time_ns time_ns,
                                         struct wf_trace_out *out, char *why, size_t why_size)
{
    double power_w = wf_mllog_number(log->value);
    if (!isfinite(power_w)) {
        snprintf(why, why_size, "power_reading is no number; expected watts");
        return WF_RECORD_BAD;
    }
    struct wf_trace_sample sample = {time_ns, time_ns, power_w, power_w == 0};
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

static enum wf_record_status take(const struct wf_mllog *log, struct wf_trace_out *out, char *why,
                                  size_t why_size)
{
    static const char *const noise[] = {"weights_initialization", NULL};
    wf_time_ns time_ns;
    if (is_one_of(log->key, noise))
        return WF_RECORD_PASSED;
    if (!wf_mllog_time(log, &time_ns)) {
        snprintf(why, why_size, "%.40s has no 'time_ms'; expected milliseconds since 1970",
                 log->key);
        return WF_RECORD_BAD;
    }
    if (!strcmp(log->key, "power_reading"))
        return add_reading(log, time_ns, out, why, why_size);
    add_event(log, time_ns, out);
    return WF_RECORD_USED;
}

static enum wf_record_status record(void *state, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    (void)state;
    struct wf_mllog log;
    enum wf_record_status status = wf_mllog_parse(record, &log, why, why_size);
    if (status != WF_RECORD_USED)
        return status;
    status = take(&log, out, why, why_size);
    wf_mllog_release(&log);
    return status;
}

const struct wf_trace_format wf_format_mlperf_training = {
    .name = "mlperf-training",
    .doc = "MLPerf Training's node and result logs: power readings, events",
    .meter = "wall",
    .kind = WF_TRACE_BOTH,
    .framing = WF_RECORD_LINES,
    .recognise = recognise,
    .record = record,
};
