#include "job/meter.h"
#include "base/pages.h"
#include "job/executor.h"
#include "job/own_links.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void wf_meter_init(struct wf_meter *meter, struct wf_executor *executor,
                   const struct wf_scenario *scenario)
{
    *meter = (struct wf_meter){.executor = executor, .scenario = scenario};
    wf_arena_init(&meter->arena);
    meter->start_s = wf_scenario_start_s(scenario);
    meter->bucket_s = wf_scenario_bucket_s(scenario);
    wf_routes_init(&meter->routes, executor, scenario->platform, meter->start_s, meter->bucket_s,
                   scenario->options.network);
    meter->node_of_host = wf_calloc(scenario->platform->host_count + 1, sizeof(struct wf_node *));
}

void wf_meter_expect_all(struct wf_meter *meter)
{
    double hosts = wf_scenario_likely_hosts(meter->scenario);
    uint32_t links = meter->scenario->platform->link_count;
    wf_arena_expect(&meter->arena, (size_t)(hosts * sizeof(struct wf_node)));
    wf_routes_expect(&meter->routes, (uint32_t)fmin(2 * hosts, links));
}

void wf_meter_release(struct wf_meter *meter)
{
    wf_routes_release(&meter->routes);
    wf_ledger_release(&meter->ledger);
    for (uint32_t i = 0; i < meter->node_count; i++)
        wf_weights_free(meter->nodes[i]->ledger.weights);
    wf_arena_release(&meter->arena);
    free(meter->nodes);
    free(meter->node_of_host);
    *meter = (struct wf_meter){0};
}

struct wf_node *wf_meter_node(struct wf_meter *meter, const struct wf_participant *participant)
{
    struct wf_node **slot = &meter->node_of_host[participant->host];
    if (*slot)
        return *slot;
    const struct wf_host *host = &meter->scenario->platform->hosts[participant->host];
    struct wf_node *node = wf_arena_alloc_line(&meter->arena, sizeof *node);
    node->host = meter->executor->ops->host(meter->executor, participant->host, host->name,
                                            &node->first_pstate);
    node->index = participant->host;
    node->core_count = host->class->core_count;
    wf_ledger_host_init(&node->ledger, participant->host, host->class, node->first_pstate,
                        participant->idle_pstate);
    if (meter->ledger.power)
        node->ledger.power_row =
            wf_power_row(meter->ledger.power, wf_site_kind(host->class->site), participant->host);
    node->ledger.weights = wf_weights_of(host->class->site->carbon_series, meter->start_s,
                                         meter->bucket_s, WF_HOST_ROWS);
    if (meter->node_count == meter->node_capacity) {
        meter->node_capacity = meter->node_capacity ? 2 * meter->node_capacity : 64;
        meter->nodes = wf_realloc(meter->nodes, meter->node_capacity * sizeof *meter->nodes);
    }
    *slot = meter->nodes[meter->node_count++] = node;
    return node;
}

static double now(const struct wf_meter *meter)
{
    return wf_executor_now(meter->executor);
}

/* The node draws another power from now on. */
static void follow(struct wf_meter *meter, struct wf_node *node, double now_s, bool pstate_changed)
{
    if (pstate_changed)
        meter->executor->ops->set_pstate(meter->executor, node->host, node->ledger.pstate);
    if (node->battery)
        wf_battery_set_power(node->battery, now_s, node->ledger.power_w);
}

void wf_meter_begin(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded,
                    uint16_t pstate)
{
    double now_s = now(meter);
    follow(meter, node, now_s,
           wf_ledger_begin(&meter->ledger, &node->ledger, now_s, phase, loaded, pstate));
}

void wf_meter_end(struct wf_meter *meter, struct wf_node *node, enum wf_phase phase, bool loaded)
{
    double now_s = now(meter);
    follow(meter, node, now_s, wf_ledger_end(&meter->ledger, &node->ledger, now_s, phase, loaded));
}

void wf_meter_serve(struct wf_meter *meter, struct wf_node *node, double now_s, enum wf_phase phase,
                    bool on)
{
    if (on)
        follow(meter, node, now_s,
               wf_ledger_begin(&meter->ledger, &node->ledger, now_s, phase, false, 0));
    else
        follow(meter, node, now_s,
               wf_ledger_end(&meter->ledger, &node->ledger, now_s, phase, false));
}

void wf_meter_leave(struct wf_meter *meter, struct wf_node *node)
{
    (void)meter;
    wf_ledger_leave(&node->ledger);
}

void wf_meter_store(struct wf_meter *meter, struct wf_node *node, double byte)
{
    wf_ledger_store(&meter->ledger, &node->ledger, now(meter), byte);
}

void wf_meter_explore(struct wf_meter *meter, bool on)
{
    wf_ledger_explore(&meter->ledger, now(meter), on);
}

double wf_meter_open_j(const struct wf_meter *meter, const struct wf_node *node)
{
    return wf_ledger_open_j(&node->ledger, now(meter));
}

void wf_meter_attend(struct wf_meter *meter, struct wf_node *node)
{
    wf_meter_begin(meter, node, WF_PHASE_WAIT, false, 0);
    wf_meter_end(meter, node, WF_PHASE_WAIT, false);
}

void wf_meter_wait_in(struct wf_meter *meter, struct wf_node *node, uint16_t pstate)
{
    node->ledger.idle_pstate = pstate;
    wf_meter_attend(meter, node); /* until now it has drawn the watts of the one before */
}

const struct wf_route *wf_meter_route(struct wf_meter *meter, const struct wf_node *from,
                                      const struct wf_node *to)
{
    if (from->partner == to && from->tie.out)
        return from->tie.out;
    if (to->partner == from && to->tie.in)
        return to->tie.in;
    return wf_routes_get(&meter->routes, from, to);
}

const struct wf_tie *wf_meter_tie(struct wf_meter *meter, struct wf_node *node,
                                  const struct wf_node *partner)
{
    if (node->partner)
        return &node->tie;
    node->tie = (struct wf_tie){
        .out = wf_routes_get_tied(&meter->routes, node, partner),
        .in = wf_routes_get_tied(&meter->routes, partner, node),
        .alone = wf_own_links_join_hosts(meter->scenario->platform, node->index, partner->index)};
    node->partner = partner;
    return &node->tie;
}

double wf_meter_pass(struct wf_meter *meter, struct wf_node *node, double from_s, double to_s,
                     enum wf_phase phase, bool loaded, uint16_t pstate)
{
    return wf_ledger_pass(&meter->ledger, &node->ledger, from_s, to_s, phase, loaded, pstate);
}

static void begin_transfer(struct wf_meter *meter, const struct wf_route *route, double now_s,
                           enum wf_phase phase)
{
    if (!route->has_radio)
        return;
    for (uint32_t i = 0; i < route->link_count; i++) {
        struct wf_ledger_link *link = &route->links[i]->ledger;
        wf_ledger_transfer_begin(&meter->ledger, link, now_s, phase);
        struct wf_ledger_radio *radio = wf_ledger_radio_of(link);
        if (radio && route->alone)
            radio->usage.alone = 1;
    }
}

static void end_transfer(struct wf_meter *meter, const struct wf_route *route, double start_s,
                         double now_s, enum wf_phase phase, double byte)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        wf_ledger_transfer(&meter->ledger, &route->links[i]->ledger, start_s, now_s, phase, byte);
    if (route->core)
        wf_ledger_core(&meter->ledger, &route->core->ledger, start_s, now_s, phase, byte);
}

void wf_meter_transfer_begin(struct wf_meter *meter, const struct wf_route *route,
                             enum wf_phase phase)
{
    begin_transfer(meter, route, now(meter), phase);
}

void wf_meter_transfer(struct wf_meter *meter, const struct wf_route *route, double start_s,
                       enum wf_phase phase, double byte)
{
    end_transfer(meter, route, start_s, now(meter), phase, byte);
}

static double transfer_j(const struct wf_route *route, double time_s, double byte)
{
    double energy_j = wf_route_network_j(route, byte, time_s);
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_link_tariff *tariff = route->links[i]->ledger.tariff;
        energy_j += tariff->pue_ratio *
                    (wf_tariff_bytes_j(tariff, byte) + wf_tariff_radio_j(tariff, time_s, 0));
    }
    return energy_j;
}

double wf_meter_transfer_j(const struct wf_meter *meter, const struct wf_route *route,
                           double start_s, double byte)
{
    return transfer_j(route, now(meter) - start_s, byte);
}

double wf_meter_transfer_pass(struct wf_meter *meter, const struct wf_route *route, double from_s,
                              double to_s, enum wf_phase phase, double byte)
{
    begin_transfer(meter, route, from_s, phase);
    end_transfer(meter, route, from_s, to_s, phase, byte);
    return transfer_j(route, to_s - from_s, byte);
}

double wf_meter_link_pass(struct wf_meter *meter, struct wf_route_link *link, double from_s,
                          double to_s, enum wf_phase phase, double byte)
{
    const struct wf_link_tariff *tariff = link->ledger.tariff;
    wf_ledger_transfer(&meter->ledger, &link->ledger, from_s, to_s, phase, byte);
    return tariff->pue_ratio * wf_tariff_bytes_j(tariff, byte);
}

bool wf_meter_connected(struct wf_meter *meter, const struct wf_node *from,
                        const struct wf_node *to)
{
    return from == to || wf_route_exists(wf_meter_route(meter, from, to));
}

/* ---- the end ---- */

void wf_meter_close(struct wf_meter *meter)
{
    for (uint32_t i = 0; i < meter->node_count; i++)
        wf_ledger_store(&meter->ledger, &meter->nodes[i]->ledger, now(meter), 0);
}

bool wf_meter_is_billed(const struct wf_node *node)
{
    return node->ledger.met || node->ledger.usage.stored_byte_s > 0;
}

static void report_hosts(struct wf_meter *meter, double end_s, struct wf_outcome *outcome)
{
    outcome->hosts = wf_pages_alloc((meter->node_count + 1) * sizeof *outcome->hosts);
    for (uint32_t i = 0; i < meter->node_count; i++) {
        struct wf_node *node = meter->nodes[i];
        struct wf_host_usage *usage = &node->ledger.usage;
        if (!wf_meter_is_billed(node))
            continue;
        usage->first_pstate = node->first_pstate;
        usage->final_pstate = node->ledger.pstate;
        if (!node->ledger.met) /* it has kept data, and was on duty at no time */
            usage->first_s = usage->last_s = end_s;
        outcome->hosts[outcome->host_count++] = *usage;
    }
}

/* The rows of a link, each its own. */
static void report_networks(const struct wf_ledger *ledger, const struct wf_ledger_link *link,
                            struct wf_outcome *outcome)
{
    for (uint32_t next = link->network; next; next = ledger->networks[next - 1].link) {
        struct wf_network_usage *row = &outcome->networks[outcome->network_count++];
        *row = ledger->networks[next - 1];
        row->link = (uint32_t)outcome->link_count;
    }
}

static void report_link(const struct wf_meter *meter, const struct wf_route_link *route_link,
                        struct wf_outcome *outcome)
{
    const struct wf_executor_ops *ops = meter->executor->ops;
    const struct wf_ledger_link *link = &route_link->ledger;
    struct wf_ledger_radio *radio = wf_ledger_radio_of(link);
    if (radio && !radio->reported) { /* of two halves: with the first that was used */
        radio->reported = true;
        radio->usage.link = (uint32_t)outcome->link_count;
        outcome->until_s = fmax(outcome->until_s, radio->tail_end_s);
        outcome->radios[outcome->radio_count++] = radio->usage;
    }
    report_networks(&meter->ledger, link, outcome);
    struct wf_link_usage *usage = &outcome->links[outcome->link_count++];
    *usage = wf_ledger_link_usage(link);
    if (ops->link_j && meter->scenario->options.audit)
        usage->plugin_j = ops->link_j(meter->executor, route_link->link, link->name);
}

/* @param weighted  their weights are reported later */
static void report_links(struct wf_meter *meter, double end_s, bool weighted,
                         struct wf_outcome *outcome)
{
    struct wf_routes *routes = &meter->routes;
    uint32_t radios = 0;
    for (uint32_t i = 0; i < routes->link_count; i++)
        radios += wf_ledger_radio_of(&routes->links[i]->ledger) != NULL;
    outcome->links = wf_pages_alloc((routes->link_count + 1) * sizeof *outcome->links);
    outcome->radios = wf_calloc(radios + 1, sizeof *outcome->radios);
    outcome->networks = wf_calloc(meter->ledger.network_count + 1, sizeof *outcome->networks);
    outcome->until_s = fmax(outcome->until_s, end_s); /* of devices in reserve, or 0 */
    for (uint32_t i = 0; i < routes->link_count; i++) {
        if (routes->links[i]->ledger.carried.transfers)
            report_link(meter, routes->links[i], outcome);
        if (!weighted)
            wf_routes_drop(routes, i);
    }
}

/* Two passes over the same rows: count them, then keep them. @p first: number of row 0. */
static void report_weights_of(const struct wf_weights *weights, uint32_t first, uint32_t owner,
                              bool link, struct wf_outcome *outcome)
{
    for (uint32_t row = 0; weights && row < weights->row_count; row++) {
        const struct wf_buckets *buckets = weights->buckets ? &weights->buckets[row] : NULL;
        bool empty = weights->weighted[row] == 0 && (!buckets || !buckets->count);
        if (empty)
            continue;
        uint32_t count = buckets ? buckets->count : 0;
        if (outcome->weights)
            outcome->weights[outcome->weight_count] =
                (struct wf_weight_row){.owner = owner,
                                       .link = link,
                                       .row = (uint16_t)(first + row),
                                       .bucket_count = count,
                                       .weighted = weights->weighted[row]};
        if (outcome->buckets && count)
            memcpy(outcome->buckets + outcome->bucket_count, buckets->amount,
                   count * sizeof *buckets->amount);
        outcome->weight_count++;
        outcome->bucket_count += count;
    }
}

static void report_extras(const struct wf_ledger_extras *extras, uint32_t owner,
                          struct wf_outcome *outcome)
{
    report_weights_of(extras->weights, 0, owner, true, outcome);
    if (extras->radio && extras->radio->usage.link == owner)
        report_weights_of(extras->radio->weights, 0, owner, true, outcome);
    report_weights_of(extras->network_weights, WF_LINK_ROWS, owner, true, outcome);
}

static void report_weights(const struct wf_meter *meter, struct wf_outcome *outcome)
{
    for (int pass = 0; pass < 2; pass++) {
        uint32_t owner = 0;
        if (pass == 1) {
            outcome->weights = wf_calloc(outcome->weight_count + 1, sizeof *outcome->weights);
            outcome->buckets = wf_calloc(outcome->bucket_count + 1, sizeof *outcome->buckets);
        }
        outcome->weight_count = outcome->bucket_count = 0;
        for (uint32_t i = 0; i < meter->node_count; i++)
            if (wf_meter_is_billed(meter->nodes[i]))
                report_weights_of(meter->nodes[i]->ledger.weights, 0, owner++, false, outcome);
        owner = 0;
        for (uint32_t i = 0; i < meter->routes.link_count; i++) {
            const struct wf_ledger_link *link = &meter->routes.links[i]->ledger;
            if (!link->carried.transfers)
                continue;
            if (link->extras)
                report_extras(link->extras, owner, outcome);
            owner++;
        }
    }
}

static void report_power(const struct wf_power *power, struct wf_outcome *outcome)
{
    outcome->power_step_s = power->step_s;
    outcome->power_rows = power->rows;
    outcome->power_more = power->more;
    memcpy(outcome->power_hosts, power->hosts, sizeof outcome->power_hosts);
    outcome->power_count = (size_t)power->bins * power->rows;
    outcome->power_j = wf_calloc(outcome->power_count + 1, sizeof *outcome->power_j);
    for (uint32_t i = 0; i < power->bins; i++)
        memcpy(outcome->power_j + (size_t)i * power->rows,
               power->energy_j + (size_t)i * WF_POWER_ROWS, power->rows * sizeof(double));
}

/* What is reported takes the place of what it was gathered in: of a large fleet each is tens of MB.
 */
void wf_meter_report(struct wf_meter *meter, struct wf_outcome *outcome)
{
    double end_s = now(meter);
    bool weighted = meter->scenario->platform->series.count > 0;
    report_links(meter, end_s, weighted, outcome);
    if (weighted)
        report_weights(meter, outcome);
    if (meter->ledger.power)
        report_power(meter->ledger.power, outcome);
    wf_routes_release(&meter->routes);
    report_hosts(meter, end_s, outcome);
}
