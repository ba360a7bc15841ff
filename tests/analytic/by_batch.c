#include "harness.h"

#include <math.h>

/* Speed and watts between two batches that were measured, 10 and 20. A batch of b takes t a flop of
 * a sample: t^2 is linear in b^2. Watts are linear in the speed b / t. The host plays them as a
 * share of the time at full load, the rest waiting. */
struct at {
    double t, power_w;
};
static struct at at_batch(double b, double slow, double fast, double cool, double hot)
{
    double t10 = 10 / slow, t20 = 20 / fast;
    double t = sqrt(t10 * t10 + (t20 * t20 - t10 * t10) * (b * b - 100) / 300);
    return (struct at){t, cool + (hot - cool) * (b / t - slow) / (fast - slow)};
}

#define ANCHORS(INPUT)                                                                             \
    INPUT(slow, 4e8, 4.2e8)                                                                        \
    INPUT(fast, 7e8, 7.3e8)                                                                        \
    INPUT(cool, 20, 23)                                                                            \
    INPUT(hot, 60, 55)                                                                             \
    INPUT(waiting, 6, 7)                                                                           \
    INPUT(training_flop, 2e7, 3e7)
#define LISTS                                                                                      \
    PROP("speed_by_batch", "model:20:{fast}f, model:10:{slow}f")                                   \
    PROP("wattage_by_batch", "other:1:9, model:10:{cool}, model:20:{hot}W")
#define MODEL                                                                                      \
    WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")              \
                 PROP("samples", "120") PROP("model-size", "0") PROP("update-size", "0"))

/* Two cores; waiting has a pstate of its own. Evaluation is at full load and the speed of its
 * pstate, start-up waits. */
#define ALONE(INPUT)                                                                               \
    ANCHORS(INPUT)                                                                                 \
    INPUT(busy, 80, 90)                                                                            \
    INPUT(batch, 15, 17)                                                                           \
    INPUT(evaluated, 30, 40)                                                                       \
    INPUT(start_up, 2, 3)
ANALYTIC_INPUTS(watts_between_two_batches, ALONE);
static void watts_between_two_batches_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct watts_between_two_batches_inputs *in = inputs;
    struct at at = at_batch(in->batch, in->slow, in->fast, in->cool, in->hot);
    double c = 2 * 120 * in->training_flop / 2 * at.t / in->batch;
    double v = 2 * in->evaluated * in->training_flop / 3 / (2 * 1e9);
    analytic_output(out, "time_s", in->start_up + c + v);
    analytic_output(out, "time.node/compute", c);
    analytic_output(out, "phase.compute", at.power_w * c);
    analytic_output(out, "phase.evaluate", in->busy * v);
    analytic_output(out, "accelerator_hours", (c + v) / 3600);
    analytic_output(out, "host.node", in->waiting * in->start_up + at.power_w * c + in->busy * v);
}

/* Two nodes share a batch, and compute their share in parts, each of which loses time. */
#define PARTS(INPUT)                                                                               \
    ANCHORS(INPUT)                                                                                 \
    INPUT(batch, 60, 66)                                                                           \
    INPUT(parts, 2, 3)                                                                             \
    INPUT(lost, 0.1, 0.15)
ANALYTIC_INPUTS(parts_of_a_batch_on_two_nodes, PARTS);
static void parts_of_a_batch_on_two_nodes_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct parts_of_a_batch_on_two_nodes_inputs *in = inputs;
    double part = in->batch / 2 / in->parts;
    struct at at = at_batch(part, in->slow, in->fast, in->cool, in->hot);
    double c = 120. / 2 * in->training_flop * at.t / part;
    double lost = ceil(120 / in->batch) * in->parts * in->lost;
    analytic_output(out, "time_s", c + lost);
    analytic_output(out, "energy_j", 2 * (at.power_w * c + in->waiting * lost));
}

/* The same of a learner, whose batch is its own; its speed-factor takes nothing from its watts. */
#define LOCAL(INPUT)                                                                               \
    ANCHORS(INPUT)                                                                                 \
    INPUT(batch, 30, 33)                                                                           \
    INPUT(parts, 2, 3)                                                                             \
    INPUT(lost, 0.1, 0.15)                                                                         \
    INPUT(samples, 90, 130)                                                                        \
    INPUT(factor, 0.5, 0.8)
ANALYTIC_INPUTS(parts_of_a_local_batch, LOCAL);
static void parts_of_a_local_batch_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct parts_of_a_local_batch_inputs *in = inputs;
    double part = in->batch / in->parts;
    struct at at = at_batch(part, in->slow, in->fast, in->cool, in->hot);
    double c = in->samples * in->training_flop * at.t / part / in->factor;
    double lost = ceil(in->samples / in->batch) * in->parts * in->lost;
    analytic_output(out, "time_s", c + lost);
    analytic_output(out, "host.node", at.power_w * c + in->waiting * lost);
}

#define NODE(id) HOST(id, "1Gf", LISTS WATTS("{waiting}:{waiting}:80"))
static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(watts_between_two_batches,
                   PLATFORM(ZONE("world", CORES("node", "1Gf,1Gf", "2",
                                                LISTS PROP("idle_pstate", "1")
                                                    WATTS("3:3:{busy},{waiting}:{waiting}:9")))),
                   DEPLOYMENT(ACTOR("node", "trainer",
                                    PROP("workload", "workload.xml") PROP("epochs", "2")
                                        PROP("batch", "{batch}") PROP("start-up", "{start_up}s")
                                            PROP("evaluation-samples", "{evaluated}"))),
                   MODEL)},
    {ANALYTIC_CASE(
        parts_of_a_batch_on_two_nodes,
        PLATFORM(ZONE("world",
                      NODE("p") NODE("q") LINK("link", "1MBps", "0", "") ROUTE("p", "q", "link"))),
        DEPLOYMENT(ACTOR("p", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "1")
                             PROP("batch", "{batch}") PROP("accumulation", "{parts}")
                                 PROP("batch-overhead", "{lost}s") PROP("scaling-efficiency", "1"))
                       ACTOR("q", "trainer", PROP("batch-overhead", "{lost}s"))),
        MODEL)},
    {ANALYTIC_CASE(
        parts_of_a_local_batch,
        PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("0:0:0")) NODE("node")
                                   LINK("link", "1MBps", "0", "") ROUTE("server", "node", "link"))),
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0")) ACTOR(
            "node", "learner",
            PROP("samples", "{samples}") PROP("batch", "{batch}") PROP("accumulation", "{parts}")
                PROP("batch-overhead", "{lost}s") PROP("speed-factor", "{factor}"))),
        MODEL)},
};
ANALYTIC_TOPIC(analytic_by_batch, cases);
