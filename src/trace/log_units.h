/* Units as logs spell them, in headers and in cells: "W", "Watts", "mW"; "s", "[min]", "msec". */
#ifndef WF_TRACE_LOG_UNITS_H
#define WF_TRACE_LOG_UNITS_H

#include "trace/timestamp.h"
#include <stdbool.h>
#include <stddef.h>

/** Watts = value x times / per: a division, so that 72360 mW are 72.36 W to the last digit. */
struct wf_power_unit {
    double times, per;
};

/** The unit called @p name, in upper or lower case. "MW" is mega and "mW", "mw" are milli.
 *  @return false: no unit of power; @p unit is untouched. */
bool wf_power_unit_find(const char *name, size_t length, struct wf_power_unit *unit);
/** The unit of time called @p name, in upper or lower case: a style of numbers; WF_TIME_NONE: no
 *  unit of time. A lone "m" is none: minutes or months. */
enum wf_time_style wf_time_unit_find(const char *name, size_t length);

#define WF_POWER_UNIT_NAMES "W, mW, uW, kW or MW"
#define WF_TIME_UNIT_NAMES  "s, ms, us, ns, min, h or d"

#endif
