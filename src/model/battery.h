/* The battery of a device: drained by the device, charged while plugged in. Power is constant
 * between calls, so that dates have closed forms. */
#ifndef WF_MODEL_BATTERY_H
#define WF_MODEL_BATTERY_H

#include "model/availability.h"

/** Set all but the totals before the first call; level_j is that at since_s. */
struct wf_battery {
    double capacity_j;                      /**< > 0 */
    double level_j;                         /**< 0 to capacity_j */
    double minimum_j;                       /**< at which the device stops, 0 to capacity_j */
    double charging_w;                      /**< into the battery while plugged; 0: no charger */
    double power_w;                         /**< drawn from since_s on, >= 0 */
    double since_s;                         /**< date of all this */
    const struct wf_availability *charging; /**< when plugged, borrowed; NULL: always */
    double charging_shift_s;                /**< shift of that pattern */
    double charged_j;                       /**< so far, taken from the charger */
    double drained_j;                       /**< so far, drawn by the device */
};

/** Bring level and totals to @p now_s >= since_s. Always: level = first level + charged - drained.
 *  While the battery is full and plugged in, the charger supplies what the device draws. While it
 *  is empty, the device gets what the charger supplies, and nothing without one. The caller handles
 *  minimum_j: see wf_battery_empty_date. Limits: no losses, no self-discharge, constant charging
 *  power up to the last joule. */
void wf_battery_advance(struct wf_battery *battery, double now_s);

/** Advance to @p now_s and draw @p power_w >= 0 from then on. */
void wf_battery_set_power(struct wf_battery *battery, double now_s, double power_w);

/* Both dates are valid while power_w does not change. A battery that is advanced from @p now_s to
 * the date in one call has reached the level. Advanced in several calls it may miss the level by
 * rounding; a new call then returns a date just after. A date after 1e12 s counts as never, and so
 * does one reached by a drift below 1e-9 of what flows in and out in a period. Time: a few periods
 * of the charging pattern, whatever the date; where it has no period, all its spans. */

/** First date >= @p now_s (>= since_s) at which the level is at most minimum_j; INFINITY: never. */
double wf_battery_empty_date(const struct wf_battery *battery, double now_s);

/** First date >= @p now_s at which the level is at least @p level_j; INFINITY: never. */
double wf_battery_ready_date(const struct wf_battery *battery, double now_s, double level_j);

#endif
