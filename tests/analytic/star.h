#ifndef WF_TESTS_ANALYTIC_STAR_H
#define WF_TESTS_ANALYTIC_STAR_H

#include "harness.h"

#include <math.h>

/* A server and three learners a, b, c, each with a link of its own to the server, so that no flow
 * meets another. Times of a turn:
 *   t = latency + parameters x 4 B / bandwidth     download, and upload
 *   c = samples x training_flop / speed            local training
 */
#define STAR_LINK(id)                                                                              \
    LINK("link-" id, "{bandwidth_" id "}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))
#define STAR_LEARNER(id)                                                                           \
    HOST(id, "{speed_" id "}f", KIND("edge") WATTS("{idle_" id "}:{idle_" id "}:{busy_" id "}"))   \
    STAR_LINK(id)
/** One whose figures are not inputs: it takes no part in what is expected. */
#define STAR_BYSTANDER(id, speed)                                                                  \
    HOST(id, speed, WATTS("3:3:11"))                                                               \
    LINK("link-" id, "900kBps", "20ms", RANGE("0.5:2"))
#define STAR_PLATFORM_OF(learners, routes)                                                         \
    PLATFORM(ZONE("world", HOST("server", "{server_speed}f",                                       \
                                KIND("server") WATTS("{server_idle}:{server_idle}:{server_busy}")) \
                               learners routes))
#define STAR_ROUTE(id) ROUTE("server", id, "link-" id)
#define STAR_PLATFORM                                                                              \
    STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_LEARNER("b") STAR_LEARNER("c"),                        \
                     STAR_ROUTE("a") STAR_ROUTE("b") STAR_ROUTE("c"))
#define STAR_PLATFORM_AC                                                                           \
    STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_LEARNER("c"), STAR_ROUTE("a") STAR_ROUTE("c"))
#define STAR_WORKLOAD                                                                              \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "120"))
#define STAR_ACTOR(id, props) ACTOR(id, "learner", PROP("samples", "{samples}") props)
#define STAR_COMMON(INPUT)                                                                         \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 252000)                                                              \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)
#define STAR_A(INPUT)                                                                              \
    INPUT(speed_a, 1e9, 1.01e9)                                                                    \
    INPUT(idle_a, 3, 3.7)                                                                          \
    INPUT(busy_a, 11, 12)                                                                          \
    INPUT(bandwidth_a, 1e6, 1.01e6)
#define STAR_B(INPUT)                                                                              \
    INPUT(speed_b, 7e8, 7.1e8)                                                                     \
    INPUT(idle_b, 2, 2.3)                                                                          \
    INPUT(busy_b, 8, 9)                                                                            \
    INPUT(bandwidth_b, 1.6e6, 1.62e6)
#define STAR_C(INPUT)                                                                              \
    INPUT(speed_c, 4.3e8, 4.32e8)                                                                  \
    INPUT(idle_c, 1.5, 1.6)                                                                        \
    INPUT(busy_c, 5, 5.5)                                                                          \
    INPUT(bandwidth_c, 9e5, 9.1e5)
#define STAR(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) STAR_B(INPUT) STAR_C(INPUT)

/** A learner and its link: what a turn takes, what they draw. */
struct star_device {
    double latency_s, bandwidth_byte_per_s, byte;
    double transfer_s, compute_s, turn_s;
    double idle_w, busy_w, link_idle_w, link_busy_w;
};
#define STAR_DEVICE(in, id)                                                                        \
    star_device((in)->latency, (in)->bandwidth_##id, (in)->parameters * 4,                         \
                (in)->samples * (in)->training_flop / (in)->speed_##id, (in)->idle_##id,           \
                (in)->busy_##id, (in)->link_idle, (in)->link_busy)
static inline struct star_device star_device(double latency_s, double bandwidth, double byte,
                                             double compute_s, double idle_w, double busy_w,
                                             double link_idle_w, double link_busy_w)
{
    double transfer_s = latency_s + byte / bandwidth;
    return (struct star_device){
        latency_s, bandwidth, byte,        transfer_s, compute_s, 2 * transfer_s + compute_s,
        idle_w,    busy_w,    link_idle_w, link_busy_w};
}

/** Of a turn that is cut off after some time: the seconds it computed, the bytes of each message
 *  (SimGrid moves whole bytes), the time on its link from the start of the first to the end of the
 *  last. */
struct star_part {
    double time_s, compute_s, down_byte, up_byte, link_s;
};
static inline double star_moved(const struct star_device *of, double time_s)
{
    return round(fmin(of->byte, fmax(0, time_s - of->latency_s) * of->bandwidth_byte_per_s));
}
static inline struct star_part star_part(const struct star_device *of, double time_s)
{
    double trained_s = of->transfer_s + of->compute_s;
    bool sends = time_s > trained_s;
    return (struct star_part){time_s, fmin(of->compute_s, fmax(0, time_s - of->transfer_s)),
                              star_moved(of, time_s),
                              sends ? star_moved(of, time_s - trained_s) : 0,
                              sends ? time_s : fmin(time_s, of->transfer_s)};
}
/** Joules of the device on duty for @p duty_s, computing for @p busy_s of it. */
static inline double star_host_j(const struct star_device *of, double duty_s, double busy_s)
{
    return of->idle_w * (duty_s - busy_s) + of->busy_w * busy_s;
}
/** Joules of its link, @p duty_s from its first to its last transfer. */
static inline double star_link_j(const struct star_device *of, double byte, double duty_s)
{
    return (of->link_busy_w - of->link_idle_w) * byte / of->bandwidth_byte_per_s +
           of->link_idle_w * duty_s;
}
/** Joules of a part of a turn: the device's, and what its bytes add to the link. */
static inline double star_part_j(const struct star_device *of, struct star_part part)
{
    return star_host_j(of, part.time_s, part.compute_s) +
           star_link_j(of, part.down_byte + part.up_byte, 0);
}

#endif
