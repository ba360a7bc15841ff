#include "harness.h"

#include <math.h>

/* ---- sources and a trainer ---- */

/* A source uploads its samples, then the trainer trains alone:
 *   t = latency + samples x sample_byte / bandwidth, the phase collection of the source, and of the
 *       trainer if it is reserved from the start, else it is on duty from then on
 *   c = epochs x samples x training_flop / speed, busy
 *   o = epochs x batches x batch_overhead, lost, waiting in phase overhead
 *   s = start-up, waiting, between the two
 *   v = evaluation, floor(epochs / period) times
 * The source's duty ends with its upload, and so does the link's; it draws idle of its own pstate,
 * 1, and does not pay all of its cold idle, that of pstate 0. */
#define UPLOAD(INPUT)                                                                              \
    INPUT(source_cold, 1.5, 1.75)                                                                  \
    INPUT(source_idle, 2, 2.4)                                                                     \
    INPUT(trainer_speed, 2e9, 2.6e9)                                                               \
    INPUT(trainer_idle, 60, 70)                                                                    \
    INPUT(trainer_busy, 300, 330)                                                                  \
    INPUT(bandwidth, 1e6, 1.4e6)                                                                   \
    INPUT(latency, 0.03, 0.06)                                                                     \
    INPUT(link_idle, 0.4, 0.5)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(forward_flop, 8e6, 9e6)                                                                  \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(sample_byte, 30000, 40000)                                                               \
    INPUT(epochs, 4, 5)                                                                            \
    INPUT(batch, 16, 8)                                                                            \
    INPUT(batch_overhead, 0.02, 0.03)                                                              \
    INPUT(period, 2, 3)                                                                            \
    INPUT(evaluation_start, 2, 3)                                                                  \
    INPUT(evaluation_samples, 20, 35)                                                              \
    INPUT(start_up, 1.25, 1.5)                                                                     \
    INPUT(attribution, 0.5, 0.25)
#define UPLOAD_PLATFORM                                                                            \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        HOST("source", "1Gf,1Gf",                                                                  \
             KIND("edge") PROP("attribution", "{attribution}")                                     \
                 WATTS("{source_cold}:{source_cold}:9,"                                            \
                       "{source_idle}:{source_idle}:9"))                                           \
            HOST("trainer", "{trainer_speed}f",                                                    \
                 KIND("datacentre") WATTS("{trainer_idle}:{trainer_idle}:{trainer_busy}"))         \
                LINK("link", "{bandwidth}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))     \
                    ROUTE("source", "trainer", "link")))
#define UPLOAD_DEPLOYMENT(props)                                                                   \
    DEPLOYMENT(ACTOR("source", "source", PROP("pstate", "1")) TRAINER(                             \
        "trainer",                                                                                 \
        PROP("epochs", "{epochs}") PROP("batch", "{batch}")                                        \
            PROP("batch-overhead", "{batch_overhead}s") PROP("evaluation-period", "{period}")      \
                PROP("evaluation-start", "{evaluation_start}")                                     \
                    PROP("evaluation-samples", "{evaluation_samples}")                             \
                        PROP("start-up", "{start_up}s") props))
#define FROM_THE_START       PROP("reserved-from", "start")
#define TRAINER(host, props) ACTOR(host, "trainer", PROP("workload", "workload.xml") props)
#define UPLOAD_WORKLOAD                                                                            \
    WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")               \
                 PROP("forward-flop", "{forward_flop} flop") PROP("samples", "{samples}")          \
                     PROP("bytes-per-sample", "{sample_byte} B"))
ANALYTIC_INPUTS(source_upload, UPLOAD);
/* @p before: share of the upload for which the trainer is on duty, 0 or 1. */
static void upload(const struct source_upload_inputs *in, double before,
                   struct analytic_outputs *out)
{
    double byte = in->samples * in->sample_byte, t = in->latency + byte / in->bandwidth;
    double c = in->epochs * in->samples * in->training_flop / in->trainer_speed;
    double lost = in->start_up + in->epochs * ceil(in->samples / in->batch) * in->batch_overhead;
    double evaluations = floor((in->epochs - in->evaluation_start) / in->period) + 1;
    double v = evaluations * in->evaluation_samples * in->forward_flop / in->trainer_speed;
    double source = (in->source_idle - (1 - in->attribution) * in->source_cold) * t;
    double trainer = in->trainer_idle * (before * t + lost) + in->trainer_busy * (c + v);
    double moving = (in->link_busy - in->link_idle) * byte / in->bandwidth;
    analytic_output(out, "time_s", t + lost + c + v);
    analytic_output(out, "energy_j", source + trainer + moving + in->link_idle * t);
    analytic_output(out, "kind.edge", source);
    analytic_output(out, "kind.datacentre", trainer);
    analytic_output(out, "kind.network", moving + in->link_idle * t);
    analytic_output(out, "phase.collection", source + before * in->trainer_idle * t + moving);
    analytic_output(out, "phase.overhead", in->trainer_idle * lost);
    analytic_output(out, "phase.compute", in->trainer_busy * c);
    analytic_output(out, "phase.evaluate", in->trainer_busy * v);
    analytic_output(out, "phase.wait", in->link_idle * t);
    analytic_output(out, "plugin_host_energy_j",
                    trainer + (1 - before) * in->trainer_idle * t +
                        in->source_idle * (t + lost + c + v));
    analytic_output(out, "duty.trainer", before * t + lost + c + v);
    analytic_output(out, "uplink_byte", byte);
    analytic_output(out, "downlink_byte", 0);
    analytic_output(out, "exchange_byte", 0);
    analytic_output(out, "flop",
                    in->epochs * in->samples * in->training_flop +
                        evaluations * in->evaluation_samples * in->forward_flop);
    analytic_output(out, "samples", in->epochs * in->samples);
    analytic_output(out, "epochs", in->epochs);
    analytic_output(out, "accelerator_hours", (c + v) / 3600);
}
static void source_upload_expect(const void *inputs, struct analytic_outputs *out)
{
    upload(inputs, 0, out);
}
static void reserved_from_the_start_expect(const void *inputs, struct analytic_outputs *out)
{
    upload(inputs, 1, out);
}

/* Two sources, uploading side by side over links of their own, the longer one from a date on. Each
 * is on duty during its own upload only; the trainer, reserved from the start, from the first
 * upload on: it collects while either lasts, waits in a gap between them, trains afterwards. */
#define SOURCES(INPUT)                                                                             \
    INPUT(short_idle, 2, 2.4)                                                                      \
    INPUT(long_idle, 5, 5.5)                                                                       \
    INPUT(trainer_speed, 2e9, 2.6e9)                                                               \
    INPUT(trainer_idle, 60, 70)                                                                    \
    INPUT(trainer_busy, 300, 330)                                                                  \
    INPUT(short_bandwidth, 1e6, 1.4e6)                                                             \
    INPUT(long_bandwidth, 3e5, 4e5)                                                                \
    INPUT(latency, 0.03, 0.06)                                                                     \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(short_samples, 20, 30)                                                                   \
    INPUT(long_samples, 60, 50)                                                                    \
    INPUT(sample_byte, 30000, 40000)                                                               \
    INPUT(start, 0.3, 2)                                                                           \
    INPUT(embodied, 4e5, 5e5)                                                                      \
    INPUT(lifetime, 1e8, 2e8)
#define SOURCES_PLATFORM                                                                           \
    PLATFORM(ZONE("world",                                                                         \
                  HOST("short", "1Gf", WATTS("{short_idle}:9")) HOST(                              \
                      "long", "1Gf",                                                               \
                      WATTS("{long_idle}:9") PROP("embodied_carbon", "{embodied} g")               \
                          PROP("lifetime", "{lifetime} s"))                                        \
                      HOST("trainer", "{trainer_speed}f", WATTS("{trainer_idle}:{trainer_busy}"))  \
                          LINK("short-link", "{short_bandwidth}Bps", "{latency}s", "")             \
                              LINK("long-link", "{long_bandwidth}Bps", "{latency}s", "")           \
                                  ROUTE("short", "trainer", "short-link")                          \
                                      ROUTE("long", "trainer", "long-link")))
#define SOURCES_DEPLOYMENT                                                                         \
    DEPLOYMENT(                                                                                    \
        ACTOR("short", "source",                                                                   \
              PROP("samples", "{short_samples}")) "<actor host='long' function='source' "          \
                                                  "start_time='{start}'>\n" PROP(                  \
                                                      "samples",                                   \
                                                      "{long_samples}") "</"                       \
                                                                        "actor>"                   \
                                                                        "\n" TRAINER(              \
                                                                            "tr"                   \
                                                                            "ai"                   \
                                                                            "ne"                   \
                                                                            "r",                   \
                                                                            PROP("epochs", "2")    \
                                                                                FROM_THE_START))
#define SOURCES_WORKLOAD                                                                           \
    WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")               \
                 PROP("samples", "80") PROP("bytes-per-sample", "{sample_byte} B"))
ANALYTIC_INPUTS(duty_of_finished_source, SOURCES);
static void duty_of_finished_source_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct duty_of_finished_source_inputs *in = inputs;
    double short_t = in->latency + in->short_samples * in->sample_byte / in->short_bandwidth;
    double long_t = in->latency + in->long_samples * in->sample_byte / in->long_bandwidth;
    double end = fmax(short_t, in->start + long_t), gap = fmax(0, in->start - short_t);
    double c = 2 * (in->short_samples + in->long_samples) * in->training_flop / in->trainer_speed;
    analytic_output(out, "time_s", end + c);
    analytic_output(out, "duty.short", short_t);
    analytic_output(out, "duty.long", long_t);
    analytic_output(out, "duty.trainer", end + c);
    analytic_output(out, "host.short", in->short_idle * short_t);
    analytic_output(out, "host.long", in->long_idle * long_t);
    analytic_output(out, "host.trainer", in->trainer_idle * end + in->trainer_busy * c);
    analytic_output(out, "time.trainer/wait", gap);
    analytic_output(out, "time.trainer/collection", end - gap);
    analytic_output(out, "embodied_g", in->embodied * long_t / in->lifetime);
    analytic_output(out, "plugin_host_energy_j",
                    (in->short_idle + in->long_idle) * (end + c) + in->trainer_idle * end +
                        in->trainer_busy * c);
    analytic_output(out, "samples", 2 * (in->short_samples + in->long_samples));
}

/* ---- data parallel ---- */

/* Two nodes, one link each way. An epoch of S samples in batches of B, the last one smaller. A
 * batch of b: each node computes b/2 samples and loses the overhead of a batch, waiting; the slower
 * decides; then the ring: 2 steps in which each sends half of the gradient, x = latency + gradient
 * / 2 / bandwidth. Of all batches together: S/2 samples a node, ceil(S / B) overheads, ceil(S / B)
 * x 2 x. A node is busy in its own compute, idle for the rest; all of it is its duty. */
#define NODES(INPUT)                                                                               \
    INPUT(fast_speed, 2e9, 2.6e9)                                                                  \
    INPUT(slow_speed, 1.5e9, 1.2e9)                                                                \
    INPUT(fast_idle, 60, 70)                                                                       \
    INPUT(fast_busy, 300, 330)                                                                     \
    INPUT(slow_idle, 50, 55)                                                                       \
    INPUT(slow_busy, 250, 260)                                                                     \
    INPUT(bandwidth, 1e7, 1.4e7)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link_idle, 0.4, 0.5)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(batch, 16, 24)                                                                           \
    INPUT(batch_overhead, 0.02, 0.03)                                                              \
    INPUT(gradient, 1.2e6, 2e6)
#define NODES_PLATFORM                                                                             \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        HOST("fast", "{fast_speed}f", WATTS("{fast_idle}:{fast_busy}"))                            \
            HOST("slow", "{slow_speed}f", WATTS("{slow_idle}:{slow_busy}"))                        \
                LINK("there", "{bandwidth}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))    \
                    LINK("back", "{bandwidth}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}")) \
                        ONE_WAY("fast", "slow", "there") ONE_WAY("slow", "fast", "back")))
#define NODES_WORKLOAD                                                                             \
    WORKLOAD(PROP("parameters", "1e6") PROP("gradient-size", "{gradient} B")                       \
                 PROP("training-flop", "{training_flop} flop") PROP("samples", "{samples}"))
ANALYTIC_INPUTS(two_node_all_reduce, NODES);
static void two_node_all_reduce_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct two_node_all_reduce_inputs *in = inputs;
    double batches = in->epochs * ceil(in->samples / in->batch);
    double fast = in->epochs * in->samples / 2 * in->training_flop / in->fast_speed;
    double slow = in->epochs * in->samples / 2 * in->training_flop / in->slow_speed;
    double lost = batches * in->batch_overhead;
    double x = batches * 2 * (in->latency + in->gradient / 2 / in->bandwidth);
    double compute = fmax(fast, slow), time = compute + lost + x;
    double first = fmin(in->batch, in->samples) / 2 * in->training_flop / /* before any message */
                       fmin(in->fast_speed, in->slow_speed) +
                   in->batch_overhead;
    double moving = (in->link_busy - in->link_idle) * batches * in->gradient / in->bandwidth;
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.fast", in->fast_busy * fast + in->fast_idle * (time - fast));
    analytic_output(out, "host.slow", in->slow_busy * slow + in->slow_idle * (time - slow));
    analytic_output(out, "time.fast/compute", fast);
    analytic_output(out, "time.fast/wait", compute - fast);
    analytic_output(out, "time.fast/overhead", lost);
    analytic_output(out, "phase.overhead", (in->fast_idle + in->slow_idle) * lost);
    analytic_output(out, "time.fast/aggregate", x);
    analytic_output(out, "time.slow/aggregate", x);
    analytic_output(out, "duty.fast", time);
    analytic_output(out, "link.there", moving + in->link_idle * (time - first));
    analytic_output(out, "link.back", moving + in->link_idle * (time - first));
    analytic_output(out, "phase.aggregate", (in->fast_idle + in->slow_idle) * x + 2 * moving);
    analytic_output(out, "exchange_byte", batches * 2 * in->gradient);
    analytic_output(out, "uplink_byte", 0);
    analytic_output(out, "flop", in->epochs * in->samples * in->training_flop);
    analytic_output(out, "accelerator_hours", (fast + slow) / 3600);
}

/* The same with a part of an epoch at the end: E.p epochs train E S + p S samples, in E ceil(S / B)
 * + ceil(p S / B) batches, the last of each smaller; evaluations follow whole epochs only. At p =
 * 0.5 and S = 50, B = 16 there are 2 x 4 + 2 batches: 25 samples take two. */
#define PARTS(INPUT)                                                                               \
    INPUT(fast_speed, 2e9, 2.6e9)                                                                  \
    INPUT(slow_speed, 1.5e9, 1.2e9)                                                                \
    INPUT(fast_idle, 60, 70)                                                                       \
    INPUT(fast_busy, 300, 330)                                                                     \
    INPUT(slow_idle, 50, 55)                                                                       \
    INPUT(slow_busy, 250, 260)                                                                     \
    INPUT(bandwidth, 1e7, 1.4e7)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link_idle, 0.4, 0.5)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(epochs, 2.5, 3.75)                                                                       \
    INPUT(batch, 16, 24)                                                                           \
    INPUT(batch_overhead, 0.02, 0.03)                                                              \
    INPUT(gradient, 1.2e6, 2e6)                                                                    \
    INPUT(period, 1, 2)                                                                            \
    INPUT(evaluation_samples, 20, 30)
#define PARTS_PLATFORM NODES_PLATFORM
#define PARTS_WORKLOAD                                                                             \
    WORKLOAD(PROP("parameters", "1e6") PROP("gradient-size", "{gradient} B")                       \
                 PROP("training-flop", "{training_flop} flop") PROP("samples", "{samples}")        \
                     PROP("evaluation-samples", "{evaluation_samples}"))
ANALYTIC_INPUTS(part_of_an_epoch, PARTS);
static void part_of_an_epoch_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct part_of_an_epoch_inputs *in = inputs;
    double whole = floor(in->epochs), part = in->epochs - whole;
    double last = ceil(part * in->samples / in->batch);
    double batches = whole * ceil(in->samples / in->batch) + last;
    double evaluations = floor(whole / in->period);
    double sample_s = in->training_flop / 2; /* over a speed: of one sample on two nodes */
    double step_s = 2 * (in->latency + in->gradient / 2 / in->bandwidth);
    double c = in->epochs * in->samples * sample_s, o = batches * in->batch_overhead;
    double v = evaluations * in->evaluation_samples * sample_s / 3;
    double fast = (c + v) / in->fast_speed, slow = (c + v) / in->slow_speed;
    double time = fmax(fast, slow) + o + batches * step_s;
    double moving = (in->link_busy - in->link_idle) * batches * in->gradient / in->bandwidth;
    double first = fmin(in->batch, in->samples) * sample_s / fmin(in->fast_speed, in->slow_speed) +
                   in->batch_overhead; /* before any message */
    double part_s = part * in->samples * sample_s / fmin(in->fast_speed, in->slow_speed) +
                    last * (in->batch_overhead + step_s);
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.fast", in->fast_busy * fast + in->fast_idle * (time - fast));
    analytic_output(out, "host.slow", in->slow_busy * slow + in->slow_idle * (time - slow));
    analytic_output(out, "link.there", moving + in->link_idle * (time - first));
    analytic_output(out, "exchange_byte", batches * 2 * in->gradient);
    analytic_output(out, "flop",
                    in->training_flop *
                        (in->epochs * in->samples + evaluations * in->evaluation_samples / 3));
    analytic_output(out, "samples", in->epochs * in->samples);
    analytic_output(out, "epochs", in->epochs);
    analytic_output(out, "rounds", whole + 1);
    analytic_output(out, "round.1.progress", 1);
    analytic_output(out, whole > 2 ? "round.4.progress" : "round.3.progress", part);
    analytic_output(out, whole > 2 ? "round.4.start_s" : "round.3.start_s", time - part_s);
    analytic_output(out, whole > 2 ? "round.4.end_s" : "round.3.end_s", time);
    analytic_output(out, "accelerator_hours", (fast + slow) / 3600);
}

/* One node, less than an epoch, trained again for a part of another: no exchange, batches as above.
 */
#define PART(INPUT)                                                                                \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(epochs, 0.5, 0.75)                                                                       \
    INPUT(later_epochs, 1.25, 1.125)                                                               \
    INPUT(batch, 16, 24)                                                                           \
    INPUT(batch_overhead, 0.02, 0.03)
ANALYTIC_INPUTS(part_of_an_epoch_alone, PART);
static void part_of_an_epoch_alone_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct part_of_an_epoch_alone_inputs *in = inputs;
    double passes = in->epochs + in->later_epochs, later = in->later_epochs - 1;
    double batches = ceil(in->epochs * in->samples / in->batch) + ceil(in->samples / in->batch) +
                     ceil(later * in->samples / in->batch);
    double c = passes * in->samples * in->training_flop / in->speed;
    analytic_output(out, "time_s", c + batches * in->batch_overhead);
    analytic_output(out, "energy_j", in->busy * c + 60 * batches * in->batch_overhead);
    analytic_output(out, "samples", passes * in->samples);
    analytic_output(out, "epochs", passes);
    analytic_output(out, "rounds", 3);
    analytic_output(out, "round.1.progress", in->epochs);
    analytic_output(out, "round.3.progress", later);
}

/* Three nodes in a ring of one-way links: 4 steps a batch, a third of the gradient each. The global
 * batch is not given: one batch of all samples an epoch. (SimGrid moves whole bytes: a third of the
 * gradient is one.) */
#define RING(INPUT)                                                                                \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(bandwidth, 1e7, 1.4e7)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 51, 66)                                                                         \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(parameters, 3e5, 6e5)                                                                    \
    INPUT(evaluation_samples, 21, 30)
#define RING_NODE(i) HOST("node-" i, "{speed}f", WATTS("{idle}:{busy}"))
#define RING_PLATFORM                                                                              \
    PLATFORM("<zone id='world' routing='Full'>\n" RING_NODE("0") RING_NODE("1") RING_NODE("2")     \
                 LINK("link-0", "{bandwidth}Bps", "{latency}s", RANGE("0:{link_busy}"))            \
                     LINK("link-1", "{bandwidth}Bps", "{latency}s", RANGE("0:{link_busy}"))        \
                         LINK("link-2", "{bandwidth}Bps", "{latency}s", RANGE("0:{link_busy}"))    \
                             ONE_WAY("node-0", "node-1", "link-0")                                 \
                                 ONE_WAY("node-1", "node-2", "link-1")                             \
                                     ONE_WAY("node-2", "node-0", "link-2") "</zone>\n")
ANALYTIC_INPUTS(three_node_all_reduce, RING);
static void three_node_all_reduce_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct three_node_all_reduce_inputs *in = inputs;
    double gradient = in->parameters * 4;
    double c = in->epochs * in->samples / 3 * in->training_flop / in->speed;
    double x = in->epochs * 4 * (in->latency + gradient / 3 / in->bandwidth);
    double v = in->epochs * in->evaluation_samples / 3 * (in->training_flop / 3) / in->speed;
    double node = in->busy * (c + v) + in->idle * x;
    double link = in->link_busy * in->epochs * 4 * gradient / 3 / in->bandwidth;
    analytic_output(out, "time_s", c + x + v);
    analytic_output(out, "host_energy_j", 3 * node);
    analytic_output(out, "link_energy_j", 3 * link);
    analytic_output(out, "phase.aggregate", 3 * (in->idle * x + link));
    analytic_output(out, "phase.evaluate", 3 * in->busy * v);
    analytic_output(out, "exchange_byte", in->epochs * 4 * gradient);
    analytic_output(out, "plugin_link_energy_j", 3 * in->link_busy * x); /* latency billed */
    analytic_output(out, "flop",
                    in->epochs * in->training_flop * (in->samples + in->evaluation_samples / 3));
}

/* Unlike nodes get equal shares of a batch, and a step of the ring begins when all have done what
 * comes before it: the slowest computation and the slowest link decide. node-0 computes longest,
 * node-1 sends slowest: without the barrier its first message would leave earlier. */
#define UNLIKE(INPUT)                                                                              \
    INPUT(speed_0, 1e9, 1.1e9)                                                                     \
    INPUT(speed_1, 2e9, 2.6e9)                                                                     \
    INPUT(speed_2, 1.6e9, 1.7e9)                                                                   \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(bandwidth_0, 2e7, 2.1e7)                                                                 \
    INPUT(bandwidth_1, 1e7, 1.2e7)                                                                 \
    INPUT(bandwidth_2, 1.5e7, 1.6e7)                                                               \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 51, 66)                                                                         \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(parameters, 3e5, 6e5)
#define UNLIKE_NODE(i) HOST("node-" i, "{speed_" i "}f", WATTS("{idle}:{busy}"))
#define UNLIKE_LINK(i) LINK("link-" i, "{bandwidth_" i "}Bps", "{latency}s", RANGE("0:{link_busy}"))
#define UNLIKE_PLATFORM                                                                            \
    PLATFORM(ZONE("world",                                                                         \
                  UNLIKE_NODE("0") UNLIKE_NODE("1") UNLIKE_NODE("2") UNLIKE_LINK("0")              \
                      UNLIKE_LINK("1") UNLIKE_LINK("2") ONE_WAY("node-0", "node-1", "link-0")      \
                          ONE_WAY("node-1", "node-2", "link-1")                                    \
                              ONE_WAY("node-2", "node-0", "link-2")))
ANALYTIC_INPUTS(all_reduce_of_unlike_nodes, UNLIKE);
static void all_reduce_of_unlike_nodes_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct all_reduce_of_unlike_nodes_inputs *in = inputs;
    double flop = in->epochs * in->samples / 3 * in->training_flop;
    double part = in->parameters * 4 / 3, steps = in->epochs * 4;
    double c0 = flop / in->speed_0, c1 = flop / in->speed_1, c2 = flop / in->speed_2;
    double slowest = fmin(in->bandwidth_0, fmin(in->bandwidth_1, in->bandwidth_2));
    double time = fmax(c0, fmax(c1, c2)) + steps * (in->latency + part / slowest);
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.node-0", in->busy * c0 + in->idle * (time - c0));
    analytic_output(out, "host.node-1", in->busy * c1 + in->idle * (time - c1));
    analytic_output(out, "host.node-2", in->busy * c2 + in->idle * (time - c2));
    analytic_output(out, "link.link-0", in->link_busy * steps * part / in->bandwidth_0);
    analytic_output(out, "link.link-2", in->link_busy * steps * part / in->bandwidth_2);
    analytic_output(out, "flop", 3 * flop);
}

/* The ring goes from node to node in natural order of the hosts' names, n-2 before n-10, wherever
 * they stand in the files: there are good links between those, bad ones between all others. */
#define NAMED(INPUT)                                                                               \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(bandwidth, 1e7, 1.4e7)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 52, 66)                                                                         \
    INPUT(parameters, 3e5, 6e5)
#define NAMED_NODE(i)    HOST("n-" i, "{speed}f", WATTS("60:300"))
#define GOOD(from)       LINK("good-" from, "{bandwidth}Bps", "{latency}s", "")
#define ALONG(from, to)  ONE_WAY("n-" from, "n-" to, "good-" from)
#define ACROSS(from, to) ONE_WAY("n-" from, "n-" to, "bad")
#define NAMED_PLATFORM                                                                             \
    PLATFORM(ZONE("world", NAMED_NODE("9") NAMED_NODE("1") NAMED_NODE("10") NAMED_NODE("2") LINK(  \
                               "bad", "1kBps", "1s", "") GOOD("1") GOOD("2") GOOD("9") GOOD("10")  \
                               ALONG("1", "2") ALONG("2", "9") ALONG("9", "10") ALONG("10", "1")   \
                                   ACROSS("2", "1") ACROSS("9", "2") ACROSS("10", "9")             \
                                       ACROSS("1", "10") ACROSS("1", "9") ACROSS("9", "1")         \
                                           ACROSS("2", "10") ACROSS("10", "2")))
ANALYTIC_INPUTS(ring_follows_names, NAMED);
static void ring_follows_names_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ring_follows_names_inputs *in = inputs;
    double part = in->parameters * 4 / 4, compute = in->samples / 4 * in->training_flop / in->speed;
    analytic_output(out, "time_s", compute + 6 * (in->latency + part / in->bandwidth));
    analytic_output(out, "exchange_byte", 6 * 4 * part);
}

/* Overlap o of one batch an epoch: (1 - o) c alone, then o c beside the exchange x; the longer of
 * these ends the batch. Instants of both are compute, busy; what of x is left is aggregate, idle.
 * Once x is the longer, once o c is: then the exchange costs no time, and the hosts are idle in the
 * start-up only. */
#define OVERLAP(INPUT)                                                                             \
    RING(INPUT)                                                                                    \
    INPUT(overlap, 0.25, 0.4)                                                                      \
    INPUT(start_up, 1.5, 2)
#define OVERLAP_COMPUTE(INPUT)                                                                     \
    INPUT(speed, 2e8, 2.6e8)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(bandwidth, 1e7, 1.4e7)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(link_busy, 1.6, 2)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 51, 66)                                                                         \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(parameters, 3e5, 6e5)                                                                    \
    INPUT(evaluation_samples, 21, 30)                                                              \
    INPUT(overlap, 0.75, 0.05)                                                                     \
    INPUT(start_up, 1.5, 2)
ANALYTIC_INPUTS(overlap_of_exchange, OVERLAP);
ANALYTIC_INPUTS(overlap_of_compute, OVERLAP_COMPUTE);
static void overlap_of_exchange_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct overlap_of_exchange_inputs *in = inputs;
    double gradient = in->parameters * 4;
    double c = in->samples / 3 * in->training_flop / in->speed;
    double x = 4 * (in->latency + gradient / 3 / in->bandwidth);
    double batch = fmax(c, (1 - in->overlap) * c + x);
    double v = in->evaluation_samples / 3 * (in->training_flop / 3) / in->speed;
    double link = in->link_busy * in->epochs * 4 * gradient / 3 / in->bandwidth;
    analytic_output(out, "time_s", in->start_up + in->epochs * (batch + v));
    analytic_output(out, "host_energy_j",
                    3 * in->idle * in->start_up +
                        3 * in->epochs * (in->busy * (c + v) + in->idle * (batch - c)));
    analytic_output(out, "plugin_link_energy_j", 3 * in->link_busy * in->epochs * x);
    analytic_output(out, "phase.compute", 3 * in->epochs * in->busy * c);
    analytic_output(out, "phase.aggregate", 3 * (in->epochs * in->idle * (batch - c) + link));
    analytic_output(out, "time.node-1/aggregate", in->epochs * (batch - c));
    analytic_output(out, "link_energy_j", 3 * link);
    analytic_output(out, "exchange_byte", in->epochs * 4 * gradient);
    analytic_output(out, "accelerator_hours", 3 * in->epochs * (c + v) / 3600);
}
_Static_assert(sizeof(struct overlap_of_compute_inputs) ==
                   sizeof(struct overlap_of_exchange_inputs),
               "one expectation for both");
static void overlap_of_compute_expect(const void *inputs, struct analytic_outputs *out)
{
    overlap_of_exchange_expect(inputs, out);
}

/* A measured efficiency e takes the place of the simulated exchange: nothing is sent, each of the
 * two nodes computes S / 2 / e samples' worth of time. */
#define EFFICIENCY(INPUT)                                                                          \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(start_up, 1.5, 2)                                                                        \
    INPUT(efficiency, 0.8, 0.9)
#define EFFICIENCY_PLATFORM                                                                        \
    PLATFORM(ZONE("world", HOST("node-0", "{speed}f", WATTS("{idle}:{busy}"))                      \
                               HOST("node-1", "{speed}f", WATTS("{idle}:{busy}"))                  \
                                   LINK("link", "1MBps", "1ms", RANGE("1:2"))                      \
                                       ROUTE("node-0", "node-1", "link")))
ANALYTIC_INPUTS(scaling_efficiency, EFFICIENCY);
static void scaling_efficiency_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct scaling_efficiency_inputs *in = inputs;
    double c = in->epochs * in->samples / 2 * in->training_flop / in->speed;
    double lost = c / in->efficiency - c + in->start_up;
    analytic_output(out, "time_s", c + lost);
    analytic_output(out, "host_energy_j", 2 * (in->idle * lost + in->busy * c));
    analytic_output(out, "phase.compute", 2 * in->busy * c);
    analytic_output(out, "phase.overhead", 2 * in->idle * lost);
    analytic_output(out, "link_energy_j", 0);
    analytic_output(out, "exchange_byte", 0);
    analytic_output(out, "flop", in->epochs * in->samples * in->training_flop);
    analytic_output(out, "accelerator_hours", 2 * c / 3600);
}

/* Sources are dealt out to the trainers in turn, unless they name one: source-0 to node-0, source-1
 * to node-1, source-2 (named) to node-0. Three links, shared by nobody; then one batch an epoch
 * with a ring over 'ring', both ways at the same time: a step takes latency + 2 x half / bandwidth.
 */
#define DEALT(INPUT)                                                                               \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(source_idle, 2, 3)                                                                       \
    INPUT(bandwidth, 1e6, 1.4e6)                                                                   \
    INPUT(latency, 0.01, 0.02)                                                                     \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples_0, 10, 15)                                                                       \
    INPUT(samples_1, 40, 45)                                                                       \
    INPUT(samples_2, 25, 20)                                                                       \
    INPUT(sample_byte, 30000, 40000)                                                               \
    INPUT(parameters, 1e5, 2e5)
#define DEALT_PLATFORM                                                                             \
    PLATFORM(ZONE("world",                                                                         \
                  HOST("node-0", "{speed}f", WATTS("{idle}:{busy}")) HOST("node-1", "{speed}f",    \
                                                                          WATTS("{idle}:{busy}"))  \
                      HOST("source-0", "1Gf", WATTS("{source_idle}:9"))                            \
                          HOST("source-1", "1Gf", WATTS("{source_idle}:9"))                        \
                              HOST("source-2", "1Gf", WATTS("{source_idle}:9"))                    \
                                  LINK("link-0", "{bandwidth}Bps", "{latency}s", "")               \
                                      LINK("link-1", "{bandwidth}Bps", "{latency}s", "")           \
                                          LINK("link-2", "{bandwidth}Bps", "{latency}s", "")       \
                                              LINK("ring", "{bandwidth}Bps", "{latency}s", "")     \
                                                  ROUTE("source-0", "node-0", "link-0")            \
                                                      ROUTE("source-1", "node-1", "link-1")        \
                                                          ROUTE("source-2", "node-0", "link-2")    \
                                                              ROUTE("node-0", "node-1", "ring")))
#define DEALT_DEPLOYMENT(props)                                                                    \
    DEPLOYMENT(TRAINER("node-*", PROP("epochs", "1") props)                                        \
                   ACTOR("source-0", "source", PROP("samples", "{samples_0}"))                     \
                       ACTOR("source-1", "source", PROP("samples", "{samples_1}"))                 \
                           ACTOR("source-2", "source",                                             \
                                 PROP("samples", "{samples_2}") PROP("trainer", "node-0")))
#define DEALT_WORKLOAD                                                                             \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "75") PROP("bytes-per-sample", "{sample_byte} B"))
ANALYTIC_INPUTS(sources_of_two_trainers, DEALT);
static void sources_of_two_trainers_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct sources_of_two_trainers_inputs *in = inputs;
    double t0 = in->latency + in->samples_0 * in->sample_byte / in->bandwidth;
    double t1 = in->latency + in->samples_1 * in->sample_byte / in->bandwidth;
    double t2 = in->latency + in->samples_2 * in->sample_byte / in->bandwidth;
    double samples = in->samples_0 + in->samples_1 + in->samples_2;
    double collected = fmax(t1, fmax(t0, t2));
    double c = samples / 2 * in->training_flop / in->speed;
    double x = 2 * (in->latency + in->parameters * 4 / in->bandwidth);
    double node = in->idle * (collected + x) + in->busy * c;
    analytic_output(out, "time_s", collected + c + x);
    analytic_output(out, "time.node-0/collection", fmax(t0, t2));
    analytic_output(out, "time.node-0/wait", collected - fmax(t0, t2));
    analytic_output(out, "time.node-1/collection", t1);
    analytic_output(out, "host.node-0", node);
    analytic_output(out, "host.node-1", node);
    analytic_output(out, "host.source-0", in->source_idle * t0);
    analytic_output(out, "host.source-1", in->source_idle * t1);
    analytic_output(out, "host.source-2", in->source_idle * t2);
    analytic_output(out, "uplink_byte", samples * in->sample_byte);
    analytic_output(out, "exchange_byte", 2 * in->parameters * 4);
}
/* Both are on duty when the data of both is there. */
static void trainers_begin_together_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct sources_of_two_trainers_inputs *in = inputs;
    double bytes[] = {in->samples_0 * in->sample_byte, in->samples_1 * in->sample_byte,
                      in->samples_2 * in->sample_byte};
    double last = fmax(bytes[0], fmax(bytes[1], bytes[2])), all = bytes[0] + bytes[1] + bytes[2];
    double c = all / in->sample_byte / 2 * in->training_flop / in->speed;
    double x = 2 * (in->latency + in->parameters * 4 / in->bandwidth);
    analytic_output(out, "time_s", in->latency + last / in->bandwidth + c + x);
    analytic_output(out, "duty.node-0", c + x);
    analytic_output(out, "duty.node-1", c + x);
    analytic_output(out, "time.node-1/collection", 0);
    analytic_output(out, "host.node-0", in->idle * x + in->busy * c);
    analytic_output(out, "host.source-2",
                    in->source_idle * (in->latency + bytes[2] / in->bandwidth));
}

/* node-0 holds data of node-1: its duty as a source ends with its upload, as a trainer it begins
 * when the data of both nodes is there. */
#define CROSSED(INPUT)                                                                             \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(source_idle, 2, 2.4)                                                                     \
    INPUT(bandwidth, 1e6, 1.4e6)                                                                   \
    INPUT(latency, 0.03, 0.06)                                                                     \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples_0, 20, 24)                                                                       \
    INPUT(samples_2, 55, 50)                                                                       \
    INPUT(sample_byte, 30000, 40000)                                                               \
    INPUT(parameters, 1e5, 2e5)
ANALYTIC_INPUTS(source_on_a_trainer, CROSSED);
static void source_on_a_trainer_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct source_on_a_trainer_inputs *in = inputs;
    double t0 = in->latency + in->samples_0 * in->sample_byte / in->bandwidth;
    double t2 = in->latency + in->samples_2 * in->sample_byte / in->bandwidth;
    double c = (in->samples_0 + in->samples_2) / 2 * in->training_flop / in->speed;
    double x = 2 * (in->latency + in->parameters * 4 / in->bandwidth);
    analytic_output(out, "time_s", fmax(t0, t2) + c + x);
    analytic_output(out, "duty.node-0", t0 + c + x);
    analytic_output(out, "duty.node-1", c + x);
    analytic_output(out, "host.node-0", in->idle * (t0 + x) + in->busy * c);
    analytic_output(out, "host.source-2", in->source_idle * t2);
}

#define NODES_DEPLOYMENT                                                                           \
    DEPLOYMENT(TRAINER("fast", PROP("epochs", "{epochs}") PROP("batch", "{batch}")                 \
                                   PROP("batch-overhead", "{batch_overhead}s"))                    \
                   TRAINER("slow", PROP("batch-overhead", "{batch_overhead}s")))
#define PARTS_DEPLOYMENT                                                                           \
    DEPLOYMENT(TRAINER("fast", PROP("epochs", "{epochs}") PROP("batch", "{batch}")                 \
                                   PROP("batch-overhead", "{batch_overhead}s")                     \
                                       PROP("evaluation-period", "{period}"))                      \
                   TRAINER("slow", PROP("batch-overhead", "{batch_overhead}s")))
#define PART_DEPLOYMENT                                                                            \
    DEPLOYMENT(TRAINER("node", PROP("epochs", "{epochs}") PROP("batch", "{batch}") PROP(           \
                                   "batch-overhead", "{batch_overhead}s") PROP("trainings", "2")   \
                                   PROP("later-epochs", "{later_epochs}")))
#define RING_WORKLOAD                                                                              \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "{samples}") PROP("evaluation-samples", "{evaluation_samples}"))
#define RING_DEPLOYMENT(props) DEPLOYMENT(TRAINER("node-*", PROP("epochs", "{epochs}") props))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(source_upload, UPLOAD_PLATFORM, UPLOAD_DEPLOYMENT(""), UPLOAD_WORKLOAD)},
    {ANALYTIC_CASE_OF(reserved_from_the_start, source_upload, UPLOAD_PLATFORM,
                      UPLOAD_DEPLOYMENT(FROM_THE_START), UPLOAD_WORKLOAD)},
    {ANALYTIC_CASE(duty_of_finished_source, SOURCES_PLATFORM, SOURCES_DEPLOYMENT,
                   SOURCES_WORKLOAD)},
    {ANALYTIC_CASE(sources_of_two_trainers, DEALT_PLATFORM, DEALT_DEPLOYMENT(FROM_THE_START),
                   DEALT_WORKLOAD)},
    {ANALYTIC_CASE(source_on_a_trainer, DEALT_PLATFORM,
                   DEPLOYMENT(TRAINER("node-*", PROP("epochs", "1")) ACTOR(
                       "node-0", "source", PROP("samples", "{samples_0}") PROP("trainer", "node-1"))
                                  ACTOR("source-2", "source",
                                        PROP("samples", "{samples_2}") PROP("trainer", "node-0"))),
                   DEALT_WORKLOAD)},
    {ANALYTIC_CASE_OF(trainers_begin_together, sources_of_two_trainers, DEALT_PLATFORM,
                      DEALT_DEPLOYMENT(""), DEALT_WORKLOAD)},
    {ANALYTIC_CASE(two_node_all_reduce, NODES_PLATFORM, NODES_DEPLOYMENT, NODES_WORKLOAD)},
    {ANALYTIC_CASE(part_of_an_epoch, PARTS_PLATFORM, PARTS_DEPLOYMENT, PARTS_WORKLOAD)},
    {ANALYTIC_CASE(part_of_an_epoch_alone,
                   PLATFORM(ZONE("world", HOST("node", "{speed}f", WATTS("60:{busy}")))),
                   PART_DEPLOYMENT,
                   WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")
                                PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(three_node_all_reduce, RING_PLATFORM, RING_DEPLOYMENT(""), RING_WORKLOAD)},
    {ANALYTIC_CASE(all_reduce_of_unlike_nodes, UNLIKE_PLATFORM, RING_DEPLOYMENT(""),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP(
                       "training-flop", "{training_flop} flop") PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(ring_follows_names, NAMED_PLATFORM,
                   DEPLOYMENT(TRAINER("n-10", PROP("epochs", "1")) TRAINER("n-9", "")
                                  TRAINER("n-1", "") TRAINER("n-2", "")),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP(
                       "training-flop", "{training_flop} flop") PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(overlap_of_exchange, RING_PLATFORM,
                   RING_DEPLOYMENT(PROP("overlap", "{overlap}") PROP("start-up", "{start_up}s")),
                   RING_WORKLOAD)},
    {ANALYTIC_CASE(overlap_of_compute, RING_PLATFORM,
                   RING_DEPLOYMENT(PROP("overlap", "{overlap}") PROP("start-up", "{start_up}s")),
                   RING_WORKLOAD)},
    {ANALYTIC_CASE(
        scaling_efficiency, EFFICIENCY_PLATFORM,
        RING_DEPLOYMENT(PROP("scaling-efficiency", "{efficiency}") PROP("start-up", "{start_up}s")),
        WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}")))},
};
ANALYTIC_TOPIC(analytic_centralised, cases);
