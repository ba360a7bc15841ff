#include "pair.h"

#include <math.h>

/* One round: t, c, t, a, one after the other.
 * The server is idle until a, then busy; its duty is the whole time.
 * The learner is idle in both transfers, busy in c; its duty ends with the upload.
 * The link carries parameters x 4 B each way; its duty is 2 t + c.
 * The plugins count from 0 to the end: they add the learner's idle watts in a, and SimGrid's link
 * plugin bills the latency as if bytes were moving. */
ANALYTIC_INPUTS(one_learner_one_round, PAIR);
static void one_learner_one_round_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct one_learner_one_round_inputs *in = inputs;
    double byte = in->parameters * 4;
    double t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double server = in->server_idle * (2 * t + c) + in->server_busy * a;
    double learner = in->learner_idle * 2 * t + in->learner_busy * c;
    double moving = (in->link_busy - in->link_idle) * byte / in->bandwidth; /* one way */
    double link = 2 * moving + in->link_idle * (2 * t + c);
    analytic_output(out, "time_s", 2 * t + c + a);
    analytic_output(out, "energy_j", server + learner + link);
    analytic_output(out, "host_energy_j", server + learner);
    analytic_output(out, "link_energy_j", link);
    analytic_output(out, "plugin_host_energy_j", server + learner + in->learner_idle * a);
    analytic_output(out, "plugin_link_energy_j",
                    (in->link_busy - in->link_idle) * 2 * t + in->link_idle * (2 * t + c + a));
    analytic_output(out, "kind.server", server);
    analytic_output(out, "kind.edge", learner);
    analytic_output(out, "kind.network", link);
    analytic_output(out, "phase.compute", in->learner_busy * c);
    analytic_output(out, "phase.aggregate", in->server_busy * a);
    analytic_output(out, "phase.download", (in->server_idle + in->learner_idle) * t + moving);
    analytic_output(out, "phase.upload", (in->server_idle + in->learner_idle) * t + moving);
    analytic_output(out, "phase.wait", in->server_idle * c + in->link_idle * (2 * t + c));
    analytic_output(out, "phase.evaluate", 0);
    analytic_output(out, "phase.collection", 0);
    analytic_output(out, "phase.overhead", 0);
    analytic_output(out, "uplink_byte", byte);
    analytic_output(out, "downlink_byte", byte);
    analytic_output(out, "exchange_byte", 0);
    analytic_output(out, "flop", in->samples * in->training_flop + 2 * in->parameters);
    analytic_output(out, "samples", in->samples);
    analytic_output(out, "accelerator_hours", (c + a) / 3600);
    analytic_output(out, "learner_coverage", 1);
    analytic_output(out, "sample_coverage", 1);
    analytic_output(out, "rounds", 1);
}

/* R rounds of E local epochs: each takes t + E c + t + a. The learner is idle in the transfers and,
 * but for the last round (its duty has ended), in the aggregation. So is the link's base power. */
#define ROUNDS(INPUT)                                                                              \
    PAIR(INPUT)                                                                                    \
    INPUT(rounds, 3, 5)                                                                            \
    INPUT(local_epochs, 2, 3)                                                                      \
    INPUT(aggregation_flop, 3, 5)                                                                  \
    INPUT(bytes_per_parameter, 2, 4)
ANALYTIC_INPUTS(rounds_and_local_epochs, ROUNDS);
static void rounds_and_local_epochs_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct rounds_and_local_epochs_inputs *in = inputs;
    double byte = in->parameters * in->bytes_per_parameter;
    double t = in->latency + byte / in->bandwidth;
    double c = in->local_epochs * in->samples * in->training_flop / in->learner_speed;
    double a = in->aggregation_flop * in->parameters / in->server_speed;
    double time = in->rounds * (2 * t + c + a);
    double server = in->rounds * (in->server_idle * (2 * t + c) + in->server_busy * a);
    double learner = in->rounds * (in->learner_idle * 2 * t + in->learner_busy * c) +
                     (in->rounds - 1) * in->learner_idle * a;
    double moving = in->rounds * (in->link_busy - in->link_idle) * byte / in->bandwidth;
    double link = 2 * moving + in->link_idle * (time - a);
    analytic_output(out, "time_s", time);
    analytic_output(out, "energy_j", server + learner + link);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host.learner", learner);
    analytic_output(out, "link.link", link);
    analytic_output(out, "duty.server", time);
    analytic_output(out, "duty.learner", time - a);
    analytic_output(out, "time.learner/wait", (in->rounds - 1) * a);
    analytic_output(out, "time.server/wait", in->rounds * c);
    analytic_output(out, "uplink_byte", in->rounds * byte);
    analytic_output(out, "downlink_byte", in->rounds * byte);
    analytic_output(out, "flop",
                    in->rounds * (in->local_epochs * in->samples * in->training_flop +
                                  in->aggregation_flop * in->parameters));
    analytic_output(out, "samples", in->rounds * in->local_epochs * in->samples);
    analytic_output(out, "epochs", in->rounds * in->local_epochs);
    analytic_output(out, "rounds", in->rounds);
}

/* The model down, the update up and the server's state have sizes of their own. */
#define SIZES(INPUT)                                                                               \
    PAIR(INPUT)                                                                                    \
    INPUT(model_size, 2e6, 3e6)                                                                    \
    INPUT(update_size, 3e5, 4e5)
ANALYTIC_INPUTS(sizes_of_model_and_update, SIZES);
static void sizes_of_model_and_update_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct sizes_of_model_and_update_inputs *in = inputs;
    double down = in->latency + in->model_size / in->bandwidth;
    double up = in->latency + in->update_size / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double watts = in->link_busy - in->link_idle, both = in->server_idle + in->learner_idle;
    analytic_output(out, "time_s", down + c + up + a);
    analytic_output(out, "uplink_byte", in->update_size);
    analytic_output(out, "downlink_byte", in->model_size);
    analytic_output(out, "phase.download", both * down + watts * in->model_size / in->bandwidth);
    analytic_output(out, "phase.upload", both * up + watts * in->update_size / in->bandwidth);
    analytic_output(out, "phase.compute", in->learner_busy * c);
    analytic_output(out, "phase.aggregate", in->server_busy * a);
    analytic_output(out, "phase.wait", in->server_idle * c + in->link_idle * (down + c + up));
}

/* Messages of 0 byte take the latency. They add no joule to the link by the ledger (bytes), but the
 * latency at full power by the plugin. */
#define LATENCY_ONLY(INPUT)                                                                        \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(learner_idle, 3, 3.7)                                                                    \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)
ANALYTIC_INPUTS(latency_only_message, LATENCY_ONLY);
static void latency_only_message_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct latency_only_message_inputs *in = inputs;
    double t = in->latency, c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    analytic_output(out, "time_s", 2 * t + c + a);
    analytic_output(out, "host_energy_j",
                    in->server_idle * (2 * t + c) + in->server_busy * a + in->learner_idle * 2 * t +
                        in->learner_busy * c);
    analytic_output(out, "link_energy_j", in->link_idle * (2 * t + c));
    analytic_output(out, "ledger_link_energy_j", in->link_idle * (2 * t + c + a));
    analytic_output(out, "plugin_link_energy_j",
                    in->link_idle * (2 * t + c + a) + (in->link_busy - in->link_idle) * 2 * t);
    analytic_output(out, "uplink_byte", 0);
    analytic_output(out, "downlink_byte", 0);
    analytic_output(out, "phase.upload", (in->server_idle + in->learner_idle) * t);
    analytic_output(out, "phase.download", (in->server_idle + in->learner_idle) * t);
}

/* Start-up is paid once, after the first download and before the first training.
 * Waiting in the job: at the learner's idle watts. Two rounds, the second without. */
#define START_UP(INPUT) PAIR(INPUT) INPUT(start_up, 1.5, 2.5)
ANALYTIC_INPUTS(start_up_waiting, START_UP);
static void start_up_waiting_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct start_up_waiting_inputs *in = inputs;
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double time = in->start_up + 2 * (2 * t + c + a);
    double link = 4 * (in->link_busy - in->link_idle) * in->parameters * 4 / in->bandwidth +
                  in->link_idle * (time - a);
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.learner",
                    in->learner_idle * (in->start_up + 4 * t + a) + in->learner_busy * 2 * c);
    analytic_output(out, "host.learner/overhead", in->learner_idle * in->start_up);
    analytic_output(out, "phase.overhead", in->learner_idle * in->start_up);
    analytic_output(out, "host.server", in->server_idle * (time - 2 * a) + in->server_busy * 2 * a);
    analytic_output(out, "link.link", link);
    analytic_output(out, "accelerator_hours", (2 * c + 2 * a) / 3600);
}

/* The same, the learner busy in its pstate 1 (AllCores of it), whatever its speed there. */
#define START_UP_BUSY(INPUT)                                                                       \
    START_UP(INPUT)                                                                                \
    INPUT(start_up_busy, 6, 8)
#define START_UP_PLATFORM                                                                          \
    PLATFORM(ZONE("world", HOST("server", "{server_speed}f",                                       \
                                KIND("server") WATTS("{server_idle}:{server_idle}:{server_busy}")) \
                               HOST("learner", "{learner_speed}f,7e8f",                            \
                                    WATTS("{learner_idle}:{learner_idle}:{learner_busy},"          \
                                          "1:1:{start_up_busy}"))                                  \
                                   LINK("link", "{bandwidth}Bps", "{latency}s",                    \
                                        RANGE("{link_idle}:{link_busy}"))                          \
                                       ROUTE("server", "learner", "link")))
ANALYTIC_INPUTS(start_up_busy, START_UP_BUSY);
static void start_up_busy_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct start_up_busy_inputs *in = inputs;
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double time = in->start_up + 2 * (2 * t + c + a);
    double link = 4 * (in->link_busy - in->link_idle) * in->parameters * 4 / in->bandwidth +
                  in->link_idle * (time - a);
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.learner",
                    in->start_up_busy * in->start_up + in->learner_idle * (4 * t + a) +
                        in->learner_busy * 2 * c);
    analytic_output(out, "host.learner/overhead", in->start_up_busy * in->start_up);
    analytic_output(out, "host.server", in->server_idle * (time - 2 * a) + in->server_busy * 2 * a);
    analytic_output(out, "link.link", link);
    analytic_output(out, "accelerator_hours", (in->start_up + 2 * c + 2 * a) / 3600);
}

/* ---- the server's work ---- */

/* Pstates of the server: 0 works, 1 is the round's overhead, 2 evaluates (with a speed of its own).
 * A round: t, c, t, aggregation a, then every P-th round the evaluation (model sent again t, e on
 * the learner, then v on the server), then the overhead o. Of R rounds, E = floor(R / P) evaluate.
 * Where the last round evaluates, the learner's duty lasts to its e, else to its upload. The server
 * waits, at idle of pstate 0, in c and e. */
#define SERVER_WORK(INPUT)                                                                         \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(evaluation_speed, 5e8, 6e8)                                                              \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(overhead_busy, 90, 110)                                                                  \
    INPUT(evaluation_busy, 160, 170)                                                               \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(learner_idle, 3, 3.7)                                                                    \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(forward_flop, 6e6, 8e6)                                                                  \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(rounds, 4, 5)                                                                            \
    INPUT(period, 2, 3)                                                                            \
    INPUT(evaluation_start, 2, 3)                                                                  \
    INPUT(learner_evaluation, 15, 25)                                                              \
    INPUT(server_evaluation, 30, 45)                                                               \
    INPUT(aggregation_flop, 4, 6)                                                                  \
    INPUT(overhead, 0.7, 0.9)
#define SERVER_WORK_PLATFORM                                                                       \
    PLATFORM(ZONE("world", HOST("server", "{server_speed}f,3e8f,{evaluation_speed}f",              \
                                WATTS("{server_idle}:{server_idle}:{server_busy},"                 \
                                      "5:5:{overhead_busy},6:6:{evaluation_busy}"))                \
                               HOST("learner", "{learner_speed}f",                                 \
                                    WATTS("{learner_idle}:{learner_idle}:{learner_busy}"))         \
                                   LINK("link", "{bandwidth}Bps", "{latency}s",                    \
                                        RANGE("{link_idle}:{link_busy}"))                          \
                                       ROUTE("server", "learner", "link")))
#define SERVER_WORK_DEPLOYMENT(download)                                                           \
    DEPLOYMENT(SERVER(                                                                             \
        PROP("rounds", "{rounds}") PROP("aggregation-flop", "{aggregation_flop} flop")             \
            PROP("evaluation-period", "{period}") PROP("evaluation-start", "{evaluation_start}")   \
                PROP("evaluation-samples", "{server_evaluation}") PROP("evaluation-pstate", "2")   \
                    PROP("round-overhead", "{overhead}s") PROP("round-overhead-pstate", "1")       \
                        PROP("evaluation-download", download))                                     \
                   ACTOR("learner", "learner",                                                     \
                         PROP("evaluation-samples", "{learner_evaluation}")))
#define SERVER_WORK_WORKLOAD                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("forward-flop", "{forward_flop} flop") PROP("samples", "{samples}"))
ANALYTIC_INPUTS(server_work, SERVER_WORK);
/* @p again: 1 when the model is sent again to evaluate, else 0. */
static void server_work(const struct server_work_inputs *in, double again,
                        struct analytic_outputs *out)
{
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth, r = again * t;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = in->aggregation_flop * in->parameters / in->server_speed;
    double e = in->learner_evaluation * in->forward_flop / in->learner_speed;
    double v = in->server_evaluation * in->forward_flop / in->evaluation_speed;
    double evaluations = floor((in->rounds - in->evaluation_start) / in->period) + 1;
    bool last = fmod(in->rounds - in->evaluation_start, in->period) == 0;
    double time = in->rounds * (2 * t + c + a + in->overhead) + evaluations * (r + e + v);
    double learner_duty = time - in->overhead - (last ? v : a);
    double link_duty = last && again > 0 ? time - in->overhead - v - e
                       : last            ? time - in->overhead - v - e - a
                                         : time - in->overhead - a;
    double learner_busy = in->rounds * c + evaluations * e;
    double server = in->server_idle * (in->rounds * (2 * t + c) + evaluations * (r + e)) +
                    in->rounds * (in->server_busy * a + in->overhead_busy * in->overhead) +
                    evaluations * in->evaluation_busy * v;
    double learner =
        in->learner_busy * learner_busy + in->learner_idle * (learner_duty - learner_busy);
    double bytes = (2 * in->rounds + again * evaluations) * byte;
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host.learner", learner);
    analytic_output(out, "link.link",
                    (in->link_busy - in->link_idle) * bytes / in->bandwidth +
                        in->link_idle * link_duty);
    analytic_output(out, "phase.aggregate", in->rounds * in->server_busy * a);
    analytic_output(out, "phase.evaluate",
                    evaluations * (in->learner_busy * e + in->evaluation_busy * v));
    analytic_output(out, "phase.overhead", in->rounds * in->overhead_busy * in->overhead);
    analytic_output(out, "phase.compute", in->rounds * in->learner_busy * c);
    analytic_output(out, "time.server/wait", in->rounds * c + evaluations * e);
    analytic_output(out, "duty.learner", learner_duty);
    analytic_output(out, "uplink_byte", in->rounds * byte);
    analytic_output(out, "downlink_byte", (in->rounds + again * evaluations) * byte);
    analytic_output(
        out, "flop",
        in->rounds * (in->samples * in->training_flop + in->aggregation_flop * in->parameters) +
            evaluations * (in->learner_evaluation + in->server_evaluation) * in->forward_flop);
    analytic_output(out, "accelerator_hours",
                    (learner_busy + in->rounds * (a + in->overhead) + evaluations * v) / 3600);
}
static void server_work_expect(const void *inputs, struct analytic_outputs *out)
{
    server_work(inputs, 1, out);
}
static void evaluation_without_download_expect(const void *inputs, struct analytic_outputs *out)
{
    server_work(inputs, 0, out);
}

/* Defaults: evaluation after every round, on the server alone (learners: 0 samples), of the
 * workload's evaluation-samples, each a third of training_flop. */
#define DEFAULTS(INPUT)                                                                            \
    PAIR(INPUT)                                                                                    \
    INPUT(rounds, 2, 3)                                                                            \
    INPUT(evaluation_samples, 21, 30)
ANALYTIC_INPUTS(evaluation_defaults, DEFAULTS);
static void evaluation_defaults_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct evaluation_defaults_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double v = in->evaluation_samples * in->training_flop / 3 / in->server_speed;
    double time = in->rounds * (2 * t + c + a + v);
    analytic_output(out, "time_s", time);
    analytic_output(out, "phase.evaluate", in->rounds * in->server_busy * v);
    analytic_output(out, "host.learner",
                    in->rounds * in->learner_busy * c +
                        in->learner_idle * (time - in->rounds * c - a - v));
    analytic_output(out, "host.server",
                    in->rounds * (in->server_idle * (2 * t + c) + in->server_busy * (a + v)));
    analytic_output(out, "link.link",
                    in->rounds * 2 * (in->link_busy - in->link_idle) * byte / in->bandwidth +
                        in->link_idle * (time - a - v));
    analytic_output(out, "downlink_byte", in->rounds * byte);
    analytic_output(out, "flop",
                    in->rounds * (in->samples * in->training_flop + 2 * in->parameters +
                                  in->evaluation_samples * in->training_flop / 3));
}

/* Five rounds of two local epochs are ten passes; of 3 passes each, from the fourth on, the server
 * evaluates after those that complete 4, 7 and 10: rounds 2, 4 and 5. */
#define BY_PASSES(INPUT) PAIR(INPUT) INPUT(passes, 3, 5) INPUT(start, 4, 7) INPUT(evaluated, 30, 33)
ANALYTIC_INPUTS(evaluation_by_passes, BY_PASSES);
static void evaluation_by_passes_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct evaluation_by_passes_inputs *in = inputs;
    double turn = 2 * (in->latency + in->parameters * 4 / in->bandwidth) +
                  2 * in->samples * in->training_flop / in->learner_speed;
    double round = turn + 2 * in->parameters / in->server_speed;
    double e = in->evaluated * in->training_flop / 3 / in->server_speed;
    double evaluations = floor((10 - in->start) / in->passes) + 1;
    double busy = 10 * in->samples * in->training_flop / in->learner_speed;
    double sent = 4 * round + turn + (evaluations - 1) * e; /* round 5 is evaluated, after it */
    analytic_output(out, "time.server/evaluate", evaluations * e);
    analytic_output(out, "host.server",
                    in->server_idle * 5 * turn +
                        in->server_busy * (5 * (round - turn) + evaluations * e));
    analytic_output(out, "host.learner",
                    in->learner_idle * (sent - busy) + in->learner_busy * busy);
    analytic_output(out, "link.link",
                    (in->link_busy - in->link_idle) * 10 * in->parameters * 4 / in->bandwidth +
                        in->link_idle * sent);
    analytic_output(out, "round.1.end_s", round);
    analytic_output(out, "round.2.end_s", 2 * round + (in->start <= 4 ? e : 0));
    analytic_output(out, "time_s", 5 * round + evaluations * e);
}

#define ONE_ROUND DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", ""))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(one_learner_one_round, PAIR_PLATFORM, ONE_ROUND, PAIR_WORKLOAD)},
    {ANALYTIC_CASE(evaluation_by_passes, PAIR_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "5") PROP("evaluation-passes", "{passes}")
                                         PROP("evaluation-start-passes", "{start}")
                                             PROP("evaluation-samples", "{evaluated}"))
                                  ACTOR("learner", "learner", PROP("local-epochs", "2"))),
                   PAIR_WORKLOAD)},
    {ANALYTIC_CASE(
        rounds_and_local_epochs, PAIR_PLATFORM,
        DEPLOYMENT(
            SERVER(PROP("rounds", "{rounds}") PROP("aggregation-flop", "{aggregation_flop} flop"))
                ACTOR("learner", "learner", PROP("local-epochs", "{local_epochs}"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("bytes-per-parameter",
                                                         "{bytes_per_parameter} B")
                     PROP("training-flop", "{training_flop} flop") PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(
        sizes_of_model_and_update, PAIR_PLATFORM, ONE_ROUND,
        WORKLOAD(PROP("parameters", "{parameters}") PROP("model-size", "{model_size} B")
                     PROP("update-size", "{update_size} B") PROP("server-state-size", "1 GB") PROP(
                         "training-flop", "{training_flop} flop") PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(
        latency_only_message, PAIR_PLATFORM_AT("1MBps"), ONE_ROUND,
        WORKLOAD(PROP("parameters", "{parameters}") PROP("model-size", "0") PROP("update-size", "0")
                     PROP("training-flop", "{training_flop} flop") PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(start_up_waiting, PAIR_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "2"))
                                  ACTOR("learner", "learner", PROP("start-up", "{start_up}s"))),
                   PAIR_WORKLOAD)},
    {ANALYTIC_CASE(start_up_busy, START_UP_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "2")) ACTOR("learner", "learner",
                                                                PROP("start-up", "{start_up}s")
                                                                    PROP("start-up-pstate", "1"))),
                   PAIR_WORKLOAD)},
    {ANALYTIC_CASE(server_work, SERVER_WORK_PLATFORM, SERVER_WORK_DEPLOYMENT("yes"),
                   SERVER_WORK_WORKLOAD)},
    {ANALYTIC_CASE_OF(evaluation_without_download, server_work, SERVER_WORK_PLATFORM,
                      SERVER_WORK_DEPLOYMENT("no"), SERVER_WORK_WORKLOAD)},
    {ANALYTIC_CASE(evaluation_defaults, PAIR_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "{rounds}")) ACTOR("learner", "learner", "")),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP(
                       "training-flop", "{training_flop} flop") PROP("samples", "{samples}")
                                PROP("evaluation-samples", "{evaluation_samples}")))},
};
ANALYTIC_TOPIC(analytic_federated, cases);
