/* An actor that calls at given dates: turns that are to be cut off then. */
#ifndef WF_ENGINE_ALARM_H
#define WF_ENGINE_ALARM_H

#include <simgrid/host.h>
#include <stdbool.h>
#include <stdint.h>

struct wf_alarm; /* opaque: the actor and its dates */

/** Called at its date with what it was set for. */
typedef void wf_alarm_call(void *data, void *subject, uint64_t serial);

/** Start the actor on @p home. */
struct wf_alarm *wf_alarm_new(sg_host_t home, wf_alarm_call *call, void *data);
/** Call at @p date_s. @p serial tells calls that have become void from those that have not. */
void wf_alarm_set(struct wf_alarm *alarm, double date_s, void *subject, uint64_t serial);
/** Has @p date_s come, as SimGrid's clock counts? */
bool wf_alarm_is_due(double date_s);
/** Let the actor go: the simulation need not wait for dates that are left. */
void wf_alarm_stop(struct wf_alarm *alarm);
/** After the simulation. */
void wf_alarm_free(struct wf_alarm *alarm);

#endif
