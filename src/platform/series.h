/* A series of grid intensity: one column of a CSV file, piecewise constant. Each value holds from
 * its time to the next one, the last for as long as the step before it. Loaded once a file and
 * columns, shared by all that name it. */
#ifndef WF_PLATFORM_SERIES_H
#define WF_PLATFORM_SERIES_H

#include "base/arena.h"
#include "base/diag.h"
#include <math.h>
#include <stdbool.h>

/** What to do where a value is empty, or a row is missing from a regular series. */
enum wf_gaps { WF_GAPS_REPORT, WF_GAPS_INTERPOLATE };

struct wf_series {
    const char *path, *time_column, *value_column;
    uint32_t gaps;  /**< enum wf_gaps */
    double first_s; /**< Unix seconds of the first value */
    size_t count;
    const double *edge_s;  /**< count + 1: begin of each value, end of the last, from first_s on */
    const double *value;   /**< g/kWh; count; 0 where there is none */
    const double *sum;     /**< integral from first_s to each edge, g/kWh x s; count + 1 */
    const double *missing; /**< seconds without a value of its own up to each edge; count + 1 */
    const uint32_t *line;  /**< of each value; where its row is missing: of the row before */
    double step_s;         /**< of a regular series, else NaN */
};

/** All series of a platform. Start zeroed. */
struct wf_series_set {
    struct wf_arena arena; /**< of the series that were loaded into this set */
    struct wf_series **items;
    size_t count;
    bool begun; /**< the arena is in use */
};
void wf_series_set_release(struct wf_series_set *set);
/** Start a set with the series of @p base, which must outlive it. */
void wf_series_set_share(const struct wf_series_set *base, struct wf_series_set *set);

/** The series of @p value_column over @p time_column in the file @p path; loaded at the first call.
 *  Times are ISO 8601 or seconds, ascending; values g CO2e/kWh, not negative. Where more than half
 *  of the steps are the smallest one and all are multiples of it, the series is regular, and rows
 *  that are missing in it are gaps. Mistakes of the file go to @p diag, once.
 *  @return NULL after a mistake, reported now or before; with @p err filled where the file cannot
 * be read. */
const struct wf_series *wf_series_load(struct wf_series_set *set, const char *path,
                                       const char *time_column, const char *value_column,
                                       enum wf_gaps gaps, struct wf_diag *diag, struct wf_err *err);

/** Seconds that the series covers. */
static inline double wf_series_length(const struct wf_series *series)
{
    return series->edge_s[series->count];
}
/** Index of the value that holds @p s seconds after first_s; the first or the last beyond the ends.
 *  O(1) for regular series, else O(log n). */
size_t wf_series_index(const struct wf_series *series, double s);
/** Integral of the intensity, g/kWh x s, over a run's time from @p from_s to @p to_s, where 0 of
 *  the run is @p origin_s seconds after the series' first_s. Beyond its ends the first and the last
 *  value go on. Exact within one value: value x (to - from). */
double wf_series_integral(const struct wf_series *series, double origin_s, double from_s,
                          double to_s);
/** Seconds without a value of their own between two dates (seconds after first_s). */
double wf_series_missing(const struct wf_series *series, double from_s, double to_s);

#endif
