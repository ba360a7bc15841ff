/* CSV of jtop (jetson-stats), one line a tick: "timestamp,..,tot inst power (mW),tot avg power
 * (mW)", local times with their zone. The instantaneous power is read, not jtop's mean since its
 * start. */
#include "trace/cells.h"
#include "trace/format.h"
#include "trace/number.h"
#include <stdio.h>
#include <string.h>

static const char default_time[] = "timestamp", default_power[] = "tot inst power (mW)";

struct jtop {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    bool mapped;
    int time, power; /* columns */
    double unit_w;
};

static int recognise(const char *head, size_t length)
{
    (void)length;
    struct wf_cells cells;
    char line[1024];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(head, "\r\n"), head);
    wf_cells_cut(&cells, line, ',');
    return wf_cells_find(&cells, default_time) >= 0 && wf_cells_find(&cells, default_power) >= 0
               ? 100
               : 0;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct jtop *state = data;
    state->options = options;
    return wf_time_format_of(options->time_format, &state->time_format, err);
}

static enum wf_record_status map_header(struct jtop *state, const struct wf_cells *header,
                                        char *why, size_t why_size)
{
    const struct wf_trace_options *options = state->options;
    const char *time = options->time_column ? options->time_column : default_time;
    const char *power = options->power_column ? options->power_column : default_power;
    state->time = wf_cells_find(header, time);
    state->power = wf_cells_find(header, power);
    state->mapped = state->time >= 0 && state->power >= 0;
    state->unit_w = wf_cell_ends(wf_cells_at(header, state->power), "(mW)") ? 1e-3 : 1;
    if (state->mapped)
        return WF_RECORD_PASSED;
    wf_cells_missing(header, state->time < 0 ? time : power, why, why_size);
    return WF_RECORD_STOP;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct jtop *state = data;
    struct wf_cells cells;
    wf_cells_cut(&cells, record->text, ',');
    if (!state->mapped || wf_cells_find(&cells, default_time) >= 0)
        return map_header(state, &cells, why, why_size);
    struct wf_cell time = wf_cells_at(&cells, state->time);
    struct wf_cell power = wf_cells_at(&cells, state->power);
    struct wf_trace_sample sample = {0};
    if (!wf_cell_time(time, &state->time_format, &sample.begin_ns)) {
        wf_cell_explain_time(time, &state->time_format, why, why_size);
        return WF_RECORD_BAD;
    }
    if (!wf_cell_number(power, &sample.power_w)) {
        wf_number_explain("power", power.text, power.length, why, why_size);
        return WF_RECORD_BAD;
    }
    sample.power_w *= state->unit_w;
    sample.end_ns = sample.begin_ns;
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

const struct wf_trace_format wf_format_jtop = {
    .name = "jtop",
    .doc = "CSV of jtop, total power in mW",
    .meter = "module",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct jtop),
    .recognise = recognise,
    .begin = begin,
    .record = record,
};
