/* Lost time: what a batch costs beside its flop, and what a measured scaling-efficiency says that
 * was not computed. It is phase overhead, at the watts of waiting or, busy, of the lost-pstate. Of
 * one turn the work is played first. Elsewhere: batch_overhead (learners, waiting), steps_of_peers
 * and peer_costs (in a pstate), two_node_all_reduce (between exchanges). */
#include "harness.h"
#include "star.h"

#include <math.h>

/* ---- trainers ---- */

/* Two nodes at a measured efficiency e: each computes c, all takes (c + o) / e, o the overheads of
 * its batches; what is not c is lost in pstate 1. */
#define SCALED(INPUT)                                                                              \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(losing, 150, 170)                                                                        \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 50, 66)                                                                         \
    INPUT(batch, 16, 24)                                                                           \
    INPUT(overhead, 0.02, 0.03)                                                                    \
    INPUT(efficiency, 0.8, 0.9)                                                                    \
    INPUT(start_up, 0.5, 0.75)
ANALYTIC_INPUTS(scaling_loses_time_in_a_pstate, SCALED);
static void scaling_loses_time_in_a_pstate_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct scaling_loses_time_in_a_pstate_inputs *in = inputs;
    double c = in->samples / 2 * in->training_flop / in->speed;
    double lost = (c + ceil(in->samples / in->batch) * in->overhead) / in->efficiency - c;
    analytic_output(out, "time_s", in->start_up + c + lost);
    analytic_output(out, "host_energy_j",
                    2 * (in->idle * in->start_up + in->busy * c + in->losing * lost));
    analytic_output(out, "phase.compute", 2 * in->busy * c);
    analytic_output(out, "phase.overhead", 2 * (in->idle * in->start_up + in->losing * lost));
    analytic_output(out, "time.p/overhead", in->start_up + lost);
    analytic_output(out, "accelerator_hours", 2 * (c + lost) / 3600);
}

/* Two nodes and their ring of x = 2 (latency + gradient / 2 / bandwidth). The share v of a batch's
 * computation and of its lost time runs beside the ring, the computation first: all of it is over
 * before the ring at v = 0.25, and the node then waits in phase aggregate. */
#define BESIDE(INPUT)                                                                              \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(training_flop, 3e7, 4e7)                                                                 \
    INPUT(samples, 48, 64)                                                                         \
    INPUT(overhead, 0.02, 0.03)                                                                    \
    INPUT(overlap, 0.25, 0.2)                                                                      \
    INPUT(bandwidth, 1e7, 8e6)                                                                     \
    INPUT(latency, 0.01, 0.02)
ANALYTIC_INPUTS(lost_time_beside_the_ring, BESIDE);
static void lost_time_beside_the_ring_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct lost_time_beside_the_ring_inputs *in = inputs;
    double c = 8 * in->training_flop / in->speed, batches = in->samples / 16;
    double x = 2 * (in->latency + 4e6 / 2 / in->bandwidth);
    double before = (1 - in->overlap) * (c + in->overhead);
    analytic_output(out, "time_s", batches * (before + x));
    analytic_output(out, "time.p/compute", batches * c);
    analytic_output(out, "time.p/overhead", batches * (1 - in->overlap) * in->overhead);
    analytic_output(out, "time.p/aggregate", batches * (x - in->overlap * c));
    analytic_output(out, "host.p",
                    batches * (in->busy * c + in->idle * (x - in->overlap * c +
                                                          (1 - in->overlap) * in->overhead)));
}

/* ---- learners ---- */

/* Of two learners a delivers. c leaves when p of its training is done: of each of its batches p was
 * computed, and p lost. */
#define LEAVING(INPUT)                                                                             \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    STAR_C(INPUT)                                                                                  \
    INPUT(overhead, 0.25, 0.5)                                                                     \
    INPUT(point, 0.5, 0.625)
ANALYTIC_INPUTS(leaves_while_it_loses_time, LEAVING);
static void leaves_while_it_loses_time_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct leaves_while_it_loses_time_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double aggregation = 2 * in->parameters / in->server_speed;
    double busy = in->point * c.compute_s, lost = in->point * in->overhead;
    double host_c = star_host_j(&c, c.transfer_s + busy + lost, busy);
    double link_c = star_link_j(&c, c.byte, c.transfer_s);
    analytic_output(out, "time_s", a.turn_s + aggregation);
    analytic_output(out, "host.c", host_c);
    analytic_output(out, "time.c/overhead", lost);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "host.server", in->server_idle * a.turn_s + in->server_busy * aggregation);
    analytic_output(out, "link.link-a", star_link_j(&a, 2 * a.byte, a.turn_s));
    analytic_output(out, "wasted_energy_j", host_c + link_c - in->link_idle * c.transfer_s);
    analytic_output(out, "flop",
                    (1 + in->point) * in->samples * in->training_flop + 2 * in->parameters);
}

/* c is cut off by the deadline d while it loses time: its work is done by then, and counts as
 * trained. Its update does not come. */
#define CUT(INPUT)                                                                                 \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    STAR_C(INPUT)                                                                                  \
    INPUT(deadline, 3.25, 3.5)
ANALYTIC_INPUTS(cut_while_it_loses_time, CUT);
static void cut_while_it_loses_time_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cut_while_it_loses_time_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double aggregation = 2 * in->parameters / in->server_speed;
    analytic_output(out, "time_s", in->deadline + aggregation);
    analytic_output(out, "host.c", star_host_j(&c, in->deadline, c.compute_s));
    analytic_output(out, "time.c/overhead", in->deadline - c.transfer_s - c.compute_s);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "host.server",
                    in->server_idle * in->deadline + in->server_busy * aggregation);
    analytic_output(out, "link.link-a", star_link_j(&a, 2 * a.byte, a.turn_s));
    analytic_output(out, "link.link-c", star_link_j(&c, c.byte, c.transfer_s));
    analytic_output(out, "flop", 2 * in->samples * in->training_flop + 2 * in->parameters);
}

/* Two devices, empty messages. a computes less than b, and loses more time: it uses less energy
 * where that time draws the watts of waiting, 9.55 J and 9.68 J, and is asked by least-energy; b is
 * where it is lost at full load. */
#define SPARING(INPUT)                                                                             \
    INPUT(idle, 3, 2.9)                                                                            \
    INPUT(busy, 11, 11.5)                                                                          \
    INPUT(latency, 0.25, 0.5)                                                                      \
    INPUT(samples, 40, 39)                                                                         \
    INPUT(more, 44, 45)
#define LOSING_MORE(INPUT) SPARING(INPUT) INPUT(overhead, 0.25, 0.26)
ANALYTIC_INPUTS(lost_time_is_estimated, LOSING_MORE);
static void lost_time_is_estimated_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct lost_time_is_estimated_inputs *in = inputs;
    double c = in->samples * 0.02;
    analytic_output(out, "time_s", 2 * in->latency + c + in->overhead);
    analytic_output(out, "host.a", in->idle * (2 * in->latency + in->overhead) + in->busy * c);
    analytic_output(out, "epochs", in->samples / (in->samples + in->more));
}
ANALYTIC_INPUTS(lost_time_of_a_pstate_is_estimated, SPARING);
static void lost_time_of_a_pstate_is_estimated_expect(const void *inputs,
                                                      struct analytic_outputs *out)
{
    const struct lost_time_of_a_pstate_is_estimated_inputs *in = inputs;
    double c = in->more * 0.02;
    analytic_output(out, "time_s", 2 * in->latency + c);
    analytic_output(out, "host.b", in->idle * 2 * in->latency + in->busy * c);
    analytic_output(out, "epochs", in->more / (in->samples + in->more));
}

#define LOST PROP("batch-overhead", "{overhead}s")
#define TRAIN(props)                                                                               \
    DEPLOYMENT(ACTOR("p", "trainer", PROP("workload", "workload.xml") PROP("epochs", "1") props)   \
                   ACTOR("q", "trainer", props))
#define NODE(id)   HOST(id, "{speed}f,1Gf", WATTS("{idle}:{busy},{idle}:{losing}"))
#define PLAIN(id)  HOST(id, "{speed}f", WATTS("{idle}:{busy}"))
#define DEVICE(id) HOST(id, "1Gf", WATTS("{idle}:{idle}:{busy}"))
#define SPARING_PLATFORM                                                                           \
    PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("0:0:0")) DEVICE("a") DEVICE("b")           \
                               LINK("air-a", "1MBps", "{latency}s", "") LINK("air-b", "1MBps",     \
                                                                             "{latency}s", "")     \
                                   ROUTE("server", "a", "air-a") ROUTE("server", "b", "air-b")))
#define SPARING_DEPLOYMENT(props)                                                                  \
    DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("active", "1") PROP("aggregation-flop", "0") PROP(  \
        "selection", "least-energy")) ACTOR("a", "learner", props PROP("samples", "{samples}"))    \
                   ACTOR("b", "learner", PROP("samples", "{more}")))
#define SPARING_WORKLOAD                                                                           \
    WORKLOAD(PROP("parameters", "1") PROP("training-flop", "20 Mflop") PROP("samples", "84")       \
                 PROP("model-size", "0") PROP("update-size", "0"))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(scaling_loses_time_in_a_pstate,
                   PLATFORM(ZONE("world", NODE("p") NODE("q") LINK("link", "1MBps", "1ms", "")
                                              ROUTE("p", "q", "link"))),
                   TRAIN(LOST PROP("batch", "{batch}") PROP("scaling-efficiency", "{efficiency}")
                             PROP("lost-pstate", "1") PROP("start-up", "{start_up}s")),
                   WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")
                                PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(
        lost_time_beside_the_ring,
        PLATFORM(ZONE("world",
                      PLAIN("p") PLAIN("q") LINK("there", "{bandwidth}Bps", "{latency}s", "")
                          LINK("back", "{bandwidth}Bps", "{latency}s", "")
                              ONE_WAY("p", "q", "there") ONE_WAY("q", "p", "back"))),
        TRAIN(LOST PROP("batch", "16") PROP("overlap", "{overlap}")),
        WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(leaves_while_it_loses_time, STAR_PLATFORM_AC,
                   DEPLOYMENT(SERVER(PROP("rounds", "1")) STAR_ACTOR("a", "") STAR_ACTOR(
                       "c", LOST PROP("dropout", "1") PROP("dropout-phase", "compute")
                                PROP("dropout-point", "{point}"))),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(cut_while_it_loses_time, STAR_PLATFORM_AC,
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("deadline", "{deadline}s"))
                                  STAR_ACTOR("a", "")
                                      STAR_ACTOR("c", PROP("batch-overhead", "2s"))),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(lost_time_is_estimated, SPARING_PLATFORM, SPARING_DEPLOYMENT(LOST),
                   SPARING_WORKLOAD)},
    {ANALYTIC_CASE(lost_time_of_a_pstate_is_estimated, SPARING_PLATFORM,
                   SPARING_DEPLOYMENT(PROP("batch-overhead", "0.25s") PROP("lost-pstate", "0")),
                   SPARING_WORKLOAD)},
};
ANALYTIC_TOPIC(analytic_lost_time, cases);
