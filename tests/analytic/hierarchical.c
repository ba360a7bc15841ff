#include "star.h"

#include <assert.h>

/* A server, gateways g (learners a and b) and h (learner c); every hop has a link of its own, no
 * learner has a route to the server. Times:
 *   hop    server to gateway, and back
 *   local  one local round: its slowest learner's turn, then the gateway's aggregation
 *   answer hop + local rounds x local + hop
 * The server's round is the later answer and its own aggregation of two. */
#define GATEWAY(id)                                                                                \
    HOST(id, "{gateway_speed}f",                                                                   \
         KIND("gateway") WATTS("{gateway_idle}:{gateway_idle}:{gateway_busy}"))                    \
    LINK("link-" id, "{bandwidth_" id "}Bps", "{hop_latency}s", RANGE("{link_idle}:{link_busy}"))
#define GATEWAYS(learners, routes)                                                                 \
    STAR_PLATFORM_OF(GATEWAY("g") GATEWAY("h") learners, STAR_ROUTE("g") STAR_ROUTE("h") routes)
#define G_ROUTE(id) ROUTE("g", id, "link-" id)
#define H_ROUTE(id) ROUTE("h", id, "link-" id)
#define TREE                                                                                       \
    GATEWAYS(STAR_LEARNER("a") STAR_LEARNER("b") STAR_LEARNER("c"),                                \
             G_ROUTE("a") G_ROUTE("b") H_ROUTE("c"))
#define HOPS(INPUT)                                                                                \
    INPUT(gateway_speed, 1e8, 1.1e8)                                                               \
    INPUT(gateway_idle, 9, 10)                                                                     \
    INPUT(gateway_busy, 20, 22)                                                                    \
    INPUT(hop_latency, 0.01, 0.02)                                                                 \
    INPUT(bandwidth_g, 4e6, 4.1e6)                                                                 \
    INPUT(bandwidth_h, 3e6, 3.1e6)                                                                 \
    INPUT(local_rounds, 2, 3)
#define TREE_INPUTS(INPUT) STAR(INPUT) HOPS(INPUT)
#define HOP(in, id)        ((in)->hop_latency + (in)->parameters * 4 / (in)->bandwidth_##id)
#define LOCAL(in, updates) (2 * (in)->parameters * (updates) / (in)->gateway_speed)
#define ROUNDS             2.

/* What the cases have in common once it is known what a local round of g and h takes. */
struct tree {
    double hop_g, hop_h, local_g, local_h, local_rounds, start_h;
    double round_s[2], last_s, answered_s, time_s; /* last: start of the last round */
};
static struct tree tree(double hop_g, double hop_h, double local_g, double local_h,
                        double local_rounds, double server_s, double start_h)
{
    struct tree tree = {hop_g, hop_h, local_g, local_h, local_rounds, start_h, {0}, 0, 0, 0};
    double answer_g = 2 * hop_g + local_rounds * local_g;
    double answer_h = 2 * hop_h + local_rounds * local_h;
    tree.round_s[0] = fmax(answer_g, start_h + answer_h) + server_s;
    tree.answered_s = tree.round_s[0] + fmax(answer_g, answer_h);
    tree.round_s[1] = tree.answered_s + server_s;
    tree.last_s = tree.round_s[0];
    tree.time_s = tree.round_s[1];
    return tree;
}
/* Joules of a device whose first turn begins at @p first_s, its last at @p begin_s for @p turn_s,
 * and which computes for @p busy_s in all. */
static double duty_j(const struct star_device *of, double first_s, double begin_s, double turn_s,
                     double busy_s)
{
    return star_host_j(of, begin_s + turn_s - first_s, busy_s);
}

ANALYTIC_INPUTS(two_gateways, TREE_INPUTS);
static void two_gateways_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct two_gateways_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    double k = in->local_rounds, byte = a.byte,
           server_s = 2 * in->parameters * 2 / in->server_speed;
    struct tree t = tree(HOP(in, g), HOP(in, h), fmax(a.turn_s, b.turn_s) + LOCAL(in, 2),
                         c.turn_s + LOCAL(in, 1), k, server_s, 0);
    double begin_g = t.last_s + t.hop_g + (k - 1) * t.local_g; /* of the last local round */
    double begin_h = t.last_s + t.hop_h + (k - 1) * t.local_h;
    double watts = in->link_busy - in->link_idle;
    double busy_g = ROUNDS * k * LOCAL(in, 2), busy_h = ROUNDS * k * LOCAL(in, 1);
    analytic_output(out, "round.1.end_s", t.round_s[0]);
    analytic_output(out, "time_s", t.time_s);
    analytic_output(out, "host.server",
                    in->server_idle * (t.time_s - ROUNDS * server_s) +
                        in->server_busy * ROUNDS * server_s);
    analytic_output(out, "host.g",
                    in->gateway_idle * (begin_g + t.local_g + t.hop_g - busy_g) +
                        in->gateway_busy * busy_g);
    analytic_output(out, "host.h",
                    in->gateway_idle * (begin_h + t.local_h + t.hop_h - busy_h) +
                        in->gateway_busy * busy_h);
    analytic_output(out, "host.a",
                    duty_j(&a, t.hop_g, begin_g, a.turn_s, ROUNDS * k * a.compute_s));
    analytic_output(out, "host.b",
                    duty_j(&b, t.hop_g, begin_g, b.turn_s, ROUNDS * k * b.compute_s));
    analytic_output(out, "host.c",
                    duty_j(&c, t.hop_h, begin_h, c.turn_s, ROUNDS * k * c.compute_s));
    analytic_output(out, "link.link-a",
                    star_link_j(&a, ROUNDS * k * 2 * byte, begin_g + a.turn_s - t.hop_g));
    analytic_output(out, "link.link-c",
                    star_link_j(&c, ROUNDS * k * 2 * byte, begin_h + c.turn_s - t.hop_h));
    analytic_output(out, "link.link-g",
                    watts * ROUNDS * 2 * byte / in->bandwidth_g +
                        in->link_idle * (begin_g + t.local_g + t.hop_g));
    analytic_output(out, "link.link-h",
                    watts * ROUNDS * 2 * byte / in->bandwidth_h +
                        in->link_idle * (begin_h + t.local_h + t.hop_h));
    analytic_output(out, "uplink_byte", ROUNDS * (3 * k + 2) * byte);
    analytic_output(out, "downlink_byte", ROUNDS * (3 * k + 2) * byte);
    analytic_output(out, "samples", ROUNDS * 3 * k * in->samples);
    analytic_output(out, "flop",
                    ROUNDS * (3 * k * (in->samples * in->training_flop + 2 * in->parameters) +
                              2 * 2 * in->parameters));
    analytic_output(out, "dropped_updates", 0);
    analytic_output(out, "missing_updates", 0);
    analytic_output(out, "learner_coverage", 1);
}

/* In every local round of g only b's update counts, and a is cut off after some time: g closes when
 * enough have come, or at its deadline. */
#define CUT_INPUTS(INPUT) TREE_INPUTS(INPUT) INPUT(deadline, 2.6, 2.65)
struct cut_tree {
    struct star_device a, b, c;
    double closed_s, k, server_s, local_flop_s, hop_g, hop_h;
    double gateway_idle_w, gateway_busy_w, server_idle_w, server_busy_w, samples, missing;
    double hop_j; /* of a message over the link of g */
};
static void cut_tree_expect(const struct cut_tree *in, struct analytic_outputs *out)
{
    double k = in->k, byte = in->a.byte, local = in->closed_s + in->local_flop_s;
    struct tree t =
        tree(in->hop_g, in->hop_h, local, in->c.turn_s + in->local_flop_s, k, in->server_s, 0);
    struct star_part cut = star_part(&in->a, in->closed_s);
    double begin_g = t.last_s + t.hop_g + (k - 1) * local, share = cut.compute_s / in->a.compute_s;
    double busy_g = ROUNDS * k * in->local_flop_s;
    assert(in->b.turn_s <= in->closed_s && in->closed_s < in->a.turn_s);
    analytic_output(out, "round.1.end_s", t.round_s[0]);
    analytic_output(out, "time_s", t.time_s);
    analytic_output(out, "dropped_updates", ROUNDS * k);
    analytic_output(out, "missing_updates", in->missing * ROUNDS * k);
    analytic_output(out, "host.a",
                    duty_j(&in->a, t.hop_g, begin_g, in->closed_s, ROUNDS * k * cut.compute_s));
    analytic_output(out, "host.b",
                    duty_j(&in->b, t.hop_g, begin_g, in->b.turn_s, ROUNDS * k * in->b.compute_s));
    analytic_output(out, "link.link-a",
                    star_link_j(&in->a, ROUNDS * k * (cut.down_byte + cut.up_byte),
                                begin_g + cut.link_s - t.hop_g));
    analytic_output(out, "host.g",
                    in->gateway_idle_w * (begin_g + local + t.hop_g - busy_g) +
                        in->gateway_busy_w * busy_g);
    analytic_output(out, "host.c",
                    duty_j(&in->c, t.hop_h, t.last_s + t.hop_h + (k - 1) * t.local_h, in->c.turn_s,
                           ROUNDS * k * in->c.compute_s));
    analytic_output(out, "host.server",
                    in->server_idle_w * (t.time_s - ROUNDS * in->server_s) +
                        in->server_busy_w * ROUNDS * in->server_s);
    analytic_output(out, "link.link-g",
                    ROUNDS * 2 * in->hop_j + in->a.link_idle_w * (begin_g + local + t.hop_g));
    analytic_output(out, "samples", ROUNDS * k * (2 + share) * in->samples);
    analytic_output(out, "uplink_byte", ROUNDS * ((2 * k + 2) * byte + k * cut.up_byte));
    analytic_output(out, "downlink_byte", ROUNDS * (3 * k + 2) * byte);
    analytic_output(out, "learner_coverage", 2. / 3);
}
#define CUT_TREE(in, closed, missing)                                                              \
    &(struct cut_tree)                                                                             \
    {                                                                                              \
        STAR_DEVICE(in, a), STAR_DEVICE(in, b), STAR_DEVICE(in, c), closed, (in)->local_rounds,    \
            4 * (in)->parameters / (in)->server_speed, LOCAL(in, 1), HOP(in, g), HOP(in, h),       \
            (in)->gateway_idle, (in)->gateway_busy, (in)->server_idle, (in)->server_busy,          \
            (in)->samples, missing,                                                                \
            ((in)->link_busy - (in)->link_idle) * (in)->parameters * 4 / (in)->bandwidth_g         \
    }
ANALYTIC_INPUTS(gateway_deadline, CUT_INPUTS);
static void gateway_deadline_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateway_deadline_inputs *in = inputs;
    cut_tree_expect(CUT_TREE(in, in->deadline, 1), out);
}
ANALYTIC_INPUTS(gateway_over_selection, TREE_INPUTS);
static void gateway_over_selection_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateway_over_selection_inputs *in = inputs;
    cut_tree_expect(CUT_TREE(in, STAR_DEVICE(in, b).turn_s, 0), out);
}

/* g takes its fastest learner, b: a computes faster, but its link to g is worse. h takes its
 * slowest, c. Each chooses by its own rule. */
#define CHOSEN(INPUT) STAR_COMMON(INPUT) STAR_B(INPUT) STAR_C(INPUT) HOPS(INPUT)
ANALYTIC_INPUTS(gateways_choose, CHOSEN);
static void gateways_choose_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateways_choose_inputs *in = inputs;
    struct star_device b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    double k = in->local_rounds, local = LOCAL(in, 1), busy = ROUNDS * k * local;
    double server_s = 4 * in->parameters / in->server_speed;
    struct tree t =
        tree(HOP(in, g), HOP(in, h), b.turn_s + local, c.turn_s + local, k, server_s, 0);
    double begin_g = t.last_s + t.hop_g + (k - 1) * t.local_g;
    double begin_h = t.last_s + t.hop_h + (k - 1) * t.local_h;
    analytic_output(out, "round.1.end_s", t.round_s[0]);
    analytic_output(out, "time_s", t.time_s);
    analytic_output(out, "host.b",
                    duty_j(&b, t.hop_g, begin_g, b.turn_s, ROUNDS * k * b.compute_s));
    analytic_output(out, "host.c",
                    duty_j(&c, t.hop_h, begin_h, c.turn_s, ROUNDS * k * c.compute_s));
    analytic_output(out, "link.link-b",
                    star_link_j(&b, ROUNDS * k * 2 * b.byte, begin_g + b.turn_s - t.hop_g));
    analytic_output(out, "link.link-g",
                    ROUNDS * 2 * (in->link_busy - in->link_idle) * in->parameters * 4 /
                            in->bandwidth_g +
                        in->link_idle * (begin_g + t.local_g + t.hop_g));
    analytic_output(out, "host.g",
                    in->gateway_idle * (begin_g + t.local_g + t.hop_g - busy) +
                        in->gateway_busy * busy);
    analytic_output(out, "host.server",
                    in->server_idle * t.answered_s +
                        (in->server_busy - in->server_idle) * server_s +
                        in->server_busy * server_s);
    analytic_output(out, "uplink_byte", ROUNDS * (2 * k + 2) * b.byte);
    analytic_output(out, "learner_coverage", 0.5);
}

/* h comes only after some time (its start_time): it is not on duty before, and gets the model
 * then. g has answered long before and waits, in the first round: its duty ends with its last
 * answer. */
#define LATE_GATEWAY(INPUT)                                                                        \
    STAR_COMMON(INPUT) STAR_A(INPUT) STAR_C(INPUT) HOPS(INPUT) INPUT(start, 1.5, 1.7)
ANALYTIC_INPUTS(late_gateway, LATE_GATEWAY);
static void late_gateway_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct late_gateway_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double k = in->local_rounds, local = LOCAL(in, 1), busy = ROUNDS * k * local;
    double server_s = 4 * in->parameters / in->server_speed;
    struct tree t =
        tree(HOP(in, g), HOP(in, h), a.turn_s + local, c.turn_s + local, k, server_s, in->start);
    double begin_g = t.last_s + t.hop_g + (k - 1) * t.local_g;
    double begin_h = t.last_s + t.hop_h + (k - 1) * t.local_h;
    analytic_output(out, "round.1.end_s", t.round_s[0]);
    analytic_output(out, "time_s", t.time_s);
    double duty_h = begin_h + t.local_h + t.hop_h - in->start;
    analytic_output(out, "duty.h", duty_h);
    analytic_output(out, "link.link-g",
                    ROUNDS * 2 * (in->link_busy - in->link_idle) * in->parameters * 4 /
                            in->bandwidth_g +
                        in->link_idle * (begin_g + t.local_g + t.hop_g));
    analytic_output(out, "host.g",
                    in->gateway_idle * (begin_g + t.local_g + t.hop_g - busy) +
                        in->gateway_busy * busy);
    analytic_output(out, "host.h", in->gateway_idle * (duty_h - busy) + in->gateway_busy * busy);
    analytic_output(out, "host.a",
                    duty_j(&a, t.hop_g, begin_g, a.turn_s, ROUNDS * k * a.compute_s));
    analytic_output(out, "host.c",
                    duty_j(&c, in->start + t.hop_h, begin_h, c.turn_s, ROUNDS * k * c.compute_s));
    analytic_output(out, "link.link-a",
                    star_link_j(&a, ROUNDS * k * 2 * a.byte, begin_g + a.turn_s - t.hop_g));
    analytic_output(out, "host.server",
                    in->server_idle * (t.time_s - ROUNDS * server_s) +
                        in->server_busy * ROUNDS * server_s);
}

/* The only learner of g is on its own host, and away at first. g has the model and waits for it:
 * the host, on which the gateway is, stays on duty while the learner is away. */
#define OWN_LEARNER(INPUT)                                                                         \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(gateway_speed, 1e8, 1.1e8)                                                               \
    INPUT(gateway_idle, 9, 10)                                                                     \
    INPUT(gateway_busy, 20, 22)                                                                    \
    INPUT(hop_latency, 0.01, 0.02)                                                                 \
    INPUT(bandwidth_g, 4e6, 4.1e6)                                                                 \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 252000)                                                              \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(from, 12, 14)
ANALYTIC_INPUTS(gateway_waits_for_its_learner, OWN_LEARNER);
static void gateway_waits_for_its_learner_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateway_waits_for_its_learner_inputs *in = inputs;
    double hop = HOP(in, g), busy = in->samples * in->training_flop / in->gateway_speed;
    double answered = in->from + busy + LOCAL(in, 1) + hop;
    double server_s = 2 * in->parameters / in->server_speed;
    assert(hop < in->from);
    analytic_output(out, "time_s", answered + server_s);
    analytic_output(out, "duty.g", answered);
    analytic_output(out, "host.g",
                    in->gateway_idle * (in->from + hop) + in->gateway_busy * (busy + LOCAL(in, 1)));
    analytic_output(out, "host.server", in->server_idle * answered + in->server_busy * server_s);
    analytic_output(out, "link.link-g",
                    (in->link_busy - in->link_idle) * 2 * in->parameters * 4 / in->bandwidth_g +
                        in->link_idle * answered);
}

/* a leaves in the second local round and comes back too late: the gateway answers with what the
 * first has brought. */
#define LEAVES(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 252000)                                                              \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(speed_a, 1e9, 1.01e9)                                                                    \
    INPUT(idle_a, 3, 3.7)                                                                          \
    INPUT(busy_a, 11, 12)                                                                          \
    INPUT(bandwidth_a, 1e6, 1.01e6)                                                                \
    INPUT(gateway_speed, 1e8, 1.1e8)                                                               \
    INPUT(gateway_idle, 9, 10)                                                                     \
    INPUT(gateway_busy, 20, 22)                                                                    \
    INPUT(hop_latency, 0.01, 0.02)                                                                 \
    INPUT(bandwidth_g, 4e6, 4.1e6)                                                                 \
    INPUT(leaves, 11, 12)
ANALYTIC_INPUTS(gateway_answers_with_an_earlier_round, LEAVES);
static void gateway_answers_with_an_earlier_round_expect(const void *inputs,
                                                         struct analytic_outputs *out)
{
    const struct gateway_answers_with_an_earlier_round_inputs *in = inputs;
    struct star_device a = star_device(in->latency, in->bandwidth_a, in->parameters * 4,
                                       6 * 40 * in->training_flop / in->speed_a, in->idle_a,
                                       in->busy_a, in->link_idle, in->link_busy);
    double hop = HOP(in, g), second = hop + a.turn_s + LOCAL(in, 1), answered = in->leaves + hop;
    double server_s = 2 * in->parameters / in->server_speed;
    struct star_part cut = star_part(&a, in->leaves - second);
    assert(cut.compute_s > 0 && cut.compute_s < a.compute_s);
    analytic_output(out, "time_s", answered + server_s);
    analytic_output(out, "round.1.updates", 1);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "missing_updates", 1);
    analytic_output(out, "samples", 6 * 40 * (1 + cut.compute_s / a.compute_s));
    analytic_output(out, "uplink_byte", 2 * a.byte);
    analytic_output(out, "downlink_byte", 3 * a.byte);
    analytic_output(out, "host.a", star_host_j(&a, in->leaves - hop, a.compute_s + cut.compute_s));
    analytic_output(out, "host.g",
                    in->gateway_idle * (answered - LOCAL(in, 1)) + in->gateway_busy * LOCAL(in, 1));
    analytic_output(out, "host.server", in->server_idle * answered + in->server_busy * server_s);
    analytic_output(out, "link.link-g",
                    (in->link_busy - in->link_idle) * 2 * a.byte / in->bandwidth_g +
                        in->link_idle * answered);
}

/* What a gateway's work costs: aggregation and coding in pstate 1, the overhead of each local round
 * in pstate 2; waiting, it draws the idle watts of pstate 1. Down and up are made small: the server
 * codes the model once a round, the gateway passes it on as it came, codes its own for the second
 * local round, and the update at the end; the learner unpacks and codes in each. */
#define COSTS(INPUT)                                                                               \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(speed_1, 1e8, 1.1e8)                                                                     \
    INPUT(idle_1, 9, 10)                                                                           \
    INPUT(busy_1, 20, 22)                                                                          \
    INPUT(busy_2, 16, 17)                                                                          \
    INPUT(hop_latency, 0.01, 0.02)                                                                 \
    INPUT(bandwidth_g, 4e6, 4.1e6)                                                                 \
    INPUT(overhead, 0.7, 0.8)                                                                      \
    INPUT(aggregation, 3, 5)                                                                       \
    INPUT(encode, 60, 70)                                                                          \
    INPUT(decode, 24, 30)                                                                          \
    INPUT(bits, 8, 12)                                                                             \
    INPUT(down_bits, 16, 20)
ANALYTIC_INPUTS(gateway_costs, COSTS);
static void gateway_costs_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateway_costs_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double p = in->parameters, up = p * in->bits / 8, down = p * in->down_bits / 8;
    double before = p * in->encode / in->server_speed,
           after = p * (in->decode + 2) / in->server_speed;
    double hops = 2 * in->hop_latency + (up + down) / in->bandwidth_g;
    double compute = a.compute_s + p * (in->encode + in->decode) / in->speed_a;
    double turn = 2 * in->latency + (up + down) / in->bandwidth_a + compute;
    double work = p * (in->aggregation + in->decode + in->encode) / in->speed_1; /* a local round */
    double answer = hops + 2 * (turn + work + in->overhead), round_s = before + answer + after;
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "time_s", ROUNDS * round_s);
    analytic_output(out, "host.server",
                    ROUNDS * (in->server_idle * answer + in->server_busy * (before + after)));
    analytic_output(out, "host.g",
                    in->idle_1 * (before + after + ROUNDS * (hops + 2 * turn)) +
                        ROUNDS * 2 * (in->busy_1 * work + in->busy_2 * in->overhead));
    analytic_output(out, "time.g/overhead", ROUNDS * 2 * in->overhead);
    analytic_output(out, "time.g/aggregate", ROUNDS * 2 * work);
    analytic_output(out, "time.a/compute", ROUNDS * 2 * compute);
    analytic_output(out, "uplink_byte", ROUNDS * 3 * up);
    analytic_output(out, "downlink_byte", ROUNDS * 3 * down);
    analytic_output(out, "phase.overhead", ROUNDS * 2 * in->busy_2 * in->overhead);
    analytic_output(out, "flop",
                    ROUNDS * (2 * (in->samples * in->training_flop + in->aggregation * p) + 2 * p));
    analytic_output(out, "phase.compute", ROUNDS * 2 * in->busy_a * compute);
    analytic_output(out, "link.link-g",
                    (in->link_busy - in->link_idle) * ROUNDS * (up + down) / in->bandwidth_g +
                        in->link_idle * (ROUNDS * round_s - before - after));
    /* a: from the first hop's end to its last update; between its turns it waits */
    double down_hop = in->hop_latency + down / in->bandwidth_g;
    double last =
        ROUNDS * round_s - after - (in->hop_latency + up / in->bandwidth_g) - work - in->overhead;
    analytic_output(out, "host.a", star_host_j(&a, last - before - down_hop, ROUNDS * 2 * compute));
}

/* The last round is evaluated by all learners: the model goes to the gateways again, and on to the
 * learners of their last local rounds. */
#define EVALUATED(INPUT) TREE_INPUTS(INPUT) INPUT(evaluated, 30, 33)
ANALYTIC_INPUTS(learners_of_gateways_evaluate, EVALUATED);
static void learners_of_gateways_evaluate_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct learners_of_gateways_evaluate_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    double k = in->local_rounds, byte = a.byte,
           server_s = 2 * in->parameters * 2 / in->server_speed;
    struct tree t = tree(HOP(in, g), HOP(in, h), fmax(a.turn_s, b.turn_s) + LOCAL(in, 2),
                         c.turn_s + LOCAL(in, 1), k, server_s, 0);
    double flop = in->evaluated * in->training_flop / 3; /* forward */
    double e_a = flop / in->speed_a, e_b = flop / in->speed_b, e_c = flop / in->speed_c;
    double of_g = t.hop_g + fmax(a.transfer_s + e_a, b.transfer_s + e_b);
    double of_h = t.hop_h + c.transfer_s + e_c;
    double end = t.time_s, watts = in->link_busy - in->link_idle, turns = ROUNDS * k;
    double sent_g = end + t.hop_g + fmax(a.transfer_s, b.transfer_s);
    double busy_g = turns * LOCAL(in, 2), time_s = end + fmax(of_g, of_h);
    analytic_output(out, "time_s", time_s);
    analytic_output(out, "host.server",
                    in->server_idle * (time_s - ROUNDS * server_s) +
                        in->server_busy * ROUNDS * server_s);
    analytic_output(out, "host.g",
                    in->gateway_idle * (sent_g - busy_g) + in->gateway_busy * busy_g);
    analytic_output(out, "host.a",
                    star_host_j(&a, end + a.transfer_s + e_a, turns * a.compute_s + e_a));
    analytic_output(out, "host.b",
                    star_host_j(&b, end + b.transfer_s + e_b, turns * b.compute_s + e_b));
    analytic_output(out, "host.c",
                    star_host_j(&c, end + c.transfer_s + e_c, turns * c.compute_s + e_c));
    analytic_output(out, "link.link-a",
                    star_link_j(&a, (2 * turns + 1) * byte, end + a.transfer_s));
    analytic_output(out, "link.link-g",
                    watts * (2 * ROUNDS + 1) * byte / in->bandwidth_g +
                        in->link_idle * (end + t.hop_g));
    analytic_output(out, "phase.evaluate", in->busy_a * e_a + in->busy_b * e_b + in->busy_c * e_c);
    analytic_output(out, "uplink_byte", ROUNDS * (3 * k + 2) * byte);
    analytic_output(out, "downlink_byte", (ROUNDS * (3 * k + 2) + 2 + 3) * byte);
    analytic_output(out, "flop",
                    ROUNDS * (3 * k * (in->samples * in->training_flop + 2 * in->parameters) +
                              2 * 2 * in->parameters) +
                        3 * flop);
}

#define MEMBER(id, gateway, props) STAR_ACTOR(id, PROP("gateway", gateway) props)
#define LOCAL_ROUNDS               PROP("local-rounds", "{local_rounds}")
#define TREE_OF(g, h, members)                                                                     \
    DEPLOYMENT(SERVER(PROP("rounds", "2")) ACTOR("g", "gateway", LOCAL_ROUNDS g)                   \
                   ACTOR("h", "gateway", LOCAL_ROUNDS h) members)
#define MEMBERS MEMBER("a", "g", "") MEMBER("b", "g", "") MEMBER("c", "h", "")

#define EVALUATOR PROP("evaluation-samples", "{evaluated}")

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(learners_of_gateways_evaluate, TREE,
                   DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("evaluation-period", "2")) ACTOR(
                       "g", "gateway", LOCAL_ROUNDS) ACTOR("h", "gateway", LOCAL_ROUNDS)
                                  MEMBER("a", "g", EVALUATOR) MEMBER("b", "g", EVALUATOR)
                                      MEMBER("c", "h", EVALUATOR)),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(two_gateways, TREE, TREE_OF("", "", MEMBERS), STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateway_deadline, TREE, TREE_OF(PROP("deadline", "{deadline}s"), "", MEMBERS),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateway_over_selection, TREE,
                   TREE_OF(PROP("active", "1") PROP("over-selection", "1"), "", MEMBERS),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateways_choose,
                   GATEWAYS(HOST("a", "1Gf", WATTS("3:3:11"))
                                LINK("link-a", "1MBps", "20ms", RANGE("0.5:2")) STAR_LEARNER("b")
                                    STAR_LEARNER("c") STAR_BYSTANDER("d", "600Mf"),
                            G_ROUTE("a") G_ROUTE("b") H_ROUTE("c") H_ROUTE("d")),
                   TREE_OF(PROP("active", "1") PROP("selection", "fastest"),
                           PROP("active", "1") PROP("selection", "slowest-first"),
                           MEMBERS MEMBER("d", "h", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        late_gateway, GATEWAYS(STAR_LEARNER("a") STAR_LEARNER("c"), G_ROUTE("a") H_ROUTE("c")),
        DEPLOYMENT(SERVER(PROP("rounds", "2")) ACTOR(
            "g", "gateway",
            LOCAL_ROUNDS) "<actor host='h' function='gateway' start_time='{start}'>" LOCAL_ROUNDS
                          "</actor>\n" MEMBER("a", "g", "") MEMBER("c", "h", "")),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateway_waits_for_its_learner, STAR_PLATFORM_OF(GATEWAY("g"), STAR_ROUTE("g")),
                   DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("g", "gateway", "")
                                  STAR_ACTOR("g", PROP("availability", "0:00:{from}-12:00"))),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateway_answers_with_an_earlier_round,
                   STAR_PLATFORM_OF(GATEWAY("g") STAR_LEARNER("a"), STAR_ROUTE("g") G_ROUTE("a")),
                   DEPLOYMENT(SERVER(PROP("rounds", "1"))
                                  ACTOR("g", "gateway", PROP("local-rounds", "2"))
                                      ACTOR("a", "learner",
                                            PROP("samples", "40") PROP("local-epochs", "6")
                                                PROP("availability", "0:00-0:00:{leaves}"))),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(gateway_costs,
                   STAR_PLATFORM_OF(HOST("g", "1f,{speed_1}f,60Mf",
                                         WATTS("1:1:2,{idle_1}:{idle_1}:{busy_1},5:5:{busy_2}"))
                                        LINK("link-g", "{bandwidth_g}Bps", "{hop_latency}s",
                                             RANGE("{link_idle}:{link_busy}")) STAR_LEARNER("a"),
                                    STAR_ROUTE("g") G_ROUTE("a")),
                   DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("uplink-bits", "{bits}") PROP(
                       "downlink-bits", "{down_bits}") PROP("compression-flop", "{encode} flop")
                                         PROP("decompression-flop", "{decode} flop"))
                                  ACTOR("g", "gateway",
                                        PROP("local-rounds", "2") PROP("pstate", "1") PROP(
                                            "aggregation-flop", "{aggregation} flop")
                                            PROP("round-overhead", "{overhead}s") PROP(
                                                "round-overhead-pstate", "2")) STAR_ACTOR("a", "")),
                   STAR_WORKLOAD)},
};
ANALYTIC_TOPIC(analytic_hierarchical, cases);
