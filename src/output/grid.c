#include "output/grid.h"
#include "base/err.h"
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2 }; /* blanks between columns */

struct wf_grid_row {
    enum { CELLS, LINE, RULE } kind;
    const char **cells; /* one per column; of a LINE: the first only; of a RULE: NULL */
};

void wf_grid_init(struct wf_grid *grid, const enum wf_align *aligns, size_t column_count)
{
    assert(column_count > 0);
    *grid = (struct wf_grid){.aligns = aligns, .column_count = column_count};
    wf_arena_init(&grid->arena);
}

void wf_grid_release(struct wf_grid *grid)
{
    if (!grid)
        return;
    free(grid->rows);
    wf_arena_release(&grid->arena);
    *grid = (struct wf_grid){0};
}

static struct wf_grid_row *add(struct wf_grid *grid, size_t cells)
{
    if (grid->row_count == grid->capacity) {
        grid->capacity = grid->capacity ? 2 * grid->capacity : 32;
        grid->rows = wf_realloc(grid->rows, grid->capacity * sizeof *grid->rows);
    }
    struct wf_grid_row *row = &grid->rows[grid->row_count++];
    *row = (struct wf_grid_row){0};
    if (cells)
        row->cells = wf_arena_alloc(&grid->arena, cells * sizeof *row->cells);
    return row;
}

static const char *copy(struct wf_grid *grid, const char *text)
{
    struct wf_buffer shown = {0};
    if (text && wf_text_unprintable(text)) {
        wf_text_show(&shown, text, strlen(text), "\n\r\t");
        text = shown.text;
    }
    char *cell = wf_arena_text(&grid->arena, text ? text : "", text ? strlen(text) : 0);
    for (char *c = cell; *c != '\0'; c++)
        if (strchr("\n\r\t", *c))
            *c = ' ';
    wf_buffer_release(&shown);
    return cell;
}

void wf_grid_add_row(struct wf_grid *grid, const char *const *cells, size_t count)
{
    assert(count <= grid->column_count);
    struct wf_grid_row *row = add(grid, grid->column_count);
    for (size_t i = 0; i < grid->column_count; i++)
        row->cells[i] = copy(grid, i < count ? cells[i] : NULL);
}

void wf_grid_add_line(struct wf_grid *grid, const char *text)
{
    struct wf_grid_row *row = add(grid, 1);
    row->kind = LINE;
    row->cells[0] = copy(grid, text);
}

void wf_grid_add_rule(struct wf_grid *grid)
{
    add(grid, 0)->kind = RULE;
}

/* ---- widths ---- */

/* Characters of @p length bytes of UTF-8: continuation bytes do not count. */
static size_t width_of(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length; i++)
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    return width;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Blanks in front of the first word belong to it: it is indented. */
static size_t longest_word(const char *text)
{
    size_t longest = 0, indent = strspn(text, " ");
    for (text += indent; *text != '\0'; text += strspn(text, " ")) {
        size_t length = strcspn(text, " ");
        longest = larger(longest, indent + width_of(text, length));
        indent = 0;
        text += length;
    }
    return longest;
}

struct width {
    size_t now, least; /* least: its longest word, or its longest cell if it is aligned right */
};

static void measure(const struct wf_grid *grid, size_t width, struct width *widths)
{
    size_t total = GAP * (grid->column_count - 1);
    for (size_t column = 0; column < grid->column_count; column++) {
        bool right = grid->aligns[column] == WF_ALIGN_RIGHT;
        widths[column] = (struct width){0};
        for (size_t i = 0; i < grid->row_count; i++) {
            if (grid->rows[i].kind != CELLS)
                continue;
            const char *cell = grid->rows[i].cells[column];
            size_t whole = width_of(cell, strlen(cell));
            widths[column].now = larger(widths[column].now, whole);
            widths[column].least = larger(widths[column].least, right ? whole : longest_word(cell));
        }
        total += widths[column].now;
    }
    while (total > width) {
        struct width *widest = NULL;
        for (size_t column = 0; column < grid->column_count; column++)
            if (widths[column].now > widths[column].least &&
                (!widest || widths[column].now > widest->now))
                widest = &widths[column];
        if (!widest)
            return;
        widest->now--;
        total--;
    }
}

size_t wf_grid_least_width(const struct wf_grid *grid)
{
    struct width *widths = wf_calloc(grid->column_count, sizeof *widths);
    size_t total = GAP * (grid->column_count - 1);
    measure(grid, SIZE_MAX, widths);
    for (size_t column = 0; column < grid->column_count; column++)
        total += widths[column].least;
    free(widths);
    return total;
}

/* ---- writing ---- */

static void add_repeated(struct wf_buffer *out, char c, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wf_buffer_add(out, &c, 1);
}

/* Length of the next piece of @p text that fits @p width, in bytes: whole words, at least one. */
static size_t piece_length(const char *text, size_t width)
{
    size_t fits = 0;
    const char *end = text;
    while (*end != '\0') {
        const char *word_end = end + strspn(end, " ");
        word_end += strcspn(word_end, " ");
        if (fits > 0 && width_of(text, (size_t)(word_end - text)) > width)
            break;
        end = word_end;
        fits++;
    }
    return (size_t)(end - text);
}

static void end_line(struct wf_buffer *out, size_t start)
{
    while (out->length > start && out->text[out->length - 1] == ' ')
        out->length--;
    wf_buffer_add(out, "\n", 1);
}

/* Write one line of a row, a piece of each cell, and advance @p cells. @return whether text is
 * left. */
static bool write_line(const struct wf_grid *grid, const struct width *widths, const char **cells,
                       struct wf_buffer *out)
{
    size_t start = out->length;
    bool left = false;
    for (size_t column = 0; column < grid->column_count; column++) {
        bool right = grid->aligns[column] == WF_ALIGN_RIGHT;
        const char *cell = cells[column];
        size_t length = right ? strlen(cell) : piece_length(cell, widths[column].now);
        size_t width = width_of(cell, length);
        size_t blanks = width < widths[column].now ? widths[column].now - width : 0;
        add_repeated(out, ' ', (column > 0 ? GAP : 0) + (right ? blanks : 0));
        wf_buffer_add(out, cell, length);
        add_repeated(out, ' ', right ? 0 : blanks);
        cells[column] = cell + length + strspn(cell + length, " ");
        left |= *cells[column] != '\0';
    }
    end_line(out, start);
    return left;
}

/* Write text across the columns; further lines are indented. */
static void write_across(const char *text, size_t width, struct wf_buffer *out)
{
    size_t indent = 0;
    do {
        size_t start = out->length;
        size_t length = piece_length(text, width > indent ? width - indent : 0);
        add_repeated(out, ' ', indent);
        wf_buffer_add(out, text, length);
        end_line(out, start);
        text += length + strspn(text + length, " ");
        indent = 2;
    } while (*text != '\0');
}

static void write_rule(const struct wf_grid *grid, const struct width *widths,
                       struct wf_buffer *out)
{
    size_t start = out->length;
    for (size_t column = 0; column < grid->column_count; column++) {
        add_repeated(out, ' ', column > 0 ? GAP : 0);
        add_repeated(out, '-', widths[column].now);
    }
    end_line(out, start);
}

void wf_grid_render(const struct wf_grid *grid, size_t width, struct wf_buffer *out)
{
    struct width *widths = wf_calloc(grid->column_count, sizeof *widths);
    const char **cells = wf_calloc(grid->column_count, sizeof *cells);
    measure(grid, width, widths);
    for (size_t i = 0; i < grid->row_count; i++) {
        const struct wf_grid_row *row = &grid->rows[i];
        switch (row->kind) {
        case LINE:
            write_across(row->cells[0], width, out);
            break;
        case RULE:
            write_rule(grid, widths, out);
            break;
        case CELLS:
            memcpy(cells, row->cells, grid->column_count * sizeof *cells);
            while (write_line(grid, widths, cells, out))
                ;
            break;
        }
    }
    free(cells);
    free(widths);
}

void wf_grid_wrap(const char *lines, size_t width, struct wf_buffer *out)
{
    while (*lines) {
        size_t length = strcspn(lines, "\n");
        char *line = wf_format("%.*s", (int)length, lines);
        write_across(line, width, out);
        free(line);
        lines += length + (lines[length] != '\0');
    }
}
