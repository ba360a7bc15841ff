/* Where the figures behind a result come from: a line for people, words and intervals for tools. */
#ifndef WF_OUTPUT_PROVENANCE_H
#define WF_OUTPUT_PROVENANCE_H

#include "account/summary.h"
#include "output/grid.h"
#include "scenario/figure.h"
#include <json-c/json.h>

/** The figures of a run: those of the links that carried bytes, of the hosts that took part, of
 *  workload and actors. Release them. */
void wf_provenance_figures(const struct wf_summary *summary, struct wf_figure_list *list);

/** Append "assumed: rounds, speed of board-*, .. and 4 more" without a line end: what is assumed in
 *  any of @p count lists, what commonly moves results most first. Nothing where nothing is.
 *  @param width  columns that it may take */
void wf_provenance_line(const struct wf_figure_list *lists, size_t count, size_t width,
                        struct wf_buffer *out);

/** Add to @p object `figures{}`, a word by key (as of --set, and .PSTATE, .PART), and
 * `intervals{}`, [low, high] by key in canonical units, of those that have one. */
void wf_provenance_json(const struct wf_figure_list *list, struct json_object *object);

/** All that is known of the figures, in their order: an array of objects of `key` (as of --set),
 *  `value` (null: a series or a distribution), `unit`, `provenance`, `low`, `high`, `file`, `line`.
 */
struct json_object *wf_provenance_list_json(const struct wf_figure_list *list);

/** Rows of a table of three columns for people: figure, value, word with interval and line. */
void wf_provenance_rows(const struct wf_figure_list *list, struct wf_grid *grid);

#endif
