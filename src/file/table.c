#include "file/table.h"
#include "base/text.h"
#include "base/units.h"
#include "file/file.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct wf_table *table;
    struct wf_diag_limit mistakes;
    char *cursor, *end;
    uint32_t line;
    size_t row_capacity;
    const char **cells; /* of the current line */
    size_t cell_count, cell_capacity;
};

enum { REPORTED_MAX = 1000, SIZE_LIMIT = 1000000000 };

/* ---- the whole file, with a NUL behind ---- */

static char *read_all(const char *path, size_t *length, struct wf_err *err)
{
    uint64_t size;
    int fd = wf_file_open(path, &size, err);
    if (fd < 0)
        return NULL;
    FILE *file = fdopen(fd, "rb");
    if (!file)
        wf_die_no_memory(); /* the one failure left */
    if (size > SIZE_LIMIT) {
        fclose(file);
        wf_err_set(err, WF_EIO, "'%s' has %.1f GB; expected a table of at most 1 GB", path,
                   (double)size / 1e9);
        return NULL;
    }
    char *text = wf_malloc((size_t)size + 1); /* a file that grows meanwhile is cut here */
    size_t used = fread(text, 1, (size_t)size, file);
    bool failed = ferror(file);
    fclose(file);
    if (failed) {
        free(text);
        wf_err_set(err, WF_EIO, "cannot read '%s'", path);
        return NULL;
    }
    text[used] = '\0';
    *length = used;
    return text;
}

/* ---- cells ---- */

static void add_cell(struct reader *reader, const char *from, size_t length)
{
    while (length && (*from == ' ' || *from == '\t')) {
        from++;
        length--;
    }
    while (length && (from[length - 1] == ' ' || from[length - 1] == '\t'))
        length--;
    if (reader->cell_count == reader->cell_capacity) {
        reader->cell_capacity = reader->cell_capacity ? 2 * reader->cell_capacity : 16;
        reader->cells = wf_realloc(reader->cells, reader->cell_capacity * sizeof *reader->cells);
    }
    reader->cells[reader->cell_count++] = wf_arena_text(&reader->table->arena, from, length);
}

static bool at_line_end(const struct reader *reader)
{
    return reader->cursor == reader->end || *reader->cursor == '\n' ||
           (*reader->cursor == '\r' && reader->cursor[1] == '\n');
}

/* A quoted cell, its doubled quotes made single in place. @return false: it has no end. */
static bool read_quoted(struct reader *reader)
{
    char *from = ++reader->cursor, *to = from;
    while (reader->cursor < reader->end) {
        if (*reader->cursor == '"' && reader->cursor[1] != '"')
            break;
        reader->cursor += *reader->cursor == '"';
        reader->line += *reader->cursor == '\n';
        *to++ = *reader->cursor++;
    }
    if (reader->cursor == reader->end)
        return false;
    reader->cursor++;
    add_cell(reader, from, (size_t)(to - from));
    return true;
}

/* The cells of one line; the cursor moves behind it. @return false: nothing can follow. */
static bool read_line(struct reader *reader)
{
    uint32_t first = reader->line;
    reader->cell_count = 0;
    for (;;) {
        char *start = reader->cursor;
        while (*start == ' ' || *start == '\t')
            start++;
        if (start < reader->end && *start == '"') {
            reader->cursor = start;
            if (!read_quoted(reader)) {
                wf_diag_limit_error(&reader->mistakes, first, "a quote has no end");
                return false;
            }
            while (*reader->cursor == ' ' || *reader->cursor == '\t')
                reader->cursor++;
            if (!at_line_end(reader) && *reader->cursor != ',') {
                wf_diag_limit_error(&reader->mistakes, reader->line,
                                    "text behind a quote; expected a comma");
                while (!at_line_end(reader) && *reader->cursor != ',')
                    reader->cursor++;
            }
        } else {
            char *from = reader->cursor;
            while (!at_line_end(reader) && *reader->cursor != ',')
                reader->cursor++;
            add_cell(reader, from, (size_t)(reader->cursor - from));
        }
        if (at_line_end(reader))
            break;
        reader->cursor++; /* the comma */
    }
    if (reader->cursor < reader->end)
        reader->cursor += *reader->cursor == '\r' ? 2 : 1;
    return true;
}

/* ---- lines ---- */

static void keep_header(struct reader *reader, uint32_t line)
{
    struct wf_table *table = reader->table;
    table->line = line;
    table->column_count = reader->cell_count;
    table->columns =
        wf_arena_alloc(&table->arena, (reader->cell_count + 1) * sizeof *table->columns);
    memcpy(table->columns, reader->cells, reader->cell_count * sizeof *table->columns);
    for (size_t i = 1; i < table->column_count; i++)
        for (size_t j = 0; j < i; j++)
            if (*table->columns[i] && !strcmp(table->columns[i], table->columns[j]))
                wf_diag_limit_error(&reader->mistakes, line,
                                    "columns %zu and %zu are both called '%s'", j + 1, i + 1,
                                    table->columns[i]);
}

static void keep_row(struct reader *reader, uint32_t line)
{
    struct wf_table *table = reader->table;
    if (reader->cell_count != table->column_count) {
        wf_diag_limit_error(
            &reader->mistakes, line, "%zu cell%s; expected %zu, as in the header on line %u",
            reader->cell_count, wf_plural(reader->cell_count), table->column_count, table->line);
        return;
    }
    if (table->row_count == reader->row_capacity) {
        reader->row_capacity = reader->row_capacity ? 2 * reader->row_capacity : 64;
        table->rows = wf_realloc(table->rows, reader->row_capacity * sizeof *table->rows);
    }
    struct wf_table_row *row = &table->rows[table->row_count++];
    row->line = line;
    row->cells = wf_arena_alloc(&table->arena, table->column_count * sizeof *row->cells);
    memcpy(row->cells, reader->cells, table->column_count * sizeof *row->cells);
}

static void read_lines(struct reader *reader)
{
    while (reader->cursor < reader->end) {
        char *start = reader->cursor;
        uint32_t line = reader->line;
        start += strspn(start, " \t");
        bool blank = start == reader->end || *start == '\n' || *start == '\r';
        if (blank || *start == '#') {
            char *newline = memchr(start, '\n', (size_t)(reader->end - start));
            reader->cursor = newline ? newline + 1 : reader->end;
            reader->line++;
            continue;
        }
        if (!read_line(reader))
            return;
        reader->line++;
        if (reader->table->columns)
            keep_row(reader, line);
        else
            keep_header(reader, line);
    }
}

static void start(const char *path, struct wf_table *table)
{
    *table = (struct wf_table){0};
    wf_arena_init(&table->arena);
    table->path = wf_arena_intern_text(&table->arena, path);
}

/* Quoted cells are changed in place: the text is the table's own. */
static void read_text(char *text, size_t length, struct wf_table *table, struct wf_diag *diag)
{
    struct reader reader = {.table = table,
                            .mistakes = {.diag = diag, .file = table->path, .most = REPORTED_MAX},
                            .cursor = text,
                            .line = 1};
    reader.end = text + length;
    char *nul = memchr(text, '\0', length);
    if (nul) {
        for (char *c = text; c < nul; c++)
            reader.line += *c == '\n';
        wf_diag_limit_error(&reader.mistakes, reader.line, "a NUL byte; expected text");
    } else {
        if (!strncmp(text, "\xef\xbb\xbf", 3))
            reader.cursor += 3;
        read_lines(&reader);
        if (!table->columns)
            wf_diag_limit_error(&reader.mistakes, 1,
                                "no header; expected a line with the names of the columns");
    }
    wf_diag_limit_end(&reader.mistakes);
    free(reader.cells);
    free(text);
}

int wf_table_load(const char *path, struct wf_table *table, struct wf_diag *diag,
                  struct wf_err *err)
{
    size_t length;
    start(path, table);
    char *text = read_all(path, &length, err);
    if (!text)
        return -1;
    read_text(text, length, table, diag);
    return 0;
}

void wf_table_read(const char *path, const char *text, size_t length, struct wf_table *table,
                   struct wf_diag *diag)
{
    start(path, table);
    char *own = wf_malloc(length + 1);
    memcpy(own, text, length);
    own[length] = '\0';
    read_text(own, length, table, diag);
}

void wf_table_release(struct wf_table *table)
{
    if (!table)
        return;
    free(table->rows);
    wf_arena_release(&table->arena);
    *table = (struct wf_table){0};
}

int wf_table_column(const struct wf_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (!strcmp(table->columns[i], name))
            return (int)i;
    return -1;
}

/* "a, b, c": the columns there are. */
static void list_columns(const struct wf_table *table, struct wf_buffer *out)
{
    for (size_t i = 0; i < table->column_count && i < 12; i++)
        wf_buffer_printf(out, "%s%s", i ? ", " : "", table->columns[i]);
    if (table->column_count > 12)
        wf_buffer_printf(out, ", ..");
}

int wf_table_need_column(const struct wf_table *table, const char *name, struct wf_diag *diag)
{
    int column = wf_table_column(table, name);
    if (column >= 0 || !table->columns)
        return column;
    struct wf_buffer names = {0};
    list_columns(table, &names);
    const char *near = wf_text_nearest(name, table->columns, table->column_count);
    wf_diag_error(diag, table->path, table->line, "there is no column '%s'; there are %s%s", name,
                  names.text, wf_hint(near).text);
    wf_buffer_release(&names);
    return -1;
}

int wf_table_need_either(const struct wf_table *table, const char *one, const char *other,
                         struct wf_diag *diag)
{
    int first = wf_table_column(table, one), second = wf_table_column(table, other);
    if (!table->columns)
        return -1;
    if (first >= 0 && second >= 0) {
        wf_diag_error(diag, table->path, table->line,
                      "there are columns '%s' and '%s'; expected one of them", one, other);
        return -1;
    }
    if (first < 0 && second < 0) {
        struct wf_buffer names = {0};
        list_columns(table, &names);
        wf_diag_error(diag, table->path, table->line,
                      "there is no column '%s' or '%s'; there are %s", one, other, names.text);
        wf_buffer_release(&names);
    }
    return first >= 0 ? first : second;
}

double wf_table_number(const struct wf_table *table, const struct wf_table_row *row, int column,
                       struct wf_diag *diag)
{
    const char *cell = row->cells[column], *name = table->columns[column];
    double value = NAN;
    if (!*cell)
        return NAN;
    enum wf_quantity_status status = wf_quantity_parse(cell, WF_DIM_NUMBER, &value);
    if (status != WF_QUANTITY_OK) {
        char *reason = wf_quantity_explain(cell, WF_DIM_NUMBER, status);
        wf_diag_error(diag, table->path, row->line, "column '%s': %s", name, reason);
        free(reason);
        return NAN;
    }
    if (value < 0) {
        wf_diag_error(diag, table->path, row->line,
                      "column '%s': %s is below 0; expected 0 or more, or an empty cell where it "
                      "was not measured",
                      name, cell);
        return NAN;
    }
    return value;
}

int wf_table_use(const char *path,
                 void (*use)(const struct wf_table *table, void *data, struct wf_diag *diag),
                 void *data, struct wf_diag *diag, struct wf_err *err)
{
    struct wf_table table;
    int status = wf_table_load(path, &table, diag, err);
    if (status == 0)
        use(&table, data, diag);
    wf_table_release(&table);
    if (status == 0 && diag->error_count)
        status = wf_err_set(err, WF_EINPUT, "%zu mistake%s in '%s'", diag->error_count,
                            wf_plural(diag->error_count), path);
    return status;
}
