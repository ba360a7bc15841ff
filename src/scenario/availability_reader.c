#include "scenario/availability_reader.h"
#include "base/text.h"
#include "base/units.h"
#include "file/table.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- daily pattern ---- */

static const double DAY_S = 86400;

struct clock_span {
    const char *text;
    size_t length;
    double from_s, until_s;
};

static const char *skip_blanks(const char *cursor)
{
    return cursor + strspn(cursor, " \t");
}

/* One or two digits below @p limit. */
static bool read_digits(const char **cursor, size_t least, int limit, int *value)
{
    size_t length = strspn(*cursor, "0123456789");
    if (length < least || length > 2)
        return false;
    *value = 0;
    for (; length > 0; length--)
        *value = 10 * *value + (*(*cursor)++ - '0');
    return *value < limit;
}

/* HH:MM or HH:MM:SS up to 24:00. */
static bool read_clock(const char **cursor, double *time_s)
{
    int hours, minutes, seconds = 0;
    if (!read_digits(cursor, 1, 25, &hours) || *(*cursor)++ != ':' ||
        !read_digits(cursor, 2, 60, &minutes))
        return false;
    if (**cursor == ':') {
        ++*cursor;
        if (!read_digits(cursor, 2, 60, &seconds))
            return false;
    }
    *time_s = 3600.0 * hours + 60 * minutes + seconds;
    return *time_s <= DAY_S;
}

static bool read_clock_span(struct clock_span *span)
{
    const char *cursor = skip_blanks(span->text);
    if (!read_clock(&cursor, &span->from_s))
        return false;
    cursor = skip_blanks(cursor);
    if (*cursor++ != '-')
        return false;
    cursor = skip_blanks(cursor);
    return read_clock(&cursor, &span->until_s) && cursor == span->text + span->length &&
           span->from_s < DAY_S;
}

static bool overlap(const struct clock_span *a, const struct clock_span *b)
{
    for (double day = -1; day <= 1; day++)
        if (a->from_s < b->until_s + day * DAY_S && b->from_s + day * DAY_S < a->until_s)
            return true;
    return false;
}

/* The next item between commas, blanks around it cut off. @return false: there is none. */
static bool next_clock_span(const char **cursor, struct clock_span *span)
{
    if (!*cursor)
        return false;
    const char *comma = strchr(*cursor, ',');
    span->text = skip_blanks(*cursor);
    span->length = comma ? (size_t)(comma - span->text) : strlen(span->text);
    while (span->length && strchr(" \t", span->text[span->length - 1]))
        span->length--;
    *cursor = comma ? comma + 1 : NULL;
    return true;
}

char *wf_availability_read_daily(const char *text, struct wf_arena *arena,
                                 struct wf_availability *availability)
{
    size_t most = 1, count = 0;
    for (const char *c = text; *c; c++)
        most += *c == ',';
    struct clock_span *items = wf_calloc(most, sizeof *items), item;
    struct wf_buffer why = {0};
    for (const char *cursor = text; next_clock_span(&cursor, &item);) {
        const char *between = why.text ? "; " : "";
        int length = (int)item.length;
        if (!read_clock_span(&item)) {
            wf_buffer_printf(&why,
                             "%s'%.*s' is not a time of day to another; expected HH:MM-HH:MM "
                             "(e.g. '22:00-06:00, 12:00-13:30')",
                             between, length, item.text);
            continue;
        }
        if (item.from_s == item.until_s) {
            wf_buffer_printf(&why, "%s'%.*s' has no length; the whole day is '00:00-24:00'",
                             between, length, item.text);
            continue;
        }
        if (item.until_s < item.from_s)
            item.until_s += DAY_S;
        for (size_t i = 0; i < count; i++)
            if (overlap(&item, &items[i])) {
                wf_buffer_printf(&why, "%s'%.*s' overlaps '%.*s'; expected spans apart", between,
                                 length, item.text, (int)items[i].length, items[i].text);
                break;
            }
        items[count++] = item;
    }
    if (!why.text) {
        struct wf_availability_span *spans = wf_arena_alloc(arena, count * sizeof *spans);
        for (size_t i = 0; i < count; i++)
            spans[i] = (struct wf_availability_span){items[i].from_s, items[i].until_s};
        wf_availability_init(availability, spans, count, DAY_S);
    }
    free(items);
    return why.text;
}

/* ---- trace ---- */

bool wf_availability_is_trace(const char *text)
{
    size_t length = strlen(text);
    return length > 4 && !strcmp(text + length - 4, ".csv");
}

static const double DATE_MAX_S = 1e9; /* 32 years; dates since 1970 are beyond it */
enum { REPORTED_MAX = 1000 };         /* a file of another kind is wrong on every line */

struct row {
    uint32_t host, line;
    struct wf_availability_span span;
    bool charging;
};

enum column { FROM, UNTIL, HOST, CHARGING, COLUMN_COUNT };
static const char *const column_names[] = {"from", "until", "host", "charging"};

struct reader {
    struct wf_availability_trace *trace;
    const struct wf_table *table;
    struct wf_diag_limit mistakes;
    size_t host_capacity;
    int columns[COLUMN_COUNT]; /* -1: not there */
    struct row *rows;
    size_t row_count;
};

static void find_columns(struct reader *reader)
{
    const struct wf_table *table = reader->table;
    for (int i = 0; i < COLUMN_COUNT; i++)
        reader->columns[i] =
            i <= UNTIL ? wf_table_need_column(table, column_names[i], reader->mistakes.diag)
                       : wf_table_column(table, column_names[i]);
    for (size_t c = 0; c < table->column_count; c++) {
        bool read = false;
        for (int i = 0; i < COLUMN_COUNT; i++)
            read |= reader->columns[i] == (int)c;
        if (read)
            continue;
        const char *near = wf_text_nearest(table->columns[c], column_names, COLUMN_COUNT);
        wf_diag_warn(reader->mistakes.diag, table->path, table->line,
                     "column '%s' is not read; read are from, until, host, charging%s",
                     table->columns[c], wf_hint(near).text);
    }
}

static bool read_date(struct reader *reader, const struct wf_table_row *row, enum column column,
                      double *date_s)
{
    const char *text = row->cells[reader->columns[column]], *name = column_names[column];
    enum wf_quantity_status status = wf_quantity_parse(text, WF_DIM_NUMBER, date_s);
    if (status != WF_QUANTITY_OK)
        status = wf_quantity_parse(text, WF_DIM_TIME, date_s);
    if (status != WF_QUANTITY_OK) {
        char *why = wf_quantity_explain(text, WF_DIM_TIME, status);
        wf_diag_limit_error(&reader->mistakes, row->line, "column '%s': %s", name, why);
        free(why);
        return false;
    }
    if (fabs(*date_s) <= DATE_MAX_S)
        return true;
    wf_diag_limit_error(
        &reader->mistakes, row->line,
        "column '%s': '%s' is out of range; expected a date from the start of the simulation, "
        "within 1e9 s",
        name, text);
    return false;
}

static bool read_charging(struct reader *reader, const struct wf_table_row *row, bool *charging)
{
    *charging = false;
    if (reader->columns[CHARGING] < 0)
        return true;
    const char *text = row->cells[reader->columns[CHARGING]];
    *charging = !strcmp(text, "yes");
    if (*charging || !strcmp(text, "no"))
        return true;
    wf_diag_limit_error(&reader->mistakes, row->line,
                        "column 'charging': '%s' is not one of yes, no", text);
    return false;
}

static uint32_t host_index(struct reader *reader, const struct wf_table_row *row)
{
    struct wf_availability_trace *trace = reader->trace;
    const char *name = reader->columns[HOST] < 0 ? "" : row->cells[reader->columns[HOST]];
    if (!*name)
        name = "*";
    uint32_t known = wf_map_get(&trace->names, name);
    if (known != WF_MAP_NONE)
        return known;
    if (trace->host_count == reader->host_capacity) {
        reader->host_capacity = reader->host_capacity ? 2 * reader->host_capacity : 64;
        trace->hosts = wf_realloc(trace->hosts, reader->host_capacity * sizeof *trace->hosts);
    }
    name = wf_arena_text(&trace->arena, name, strlen(name));
    wf_map_add(&trace->names, name, (uint32_t)trace->host_count);
    trace->hosts[trace->host_count] =
        (struct wf_availability_host){.name = name, .line = row->line};
    return (uint32_t)trace->host_count++;
}

static void read_row(struct reader *reader, const struct wf_table_row *row)
{
    struct row read = {.line = row->line};
    bool from = read_date(reader, row, FROM, &read.span.from_s);
    bool until = read_date(reader, row, UNTIL, &read.span.until_s);
    bool charging = read_charging(reader, row, &read.charging);
    if (from && until && read.span.from_s >= read.span.until_s) {
        wf_diag_limit_error(&reader->mistakes, row->line, "from '%s' is not before until '%s'",
                            row->cells[reader->columns[FROM]], row->cells[reader->columns[UNTIL]]);
        return;
    }
    if (!from || !until || !charging)
        return;
    read.host = host_index(reader, row);
    reader->rows[reader->row_count++] = read;
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    if (a->span.from_s != b->span.from_s)
        return a->span.from_s < b->span.from_s ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* Sorted rows: one that begins before the furthest end so far overlaps it; reported at the later
 * line.
 */
static void check_overlaps(struct reader *reader)
{
    const struct row *furthest = NULL;
    for (const struct row *row = reader->rows; row < reader->rows + reader->row_count; row++) {
        if (furthest && furthest->host == row->host && row->span.from_s < furthest->span.until_s) {
            const struct row *first = row->line < furthest->line ? row : furthest;
            const struct row *second = first == row ? furthest : row;
            char texts[4][32];
            wf_diag_limit_error(
                &reader->mistakes, second->line,
                "host '%s' is there from %s s until %s s, which overlaps line %u (from %s s until "
                "%s s); expected spans apart",
                reader->trace->hosts[row->host].name,
                wf_number_text(second->span.from_s, texts[0], sizeof texts[0]),
                wf_number_text(second->span.until_s, texts[1], sizeof texts[1]), first->line,
                wf_number_text(first->span.from_s, texts[2], sizeof texts[2]),
                wf_number_text(first->span.until_s, texts[3], sizeof texts[3]));
        }
        if (!furthest || furthest->host != row->host || row->span.until_s > furthest->span.until_s)
            furthest = row;
    }
}

/* Sorted rows become two blocks of spans, of which each host has its slices. */
static void keep_spans(struct reader *reader)
{
    struct wf_availability_trace *trace = reader->trace;
    trace->spans = wf_calloc(reader->row_count + 1, sizeof *trace->spans);
    trace->charging_spans = wf_calloc(reader->row_count + 1, sizeof *trace->charging_spans);
    size_t there = 0, charging = 0, row = 0;
    for (size_t i = 0; i < trace->host_count; i++) {
        size_t first_there = there, first_charging = charging;
        for (; row < reader->row_count && reader->rows[row].host == i; row++) {
            trace->spans[there++] = reader->rows[row].span;
            if (reader->rows[row].charging)
                trace->charging_spans[charging++] = reader->rows[row].span;
        }
        wf_availability_init(&trace->hosts[i].there, trace->spans + first_there,
                             there - first_there, INFINITY);
        wf_availability_init(&trace->hosts[i].charging, trace->charging_spans + first_charging,
                             charging - first_charging, INFINITY);
    }
}

int wf_availability_trace_load(const char *path, struct wf_availability_trace *trace,
                               struct wf_diag *diag, struct wf_err *err)
{
    *trace = (struct wf_availability_trace){0};
    wf_arena_init(&trace->arena);
    trace->path = wf_arena_intern_text(&trace->arena, path);
    wf_map_init(&trace->names);
    struct wf_table table;
    if (wf_table_load(path, &table, diag, err) < 0) {
        wf_table_release(&table);
        return -1;
    }
    struct reader reader = {.trace = trace,
                            .table = &table,
                            .mistakes = {.diag = diag, .file = table.path, .most = REPORTED_MAX}};
    find_columns(&reader);
    trace->has_charging = reader.columns[CHARGING] >= 0;
    if (reader.columns[FROM] >= 0 && reader.columns[UNTIL] >= 0) {
        size_t errors = diag->error_count;
        reader.rows = wf_calloc(table.row_count + 1, sizeof *reader.rows);
        for (size_t i = 0; i < table.row_count; i++)
            read_row(&reader, &table.rows[i]);
        if (table.row_count == 0 && diag->error_count == errors)
            wf_diag_limit_error(&reader.mistakes, table.line,
                                "there is no row; expected at least one span");
        if (reader.row_count > 1)
            qsort(reader.rows, reader.row_count, sizeof *reader.rows, compare_rows);
        check_overlaps(&reader);
        keep_spans(&reader);
    }
    wf_diag_limit_end(&reader.mistakes);
    free(reader.rows);
    wf_table_release(&table);
    return 0;
}

void wf_availability_trace_release(struct wf_availability_trace *trace)
{
    if (!trace)
        return;
    free(trace->hosts);
    free(trace->spans);
    free(trace->charging_spans);
    wf_map_release(&trace->names);
    wf_arena_release(&trace->arena);
    *trace = (struct wf_availability_trace){0};
}

const struct wf_availability_host *
wf_availability_trace_find(const struct wf_availability_trace *trace, const char *host)
{
    uint32_t index = wf_map_get(&trace->names, host);
    if (index == WF_MAP_NONE)
        index = wf_map_get(&trace->names, "*");
    return index == WF_MAP_NONE ? NULL : &trace->hosts[index];
}
