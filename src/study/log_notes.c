#include "study/log_notes.h"
#include "output/grid.h"
#include "output/json.h"
#include "study/run_nodes.h"
#include <stdlib.h>
#include <string.h>

uint64_t wf_log_left_out(const struct wf_trace_report *report)
{
    return report->bad + report->negative + report->invalid + report->impossible +
           report->duplicates + report->backwards;
}

static void put_left_out(const struct wf_trace_report *report, const char *name,
                         struct wf_buffer *out)
{
    const struct {
        uint64_t count;
        const char *what;
    } kinds[] = {{report->bad, "not whole or not readable"},
                 {report->negative, "below 0 W"},
                 {report->invalid, "marked invalid by the meter"},
                 {report->duplicates, "of the time of the one before"},
                 {report->backwards, "earlier than one before"}};
    bool any = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!kinds[i].count)
            continue;
        wf_buffer_printf(out, "%s%s%llu %s", any ? "" : name,
                         any ? ", " : ": left out: ", (unsigned long long)kinds[i].count,
                         kinds[i].what);
        any = true;
    }
    if (any)
        wf_buffer_printf(out, "\n");
}

static void put_impossible(const struct wf_trace_report *report, const char *name,
                           struct wf_buffer *out)
{
    const char *plural = wf_plural(report->impossible);
    if (report->impossible)
        wf_buffer_printf(out,
                         "%s: %llu impossible sample%s left out, the largest %.6g W, the first on "
                         "line %llu: the others are at most %.6g W (--power-limit sets a limit)\n",
                         name, (unsigned long long)report->impossible, plural, report->impossible_w,
                         (unsigned long long)report->impossible_line, report->max_w);
}

static void put_times(const struct wf_trace_report *report, const char *name, struct wf_buffer *out)
{
    if (report->time_assumed)
        wf_buffer_printf(
            out, "%s: its times have no unit: taken for seconds (--time-unit gives one)\n", name);
    if (report->placing.step_count)
        wf_buffer_printf(out,
                         "%s: %zu step%s of the clock, longer than all the rest of the log (the "
                         "longest %.4g s): no measured time, left out of it\n",
                         name, report->placing.step_count, wf_plural(report->placing.step_count),
                         report->placing.step_s);
    if (report->overlaps)
        wf_buffer_printf(out,
                         "%s: %llu interval%s begin%s before the one before ends: cut to begin "
                         "there\n",
                         name, (unsigned long long)report->overlaps, wf_plural(report->overlaps),
                         report->overlaps == 1 ? "s" : "");
    if (report->gaps)
        wf_buffer_printf(out,
                         "%s: %llu gap%s in the samples, %.4g s together, the longest %.4g s: "
                         "bridged by straight lines\n",
                         name, (unsigned long long)report->gaps, wf_plural(report->gaps),
                         report->gap_s, report->longest_gap_s);
}

static void put_sources(const struct wf_trace_report *report, const char *name,
                        struct wf_buffer *out)
{
    if (report->per_time)
        wf_buffer_printf(out, "%s: %u sources, added up at each time (--sources chooses)\n", name,
                         report->per_time);
    if (report->passed)
        wf_buffer_printf(out, "%s: %llu row%s of other metrics or sources not read\n", name,
                         (unsigned long long)report->passed, wf_plural(report->passed));
}

static void put_means(const struct wf_trace_report *report, const char *name, struct wf_buffer *out)
{
    if (report->by_power)
        wf_buffer_printf(out,
                         "%s: the joules of %llu run%s are below half of its power columns x time: "
                         "the power columns are used\n",
                         name, (unsigned long long)report->by_power, wf_plural(report->by_power));
    if (report->above_power)
        wf_buffer_printf(out,
                         "%s: the joules of %llu run%s are above twice its power columns x time: "
                         "the joules are used\n",
                         name, (unsigned long long)report->above_power,
                         wf_plural(report->above_power));
}

static char *notes_of(const struct wf_measured_run *run, const char *name)
{
    const struct wf_trace_report *report = &run->report;
    struct wf_buffer text = {0};
    char *nodes = wf_run_nodes_note(run, name);
    wf_buffer_printf(&text, "%s", nodes);
    free(nodes);
    put_sources(report, name, &text);
    put_left_out(report, name, &text);
    put_impossible(report, name, &text);
    put_times(report, name, &text);
    put_means(report, name, &text);
    if (run->states.plateau_by_level)
        wf_buffer_printf(&text,
                         "%s: no log says when it worked: idle is its lowest level, work its "
                         "longest high one\n",
                         name);
    return text.text;
}

void wf_log_notes(const struct wf_measured_run *run, const char *name, size_t width,
                  struct wf_buffer *out)
{
    char *text = notes_of(run, name);
    wf_grid_wrap(text, width, out);
    free(text);
}

struct json_object *wf_log_notes_json(const struct wf_measured_run *run, const char *name)
{
    struct json_object *notes = wf_json_array();
    char *text = notes_of(run, name);
    for (char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        bool more = line[length] == '\n';
        line[length] = '\0';
        wf_json_append(notes, wf_json_string(line));
        line += length + more;
    }
    free(text);
    return notes;
}
