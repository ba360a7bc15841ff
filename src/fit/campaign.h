/* A campaign of federated runs: the seconds and joules of its start, of a round and of a local
 * epoch. */
#ifndef WF_FIT_CAMPAIGN_H
#define WF_FIT_CAMPAIGN_H

#include "base/err.h"
#include "statistics/estimate.h"
#include <stdbool.h>

/** One run. Seconds and joules from its start to its last round; NaN: not measured. */
struct wf_campaign_row {
    double local_epochs, rounds;
    double time_s;
    double clients_j; /**< all clients together */
    double server_j;
};

/** The fit of one measured quantity of the rows. */
struct wf_campaign_part {
    size_t rows;              /**< rows with this quantity; 0: none, everything else is NaN */
    struct wf_estimate start; /**< once a run, s; NaN: not fitted */
    /** Its interval reaches below 0, or is unknown: the rows do not determine it, and the other
     * numbers are fitted without it. */
    bool start_left_out;
    struct wf_estimate per_round;  /**< whatever the epochs */
    struct wf_estimate per_epoch;  /**< each local epoch of each round */
    struct wf_estimate per_second; /**< of the run; NaN: not fitted */
    /** (measured - fitted) / measured, one a row of the table; NaN: the row does not have it. */
    double *residual_ratio;
    /** Likewise, predicted from all other rows; NaN too where those cannot. */
    double *unseen_ratio;
};

struct wf_campaign {
    size_t rows;
    struct wf_campaign_part time;    /**< s: start + rounds x (round + epochs x epoch) */
    struct wf_campaign_part clients; /**< J: rounds x (round + epochs x epoch) */
    struct wf_campaign_part server;  /**< J: likewise */
    /** J: rounds x round + seconds x second: the watts that it always draws, and the joules that a
     * round adds. From rows that have both; absent (0 rows) if they do not determine both. */
    struct wf_campaign_part server_by_time;
};

/** @param start_s  seconds of start-up from another source (the excess of the first round over the
 *  others); NaN: fitted, if the rows determine it. Energies have no start of their own: the small
 *  energy of the start is attributed to the rounds.
 *  @return 0, or -1 with WF_EINPUT: a row without epochs or rounds above 0; no row with any
 *  measured quantity; a quantity with too few rows, or whose rows do not determine it (the same
 *  number of local epochs in all of them), by name. */
int wf_campaign_fit(const struct wf_campaign_row *rows, size_t count, double start_s,
                    struct wf_campaign *campaign, struct wf_err *err);
void wf_campaign_release(struct wf_campaign *campaign);

#endif
