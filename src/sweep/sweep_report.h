/* What a sweep found, for people and for programs. */
#ifndef WF_SWEEP_SWEEP_REPORT_H
#define WF_SWEEP_SWEEP_REPORT_H

#include "base/text.h"
#include "sweep/sweep.h"

/** A number over the points that are done. */
struct wf_spread {
    uint64_t count;                        /**< points where it is known */
    double least, low, median, high, most; /**< low and high: 5 and 95 % of the points */
    double mean;
};
/** Of @p count values, NaN: unknown. They are reordered. */
struct wf_spread wf_spread_of(double *values, size_t count);

/** The page: points, factors, what each deployment comes to, ratios to the first.
 *  @return 0, or -1 with @p err: the store cannot be read */
int wf_sweep_text(struct wf_store *store, size_t width, struct wf_buffer *out, struct wf_err *err);
/** JSON "wattfleet.sweep/1". All but the effort of this run follows from the store and its inputs.
 */
int wf_sweep_json(const struct wf_sweep *sweep, struct wf_buffer *out, struct wf_err *err);
/** The same of a store alone: what only the sweep knows (`not_varied`, `effort`) is null. */
int wf_sweep_store_json(struct wf_store *store, struct wf_buffer *out, struct wf_err *err);

enum { WF_SWEEP_QUANTILES = 512 };
/** What pictures show, JSON "wattfleet.spread/1": `results{}` by result (time_s, energy_j,
 * carbon_g) and label the values over the points, sorted (of more than WF_SWEEP_QUANTILES points as
 * many quantiles), and `ratios{}` the same of the ratio to the first deployment.
 *  @return 0, or -1 with @p err */
int wf_sweep_pictured(struct wf_store *store, struct wf_buffer *out, struct wf_err *err);
/** CSV: a row a point, with all columns of the store. */
int wf_sweep_csv(struct wf_store *store, struct wf_buffer *out, struct wf_err *err);

#endif
