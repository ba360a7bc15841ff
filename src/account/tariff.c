#include "account/tariff.h"
#include <math.h>

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

struct wf_host_tariff wf_tariff_of_host(const struct wf_host_class *class, bool whole_platform,
                                        uint32_t phases)
{
    const struct wf_site *site = class->site;
    struct wf_host_tariff tariff = {.wall_factor = wf_site_wall_factor(site),
                                    .wall_constant_w = wf_site_wall_constant(site),
                                    .pue_ratio = wf_site_pue(site),
                                    .cold_w = class->watts[wf_host_cold_pstate(class)].idle_w,
                                    .share_ratio = whole_platform ? 1 : wf_site_share(site),
                                    .attribution_ratio =
                                        whole_platform ? 1 : wf_site_attribution(site, false),
                                    .storage_w_per_byte = or_zero(site->storage_w_per_tb) / 1e12,
                                    .phases = phases,
                                    .whole_platform = whole_platform};
    tariff.site_factor = tariff.wall_factor * tariff.pue_ratio;
    tariff.base_ratio = tariff.share_ratio * tariff.attribution_ratio;
    tariff.unbilled_w = (1 - tariff.base_ratio) * tariff.cold_w -
                        tariff.base_ratio * tariff.wall_constant_w / tariff.wall_factor;
    return tariff;
}

struct wf_link_tariff wf_tariff_of_link(const struct wf_link_class *class, bool whole_platform,
                                        uint32_t phases)
{
    struct wf_link_tariff tariff = {.class = class,
                                    .bandwidth_byte_per_s = 1,
                                    .attribution_ratio = 1,
                                    .pue_ratio = 1,
                                    .phases = phases,
                                    .whole_platform = whole_platform};
    tariff.has_network = !class;
    if (!class)
        return tariff;
    const struct wf_site *site = class->site;
    tariff.has_range = !isnan(class->busy_w);
    tariff.has_watts = tariff.has_range || wf_site_has_radio(site);
    tariff.has_network = !tariff.has_watts || wf_site_has_network(site);
    if (tariff.has_range) {
        tariff.idle_w = class->idle_w;
        tariff.dynamic_w = class->busy_w - class->idle_w;
        tariff.bandwidth_byte_per_s = class->bandwidth_byte_per_s;
    }
    if (!whole_platform)
        tariff.attribution_ratio = wf_site_attribution(site, true);
    tariff.airtime_w = or_zero(site->airtime_w);
    tariff.tail_w = or_zero(site->tail_w);
    tariff.pue_ratio = wf_site_pue(site);
    return tariff;
}

struct wf_network_tariff wf_tariff_of_network(const struct wf_platform *platform,
                                              const struct wf_link_class *class, uint32_t view)
{
    if (!class || !wf_site_has_network(class->site) || view >= WF_NETWORK_VIEWS)
        return (struct wf_network_tariff){0};
    const struct wf_network_values *values =
        &platform->networks->items[class->site->network_class][view].values;
    return (struct wf_network_tariff){values->active_w, values->access_j_per_byte,
                                      values->core_j_per_byte};
}

struct wf_link_tariff wf_tariff_of_link_in(const struct wf_scenario *scenario,
                                           const struct wf_link_class *class)
{
    const struct wf_options *options = &scenario->options;
    struct wf_link_tariff tariff =
        wf_tariff_of_link(class, options->whole_platform, options->phases);
    tariff.network = wf_tariff_of_network(scenario->platform, class, options->network);
    return tariff;
}

bool wf_link_has_watts(const struct wf_link_class *class)
{
    return wf_tariff_of_link(class, false, 0).has_watts;
}

bool wf_link_is_known(const struct wf_link_class *class)
{
    return class && (wf_link_has_watts(class) || wf_site_has_network(class->site));
}
