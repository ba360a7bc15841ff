/* A run as CSV tables, for spreadsheets and scripts: one header, units in its names. The columns
 * are documented in docs/outputs.md. */
#ifndef WF_OUTPUT_RUN_CSV_H
#define WF_OUTPUT_RUN_CSV_H

#include "account/summary.h"
#include "base/text.h"

/** A header and one row: the scalars of the JSON of the run (wf_run_json) under their keys, and
 *  rounds_provenance. */
void wf_run_csv(const struct wf_summary *summary, struct wf_buffer *out);
/** A column before those of a run: its name, and a text for each run. */
struct wf_run_csv_column {
    const char *name, *const *cells;
};
/** The same for @p count runs (at least one), one row each under one header, with @p more_count
 *  columns before. */
void wf_run_csv_several(const struct wf_summary *summaries, size_t count,
                        const struct wf_run_csv_column *more, size_t more_count,
                        struct wf_buffer *out);

/** Runs whose rows stand in one table, in this order. */
struct wf_run_rows {
    const struct wf_summary *summaries;
    const char *const *labels; /**< first column, `deployment`; NULL: without it, of one run */
    size_t count;
};
/** One row per billed host, in natural order of names: host, kind, zone; duty_s, busy_s, first_s,
 *  last_s; host_energy_j (at the wall), energy_j (with PUE), carbon_g, embodied_g; joules of each
 *  phase (they sum to energy_j), seconds of each phase (they sum to duty_s). */
void wf_run_csv_hosts(const struct wf_run_rows *runs, struct wf_buffer *out);
/** One row per billed link, in natural order of names: link, zone, byte, transfers; link_energy_j
 *  (before PUE), energy_j (with PUE), carbon_g, embodied_g, plugin_energy_j (SimGrid's own, raw);
 *  bytes of each phase that has transfers (they sum to byte). Energy and carbon of a link without
 *  declared watts are empty. */
void wf_run_csv_links(const struct wf_run_rows *runs, struct wf_buffer *out);
/** One row per round (epoch of a centralised training), from 1: round, start_s, end_s, duration_s,
 *  cohort, slowest_host, uplink_byte, downlink_byte, energy_j, training, updates. */
void wf_run_csv_rounds(const struct wf_run_rows *runs, struct wf_buffer *out);
/** Lines, not a CSV: the hosts of each round's cohort, separated by blanks. Empty if the cohorts
 *  were not kept. A host name that contains a blank looks like two names. With labels a CSV of
 *  deployment, round and hosts, which are such a line. */
void wf_run_csv_cohorts(const struct wf_run_rows *runs, struct wf_buffer *out);

#endif
