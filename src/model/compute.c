#include "model/compute.h"
#include <math.h>

double wf_compute_sample_flop(const struct wf_device *device, double flop, double moved_byte)
{
    if (device->measured)
        return flop;
    double scaled = flop / device->efficiency_ratio;
    if (isnan(moved_byte) || isnan(device->memory_bandwidth_byte_per_s))
        return scaled;
    return fmax(scaled,
                moved_byte / device->memory_bandwidth_byte_per_s * device->speed_flop_per_s);
}

uint64_t wf_compute_batches(uint64_t samples, uint64_t batch)
{
    return batch == 0 ? (samples > 0) : (samples + batch - 1) / batch;
}
