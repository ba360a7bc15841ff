/* An actor that calls at given dates: turns that are to be cut off then. */
#ifndef WF_ENGINE_ALARM_H
#define WF_ENGINE_ALARM_H

#include <simgrid/host.h>
#include <stdbool.h>
#include <stdint.h>

struct wf_alarm; /* opaque: the actor and its dates */

/** Called at its date, with the arguments of wf_alarm_set. */
typedef void wf_alarm_call(void *data, void *subject, uint64_t serial);

/** Start the actor on @p home. */
struct wf_alarm *wf_alarm_new(sg_host_t home, wf_alarm_call *call, void *data);
/** Call at @p date_s. @p serial is given back with the call: the receiver ignores a call whose turn
 * is over. */
void wf_alarm_set(struct wf_alarm *alarm, double date_s, void *subject, uint64_t serial);
/** Is SimGrid's clock at @p date_s or past it, rounding allowed? */
bool wf_alarm_is_due(double date_s);
/** Are dates being called that are due? false for NULL. */
bool wf_alarm_is_calling(const struct wf_alarm *alarm);
/** End the actor: the simulation does not wait for the dates that are left. */
void wf_alarm_stop(struct wf_alarm *alarm);
/** After the simulation. */
void wf_alarm_free(struct wf_alarm *alarm);

#endif
