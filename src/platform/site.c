#include "platform/site.h"
#include <math.h>
#include <string.h>

const char *const wf_site_meters[] = {"wall",    "module",   "package", "gpu",
                                      "battery", "estimate", NULL};
static const char *const gaps[] = {"report", "interpolate", NULL};

#define AT(member) offsetof(struct wf_site, member)
#define HOST       (WF_ON_HOST | WF_ON_ZONE)
#define BOTH       (WF_ON_HOST | WF_ON_LINK | WF_ON_ZONE | WF_LINK_INHERITS)
#define EACH       (WF_ON_HOST | WF_ON_LINK | WF_ON_ZONE)
#define LINK       (WF_ON_LINK | WF_ON_ZONE | WF_LINK_INHERITS)
#define CATALOGUE  WF_IN_CATALOGUE
#define QUANTITY   WF_PROP_QUANTITY

const struct wf_prop wf_site_props[] = {
    {"kind", AT(kind), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, HOST,
     "how results are grouped: datacentre, server, gateway, edge, phone, or a word of your own"},
    {"pue", AT(pue_ratio), QUANTITY, WF_DIM_NUMBER, 1, 100, NULL, NULL, BOTH,
     "power usage effectiveness of the place: site energy / IT energy (1 where none is given, "
     "assumed)"},
    {"carbon_intensity", AT(carbon_intensity_g_per_kwh), WF_PROP_SERIES, WF_DIM_INTENSITY, 0, 1e5,
     NULL, NULL, BOTH,
     "grid carbon intensity of the place, g CO2e per kWh; or a .csv file beside the platform with "
     "times and values in g/kWh, each of which holds until the next"},
    {"carbon_time", AT(carbon_time), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, BOTH,
     "column of the times of carbon_intensity's file, ISO 8601 (no offset: UTC) or seconds; "
     "default "
     "time"},
    {"carbon_value", AT(carbon_value), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, BOTH,
     "column of the values of carbon_intensity's file, g/kWh; default carbon_intensity"},
    {"carbon_gaps", AT(carbon_gaps), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, NULL, gaps, BOTH,
     "values that are missing while the job runs: report (an error; the default), or interpolate "
     "between their neighbours"},
    {"embodied_carbon", AT(embodied_carbon_g), QUANTITY, WF_DIM_MASS, 0, 1e12, NULL, NULL, EACH,
     "carbon of making the device, charged by (busy time + attribution x waiting time) / lifetime"},
    {"lifetime", AT(lifetime_s), QUANTITY, WF_DIM_TIME, WF_POSITIVE, 1e12, NULL, NULL, EACH,
     "service life over which embodied_carbon is spread"},
    {"utilisation", AT(utilisation_ratio), QUANTITY, WF_DIM_RATIO, WF_POSITIVE, 1, NULL, NULL, EACH,
     "share of its life that is charged to anyone, by the same rule; embodied_carbon is divided by "
     "it (1 where none is given)"},
    {"attribution", AT(attribution_ratio), QUANTITY, WF_DIM_RATIO, 0, 1, NULL, NULL, EACH,
     "share of the base (cold idle) power, and of the embodied carbon of waiting, billed to the "
     "job "
     "while on duty; default 1, phone 0, link shared_by_many 0"},
    {"share", AT(share_ratio), QUANTITY, WF_DIM_RATIO, 0, 1, NULL, NULL, HOST,
     "part of the host that the job reserves, e.g. a slice of a server: of its base power and "
     "embodied carbon, not of its speed or of the watts above idle (1 where none is given)"},
    {"workloads", AT(workloads), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, HOST,
     "names, in pstate order: pstate i has the measured speed and watts of workload i"},
    {"cold_pstate", AT(cold_pstate), WF_PROP_COUNT, WF_DIM_COUNT, 0, 1e4, NULL, NULL, HOST,
     "pstate whose idle is the power outside any job (default: the one it begins in, attribute "
     "pstate)"},
    {"idle_pstate", AT(idle_pstate), WF_PROP_COUNT, WF_DIM_COUNT, 0, 1e4, NULL, NULL, HOST,
     "pstate whose idle is drawn in a job while waiting (default: the workload's)"},
    {"speed_by_batch", AT(speed_by_batch), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, HOST,
     "speeds measured batch by batch: list of WORKLOAD:BATCH:SPEED, per core; between them by the "
     "curve of batches (docs/devices.md)"},
    {"wattage_by_batch", AT(wattage_by_batch), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, HOST,
     "watts while computing, measured batch by batch: list of WORKLOAD:BATCH:WATTS; each batch has "
     "a speed in speed_by_batch"},
    {"efficiency", AT(efficiency_ratio), QUANTITY, WF_DIM_RATIO, WF_POSITIVE, 1, NULL, NULL, HOST,
     "achieved / stated speed on a workload it was not measured on (result says uncalibrated)"},
    {"j-per-sample", AT(sample_j), QUANTITY, WF_DIM_ENERGY, WF_POSITIVE, 1e15, NULL, NULL,
     WF_ON_HOST | WF_SET_ONLY,
     "energy at the wall, before PUE, of training on a sample at full load: the watts stay, and "
     "the speed of training on the workload follows"},
    {"battery", AT(battery_j), QUANTITY, WF_DIM_ENERGY, WF_POSITIVE, 1e12, NULL, NULL, HOST,
     "capacity of the device's battery: what it draws drains it, and empty it blocks"},
    {"charging_wattage", AT(charging_w), QUANTITY, WF_DIM_POWER, 0, 1e9, NULL, NULL, HOST,
     "power into the battery while the device is at its charger (0 where none is given)"},
    {"memory", AT(memory_byte), QUANTITY, WF_DIM_BYTE, WF_POSITIVE, 1e18, NULL, NULL, HOST,
     "memory for training; a turn that does not fit is an error"},
    {"memory_bandwidth", AT(memory_bandwidth_byte_per_s), QUANTITY, WF_DIM_BANDWIDTH, WF_POSITIVE,
     1e18, NULL, NULL, HOST, "roofline of workloads not measured on this host"},
    {"storage_bandwidth", AT(storage_bandwidth_byte_per_s), QUANTITY, WF_DIM_BANDWIDTH, WF_POSITIVE,
     1e18, NULL, NULL, HOST,
     "at which samples are read, as fast as its storage or the link to it; who trains or evaluates "
     "waits where that takes longer than computing (default: no bound)"},
    {"accelerators", AT(accelerators), QUANTITY, WF_DIM_NUMBER, 0, 1e6, NULL, NULL, HOST,
     "number of accelerators, for accelerator-hours and a hierarchical all-reduce (1 where none is "
     "given)"},
    {"intra_bandwidth", AT(intra_bandwidth_byte_per_s), QUANTITY, WF_DIM_BANDWIDTH, WF_POSITIVE,
     1e18, NULL, NULL, HOST,
     "between the accelerators of the host, for a hierarchical all-reduce: what each sends and "
     "receives"},
    {"wall_factor", AT(wall_factor), QUANTITY, WF_DIM_NUMBER, WF_POSITIVE, 100, NULL, NULL, HOST,
     "slope: wall power / metered power, e.g. 1.3 for a module meter (1 where none is given)"},
    {"wall_constant", AT(wall_constant_w), QUANTITY, WF_DIM_POWER, 0, 1e6, NULL, NULL, HOST,
     "W at the wall that the meter does not see, after wall_factor and charger_efficiency; part of "
     "the base power (0 where none is given)"},
    {"charger_efficiency", AT(charger_ratio), QUANTITY, WF_DIM_RATIO, WF_POSITIVE, 1, NULL, NULL,
     HOST, "of a battery device: energy into it / energy from the grid (1 where none is given)"},
    {"storage_wattage", AT(storage_w_per_tb), QUANTITY, WF_DIM_NUMBER, 0, 1e6, NULL, NULL, HOST,
     "W at the wall per TB (1e12 B) kept on the host, as long as it is kept"},
    {"meter", AT(meter), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, NULL, wf_site_meters, HOST,
     "where the watts were measured (default estimate)"},
    {"shared_by_many", AT(shared_by_many), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, NULL,
     wf_words_yes_no, LINK,
     "yes: the link's base watts are not this job's (attribution 0 unless given)"},
    {"network_class", AT(network_class), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, NULL,
     wf_network_classes, LINK,
     "network that the link is part of: its joules a byte and watts a transfer are those of the "
     "catalogue (props networks), in the view of --network; its own watts are the device's side "
     "and add"},
    {"airtime_wattage", AT(airtime_w), QUANTITY, WF_DIM_POWER, 0, 1e6, NULL, NULL, WF_ON_LINK,
     "drawn by the radio while at least one transfer is on the link, whatever its rate"},
    {"tail_wattage", AT(tail_w), QUANTITY, WF_DIM_POWER, 0, 1e6, NULL, NULL, WF_ON_LINK,
     "drawn by the radio after the last byte, for the time of tail"},
    {"tail", AT(tail_s), QUANTITY, WF_DIM_TIME, 0, 1e6, NULL, NULL, WF_ON_LINK,
     "time the radio stays up after the last byte; the next transfer cuts it short"},
    {"props_of", AT(props_of), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL,
     WF_ON_HOST | WF_ON_LINK,
     "zone, declared before, whose props hold for the host or link in the place of those of the "
     "zone it stands in; routes are not changed by it"},
    {"device", AT(device), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, HOST | WF_COMMON_WORD,
     "FILE#ID, entry of a catalogue of devices (a path from the platform's folder): where speed "
     "and watts come from; check tells where they differ"},
    {"fit", AT(fit), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, WF_ON_HOST | WF_COMMON_WORD,
     "CSV file of the fit that fitted figures of the host are of (a path from the platform's "
     "folder; calibrate --fit writes it): a sweep draws them together"},
    {"provenance", AT(provenance), WF_PROP_PROVENANCE, WF_DIM_NUMBER, 0, 0, NULL, NULL, EACH,
     "where figures come from, with ',' between; WORD is measured, fitted, published, derived or "
     "assumed, LOW..HIGH the 95 % interval (assumed: bounds). What is not listed is assumed. PROP "
     "is "
     "one given here, or on a zone one of its hosts and links (speed.0, wattage_per_state.0.all)"},
    {"samples_per_second", AT(samples_per_second), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL,
     CATALOGUE,
     "makes a host an entry of a catalogue: measured samples/s a pstate, with ',' between; - where "
     "there is none. Its `workloads` names every pstate"},
    {"flop_per_sample", AT(flop_per_sample), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL,
     CATALOGUE,
     "flop a sample (e.g. 222.099 Mflop) a pstate, with ',' between; x samples_per_second = speed"},
    {"source", AT(source), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, CATALOGUE,
     "where from, a pstate or one for all, with ';' between"},
    {"date", AT(date), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, CATALOGUE,
     "of the measurement or the publication (2024, 2024-05, 2024-05-10), a pstate or one for all, "
     "with ',' between; - where it is not known"},
    {"residual", AT(residual), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, CATALOGUE,
     "largest error of the fit and what it is of (1.3 % second half: of the same run; 1.3 % run "
     "left out: of a run predicted from others), a pstate or one for all, with ',' between; - "
     "where "
     "none was computed"},
    {"software", AT(software), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, CATALOGUE,
     "release of the software that the figures hold for, a pstate or one for all, with ';' "
     "between; - where it is not known"},
    {"description", AT(description), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, CATALOGUE,
     "what the device is"},
    WF_PROP_END,
};
_Static_assert(offsetof(struct wf_site, carbon_file) ==
                   AT(carbon_intensity_g_per_kwh) + offsetof(struct wf_prop_series, file),
               "value and file of carbon_intensity are one struct wf_prop_series");
_Static_assert(sizeof wf_site_props / sizeof *wf_site_props - 1 <= WF_SITE_PROPS_MAX,
               "a site has room for the origin of each row");

const char *wf_meter_name(uint32_t meter)
{
    return wf_site_meters[meter];
}

const char *wf_site_kind(const struct wf_site *site)
{
    return site->kind ? site->kind : "host";
}

double wf_site_attribution(const struct wf_site *site, bool link)
{
    if (!isnan(site->attribution_ratio))
        return site->attribution_ratio;
    if (link)
        return site->shared_by_many == WF_YES ? 0 : 1;
    return strcmp(wf_site_kind(site), "phone") ? 1 : 0;
}

double wf_site_share(const struct wf_site *site)
{
    return isnan(site->share_ratio) ? 1 : site->share_ratio;
}

double wf_site_pue(const struct wf_site *site)
{
    return isnan(site->pue_ratio) ? 1 : site->pue_ratio;
}

bool wf_site_pue_is_assumed(const struct wf_site *site)
{
    static const char *const housed[] = {"datacentre", "server", "gateway", "edge"};
    for (size_t i = 0; i < sizeof housed / sizeof *housed; i++)
        if (!strcmp(wf_site_kind(site), housed[i]))
            return isnan(site->pue_ratio);
    return false;
}

double wf_site_wall_factor(const struct wf_site *site)
{
    double factor = isnan(site->wall_factor) ? 1 : site->wall_factor;
    return isnan(site->charger_ratio) ? factor : factor / site->charger_ratio;
}

double wf_site_wall_constant(const struct wf_site *site)
{
    return isnan(site->wall_constant_w) ? 0 : site->wall_constant_w;
}

bool wf_site_has_wall_factor(const struct wf_site *site)
{
    return !isnan(site->wall_factor) || !isnan(site->charger_ratio) ||
           wf_site_wall_constant(site) > 0;
}

bool wf_site_has_radio(const struct wf_site *site)
{
    return site->airtime_w > 0 || site->tail_w > 0;
}

double wf_site_accelerators(const struct wf_site *site)
{
    return isnan(site->accelerators) ? 1 : site->accelerators;
}

enum wf_meter_kind wf_site_meter(const struct wf_site *site)
{
    return site->meter == WF_CHOICE_UNSET ? WF_METER_ESTIMATE : (enum wf_meter_kind)site->meter;
}
