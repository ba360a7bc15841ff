#include "engine/audit.h"
#include <math.h>
#include <simgrid/engine.h>
#include <simgrid/host.h>
#include <simgrid/plugins/energy.h>

static const double TOLERANCE = 1e-9, LEAST_J = 1e-9; /* relative; of totals near 0 absolute */

/* SimGrid's host plugin bills a host that begins in another pstate than 0 at the watts of pstate 0
 * until the first change. To set the pstate again, at date 0, makes it look. */
void wf_audit_begin(const struct wf_platform *platform)
{
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host *host = &platform->hosts[i];
        sg_host_t found = host->class->start_pstate > 0 ? sg_host_by_name(host->name) : NULL;
        if (found) /* SimGrid may have a part of the platform only */
            sg_host_set_pstate(found, host->class->start_pstate);
    }
}

/* The plugin counts from 0 to the end; so does the ledger here. */
static int audit_host(struct wf_node *node, double end_s, struct wf_err *err)
{
    double ledger_j = wf_ledger_host_j(&node->ledger, node->first_pstate, end_s);
    double plugin_j = sg_host_get_consumed_energy(node->host);
    node->ledger.usage.plugin_j = plugin_j;
    if (fabs(plugin_j - ledger_j) <= TOLERANCE * fmax(ledger_j, LEAST_J))
        return 0;
    return wf_err_set(err, WF_ESIM,
                      "audit failed: host '%s' used %.12g J by the ledger, %.12g J by "
                      "SimGrid's plugin",
                      sg_host_get_name(node->host), ledger_j, plugin_j);
}

int wf_audit(struct wf_meter *meter, struct wf_err *err)
{
    double end_s = simgrid_get_clock();
    for (uint32_t i = 0; i < meter->node_count; i++)
        if (wf_meter_is_billed(meter->nodes[i]) && audit_host(meter->nodes[i], end_s, err) < 0)
            return -1;
    return 0;
}
