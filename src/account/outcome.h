/* What a simulation measured, before any accounting: totals by host, link, phase and round. */
#ifndef WF_ACCOUNT_OUTCOME_H
#define WF_ACCOUNT_OUTCOME_H

#include "account/phase_usage.h"
#include "account/power.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Direction of bytes, seen from the role that trains. */
enum wf_direction { WF_UPLINK, WF_DOWNLINK, WF_EXCHANGE, WF_DIRECTION_COUNT };

/* What each turn changes stands in front: a large fleet is in no cache. */

struct wf_host_usage {
    double last_s;                 /**< end of its last duty */
    double off_duty_s, off_duty_j; /**< away between first_s and last_s; not billed */
    struct wf_phase_rows phases;
    double first_s;       /**< begin of its first duty */
    double stored_byte_s; /**< bytes kept x time, to the end; 0 where that costs nothing */
    double plugin_j;      /**< SimGrid's own total from 0 to the end; NaN without audit */
    uint32_t host;
    uint32_t first_pstate, final_pstate; /**< before its first duty, after its last */
};

struct wf_link_class;

struct wf_link_usage {
    double first_s, last_s; /**< first and last transfer */
    struct wf_carried carried;
    double plugin_j;  /**< NaN without audit */
    const char *name; /**< as SimGrid calls it; in names[] once gathered */
    /** Of the scenario's platform, which stands at the same address in the program and its
     * children; NULL: it is found by name */
    const struct wf_link_class *class;
};

/** What the host used in @p phase; zeros where it was not in it. */
static inline const struct wf_phase_usage *wf_host_usage_in(const struct wf_host_usage *usage,
                                                            int phase)
{
    return wf_phase_rows_get(&usage->phases, phase);
}

/** Bytes carried in any phase. */
static inline double wf_link_usage_byte(const struct wf_link_usage *usage, int phase)
{
    return wf_carried_byte(&usage->carried, phase);
}

/** The radio of a link, where it has one. */
struct wf_radio_usage {
    uint32_t link;  /**< index of its link's usage */
    uint32_t alone; /**< 1: no other link of some route over it has watts */
    double airtime_s[WF_PHASE_COUNT], tail_s[WF_PHASE_COUNT];
};

/** What a link carried in one phase that its class of network is billed for, beside its bytes. Kept
 *  of links that have a class, or neither class nor watts. */
struct wf_network_usage {
    double transfer_s; /**< transfers, each with its whole time */
    double core_byte;  /**< of paths that pay their core here */
    uint32_t link;  /**< index of its link's usage; while the ledger is open: the link's next row */
    uint32_t phase; /**< enum wf_phase */
};

/** An amount that a host or link drew under a grid that changes with time (weights.h). */
struct wf_weight_row {
    uint32_t owner; /**< index of the host's usage, or of the link's */
    uint16_t link;  /**< 1: of a link */
    uint16_t row;
    uint32_t bucket_count; /**< 0 where none are kept */
    uint32_t padding;
    double weighted; /**< amount x g/kWh, started at the start date */
};

struct wf_round_usage {
    double start_s, end_s;
    double uplink_byte, downlink_byte;
    double energy_j;       /**< site energy accrued in it; waiting counts when it has ended */
    double late_j;         /**< part of energy_j: of turns cut off at the end of the training */
    double progress;       /**< by how many rounds it advanced the training (model/progress.h) */
    uint32_t training;     /**< from 1 */
    uint32_t cohort;       /**< learners (or gateways, peers, trainers) selected */
    uint32_t updates;      /**< aggregated at its end */
    uint32_t kept;         /**< of outcome.cohorts: those of this round */
    uint32_t slowest_host; /**< the one whose turn ended last */
};

/** A turn that was played in closed form, to be played again by SimGrid: plain data. */
struct wf_kept_turn {
    uint32_t learner; /**< whose it is */
    uint32_t step_count;
    double start_s, end_s, cut_s, energy_j, trained_ratio;
    double begun_ratio; /**< trained_ratio as it was when the turn began */
    struct wf_kept_step {
        double amount;
        uint16_t pstate;
        uint8_t kind, phase, direction, to_site;
        uint8_t node, peer; /**< enum wf_kept_end */
    } steps[14];
    uint16_t idle_pstate; /**< of the learner's host */
    uint8_t subject;      /**< 1: its energy is added up */
    uint8_t drops_out, failed, cut;
};

/** Who is at an end of a step. */
enum wf_kept_end { WF_KEPT_NOBODY, WF_KEPT_LEARNER, WF_KEPT_SERVER };

struct wf_reserve_bill;

struct wf_outcome {
    double time_s;
    double training_time_s; /**< of trainings, with data and delivery; not between them */
    uint64_t rounds, trainings;
    bool partial;             /**< the time was up (--max-time) before all was played */
    uint64_t late_trainings;  /**< begun late: the one before took longer than 'every' */
    double latest_training_s; /**< by how much, at most */
    double byte[WF_DIRECTION_COUNT];
    double flop;              /**< nominal: samples x flop per sample */
    double samples;           /**< samples trained on, each pass counted, with trials */
    double explored_samples;  /**< the part of trials */
    uint64_t dropped_updates; /**< turns of learners that led to no aggregated update */
    double wasted_energy_j;   /**< site energy of those turns, and of their transfers */
    uint64_t missing_updates; /**< expected in a round, and not received */
    uint64_t stale_updates;   /**< aggregated into a later version than they were computed on */
    double staleness;         /**< versions, summed over aggregated updates */
    uint64_t cuts_estimated;  /**< transfers cut off whose bytes are an estimate */
    double inferences;        /**< run by users */
    double learner_coverage, sample_coverage, learner_gini, sample_gini; /**< NaN: no learners */
    double start_energy_j; /**< site energy outside the rounds: before the first,
                                  between trainings, of users */
    char network_model[32], simgrid[32];
    uint64_t turns, rechecked_turns; /**< played in closed form; played again by SimGrid */
    double simulation_s; /**< CPU time that it took, with its audit; no result depends on it */
    char engine[32], engine_reason[200]; /**< who played the turns, and why */
    struct wf_host_usage *hosts;         /**< order of first duty */
    struct wf_link_usage *links;
    struct wf_round_usage *round_rows;
    struct wf_radio_usage *radios;
    struct wf_network_usage *networks; /**< by link */
    struct wf_weight_row *weights;     /**< by owner: hosts, then links */
    double *buckets;                   /**< of the weight rows, in their order */
    double until_s;                    /**< end of the last radio's tail, at least time_s */
    uint32_t *cohorts; /**< host of each member, round after round; NULL unless asked for */
    char *names;       /**< text of the link names, where the outcome owns them */
    double *rest; /**< what usages of hosts, then of links point to beside themselves, in order,
                       where the outcome owns it */
    size_t host_count, link_count, round_count, cohort_count, name_size, rest_count;
    size_t radio_count, network_count, weight_count, bucket_count;
    struct wf_reserve_bill *reserve_bills; /**< of devices that were drawn, by group */
    struct wf_kept_turn *kept;             /**< turns to be played again, by start */
    size_t reserve_bill_count, kept_count;
    /** Site joules of hosts by kind, where they were kept (power.h): bins of power_step_s, each of
     *  power_rows; power_hosts: a host of each kind; power_more: the last row has several */
    double *power_j, power_step_s;
    size_t power_count;
    uint32_t power_rows, power_more, power_hosts[WF_POWER_ROWS];
};

/** Free all parts; @p outcome may be NULL or released before. */
void wf_outcome_release(struct wf_outcome *outcome);

/** Time on duty: from first to last duty, less what it was away between. */
static inline double wf_usage_duty_s(const struct wf_host_usage *usage)
{
    return usage->last_s - usage->first_s - usage->off_duty_s;
}

/** Time with load. */
static inline double wf_usage_busy_s(const struct wf_host_usage *usage)
{
    double sum_s = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        sum_s += wf_host_usage_in(usage, phase)->busy_s;
    return sum_s;
}

/** Time at work in a phase: with load, and all of computing, some of which may draw the watts of
 * waiting (watts by batch). */
static inline double wf_usage_work_s(const struct wf_host_usage *usage, enum wf_phase phase)
{
    const struct wf_phase_usage *row = wf_host_usage_in(usage, phase);
    return phase == WF_PHASE_COMPUTE ? row->time_s : row->busy_s;
}

/* An outcome crosses a pipe as the struct itself, then each part in pieces, so that hundreds of
 * thousands of links need no second copy. Both ends are the same program. */
enum wf_outcome_part {
    WF_PART_HOSTS,
    WF_PART_LINKS,
    WF_PART_ROUNDS,
    WF_PART_COHORTS,
    WF_PART_RADIOS,
    WF_PART_NETWORKS,
    WF_PART_WEIGHTS,
    WF_PART_BUCKETS,
    WF_PART_RESERVE_BILLS,
    WF_PART_KEPT,
    WF_PART_POWER,
    WF_PART_REST,
    WF_PART_NAMES,
    WF_PART_COUNT
};
/** Put what hosts and links point to (names, phases) in blocks owned by the outcome, so that it
 *  outlives the meter. */
void wf_outcome_gather(struct wf_outcome *outcome);
/** Bytes of a part, borrowed; @p size: their number. @return NULL if there are none. */
const void *wf_outcome_part(const struct wf_outcome *outcome, enum wf_outcome_part part,
                            size_t *size);
/** Free a part that is no longer needed. */
void wf_outcome_drop(struct wf_outcome *outcome, enum wf_outcome_part part);
/** A copy without the parts: it has no hosts, links or rounds. */
struct wf_outcome wf_outcome_head(const struct wf_outcome *outcome);

/** An outcome that is being received. Start zeroed. */
struct wf_outcome_arrival {
    struct wf_outcome outcome;
    size_t filled[WF_PART_COUNT];
    bool begun;
};
/** Receive the struct: it announces the sizes of its parts. */
void wf_outcome_arrive(struct wf_outcome_arrival *arrival, const struct wf_outcome *head);
/** Receive the next piece of a part. @return 0, or -1 when it is more than was announced. */
int wf_outcome_arrive_piece(struct wf_outcome_arrival *arrival, enum wf_outcome_part part,
                            const void *bytes, size_t size);
/** Move a complete arrival to @p outcome. @return 0, or -1 with WF_ESIM when something is missing;
 *  the parts received are then released. */
int wf_outcome_arrived(struct wf_outcome_arrival *arrival, struct wf_outcome *outcome,
                       struct wf_err *err);

#endif
