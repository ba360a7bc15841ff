#include "study/where.h"
#include "base/units.h"
#include <string.h>

static bool is_value(const char *cell, const char *value)
{
    double one, other;
    if (!strcmp(cell, value))
        return true;
    return wf_quantity_parse(cell, WF_DIM_NUMBER, &one) == WF_QUANTITY_OK &&
           wf_quantity_parse(value, WF_DIM_NUMBER, &other) == WF_QUANTITY_OK && one == other;
}

bool wf_where_counts(const struct wf_where *where, size_t count, const struct wf_table *csv,
                     const struct wf_table_row *row)
{
    for (size_t i = 0; i < count; i++) {
        int column = wf_table_column(csv, where[i].column);
        if (column < 0 || !is_value(row->cells[column], where[i].value))
            return false;
    }
    return true;
}

void wf_where_check(const struct wf_where *where, size_t count, const struct wf_table *csv,
                    struct wf_diag *diag)
{
    for (size_t i = 0; i < count; i++)
        wf_table_need_column(csv, where[i].column, diag);
}

void wf_where_check_alike(const char *const *settings, const struct wf_table *csv,
                          const struct wf_table_row *const *rows, size_t count,
                          struct wf_diag *diag)
{
    for (; *settings; settings++) {
        int column = wf_table_column(csv, *settings);
        for (size_t j = 1; column >= 0 && j < count; j++) {
            const char *first = rows[0]->cells[column], *other = rows[j]->cells[column];
            if (is_value(other, first))
                continue;
            wf_diag_error(diag, csv->path, rows[j]->line,
                          "column '%s': '%s' here and '%s' in line %u: runs that differ in it cost "
                          "differently; fit one kind at a time: --where %s=%s",
                          *settings, other, first, rows[0]->line, *settings, first);
            break;
        }
    }
}
