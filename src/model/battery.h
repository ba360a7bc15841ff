/* The battery of a device: drained by what the device draws, filled by a charger while plugged in.
 * Power is constant between calls, so that dates have closed forms. */
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
 *  Full at the charger, the charger gives what the device draws (nothing, if it draws nothing);
 *  empty, the device gets what the charger gives, and nothing without one. Nothing happens at
 *  minimum_j: that is for the caller, see wf_battery_empty_date.
 *  Limits: no losses, no self-discharge, constant charging power up to the last joule. */
void wf_battery_advance(struct wf_battery *battery, double now_s);

/** Advance to @p now_s and draw @p power_w >= 0 from there on. */
void wf_battery_set_power(struct wf_battery *battery, double now_s, double power_w);

/* Both dates hold while power_w stays as it is. A battery that stands at @p now_s and is advanced
 * to the date in one go has reached the level then; in several steps it may be short of it by
 * rounding, and asking again gives a date just after. Never is also what comes after 1e12 s, or by
 * a drift below 1e-9 of what flows in and out in a period. Time: a few periods of the charging
 * pattern, whatever the date; where it has no period, all its spans. */

/** First date >= @p now_s (>= since_s) at which the level is at most minimum_j; INFINITY: never. */
double wf_battery_empty_date(const struct wf_battery *battery, double now_s);

/** First date >= @p now_s at which the level is at least @p level_j; INFINITY: never. */
double wf_battery_ready_date(const struct wf_battery *battery, double now_s, double level_j);

#endif
