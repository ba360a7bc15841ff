#ifndef WF_TESTS_ANALYTIC_PAIR_H
#define WF_TESTS_ANALYTIC_PAIR_H

#include "harness.h"

/* A server and a learner, one link both ways. Times of one round:
 *   t = latency + parameters x 4 B / bandwidth     download, and upload
 *   c = samples x training_flop / learner_speed    local training
 *   a = 2 x parameters / server_speed              aggregation of one update
 */
#define PAIR_PLATFORM_AT(bandwidth)                                                                \
    PLATFORM(ZONE("world",                                                                         \
                  HOST("server", "{server_speed}f",                                                \
                       KIND("server") WATTS("{server_idle}:{server_idle}:{server_busy}"))          \
                      HOST("learner", "{learner_speed}f",                                          \
                           KIND("edge") WATTS("{learner_idle}:{learner_idle}:{learner_busy}"))     \
                          LINK("link", bandwidth, "{latency}s", RANGE("{link_idle}:{link_busy}"))  \
                              ROUTE("server", "learner", "link")))
#define PAIR_PLATFORM PAIR_PLATFORM_AT("{bandwidth}Bps")
#define PAIR_WORKLOAD                                                                              \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "{samples}"))
#define PAIR(INPUT)                                                                                \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(learner_idle, 3, 3.7)                                                                    \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)

#endif
