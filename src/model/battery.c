#include "model/battery.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>

static const double HORIZON_S = 1e12;
static const double BALANCED = 1e-9; /* of what flows in a period: as much in as out */

/* Constant power and plug from since_s to until_s. @return true: it was full or empty on the way.
 */
static bool integrate(struct wf_battery *battery, double charge_w, double until_s)
{
    double time_s = until_s - battery->since_s, net_w = charge_w - battery->power_w;
    /* time until it is full or empty; from then on both powers are the smaller one */
    double room_j = net_w > 0 ? battery->capacity_j - battery->level_j : battery->level_j;
    bool stops = net_w != 0 && fabs(net_w) * time_s >= room_j;
    double moving_s = stops ? room_j / fabs(net_w) : time_s;
    double both_j = fmin(charge_w, battery->power_w) * (time_s - moving_s);
    battery->charged_j += charge_w * moving_s + both_j;
    battery->drained_j += battery->power_w * moving_s + both_j;
    battery->since_s = until_s;
    if (stops)
        battery->level_j = net_w > 0 ? battery->capacity_j : 0;
    else
        battery->level_j = fmin(battery->level_j + net_w * time_s, battery->capacity_j);
    return stops;
}

/* Charging power now, and the date to which it lasts. */
static double charge(const struct wf_battery *battery, double *until_s)
{
    *until_s = INFINITY;
    if (battery->charging_w == 0)
        return 0;
    double shift_s = battery->charging_shift_s, now_s = battery->since_s;
    bool plugged = wf_availability_at(battery->charging, shift_s, now_s);
    *until_s = plugged ? wf_availability_until(battery->charging, shift_s, now_s)
                       : wf_availability_next(battery->charging, shift_s, now_s);
    return plugged ? battery->charging_w : 0;
}

static void check(const struct wf_battery *battery, double now_s)
{
    assert(battery->capacity_j > 0 && battery->power_w >= 0 && battery->charging_w >= 0);
    assert(battery->level_j >= 0 && battery->level_j <= battery->capacity_j);
    assert(now_s >= battery->since_s && isfinite(now_s));
    (void)battery;
    (void)now_s;
}

void wf_battery_advance(struct wf_battery *battery, double now_s)
{
    check(battery, now_s);
    while (battery->since_s < now_s) {
        double until_s, charge_w = charge(battery, &until_s);
        integrate(battery, charge_w, fmin(until_s, now_s));
    }
}

void wf_battery_set_power(struct wf_battery *battery, double now_s, double power_w)
{
    assert(power_w >= 0);
    wf_battery_advance(battery, now_s);
    battery->power_w = power_w;
}

/* ---- dates ---- */

/* A search for the first date at which the level has risen (sign 1) or fallen (-1) to a goal. */
struct search {
    struct wf_battery battery;
    double goal_j, sign;
    double nearest_j; /* of the stretch walked last: the level nearest to the goal */
    bool stopped;     /* it was full or empty on the way */
};

static bool reached(const struct search *search, double level_j)
{
    return search->sign * level_j >= search->sign * search->goal_j;
}

/* The date within the stretch that begins where the battery stands, at @p net_w. */
static double crossing(const struct search *search, double charge_w, double net_w, double until_s)
{
    const struct wf_battery *battery = &search->battery;
    double wait_s = (search->goal_j - battery->level_j) / net_w;
    double date_s = battery->since_s + fmax(wait_s, 0);
    double step_s = nextafter(date_s, INFINITY) - date_s;
    for (; date_s < until_s && date_s < HORIZON_S; date_s += step_s, step_s *= 2) {
        struct wf_battery then = *battery;
        integrate(&then, charge_w, date_s);
        if (reached(search, then.level_j))
            break; /* most often at once; else rounding left it short */
    }
    return fmin(date_s, until_s);
}

/* Go through @p stretches, each from one change of the plug to the next. wf_battery_advance uses
 * the same stretches, so that both get the same levels to the last bit. @return the date of the
 * goal, or INFINITY. */
static double walk(struct search *search, size_t stretches)
{
    struct wf_battery *battery = &search->battery;
    search->stopped = false;
    search->nearest_j = battery->level_j;
    for (size_t i = 0; i < stretches; i++) {
        double until_s, charge_w = charge(battery, &until_s);
        double net_w = charge_w - battery->power_w;
        if (isinf(until_s))
            return search->sign * net_w > 0 ? crossing(search, charge_w, net_w, until_s) : INFINITY;
        struct wf_battery before = *battery;
        search->stopped |= integrate(battery, charge_w, until_s);
        if (reached(search, battery->level_j)) {
            *battery = before;
            return crossing(search, charge_w, net_w, until_s);
        }
        if (search->sign * battery->level_j > search->sign * search->nearest_j)
            search->nearest_j = battery->level_j;
    }
    return INFINITY;
}

/* The pattern repeats, so that two periods are enough. Say the goal is below (above, turn all
 * round: empty for full); each period shifts the level by the same gain, unless the battery was
 * full on the way: then it ends where every period ends in which it was full. So, where neither of
 * two periods reached the goal,
 * - full in the second one: if it was in the first one too, both ended at one level, and so will
 *   all others; if not, the second one began no lower than the first, and the third will begin no
 *   lower than the second;
 * - not full, and no loss: the same;
 * - else it loses as much every period from now on, for a lower path is not full either: skip the
 *   periods that cannot be the last one. */
static double walk_periods(struct search *search)
{
    struct wf_battery *battery = &search->battery;
    double period_s = battery->charging->period_s;
    double plugged_s = wf_availability_share(battery->charging) * period_s;
    double in_j = battery->charging_w * plugged_s, out_j = battery->power_w * period_s;
    double gain_j = search->sign * (in_j - out_j); /* towards the goal */
    size_t stretches = 2 * battery->charging->count;
    double date_s = walk(search, 1); /* to the first change */
    for (int i = 0; i < 2 && isinf(date_s); i++)
        date_s = walk(search, stretches);
    if (date_s < INFINITY)
        return date_s;
    if (search->stopped || gain_j <= BALANCED * fmax(in_j, out_j))
        return INFINITY;
    double periods = floor(fabs(search->goal_j - search->nearest_j) / gain_j) - 1;
    if (periods > 0) {
        battery->level_j += search->sign * periods * gain_j;
        battery->since_s += periods * period_s;
    }
    while (battery->since_s < HORIZON_S && isinf(date_s))
        date_s = walk(search, stretches);
    return date_s;
}

static double find(const struct wf_battery *battery, double now_s, double goal_j, double sign)
{
    check(battery, now_s);
    struct search search = {.battery = *battery, .goal_j = goal_j, .sign = sign};
    wf_battery_advance(&search.battery, now_s);
    if (reached(&search, search.battery.level_j))
        return now_s;
    double until_s;
    charge(&search.battery, &until_s);
    double date_s = isinf(until_s) || isinf(battery->charging->period_s) ? walk(&search, SIZE_MAX)
                                                                         : walk_periods(&search);
    return date_s > HORIZON_S ? INFINITY : date_s;
}

double wf_battery_empty_date(const struct wf_battery *battery, double now_s)
{
    return find(battery, now_s, battery->minimum_j, -1);
}

double wf_battery_ready_date(const struct wf_battery *battery, double now_s, double level_j)
{
    return level_j > battery->capacity_j ? INFINITY : find(battery, now_s, level_j, 1);
}
