/* The cells of a CSV (RFC 4180), as all our tables write them: numbers as the shortest text that
 * reads back to the same double, unknown values empty. Lines end with a line feed only: CSV readers
 * accept it, and cut, awk and diff need it. */
#ifndef WF_OUTPUT_CSV_H
#define WF_OUTPUT_CSV_H

#include "base/text.h"
#include <stdint.h>

/* Each function appends a cell and the comma after it; wf_csv_end turns the last comma into a line
 * feed. A row has at least one cell. */

/** Text, quoted if necessary; NULL is an empty cell. */
void wf_csv_text(struct wf_buffer *out, const char *text);
/** A number; an empty cell if @p value is not finite. */
void wf_csv_number(struct wf_buffer *out, double value);
void wf_csv_count(struct wf_buffer *out, uint64_t value);
/** End the row. */
void wf_csv_end(struct wf_buffer *out);

#endif
