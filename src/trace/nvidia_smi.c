/* nvidia-smi --query-gpu=timestamp,power.draw,.. --format=csv[,nounits][,noheader] -l 1: a row per
 * GPU and tick, often without a column that names the GPU. The rows of a tick are added up
 * (ticks.h). */
#include "trace/cells.h"
#include "trace/format.h"
#include "trace/number.h"
#include "trace/ticks.h"
#include <stdio.h>
#include <string.h>

struct nvidia_smi {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    bool mapped;
    int time, power, key; /* columns; -1: none */
    struct wf_ticks ticks;
};

static const char *const key_columns[] = {"index",      "uuid",   "gpu_uuid",   "pci.bus_id",
                                          "gpu_bus_id", "serial", "gpu_serial", NULL};
static const char *const power_columns[] = {"power.draw", "power.draw.instant",
                                            "power.draw.average", NULL};

/* "power.draw [W]" is "power.draw". */
static int find_column(const struct wf_cells *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++) {
        struct wf_cell cell = header->cell[i];
        size_t length = strlen(name);
        if (wf_cell_is(cell, name) ||
            (wf_cell_starts(cell, name) && wf_cell_ends(cell, "]") && cell.length > length + 1 &&
             !memcmp(cell.text + length, " [", 2)))
            return (int)i;
    }
    return -1;
}

static int find_any(const struct wf_cells *header, const char *const *names)
{
    for (; *names; names++) {
        int column = find_column(header, *names);
        if (column >= 0)
            return column;
    }
    return -1;
}

static int recognise(const char *head, size_t length)
{
    (void)length;
    struct wf_cells cells;
    char line[512];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(head, "\r\n"), head);
    wf_cells_cut(&cells, line, ',');
    if (find_any(&cells, power_columns) >= 0)
        return find_column(&cells, "timestamp") >= 0 ? 100 : 30;
    bool slashes = strlen(line) > 10 && line[4] == '/' && line[7] == '/';
    for (size_t i = 1; i < cells.count && slashes; i++)
        if (wf_cell_ends(cells.cell[i], " W"))
            return 90;
    return 0;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct nvidia_smi *state = data;
    state->options = options;
    state->time = state->power = state->key = -1;
    state->ticks.noun = "GPU";
    state->ticks.channels = options->channels;
    return wf_time_format_of(options->time_format, &state->time_format, err);
}

/* ---- which column is what ---- */

static enum wf_record_status map_header(struct nvidia_smi *state, const struct wf_cells *header,
                                        char *why, size_t why_size)
{
    const struct wf_trace_options *options = state->options;
    const char *time = options->time_column ? options->time_column : "timestamp";
    const char *power = options->power_column;
    state->mapped = true;
    state->time = find_column(header, time);
    state->power = power ? find_column(header, power) : find_any(header, power_columns);
    state->key = find_any(header, key_columns);
    state->ticks.keyed = state->key >= 0;
    if (state->time >= 0 && state->power >= 0)
        return WF_RECORD_PASSED;
    wf_cells_missing(header,
                     state->time < 0 ? time
                     : power         ? power
                                     : power_columns[0],
                     why, why_size);
    return WF_RECORD_STOP;
}

/* --format=noheader: the power is the one cell in watts. @return whether there is one, and a time.
 */
static bool map_row(struct nvidia_smi *state, const struct wf_cells *row)
{
    struct wf_time_format date = {.style = WF_TIME_SLASH}; /* an index is a number too */
    wf_time_ns time_ns;
    size_t in_watts = 0;
    if (state->time_format.style != WF_TIME_NONE)
        date = state->time_format;
    state->time = -1;
    for (size_t i = 0; i < row->count; i++) {
        if (state->time < 0 && wf_cell_time(row->cell[i], &date, &time_ns))
            state->time = (int)i;
        if (wf_cell_ends(row->cell[i], " W")) {
            state->power = (int)i;
            in_watts++;
        }
    }
    return state->mapped = state->time >= 0 && in_watts == 1;
}

static bool is_header(const struct nvidia_smi *state, const struct wf_cells *cells)
{
    const char *time = state->options->time_column;
    return find_column(cells, time ? time : "timestamp") >= 0 ||
           find_any(cells, power_columns) >= 0;
}

/* ---- rows ---- */

/* "[N/A]", "[Not Supported]", "N/A", "[Unknown Error]", "ERR!": the driver could not say. */
static bool says_none(struct wf_cell cell)
{
    return wf_cell_starts(cell, "[") || wf_cell_starts(cell, "N/A") || wf_cell_starts(cell, "ERR");
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct nvidia_smi *state = data;
    struct wf_cells cells;
    wf_cells_cut(&cells, record->text, ',');
    if (is_header(state, &cells))
        return map_header(state, &cells, why, why_size);
    if (!state->mapped && !map_row(state, &cells)) {
        snprintf(why, why_size,
                 "no header; expected one with 'timestamp' and 'power.draw', or rows "
                 "of a time and one cell in W");
        return WF_RECORD_BAD;
    }
    if (state->options->sources && state->key < 0) {
        snprintf(why, why_size,
                 "no column tells GPU '%s' from others; expected 'index', 'uuid' or "
                 "'pci.bus_id'",
                 state->options->sources);
        return WF_RECORD_STOP;
    }

    struct wf_tick_row row = {.line = record->line};
    struct wf_cell time = wf_cells_at(&cells, state->time);
    struct wf_cell power = wf_cells_at(&cells, state->power);
    struct wf_cell key = wf_cells_at(&cells, state->key);
    if (!wf_cell_time(time, &state->time_format, &row.time_ns)) {
        wf_cell_explain_time(time, &state->time_format, why, why_size);
        return WF_RECORD_BAD;
    }
    if (says_none(power)) {
        row.invalid = true;
    } else if (!wf_cell_quantity(power, "W", &row.power_w)) {
        wf_number_explain("power", power.text, power.length, why, why_size);
        return WF_RECORD_BAD;
    }
    if (state->options->sources && !wf_list_has(state->options->sources, key))
        return WF_RECORD_PASSED;
    if (state->key >= 0 && !wf_ticks_source(&state->ticks, key, &row.source)) {
        snprintf(why, why_size, "GPU '%.*s'; expected an index or a name, of %d at most",
                 (int)key.length, key.text, WF_TICK_SOURCES);
        return WF_RECORD_BAD;
    }
    wf_ticks_add(&state->ticks, &row, out);
    return WF_RECORD_USED;
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    struct nvidia_smi *state = data;
    return wf_ticks_end(&state->ticks, out, err);
}

const struct wf_trace_format wf_format_nvidia_smi = {
    .name = "nvidia-smi",
    .doc = "nvidia-smi --format=csv, with or without units, header and index; the GPUs of a tick "
           "are added up",
    .meter = "gpu",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct nvidia_smi),
    .recognise = recognise,
    .begin = begin,
    .record = record,
    .end = end,
};
