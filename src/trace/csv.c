/* Any CSV with a header: one column is time, one is power.
 *
 *   timestamp,host,power (mW)
 *   2025-07-27T00:34:45.155+02:00,node-1,72360
 *
 * Cells are separated by commas, semicolons or tabs, whichever is most frequent in the header; they
 * may be quoted. Columns are those that the options name, else the first with a usual name. The
 * unit of power is the option's, else the cell's ("10.00 W"), else that of a column of units or of
 * the metric, else the header's ("power (mW)", "power.draw [W]", "power_mw"), else W; a cell and a
 * header that contradict each other are an error. A column may name the source of a row (a GPU, a
 * host): rows of one time are added up (ticks.h). A column may name its metric: rows of other
 * metrics than power are passed (csv_select.h). Lines that begin with '#' are comments. A line is
 * read only if it has as many cells as the header (an empty one at its end aside): fewer means that
 * it was cut off, more comes from decimal commas. Numbers are read by our own code, not by a
 * library, because logs of gigabytes come in this format. */
#include "base/text.h"
#include "trace/csv_header.h"
#include "trace/csv_select.h"
#include "trace/number.h"
#include "trace/ticks.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 40 };

struct state {
    const struct wf_trace_options *options;
    struct wf_csv_header header;
    struct wf_time_format time;
    bool time_assumed; /* numbers without a unit, too small for dates: read as seconds */
    struct wf_csv_row row;
    struct wf_csv_select select;
    struct wf_ticks ticks;
};

static bool count_fits(const struct wf_csv_header *header, size_t count, char *why, size_t why_size)
{
    if (count == header->count)
        return true;
    snprintf(why, why_size, "%zu cell%s; expected %zu as in the header%s", count, wf_plural(count),
             header->count,
             count > header->count && header->separator == ',' ? " (no decimal commas)" : "");
    return false;
}

/* The cells that matter. @return false with @p why. */
static bool cut(struct state *state, const char *line, char *why, size_t why_size)
{
    const struct wf_csv_header *header = &state->header;
    struct wf_csv_row *row = &state->row;
    size_t count = 0;
    row->source_count = 0;
    for (const char *at = line;; at++) {
        char other[WF_CSV_CELL_MAX];
        struct wf_csv_cell skipped, *cell = &skipped;
        char *quoted = other;
        if (count < header->count && header->roles[count] != WF_CSV_OTHER)
            cell = wf_csv_row_cell(row, (enum wf_csv_role)header->roles[count], &quoted);
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
    return count_fits(header, count, why, why_size);
}

/* ---- time ---- */

/* The format of a first time, where neither header nor options give it. @return false with @p why:
 * a number in a unit that is not known. */
static bool guess_time(struct state *state, struct wf_csv_cell time, char *why, size_t why_size)
{
    static const wf_time_ns dates_ns = INT64_C(315532800) * WF_NS_PER_S; /* 1980 */
    const struct wf_csv_header *header = &state->header;
    wf_time_ns time_ns;
    if (!wf_time_format_guess(time.text, time.length, &state->time) ||
        !wf_time_is_number(state->time.style))
        return true;
    if (*header->odd_time_unit) {
        snprintf(why, why_size,
                 "unit '%.20s' of column '%.40s'; expected " WF_TIME_UNIT_NAMES " (--time-unit "
                 "gives one)",
                 header->odd_time_unit, header->time_name);
        return false;
    }
    state->time_assumed = wf_timestamp_parse(&state->time, time.text, time.length, &time_ns) &&
                          time_ns < dates_ns && time_ns > -dates_ns;
    return true;
}

/* The number of "0.5 s", and its unit; WF_TIME_NONE: no number with a unit. */
static enum wf_time_style take_unit(struct wf_csv_cell *time)
{
    double value;
    const char *end = time->text + time->length;
    const char *number_end = time->length ? wf_number_scan(time->text, &value) : NULL, *at;
    for (at = number_end; at && at < end && *at == ' ';)
        at++;
    enum wf_time_style unit =
        at && at < end ? wf_time_unit_find(at, (size_t)(end - at)) : WF_TIME_NONE;
    if (unit != WF_TIME_NONE)
        time->length = (size_t)(number_end - time->text);
    return unit;
}

static enum wf_record_status take_time(struct state *state, wf_time_ns *time_ns, char *why,
                                       size_t why_size)
{
    struct wf_csv_cell time = state->row.time;
    struct wf_time_format said = {.style = take_unit(&time)};
    if (said.style != WF_TIME_NONE && wf_time_is_number(state->time.style) &&
        state->time.style != said.style) {
        snprintf(why, why_size, "time '%.*s' has another unit than those before or the header",
                 state->row.time.length > SHOWN_MAX ? SHOWN_MAX : (int)state->row.time.length,
                 state->row.time.text);
        return WF_RECORD_STOP;
    }
    if (state->time.style == WF_TIME_NONE && said.style != WF_TIME_NONE)
        state->time = said;
    if (state->time.style == WF_TIME_NONE && !guess_time(state, time, why, why_size))
        return WF_RECORD_STOP;
    if (wf_timestamp_parse(&state->time, time.text, time.length, time_ns))
        return WF_RECORD_USED;
    snprintf(why, why_size, "time '%.*s'; expected %s",
             time.length > SHOWN_MAX ? SHOWN_MAX : (int)time.length, time.text,
             wf_time_format_example(&state->time));
    return WF_RECORD_BAD;
}

/* ---- power ---- */

static bool same_unit(struct wf_power_unit a, struct wf_power_unit b)
{
    return !(a.times < b.times || a.times > b.times || a.per < b.per || a.per > b.per);
}

/* "10.00 W". @return WF_RECORD_BAD with @p why: no number with a unit; WF_RECORD_STOP: not the
 * header's unit. */
static enum wf_record_status take_quantity(const struct state *state, double *value,
                                           struct wf_power_unit *unit, char *why, size_t why_size)
{
    struct wf_csv_cell power = state->row.power;
    const char *end = power.text + power.length;
    const char *at = power.length ? wf_number_scan(power.text, value) : NULL;
    struct wf_power_unit said;
    while (at && at < end && *at == ' ')
        at++;
    if (!at || at >= end || !wf_power_unit_find(at, (size_t)(end - at), &said)) {
        wf_number_explain("power", power.text, power.length, why, why_size);
        return WF_RECORD_BAD;
    }
    if (state->header.unit_said && !state->options->power_unit && !same_unit(said, *unit)) {
        snprintf(why, why_size,
                 "power '%.*s', but the header says '%.40s'; expected one unit (--power-unit gives "
                 "it)",
                 power.length > SHOWN_MAX ? SHOWN_MAX : (int)power.length, power.text,
                 state->header.power_name);
        return WF_RECORD_STOP;
    }
    if (!state->options->power_unit)
        *unit = said;
    return WF_RECORD_USED;
}

static enum wf_record_status take_power(struct state *state, struct wf_tick_row *row, char *why,
                                        size_t why_size)
{
    struct wf_csv_cell power = state->row.power;
    struct wf_power_unit unit = state->header.unit, own = unit;
    double value;
    if (!state->options->power_unit)
        wf_csv_select_unit(&state->header, &state->row, &own);
    if (state->header.unit_said && !same_unit(own, unit)) {
        struct wf_csv_cell said = state->row.unit.length ? state->row.unit : state->row.metric;
        snprintf(why, why_size,
                 "unit of '%.*s', but the header says '%.40s'; expected one unit (--power-unit "
                 "gives it)",
                 said.length > SHOWN_MAX ? SHOWN_MAX : (int)said.length, said.text,
                 state->header.power_name);
        return WF_RECORD_STOP;
    }
    unit = own;
    if (!wf_number_parse(power.text, power.length, &value)) {
        if (state->header.has_source && wf_csv_says_none(power)) {
            row->invalid = true; /* one source of several */
            return WF_RECORD_USED;
        }
        enum wf_record_status status = take_quantity(state, &value, &unit, why, why_size);
        if (status != WF_RECORD_USED)
            return status;
    }
    row->power_w = value * unit.times / unit.per;
    return WF_RECORD_USED;
}

/* ---- lines ---- */

static enum wf_record_status add(struct state *state, struct wf_tick_row *row,
                                 struct wf_trace_out *out, char *why, size_t why_size)
{
    char name[WF_TICK_NAME];
    if (!state->header.has_source && state->options->channels <= 1) {
        struct wf_trace_sample sample = {row->time_ns, row->time_ns, row->power_w, row->invalid};
        wf_trace_add_sample(out, &sample);
        return WF_RECORD_USED;
    }
    if (state->ticks.keyed &&
        !wf_ticks_source(&state->ticks, wf_csv_source_name(&state->row, name, sizeof name),
                         &row->source)) {
        snprintf(why, why_size, "source '%s'; expected a name, of %d sources at most", name,
                 WF_TICK_SOURCES);
        return WF_RECORD_BAD;
    }
    wf_ticks_add(&state->ticks, row, out);
    return WF_RECORD_USED;
}

/* A header between rows: runs were appended to each other.
 * @return WF_RECORD_PASSED: the same again; WF_RECORD_STOP with @p why: another; WF_RECORD_BAD: it
 * is none */
static enum wf_record_status take_header_again(const struct state *state, const char *line,
                                               char *why, size_t why_size)
{
    enum { NAMED = 50 };
    const struct wf_csv_header *header = &state->header;
    struct wf_csv_header *again = wf_calloc(1, sizeof *again);
    enum wf_record_status status = WF_RECORD_BAD;
    char unused[WF_TRACE_WHY_SIZE];
    if (wf_csv_header_recognise(line, "") >= NAMED) {
        bool same = wf_csv_header_read(again, line, state->options, unused, sizeof unused) &&
                    again->count == header->count &&
                    !memcmp(again->roles, header->roles, sizeof header->roles) &&
                    same_unit(again->unit, header->unit) && again->time_style == header->time_style;
        status = same ? WF_RECORD_PASSED : WF_RECORD_STOP;
        if (!same)
            snprintf(why, why_size,
                     "another header than on the first line; expected one log a file");
    }
    free(again);
    return status;
}

static enum wf_record_status take_line(struct state *state, const struct wf_trace_record *record,
                                       struct wf_trace_out *out, char *why, size_t why_size)
{
    struct wf_tick_row row = {.line = record->line};
    if (!cut(state, record->text, why, why_size))
        return take_header_again(state, record->text, why, why_size);
    if (!record->ended && out->report.samples > 1 && state->header.roles[state->header.count - 1]) {
        snprintf(why, why_size, "the file ends within this line, and a number may be cut");
        return WF_RECORD_BAD;
    }
    enum wf_record_status status =
        wf_csv_select_row(&state->select, &state->header, &state->row, why, why_size);
    if (status == WF_RECORD_PASSED)
        out->report.passed++;
    if (status == WF_RECORD_USED)
        status = take_time(state, &row.time_ns, why, why_size);
    if (status == WF_RECORD_BAD) {
        enum wf_record_status header = take_header_again(state, record->text, why, why_size);
        status = header == WF_RECORD_BAD ? status : header;
    }
    if (status == WF_RECORD_USED)
        status = take_power(state, &row, why, why_size);
    return status == WF_RECORD_USED ? add(state, &row, out, why, why_size) : status;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct state *state = data;
    if (*record->text == '#')
        return WF_RECORD_PASSED;
    if (state->header.separator)
        return take_line(state, record, out, why, why_size);
    if (!wf_csv_header_read(&state->header, record->text, state->options, why, why_size))
        return WF_RECORD_STOP;
    if (state->time.style == WF_TIME_NONE)
        state->time.style = state->header.time_style;
    state->ticks.keyed = state->header.has_source;
    state->ticks.key = state->header.key;
    return WF_RECORD_PASSED;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct state *state = data;
    struct wf_power_unit unit;
    state->options = options;
    state->select.sources = options->sources;
    state->ticks.noun = "source";
    state->ticks.channels = options->channels;
    if (options->power_unit &&
        !wf_power_unit_find(options->power_unit, strlen(options->power_unit), &unit))
        return wf_err_set(err, WF_EUSAGE, "power unit '%s'; expected " WF_POWER_UNIT_NAMES,
                          options->power_unit);
    return wf_time_format_of(options->time_format, &state->time, err);
}

/* Seconds, or thousandths of them? */
static int check_time_unit(const struct state *state, struct wf_trace_out *out, struct wf_err *err)
{
    static const wf_time_ns most_ns = 100 * WF_NS_PER_S;
    if (!state->time_assumed)
        return 0;
    out->report.time_assumed = true;
    wf_time_ns usual_ns = wf_pace_usual(&out->pace);
    if (usual_ns < most_ns)
        return 0;
    return wf_err_set(err, WF_EINPUT,
                      "'%s': times of column '%s' are %g apart and have no unit; expected one, or "
                      "dates (--time-unit gives one: s, ms, us, min)",
                      out->path, state->header.time_name, (double)usual_ns / (double)WF_NS_PER_S);
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    struct state *state = data;
    if ((state->header.has_source || state->options->channels > 1) &&
        wf_ticks_end(&state->ticks, out, err) < 0)
        return -1;
    if (wf_csv_select_end(&state->select, &state->header, out, err) < 0)
        return -1;
    return check_time_unit(state, out, err);
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
    .doc = "CSV with a header: a column of time, a column of power; sources of one time added up",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct state),
    .recognise = recognise,
    .begin = begin,
    .record = record,
    .end = end,
};
