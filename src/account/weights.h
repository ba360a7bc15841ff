/* Amounts of a host or a link, weighted by the intensity of a grid that changes with time. A row is
 * an amount (J, s, byte s) that accrues at a rate; its weight is the integral of rate x intensity,
 * exact for steps. Where the start of the job may be put off, each row is also kept as amounts per
 * bucket: a bucket is a step of the series, counted from the start of the run. When the run starts
 * on an edge of the series, each bucket meets one intensity.
 * Memory: 8 bytes a row (27 of a host, 15 of a link), and with buckets 8 bytes each more, of the
 * rows that are not 0: a job of 48 h on an hourly series keeps some 2 KiB a host. Owners whose
 * intensity is a constant have no weights. */
#ifndef WF_ACCOUNT_WEIGHTS_H
#define WF_ACCOUNT_WEIGHTS_H

#include "model/phase.h"
#include "platform/series.h"

/** Rows of a host: energy (J) by phase, time (s) by phase, storage (byte s). */
enum { WF_ROW_TIME = WF_PHASE_COUNT, WF_ROW_STORAGE = 2 * WF_PHASE_COUNT, WF_HOST_ROWS };
/** Rows of a link: energy beyond its base (J) by phase; base (s) outside and in exploration. */
enum { WF_ROW_BASE = WF_PHASE_COUNT, WF_ROW_BASE_EXPLORATION, WF_LINK_ROWS };
/** Rows of what a class of network is billed for, apart from those: bytes, bytes that pay the core
 *  here, time of transfers (s), by phase. In an outcome they stand behind the rows of a link. */
enum {
    WF_NETWORK_ROW_CORE = WF_PHASE_COUNT,
    WF_NETWORK_ROW_TIME = 2 * WF_PHASE_COUNT,
    WF_NETWORK_ROWS = 3 * WF_PHASE_COUNT
};

struct wf_buckets {
    double *amount;
    uint32_t count, capacity;
};

struct wf_weights {
    const struct wf_series *series;
    double origin_s;            /**< date 0 of the run, s after the series' first */
    double bucket_s;            /**< length of a bucket; 0: none are kept */
    double *weighted;           /**< by row: amount x g/kWh */
    struct wf_buckets *buckets; /**< by row; NULL where none are kept */
    uint32_t row_count;
    double from_s, to_s, integral; /**< of the last step: its rows are added together */
};

/** @param bucket_s  0: keep no buckets. */
struct wf_weights *wf_weights_new(const struct wf_series *series, double origin_s, double bucket_s,
                                  uint32_t row_count);
/** Those of an owner at a place whose intensity is a series, else NULL. @p start_s: Unix date of
 *  date 0. */
static inline struct wf_weights *wf_weights_of(const struct wf_series *series, double start_s,
                                               double bucket_s, uint32_t row_count)
{
    return series ? wf_weights_new(series, start_s - series->first_s, bucket_s, row_count) : NULL;
}
void wf_weights_free(struct wf_weights *weights);
/** @p rate was drawn from @p from_s to @p to_s (dates of the run, from >= 0). */
void wf_weights_add(struct wf_weights *weights, uint32_t row, double rate, double from_s,
                    double to_s);
/** @p amount, spread evenly from @p from_s to @p to_s; at once where they are the same. */
void wf_weights_spread(struct wf_weights *weights, uint32_t row, double amount, double from_s,
                       double to_s);
/** Amounts of @p count buckets of a regular series, weighted by the intensity that each meets when
 *  the run starts at @p start_s (Unix seconds), on an edge: amount x g/kWh. Buckets beyond the end
 *  of the series meet its last value. */
double wf_weights_at_edge(const struct wf_series *series, const double *amount, uint32_t count,
                          double start_s);

#endif
