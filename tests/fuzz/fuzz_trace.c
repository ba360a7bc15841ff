/* The target: any bytes give samples in order of time that hold, or an error that says something;
 * never a crash, a leak, or undefined behaviour. With libFuzzer the format is the environment's
 * WATTFLEET_FUZZ_FORMAT. */
#include "fuzz_trace.h"

#include "trace/power_series.h"
#include "trace/reader.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *format_name;

int fuzz_trace_format(const char *name)
{
    struct wf_err err;
    const struct wf_trace_format *format = wf_trace_format(name, &err);
    format_name = format ? format->name : NULL;
    return format ? 0 : -1;
}

struct sink {
    struct wf_power_series series;
    uint64_t samples, events;
    wf_time_ns last_ns;
};

static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void take_sample(void *data, const struct wf_trace_sample *sample)
{
    struct sink *sink = data;
    demand(sample->begin_ns <= sample->end_ns, "a sample begins before it ends");
    demand(isfinite(sample->power_w) && sample->power_w >= 0, "power is a number, 0 or more");
    demand(!sample->invalid, "invalid samples are dropped");
    demand(!sink->samples || sample->end_ns > sink->last_ns, "samples come in order of time");
    demand(!sink->samples || sample->begin_ns == sample->end_ns ||
               sample->begin_ns >= sink->last_ns,
           "intervals do not overlap");
    sink->last_ns = sample->end_ns;
    sink->samples++;
    wf_power_series_add(&sink->series, sample);
}

static void take_event(void *data, const struct wf_trace_event *event)
{
    struct sink *sink = data;
    demand(event->key && strlen(event->key) < SIZE_MAX, "an event has a key");
    sink->events++;
}

static void check(const char *path, const struct wf_trace_options *options)
{
    struct sink sink = {.series = {.most = 64}};
    struct wf_trace_report report;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    int result = wf_trace_read(path, options, take_sample, take_event, &sink, &report, &diag, &err);
    demand(result == 0 || (err.code != WF_OK && *err.text), "an error says something");
    demand(result != 0 || sink.samples + sink.events > 0, "what is read is not empty");
    demand(result != 0 || sink.samples == report.samples, "samples are counted");
    demand(result != 0 || sink.events == report.events, "events are counted");
    demand(diag.count <= 11, "few bad records are told");
    wf_power_series_finish(&sink.series);
    wf_power_series_release(&sink.series);
    wf_diag_release(&diag);
}

/* Options that let a format read what it could not without them. */
static const struct wf_trace_options options[] = {
    {0},
    {.interval_s = 0.1, .sources = "0"},
    {.interval_s = 1e9, .channels = 2},
    {.sources = "VDD_GPU_SOC,VDD_CPU_CV"},
    {.sources = "wattmetre_power_watt"},
    {.sources = "SysWatt", .interval_s = 5},
    {.sources = "power/energy-psys/"},
    {.time_column = "a", .power_column = "b", .power_unit = "mW"},
    {.time_format = "%Y-%m-%d %H:%M:%S.%f"},
    {.time_format = "ns"},
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[64];
    if (!format_name && fuzz_trace_format(getenv("WATTFLEET_FUZZ_FORMAT")) < 0)
        demand(false, "WATTFLEET_FUZZ_FORMAT names a format");
    int file = memfd_create("fuzz", 0);
    demand(file >= 0 && write(file, bytes, size) == (ssize_t)size, "there is memory");
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        struct wf_trace_options forced = options[i];
        forced.format = format_name;
        check(path, &forced);
    }
    check(path, NULL);
    close(file);
    return 0;
}
