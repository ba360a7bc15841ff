/* One line of a table, cut into cells without copying, so that a log of gigabytes costs no memory.
 */
#ifndef WF_TRACE_CELLS_H
#define WF_TRACE_CELLS_H

#include "trace/timestamp.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A piece of a record, without the blanks around it; not NUL-terminated. */
struct wf_cell {
    const char *text;
    size_t length;
};

enum { WF_CELLS_MOST = 512 };

struct wf_cells {
    struct wf_cell cell[WF_CELLS_MOST];
    size_t count; /**< further cells are left out */
};

/** Cut @p text at @p separator; a cell in double quotes may hold it (quotes doubled inside stay
 *  doubled). The separator ' ' matches any run of blanks and tabs. */
void wf_cells_cut(struct wf_cells *cells, const char *text, char separator);
/** Index of the cell that reads @p name, or -1. */
int wf_cells_find(const struct wf_cells *cells, const char *name);
/** Cell @p index; an empty one if there is none. */
struct wf_cell wf_cells_at(const struct wf_cells *cells, int index);
/** "there is no column 'a'; there are 'b', 'c'". @return @p why. */
const char *wf_cells_missing(const struct wf_cells *header, const char *name, char *why,
                             size_t why_size);

bool wf_cell_is(struct wf_cell cell, const char *text);
bool wf_cell_starts(struct wf_cell cell, const char *text);
bool wf_cell_ends(struct wf_cell cell, const char *text);
/** All of it a finite decimal number ("1e3"; neither hexadecimal nor "inf"), with a point. */
bool wf_cell_number(struct wf_cell cell, double *value);
/** All of it a time; if @p format is none yet, it is set to the one that the cell looks like. */
bool wf_cell_time(struct wf_cell cell, struct wf_time_format *format, wf_time_ns *time_ns);
/** Why wf_cell_time refused: "time '12/31'; expected ISO 8601 (..)". @return @p why. */
const char *wf_cell_explain_time(struct wf_cell cell, const struct wf_time_format *format,
                                 char *why, size_t why_size);
/** All of it a number followed by @p unit or not ("72.36 W", "72.36", "2399mW"). */
bool wf_cell_quantity(struct wf_cell cell, const char *unit, double *value);

/** Is @p name one of the items of a comma-separated @p list? */
bool wf_list_has(const char *list, struct wf_cell name);

#endif
