/* What a simulation measured, before any accounting: totals by host, link, phase and round. */
#ifndef WF_SIM_OUTCOME_H
#define WF_SIM_OUTCOME_H

#include "model/phase.h"
#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

/** Which way bytes go, seen from whoever trains. */
enum wf_direction { WF_UPLINK, WF_DOWNLINK, WF_EXCHANGE, WF_DIRECTION_COUNT };

struct wf_host_usage {
    uint32_t host;
    uint32_t first_pstate, final_pstate; /**< before its first duty, after its last */
    double first_s, last_s; /**< first and last duty */
    double time_s[WF_PHASE_COUNT], energy_j[WF_PHASE_COUNT]; /**< on duty, as metered */
    double busy_s;          /**< time with load */
    double plugin_j;        /**< SimGrid's own total from 0 to the end; NaN without audit */
};

struct wf_link_usage {
    char *name;             /**< as SimGrid calls it */
    uint32_t zone, line;
    double first_s, last_s; /**< first and last transfer */
    double byte[WF_PHASE_COUNT];
    double idle_w, busy_w, bandwidth_byte_per_s;
    uint32_t transfers;
    uint32_t generated, sharing;
    double plugin_j;        /**< NaN without audit */
};

struct wf_round_usage {
    double start_s, end_s;
    double uplink_byte, downlink_byte;
    double energy_j;        /**< site energy accrued in it; waiting counts when it has ended */
    uint32_t cohort;
    uint32_t slowest_host;  /**< whose turn ended last */
};

struct wf_outcome {
    double time_s;
    uint64_t rounds;
    double byte[WF_DIRECTION_COUNT];
    double flop;            /**< nominal: samples x flop per sample */
    double samples;         /**< samples trained on, each pass counted */
    double learner_coverage, sample_coverage, learner_gini, sample_gini; /**< NaN: no learners */
    double start_energy_j;  /**< site energy accrued before the first round */
    char network_model[32], simgrid[32];
    struct wf_host_usage *hosts; /**< order of first duty */
    struct wf_link_usage *links;
    struct wf_round_usage *round_rows;
    uint32_t *cohorts;      /**< host of each member, round after round; NULL unless asked for */
    size_t host_count, link_count, round_count, cohort_count;
};

void wf_outcome_release(struct wf_outcome *outcome);
/** Flat bytes of an outcome, to cross a pipe; and back. The caller frees. */
struct wf_buffer;
void wf_outcome_pack(const struct wf_outcome *outcome, struct wf_buffer *out);
int wf_outcome_unpack(const char *bytes, size_t size, struct wf_outcome *outcome,
                      struct wf_err *err);

#endif
