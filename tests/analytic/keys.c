/* Keys of --set that no file says: how many take part, shares of the data, a larger model, joules a
 * sample. Messages are empty and take the latency, but where the size of the model is at stake. */
#include "harness.h"

#include <math.h>

#define AIR               "<link id='air' bandwidth='1MBps' latency='{latency}s' sharing_policy='FATPIPE'/>\n"
#define DEVICE(id, speed) HOST(id, speed, KIND("edge") WATTS("{idle}:{idle}:{busy}"))
#define ONCE              PROP("rounds", "1") PROP("aggregation-flop", "0")
#define EMPTY             PROP("model-size", "0") PROP("update-size", "0")

/* ---- learner.count ---- */

/* Three boards and two faster ones. Host j of m stands at (j + 1/2) / m: slow 1/6 3/6 5/6, fast 1/4
 * 3/4, so that the first three are two slow and a fast one, the first four two of each. Equal
 * shares of the samples; the slow ones end the round. */
#define COUNTED(INPUT)                                                                             \
    INPUT(slow, 2e8, 2.6e8)                                                                        \
    INPUT(fast, 1e9, 1.3e9)                                                                        \
    INPUT(idle, 6, 7)                                                                              \
    INPUT(busy, 30, 33)                                                                            \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 120, 240)                                                                       \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(count, 3, 4)
ANALYTIC_INPUTS(count_of_learners, COUNTED);
static void count_of_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct count_of_learners_inputs *in = inputs;
    double slow = in->samples / in->count * in->training_flop / in->slow;
    double fast = in->samples / in->count * in->training_flop / in->fast;
    double time = 2 * in->latency + slow, number = in->count == 3 ? 1 : 2;
    double host_a = in->idle * 2 * in->latency + in->busy * slow;
    double host_b = in->idle * 2 * in->latency + in->busy * fast;
    analytic_output(out, "time_s", time);
    analytic_output(out, "samples", in->samples);
    analytic_output(out, "host.a-0", host_a);
    analytic_output(out, "host.a-1", host_a);
    analytic_output(out, "host.b-0", host_b);
    analytic_output(out, "kind.edge", 2 * host_a + number * host_b);
}
#define COUNT_PLATFORM                                                                             \
    PLATFORM(ZONE("world",                                                                         \
                  HOST("server", "1Gf", WATTS("0:0:0")) DEVICE("a-0", "{slow}f")                   \
                      DEVICE("a-1", "{slow}f") DEVICE("a-2", "{slow}f") DEVICE("b-0", "{fast}f")   \
                          DEVICE("b-1", "{fast}f") AIR ROUTE("server", "a-0", "air")               \
                              ROUTE("server", "a-1", "air") ROUTE("server", "a-2", "air")          \
                                  ROUTE("server", "b-0", "air") ROUTE("server", "b-1", "air")))
static const char count_sets[] = "learner.count=1;learner.count={count}";

/* ---- samples-share, and a split that stays ---- */

/* a holds a quarter, b the rest. Of 10 these are 2.5 and 7.5: equal remainders, the first one has
 * the sample that is left. Of 12 they are whole. */
#define SHARED(INPUT)                                                                              \
    INPUT(speed, 2e8, 2.6e8)                                                                       \
    INPUT(idle, 6, 7)                                                                              \
    INPUT(busy, 30, 33)                                                                            \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(samples, 10, 12)
struct shared_inputs {
    SHARED(ANALYTIC_FIELD)
};
static const struct analytic_input shared_table[] = {SHARED(ANALYTIC_ROW)};
static void expect_split(const struct shared_inputs *in, double a, double b,
                         struct analytic_outputs *out)
{
    double sample = in->training_flop / in->speed;
    analytic_output(out, "time_s", 2 * in->latency + b * sample);
    analytic_output(out, "samples", in->samples);
    analytic_output(out, "host.a", in->idle * 2 * in->latency + in->busy * a * sample);
    analytic_output(out, "host.b", in->idle * 2 * in->latency + in->busy * b * sample);
}
static void shares_of_samples_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct shared_inputs *in = inputs;
    expect_split(in, 3, in->samples == 10 ? 7 : 9, out);
}
/* 2 and 3 of the 5 that the workload states: of 10 these are 4 and 6, of 12 4.8 and 7.2, that is 5
 * and 7. */
static void a_split_stays_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct shared_inputs *in = inputs;
    expect_split(in, in->samples == 10 ? 4 : 5, in->samples == 10 ? 6 : 7, out);
}
#define SHARE_PLATFORM                                                                             \
    PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("0:0:0")) DEVICE("a", "{speed}f")           \
                               DEVICE("b", "{speed}f") AIR ROUTE("server", "a", "air")             \
                                   ROUTE("server", "b", "air")))
#define SHARE_DEPLOYMENT(prop, a, b)                                                               \
    DEPLOYMENT(SERVER(ONCE) ACTOR("a", "learner", PROP(prop, a))                                   \
                   ACTOR("b", "learner", PROP(prop, b)))
#define SHARE_WORKLOAD                                                                             \
    WORKLOAD(PROP("parameters", "1") PROP("training-flop", "{training_flop} flop")                 \
                 PROP("samples", "5") EMPTY)
static const char sample_sets[] = "workload.samples={samples}";

/* ---- workload.scale ---- */

/* All that grows with the model: transfers, training, evaluation at the server, aggregation. The
 * number of parameters is set as well, later: both count, in any order. */
#define SCALED(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(speed, 1e9, 1.3e9)                                                                       \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(forward_flop, 4e6, 5e6)                                                                  \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(evaluation_samples, 25, 35)                                                              \
    INPUT(scale, 2.5, 3)
ANALYTIC_INPUTS(a_larger_model, SCALED);
static void a_larger_model_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_larger_model_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth * in->scale;
    double c = in->samples * in->training_flop / in->speed * in->scale;
    double a = 2 * in->parameters / in->server_speed * in->scale;
    double e = in->evaluation_samples * in->forward_flop / in->server_speed * in->scale;
    analytic_output(out, "time_s", 2 * t + c + a + e);
    analytic_output(out, "host.learner", in->idle * 2 * t + in->busy * c);
    analytic_output(out, "flop",
                    (in->samples * in->training_flop + in->evaluation_samples * in->forward_flop +
                     2 * in->parameters) *
                        in->scale);
}
#define SCALE_PLATFORM                                                                             \
    PLATFORM(ZONE("world", HOST("server", "{server_speed}f", WATTS("50:50:200"))                   \
                               HOST("learner", "{speed}f", WATTS("{idle}:{idle}:{busy}"))          \
                                   LINK("link", "{bandwidth}Bps", "0s", "")                        \
                                       ROUTE("server", "learner", "link")))
#define SCALE_WORKLOAD                                                                             \
    WORKLOAD(PROP("parameters", "7") PROP("training-flop", "{training_flop} flop")                 \
                 PROP("forward-flop", "{forward_flop} flop") PROP("samples", "{samples}")          \
                     PROP("evaluation-samples", "{evaluation_samples}"))
static const char scale_sets[] =
    "workload.scale=9;workload.scale={scale};workload.parameters={parameters}";

/* ---- host.GLOB.j-per-sample ---- */

/* At full load the host draws busy x factor + constant at the wall: a sample takes joules over
 * that, less by the speed-factor, whatever speed, cores and flop the files state. Evaluation in the
 * same pstate takes its share of the flop of such a sample. So the joules of computing are known
 * without them: those of the samples, and the same share for each that is evaluated. */
#define JOULES(INPUT)                                                                              \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(factor, 1.5, 1.6)                                                                        \
    INPUT(constant, 2, 2.5)                                                                        \
    INPUT(device, 1.25, 1.5)                                                                       \
    INPUT(overhead, 0.125, 0.25)                                                                   \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(evaluation_samples, 24, 36)                                                              \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(joules, 0.5, 0.75)
struct joules_inputs {
    JOULES(ANALYTIC_FIELD)
};
static const struct analytic_input joules_table[] = {JOULES(ANALYTIC_ROW)};
static void joules_of_a_sample_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct joules_inputs *in = inputs;
    double full = in->busy * in->factor + in->constant;
    double base = in->idle * in->factor + in->constant;
    double sample = in->joules / full / in->device;
    double c = in->samples * sample, e = in->evaluation_samples * sample / 4;
    analytic_output(out, "time_s", 3 * in->latency + in->overhead + c + e);
    analytic_output(out, "host.learner/compute", in->samples * in->joules / in->device);
    analytic_output(out, "host.learner/overhead", base * in->overhead);
    analytic_output(out, "host.learner/evaluate",
                    in->evaluation_samples * in->joules / in->device / 4);
    analytic_output(out, "host.learner", base * (3 * in->latency + in->overhead) + full * (c + e));
    analytic_output(out, "flop", in->samples * 2e7 + in->evaluation_samples * 5e6);
}
/* The same, where the workload is none of the host's, which says how it is scaled. */
static void joules_of_an_unlisted_workload_expect(const void *inputs, struct analytic_outputs *out)
{
    joules_of_a_sample_expect(inputs, out);
}
#define JOULES_PLATFORM(props)                                                                     \
    PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("0:0:0"))                                   \
                               AIR CORES("learner", "3e8f,5e8f", "2",                              \
                                         props PROP("wall_factor", "{factor}")                     \
                                             PROP("wall_constant", "{constant} W")                 \
                                                 WATTS("1:1:{busy},{idle}:{idle}:{busy}"))         \
                                   ROUTE("server", "learner", "air")))
#define JOULES_DEPLOYMENT(props)                                                                   \
    DEPLOYMENT(SERVER(ONCE) ACTOR("learner", "learner",                                            \
                                  props PROP("speed-factor", "{device}")                           \
                                      PROP("batch-overhead", "{overhead}s")                        \
                                          PROP("evaluation-samples", "{evaluation_samples}")))
#define JOULES_WORKLOAD                                                                            \
    WORKLOAD(PROP("parameters", "1") PROP("training-flop", "20 Mflop")                             \
                 PROP("forward-flop", "5 Mflop") PROP("samples", "{samples}")                      \
                     PROP("bytes-moved-per-sample", "1 MB") EMPTY)
static const char joules_sets[] = "host.lea*.j-per-sample={joules} J";

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(count_of_learners, COUNT_PLATFORM,
                   DEPLOYMENT(SERVER(ONCE) ACTOR("a-*", "learner", "") ACTOR("b-*", "learner", "")),
                   WORKLOAD(PROP("parameters", "1") PROP("training-flop", "{training_flop} flop")
                                PROP("samples", "{samples}") EMPTY)),
     .sets = count_sets},
    {ANALYTIC_CASE_OF(shares_of_samples, shared, SHARE_PLATFORM,
                      SHARE_DEPLOYMENT("samples-share", "25 %", "0.75"), SHARE_WORKLOAD),
     .sets = sample_sets},
    {ANALYTIC_CASE_OF(a_split_stays, shared, SHARE_PLATFORM, SHARE_DEPLOYMENT("samples", "2", "3"),
                      SHARE_WORKLOAD),
     .sets = sample_sets},
    {ANALYTIC_CASE(a_larger_model, SCALE_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", "")),
                   SCALE_WORKLOAD),
     .sets = scale_sets},
    {ANALYTIC_CASE_OF(joules_of_a_sample, joules, JOULES_PLATFORM(PROP("workloads", "peak,model")),
                      JOULES_DEPLOYMENT(""), JOULES_WORKLOAD),
     .sets = joules_sets},
    {ANALYTIC_CASE_OF(joules_of_an_unlisted_workload, joules,
                      JOULES_PLATFORM(PROP("efficiency", "0.1") PROP("memory_bandwidth", "2 MBps")),
                      JOULES_DEPLOYMENT(PROP("pstate", "1")), JOULES_WORKLOAD),
     .sets = joules_sets},
};
ANALYTIC_TOPIC(analytic_keys, cases);
