/* Power over time, by kind of host: joules in equal bins, whose number is bounded. A step of power
 * is spread over the bins that it covers, so that their sum is its energy; when a step ends beyond
 * the last bin, neighbours are merged and bins are twice as long. Steps come in any order. */
#ifndef WF_ACCOUNT_POWER_H
#define WF_ACCOUNT_POWER_H

#include <stddef.h>
#include <stdint.h>

enum {
    WF_POWER_BINS = 2048, /**< at most, and at least half of them are used: even */
    WF_POWER_ROWS = 24    /**< kinds of hosts; those behind share the last row */
};

struct wf_power {
    double step_s;                    /**< length of a bin */
    double *energy_j;                 /**< bin by bin, WF_POWER_ROWS each; of WF_POWER_BINS bins */
    uint32_t bins;                    /**< up to the last that was met */
    uint32_t rows;                    /**< that are in use */
    uint32_t more;                    /**< 1: the last row is of several kinds */
    uint32_t hosts[WF_POWER_ROWS];    /**< the first host of each kind */
    const char *kinds[WF_POWER_ROWS]; /**< borrowed */
};

struct wf_power *wf_power_new(void);
/** @p power may be NULL. */
void wf_power_free(struct wf_power *power);
/** The row of a kind of hosts. @param host  index of a host of this kind */
uint32_t wf_power_row(struct wf_power *power, const char *kind, uint32_t host);
/** @p energy_j was drawn evenly from @p from_s to @p to_s, from >= 0; at once where they are equal.
 */
void wf_power_add(struct wf_power *power, uint32_t row, double energy_j, double from_s,
                  double to_s);
/** Merge neighbours until there are at most @p most bins, of @p rows each; those that are used
 *  stand in front.
 *  @return how many there are; @p step_s is the new length */
uint32_t wf_power_merge(double *energy_j, uint32_t bins, uint32_t rows, uint32_t most,
                        double *step_s);

#endif
