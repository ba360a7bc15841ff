/* Watts of hosts over time, by kind, where a run kept them (account/power.h): means over equal
 * steps, so that watts times seconds are the energy. Hosts on duty, at the wall with PUE, and the
 * data that they keep; without links, and whatever phases count. */
#ifndef WF_OUTPUT_POWER_SERIES_H
#define WF_OUTPUT_POWER_SERIES_H

#include "account/summary.h"
#include "output/run_csv.h"
#include <json-c/json.h>

/** CSV: from_s, to_s, then KIND_w of each kind, by name; a row a step. Of several runs each has the
 * kinds of all: 0 W of one that it has no host of. */
void wf_power_series_csv(const struct wf_run_rows *runs, struct wf_buffer *out);
/** An object of `step_s`, `end_s` (of the last step, which may be shorter), and `kinds{}`: an array
 *  of watts of each kind, by name. @param most  steps; neighbours are merged until they are as few
 *  @return a new reference; NULL: the run kept none */
struct json_object *wf_power_series_json(const struct wf_summary *summary, uint32_t most);

#endif
