/* From joules and seconds to grams: operational and embodied carbon. Pure arithmetic on totals, so
 * that intensity and attribution can change without a new simulation. */
#ifndef WF_MODEL_ACCOUNT_H
#define WF_MODEL_ACCOUNT_H

/** Operational carbon, g CO2e: joules / 3.6e6 x intensity (g/kWh). NaN intensity gives NaN.
 *  Source: location-based method, GHG Protocol Scope 2. */
double wf_account_carbon_g(double energy_j, double intensity_g_per_kwh);

/** Embodied share, g CO2e (ruling 13; Software Carbon Intensity, ISO/IEC 21031: time and resources
 *  reserved): embodied x used time / (lifetime x utilisation).
 *  @param used_s  of what the job reserves, busy time and the billed share of waiting time, s
 *  NaN where @p embodied_g or @p lifetime_s is unknown; @p utilisation NaN counts as 1. */
double wf_account_embodied_g(double embodied_g, double used_s, double lifetime_s,
                             double utilisation_ratio);

#endif
