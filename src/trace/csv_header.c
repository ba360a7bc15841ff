#include "trace/csv_header.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED_MAX = 12 };

/* ---- units and names ---- */

static const char *const time_names[] = {"timestamp", "time",         "datetime",     "date",
                                         "ts",        "unix",         "epoch",        "t",
                                         "seconds",   "elapsed time", "elapsed_time", "elapsed",
                                         "minutes",   "hours",        "milliseconds", "ms",
                                         NULL};
static const char *const power_names[] = {"power", "watts",       "watt",        "w",
                                          "value", "power.draw",  "power_usage", "power_draw",
                                          "mw",    "total_power", "power_total", NULL};
static const struct {
    const char *name;
    enum wf_tick_key key;
} sources[] = {
    {"gpu_index", WF_TICK_SURE},    {"gpu_id", WF_TICK_SURE},      {"gpu_idx", WF_TICK_SURE},
    {"gpu_num", WF_TICK_SURE},      {"gpu_uuid", WF_TICK_SURE},    {"gpu_serial", WF_TICK_SURE},
    {"gpu_bus_id", WF_TICK_SURE},   {"gpuid", WF_TICK_SURE},       {"device_id", WF_TICK_SURE},
    {"device_index", WF_TICK_SURE}, {"device_uuid", WF_TICK_SURE}, {"pci.bus_id", WF_TICK_SURE},
    {"pci_bus_id", WF_TICK_SURE},   {"bus_id", WF_TICK_SURE},      {"node_id", WF_TICK_SURE},
    {"host_id", WF_TICK_SURE},      {"host", WF_TICK_SURE},        {"hostname", WF_TICK_SURE},
    {"instance", WF_TICK_SURE},     {"machine", WF_TICK_SURE},     {"server", WF_TICK_SURE},
    {"gpu index", WF_TICK_SURE},    {"gpu id", WF_TICK_SURE},      {"device id", WF_TICK_SURE},
    {"device index", WF_TICK_SURE}, {"index", WF_TICK_COUNTER},    {"idx", WF_TICK_COUNTER},
    {"id", WF_TICK_COUNTER},        {"uuid", WF_TICK_COUNTER},     {"serial", WF_TICK_COUNTER},
    {"gpu", WF_TICK_LOOSE},         {"device", WF_TICK_LOOSE},     {"card", WF_TICK_LOOSE},
    {"node", WF_TICK_LOOSE},        {"rail", WF_TICK_LOOSE},       {"socket", WF_TICK_LOOSE},
    {"package", WF_TICK_LOOSE},     {"channel", WF_TICK_LOOSE},    {"port", WF_TICK_LOOSE},
    {"outlet", WF_TICK_LOOSE},      {"sensor", WF_TICK_LOOSE},     {"source", WF_TICK_LOOSE},
    {"board", WF_TICK_LOOSE},
};
enum { SOURCES = sizeof sources / sizeof *sources };
static const char *const metric_names[] = {"metric",      "metric_id",    "metric_name", "__name__",
                                           "measurement", "_measurement", "field",       "_field",
                                           "quantity",    "measure_name", NULL};
static const char *const unit_names[] = {"unit", "units", NULL};

static bool is_power_unit(const char *name)
{
    struct wf_power_unit unit;
    return wf_power_unit_find(name, strlen(name), &unit);
}

static bool is_time_unit(const char *name)
{
    return wf_time_unit_find(name, strlen(name)) != WF_TIME_NONE;
}

typedef bool unit_test(const char *name);

/* A name of a column in two: "power (mW)", "power.draw [W]", "power_mw" -> base in small letters,
 * unit as it is; no unit: "". */
struct split {
    char base[WF_CSV_CELL_MAX], unit[WF_CSV_CELL_MAX];
    bool bracketed; /* certainly a unit */
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

static void split_name(const char *name, unit_test *is_unit, struct split *split)
{
    *split = (struct split){0};
    snprintf(split->base, sizeof split->base, "%s", name);
    char *bracket = strpbrk(split->base, "([");
    char *mark = strrchr(split->base, '_');
    if (bracket) {
        *bracket = '\0';
        size_t length = strcspn(bracket + 1, ")]");
        memcpy(split->unit, bracket + 1, length);
        trim_end(split->unit);
        split->bracketed = true;
        trim_end(split->base);
    } else if (mark && is_unit(mark + 1)) {
        memcpy(split->unit, mark + 1, strlen(mark + 1));
        *mark = '\0';
    } else if (is_unit(split->base)) {
        snprintf(split->unit, sizeof split->unit, "%s", split->base); /* it is called mW */
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

static struct wf_csv_cell trim(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    return (struct wf_csv_cell){from, (size_t)(to - from)};
}

/* Copy the quoted text into @p out, doubled quotes as single ones. @return behind the closing
 * quote, or NULL: there is none. A cell that is too long is cut. */
static const char *unquote(const char *at, char out[WF_CSV_CELL_MAX], size_t *length)
{
    *length = 0;
    for (at++; *at; at++) {
        if (*at == '"' && at[1] != '"')
            return at + 1;
        at += *at == '"';
        if (*length + 1 < WF_CSV_CELL_MAX)
            out[(*length)++] = *at;
    }
    return NULL;
}

const char *wf_csv_take_cell(const char *at, char separator, char quoted[WF_CSV_CELL_MAX],
                             struct wf_csv_cell *cell)
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

struct names {
    char (*name)[WF_CSV_CELL_MAX];
    size_t count;
};

static size_t occurrences(const char *line, char c)
{
    size_t n = 0;
    for (const char *at = strchr(line, c); at; at = strchr(at + 1, c))
        n++;
    return n;
}

static char separator_of(const char *line)
{
    static const char separators[] = ",;\t";
    size_t most = 0;
    char best = '\0';
    for (const char *s = separators; *s; s++) {
        size_t n = occurrences(line, *s);
        if (n > most) {
            most = n;
            best = *s;
        }
    }
    return best;
}

static bool read_names(const char *line, char separator, struct names *names)
{
    size_t capacity = 0;
    *names = (struct names){0};
    for (const char *at = line;; at++) {
        char quoted[WF_CSV_CELL_MAX];
        struct wf_csv_cell cell;
        at = wf_csv_take_cell(at, separator, quoted, &cell);
        if (!at || names->count == WF_CSV_COLUMNS_MAX)
            return false;
        if (names->count == capacity) {
            capacity = capacity ? 2 * capacity : 16;
            names->name = wf_realloc(names->name, capacity * sizeof *names->name);
        }
        snprintf(names->name[names->count++], WF_CSV_CELL_MAX, "%.*s",
                 (int)(cell.length < WF_CSV_CELL_MAX ? cell.length : WF_CSV_CELL_MAX - 1),
                 cell.text);
        if (!*at)
            break;
    }
    if (names->count > 1 && !*names->name[names->count - 1])
        names->count--; /* a separator at the end of each line */
    return true;
}

/* The only column with a unit in brackets, "Processor Power_0(Watt)"; names->count: none, or
 * several.
 */
static size_t only_column_in_unit(const struct names *names, unit_test *is_unit)
{
    size_t found = names->count;
    for (size_t i = 0; i < names->count; i++) {
        struct split split;
        split_name(names->name[i], is_unit, &split);
        if (!split.bracketed || !is_unit(split.unit))
            continue;
        if (found < names->count)
            return names->count;
        found = i;
    }
    return found;
}

/* The column whose name is first in the list of usual names; names->count: none. */
static size_t usual_column(const struct names *names, const char *const *usual, unit_test *is_unit)
{
    size_t best = names->count, best_place = SIZE_MAX;
    for (size_t i = 0; i < names->count; i++) {
        struct split split;
        split_name(names->name[i], is_unit, &split);
        size_t place = place_in(split.base, usual);
        if (usual[place] && place < best_place) {
            best = i;
            best_place = place;
        }
    }
    return best < names->count ? best : only_column_in_unit(names, is_unit);
}

static void list_columns(const struct names *names, struct wf_buffer *list)
{
    for (size_t i = 0; i < names->count && i < LISTED_MAX; i++)
        wf_buffer_printf(list, "%s'%.40s'", i ? ", " : "", names->name[i]);
    if (names->count > LISTED_MAX)
        wf_buffer_printf(list, ", ..");
}

static void explain_column(const struct names *names, const char *name, const char *what, char *why,
                           size_t why_size)
{
    struct wf_buffer list = {0};
    const char **all = wf_malloc(names->count * sizeof *all);
    for (size_t i = 0; i < names->count; i++)
        all[i] = names->name[i];
    const char *near = name ? wf_text_nearest(name, all, names->count) : NULL;
    list_columns(names, &list);
    if (name)
        snprintf(why, why_size, "there is no column '%.40s'; there are %s%s", name, list.text,
                 wf_hint(near).text);
    else
        snprintf(why, why_size,
                 "no column has a usual name of %s; there are %s (--%s-column names one)", what,
                 list.text, what);
    free(all);
    wf_buffer_release(&list);
}

/* The column called @p name, or one with a usual name. @return false with @p why. */
static bool find_column(const struct names *names, const char *name, const char *what,
                        const char *const *usual, unit_test *is_unit, size_t *column, char *why,
                        size_t why_size)
{
    size_t found = 0;
    if (name)
        while (found < names->count && strcmp(names->name[found], name) != 0)
            found++;
    else
        found = usual_column(names, usual, is_unit);
    if (found == names->count) {
        explain_column(names, name, what, why, why_size);
        return false;
    }
    *column = found;
    return true;
}

static bool find_unit(struct wf_csv_header *header, const char *option, const char *name, char *why,
                      size_t why_size)
{
    struct split split;
    split_name(name, is_power_unit, &split);
    const char *unit = option ? option : split.unit;
    header->unit = (struct wf_power_unit){1, 1};
    header->unit_said = *unit != '\0';
    if (!*unit || wf_power_unit_find(unit, strlen(unit), &header->unit))
        return true;
    snprintf(why, why_size,
             "unit '%.20s' of column '%.40s'; expected " WF_POWER_UNIT_NAMES " (--power-unit gives "
             "one)",
             unit, name);
    return false;
}

/* In brackets behind a time, but no unit. */
static const char *const zones[] = {"utc", "gmt", "local", "unix", "epoch", "posix", "", NULL};

static void find_time_style(struct wf_csv_header *header, const char *name)
{
    struct split split;
    split_name(name, is_time_unit, &split);
    header->time_style = wf_time_unit_find(split.unit, strlen(split.unit));
    lower(split.unit);
    if (split.bracketed && header->time_style == WF_TIME_NONE &&
        !zones[place_in(split.unit, zones)])
        memcpy(header->odd_time_unit, split.unit, sizeof split.unit);
}

static size_t source_of(const char *base)
{
    size_t i = 0;
    while (i < SOURCES && strcmp(base, sources[i].name) != 0)
        i++;
    return i;
}

/* Columns that are less sure than another one are no sources: "gpu" beside "host" may be a load. */
static void add_source(struct wf_csv_header *header, size_t column, enum wf_tick_key key)
{
    if (header->has_source && key > header->key)
        return;
    if (header->has_source && key < header->key)
        for (size_t i = 0; i < column; i++)
            if (header->roles[i] == WF_CSV_SOURCE)
                header->roles[i] = WF_CSV_OTHER;
    header->roles[column] = WF_CSV_SOURCE;
    header->key = key;
    header->has_source = true;
}

/* Columns that say of what a row is, apart from those of time and power. */
static void find_sides(struct wf_csv_header *header, const struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        struct split split;
        if (header->roles[i] != WF_CSV_OTHER)
            continue;
        split_name(names->name[i], is_power_unit, &split);
        size_t source = source_of(split.base);
        if (source < SOURCES && !split.bracketed && !*split.unit) { /* not "gpu (%)" */
            add_source(header, i, sources[source].key);
        } else if (!header->has_metric && metric_names[place_in(split.base, metric_names)]) {
            header->roles[i] = WF_CSV_METRIC;
            header->has_metric = true;
        } else if (!header->has_unit && unit_names[place_in(split.base, unit_names)]) {
            header->roles[i] = WF_CSV_UNIT;
            header->has_unit = true;
        }
    }
}

static bool find_columns(struct wf_csv_header *header, const struct names *names,
                         const struct wf_trace_options *options, char *why, size_t why_size)
{
    size_t time, power;
    if (!find_column(names, options->time_column, "time", time_names, is_time_unit, &time, why,
                     why_size) ||
        !find_column(names, options->power_column, "power", power_names, is_power_unit, &power, why,
                     why_size))
        return false;
    if (time == power) {
        snprintf(why, why_size, "column '%.40s' is both time and power; expected two columns",
                 names->name[power]);
        return false;
    }
    header->roles[time] = WF_CSV_TIME;
    header->roles[power] = WF_CSV_POWER;
    memcpy(header->time_name, names->name[time], WF_CSV_CELL_MAX);
    memcpy(header->power_name, names->name[power], WF_CSV_CELL_MAX);
    find_time_style(header, names->name[time]);
    find_sides(header, names);
    return find_unit(header, options->power_unit, names->name[power], why, why_size);
}

bool wf_csv_header_read(struct wf_csv_header *header, const char *line,
                        const struct wf_trace_options *options, char *why, size_t why_size)
{
    struct names names = {0};
    struct wf_csv_header found = {.separator = separator_of(line)};
    bool fits = false;
    if (!found.separator || !read_names(line, found.separator, &names)) {
        snprintf(why, why_size,
                 "'%.40s' is no header; expected names of columns (e.g. 'timestamp,power')", line);
    } else {
        found.count = names.count;
        fits = find_columns(&found, &names, options, why, why_size);
    }
    free(names.name);
    if (fits)
        *header = found;
    return fits;
}

int wf_csv_header_recognise(const char *first, const char *second)
{
    enum { NAMED = 50, OF_THIS_SHAPE = 5 };
    struct names names = {0};
    char separator = separator_of(first);
    int score = 0;
    if (separator && read_names(first, separator, &names)) {
        bool named = usual_column(&names, time_names, is_time_unit) < names.count &&
                     usual_column(&names, power_names, is_power_unit) < names.count;
        score = named                                               ? NAMED
                : occurrences(second, separator) + 1 == names.count ? OF_THIS_SHAPE
                                                                    : 0;
    }
    free(names.name);
    return score;
}

bool wf_csv_unit_of_name(const char *name, size_t length, struct wf_power_unit *unit)
{
    size_t from = length;
    while (from > 0 && name[from - 1] != '_')
        from--;
    return from > 0 && wf_power_unit_find(name + from, length - from, unit);
}
