/* A frontier, for people and for programs. */
#ifndef WF_DECISION_FRONTIER_REPORT_H
#define WF_DECISION_FRONTIER_REPORT_H

#include "base/text.h"
#include "decision/decision.h"
#include "decision/frontier.h"
#include <json-c/json.h>

/** Of two axes: where the frontier runs, and whether it enters what is believed. */
void wf_frontier_text(const struct wf_frontier *frontier, size_t width, struct wf_buffer *out);
/** Of a study of one factor: where both need the same. */
void wf_break_even_write(const struct wf_decision *decision, size_t width, struct wf_buffer *out);
/** The member "frontier" of "wattfleet.decide/1"; NULL where there is none, or one axis. */
struct json_object *wf_frontier_json(const struct wf_frontier *frontier);
/** CSV: a row a point of a line. */
void wf_frontier_csv(const struct wf_frontier *frontier, struct wf_buffer *out);

/** Draw into a file named after @p path, "FILE.svg": of two axes FILE-frontier.svg, the plane; of
 *  one FILE-curves.svg, what each deployment needs, with the break-even @p even (NaN: none).
 *  @param draws  the sweep whose draws are shown
 *  @return 0, or -1 with @p err: as wf_contours_draw */
int wf_frontier_draw(const struct wf_frontier *frontier, const struct wf_sweep *draws, double even,
                     const char *path, struct wf_err *err);

/** "2" of a ratio, "energy, federated / centralised = 2". Caller frees. */
char *wf_frontier_line_name(const struct wf_frontier *frontier,
                            const struct wf_frontier_line *line);

#endif
