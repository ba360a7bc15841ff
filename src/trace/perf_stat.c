/* perf stat -a -e power/energy-pkg/,power/energy-ram/: joules of the run ("12.74 Joules
 * power/energy-pkg/") and its time ("5.001965465 seconds time elapsed"), or with -I of each
 * interval, its end before them. Packages and RAM are added up, also of several sockets; cores and
 * GPU are in the package, psys holds all of it again. Written in the locale of the user: "0,05",
 * "2,306.32". With -x the same cells stand between separators ("1.000,10.00,Joules,
 * power/energy-pkg/,.."); they carry a time with -I only. Several outputs in one file follow each
 * other. Time begins at 0. */
#include "trace/cells.h"
#include "trace/duration.h"
#include "trace/format.h"
#include "trace/number.h"
#include <stdio.h>
#include <string.h>

static const char default_events[] = "power/energy-pkg/,power/energy-ram/";

struct perf_stat {
    const char *events;
    double energy_j;                            /* of the current run or interval */
    bool any, invalid, by_intervals, separated; /* separated: by -x */
    double interval_end_s;                      /* of the current interval */
    double begin_s;                             /* the previous one ended here */
    double shift_s;                             /* where the current run began */
    uint64_t line;                              /* of its first joules */
    uint64_t record_line;
};

/* ---- numbers of any locale ---- */

/* A point, and no sign of thousands: "2,306.32", "2.306,32", "2 306,32" (any blank of UTF-8) and
 * "2'306.32" are all "2306.32". The last point or comma is that of the fraction; a comma before
 * three digits alone is ambiguous. @return false: none of that. */
static bool read_local(struct wf_cell cell, double *value)
{
    char plain[64 + 1];
    size_t length = 0, fraction = cell.length, commas = 0, points = 0;
    for (size_t i = 0; i < cell.length; i++) {
        commas += cell.text[i] == ',';
        points += cell.text[i] == '.';
        if (cell.text[i] == ',' || cell.text[i] == '.')
            fraction = i;
    }
    bool is_comma = fraction < cell.length && cell.text[fraction] == ',';
    if (is_comma ? commas > 1 || (!points && cell.length - fraction == 4) : points > 1)
        return false;
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.text[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && i > fraction)
            return false;
        if (!digit && c != ',' && c != '.' && c != '\'' && !(c & 0x80))
            return false;
        if (length == sizeof plain - 1)
            return false;
        if (digit || i == fraction)
            plain[length++] = i == fraction ? '.' : c;
    }
    plain[length] = '\0';
    return wf_number_parse(plain, length, value);
}

/* ---- lines ---- */

static int recognise(const char *head, size_t length)
{
    (void)length;
    if (!strstr(head, "Joules") || !strstr(head, "power/energy-"))
        return 0;
    return strstr(head, "Performance counter stats") || strstr(head, "counts") ? 100 : 80;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    (void)err;
    struct perf_stat *state = data;
    state->events = options->sources ? options->sources : default_events;
    return 0;
}

/* What was gathered until @p end_s, both in the run's own time. */
static void send(struct perf_stat *state, double end_s, struct wf_trace_out *out)
{
    double span_s = end_s - state->begin_s;
    if (state->any && span_s > 0)
        wf_trace_add_sample(out, &(struct wf_trace_sample){
                                     .begin_ns = wf_time_after(0, state->shift_s + state->begin_s),
                                     .end_ns = wf_time_after(0, state->shift_s + end_s),
                                     .power_w = state->energy_j / span_s,
                                     .invalid = state->invalid});
    else if (state->any)
        wf_trace_add_bad(out, state->line, "the time is %g s; expected more than the %g s before",
                         end_s, state->begin_s);
    state->begin_s = fmax(end_s, state->begin_s);
    state->energy_j = 0;
    state->any = state->invalid = false;
}

/* The next run begins where this one ended. */
static void end_run(struct perf_stat *state, double elapsed_s)
{
    state->shift_s += fmax(elapsed_s, state->begin_s);
    state->begin_s = state->interval_end_s = 0;
    state->by_intervals = false;
}

/* "5.001965465 seconds time elapsed"; with -r "5.00 +- 0.01 seconds time elapsed". */
static enum wf_record_status read_elapsed(struct perf_stat *state, const struct wf_cells *words,
                                          struct wf_trace_out *out, char *why, size_t why_size)
{
    double elapsed_s;
    struct wf_cell word = wf_cells_at(words, 0);
    if (!read_local(word, &elapsed_s)) {
        snprintf(why, why_size, "time elapsed '%.*s'; expected a number", (int)word.length,
                 word.text);
        return WF_RECORD_BAD;
    }
    send(state, state->by_intervals ? state->interval_end_s : elapsed_s, out);
    end_run(state, elapsed_s);
    return WF_RECORD_PASSED;
}

/* -I: the time before the joules closes the interval before, if it is another one. */
static void open_interval(struct perf_stat *state, double end_s, struct wf_trace_out *out)
{
    if (state->by_intervals && end_s == state->interval_end_s)
        return;
    if (state->by_intervals)
        send(state, state->interval_end_s, out);
    if (end_s < state->interval_end_s)
        end_run(state, 0);
    state->by_intervals = true;
    state->interval_end_s = end_s;
}

/* Sockets ("S0 1" or "S0-D0 1") may stand before the number, a time before all.
 *  @param unit  where "Joules" is */
static enum wf_record_status read_joules(struct perf_stat *state, const struct wf_cells *words,
                                         int unit, struct wf_trace_out *out, char *why,
                                         size_t why_size)
{
    struct wf_cell event = wf_cells_at(words, unit + 1);
    struct wf_cell number = wf_cells_at(words, unit - 1);
    bool counted = !wf_cell_ends(number, ">"); /* "<not counted>" */
    double energy_j = 0, end_s;
    if (!wf_list_has(state->events, event))
        return WF_RECORD_PASSED;
    if (wf_cell_ends(number, "supported>")) {
        snprintf(why, why_size, "this machine does not measure it; expected joules");
        return wf_cell_is(event, "power/energy-ram/") ? WF_RECORD_PASSED : WF_RECORD_BAD;
    }
    if (counted && !read_local(number, &energy_j)) {
        snprintf(why, why_size, "joules '%.*s'; expected a number", (int)number.length,
                 number.text);
        return WF_RECORD_BAD;
    }
    if (unit - (counted || state->separated ? 1 : 2) > 0 &&
        read_local(wf_cells_at(words, 0), &end_s))
        open_interval(state, end_s, out);
    if (!state->any)
        state->line = state->record_line;
    state->any = true;
    state->invalid |= !counted;
    state->energy_j += energy_j;
    return WF_RECORD_USED;
}

/* What -x put around "Joules"; NUL: it is no such line. */
static char separator_of(const char *line)
{
    const char *unit = strstr(line, "Joules");
    bool between = unit && unit > line && unit[-1] == unit[6] && strchr(",;|:\t", unit[6]);
    return between ? unit[6] : '\0';
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct perf_stat *state = data;
    struct wf_cells words;
    wf_cells_cut(&words, record->text, ' ');
    int unit = wf_cells_find(&words, "Joules");
    state->record_line = record->line;
    char separator = unit < 0 ? separator_of(record->text) : '\0';
    if (separator) {
        wf_cells_cut(&words, record->text, separator);
        unit = wf_cells_find(&words, "Joules");
        state->separated |= unit > 0;
    }
    if (unit > 0)
        return read_joules(state, &words, unit, out, why, why_size);
    int elapsed = wf_cells_find(&words, "elapsed");
    if (elapsed > 0 && wf_cell_is(wf_cells_at(&words, elapsed - 1), "time"))
        return read_elapsed(state, &words, out, why, why_size);
    return WF_RECORD_PASSED;
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    struct perf_stat *state = data;
    if (state->separated && !state->by_intervals)
        return wf_err_set(err, WF_EINPUT,
                          "'%s': perf stat -x has no times; log with -I 1000, or without -x",
                          out->path);
    if (state->by_intervals)
        send(state, state->interval_end_s, out);
    else if (state->any)
        wf_trace_add_bad(out, state->line,
                         "joules without 'seconds time elapsed' behind them; was the file cut?");
    return 0;
}

const struct wf_trace_format wf_format_perf_stat = {
    .name = "perf-stat",
    .doc = "perf stat of RAPL (power/energy-pkg/, power/energy-ram/), the whole or with -I",
    .meter = "package",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct perf_stat),
    .recognise = recognise,
    .begin = begin,
    .record = record,
    .end = end,
};
