#include "trace/mllog.h"
#include "trace/number.h"
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static const char tag[] = ":::MLLOG";

static enum wf_trace_event_kind kind_of(const char *event_type)
{
    static const struct {
        const char *name;
        enum wf_trace_event_kind kind;
    } kinds[] = {{"INTERVAL_START", WF_EVENT_BEGIN}, {"INTERVAL_END", WF_EVENT_END}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (event_type && !strcmp(event_type, kinds[i].name))
            return kinds[i].kind;
    return WF_EVENT_POINT;
}

static struct json_object *member(struct json_object *object, const char *name)
{
    struct json_object *found = NULL;
    json_object_object_get_ex(object, name, &found);
    return found;
}

/* @return NULL with @p why: not one whole object. */
static struct json_object *parse_object(const char *text, char *why, size_t why_size)
{
    struct json_tokener *tokener = json_tokener_new();
    if (!tokener)
        wf_die_no_memory();
    struct json_object *object = json_tokener_parse_ex(tokener, text, (int)strlen(text) + 1);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    json_tokener_free(tokener);
    if (error == json_tokener_success && json_object_is_type(object, json_type_object))
        return object;
    json_object_put(object);
    snprintf(why, why_size, "no JSON object behind %s: %s", tag,
             error == json_tokener_success    ? "it is of another type"
             : error == json_tokener_continue ? "it is cut off"
                                              : json_tokener_error_desc(error));
    return NULL;
}

enum wf_record_status wf_mllog_parse(const struct wf_trace_record *record, struct wf_mllog *log,
                                     char *why, size_t why_size)
{
    const char *start = strstr(record->text, tag); /* a rank may stand before it: "0: :::MLLOG" */
    if (!start)
        return WF_RECORD_PASSED;
    struct json_object *object = parse_object(start + strlen(tag), why, why_size);
    if (!object)
        return WF_RECORD_BAD;
    struct json_object *key = member(object, "key");
    if (!json_object_is_type(key, json_type_string)) {
        json_object_put(object);
        snprintf(why, why_size, "the object has no text 'key'");
        return WF_RECORD_BAD;
    }
    struct json_object *type = member(object, "event_type");
    *log = (struct wf_mllog){
        .object = object,
        .key = json_object_get_string(key),
        .kind = kind_of(type ? json_object_get_string(type) : NULL),
        .value = member(object, "value"),
        .metadata = member(object, "metadata"),
        .time = member(object, "time_ms"),
    };
    return WF_RECORD_USED;
}

void wf_mllog_release(struct wf_mllog *log)
{
    json_object_put(log->object);
    *log = (struct wf_mllog){0};
}

bool wf_mllog_time(const struct wf_mllog *log, wf_time_ns *time_ns)
{
    static const int64_t ns_per_ms = 1000000;
    static const double limit_ms = 9.2e12;
    if (json_object_is_type(log->time, json_type_int))
        return !__builtin_mul_overflow(json_object_get_int64(log->time), ns_per_ms, time_ns);
    if (!json_object_is_type(log->time, json_type_double))
        return false;
    double ms = json_object_get_double(log->time);
    if (!(fabs(ms) < limit_ms))
        return false;
    double whole_ms = floor(ms); /* a double has too few digits for its nanoseconds */
    *time_ns = (wf_time_ns)whole_ms * ns_per_ms + llround((ms - whole_ms) * (double)ns_per_ms);
    return true;
}

double wf_mllog_number(struct json_object *value)
{
    double number = NAN;
    switch (json_object_get_type(value)) {
    case json_type_boolean:
    case json_type_int:
    case json_type_double:
        return json_object_get_double(value);
    case json_type_string:
        wf_number_parse(json_object_get_string(value), (size_t)json_object_get_string_len(value),
                        &number);
        return number;
    default:
        return NAN;
    }
}

const char *wf_mllog_text(struct json_object *value)
{
    if (json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double) ||
        json_object_is_type(value, json_type_null))
        return NULL;
    return json_object_get_string(value);
}
