#include "star.h"

#include <assert.h>

/* Names: b1 is the end of b's first turn, v1 the date of the first version; A(n) the server's
 * aggregation of n updates, 2 flop a parameter and update. */
#define AGGREGATION(in, updates) (2 * (in)->parameters * (updates) / (in)->server_speed)
#define BUFFERED(props)                                                                            \
    DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("aggregation", "buffered") props)                   \
                   STAR_ACTOR("a", "") STAR_ACTOR("b", "") STAR_ACTOR("c", ""))

/* Three learners train all the time, two updates make a version:
 *   b1, a1 -> v1; a begins again then, b did at b1
 *   c1 (of version 0, stale by 1), b2 (of version 0, stale by 1) -> v2
 *   a2 (of version 1, stale by 1), b3 (fresh) -> v3, the end.
 * Then a is in its third turn (since a2, computing) and c in its second (since c1, sending): cut.
 * The learner whose update makes the version gets the new one, after the aggregation. */
ANALYTIC_INPUTS(buffered_versions, STAR);
static void buffered_versions_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct buffered_versions_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    double aggregation = AGGREGATION(in, 2), byte = in->parameters * 4;
    double b1 = b.turn_s, a1 = a.turn_s, v1 = a1 + aggregation;
    double c1 = c.turn_s, b2 = b1 + b.turn_s, v2 = b2 + aggregation;
    double a2 = v1 + a.turn_s, b3 = v2 + b.turn_s, v3 = b3 + aggregation;
    assert(b1 < a1 && v1 < c1 && c1 < b2 && v2 < a2 && a2 < b3 && v3 < a2 + a.turn_s &&
           v3 < c1 + c.turn_s);
    struct star_part cut_a = star_part(&a, v3 - a2), cut_c = star_part(&c, v3 - c1);
    double host_a = star_host_j(&a, v3, 2 * a.compute_s + cut_a.compute_s);
    double host_b = star_host_j(&b, b3, 3 * b.compute_s);
    double host_c = star_host_j(&c, v3, c.compute_s + cut_c.compute_s);
    double link_a = star_link_j(&a, 4 * byte + cut_a.down_byte, a2 + cut_a.link_s);
    double link_b = star_link_j(&b, 6 * byte, b3);
    double link_c = star_link_j(&c, 2 * byte + cut_c.down_byte + cut_c.up_byte, v3);
    double server = in->server_idle * (v3 - 3 * aggregation) + in->server_busy * 3 * aggregation;
    double trained = 6 + (cut_a.compute_s / a.compute_s + cut_c.compute_s / c.compute_s);
    analytic_output(out, "round.1.end_s", v1);
    analytic_output(out, "round.2.end_s", v2);
    analytic_output(out, "round.3.end_s", v3);
    analytic_output(out, "round.2.updates", 2);
    analytic_output(out, "time_s", v3);
    analytic_output(out, "rounds", 3);
    analytic_output(out, "staleness", 3);
    analytic_output(out, "stale_updates", 3);
    analytic_output(out, "missing_updates", 0);
    analytic_output(out, "dropped_updates", 2);
    analytic_output(out, "wasted_energy_j", star_part_j(&a, cut_a) + star_part_j(&c, cut_c));
    analytic_output(out, "cuts_estimated", 0);
    analytic_output(out, "host.a", host_a);
    analytic_output(out, "host.b", host_b);
    analytic_output(out, "host.c", host_c);
    analytic_output(out, "host.server", server);
    analytic_output(out, "link.link-a", link_a);
    analytic_output(out, "link.link-b", link_b);
    analytic_output(out, "link.link-c", link_c);
    analytic_output(out, "energy_j", host_a + host_b + host_c + server + link_a + link_b + link_c);
    analytic_output(out, "downlink_byte", 7 * byte + cut_a.down_byte);
    analytic_output(out, "uplink_byte", 6 * byte + cut_c.up_byte);
    analytic_output(out, "samples", trained * in->samples);
    analytic_output(out, "flop",
                    trained * in->samples * in->training_flop + 3 * 2 * 2 * in->parameters);
    analytic_output(out, "learner_coverage", 1);
}

/* c is slow, and at most one version may lie between:
 *   b1, a1 -> v1;  b2 (stale by 1), a2 (fresh) -> v2
 *   c1, of version 0, comes after v2: stale by 2, wasted; it gets version 2
 *   b3 (of version 1, stale by 1), a3 (fresh) -> v3, the end; b and c are cut in their turns. */
ANALYTIC_INPUTS(max_staleness, STAR);
static void max_staleness_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct max_staleness_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), b = STAR_DEVICE(in, b), c = STAR_DEVICE(in, c);
    c.compute_s *= 2; /* local epochs */
    c.turn_s += c.compute_s / 2;
    double aggregation = AGGREGATION(in, 2), byte = in->parameters * 4;
    double b1 = b.turn_s, a1 = a.turn_s, v1 = a1 + aggregation;
    double b2 = b1 + b.turn_s, a2 = v1 + a.turn_s, v2 = a2 + aggregation;
    double c1 = c.turn_s, b3 = b2 + b.turn_s, a3 = v2 + a.turn_s, v3 = a3 + aggregation;
    assert(b1 < a1 && v1 < b2 && b2 < a2 && v2 < c1 && c1 < b3 && b3 < a3 && v3 < b3 + b.turn_s &&
           v3 < c1 + c.turn_s);
    struct star_part cut_b = star_part(&b, v3 - b3), cut_c = star_part(&c, v3 - c1);
    double trained = 6 + cut_b.compute_s / b.compute_s +
                     2 * (1 + cut_c.compute_s / c.compute_s); /* two epochs a turn of c */
    analytic_output(out, "round.1.end_s", v1);
    analytic_output(out, "round.2.end_s", v2);
    analytic_output(out, "time_s", v3);
    analytic_output(out, "staleness", 2);
    analytic_output(out, "stale_updates", 2);
    analytic_output(out, "dropped_updates", 3);
    analytic_output(out, "wasted_energy_j",
                    star_part_j(&c, star_part(&c, c.turn_s)) + star_part_j(&b, cut_b) +
                        star_part_j(&c, cut_c));
    analytic_output(out, "host.a", star_host_j(&a, a3, 3 * a.compute_s));
    analytic_output(out, "host.b", star_host_j(&b, v3, 3 * b.compute_s + cut_b.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, v3, c.compute_s + cut_c.compute_s));
    analytic_output(out, "host.server",
                    in->server_idle * (v3 - 3 * aggregation) + in->server_busy * 3 * aggregation);
    analytic_output(out, "link.link-a", star_link_j(&a, 6 * byte, a3));
    analytic_output(out, "link.link-b",
                    star_link_j(&b, 6 * byte + cut_b.down_byte, b3 + cut_b.link_s));
    analytic_output(out, "link.link-c",
                    star_link_j(&c, 2 * byte + cut_c.down_byte, c1 + cut_c.link_s));
    analytic_output(out, "samples", trained * in->samples);
    analytic_output(out, "uplink_byte", 7 * byte);
    analytic_output(out, "learner_coverage", 2. / 3);
}

/* One at a time, the fastest that is free: always b. Two updates a version, the second computed on
 * the version of the first; nobody is in a turn at the end. */
#define ALONE(INPUT) STAR_COMMON(INPUT) STAR_B(INPUT)
ANALYTIC_INPUTS(buffered_one_at_a_time, ALONE);
static void buffered_one_at_a_time_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct buffered_one_at_a_time_inputs *in = inputs;
    struct star_device b = STAR_DEVICE(in, b);
    double aggregation = AGGREGATION(in, 2), version = 2 * b.turn_s + aggregation;
    analytic_output(out, "round.2.end_s", 2 * version);
    analytic_output(out, "time_s", 3 * version);
    analytic_output(out, "staleness", 0);
    analytic_output(out, "dropped_updates", 0);
    analytic_output(out, "wasted_energy_j", 0);
    analytic_output(out, "learner_coverage", 1. / 3);
    analytic_output(out, "host.b", star_host_j(&b, 3 * version - aggregation, 6 * b.compute_s));
    analytic_output(out, "link.link-b",
                    star_link_j(&b, 12 * in->parameters * 4, 3 * version - aggregation));
    analytic_output(out, "host.server",
                    in->server_idle * 6 * b.turn_s + in->server_busy * 3 * aggregation);
}

/* The same, and b evaluates each second version: the next model that it gets, before it trains on
 * it. Where the last version is due there is no next one, and it is sent for that. a and c have no
 * samples for it. */
#define EVALUATED(INPUT) ALONE(INPUT) INPUT(evaluated, 30, 33) INPUT(period, 2, 3)
ANALYTIC_INPUTS(buffered_evaluation, EVALUATED);
static void buffered_evaluation_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct buffered_evaluation_inputs *in = inputs;
    struct star_device b = STAR_DEVICE(in, b);
    double version = 2 * b.turn_s + AGGREGATION(in, 2), byte = in->parameters * 4;
    double e = in->evaluated * in->training_flop / 3 / in->speed_b;
    bool at_the_end = in->period > 2.5;
    double end = 3 * version, busy = 3 * AGGREGATION(in, 2);
    double last_b = at_the_end ? end + b.transfer_s + e : end + e - AGGREGATION(in, 2);
    double last_link = at_the_end ? end + b.transfer_s : last_b;
    double last_server = at_the_end ? end + b.transfer_s : end + e;
    analytic_output(out, "round.2.end_s", 2 * version);
    analytic_output(out, "round.3.end_s", 3 * version + (at_the_end ? 0 : e));
    analytic_output(out, "time_s", 3 * version + e + (at_the_end ? b.transfer_s : 0));
    analytic_output(out, "host.b", star_host_j(&b, last_b, 6 * b.compute_s + e));
    analytic_output(out, "link.link-b", star_link_j(&b, (12 + at_the_end) * byte, last_link));
    analytic_output(out, "host.server",
                    in->server_idle * (last_server - busy) + in->server_busy * busy);
    analytic_output(out, "phase.evaluate", in->busy_b * e);
    analytic_output(out, "downlink_byte", (6 + at_the_end) * byte);
    analytic_output(out, "uplink_byte", 6 * byte);
    analytic_output(out, "flop",
                    6 * (in->samples * in->training_flop + 2 * in->parameters) +
                        in->evaluated * in->training_flop / 3);
}

/* Buffered with a deadline: every turn is cut that long after it began, whatever the version.
 * One update a version. c cannot make it: its first turn is cut while it sends, at the deadline;
 * its second, begun then, by the end of the training, at v2. */
#define DEADLINE(INPUT) STAR_COMMON(INPUT) STAR_A(INPUT) STAR_C(INPUT) INPUT(deadline, 3.4, 3.45)
ANALYTIC_INPUTS(buffered_deadline, DEADLINE);
static void buffered_deadline_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct buffered_deadline_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double aggregation = AGGREGATION(in, 1), byte = in->parameters * 4;
    double v1 = a.turn_s + aggregation, v2 = 2 * v1;
    struct star_part first = star_part(&c, in->deadline), second = star_part(&c, v2 - in->deadline);
    assert(v1 < in->deadline && in->deadline < c.turn_s && v2 < 2 * in->deadline);
    analytic_output(out, "round.1.end_s", v1);
    analytic_output(out, "time_s", v2);
    analytic_output(out, "dropped_updates", 2);
    analytic_output(out, "staleness", 0);
    analytic_output(out, "host.a", star_host_j(&a, v2 - aggregation, 2 * a.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, v2, first.compute_s + second.compute_s));
    analytic_output(out, "link.link-c",
                    star_link_j(&c, first.down_byte + first.up_byte + second.down_byte,
                                in->deadline + second.link_s));
    analytic_output(out, "wasted_energy_j", star_part_j(&c, first) + star_part_j(&c, second));
    analytic_output(out, "uplink_byte", 2 * byte + first.up_byte);
    analytic_output(out, "downlink_byte", 4 * byte);
    analytic_output(out, "host.server",
                    in->server_idle * (v2 - 2 * aggregation) + in->server_busy * 2 * aggregation);
    analytic_output(out, "learner_coverage", 0.5);
}

/* Semi-synchronous, a and c: at the deadline a's update is aggregated, c's comes after it and joins
 * the next aggregate, stale by 1. It waits there for the next model; when a's second update has
 * come, nobody is left to wait for. */
ANALYTIC_INPUTS(semi_sync_late_joins, DEADLINE);
static void semi_sync_late_joins_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct semi_sync_late_joins_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double byte = in->parameters * 4, v1 = in->deadline + AGGREGATION(in, 1);
    double a2 = v1 + a.turn_s, v2 = a2 + AGGREGATION(in, 2);
    assert(a.turn_s < in->deadline && in->deadline < c.turn_s && v1 < c.turn_s && c.turn_s < a2 &&
           a.turn_s < in->deadline);
    analytic_output(out, "round.1.end_s", v1);
    analytic_output(out, "round.1.updates", 1);
    analytic_output(out, "round.2.updates", 2);
    analytic_output(out, "time_s", v2);
    analytic_output(out, "missing_updates", 1);
    analytic_output(out, "staleness", 1);
    analytic_output(out, "stale_updates", 1);
    analytic_output(out, "dropped_updates", 0);
    analytic_output(out, "wasted_energy_j", 0);
    analytic_output(out, "host.a", star_host_j(&a, a2, 2 * a.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, c.turn_s, c.compute_s));
    analytic_output(out, "link.link-a", star_link_j(&a, 4 * byte, a2));
    analytic_output(out, "link.link-c", star_link_j(&c, 2 * byte, c.turn_s));
    analytic_output(out, "host.server",
                    in->server_idle * (v2 - AGGREGATION(in, 3)) +
                        in->server_busy * AGGREGATION(in, 3));
    analytic_output(out, "uplink_byte", 3 * byte);
    analytic_output(out, "learner_coverage", 1);
}

/* The same with max-staleness 0: c's first update is wasted. It gets version 1 with a, in the
 * second round's end: at v2; there the training ends. */
ANALYTIC_INPUTS(semi_sync_late_is_wasted, DEADLINE);
static void semi_sync_late_is_wasted_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct semi_sync_late_is_wasted_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double byte = in->parameters * 4, aggregation = AGGREGATION(in, 1);
    double v1 = in->deadline + aggregation, a2 = v1 + a.turn_s, v2 = a2 + aggregation;
    analytic_output(out, "round.1.end_s", v1);
    analytic_output(out, "time_s", v2);
    analytic_output(out, "missing_updates", 2);
    analytic_output(out, "staleness", 0);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "wasted_energy_j", star_part_j(&c, star_part(&c, c.turn_s)));
    analytic_output(out, "samples", 3 * in->samples);
    analytic_output(out, "host.a", star_host_j(&a, a2, 2 * a.compute_s));
    analytic_output(out, "host.c", star_host_j(&c, c.turn_s, c.compute_s));
    analytic_output(out, "link.link-c", star_link_j(&c, 2 * byte, c.turn_s));
    analytic_output(out, "host.server",
                    in->server_idle * (v2 - 2 * aggregation) + in->server_busy * 2 * aggregation);
    analytic_output(out, "learner_coverage", 0.5);
}

/* Progress: semi-synchronous, a and c, both given the model in odd rounds. c is late by one
 * version: an odd round has a's update alone, one of two; an even one has c's, stale by 1, and a's
 * second. With f for staleness and m for what is missing, an odd round advances by 1 - m / 2, an
 * even one by (1 + f) / 2, until there are as many as the three rounds asked for. Where the last is
 * an odd one, c is cut at its end. */
#define PROGRESS(INPUT)                                                                            \
    DEADLINE(INPUT)                                                                                \
    INPUT(staleness_factor, 0.5, 0.1)                                                              \
    INPUT(missing_factor, 0.4, 0.9)
ANALYTIC_INPUTS(stale_and_missing_progress, PROGRESS);
static void stale_and_missing_progress_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct stale_and_missing_progress_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a), c = STAR_DEVICE(in, c);
    double progress = 0, now = 0, begun_c = 0, aggregated = 0, late = 0, stale = 0;
    double last_a = 0, last_c = 0, rounds = 0, turns_c = 0;
    struct star_part cut = {0, 0, 0, 0, 0};
    while (progress < 3) {
        bool odd = ((int)rounds++ & 1) == 0;
        last_a = now + a.turn_s;
        if (odd) {
            begun_c = now;
            last_c = begun_c + c.turn_s;
            now += in->deadline + AGGREGATION(in, 1);
            progress += 1 - in->missing_factor / 2;
            assert(a.turn_s < in->deadline && now < last_c);
            cut = star_part(&c, now - begun_c);
        } else {
            assert(last_c < last_a);
            now = last_a + AGGREGATION(in, 2);
            progress += (1 + in->staleness_factor) / 2;
            cut = (struct star_part){0, 0, 0, 0, 0};
        }
        aggregated += odd ? 1 : 2;
        late += odd;
        stale += !odd;
        turns_c += !odd;
    }
    bool ends_odd = cut.time_s > 0;
    double byte = in->parameters * 4, busy = AGGREGATION(in, aggregated);
    analytic_output(out, "rounds", rounds);
    analytic_output(out, "time_s", now);
    analytic_output(out, "missing_updates", late);
    analytic_output(out, "staleness", stale);
    analytic_output(out, "stale_updates", stale);
    analytic_output(out, "dropped_updates", ends_odd);
    analytic_output(out, "wasted_energy_j", ends_odd ? star_part_j(&c, cut) : 0);
    analytic_output(out, "host.a", star_host_j(&a, last_a, rounds * a.compute_s));
    analytic_output(
        out, "host.c",
        star_host_j(&c, ends_odd ? now : last_c, turns_c * c.compute_s + cut.compute_s));
    analytic_output(out, "host.server", in->server_idle * (now - busy) + in->server_busy * busy);
    analytic_output(out, "link.link-a", star_link_j(&a, rounds * 2 * byte, last_a));
    analytic_output(out, "uplink_byte", (rounds + turns_c) * byte + cut.up_byte);
}

/* Seven equal phones end together, four updates make a version, and nothing of it takes time: at
 * the date t of their turn there are a first version and a phone's turn that begins with it, or
 * several. The training ends with version @rounds, at t as well: what has just begun is cut off,
 * and leaves nothing behind on its link. So the second training begins at t and takes t. */
#define PHONES(PHONE)                                                                              \
    PHONE("p-0") PHONE("p-1") PHONE("p-2") PHONE("p-3") PHONE("p-4") PHONE("p-5") PHONE("p-6")
#define PHONE_PLACE(id)                                                                            \
    HOST(id, "{speed_a}f", WATTS("{idle_a}:{idle_a}:{busy_a}"))                                    \
    LINK("link-" id, "{bandwidth_a}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))
#define PHONE_ACTOR(id) STAR_ACTOR(id, "")
#define TOGETHER(INPUT)                                                                            \
    STAR_A(INPUT)                                                                                  \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(latency, 0.02, 0.021)                                                                    \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 251000)                                                              \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(samples, 40, 41)
ANALYTIC_INPUTS(cut_as_it_begins, TOGETHER);
static void cut_as_it_begins_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cut_as_it_begins_inputs *in = inputs;
    struct star_device a = STAR_DEVICE(in, a);
    double byte = in->parameters * 4, end = 2 * a.turn_s;
    double host = star_host_j(&a, end, 2 * a.compute_s), link = star_link_j(&a, 4 * byte, end);
    analytic_output(out, "time_s", end);
    analytic_output(out, "host.p-0", host);
    analytic_output(out, "host.p-6", host);
    analytic_output(out, "link.link-p-0", link);
    analytic_output(out, "link.link-p-5", link);
    analytic_output(out, "host.server", in->server_idle * end);
    analytic_output(out, "downlink_byte", 2 * 7 * byte);
    analytic_output(out, "uplink_byte", 2 * 7 * byte);
    analytic_output(out, "energy_j", 7 * (host + link) + in->server_idle * end);
}

/* Two phones end at one date, t = 4 s: b sends an update, download 1 s, training 2 s, upload 1 s;
 * a, with four cores, drops out when it has trained, download 1 s, training 3 s. However many calls
 * of the executor either end takes, a is first by its order: it begins again at t, with the first
 * model, before the server works on b's update for x s. So a trains from 5 to 8 s, fails, and again
 * from 9 s; b begins again at t + x, and the second version at 8 + 2 x ends all. */
#define ONE_DATE(INPUT)                                                                            \
    INPUT(idle_a, 3, 3.7)                                                                          \
    INPUT(busy_a, 11, 12)                                                                          \
    INPUT(idle_b, 2, 2.3)                                                                          \
    INPUT(busy_b, 8, 9)                                                                            \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(server_speed, 524288, 500000)
ANALYTIC_INPUTS(ends_of_one_date, ONE_DATE);
static void ends_of_one_date_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct ends_of_one_date_inputs *in = inputs;
    double x = 2 * 262144 / in->server_speed, end = 8 + 2 * x, trained_a = 3 + 3 + (end - 9);
    assert(x > 0.5 && x < 1.5);
    double host_a = in->idle_a * (end - trained_a) + in->busy_a * trained_a;
    double host_b = in->idle_b * (8 + x - 4) + in->busy_b * 4;
    double server = in->server_idle * (end - 2 * x) + in->server_busy * 2 * x;
    analytic_output(out, "time_s", end);
    analytic_output(out, "round.1.end_s", 4 + x);
    analytic_output(out, "host.a", host_a);
    analytic_output(out, "host.b", host_b);
    analytic_output(out, "host.server", server);
    analytic_output(out, "energy_j", host_a + host_b + server);
    analytic_output(out, "downlink_byte", (3 + 2) * 1048576.);
    analytic_output(out, "uplink_byte", 2 * 1048576.);
    analytic_output(out, "dropped_updates", 3);
    analytic_output(out, "staleness", 0);
}

#define A_AND_C(props)                                                                             \
    DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("deadline", "{deadline}s") props)                   \
                   STAR_ACTOR("a", "") STAR_ACTOR("c", ""))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(buffered_versions, STAR_PLATFORM, BUFFERED(PROP("buffer", "2")), STAR_WORKLOAD)},
    {ANALYTIC_CASE(max_staleness, STAR_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("aggregation", "buffered") PROP(
                       "buffer", "2") PROP("max-staleness", "1")) STAR_ACTOR("a", "")
                                  STAR_ACTOR("b", "") STAR_ACTOR("c", PROP("local-epochs", "2"))),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(buffered_one_at_a_time,
                   STAR_PLATFORM_OF(STAR_BYSTANDER("a", "300Mf") STAR_LEARNER("b")
                                        STAR_BYSTANDER("c", "600Mf"),
                                    STAR_ROUTE("a") STAR_ROUTE("b") STAR_ROUTE("c")),
                   BUFFERED(PROP("buffer", "2") PROP("active", "1") PROP("selection", "fastest")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(buffered_evaluation,
                   STAR_PLATFORM_OF(STAR_BYSTANDER("a", "300Mf") STAR_LEARNER("b")
                                        STAR_BYSTANDER("c", "600Mf"),
                                    STAR_ROUTE("a") STAR_ROUTE("b") STAR_ROUTE("c")),
                   DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("aggregation", "buffered") PROP(
                       "buffer", "2") PROP("active", "1") PROP("selection", "fastest")
                                         PROP("evaluation-period", "{period}")) STAR_ACTOR("a", "")
                                  STAR_ACTOR("b", PROP("evaluation-samples", "{evaluated}"))
                                      STAR_ACTOR("c", "")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(buffered_deadline, STAR_PLATFORM_AC,
                   A_AND_C(PROP("aggregation", "buffered") PROP("buffer", "1")), STAR_WORKLOAD)},
    {ANALYTIC_CASE(semi_sync_late_joins, STAR_PLATFORM_AC,
                   A_AND_C(PROP("aggregation", "semi-sync")), STAR_WORKLOAD)},
    {ANALYTIC_CASE(semi_sync_late_is_wasted, STAR_PLATFORM_AC,
                   A_AND_C(PROP("aggregation", "semi-sync") PROP("max-staleness", "0")),
                   STAR_WORKLOAD)},
    {ANALYTIC_CASE(stale_and_missing_progress, STAR_PLATFORM_AC,
                   DEPLOYMENT(SERVER(PROP("rounds", "3") PROP("deadline", "{deadline}s") PROP(
                       "aggregation", "semi-sync")) STAR_ACTOR("a", "") STAR_ACTOR("c", "")),
                   WORKLOAD(PROP("parameters", "{parameters}")
                                PROP("training-flop", "{training_flop} flop") PROP("samples", "120")
                                    PROP("staleness-factor", "{staleness_factor}")
                                        PROP("missing-factor", "{missing_factor}")))},
    {ANALYTIC_CASE(
        cut_as_it_begins,
        PLATFORM(ZONE("world", HOST("server", "1Gf", WATTS("{server_idle}:{server_idle}:99"))
                                   PHONES(PHONE_PLACE) PHONES(STAR_ROUTE))),
        DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("aggregation", "buffered") PROP("buffer", "3")
                              PROP("aggregation-flop", "0 flop") PROP("trainings", "2"))
                       PHONES(PHONE_ACTOR)),
        STAR_WORKLOAD)},
    {ANALYTIC_CASE(
        ends_of_one_date,
        PLATFORM(ZONE("world", HOST("server", "{server_speed}f",
                                    WATTS("{server_idle}:{server_idle}:{server_busy}"))
                                   CORES("a", "1048576f", "4", WATTS("{idle_a}:{idle_a}:{busy_a}"))
                                       HOST("b", "6291456f", WATTS("{idle_b}:{idle_b}:{busy_b}"))
                                           LINK("link-a", "1048576Bps", "0s", "")
                                               LINK("link-b", "1048576Bps", "0s", "")
                                                   STAR_ROUTE("a") STAR_ROUTE("b"))),
        DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("aggregation", "buffered") PROP("buffer", "1"))
                       ACTOR("a", "learner",
                             PROP("samples", "12") PROP("dropout", "1")
                                 PROP("dropout-phase", "compute") PROP("dropout-point", "1"))
                           ACTOR("b", "learner", PROP("samples", "12"))),
        WORKLOAD(PROP("parameters", "262144") PROP("training-flop", "1048576 flop")
                     PROP("samples", "24")))},
};
ANALYTIC_TOPIC(analytic_asynchronous, cases);
