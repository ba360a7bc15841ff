/* Training that is bound by the storage it reads from. Samples of b bytes at s bytes/s are read in
 * r = samples x b / s, beside computing c and lost time o: all takes max(c + o, r), and what
 * reading takes longer the host waits, in phase overhead. The same of an evaluation. */
#include "harness.h"

#include <assert.h>
#include <math.h>

/* ---- trainers ---- */

/* One node; an evaluation after each epoch. Reading bounds both. */
#define ALONE(INPUT)                                                                               \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(storage, 4e5, 5e5)                                                                       \
    INPUT(read, 30000, 40000)                                                                      \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(epochs, 4, 5)                                                                            \
    INPUT(evaluation_samples, 20, 35)
#define LOSING(INPUT) ALONE(INPUT) INPUT(batch, 16, 8) INPUT(overhead, 0.02, 0.03)
ANALYTIC_INPUTS(a_node_waits_for_its_storage, ALONE);
static void a_node_waits_for_its_storage_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_node_waits_for_its_storage_inputs *in = inputs;
    double c = in->epochs * in->samples * in->training_flop / in->speed;
    double v = in->epochs * in->evaluation_samples * in->training_flop / 3 / in->speed;
    double read = in->epochs * (in->samples + in->evaluation_samples) * in->read / in->storage;
    double lost = in->epochs * ceil(in->samples / 16) * 0.02;
    assert(in->samples * in->read / in->storage > (c + lost) / in->epochs);
    analytic_output(out, "time_s", read);
    analytic_output(out, "energy_j", in->busy * (c + v) + in->idle * (read - c - v));
    analytic_output(out, "phase.compute", in->busy * c);
    analytic_output(out, "phase.evaluate", in->busy * v);
    analytic_output(out, "phase.overhead", in->idle * (read - c - v));
    analytic_output(out, "time.node/compute", c);
    analytic_output(out, "time.node/overhead", read - c - v);
}

/* The same in a pstate for lost time: the wait for input is what is left beside it, and waits. What
 * is read is what a source uploads, where nothing else is said. */
ANALYTIC_INPUTS(a_node_loses_time_and_waits, LOSING);
static void a_node_loses_time_and_waits_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_node_loses_time_and_waits_inputs *in = inputs;
    double c = in->epochs * in->samples * in->training_flop / in->speed;
    double v = in->epochs * in->evaluation_samples * in->training_flop / 3 / in->speed;
    double read = in->epochs * (in->samples + in->evaluation_samples) * in->read / in->storage;
    double lost = in->epochs * ceil(in->samples / in->batch) * in->overhead;
    analytic_output(out, "time_s", read);
    analytic_output(out, "energy_j",
                    in->busy * (c + v) + 150 * lost + in->idle * (read - c - v - lost));
}

/* Two nodes at an efficiency e: each reads its half, beside (c + o) / e. */
#define SHARED(INPUT)                                                                              \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(storage_p, 5e5, 4e5)                                                                     \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(efficiency, 0.8, 0.75)
ANALYTIC_INPUTS(each_node_reads_its_share, SHARED);
static void each_node_reads_its_share_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct each_node_reads_its_share_inputs *in = inputs;
    double c = in->samples / 2 * in->training_flop / in->speed;
    double read = in->samples / 2 * 30000 / in->storage_p;
    assert(read > c / in->efficiency);
    analytic_output(out, "time_s", read);
    analytic_output(out, "host.p", in->busy * c + in->idle * (read - c));
    analytic_output(out, "host.q", in->busy * c + in->idle * (read - c));
    analytic_output(out, "time.p/overhead", read - c);
    analytic_output(out, "time.q/overhead", c / in->efficiency - c);
}

/* Two nodes and their ring of x = 2 (latency + gradient / 2 / bandwidth): a batch takes max(c + x,
 * r), of the slower storage, p's; q waits for it, in phase wait, after its own reading. */
#define RING(INPUT)                                                                                \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(storage_p, 2e5, 1.8e5)                                                                   \
    INPUT(storage_q, 2.5e5, 2.4e5)                                                                 \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 48, 64)                                                                         \
    INPUT(bandwidth, 1e7, 8e6)                                                                     \
    INPUT(latency, 0.01, 0.02)
ANALYTIC_INPUTS(reading_goes_on_in_the_exchange, RING);
static void reading_goes_on_in_the_exchange_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct reading_goes_on_in_the_exchange_inputs *in = inputs;
    double batches = in->samples / 16, c = 8 * in->training_flop / in->speed;
    double x = 2 * (in->latency + 4e6 / 2 / in->bandwidth);
    double p = 8 * 30000 / in->storage_p, q = 8 * 30000 / in->storage_q;
    assert(q > c + x && p > q);
    analytic_output(out, "time_s", batches * p);
    analytic_output(out, "host.p", batches * (in->busy * c + in->idle * (p - c)));
    analytic_output(out, "time.p/overhead", batches * (p - c - x));
    analytic_output(out, "time.q/overhead", batches * (q - c - x));
    analytic_output(out, "time.q/wait", batches * (p - q));
    analytic_output(out, "time.q/aggregate", batches * x);
}

/* ---- a storage host: a source that is read in each epoch ---- */

/* A pass over a part of the samples takes max(c, latency + bytes / bandwidth) of this part: here
 * the reading. The node waits beyond what it computes, in phase collection; the storage host is
 * there for all of it, and the link draws its watts for the bytes. Neither a source nor a trainer
 * is sent anything before. */
#define STORED(INPUT)                                                                              \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(stored, 20, 25)                                                                          \
    INPUT(bandwidth, 1e6, 9e5)                                                                     \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link, 2, 3)                                                                              \
    INPUT(read, 30000, 40000)                                                                      \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(epochs, 2.5, 3.5)
ANALYTIC_INPUTS(a_storage_host_is_read_in_each_epoch, STORED);
static void a_storage_host_is_read_in_each_epoch_expect(const void *inputs,
                                                        struct analytic_outputs *out)
{
    const struct a_storage_host_is_read_in_each_epoch_inputs *in = inputs;
    double c = in->epochs * in->samples * in->training_flop / in->speed;
    double byte = in->epochs * in->samples * in->read;
    double t = ceil(in->epochs) * in->latency + byte / in->bandwidth;
    assert(byte / in->bandwidth > c);
    analytic_output(out, "time_s", t);
    analytic_output(out, "host.node", in->busy * c + in->idle * (t - c));
    analytic_output(out, "host.nas", in->stored * t);
    analytic_output(out, "time.node/compute", c);
    analytic_output(out, "time.node/collection", t - c);
    analytic_output(out, "phase.collection",
                    in->idle * (t - c) + in->stored * t + in->link * byte / in->bandwidth);
}

/* Two nodes with a ring of x = 2 (latency + gradient / 2 / bandwidth) after each of the batches,
 * each with a storage of its own: reading goes on beside all of an epoch, which here takes longer.
 * The storage of p is done first, then that of q. */
#define STORED_APART(INPUT)                                                                        \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(stored, 20, 25)                                                                          \
    INPUT(storage_p, 4e6, 5e6)                                                                     \
    INPUT(storage_q, 3e6, 3.3e6)                                                                   \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 48, 64)                                                                         \
    INPUT(bandwidth, 1e7, 8e6)                                                                     \
    INPUT(latency, 0.01, 0.02)
ANALYTIC_INPUTS(reading_is_hidden_by_an_epoch, STORED_APART);
static void reading_is_hidden_by_an_epoch_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct reading_is_hidden_by_an_epoch_inputs *in = inputs;
    double batches = 2 * in->samples / 16, c = 8 * in->training_flop / in->speed;
    double x = 2 * (in->latency + 4e6 / 2 / in->bandwidth), byte = in->samples * 30000;
    assert(byte / in->storage_q < batches * (c + x));
    analytic_output(out, "time_s", batches * (c + x));
    analytic_output(out, "host.p", batches * (in->busy * c + in->idle * x));
    analytic_output(out, "host.s", in->stored * byte / in->storage_p);
    analytic_output(out, "host.t", in->stored * byte / in->storage_q);
}

/* ---- learners, servers, peers ---- */

/* Of two learners the fastest is a, which computes longer than b but reads faster. Messages are
 * compressed: coding k is on top, nothing is read meanwhile. speed-factor is not of the storage.
 * The learner evaluates after its round, the server too, each from its own storage. */
#define READING(INPUT)                                                                             \
    INPUT(idle, 3, 2.9)                                                                            \
    INPUT(busy, 11, 11.5)                                                                          \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(factor, 2, 2.5)                                                                          \
    INPUT(storage, 1e6, 9e5)                                                                       \
    INPUT(server_storage, 5e5, 4e5)                                                                \
    INPUT(samples, 40, 39)                                                                         \
    INPUT(read, 30000, 31000)                                                                      \
    INPUT(coding, 1e8, 2e8)                                                                        \
    INPUT(evaluation_samples, 15, 18)                                                              \
    INPUT(server_samples, 30, 33)
ANALYTIC_INPUTS(a_learner_waits_for_its_storage, READING);
static void a_learner_waits_for_its_storage_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_learner_waits_for_its_storage_inputs *in = inputs;
    double c = in->samples * 0.02 / in->factor, k = in->coding / 1e9;
    double v = in->evaluation_samples * 0.02 / 3 / in->factor;
    double read = in->samples * in->read / in->storage;
    double evaluated = in->evaluation_samples * in->read / in->storage;
    double server_read = in->server_samples * in->read / in->server_storage;
    double server_busy = in->server_samples * 0.02 / 3;
    assert(read > c && evaluated > v && server_read > server_busy);
    analytic_output(out, "time_s", 3 * in->latency + read + k + evaluated + server_read);
    analytic_output(out, "host.a",
                    in->idle * (3 * in->latency + read - c + evaluated - v) +
                        in->busy * (c + k + v));
    analytic_output(out, "time.a/overhead", read - c + evaluated - v);
    analytic_output(out, "time.a/compute", c + k);
    analytic_output(out, "time.server/evaluate", server_busy);
    analytic_output(out, "time.server/overhead", server_read - server_busy);
}

/* Two peers, of which each reads what it trains on and what it evaluates. */
#define PEERS(INPUT)                                                                               \
    INPUT(idle, 3, 2.9)                                                                            \
    INPUT(busy, 11, 11.5)                                                                          \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(storage, 1e6, 9e5)                                                                       \
    INPUT(samples, 40, 39)                                                                         \
    INPUT(read, 30000, 31000)                                                                      \
    INPUT(evaluation_samples, 15, 18)
ANALYTIC_INPUTS(peers_wait_for_their_storage, PEERS);
static void peers_wait_for_their_storage_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct peers_wait_for_their_storage_inputs *in = inputs;
    double c = in->samples * 0.02, v = in->evaluation_samples * 0.02 / 3;
    double read = (in->samples + in->evaluation_samples) * in->read / in->storage;
    analytic_output(out, "time_s", read + in->latency);
    analytic_output(out, "host.a", in->idle * (read - c - v + in->latency) + in->busy * (c + v));
    analytic_output(out, "time.a/overhead", read - c - v);
}

/* Split learning, one client: it reads a batch beside its forward pass, a third of its share of the
 * training's flop; the server, whose storage is slower, reads what it evaluates alone. Nothing is
 * sent but the client's part of 4 B down and up, activations of 1 B and as many gradients, and for
 * its evaluation the part and the activations: m, for which the client waits. */
#define SPLIT(INPUT)                                                                               \
    INPUT(idle, 3, 2.9)                                                                            \
    INPUT(busy, 11, 11.5)                                                                          \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(storage, 1e6, 9e5)                                                                       \
    INPUT(server_storage, 5e5, 4e5)                                                                \
    INPUT(samples, 40, 39)                                                                         \
    INPUT(read, 30000, 31000)                                                                      \
    INPUT(evaluation_samples, 15, 18)                                                              \
    INPUT(server_samples, 30, 33)
ANALYTIC_INPUTS(a_split_client_reads, SPLIT);
static void a_split_client_reads_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_split_client_reads_inputs *in = inputs;
    double c = in->samples * 0.02 / 2, s = c; /* a half each */
    double v = in->evaluation_samples * 0.02 / 3 / 2, u = v;
    double read = in->samples * in->read / in->storage;
    double m = 6 * in->latency + (3 * 4 + 2 * in->samples + in->evaluation_samples) / 1e6;
    double evaluated = in->evaluation_samples * in->read / in->storage;
    double server_read = in->server_samples * in->read / in->server_storage;
    assert(read > c / 3 && evaluated > v);
    analytic_output(out, "time_s", m + read + c * 2 / 3 + s + evaluated + u + server_read);
    analytic_output(out, "time.a/overhead", read - c / 3 + evaluated - v);
    analytic_output(out, "time.a/compute", c);
    analytic_output(out, "time.server/overhead", server_read - in->server_samples * 0.02 / 3);
    analytic_output(out, "host.a",
                    in->idle * (m + read - c / 3 + evaluated - v + s) + in->busy * (c + v));
}

#define STORAGE(value) PROP("storage_bandwidth", value)
#define TRAIN(actors, props)                                                                       \
    DEPLOYMENT(ACTOR(actors, "trainer", PROP("workload", "workload.xml") props))
#define NODE(id, storage)   HOST(id, "{speed}f", WATTS("{idle}:{busy}") STORAGE(storage))
#define DEVICE(id, storage) HOST(id, "1Gf", WATTS("{idle}:{idle}:{busy}") STORAGE(storage))
#define AIR(id)             LINK("air-" id, "1MBps", "{latency}s", "")
#define READ                PROP("bytes-per-sample", "7 B") PROP("bytes-read-per-sample", "{read} B")
#define WORK(props)                                                                                \
    WORKLOAD(PROP("training-flop", "{training_flop} flop") PROP("samples", "{samples}") props)
#define EMPTY PROP("parameters", "1e6") PROP("model-size", "0") PROP("update-size", "0")

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(
        a_node_waits_for_its_storage, PLATFORM(ZONE("world", NODE("node", "{storage}Bps"))),
        TRAIN("node",
              PROP("epochs", "{epochs}") PROP("batch", "16") PROP("batch-overhead", "20ms")),
        WORK(READ PROP("parameters", "1e6") PROP("evaluation-samples", "{evaluation_samples}")))},
    {ANALYTIC_CASE(
        a_node_loses_time_and_waits,
        PLATFORM(ZONE("world", HOST("node", "{speed}f,1Gf",
                                    WATTS("{idle}:{busy},9:150") STORAGE("{storage}Bps")))),
        TRAIN("node", PROP("epochs", "{epochs}") PROP("batch", "{batch}")
                          PROP("batch-overhead", "{overhead}s") PROP("lost-pstate", "1")),
        WORK(PROP("bytes-per-sample", "{read} B") PROP("parameters", "1e6")
                 PROP("evaluation-samples", "{evaluation_samples}")))},
    {ANALYTIC_CASE(
        each_node_reads_its_share,
        PLATFORM(ZONE("world", NODE("p", "{storage_p}Bps") NODE("q", "1GBps")
                                   LINK("link", "1MBps", "1ms", "") ROUTE("p", "q", "link"))),
        DEPLOYMENT(ACTOR("p", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "1")
                             PROP("scaling-efficiency", "{efficiency}")) ACTOR("q", "trainer", "")),
        WORK(PROP("parameters", "1e6") PROP("bytes-per-sample", "30 kB")))},
    {ANALYTIC_CASE(
        reading_goes_on_in_the_exchange,
        PLATFORM(ZONE("world", NODE("p", "{storage_p}Bps") NODE("q", "{storage_q}Bps")
                                   LINK("there", "{bandwidth}Bps", "{latency}s", "")
                                       LINK("back", "{bandwidth}Bps", "{latency}s", "")
                                           ONE_WAY("p", "q", "there") ONE_WAY("q", "p", "back"))),
        DEPLOYMENT(ACTOR("p", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "1") PROP("batch", "16"))
                       ACTOR("q", "trainer", "")),
        WORK(PROP("parameters", "1e6") PROP("bytes-per-sample", "30 kB")))},
    {ANALYTIC_CASE(
        a_storage_host_is_read_in_each_epoch,
        PLATFORM(ZONE("world", HOST("node", "{speed}f", WATTS("{idle}:{busy}"))
                                   HOST("nas", "1Gf", WATTS("{stored}:99"))
                                       LINK("link", "{bandwidth}Bps", "{latency}s",
                                            PROP("wattage_range", "0:{link}"))
                                           ROUTE("nas", "node", "link"))),
        DEPLOYMENT(
            ACTOR("node", "trainer", PROP("workload", "workload.xml") PROP("epochs", "{epochs}"))
                ACTOR("nas", "source", PROP("samples", "{samples}") PROP("upload", "each epoch"))),
        WORK(READ PROP("parameters", "1e6")))},
    {ANALYTIC_CASE(
        reading_is_hidden_by_an_epoch,
        PLATFORM(ZONE("world", HOST("p", "{speed}f", WATTS("{idle}:{busy}"))
                                   HOST("q", "{speed}f", WATTS("{idle}:{busy}")) HOST(
                                       "s", "1Gf", WATTS("{stored}:99")) HOST("t", "1Gf",
                                                                              WATTS("{stored}:99"))
                                       LINK("there", "{bandwidth}Bps", "{latency}s",
                                            "") LINK("back", "{bandwidth}Bps", "{latency}s", "")
                                           LINK("s-p", "{storage_p}Bps", "0",
                                                "") LINK("t-q", "{storage_q}Bps", "0", "")
                                               ONE_WAY("p", "q", "there") ONE_WAY("q", "p", "back")
                                                   ROUTE("s", "p", "s-p") ROUTE("t", "q", "t-q"))),
        DEPLOYMENT(ACTOR("p", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "1") PROP("batch", "16"))
                       ACTOR("q", "trainer", "")
                           ACTOR("s", "source",
                                 PROP("samples", "{samples}") PROP("trainer", "p")
                                     PROP("upload", "each epoch"))
                               ACTOR("t", "source",
                                     PROP("samples", "{samples}") PROP("trainer", "q")
                                         PROP("upload", "each epoch"))),
        WORK(PROP("parameters", "1e6") PROP("bytes-per-sample", "30 kB")))},
    {ANALYTIC_CASE(
        a_learner_waits_for_its_storage,
        PLATFORM(ZONE("world",
                      HOST("server", "1Gf", WATTS("0:0:0") STORAGE("{server_storage}Bps"))
                          DEVICE("a", "{storage}Bps") DEVICE("b", "500kBps") AIR("a") AIR("b")
                              ROUTE("server", "a", "air-a") ROUTE("server", "b", "air-b"))),
        DEPLOYMENT(
            SERVER(PROP("rounds", "1") PROP("active", "1") PROP("aggregation-flop", "0")
                       PROP("selection", "fastest") PROP("uplink-bits", "8")
                           PROP("compression-flop", "{coding} flop")
                               PROP("evaluation-samples", "{server_samples}"))
                ACTOR("a", "learner",
                      PROP("samples", "{samples}") PROP("speed-factor", "{factor}")
                          PROP("evaluation-samples", "{evaluation_samples}"))
                    ACTOR("b", "learner", PROP("samples", "{samples}") PROP("speed-factor", "9"))),
        WORKLOAD(READ PROP("parameters", "1") PROP("training-flop", "20 Mflop")
                     PROP("samples", "80") PROP("model-size", "0") PROP("update-size", "0")))},
    {ANALYTIC_CASE(
        peers_wait_for_their_storage,
        PLATFORM(ZONE("world", DEVICE("a", "{storage}Bps") DEVICE("b", "{storage}Bps") AIR("a")
                                   AIR("b") ONE_WAY("a", "b", "air-a") ONE_WAY("b", "a", "air-b"))),
        DEPLOYMENT(ACTOR("[ab]", "peer",
                         PROP("workload", "workload.xml") PROP("rounds", "1")
                             PROP("aggregation-flop", "0") PROP("samples", "{samples}")
                                 PROP("evaluation-samples", "{evaluation_samples}"))),
        WORKLOAD(READ EMPTY PROP("training-flop", "20 Mflop") PROP("samples", "80")))},
    {ANALYTIC_CASE(
        a_split_client_reads,
        PLATFORM(ZONE("world",
                      HOST("server", "1Gf", WATTS("0:0:0") STORAGE("{server_storage}Bps"))
                          DEVICE("a", "{storage}Bps") AIR("a") ROUTE("server", "a", "air-a"))),
        DEPLOYMENT(ACTOR("server", "split-server",
                         PROP("workload", "workload.xml") PROP("rounds", "1")
                             PROP("evaluation-samples", "{server_samples}"))
                       ACTOR("a", "split-client",
                             PROP("samples", "{samples}")
                                 PROP("evaluation-samples", "{evaluation_samples}"))),
        WORKLOAD(READ PROP("parameters", "1") PROP("training-flop", "20 Mflop")
                     PROP("samples", "40") PROP("activation-size", "1 B")
                         PROP("client-flop-share", "0.5") PROP("client-parameters", "1")))},
};
ANALYTIC_TOPIC(analytic_input, cases);
