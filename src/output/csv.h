/* Results as CSV (RFC 4180), for spreadsheets and scripts: one header, units in its names, doubles
 * as the shortest text that reads back, unknown values empty. Lines end with a line feed alone,
 * which CSV readers take as well and cut, awk and diff prefer. */
#ifndef WF_OUTPUT_CSV_H
#define WF_OUTPUT_CSV_H

#include "account/summary.h"
#include "base/text.h"

/* The parts of a row: each adds a cell and the comma behind it; wf_csv_end makes the last comma a
 * line feed. A row has one cell at least. */
void wf_csv_text(struct wf_buffer *out, const char *text); /**< quoted where needed; NULL: empty */
void wf_csv_number(struct wf_buffer *out, double value);   /**< empty where not finite */
void wf_csv_count(struct wf_buffer *out, uint64_t value);
void wf_csv_end(struct wf_buffer *out);

/** Header and one row: the scalars of the JSON of the run (wf_json_run) under their keys, and
 *  rounds_provenance. */
void wf_csv_run(const struct wf_summary *summary, struct wf_buffer *out);
/** @p count runs (at least one), a row each under one header. */
void wf_csv_runs(const struct wf_summary *summaries, size_t count, struct wf_buffer *out);

/** A row a billed host, in natural order of names: host, kind, zone; duty_s, busy_s, first_s,
 *  last_s; host_energy_j (at the wall), energy_j (with PUE), carbon_g, embodied_g; joules of each
 *  phase (they sum to energy_j), seconds of each phase (they sum to duty_s). */
void wf_csv_hosts(const struct wf_summary *summary, struct wf_buffer *out);
/** A row a billed link, in natural order of names: link, zone, byte, transfers; link_energy_j
 *  (before PUE), energy_j (with PUE), carbon_g, embodied_g, plugin_energy_j (SimGrid's own, raw);
 *  bytes of each phase that has transfers (they sum to byte). Energy and carbon of a link that
 *  declares no watts are empty. */
void wf_csv_links(const struct wf_summary *summary, struct wf_buffer *out);
/** A row a round (epoch of a centralised training), from 1: round, start_s, end_s, duration_s,
 *  cohort, slowest_host, uplink_byte, downlink_byte, energy_j. */
void wf_csv_rounds(const struct wf_summary *summary, struct wf_buffer *out);
/** No CSV but lines: the hosts of each round's cohort with a blank between. Nothing where the
 *  cohorts were not kept. Host names with blanks in them are not told apart. */
void wf_csv_cohorts(const struct wf_summary *summary, struct wf_buffer *out);

#endif
