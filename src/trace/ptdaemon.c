/* spl.txt of SPEC PTDaemon, as MLPerf inference keeps it: a sample a line, for a meter at the wall.
 *
 *   Time,03-17-2021
 * 20:47:57.956,Watts,9.633000,Volts,120.640000,..,Mark,2021-03-17_20-34-38_testing
 *
 * The first watts are the sum of all channels; Ch1, Ch2, .. follow. Below 0: an error
 * (-1, -2), or a reading whose uncertainty is unknown (-12.0). A mark names the run; where it
 * changes, an event "mark" says so: in a run of "ranging" the meter searches its range, and its
 * samples do not count. Source: SPEC PTDaemon, as in mlcommons/inference_results_v1.0. */
#include "trace/format.h"
#include "trace/number.h"
#include "trace/timestamp.h"
#include <stdio.h>
#include <string.h>

enum { MARK_MAX = 128 };

struct state {
    char mark[MARK_MAX]; /* of the previous record */
};

static const struct wf_time_format time_format = {WF_TIME_US, NULL};

static int recognise(const char *head, size_t length)
{
    (void)length;
    return !strncmp(head, "Time,", 5) && strstr(head, ",Watts,") ? 100 : 0;
}

/* The next cell: up to a comma or the end. */
static bool take_cell(const char **cursor, const char **cell, size_t *length)
{
    if (!*cursor)
        return false;
    const char *comma = strchr(*cursor, ',');
    *cell = *cursor;
    *length = comma ? (size_t)(comma - *cursor) : strlen(*cursor);
    *cursor = comma ? comma + 1 : NULL;
    return true;
}

static bool is_word(const char *cell, size_t length, const char *word)
{
    return length == strlen(word) && !memcmp(cell, word, length);
}

static void tell_mark(struct state *state, const char *rest, wf_time_ns time_ns,
                      struct wf_trace_out *out)
{
    const char *mark = strstr(rest, "Mark,");
    if (!mark)
        return;
    mark += strlen("Mark,");
    size_t length = strcspn(mark, ",");
    if (length >= MARK_MAX || (!state->mark[length] && !memcmp(state->mark, mark, length)))
        return;
    memcpy(state->mark, mark, length);
    state->mark[length] = '\0';
    struct wf_trace_event event = {
        .time_ns = time_ns, .key = "mark", .value = NAN, .text = state->mark};
    wf_trace_add_event(out, &event);
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    const char *cursor = record->text, *cell[4];
    size_t length[4];
    for (int i = 0; i < 4; i++)
        if (!take_cell(&cursor, &cell[i], &length[i])) {
            snprintf(why, why_size, "%d cells; expected 'Time,..,Watts,..,'", i);
            return WF_RECORD_BAD;
        }
    wf_time_ns time_ns;
    double power_w;
    if (!is_word(cell[0], length[0], "Time") || !is_word(cell[2], length[2], "Watts")) {
        snprintf(why, why_size, "'%.16s,..'; expected 'Time,..,Watts,..'", record->text);
        return WF_RECORD_BAD;
    }
    if (!wf_timestamp_parse(&time_format, cell[1], length[1], &time_ns)) {
        snprintf(why, why_size, "time '%.*s'; expected %s", (int)(length[1] < 40 ? length[1] : 40),
                 cell[1], wf_time_format_example(&time_format));
        return WF_RECORD_BAD;
    }
    if (!cursor) { /* cut off: its last digits may be missing */
        snprintf(why, why_size, "the line ends with the watts; expected volts behind them");
        return WF_RECORD_BAD;
    }
    if (!wf_number_parse(cell[3], length[3], &power_w)) {
        wf_number_explain("power", cell[3], length[3], why, why_size);
        return WF_RECORD_BAD;
    }
    tell_mark(data, cursor, time_ns, out);
    struct wf_trace_sample sample = {time_ns, time_ns, power_w, false};
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

const struct wf_trace_format wf_format_ptdaemon = {
    .name = "ptdaemon",
    .doc = "SPEC PTDaemon's spl.txt: samples of a meter at the wall",
    .meter = "wall",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct state),
    .recognise = recognise,
    .record = record,
};
