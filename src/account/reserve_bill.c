#include "account/reserve_bill.h"
#include "account/audit.h"
#include "account/tariff.h"
#include <math.h>
#include <stdio.h>

static void note(struct wf_first_device *first, uint32_t learner, bool up)
{
    uint64_t number = 1 + 2 * (uint64_t)learner + up; /* "..-down" stands before "..-up" */
    if (!first->number || number < first->number)
        first->number = number;
}

void wf_reserve_bill_host(struct wf_reserve_bill *sums, const struct wf_scenario *scenario,
                          const struct wf_outcome *outcome, const struct wf_host *host,
                          const struct wf_host_usage *usage, uint32_t learner)
{
    note(&sums->first, learner, false);
    struct wf_host_bill bill =
        wf_bill_device(scenario, outcome, host->class, usage, NULL, sums->phase_carbon_g);
    wf_bill_sums_add_host(&sums->hosts, &bill, host);
    wf_sum_add(&sums->ledger_host_j, wf_audit_host_j(host->class, usage, outcome->time_s));
}

void wf_reserve_bill_link(struct wf_reserve_bill *sums, const struct wf_scenario *scenario,
                          const struct wf_outcome *outcome, struct wf_link_bill *bill,
                          uint32_t learner, bool up)
{
    uint32_t carbon = sums->links.carbon_g.unknown, embodied = sums->links.embodied_g.unknown;
    double phase_j[WF_PHASE_COUNT];
    wf_bill_device_link(scenario, outcome, bill, NULL, sums->phase_carbon_g, phase_j);
    wf_bill_sums_add_link(&sums->links, bill, phase_j);
    if (sums->links.carbon_g.unknown > carbon)
        note(&sums->first_carbon, learner, up);
    if (sums->links.embodied_g.unknown > embodied)
        note(&sums->first_embodied, learner, up);
    const struct wf_audit_link audit = wf_audit_link(bill, outcome->time_s);
    wf_sum_add(&sums->link_audit.ledger_j, audit.on_air_j);
    wf_sum_add(&sums->link_audit.on_air_j, audit.on_air_j);
    wf_sum_add(&sums->link_audit.ledger_j, audit.ledger_j);
    sums->link_audit.on_air += audit.on_air_j > 0;
    sums->link_audit.counted += audit.counted;
    if (audit.on_air_j > 0)
        note(&sums->first_on_air, learner, up);
    if (bill->radio && bill->radio->alone) {
        sums->radios_alone = true;
        note(&sums->first_alone, learner, up);
    }
    if (!wf_link_is_known(bill->class)) {
        wf_unknown_links_add(&sums->unknown, bill, scenario->options.phases);
        note(&sums->first_unknown, learner, up);
    }
}

static void name(struct wf_first_device *first, const struct wf_reserve *reserve, bool link)
{
    struct wf_fleet_device device;
    char host[WF_FLEET_NAME];
    if (!first->number)
        return;
    wf_fleet_draw(reserve->fleet, reserve->first + (first->number - 1) / 2, &device);
    wf_fleet_name(reserve->fleet, &device, host, sizeof host);
    snprintf(first->name, sizeof first->name, "%s%s", host,
             !link                     ? ""
             : (first->number - 1) % 2 ? "-up"
                                       : "-down");
}

void wf_reserve_bill_name(struct wf_reserve_bill *sums, const struct wf_reserve *reserve)
{
    name(&sums->first, reserve, false);
    name(&sums->first_unknown, reserve, true);
    name(&sums->first_on_air, reserve, true);
    name(&sums->first_alone, reserve, true);
    name(&sums->first_carbon, reserve, true);
    name(&sums->first_embodied, reserve, true);
}

static void rename_unknown(struct wf_partial *partial, const struct wf_first_device *first)
{
    partial->first_unknown = partial->unknown ? first->name : NULL;
}

void wf_reserve_bills_settle(struct wf_outcome *outcome)
{
    for (size_t i = 0; i < outcome->reserve_bill_count; i++) {
        struct wf_reserve_bill *bills = &outcome->reserve_bills[i];
        rename_unknown(&bills->hosts.carbon_g, &bills->first);
        rename_unknown(&bills->hosts.embodied_g, &bills->first);
        rename_unknown(&bills->links.carbon_g, &bills->first_carbon);
        rename_unknown(&bills->links.embodied_g, &bills->first_embodied);
    }
}
