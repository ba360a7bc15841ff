/* From joules measured where they are drawn to joules, carbon and embodied carbon at the wall.
 * Pure arithmetic on totals: PUE, intensity, attribution can change without simulating again. */
#ifndef WF_MODEL_ACCOUNT_H
#define WF_MODEL_ACCOUNT_H

/** Billed energy of a host at the wall, before PUE, for one phase (rulings 1 and 2).
 *
 *  The job pays all that it adds above cold idle and the share @p attribution of cold idle.
 *  @param energy_j     drawn in this phase, as metered, J
 *  @param time_s       time in this phase, s
 *  @param cold_w       cold idle power as metered, W
 *  @param attribution  share of the base power billed, 0 to 1
 *  @param wall_factor  wall power / metered power
 *  @return wall_factor x (energy - (1 - attribution) x cold x time), J */
double wf_account_host_j(double energy_j, double time_s, double cold_w, double attribution,
                         double wall_factor);

/** Energy that the bytes of a transfer add to a link, J: (busy - idle) x bytes / bandwidth.
 *  The watts are those of the link flat out; cost is in proportion to bytes, whatever the rate. */
double wf_account_link_j(double idle_w, double busy_w, double byte, double bandwidth_byte_per_s);

/** Energy of keeping data, J at the wall: @p w_per_tb watts per 1e12 byte x byte-seconds. */
double wf_account_storage_j(double w_per_tb, double byte_s);

/** Operational carbon, g CO2e: joules / 3.6e6 x intensity (g/kWh). NaN intensity gives NaN.
 *  Source: location-based method, GHG Protocol Scope 2. */
double wf_account_carbon_g(double energy_j, double intensity_g_per_kwh);

/** Embodied share, g CO2e (ruling 13): embodied x duty / (lifetime x utilisation).
 *  NaN where @p embodied_g or @p lifetime_s is unknown; @p utilisation NaN counts as 1. */
double wf_account_embodied_g(double embodied_g, double duty_s, double lifetime_s,
                             double utilisation_ratio);

#endif
