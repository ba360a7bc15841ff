/* The all-reduce of n nodes in a cluster, each with a link of its own each way, so that a message
 * of b bytes takes m(b) = 2 latency + b / bandwidth whoever else sends. A batch computes c, then
 * exchanges S bytes in x:
 *   ring          2 (n - 1) m(S / n)
 *   tree          2 ceil(log2 n) m(S)
 *   hierarchical  the ring, and before and after it (g - 1) / g x S / intra_bandwidth
 * in which all nodes wait in their exchange-pstate. Each form sends 2 (n - 1) S between nodes. */
#include "harness.h"

#include <math.h>

#define NODES(INPUT)                                                                               \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(exchange, 110, 130)                                                                      \
    INPUT(bandwidth, 1e7, 1.4e7)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(gradient, 3.36e6, 6.72e6)                                                                \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(batches, 2, 3)                                                                           \
    INPUT(start_up, 0.5, 0.75)
#define INSIDE(INPUT) NODES(INPUT) INPUT(accelerators, 8, 4) INPUT(intra, 4e7, 3e7)
ANALYTIC_INPUTS(nodes, NODES);
ANALYTIC_INPUTS(inside, INSIDE);

static double message_s(const struct nodes_inputs *in, double byte)
{
    return 2 * in->latency + byte / in->bandwidth;
}

static double ring_s(const struct nodes_inputs *in, double n)
{
    return n > 1 ? 2 * (n - 1) * message_s(in, in->gradient / n) : 0;
}

static double tree_s(const struct nodes_inputs *in, double n)
{
    return 2 * ceil(log2(n)) * message_s(in, in->gradient);
}

/* 840 samples a batch, of n nodes; @p x_s an exchange. Of the start-up each node waits. */
static void expect(const struct nodes_inputs *in, double n, double x_s,
                   struct analytic_outputs *out)
{
    double c = 840 / n * in->training_flop / in->speed;
    double node = in->idle * in->start_up + in->batches * (in->busy * c + in->exchange * x_s);
    analytic_output(out, "time_s", in->start_up + in->batches * (c + x_s));
    analytic_output(out, "host.n-0", node);
    analytic_output(out, "host_energy_j", n * node);
    analytic_output(out, "time.n-0/aggregate", in->batches * x_s);
    analytic_output(out, "time.n-0/compute", in->batches * c);
    analytic_output(out, "exchange_byte", in->batches * 2 * (n - 1) * in->gradient);
    analytic_output(out, "phase.overhead", n * in->idle * in->start_up);
}
#define RING_OF(name, n)                                                                           \
    static void name##_expect(const void *inputs, struct analytic_outputs *out)                    \
    {                                                                                              \
        expect(inputs, n, ring_s(inputs, n), out);                                                 \
    }
#define TREE_OF(name, n)                                                                           \
    static void name##_expect(const void *inputs, struct analytic_outputs *out)                    \
    {                                                                                              \
        expect(inputs, n, tree_s(inputs, n), out);                                                 \
    }
static void expect_inside(const struct inside_inputs *in, double n, struct analytic_outputs *out)
{
    struct nodes_inputs nodes = {in->speed,     in->idle,    in->busy,     in->exchange,
                                 in->bandwidth, in->latency, in->gradient, in->training_flop,
                                 in->batches,   in->start_up};
    double half_s = (in->accelerators - 1) / in->accelerators * in->gradient / in->intra;
    expect(&nodes, n, ring_s(&nodes, n) + 2 * half_s, out);
}
#define HIERARCHY_OF(name, n)                                                                      \
    static void name##_expect(const void *inputs, struct analytic_outputs *out)                    \
    {                                                                                              \
        expect_inside(inputs, n, out);                                                             \
    }
RING_OF(ring_of_two, 2)
RING_OF(ring_of_three, 3)
RING_OF(ring_of_four_nodes, 4)
RING_OF(ring_of_five, 5)
RING_OF(ring_of_eight, 8)
TREE_OF(tree_of_two, 2)
TREE_OF(tree_of_three, 3)
TREE_OF(tree_of_four, 4)
TREE_OF(tree_of_five, 5)
TREE_OF(tree_of_eight, 8)
HIERARCHY_OF(hierarchy_of_two, 2)
HIERARCHY_OF(hierarchy_of_three, 3)
HIERARCHY_OF(hierarchy_of_four, 4)
HIERARCHY_OF(hierarchy_of_five, 5)
HIERARCHY_OF(hierarchy_of_eight, 8)

/* One node, whose accelerators exchange: nothing is sent between nodes, no link is there. */
#define ALONE(INPUT)                                                                               \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(gradient, 3.36e6, 6.72e6)                                                                \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(batches, 2, 3)                                                                           \
    INPUT(accelerators, 8, 4)                                                                      \
    INPUT(intra, 4e7, 3e7)
ANALYTIC_INPUTS(hierarchy_of_one, ALONE);
static void hierarchy_of_one_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct hierarchy_of_one_inputs *in = inputs;
    double c = 840 * in->training_flop / in->speed;
    double x = 2 * (in->accelerators - 1) / in->accelerators * in->gradient / in->intra;
    analytic_output(out, "time_s", in->batches * (c + x));
    analytic_output(out, "host.n-0", in->batches * (in->busy * c + in->idle * x));
    analytic_output(out, "phase.aggregate", in->batches * in->idle * x);
    analytic_output(out, "exchange_byte", 0);
}

/* A share v of the batch's computation runs during the exchange, which lasts longer: a node draws
 * full load for it, the watts of its exchange-pstate for the rest of the exchange. */
static void overlap(const struct nodes_inputs *in, double n, double x_s,
                    struct analytic_outputs *out)
{
    double c = 840 / n * in->training_flop / in->speed, beside = 0.01 * c;
    double node = in->busy * c + in->exchange * (x_s - beside);
    analytic_output(out, "time_s", in->start_up + in->batches * (0.99 * c + x_s));
    analytic_output(out, "host.n-0", in->idle * in->start_up + in->batches * node);
    analytic_output(out, "exchange_byte", in->batches * 2 * (n - 1) * in->gradient);
}
static void overlap_of_a_ring_expect(const void *inputs, struct analytic_outputs *out)
{
    overlap(inputs, 4, ring_s(inputs, 4), out);
}
static void overlap_of_a_tree_expect(const void *inputs, struct analytic_outputs *out)
{
    overlap(inputs, 5, tree_s(inputs, 5), out);
}

#define CLUSTER(last, props)                                                                       \
    PLATFORM("<cluster id='c' prefix='n-' suffix='' radical='0-" last                              \
             "' speed='{speed}f,1Gf' bw='{bandwidth}Bps' lat='{latency}s'>\n" WATTS(               \
                 "{idle}:{busy},{exchange}:400") props "</cluster>\n")
#define TRAIN(props)                                                                               \
    DEPLOYMENT(ACTOR("n-*", "trainer",                                                             \
                     PROP("workload", "workload.xml") PROP("epochs", "{batches}")                  \
                         PROP("start-up", "{start_up}s") props))
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "1e6") PROP("gradient-size", "{gradient} B")                       \
                 PROP("training-flop", "{training_flop} flop") PROP("samples", "840"))
#define IN_STATE      PROP("exchange-pstate", "1")
#define FORM_OF(form) PROP("all-reduce", form) IN_STATE
#define ACCELERATORS  PROP("accelerators", "{accelerators}") PROP("intra_bandwidth", "{intra}Bps")

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE_OF(ring_of_two, nodes, CLUSTER("1", ""), TRAIN(IN_STATE), WORK)},
    {ANALYTIC_CASE_OF(ring_of_three, nodes, CLUSTER("2", ""), TRAIN(IN_STATE), WORK)},
    {ANALYTIC_CASE_OF(ring_of_four_nodes, nodes, CLUSTER("3", ""), TRAIN(IN_STATE), WORK)},
    {ANALYTIC_CASE_OF(ring_of_five, nodes, CLUSTER("4", ""), TRAIN(IN_STATE), WORK)},
    {ANALYTIC_CASE_OF(ring_of_eight, nodes, CLUSTER("7", ""), TRAIN(IN_STATE), WORK)},
    {ANALYTIC_CASE_OF(tree_of_two, nodes, CLUSTER("1", ""), TRAIN(FORM_OF("tree")), WORK)},
    {ANALYTIC_CASE_OF(tree_of_three, nodes, CLUSTER("2", ""), TRAIN(FORM_OF("tree")), WORK)},
    {ANALYTIC_CASE_OF(tree_of_four, nodes, CLUSTER("3", ""), TRAIN(FORM_OF("tree")), WORK)},
    {ANALYTIC_CASE_OF(tree_of_five, nodes, CLUSTER("4", ""), TRAIN(FORM_OF("tree")), WORK)},
    {ANALYTIC_CASE_OF(tree_of_eight, nodes, CLUSTER("7", ""), TRAIN(FORM_OF("tree")), WORK)},
    {ANALYTIC_CASE_OF(hierarchy_of_two, inside, CLUSTER("1", ACCELERATORS),
                      TRAIN(FORM_OF("hierarchical")), WORK)},
    {ANALYTIC_CASE_OF(hierarchy_of_three, inside, CLUSTER("2", ACCELERATORS),
                      TRAIN(FORM_OF("hierarchical")), WORK)},
    {ANALYTIC_CASE_OF(hierarchy_of_four, inside, CLUSTER("3", ACCELERATORS),
                      TRAIN(FORM_OF("hierarchical")), WORK)},
    {ANALYTIC_CASE_OF(hierarchy_of_five, inside, CLUSTER("4", ACCELERATORS),
                      TRAIN(FORM_OF("hierarchical")), WORK)},
    {ANALYTIC_CASE_OF(hierarchy_of_eight, inside, CLUSTER("7", ACCELERATORS),
                      TRAIN(FORM_OF("hierarchical")), WORK)},
    {ANALYTIC_CASE(
        hierarchy_of_one,
        PLATFORM(ZONE("world", HOST("n-0", "{speed}f", WATTS("{idle}:{busy}") ACCELERATORS))),
        DEPLOYMENT(ACTOR("n-0", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "{batches}")
                             PROP("all-reduce", "hierarchical"))),
        WORK)},
    {ANALYTIC_CASE_OF(overlap_of_a_ring, nodes, CLUSTER("3", ""),
                      TRAIN(IN_STATE PROP("overlap", "1 %")), WORK)},
    {ANALYTIC_CASE_OF(overlap_of_a_tree, nodes, CLUSTER("4", ""),
                      TRAIN(FORM_OF("tree") PROP("overlap", "1 %")), WORK)},
};
ANALYTIC_TOPIC(analytic_exchange, cases);
