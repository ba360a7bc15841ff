/* The JSON of a run: the record that other programs read. The keys, their order and their units are
 * stable within a schema (docs/outputs.md). An unknown value is null. */
#ifndef WF_OUTPUT_RUN_JSON_H
#define WF_OUTPUT_RUN_JSON_H

#include "account/summary.h"
#include "base/diag.h"
#include <json-c/json.h>

/** The record of a run, schema "wattfleet.run/1". energy_by_kind_j and energy_by_phase_j each sum
 * to energy_j.
 *  @param warnings  its warnings become "warnings"; NULL: none
 *  @return a new reference; the caller releases it (json_object_put) */
struct json_object *wf_run_json(const struct wf_summary *summary, const struct wf_diag *warnings);

#endif
