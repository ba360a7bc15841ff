/* Local training as a number of steps: one step is one batch, drawn from the samples in turn and
 * from the first again after the last. K steps of B samples take c = K (B x training_flop / speed +
 * o), whatever the device holds, of which K o are lost in pstate 1; they see K B samples. Messages
 * are empty and take the latency. */
#include "harness.h"

#include <math.h>

#define STEPS(INPUT)                                                                               \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 6, 7)                                                                              \
    INPUT(busy, 30, 33)                                                                            \
    INPUT(losing, 12, 15)                                                                          \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(rounds, 2, 3)                                                                            \
    INPUT(batch, 16, 20)                                                                           \
    INPUT(many, 5, 7)                                                                              \
    INPUT(few, 1, 2)                                                                               \
    INPUT(overhead, 0.125, 0.25)
#define STEPS_HOST(id)                                                                             \
    HOST(id, "{speed}f,1Gf", WATTS("{idle}:{idle}:{busy},{idle}:{idle}:{losing}"))
#define STEPS_PLATFORM                                                                             \
    PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("0:0:0")) STEPS_HOST("a") STEPS_HOST(       \
                               "b") "<link id='air' bandwidth='1MBps' "                            \
                                    "latency='{latency}s' "                                        \
                                    "sharing_policy='FATPIPE'/>\n" ROUTE("server", "a", "air")     \
                                        ROUTE("server", "b", "air") ROUTE("a", "b", "air")))
#define STEPS_WORKLOAD(rows)                                                                       \
    WORKLOAD(PROP("parameters", "1") PROP("training-flop", "{training_flop} flop")                 \
                 PROP("samples", "100") PROP("model-size", "0") PROP("update-size", "0") rows)
#define LOCAL(number)                                                                              \
    PROP("samples", "{samples}")                                                                   \
    PROP("local-steps", number)                                                                    \
    PROP("batch", "{batch}") PROP("batch-overhead", "{overhead}s") PROP("lost-pstate", "1")

ANALYTIC_INPUTS(steps_of_learners, STEPS);
/* a takes many steps: it goes over its samples more than once; b takes few: some it never sees. */
static void steps_of_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct steps_of_learners_inputs *in = inputs;
    double step = in->batch * in->training_flop / in->speed + in->overhead;
    double round = 2 * in->latency + in->many * step, time = in->rounds * round;
    double seen_a = in->rounds * in->many * in->batch, seen_b = in->rounds * in->few * in->batch;
    double loaded = in->busy * (step - in->overhead) + in->losing * in->overhead; /* a step */
    double busy_b = in->rounds * in->few * step, duty_b = time - (in->many - in->few) * step;
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.a",
                    in->idle * in->rounds * 2 * in->latency + in->rounds * in->many * loaded);
    analytic_output(out, "host.b", in->idle * (duty_b - busy_b) + in->rounds * in->few * loaded);
    analytic_output(out, "samples", seen_a + seen_b);
    analytic_output(out, "flop", (seen_a + seen_b) * in->training_flop);
    analytic_output(out, "epochs", (seen_a + seen_b) / (2 * in->samples));
    analytic_output(out, "learner_coverage", 1);
    analytic_output(out, "sample_coverage",
                    (fmin(seen_a, in->samples) + fmin(seen_b, in->samples)) / (2 * in->samples));
    analytic_output(out, "sample_gini", (seen_a - seen_b) / (2 * (seen_a + seen_b)));
}

/* Two peers: a round ends with the message of the one that takes many steps. */
ANALYTIC_INPUTS(steps_of_peers, STEPS);
static void steps_of_peers_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct steps_of_peers_inputs *in = inputs;
    double step = in->batch * in->training_flop / in->speed + in->overhead;
    double round = in->latency + in->many * step, time = in->rounds * round;
    double loaded = in->busy * (step - in->overhead) + in->losing * in->overhead; /* a step */
    double busy_a = in->rounds * in->many * step, busy_b = in->rounds * in->few * step;
    double seen = in->rounds * (in->many + in->few) * in->batch;
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.a", in->idle * (time - busy_a) + in->rounds * in->many * loaded);
    analytic_output(out, "host.b", in->idle * (time - busy_b) + in->rounds * in->few * loaded);
    analytic_output(out, "samples", seen);
    analytic_output(out, "flop", seen * in->training_flop);
    analytic_output(out, "epochs", seen / (2 * in->samples));
}

/* The fastest of two is the one of few steps, although it holds more than the other goes over;
 * rounds are those of a row that names steps, between two of them: 8 at 4 steps, 4 at 8. A row of
 * local epochs does not fit. */
#define CHOSEN(INPUT)                                                                              \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(busy, 30, 33)                                                                            \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(batch, 16, 20)
ANALYTIC_INPUTS(steps_are_estimated, CHOSEN);
static void steps_are_estimated_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct steps_are_estimated_inputs *in = inputs;
    double c = 2 * in->batch * in->training_flop / in->speed;
    analytic_output(out, "time_s", 3 * (2 * in->latency + c));
    analytic_output(out, "host.a", 3 * (6 * 2 * in->latency + in->busy * c));
    analytic_output(out, "learner_coverage", 0.5);
}
#define ROUNDS(INPUT)                                                                              \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(batch, 16, 20)                                                                           \
    INPUT(steps, 5, 6)
ANALYTIC_INPUTS(rounds_by_steps, ROUNDS);
static void rounds_by_steps_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct rounds_by_steps_inputs *in = inputs;
    double rounds = 12 - in->steps;
    double c = in->steps * in->batch * in->training_flop / in->speed;
    analytic_output(out, "rounds", rounds);
    analytic_output(out, "time_s", rounds * (2 * in->latency + c));
}

#define SMALL_PLATFORM                                                                             \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        HOST("server", "1Gf", WATTS("0:0:0")) HOST("a", "{speed}f", WATTS("6:6:{busy}"))           \
            HOST("b", "{speed}f",                                                                  \
                 WATTS("6:6:{busy}")) "<link id='air' bandwidth='1MBps' latency='{latency}s' "     \
                                      "sharing_policy='FATPIPE'/>\n" ROUTE("server", "a", "air")   \
                                          ROUTE("server", "b", "air")))
#define LONE_PLATFORM                                                                              \
    PLATFORM(ZONE(                                                                                 \
        "world", HOST("server", "1Gf", WATTS("0:0"))                                               \
                     HOST("a", "{speed}f", WATTS("1:2")) "<link id='air' "                         \
                                                         "bandwidth='1MBps' latency='{latency}s' " \
                                                         "sharing_policy='FATPIPE'/>\n" ROUTE(     \
                                                             "server", "a", "air")))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(steps_of_learners, STEPS_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "{rounds}") PROP("aggregation-flop", "0"))
                                  ACTOR("a", "learner", LOCAL("{many}"))
                                      ACTOR("b", "learner", LOCAL("{few}"))),
                   STEPS_WORKLOAD(""))},
    {ANALYTIC_CASE(steps_of_peers, STEPS_PLATFORM,
                   DEPLOYMENT(ACTOR("a", "peer",
                                    PROP("workload", "workload.xml") PROP("rounds", "{rounds}")
                                        PROP("aggregation-flop", "0") LOCAL("{many}"))
                                  ACTOR("b", "peer", LOCAL("{few}"))),
                   STEPS_WORKLOAD(""))},
    {ANALYTIC_CASE(steps_are_estimated, SMALL_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("aggregation-flop", "0")
                                         PROP("active", "1") PROP("selection", "fastest"))
                                  ACTOR("a", "learner",
                                        PROP("samples", "100") PROP("local-steps", "2")
                                            PROP("batch", "{batch}"))
                                      ACTOR("b", "learner", PROP("samples", "50"))),
                   STEPS_WORKLOAD(""))},
    {ANALYTIC_CASE(rounds_by_steps, LONE_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("aggregation-flop", "0")) ACTOR(
                       "a", "learner", PROP("local-steps", "{steps}") PROP("batch", "{batch}"))),
                   STEPS_WORKLOAD("<rounds value='8' local-steps='4' provenance='assumed'/>\n"
                                  "<rounds value='4' local-steps='8' provenance='assumed'/>\n"
                                  "<rounds value='20' local-epochs='1' provenance='assumed'/>\n"))},
};
ANALYTIC_TOPIC(analytic_local_steps, cases);
