/* nvidia-smi --query-gpu=timestamp,power.draw,.. --format=csv[,nounits][,noheader] -l 1: a row per
 * GPU and tick, often without a column that names the GPU. The rows of a tick are added up. The
 * number of rows of a tick is learnt from the first rows; a tick with another number is dropped. */
#include "base/text.h"
#include "trace/cells.h"
#include "trace/duration.h"
#include "trace/format.h"
#include "trace/number.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEARNT_ROWS = 256, MOST_GPUS = 64, MOST_NAME = 64 };

struct row {
    wf_time_ns time_ns;
    double power_w;
    uint32_t gpu; /* rank of its key; 0 where there is none */
    uint64_t line;
    bool invalid;
};

struct nvidia_smi {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    bool mapped;
    int time, power, key; /* columns; -1: none */
    bool key_is_number;
    char keys[MOST_GPUS][MOST_NAME];
    uint32_t key_count;

    struct row learnt[LEARNT_ROWS];
    size_t learnt_count;
    bool knows; /* what a tick is */
    uint32_t per_tick;
    wf_time_ns apart_ns; /* rows farther apart are of two ticks */

    struct row tick, last; /* the rows so far, added up; the latest of them */
    uint32_t in_tick;
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
    state->key_is_number = state->key >= 0 && state->key == find_column(header, "index");
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

/* ---- ticks ---- */

static void send_tick(struct nvidia_smi *state, struct wf_trace_out *out)
{
    if (!state->in_tick)
        return;
    const struct row *tick = &state->tick;
    if (state->in_tick == state->per_tick)
        wf_trace_add_sample(out, &(struct wf_trace_sample){.begin_ns = tick->time_ns,
                                                           .end_ns = tick->time_ns,
                                                           .power_w = tick->power_w,
                                                           .invalid = tick->invalid});
    else
        wf_trace_add_bad(out, tick->line, "%u GPU%s at this time; expected %u", state->in_tick,
                         wf_plural(state->in_tick), state->per_tick);
    state->in_tick = 0;
}

static bool begins_tick(const struct nvidia_smi *state, const struct row *row)
{
    if (!state->in_tick)
        return true;
    if (state->key >= 0 && row->gpu <= state->last.gpu)
        return true;
    if (state->key < 0 && state->in_tick == state->options->channels)
        return true;
    wf_time_ns since_ns = wf_time_between(state->last.time_ns, row->time_ns);
    return since_ns < 0 || since_ns > state->apart_ns;
}

static void add_row(struct nvidia_smi *state, const struct row *row)
{
    if (!state->in_tick++) {
        state->tick = *row;
    } else {
        state->tick.power_w += row->power_w;
        state->tick.invalid |= row->invalid;
    }
    state->last = *row;
}

static int compare_times(const void *left, const void *right)
{
    wf_time_ns a = *(const wf_time_ns *)left, b = *(const wf_time_ns *)right;
    return (a > b) - (a < b);
}

/* What the learnt rows look like if they are cut in this way. */
struct cut {
    wf_time_ns apart_ns;
    uint32_t per_tick;     /* the most frequent number of rows; on a tie, the larger */
    uint32_t ticks, alike; /* whole ones; those of per_tick rows. The last one may go on */
};

static struct cut try_cut(struct nvidia_smi *state, wf_time_ns apart_ns)
{
    struct cut cut = {.apart_ns = apart_ns};
    uint32_t found[LEARNT_ROWS + 1] = {0};
    state->apart_ns = apart_ns;
    for (size_t i = 0; i < state->learnt_count; i++) {
        if (state->in_tick && begins_tick(state, &state->learnt[i])) {
            found[state->in_tick]++;
            cut.ticks++;
            state->in_tick = 0;
        }
        add_row(state, &state->learnt[i]);
    }
    cut.per_tick = state->in_tick;
    for (uint32_t rows = 1; rows <= LEARNT_ROWS; rows++)
        if (found[rows] && found[rows] >= cut.alike) {
            cut.per_tick = rows;
            cut.alike = found[rows];
        }
    state->in_tick = 0;
    return cut;
}

/* Steps of time between the rows learnt, sorted. */
static size_t find_gaps(const struct nvidia_smi *state, wf_time_ns gaps[LEARNT_ROWS])
{
    size_t count = 0;
    for (size_t i = 1; i < state->learnt_count; i++) {
        wf_time_ns from_ns = state->learnt[i - 1].time_ns, to_ns = state->learnt[i].time_ns;
        if (from_ns <= to_ns)
            gaps[count++] = wf_time_between(from_ns, to_ns);
    }
    if (count)
        qsort(gaps, count, sizeof *gaps, compare_times);
    return count;
}

/* Ticks are separated by keys or by the user's option; times help only if they come in groups. */
static struct cut cut_by_keys(struct nvidia_smi *state, const wf_time_ns *gaps, size_t count)
{
    wf_time_ns apart_ns = count ? gaps[count * 19 / 20] / 2 : 0;
    bool bunches = count && gaps[count / 4] < apart_ns / 4;
    return try_cut(state, bunches ? apart_ns : INT64_MAX);
}

/* Only times are left: find the length that divides their steps into short and long ones, so that
 * at least three ticks, and most of them, have the same number of rows. The longest such length is
 * taken: breaks in the log are longer, but leave ticks of any length. Otherwise each row is a tick,
 * except for equal times. */
static struct cut cut_by_times(struct nvidia_smi *state, const wf_time_ns *gaps, size_t count)
{
    const wf_time_ns least_ns = WF_NS_PER_S / 1000, most_ns = WF_NS_PER_S / 2;
    for (size_t i = count; i-- > 1;) {
        wf_time_ns within_ns = gaps[i - 1] > least_ns ? gaps[i - 1] : least_ns;
        if (within_ns > most_ns || gaps[i] / 4 < within_ns)
            continue;
        struct cut cut = try_cut(state, gaps[i] / 2);
        if (cut.alike >= 3 && cut.alike >= cut.ticks - cut.ticks / 3)
            return cut;
    }
    return try_cut(state, 0);
}

static void use_row(struct nvidia_smi *state, const struct row *row, struct wf_trace_out *out)
{
    if (begins_tick(state, row))
        send_tick(state, out);
    add_row(state, row);
}

static void learn(struct nvidia_smi *state, struct wf_trace_out *out)
{
    wf_time_ns gaps[LEARNT_ROWS];
    size_t count = find_gaps(state, gaps);
    bool keyed = state->key >= 0 || state->options->channels;
    struct cut cut = keyed ? cut_by_keys(state, gaps, count) : cut_by_times(state, gaps, count);
    state->knows = true;
    state->apart_ns = cut.apart_ns;
    state->per_tick = state->options->channels ? state->options->channels : cut.per_tick;
    for (size_t i = 0; i < state->learnt_count; i++)
        use_row(state, &state->learnt[i], out);
}

/* ---- rows ---- */

/* Rank of a GPU in a tick: its index, or the order of first appearance. @return false: too many. */
static bool rank_of(struct nvidia_smi *state, struct wf_cell key, uint32_t *rank)
{
    double number;
    if (state->key_is_number && wf_cell_number(key, &number) && number >= 0 && number < 1e6) {
        *rank = (uint32_t)number;
        return true;
    }
    for (*rank = 0; *rank < state->key_count; ++*rank)
        if (wf_cell_is(key, state->keys[*rank]))
            return true;
    if (state->key_count == MOST_GPUS || !key.length || key.length >= MOST_NAME)
        return false;
    memcpy(state->keys[state->key_count], key.text, key.length);
    state->keys[state->key_count++][key.length] = '\0';
    return true;
}

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

    struct row row = {.line = record->line};
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
    if (state->key >= 0 && !rank_of(state, key, &row.gpu)) {
        snprintf(why, why_size, "GPU '%.*s'; expected an index or a name, of %d at most",
                 (int)key.length, key.text, MOST_GPUS);
        return WF_RECORD_BAD;
    }
    if (state->options->sources && !wf_list_has(state->options->sources, key))
        return WF_RECORD_PASSED;
    if (state->knows) {
        use_row(state, &row, out);
    } else {
        state->learnt[state->learnt_count++] = row;
        if (state->learnt_count == LEARNT_ROWS)
            learn(state, out);
    }
    return WF_RECORD_USED;
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    (void)err;
    struct nvidia_smi *state = data;
    if (!state->knows)
        learn(state, out);
    send_tick(state, out);
    return 0;
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
