/* Raw CSV of Grid'5000's Omegawatt wattmeters, without a header: two columns for debugging, seconds
 * and nanoseconds since 1970, OK or not, then the watts of each port from 0 on; an empty cell is a
 * value that the meter could not compute. */
#include "base/text.h"
#include "trace/cells.h"
#include "trace/format.h"
#include "trace/number.h"
#include <stdio.h>
#include <string.h>

enum { TIME = 2, STATUS = 3, FIRST_PORT = 4, NANO_DIGITS = 9 };

struct omegawatt {
    const struct wf_trace_options *options;
};

/* Nine digits behind the point: with less, 20 ms and 0.2 s would look the same. */
static bool read_time(struct wf_cell cell, wf_time_ns *time_ns)
{
    const char *point = memchr(cell.text, '.', cell.length);
    struct wf_time_format format = {.style = WF_TIME_S};
    return point && cell.text + cell.length - point == NANO_DIGITS + 1 &&
           wf_cell_time(cell, &format, time_ns);
}

static int recognise(const char *head, size_t length)
{
    (void)length;
    struct wf_cells cells;
    char line[1024];
    wf_time_ns time_ns;
    snprintf(line, sizeof line, "%.*s", (int)strcspn(head, "\r\n"), head);
    wf_cells_cut(&cells, line, ',');
    return cells.count > FIRST_PORT && read_time(cells.cell[TIME], &time_ns) ? 90 : 0;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct omegawatt *state = data;
    const char *ports = options->sources ? options->sources : "";
    char port[32];
    state->options = options;
    while (wf_text_next_item(&ports, port, sizeof port))
        if (strspn(port, "0123456789") != strlen(port) || strlen(port) > 3)
            return wf_err_set(err, WF_EUSAGE, "'%s' is not a port; expected its number, from 0 on",
                              port);
    return 0;
}

/* Add one port to the sum. @return false: @p why says what is wrong. */
static bool add_port(const struct wf_cells *cells, int port, struct wf_trace_sample *sample,
                     char *why, size_t why_size)
{
    struct wf_cell cell = wf_cells_at(cells, FIRST_PORT + port);
    double power_w = 0;
    if ((size_t)(FIRST_PORT + port) >= cells->count) {
        snprintf(why, why_size, "there is no port %d; the line has %zu", port,
                 cells->count - FIRST_PORT);
        return false;
    }
    if (!cell.length) {
        sample->invalid = true;
    } else if (!wf_cell_number(cell, &power_w)) {
        char what[32];
        snprintf(what, sizeof what, "port %d", port);
        wf_number_explain(what, cell.text, cell.length, why, why_size);
        return false;
    }
    sample->power_w += power_w;
    return true;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct omegawatt *state = data;
    struct wf_trace_sample sample = {0};
    struct wf_cells cells;
    wf_cells_cut(&cells, record->text, ',');
    struct wf_cell time = wf_cells_at(&cells, TIME);
    if (!read_time(time, &sample.begin_ns)) {
        snprintf(why, why_size,
                 "time '%.*s' in column 3; expected seconds and nine digits of nanoseconds "
                 "('1535796000.020112000')",
                 time.length < 40 ? (int)time.length : 40, time.text);
        return WF_RECORD_BAD;
    }
    sample.end_ns = sample.begin_ns;
    if (!wf_cell_is(wf_cells_at(&cells, STATUS), "OK")) {
        sample.invalid = true;
        wf_trace_add_sample(out, &sample);
        return WF_RECORD_USED;
    }
    const char *ports = state->options->sources;
    if (!ports && cells.count > FIRST_PORT + 1) {
        snprintf(why, why_size, "the line has ports 0 to %zu; say which ones are meant (--sources)",
                 cells.count - FIRST_PORT - 1);
        return WF_RECORD_STOP;
    }
    if (!ports)
        ports = "0";
    char port[32];
    while (wf_text_next_item(&ports, port, sizeof port)) {
        int number = 0;
        for (const char *digit = port; *digit; digit++)
            number = 10 * number + (*digit - '0');
        if (!add_port(&cells, number, &sample, why, why_size))
            return WF_RECORD_BAD;
    }
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

const struct wf_trace_format wf_format_omegawatt = {
    .name = "omegawatt",
    .doc = "raw CSV of Grid'5000's Omegawatt wattmeters; ports are chosen",
    .meter = "wall",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct omegawatt),
    .recognise = recognise,
    .begin = begin,
    .record = record,
};
