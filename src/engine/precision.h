/* SimGrid's precision in time. Its clock is a sum of steps: on its way to a date it may stop at
 * another one that is less than half of it, and then miss the date by one unit in the last place.
 * Dates nearer than its precision (1e-9 s) count as reached. From 97 days on a unit is more than
 * that: what was to end has passed, and SimGrid waits for it for ever ("deadlock"). So the
 * precision is raised for dates that it may miss, and stays so. Seen on SimGrid 3.32. */
#ifndef WF_ENGINE_PRECISION_H
#define WF_ENGINE_PRECISION_H

#include <stdbool.h>

/** As it is when SimGrid starts, s. */
#define WF_PRECISION_S 1e-9

/** As it is now, s. */
double wf_precision_s(void);
/** Events will end at @p date_s, whatever comes before them. Not finite: no effect. */
void wf_precision_reach(double date_s);
/** May SimGrid miss an activity's end at @p end_s? */
static inline bool wf_precision_counts(double end_s)
{
    return end_s >= 0x1p23; /* before it one unit is less than the precision */
}
/** An activity that begins now, at @p now_s, ends at @p end_s, as far as it is known: the same,
 * where SimGrid may stop on the way at less than half of that date. Costs nothing elsewhere. */
void wf_precision_follow(double now_s, double end_s);

#endif
