#include "star.h"

#include <assert.h>

/* Trained again and again, on what there is or on the new samples only; delivered to users. */
#define AGGREGATION(in, updates) (2 * (in)->parameters * (updates) / (in)->server_speed)

/* Samples that training @p number is on, of who holds @p samples at first and gets @p fresh more
 * before each later one. */
static double trained_on(double samples, double fresh, int number, bool all)
{
    if (number == 1)
        return samples;
    return all ? samples + (number - 1) * fresh : fresh;
}

/* ---- federated ---- */

/* Two rounds, then two trainings of one round, which follow each other at once. c starts up before
 * its first. Between two trainings learners are away. */
#define LEARNERS(INPUT)                                                                            \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    STAR_C(INPUT)                                                                                  \
    INPUT(fresh_a, 10, 12)                                                                         \
    INPUT(fresh_c, 7, 9)                                                                           \
    INPUT(start_up, 0.5, 0.6)
ANALYTIC_INPUTS(new_samples_of_learners, LEARNERS);
static void learners_expect(const void *inputs, bool all, struct analytic_outputs *out)
{
    static const char *const ends[] = {"round.1.end_s", "round.2.end_s", "round.3.end_s",
                                       "round.4.end_s"};
    static const int training[] = {1, 1, 2, 3};
    const struct new_samples_of_learners_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double aggregation = AGGREGATION(in, 2), now = 0, last_a = 0, last_c = 0, busy_a = 0,
           busy_c = 0, samples = 0, away_a = 0, away_c = 0; /* between two trainings */
    for (int round = 0; round < 4; round++) {
        double samples_a = trained_on(in->samples, in->fresh_a, training[round], all);
        double samples_c = trained_on(in->samples, in->fresh_c, training[round], all);
        double compute_a = samples_a * in->training_flop / in->speed_a;
        double compute_c = samples_c * in->training_flop / in->speed_c;
        away_a += round > 1 ? now - last_a : 0;
        away_c += round > 1 ? now - last_c : 0;
        last_a = now + 2 * a.transfer_s + compute_a;
        last_c = now + 2 * c.transfer_s + compute_c + (round ? 0 : in->start_up);
        busy_a += compute_a;
        busy_c += compute_c;
        samples += samples_a + samples_c;
        now = fmax(last_a, last_c) + aggregation;
        analytic_output(out, ends[round], now);
    }
    analytic_output(out, "time_s", now);
    analytic_output(out, "training_time_s", now);
    analytic_output(out, "trainings", 3);
    analytic_output(out, "rounds", 4);
    analytic_output(out, "late_trainings", 0);
    analytic_output(out, "samples", samples);
    analytic_output(out, "epochs", samples / (2 * in->samples));
    analytic_output(out, "flop", samples * in->training_flop + 4 * 2 * 2 * in->parameters);
    analytic_output(out, "host.a", star_host_j(&a, last_a - away_a, busy_a));
    analytic_output(out, "host.c", star_host_j(&c, last_c - away_c, busy_c));
    analytic_output(out, "link.link-a", star_link_j(&a, 8 * a.byte, last_a));
    analytic_output(out, "host.server",
                    in->server_idle * (now - 4 * aggregation) + in->server_busy * 4 * aggregation);
    analytic_output(out, "uplink_byte", 8 * a.byte);
}
static void new_samples_of_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    learners_expect(inputs, false, out);
}
static void all_samples_of_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    learners_expect(inputs, true, out);
}

/* Trainings are due every `every`. The first takes two rounds, longer than that: the second begins
 * late, and so does the third, though less; the fourth waits until it is due. The hosts are
 * reserved: billed between the trainings. */
#define EVERY(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) INPUT(every, 4, 4.1)
ANALYTIC_INPUTS(trainings_due, EVERY);
static void trainings_due_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trainings_due_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double aggregation = AGGREGATION(in, 1), round_s = a.turn_s + aggregation;
    double fourth_s = 3 * in->every;
    assert(in->every < 2 * round_s && 2 * in->every < 3 * round_s && 4 * round_s < fourth_s);
    analytic_output(out, "round.2.end_s", 2 * round_s);
    analytic_output(out, "round.4.end_s", 4 * round_s);
    analytic_output(out, "round.5.start_s", fourth_s);
    analytic_output(out, "time_s", fourth_s + round_s);
    analytic_output(out, "training_time_s", 5 * round_s);
    analytic_output(out, "trainings", 4);
    analytic_output(out, "late_trainings", 2);
    analytic_output(out, "latest_training_s", 2 * round_s - in->every);
    analytic_output(out, "host.server",
                    in->server_idle * (fourth_s + a.turn_s - 4 * aggregation) +
                        in->server_busy * 5 * aggregation);
    analytic_output(out, "host.a", star_host_j(&a, fourth_s + a.turn_s, 5 * a.compute_s));
    analytic_output(out, "link.link-a", star_link_j(&a, 10 * a.byte, fourth_s + a.turn_s));
}

/* Trainings that are not late, of two rounds, one and one, begun every `every`. A host that is kept
 * is on duty from its first turn to its last. One that is not leaves when a training ends: the
 * server's duties are the trainings, the learner's end with its last upload of each, so that of the
 * aggregations it waits for the first alone. Its link's base is drawn from the first transfer to
 * the last in both cases. */
#define APART(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) INPUT(every, 20, 23)
ANALYTIC_INPUTS(reserved_between_trainings, APART);
static void apart_expect(const void *inputs, bool reserved, struct analytic_outputs *out)
{
    const struct reserved_between_trainings_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double aggregation = AGGREGATION(in, 1), round_s = a.turn_s + aggregation;
    double last_s = 2 * in->every; /* the third training begins */
    double duty_a = reserved ? last_s + a.turn_s : round_s + 3 * a.turn_s;
    double duty_server = reserved ? last_s + round_s : 4 * round_s;
    assert(2 * round_s < in->every);
    analytic_output(out, "round.3.start_s", in->every);
    analytic_output(out, "round.4.start_s", last_s);
    analytic_output(out, "time_s", last_s + round_s);
    analytic_output(out, "training_time_s", 4 * round_s);
    analytic_output(out, "late_trainings", 0);
    analytic_output(out, "duty.a", duty_a);
    analytic_output(out, "duty.server", duty_server);
    analytic_output(out, "host.a", star_host_j(&a, duty_a, 4 * a.compute_s));
    analytic_output(out, "host.server",
                    in->server_idle * (duty_server - 4 * aggregation) +
                        in->server_busy * 4 * aggregation);
    analytic_output(out, "time.a/wait", duty_a - 4 * a.turn_s);
    analytic_output(out, "time.server/wait", duty_server - 4 * (2 * a.transfer_s + aggregation));
    analytic_output(out, "link.link-a", star_link_j(&a, 8 * a.byte, last_s + a.turn_s));
}
static void reserved_between_trainings_expect(const void *inputs, struct analytic_outputs *out)
{
    apart_expect(inputs, true, out);
}
static void not_reserved_between_trainings_expect(const void *inputs, struct analytic_outputs *out)
{
    apart_expect(inputs, false, out);
}

/* The same with no time between the trainings (no `every`): nothing is billed otherwise. The
 * learner is away from its last upload of a training to the next training, here while the server
 * aggregates; the server has nothing to be away from. */
#define AT_ONCE(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT)
ANALYTIC_INPUTS(trainings_at_once, AT_ONCE);
static void at_once_expect(const void *inputs, bool reserved, struct analytic_outputs *out)
{
    const struct trainings_at_once_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double aggregation = AGGREGATION(in, 1), round_s = a.turn_s + aggregation;
    double duty_a = reserved ? 3 * round_s + a.turn_s : round_s + 3 * a.turn_s;
    analytic_output(out, "time_s", 4 * round_s);
    analytic_output(out, "training_time_s", 4 * round_s);
    analytic_output(out, "duty.a", duty_a);
    analytic_output(out, "duty.server", 4 * round_s);
    analytic_output(out, "host.a", star_host_j(&a, duty_a, 4 * a.compute_s));
    analytic_output(out, "host.server",
                    in->server_idle * 4 * a.turn_s + in->server_busy * 4 * aggregation);
    analytic_output(out, "time.a/wait", duty_a - 4 * a.turn_s);
    analytic_output(out, "link.link-a", star_link_j(&a, 8 * a.byte, 3 * round_s + a.turn_s));
}
static void trainings_at_once_expect(const void *inputs, struct analytic_outputs *out)
{
    at_once_expect(inputs, false, out);
}
static void reserved_trainings_at_once_expect(const void *inputs, struct analytic_outputs *out)
{
    at_once_expect(inputs, true, out);
}

/* ---- trials ---- */

/* Trials before the training that counts, each of ceil(share x 3) rounds. What a and the server
 * draw until the last of them has ended, and the base and the bytes of the link until then, is
 * exploration and nothing else; a's wait for the last aggregation of a trial is, too. The phases of
 * the three rounds that follow are those of a run without trials. Rounds are numbered, and
 * learners covered, by the training that counts; samples, flop and bytes are all that were used. */
#define TRIALS(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) INPUT(trials, 2, 3) INPUT(share, 0.4, 0.7)
ANALYTIC_INPUTS(trials_are_exploration, TRIALS);
static void trials_are_exploration_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trials_are_exploration_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double tried = in->trials * ceil(in->share * 3), aggregation = AGGREGATION(in, 1);
    double round_s = a.turn_s + aggregation, tried_s = tried * round_s;
    double bytes_j = star_link_j(&a, a.byte, 0), base_s = 3 * round_s - aggregation;
    double transfer_j = (in->server_idle + in->idle_a) * a.transfer_s + bytes_j;
    analytic_output(out, "round.1.start_s", tried_s);
    analytic_output(out, "round.3.end_s", tried_s + 3 * round_s);
    analytic_output(out, "time_s", tried_s + 3 * round_s);
    analytic_output(out, "rounds", 3);
    analytic_output(out, "trainings", 1);
    analytic_output(out, "training_time_s", tried_s + 3 * round_s);
    analytic_output(out, "time.a/exploration", tried_s);
    analytic_output(out, "time.server/exploration", tried_s);
    analytic_output(out, "host.a/exploration", star_host_j(&a, tried_s, tried * a.compute_s));
    analytic_output(out, "phase.exploration",
                    star_host_j(&a, tried_s, tried * a.compute_s) +
                        in->server_idle * tried * a.turn_s + in->server_busy * tried * aggregation +
                        star_link_j(&a, tried * 2 * a.byte, tried_s));
    analytic_output(out, "phase.download", 3 * transfer_j);
    analytic_output(out, "phase.upload", 3 * transfer_j);
    analytic_output(out, "phase.compute", 3 * in->busy_a * a.compute_s);
    analytic_output(out, "phase.aggregate", 3 * in->server_busy * aggregation);
    analytic_output(out, "phase.wait",
                    in->server_idle * 3 * a.compute_s + in->idle_a * 2 * aggregation +
                        in->link_idle * base_s);
    analytic_output(out, "uplink_byte", (tried + 3) * a.byte);
    analytic_output(out, "samples", (tried + 3) * in->samples);
    analytic_output(out, "epochs", 3);
    analytic_output(out, "flop",
                    (tried + 3) * (in->samples * in->training_flop + 2 * in->parameters));
    analytic_output(out, "dropped_updates", 0);
}

/* One learner a round, the fastest that is there: a, there for three seconds, does the trial and
 * has left when the server has paid the round's overhead; c trains. Both have worked, but only c's
 * update is in the model: a half is covered. */
#define TRIED(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) STAR_C(INPUT) INPUT(overhead, 1, 1.2)
ANALYTIC_INPUTS(trials_cover_nobody, TRIED);
static void trials_cover_nobody_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trials_cover_nobody_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double served = AGGREGATION(in, 1) + in->overhead;
    assert(a.turn_s < 3 && a.turn_s + served > 3 && a.turn_s < c.turn_s);
    analytic_output(out, "round.1.start_s", a.turn_s + served);
    analytic_output(out, "time_s", a.turn_s + c.turn_s + 2 * served);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, c.turn_s, c.compute_s));
    analytic_output(out, "host.server",
                    in->server_idle * (a.turn_s + c.turn_s + 2 * in->overhead) +
                        in->server_busy * 2 * AGGREGATION(in, 1));
    analytic_output(out, "link.link-a", star_link_j(&a, 2 * a.byte, a.turn_s));
    analytic_output(out, "link.link-c", star_link_j(&c, 2 * c.byte, c.turn_s));
    analytic_output(out, "learner_coverage", 0.5);
    analytic_output(out, "sample_coverage", 0.5);
    analytic_output(out, "learner_gini", 0.5);
}

/* A trainer: the upload of its data and its start-up come before the trials and are not part of
 * them; an epoch each trial, then two. */
#define TRIED_CENTRALLY(INPUT)                                                                     \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(bandwidth_a, 1e6, 1.01e6)                                                                \
    INPUT(sample_byte, 150000, 160000)                                                             \
    INPUT(start_up, 0.5, 0.6)                                                                      \
    INPUT(trials, 2, 3)
ANALYTIC_INPUTS(trials_of_a_trainer, TRIED_CENTRALLY);
static void trials_of_a_trainer_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trials_of_a_trainer_inputs *in = inputs;
    double byte = in->samples * in->sample_byte, upload = in->latency + byte / in->bandwidth_a;
    double epoch = in->samples * in->training_flop / in->server_speed;
    double begun = upload + in->start_up + in->trials * epoch;
    analytic_output(out, "round.1.start_s", begun);
    analytic_output(out, "time_s", begun + 2 * epoch);
    analytic_output(out, "rounds", 2);
    analytic_output(out, "phase.exploration",
                    in->server_idle * in->start_up + in->server_busy * in->trials * epoch);
    analytic_output(out, "phase.compute", in->server_busy * 2 * epoch);
    analytic_output(out, "phase.overhead", 0);
    analytic_output(out, "phase.collection",
                    2 * upload + (in->link_busy - in->link_idle) * byte / in->bandwidth_a);
    analytic_output(out, "phase.wait", in->link_idle * upload);
    analytic_output(out, "uplink_byte", byte);
    analytic_output(out, "samples", (in->trials + 2) * in->samples);
    analytic_output(out, "epochs", 2); /* of the training that counts */
}

/* The evaluation-period counts the rounds of a training: of two trainings of three rounds each, the
 * second round of both is evaluated. */
#define COUNTED(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) INPUT(evaluated, 15, 18)
ANALYTIC_INPUTS(evaluation_counts_rounds_of_a_training, COUNTED);
static void evaluation_counts_rounds_of_a_training_expect(const void *inputs,
                                                          struct analytic_outputs *out)
{
    const struct evaluation_counts_rounds_of_a_training_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double round_s = a.turn_s + AGGREGATION(in, 1), last = 5 * round_s + a.turn_s;
    double evaluate = in->evaluated * in->training_flop / 3 / in->server_speed;
    analytic_output(out, "round.2.end_s", 2 * round_s + evaluate);
    analytic_output(out, "round.4.end_s", 4 * round_s + evaluate);
    analytic_output(out, "time_s", 6 * round_s + 2 * evaluate);
    analytic_output(out, "time.server/evaluate", 2 * evaluate);
    analytic_output(out, "host.server",
                    in->server_idle * 6 * a.turn_s +
                        in->server_busy * (6 * AGGREGATION(in, 1) + 2 * evaluate));
    /* it is away while the server ends the first training */
    double duty_a = last + 2 * evaluate - AGGREGATION(in, 1);
    analytic_output(out, "host.a", star_host_j(&a, duty_a, 6 * a.compute_s));
    analytic_output(out, "link.link-a", star_link_j(&a, 12 * a.byte, last + 2 * evaluate));
}

/* ---- storage ---- */

/* What a uploads is kept on the trainer's host from the end of the upload to the end of the
 * simulation, the time between the trainings included, in which the trainer is not on duty, nor
 * while the data arrives: the first upload from t1, the new samples besides from t2. At the wall,
 * so that the meter's factor does not touch it; in full, whatever the attribution; times PUE. */
#define STORED(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(sample_byte, 150000, 160000)                                                             \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(every, 60, 70)                                                                           \
    INPUT(fresh, 10, 12)                                                                           \
    INPUT(storage, 5e5, 6e5)                                                                       \
    INPUT(attribution, 0.25, 0.5)                                                                  \
    INPUT(wall, 1.3, 1.2)                                                                          \
    INPUT(pue, 1.5, 1.4)
#define STORED_ON_TRAINER(INPUT) STORED(INPUT) INPUT(bandwidth, 1e6, 1.01e6)
ANALYTIC_INPUTS(storage_of_a_trainer, STORED_ON_TRAINER);
static void storage_of_a_trainer_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct storage_of_a_trainer_inputs *in = inputs;
    double first = in->samples * in->sample_byte, fresh = in->fresh * in->sample_byte;
    double sample_s = in->training_flop / in->server_speed;
    double t1 = in->latency + first / in->bandwidth;
    double t2 = in->every + in->latency + fresh / in->bandwidth;
    double trained1 = in->samples * sample_s, trained2 = (in->samples + in->fresh) * sample_s;
    double end = t2 + trained2, busy = trained1 + trained2;
    double stored = in->storage / 1e12 * (first * (end - t1) + fresh * (end - t2));
    double host =
        in->wall * busy * (in->attribution * in->server_idle + in->server_busy - in->server_idle);
    assert(t1 + trained1 < in->every);
    analytic_output(out, "time_s", end);
    analytic_output(out, "phase.storage", in->pue * stored);
    analytic_output(out, "host.server/storage", in->pue * stored);
    analytic_output(out, "host.server", in->pue * (host + stored));
    analytic_output(out, "wall.server", host + stored);
    analytic_output(out, "duty.server", busy);
}

/* Without sources the data is on the trainer from the start, once: later trainings add none. */
#define STORED_ALONE(INPUT)                                                                        \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(sample_byte, 150000, 160000)                                                             \
    INPUT(storage, 5e5, 6e5)
ANALYTIC_INPUTS(storage_without_sources, STORED_ALONE);
static void storage_without_sources_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct storage_without_sources_inputs *in = inputs;
    double time = 2 * in->samples * in->training_flop / in->server_speed;
    analytic_output(out, "time_s", time);
    analytic_output(out, "phase.storage",
                    in->storage / 1e12 * in->samples * in->sample_byte * time);
}

/* Learners keep their samples from the start of the first training, new ones from that of theirs,
 * to the end of the simulation: while others train, and after their last turn. */
#define STORED_ON_LEARNER(INPUT)                                                                   \
    STORED(INPUT)                                                                                  \
    INPUT(bandwidth, 1e6, 1.01e6)                                                                  \
    INPUT(parameters, 250000, 252000)                                                              \
    INPUT(slow, 1e8, 1.1e8)
ANALYTIC_INPUTS(storage_of_learners, STORED_ON_LEARNER);
static void storage_of_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct storage_of_learners_inputs *in = inputs;
    double first = in->samples * in->sample_byte, fresh = in->fresh * in->sample_byte;
    double transfer = in->latency + in->parameters * 4 / in->bandwidth;
    double compute1 = in->samples * in->training_flop / in->server_speed;
    double compute2 = (in->samples + in->fresh) * in->training_flop / in->server_speed;
    double aggregation = 2 * 2 * in->parameters / 1e8;
    double end = in->every + 2 * transfer + in->samples * in->training_flop / in->slow +
                 aggregation; /* the other one is slower, and has no storage_wattage */
    double stored = in->storage / 1e12 * (first * end + fresh * (end - in->every));
    double duty = 4 * transfer + compute1 + compute2, busy = compute1 + compute2;
    double host = in->wall * (in->attribution * in->server_idle * duty +
                              (in->server_busy - in->server_idle) * busy);
    assert(in->every + 2 * transfer + compute2 < end - aggregation);
    assert(end - in->every < in->every);
    analytic_output(out, "time_s", end);
    analytic_output(out, "phase.storage", in->pue * stored);
    analytic_output(out, "host.a/storage", in->pue * stored);
    analytic_output(out, "host.a", in->pue * (host + stored));
    analytic_output(out, "duty.a", duty);
}

/* ---- centralised ---- */

/* The server trains; a and c are sources. Before each training they upload what it needs: at first
 * all, later the new samples or (resend) all again. Two epochs, then two trainings of one. The duty
 * of a source is its uploads; one that is reserved stays from the first to the last. The server is
 * on duty when the data is there; if reserved, from then to the end. */
#define SOURCES(INPUT)                                                                             \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(bandwidth_a, 1e6, 1.01e6)                                                                \
    INPUT(bandwidth_c, 9e5, 9.1e5)                                                                 \
    INPUT(fresh_a, 10, 12)                                                                         \
    INPUT(fresh_c, 7, 9)                                                                           \
    INPUT(sample_byte, 150000, 160000)
ANALYTIC_INPUTS(new_samples_of_sources, SOURCES);
static void sources_expect(const void *inputs, bool again, bool all, bool reserved,
                           struct analytic_outputs *out)
{
    static const char *const ends[] = {"round.2.end_s", "round.3.end_s", "round.4.end_s"};
    const struct new_samples_of_sources_inputs *in = inputs;
    double now = 0, first = 0, busy = 0, byte_a = 0, byte_c = 0, samples = 0, last_a = 0,
           last_c = 0, uploads_a = 0;
    for (int number = 1; number <= 3; number++) {
        double sent_a = trained_on(in->samples, in->fresh_a, number, again) * in->sample_byte;
        double sent_c = trained_on(in->samples, in->fresh_c, number, again) * in->sample_byte;
        double epoch = trained_on(2 * in->samples, in->fresh_a + in->fresh_c, number, all);
        double train_s = (number == 1 ? 2 : 1) * epoch * in->training_flop / in->server_speed;
        uploads_a += in->latency + sent_a / in->bandwidth_a;
        last_a = now + in->latency + sent_a / in->bandwidth_a;
        last_c = now + in->latency + sent_c / in->bandwidth_c;
        now = fmax(last_a, last_c) + train_s;
        first = number == 1 ? fmax(last_a, last_c) : first;
        busy += train_s;
        byte_a += sent_a;
        byte_c += sent_c;
        samples += (number == 1 ? 2 : 1) * epoch;
        analytic_output(out, ends[number - 1], now);
    }
    double watts = in->link_busy - in->link_idle;
    analytic_output(out, "duty.a", reserved ? last_a : uploads_a);
    analytic_output(out, "host.a", 2 * (reserved ? last_a : uploads_a));
    analytic_output(out, "time_s", now);
    analytic_output(out, "trainings", 3);
    analytic_output(out, "uplink_byte", byte_a + byte_c);
    analytic_output(out, "samples", samples);
    double collected = reserved ? now - first - busy : 0; /* on duty */
    analytic_output(out, "host.server", in->server_idle * collected + in->server_busy * busy);
    analytic_output(out, "time.server/collection", collected);
    analytic_output(out, "plugin_host_energy_j",
                    in->server_idle * (now - busy) + in->server_busy * busy + 2 * 2 * now);
    analytic_output(out, "link.link-a", watts * byte_a / in->bandwidth_a + in->link_idle * last_a);
    analytic_output(out, "link.link-c", watts * byte_c / in->bandwidth_c + in->link_idle * last_c);
}
static void new_samples_of_sources_expect(const void *inputs, struct analytic_outputs *out)
{
    sources_expect(inputs, false, false, false, out);
}
static void train_on_all_samples_expect(const void *inputs, struct analytic_outputs *out)
{
    sources_expect(inputs, false, true, false, out);
}
static void reserved_sources_expect(const void *inputs, struct analytic_outputs *out)
{
    sources_expect(inputs, false, false, true, out);
}
static void resend_all_samples_expect(const void *inputs, struct analytic_outputs *out)
{
    sources_expect(inputs, true, true, false, out);
}

/* a uploads as it produces: four times between trainings, a quarter of its new samples each, the
 * last when the training is due, which waits for it. The first upload is all it has. The server is
 * reserved: on duty from the end of the first upload to the end. */
#define PRODUCED(INPUT)                                                                            \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(bandwidth_a, 1e6, 1.01e6)                                                                \
    INPUT(fresh_a, 10, 12)                                                                         \
    INPUT(sample_byte, 150000, 160000)                                                             \
    INPUT(every, 60, 120)                                                                          \
    INPUT(period, 15, 23)
ANALYTIC_INPUTS(uploads_as_produced, PRODUCED);
static void uploads_as_produced_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct uploads_as_produced_inputs *in = inputs;
    double pieces = round(in->every / in->period); /* evenly, as many as come nearest to period */
    double piece = in->fresh_a / pieces * in->sample_byte;
    double first = in->samples * in->sample_byte, upload = in->latency + piece / in->bandwidth_a;
    double sample_s = in->training_flop / in->server_speed;
    double begun = in->latency + first / in->bandwidth_a, trained = in->samples * sample_s;
    double second = in->every + upload, later = in->fresh_a * sample_s;
    double time = 2 * in->every + upload + later, busy = trained + 2 * later;
    analytic_output(out, "round.1.start_s", begun);
    analytic_output(out, "round.1.end_s", begun + trained);
    analytic_output(out, "round.2.start_s", second);
    analytic_output(out, "round.2.end_s", second + later);
    analytic_output(out, "time_s", time);
    analytic_output(out, "training_time_s", begun + trained + 2 * (upload + later));
    analytic_output(out, "late_trainings", 0);
    analytic_output(out, "uplink_byte", first + 2 * pieces * piece);
    analytic_output(out, "samples", in->samples + 2 * in->fresh_a);
    analytic_output(out, "host.server",
                    in->server_idle * (time - begun - busy) + in->server_busy * busy);
    analytic_output(out, "time.server/collection", 2 * pieces * upload);
    analytic_output(out, "link.link-a",
                    (in->link_busy - in->link_idle) * (first + 2 * pieces * piece) /
                            in->bandwidth_a +
                        in->link_idle * (2 * in->every + upload));
}

/* The same without a reservation: what arrives between trainings puts the server on duty no more
 * than what arrives before them; the source's duty is its uploads. */
static void uploads_between_trainings_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct uploads_as_produced_inputs *in = inputs;
    double pieces = round(in->every / in->period);
    double upload = in->latency + in->fresh_a / pieces * in->sample_byte / in->bandwidth_a;
    double first = in->latency + in->samples * in->sample_byte / in->bandwidth_a;
    double sample_s = in->training_flop / in->server_speed;
    double busy = (in->samples + 2 * in->fresh_a) * sample_s;
    double time = 2 * in->every + upload + in->fresh_a * sample_s;
    assert(first + in->samples * sample_s < in->every / pieces);
    analytic_output(out, "time_s", time);
    analytic_output(out, "duty.server", busy);
    analytic_output(out, "host.server", in->server_busy * busy);
    analytic_output(out, "time.server/collection", 0);
    analytic_output(out, "duty.a", first + 2 * pieces * upload);
    analytic_output(out, "plugin_host_energy_j",
                    in->server_idle * (time - busy) + in->server_busy * busy + 2 * time);
    analytic_output(out, "link_energy_j",
                    (in->link_busy - in->link_idle) * (in->samples + 2 * in->fresh_a) *
                            in->sample_byte / in->bandwidth_a +
                        in->link_idle * (2 * in->every + upload));
}

/* ---- serverless ---- */

/* Two peers: two rounds, then two trainings of one round. A training begins when both have ended
 * the one before. */
#define PEERS(INPUT)                                                                               \
    INPUT(speed_p, 1e9, 1.2e9)                                                                     \
    INPUT(speed_q, 6e8, 6.3e8)                                                                     \
    INPUT(idle, 3, 3.5)                                                                            \
    INPUT(busy, 11, 12)                                                                            \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(samples_p, 40, 45)                                                                       \
    INPUT(samples_q, 30, 31)                                                                       \
    INPUT(fresh_p, 12, 13)                                                                         \
    INPUT(fresh_q, 8, 9)                                                                           \
    INPUT(sample_byte, 30000, 33000)                                                               \
    INPUT(preparation, 200, 220)
ANALYTIC_INPUTS(new_samples_of_peers, PEERS);
static void new_samples_of_peers_expect(const void *inputs, struct analytic_outputs *out)
{
    static const char *const ends[] = {"round.1.end_s", "round.2.end_s", "round.3.end_s",
                                       "round.4.end_s"};
    static const int training[] = {1, 1, 2, 3};
    const struct new_samples_of_peers_inputs *in = inputs;
    double p = 0, q = 0, busy_p = 0, busy_q = 0, samples = 0; /* dates at which they are free */
    double prepared_p = 0, flop = in->sample_byte * in->preparation; /* of a sample, once */
    double away_p = 0, away_q = 0; /* until the other has ended its training too */
    double message = in->latency + in->parameters * 4 / in->bandwidth;
    for (int round = 0; round < 4; round++) {
        double samples_p = trained_on(in->samples_p, in->fresh_p, training[round], false);
        double samples_q = trained_on(in->samples_q, in->fresh_q, training[round], false);
        double train_p = samples_p * in->training_flop / in->speed_p;
        double train_q = samples_q * in->training_flop / in->speed_q;
        double average_p = 2 * in->parameters / in->speed_p;
        double average_q = 2 * in->parameters / in->speed_q;
        if (round != 1) { /* before a training both prepare what is new, then begin together */
            double prepare_p = (round ? in->fresh_p : in->samples_p) * flop / in->speed_p;
            double prepare_q = (round ? in->fresh_q : in->samples_q) * flop / in->speed_q;
            double both = fmax(p, q);
            away_p += round ? both - p : 0;
            away_q += round ? both - q : 0;
            p = q = both + fmax(prepare_p, prepare_q);
            prepared_p += prepare_p;
            busy_p += prepare_p;
            busy_q += prepare_q;
        }
        double ready = fmax(p + train_p, q + train_q) + message;
        p = ready + average_p;
        q = ready + average_q;
        busy_p += train_p + average_p;
        busy_q += train_q + average_q;
        samples += samples_p + samples_q;
        analytic_output(out, ends[round], fmax(p, q));
    }
    double time = fmax(p, q);
    analytic_output(out, "time_s", time);
    analytic_output(out, "trainings", 3);
    analytic_output(out, "samples", samples);
    analytic_output(out, "exchange_byte", 8 * in->parameters * 4);
    analytic_output(out, "time.p/preparation", prepared_p);
    analytic_output(out, "host.p", in->idle * (p - away_p - busy_p) + in->busy * busy_p);
    analytic_output(out, "host.q", in->idle * (q - away_q - busy_q) + in->busy * busy_q);
}

/* Two nodes prepare a half of the data each, then train on a half each; the measured efficiency is
 * 1, so that nothing is sent. The slower one, the server's host, is the last in both. */
#define HALVES(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(speed_a, 1e9, 1.01e9)                                                                    \
    INPUT(idle_a, 3, 3.7)                                                                          \
    INPUT(busy_a, 11, 12)                                                                          \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 42)                                                                         \
    INPUT(sample_byte, 30000, 33000)                                                               \
    INPUT(preparation, 200, 220)
ANALYTIC_INPUTS(trainers_prepare_their_share, HALVES);
static void trainers_prepare_their_share_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trainers_prepare_their_share_inputs *in = inputs;
    double flop = in->samples / 2 * in->sample_byte * in->preparation;
    double epoch_flop = in->samples / 2 * in->training_flop;
    double time = (flop + 2 * epoch_flop) / in->server_speed;
    double busy_a = (flop + 2 * epoch_flop) / in->speed_a;
    analytic_output(out, "time_s", time);
    analytic_output(out, "time.server/preparation", flop / in->server_speed);
    analytic_output(out, "time.a/preparation", flop / in->speed_a);
    analytic_output(out, "host.server", in->server_busy * time);
    analytic_output(out, "host.a", in->idle_a * (time - busy_a) + in->busy_a * busy_a);
    analytic_output(out, "round.2.energy_j",
                    in->server_busy * epoch_flop / in->server_speed +
                        in->busy_a * epoch_flop / in->speed_a +
                        in->idle_a * (epoch_flop / in->server_speed - epoch_flop / in->speed_a));
    analytic_output(out, "phase.wait", in->idle_a * (time - busy_a));
    analytic_output(out, "energy_j",
                    in->server_busy * time + in->idle_a * (time - busy_a) + in->busy_a * busy_a);
}

/* ---- users ---- */

/* After one round with a, the server sends the model to c, which is there from `start` on; from the
 * delivery on c infers for its days, the inferences of a period together at its start, in pstate 1:
 * of the last period only what is left of the days. An inference has flop of its own. c is kept
 * between its inferences. */
#define USER(INPUT)                                                                                \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(bandwidth_c, 9e5, 9.1e5)                                                                 \
    INPUT(speed_c, 4e8, 4.4e8)                                                                     \
    INPUT(idle_c, 2, 2.2)                                                                          \
    INPUT(busy_c, 6, 7)                                                                            \
    INPUT(start, 50, 60)                                                                           \
    INPUT(per_day, 3000, 3300)                                                                     \
    INPUT(days, 1.3, 1.4)                                                                          \
    INPUT(period, 43200, 50000)                                                                    \
    INPUT(inference, 5e6, 6e6)
ANALYTIC_INPUTS(user_infers, USER);
static void user_infers_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct user_infers_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double aggregation = AGGREGATION(in, 1), round_s = a.turn_s + aggregation;
    double message = in->latency + a.byte / in->bandwidth_c, delivered = in->start + message;
    double periods = in->days * 86400 / in->period, whole = ceil(periods) - 1;
    double inferences = in->per_day * in->days;
    double each = in->per_day * in->period / 86400 * in->inference / in->speed_c;
    double end = delivered + whole * in->period + (periods - whole) * each;
    double busy = periods * each,
           moving = (in->link_busy - in->link_idle) * a.byte / in->bandwidth_c;
    assert(round_s < in->start && each < in->period && whole > 1);
    analytic_output(out, "time_s", end);
    analytic_output(out, "training_time_s", delivered);
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "inferences", inferences);
    analytic_output(out, "flop",
                    in->samples * in->training_flop + 2 * in->parameters +
                        inferences * in->inference);
    analytic_output(out, "samples", in->samples);
    analytic_output(out, "downlink_byte", 2 * a.byte);
    analytic_output(out, "phase.deployment", (in->server_idle + in->idle_c) * message + moving);
    analytic_output(out, "phase.inference", in->busy_c * busy);
    analytic_output(out, "time.c/inference", busy);
    analytic_output(out, "host.c", in->idle_c * (end - in->start - busy) + in->busy_c * busy);
    analytic_output(out, "host.server",
                    in->server_idle * (delivered - aggregation) + in->server_busy * aggregation);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "link.link-c", moving + in->link_idle * message);
}

/* Trained twice: the model is sent twice, the second while c uses the first; the days count from
 * the first delivery. Between the trainings a is away; c is kept by its own `reserved`. */
#define USED(INPUT)                                                                                \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(bandwidth_c, 9e5, 9.1e5)                                                                 \
    INPUT(per_day, 3000, 3300)
ANALYTIC_INPUTS(user_gets_every_model, USED);
static void user_gets_every_model_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct user_gets_every_model_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double aggregation = AGGREGATION(in, 1), round_s = a.turn_s + aggregation;
    double message = in->latency + a.byte / in->bandwidth_c, first = round_s + message;
    double one_day = in->per_day * in->training_flop / 3 / 4e8;
    assert(2 * first < 86400);
    analytic_output(out, "round.2.start_s", first);
    analytic_output(out, "time_s", first + 86400 + one_day / 2);
    analytic_output(out, "training_time_s", 2 * first);
    analytic_output(out, "inferences", 1.5 * in->per_day);
    analytic_output(out, "downlink_byte", 4 * a.byte);
    analytic_output(out, "duty.c", first + 86400 + one_day / 2 - round_s);
    analytic_output(out, "time.c/inference", 1.5 * one_day);
    analytic_output(out, "phase.inference", 5 * 1.5 * one_day);
    analytic_output(out, "link.link-c",
                    (in->link_busy - in->link_idle) * 2 * a.byte / in->bandwidth_c +
                        in->link_idle * (first + message));
    analytic_output(out, "host.server",
                    in->server_idle * (2 * first - 2 * aggregation) +
                        in->server_busy * 2 * aggregation);
    analytic_output(out, "host.a", star_host_j(&a, 2 * a.turn_s, 2 * a.compute_s));
}

#define LEARNERS_OF(on)                                                                            \
    DEPLOYMENT(                                                                                    \
        SERVER(PROP("trainings", "3") PROP("rounds", "2") PROP("later-rounds", "1")                \
                   PROP("train-on", on)) STAR_ACTOR("a", PROP("new-samples", "{fresh_a}"))         \
            STAR_ACTOR("c", PROP("new-samples", "{fresh_c}") PROP("start-up", "{start_up}s")))
#define TRAINER(props)                                                                             \
    ACTOR("server", "trainer", PROP("workload", "workload.xml") PROP("trainings", "3") props)
#define SOURCE(id, props) ACTOR(id, "source", PROP("samples", "{samples}") props)
#define SOURCES_WITH(props, on, resend)                                                            \
    DEPLOYMENT(TRAINER(PROP("epochs", "2") PROP("later-epochs", "1") PROP("train-on", on) props)   \
                   SOURCE("a", PROP("new-samples", "{fresh_a}") resend)                            \
                       SOURCE("c", PROP("new-samples", "{fresh_c}") resend))
#define SOURCES_OF(on, resend) SOURCES_WITH("", on, resend)
#define SOURCE_HOST(id)                                                                            \
    HOST(id, "1Gf", WATTS("2:2:5"))                                                                \
    LINK("link-" id, "{bandwidth_" id "}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))
#define SOURCES_PLATFORM                                                                           \
    STAR_PLATFORM_OF(SOURCE_HOST("a") SOURCE_HOST("c"), STAR_ROUTE("a") STAR_ROUTE("c"))
#define SOURCES_WORKLOAD                                                                           \
    WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")              \
                 PROP("samples", "80") PROP("bytes-per-sample", "{sample_byte} B"))
#define USER_OF(attributes, props)                                                                 \
    "<actor host='c' function='user'" attributes ">" PROP("reserved", "yes")                       \
        PROP("per-day", "{per_day}") props "</actor>\n"

#define APART_DEPLOYMENT(props)                                                                    \
    DEPLOYMENT(SERVER(PROP("trainings", "3") PROP("rounds", "2") PROP("later-rounds", "1")         \
                          PROP("every", "{every}s") props) STAR_ACTOR("a", ""))
#define AT_ONCE_DEPLOYMENT(props)                                                                  \
    DEPLOYMENT(SERVER(PROP("trainings", "3") PROP("rounds", "2") PROP("later-rounds", "1") props)  \
                   STAR_ACTOR("a", ""))
#define STORING                                                                                    \
    WATTS("{server_idle}:{server_idle}:{server_busy}")                                             \
    PROP("storage_wattage", "{storage}")                                                           \
    PROP("attribution", "{attribution}") PROP("wall_factor", "{wall}") PROP("pue", "{pue}")
#define STORED_LINK LINK("link", "{bandwidth}Bps", "{latency}s", "")

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(new_samples_of_learners, STAR_PLATFORM_AC, LEARNERS_OF("new"), STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(all_samples_of_learners, new_samples_of_learners, STAR_PLATFORM_AC,
                      LEARNERS_OF("all"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(trainings_due, STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")),
                   DEPLOYMENT(SERVER(PROP("trainings", "4") PROP("rounds", "2")
                                         PROP("later-rounds", "1") PROP("every", "{every}s")
                                             PROP("reserved", "yes")) STAR_ACTOR("a", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(reserved_between_trainings, STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")),
                   APART_DEPLOYMENT(PROP("reserved", "yes")), STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(not_reserved_between_trainings, reserved_between_trainings,
                      STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")), APART_DEPLOYMENT(""),
                      STAR_WORKLOAD)},
    {ANALYTIC_CASE(trainings_at_once, STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")),
                   AT_ONCE_DEPLOYMENT(""), STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(reserved_trainings_at_once, trainings_at_once,
                      STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")),
                      AT_ONCE_DEPLOYMENT(PROP("reserved", "yes")), STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        evaluation_counts_rounds_of_a_training,
        STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")),
        DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("trainings", "2") PROP("evaluation-period", "2")
                              PROP("evaluation-samples", "{evaluated}")) STAR_ACTOR("a", "")),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(trials_are_exploration, STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a")),
                   DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("trials", "{trials}")
                                         PROP("trial-share", "{share}")) STAR_ACTOR("a", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        trials_cover_nobody, STAR_PLATFORM_AC,
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("trials", "1") PROP("active", "1")
                              PROP("selection", "fastest") PROP("round-overhead", "{overhead}s"))
                       STAR_ACTOR("a", PROP("availability", "0:00-0:00:03")) STAR_ACTOR("c", "")),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(trials_of_a_trainer, STAR_PLATFORM_OF(SOURCE_HOST("a"), STAR_ROUTE("a")),
                   DEPLOYMENT(ACTOR("server", "trainer",
                                    PROP("workload", "workload.xml") PROP("epochs", "2")
                                        PROP("trials", "{trials}") PROP("trial-share", "0.5")
                                            PROP("start-up", "{start_up}s")) SOURCE("a", "")),
                   SOURCES_WORKLOAD)},
    {ANALYTIC_CASE(storage_of_a_trainer,
                   PLATFORM(ZONE("world", HOST("server", "{server_speed}f", STORING)
                                              HOST("a", "1Gf", WATTS("2:2:5"))
                                                  STORED_LINK ROUTE("server", "a", "link"))),
                   DEPLOYMENT(ACTOR("server", "trainer",
                                    PROP("workload", "workload.xml") PROP("epochs", "1")
                                        PROP("trainings", "2") PROP("every", "{every}s"))
                                  SOURCE("a", PROP("new-samples", "{fresh}"))),
                   SOURCES_WORKLOAD)},
    {ANALYTIC_CASE(
        storage_without_sources,
        PLATFORM(ZONE("world", HOST("server", "{server_speed}f",
                                    WATTS("40:40:210") PROP("storage_wattage", "{storage}")))),
        DEPLOYMENT(ACTOR("server", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "1")
                             PROP("trainings", "2"))),
        WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}") PROP("bytes-per-sample", "{sample_byte} B")))},
    {ANALYTIC_CASE(
        storage_of_learners,
        PLATFORM(ZONE("world",
                      HOST("server", "100Mf", WATTS("40:40:210"))
                          HOST("a", "{server_speed}f", STORING) HOST("b", "{slow}f", WATTS("2:2:5"))
                              STORED_LINK LINK("other", "{bandwidth}Bps", "{latency}s", "")
                                  ROUTE("server", "a", "link") ROUTE("server", "b", "other"))),
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("trainings", "2") PROP("every", "{every}s"))
                       STAR_ACTOR("a", PROP("new-samples", "{fresh}")) STAR_ACTOR("b", "")),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "80") PROP("bytes-per-sample", "{sample_byte} B")))},
    {ANALYTIC_CASE(new_samples_of_sources, SOURCES_PLATFORM, SOURCES_OF("new", ""),
                   SOURCES_WORKLOAD)},
    {ANALYTIC_CASE_OF(reserved_sources, new_samples_of_sources, SOURCES_PLATFORM,
                      SOURCES_WITH(PROP("reserved", "yes"), "new", ""), SOURCES_WORKLOAD)},
    {ANALYTIC_CASE_OF(train_on_all_samples, new_samples_of_sources, SOURCES_PLATFORM,
                      SOURCES_OF("all", ""), SOURCES_WORKLOAD)},
    {ANALYTIC_CASE_OF(resend_all_samples, new_samples_of_sources, SOURCES_PLATFORM,
                      SOURCES_OF("all", PROP("resend", "all")), SOURCES_WORKLOAD)},
    {ANALYTIC_CASE(
        uploads_as_produced, STAR_PLATFORM_OF(SOURCE_HOST("a"), STAR_ROUTE("a")),
        DEPLOYMENT(TRAINER(PROP("epochs", "1") PROP("train-on", "new") PROP("every", "{every}s")
                               PROP("reserved", "yes"))
                       SOURCE("a", PROP("new-samples", "{fresh_a}") PROP("upload", "as produced")
                                       PROP("upload-period", "{period}s"))),
        SOURCES_WORKLOAD)},
    {ANALYTIC_CASE_OF(
        uploads_between_trainings, uploads_as_produced,
        STAR_PLATFORM_OF(SOURCE_HOST("a"), STAR_ROUTE("a")),
        DEPLOYMENT(TRAINER(PROP("epochs", "1") PROP("train-on", "new") PROP("every", "{every}s"))
                       SOURCE("a", PROP("new-samples", "{fresh_a}") PROP("upload", "as produced")
                                       PROP("upload-period", "{period}s"))),
        SOURCES_WORKLOAD)},
    {ANALYTIC_CASE(
        new_samples_of_peers,
        PLATFORM(ZONE(
            "world", HOST("p", "{speed_p}f", WATTS("{idle}:{idle}:{busy}")) HOST(
                         "q", "{speed_q}f",
                         WATTS("{idle}:{idle}:{busy}")) "<link id='air' bandwidth='{bandwidth}Bps' "
                                                        "latency='{latency}s' "
                                                        "sharing_policy='FATPIPE'/>\n" ROUTE(
                                                            "p", "q", "air"))),
        DEPLOYMENT(ACTOR("p", "peer",
                         PROP("workload", "workload.xml") PROP("trainings", "3") PROP("rounds", "2")
                             PROP("later-rounds", "1") PROP("train-on", "new")
                                 PROP("samples", "{samples_p}") PROP("new-samples", "{fresh_p}"))
                       ACTOR("q", "peer",
                             PROP("samples", "{samples_q}") PROP("new-samples", "{fresh_q}"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "120") PROP("bytes-per-sample", "{sample_byte} B")
                         PROP("preparation-flop", "{preparation} flop")))},
    {ANALYTIC_CASE(
        trainers_prepare_their_share,
        PLATFORM(ZONE("world", HOST("server", "{server_speed}f", WATTS("40:40:{server_busy}")) HOST(
                                   "a", "{speed_a}f", WATTS("{idle_a}:{idle_a}:{busy_a}"))
                                   LINK("link", "1MBps", "0", "") ROUTE("server", "a", "link"))),
        DEPLOYMENT(ACTOR("server", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", "2")
                             PROP("scaling-efficiency", "1")) ACTOR("a", "trainer", "")),
        WORKLOAD(PROP("parameters", "1000") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "{samples}") PROP("bytes-per-sample", "{sample_byte} B")
                         PROP("preparation-flop", "{preparation} flop")))},
    {ANALYTIC_CASE(
        user_infers,
        STAR_PLATFORM_OF(
            STAR_LEARNER("a") HOST("c", "1f,{speed_c}f", WATTS("1:1:2,{idle_c}:{idle_c}:{busy_c}"))
                LINK("link-c", "{bandwidth_c}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}")),
            STAR_ROUTE("a") STAR_ROUTE("c")),
        DEPLOYMENT(SERVER(PROP("rounds", "1")) STAR_ACTOR("a", "") USER_OF(
            " start_time='{start}'",
            PROP("days", "{days}") PROP("inference-period", "{period}s") PROP("pstate", "1"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "120") PROP("inference-flop", "{inference} flop")))},
    {ANALYTIC_CASE(user_gets_every_model,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") HOST("c", "400Mf", WATTS("2:2:5"))
                                        LINK("link-c", "{bandwidth_c}Bps", "{latency}s",
                                             RANGE("{link_idle}:{link_busy}")),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("trainings", "2")) STAR_ACTOR("a", "")
                                  USER_OF("", PROP("days", "1.5"))),
                   STAR_WORKLOAD)},
};
ANALYTIC_TOPIC(analytic_continual, cases);
