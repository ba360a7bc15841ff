#include "trace/cells.h"
#include "base/text.h"
#include "trace/number.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct wf_cell trimmed(const char *from, const char *to)
{
    while (from < to && is_blank(*from))
        from++;
    while (from < to && is_blank(to[-1]))
        to--;
    return (struct wf_cell){from, (size_t)(to - from)};
}

static void add(struct wf_cells *cells, struct wf_cell cell)
{
    if (cells->count < WF_CELLS_MOST)
        cells->cell[cells->count++] = cell;
}

/* A quoted cell from behind its first quote; @return behind its last one. */
static const char *add_quoted(struct wf_cells *cells, const char *from)
{
    const char *to = from;
    while (*to && (*to != '"' || to[1] == '"'))
        to += *to == '"' ? 2 : 1;
    add(cells, (struct wf_cell){from, (size_t)(to - from)});
    return *to ? to + 1 : to;
}

static void cut_words(struct wf_cells *cells, const char *text)
{
    for (;;) {
        text += strspn(text, " \t");
        size_t length = strcspn(text, " \t");
        if (!length)
            return;
        add(cells, (struct wf_cell){text, length});
        text += length;
    }
}

void wf_cells_cut(struct wf_cells *cells, const char *text, char separator)
{
    const char ends[] = {separator, '\0'};
    cells->count = 0;
    if (separator == ' ') {
        cut_words(cells, text);
        return;
    }
    for (;; text++) {
        const char *start = text;
        while (*start == ' ')
            start++;
        if (*start == '"') {
            text = add_quoted(cells, start + 1);
            text += strcspn(text, ends);
        } else {
            text += strcspn(text, ends);
            add(cells, trimmed(start, text));
        }
        if (!*text)
            return;
    }
}

int wf_cells_find(const struct wf_cells *cells, const char *name)
{
    for (size_t i = 0; i < cells->count; i++)
        if (wf_cell_is(cells->cell[i], name))
            return (int)i;
    return -1;
}

struct wf_cell wf_cells_at(const struct wf_cells *cells, int index)
{
    return index >= 0 && (size_t)index < cells->count ? cells->cell[index]
                                                      : (struct wf_cell){"", 0};
}

bool wf_cell_is(struct wf_cell cell, const char *text)
{
    return strlen(text) == cell.length && !memcmp(cell.text, text, cell.length);
}

bool wf_cell_starts(struct wf_cell cell, const char *text)
{
    size_t length = strlen(text);
    return length <= cell.length && !memcmp(cell.text, text, length);
}

bool wf_cell_ends(struct wf_cell cell, const char *text)
{
    size_t length = strlen(text);
    return length <= cell.length && !memcmp(cell.text + cell.length - length, text, length);
}

bool wf_cell_number(struct wf_cell cell, double *value)
{
    return wf_number_parse(cell.text, cell.length, value);
}

bool wf_cell_time(struct wf_cell cell, struct wf_time_format *format, wf_time_ns *time_ns)
{
    if (format->style == WF_TIME_NONE && !wf_time_format_guess(cell.text, cell.length, format))
        return false;
    return wf_timestamp_parse(format, cell.text, cell.length, time_ns);
}

const char *wf_cell_explain_time(struct wf_cell cell, const struct wf_time_format *format,
                                 char *why, size_t why_size)
{
    enum { SHOWN = 40 };
    snprintf(why, why_size, "time '%.*s'; expected %s",
             cell.length < SHOWN ? (int)cell.length : SHOWN, cell.text,
             format->style == WF_TIME_NONE ? "a date and time, or seconds since 1970"
                                           : wf_time_format_example(format));
    return why;
}

bool wf_cell_quantity(struct wf_cell cell, const char *unit, double *value)
{
    if (wf_cell_ends(cell, unit))
        cell = trimmed(cell.text, cell.text + cell.length - strlen(unit));
    return wf_cell_number(cell, value);
}

bool wf_list_has(const char *list, struct wf_cell name)
{
    char item[256];
    while (wf_text_next_item(&list, item, sizeof item))
        if (wf_cell_is(name, item))
            return true;
    return false;
}

const char *wf_cells_missing(const struct wf_cells *header, const char *name, char *why,
                             size_t why_size)
{
    enum { MOST = 12 };
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "there is no column '%s'; there are", name);
    for (size_t i = 0; i < header->count && i < MOST; i++)
        wf_buffer_printf(&text, "%s '%.*s'", i ? "," : "", (int)header->cell[i].length,
                         header->cell[i].text);
    if (header->count > MOST)
        wf_buffer_printf(&text, ", ..");
    snprintf(why, why_size, "%s", text.text);
    wf_buffer_release(&text);
    return why;
}
