/* After which rounds (or epochs) of a training something is done. */
#ifndef WF_MODEL_SCHEDULE_H
#define WF_MODEL_SCHEDULE_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/** By rounds, or by passes over the data: then after the first round that completes each. */
struct wf_schedule {
    uint64_t period;       /**< after every so many; 0: never */
    uint64_t start;        /**< the first; 0: the period */
    double passes;         /**< in the place of the period; NaN or 0: the period counts */
    double start_passes;   /**< the first; NaN: the passes */
    double passes_a_round; /**< that a round brings; needed where passes are given */
};

static inline bool wf_schedule_by_passes(const struct wf_schedule *schedule)
{
    return schedule->passes > 0;
}

static inline bool wf_schedule_is_never(const struct wf_schedule *schedule)
{
    return !wf_schedule_by_passes(schedule) && schedule->period == 0;
}

/** Dates of the schedule until the end of round @p number (from 1), in its own unit. Several may
 *  fall into one round. */
static inline double wf_schedule_due(const struct wf_schedule *schedule, double number)
{
    static const double ROUNDING = 1e-9; /* of a sum of passes */
    bool by_passes = wf_schedule_by_passes(schedule);
    double period = by_passes ? schedule->passes : (double)schedule->period;
    double first = by_passes         ? schedule->start_passes
                   : schedule->start ? (double)schedule->start
                                     : NAN;
    double until = by_passes ? number * schedule->passes_a_round : number;
    if (!(first > 0))
        first = period;
    return period > 0 && until >= first - ROUNDING ? floor((until - first) / period + ROUNDING) + 1
                                                   : 0;
}

/** Is round @p number (from 1) one of them? By rounds: start, start + period, start + 2 period.. */
static inline bool wf_schedule_has(const struct wf_schedule *schedule, uint64_t number)
{
    return number > 0 && wf_schedule_due(schedule, (double)number) >
                             wf_schedule_due(schedule, (double)(number - 1));
}

/** Rounds from one to the next in the long run, at least 1; NaN: never. */
static inline double wf_schedule_rounds(const struct wf_schedule *schedule)
{
    if (wf_schedule_by_passes(schedule))
        return fmax(1, schedule->passes / schedule->passes_a_round);
    return schedule->period ? (double)schedule->period : NAN;
}

/** Round of the first, the period counted from there on; NaN: never. */
static inline double wf_schedule_first(const struct wf_schedule *schedule)
{
    if (!wf_schedule_by_passes(schedule))
        return schedule->start ? (double)schedule->start : wf_schedule_rounds(schedule);
    double first = schedule->start_passes > 0 ? schedule->start_passes : schedule->passes;
    return fmax(1, first / schedule->passes_a_round);
}

#endif
