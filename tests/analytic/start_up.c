/* Start-up: fixed seconds at the power of a pstate, on every host that trains, once a run or each
 * training. Two hosts, a and b, at one speed; messages are empty and take the latency L. One trial
 * and two trainings of one round (or epoch) each: three start-ups if each training pays, else one.
 * A start-up lasts s_a on one host, s_b on the other, and draws the busy watts of pstate 1. Of n
 * that are paid, the hosts use n s_a w_a + n s_b w_b joules in it. */
#include "harness.h"

#include <math.h>
#include <string.h>

#define START_UPS(INPUT)                                                                           \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(power_a, 150, 160)                                                                       \
    INPUT(power_b, 110, 100)                                                                       \
    INPUT(start_up_a, 4, 5)                                                                        \
    INPUT(start_up_b, 2.5, 3)                                                                      \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(latency, 0.25, 0.5)
#define START_UP_HOST(id)                                                                          \
    HOST(id, "{speed}f,7e8f", WATTS("{idle}:{idle}:{busy},1:1:{power_" id "}"))
#define START_UP_PLATFORM                                                                          \
    PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("0:0:0")) START_UP_HOST("a") START_UP_HOST( \
                               "b") "<link id='air' bandwidth='1MBps' "                            \
                                    "latency='{latency}s' "                                        \
                                    "sharing_policy='FATPIPE'/>\n" ROUTE("server", "a", "air")     \
                                        ROUTE("server", "b", "air") ROUTE("a", "b", "air")))
#define START_UP_WORKLOAD                                                                          \
    WORKLOAD(PROP("parameters", "1") PROP("training-flop", "{training_flop} flop")                 \
                 PROP("samples", "{samples}") PROP("model-size", "0") PROP("update-size", "0")     \
                     PROP("gradient-size", "0"))
#define START_UP(id, each)                                                                         \
    PROP("start-up", "{start_up_" id "}s")                                                         \
    PROP("start-up-pstate", "1") PROP("start-up-each", each)
#define START_UP_PLAN(unit)                                                                        \
    PROP("workload", "workload.xml") PROP(unit, "1") PROP("trainings", "2") PROP("trials", "1")

ANALYTIC_INPUTS(start_up_of_trainers, START_UPS);
/* A trial and two trainings, of which @p paid pay. In each, @p before messages, then the start-up
 * and c of computation on each host, then @p after messages. Of a wait for the other host, @p waits
 * times are billed: a learner is off duty from its last upload of a training on, but not after a
 * trial. */
static void expect(const void *inputs, double paid, double before, double after, double waits,
                   struct analytic_outputs *out)
{
    const struct start_up_of_trainers_inputs *in = inputs;
    double c = in->samples / 2 * in->training_flop / in->speed;
    double longest = fmax(in->start_up_a, in->start_up_b);
    double messages = 3 * (before + after) * in->latency;
    double a = in->power_a * in->start_up_a, b = in->power_b * in->start_up_b;
    double rest = 3 * in->busy * c + in->idle * messages;
    analytic_output(out, "time_s", messages + paid * longest + 3 * c);
    analytic_output(out, "host.a", paid * a + rest + waits * in->idle * (longest - in->start_up_a));
    analytic_output(out, "host.b", paid * b + rest + waits * in->idle * (longest - in->start_up_b));
    analytic_output(out, "phase.overhead", (paid - 1) * (a + b)); /* the trial explores */
    analytic_output(out, "samples", 3 * in->samples);
}

static void start_up_of_trainers_expect(const void *inputs, struct analytic_outputs *out)
{
    expect(inputs, 1, 0, 2, 1, out); /* an all-reduce of two nodes has two steps */
}
ANALYTIC_INPUTS(start_up_of_trainings, START_UPS);
static void start_up_of_trainings_expect(const void *inputs, struct analytic_outputs *out)
{
    expect(inputs, 3, 0, 2, 3, out);
}
ANALYTIC_INPUTS(start_up_of_learners, START_UPS);
static void start_up_of_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    expect(inputs, 1, 1, 1, 1, out);
}
ANALYTIC_INPUTS(start_up_of_learners_each, START_UPS);
static void start_up_of_learners_each_expect(const void *inputs, struct analytic_outputs *out)
{
    expect(inputs, 3, 1, 1, 1, out);
}
ANALYTIC_INPUTS(start_up_of_peers, START_UPS);
static void start_up_of_peers_expect(const void *inputs, struct analytic_outputs *out)
{
    expect(inputs, 1, 0, 1, 1, out);
}
ANALYTIC_INPUTS(start_up_of_peers_each, START_UPS);
/* An instant is in one phase: while a starts up, the message of b arrives, and that is download. */
static void start_up_of_peers_each_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct start_up_of_peers_each_inputs *in = inputs;
    struct analytic_outputs all = {.count = 0};
    expect(inputs, 3, 0, 1, 3, &all);
    for (size_t i = 0; i < all.count; i++) {
        bool meets = !strcmp(all.items[i].name, "phase.overhead");
        analytic_output(out, all.items[i].name,
                        all.items[i].value - (meets ? 2 * in->power_a * in->latency : 0));
    }
}

#define TRAINERS(each)                                                                             \
    DEPLOYMENT(ACTOR("a", "trainer", START_UP_PLAN("epochs") START_UP("a", each))                  \
                   ACTOR("b", "trainer", START_UP("b", each)))
#define LEARNERS(each)                                                                             \
    DEPLOYMENT(ACTOR("server", "server", START_UP_PLAN("rounds") PROP("aggregation-flop", "0"))    \
                   ACTOR("a", "learner", START_UP("a", each))                                      \
                       ACTOR("b", "learner", START_UP("b", each)))
#define PEERS(each)                                                                                \
    DEPLOYMENT(ACTOR("a", "peer",                                                                  \
                     START_UP_PLAN("rounds") PROP("aggregation-flop", "0") START_UP("a", each))    \
                   ACTOR("b", "peer", START_UP("b", each)))
static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(start_up_of_trainers, START_UP_PLATFORM, TRAINERS("run"), START_UP_WORKLOAD)},
    {ANALYTIC_CASE(start_up_of_trainings, START_UP_PLATFORM, TRAINERS("training"),
                   START_UP_WORKLOAD)},
    {ANALYTIC_CASE(start_up_of_learners, START_UP_PLATFORM, LEARNERS("run"), START_UP_WORKLOAD)},
    {ANALYTIC_CASE(start_up_of_learners_each, START_UP_PLATFORM, LEARNERS("training"),
                   START_UP_WORKLOAD)},
    {ANALYTIC_CASE(start_up_of_peers, START_UP_PLATFORM, PEERS("run"), START_UP_WORKLOAD)},
    {ANALYTIC_CASE(start_up_of_peers_each, START_UP_PLATFORM, PEERS("training"),
                   START_UP_WORKLOAD)},
};
ANALYTIC_TOPIC(analytic_start_up, cases);
