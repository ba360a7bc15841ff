#include "model/account.h"
#include <math.h>

static const double J_PER_KWH = 3.6e6;

double wf_account_carbon_g(double energy_j, double intensity_g_per_kwh)
{
    return energy_j / J_PER_KWH * intensity_g_per_kwh;
}

double wf_account_embodied_g(double embodied_g, double used_s, double lifetime_s,
                             double utilisation_ratio)
{
    return embodied_g * used_s / (lifetime_s * (isnan(utilisation_ratio) ? 1 : utilisation_ratio));
}
