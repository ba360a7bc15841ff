/* A table of text for people: columns as wide as what stands in them, nothing cut, no line longer
 * than asked for where that is possible. */
#ifndef WF_OUTPUT_GRID_H
#define WF_OUTPUT_GRID_H

#include "base/arena.h"
#include "base/text.h"
#include <stddef.h>

enum { WF_GRID_WIDTH = 100 }; /**< columns of a page of ours */

enum wf_align { WF_ALIGN_LEFT, WF_ALIGN_RIGHT };

struct wf_grid {
    const enum wf_align *aligns; /**< one a column */
    size_t column_count, row_count, capacity;
    struct wf_grid_row *rows;
    struct wf_arena arena; /* owns the cells */
};

/** @param aligns  @p column_count, borrowed until the release */
void wf_grid_init(struct wf_grid *grid, const enum wf_align *aligns, size_t column_count);
void wf_grid_release(struct wf_grid *grid);
/** Add a row of @p count cells, at most a column each; missing and NULL ones are empty. Cells are
 *  copied and are one line each: a line break in them counts as a blank. */
void wf_grid_add_row(struct wf_grid *grid, const char *const *cells, size_t count);
/** The same, its cells written out: wf_grid_row(&grid, "time", text). */
#define wf_grid_row(grid, ...)                                                                     \
    wf_grid_add_row((grid), (const char *const[]){__VA_ARGS__},                                    \
                    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
/** A line across all columns, which makes none of them wider; "" leaves a line free. */
void wf_grid_add_line(struct wf_grid *grid, const char *text);
/** Underline the row before, as the header. */
void wf_grid_add_rule(struct wf_grid *grid);
/** Write the table, columns two blanks apart, no blanks at the ends of lines.
 *  What is wider than @p width is wrapped at its blanks: the left-aligned columns give way, the
 *  widest first, none below its longest word. Words and right-aligned cells stay whole: where these
 *  do not fit, and only there, a line is longer than @p width. Widths count characters of UTF-8,
 *  not bytes. */
void wf_grid_render(const struct wf_grid *grid, size_t width, struct wf_buffer *out);

#endif
