#include "harness.h"

/* Server and learner in one round over one link, with room for props:
 *   t = latency + parameters x 4 B / bandwidth     download, and upload
 *   c = samples x training_flop / learner_speed    local training
 *   a = 2 x parameters / server_speed              aggregation */
#define BASE(INPUT)                                                                                \
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
    INPUT(samples, 40, 55)
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "{samples}"))
#define ONE_ROUND DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("learner", "learner", ""))
#define ONE_LINK(props)                                                                            \
    LINK("link", "{bandwidth}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}") props)           \
    ROUTE("server", "learner", "link")
#define PLAIN_SERVER(props)                                                                        \
    HOST("server", "{server_speed}f", props WATTS("{server_idle}:{server_idle}:{server_busy}"))

/* The workload is the second name of 'workloads': pstate 1 has its speed and busy watts. Waiting in
 * the job draws idle of idle_pstate, cold idle is that of cold_pstate; the job pays the share
 * 'attribution' of the latter. Before its first duty the host stands in pstate 0 (what SimGrid
 * loads), afterwards it stays in the job's idle: both only the plugin counts.
 * The server starts at a date of its own, so that there is a before. */
#define PSTATES(INPUT)                                                                             \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(idle_0, 3, 3.7)                                                                          \
    INPUT(idle_2, 5, 5.5)                                                                          \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(cold_pstate, 0, 1)                                                                       \
    INPUT(idle_pstate, 2, 1)                                                                       \
    INPUT(attribution, 0.25, 0.75)                                                                 \
    INPUT(start, 1.5, 2)
ANALYTIC_INPUTS(pstate_per_workload, PSTATES);
static void pstate_per_workload_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct pstate_per_workload_inputs *in = inputs;
    const double idle[] = {in->idle_0, 7, in->idle_2};
    double cold = idle[(int)in->cold_pstate], wait = idle[(int)in->idle_pstate];
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double drawn = wait * 2 * t + in->learner_busy * c;
    double server = in->server_idle * (2 * t + c) + in->server_busy * a;
    double unbilled = (1 - in->attribution) * cold;
    analytic_output(out, "time_s", in->start + 2 * t + c + a);
    analytic_output(out, "host.learner", drawn - unbilled * (2 * t + c));
    analytic_output(out, "host.learner/compute", (in->learner_busy - unbilled) * c);
    analytic_output(out, "host.learner/download", (wait - unbilled) * t);
    analytic_output(out, "host.server", server);
    analytic_output(out, "plugin_host_energy_j",
                    server + in->server_idle * in->start + drawn + in->idle_0 * in->start +
                        wait * a);
}

/* Props name other pstates than the workload's: of training by its number, of evaluation by the
 * name of another workload. This workload is none of those listed: a speed that was not measured on
 * this workload is scaled by the host's efficiency, and so is evaluation. The server's last
 * activity is to send the model again: it is off duty while the learner evaluates. */
#define NAMED(INPUT)                                                                               \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_work, 210, 190)                                                                   \
    INPUT(training_speed, 1e9, 1.3e9)                                                              \
    INPUT(training_busy, 11, 14)                                                                   \
    INPUT(evaluation_speed, 6e8, 8e8)                                                              \
    INPUT(evaluation_busy, 8, 9)                                                                   \
    INPUT(wait, 4, 5)                                                                              \
    INPUT(efficiency, 0.5, 0.75)                                                                   \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(forward_flop, 6e6, 8e6)                                                                  \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(evaluation_samples, 20, 30)
#define NAMED_PLATFORM                                                                             \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        HOST("server", "1Gf,{server_speed}f",                                                      \
             WATTS("{server_idle}:{server_idle}:99,1:1:{server_work}") PROP("idle_pstate", "0"))   \
            HOST("learner", "5Gf,{training_speed}f,{evaluation_speed}f",                           \
                 PROP("workloads", "cold,other,forward") PROP("efficiency", "{efficiency}")        \
                     PROP("idle_pstate", "0") WATTS("{wait}:{wait}:50,1:1:{training_busy},"        \
                                                    "1:1:{evaluation_busy}"))                      \
                LINK("link", "{bandwidth}Bps", "{latency}s", "")                                   \
                    ROUTE("server", "learner", "link")))
#define NAMED_DEPLOYMENT                                                                           \
    DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("pstate", "1"))                                     \
                   ACTOR("learner", "learner",                                                     \
                         PROP("pstate", "1") PROP("evaluation-pstate", "forward")                  \
                             PROP("evaluation-samples", "{evaluation_samples}")))
ANALYTIC_INPUTS(pstates_by_prop, NAMED);
static void pstates_by_prop_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct pstates_by_prop_inputs *in = inputs;
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / (in->training_speed * in->efficiency);
    double e = in->evaluation_samples * in->forward_flop / (in->evaluation_speed * in->efficiency);
    double a = 2 * in->parameters / in->server_speed;
    analytic_output(out, "time_s", 3 * t + c + a + e);
    analytic_output(out, "host.learner/compute", in->training_busy * c);
    analytic_output(out, "host.learner/evaluate", in->evaluation_busy * e);
    analytic_output(out, "host.learner",
                    in->training_busy * c + in->evaluation_busy * e + in->wait * (3 * t + a));
    analytic_output(out, "host.server", in->server_idle * (3 * t + c + e) + in->server_work * a);
}

/* ---- attribution: the share of cold idle billed from first to last duty ---- */

/* The learner waits in the job at 'learner_idle', cold it would draw 'cold': what the job adds is
 * billed in full. The server's cold idle is its idle. Links: the share of their idle watts.
 * The plugins know of no shares; they count the time before the start too (the learner cold) and
 * after the learner's duty (in-job idle). */
#define SHARES(INPUT, share, other)                                                                \
    BASE(INPUT)                                                                                    \
    INPUT(cold, 1.75, 2)                                                                           \
    INPUT(start, 1.5, 2)                                                                           \
    INPUT(server_share, share, other)                                                              \
    INPUT(learner_share, share, other)                                                             \
    INPUT(link_share, share, other)
#define SHARES_PLATFORM                                                                            \
    PLATFORM(ZONE("world",                                                                         \
                  PLAIN_SERVER(PROP("attribution", "{server_share}"))                              \
                      HOST("learner", "1f,{learner_speed}f",                                       \
                           PROP("workloads", "other,model") PROP("attribution", "{learner_share}") \
                               WATTS("{cold}:{cold}:99,"                                           \
                                     "{learner_idle}:{learner_idle}:{learner_busy}"))              \
                          ONE_LINK(PROP("attribution", "{link_share}"))))
#define SHARES_0(INPUT)  SHARES(INPUT, 0, 0.5)
#define SHARES_03(INPUT) SHARES(INPUT, 0.3, 0.6)
#define SHARES_1(INPUT)  SHARES(INPUT, 1, 0.9)
ANALYTIC_INPUTS(attribution_0, SHARES_0);
ANALYTIC_INPUTS(attribution_03, SHARES_03);
ANALYTIC_INPUTS(attribution_1, SHARES_1);
static void attribution_03_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct attribution_03_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed, duty = 2 * t + c;
    double server = in->server_idle * duty + in->server_busy * a -
                    (1 - in->server_share) * in->server_idle * (duty + a);
    double learner =
        in->learner_idle * 2 * t + in->learner_busy * c - (1 - in->learner_share) * in->cold * duty;
    double link = 2 * (in->link_busy - in->link_idle) * byte / in->bandwidth +
                  in->link_share * in->link_idle * duty;
    analytic_output(out, "time_s", in->start + duty + a);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host.learner", learner);
    analytic_output(out, "link.link", link);
    analytic_output(out, "energy_j", server + learner + link);
    analytic_output(out, "host.learner/compute",
                    (in->learner_busy - (1 - in->learner_share) * in->cold) * c);
    analytic_output(out, "host.server/wait", in->server_share * in->server_idle * c);
    analytic_output(out, "plugin_host_energy_j",
                    in->server_idle * (in->start + duty) + in->server_busy * a +
                        in->cold * in->start + in->learner_idle * (2 * t + a) +
                        in->learner_busy * c);
    analytic_output(out, "plugin_link_energy_j",
                    in->link_idle * (in->start + duty + a) +
                        (in->link_busy - in->link_idle) * 2 * t);
}
_Static_assert(sizeof(struct attribution_0_inputs) == sizeof(struct attribution_03_inputs) &&
                   sizeof(struct attribution_1_inputs) == sizeof(struct attribution_03_inputs),
               "one expectation for all three");
#define attribution_0_expect attribution_03_expect
#define attribution_1_expect attribution_03_expect

/* Defaults: phones 0, other kinds 1; links shared_by_many 0, others 1. Both links on the route move
 * the bytes: the slower decides the rate, the latencies add up. */
#define DEFAULT_SHARES(INPUT)                                                                      \
    BASE(INPUT)                                                                                    \
    INPUT(core_bandwidth, 5e6, 6e6)                                                                \
    INPUT(core_latency, 0.01, 0.02)                                                                \
    INPUT(core_idle, 100, 120)                                                                     \
    INPUT(core_busy, 160, 190)
#define DEFAULT_SHARES_PLATFORM                                                                    \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        PLAIN_SERVER(KIND("server")) HOST(                                                         \
            "learner", "{learner_speed}f",                                                         \
            KIND("phone") WATTS("{learner_idle}:{learner_idle}:{learner_busy}"))                   \
            LINK("link", "{bandwidth}Bps", "{latency}s", RANGE("{link_idle}:{link_busy}"))         \
                LINK("core", "{core_bandwidth}Bps", "{core_latency}s",                             \
                     RANGE("{core_idle}:{core_busy}") PROP(                                        \
                         "shared_by_many", "yes")) "<route src='server' dst='learner'><link_ctn "  \
                                                   "id='core'/><link_ctn id='link'/></route>\n"))
ANALYTIC_INPUTS(attribution_defaults, DEFAULT_SHARES);
static void attribution_defaults_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct attribution_defaults_inputs *in = inputs;
    double byte = in->parameters * 4;
    double t = in->latency + in->core_latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double phone = (in->learner_busy - in->learner_idle) * c;
    double server = in->server_idle * (2 * t + c) + in->server_busy * a;
    double link =
        2 * (in->link_busy - in->link_idle) * byte / in->bandwidth + in->link_idle * (2 * t + c);
    double core = 2 * (in->core_busy - in->core_idle) * byte / in->core_bandwidth;
    analytic_output(out, "kind.phone", phone);
    analytic_output(out, "kind.server", server);
    analytic_output(out, "link.link", link);
    analytic_output(out, "link.core", core);
    analytic_output(out, "energy_j", phone + server + link + core);
    analytic_output(out, "plugin_host_energy_j",
                    server + in->learner_idle * (2 * t + a) + in->learner_busy * c);
}

/* Two figures a pstate, Idle:AllCores: at full load they say it all. */
ANALYTIC_INPUTS(wattage_pairs, BASE);
static void wattage_pairs_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct wattage_pairs_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    analytic_output(out, "host.server", in->server_idle * (2 * t + c) + in->server_busy * a);
    analytic_output(out, "host.learner", in->learner_idle * 2 * t + in->learner_busy * c);
    analytic_output(out, "link_energy_j",
                    2 * (in->link_busy - in->link_idle) * byte / in->bandwidth +
                        in->link_idle * (2 * t + c));
}

/* A host that does next to nothing pays its base power: 'quiet' trains on one sample of one flop (a
 * nanosecond) and waits for its transfers, which share no link with those of 'learner'. */
#define QUIET(INPUT)                                                                               \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(share, 1, 0.6)                                                                           \
    INPUT(server_idle, 40, 47)
#define QUIET_PLATFORM                                                                             \
    PLATFORM(ZONE("world",                                                                         \
                  HOST("server", "1Gf", WATTS("{server_idle}:200"))                                \
                      HOST("quiet", "1Gf", PROP("attribution", "{share}") WATTS("{idle}:{idle}"))  \
                          LINK("link", "{bandwidth}Bps", "{latency}s", "")                         \
                              ROUTE("server", "quiet", "link")))
ANALYTIC_INPUTS(idle_only_host, QUIET);
static void idle_only_host_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct idle_only_host_inputs *in = inputs;
    double t = in->latency + in->parameters * 4 / in->bandwidth, c = 1 / 1e9;
    analytic_output(out, "time_s", 2 * t + c);
    analytic_output(out, "host.quiet", in->share * in->idle * (2 * t + c));
    analytic_output(out, "host.server", in->server_idle * (2 * t + c));
    analytic_output(out, "host.quiet/upload", in->share * in->idle * t);
}

/* ---- everything the platform has ---- */

/* --whole-platform: every host and link from 0 to the end T, base power in full, whatever its
 * attribution: what stands outside a host's duty is cold idle. 'bystander' has no actor, 'spare'
 * carries nothing. Embodied carbon by the same time. */
#define WHOLE(INPUT)                                                                               \
    BASE(INPUT)                                                                                    \
    INPUT(cold, 1.75, 2)                                                                           \
    INPUT(start, 1.5, 2)                                                                           \
    INPUT(bystander_idle, 80, 90)                                                                  \
    INPUT(spare_idle, 6, 7)                                                                        \
    INPUT(embodied, 4e5, 5e5)                                                                      \
    INPUT(lifetime, 1e8, 2e8)
#define WHOLE_PLATFORM                                                                             \
    PLATFORM(ZONE("world",                                                                         \
                  PLAIN_SERVER("")                                                                 \
                      HOST("learner", "1f,{learner_speed}f",                                       \
                           PROP("workloads", "other,model") PROP("attribution", "0") WATTS(        \
                               "{cold}:{cold}:99,{learner_idle}:{learner_idle}:{learner_busy}"))   \
                          HOST("bystander", "1Gf",                                                 \
                               KIND("bystander") PROP("embodied_carbon", "{embodied} g")           \
                                   PROP("lifetime", "{lifetime} s") WATTS("{bystander_idle}:999")) \
                              LINK("spare", "1MBps", "1ms", RANGE("{spare_idle}:99"))              \
                                  ONE_LINK(PROP("attribution", "0"))))
ANALYTIC_INPUTS(whole_platform, WHOLE);
static void whole_platform_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct whole_platform_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed, time = in->start + 2 * t + c + a;
    double server = in->server_idle * (time - a) + in->server_busy * a;
    double learner = in->cold * (in->start + a) + in->learner_idle * 2 * t + in->learner_busy * c;
    double link = 2 * (in->link_busy - in->link_idle) * byte / in->bandwidth + in->link_idle * time;
    analytic_output(out, "time_s", time);
    analytic_output(out, "host.server", server);
    analytic_output(out, "host.learner", learner);
    analytic_output(out, "host.learner/wait", in->cold * (in->start + a));
    analytic_output(out, "kind.bystander", in->bystander_idle * time);
    analytic_output(out, "link.link", link);
    analytic_output(out, "link.spare", in->spare_idle * time);
    analytic_output(out, "energy_j",
                    server + learner + in->bystander_idle * time + link + in->spare_idle * time);
    analytic_output(out, "duty.learner", time);
    analytic_output(out, "embodied_g", in->embodied * time / in->lifetime);
}

/* The host begins in pstate 1 by its attribute. It lists no workload, so that it computes in that
 * pstate; its idle is cold idle (attribution 0: not billed) and, from the first duty on, waiting.
 * Two cores: its speed is twice the attribute's. Pstate 0 is a sleep state, which it never enters:
 * a training in it would last for days. The server starts late, so that there is a before. */
#define BEGINS(INPUT)                                                                              \
    BASE(INPUT)                                                                                    \
    INPUT(start, 1.5, 2)
ANALYTIC_INPUTS(pstate_at_start, BEGINS);
static void pstate_at_start_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct pstate_at_start_inputs *in = inputs;
    double byte = in->parameters * 4;
    double t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / (2 * in->learner_speed);
    double a = 2 * in->parameters / in->server_speed;
    double server = in->server_idle * (2 * t + c) + in->server_busy * a;
    double link =
        in->link_idle * (2 * t + c) + 2 * (in->link_busy - in->link_idle) * byte / in->bandwidth;
    analytic_output(out, "time_s", in->start + 2 * t + c + a);
    analytic_output(out, "host.learner", (in->learner_busy - in->learner_idle) * c);
    analytic_output(out, "energy_j", server + link + (in->learner_busy - in->learner_idle) * c);
    analytic_output(out, "plugin_host_energy_j",
                    server + in->server_idle * in->start +
                        in->learner_idle * (in->start + 2 * t + a) + in->learner_busy * c);
}
#define BEGINS_HOST(props)                                                                         \
    "<host id='learner' speed='1e-3f,{learner_speed}f,4e8f' core='2' pstate='1'>\n" props WATTS(   \
        "1:1:1,{learner_idle}:{learner_idle}:{learner_busy},9:9:99") "</host>\n"
#define BEGINS_PLATFORM                                                                            \
    PLATFORM(ZONE("world", PLAIN_SERVER("") BEGINS_HOST(PROP("attribution", "0")) ONE_LINK("")))

/* The same, but the workload is that of pstate 2, and cold_pstate names pstate 0: what it begins in
 * is only what it draws before its first duty. */
#define BEGINS_ELSEWHERE(INPUT)                                                                    \
    BASE(INPUT)                                                                                    \
    INPUT(start, 1.5, 2)                                                                           \
    INPUT(cold, 1, 1.5)                                                                            \
    INPUT(first, 8, 9)
ANALYTIC_INPUTS(pstate_at_start_unused, BEGINS_ELSEWHERE);
static void pstate_at_start_unused_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct pstate_at_start_unused_inputs *in = inputs;
    double byte = in->parameters * 4;
    double t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed;
    double server = in->server_idle * (2 * t + c) + in->server_busy * a;
    double drawn = in->learner_idle * 2 * t + in->learner_busy * c;
    double learner = drawn - in->cold * (2 * t + c);
    double link =
        in->link_idle * (2 * t + c) + 2 * (in->link_busy - in->link_idle) * byte / in->bandwidth;
    analytic_output(out, "time_s", in->start + 2 * t + c + a);
    analytic_output(out, "host.learner", learner);
    analytic_output(out, "energy_j", server + link + learner);
    analytic_output(out, "plugin_host_energy_j",
                    server + in->server_idle * in->start + drawn + in->first * in->start +
                        in->learner_idle * a);
}
#define BEGINS_ELSEWHERE_PLATFORM                                                                  \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        PLAIN_SERVER(                                                                              \
            "") "<host id='learner' speed='4e8f,3e8f,{learner_speed}f' "                           \
                "pstate='1'>\n" PROP("workloads", "x,y,model") PROP("cold_pstate", "0")            \
                    PROP("attribution", "0") WATTS(                                                \
                        "{cold}:{cold}:9,{first}:{first}:99,"                                      \
                        "{learner_idle}:{learner_idle}:{learner_busy}") "</host>\n" ONE_LINK("")))

#define PSTATES_PLATFORM                                                                           \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        PLAIN_SERVER("") HOST(                                                                     \
            "learner", "3e8f,{learner_speed}f,4e8f",                                               \
            PROP("workloads", "other,model") PROP("cold_pstate", "{cold_pstate}")                  \
                PROP("idle_pstate", "{idle_pstate}") PROP("attribution", "{attribution}")          \
                    WATTS("{idle_0}:{idle_0}:99,7:7:{learner_busy},"                               \
                          "{idle_2}:{idle_2}:99"))                                                 \
            LINK("link", "{bandwidth}Bps", "{latency}s", "") ROUTE("server", "learner", "link")))
#define LATE                                                                                       \
    DEPLOYMENT("<actor host='server' function='server' start_time='{start}'>\n" PROP(              \
        "workload", "workload.xml")                                                                \
                   PROP("rounds", "1") "</actor>\n" ACTOR("learner", "learner", ""))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(pstate_per_workload, PSTATES_PLATFORM, LATE, WORK)},
    {ANALYTIC_CASE(
        pstates_by_prop, NAMED_PLATFORM, NAMED_DEPLOYMENT,
        WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")
                     PROP("forward-flop", "{forward_flop} flop") PROP("samples", "{samples}")))},
    {ANALYTIC_CASE(pstate_at_start, BEGINS_PLATFORM, LATE, WORK)},
    {ANALYTIC_CASE(pstate_at_start_unused, BEGINS_ELSEWHERE_PLATFORM, LATE, WORK)},
    {ANALYTIC_CASE(attribution_0, SHARES_PLATFORM, LATE, WORK)},
    {ANALYTIC_CASE(attribution_03, SHARES_PLATFORM, LATE, WORK)},
    {ANALYTIC_CASE(attribution_1, SHARES_PLATFORM, LATE, WORK)},
    {ANALYTIC_CASE(attribution_defaults, DEFAULT_SHARES_PLATFORM, ONE_ROUND, WORK)},
    {ANALYTIC_CASE(
        wattage_pairs,
        PLATFORM(ZONE(
            "world", HOST("server", "{server_speed}f", WATTS("{server_idle}:{server_busy}"))
                         HOST("learner", "{learner_speed}f", WATTS("{learner_idle}:{learner_busy}"))
                             ONE_LINK(""))),
        ONE_ROUND, WORK)},
    {ANALYTIC_CASE(idle_only_host, QUIET_PLATFORM,
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0"))
                                  ACTOR("quiet", "learner", "")),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "1 flop")
                                PROP("samples", "1")))},
    {ANALYTIC_CASE(whole_platform, WHOLE_PLATFORM, LATE, WORK), .whole_platform = true},
};
ANALYTIC_TOPIC(analytic_power, cases);
