#include "harness.h"

#include <math.h>

/* One learner and its server in one round; latency 0, so that only the speeds are at stake.
 *   t = parameters x 4 B / bandwidth, a = 2 x parameters / server_speed
 *   c the training, e the learner's evaluation with the model already there */
#define TEXT_PLATFORM(server, learner)                                                             \
    PLATFORM(ZONE("world", server learner LINK("link", "{bandwidth}Bps", "0s", "")                 \
                               ROUTE("server", "learner", "link")))
#define TEXT_WORKLOAD(props)                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "{samples}") props)

/* ---- roofline: hosts whose speed was not measured on the workload ---- */

/* A sample takes max(training_flop / (speed x efficiency), moved / memory_bandwidth); evaluating it
 * moves the bytes of training in proportion to its flop, in a pstate of its own here. Host of 2
 * cores, each of half the speed: the roofline is of the whole host. One case below the ridge, one
 * above; perturbations that only matter on the other side are large enough to cross it. */
#define ROOFLINE(INPUT, efficiency_, efficiency_2, flop_, flop_2, speed_2, evaluation_2, moved_2,  \
                 memory_2)                                                                         \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(core_speed, 5e8, speed_2)                                                                \
    INPUT(evaluation_speed, 4e8, evaluation_2)                                                     \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(evaluation_busy, 9, 10)                                                                  \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, flop_, flop_2)                                                            \
    INPUT(forward_flop, 4e6, 5e6)                                                                  \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(evaluation_samples, 25, 35)                                                              \
    INPUT(efficiency, efficiency_, efficiency_2)                                                   \
    INPUT(moved, 6e6, moved_2)                                                                     \
    INPUT(memory_bandwidth, 2e8, memory_2)
#define COMPUTE_BOUND(INPUT) ROOFLINE(INPUT, 0.25, 0.3, 2e7, 2.2e7, 6e8, 5e8, 6e7, 2e7)
#define MEMORY_BOUND(INPUT)  ROOFLINE(INPUT, 0.8, 0.05, 2e7, 2e8, 3e7, 2e7, 7e6, 2.4e8)
#define ROOFLINE_PLATFORM                                                                          \
    TEXT_PLATFORM(HOST("server", "{server_speed}f", WATTS("50:200")),                              \
                  CORES("learner", "{core_speed}f,{evaluation_speed}f", "2",                       \
                        PROP("efficiency", "{efficiency}")                                         \
                            PROP("memory_bandwidth", "{memory_bandwidth} Bps")                     \
                                WATTS("{idle}:{idle}:{busy},5:5:{evaluation_busy}")))
#define ROOFLINE_DEPLOYMENT                                                                        \
    DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("evaluation-download", "no")) ACTOR(                \
        "learner", "learner",                                                                      \
        PROP("evaluation-samples", "{evaluation_samples}") PROP("evaluation-pstate", "1")))
#define ROOFLINE_WORKLOAD                                                                          \
    TEXT_WORKLOAD(PROP("forward-flop", "{forward_flop} flop")                                      \
                      PROP("bytes-moved-per-sample", "{moved} B"))
ANALYTIC_INPUTS(roofline_compute, COMPUTE_BOUND);
ANALYTIC_INPUTS(roofline_memory, MEMORY_BOUND);
_Static_assert(sizeof(struct roofline_compute_inputs) == sizeof(struct roofline_memory_inputs),
               "one expectation for both");
static void roofline_compute_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct roofline_compute_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth, a = 2 * in->parameters / in->server_speed;
    double speed = 2 * in->core_speed * in->efficiency;
    double evaluating = 2 * in->evaluation_speed * in->efficiency;
    double moved = in->moved * in->forward_flop / in->training_flop;
    double c = in->samples * fmax(in->training_flop / speed, in->moved / in->memory_bandwidth);
    double e =
        in->evaluation_samples * fmax(in->forward_flop / evaluating, moved / in->memory_bandwidth);
    analytic_output(out, "time_s", 2 * t + c + a + e);
    analytic_output(out, "time.learner/compute", c);
    analytic_output(out, "time.learner/evaluate", e);
    analytic_output(out, "host.learner",
                    in->idle * (2 * t + a) + in->busy * c + in->evaluation_busy * e);
    analytic_output(out, "flop",
                    in->samples * in->training_flop + 2 * in->parameters +
                        in->evaluation_samples * in->forward_flop);
}
#define roofline_memory_expect roofline_compute_expect

/* `speed-factor` stands for a device that is faster than its kind as a whole: a sample that waits
 * for the memory (10 ms; its flop take 2 ms) is done faster, too, and so is its evaluation. */
#define FASTER(INPUT)                                                                              \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(evaluation_samples, 25, 35)                                                              \
    INPUT(moved, 2e6, 2.1e6)                                                                       \
    INPUT(memory_bandwidth, 2e8, 1.9e8)                                                            \
    INPUT(factor, 0.8, 1.25)
ANALYTIC_INPUTS(speed_factor_of_a_bound_memory, FASTER);
static void speed_factor_of_a_bound_memory_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct speed_factor_of_a_bound_memory_inputs *in = inputs;
    double sample = in->moved / in->memory_bandwidth / in->factor;
    double compute = in->samples * sample, evaluate = in->evaluation_samples * sample / 3;
    analytic_output(out, "time.learner/compute", compute);
    analytic_output(out, "time.learner/evaluate", evaluate);
    analytic_output(out, "time_s", compute + evaluate);
    analytic_output(out, "host.learner", in->busy * (compute + evaluate));
    analytic_output(out, "flop", in->training_flop * (in->samples + in->evaluation_samples / 3));
}

/* A speed measured on the workload is its speed: no efficiency, no roofline. (Both stand in the
 * file, with figures that would show.) */
#define MEASURED(INPUT)                                                                            \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(speed, 1e9, 1.2e9)                                                                       \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)
ANALYTIC_INPUTS(measured_speed, MEASURED);
static void measured_speed_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct measured_speed_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth, a = 2 * in->parameters / in->server_speed;
    double c = in->samples * in->training_flop / in->speed;
    analytic_output(out, "time_s", 2 * t + c + a);
    analytic_output(out, "host.learner", in->idle * 2 * t + in->busy * c);
}

/* The smaller of the host's efficiency and the workload's: the learner's own, and on the server,
 * which states 90 %, the workload's. It scales training and evaluation, not the aggregation, whose
 * flop are given as they are. */
#define EFFICIENCIES(INPUT)                                                                        \
    MEASURED(INPUT)                                                                                \
    INPUT(own, 0.1, 0.15)                                                                          \
    INPUT(general, 0.2, 0.3)                                                                       \
    INPUT(evaluation_samples, 20, 30)
ANALYTIC_INPUTS(efficiency, EFFICIENCIES);
static void efficiency_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct efficiency_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth, a = 2 * in->parameters / in->server_speed;
    double c = in->samples * in->training_flop / (in->speed * in->own);
    double v = in->evaluation_samples * in->training_flop / 3 / (in->server_speed * in->general);
    analytic_output(out, "time_s", 2 * t + c + a + v);
    analytic_output(out, "time.server/evaluate", v);
    analytic_output(out, "time.server/aggregate", a);
    analytic_output(out, "host.learner", in->idle * 2 * t + in->busy * c);
}

/* ---- cores ---- */

/* SimGrid's speed is a core's: a turn loads all n cores and is n times as fast, at the watts of all
 * cores. Times given in seconds (overhead of a batch, start-up, round overhead) do not depend on n.
 * The server is busy in the overhead, as a pstate is given.
 *   c = E x (samples x flop / (n speed) + ceil(samples / batch) x overhead) */
#define MULTICORE(INPUT)                                                                           \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_cores, 2, 3)                                                                      \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(speed, 2e8, 2.4e8)                                                                       \
    INPUT(cores, 4, 6)                                                                             \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(local_epochs, 2, 3)                                                                      \
    INPUT(batch, 16, 12)                                                                           \
    INPUT(batch_overhead, 0.05, 0.08)                                                              \
    INPUT(start_up, 0.75, 0.9)                                                                     \
    INPUT(round_overhead, 0.3, 0.4)                                                                \
    INPUT(server_evaluation, 12, 18)
#define MULTICORE_PLATFORM                                                                         \
    TEXT_PLATFORM(CORES("server", "{server_speed}f", "{server_cores}",                             \
                        WATTS("{server_idle}:{server_idle}:{server_busy}")),                       \
                  CORES("learner", "{speed}f", "{cores}", WATTS("{idle}:{idle}:{busy}")))
#define MULTICORE_DEPLOYMENT                                                                       \
    DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("round-overhead", "{round_overhead}s") PROP(        \
        "round-overhead-pstate", "0") PROP("evaluation-samples", "{server_evaluation}"))           \
                   ACTOR("learner", "learner",                                                     \
                         PROP("local-epochs", "{local_epochs}") PROP("batch", "{batch}")           \
                             PROP("batch-overhead", "{batch_overhead}s") PROP("lost-pstate", "0")  \
                                 PROP("start-up", "{start_up}s") PROP("start-up-pstate", "0")))
ANALYTIC_INPUTS(multicore_host, MULTICORE);
static void multicore_host_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct multicore_host_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth;
    double c = in->local_epochs * in->samples * in->training_flop / (in->cores * in->speed);
    double lost = in->local_epochs * ceil(in->samples / in->batch) * in->batch_overhead;
    double server_speed = in->server_cores * in->server_speed;
    double a = 2 * in->parameters / server_speed;
    double v = in->server_evaluation * in->training_flop / 3 / server_speed;
    double server_busy = a + v + in->round_overhead;
    double learner_busy = in->start_up + c + lost;
    analytic_output(out, "time_s", 2 * t + learner_busy + server_busy);
    analytic_output(out, "host.learner", in->idle * 2 * t + in->busy * learner_busy);
    analytic_output(out, "host.server",
                    in->server_idle * (2 * t + learner_busy) + in->server_busy * server_busy);
    analytic_output(out, "phase.compute", in->busy * c);
    analytic_output(out, "phase.evaluate", in->server_busy * v);
    analytic_output(out, "phase.overhead",
                    in->busy * (in->start_up + lost) + in->server_busy * in->round_overhead);
    analytic_output(out, "flop",
                    in->local_epochs * in->samples * in->training_flop + 2 * in->parameters +
                        in->server_evaluation * in->training_flop / 3);
    analytic_output(out, "accelerator_hours", (learner_busy + server_busy) / 3600);
}

/* Every batch loses time beside its flop, waiting, the smaller last one too; E local epochs.
 * Without a batch all local samples are one. */
#define BATCHES(INPUT)                                                                             \
    MEASURED(INPUT)                                                                                \
    INPUT(batch, 16, 12)                                                                           \
    INPUT(batch_overhead, 0.05, 0.08)                                                              \
    INPUT(local_epochs, 3, 2)
#define BATCH_OVERHEAD(props)                                                                      \
    DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner",                             \
                                                 props PROP("batch-overhead", "{batch_overhead}s") \
                                                     PROP("local-epochs", "{local_epochs}")))
#define WHOLE_BATCH(INPUT)                                                                         \
    MEASURED(INPUT)                                                                                \
    INPUT(batch_overhead, 0.05, 0.08)                                                              \
    INPUT(local_epochs, 3, 2)
ANALYTIC_INPUTS(batch_overhead, BATCHES);
static void batch_overhead_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct batch_overhead_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth, a = 2 * in->parameters / in->server_speed;
    double c = in->local_epochs * in->samples * in->training_flop / in->speed;
    double lost = in->local_epochs * ceil(in->samples / in->batch) * in->batch_overhead;
    analytic_output(out, "time_s", 2 * t + c + lost + a);
    analytic_output(out, "host.learner", in->idle * (2 * t + lost) + in->busy * c);
    analytic_output(out, "phase.compute", in->busy * c);
    analytic_output(out, "phase.overhead", in->idle * lost);
    analytic_output(out, "flop",
                    in->local_epochs * in->samples * in->training_flop + 2 * in->parameters);
}
ANALYTIC_INPUTS(batch_overhead_of_one_batch, WHOLE_BATCH);
static void batch_overhead_of_one_batch_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct batch_overhead_of_one_batch_inputs *in = inputs;
    double t = in->parameters * 4 / in->bandwidth, a = 2 * in->parameters / in->server_speed;
    double c = in->local_epochs * in->samples * in->training_flop / in->speed;
    double lost = in->local_epochs * in->batch_overhead;
    analytic_output(out, "time_s", 2 * t + c + lost + a);
    analytic_output(out, "host.learner", in->idle * (2 * t + lost) + in->busy * c);
}

/* Two nodes share a batch: each sees a half of it, and its speed is between those measured. */
#define SHARED_BATCH(INPUT)                                                                        \
    INPUT(slow, 4e8, 4.2e8)                                                                        \
    INPUT(fast, 1e9, 1.1e9)                                                                        \
    INPUT(busy, 11, 14)                                                                            \
    INPUT(batch, 30, 24)                                                                           \
    INPUT(training_flop, 2e7, 3e7)
ANALYTIC_INPUTS(speed_at_a_share_of_the_batch, SHARED_BATCH);
static void speed_at_a_share_of_the_batch_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct speed_at_a_share_of_the_batch_inputs *in = inputs;
    double t10 = 10 / in->slow, t20 = 20 / in->fast, share = in->batch * in->batch / 4 - 100;
    double t = sqrt(t10 * t10 + (t20 * t20 - t10 * t10) * share / 300); /* of a batch and flop */
    double time = 120. / 2 * in->training_flop * t / (in->batch / 2);
    analytic_output(out, "time_s", time);
    analytic_output(out, "energy_j", 2 * in->busy * time);
}

/* A learner in pstate 1 evaluates there too, where no prop names another. Nothing is sent. */
#define SAME_PSTATE(INPUT)                                                                         \
    INPUT(speed_1, 4e8, 4.2e8)                                                                     \
    INPUT(busy_1, 11, 14)                                                                          \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(evaluated, 15, 18)                                                                       \
    INPUT(training_flop, 2e7, 3e7)
ANALYTIC_INPUTS(evaluation_in_the_pstate_of_training, SAME_PSTATE);
static void evaluation_in_the_pstate_of_training_expect(const void *inputs,
                                                        struct analytic_outputs *out)
{
    const struct evaluation_in_the_pstate_of_training_inputs *in = inputs;
    double compute = in->samples * in->training_flop / in->speed_1;
    double evaluate = in->evaluated * in->training_flop / 3 / in->speed_1;
    analytic_output(out, "time_s", compute + evaluate);
    analytic_output(out, "time.learner/evaluate", evaluate);
    analytic_output(out, "host.learner", in->busy_1 * (compute + evaluate));
}

#define PLAIN HOST("server", "{server_speed}f", WATTS("50:200"))
#define BY_BATCH(id)                                                                               \
    HOST(id, "700Mf",                                                                              \
         PROP("speed_by_batch", "model:10:{slow}f, model:20:{fast}f") WATTS("3:3:{busy}"))
#define ONE_ROUND DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", ""))
#define MEASURED_PLATFORM                                                                          \
    TEXT_PLATFORM(PLAIN, HOST("learner", "{speed}f",                                               \
                              PROP("workloads", "model") PROP("efficiency", "0.5")                 \
                                  PROP("memory_bandwidth", "1 kBps") WATTS("{idle}:{busy}")))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(roofline_compute, ROOFLINE_PLATFORM, ROOFLINE_DEPLOYMENT, ROOFLINE_WORKLOAD)},
    {ANALYTIC_CASE(roofline_memory, ROOFLINE_PLATFORM, ROOFLINE_DEPLOYMENT, ROOFLINE_WORKLOAD)},
    {ANALYTIC_CASE(
        speed_factor_of_a_bound_memory,
        PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("50:50:200"))
                                   HOST("learner", "10Gf",
                                        PROP("memory_bandwidth", "{memory_bandwidth} Bps")
                                            WATTS("3:3:{busy}")) LINK("link", "1MBps", "0", "")
                                       ROUTE("server", "learner", "link"))),
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0"))
                       ACTOR("learner", "learner",
                             PROP("samples", "{samples}") PROP("speed-factor", "{factor}")
                                 PROP("evaluation-samples", "{evaluation_samples}"))),
        WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")
                     PROP("bytes-moved-per-sample", "{moved} B") PROP("samples", "120")
                         PROP("model-size", "0") PROP("update-size", "0")))},
    {ANALYTIC_CASE(
        measured_speed, MEASURED_PLATFORM, ONE_ROUND,
        TEXT_WORKLOAD(PROP("bytes-moved-per-sample", "5 MB") PROP("efficiency", "0.25")))},
    {ANALYTIC_CASE(
        efficiency,
        TEXT_PLATFORM(
            HOST("server", "{server_speed}f", PROP("efficiency", "0.9") WATTS("50:200")),
            HOST("learner", "{speed}f", PROP("efficiency", "{own}") WATTS("{idle}:{busy}"))),
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("evaluation-samples", "{evaluation_samples}"))
                       ACTOR("learner", "learner", "")),
        TEXT_WORKLOAD(PROP("efficiency", "{general}")))},
    {ANALYTIC_CASE(multicore_host, MULTICORE_PLATFORM, MULTICORE_DEPLOYMENT, TEXT_WORKLOAD(""))},
    {ANALYTIC_CASE(batch_overhead, MEASURED_PLATFORM, BATCH_OVERHEAD(PROP("batch", "{batch}")),
                   TEXT_WORKLOAD(""))},
    {ANALYTIC_CASE(batch_overhead_of_one_batch, MEASURED_PLATFORM, BATCH_OVERHEAD(""),
                   TEXT_WORKLOAD(""))},
    {ANALYTIC_CASE(speed_at_a_share_of_the_batch,
                   PLATFORM(ZONE("world", BY_BATCH("p") BY_BATCH("q") LINK("link", "1MBps", "0", "")
                                              ROUTE("p", "q", "link"))),
                   DEPLOYMENT(ACTOR("p", "trainer",
                                    PROP("workload", "workload.xml") PROP("epochs", "1")
                                        PROP("batch", "{batch}") PROP("scaling-efficiency", "1"))
                                  ACTOR("q", "trainer", "")),
                   WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")
                                PROP("samples", "120")))},
    {ANALYTIC_CASE(
        evaluation_in_the_pstate_of_training,
        PLATFORM(ZONE("world",
                      HOST("server", "1Gf", WATTS("50:50:200"))
                          HOST("learner", "1Gf,{speed_1}f", WATTS("3:3:9,3:3:{busy_1}"))
                              LINK("link", "1MBps", "0", "") ROUTE("server", "learner", "link"))),
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0"))
                       ACTOR("learner", "learner",
                             PROP("samples", "{samples}") PROP("pstate", "1")
                                 PROP("evaluation-samples", "{evaluated}"))),
        WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "120") PROP("model-size", "0") PROP("update-size", "0")))},
};
ANALYTIC_TOPIC(analytic_speed, cases);
