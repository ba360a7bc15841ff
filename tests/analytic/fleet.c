#include "pair.h"

#include <math.h>

/* Two learners with links of their own; 'far' is slower, has more data and a worse link:
 *   d, c, u of each: download, compute, upload; ends at d + c + u; the later end is the round's.
 * The server is in one phase at a time: uploading while either learner uploads, else downloading
 * while either downloads, else waiting. near uploads while far still downloads. */
#define TWO_PLATFORM                                                                               \
    PLATFORM(                                                                                      \
        ZONE("world",                                                                              \
             HOST("server", "{server_speed}f", WATTS("{server_idle}:{server_idle}:{server_busy}")) \
                 HOST("near", "{near_speed}f", WATTS("{near_idle}:{near_idle}:{near_busy}"))       \
                     HOST("far", "{far_speed}f", WATTS("{far_idle}:{far_idle}:{far_busy}"))        \
                         LINK("near-link", "{near_bandwidth}Bps", "{near_latency}s",               \
                              RANGE("{near_link_idle}:{near_link_busy}"))                          \
                             LINK("far-link", "{far_bandwidth}Bps", "{far_latency}s",              \
                                  RANGE("{far_link_idle}:{far_link_busy}"))                        \
                                 ROUTE("server", "near", "near-link")                              \
                                     ROUTE("server", "far", "far-link")))
#define TWO(INPUT)                                                                                 \
    INPUT(server_speed, 2e8, 3e8)                                                                  \
    INPUT(server_idle, 50, 60)                                                                     \
    INPUT(server_busy, 200, 260)                                                                   \
    INPUT(near_speed, 1e9, 1.2e9)                                                                  \
    INPUT(near_idle, 4, 4.5)                                                                       \
    INPUT(near_busy, 15, 17)                                                                       \
    INPUT(far_speed, 3e8, 3.4e8)                                                                   \
    INPUT(far_idle, 1, 1.5)                                                                        \
    INPUT(far_busy, 6, 7)                                                                          \
    INPUT(near_bandwidth, 4e6, 4.4e6)                                                              \
    INPUT(near_latency, 0.01, 0.03)                                                                \
    INPUT(near_link_idle, 0.3, 0.4)                                                                \
    INPUT(near_link_busy, 1.1, 1.3)                                                                \
    INPUT(far_bandwidth, 5e5, 6e5)                                                                 \
    INPUT(far_latency, 0.05, 0.08)                                                                 \
    INPUT(far_link_idle, 0.2, 0.25)                                                                \
    INPUT(far_link_busy, 0.9, 1)                                                                   \
    INPUT(parameters, 200000, 230000)                                                              \
    INPUT(training_flop, 2e7, 2.2e7)                                                               \
    INPUT(near_samples, 30, 33)                                                                    \
    INPUT(far_samples, 70, 75)
#define TWO_DEPLOYMENT                                                                             \
    DEPLOYMENT(SERVER(PROP("rounds", "1"))                                                         \
                   ACTOR("near", "learner", PROP("samples", "{near_samples}"))                     \
                       ACTOR("far", "learner", PROP("samples", "{far_samples}")))
#define TWO_WORKLOAD                                                                               \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "100"))

/* Time that [a, a_end] and [b, b_end] have in common. */
static double common(double a, double a_end, double b, double b_end)
{
    return fmax(0, fmin(a_end, b_end) - fmax(a, b));
}

ANALYTIC_INPUTS(heterogeneous_learners, TWO);
static void heterogeneous_learners_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct heterogeneous_learners_inputs *in = inputs;
    double byte = in->parameters * 4;
    double near_t = in->near_latency + byte / in->near_bandwidth;
    double far_t = in->far_latency + byte / in->far_bandwidth;
    double near_c = in->near_samples * in->training_flop / in->near_speed;
    double far_c = in->far_samples * in->training_flop / in->far_speed;
    double near_end = 2 * near_t + near_c, far_end = 2 * far_t + far_c;
    double end = fmax(near_end, far_end), a = 2 * in->parameters * 2 / in->server_speed;
    double upload = near_t + far_t - common(near_end - near_t, near_end, far_end - far_t, far_end);
    double download = fmax(near_t, far_t) - common(near_end - near_t, near_end, 0, far_t);
    double near_link = (in->near_link_busy - in->near_link_idle) * 2 * byte / in->near_bandwidth +
                       in->near_link_idle * near_end;
    double far_link = (in->far_link_busy - in->far_link_idle) * 2 * byte / in->far_bandwidth +
                      in->far_link_idle * far_end;
    double server = in->server_idle * end + in->server_busy * a;
    double near = in->near_idle * 2 * near_t + in->near_busy * near_c;
    double far = in->far_idle * 2 * far_t + in->far_busy * far_c;
    analytic_output(out, "time_s", end + a);
    analytic_output(out, "energy_j", server + near + far + near_link + far_link);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host.near", near);
    analytic_output(out, "host.far", far);
    analytic_output(out, "duty.near", near_end);
    analytic_output(out, "duty.far", far_end);
    analytic_output(out, "link.near-link", near_link);
    analytic_output(out, "link.far-link", far_link);
    analytic_output(out, "time.server/upload", upload);
    analytic_output(out, "time.server/download", download);
    analytic_output(out, "time.server/wait", end - upload - download);
    analytic_output(out, "time.server/aggregate", a);
    analytic_output(out, "plugin_host_energy_j",
                    server + near + in->near_idle * (end + a - near_end) + far +
                        in->far_idle * (end + a - far_end));
    analytic_output(out, "uplink_byte", 2 * byte);
    analytic_output(out, "flop",
                    (in->near_samples + in->far_samples) * in->training_flop +
                        2 * in->parameters * 2);
}

/* start_time: the server starts at s, the learner 'far' is there from l > s on. 'near' begins at s,
 * 'far' at l; nothing is on duty before. */
#define START_TIME(INPUT)                                                                          \
    TWO(INPUT)                                                                                     \
    INPUT(server_start, 1.5, 2)                                                                    \
    INPUT(far_start, 4, 4.6)
#define START_TIME_DEPLOYMENT                                                                      \
    DEPLOYMENT("<actor host='server' function='server' start_time='{server_start}'>\n" PROP(       \
        "workload", "workload.xml")                                                                \
                   PROP("rounds", "1") "</actor>\n" ACTOR(                                         \
                       "near", "learner",                                                          \
                       PROP("samples", "{near_samples}")) "<actor host='far' function='learner' "  \
                                                          "start_time='{far_start}'>\n" PROP(      \
                                                              "samples", "{far_samples}") "</"     \
                                                                                          "actor"  \
                                                                                          ">\n")
ANALYTIC_INPUTS(start_time, START_TIME);
static void start_time_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct start_time_inputs *in = inputs;
    double byte = in->parameters * 4;
    double near_t = in->near_latency + byte / in->near_bandwidth;
    double far_t = in->far_latency + byte / in->far_bandwidth;
    double near_c = in->near_samples * in->training_flop / in->near_speed;
    double far_c = in->far_samples * in->training_flop / in->far_speed;
    double near_end = in->server_start + 2 * near_t + near_c;
    double far_end = in->far_start + 2 * far_t + far_c;
    double end = fmax(near_end, far_end), a = 2 * in->parameters * 2 / in->server_speed;
    double server = in->server_idle * (end - in->server_start) + in->server_busy * a;
    double near = in->near_idle * 2 * near_t + in->near_busy * near_c;
    double far = in->far_idle * 2 * far_t + in->far_busy * far_c;
    analytic_output(out, "time_s", end + a);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host.near", near);
    analytic_output(out, "host.far", far);
    analytic_output(out, "duty.server", end + a - in->server_start);
    analytic_output(out, "duty.far", far_end - in->far_start);
    analytic_output(out, "link.near-link",
                    (in->near_link_busy - in->near_link_idle) * 2 * byte / in->near_bandwidth +
                        in->near_link_idle * (near_end - in->server_start));
    analytic_output(out, "link.far-link",
                    (in->far_link_busy - in->far_link_idle) * 2 * byte / in->far_bandwidth +
                        in->far_link_idle * (far_end - in->far_start));
    analytic_output(out, "plugin_host_energy_j",
                    server + in->server_idle * in->server_start + near +
                        in->near_idle * (end + a - (near_end - in->server_start)) + far +
                        in->far_idle * (end + a - (far_end - in->far_start)));
}

/* One round with 'active' learners, drawn out of n equal ones with equal shares of the data: which
 * ones plays no part. Each has its own links; download and upload take t, training c.
 * Coverage k / n; the Gini index of k ones among n values is 1 - k / n. */
#define EQUAL_LEARNER(i)                                                                           \
    HOST("learner-" i, "{learner_speed}f", WATTS("{learner_idle}:{learner_idle}:{learner_busy}"))  \
    LINK("up-" i, "{bandwidth}Bps", "{latency}s", RANGE("{up_idle}:{up_busy}"))                    \
    LINK("down-" i, "{bandwidth}Bps", "{latency}s", RANGE("{down_idle}:{down_busy}"))
#define HOST_LINK(i) "<host_link id='learner-" i "' up='up-" i "' down='down-" i "'/>\n"
#define COHORT(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 3e8)                                                                  \
    INPUT(server_idle, 50, 60)                                                                     \
    INPUT(server_busy, 200, 260)                                                                   \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(learner_idle, 3, 3.7)                                                                    \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(up_idle, 0.5, 0.8)                                                                       \
    INPUT(up_busy, 2, 2.9)                                                                         \
    INPUT(down_idle, 0.25, 0.35)                                                                   \
    INPUT(down_busy, 1, 1.5)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 120, 160)                                                                       \
    INPUT(last, 1, 3)                                                                              \
    INPUT(active, 1, 2)
#define COHORT_PLATFORM                                                                            \
    PLATFORM("<zone id='world' routing='Cluster'>\n" HOST(                                         \
        "server", "{server_speed}f", WATTS("{server_idle}:{server_idle}:{server_busy}"))           \
                 EQUAL_LEARNER("0") EQUAL_LEARNER("1") EQUAL_LEARNER("2") EQUAL_LEARNER("3")       \
                     HOST_LINK("0") HOST_LINK("1") HOST_LINK("2") HOST_LINK("3") "</zone>\n")
#define COHORT_DEPLOYMENT                                                                          \
    DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("active", "{active}") PROP("selection", "random"))  \
                   ACTOR("learner-[0-{last}]", "learner", ""))
ANALYTIC_INPUTS(cohort, COHORT);
static void cohort_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cohort_inputs *in = inputs;
    double n = in->last + 1, k = in->active, byte = in->parameters * 4;
    double share = in->samples / n;
    double t = in->latency + byte / in->bandwidth;
    double c = share * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters * k / in->server_speed;
    double server = in->server_idle * (2 * t + c) + in->server_busy * a;
    double learners = k * (in->learner_idle * 2 * t + in->learner_busy * c);
    double up = (in->up_busy - in->up_idle) * byte / in->bandwidth + in->up_idle * t;
    double down = (in->down_busy - in->down_idle) * byte / in->bandwidth + in->down_idle * t;
    analytic_output(out, "time_s", 2 * t + c + a);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host_energy_j", server + learners);
    analytic_output(out, "link_energy_j", k * (up + down));
    analytic_output(out, "energy_j", server + learners + k * (up + down));
    analytic_output(out, "learner_coverage", k / n);
    analytic_output(out, "sample_coverage", k / n);
    analytic_output(out, "learner_gini", 1 - k / n);
    analytic_output(out, "sample_gini", 1 - k / n);
    analytic_output(out, "uplink_byte", k * byte);
    analytic_output(out, "downlink_byte", k * byte);
    analytic_output(out, "samples", k * share);
    analytic_output(out, "epochs", k / n);
    analytic_output(out, "flop", k * share * in->training_flop + 2 * in->parameters * k);
    analytic_output(out, "accelerator_hours", (k * c + a) / 3600);
}

/* Two learners on one host behind one link. Both models come at once and share the link:
 *   d = latency + 2 bytes / bandwidth
 * Both compute at half speed until the smaller is done, 2 s / speed later; the larger then has the
 * host alone and ends at d + (s + l) flop / speed. The smaller's upload t is hidden in that: the
 * host is in phase compute, busy. The larger uploads alone. */
#define SHARED_HOST(INPUT)                                                                         \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(learner_idle, 3, 3.7)                                                                    \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(small, 40, 55)                                                                           \
    INPUT(large, 160, 190)
#define SHARED_HOST_DEPLOYMENT                                                                     \
    DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", PROP("samples", "{small}")) \
                   ACTOR("learner", "learner", PROP("samples", "{large}")))
#define SHARED_HOST_WORKLOAD                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "200"))
ANALYTIC_INPUTS(two_learners_one_host, SHARED_HOST);
static void two_learners_one_host_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct two_learners_one_host_inputs *in = inputs;
    double byte = in->parameters * 4;
    double d = in->latency + 2 * byte / in->bandwidth, t = in->latency + byte / in->bandwidth;
    double c = (in->small + in->large) * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters * 2 / in->server_speed;
    double watts = in->link_busy - in->link_idle;
    analytic_output(out, "time_s", d + c + t + a);
    analytic_output(out, "host.learner", in->learner_idle * (d + t) + in->learner_busy * c);
    analytic_output(out, "host.server", in->server_idle * (d + c + t) + in->server_busy * a);
    analytic_output(out, "time.learner/compute", c);
    analytic_output(out, "time.learner/download", d);
    analytic_output(out, "time.learner/upload", t);
    analytic_output(out, "time.server/upload", 2 * t);
    analytic_output(out, "time.server/wait", c - t);
    analytic_output(out, "link.link",
                    watts * 4 * byte / in->bandwidth + in->link_idle * (d + c + t));
    analytic_output(out, "phase.download",
                    (in->server_idle + in->learner_idle) * d + watts * 2 * byte / in->bandwidth);
    analytic_output(out, "phase.upload",
                    in->server_idle * 2 * t + in->learner_idle * t +
                        watts * 2 * byte / in->bandwidth);
    analytic_output(out, "uplink_byte", 2 * byte);
    analytic_output(out, "accelerator_hours", (c + a) / 3600);
    analytic_output(out, "learner_coverage", 1);
}

/* The server's host trains too: what it sends itself takes nothing. Its phases: compute until s
 * (its own training), whatever its transfers; the remote learner's download, training and upload
 * follow each other (t, c, t): what of them lies after s is download, wait, upload. */
#define PRIORITY(INPUT)                                                                            \
    PAIR(INPUT)                                                                                    \
    INPUT(server_samples, 23, 5)
#define PRIORITY_DEPLOYMENT                                                                        \
    DEPLOYMENT(SERVER(PROP("rounds", "1"))                                                         \
                   ACTOR("server", "learner", PROP("samples", "{server_samples}"))                 \
                       ACTOR("learner", "learner", PROP("samples", "{samples}")))
ANALYTIC_INPUTS(phase_priority, PRIORITY);
static void phase_priority_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct phase_priority_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double s = in->server_samples * in->training_flop / in->server_speed;
    double end = fmax(2 * t + c, s), a = 2 * in->parameters * 2 / in->server_speed;
    double download = fmax(0, t - s), upload = fmax(0, 2 * t + c - fmax(s, t + c));
    analytic_output(out, "time_s", end + a);
    analytic_output(out, "time.server/compute", s);
    analytic_output(out, "time.server/download", download);
    analytic_output(out, "time.server/upload", upload);
    analytic_output(out, "time.server/wait", end - s - download - upload);
    analytic_output(out, "time.server/aggregate", a);
    analytic_output(out, "host.server", in->server_busy * (s + a) + in->server_idle * (end - s));
    analytic_output(out, "host.server/upload", in->server_idle * upload);
    analytic_output(out, "host.learner", in->learner_idle * 2 * t + in->learner_busy * c);
    analytic_output(out, "time.learner/upload", t);
    analytic_output(out, "link.link",
                    (in->link_busy - in->link_idle) * 2 * byte / in->bandwidth +
                        in->link_idle * (2 * t + c));
    analytic_output(out, "uplink_byte", byte);
    analytic_output(out, "downlink_byte", byte);
}

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(heterogeneous_learners, TWO_PLATFORM, TWO_DEPLOYMENT, TWO_WORKLOAD)},
    {ANALYTIC_CASE(start_time, TWO_PLATFORM, START_TIME_DEPLOYMENT, TWO_WORKLOAD)},
    {ANALYTIC_CASE(cohort, COHORT_PLATFORM, COHORT_DEPLOYMENT, PAIR_WORKLOAD)},
    {ANALYTIC_CASE(two_learners_one_host, PAIR_PLATFORM, SHARED_HOST_DEPLOYMENT,
                   SHARED_HOST_WORKLOAD)},
    {ANALYTIC_CASE(phase_priority, PAIR_PLATFORM, PRIORITY_DEPLOYMENT, PAIR_WORKLOAD)},
};
ANALYTIC_TOPIC(analytic_fleet, cases);
