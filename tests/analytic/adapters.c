/* Adapters (trainable-parameters): what is exchanged, computed and kept in memory goes by the
 * parameters that are trained; the frozen ones are sent once to each device. */
#include "pair.h"
#include "star.h"

#include <assert.h>

/* With r = trainable / parameters:
 *   message  trainable x bytes-per-parameter
 *   base     (parameters - trainable) x frozen-bytes-per-parameter, in phase deployment
 *   flop     forward + (training - forward) / 2 x (1 + r): the backward pass is half gradients of
 *            activations, which all need, half gradients of weights, which frozen ones do not
 *   server   aggregation-flop x trainable a update */
#define FLOP(in)                                                                                   \
    ((in)->forward_flop +                                                                          \
     ((in)->training_flop - (in)->forward_flop) / 2 * (1 + (in)->trainable / (in)->parameters))
#define BASE(in)    (((in)->parameters - (in)->trainable) * (in)->frozen_bytes)
#define MESSAGE(in) ((in)->trainable * (in)->bytes_per_parameter)
#define ADAPTERS(INPUT)                                                                            \
    INPUT(trainable, 60000, 70000)                                                                 \
    INPUT(forward_flop, 6e6, 6.1e6)                                                                \
    INPUT(bytes_per_parameter, 2, 3)                                                               \
    INPUT(frozen_bytes, 0.5, 0.75)
#define ADAPTER_PROPS                                                                              \
    PROP("trainable-parameters", "{trainable}")                                                    \
    PROP("forward-flop", "{forward_flop} flop")                                                    \
    PROP("bytes-per-parameter", "{bytes_per_parameter} B")                                         \
    PROP("frozen-bytes-per-parameter", "{frozen_bytes} B")
#define ADAPTER_WORKLOAD(samples)                                                                  \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", samples) ADAPTER_PROPS)

/* ---- a server and a learner: two trainings of two rounds, the base before the first ---- */

#define PAIRED(INPUT)                                                                              \
    PAIR(INPUT)                                                                                    \
    ADAPTERS(INPUT)                                                                                \
    INPUT(aggregation_flop, 3, 5)                                                                  \
    INPUT(encode_flop, 7, 9)                                                                       \
    INPUT(bits, 4, 6)
ANALYTIC_INPUTS(base_is_sent_once, PAIRED);
static void paired(const struct base_is_sent_once_inputs *in, double base,
                   struct analytic_outputs *out)
{
    enum { TURNS = 4 };
    double up_byte = round(in->trainable * in->bits / 8), down_byte = MESSAGE(in);
    double send = base > 0 ? in->latency + base / in->bandwidth : 0;
    double down = in->latency + down_byte / in->bandwidth;
    double up = in->latency + up_byte / in->bandwidth;
    double c = (in->samples * FLOP(in) + in->encode_flop * in->trainable) / in->learner_speed;
    double a = in->aggregation_flop * in->trainable / in->server_speed;
    double both = in->server_idle + in->learner_idle, watts = in->link_busy - in->link_idle;
    analytic_output(out, "time_s", send + TURNS * (down + c + up + a));
    analytic_output(out, "round.1.end_s", send + down + c + up + a);
    analytic_output(out, "phase.deployment", both * send + watts * base / in->bandwidth);
    analytic_output(out, "time.learner/deployment", send);
    analytic_output(out, "phase.download",
                    TURNS * (both * down + watts * down_byte / in->bandwidth));
    analytic_output(out, "phase.upload", TURNS * (both * up + watts * up_byte / in->bandwidth));
    analytic_output(out, "phase.compute", TURNS * in->learner_busy * c);
    analytic_output(out, "phase.aggregate", TURNS * in->server_busy * a);
    analytic_output(out, "downlink_byte", base + TURNS * down_byte);
    analytic_output(out, "uplink_byte", TURNS * up_byte);
    analytic_output(out, "flop",
                    TURNS * (in->samples * FLOP(in) + in->aggregation_flop * in->trainable));
    analytic_output(out, "samples", TURNS * in->samples);
}
static void base_is_sent_once_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct base_is_sent_once_inputs *in = inputs;
    assert(in->trainable < in->parameters);
    paired(in, BASE(in), out);
}

/* `base` says that the learner has it. */
#define THERE(INPUT)                                                                               \
    PAIR(INPUT)                                                                                    \
    INPUT(trainable, 60000, 70000)                                                                 \
    INPUT(forward_flop, 6e6, 6.1e6)
ANALYTIC_INPUTS(base_is_there, THERE);
static void base_is_there_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct base_is_there_inputs *in = inputs;
    double byte = in->trainable * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * FLOP(in) / in->learner_speed;
    double a = 2 * in->trainable / in->server_speed;
    analytic_output(out, "time_s", 2 * t + c + a);
    analytic_output(out, "phase.deployment", 0);
    analytic_output(out, "downlink_byte", byte);
    analytic_output(out, "energy_j",
                    in->server_idle * (2 * t + c) + in->server_busy * a + in->learner_idle * 2 * t +
                        in->learner_busy * c +
                        (in->link_busy - in->link_idle) * 2 * byte / in->bandwidth +
                        in->link_idle * (2 * t + c));
}

/* With all parameters trained the result is that of a workload without the props: c, t and a as
 * they stand in pair.h, although a frozen parameter would take other bytes. */
ANALYTIC_INPUTS(all_parameters_are_trained, PAIR);
static void all_parameters_are_trained_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct all_parameters_are_trained_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    analytic_output(out, "time_s", 2 * t + c + a);
    analytic_output(out, "phase.deployment", 0);
    analytic_output(out, "uplink_byte", byte);
    analytic_output(out, "downlink_byte", byte);
    analytic_output(out, "phase.compute", in->learner_busy * c);
    analytic_output(out, "energy_j",
                    in->server_idle * (2 * t + c) + in->server_busy * a + in->learner_idle * 2 * t +
                        in->learner_busy * c +
                        (in->link_busy - in->link_idle) * 2 * byte / in->bandwidth +
                        in->link_idle * (2 * t + c));
}

/* The roofline: the memory traffic of training falls with its flop. Bound by memory, a sample takes
 * moved x flop / training flop / bandwidth. */
#define TRAFFIC(INPUT)                                                                             \
    INPUT(bandwidth, 1e7, 1.2e7)                                                                   \
    INPUT(moved, 4e6, 5e6)                                                                         \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(forward_flop, 6e6, 6.1e6)                                                                \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(trainable, 60000, 70000)
ANALYTIC_INPUTS(traffic_of_trained, TRAFFIC);
static void traffic_of_trained_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct traffic_of_trained_inputs *in = inputs;
    analytic_output(out, "time_s",
                    in->samples * in->moved * FLOP(in) / in->training_flop / in->bandwidth);
    analytic_output(out, "flop", in->samples * FLOP(in));
}

/* ---- a base that is cut off ---- */

/* Learners a and c are asked, one update is needed: c is cut off when a has answered. In round 1
 * its base is on the way, so that it is sent again in round 2, and cut off again, where a, which
 * has its base, answers sooner. */
#define CUT(INPUT)                                                                                 \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT) INPUT(bandwidth_slow, 5e4, 5.1e4) INPUT(trainable, 60000, 61000)
ANALYTIC_INPUTS(cut_base_is_sent_again, CUT);
static void cut_base_is_sent_again_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cut_base_is_sent_again_inputs *in = inputs;
    double base = (in->parameters - in->trainable) * 4, byte = in->trainable * 4;
    double flop = in->training_flop / 3 * (2 + in->trainable / in->parameters);
    double first = in->latency + base / in->bandwidth_a;
    double turn = 2 * (in->latency + byte / in->bandwidth_a) + in->samples * flop / in->speed_a;
    double server = 2 * in->trainable / in->server_speed;
    double bandwidth = in->bandwidth_slow;
    double cut_1 = round((first + turn - in->latency) * bandwidth);
    double cut_2 = round((turn - in->latency) * bandwidth);
    assert(cut_1 < base && cut_2 < base);
    analytic_output(out, "time_s", first + 2 * (turn + server));
    analytic_output(out, "downlink_byte", base + 2 * byte + cut_1 + cut_2);
    analytic_output(out, "time.c/deployment", first + 2 * turn);
    analytic_output(out, "time.a/deployment", first);
    double c = in->samples * flop / in->speed_a;
    analytic_output(out, "host.a",
                    in->idle_a * (first + 2 * turn + server - 2 * c) + in->busy_a * 2 * c);
    analytic_output(out, "host.server",
                    in->server_idle * (first + 2 * turn) + in->server_busy * 2 * server);
    analytic_output(out, "link.link-a",
                    (in->link_busy - in->link_idle) * (base + 4 * byte) / in->bandwidth_a +
                        in->link_idle * (first + 2 * turn + server));
}

/* ---- gateways ---- */

/* The server sends the base to g, g to its learners a and b; h needs none, its learner c has it.
 * Two local rounds: the second without base. */
#define TREED(INPUT)                                                                               \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    STAR_B(INPUT)                                                                                  \
    INPUT(bandwidth_c, 9e5, 9.1e5)                                                                 \
    INPUT(trainable, 60000, 61000) INPUT(gateway_speed, 1e8, 1.1e8) INPUT(bandwidth_g, 4e6, 4.1e6)
ANALYTIC_INPUTS(base_by_gateways, TREED);
static void base_by_gateways_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct base_by_gateways_inputs *in = inputs;
    double base = (in->parameters - in->trainable) * 4, byte = in->trainable * 4;
    double flop = in->training_flop / 3 * (2 + in->trainable / in->parameters);
    double hop = in->latency + byte / in->bandwidth_g,
           hop_base = in->latency + base / in->bandwidth_g;
    double turn_a = 2 * (in->latency + byte / in->bandwidth_a) + in->samples * flop / in->speed_a;
    double turn_b = 2 * (in->latency + byte / in->bandwidth_b) + in->samples * flop / in->speed_b;
    double turn_c = 2 * (in->latency + byte / in->bandwidth_c) + in->samples * flop / 4e9;
    double base_a = in->latency + base / in->bandwidth_a,
           base_b = in->latency + base / in->bandwidth_b;
    double sum_g = 2 * in->trainable * 2 / in->gateway_speed;
    double sum_h = 2 * in->trainable / in->gateway_speed;
    double g = hop_base + fmax(base_a + turn_a, base_b + turn_b) + fmax(turn_a, turn_b) +
               2 * (hop + sum_g);
    double h = 2 * (turn_c + sum_h) + 2 * hop;
    assert(g > h);
    double server = 2 * in->trainable * 2 / in->server_speed;
    double again = fmax(base_a + turn_a, base_b + turn_b) + sum_g;
    double busy_a = 2 * in->samples * flop / in->speed_a,
           busy_b = 2 * in->samples * flop / in->speed_b;
    analytic_output(out, "time_s", g + server);
    analytic_output(out, "host.server", in->server_idle * g + in->server_busy * server);
    analytic_output(out, "host.a", in->idle_a * (again + turn_a - busy_a) + in->busy_a * busy_a);
    analytic_output(out, "host.b", in->idle_b * (again + turn_b - busy_b) + in->busy_b * busy_b);
    analytic_output(out, "downlink_byte", 3 * base + 2 * byte + 6 * byte);
    analytic_output(out, "time.a/deployment", base_a);
    analytic_output(out, "time.b/deployment", base_b);
    analytic_output(out, "time.c/deployment", 0);
    analytic_output(out, "time.h/deployment", 0);
    /* it sends the model to h as well: an instant is of the download */
    analytic_output(out, "time.server/deployment", hop_base - hop);
    analytic_output(out, "link.link-c",
                    (in->link_busy - in->link_idle) * 4 * byte / in->bandwidth_c +
                        in->link_idle * (2 * turn_c + sum_h));
}

/* ---- without a server ---- */

/* Four peers in a ring over air that gives each message its full bandwidth. p2 has the base: it
 * sends it to p1 and p3, and p1, the first of the two, to p0. All begin when p0 has it. Three
 * messages of base, then those of the round. Gossipers are given it in the same way. */
#define RING(INPUT)                                                                                \
    INPUT(idle, 3, 3.5)                                                                            \
    INPUT(busy, 11, 12)                                                                            \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(speed, 1e9, 1.2e9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(trainable, 60000, 61000)                                                                 \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples, 40, 55)
ANALYTIC_INPUTS(base_from_peer_to_peer, RING);
static void ring(const struct base_from_peer_to_peer_inputs *in, double messages, double received,
                 double trainings, struct analytic_outputs *out)
{
    double base = (in->parameters - in->trainable) * 4, byte = in->trainable * 4;
    double send = in->latency + base / in->bandwidth;
    double flop = in->training_flop / 3 * (2 + in->trainable / in->parameters);
    double round_s = in->samples * flop / in->speed + in->latency + byte / in->bandwidth +
                     2 * in->trainable * received / in->speed;
    double watts = in->link_busy - in->link_idle;
    analytic_output(out, "time_s", 2 * send + trainings * round_s);
    analytic_output(out, "exchange_byte", 3 * base + trainings * messages * byte);
    analytic_output(out, "time.p0/deployment", send);
    analytic_output(out, "time.p1/deployment", 2 * send);
    analytic_output(out, "time.p2/deployment", send);
    analytic_output(out, "time.p3/deployment", send);
    analytic_output(out, "phase.deployment",
                    in->idle * 5 * send + watts * 3 * base / in->bandwidth);
    analytic_output(out, "time.p0/wait", send);
    double busy = trainings * (in->samples * flop + 2 * in->trainable * received) / in->speed;
    analytic_output(out, "host.p0",
                    in->idle * (2 * send + trainings * round_s - busy) + in->busy * busy);
}
static void base_from_peer_to_peer_expect(const void *inputs, struct analytic_outputs *out)
{
    ring(inputs, 8, 2, 2, out);
}

/* ---- users, trainers ---- */

/* Trained twice: user c gets the base before the first adapters. */
#define USERS(INPUT)                                                                               \
    STAR_COMMON(INPUT) STAR_A(INPUT) INPUT(bandwidth_c, 9e5, 9.1e5) INPUT(trainable, 60000, 61000)
ANALYTIC_INPUTS(user_gets_the_base_once, USERS);
static void user_gets_the_base_once_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct user_gets_the_base_once_inputs *in = inputs;
    double base = (in->parameters - in->trainable) * 4, byte = in->trainable * 4;
    double flop = in->training_flop / 3 * (2 + in->trainable / in->parameters);
    double turn = 2 * (in->latency + byte / in->bandwidth_a) + in->samples * flop / in->speed_a +
                  2 * in->trainable / in->server_speed;
    double sent_s = in->latency + base / in->bandwidth_c,
           adapters_s = in->latency + byte / in->bandwidth_c;
    analytic_output(out, "time_s", 2 * (turn + adapters_s) + sent_s);
    analytic_output(out, "downlink_byte", 4 * byte + base);
    analytic_output(out, "time.c/deployment", sent_s + 2 * adapters_s);
    double c = in->samples * flop / in->speed_a, a = 2 * in->trainable / in->server_speed;
    analytic_output(out, "host.server",
                    in->server_idle * (2 * (turn - a + adapters_s) + sent_s) +
                        in->server_busy * 2 * a);
    analytic_output(out, "host.a", in->idle_a * 2 * (turn - a - c) + in->busy_a * 2 * c);
    analytic_output(out, "link.link-c",
                    (in->link_busy - in->link_idle) * (base + 2 * byte) / in->bandwidth_c +
                        in->link_idle * (sent_s + 2 * adapters_s + turn));
}

/* Two nodes: an all-reduce moves twice a half of the trained gradients each way; nothing is
 * deployed. */
#define NODES(INPUT)                                                                               \
    INPUT(speed, 1e9, 1.2e9)                                                                       \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(trainable, 60000, 61000)                                                                 \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples, 40, 50)
ANALYTIC_INPUTS(trained_gradients_are_reduced, NODES);
static void trained_gradients_are_reduced_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trained_gradients_are_reduced_inputs *in = inputs;
    double flop = in->training_flop / 3 * (2 + in->trainable / in->parameters);
    double piece = in->trainable * 4 / 2;
    analytic_output(out, "time_s",
                    in->samples / 2 * flop / in->speed + 2 * (in->latency + piece / in->bandwidth));
    analytic_output(out, "exchange_byte", 4 * piece);
    analytic_output(out, "phase.deployment", 0);
    analytic_output(out, "flop", in->samples * flop);
}

/* ---- the cases ---- */

#define GATEWAY(id)                                                                                \
    HOST(id, "{gateway_speed}f", WATTS("9:9:20"))                                                  \
    LINK("link-" id, "{bandwidth_g}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))
#define MEMBER(id, gateway, props)                                                                 \
    ACTOR(id, "learner", PROP("samples", "{samples}") PROP("gateway", gateway) props)
#define STAR_ADAPTERS                                                                              \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "120") PROP("trainable-parameters", "{trainable}"))
#define PEER_HOST(id) HOST(id, "{speed}f", WATTS("{idle}:{idle}:{busy}"))
#define AIR(from, to) ROUTE(from, to, "air")
#define RING_PLATFORM                                                                              \
    PLATFORM(ZONE("world",                                                                         \
                  PEER_HOST("p0") PEER_HOST("p1") PEER_HOST("p2") PEER_HOST(                       \
                      "p3") "<link id='air' bandwidth='{bandwidth}Bps' latency='{latency}s' "      \
                            "sharing_policy='FATPIPE'>\n" RANGE(                                   \
                                "{link_idle}:{link_busy}") "</link>\n" AIR("p0", "p1")             \
                                AIR("p0", "p2") AIR("p0", "p3") AIR("p1", "p2") AIR("p1", "p3")    \
                                    AIR("p2", "p3")))
#define RING_PEER(host, props)                                                                     \
    ACTOR(host, "peer",                                                                            \
          PROP("workload", "workload.xml") PROP("rounds", "1") PROP("trainings", "2")              \
              PROP("samples", "{samples}") props)

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(base_is_sent_once, PAIR_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("trainings", "2") PROP("rounds", "2") PROP(
                       "aggregation-flop", "{aggregation_flop} flop") PROP("uplink-bits", "{bits}")
                                         PROP("compression-flop", "{encode_flop} flop"))
                                  ACTOR("learner", "learner", "")),
                   ADAPTER_WORKLOAD("{samples}"))},
    {ANALYTIC_CASE(
        base_is_there, PAIR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", PROP("base", "there"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("forward-flop", "{forward_flop} flop") PROP("samples", "{samples}")
                         PROP("trainable-parameters", "{trainable}")))},
    {ANALYTIC_CASE(
        all_parameters_are_trained, PAIR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", "")),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}") PROP("trainable-parameters", "{parameters}")
                         PROP("frozen-bytes-per-parameter", "0.5 B")))},
    {ANALYTIC_CASE(
        traffic_of_trained,
        PLATFORM(ZONE("world", HOST("server", "1Gf",
                                    WATTS("1:1:2") PROP("memory_bandwidth", "{bandwidth}Bps")))),
        DEPLOYMENT(
            ACTOR("server", "trainer", PROP("workload", "workload.xml") PROP("epochs", "1"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("forward-flop", "{forward_flop} flop") PROP("samples", "{samples}")
                         PROP("bytes-moved-per-sample", "{moved} B")
                             PROP("trainable-parameters", "{trainable}")))},
    {ANALYTIC_CASE(cut_base_is_sent_again,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") HOST("c", "400Mf", WATTS("2:2:5"))
                                        LINK("link-c", "{bandwidth_slow}Bps", "{latency}s",
                                             RANGE("{link_idle}:{link_busy}")),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("active", "1") PROP(
                       "over-selection", "1")) STAR_ACTOR("a", "") STAR_ACTOR("c", "")),
                   STAR_ADAPTERS)},
    {ANALYTIC_CASE(base_by_gateways,
                   STAR_PLATFORM_OF(GATEWAY("g") GATEWAY("h") STAR_LEARNER("a") STAR_LEARNER("b")
                                        HOST("c", "4Gf", WATTS("2:2:5"))
                                            LINK("link-c", "{bandwidth_c}Bps", "{latency}s",
                                                 RANGE("{link_idle}:{link_busy}")),
                                    STAR_ROUTE("g") STAR_ROUTE("h") ROUTE("g", "a", "link-a")
                                        ROUTE("g", "b", "link-b") ROUTE("h", "c", "link-c")),
                   DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR(
                       "[gh]", "gateway", PROP("local-rounds", "2")) MEMBER("a", "g", "")
                                  MEMBER("b", "g", "") MEMBER("c", "h", PROP("base", "there"))),
                   STAR_ADAPTERS)},
    {ANALYTIC_CASE(
        base_from_peer_to_peer, RING_PLATFORM,
        DEPLOYMENT(RING_PEER("p[0-1]", "") RING_PEER("p2", PROP("base", "there"))
                       RING_PEER("p3", "")),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}") PROP("trainable-parameters", "{trainable}")))},
    {ANALYTIC_CASE(user_gets_the_base_once,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") HOST("c", "400Mf", WATTS("2:2:5"))
                                        LINK("link-c", "{bandwidth_c}Bps", "{latency}s",
                                             RANGE("{link_idle}:{link_busy}")),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("trainings", "2")) STAR_ACTOR(
                       "a", PROP("base", "there")) ACTOR("c", "user", PROP("reserved", "yes"))),
                   STAR_ADAPTERS)},
    {ANALYTIC_CASE(
        trained_gradients_are_reduced,
        PLATFORM(ZONE(
            "world",
            HOST("a", "{speed}f", WATTS("1:1:2")) HOST(
                "b", "{speed}f",
                WATTS("1:1:2")) "<link id='link' bandwidth='{bandwidth}Bps' latency='{latency}s' "
                                "sharing_policy='FATPIPE'/>" ROUTE("a", "b", "link"))),
        DEPLOYMENT(ACTOR("[ab]", "trainer", PROP("workload", "workload.xml") PROP("epochs", "1"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}") PROP("trainable-parameters", "{trainable}")))},
};
ANALYTIC_TOPIC(analytic_adapters, cases);
