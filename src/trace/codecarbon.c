/* emissions.csv of CodeCarbon, columns by name as they change between versions: a line a run, or
 * several of one run, each with all of it so far. A line is the mean power over [timestamp -
 * duration, timestamp] or, of a run that goes on, over what was added. Of its energies (kWh), RAM
 * is modelled (watts per GB), and on many machines the CPU is too: they are not measured.
 */
#include "base/text.h"
#include "trace/cells.h"
#include "trace/duration.h"
#include "trace/format.h"
#include "trace/number.h"
#include <stdio.h>
#include <string.h>

enum column {
    TIMESTAMP,
    DURATION,
    TOTAL,
    CPU,
    GPU,
    RAM,
    PUE,
    RUN_ID,
    PROJECT,
    CPU_POWER,
    GPU_POWER,
    RAM_POWER,
    COLUMN_COUNT
};

static const char *const names[COLUMN_COUNT] = {[TIMESTAMP] = "timestamp",
                                                [DURATION] = "duration",
                                                [TOTAL] = "energy_consumed",
                                                [CPU] = "cpu_energy",
                                                [GPU] = "gpu_energy",
                                                [RAM] = "ram_energy",
                                                [PUE] = "pue",
                                                [RUN_ID] = "run_id",
                                                [PROJECT] = "project_name",
                                                [CPU_POWER] = "cpu_power",
                                                [GPU_POWER] = "gpu_power",
                                                [RAM_POWER] = "ram_power"};

enum { NEEDED = 3 /* the first ones */, NAME_MAX_BYTES = 128 };
/* Joules and watts of a line that differ by more than this factor contradict each other. */
#define CONTRADICTION 2.0
static const double joules_per_kwh = 3.6e6, tolerance = 1e-3, clock_s = 2;

/** One line. */
struct run {
    wf_time_ns begin_ns;
    double duration_s, energy_j;
    char id[NAME_MAX_BYTES], project[NAME_MAX_BYTES]; /* "": not given */
};

struct codecarbon {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    bool mapped;
    int column[COLUMN_COUNT]; /* -1: none */
    size_t column_count;
    struct run last; /* duration 0: none */
};

static int recognise(const char *head, size_t length)
{
    (void)length;
    struct wf_cells cells;
    char line[2048];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(head, "\r\n"), head);
    wf_cells_cut(&cells, line, ',');
    for (int i = 0; i < NEEDED; i++)
        if (wf_cells_find(&cells, names[i]) < 0)
            return 0;
    return 100;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct codecarbon *state = data;
    state->options = options;
    return wf_time_format_of(options->time_format, &state->time_format, err);
}

static enum wf_record_status map_header(struct codecarbon *state, const struct wf_cells *header,
                                        char *why, size_t why_size)
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        state->column[i] = wf_cells_find(header, names[i]);
        if (i < NEEDED && state->column[i] < 0) {
            wf_cells_missing(header, names[i], why, why_size);
            return WF_RECORD_STOP;
        }
    }
    state->mapped = true;
    state->column_count = header->count;
    return WF_RECORD_PASSED;
}

/* A number that may be left out: then 0, or @p absent. */
static bool read_optional(const struct codecarbon *state, const struct wf_cells *cells,
                          enum column column, double absent, double *value, char *why,
                          size_t why_size)
{
    struct wf_cell cell = wf_cells_at(cells, state->column[column]);
    *value = absent;
    if (!cell.length || wf_cell_number(cell, value))
        return true;
    wf_number_explain(names[column], cell.text, cell.length, why, why_size);
    return false;
}

static bool read_needed(const struct codecarbon *state, const struct wf_cells *cells,
                        enum column column, double *value, char *why, size_t why_size)
{
    struct wf_cell cell = wf_cells_at(cells, state->column[column]);
    if (wf_cell_number(cell, value))
        return true;
    wf_number_explain(names[column], cell.text, cell.length, why, why_size);
    return false;
}

/* The parts' sum, where the line has parts; the stated energy must be this sum, or this sum times
 * the PUE. */
static bool read_energy(const struct codecarbon *state, const struct wf_cells *cells, double *kwh,
                        char *why, size_t why_size)
{
    double total, pue, part[3], sum = 0;
    bool parts = state->column[CPU] >= 0 || state->column[GPU] >= 0 || state->column[RAM] >= 0;
    if (!read_needed(state, cells, TOTAL, &total, why, why_size) ||
        !read_optional(state, cells, PUE, 1, &pue, why, why_size))
        return false;
    for (int i = 0; i < 3; i++) {
        if (!read_optional(state, cells, CPU + (enum column)i, 0, &part[i], why, why_size))
            return false;
        sum += part[i];
    }
    *kwh = parts ? sum : total;
    double apart = fabs(total - sum), apart_pue = fabs(total - sum * pue);
    if (!parts || fmin(apart, apart_pue) <= tolerance * fabs(total))
        return true;
    snprintf(why, why_size,
             "energy_consumed %g kWh; expected the sum of cpu, gpu and ram energy, %g kWh", total,
             sum);
    return false;
}

/* Does the line continue the run of the previous line? It does if it is of the same run and began
 * at the same time; without a run_id, if it is of the same project. Times are whole seconds: the
 * begins of runs shorter than that do not tell them apart, so that without a run_id half the last
 * run is the most. */
static bool goes_on(const struct run *last, const struct run *run)
{
    double apart_s = wf_time_seconds(last->begin_ns, run->begin_ns);
    double most_s = *run->id ? clock_s : fmin(clock_s, last->duration_s / 2);
    return !strcmp(last->id, run->id) && !strcmp(last->project, run->project) &&
           last->duration_s > 0 && fabs(apart_s) <= most_s && run->duration_s > last->duration_s &&
           run->energy_j >= last->energy_j;
}

/* What the line adds; a run that continues keeps its begin, so that its energy stays complete.
 * Joules far below the watts of the line cover a part of the run only: CodeCarbon integrates from
 * its first reading on. Then the watts are taken. */
static void add_run(struct codecarbon *state, struct run *run, double power_w,
                    struct wf_trace_out *out)
{
    struct run before = {.begin_ns = run->begin_ns};
    bool below = power_w > CONTRADICTION * run->energy_j / run->duration_s;
    if (goes_on(&state->last, run))
        before = state->last;
    run->begin_ns = before.begin_ns;
    state->last = *run;
    out->report.by_power += below;
    out->report.above_power +=
        power_w > 0 && power_w < run->energy_j / run->duration_s / CONTRADICTION;
    wf_trace_add_sample(out, &(struct wf_trace_sample){
                                 .begin_ns = wf_time_after(run->begin_ns, before.duration_s),
                                 .end_ns = wf_time_after(run->begin_ns, run->duration_s),
                                 .power_w = below ? power_w
                                                  : (run->energy_j - before.energy_j) /
                                                        (run->duration_s - before.duration_s)});
}

static void copy_name(const struct codecarbon *state, const struct wf_cells *cells,
                      enum column column, char name[NAME_MAX_BYTES])
{
    struct wf_cell cell = wf_cells_at(cells, state->column[column]);
    size_t length = cell.length < NAME_MAX_BYTES ? cell.length : NAME_MAX_BYTES - 1;
    memcpy(name, cell.text, length);
    name[length] = '\0';
}

/* Watts of the line's power columns; 0: it has none, or cannot be read. */
static double power_of(const struct codecarbon *state, const struct wf_cells *cells)
{
    double sum_w = 0;
    for (enum column part = CPU_POWER; part <= RAM_POWER; part++) {
        double part_w;
        struct wf_cell cell = wf_cells_at(cells, state->column[part]);
        if (cell.length && wf_cell_number(cell, &part_w) && part_w > 0)
            sum_w += part_w;
    }
    return sum_w;
}

/* Two lines in one, as their newline was lost, or a half one. A comma at the end is none. */
static bool is_whole(const struct codecarbon *state, const struct wf_cells *cells, char *why,
                     size_t why_size)
{
    size_t count = cells->count;
    if (count == state->column_count + 1 && !cells->cell[count - 1].length)
        count--;
    if (count == state->column_count)
        return true;
    snprintf(why, why_size, "%zu cell%s; expected %zu as in the header", count, wf_plural(count),
             state->column_count);
    return false;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct codecarbon *state = data;
    struct wf_cells cells;
    struct run run;
    wf_time_ns end_ns;
    double kwh;
    wf_cells_cut(&cells, record->text, ',');
    if (!state->mapped || wf_cells_find(&cells, names[TIMESTAMP]) >= 0)
        return map_header(state, &cells, why, why_size);
    if (!is_whole(state, &cells, why, why_size))
        return WF_RECORD_BAD;
    struct wf_cell time = wf_cells_at(&cells, state->column[TIMESTAMP]);
    if (!wf_cell_time(time, &state->time_format, &end_ns)) {
        wf_cell_explain_time(time, &state->time_format, why, why_size);
        return WF_RECORD_BAD;
    }
    if (!read_needed(state, &cells, DURATION, &run.duration_s, why, why_size) ||
        !read_energy(state, &cells, &kwh, why, why_size))
        return WF_RECORD_BAD;
    if (!(run.duration_s > 0)) {
        snprintf(why, why_size, "duration %g s; expected more than 0", run.duration_s);
        return WF_RECORD_BAD;
    }
    run.begin_ns = wf_time_after(end_ns, -run.duration_s);
    run.energy_j = kwh * joules_per_kwh;
    copy_name(state, &cells, RUN_ID, run.id);
    copy_name(state, &cells, PROJECT, run.project);
    add_run(state, &run, power_of(state, &cells), out);
    return WF_RECORD_USED;
}

const struct wf_trace_format wf_format_codecarbon = {
    .name = "codecarbon",
    .doc = "emissions.csv of CodeCarbon: mean power of each run, its RAM by a model",
    .meter = "package",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct codecarbon),
    .recognise = recognise,
    .begin = begin,
    .record = record,
};
