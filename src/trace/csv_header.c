#include "trace/csv_header.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 4096, LISTED_MAX = 12 };

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
        if (!at || names->count == COLUMNS_MAX)
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

/* The column whose name is first in the list of usual names; names->count: none. */
static size_t usual_column(const struct names *names, const char *const *usual)
{
    size_t best = names->count, best_place = SIZE_MAX;
    for (size_t i = 0; i < names->count; i++) {
        struct split split;
        split_name(names->name[i], &split);
        size_t place = place_in(split.base, usual);
        if (usual[place] && place < best_place) {
            best = i;
            best_place = place;
        }
    }
    return best;
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
                        const char *const *usual, size_t *column, char *why, size_t why_size)
{
    size_t found = 0;
    if (name)
        while (found < names->count && strcmp(names->name[found], name) != 0)
            found++;
    else
        found = usual_column(names, usual);
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
    split_name(name, &split);
    const char *unit = option ? option : split.unit;
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
    header->times = power_units[found].times;
    header->per = power_units[found].per;
    return true;
}

static enum wf_time_style time_style(const char *name)
{
    struct split split;
    split_name(name, &split);
    size_t found = time_unit(split.unit);
    return found < TIME_UNITS ? time_units[found].style : WF_TIME_NONE;
}

static bool find_columns(struct wf_csv_header *header, const struct names *names,
                         const struct wf_trace_options *options, char *why, size_t why_size)
{
    if (!find_column(names, options->time_column, "time", time_names, &header->time_column, why,
                     why_size) ||
        !find_column(names, options->power_column, "power", power_names, &header->power_column, why,
                     why_size))
        return false;
    if (header->time_column == header->power_column) {
        snprintf(why, why_size, "column '%.40s' is both time and power; expected two columns",
                 names->name[header->power_column]);
        return false;
    }
    header->time_style = time_style(names->name[header->time_column]);
    return find_unit(header, options->power_unit, names->name[header->power_column], why, why_size);
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
        bool named = usual_column(&names, time_names) < names.count &&
                     usual_column(&names, power_names) < names.count;
        score = named                                               ? NAMED
                : occurrences(second, separator) + 1 == names.count ? OF_THIS_SHAPE
                                                                    : 0;
    }
    free(names.name);
    return score;
}

bool wf_csv_is_unit(const char *name)
{
    return power_unit(name) < POWER_UNITS;
}
