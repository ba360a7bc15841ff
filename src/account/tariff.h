/* The tariff: the figures that turn raw joules, seconds and bytes of a host or a link into billed
 * joules. They follow from the props of its class and from what the user asked to bill. The
 * ledger, the bill, carbon and estimates of a turn all use them, so that a rule of billing stands
 * here and nowhere else. */
#ifndef WF_ACCOUNT_TARIFF_H
#define WF_ACCOUNT_TARIFF_H

#include "model/phase.h"
#include "scenario/scenario.h"

/** Tariff of a host. The joules that the job adds above cold idle are billed in full, of its base
 * power at the wall, wall_factor x cold idle + wall_constant_w, the share @p base_ratio (rulings 1
 * and 2). */
struct wf_host_tariff {
    double wall_factor;     /**< joules at the wall / joules as metered: the slope */
    double wall_constant_w; /**< base watts at the wall that the meter does not see */
    double pue_ratio;       /**< site joules / joules at the wall */
    double site_factor;     /**< wall_factor x pue_ratio */
    double cold_w;          /**< cold idle, as metered */
    double share_ratio;     /**< part of the host that the job reserves; 1 with --whole-platform */
    double attribution_ratio;  /**< of the part's waiting; 1 with --whole-platform */
    double base_ratio;         /**< share_ratio x attribution_ratio */
    double unbilled_w;         /**< as metered, (1 - base_ratio) x cold_w less what the billed share
                                    of wall_constant_w is there; may be negative */
    double storage_w_per_byte; /**< at the wall, for data that is kept; 0: costs nothing */
    uint32_t phases;           /**< set of phases that are billed; 0: all */
    bool whole_platform;       /**< cold idle is billed outside its duty too */
};

/** What the class of a link adds to its own watts, in one view; without PUE. */
struct wf_network_tariff {
    double active_w;          /**< while a transfer lasts */
    double access_j_per_byte; /**< of each byte */
    double core_j_per_byte;   /**< of each byte whose path pays the core here */
};

/** Tariff of a link. All watts are 0 where none are declared. */
struct wf_link_tariff {
    const struct wf_link_class *class; /**< of the link; NULL: SimGrid made it up, no watts */
    double idle_w;                     /**< base watts, all of them */
    double dynamic_w; /**< that bytes add while the link is flat out: busy - idle */
    double bandwidth_byte_per_s;
    double attribution_ratio; /**< share of the base watts; 1 with --whole-platform */
    double airtime_w, tail_w; /**< of its radio: during a transfer, and after it */
    double pue_ratio;
    uint32_t phases;
    bool whole_platform; /**< base watts are billed outside its duty too */
    bool has_range;      /**< a wattage_range is declared: idle_w and dynamic_w count */
    bool has_watts;      /**< a range or a radio: its own energy is known */
    bool has_network;    /**< it has a class of network, or neither class nor watts */
    struct wf_network_tariff network; /**< 0 unless wf_tariff_of_link_in gave it */
};

/** @param whole_platform  bill all of the base watts (--whole-platform), else the job's share
 *  @param phases  set of phases that are billed (model/phase.h); 0: all */
struct wf_host_tariff wf_tariff_of_host(const struct wf_host_class *class, bool whole_platform,
                                        uint32_t phases);
/** The same for a link; @p class NULL: SimGrid made the link up, it has no watts. */
struct wf_link_tariff wf_tariff_of_link(const struct wf_link_class *class, bool whole_platform,
                                        uint32_t phases);

/** Of its class of network in view @p view, all 0 with WF_VIEW_NONE, or where it has none.
 *  @param class  of the link; NULL: SimGrid made it up */
struct wf_network_tariff wf_tariff_of_network(const struct wf_platform *platform,
                                              const struct wf_link_class *class, uint32_t view);
/** Both, as the options of @p scenario say. */
struct wf_link_tariff wf_tariff_of_link_in(const struct wf_scenario *scenario,
                                           const struct wf_link_class *class);

/** Does a link have watts of its own? @p class NULL: SimGrid made it up. */
bool wf_link_has_watts(const struct wf_link_class *class);
/** Is its energy known: has it watts, or a class of network? */
bool wf_link_is_known(const struct wf_link_class *class);

/** Energy of a host at the wall, J, before PUE: wall_factor x (energy - unbilled_w x time), which
 * is wall_factor x (energy - cold_w x time) + base_ratio x (wall_factor x cold_w +
 *  wall_constant_w) x time.
 *  @param energy_j  drawn, as metered, J
 *  @param time_s    time in which it was drawn, s */
static inline double wf_tariff_wall_j(const struct wf_host_tariff *tariff, double energy_j,
                                      double time_s)
{
    return tariff->wall_factor * (energy_j - tariff->unbilled_w * time_s);
}

/** The same after PUE, J. */
static inline double wf_tariff_site_j(const struct wf_host_tariff *tariff, double energy_j,
                                      double time_s)
{
    return tariff->site_factor * (energy_j - tariff->unbilled_w * time_s);
}

/** Time of a host that its embodied carbon is charged for, s: of the part that the job reserves,
 *  busy time whole and waiting time by attribution (ruling 13).
 *  @param time_s  on duty  @param busy_s  of it, at work */
static inline double wf_tariff_used_s(const struct wf_host_tariff *tariff, double time_s,
                                      double busy_s)
{
    return tariff->share_ratio * (busy_s + tariff->attribution_ratio * (time_s - busy_s));
}

/** Energy that @p byte bytes add to a link, J before PUE: dynamic watts x bytes / bandwidth. Cost
 *  is in proportion to bytes, whatever the rate. */
static inline double wf_tariff_bytes_j(const struct wf_link_tariff *tariff, double byte)
{
    return tariff->dynamic_w * byte / tariff->bandwidth_byte_per_s;
}

/** Billed energy of a link's base watts over @p time_s, J before PUE. */
static inline double wf_tariff_base_j(const struct wf_link_tariff *tariff, double time_s)
{
    return tariff->attribution_ratio * tariff->idle_w * time_s;
}

/** Energy that the class of a link adds, J.
 *  @param byte       that passed the link
 *  @param core_byte  of those: of paths that pay their core here
 *  @param time_s     transfers on it, each with its whole time */
static inline double wf_tariff_network_j(const struct wf_network_tariff *tariff, double byte,
                                         double core_byte, double time_s)
{
    return tariff->access_j_per_byte * byte + tariff->core_j_per_byte * core_byte +
           tariff->active_w * time_s;
}

/** Energy of a link's radio, J before PUE. */
static inline double wf_tariff_radio_j(const struct wf_link_tariff *tariff, double airtime_s,
                                       double tail_s)
{
    return tariff->airtime_w * airtime_s + tariff->tail_w * tail_s;
}

#endif
