/* Rows of a table that count: --where. */
#ifndef WF_STUDY_WHERE_H
#define WF_STUDY_WHERE_H

#include "file/table.h"
#include <stdbool.h>

/** Rows whose cell of @p column is @p value, as text or as a number. */
struct wf_where {
    const char *column, *value; /**< borrowed */
};

/** Does a row count? */
bool wf_where_counts(const struct wf_where *where, size_t count, const struct wf_table *csv,
                     const struct wf_table_row *row);
/** Report each column that the table does not have. */
void wf_where_check(const struct wf_where *where, size_t count, const struct wf_table *csv,
                    struct wf_diag *diag);
/** Report the first row that differs from the first of @p rows in a column of @p settings: what
 *  costs differently is not of one fit.
 *  @param settings  names, ended by NULL; those that the table does not have are passed over */
void wf_where_check_alike(const char *const *settings, const struct wf_table *csv,
                          const struct wf_table_row *const *rows, size_t count,
                          struct wf_diag *diag);

#endif
