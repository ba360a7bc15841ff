/* The one place that all relations speak of: devices, and a centre that serves or trains, joined by
 * links on which no flow waits for another (FATPIPE, no latency). A link's joules are bits over
 * its efficiency: idle watts 0, busy watts = bandwidth / efficiency. */
#ifndef WF_TESTS_PUBLISHED_SCENE_H
#define WF_TESTS_PUBLISHED_SCENE_H

#include "base/text.h"
#include <stdint.h>

enum { SCENE_PARAMETERS = 1000000 };

struct scene {
    uint64_t devices, samples; /* samples of each device */
    double sample_byte, model_byte, update_byte;
    double training_flop;     /* of a sample */
    double aggregation_flop;  /* per parameter and update */
    uint64_t local_epochs;    /* a round */
    double device_flop_per_s; /* of the slowest */
    double spread_ratio;      /* the fastest is faster by this share, those between evenly */
    double device_idle_w, device_busy_w, device_attribution_ratio;
    double centre_flop_per_s, centre_idle_w, centre_busy_w, centre_attribution_ratio;
    double pue;                  /* of the centre, and of the downlink that it feeds */
    double bandwidth_byte_per_s; /* of each link */
    double uplink_bit_per_j, downlink_bit_per_j;
    double side_bit_per_j; /* between devices; 0: they have no links but up and down */
    double intensity_g_per_kwh;
    double activation_byte, client_parameters, client_flop_ratio; /* of split learning */
};

struct scene_cost {
    double time_s, energy_j, carbon_g;
    uint64_t rounds;
    char mistake[200]; /* why it did not run; empty: it did */
};

/** Speed of device @p i, flop/s. */
double scene_speed(const struct scene *scene, uint64_t i);
/** Add the platform to @p text: hosts centre, device-0, device-1 ..; @p peers: with routes between
 *  devices. */
void scene_write_platform(const struct scene *scene, bool peers, struct wf_buffer *text);

/** Simulate; what goes wrong fails the relation.
 *  Federated: @p cohort devices a round, drawn at random. */
void scene_federated(const struct scene *scene, uint64_t rounds, uint64_t cohort,
                     struct scene_cost *cost);
/** Serverless: @p neighbours and @p degree as the peer's props; degree 0: not given. */
void scene_consensus(const struct scene *scene, uint64_t rounds, const char *neighbours,
                     uint64_t degree, struct scene_cost *cost);
/** Split learning in the parallel form, one pass of every device a round, in one batch. */
void scene_split(const struct scene *scene, uint64_t rounds, struct scene_cost *cost);
/** All devices upload their data, the centre trains. */
void scene_centralised(const struct scene *scene, uint64_t epochs, struct scene_cost *cost);
/** Any three texts; the deployment names its workload "workload.xml". @p workload may be NULL.
 *  @return did it run? If not, @p cost has its first mistake, and NaN; nothing fails. */
bool scene_simulate(const char *platform, const char *deployment, const char *workload,
                    struct scene_cost *cost);

#endif
