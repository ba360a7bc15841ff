#include "account/price.h"
#include "account/reserve_bill.h"
#include <math.h>

struct sums {
    struct wf_bill_sums hosts, links;
};

/* The first name of what is unknown is asked by nobody here: looking for it would take as long as
 * adding up. */
static void add_host(void *data, const struct wf_host_class *class, const struct wf_host_bill *bill)
{
    struct sums *sums = data;
    const struct wf_host nameless = {.name = "", .class = class};
    wf_bill_sums_add_host(&sums->hosts, bill, &nameless);
}

static void add_link(void *data, const struct wf_link_bill *bill,
                     const double phase_j[WF_PHASE_COUNT])
{
    struct sums *sums = data;
    struct wf_link_bill nameless = *bill;
    nameless.name = "";
    wf_bill_sums_add_link(&sums->links, &nameless, phase_j);
}

void wf_price_of(const struct wf_bill_sums *hosts, const struct wf_bill_sums *links,
                 struct wf_price *price)
{
    struct wf_bill_sums all = *hosts;
    wf_bill_sums_merge(&all, links);
    *price = (struct wf_price){
        .energy_j = wf_sum_value(&all.energy_j),
        .host_energy_j = wf_sum_value(&hosts->own_j),
        .link_energy_j = wf_sum_value(&links->own_j),
        .carbon_g = all.carbon_g.unknown ? NAN : wf_sum_value(&all.carbon_g.sum),
        .embodied_g = all.embodied_g.known ? wf_sum_value(&all.embodied_g.sum) : NAN,
        .accelerator_hours = wf_sum_value(&hosts->accelerator_hours)};
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        price->network_energy_j[view] = wf_sum_value(&links->network_j[view]);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        price->phase_j[phase] = wf_sum_value(&all.phase_j[phase]);
}

void wf_price_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_price *price)
{
    struct sums sums = {0};
    struct wf_carbon carbon;
    struct wf_billing billing;
    wf_carbon_init(&carbon, scenario, outcome);
    wf_bills_each(scenario, outcome, &carbon, &billing, add_host, add_link, &sums);
    wf_billing_release(&billing); /* of names, nothing is kept */
    for (size_t i = 0; i < outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *bills = &outcome->reserve_bills[i];
        wf_bill_sums_merge(&sums.hosts, &bills->hosts);
        wf_bill_sums_merge(&sums.links, &bills->links);
    }
    wf_price_of(&sums.hosts, &sums.links, price);
}
