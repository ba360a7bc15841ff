/* How long computation takes on a host, as flop that SimGrid executes. */
#ifndef WF_MODEL_COMPUTE_H
#define WF_MODEL_COMPUTE_H

#include <stdbool.h>
#include <stdint.h>

/** A host in one pstate, seen by one workload. */
struct wf_device {
    double speed_flop_per_s;            /**< whole host: all cores */
    double efficiency_ratio;            /**< achieved / stated; 1 where measured */
    double memory_bandwidth_byte_per_s; /**< NaN unknown */
    bool measured;                      /**< its speed was measured on this workload */
};

/** Flop the host spends on one sample: what SimGrid must execute so that the time is right.
 *
 *  Measured: @p flop itself. Otherwise the roofline: time = max(flop / (speed x efficiency),
 *  bytes / bandwidth), times speed.
 *  @param flop        per sample, > 0
 *  @param moved_byte  memory traffic per sample; NaN unknown
 *  Source: roofline model, Williams et al. 2009. Ignores caches and overlap of the two. */
double wf_compute_sample_flop(const struct wf_device *device, double flop, double moved_byte);

/** Batches of @p samples: the last one may be smaller. @p batch 0: one batch of all. */
uint64_t wf_compute_batches(uint64_t samples, uint64_t batch);

#endif
