/* The fixed overhead o of a round, without a pstate: whoever leads the round waits, in phase
 * overhead. With a pstate it is busy (server_work, gateway_costs). */
#include "pair.h"
#include "star.h"

#define WAITED(INPUT) PAIR(INPUT) INPUT(rounds, 2, 3) INPUT(overhead, 1.5, 2)
ANALYTIC_INPUTS(server_waits_in_the_overhead, WAITED);
static void server_waits_in_the_overhead_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct server_waits_in_the_overhead_inputs *in = inputs;
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed, o = in->overhead;
    analytic_output(out, "time_s", in->rounds * (2 * t + c + a + o));
    analytic_output(out, "host.server",
                    in->rounds * (in->server_idle * (2 * t + c + o) + in->server_busy * a));
    analytic_output(out, "phase.overhead", in->rounds * in->server_idle * o);
    analytic_output(out, "time.server/overhead", in->rounds * o);
    analytic_output(out, "accelerator_hours", in->rounds * (c + a) / 3600);
    analytic_output(out, "phase.compute", in->rounds * in->learner_busy * c);
    analytic_output(out, "phase.wait",
                    in->rounds * (in->server_idle * c) +
                        (in->rounds - 1) * in->learner_idle * (a + o) +
                        in->link_idle * (in->rounds * (2 * t + c) + (in->rounds - 1) * (a + o)));
    analytic_output(out, "link.link",
                    in->rounds * 2 * (in->link_busy - in->link_idle) * (t - in->latency) +
                        in->link_idle * (in->rounds * (2 * t + c) + (in->rounds - 1) * (a + o)));
}

/* A gateway between the server and the learner, over a link of its own: h its hop, o its overhead
 * before it answers. */
#define RELAYED(INPUT)                                                                             \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(speed_g, 1e8, 1.1e8)                                                                     \
    INPUT(idle_g, 9, 10)                                                                           \
    INPUT(busy_g, 20, 22)                                                                          \
    INPUT(bandwidth_g, 4e6, 4.1e6)                                                                 \
    INPUT(overhead, 0.7, 0.8)
ANALYTIC_INPUTS(gateway_waits_in_the_overhead, RELAYED);
static void gateway_waits_in_the_overhead_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateway_waits_in_the_overhead_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double h = in->latency + a.byte / in->bandwidth_g, w = 2 * in->parameters / in->speed_g;
    double s = 2 * in->parameters / in->server_speed;
    analytic_output(out, "time_s", 2 * h + a.turn_s + w + in->overhead + s);
    analytic_output(out, "host.g", in->idle_g * (2 * h + a.turn_s + in->overhead) + in->busy_g * w);
    analytic_output(out, "phase.overhead", in->idle_g * in->overhead);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "link.link-a", star_link_j(&a, 2 * a.byte, a.turn_s));
    analytic_output(out, "host.server",
                    in->server_idle * (2 * h + a.turn_s + w + in->overhead) + in->server_busy * s);
}

/* Two peers alike that exchange models at the same time over one link each way. */
#define EXCHANGED(INPUT)                                                                           \
    INPUT(speed, 1e9, 1.3e9)                                                                       \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 56)                                                                         \
    INPUT(rounds, 2, 3)                                                                            \
    INPUT(overhead, 0.7, 0.8)
ANALYTIC_INPUTS(peers_wait_in_the_overhead, EXCHANGED);
static void peers_wait_in_the_overhead_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct peers_wait_in_the_overhead_inputs *in = inputs;
    double t = 0.02 + in->parameters * 4 / in->bandwidth;
    double c = in->samples / 2 * in->training_flop / in->speed;
    double a = 2 * in->parameters / in->speed;
    analytic_output(out, "time_s", in->rounds * (c + t + a + in->overhead));
    analytic_output(out, "host.p0",
                    in->rounds * (in->busy * (c + a) + in->idle * (t + in->overhead)));
    analytic_output(out, "phase.overhead", in->rounds * 2 * in->idle * in->overhead);
}

#define OVERHEAD PROP("round-overhead", "{overhead}s")
#define PEER(id) HOST(id, "{speed}f", WATTS("{idle}:{idle}:{busy}"))
#define PEER_OF_BOTH                                                                               \
    ACTOR("p*", "peer",                                                                            \
          PROP("workload", "workload.xml") OVERHEAD PROP("rounds", "{rounds}")                     \
              PROP("neighbours", "complete"))
static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(
        server_waits_in_the_overhead, PAIR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("rounds", "{rounds}") OVERHEAD) ACTOR("learner", "learner", "")),
        PAIR_WORKLOAD)},
    {ANALYTIC_CASE(
        gateway_waits_in_the_overhead,
        STAR_PLATFORM_OF(HOST("g", "{speed_g}f", WATTS("{idle_g}:{idle_g}:{busy_g}"))
                             LINK("link-g", "{bandwidth_g}Bps", "{latency}s", "") STAR_LEARNER("a"),
                         STAR_ROUTE("g") ROUTE("g", "a", "link-a")),
        DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("g", "gateway", OVERHEAD) STAR_ACTOR("a", "")),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        peers_wait_in_the_overhead,
        PLATFORM(ZONE("world", PEER("p0") PEER(
                                   "p1") "<link id='air' bandwidth='{bandwidth}Bps' latency='20ms' "
                                         "sharing_policy='FATPIPE'/>\n" ROUTE("p0", "p1", "air"))),
        DEPLOYMENT(PEER_OF_BOTH),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}")))},
};
ANALYTIC_TOPIC(analytic_overhead, cases);
