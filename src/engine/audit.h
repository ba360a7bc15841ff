/* The audit: the ledger's joules against those of SimGrid's energy plugins, which count the same
 * run on their own. */
#ifndef WF_ENGINE_AUDIT_H
#define WF_ENGINE_AUDIT_H

#include "job/meter.h"

/** Show the plugins in which pstates hosts begin; from inside an actor, at date 0. */
void wf_audit_begin(const struct wf_platform *platform);

/** Read the plugins into the usage of every billed node and every link with a transfer, after
 *  wf_meter_close. Hosts must agree; links are only shown beside the ledger's.
 *  @return 0, or -1 with WF_ESIM when ledger and plugin of a host differ by more than 1e-9. */
int wf_audit(struct wf_meter *meter, struct wf_err *err);

#endif
