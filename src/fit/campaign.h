/* A campaign of federated runs: what its start, a round and a local epoch cost, in s and J. */
#ifndef WF_FIT_CAMPAIGN_H
#define WF_FIT_CAMPAIGN_H

#include "base/err.h"
#include "fit/estimate.h"
#include <stdbool.h>

/** One run. Seconds and joules from its start to its last round; NaN: not measured. */
struct wf_campaign_row {
    double local_epochs, rounds;
    double time_s;
    double clients_j; /**< all clients together */
    double server_j;
};

/** How one measured quantity of the rows is explained. */
struct wf_campaign_part {
    size_t rows;              /**< that have it; 0: none, all else is NaN */
    struct wf_estimate start; /**< once a run, s; NaN: not fitted */
    /** Its interval reaches below 0, or is not known: the rows cannot tell it, and the other
     *  numbers are fitted without. */
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
    /** J: rounds x round + seconds x second: the watts it draws anyway, and what a round adds. Of
     *  the rows that have both; absent (0 rows) where these cannot tell the two apart. */
    struct wf_campaign_part server_by_time;
};

/** @param start_s  seconds of start-up that are known otherwise (the first round's excess over the
 *  others); NaN: from the rows, where these can tell it.
 *  Energies have no start of their own: what little it draws goes to the rounds.
 *  @return 0, or -1 with WF_EINPUT: a row without epochs or rounds above 0; no row with any
 * measured quantity; a quantity with too few rows, or whose numbers cannot be told apart (the same
 * number of local epochs in all rows), by name. */
int wf_campaign_fit(const struct wf_campaign_row *rows, size_t count, double start_s,
                    struct wf_campaign *campaign, struct wf_err *err);
void wf_campaign_release(struct wf_campaign *campaign);

#endif
