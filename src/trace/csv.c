/* Any CSV with a header: one column is time, one is power.
 *
 *   timestamp,host,power (mW)
 *   2025-07-27T00:34:45.155+02:00,node-1,72360
 *
 * Cells are separated by commas, semicolons or tabs, whichever is most frequent in the header; they
 * may be quoted. Columns are those that the options name, else the first with a usual name; the
 * unit is the option's, else the header's ("power (mW)", "power.draw [W]", "power_mw"), else W.
 * Lines that begin with '#' are comments. A line is read only if it has as many cells as the header
 * (an empty one at its end aside): fewer means that it was cut off, more comes from decimal commas.
 * Numbers are read by our own code, not by a library, because logs of gigabytes come in this
 * format. Limit: a last number that was cut off at the end of the file cannot be recognised. */
#include "base/text.h"
#include "trace/csv_header.h"
#include "trace/number.h"
#include <stdio.h>
#include <string.h>

enum { SHOWN_MAX = 40 };

struct state {
    const struct wf_trace_options *options;
    struct wf_csv_header header;
    struct wf_time_format time;
    char quoted[2][WF_CSV_CELL_MAX]; /* time and power without their quotes */
};

/* Cells of time and power, how many there are in all. @return false with @p why. */
static bool cut(struct state *state, const char *line, struct wf_csv_cell *time,
                struct wf_csv_cell *power, char *why, size_t why_size)
{
    const struct wf_csv_header *header = &state->header;
    size_t count = 0;
    for (const char *at = line;; at++) {
        char other[WF_CSV_CELL_MAX];
        struct wf_csv_cell skipped, *cell = &skipped;
        char *quoted = other;
        if (count == header->time_column) {
            cell = time;
            quoted = state->quoted[0];
        } else if (count == header->power_column) {
            cell = power;
            quoted = state->quoted[1];
        }
        at = wf_csv_take_cell(at, header->separator, quoted, cell);
        if (!at) {
            snprintf(why, why_size, "a quote without its end, or text behind it");
            return false;
        }
        count++;
        if (!*at)
            break;
        if (!at[1] && count == header->count)
            break; /* a separator at the end of each line */
    }
    if (count != header->count) {
        snprintf(why, why_size, "%zu cell%s; expected %zu as in the header%s", count,
                 wf_plural(count), header->count,
                 count > header->count && header->separator == ',' ? " (no decimal commas)" : "");
        return false;
    }
    return true;
}

static enum wf_record_status take_line(struct state *state, const char *line,
                                       struct wf_trace_out *out, char *why, size_t why_size)
{
    struct wf_csv_cell time, power;
    wf_time_ns time_ns;
    double value;
    if (!cut(state, line, &time, &power, why, why_size))
        return WF_RECORD_BAD;
    if (state->time.style == WF_TIME_NONE)
        wf_time_format_guess(time.text, time.length, &state->time);
    if (!wf_timestamp_parse(&state->time, time.text, time.length, &time_ns)) {
        snprintf(why, why_size, "time '%.*s'; expected %s",
                 time.length > SHOWN_MAX ? SHOWN_MAX : (int)time.length, time.text,
                 wf_time_format_example(&state->time));
        return WF_RECORD_BAD;
    }
    if (!wf_number_parse(power.text, power.length, &value)) {
        wf_number_explain("power", power.text, power.length, why, why_size);
        return WF_RECORD_BAD;
    }
    struct wf_trace_sample sample = {time_ns, time_ns,
                                     value * state->header.times / state->header.per, false};
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct state *state = data;
    if (*record->text == '#')
        return WF_RECORD_PASSED;
    if (state->header.separator)
        return take_line(state, record->text, out, why, why_size);
    if (!wf_csv_header_read(&state->header, record->text, state->options, why, why_size))
        return WF_RECORD_STOP;
    if (state->time.style == WF_TIME_NONE)
        state->time.style = state->header.time_style;
    return WF_RECORD_PASSED;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct state *state = data;
    state->options = options;
    if (options->power_unit && !wf_csv_is_unit(options->power_unit))
        return wf_err_set(err, WF_EUSAGE, "power unit '%s'; expected W, mW, uW, kW or MW",
                          options->power_unit);
    return wf_time_format_of(options->time_format, &state->time, err);
}

/* The line at @p head into @p line; @return where the next begins, NULL: nowhere. */
static const char *take_line_of(const char *head, char *line, size_t size)
{
    size_t length = strcspn(head, "\r\n");
    snprintf(line, size, "%.*s", (int)(length < size ? length : size - 1), head);
    head += length;
    head += strspn(head, "\r\n");
    return *head ? head : NULL;
}

static int recognise(const char *head, size_t length)
{
    enum { LINE_BYTES = 4096 };
    char first[LINE_BYTES], second[LINE_BYTES] = "";
    (void)length;
    do
        head = take_line_of(head, first, sizeof first);
    while (*first == '#' && head);
    if (head)
        take_line_of(head, second, sizeof second);
    return wf_csv_header_recognise(first, second);
}

const struct wf_trace_format wf_format_csv = {
    .name = "csv",
    .doc = "CSV with a header: a column of time, a column of power",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct state),
    .recognise = recognise,
    .begin = begin,
    .record = record,
};
