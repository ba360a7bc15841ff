/* Any CSV with a header: one column is time, one is power.
 *
 *   timestamp,host,power (mW)
 *   2025-07-27T00:34:45.155+02:00,node-1,72360
 *
 * Cells are separated by commas, semicolons or tabs, whichever the header has most; they may stand
 * in quotes. Columns are those that the options name, else the first of a usual name; the unit is
 * the option's, else the header's ("power (mW)", "power.draw [W]", "power_mw"), else W. Lines of
 * '#' are comments. A line is read only when it has as many cells as the header (an empty one at
 * its end aside): less was cut off, more is what decimal commas make. Numbers are read by hand, not
 * cell by cell through a library: this is the format that gigabytes come in. */
#include "base/text.h"
#include "trace/format.h"
#include "trace/number.h"
#include "trace/timestamp.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_MAX = 256, COLUMNS_MAX = 4096, SHOWN_MAX = 40, LISTED_MAX = 12 };

struct state {
    const struct wf_trace_options *options;
    bool has_header;
    char separator;
    size_t columns, time_column, power_column;
    struct wf_time_format time;
    double times, per;        /* of the unit: W = power x times / per */
    char quoted[2][CELL_MAX]; /* time and power without their quotes */
};

struct cell {
    const char *text;
    size_t length;
};

/* ---- units and names ---- */

static const struct {
    const char *name;
    double times, per;
} power_units[] = {
    {"W", 1, 1},           {"mW", 1, 1000},         {"uW", 1, 1e6},  {"\xc2\xb5W", 1, 1e6},
    {"\xce\xbcW", 1, 1e6}, {"kW", 1000, 1},         {"MW", 1e6, 1},  {"w", 1, 1},
    {"mw", 1, 1000},       {"uw", 1, 1e6},          {"kw", 1000, 1}, {"watt", 1, 1},
    {"watts", 1, 1},       {"milliwatts", 1, 1000},
};
enum { POWER_UNITS = sizeof power_units / sizeof *power_units };

static const struct {
    const char *name;
    enum wf_time_style style;
} time_units[] = {
    {"s", WF_TIME_S},   {"sec", WF_TIME_S},     {"seconds", WF_TIME_S},
    {"ms", WF_TIME_MS}, {"us", WF_TIME_MICROS}, {"ns", WF_TIME_NS},
};
enum { TIME_UNITS = sizeof time_units / sizeof *time_units };

static const char *const time_names[] = {"timestamp", "time",  "datetime", "date",    "ts",
                                         "unix",      "epoch", "t",        "seconds", NULL};
static const char *const power_names[] = {"power", "watts",       "watt",        "w",
                                          "value", "power.draw",  "power_usage", "power_draw",
                                          "mw",    "total_power", "power_total", NULL};

/* Index of a power unit, POWER_UNITS for none. */
static size_t power_unit(const char *name)
{
    size_t i = 0;
    while (i < POWER_UNITS && strcmp(name, power_units[i].name) != 0)
        i++;
    return i;
}

static size_t time_unit(const char *name)
{
    size_t i = 0;
    while (i < TIME_UNITS && strcmp(name, time_units[i].name) != 0)
        i++;
    return i;
}

/* A name of a column in two: "power (mW)", "power.draw [W]", "power_mw" -> base in small letters,
 * unit as it is; no unit: "". */
struct split {
    char base[CELL_MAX], unit[CELL_MAX];
    bool bracketed; /* the unit is one beyond doubt */
};

static void lower(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text | 32);
}

static void trim_end(char *text)
{
    size_t length = strlen(text);
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        text[--length] = '\0';
}

static void split_name(const char *name, struct split *split)
{
    *split = (struct split){0};
    snprintf(split->base, sizeof split->base, "%s", name);
    char *bracket = strpbrk(split->base, "([");
    char *mark = strrchr(split->base, '_');
    if (bracket) {
        *bracket = '\0';
        size_t length = strcspn(bracket + 1, ")]");
        memcpy(split->unit, bracket + 1, length);
        split->bracketed = true;
        trim_end(split->base);
    } else if (mark && (power_unit(mark + 1) < POWER_UNITS || time_unit(mark + 1) < TIME_UNITS)) {
        memcpy(split->unit, mark + 1, strlen(mark + 1));
        *mark = '\0';
    } else if (power_unit(name) < POWER_UNITS) {
        memcpy(split->unit, name, strlen(name)); /* the column is called mW */
    }
    lower(split->base);
}

static size_t place_in(const char *word, const char *const *words)
{
    size_t i = 0;
    while (words[i] && strcmp(word, words[i]) != 0)
        i++;
    return i;
}

/* ---- cells ---- */

static struct cell trim(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    return (struct cell){from, (size_t)(to - from)};
}

/* What stands in quotes into @p out, doubled ones made single. @return behind the closing quote, or
 * NULL: there is none. A cell that is too long is cut. */
static const char *unquote(const char *at, char out[CELL_MAX], size_t *length)
{
    *length = 0;
    for (at++; *at; at++) {
        if (*at == '"' && at[1] != '"')
            return at + 1;
        at += *at == '"';
        if (*length + 1 < CELL_MAX)
            out[(*length)++] = *at;
    }
    return NULL;
}

/* The next cell. @param quoted  memory for one in quotes  @return behind it (a separator or the
 * NUL), or NULL: a quote without its end, or text behind it. */
static const char *take_cell(const char *at, char separator, char quoted[CELL_MAX],
                             struct cell *cell)
{
    const char *start = at;
    while (*start == ' ' || (*start == '\t' && separator != '\t'))
        start++;
    if (*start == '"') {
        size_t length;
        at = unquote(start, quoted, &length);
        if (!at)
            return NULL;
        *cell = trim(quoted, quoted + length);
        quoted[length] = '\0';
        while (*at == ' ' || (*at == '\t' && separator != '\t'))
            at++;
        return *at == separator || !*at ? at : NULL;
    }
    while (*at != separator && *at)
        at++;
    *cell = trim(start, at);
    return at;
}

/* ---- the header ---- */

struct header {
    char (*names)[CELL_MAX];
    size_t count;
};

static char separator_of(const char *line)
{
    static const char separators[] = ",;\t";
    size_t most = 0;
    char best = '\0';
    for (const char *s = separators; *s; s++) {
        size_t n = 0;
        for (const char *at = strchr(line, *s); at; at = strchr(at + 1, *s))
            n++;
        if (n > most) {
            most = n;
            best = *s;
        }
    }
    return best;
}

static bool read_header(const char *line, char separator, struct header *header)
{
    size_t capacity = 0;
    *header = (struct header){0};
    for (const char *at = line;; at++) {
        char quoted[CELL_MAX];
        struct cell cell;
        at = take_cell(at, separator, quoted, &cell);
        if (!at || header->count == COLUMNS_MAX)
            return false;
        if (header->count == capacity) {
            capacity = capacity ? 2 * capacity : 16;
            header->names = wf_realloc(header->names, capacity * sizeof *header->names);
        }
        snprintf(header->names[header->count++], CELL_MAX, "%.*s",
                 (int)(cell.length < CELL_MAX ? cell.length : CELL_MAX - 1), cell.text);
        if (!*at)
            break;
    }
    if (header->count > 1 && !*header->names[header->count - 1])
        header->count--; /* a separator at the end of each line */
    return true;
}

/* The column that stands first in the list of usual names; header->count: none. */
static size_t usual_column(const struct header *header, const char *const *names)
{
    size_t best = header->count, best_place = SIZE_MAX;
    for (size_t i = 0; i < header->count; i++) {
        struct split split;
        split_name(header->names[i], &split);
        size_t place = place_in(split.base, names);
        if (names[place] && place < best_place) {
            best = i;
            best_place = place;
        }
    }
    return best;
}

static void list_columns(const struct header *header, struct wf_buffer *list)
{
    for (size_t i = 0; i < header->count && i < LISTED_MAX; i++)
        wf_buffer_printf(list, "%s'%.40s'", i ? ", " : "", header->names[i]);
    if (header->count > LISTED_MAX)
        wf_buffer_printf(list, ", ..");
}

static void explain_column(const struct header *header, const char *name, const char *what,
                           char *why, size_t why_size)
{
    struct wf_buffer list = {0};
    const char **names = wf_malloc(header->count * sizeof *names);
    for (size_t i = 0; i < header->count; i++)
        names[i] = header->names[i];
    const char *near = name ? wf_text_nearest(name, names, header->count) : NULL;
    list_columns(header, &list);
    if (name)
        snprintf(why, why_size, "there is no column '%.40s'; there are %s%s%s%s", name, list.text,
                 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    else
        snprintf(why, why_size,
                 "no column has a usual name of %s; there are %s (--%s-column names one)", what,
                 list.text, what);
    free(names);
    wf_buffer_release(&list);
}

/* The column called @p name, or of a usual name. @return false with @p why. */
static bool find_column(const struct header *header, const char *name, const char *what,
                        const char *const *usual, size_t *column, char *why, size_t why_size)
{
    size_t found = 0;
    if (name)
        while (found < header->count && strcmp(header->names[found], name) != 0)
            found++;
    else
        found = usual_column(header, usual);
    if (found == header->count) {
        explain_column(header, name, what, why, why_size);
        return false;
    }
    *column = found;
    return true;
}

static bool is_another(const struct state *state, const struct header *header, char *why,
                       size_t why_size)
{
    if (state->time_column != state->power_column)
        return true;
    snprintf(why, why_size, "column '%.40s' is both time and power; expected two columns",
             header->names[state->power_column]);
    return false;
}

static bool find_unit(struct state *state, const char *name, char *why, size_t why_size)
{
    struct split split;
    split_name(name, &split);
    const char *option = state->options->power_unit, *unit = option ? option : split.unit;
    size_t found = *unit ? power_unit(unit) : 0;
    if (found == POWER_UNITS && !option && !split.bracketed)
        found = 0; /* "power_s" is a name */
    if (found == POWER_UNITS) {
        snprintf(why, why_size,
                 "unit '%.20s' of column '%.40s'; expected W, mW, uW, kW or MW (--power-unit "
                 "gives one)",
                 unit, name);
        return false;
    }
    state->times = power_units[found].times;
    state->per = power_units[found].per;
    return true;
}

static void find_time_unit(struct state *state, const char *name)
{
    struct split split;
    split_name(name, &split);
    size_t found = time_unit(split.unit);
    if (state->time.style == WF_TIME_NONE && found < TIME_UNITS)
        state->time.style = time_units[found].style;
}

static bool keep_header(struct state *state, const char *line, char *why, size_t why_size)
{
    struct header header;
    bool fits = false;
    state->separator = separator_of(line);
    if (!state->separator || !read_header(line, state->separator, &header)) {
        snprintf(why, why_size,
                 "'%.40s' is no header; expected names of columns (e.g. "
                 "'timestamp,power')",
                 line);
        if (state->separator)
            free(header.names);
        return false;
    }
    if (find_column(&header, state->options->time_column, "time", time_names, &state->time_column,
                    why, why_size) &&
        find_column(&header, state->options->power_column, "power", power_names,
                    &state->power_column, why, why_size) &&
        is_another(state, &header, why, why_size) &&
        find_unit(state, header.names[state->power_column], why, why_size)) {
        find_time_unit(state, header.names[state->time_column]);
        state->columns = header.count;
        state->has_header = true;
        fits = true;
    }
    free(header.names);
    return fits;
}

/* ---- lines ---- */

/* Cells of time and power, how many there are in all. @return false with @p why. */
static bool cut(struct state *state, const char *line, struct cell *time, struct cell *power,
                char *why, size_t why_size)
{
    size_t count = 0;
    for (const char *at = line;; at++) {
        char other[CELL_MAX];
        struct cell skipped, *cell = &skipped;
        char *quoted = other;
        if (count == state->time_column) {
            cell = time;
            quoted = state->quoted[0];
        } else if (count == state->power_column) {
            cell = power;
            quoted = state->quoted[1];
        }
        at = take_cell(at, state->separator, quoted, cell);
        if (!at) {
            snprintf(why, why_size, "a quote without its end, or text behind it");
            return false;
        }
        count++;
        if (!*at)
            break;
        if (!at[1] && count == state->columns)
            break; /* a separator at the end of each line */
    }
    if (count != state->columns) {
        snprintf(why, why_size, "%zu cell%s; expected %zu as in the header%s", count,
                 count == 1 ? "" : "s", state->columns,
                 count > state->columns && state->separator == ',' ? " (no decimal commas)" : "");
        return false;
    }
    return true;
}

static enum wf_record_status take_line(struct state *state, const char *line,
                                       struct wf_trace_out *out, char *why, size_t why_size)
{
    struct cell time, power;
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
    struct wf_trace_sample sample = {time_ns, time_ns, value * state->times / state->per, false};
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

static enum wf_record_status record(void *data, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    struct state *state = data;
    if (*record->text == '#')
        return WF_RECORD_PASSED;
    if (state->has_header)
        return take_line(state, record->text, out, why, why_size);
    return keep_header(state, record->text, why, why_size) ? WF_RECORD_PASSED : WF_RECORD_STOP;
}

static int begin(void *data, const struct wf_trace_options *options, struct wf_err *err)
{
    struct state *state = data;
    state->options = options;
    if (options->power_unit && power_unit(options->power_unit) == POWER_UNITS)
        return wf_err_set(err, WF_EUSAGE, "power unit '%s'; expected W, mW, uW, kW or MW",
                          options->power_unit);
    return wf_time_format_of(options->time_format, &state->time, err);
}

/* ---- recognised ---- */

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
    enum { LINE_MAX_BYTES = 4096, NAMED = 50, OF_THIS_SHAPE = 5 };
    char first[LINE_MAX_BYTES], second[LINE_MAX_BYTES] = "";
    struct header header;
    (void)length;
    do
        head = take_line_of(head, first, sizeof first);
    while (*first == '#' && head);
    char separator = separator_of(first);
    if (!separator)
        return 0;
    if (head)
        take_line_of(head, second, sizeof second);
    int score = 0;
    if (read_header(first, separator, &header)) {
        bool named = usual_column(&header, time_names) < header.count &&
                     usual_column(&header, power_names) < header.count;
        size_t cells = 1;
        for (const char *at = strchr(second, separator); at; at = strchr(at + 1, separator))
            cells++;
        score = named ? NAMED : cells == header.count ? OF_THIS_SHAPE : 0;
    }
    free(header.names);
    return score;
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
