/* tegrastats of Jetson boards. Old releases write no time ("RAM 896/7859MB .. VDD_IN 1840/1840"):
 * the interval must be given. New ones (JetPack 5 on) begin with a time of whole seconds, whatever
 * the interval, and write "VDD_IN 4542mW/4000mW": the instant, the average, with JetPack 7 a third.
 * Lines of one second are averaged. Neither measures the carrier board and its power supply. */
#include "base/text.h"
#include "trace/cells.h"
#include "trace/duration.h"
#include "trace/format.h"
#include <stdio.h>
#include <string.h>

/* Rails that supply the whole module. Any other choice is the user's: public parsers disagree about
 * which rails of an AGX Orin make up the module. */
static const char *const totals[] = {"VDD_IN", "POM_5V_IN"};
enum { TOTAL_COUNT = sizeof totals / sizeof *totals, MOST_RAILS = 32 };

struct rail {
    struct wf_cell name;
    double power_w;
};

struct rails {
    struct rail rail[MOST_RAILS];
    size_t count;
};

struct tegrastats {
    const struct wf_trace_options *options;
    struct wf_time_format time_format;
    bool used, timed; /* whether the first usable line had a time */
    bool missed;      /* a line before it could not be used */
    uint64_t untimed; /* lines without a time, good or bad: each took an interval */
    wf_time_ns second_ns;
    double sum_w;
    uint64_t in_second;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1840/1840", "2399mW/2399mW", "5139mW/5139mW/5139mW": the first, an instant. */
static bool read_values(struct wf_cell cell, double *power_w)
{
    const char *cursor = cell.text, *to = cell.text + cell.length;
    double milliwatts = 0;
    size_t values = 0;
    for (;; cursor++, values++) {
        if (cursor == to || !is_digit(*cursor))
            return false;
        double value = 0;
        for (; cursor < to && is_digit(*cursor); cursor++)
            value = 10 * value + (*cursor - '0');
        if (to - cursor >= 2 && !memcmp(cursor, "mW", 2))
            cursor += 2;
        if (values == 0)
            milliwatts = value;
        if (cursor == to)
            break;
        if (*cursor != '/')
            return false;
    }
    *power_w = milliwatts / 1000;
    return values >= 1;
}

/* RAM and SWAP of a line that was cut read like rails. */
static bool is_rail_name(struct wf_cell name)
{
    bool letter = name.length && ((name.text[0] >= 'A' && name.text[0] <= 'Z') ||
                                  (name.text[0] >= 'a' && name.text[0] <= 'z'));
    return letter && !wf_cell_ends(name, "RAM") && !wf_cell_is(name, "SWAP");
}

static void find_rails(const struct wf_cells *words, struct rails *rails)
{
    rails->count = 0;
    for (size_t i = 1; i < words->count && rails->count < MOST_RAILS; i++) {
        struct rail rail = {.name = words->cell[i - 1]};
        if (is_rail_name(rail.name) && read_values(words->cell[i], &rail.power_w))
            rails->rail[rails->count++] = rail;
    }
}

static const struct rail *find_rail(const struct rails *rails, const char *name)
{
    for (size_t i = 0; i < rails->count; i++)
        if (wf_cell_is(rails->rail[i].name, name))
            return &rails->rail[i];
    return NULL;
}

/* "; the line has VDD_GPU_SOC, VDD_CPU_CV". */
static void tell_rails(const struct rails *rails, struct wf_buffer *text)
{
    wf_buffer_printf(text, rails->count ? "; the line has" : "; the line has none");
    for (size_t i = 0; i < rails->count; i++)
        wf_buffer_printf(text, "%s %.*s", i ? "," : "", (int)rails->rail[i].name.length,
                         rails->rail[i].name.text);
}

/* "05-24-2023 00:01:24" before the rest. */
static bool is_time(const struct wf_cells *words)
{
    struct wf_cell date = wf_cells_at(words, 0), time = wf_cells_at(words, 1);
    return date.length == 10 && date.text[2] == '-' && date.text[5] == '-' && time.length >= 8 &&
           time.text[2] == ':' && time.text[5] == ':';
}

static bool is_statistics(const struct wf_cells *words)
{
    return wf_cell_is(wf_cells_at(words, is_time(words) ? 2 : 0), "RAM");
}

static int recognise(const char *head, size_t length)
{
    (void)length;
    struct wf_cells words;
    for (int line = 0; line < 10 && *head; line++) {
        char text[1024];
        size_t line_length = strcspn(head, "\r\n");
        snprintf(text, sizeof text, "%.*s", (int)line_length, head);
        wf_cells_cut(&words, text, ' ');
        if (is_statistics(&words) && strstr(text, "MB"))
            return 100;
        head += line_length;
        head += strspn(head, "\r\n");
    }
    return 0;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct tegrastats *state = data;
    state->options = options;
    return wf_time_format_of(options->time_format, &state->time_format, err);
}

/* ---- a line ---- */

/* The chosen rails, added up. @return false: one is missing; @p why says which there are. */
static bool add_up(const struct tegrastats *state, const struct rails *rails, double *power_w,
                   char *why, size_t why_size)
{
    const char *sources = state->options->sources;
    const struct rail *rail = NULL;
    struct wf_buffer text = {0};
    *power_w = 0;
    if (sources) {
        char name[64];
        while (wf_text_next_item(&sources, name, sizeof name)) {
            rail = find_rail(rails, name);
            if (!rail) {
                wf_buffer_printf(&text, "there is no rail %s", name);
                break;
            }
            *power_w += rail->power_w;
        }
    } else {
        for (size_t i = 0; i < TOTAL_COUNT && !rail; i++)
            rail = find_rail(rails, totals[i]);
        if (rail)
            *power_w = rail->power_w;
        else
            wf_buffer_printf(&text,
                             "no rail is the total (%s, %s); say which ones are to be added "
                             "up (--sources)",
                             totals[0], totals[1]);
    }
    if (text.length) {
        tell_rails(rails, &text);
        snprintf(why, why_size, "%s", text.text);
    }
    wf_buffer_release(&text);
    return rail;
}

static void send_second(struct tegrastats *state, struct wf_trace_out *out)
{
    if (!state->in_second)
        return;
    wf_trace_add_sample(
        out, &(struct wf_trace_sample){.begin_ns = state->second_ns,
                                       .end_ns = state->second_ns,
                                       .power_w = state->sum_w / (double)state->in_second});
    state->in_second = 0;
    state->sum_w = 0;
}

/* A mistake before the first usable line is in all lines, unless this line was cut. */
static enum wf_record_status miss(struct tegrastats *state)
{
    bool stop = state->missed && !state->used;
    state->missed = true;
    return stop ? WF_RECORD_STOP : WF_RECORD_BAD;
}

/* @return false: @p why says what is wrong. */
static bool find_time(struct tegrastats *state, const struct wf_cells *words, wf_time_ns *time_ns,
                      char *why, size_t why_size)
{
    double interval_s = state->options->interval_s;
    bool timed = is_time(words);
    uint64_t rank = timed ? 0 : state->untimed++;
    if (state->used && timed != state->timed) {
        snprintf(why, why_size, "%s",
                 timed ? "a time; the lines before have none"
                       : "no time; the lines before have one");
        return false;
    }
    if (timed) {
        const char *from = words->cell[0].text;
        struct wf_cell time = {from, (size_t)(words->cell[1].text - from) + words->cell[1].length};
        if (wf_cell_time(time, &state->time_format, time_ns))
            return true;
        snprintf(why, why_size, "time '%.*s'; expected one as in '05-24-2023 00:01:24'",
                 (int)time.length, time.text);
        return false;
    }
    if (interval_s > 0) {
        *time_ns = wf_time_after(0, (double)rank * interval_s);
        return true;
    }
    snprintf(why, why_size, "the lines have no time; say the interval between them (--interval)");
    return false;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct tegrastats *state = data;
    struct wf_cells words;
    struct rails rails;
    wf_time_ns time_ns;
    double power_w;
    wf_cells_cut(&words, record->text, ' ');
    find_rails(&words, &rails);
    if (!is_statistics(&words)) {
        snprintf(why, why_size, "the line begins in its midst; expected a time or 'RAM'");
        return rails.count ? WF_RECORD_BAD : WF_RECORD_PASSED;
    }
    if (!find_time(state, &words, &time_ns, why, why_size) ||
        !add_up(state, &rails, &power_w, why, why_size))
        return miss(state);
    state->used = true;
    state->timed = is_time(&words);
    if (time_ns != state->second_ns)
        send_second(state, out);
    state->second_ns = time_ns;
    state->sum_w += power_w;
    state->in_second++;
    return WF_RECORD_USED;
}

static int end(void *data, struct wf_trace_out *out, struct wf_err *err)
{
    (void)err;
    send_second(data, out);
    return 0;
}

const struct wf_trace_format wf_format_tegrastats = {
    .name = "tegrastats",
    .doc = "tegrastats of Jetson boards, old and new; rails are chosen, else VDD_IN; lines without "
           "a time need the interval",
    .meter = "module",
    .kind = WF_TRACE_POWER,
    .framing = WF_RECORD_LINES,
    .state_size = sizeof(struct tegrastats),
    .recognise = recognise,
    .begin = begin,
    .record = record,
    .end = end,
};
