/* Secure aggregation: masks, what stands beside each update, uncovering the sum; noise. */
#include "pair.h"
#include "star.h"

#include <assert.h>

/* In a cohort of n, of which s updates come:
 *   m  mask_flop x parameters x n / speed            a learner's masks: its own, n - 1 shared
 *   x  latency + update x (factor - 1) / bandwidth   keys and shares, before the update
 *   u  mask_flop x parameters x s (1 + n - s) / speed of whoever sums
 * All of it is the phase protection. */
#define MASKED(INPUT)                                                                              \
    INPUT(mask_flop, 90, 99)                                                                       \
    INPUT(factor, 1.5, 1.75)
#define MASKED_PROPS                                                                               \
    PROP("secure-aggregation", "yes")                                                              \
    PROP("mask-flop", "{mask_flop} flop") PROP("secure-traffic-factor", "{factor}")

/* ---- a learner alone: one mask, its own ---- */

#define ALONE(INPUT) PAIR(INPUT) MASKED(INPUT)
ANALYTIC_INPUTS(one_masked_update, ALONE);
static void one_masked_update_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct one_masked_update_inputs *in = inputs;
    double byte = in->parameters * 4, beside = byte * (in->factor - 1);
    double t = in->latency + byte / in->bandwidth, x = in->latency + beside / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double m = in->mask_flop * in->parameters / in->learner_speed;
    double u = in->mask_flop * in->parameters / in->server_speed;
    double a = 2 * in->parameters / in->server_speed;
    double both = in->server_idle + in->learner_idle, watts = in->link_busy - in->link_idle;
    analytic_output(out, "time_s", 2 * t + c + m + x + u + a);
    analytic_output(out, "phase.protection",
                    in->learner_busy * m + both * x + watts * beside / in->bandwidth +
                        in->server_busy * u);
    analytic_output(out, "time.learner/protection", m + x);
    analytic_output(out, "time.server/protection", x + u);
    analytic_output(out, "phase.upload", both * t + watts * byte / in->bandwidth);
    analytic_output(out, "phase.compute", in->learner_busy * c);
    analytic_output(out, "phase.aggregate", in->server_busy * a);
    analytic_output(out, "uplink_byte", byte * in->factor);
    analytic_output(out, "downlink_byte", byte);
    analytic_output(out, "flop", in->samples * in->training_flop + 2 * in->parameters);
    analytic_output(out, "link.link",
                    watts * (2 * byte + beside) / in->bandwidth +
                        in->link_idle * (2 * t + c + m + x));
}

/* ---- a cohort of three, of which c drops out half through its training ---- */

#define COHORT(INPUT) STAR(INPUT) MASKED(INPUT)
ANALYTIC_INPUTS(dropped_out_masks_are_uncovered, COHORT);
static void dropped_out_masks_are_uncovered_expect(const void *inputs, struct analytic_outputs *out)
{
    enum { ASKED = 3, CAME = 2 };
    const struct dropped_out_masks_are_uncovered_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    double flop = in->mask_flop * in->parameters;
    double m_a = ASKED * flop / in->speed_a, m_b = ASKED * flop / in->speed_b;
    double x_a = in->latency + a.byte * (in->factor - 1) / in->bandwidth_a;
    double x_b = in->latency + b.byte * (in->factor - 1) / in->bandwidth_b;
    double turn_a = a.turn_s + m_a + x_a, turn_b = b.turn_s + m_b + x_b;
    double turn_c = c.transfer_s + c.compute_s / 2, trained_s = fmax(turn_a, turn_b);
    double u = flop * CAME * (1 + ASKED - CAME) / in->server_speed;
    double sum = 2 * in->parameters * CAME / in->server_speed;
    assert(turn_c < trained_s);
    analytic_output(out, "time_s", trained_s + u + sum);
    analytic_output(out, "time.a/protection", m_a + x_a);
    analytic_output(out, "time.b/protection", m_b + x_b);
    analytic_output(out, "time.c/protection", 0);
    analytic_output(out, "host.a", star_host_j(&a, turn_a, a.compute_s + m_a));
    analytic_output(out, "host.b", star_host_j(&b, turn_b, b.compute_s + m_b));
    analytic_output(out, "host.c", star_host_j(&c, turn_c, c.compute_s / 2));
    analytic_output(out, "host.server", in->server_idle * trained_s + in->server_busy * (u + sum));
    analytic_output(out, "uplink_byte", 2 * a.byte * in->factor);
    analytic_output(out, "link.link-a", star_link_j(&a, a.byte * (1 + in->factor), turn_a));
    analytic_output(out, "round.1.updates", CAME);
}

/* ---- gateways: a cohort is that of a gateway, which uncovers its sum; the server uncovers none
 * ---- */

#define CELL(INPUT)                                                                                \
    STAR_COMMON(INPUT) STAR_A(INPUT) STAR_B(INPUT) MASKED(INPUT) INPUT(gateway_speed, 1e8, 1.1e8)
ANALYTIC_INPUTS(gateway_uncovers_its_cohort, CELL);
static void gateway_uncovers_its_cohort_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateway_uncovers_its_cohort_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b);
    double flop = in->mask_flop * in->parameters, hop = in->latency + a.byte / 4e6;
    double turn_a = a.turn_s + 2 * flop / in->speed_a + in->latency +
                    a.byte * (in->factor - 1) / in->bandwidth_a;
    double turn_b = b.turn_s + 2 * flop / in->speed_b + in->latency +
                    b.byte * (in->factor - 1) / in->bandwidth_b;
    double u = 2 * flop / in->gateway_speed, sum = 4 * in->parameters / in->gateway_speed;
    double server = 2 * in->parameters / in->server_speed;
    double local = fmax(turn_a, turn_b) + u + sum;
    analytic_output(out, "time_s", 2 * hop + local + server);
    analytic_output(out, "uplink_byte", 2 * a.byte * in->factor + a.byte);
    analytic_output(out, "host.server",
                    in->server_idle * (2 * hop + local) + in->server_busy * server);
    analytic_output(out, "host.a", star_host_j(&a, turn_a, a.compute_s + 2 * flop / in->speed_a));
    analytic_output(out, "host.b", star_host_j(&b, turn_b, b.compute_s + 2 * flop / in->speed_b));
    analytic_output(out, "link.link-a", star_link_j(&a, a.byte * (1 + in->factor), turn_a));
    analytic_output(out, "link.link-b", star_link_j(&b, b.byte * (1 + in->factor), turn_b));
    analytic_output(out, "time.g/aggregate", sum);
}

/* ---- who is fastest: b without masks, a with them ---- */

#define FASTEST(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) MASKED(INPUT)
ANALYTIC_INPUTS(selection_counts_masks, FASTEST);
static void selection_counts_masks_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_counts_masks_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double plain_b = 2 * (in->latency + a.byte / 1.6e6) + in->samples * in->training_flop / 7e8;
    double flop = 100 * in->mask_flop * in->parameters; /* a cohort of one: one mask */
    double beside = a.byte * (in->factor - 1);
    double x_a = in->latency + beside / in->bandwidth_a;
    double masked_b = plain_b + flop / 7e8 + in->latency + beside / 1.6e6;
    double turn_a = a.turn_s + flop / in->speed_a + x_a;
    double sum = (2 * in->parameters + flop) / in->server_speed;
    assert(plain_b < a.turn_s && turn_a < masked_b);
    analytic_output(out, "time_s", turn_a + sum);
    analytic_output(out, "host.a", star_host_j(&a, turn_a, a.compute_s + flop / in->speed_a));
    analytic_output(out, "host.server", in->server_idle * turn_a + in->server_busy * sum);
    analytic_output(out, "link.link-a", star_link_j(&a, a.byte * (1 + in->factor), turn_a));
}

/* ---- noise: more rounds than the workload's three ---- */

#define NOISE(INPUT) PAIR(INPUT) INPUT(noise, 1.5, 2)
ANALYTIC_INPUTS(noise_takes_more_rounds, NOISE);
static void noise_takes_more_rounds_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct noise_takes_more_rounds_inputs *in = inputs;
    double rounds = ceil(3 * in->noise), byte = in->parameters * 4;
    double t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    analytic_output(out, "rounds", rounds);
    analytic_output(out, "time_s", rounds * (2 * t + c + a));
    analytic_output(out, "energy_j",
                    in->server_idle * rounds * (2 * t + c) + in->server_busy * rounds * a +
                        in->learner_idle * (rounds * (2 * t + a) - a) +
                        in->learner_busy * rounds * c +
                        (in->link_busy - in->link_idle) * 2 * rounds * byte / in->bandwidth +
                        in->link_idle * (rounds * (2 * t + c + a) - a));
}

/* ---- the cases ---- */

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(
        one_masked_update, PAIR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("rounds", "1") MASKED_PROPS) ACTOR("learner", "learner", "")),
        PAIR_WORKLOAD)},
    {ANALYTIC_CASE(
        dropped_out_masks_are_uncovered, STAR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("rounds", "1") MASKED_PROPS) STAR_ACTOR("a", "") STAR_ACTOR("b", "")
                       STAR_ACTOR("c", PROP("dropout", "1") PROP("dropout-phase", "compute")
                                           PROP("dropout-point", "0.5"))),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateway_uncovers_its_cohort,
                   STAR_PLATFORM_OF(HOST("g", "{gateway_speed}f", WATTS("9:9:20"))
                                        LINK("link-g", "4MBps", "{latency}s", RANGE("0.5:2"))
                                            STAR_LEARNER("a") STAR_LEARNER("b"),
                                    STAR_ROUTE("g") ROUTE("g", "a", "link-a")
                                        ROUTE("g", "b", "link-b")),
                   DEPLOYMENT(SERVER(PROP("rounds", "1") MASKED_PROPS) ACTOR("g", "gateway", "")
                                  STAR_ACTOR("a", "") STAR_ACTOR("b", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(selection_counts_masks,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") HOST("b", "700Mf", WATTS("2:2:8"))
                                        LINK("link-b", "1600kBps", "{latency}s", RANGE("0.5:2")),
                                    STAR_ROUTE("a") STAR_ROUTE("b")),
                   DEPLOYMENT(SERVER(
                       PROP("rounds", "1") PROP("active", "1") PROP("selection", "fastest")
                           PROP("secure-aggregation", "yes") PROP("mask-flop", "{mask_flop}00 flop")
                               PROP("secure-traffic-factor", "{factor}")) STAR_ACTOR("a", "")
                                  STAR_ACTOR("b", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        noise_takes_more_rounds, PAIR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("privacy-rounds-factor", "{noise}"))
                       ACTOR("learner", "learner", "")),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}") "<rounds value='3' provenance='published'/>\n"))},
};
ANALYTIC_TOPIC(analytic_protection, cases);
