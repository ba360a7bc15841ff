#include "star.h"

#include <assert.h>

/* Peers without a server. The air between them is one link that gives each message its full
 * bandwidth (FATPIPE), so that messages do not meet. Times:
 *   t  latency + parameters x 4 B / bandwidth    a model to a neighbour
 *   c  samples x training_flop / speed           training
 *   a  2 x parameters x neighbours / speed       averaging
 * A peer averages when it has trained, has sent its model to all its neighbours and has theirs of
 * this round; then it begins the next, whoever else is still in this one. */
enum { PEERS_MAX = 6 };
struct graph {
    int count;
    bool knows[PEERS_MAX][PEERS_MAX];
};
static struct graph circle(int count, int reach)
{
    struct graph graph = {.count = count};
    for (int i = 0; i < count; i++)
        for (int step = 1; step <= reach; step++)
            graph.knows[i][(i + step) % count] = graph.knows[(i + step) % count][i] = true;
    return graph;
}
static int neighbours_of(const struct graph *graph, int peer)
{
    int count = 0;
    for (int i = 0; i < graph->count; i++)
        count += graph->knows[peer][i];
    return count;
}

#define PEER_HOST(id) HOST(id, "{speed_" id "}f", WATTS("{idle}:{idle}:{busy}"))
#define AIR(from, to) ROUTE(from, to, "air")
#define AIR_LINK                                                                                   \
    "<link id='air' bandwidth='{bandwidth}Bps' latency='{latency}s' "                              \
    "sharing_policy='FATPIPE'>\n" RANGE("{link_idle}:{link_busy}") "</link>\n"
#define PEERS_PLATFORM                                                                             \
    PLATFORM(ZONE(                                                                                 \
        "world", PEER_HOST("p0") PEER_HOST("p1") PEER_HOST("p2") PEER_HOST("p3") PEER_HOST("p4")   \
                     PEER_HOST("p5") AIR_LINK AIR("p0", "p1") AIR("p0", "p2") AIR("p0", "p3")      \
                         AIR("p0", "p4") AIR("p0", "p5") AIR("p1", "p2") AIR("p1", "p3")           \
                             AIR("p1", "p4") AIR("p1", "p5") AIR("p2", "p3") AIR("p2", "p4")       \
                                 AIR("p2", "p5") AIR("p3", "p4") AIR("p3", "p5") AIR("p4", "p5")))
#define FOUR_PLATFORM                                                                              \
    PLATFORM(ZONE("world", PEER_HOST("p0") PEER_HOST("p1") PEER_HOST("p2") PEER_HOST("p3")         \
                               AIR_LINK AIR("p0", "p1") AIR("p0", "p2") AIR("p0", "p3")            \
                                   AIR("p1", "p2") AIR("p1", "p3") AIR("p2", "p3")))
#define PEER_COMMON(INPUT)                                                                         \
    INPUT(idle, 3, 3.5)                                                                            \
    INPUT(busy, 11, 12)                                                                            \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples, 40, 55)
#define FOUR(INPUT)                                                                                \
    PEER_COMMON(INPUT)                                                                             \
    INPUT(speed_p0, 1e9, 1.2e9)                                                                    \
    INPUT(speed_p1, 3e8, 2.8e8)                                                                    \
    INPUT(speed_p2, 8e8, 7e8)                                                                      \
    INPUT(speed_p3, 6e8, 5e8)
#define SIX(INPUT)                                                                                 \
    FOUR(INPUT)                                                                                    \
    INPUT(speed_p4, 4e8, 4.4e8)                                                                    \
    INPUT(speed_p5, 5e8, 5.5e8)

/* Dates of three rounds by the rule above, joules, bytes. */
struct peers {
    const double *speed;
    double samples_flop, parameters, byte, message_s, bandwidth;
    double idle_w, busy_w, link_idle_w, link_busy_w;
};
enum { ROUNDS = 3 };
static void peers_expect(const struct peers *in, const struct graph *graph,
                         struct analytic_outputs *out)
{
    static const char *const hosts[] = {"host.p0", "host.p1", "host.p2",
                                        "host.p3", "host.p4", "host.p5"};
    static const char *const ends[] = {"round.1.end_s", "round.2.end_s", "round.3.end_s"};
    double begin[PEERS_MAX] = {0}, busy[PEERS_MAX] = {0}, round_s = 0, sent_s = 0, messages = 0;
    double first_s = INFINITY, aggregate_j = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double sent[PEERS_MAX];
        sent_s = round_s = 0;
        for (int i = 0; i < graph->count; i++) {
            double train_s = in->samples_flop / in->speed[i];
            first_s = fmin(first_s, begin[i] + train_s);
            sent[i] = begin[i] + train_s + in->message_s;
            sent_s = fmax(sent_s, sent[i]);
            busy[i] += train_s;
            messages += neighbours_of(graph, i);
        }
        for (int i = 0; i < graph->count; i++) {
            double average_s = 2 * in->parameters * neighbours_of(graph, i) / in->speed[i];
            double ready_s = sent[i];
            for (int j = 0; j < graph->count; j++)
                ready_s = graph->knows[i][j] ? fmax(ready_s, sent[j]) : ready_s;
            begin[i] = ready_s + average_s;
            busy[i] += average_s;
            aggregate_j += in->busy_w * average_s;
            round_s = fmax(round_s, begin[i]);
        }
        analytic_output(out, ends[round], round_s);
    }
    for (int i = 0; i < graph->count; i++) /* on duty until its own last round has ended */
        analytic_output(out, hosts[i], in->idle_w * (begin[i] - busy[i]) + in->busy_w * busy[i]);
    analytic_output(out, "time_s", round_s);
    analytic_output(out, "exchange_byte", messages * in->byte);
    analytic_output(out, "uplink_byte", 0);
    analytic_output(out, "link.air",
                    (in->link_busy_w - in->link_idle_w) * messages * in->byte / in->bandwidth +
                        in->link_idle_w * (sent_s - first_s));
    analytic_output(out, "phase.aggregate", aggregate_j);
    analytic_output(out, "flop",
                    ROUNDS * graph->count * in->samples_flop + 2 * in->parameters * messages);
}
#define PEERS(in, speeds)                                                                          \
    &(struct peers)                                                                                \
    {                                                                                              \
        speeds, (in)->samples *(in)->training_flop, (in)->parameters, (in)->parameters * 4,        \
            (in)->latency + (in)->parameters * 4 / (in)->bandwidth, (in)->bandwidth, (in)->idle,   \
            (in)->busy, (in)->link_idle, (in)->link_busy                                           \
    }

ANALYTIC_INPUTS(ring_of_four, FOUR);
static void ring_of_four_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ring_of_four_inputs *in = inputs;
    struct graph ring = circle(4, 1);
    assert(neighbours_of(&ring, 2) == 2);
    peers_expect(PEERS(in, &in->speed_p0), &ring, out);
}
static void complete_of_four_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ring_of_four_inputs *in = inputs;
    struct graph all = circle(4, 2);
    assert(neighbours_of(&all, 2) == 3);
    peers_expect(PEERS(in, &in->speed_p0), &all, out);
}
/* p1 is so slow that p3, which does not wait for it, sends p0 its model of the next round while p0
 * still waits for p1's of this one. That model is kept for the next round: it does not stand for
 * p1's. */
#define STRAGGLER(INPUT)                                                                           \
    PEER_COMMON(INPUT)                                                                             \
    INPUT(speed_p0, 1e9, 1.2e9)                                                                    \
    INPUT(speed_p1, 1e8, 1.1e8)                                                                    \
    INPUT(speed_p2, 8e8, 7e8)                                                                      \
    INPUT(speed_p3, 6e8, 5e8)
ANALYTIC_INPUTS(ring_with_a_straggler, STRAGGLER);
static void ring_with_a_straggler_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ring_with_a_straggler_inputs *in = inputs;
    struct graph ring = circle(4, 1);
    double message_s = in->latency + in->parameters * 4 / in->bandwidth;
    double train_p1 = in->samples * in->training_flop / in->speed_p1;
    double train_p3 = in->samples * in->training_flop / in->speed_p3;
    double average_p3 = 2 * in->parameters * 2 / in->speed_p3;
    assert(2 * train_p3 + average_p3 + 2 * message_s < train_p1 + message_s);
    peers_expect(PEERS(in, &in->speed_p0), &ring, out);
}
/* Degree 4: two on each side. Degree 3: one on each side, and the peer opposite. */
#define REGULAR(INPUT) SIX(INPUT) INPUT(degree, 4, 3)
ANALYTIC_INPUTS(regular_of_six, REGULAR);
static void regular_of_six_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct regular_of_six_inputs *in = inputs;
    struct graph graph = circle(6, in->degree > 3 ? 2 : 1);
    for (int i = 0; in->degree < 4 && i < 6; i++)
        graph.knows[i][(i + 3) % 6] = true;
    peers_expect(PEERS(in, &in->speed_p0), &graph, out);
}

/* Two peers of two cores, alike, in pstate 1: start-up (pstate 2) once; each round two epochs in
 * batches that cost busy time, coding, the exchange of a model of few parameters in few bits,
 * averaging and unpacking; after rounds 1 and 4 an evaluation (pstate 3); the overhead of a
 * round (pstate 4). Both are in step, so that all happens at the same time on both. Waiting they
 * draw the idle watts of pstate 1. */
#define PEER_COSTS(INPUT)                                                                          \
    INPUT(speed_1, 5e8, 6e8)                                                                       \
    INPUT(speed_3, 4e8, 4.4e8)                                                                     \
    INPUT(idle_1, 3, 3.5)                                                                          \
    INPUT(busy_1, 11, 12)                                                                          \
    INPUT(busy_2, 7, 8)                                                                            \
    INPUT(busy_3, 9, 10)                                                                           \
    INPUT(busy_4, 5, 6)                                                                            \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(start_up, 1.5, 1.7)                                                                      \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(batch, 16, 12)                                                                           \
    INPUT(batch_overhead, 0.05, 0.06)                                                              \
    INPUT(encode, 60, 70)                                                                          \
    INPUT(decode, 24, 30)                                                                          \
    INPUT(bits, 8, 16)                                                                             \
    INPUT(share, 0.5, 0.25)                                                                        \
    INPUT(index, 20, 28)                                                                           \
    INPUT(aggregation, 3, 5)                                                                       \
    INPUT(evaluation, 30, 33)                                                                      \
    INPUT(overhead, 0.4, 0.45)
ANALYTIC_INPUTS(peer_costs, PEER_COSTS);
static void peer_costs_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct peer_costs_inputs *in = inputs;
    double p = in->parameters, byte = round(p * in->share * (in->bits + in->index) / 8);
    double speed = 2 * in->speed_1, message = in->latency + byte / in->bandwidth;
    double train = in->epochs * in->samples * in->training_flop / speed + p * in->encode / speed;
    double lost = in->epochs * ceil(in->samples / in->batch) * in->batch_overhead;
    double average = p * (in->aggregation + in->decode) / speed;
    double evaluate = in->evaluation * in->training_flop / 3 / (2 * in->speed_3);
    double round_s = train + lost + message + average + in->overhead;
    double time = in->start_up + 4 * round_s + 2 * evaluate;
    double host = in->busy_2 * in->start_up + 4 * in->busy_1 * (train + average) +
                  4 * in->idle_1 * message + 2 * in->busy_3 * evaluate +
                  4 * in->busy_4 * (lost + in->overhead);
    double link =
        (in->link_busy - in->link_idle) * 8 * byte / in->bandwidth +
        in->link_idle * (time - in->start_up - train - lost - average - evaluate - in->overhead);
    analytic_output(out, "round.1.end_s", in->start_up + round_s + evaluate);
    analytic_output(out, "round.2.end_s", in->start_up + 2 * round_s + evaluate);
    analytic_output(out, "round.3.end_s", in->start_up + 3 * round_s + evaluate);
    analytic_output(out, "round.3.energy_j", /* the link idles from message to message */
                    2 * (in->busy_1 * (train + average) + in->idle_1 * message +
                         in->busy_4 * (lost + in->overhead)) +
                        (in->link_busy - in->link_idle) * 2 * byte / in->bandwidth +
                        in->link_idle * round_s);
    analytic_output(out, "time_s", time);
    analytic_output(out, "exchange_byte", 8 * byte);
    analytic_output(out, "host.p0", host);
    analytic_output(out, "host.p1", host);
    analytic_output(out, "link.air", link);
    analytic_output(out, "energy_j", 2 * host + link);
    analytic_output(out, "phase.compute", 2 * 4 * in->busy_1 * train);
    analytic_output(out, "phase.aggregate", 2 * 4 * in->busy_1 * average);
    analytic_output(out, "phase.evaluate", 2 * 2 * in->busy_3 * evaluate);
    analytic_output(out, "phase.overhead",
                    2 * (4 * in->busy_4 * (lost + in->overhead) + in->busy_2 * in->start_up));
    analytic_output(out, "flop",
                    2 * (4 * (in->epochs * in->samples * in->training_flop + in->aggregation * p) +
                         2 * in->evaluation * in->training_flop / 3));
    analytic_output(out, "samples", 2 * 4 * in->epochs * in->samples);
    analytic_output(out, "epochs", 4 * in->epochs);
}

/* Gossip of two: each has one neighbour, so that no draw matters. Whoever has sent its model
 * averages with the models that have come until then, be it none; p1 is slower, so that p0 ends
 * first and what comes to it afterwards is not used. Rule: of all that send, the first to end is
 * next; its model has come to the other; it averages and begins its next round. */
#define GOSSIP(INPUT)                                                                              \
    PEER_COMMON(INPUT)                                                                             \
    INPUT(speed_p0, 1e9, 1.2e9)                                                                    \
    INPUT(speed_p1, 4.1e8, 4.4e8)
ANALYTIC_INPUTS(gossip_of_two, GOSSIP);
static void gossip_of_two_expect(const void *inputs, struct analytic_outputs *out)
{
    enum { GOSSIP_ROUNDS = 4 };
    const struct gossip_of_two_inputs *in = inputs;
    const double speed[2] = {in->speed_p0, in->speed_p1}, byte = in->parameters * 4;
    double message_s = in->latency + byte / in->bandwidth, sent_s[2], busy_s[2], end_s[2] = {0, 0};
    double round_s[GOSSIP_ROUNDS] = {0}, last_sent_s = 0, averaged = 0;
    int round[2] = {0, 0}, received[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        busy_s[i] = in->samples * in->training_flop / speed[i];
        sent_s[i] = busy_s[i] + message_s;
    }
    double first_s = fmin(busy_s[0], busy_s[1]);
    while (isfinite(fmin(sent_s[0], sent_s[1]))) {
        int i = sent_s[1] < sent_s[0];
        double average_s = 2 * in->parameters * received[i] / speed[i];
        double train_s = in->samples * in->training_flop / speed[i];
        received[!i]++;
        averaged += received[i];
        received[i] = 0;
        last_sent_s = sent_s[i];
        end_s[i] = sent_s[i] + average_s;
        busy_s[i] += average_s;
        round_s[round[i]] = fmax(round_s[round[i]], end_s[i]);
        sent_s[i] = INFINITY;
        if (++round[i] == GOSSIP_ROUNDS)
            continue;
        busy_s[i] += train_s;
        sent_s[i] = end_s[i] + train_s + message_s;
    }
    assert(averaged > 0 && averaged < 2 * GOSSIP_ROUNDS && end_s[0] < last_sent_s);
    double time_s = fmax(end_s[0], end_s[1]), messages = 2 * GOSSIP_ROUNDS;
    analytic_output(out, "time_s", time_s);
    analytic_output(out, "round.1.end_s", round_s[0]);
    analytic_output(out, "round.2.end_s", round_s[1]);
    analytic_output(out, "round.3.end_s", round_s[2]);
    analytic_output(out, "round.4.end_s", round_s[3]);
    analytic_output(out, "host.p0", in->idle * (time_s - busy_s[0]) + in->busy * busy_s[0]);
    analytic_output(out, "host.p1", in->idle * (time_s - busy_s[1]) + in->busy * busy_s[1]);
    analytic_output(out, "exchange_byte", messages * byte);
    analytic_output(out, "link.air",
                    (in->link_busy - in->link_idle) * messages * byte / in->bandwidth +
                        in->link_idle * (last_sent_s - first_s));
    analytic_output(out, "flop",
                    messages * in->samples * in->training_flop + 2 * in->parameters * averaged);
}

/* The ring of peers, too, follows the hosts in natural order of their names, p-2 before p-10: good
 * links along it, bad ones across. Each message has a link of its own; all peers are alike. */
#define PEERS_BY_NAME(INPUT)                                                                       \
    INPUT(speed, 1e9, 1.2e9)                                                                       \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples, 40, 55)
#define NAMED_PEER(i) HOST("p-" i, "{speed}f", WATTS("3:3:11"))
#define GOOD(from)                                                                                 \
    "<link id='good-" from "' bandwidth='{bandwidth}Bps' latency='{latency}s' "                    \
    "sharing_policy='FATPIPE'/>\n"
#define ALONG(from, to) ROUTE("p-" from, "p-" to, "good-" from)
#define PEERS_BY_NAME_PLATFORM                                                                     \
    PLATFORM(ZONE("world", NAMED_PEER("10") NAMED_PEER("2") NAMED_PEER("1") NAMED_PEER("9") LINK(  \
                               "bad", "1kBps", "1s", "") GOOD("1") GOOD("2") GOOD("9") GOOD("10")  \
                               ALONG("1", "2") ALONG("2", "9") ALONG("9", "10") ALONG("10", "1")   \
                                   ROUTE("p-1", "p-9", "bad") ROUTE("p-2", "p-10", "bad")))
ANALYTIC_INPUTS(ring_of_peers_follows_names, PEERS_BY_NAME);
static void ring_of_peers_follows_names_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ring_of_peers_follows_names_inputs *in = inputs;
    double message = in->latency + in->parameters * 4 / in->bandwidth;
    double train = in->samples * in->training_flop / in->speed;
    double average = 2 * in->parameters * 2 / in->speed;
    analytic_output(out, "round.1.end_s", train + message + average);
    analytic_output(out, "time_s", 3 * (train + message + average));
    analytic_output(out, "exchange_byte", 3 * 4 * 2 * in->parameters * 4);
}

#define PEER_ACTORS(hosts, props)                                                                  \
    DEPLOYMENT(ACTOR(hosts, "peer",                                                                \
                     PROP("workload", "workload.xml") PROP("rounds", "3")                          \
                         PROP("samples", "{samples}") props))
#define PEER_WORKLOAD                                                                              \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "240"))
#define COST_HOST(id)                                                                              \
    CORES(id, "1f,{speed_1}f,70Mf,{speed_3}f,90Mf", "2",                                           \
          WATTS("1:1:2,{idle_1}:{idle_1}:{busy_1},4:4:{busy_2},4:4:{busy_3},4:4:{busy_4}"))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(ring_of_four, FOUR_PLATFORM, PEER_ACTORS("p*", ""), PEER_WORKLOAD)},
    {ANALYTIC_CASE(ring_of_peers_follows_names, PEERS_BY_NAME_PLATFORM,
                   DEPLOYMENT(ACTOR("p-9", "peer",
                                    PROP("workload", "workload.xml") PROP("rounds", "3")
                                        PROP("samples", "{samples}"))
                                  ACTOR("p-10", "peer", PROP("samples", "{samples}"))
                                      ACTOR("p-1", "peer", PROP("samples", "{samples}"))
                                          ACTOR("p-2", "peer", PROP("samples", "{samples}"))),
                   PEER_WORKLOAD)},
    {ANALYTIC_CASE(ring_with_a_straggler, FOUR_PLATFORM, PEER_ACTORS("p*", ""), PEER_WORKLOAD)},
    {ANALYTIC_CASE_OF(complete_of_four, ring_of_four, FOUR_PLATFORM,
                      PEER_ACTORS("p*", PROP("neighbours", "complete")), PEER_WORKLOAD)},
    {ANALYTIC_CASE(regular_of_six, PEERS_PLATFORM,
                   PEER_ACTORS("p*", PROP("neighbours", "k-regular") PROP("degree", "{degree}")),
                   PEER_WORKLOAD)},
    {ANALYTIC_CASE(
        gossip_of_two,
        PLATFORM(ZONE("world", PEER_HOST("p0") PEER_HOST("p1") AIR_LINK AIR("p0", "p1"))),
        DEPLOYMENT(ACTOR("p*", "gossiper",
                         PROP("workload", "workload.xml") PROP("rounds", "4")
                             PROP("samples", "{samples}"))),
        PEER_WORKLOAD)},
    {ANALYTIC_CASE(
        peer_costs,
        PLATFORM(ZONE("world", COST_HOST("p0") COST_HOST("p1") AIR_LINK AIR("p0", "p1"))),
        DEPLOYMENT(ACTOR(
            "p*", "peer",
            PROP("workload", "workload.xml") PROP("rounds", "4") PROP("samples", "{samples}") PROP(
                "pstate", "1") PROP("start-up", "{start_up}s") PROP("start-up-pstate",
                                                                    "2") PROP("lost-pstate", "4")
                PROP("local-epochs", "{epochs}") PROP("batch", "{batch}") PROP(
                    "batch-overhead", "{batch_overhead}s") PROP("compression-flop", "{encode} flop")
                    PROP("decompression-flop", "{decode} flop") PROP("uplink-bits", "{bits}")
                        PROP("uplink-share", "{share}") PROP("index-bits", "{index}") PROP(
                            "aggregation-flop", "{aggregation} flop") PROP("evaluation-period", "3")
                            PROP("evaluation-start", "1") PROP("evaluation-samples", "{evaluation}")
                                PROP("evaluation-pstate", "3") PROP("round-overhead", "{overhead}s")
                                    PROP("round-overhead-pstate", "4"))),
        PEER_WORKLOAD)},
};
ANALYTIC_TOPIC(analytic_serverless, cases);
