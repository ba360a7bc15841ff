/* Metrics of Grid'5000's Kwollect, JSON objects: {"timestamp": "2025-07-22T13:05:25+02:00",
 * "device_id": "taurus-7", "metric_id": "wattmetre_power_watt", "value": 90.18, "labels":
 * {"_device_orig": ["wattmetre1-port6"]}}. One metric of one device is read: metrics that are not
 * power are skipped, two sources of power in one file are an error unless one is chosen by naming
 * its metric, its device, its origin, or several of these. */
#include "base/text.h"
#include "trace/cells.h"
#include "trace/format.h"
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const power_metrics[] = {"wattmetre_power_watt", "pdu_outlet_power_watt",
                                            "bmc_node_power_watt"};
enum { METRIC_COUNT = sizeof power_metrics / sizeof *power_metrics, MOST_NAME = 256 };

/** Where a record comes from. */
struct source {
    char metric[MOST_NAME], device[MOST_NAME], origin[MOST_NAME];
};

struct kwollect {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    struct json_tokener *tokener;
    struct source used, passed; /* the one that is read; the last one of power that is not */
};

static int recognise(const char *head, size_t length)
{
    (void)length;
    return strstr(head, "\"metric_id\"") && strstr(head, "\"device_id\"") ? 100 : 0;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct kwollect *state = data;
    state->options = options;
    if (wf_time_format_of(options->time_format, &state->time_format, err) < 0)
        return -1;
    state->tokener = json_tokener_new();
    if (!state->tokener)
        wf_die_no_memory();
    return 0;
}

static void release(void *data)
{
    struct kwollect *state = data;
    if (state->tokener)
        json_tokener_free(state->tokener);
}

/* ---- where it comes from ---- */

static void copy_text(struct json_object *object, const char *key, char *text)
{
    struct json_object *member;
    if (json_object_object_get_ex(object, key, &member) &&
        json_object_is_type(member, json_type_string))
        snprintf(text, MOST_NAME, "%s", json_object_get_string(member));
}

/* "wattmetre1-port6+wattmetre1-port7": Kwollect has added them up already. */
static void copy_origin(struct json_object *object, char *origin)
{
    struct json_object *labels, *list;
    if (!json_object_object_get_ex(object, "labels", &labels) ||
        !json_object_object_get_ex(labels, "_device_orig", &list) ||
        !json_object_is_type(list, json_type_array))
        return;
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        size_t used = strlen(origin);
        snprintf(origin + used, MOST_NAME - used, "%s%s", i ? "+" : "",
                 json_object_get_string(json_object_array_get_idx(list, i)));
    }
}

static bool is_power(const struct source *source)
{
    for (size_t i = 0; i < METRIC_COUNT; i++)
        if (!strcmp(source->metric, power_metrics[i]))
            return true;
    return false;
}

/* Each word chosen is its metric, its device or its origin. */
static bool is_chosen(const struct kwollect *state, const struct source *source)
{
    const char *words = state->options->sources ? state->options->sources : "";
    char word[MOST_NAME];
    while (wf_text_next_item(&words, word, sizeof word))
        if (strcmp(word, source->metric) && strcmp(word, source->device) &&
            strcmp(word, source->origin))
            return false;
    return true;
}

static void write_source(const struct source *source, char *text, size_t size)
{
    snprintf(text, size, "%s of %s%s%s%s", source->metric,
             *source->device ? source->device : "no device", *source->origin ? " (" : "",
             source->origin, *source->origin ? ")" : "");
}

/* @return whether the record is of the source that is read. */
static bool same_source(struct kwollect *state, const struct source *source, char *why,
                        size_t why_size)
{
    if (!*state->used.metric)
        state->used = *source;
    if (!strcmp(source->metric, state->used.metric) &&
        !strcmp(source->device, state->used.device) && !strcmp(source->origin, state->used.origin))
        return true;
    char used[3 * MOST_NAME + 32], other[3 * MOST_NAME + 32];
    write_source(&state->used, used, sizeof used);
    write_source(source, other, sizeof other);
    snprintf(why, why_size, "power of two sources: %s, and %s; choose one", used, other);
    return false;
}

/* ---- a record ---- */

static bool read_time(struct kwollect *state, struct json_object *object, wf_time_ns *time_ns,
                      char *why, size_t why_size)
{
    struct json_object *member = NULL;
    json_object_object_get_ex(object, "timestamp", &member);
    const char *text = member ? json_object_get_string(member) : "";
    struct wf_cell cell = {text, strlen(text)};
    if (wf_cell_time(cell, &state->time_format, time_ns))
        return true;
    wf_cell_explain_time(cell, &state->time_format, why, why_size);
    return false;
}

/* A null is a value that the meter could not give. */
static bool read_value(struct json_object *object, struct wf_trace_sample *sample, char *why,
                       size_t why_size)
{
    struct json_object *member;
    if (!json_object_object_get_ex(object, "value", &member)) {
        snprintf(why, why_size, "the object has no 'value'");
        return false;
    }
    sample->invalid = !member;
    if (!member)
        return true;
    sample->power_w = json_object_get_double(member);
    if ((json_object_is_type(member, json_type_double) ||
         json_object_is_type(member, json_type_int)) &&
        isfinite(sample->power_w))
        return true;
    snprintf(why, why_size, "value %.40s; expected a number", json_object_to_json_string(member));
    return false;
}

static enum wf_record_status read_object(struct kwollect *state, struct json_object *object,
                                         struct wf_trace_out *out, char *why, size_t why_size)
{
    struct wf_trace_sample sample = {0};
    struct source source = {0};
    copy_text(object, "metric_id", source.metric);
    copy_text(object, "device_id", source.device);
    copy_origin(object, source.origin);
    if (!*source.metric) {
        snprintf(why, why_size, "the object has no 'metric_id'");
        return WF_RECORD_BAD;
    }
    if (!is_power(&source))
        return WF_RECORD_PASSED;
    if (!is_chosen(state, &source)) {
        state->passed = source;
        return WF_RECORD_PASSED;
    }
    if (!read_time(state, object, &sample.begin_ns, why, why_size) ||
        !read_value(object, &sample, why, why_size))
        return WF_RECORD_BAD;
    if (!same_source(state, &source, why, why_size))
        return WF_RECORD_STOP;
    sample.end_ns = sample.begin_ns;
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct kwollect *state = data;
    json_tokener_reset(state->tokener);
    int length = record->length < INT32_MAX ? (int)record->length : INT32_MAX;
    struct json_object *object = json_tokener_parse_ex(state->tokener, record->text, length);
    enum wf_record_status status = WF_RECORD_BAD;
    if (json_object_is_type(object, json_type_object))
        status = read_object(state, object, out, why, why_size);
    else
        snprintf(why, why_size, "no JSON object; expected {\"timestamp\": ..}");
    json_object_put(object);
    return status;
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    (void)out;
    struct kwollect *state = data;
    char passed[3 * MOST_NAME + 32];
    if (*state->used.metric)
        return 0;
    if (!*state->passed.metric)
        return wf_err_set(err, WF_EINPUT, "there is no metric of power; expected one of %s, %s, %s",
                          power_metrics[0], power_metrics[1], power_metrics[2]);
    write_source(&state->passed, passed, sizeof passed);
    return wf_err_set(err, WF_EINPUT, "nothing is of '%s'; there is %s", state->options->sources,
                      passed);
}

const struct wf_trace_format wf_format_kwollect = {
    .name = "kwollect",
    .doc = "JSON of Grid'5000's Kwollect; one source of power, chosen where there are several",
    .meter = "wall",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_OBJECTS,
    .state_size = sizeof(struct kwollect),
    .recognise = recognise,
    .begin = begin,
    .record = record,
    .end = end,
    .release = release,
};
