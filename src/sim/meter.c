#include "sim/meter.h"
#include <math.h>
#include <simgrid/engine.h>
#include <simgrid/plugins/energy.h>
#include <stdlib.h>
#include <string.h>

static const double AUDIT_TOLERANCE = 1e-9;

void wf_meter_init(struct wf_meter *meter, const struct wf_scenario *scenario)
{
    *meter = (struct wf_meter){.scenario = scenario};
    wf_arena_init(&meter->arena);
    wf_routes_init(&meter->routes, scenario->platform);
    size_t size = scenario->platform->host_count * sizeof *meter->node_of_host;
    meter->node_of_host = wf_malloc(size + 1);
    memset(meter->node_of_host, 0xff, size);
}

void wf_meter_release(struct wf_meter *meter)
{
    wf_routes_release(&meter->routes);
    wf_arena_release(&meter->arena);
    free(meter->nodes);
    free(meter->node_of_host);
    *meter = (struct wf_meter){0};
}

struct wf_node *wf_meter_node(struct wf_meter *meter, const struct wf_participant *participant)
{
    uint32_t *slot = &meter->node_of_host[participant->host];
    if (*slot != WF_MAP_NONE)
        return meter->nodes[*slot];
    const struct wf_host *host = &meter->scenario->platform->hosts[participant->host];
    struct wf_node *node = wf_arena_alloc(&meter->arena, sizeof *node);
    node->host = sg_host_by_name(host->name);
    node->index = participant->host;
    node->core_count = host->class->core_count;
    node->first_pstate = (uint32_t)sg_host_get_pstate(node->host);
    wf_ledger_host_init(&node->ledger, participant->host, host->class, node->first_pstate,
                        participant->idle_pstate);
    if (meter->node_count == meter->node_capacity) {
        meter->node_capacity = meter->node_capacity ? 2 * meter->node_capacity : 64;
        meter->nodes = wf_realloc(meter->nodes, meter->node_capacity * sizeof *meter->nodes);
    }
    *slot = meter->node_count;
    meter->nodes[meter->node_count++] = node;
    return node;
}

/* The node draws another power from now on. */
static void follow(struct wf_node *node, bool pstate_changed)
{
    if (pstate_changed)
        sg_host_set_pstate(node->host, node->ledger.pstate);
    if (node->battery)
        wf_battery_set_power(node->battery, simgrid_get_clock(), node->ledger.power_w);
}

void wf_meter_begin(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded,
                    uint16_t pstate)
{
    follow(node, wf_ledger_begin(&meter->ledger, &node->ledger, simgrid_get_clock(), phase, loaded,
                                 pstate));
}

void wf_meter_end(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded)
{
    follow(node, wf_ledger_end(&meter->ledger, &node->ledger, simgrid_get_clock(), phase, loaded));
}

void wf_meter_attend(struct wf_meter *meter, struct wf_node *node)
{
    wf_meter_begin(meter, node, WF_PHASE_WAIT, false, 0);
    wf_meter_end(meter, node, WF_PHASE_WAIT, false);
}

const struct wf_route *wf_meter_route(struct wf_meter *meter, const struct wf_node *from,
                                      const struct wf_node *to)
{
    return wf_routes_get(&meter->routes, from->index, from->host, to->index, to->host);
}

void wf_meter_transfer(struct wf_meter *meter, const struct wf_node *from, const struct wf_node *to,
                       double start_s, enum wf_phase phase, double byte)
{
    const struct wf_route *route = wf_meter_route(meter, from, to);
    double now_s = simgrid_get_clock();
    for (uint32_t i = 0; i < route->link_count; i++)
        wf_ledger_transfer(&meter->ledger, &route->links[i]->ledger, start_s, now_s, phase, byte);
}

bool wf_meter_connected(struct wf_meter *meter, const struct wf_node *from,
                        const struct wf_node *to)
{
    return from == to || wf_meter_route(meter, from, to)->link_count > 0;
}

/* The plugin counts from 0 to the end; so here: before the first duty in the pstate SimGrid
 * loaded, then the ledger, then in the pstate of the last duty. */
static double audited_j(const struct wf_node *node, double end_s)
{
    const struct wf_ledger_host *ledger = &node->ledger;
    double total = ledger->watts[node->first_pstate].idle_w * ledger->usage.first_s +
                   ledger->power_w * (end_s - ledger->usage.last_s);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        total += ledger->usage.energy_j[phase];
    return total;
}

int wf_meter_report(struct wf_meter *meter, struct wf_outcome *outcome, struct wf_err *err)
{
    double end_s = simgrid_get_clock();
    bool audit = meter->scenario->options.audit;
    outcome->hosts = wf_calloc(meter->node_count + 1, sizeof *outcome->hosts);
    for (uint32_t i = 0; i < meter->node_count; i++) {
        struct wf_node *node = meter->nodes[i];
        if (!node->ledger.on_duty)
            continue;
        struct wf_host_usage *usage = &node->ledger.usage;
        usage->first_pstate = node->first_pstate;
        usage->final_pstate = node->ledger.pstate;
        if (audit) {
            double ledger_j = audited_j(node, end_s);
            usage->plugin_j = sg_host_get_consumed_energy(node->host);
            if (!(fabs(usage->plugin_j - ledger_j) <= AUDIT_TOLERANCE * fmax(ledger_j, 1e-9)))
                return wf_err_set(err, WF_ESIM,
                                  "audit failed: host '%s' used %.12g J by the ledger, %.12g J by "
                                  "SimGrid's plugin",
                                  sg_host_get_name(node->host), ledger_j, usage->plugin_j);
        }
        outcome->hosts[outcome->host_count++] = *usage;
    }
    outcome->links = wf_calloc(meter->routes.link_count + 1, sizeof *outcome->links);
    for (uint32_t i = 0; i < meter->routes.link_count; i++) {
        struct wf_link_usage usage = meter->routes.links[i]->ledger.usage;
        if (!usage.transfers)
            continue;
        if (audit)
            usage.plugin_j = sg_link_get_consumed_energy(meter->routes.links[i]->link);
        outcome->links[outcome->link_count++] = usage;
    }
    return 0;
}
