#include "star.h"

#include <assert.h>
#include <stdint.h>

/* Devices that do not make it, and devices that are not asked: synchronous rounds. A(n) is the
 * server's aggregation of n updates. */
#define AGGREGATION(in, updates) (2 * (in)->parameters * (updates) / (in)->server_speed)

/* ---- deadlines ---- */

/* a comes in time, c does not: the round ends at the deadline with one update. What c had used
 * until then is wasted; its turn of the next round begins with the others'. What the deadline finds
 * c at follows from its bandwidth: download, compute or upload. */
struct late {
    struct star_device a, c;
    double rounds, deadline_s, aggregation_s, server_idle_w, server_busy_w, samples, flop, start_s;
};
static void late_expect(const struct late *in, struct analytic_outputs *out)
{
    double round_s = in->deadline_s + in->aggregation_s, byte = in->a.byte;
    double last_s = (in->rounds - 1) * round_s, time_s = in->rounds * round_s;
    struct star_part cut = star_part(&in->c, in->deadline_s - in->start_s);
    struct star_part whole = star_part(&in->c, in->deadline_s);
    double share = cut.compute_s / in->c.compute_s, later = whole.compute_s / in->c.compute_s;
    double busy_s = cut.compute_s + (in->rounds - 1) * whole.compute_s;
    double moved =
        cut.down_byte + cut.up_byte + (in->rounds - 1) * (whole.down_byte + whole.up_byte);
    assert(in->a.turn_s < in->deadline_s && in->deadline_s < in->c.turn_s && share < 1 + 1e-12);
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "time_s", time_s);
    analytic_output(out, "dropped_updates", in->rounds);
    analytic_output(out, "missing_updates", in->rounds);
    analytic_output(out, "cuts_estimated", 0);
    analytic_output(out, "host.a",
                    star_host_j(&in->a, last_s + in->a.turn_s, in->rounds * in->a.compute_s));
    analytic_output(out, "host.c",
                    star_host_j(&in->c, last_s + in->deadline_s - in->start_s, busy_s));
    analytic_output(out, "host.server",
                    in->server_idle_w * in->rounds * in->deadline_s +
                        in->server_busy_w * in->rounds * in->aggregation_s);
    analytic_output(out, "link.link-a",
                    star_link_j(&in->a, in->rounds * 2 * byte, last_s + in->a.turn_s));
    analytic_output(out, "link.link-c",
                    star_link_j(&in->c, moved,
                                in->rounds > 1 ? last_s + whole.link_s - in->start_s : cut.link_s));
    if (in->rounds < 2)
        analytic_output(out, "wasted_energy_j", star_part_j(&in->c, cut));
    analytic_output(out, "uplink_byte",
                    in->rounds * byte + cut.up_byte + (in->rounds - 1) * whole.up_byte);
    analytic_output(out, "downlink_byte",
                    in->rounds * byte + cut.down_byte + (in->rounds - 1) * whole.down_byte);
    double trained = (in->rounds + share + (in->rounds - 1) * later) * in->samples;
    analytic_output(out, "samples", trained);
    analytic_output(out, "flop",
                    trained * in->flop + in->rounds * byte / 2 /* 2 a parameter of 4 B */);
    analytic_output(out, "learner_coverage", 0.5);
    analytic_output(out, "sample_coverage", 0.5);
}
#define LATE(in, rounds, start)                                                                    \
    &(struct late)                                                                                 \
    {                                                                                              \
        STAR_DEVICE(in, a), STAR_DEVICE(in, c), rounds, (in)->deadline, AGGREGATION(in, 1),        \
            (in)->server_idle, (in)->server_busy, (in)->samples, (in)->training_flop, start        \
    }
#define AC(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) STAR_C(INPUT)

#define LATE_IN_COMPUTE(INPUT) AC(INPUT) INPUT(deadline, 2.9, 2.95)
ANALYTIC_INPUTS(late_in_compute, LATE_IN_COMPUTE);
static void late_in_compute_expect(const void *inputs, struct analytic_outputs *out)
{
    late_expect(LATE((const struct late_in_compute_inputs *)inputs, 1, 0), out);
}
#define LATE_IN_UPLOAD(INPUT) AC(INPUT) INPUT(deadline, 3.3, 3.4)
ANALYTIC_INPUTS(late_in_upload, LATE_IN_UPLOAD);
static void late_in_upload_expect(const void *inputs, struct analytic_outputs *out)
{
    late_expect(LATE((const struct late_in_upload_inputs *)inputs, 1, 0), out);
}
static void late_again_expect(const void *inputs, struct analytic_outputs *out)
{
    late_expect(LATE((const struct late_in_upload_inputs *)inputs, 3, 0), out);
}
/* c's update is missing in every round: with m it advances by 1 - m / 2, so that the three rounds
 * asked for take ceil(3 / (1 - m / 2)). */
#define LATE_LOSES(INPUT) LATE_IN_UPLOAD(INPUT) INPUT(missing_factor, 0.4, 0.9)
ANALYTIC_INPUTS(missing_updates_lengthen, LATE_LOSES);
static void missing_updates_lengthen_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct missing_updates_lengthen_inputs *in = inputs;
    double rounds = ceil(3 / (1 - in->missing_factor / 2));
    analytic_output(out, "rounds", rounds);
    late_expect(LATE(in, rounds, 0), out);
}
#define LATE_IN_DOWNLOAD(INPUT)                                                                    \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(idle_c, 1.5, 1.6)                                                                        \
    INPUT(bandwidth_c, 2e5, 2.1e5)                                                                 \
    INPUT(deadline, 2.9, 2.95)
ANALYTIC_INPUTS(late_in_download, LATE_IN_DOWNLOAD);
static void late_in_download_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct late_in_download_inputs *in = inputs;
    late_expect(&(struct late){STAR_DEVICE(in, a),
                               star_device(in->latency, in->bandwidth_c, in->parameters * 4,
                                           in->samples * in->training_flop / 4.3e8, in->idle_c, 5,
                                           in->link_idle, in->link_busy),
                               1, in->deadline, AGGREGATION(in, 1), in->server_idle,
                               in->server_busy, in->samples, in->training_flop, 0},
                out);
}

/* c has two cores, each with a half of the work. */
#define LATE_ON_CORES(INPUT)                                                                       \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(idle_c, 1.5, 1.6)                                                                        \
    INPUT(bandwidth_c, 9e5, 9.1e5)                                                                 \
    INPUT(deadline, 2.9, 2.95)
ANALYTIC_INPUTS(late_on_two_cores, LATE_ON_CORES);
static void late_on_two_cores_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct late_on_two_cores_inputs *in = inputs;
    late_expect(&(struct late){STAR_DEVICE(in, a),
                               star_device(in->latency, in->bandwidth_c, in->parameters * 4,
                                           in->samples * in->training_flop / (2 * 2.2e8),
                                           in->idle_c, 5, in->link_idle, in->link_busy),
                               2, in->deadline, AGGREGATION(in, 1), in->server_idle,
                               in->server_busy, in->samples, in->training_flop, 0},
                out);
}

/* c comes only after some time (its start_time): on duty from there, cut while it computes. */
#define LATE_COMER(INPUT) AC(INPUT) INPUT(deadline, 2.9, 2.95) INPUT(start, 0.4, 0.5)
ANALYTIC_INPUTS(late_comer, LATE_COMER);
static void late_comer_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct late_comer_inputs *in = inputs;
    late_expect(LATE(in, 1, in->start), out);
}
static void late_comer_twice_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct late_comer_inputs *in = inputs;
    late_expect(LATE(in, 2, in->start), out);
}

/* c would come after the deadline: nothing of it is used, no joule, no byte. */
#define NEVER_THERE(INPUT)                                                                         \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(deadline, 2.9, 2.95)
ANALYTIC_INPUTS(never_there, NEVER_THERE);
static void never_there_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct never_there_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double round_s = in->deadline + AGGREGATION(in, 1);
    analytic_output(out, "time_s", round_s);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "wasted_energy_j", 0);
    analytic_output(out, "samples", in->samples);
    analytic_output(out, "energy_j",
                    star_host_j(&a, a.turn_s, a.compute_s) + star_link_j(&a, 2 * a.byte, a.turn_s) +
                        in->server_idle * in->deadline + in->server_busy * AGGREGATION(in, 1));
}

/* ---- two learners on one host ---- */

/* They share it: each trains at half its speed. Both are cut while they compute; together they have
 * done what the host did. Both models come over the one link, at half its bandwidth each. a comes
 * in time. */
#define SHARED(INPUT) AC(INPUT) INPUT(deadline, 3.5, 3.6)
ANALYTIC_INPUTS(late_on_one_host, SHARED);
static void late_on_one_host_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct late_on_one_host_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double download = in->latency + 2 * c.byte / in->bandwidth_c, compute = in->deadline - download;
    assert(compute > 0 && compute < 2 * c.compute_s && a.turn_s < in->deadline);
    analytic_output(out, "time_s", in->deadline + AGGREGATION(in, 1));
    analytic_output(out, "dropped_updates", 2);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, in->deadline, compute));
    analytic_output(out, "link.link-a", star_link_j(&a, 2 * a.byte, a.turn_s));
    analytic_output(out, "link.link-c", star_link_j(&c, 2 * c.byte, download));
    analytic_output(out, "samples", in->samples + compute * in->speed_c / in->training_flop);
    analytic_output(out, "host.server",
                    in->server_idle * in->deadline + in->server_busy * AGGREGATION(in, 1));
}

/* ---- asked for nothing ---- */

/* Three are asked, the first two updates are enough: b's and a's. c is cut when a's has come. */
ANALYTIC_INPUTS(over_selection, STAR);
static void over_selection_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct over_selection_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    double aggregation = AGGREGATION(in, 2), round_s = a.turn_s + aggregation, byte = a.byte;
    struct star_part cut = star_part(&c, a.turn_s);
    double share = cut.compute_s / c.compute_s;
    assert(b.turn_s < a.turn_s && a.turn_s < c.turn_s);
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "dropped_updates", 2);
    analytic_output(out, "missing_updates", 0);
    analytic_output(out, "round.1.updates", 2);
    analytic_output(out, "host.a", star_host_j(&a, round_s + a.turn_s, 2 * a.compute_s));
    analytic_output(out, "host.b", star_host_j(&b, round_s + b.turn_s, 2 * b.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, round_s + a.turn_s, 2 * cut.compute_s));
    analytic_output(out, "link.link-a", star_link_j(&a, 4 * byte, round_s + a.turn_s));
    analytic_output(out, "link.link-b", star_link_j(&b, 4 * byte, round_s + b.turn_s));
    analytic_output(out, "link.link-c", star_link_j(&c, 2 * byte, round_s + cut.link_s));
    analytic_output(out, "host.server",
                    in->server_idle * 2 * a.turn_s + in->server_busy * 2 * aggregation);
    analytic_output(out, "samples", (4 + 2 * share) * in->samples);
    analytic_output(out, "downlink_byte", 6 * byte);
    analytic_output(out, "uplink_byte", 4 * byte);
    analytic_output(out, "learner_coverage", 2. / 3);
}

/* Asked are active x (1 + over-selection), rounded up: 25 x 1.12 is 28, although the product of the
 * nearest doubles lies above 28. All learners are alike, each on a link of its own: all
 * that are asked have the model before the first update comes. */
#define ROUNDED(INPUT)                                                                             \
    INPUT(bandwidth, 1e6, 1.1e6)                                                                   \
    INPUT(parameters, 250000, 260000)                                                              \
    INPUT(active, 25, 24)                                                                          \
    INPUT(over, 0.12, 0.2)
ANALYTIC_INPUTS(over_selection_rounds_up, ROUNDED);
static void over_selection_rounds_up_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct over_selection_rounds_up_inputs *in = inputs;
    uint64_t active = (uint64_t)in->active, percent = in->over > 0.15 ? 20 : 12;
    double asked = (double)(active + (active * percent + 99) / 100), byte = in->parameters * 4;
    double turn_s = 2 * byte / in->bandwidth + 10 * 1e7 / 1e9;
    analytic_output(out, "round.1.cohort", asked);
    analytic_output(out, "round.1.updates", in->active);
    analytic_output(out, "downlink_byte", asked * byte);
    analytic_output(out, "time_s", turn_s + 2 * in->parameters * in->active / 2e8);
}

/* ---- drop-out ---- */

/* c leaves in every turn at `point` of one phase; the server notices then and goes on when a's
 * update has come. */
struct dropout {
    struct star_device a, c;
    double aggregation_s, server_idle_w, server_busy_w, samples, flop;
    double left_s, busy_s, down_byte, up_byte, link_s; /* of c: until it leaves */
};
static void dropout_expect(const struct dropout *in, struct analytic_outputs *out)
{
    double turn_s = fmax(in->a.turn_s, in->left_s), round_s = turn_s + in->aggregation_s;
    double share = in->busy_s / in->c.compute_s, byte = in->a.byte;
    struct star_part part = {in->left_s, in->busy_s, in->down_byte, in->up_byte, in->link_s};
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "dropped_updates", 2);
    analytic_output(out, "missing_updates", 2);
    analytic_output(out, "host.a",
                    star_host_j(&in->a, round_s + in->a.turn_s, 2 * in->a.compute_s));
    analytic_output(out, "host.c", star_host_j(&in->c, round_s + in->left_s, 2 * in->busy_s));
    analytic_output(out, "link.link-a", star_link_j(&in->a, 4 * byte, round_s + in->a.turn_s));
    analytic_output(out, "link.link-c",
                    star_link_j(&in->c, 2 * (in->down_byte + in->up_byte), round_s + in->link_s));
    analytic_output(out, "host.server",
                    in->server_idle_w * 2 * turn_s + in->server_busy_w * 2 * in->aggregation_s);
    /* the link's base power between its turns was drawn for the second one */
    analytic_output(out, "wasted_energy_j", 2 * star_part_j(&in->c, part));
    analytic_output(out, "downlink_byte", 2 * (byte + in->down_byte));
    analytic_output(out, "uplink_byte", 2 * (byte + in->up_byte));
    analytic_output(out, "samples", 2 * (1 + share) * in->samples);
    analytic_output(out, "flop", 2 * ((1 + share) * in->samples * in->flop + byte / 2));
    analytic_output(out, "learner_coverage", 0.5);
}
#define DROPOUT(in, left, busy, down, up, link)                                                    \
    &(struct dropout)                                                                              \
    {                                                                                              \
        a, c, AGGREGATION(in, 1), (in)->server_idle, (in)->server_busy, (in)->samples,             \
            (in)->training_flop, left, busy, down, up, link                                        \
    }
#define POINT(INPUT) AC(INPUT) INPUT(point, 0.3, 0.4166666)
ANALYTIC_INPUTS(dropout_in_compute, POINT);
static void dropout_in_compute_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct dropout_in_compute_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double busy = in->point * c.compute_s;
    dropout_expect(DROPOUT(in, c.transfer_s + busy, busy, c.byte, 0, c.transfer_s), out);
}
static void dropout_in_upload_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct dropout_in_compute_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double byte = round(in->point * c.byte);
    double left = c.transfer_s + c.compute_s + in->latency + byte / in->bandwidth_c;
    dropout_expect(DROPOUT(in, left, c.compute_s, c.byte, byte, left), out);
}
#define POINT_IN_DOWNLOAD(INPUT)                                                                   \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(idle_c, 1.5, 1.6)                                                                        \
    INPUT(bandwidth_c, 9e5, 9.1e5)                                                                 \
    INPUT(point, 0.3, 0.4166666)
ANALYTIC_INPUTS(dropout_in_download, POINT_IN_DOWNLOAD);
static void dropout_in_download_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct dropout_in_download_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a),
                       c = star_device(in->latency, in->bandwidth_c, in->parameters * 4, 1,
                                       in->idle_c, 5, in->link_idle, in->link_busy);
    double byte = round(in->point * c.byte), left = in->latency + byte / in->bandwidth_c;
    dropout_expect(DROPOUT(in, left, 0, byte, 0, left), out);
}

/* ---- who is chosen ---- */

/* One of three, the same every round: the fastest, the slowest, the one whose turn adds least to
 * the bill (host and link). */
struct choice {
    struct star_device one;
    double aggregation_s, server_idle_w, server_busy_w;
};
static void choice_expect(const struct choice *in, struct analytic_outputs *out)
{
    const struct star_device *one = &in->one;
    double round_s = one->turn_s + in->aggregation_s, duty_s = round_s + one->turn_s;
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "learner_coverage", 1. / 3);
    analytic_output(
        out, "energy_j",
        star_host_j(one, duty_s, 2 * one->compute_s) + star_link_j(one, 4 * one->byte, duty_s) +
            in->server_idle_w * 2 * one->turn_s + in->server_busy_w * 2 * in->aggregation_s);
}
#define WITH_B(INPUT) STAR_COMMON(INPUT) STAR_B(INPUT)
#define WITH_C(INPUT) STAR_COMMON(INPUT) STAR_C(INPUT)
#define ONE_OF_THREE(id)                                                                           \
    &(struct choice)                                                                               \
    {                                                                                              \
        STAR_DEVICE(in, id), AGGREGATION(in, 1), in->server_idle, in->server_busy                  \
    }
ANALYTIC_INPUTS(selection_fastest, WITH_B);
static void selection_fastest_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_fastest_inputs *in = inputs;
    choice_expect(ONE_OF_THREE(b), out);
}
ANALYTIC_INPUTS(selection_slowest, WITH_C);
static void selection_slowest_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_slowest_inputs *in = inputs;
    choice_expect(ONE_OF_THREE(c), out);
}
/* Turns by their energy, host and link: a 1.02 s x 2 at 3 W and 0.8 s at 11 W; b 0.645 s x 2 at 2 W
 * and 1.14 s at 8 W; c 1.13 s x 2 at 0.4 W and 1.86 s at 2.5 W. */
#define SPARING(INPUT)                                                                             \
    STAR_COMMON(INPUT)                                                                             \
    INPUT(speed_c, 4.3e8, 4.32e8)                                                                  \
    INPUT(idle_c, 0.4, 0.45)                                                                       \
    INPUT(busy_c, 2.5, 2.6)                                                                        \
    INPUT(bandwidth_c, 9e5, 9.1e5)
ANALYTIC_INPUTS(selection_least_energy, SPARING);
static void selection_least_energy_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_least_energy_inputs *in = inputs;
    choice_expect(ONE_OF_THREE(c), out);
}

/* a computes for more joules than b. But b, whose idle watts are three times a's, draws more while
 * its messages are on their way than it does computing: a turn of a is billed less. */
#define WITH_A(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT)
ANALYTIC_INPUTS(selection_counts_waiting, WITH_A);
static void selection_counts_waiting_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_counts_waiting_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a),
                       b = star_device(0.02, 1e6, in->parameters * 4, 0.8, 9, 10, 0.5, 2);
    double round_s = a.turn_s + AGGREGATION(in, 1), duty_s = round_s + a.turn_s;
    assert(a.busy_w * 0.8 > b.busy_w * 0.8);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "learner_coverage", 1. / 2);
    analytic_output(out, "energy_j",
                    star_host_j(&a, duty_s, 2 * a.compute_s) + star_link_j(&a, 4 * a.byte, duty_s) +
                        in->server_idle * 2 * a.turn_s + in->server_busy * 2 * AGGREGATION(in, 1));
}

/* b uses a joule less than a on its host. The airtime of its two messages costs it 6 J, or their
 * tails, of which the computation cuts the first, 8 J. */
static void selection_counts_airtime_expect(const void *inputs, struct analytic_outputs *out)
{
    selection_counts_waiting_expect(inputs, out);
}
static void selection_counts_tails_expect(const void *inputs, struct analytic_outputs *out)
{
    selection_counts_waiting_expect(inputs, out);
}

/* Of those that are there, the one that stays longest: a leaves after 20 s, b after 40 s, and both
 * would have the time for all rounds. */
ANALYTIC_INPUTS(selection_stays_longest, WITH_B);
static void selection_stays_longest_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_stays_longest_inputs *in = inputs;
    struct star_device b = STAR_DEVICE(in, b);
    double round_s = b.turn_s + AGGREGATION(in, 1), duty_s = round_s + b.turn_s;
    assert(2 * round_s < 20);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "learner_coverage", 1. / 2);
    analytic_output(out, "host.b", star_host_j(&b, duty_s, 2 * b.compute_s));
    analytic_output(out, "link.link-b", star_link_j(&b, 4 * b.byte, duty_s));
    analytic_output(out, "host.server",
                    in->server_idle * 2 * b.turn_s + in->server_busy * 2 * AGGREGATION(in, 1));
}

/* The fastest of each training: b has least to train on at first, but gets 60 new samples, so that
 * a, which gets none, is faster in the second training. */
#define RENEWED(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) STAR_B(INPUT) INPUT(few, 20, 22)
ANALYTIC_INPUTS(selection_follows_the_data, RENEWED);
static void selection_follows_the_data_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct selection_follows_the_data_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b);
    double aggregation = AGGREGATION(in, 1);
    double first_b = 2 * b.transfer_s + in->few * in->training_flop / in->speed_b;
    double later_b = 2 * b.transfer_s + (in->few + 60) * in->training_flop / in->speed_b;
    double compute_b = in->few * in->training_flop / in->speed_b;
    assert(first_b < a.turn_s && a.turn_s < later_b);
    analytic_output(out, "round.1.end_s", first_b + aggregation);
    analytic_output(out, "time_s", first_b + a.turn_s + 2 * aggregation);
    analytic_output(out, "host.a", star_host_j(&a, a.turn_s, a.compute_s));
    analytic_output(out, "host.b", star_host_j(&b, first_b, compute_b));
    analytic_output(out, "link.link-a", star_link_j(&a, 2 * a.byte, a.turn_s));
    analytic_output(out, "link.link-b", star_link_j(&b, 2 * b.byte, first_b));
    analytic_output(out, "host.server",
                    in->server_idle * (first_b + a.turn_s) + in->server_busy * 2 * aggregation);
}

/* ---- a device that is faster, or slower, than its kind ---- */

/* Whatever it computes takes 1 / factor of the time: preparing its data, training, evaluating. */
#define FACTOR(INPUT)                                                                              \
    WITH_A(INPUT)                                                                                  \
    INPUT(factor, 0.8, 1.25)                                                                       \
    INPUT(preparation, 300, 330)                                                                   \
    INPUT(sample_byte, 50000, 52000)                                                               \
    INPUT(evaluated, 15, 17)
ANALYTIC_INPUTS(speed_factor_of_all_work, FACTOR);
static void speed_factor_of_all_work_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct speed_factor_of_all_work_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double prepare = in->samples * in->sample_byte * in->preparation / in->speed_a / in->factor;
    double compute = a.compute_s / in->factor, aggregation = AGGREGATION(in, 1);
    double evaluate = in->evaluated * in->training_flop / 3 / in->speed_a / in->factor;
    double turn = 2 * a.transfer_s + prepare + compute;
    analytic_output(out, "time.a/preparation", prepare);
    analytic_output(out, "time.a/compute", compute);
    analytic_output(out, "time.a/evaluate", evaluate);
    analytic_output(out, "time_s", turn + aggregation + a.transfer_s + evaluate);
    analytic_output(out, "host.a",
                    star_host_j(&a, turn + aggregation + a.transfer_s + evaluate,
                                prepare + compute + evaluate));
    analytic_output(out, "link.link-a",
                    star_link_j(&a, 3 * a.byte, turn + aggregation + a.transfer_s));
    analytic_output(out, "host.server",
                    in->server_idle * (turn + a.transfer_s + evaluate) +
                        in->server_busy * aggregation);
}

/* Only the cohort evaluates: b, which is slower and so never asked, has samples to evaluate on, but
 * it is sent no model, does nothing and is not billed. */
#define COHORT(INPUT) WITH_A(INPUT) INPUT(evaluated, 15, 17)
ANALYTIC_INPUTS(only_the_cohort_evaluates, COHORT);
static void only_the_cohort_evaluates_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct only_the_cohort_evaluates_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double aggregation = AGGREGATION(in, 1);
    double evaluate = in->evaluated * in->training_flop / 3 / in->speed_a;
    double round_s = a.turn_s + aggregation + a.transfer_s + evaluate;
    double host_a = star_host_j(&a, 2 * round_s, 2 * (a.compute_s + evaluate));
    double server =
        in->server_idle * 2 * (round_s - aggregation) + in->server_busy * 2 * aggregation;
    double link_a = star_link_j(&a, 6 * a.byte, 2 * round_s - evaluate);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "time.a/evaluate", 2 * evaluate);
    analytic_output(out, "downlink_byte", 2 * 2 * a.byte);
    analytic_output(out, "energy_j", host_a + server + link_a); /* nothing of b */
    analytic_output(out, "host.a", host_a);
    analytic_output(out, "host.server", server);
    analytic_output(out, "link.link-a", link_a);
}

/* ---- compression ---- */

/* Updates of fewer bits, or of few parameters each with its index; a smaller model down. Making a
 * message small costs its sender flop, unpacking it costs its receiver: the learner's work is part
 * of its computation, the server's of aggregation. */
#define CODED(INPUT)                                                                               \
    STAR_COMMON(INPUT)                                                                             \
    STAR_A(INPUT)                                                                                  \
    INPUT(encode, 60, 70)                                                                          \
    INPUT(decode, 24, 30)
struct coded {
    double server_speed, server_idle, server_busy, speed, latency, bandwidth;
    double parameters, samples_flop, encode, decode, up_byte, down_byte;
    bool down;     /* is the model made smaller */
    double rounds; /* 0: two */
    struct star_device a;
};
static void coded_expect(const struct coded *in, struct analytic_outputs *out)
{
    double n = in->rounds > 0 ? in->rounds : 2;
    double coding = in->parameters * (in->encode + (in->down ? in->decode : 0));
    double compute = (in->samples_flop + coding) / in->speed;
    double before = in->down ? in->parameters * in->encode / in->server_speed : 0;
    double after = in->parameters * (in->decode + 2) / in->server_speed;
    double up = in->latency + round(in->up_byte) / in->bandwidth;
    double down = in->latency + round(in->down_byte) / in->bandwidth;
    double turn = down + compute + up, round_s = before + turn + after;
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "time_s", n * round_s);
    analytic_output(out, "uplink_byte", n * round(in->up_byte));
    analytic_output(out, "downlink_byte", n * round(in->down_byte));
    analytic_output(out, "host.server",
                    n * (in->server_idle * turn + in->server_busy * (before + after)));
    analytic_output(out, "time.server/aggregate", n * (before + after));
    analytic_output(out, "host.a", star_host_j(&in->a, (n - 1) * round_s + turn, n * compute));
    analytic_output(out, "time.a/compute", n * compute);
    analytic_output(out, "link.link-a",
                    star_link_j(&in->a, n * (round(in->up_byte) + round(in->down_byte)),
                                (n - 1) * round_s + turn));
    analytic_output(out, "flop", n * (in->samples_flop + 2 * in->parameters));
}
#define CODED_OF(in, up, down, both)                                                               \
    &(struct coded)                                                                                \
    {                                                                                              \
        (in)->server_speed, (in)->server_idle, (in)->server_busy, (in)->speed_a, (in)->latency,    \
            (in)->bandwidth_a, (in)->parameters, (in)->samples *(in)->training_flop, (in)->encode, \
            (in)->decode, up, down, both, 0, STAR_DEVICE(in, a)                                    \
    }
#define QUANTISED(INPUT) CODED(INPUT) INPUT(bits, 8, 12)
ANALYTIC_INPUTS(quantised_update, QUANTISED);
static void quantised_update_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct quantised_update_inputs *in = inputs;
    coded_expect(CODED_OF(in, in->parameters * in->bits / 8, in->parameters * 4, false), out);
}
#define SPARSE(INPUT) CODED(INPUT) INPUT(share, 0.1, 0.2) INPUT(index, 24, 20)
ANALYTIC_INPUTS(sparse_update, SPARSE);
static void sparse_update_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct sparse_update_inputs *in = inputs;
    coded_expect(
        CODED_OF(in, in->share * in->parameters * (32 + in->index) / 8, in->parameters * 4, false),
        out);
}
#define BOTH_WAYS(INPUT)                                                                           \
    QUANTISED(INPUT)                                                                               \
    INPUT(down_bits, 16, 20)                                                                       \
    INPUT(down_share, 0.5, 0.6)
ANALYTIC_INPUTS(compressed_both_ways, BOTH_WAYS);
static void compressed_both_ways_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct compressed_both_ways_inputs *in = inputs;
    coded_expect(CODED_OF(in, in->parameters * in->bits / 8,
                          in->down_share * in->parameters * (in->down_bits + 32) / 8, true),
                 out);
}
/* Buffered, one learner, one update a version: the model is made small once a version. */
static void compressed_buffered_expect(const void *inputs, struct analytic_outputs *out)
{
    compressed_both_ways_expect(inputs, out);
}

/* The rounds are the workload's, and the <compression> row that names the same bits, or bits and
 * share, says how many times more: ceil(rounds x factor). Other rows are other compressions. */
#define LENGTHENED(INPUT) QUANTISED(INPUT) INPUT(plain, 25, 7) INPUT(factor, 1.12, 1.6)
ANALYTIC_INPUTS(compression_lengthens, LENGTHENED);
static void compression_lengthens_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct compression_lengthens_inputs *in = inputs;
    struct coded coded = *CODED_OF(in, in->parameters * in->bits / 8, in->parameters * 4, false);
    uint64_t percent = (uint64_t)round(in->factor * 100), plain = (uint64_t)in->plain;
    coded.rounds = (double)((plain * percent + 99) / 100); /* 25 x 1.12 is 28, no more */
    analytic_output(out, "rounds", coded.rounds);
    coded_expect(&coded, out);
}
#define LENGTHENED_SPARSE(INPUT)                                                                   \
    CODED(INPUT)                                                                                   \
    INPUT(bits, 8, 12)                                                                             \
    INPUT(share, 0.1, 0.2)                                                                         \
    INPUT(down_share, 0.5, 0.6)                                                                    \
    INPUT(plain, 4, 7)                                                                             \
    INPUT(factor, 1.3, 1.6)
ANALYTIC_INPUTS(sparse_both_ways_lengthens, LENGTHENED_SPARSE);
static void sparse_both_ways_lengthens_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct sparse_both_ways_lengthens_inputs *in = inputs;
    struct coded coded = *CODED_OF(in, in->share * in->parameters * (in->bits + 32) / 8,
                                   in->down_share * in->parameters * (32 + 32) / 8, true);
    coded.rounds = ceil(in->plain * in->factor);
    analytic_output(out, "rounds", coded.rounds);
    coded_expect(&coded, out);
}

#define CODING       PROP("compression-flop", "{encode} flop") PROP("decompression-flop", "{decode} flop")
#define A_ALONE      STAR_PLATFORM_OF(STAR_LEARNER("a"), STAR_ROUTE("a"))
#define CODED_A(how) DEPLOYMENT(SERVER(PROP("rounds", "2") CODING how) STAR_ACTOR("a", ""))
#define SMALL_BOTH_WAYS                                                                            \
    PROP("uplink-bits", "{bits}")                                                                  \
    PROP("downlink-bits", "{down_bits}") PROP("downlink-share", "{down_share}")

#define LATE_AC(count, start)                                                                      \
    DEPLOYMENT(SERVER(PROP("rounds", count) PROP("deadline", "{deadline}s"))                       \
                   STAR_ACTOR("a", "") "<actor host='c' function='learner'" start                  \
                                       ">" PROP("samples", "{samples}") "</actor>\n")
#define DROPOUT_AC(phase)                                                                          \
    DEPLOYMENT(SERVER(PROP("rounds", "2")) STAR_ACTOR("a", "") STAR_ACTOR(                         \
        "c", PROP("dropout", "1") PROP("dropout-phase", phase) PROP("dropout-point", "{point}")))
#define ONE_OF_A_AND_B                                                                             \
    DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("active", "1") PROP("selection", "least-energy"))   \
                   STAR_ACTOR("a", "") STAR_ACTOR("b", ""))
/* b computes with a watt less than a, but has a radio. */
#define WITH_RADIO(props)                                                                          \
    STAR_PLATFORM_OF(STAR_LEARNER("a") HOST("b", "1Gf", WATTS("3:3:10"))                           \
                         LINK("link-b", "1MBps", "20ms", RANGE("0.5:2") props),                    \
                     STAR_ROUTE("a") STAR_ROUTE("b"))
#define SELECTION(how)                                                                             \
    DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("active", "1") PROP("selection", how))              \
                   STAR_ACTOR("a", "") STAR_ACTOR("b", "") STAR_ACTOR("c", ""))
#define ROUTES_ABC              STAR_ROUTE("a") STAR_ROUTE("b") STAR_ROUTE("c")
#define STAR_C_OF(speed, watts) HOST("c", speed, KIND("edge") WATTS(watts)) STAR_LINK("c")

#define ALIKE_PLATFORM                                                                             \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        ZONE(                                                                                      \
            "room",                                                                                \
            HOST("server", "200Mf",                                                                \
                 WATTS(                                                                            \
                     "40:40:210"))) "<cluster id='street' prefix='d-' suffix='' radical='0-29' "   \
                                    "speed='1Gf' "                                                 \
                                    "bw='{bandwidth}Bps' lat='0' router_id='corner'>\n" WATTS(     \
                                        "3:3:11") "</cluster>\n" LINK("air", "1GBps", "0",         \
                                                                      "") "<zoneRoute src='room' " \
                                                                          "dst='street' "          \
                                                                          "gw_src='server' "       \
                                                                          "gw_dst='corner'>"       \
                                                                          "<link_ctn "             \
                                                                          "id='air'/></"           \
                                                                          "zoneRoute>\n"))

#define COMPRESSED(what, factor)                                                                   \
    "<compression " what " rounds-factor='" factor "' provenance='assumed'/>\n"
#define LENGTHENED_A(how) DEPLOYMENT(SERVER(CODING how) STAR_ACTOR("a", ""))
#define LENGTHENED_WORKLOAD(rows)                                                                  \
    WORKLOAD(                                                                                      \
        PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")           \
            PROP("samples", "120") "<rounds value='{plain}' provenance='assumed'/>\n" COMPRESSED(  \
                "uplink-bits='2'", "9") COMPRESSED("uplink-share='0.3'", "8") rows)

/* A learner on the four cores of the server trains until 3.5 s, the very date of its deadline, in
 * two rounds: it ends by itself, on all of them, and its update counts. */
#define AT_ITS_DEADLINE(INPUT) INPUT(busy, 210, 190) INPUT(samples, 14, 12)
ANALYTIC_INPUTS(ends_at_its_deadline, AT_ITS_DEADLINE);
static void ends_at_its_deadline_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ends_at_its_deadline_inputs *in = inputs;
    double seconds = in->samples * 1048576 / (4 * 1048576);
    double aggregation = 2. * 262144 / (4 * 1048576), end = 2 * (seconds + aggregation);
    analytic_output(out, "time_s", end);
    analytic_output(out, "round.1.updates", 1);
    analytic_output(out, "round.2.updates", 1);
    analytic_output(out, "dropped_updates", 0);
    analytic_output(out, "host.server", in->busy * end);
    analytic_output(out, "phase.compute", in->busy * 2 * seconds);
    analytic_output(out, "host.server/aggregate", in->busy * 2 * aggregation);
}

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(ends_at_its_deadline,
                   PLATFORM(ZONE("world", CORES("server", "1048576f", "4", WATTS("40:40:{busy}")))),
                   DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("deadline", "3.5 s"))
                                  ACTOR("server", "learner", PROP("samples", "{samples}"))),
                   WORKLOAD(PROP("parameters", "262144") PROP("training-flop", "1048576 flop")
                                PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(late_in_compute, STAR_PLATFORM_AC, LATE_AC("1", ""), STAR_WORKLOAD)},
    {ANALYTIC_CASE(late_in_upload, STAR_PLATFORM_AC, LATE_AC("1", ""), STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(late_again, late_in_upload, STAR_PLATFORM_AC, LATE_AC("3", ""),
                      STAR_WORKLOAD)},
    {ANALYTIC_CASE(missing_updates_lengthen, STAR_PLATFORM_AC, LATE_AC("3", ""),
                   WORKLOAD(PROP("parameters", "{parameters}")
                                PROP("training-flop", "{training_flop} flop") PROP("samples", "120")
                                    PROP("missing-factor", "{missing_factor}")))},
    {ANALYTIC_CASE(late_in_download,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_C_OF("430Mf", "{idle_c}:{idle_c}:5"),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   LATE_AC("1", ""), STAR_WORKLOAD)},
    {ANALYTIC_CASE(late_on_two_cores,
                   STAR_PLATFORM_OF(STAR_LEARNER("a")
                                        CORES("c", "220Mf", "2", WATTS("{idle_c}:{idle_c}:5"))
                                            STAR_LINK("c"),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   LATE_AC("2", ""), STAR_WORKLOAD)},
    {ANALYTIC_CASE(late_comer, STAR_PLATFORM_AC, LATE_AC("1", " start_time='{start}'"),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(late_comer_twice, late_comer, STAR_PLATFORM_AC,
                      LATE_AC("2", " start_time='{start}'"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(never_there,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_BYSTANDER("c", "430Mf"),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   LATE_AC("1", " start_time='4'"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(late_on_one_host, STAR_PLATFORM_AC,
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("deadline", "{deadline}s"))
                                  STAR_ACTOR("a", "") STAR_ACTOR("c", "") STAR_ACTOR("c", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        over_selection, STAR_PLATFORM,
        DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("active", "2") PROP("over-selection", "0.5"))
                       STAR_ACTOR("a", "") STAR_ACTOR("b", "") STAR_ACTOR("c", "")),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(over_selection_rounds_up, ALIKE_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("active", "{active}") PROP(
                       "over-selection", "{over}")) ACTOR("d-*", "learner", PROP("samples", "10"))),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "10 Mflop")
                                PROP("samples", "300")))},
    {ANALYTIC_CASE(dropout_in_compute, STAR_PLATFORM_AC, DROPOUT_AC("compute"), STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(dropout_in_upload, dropout_in_compute, STAR_PLATFORM_AC, DROPOUT_AC("upload"),
                      STAR_WORKLOAD)},
    {ANALYTIC_CASE(dropout_in_download,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_C_OF("430Mf", "{idle_c}:{idle_c}:5"),
                                    STAR_ROUTE("a") STAR_ROUTE("c")),
                   DROPOUT_AC("download"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(selection_fastest,
                   STAR_PLATFORM_OF(STAR_BYSTANDER("a", "1Gf") STAR_LEARNER("b")
                                        STAR_BYSTANDER("c", "430Mf"),
                                    ROUTES_ABC),
                   SELECTION("fastest"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(selection_slowest,
                   STAR_PLATFORM_OF(STAR_BYSTANDER("a", "1Gf") STAR_BYSTANDER("b", "700Mf")
                                        STAR_LEARNER("c"),
                                    ROUTES_ABC),
                   SELECTION("slowest-first"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(selection_least_energy,
                   STAR_PLATFORM_OF(STAR_BYSTANDER("a", "1Gf") STAR_BYSTANDER("b", "700Mf")
                                        STAR_LEARNER("c"),
                                    ROUTES_ABC),
                   SELECTION("least-energy"), STAR_WORKLOAD)},
    {ANALYTIC_CASE(selection_counts_waiting,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") HOST("b", "1Gf", WATTS("9:9:10"))
                                        LINK("link-b", "1MBps", "20ms", RANGE("0.5:2")),
                                    STAR_ROUTE("a") STAR_ROUTE("b")),
                   ONE_OF_A_AND_B, STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(selection_counts_airtime, selection_counts_waiting,
                      WITH_RADIO(PROP("airtime_wattage", "3 W")), ONE_OF_A_AND_B, STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(selection_counts_tails, selection_counts_waiting,
                      WITH_RADIO(PROP("tail_wattage", "3 W") PROP("tail", "2 s")), ONE_OF_A_AND_B,
                      STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        selection_stays_longest,
        STAR_PLATFORM_OF(STAR_BYSTANDER("a", "1Gf") STAR_LEARNER("b"),
                         STAR_ROUTE("a") STAR_ROUTE("b")),
        DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("active", "1") PROP("selection", "available"))
                       STAR_ACTOR("a", PROP("availability", "0:00-0:00:20"))
                           STAR_ACTOR("b", PROP("availability", "0:00-0:00:40"))),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        selection_follows_the_data,
        STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_LEARNER("b"), STAR_ROUTE("a") STAR_ROUTE("b")),
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("trainings", "2") PROP("active", "1")
                              PROP("selection", "fastest")) STAR_ACTOR("a", "")
                       ACTOR("b", "learner", PROP("samples", "{few}") PROP("new-samples", "60"))),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        speed_factor_of_all_work, A_ALONE,
        DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("evaluation-samples", "0")) STAR_ACTOR(
            "a", PROP("speed-factor", "{factor}") PROP("evaluation-samples", "{evaluated}"))),
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("samples", "120") PROP("bytes-per-sample", "{sample_byte} B")
                         PROP("preparation-flop", "{preparation} flop")))},
    {ANALYTIC_CASE(only_the_cohort_evaluates,
                   STAR_PLATFORM_OF(STAR_LEARNER("a") STAR_BYSTANDER("b", "1Mf"),
                                    STAR_ROUTE("a") STAR_ROUTE("b")),
                   DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("active", "1") PROP(
                       "selection", "fastest") PROP("evaluation-samples", "0"))
                                  STAR_ACTOR("a", PROP("evaluation-samples", "{evaluated}"))
                                      STAR_ACTOR("b", PROP("evaluation-samples", "{evaluated}"))),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(quantised_update, A_ALONE, CODED_A(PROP("uplink-bits", "{bits}")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(sparse_update, A_ALONE,
                   CODED_A(PROP("uplink-share", "{share}") PROP("index-bits", "{index}")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(compressed_both_ways, A_ALONE, CODED_A(SMALL_BOTH_WAYS), STAR_WORKLOAD)},
    {ANALYTIC_CASE_OF(compressed_buffered, compressed_both_ways, A_ALONE,
                      CODED_A(SMALL_BOTH_WAYS PROP("aggregation", "buffered")), STAR_WORKLOAD)},
    {ANALYTIC_CASE(compression_lengthens, A_ALONE, LENGTHENED_A(PROP("uplink-bits", "{bits}")),
                   LENGTHENED_WORKLOAD(COMPRESSED("uplink-bits='{bits}'", "{factor}")))},
    {ANALYTIC_CASE(sparse_both_ways_lengthens, A_ALONE,
                   LENGTHENED_A(PROP("uplink-bits", "{bits}") PROP("uplink-share", "{share}")
                                    PROP("downlink-share", "{down_share}")),
                   LENGTHENED_WORKLOAD(COMPRESSED("uplink-bits='{bits}'", "9") COMPRESSED(
                       "uplink-bits='{bits}' uplink-share='{share}' downlink-share='{down_share}'",
                       "{factor}")))},
};
ANALYTIC_TOPIC(analytic_devices, cases);
