#include "engine/precision.h"
#include <math.h>
#include <simgrid/engine.h>
#include <simgrid/version.h>
#include <xbt/config.h>

static const char *const OPTION = SIMGRID_VERSION_MAJOR > 3 ? "precision/timing" : "surf/precision";

double wf_precision_s(void)
{
    return sg_cfg_get_double(OPTION);
}

/* @param units  in the last place of @p date_s that are as good as none */
static void raise(double date_s, int units)
{
    double units_s = isfinite(date_s) ? units * (nextafter(date_s, INFINITY) - date_s) : 0;
    if (units_s > WF_PRECISION_S && units_s > wf_precision_s())
        sg_cfg_set_double(OPTION, units_s);
}

void wf_precision_reach(double date_s)
{
    raise(date_s, 4);
}

void wf_precision_follow(double now_s, double end_s)
{
    if (wf_precision_counts(end_s) && now_s < end_s / 2)
        raise(end_s, 2);
}
