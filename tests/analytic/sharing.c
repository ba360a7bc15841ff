#include "harness.h"

#include <assert.h>

/* Flows that share links, by weighted max-min: a flow gets min(cap, level / penalty), where the
 * level is as high as the link allows and the penalty is the latency of its way (CM02), or 1
 * without any. Hosts draw nothing; what is expected is seconds. Messages: the model to a learner,
 * the update back. Learners compute c = samples x training_flop / speed. */
#define HUB(id)                      HOST(id, "1Gf", WATTS("0:0"))
#define LEARNER(id, speed)           HOST(id, speed, WATTS("0:0"))
#define BARE(id, bandwidth, latency) LINK(id, bandwidth, latency, "")
#define BEHIND(hub, wire, id)                                                                      \
    "<route src='" hub "' dst='" id "'><link_ctn id='" wire "'/><link_ctn id='own-" id             \
    "'/></route>\n"
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "1e5") PROP("model-size", "{model} B")                             \
                 PROP("update-size", "{update} B") PROP("training-flop", "{training_flop} flop")   \
                     PROP("samples", "120"))
#define ROUNDS(rounds, learners)                                                                   \
    DEPLOYMENT(ACTOR("server", "server",                                                           \
                     PROP("workload", "workload.xml") PROP("rounds", rounds)                       \
                         PROP("aggregation-flop", "0")) learners)
#define ROUND(learners) ROUNDS("1", learners)
#define SAMPLES         ACTOR("learner-*", "learner", PROP("samples", "40"))
#define BASE(INPUT)                                                                                \
    INPUT(access, 3e6, 3.1e6)                                                                      \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(model, 1e7, 1.1e7)                                                                       \
    INPUT(training_flop, 2e7, 2.1e7)
#define COMPUTE(in, speed) (40 * (in)->training_flop / (speed))

/* Three caps. Down, a has its cap, less than a third of the access link; b and c, whose links allow
 * more, half of what a leaves. They end first, and have sent their updates as well, over the same
 * link, before a has received the model. */
#define CAPS(INPUT)                                                                                \
    BASE(INPUT)                                                                                    \
    INPUT(update, 2e6, 2.1e6)                                                                      \
    INPUT(cap, 5e5, 5.1e5)
ANALYTIC_INPUTS(a_cap_below_the_share, CAPS);
static void a_cap_below_the_share_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_cap_below_the_share_inputs *in = inputs;
    double rate = (in->access - in->cap) / 2, c = COMPUTE(in, 1e9);
    double down_a = in->latency + in->model / in->cap, down_b = in->latency + in->model / rate;
    double up_a = in->latency + in->update / in->cap, up_b = in->latency + in->update / rate;
    assert(in->cap < rate && rate < 2e6 && down_b + c + up_b < down_a);
    analytic_output(out, "time.learner-a/download", down_a);
    analytic_output(out, "time.learner-b/download", down_b);
    analytic_output(out, "time.learner-c/download", down_b);
    analytic_output(out, "time.learner-b/upload", up_b);
    analytic_output(out, "time.learner-c/upload", up_b);
    analytic_output(out, "time.learner-a/upload", up_a);
    analytic_output(out, "time_s", down_a + c + up_a);
}
#define THREE                                                                                      \
    PLATFORM(ZONE("world", HUB("server") LEARNER("learner-a", "1Gf") LEARNER("learner-b", "1Gf")   \
                               LEARNER("learner-c", "1Gf") BARE("access", "{access}Bps", "0s")     \
                                   BARE("own-learner-a", "{cap}Bps", "{latency}s")                 \
                                       BARE("own-learner-b", "2MBps", "{latency}s")                \
                                           BARE("own-learner-c", "2.5MBps", "{latency}s")          \
                                               BEHIND("server", "access", "learner-a")             \
                                                   BEHIND("server", "access", "learner-b")         \
                                                       BEHIND("server", "access", "learner-c")))

/* Two learners whose links are wide. Up, a is alone until b has computed too; then each has half.
 * What b has left when a ends moves at the full rate. */
#define LATE(INPUT)                                                                                \
    BASE(INPUT)                                                                                    \
    INPUT(update, 3e6, 3.1e6)                                                                      \
    INPUT(speed, 7e8, 7.1e8)
ANALYTIC_INPUTS(a_late_flow_takes_half, LATE);
static void a_late_flow_takes_half_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_late_flow_takes_half_inputs *in = inputs;
    double down = in->latency + 2 * in->model / in->access;
    double alone_s = COMPUTE(in, in->speed) - COMPUTE(in, 1e9);
    double left_a = in->update - alone_s * in->access; /* when b begins */
    double both_s = 2 * left_a / in->access, left_b = in->update - left_a;
    assert(alone_s > 0 && left_a > 0);
    double up_b = in->latency + both_s + left_b / in->access;
    analytic_output(out, "time.learner-a/download", down);
    analytic_output(out, "time.learner-b/download", down);
    analytic_output(out, "time.learner-a/upload", in->latency + alone_s + both_s);
    analytic_output(out, "time.learner-b/upload", up_b);
    analytic_output(out, "time_s", down + COMPUTE(in, in->speed) + up_b);
}
#define TWO(speed_a, latency_a, latency_b)                                                         \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        HUB("server") LEARNER("learner-a", speed_a) LEARNER("learner-b", "{speed}f")               \
            BARE("access", "{access}Bps", "0s") BARE("own-learner-a", "1GBps", latency_a)          \
                BARE("own-learner-b", "1GBps", latency_b) BEHIND("server", "access", "learner-a")  \
                    BEHIND("server", "access", "learner-b")))

/* The way to b has more latency. Its flow begins later, and gets less: the shares are as 1 /
 * latency. a ends first, and what b has left moves at the full rate. Up, a has ended before b
 * begins. */
#define FAR(INPUT)                                                                                 \
    BASE(INPUT)                                                                                    \
    INPUT(update, 2e6, 2.1e6)                                                                      \
    INPUT(speed, 2e8, 2.1e8)                                                                       \
    INPUT(far, 0.07, 0.08)
ANALYTIC_INPUTS(latency_weighs_on_a_shared_link, FAR);
static void latency_weighs_on_a_shared_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct latency_weighs_on_a_shared_link_inputs *in = inputs;
    double both = in->latency + in->far;
    double rate_a = in->access * in->far / both, rate_b = in->access * in->latency / both;
    double left_a = in->model - (in->far - in->latency) * in->access; /* when b begins */
    double both_s = left_a / rate_a;
    double down_a = in->far + both_s;
    double down_b = in->far + both_s + (in->model - rate_b * both_s) / in->access;
    assert(left_a > 0 && rate_b < rate_a);
    double up = in->update / in->access;
    assert(down_b < down_a + COMPUTE(in, 2e8));
    assert(down_a + COMPUTE(in, 2e8) + in->latency + up < down_b + COMPUTE(in, in->speed));
    analytic_output(out, "time.learner-a/download", down_a);
    analytic_output(out, "time.learner-b/download", down_b);
    analytic_output(out, "time.learner-a/upload", in->latency + up);
    analytic_output(out, "time.learner-b/upload", in->far + up);
    analytic_output(out, "time_s", down_b + COMPUTE(in, in->speed) + in->far + up);
}

/* Two gateways share the server's link; each has a link of its own, over which its own messages
 * pass, then those of its learners: two levels, and one more above them. */
#define GATES(INPUT)                                                                               \
    BASE(INPUT)                                                                                    \
    INPUT(update, 2e6, 2.1e6)                                                                      \
    INPUT(gate, 2e6, 2.1e6)
ANALYTIC_INPUTS(each_gateway_has_a_link, GATES);
static void each_gateway_has_a_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct each_gateway_has_a_link_inputs *in = inputs;
    double half = in->access / 2, local = in->gate / 2;
    assert(half < in->gate);
    double down = in->latency + in->model / half, up = in->latency + in->update / half;
    double down_local = in->latency + in->model / local;
    double up_local = in->latency + in->update / local;
    analytic_output(out, "time.gate-g/download", down + down_local);
    analytic_output(out, "time.learner-g0/download", down_local);
    analytic_output(out, "time.learner-h1/download", down_local);
    analytic_output(out, "time.learner-h1/upload", up_local);
    analytic_output(out, "time_s", down + down_local + COMPUTE(in, 1e9) + up_local + up);
}
#define GATE(id)                                                                                   \
    HUB("gate-" id)                                                                                \
    LEARNER("learner-" id "0", "1Gf")                                                              \
    LEARNER("learner-" id "1", "1Gf")                                                              \
    BARE("link-" id, "{gate}Bps", "{latency}s")                                                    \
    BARE("own-learner-" id "0", "1GBps", "0s") BARE("own-learner-" id "1", "1GBps", "0s")
#define GATE_ROUTES(id)                                                                            \
    "<route src='server' dst='gate-" id "'><link_ctn id='access'/><link_ctn id='link-" id          \
    "'/></route>\n" BEHIND("gate-" id, "link-" id, "learner-" id "0")                              \
        BEHIND("gate-" id, "link-" id, "learner-" id "1")
#define GATE_ACTORS(id)                                                                            \
    ACTOR("gate-" id, "gateway", PROP("aggregation-flop", "0"))                                    \
    ACTOR("learner-" id "*", "learner", PROP("samples", "40") PROP("gateway", "gate-" id))

/* Four gateways send to two learners each at one date, all over one wide wire. Behind it learners
 * of two gateways share a cell, half of it each. SimGrid goes through links from the first of a
 * transfer, here from one gateway's over the wire to those of the others: their cells would be left
 * out where two second transfers began at one instant. */
#define CELLS(INPUT)                                                                               \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(model, 1e7, 1.1e7)                                                                       \
    INPUT(update, 2e6, 2.1e6)                                                                      \
    INPUT(training_flop, 2e7, 2.1e7)                                                               \
    INPUT(cell, 1e6, 1.1e6)
ANALYTIC_INPUTS(gateways_over_one_wire, CELLS);
static void gateways_over_one_wire_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gateways_over_one_wire_inputs *in = inputs;
    double half = in->cell / 2, down = in->latency + in->model / half;
    double up = in->latency + in->update / half;
    double round = in->model / 1e8 + down + COMPUTE(in, 1e9) + up + in->update / 1e8;
    analytic_output(out, "time.gate-g/download", 2 * (in->model / 1e8 + down));
    analytic_output(out, "time.learner-g0/download", 2 * down);
    analytic_output(out, "time.learner-g1/download", 2 * down);
    analytic_output(out, "time.learner-h0/download", 2 * down);
    analytic_output(out, "time.learner-i0/download", 2 * down);
    analytic_output(out, "time.learner-i1/download", 2 * down);
    analytic_output(out, "time.learner-j0/download", 2 * down);
    analytic_output(out, "time.learner-h1/upload", 2 * up);
    analytic_output(out, "time_s", 2 * round);
}
#define GATE_BY_WIRE(id)                                                                           \
    HUB("gate-" id)                                                                                \
    LEARNER("learner-" id "0", "1Gf")                                                              \
    LEARNER("learner-" id "1", "1Gf")                                                              \
    BARE("core-" id, "100MBps", "0s") BARE("local-" id, "500MBps", "0s")
#define OVER_WIRE(id, number, cell)                                                                \
    "<route src='gate-" id "' dst='learner-" id number "'><link_ctn id='local-" id                 \
    "'/><link_ctn id='wire'/><link_ctn id='cell-" cell number "'/></route>\n"
#define ROUTES_BY_WIRE(id, cell)                                                                   \
    ROUTE("server", "gate-" id, "core-" id) OVER_WIRE(id, "0", cell) OVER_WIRE(id, "1", cell)
#define CELL(id) BARE("cell-" id, "{cell}Bps", "{latency}s")
#define FOUR_GATES                                                                                 \
    PLATFORM(ZONE("world",                                                                         \
                  HUB("server") GATE_BY_WIRE("g") GATE_BY_WIRE("h") GATE_BY_WIRE("i")              \
                      GATE_BY_WIRE("j") BARE("wire", "500MBps", "0s") CELL("x0") CELL("x1")        \
                          CELL("y0") CELL("y1") ROUTES_BY_WIRE("g", "x") ROUTES_BY_WIRE("h", "x")  \
                              ROUTES_BY_WIRE("i", "y") ROUTES_BY_WIRE("j", "y")))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(a_cap_below_the_share, THREE, ROUND(SAMPLES), WORK)},
    {ANALYTIC_CASE(a_late_flow_takes_half, TWO("1Gf", "{latency}s", "{latency}s"), ROUND(SAMPLES),
                   WORK)},
    {ANALYTIC_CASE(latency_weighs_on_a_shared_link, TWO("200Mf", "{latency}s", "{far}s"),
                   ROUND(SAMPLES), WORK)},
    {ANALYTIC_CASE(
        each_gateway_has_a_link,
        PLATFORM(ZONE("world", HUB("server") GATE("g") GATE("h") BARE("access", "{access}Bps", "0s")
                                   GATE_ROUTES("g") GATE_ROUTES("h"))),
        ROUND(GATE_ACTORS("g") GATE_ACTORS("h")), WORK)},
    {ANALYTIC_CASE(gateways_over_one_wire, FOUR_GATES,
                   ROUNDS("2", GATE_ACTORS("g") GATE_ACTORS("h") GATE_ACTORS("i") GATE_ACTORS("j")),
                   WORK)},
};
ANALYTIC_TOPIC(analytic_sharing, cases);
