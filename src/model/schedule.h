/* After which rounds (or epochs) of a training something is done. */
#ifndef WF_MODEL_SCHEDULE_H
#define WF_MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

struct wf_schedule {
    uint64_t period; /**< after every so many; 0: never */
    uint64_t start;  /**< the first; 0: the period */
};

/** Is round @p number (from 1) one of them? start, start + period, start + 2 period.. */
static inline bool wf_schedule_has(const struct wf_schedule *schedule, uint64_t number)
{
    uint64_t first = schedule->start ? schedule->start : schedule->period;
    return schedule->period && number >= first && (number - first) % schedule->period == 0;
}

#endif
