/* turbostat: columns separated by tabs, whose set varies; the header is repeated. Only the summary
 * row of each tick is read (its topology columns are "-"; without such columns every row is a
 * summary). Power is PkgWatt + RAMWatt, or the columns that are chosen (SysWatt: the whole system),
 * the mean over the interval that ends at the row's time. */
#include "base/text.h"
#include "trace/cells.h"
#include "trace/duration.h"
#include "trace/format.h"
#include "trace/number.h"
#include <stdio.h>
#include <string.h>

static const char time_column[] = "Time_Of_Day_Seconds";
static const char *const topology[] = {"Package", "Die", "Node", "Core", "CPU"};
enum { TOPOLOGY_COUNT = sizeof topology / sizeof *topology, MOST_COLUMNS = 16 };

struct turbostat {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    bool mapped;
    int time, topology; /* columns; -1: none */
    int power[MOST_COLUMNS];
    size_t power_count;
    size_t columns;
    uint64_t rows; /* good or bad: if they have no time, each takes an interval */
    bool timed;    /* a row with its time was used */
    bool held;     /* it was the first: its length is known when the second arrives */
    bool lost;     /* a row behind it could not be used */
    double first_w;
    wf_time_ns last_ns; /* end of the row before */
    double step_s;      /* of the last row that is known to have none lost before it; 0: none */
};

static bool is_header(const struct wf_cells *cells)
{
    return wf_cells_find(cells, "PkgWatt") >= 0 || wf_cells_find(cells, "SysWatt") >= 0 ||
           wf_cells_find(cells, "Avg_MHz") >= 0;
}

static int recognise(const char *head, size_t length)
{
    (void)length;
    return strstr(head, "PkgWatt") && strchr(head, '\t') ? 100 : 0;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct turbostat *state = data;
    state->options = options;
    return wf_time_format_of(options->time_format, &state->time_format, err);
}

static bool add_column(struct turbostat *state, const struct wf_cells *header, const char *name)
{
    int column = wf_cells_find(header, name);
    if (column >= 0 && state->power_count < MOST_COLUMNS)
        state->power[state->power_count++] = column;
    return column >= 0;
}

static enum wf_record_status map_header(struct turbostat *state, const struct wf_cells *header,
                                        char *why, size_t why_size)
{
    const char *missing = NULL, *sources = state->options->sources;
    char name[64];
    state->power_count = 0;
    if (sources) {
        while (!missing && wf_text_next_item(&sources, name, sizeof name))
            if (!add_column(state, header, name))
                missing = name;
    } else if (add_column(state, header, "PkgWatt")) {
        add_column(state, header, "RAMWatt");
    } else {
        missing = "PkgWatt";
    }
    state->time = wf_cells_find(header, time_column);
    state->topology = -1;
    for (int i = 0; i < TOPOLOGY_COUNT && state->topology < 0; i++)
        state->topology = wf_cells_find(header, topology[i]);
    state->columns = header->count;
    state->mapped = true;
    if (missing) {
        wf_cells_missing(header, missing, why, why_size);
        return WF_RECORD_STOP;
    }
    if (state->time < 0 && !(state->options->interval_s > 0)) {
        snprintf(why, why_size,
                 "there is no column '%s' (turbostat --enable Time_Of_Day_Seconds); say the "
                 "interval between rows (--interval)",
                 time_column);
        return WF_RECORD_STOP;
    }
    return WF_RECORD_PASSED;
}

static void send(wf_time_ns begin_ns, wf_time_ns end_ns, double power_w, struct wf_trace_out *out)
{
    wf_trace_add_sample(
        out, &(struct wf_trace_sample){.begin_ns = begin_ns, .end_ns = end_ns, .power_w = power_w});
}

/* A row lasts from the end of the previous one. If that one was lost, it is as long as the last row
 * whose length is known. */
static void use_timed(struct turbostat *state, wf_time_ns end_ns, double power_w,
                      struct wf_trace_out *out)
{
    if (!state->timed) {
        state->timed = state->held = true;
        state->first_w = power_w;
        state->last_ns = end_ns;
        return;
    }
    double step_s = wf_time_seconds(state->last_ns, end_ns);
    if (step_s <= 0) {
        send(end_ns, end_ns, power_w, out);
        return;
    }
    if (state->held)
        send(wf_time_after(state->last_ns, -step_s), state->last_ns, state->first_w, out);
    if (state->lost && state->step_s > 0 && state->step_s < step_s)
        step_s = state->step_s;
    else
        state->step_s = step_s;
    send(wf_time_after(end_ns, -step_s), end_ns, power_w, out);
    state->held = state->lost = false;
    state->last_ns = end_ns;
}

static bool read_power(const struct turbostat *state, const struct wf_cells *cells, double *power_w,
                       char *why, size_t why_size)
{
    *power_w = 0;
    for (size_t i = 0; i < state->power_count; i++) {
        struct wf_cell cell = wf_cells_at(cells, state->power[i]);
        double column_w;
        if (!wf_cell_number(cell, &column_w)) {
            wf_number_explain("power", cell.text, cell.length, why, why_size);
            return false;
        }
        *power_w += column_w;
    }
    return true;
}

static enum wf_record_status read_row(struct turbostat *state, const struct wf_cells *cells,
                                      struct wf_trace_out *out, char *why, size_t why_size)
{
    bool lost_before = state->lost;
    double power_w, interval_s = state->options->interval_s;
    double begin_s = (double)state->rows++ * interval_s;
    wf_time_ns end_ns = 0;
    struct wf_cell time = wf_cells_at(cells, state->time);
    state->lost = true;
    if (!read_power(state, cells, &power_w, why, why_size))
        return WF_RECORD_BAD;
    if (state->time < 0) {
        send(wf_time_after(0, begin_s), wf_time_after(0, begin_s + interval_s), power_w, out);
        return WF_RECORD_USED;
    }
    if (!wf_cell_time(time, &state->time_format, &end_ns)) {
        wf_cell_explain_time(time, &state->time_format, why, why_size);
        return WF_RECORD_BAD;
    }
    state->lost = lost_before;
    use_timed(state, end_ns, power_w, out);
    return WF_RECORD_USED;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct turbostat *state = data;
    struct wf_cells cells;
    wf_cells_cut(&cells, record->text, '\t');
    if (is_header(&cells))
        return map_header(state, &cells, why, why_size);
    bool is_row = state->mapped && (cells.count > 1 || state->columns == 1);
    if (!is_row || (state->topology >= 0 && !wf_cell_is(wf_cells_at(&cells, state->topology), "-")))
        return WF_RECORD_PASSED; /* messages, CPUs */
    return read_row(state, &cells, out, why, why_size);
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    (void)err;
    struct turbostat *state = data;
    if (state->held)
        send(wf_time_after(state->last_ns, -fmax(0, state->options->interval_s)), state->last_ns,
             state->first_w, out);
    return 0;
}

const struct wf_trace_format wf_format_turbostat = {
    .name = "turbostat",
    .doc = "turbostat's summary rows, PkgWatt + RAMWatt; rows without a time need the interval",
    .meter = "package",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct turbostat),
    .recognise = recognise,
    .begin = begin,
    .record = record,
    .end = end,
};
