#include "model/progress.h"
#include <math.h>

double wf_progress_update(double staleness, double staleness_factor)
{
    return isnan(staleness_factor) ? 1 : pow(staleness_factor, staleness);
}

double wf_progress_round(double received, double expected, double missing_factor, double weight_sum)
{
    if (received <= 0)
        return 0;
    double missing = received < expected ? 1 - received / expected : 0;
    double loss = isnan(missing_factor) ? 0 : missing_factor * missing;
    return weight_sum / received * fmax(0, 1 - loss);
}
