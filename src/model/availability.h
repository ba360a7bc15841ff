/* When a device is available (or at the charger): spans of time, once or repeated every period.
 *
 * Edges are exact: a device is available at `from`, and not at `until`. wf_availability_next and
 * wf_availability_until return these edges, so that an event at that date finds the state it was
 * set for. Each edge of each period has one date, rounded twice: (period x number + edge) + shift.
 * All comparisons use these dates, never a remainder. */
#ifndef WF_MODEL_AVAILABILITY_H
#define WF_MODEL_AVAILABILITY_H

#include <stdbool.h>
#include <stddef.h>

/** Half-open: [from_s, until_s). */
struct wf_availability_span {
    double from_s, until_s;
};

/** Set up by wf_availability_init. In all functions, NULL is a device that is always available. */
struct wf_availability {
    double period_s;                          /**< INFINITY: no repetition */
    const struct wf_availability_span *spans; /**< ascending, apart; borrowed. Of a period, the last
                                                   may end in the next one */
    size_t count;                             /**< 0: never available */
};

/** Availability from @p count spans in any order, which are sorted in place; spans that overlap or
 *  touch, also across the period's end, become one.
 *  @param spans     from < until. With a period: 0 <= from < period, until <= from + period (past
 *                   the period's end it goes on in the next). Without one: from may be -INFINITY,
 *                   until INFINITY. Borrowed: they must outlive @p availability
 *  @param period_s  >= 1 s, or INFINITY */
void wf_availability_init(struct wf_availability *availability, struct wf_availability_span *spans,
                          size_t count, double period_s);

/* Below, shift_s moves the whole pattern later (earlier where negative): 3600 for a device one time
 * zone to the west. A pattern with a period also holds before date 0. O(log count); dates and
 * shifts up to 1e12 s. */

/** Is it available at @p now_s? */
bool wf_availability_at(const struct wf_availability *availability, double shift_s, double now_s);

/** First date >= @p now_s at which it is available: @p now_s itself if it is; INFINITY: never
 *  again. */
double wf_availability_next(const struct wf_availability *availability, double shift_s,
                            double now_s);

/** First date >= @p now_s at which it is not available: @p now_s itself if it is not; INFINITY: it
 *  never leaves. */
double wf_availability_until(const struct wf_availability *availability, double shift_s,
                             double now_s);

/** Share of a period in which it is available, 0 to 1; NaN for spans that do not repeat. */
double wf_availability_share(const struct wf_availability *availability);

#endif
