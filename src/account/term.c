#include "account/term.h"
#include "account/weights.h"

static struct wf_term counted(uint32_t phases, double factor_j, enum wf_phase phase)
{
    return (struct wf_term){.factor_j = wf_phases_have(phases, phase) ? factor_j : 0,
                            .phase = phase};
}

struct wf_term wf_term_of_host(const struct wf_host_tariff *tariff, uint32_t row)
{
    double cold_j = tariff->site_factor * tariff->cold_w;
    double constant_j = tariff->pue_ratio * tariff->wall_constant_w;
    if (row == WF_ROW_STORAGE)
        return counted(tariff->phases, tariff->pue_ratio * tariff->storage_w_per_byte,
                       WF_PHASE_STORAGE);
    if (row < WF_ROW_TIME)
        return counted(tariff->phases, tariff->site_factor, (enum wf_phase)row);
    enum wf_phase own = (enum wf_phase)(row - WF_ROW_TIME);
    if (!tariff->whole_platform)
        return counted(tariff->phases,
                       tariff->base_ratio * constant_j - (1 - tariff->base_ratio) * cold_j, own);
    struct wf_term term = counted(tariff->phases, -cold_j - constant_j, WF_PHASE_WAIT);
    term.own_j = wf_phases_have(tariff->phases, own) ? constant_j : 0;
    term.own = own;
    return term;
}

static struct wf_term term_of_network(const struct wf_link_tariff *tariff, uint32_t row)
{
    const struct wf_network_tariff *network = &tariff->network;
    const double factors[] = {network->access_j_per_byte, network->core_j_per_byte,
                              network->active_w};
    return counted(tariff->phases, factors[row / WF_PHASE_COUNT],
                   (enum wf_phase)(row % WF_PHASE_COUNT));
}

struct wf_term wf_term_of_link(const struct wf_link_tariff *tariff, uint32_t row)
{
    if (row >= WF_LINK_ROWS)
        return term_of_network(tariff, row - WF_LINK_ROWS);
    if (row < WF_ROW_BASE)
        return counted(tariff->phases, tariff->pue_ratio, (enum wf_phase)row);
    double share = tariff->whole_platform ? 0 : tariff->attribution_ratio;
    return counted(tariff->phases, tariff->pue_ratio * share * tariff->idle_w,
                   row == WF_ROW_BASE ? WF_PHASE_WAIT : WF_PHASE_EXPLORATION);
}

double wf_term_host_standing_w(const struct wf_host_tariff *tariff)
{
    if (!tariff->whole_platform || !wf_phases_have(tariff->phases, WF_PHASE_WAIT))
        return 0;
    return tariff->site_factor * tariff->cold_w + tariff->pue_ratio * tariff->wall_constant_w;
}

double wf_term_link_standing_w(const struct wf_link_tariff *tariff)
{
    if (!tariff->whole_platform || !wf_phases_have(tariff->phases, WF_PHASE_WAIT))
        return 0;
    return tariff->pue_ratio * tariff->idle_w;
}
