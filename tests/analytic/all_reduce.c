/* What exchange.c leaves open of an all-reduce: several batches, the last one smaller; overlap of
 * each form, also at 0; joules of links; nodes that are unlike, whose watts change when the
 * exchange is over. Each node has a link up and a link down, so that the messages of a step do not
 * meet. */
#include "harness.h"

#include <math.h>
#include <string.h>

enum form { RING, TREE, HIERARCHICAL };

/* Exchanges of three batches: 24, 24 and 12 of 60 samples. A message takes 2 latencies + its bytes
 * / bandwidth. The gradient of S bytes divides by all numbers of nodes. */
#define EXCHANGE(INPUT)                                                                            \
    INPUT(speed, 1e9, 1.3e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(standing, 90, 100)                                                                       \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(bandwidth, 1e7, 8e6)                                                                     \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 2e7, 1.9e7)                                                               \
    INPUT(parameters, 2.4e5, 3.6e5)                                                                \
    INPUT(start_up, 0.5, 0.75)                                                                     \
    INPUT(overlap, 0.25, 0)
#define INSIDE(INPUT)                                                                              \
    EXCHANGE(INPUT)                                                                                \
    INPUT(accelerators, 4, 8)                                                                      \
    INPUT(intra, 4e7, 5e7)
ANALYTIC_INPUTS(exchange, EXCHANGE);
ANALYTIC_INPUTS(inside, INSIDE);
enum { BATCHES = 3, SAMPLES = 60 };

/* Seconds of the exchange of one batch: between the nodes; and half of that inside of them. */
static double between_s(const struct inside_inputs *in, enum form form, int nodes)
{
    double gradient = 4 * in->parameters;
    double steps = form == TREE ? 2 * ceil(log2(nodes)) : 2 * (nodes - 1);
    double message = form == TREE ? gradient : gradient / nodes;
    return steps * (2 * in->latency + message / in->bandwidth);
}
static double inside_s(const struct inside_inputs *in)
{
    double g = in->accelerators;
    return (g - 1) / g * 4 * in->parameters / in->intra;
}

/* A batch computes (1 - o) c alone, then o c beside its exchange of x > o c seconds, in which the
 * node is busy first, and then stands. In the start-up it waits. All forms send 2 (n - 1) gradients
 * in all, each over two links. The first node has a message in each step, also of a tree. */
static void expect(const struct inside_inputs *in, enum form form, int nodes,
                   struct analytic_outputs *out)
{
    double c = SAMPLES / (double)nodes * in->training_flop / in->speed;
    double x = between_s(in, form, nodes) + (form == HIERARCHICAL ? 2 * inside_s(in) : 0);
    double exchange = BATCHES * x, standing = exchange - in->overlap * c;
    double byte = BATCHES * 2 * (nodes - 1) * 4 * in->parameters;
    double link = 2 * in->link_busy * byte / in->bandwidth;
    double node = in->idle * in->start_up + in->busy * c + in->standing * standing;
    analytic_output(out, "time_s", in->start_up + (1 - in->overlap) * c + exchange);
    analytic_output(out, "host_energy_j", nodes * node);
    analytic_output(out, "host.n-0", node);
    if (nodes > 1)
        analytic_output(out, "host.n-1", node);
    analytic_output(out, "time.n-0/compute", c);
    analytic_output(out, "time.n-0/aggregate", standing);
    analytic_output(out, "link_energy_j", link);
    analytic_output(out, "exchange_byte", byte);
    analytic_output(out, "accelerator_hours",
                    nodes * (form == HIERARCHICAL ? in->accelerators : 1) * c / 3600);
}

/* The inputs of a case without accelerators are the first of those with. */
#define EXPECT(name, inputs, form, nodes)                                                          \
    static void name##_expect(const void *given, struct analytic_outputs *out)                     \
    {                                                                                              \
        struct inside_inputs in = {0};                                                             \
        memcpy(&in, given, sizeof(struct inputs));                                                 \
        expect(&in, form, nodes, out);                                                             \
    }
EXPECT(tree_of_5, exchange_inputs, TREE, 5)
EXPECT(hierarchical_of_3, inside_inputs, HIERARCHICAL, 3)

/* One node exchanges inside only. */
#define ALONE(INPUT)                                                                               \
    INPUT(speed, 1e9, 1.3e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(standing, 90, 100)                                                                       \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(training_flop, 2e7, 1.9e7)                                                               \
    INPUT(parameters, 6e6, 7e6)                                                                    \
    INPUT(start_up, 0.5, 0.75)                                                                     \
    INPUT(overlap, 0.25, 0)                                                                        \
    INPUT(accelerators, 4, 8)                                                                      \
    INPUT(intra, 4e7, 5e7)
ANALYTIC_INPUTS(hierarchical_of_1, ALONE);
static void hierarchical_of_1_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct hierarchical_of_1_inputs *in = inputs;
    const struct inside_inputs all = {.speed = in->speed,
                                      .idle = in->idle,
                                      .standing = in->standing,
                                      .busy = in->busy,
                                      .bandwidth = 1,
                                      .training_flop = in->training_flop,
                                      .parameters = in->parameters,
                                      .start_up = in->start_up,
                                      .overlap = in->overlap,
                                      .accelerators = in->accelerators,
                                      .intra = in->intra};
    expect(&all, HIERARCHICAL, 1, out);
}

/* The slow node computes o c0 for longer than the exchange lasts, the fast one for less: it waits
 * for the barrier, is busy, stands until the exchange is over, and waits again, now at the watts of
 * waiting. One batch. */
#define UNLIKE(INPUT)                                                                              \
    INPUT(slow, 4e8, 3e8)                                                                          \
    INPUT(fast, 5e9, 6e9)                                                                          \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(standing, 90, 100)                                                                       \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(bandwidth, 1e7, 8e6)                                                                     \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(training_flop, 2e7, 1.9e7)                                                               \
    INPUT(parameters, 2.4e5, 3.6e5)                                                                \
    INPUT(overlap, 0.75, 0.625)
ANALYTIC_INPUTS(exchange_of_unlike_nodes, UNLIKE);
static void exchange_of_unlike_nodes_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct exchange_of_unlike_nodes_inputs *in = inputs;
    double flop = SAMPLES / 2 * in->training_flop, o = in->overlap;
    double c0 = flop / in->slow, c1 = flop / in->fast;
    double x = 2 * (2 * in->latency + 4 * in->parameters / in->bandwidth);
    double standing = x - o * c1, idle = (1 - o) * (c0 - c1) + o * c0 - x;
    analytic_output(out, "time_s", c0);
    analytic_output(out, "host.n-0", in->busy * c0);
    analytic_output(out, "host.n-1", in->busy * c1 + in->standing * standing + in->idle * idle);
    analytic_output(out, "time.n-1/aggregate", standing);
    analytic_output(out, "time.n-1/wait", idle);
}

/* What goes on inside of the nodes takes as long as inside of the slower: 3/4 S / 30 MB/s of n-1
 * against 7/8 S / 80 MB/s of n-0, which has more accelerators. */
#define INNER(INPUT)                                                                               \
    INPUT(speed, 1e9, 1.3e9)                                                                       \
    INPUT(parameters, 2.4e5, 3.6e5)                                                                \
    INPUT(accelerators, 4, 2)                                                                      \
    INPUT(intra, 3e7, 2e7)
ANALYTIC_INPUTS(inside_of_unlike_nodes, INNER);
static void inside_of_unlike_nodes_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct inside_of_unlike_nodes_inputs *in = inputs;
    double c = SAMPLES / 2 * 2e7 / in->speed, gradient = 4 * in->parameters;
    double own = 7.0 / 8 * gradient / 8e7, g = in->accelerators;
    double slower = (g - 1) / g * gradient / in->intra;
    double ring = 2 * (2 * 0.01 + gradient / 2 / 1e7);
    analytic_output(out, "time_s", c + 2 * slower + ring);
    analytic_output(out, "time.n-0/aggregate", 2 * own + ring);
    analytic_output(out, "time.n-1/aggregate", 2 * slower + ring);
    analytic_output(out, "time.n-0/wait", 2 * (slower - own));
    analytic_output(out, "host_energy_j", 2 * (300 * c + 60 * (2 * slower + ring)));
}

/* ---- files ---- */

#define UP(i)   LINK("up-" i, "{bandwidth}Bps", "{latency}s", RANGE("0:{link_busy}"))
#define DOWN(i) LINK("down-" i, "{bandwidth}Bps", "{latency}s", RANGE("0:{link_busy}"))
#define ENDS(i) "<host_link id='n-" i "' up='up-" i "' down='down-" i "'/>\n"
#define NODE(i)                                                                                    \
    HOST("n-" i, "{speed}f,1Gf", WATTS("{idle}:{busy},{standing}:500")) UP(i) DOWN(i) ENDS(i)
#define LONE(props) HOST("n-0", "{speed}f,1Gf", WATTS("{idle}:{busy},{standing}:500") props)
#define OF_2        NODE("0") NODE("1")
#define OF_3        OF_2 NODE("2")
#define OF_4        OF_3 NODE("3")
#define OF_5        OF_4 NODE("4")
#define WORLD(body) PLATFORM("<zone id='world' routing='Cluster'>\n" body "</zone>\n")
#define BOARD       PROP("accelerators", "{accelerators}") PROP("intra_bandwidth", "{intra} Bps")
#define TRAINERS(form, batch, props)                                                               \
    DEPLOYMENT(ACTOR("n-*", "trainer",                                                             \
                     PROP("workload", "workload.xml") PROP("epochs", "1") PROP("batch", batch)     \
                         PROP("all-reduce", form) props))
#define EXCHANGING(form)                                                                           \
    TRAINERS(form, "24",                                                                           \
             PROP("exchange-pstate", "1") PROP("overlap", "{overlap}")                             \
                 PROP("start-up", "{start_up}s"))
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "60"))
#define THERE(i) LINK("up-" i, "{bandwidth}Bps", "{latency}s", "")
#define BACK(i)  LINK("down-" i, "{bandwidth}Bps", "{latency}s", "")
#define BARE(i, speed)                                                                             \
    HOST("n-" i, speed ",1Gf", WATTS("{idle}:{busy},{standing}:500")) THERE(i) BACK(i) ENDS(i)
#define BOXED(i, accelerators, intra)                                                              \
    HOST("n-" i, "{speed}f",                                                                       \
         WATTS("60:300") PROP("accelerators", accelerators) PROP("intra_bandwidth", intra))        \
    LINK("up-" i, "10MBps", "10ms", "") LINK("down-" i, "10MBps", "10ms", "") ENDS(i)

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE_OF(tree_of_5, exchange, WORLD(OF_5), EXCHANGING("tree"), WORK)},
    {ANALYTIC_CASE(hierarchical_of_1, WORLD(LONE(BOARD)), EXCHANGING("hierarchical"), WORK)},
    {ANALYTIC_CASE_OF(hierarchical_of_3, inside, WORLD(BOARD OF_3), EXCHANGING("hierarchical"),
                      WORK)},
    {ANALYTIC_CASE(
        exchange_of_unlike_nodes, WORLD(BARE("0", "{slow}f") BARE("1", "{fast}f")),
        TRAINERS("tree", "60", PROP("exchange-pstate", "1") PROP("overlap", "{overlap}")), WORK)},
    {ANALYTIC_CASE(inside_of_unlike_nodes,
                   WORLD(BOXED("0", "8", "80MBps") BOXED("1", "{accelerators}", "{intra} Bps")),
                   TRAINERS("hierarchical", "60", ""),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "20 Mflop")
                                PROP("samples", "60")))},
};
ANALYTIC_TOPIC(analytic_all_reduce, cases);
