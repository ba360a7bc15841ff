#include "account/bill_sums.h"
#include <math.h>

static void add_phases(struct wf_bill_sums *sums, const double *phase_j)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (phase_j[phase] != 0)
            wf_sum_add(&sums->phase_j[phase], phase_j[phase]);
}

static double work_s(const struct wf_host_usage *usage)
{
    double sum_s = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        sum_s += wf_usage_work_s(usage, (enum wf_phase)phase);
    return sum_s;
}

void wf_bill_sums_add_host(struct wf_bill_sums *sums, const struct wf_host_bill *bill,
                           const struct wf_host *host)
{
    sums->count++;
    wf_sum_add(&sums->own_j, bill->wall_j);
    wf_sum_add(&sums->energy_j, bill->energy_j);
    add_phases(sums, bill->phase_j);
    wf_partial_add(&sums->carbon_g, bill->carbon_g, host->name);
    wf_partial_add(&sums->embodied_g, bill->embodied_g, host->name);
    if (bill->usage)
        wf_sum_add(&sums->accelerator_hours,
                   work_s(bill->usage) / 3600 * wf_site_accelerators(host->class->site));
}

void wf_bill_sums_add_link(struct wf_bill_sums *sums, const struct wf_link_bill *bill,
                           const double *phase_j)
{
    sums->count += bill->count;
    wf_sum_add(&sums->own_j, bill->wire_j);
    wf_sum_add(&sums->energy_j, bill->energy_j);
    add_phases(sums, phase_j);
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        wf_sum_add(&sums->network_j[view], bill->network_j[view]);
    if (bill->energy_j > 0 || !isnan(bill->carbon_g))
        wf_partial_add(&sums->carbon_g, bill->carbon_g, bill->name);
    if (bill->class && !isnan(bill->class->site->embodied_carbon_g))
        wf_partial_add(&sums->embodied_g, bill->embodied_g, bill->name);
}

bool wf_unknown_links_add(struct wf_unknown_links *unknown, const struct wf_link_bill *bill,
                          uint32_t phases)
{
    double byte = 0, transfer_s = 0;
    for (int phase = 0; bill->usage && phase < WF_PHASE_COUNT; phase++)
        if (wf_phases_have(phases, (enum wf_phase)phase))
            byte += wf_link_usage_byte(bill->usage, phase);
    for (uint32_t i = 0; i < bill->network_count; i++)
        if (wf_phases_have(phases, (enum wf_phase)bill->networks[i].phase))
            transfer_s += bill->networks[i].transfer_s;
    unknown->all++;
    if (byte <= 0)
        return false;
    unknown->counted++;
    wf_sum_add(&unknown->byte, byte);
    wf_sum_add(&unknown->transfer_s, transfer_s);
    return true;
}

void wf_bill_sums_merge(struct wf_bill_sums *sums, const struct wf_bill_sums *other)
{
    sums->count += other->count;
    wf_sum_merge(&sums->own_j, &other->own_j);
    wf_sum_merge(&sums->energy_j, &other->energy_j);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_sum_merge(&sums->phase_j[phase], &other->phase_j[phase]);
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        wf_sum_merge(&sums->network_j[view], &other->network_j[view]);
    wf_sum_merge(&sums->accelerator_hours, &other->accelerator_hours);
    wf_partial_merge(&sums->carbon_g, &other->carbon_g);
    wf_partial_merge(&sums->embodied_g, &other->embodied_g);
}
