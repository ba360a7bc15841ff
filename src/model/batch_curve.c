#include "model/batch_curve.h"
#include <math.h>

static double inverse_square(double value)
{
    return 1 / (value * value);
}

struct wf_batch_point wf_batch_between(const struct wf_batch_point *below,
                                       const struct wf_batch_point *above, double batch)
{
    if (batch == below->batch || above->batch == below->batch)
        return *below;
    if (batch == above->batch)
        return *above;
    double least = inverse_square(below->batch), most = inverse_square(above->batch);
    double share = (least - inverse_square(batch)) / (least - most);
    double slow = inverse_square(below->speed), fast = inverse_square(above->speed);
    double speed = 1 / sqrt(slow + share * (fast - slow));
    /* (speed - below) / (above - below), by the inverse squares: speeds may be the same */
    double ratio = speed / above->speed;
    double of_speed =
        share * ratio * ratio * (below->speed + above->speed) / (below->speed + speed);
    return (struct wf_batch_point){batch, speed,
                                   below->power_w + of_speed * (above->power_w - below->power_w)};
}
