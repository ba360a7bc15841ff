/* ptd_logs.txt of SPEC PTDaemon: what the meter itself states for each run.
 *
 *   03-17-2021 20:47:57.632: Go with mark '2021-03-17_20-34-38_testing'
 *   03-17-2021 21:00:32.634: Avg watts 24.615216, min watts 9.633000, max watts 25.598000,
 *                            samples 755, errors 0, valid 755
 *
 * Events, each with the mark of its run as its text: "mark", then stated_mean_w, stated_min_w,
 * stated_max_w, stated_samples, stated_errors, stated_valid. The run of "ranging" comes first; the
 * one that counts is the last. Source: SPEC PTDaemon 1.9.2, as in mlcommons/inference_results_v1.0.
 */
#include "trace/format.h"
#include "trace/number.h"
#include "trace/timestamp.h"
#include <stdio.h>
#include <string.h>

enum { MARK_MAX = 128, STATED = 6, TIME_LENGTH = 23 };

struct state {
    char mark[MARK_MAX]; /* of the current run; "": none */
};

static const struct wf_time_format time_format = {WF_TIME_US, NULL};

static const struct {
    const char *word, *key;
} stated[STATED] = {
    {": Avg watts ", "stated_mean_w"}, {", min watts ", "stated_min_w"},
    {", max watts ", "stated_max_w"},  {", samples ", "stated_samples"},
    {", errors ", "stated_errors"},    {", valid ", "stated_valid"},
};

static int recognise(const char *head, size_t length)
{
    (void)length;
    if (strstr(head, "SPEC PTDaemon Tool"))
        return 100;
    return strstr(head, ": Go with mark '") || strstr(head, stated[0].word) ? 80 : 0;
}

static bool take_numbers(const char *cursor, double value[STATED], char *why, size_t why_size)
{
    for (size_t i = 0; i < STATED; i++) {
        size_t length = strlen(stated[i].word);
        const char *end = strncmp(cursor, stated[i].word, length)
                              ? NULL
                              : wf_number_scan(cursor + length, &value[i]);
        if (!end) {
            snprintf(why, why_size, "'%.40s'; expected '%s' and a number", cursor,
                     stated[i].word + 2);
            return false;
        }
        cursor = end;
    }
    if (*cursor) {
        snprintf(why, why_size, "'%.40s' behind the numbers; expected the end of the line", cursor);
        return false;
    }
    return true;
}

static void add(struct wf_trace_out *out, wf_time_ns time_ns, const char *key, double value,
                const struct state *state)
{
    struct wf_trace_event event = {
        .time_ns = time_ns, .key = key, .value = value, .text = *state->mark ? state->mark : NULL};
    wf_trace_add_event(out, &event);
}

static void keep_mark(struct state *state, const char *text)
{
    size_t length = strcspn(text, "'");
    length = length < MARK_MAX ? length : MARK_MAX - 1;
    memcpy(state->mark, text, length);
    state->mark[length] = '\0';
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    static const char go[] = ": Go with mark '";
    struct state *state = data;
    wf_time_ns time_ns;
    if (record->length < TIME_LENGTH ||
        !wf_timestamp_parse(&time_format, record->text, TIME_LENGTH, &time_ns))
        return WF_RECORD_PASSED;
    const char *said = record->text + TIME_LENGTH;
    if (!strncmp(said, go, strlen(go))) {
        keep_mark(state, said + strlen(go));
        add(out, time_ns, "mark", NAN, state);
        return WF_RECORD_USED;
    }
    double value[STATED];
    if (strncmp(said, stated[0].word, strlen(stated[0].word)) != 0)
        return WF_RECORD_PASSED;
    if (!take_numbers(said, value, why, why_size))
        return WF_RECORD_BAD;
    for (size_t i = 0; i < STATED; i++)
        add(out, time_ns, stated[i].key, value[i], state);
    return WF_RECORD_USED;
}

const struct wf_trace_format wf_format_ptd_summary = {
    .name = "ptd-summary",
    .doc = "SPEC PTDaemon's ptd_logs.txt: the average that the meter states of each run",
    .meter = "wall",
    .kind = WF_TRACE_EVENTS,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct state),
    .recognise = recognise,
    .record = record,
};
