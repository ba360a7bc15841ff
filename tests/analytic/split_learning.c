/* Split learning of two clients. Each has a link of its own to the server. Of a client with n
 * samples, E passes over them in b = E x ceil(n / batch) batches:
 *   p = latency + client_parameters x 4 B / bandwidth     its part, down before and up after
 *   c = E n share training_flop / speed                   its computing, forwards and backwards
 *   o = b batch_overhead                                  the time that it loses, waiting
 *   u = E n (1 - share) training_flop / server_speed      the server at work, by itself
 *   x = 2 (b latency + E n activation / bandwidth)        activations up, their gradients down
 *   t = 2 p + c + o + u + x                               its turn
 *   bytes each way: client_parameters x 4 + E n activation */
#include "star.h"

#include <assert.h>

#define COMMON(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 2.1e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(training_flop, 2e7, 2.01e7)                                                              \
    INPUT(share, 0.25, 0.26)                                                                       \
    INPUT(activation, 3000, 3100)                                                                  \
    INPUT(client_parameters, 25000, 26000)
#define CLIENT_A(INPUT)                                                                            \
    INPUT(samples_a, 40, 41)                                                                       \
    INPUT(speed_a, 1e9, 1.01e9)                                                                    \
    INPUT(idle_a, 3, 3.7)                                                                          \
    INPUT(busy_a, 11, 12)                                                                          \
    INPUT(bandwidth_a, 1e6, 1.01e6)
#define CLIENT_C(INPUT)                                                                            \
    INPUT(samples_c, 55, 57)                                                                       \
    INPUT(speed_c, 4.3e8, 4.32e8)                                                                  \
    INPUT(idle_c, 1.5, 1.6)                                                                        \
    INPUT(busy_c, 5, 5.5)                                                                          \
    INPUT(bandwidth_c, 9e5, 9.1e5)

struct client {
    double part_s, compute_s, lost_s, upper_s, turn_s, byte, bandwidth;
};

/* ---- one after another ---- */

#define SEQUENTIAL(INPUT)                                                                          \
    COMMON(INPUT)                                                                                  \
    CLIENT_A(INPUT)                                                                                \
    CLIENT_C(INPUT)                                                                                \
    INPUT(batch, 16, 20)                                                                           \
    INPUT(epochs, 2, 3)                                                                            \
    INPUT(batch_overhead, 0.01, 0.02)                                                              \
    INPUT(overhead, 1.5, 2)                                                                        \
    INPUT(rounds, 2, 3)
ANALYTIC_INPUTS(split_sequential, SEQUENTIAL);

static struct client client_of(const struct split_sequential_inputs *in, double samples,
                               double speed, double bandwidth)
{
    double batches = in->epochs * ceil(samples / in->batch), all = in->epochs * samples;
    struct client client = {.part_s = in->latency + in->client_parameters * 4 / bandwidth,
                            .compute_s = all * in->share * in->training_flop / speed,
                            .lost_s = batches * in->batch_overhead,
                            .upper_s = all * (1 - in->share) * in->training_flop / in->server_speed,
                            .byte = in->client_parameters * 4 + all * in->activation,
                            .bandwidth = bandwidth};
    client.turn_s = 2 * client.part_s + client.compute_s + client.lost_s + client.upper_s +
                    2 * (batches * in->latency + all * in->activation / bandwidth);
    return client;
}

/* a is on duty from the start, c from when a is done; each until its last turn has ended. */
static void split_sequential_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct split_sequential_inputs *in = inputs;
    struct client a = client_of(in, in->samples_a, in->speed_a, in->bandwidth_a);
    struct client c = client_of(in, in->samples_c, in->speed_c, in->bandwidth_c);
    double rounds = in->rounds, round_s = a.turn_s + c.turn_s + in->overhead;
    double duty_a = (rounds - 1) * round_s + a.turn_s, duty_c = (rounds - 1) * round_s + c.turn_s;
    double upper_s = a.upper_s + c.upper_s;
    analytic_output(out, "time_s", rounds * round_s);
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "round.2.end_s", 2 * round_s);
    analytic_output(out, "duty.a", duty_a);
    analytic_output(out, "duty.c", duty_c);
    analytic_output(out, "host.a",
                    in->idle_a * duty_a + (in->busy_a - in->idle_a) * rounds * a.compute_s);
    analytic_output(out, "host.c",
                    in->idle_c * duty_c + (in->busy_c - in->idle_c) * rounds * c.compute_s);
    analytic_output(out, "host.server",
                    in->server_idle * rounds * (round_s - upper_s) +
                        in->server_busy * rounds * upper_s);
    analytic_output(out, "time.server/compute", rounds * upper_s);
    analytic_output(out, "time.server/overhead", rounds * in->overhead);
    analytic_output(out, "time.c/overhead", rounds * c.lost_s);
    analytic_output(
        out, "phase.compute",
        rounds * (in->busy_a * a.compute_s + in->busy_c * c.compute_s + in->server_busy * upper_s));
    analytic_output(out, "link.link-a",
                    (in->link_busy - in->link_idle) * 2 * rounds * a.byte / a.bandwidth +
                        in->link_idle * duty_a);
    analytic_output(out, "link.link-c",
                    (in->link_busy - in->link_idle) * 2 * rounds * c.byte / c.bandwidth +
                        in->link_idle * duty_c);
    analytic_output(out, "uplink_byte", rounds * (a.byte + c.byte));
    analytic_output(out, "downlink_byte", rounds * (a.byte + c.byte));
    analytic_output(out, "samples", rounds * in->epochs * (in->samples_a + in->samples_c));
    analytic_output(out, "flop",
                    rounds * in->epochs * (in->samples_a + in->samples_c) * in->training_flop);
    analytic_output(out, "round.1.cohort", 2);
    analytic_output(out, "round.1.updates", 2);
}

/* ---- at the same time, unlike each other: one batch of all samples each ----
 * v = n share forward_flop / speed, and w = n share (training_flop - forward_flop) / speed. The
 * activations of a reach the server first, those of c while it works on them: from then on each has
 * half of it. With r left of a's work, a's is done 2 r later, and c's r + u after they came. */

#define UNLIKE(INPUT)                                                                              \
    COMMON(INPUT)                                                                                  \
    CLIENT_A(INPUT)                                                                                \
    CLIENT_C(INPUT)                                                                                \
    INPUT(forward_flop, 7e6, 7.1e6)                                                                \
    INPUT(aggregation, 100, 110)                                                                   \
    INPUT(rounds, 2, 3)
ANALYTIC_INPUTS(split_parallel, UNLIKE);

static void split_parallel_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct split_parallel_inputs *in = inputs;
    const double n[] = {in->samples_a, in->samples_c}, speed[] = {in->speed_a, in->speed_c};
    const double bandwidth[] = {in->bandwidth_a, in->bandwidth_c};
    double part_s[2], came_s[2], upper_s[2], back_s[2], compute_s[2], byte = 0, end_s[2];
    for (int i = 0; i < 2; i++) {
        double move_s = in->latency + n[i] * in->activation / bandwidth[i];
        double forward_s = n[i] * in->share * in->forward_flop / speed[i];
        compute_s[i] = n[i] * in->share * in->training_flop / speed[i];
        part_s[i] = in->latency + in->client_parameters * 4 / bandwidth[i];
        upper_s[i] = n[i] * (1 - in->share) * in->training_flop / in->server_speed;
        came_s[i] = part_s[i] + forward_s + move_s;
        back_s[i] = move_s + compute_s[i] - forward_s + part_s[i];
        byte += in->client_parameters * 4 + n[i] * in->activation;
    }
    double rest_s = upper_s[0] - (came_s[1] - came_s[0]);
    assert(came_s[0] < came_s[1] && rest_s > 0 && rest_s < upper_s[1]);
    end_s[0] = came_s[1] + 2 * rest_s + back_s[0];
    end_s[1] = came_s[1] + rest_s + upper_s[1] + back_s[1];
    double average_s = in->aggregation * in->client_parameters * 2 / in->server_speed;
    double round_s = fmax(end_s[0], end_s[1]) + average_s;
    double served_s = upper_s[0] + upper_s[1] + average_s;
    double duty_s[] = {(in->rounds - 1) * round_s + end_s[0],
                       (in->rounds - 1) * round_s + end_s[1]};
    analytic_output(out, "time_s", in->rounds * round_s);
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "host.server",
                    in->rounds *
                        (in->server_idle * (round_s - served_s) + in->server_busy * served_s));
    analytic_output(out, "time.server/aggregate", in->rounds * average_s);
    analytic_output(out, "host.a",
                    in->idle_a * duty_s[0] + (in->busy_a - in->idle_a) * in->rounds * compute_s[0]);
    analytic_output(out, "host.c",
                    in->idle_c * duty_s[1] + (in->busy_c - in->idle_c) * in->rounds * compute_s[1]);
    analytic_output(out, "link.link-a",
                    (in->link_busy - in->link_idle) * 2 * in->rounds *
                            (in->client_parameters * 4 + n[0] * in->activation) / bandwidth[0] +
                        in->link_idle * duty_s[0]);
    analytic_output(out, "uplink_byte", in->rounds * byte);
    analytic_output(out, "downlink_byte", in->rounds * byte);
    analytic_output(out, "flop",
                    in->rounds * ((n[0] + n[1]) * in->training_flop +
                                  in->aggregation * in->client_parameters * 2));
}

/* ---- two alike: all that they do meets on the server, and takes twice its time there ----
 * Then each evaluates e samples with the server, and the server v samples by itself. */

#define ALIKE(INPUT)                                                                               \
    COMMON(INPUT)                                                                                  \
    INPUT(samples, 40, 41)                                                                         \
    INPUT(speed, 1e9, 1.01e9)                                                                      \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 12)                                                                            \
    INPUT(bandwidth, 1e6, 1.01e6)                                                                  \
    INPUT(batch, 16, 20)                                                                           \
    INPUT(forward_flop, 7e6, 7.1e6)                                                                \
    INPUT(own_samples, 12, 13)                                                                     \
    INPUT(server_samples, 30, 33)                                                                  \
    INPUT(rounds, 2, 3)
ANALYTIC_INPUTS(split_parallel_alike, ALIKE);

static void split_parallel_alike_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct split_parallel_alike_inputs *in = inputs;
    double n = in->samples, batches = ceil(n / in->batch), e = in->own_samples;
    double upper = 1 - in->share, part_byte = in->client_parameters * 4;
    double part_s = in->latency + part_byte / in->bandwidth;
    double compute_s = n * in->share * in->training_flop / in->speed;
    double served_s = 2 * n * upper * in->training_flop / in->server_speed;
    double train_s = 2 * part_s + compute_s + served_s +
                     2 * (batches * in->latency + n * in->activation / in->bandwidth);
    double average_s = 2 * 2 * in->client_parameters / in->server_speed;
    double forward_s = e * in->share * in->forward_flop / in->speed;
    double both_s = 2 * e * upper * in->forward_flop / in->server_speed;
    double alone_s = in->server_samples * in->forward_flop / in->server_speed;
    double evaluate_s =
        part_s + forward_s + in->latency + e * in->activation / in->bandwidth + both_s + alone_s;
    double round_s = train_s + average_s + evaluate_s;
    double busy_s = served_s + average_s + both_s + alone_s;
    double duty_s = in->rounds * round_s - both_s - alone_s; /* its part of the turn ends sooner */
    analytic_output(out, "time_s", in->rounds * round_s);
    analytic_output(out, "host.server",
                    in->rounds * (in->server_idle * (round_s - busy_s) + in->server_busy * busy_s));
    analytic_output(out, "time.server/evaluate", in->rounds * (both_s + alone_s));
    analytic_output(out, "phase.evaluate",
                    in->rounds * (2 * in->busy * forward_s + in->server_busy * (both_s + alone_s)));
    analytic_output(out, "host.a",
                    in->idle * duty_s +
                        (in->busy - in->idle) * in->rounds * (compute_s + forward_s));
    analytic_output(out, "uplink_byte", in->rounds * 2 * (part_byte + (n + e) * in->activation));
    analytic_output(out, "downlink_byte", in->rounds * 2 * (2 * part_byte + n * in->activation));
    analytic_output(out, "link.link-a",
                    (in->link_busy - in->link_idle) * in->rounds *
                            (3 * part_byte + (2 * n + e) * in->activation) / in->bandwidth +
                        in->link_idle * duty_s);
    analytic_output(out, "flop",
                    in->rounds * (2 * n * in->training_flop + 2 * 2 * in->client_parameters +
                                  (2 * e + in->server_samples) * in->forward_flop));
}

#define MODEL(props)                                                                               \
    WORKLOAD(PROP("parameters", "250000") PROP("training-flop", "{training_flop} flop")            \
                 PROP("samples", "120") PROP("activation-size", "{activation} B")                  \
                     PROP("client-flop-share", "{share}")                                          \
                         PROP("client-parameters", "{client_parameters}") props)
#define SPLIT_SERVER(props)                                                                        \
    ACTOR("server", "split-server",                                                                \
          PROP("workload", "workload.xml") PROP("rounds", "{rounds}") props)
#define CLIENT(id, props) ACTOR(id, "split-client", PROP("samples", "{samples_" id "}") props)
#define BATCHES                                                                                    \
    PROP("batch", "{batch}")                                                                       \
    PROP("local-epochs", "{epochs}") PROP("batch-overhead", "{batch_overhead}s")
#define TWIN(id)                                                                                   \
    HOST(id, "{speed}f", WATTS("{idle}:{idle}:{busy}"))                                            \
    LINK("link-" id, "{bandwidth}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))
static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(split_sequential, STAR_PLATFORM_AC,
                   DEPLOYMENT(SPLIT_SERVER(PROP("round-overhead", "{overhead}s"))
                                  CLIENT("a", BATCHES) CLIENT("c", BATCHES)),
                   MODEL(""))},
    {ANALYTIC_CASE(split_parallel, STAR_PLATFORM_AC,
                   DEPLOYMENT(SPLIT_SERVER(PROP("form", "parallel") PROP(
                       "aggregation-flop", "{aggregation} flop")) CLIENT("a", "") CLIENT("c", "")),
                   MODEL(PROP("forward-flop", "{forward_flop} flop")))},
    {ANALYTIC_CASE(split_parallel_alike,
                   STAR_PLATFORM_OF(TWIN("a") TWIN("c"), STAR_ROUTE("a") STAR_ROUTE("c")),
                   DEPLOYMENT(SPLIT_SERVER(PROP("form", "parallel")
                                               PROP("evaluation-samples", "{server_samples}"))
                                  ACTOR("a", "split-client",
                                        PROP("samples", "{samples}") PROP("batch", "{batch}")
                                            PROP("evaluation-samples", "{own_samples}"))
                                      ACTOR("c", "split-client",
                                            PROP("samples", "{samples}") PROP("batch", "{batch}")
                                                PROP("evaluation-samples", "{own_samples}"))),
                   MODEL(PROP("forward-flop", "{forward_flop} flop")))},
};
ANALYTIC_TOPIC(analytic_split_learning, cases);
