/* What wattfleet knows of a host or link beyond SimGrid's own attributes: its <prop>s, and those of
 * the zones it stands in (the nearest wins). */
#ifndef WF_PLATFORM_SITE_H
#define WF_PLATFORM_SITE_H

#include "platform/networks.h"
#include "platform/series.h"
#include "prop/prop.h"
#include "prop/provenance.h"
#include "prop/words.h"
#include <stdbool.h>

enum wf_meter_kind {
    WF_METER_WALL,
    WF_METER_MODULE,
    WF_METER_PACKAGE,
    WF_METER_GPU,
    WF_METER_BATTERY,
    WF_METER_ESTIMATE
};

struct wf_site {
    const char *kind;
    double pue_ratio;
    double carbon_intensity_g_per_kwh;      /**< NaN: unknown, or a series */
    const char *carbon_file;                /**< with the intensity, one struct wf_prop_series */
    const char *carbon_time, *carbon_value; /**< columns of the file */
    const struct wf_series *carbon_series;  /**< of the file, loaded; shared; NULL: none */
    double embodied_carbon_g, lifetime_s, utilisation_ratio;
    double attribution_ratio, share_ratio;
    const char *workloads; /**< list; pstate i has the measured speed and watts of workload i */
    uint64_t cold_pstate, idle_pstate;
    const char *speed_by_batch;   /**< list of WORKLOAD:BATCH:SPEED */
    const char *wattage_by_batch; /**< list of WORKLOAD:BATCH:WATTS */
    double efficiency_ratio;      /**< achieved / stated speed where not measured on the workload */
    double sample_j; /**< of --set: at the wall, of training on a sample; NaN: speed says */
    double memory_byte, memory_bandwidth_byte_per_s;
    double storage_bandwidth_byte_per_s;             /**< NaN: reading samples takes no time */
    double accelerators, intra_bandwidth_byte_per_s; /**< between them; NaN unknown */
    double wall_factor, charger_ratio;
    double wall_constant_w; /**< at the wall, after factor and charger; part of the base power */
    double battery_j, charging_w;
    double storage_w_per_tb;                     /**< at the wall, W per 1e12 byte kept */
    double airtime_w, tail_w, tail_s;            /**< radio of a link */
    const char *props_of;                        /**< a zone, in the place of the one around it */
    const char *device;                          /**< "FILE#ID", entry of a catalogue */
    const char *fit;                             /**< file, from the platform's folder */
    const struct wf_provenance_list *provenance; /**< of the element at hand; site_provenance.h */
    /* of a host of a catalogue: lists, an item a pstate (platform/device.h) */
    const char *samples_per_second, *flop_per_sample, *source, *date, *residual;
    const char *software;
    const char *description;
    uint32_t carbon_gaps;    /**< enum wf_gaps */
    uint32_t meter;          /**< enum wf_meter_kind */
    uint32_t shared_by_many; /**< enum wf_yes_no */
    uint32_t network_class;  /**< enum wf_network_class; WF_CHOICE_UNSET: of none */
};

/** Words of the prop "meter", ended by NULL. */
extern const char *const wf_site_meters[];
extern const struct wf_prop wf_site_props[];
enum { WF_SITE_PROPS_MAX = 48 };

/** Origin of each row of a site, small enough to keep for each distinct site. */
enum {
    WF_SITE_DEFAULT = 0,
    WF_SITE_OWN = UINT32_MAX - 1,
    WF_SITE_SET = UINT32_MAX
}; /* else 1 + zone */

/* Effective values, defaults applied. */
const char *wf_site_kind(const struct wf_site *site); /**< "host" where none is given */
double wf_site_attribution(const struct wf_site *site, bool link); /**< ruling 2 */
/** Part of a host that the job reserves; 1 where none is given. */
double wf_site_share(const struct wf_site *site);
double wf_site_pue(const struct wf_site *site);
/** Is the PUE assumed to be 1? Nobody gives it, and by its kind (datacentre, server, gateway, edge)
 *  the host stands in a room whose power supply and cooling use energy too. */
bool wf_site_pue_is_assumed(const struct wf_site *site);
/** Joules at the wall (of a battery device: at the grid, through its charger) / joules metered. */
double wf_site_wall_factor(const struct wf_site *site);
/** W at the wall, after factor and charger, that the meter does not see; 0 where none is given. */
double wf_site_wall_constant(const struct wf_site *site);
/** Does a factor bring its watts to the wall? */
bool wf_site_has_wall_factor(const struct wf_site *site);
/** Does a link of it draw watts by airtime or tail? */
bool wf_site_has_radio(const struct wf_site *site);
/** Does it name its class of network? */
static inline bool wf_site_has_network(const struct wf_site *site)
{
    return site->network_class < WF_NETWORK_CLASSES;
}
double wf_site_accelerators(const struct wf_site *site);
enum wf_meter_kind wf_site_meter(const struct wf_site *site);
const char *wf_meter_name(uint32_t meter);

#endif
