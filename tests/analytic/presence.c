#include "harness.h"

#include <assert.h>
#include <math.h>

/* Devices that are not always there. A server without power of its own and a learner that is always
 * there ('steady'), beside one that is not ('device'). Times of the device's turn, alone on its
 * link: d = latency + model / bandwidth, c = samples x flop / speed, u = d The steady learner's: d,
 * C = samples x flop / steady_speed, u; it is the last. */
#define PLACE(steady, speed, device_props, range)                                                  \
    PLATFORM(ZONE(                                                                                 \
        "world", HOST("server", "{server_speed}f", WATTS("0:0:{server_busy}"))                     \
                     HOST("steady", steady, WATTS("{idle}:{idle}:{busy}"))                         \
                         HOST("device", speed, WATTS("{idle}:{idle}:{busy}") device_props)         \
                             LINK("steady-link", "{bandwidth}Bps", "{latency}s", RANGE("0:0"))     \
                                 LINK("device-link", "{bandwidth}Bps", "{latency}s", RANGE(range)) \
                                     ROUTE("server", "steady", "steady-link")                      \
                                         ROUTE("server", "device", "device-link")))
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "100"))
#define BASE(INPUT)                                                                                \
    INPUT(server_speed, 2e6, 3e6)                                                                  \
    INPUT(server_busy, 200, 260)                                                                   \
    INPUT(speed, 2e8, 2.2e8)                                                                       \
    INPUT(idle, 2, 3)                                                                              \
    INPUT(busy, 9, 11)                                                                             \
    INPUT(bandwidth, 1e5, 1.1e5)                                                                   \
    INPUT(latency, 0.05, 0.08)                                                                     \
    INPUT(parameters, 100000, 110000)                                                              \
    INPUT(training_flop, 1e8, 1.1e8)                                                               \
    INPUT(samples, 80, 85)
#define RUN(rounds, device)                                                                        \
    DEPLOYMENT(SERVER(PROP("rounds", rounds))                                                      \
                   ACTOR("steady", "learner", PROP("samples", "{samples}"))                        \
                       ACTOR("device", "learner", PROP("samples", "{samples}") device))

struct times {
    double d, c, update_a;
};
#define TIMES(in)                                                                                  \
    {                                                                                              \
        .d = (in)->latency + (in)->parameters * 4 / (in)->bandwidth,                               \
        .c = (in)->samples * (in)->training_flop / (in)->speed,                                    \
        .update_a = 2 * (in)->parameters / (in)->server_speed                                      \
    }

/* It leaves in the midst of its training: busy until then, its update is missing, and it is not
 * there for the second round. */
#define LEAVES(INPUT)                                                                              \
    BASE(INPUT)                                                                                    \
    INPUT(steady_speed, 1e8, 1.1e8)                                                                \
    INPUT(leave, 25, 31)
ANALYTIC_INPUTS(device_leaves_while_it_computes, LEAVES);
static void device_leaves_while_it_computes_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct device_leaves_while_it_computes_inputs *in = inputs;
    struct times t = TIMES(in);
    double steady_c = in->samples * in->training_flop / in->steady_speed;
    double round = 2 * t.d + steady_c + t.update_a, computed = in->leave - t.d;
    double device = in->idle * t.d + in->busy * computed;
    analytic_output(out, "time_s", 2 * round);
    analytic_output(out, "host.server", 2 * in->server_busy * t.update_a);
    analytic_output(out, "host.device", device);
    analytic_output(out, "time.device/compute", computed);
    analytic_output(out, "host.steady",
                    in->idle * (4 * t.d + t.update_a) + 2 * in->busy * steady_c);
    analytic_output(out, "uplink_byte", 2 * in->parameters * 4);
    analytic_output(out, "downlink_byte", 3 * in->parameters * 4);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "wasted_energy_j", device);
    analytic_output(out, "learner_coverage", 0.5);
    analytic_output(out, "samples", 2 * in->samples + computed * in->speed / in->training_flop);
}

/* It leaves in the midst of its upload: the bytes moved until then have used its link. */
#define LEAVES_UPLOADING(INPUT)                                                                    \
    BASE(INPUT)                                                                                    \
    INPUT(steady_speed, 1e8, 1.1e8)                                                                \
    INPUT(leave, 57, 59)                                                                           \
    INPUT(update_size, 4e6, 4.1e6)                                                                 \
    INPUT(link_idle, 0.5, 0.7)                                                                     \
    INPUT(link_busy, 2, 2.5)
ANALYTIC_INPUTS(device_leaves_while_it_uploads, LEAVES_UPLOADING);
static void device_leaves_while_it_uploads_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct device_leaves_while_it_uploads_inputs *in = inputs;
    struct times t = TIMES(in);
    double steady_c = in->samples * in->training_flop / in->steady_speed;
    double leave = in->leave, sent = leave - t.d - t.c; /* seconds of its upload */
    double byte = round((sent - in->latency) * in->bandwidth);
    double watts = in->link_busy - in->link_idle, u = in->latency + in->update_size / in->bandwidth;
    analytic_output(out, "uplink_byte", in->update_size + byte);
    analytic_output(out, "host.device", in->idle * (t.d + sent) + in->busy * t.c);
    analytic_output(out, "link.device-link",
                    watts * (in->parameters * 4 + byte) / in->bandwidth + in->link_idle * leave);
    analytic_output(out, "samples", 2 * in->samples);
    analytic_output(out, "host.server", in->server_busy * t.update_a);
    analytic_output(out, "time_s", t.d + u + steady_c + t.update_a);
    analytic_output(out, "wasted_energy_j",
                    in->idle * (t.d + sent) + in->busy * t.c +
                        watts * (in->parameters * 4 + byte) / in->bandwidth);
}

/* Nobody is there at first: the round waits for the device to come. */
#define COMES(INPUT)                                                                               \
    BASE(INPUT)                                                                                    \
    INPUT(come, 25, 31)
ANALYTIC_INPUTS(server_waits_for_a_device_to_come, COMES);
static void server_waits_for_a_device_to_come_expect(const void *inputs,
                                                     struct analytic_outputs *out)
{
    const struct server_waits_for_a_device_to_come_inputs *in = inputs;
    struct times t = TIMES(in);
    double turn = 2 * t.d + t.c + t.update_a;
    analytic_output(out, "time_s", in->come + turn);
    analytic_output(out, "host.device", in->idle * 2 * t.d + in->busy * t.c);
    analytic_output(out, "host.server", in->server_busy * t.update_a);
    analytic_output(out, "learner_coverage", 1);
}

/* Date 0 is the time of day of the start-date: the clock of a daily pattern starts at midnight, and
 * the days before that of the start do not matter. The device comes at 10:00, the job starts
 * some seconds earlier, on the fourth day. */
#define DATED(INPUT)                                                                               \
    BASE(INPUT)                                                                                    \
    INPUT(come, 25, 31)                                                                            \
    INPUT(start, 295195, 295197)
ANALYTIC_INPUTS(pattern_starts_at_midnight, DATED);
static void pattern_starts_at_midnight_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct pattern_starts_at_midnight_inputs *in = inputs;
    struct times t = TIMES(in);
    double start_of_day = 3 * 24 * 3600, come = start_of_day + 10 * 3600 + in->come - in->start;
    analytic_output(out, "time_s", come + 2 * t.d + t.c + t.update_a);
    analytic_output(out, "host.device", in->idle * 2 * t.d + in->busy * t.c);
    analytic_output(out, "host.server", in->server_busy * t.update_a);
}

/* A battery that runs down to its minimum in the midst of a training blocks the device: it is cut
 * off at level - drawn = minimum, and does not charge: the second round is the steady learner's
 * alone. */
#define DRAINS(INPUT)                                                                              \
    BASE(INPUT)                                                                                    \
    INPUT(steady_speed, 1e8, 1.1e8)                                                                \
    INPUT(capacity, 1000, 1050)                                                                    \
    INPUT(level, 0.3, 0.31)                                                                        \
    INPUT(minimum, 0.15, 0.16)
ANALYTIC_INPUTS(battery_that_blocks, DRAINS);
static void battery_that_blocks_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct battery_that_blocks_inputs *in = inputs;
    struct times t = TIMES(in);
    double steady_c = in->samples * in->training_flop / in->steady_speed;
    double has = (in->level - in->minimum) * in->capacity;
    double computed = (has - in->idle * t.d) / in->busy;
    analytic_output(out, "time_s", 2 * (2 * t.d + steady_c + t.update_a));
    analytic_output(out, "host.device", has);
    analytic_output(out, "host.server", 2 * in->server_busy * t.update_a);
    analytic_output(out, "time.device/compute", computed);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "wasted_energy_j", has);
    analytic_output(out, "samples", 2 * in->samples + computed * in->speed / in->training_flop);
    analytic_output(out, "downlink_byte", 3 * in->parameters * 4);
}

/* A device alone, too empty to begin: it charges (less what it draws at rest) until it may, then
 * the round begins. Its charger takes 1 / efficiency of what it draws from the grid. */
#define CHARGES(INPUT)                                                                             \
    BASE(INPUT)                                                                                    \
    INPUT(capacity, 100000, 105000)                                                                \
    INPUT(level, 0.1, 0.11)                                                                        \
    INPUT(needed, 0.12, 0.125)                                                                     \
    INPUT(charger, 20, 23)                                                                         \
    INPUT(efficiency, 0.8, 0.9)
ANALYTIC_INPUTS(battery_that_charges_first, CHARGES);
static void battery_that_charges_first_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct battery_that_charges_first_inputs *in = inputs;
    struct times t = TIMES(in);
    double charging = (in->needed - in->level) * in->capacity / (in->charger - in->idle);
    analytic_output(out, "time_s", charging + 2 * t.d + t.c + t.update_a);
    analytic_output(out, "host.server", in->server_busy * t.update_a);
    analytic_output(out, "host.device", (in->idle * 2 * t.d + in->busy * t.c) / in->efficiency);
}

/* Devices that are faster or slower than their kind. */
#define FACTOR(INPUT)                                                                              \
    BASE(INPUT)                                                                                    \
    INPUT(steady_speed, 1e8, 1.1e8)                                                                \
    INPUT(factor, 0.7, 0.6)
ANALYTIC_INPUTS(speed_factor_of_a_device, FACTOR);
static void speed_factor_of_a_device_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct speed_factor_of_a_device_inputs *in = inputs;
    struct times t = TIMES(in);
    double steady_c = in->samples * in->training_flop / in->steady_speed;
    double c = t.c / in->factor;
    analytic_output(out, "time_s", 2 * t.d + fmax(c, steady_c) + 2 * t.update_a);
    analytic_output(out, "host.device", in->idle * 2 * t.d + in->busy * c);
    analytic_output(out, "host.server", in->server_busy * 2 * t.update_a);
    analytic_output(out, "flop", 2 * in->samples * in->training_flop + 4 * in->parameters);
}

/* Preparing its data once, by the device: flop per byte of what it holds. */
#define PREPARES(INPUT)                                                                            \
    BASE(INPUT)                                                                                    \
    INPUT(sample_size, 3000, 3100)                                                                 \
    INPUT(preparation, 5000, 5200)
ANALYTIC_INPUTS(data_is_prepared_once, PREPARES);
static void data_is_prepared_once_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct data_is_prepared_once_inputs *in = inputs;
    struct times t = TIMES(in);
    double p = in->samples * in->sample_size * in->preparation / in->speed;
    analytic_output(out, "time_s", 2 * (2 * t.d + t.c + t.update_a) + p);
    analytic_output(out, "host.device/preparation", in->busy * p);
    analytic_output(out, "host.device/compute", 2 * in->busy * t.c);
    analytic_output(out, "phase.preparation", in->busy * p);
    analytic_output(out, "host.server", 2 * in->server_busy * t.update_a);
    analytic_output(out, "host.device/download", 2 * in->idle * t.d);
}

/* Speed measured at batches of 8 and 32; at 20 halfway between. */
#define BATCHED(INPUT)                                                                             \
    INPUT(server_speed, 2e6, 3e6)                                                                  \
    INPUT(server_busy, 200, 260)                                                                   \
    INPUT(idle, 2, 3)                                                                              \
    INPUT(busy, 9, 11)                                                                             \
    INPUT(bandwidth, 1e5, 1.1e5)                                                                   \
    INPUT(latency, 0.05, 0.08)                                                                     \
    INPUT(parameters, 100000, 110000)                                                              \
    INPUT(training_flop, 1e8, 1.1e8)                                                               \
    INPUT(samples, 80, 85)                                                                         \
    INPUT(slow, 1e8, 1.2e8)                                                                        \
    INPUT(fast, 3e8, 3.3e8)
ANALYTIC_INPUTS(speed_between_two_batches, BATCHED);
static void speed_between_two_batches_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct speed_between_two_batches_inputs *in = inputs;
    double d = in->latency + in->parameters * 4 / in->bandwidth;
    double t8 = 8 / in->slow, t32 = 32 / in->fast; /* of a batch, squares in line with its square */
    double t20 = sqrt(t8 * t8 + (t32 * t32 - t8 * t8) * (20 * 20 - 8 * 8) / (32 * 32 - 8 * 8));
    double c = in->samples * in->training_flop * t20 / 20;
    analytic_output(out, "time_s", 2 * d + c + 2 * in->parameters / in->server_speed);
    analytic_output(out, "host.device", in->idle * 2 * d + in->busy * c);
    analytic_output(out, "host.server", in->server_busy * 2 * in->parameters / in->server_speed);
}

/* A trace of on and off. 'device' is there from come to leave, in which it trains but does not
 * send, and from again on; 'steady' is not in the trace and never there. The server waits for the
 * first to come; at leave the round ends without an update, and makes no progress; at again the
 * second begins, which has what the first one lacked: one of the two updates. */
#define TRACED(INPUT)                                                                              \
    BASE(INPUT)                                                                                    \
    INPUT(come, 25.5, 31)                                                                          \
    INPUT(leave, 60.25, 62)                                                                        \
    INPUT(again, 100, 120)                                                                         \
    INPUT(link_idle, 0.5, 0.7)                                                                     \
    INPUT(link_busy, 2, 2.5)
ANALYTIC_INPUTS(device_follows_a_trace, TRACED);
static void device_follows_a_trace_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct device_follows_a_trace_inputs *in = inputs;
    struct times t = TIMES(in);
    double computed = in->leave - in->come - t.d, byte = in->parameters * 4;
    double turn = 2 * t.d + t.c, end = in->again + turn + t.update_a;
    double wasted = in->idle * t.d + in->busy * computed;
    double moving = (in->link_busy - in->link_idle) / in->bandwidth;
    analytic_output(out, "round.1.start_s", 0);
    analytic_output(out, "round.1.end_s", in->leave);
    analytic_output(out, "round.1.updates", 0);
    analytic_output(out, "round.2.end_s", end);
    analytic_output(out, "round.2.updates", 1);
    analytic_output(out, "time_s", end);
    analytic_output(out, "host.device", wasted + in->idle * 2 * t.d + in->busy * t.c);
    analytic_output(out, "duty.device", in->leave - in->come + turn);
    analytic_output(out, "host.server", in->server_busy * t.update_a);
    analytic_output(out, "link.device-link",
                    moving * 3 * byte + in->link_idle * (in->again + turn - in->come));
    analytic_output(out, "downlink_byte", 2 * byte);
    analytic_output(out, "uplink_byte", byte);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "missing_updates", 3);
    analytic_output(out, "wasted_energy_j", wasted + moving * byte);
    analytic_output(out, "learner_coverage", 0.5);
    analytic_output(out, "samples", in->samples + computed * in->speed / in->training_flop);
}

/* The device has sent its update when it leaves, and is there again before the round ends: it
 * misses nothing, and what it draws between its two turns is not the job's. */
#define AWAY(INPUT) BASE(INPUT) INPUT(steady_speed, 1e8, 1.1e8)
ANALYTIC_INPUTS(device_away_between_turns, AWAY);
static void device_away_between_turns_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct device_away_between_turns_inputs *in = inputs;
    struct times t = TIMES(in);
    double steady_c = in->samples * in->training_flop / in->steady_speed;
    double round_s = 2 * t.d + steady_c + 2 * t.update_a, turn = 2 * t.d + t.c;
    assert(turn < 60 && 75 < round_s);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "host.device", 2 * (in->idle * 2 * t.d + in->busy * t.c));
    analytic_output(out, "duty.device", 2 * turn);
    analytic_output(out, "host.steady",
                    in->idle * (4 * t.d + 2 * t.update_a) + 2 * in->busy * steady_c);
    analytic_output(out, "host.server", in->server_busy * 4 * t.update_a);
    analytic_output(out, "dropped_updates", 0);
    analytic_output(out, "missing_updates", 0);
}

/* A trace that says when the device is at its charger, too: too empty to begin, it drains at rest
 * until it is plugged in, then charges (less what it draws) until it may. */
#define TRACE_CHARGES(INPUT) CHARGES(INPUT) INPUT(plug, 100, 130)
ANALYTIC_INPUTS(trace_says_when_it_charges, TRACE_CHARGES);
static void trace_says_when_it_charges_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct trace_says_when_it_charges_inputs *in = inputs;
    struct times t = TIMES(in);
    double lacks = (in->needed - in->level) * in->capacity + in->idle * in->plug;
    double begun = in->plug + lacks / (in->charger - in->idle);
    analytic_output(out, "time_s", begun + 2 * t.d + t.c + t.update_a);
    analytic_output(out, "host.server", in->server_busy * t.update_a);
    analytic_output(out, "host.device", (in->idle * 2 * t.d + in->busy * t.c) / in->efficiency);
    analytic_output(out, "dropped_updates", 0);
}

#define LONE(rounds, device)                                                                       \
    DEPLOYMENT(SERVER(PROP("rounds", rounds))                                                      \
                   ACTOR("device", "learner", PROP("samples", "{samples}") device))
#define BATTERY PROP("battery-level", "{level}") PROP("battery-minimum", "{minimum}")
#define TRACE   PROP("availability", "series.csv")
#define CHARGED                                                                                    \
    PROP("battery", "{capacity}J")                                                                 \
    PROP("charging_wattage", "{charger}W") PROP("charger_efficiency", "{efficiency}")
static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(device_leaves_while_it_computes, PLACE("{steady_speed}f", "{speed}f", "", "0:0"),
                   RUN("2", PROP("availability", "00:00:00-00:00:{leave}")), WORK)},
    {ANALYTIC_CASE(device_leaves_while_it_uploads,
                   PLACE("{steady_speed}f", "{speed}f", "", "{link_idle}:{link_busy}"),
                   RUN("1", PROP("availability", "00:00:00-00:00:{leave}")),
                   WORKLOAD(PROP("parameters", "{parameters}")
                                PROP("training-flop", "{training_flop} flop") PROP("samples", "100")
                                    PROP("update-size", "{update_size} B")))},
    {ANALYTIC_CASE(server_waits_for_a_device_to_come, PLACE("1e8f", "{speed}f", "", "0:0"),
                   LONE("1", PROP("availability", "00:00:{come}-00:05:00")), WORK)},
    {ANALYTIC_CASE(pattern_starts_at_midnight, PLACE("1e8f", "{speed}f", "", "0:0"),
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("start-date", "{start}")) ACTOR(
                       "device", "learner",
                       PROP("availability", "10:00:{come}-12:00:00") PROP("samples", "{samples}"))),
                   WORK)},
    {ANALYTIC_CASE(device_follows_a_trace, PLACE("1e8f", "{speed}f", "", "{link_idle}:{link_busy}"),
                   DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("steady", "learner",
                                                                TRACE PROP("samples", "7"))
                                  ACTOR("device", "learner", TRACE PROP("samples", "{samples}"))),
                   WORK),
     .series = "from,until,host\n{come},{leave},device\n{again},1e6,device\n0,1e6,server\n"},
    {ANALYTIC_CASE(device_away_between_turns, PLACE("{steady_speed}f", "{speed}f", "", "0:0"),
                   RUN("2", TRACE), WORK),
     .series = "from,until\n0,60\n75,1e6\n"},
    {ANALYTIC_CASE(
         trace_says_when_it_charges, PLACE("1e8f", "{speed}f", CHARGED, "0:0"),
         LONE("1", TRACE PROP("battery-level", "{level}") PROP("battery-start", "{needed}")), WORK),
     .series = "from,until,charging\n0,{plug},no\n{plug},1e6,yes\n"},
    {ANALYTIC_CASE(battery_that_blocks,
                   PLACE("{steady_speed}f", "{speed}f", PROP("battery", "{capacity}J"), "0:0"),
                   RUN("2", BATTERY), WORK)},
    {ANALYTIC_CASE(battery_that_charges_first, PLACE("1e8f", "{speed}f", CHARGED, "0:0"),
                   LONE("1", PROP("battery-level", "{level}") PROP("battery-start", "{needed}")),
                   WORK)},
    {ANALYTIC_CASE(speed_factor_of_a_device, PLACE("{steady_speed}f", "{speed}f", "", "0:0"),
                   RUN("1", PROP("speed-factor", "{factor}")), WORK)},
    {ANALYTIC_CASE(data_is_prepared_once, PLACE("1e8f", "{speed}f", "", "0:0"), LONE("2", ""),
                   WORKLOAD(PROP("parameters", "{parameters}")
                                PROP("training-flop", "{training_flop} flop") PROP("samples", "100")
                                    PROP("bytes-per-sample", "{sample_size} B")
                                        PROP("preparation-flop", "{preparation} flop")))},
    {ANALYTIC_CASE(
        speed_between_two_batches,
        PLACE("1e8f", "5e8f", PROP("speed_by_batch", "model:8:{slow}f, model:32:{fast}f"), "0:0"),
        LONE("1", PROP("batch", "20")), WORK)},
};
ANALYTIC_TOPIC(analytic_presence, cases);
