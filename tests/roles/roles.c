/* roles.<case>: what the roles of job/ decide, played by the fake executor (fake/fake.h): in which
 * order turns end, when rounds do, what is counted and billed. Every figure is derived by hand in
 * the comment above its case, from one table of seconds. No SimGrid is linked.
 *
 * The platform: `server` (10 W idle, 50 W busy), `gateway-0`, `gateway-1` (2, 6), `device-0` to
 * `device-3` (1, 11), a link from and to each of them. A step takes the seconds of its phase, times
 * the factor of the device that works, sends to another, or receives from a server or gateway. The
 * model has 250 parameters: 1,000 bytes. */
#include "../cases.h"
#include "fake/fake.h"
#include "job/job.h"
#include "job/life.h"
#include "job/paradigms.h"
#include "job/record.h"
#include "job/route_check.h"
#include "platform/platform_reader.h"
#include "scenario/build.h"
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- the files ---- */

#define DOCTYPE                                                                                    \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define PROP(id, value) "<prop id='" id "' value='" value "'/>"
#define ACTOR(host, function, props)                                                               \
    "<actor host='" host "' function='" function "'>" props "</actor>\n"
#define HOST(name, watts)                                                                          \
    "<host id='" name                                                                              \
    "' speed='1Gf'>" PROP("wattage_per_state", watts) "</host>\n"                                  \
                                                      "<link id='" name                            \
                                                      "-up' bandwidth='1MBps' latency='0s'/>\n"    \
                                                      "<link id='" name                            \
                                                      "-down' bandwidth='1MBps' latency='0s'/>\n"
#define GATEWAY(name) HOST(name, "2:2:6")
#define DEVICE(name)  HOST(name, "1:1:11")
/* a host without links: nobody reaches it */
#define HERMIT "<host id='hermit' speed='1Gf'>" PROP("wattage_per_state", "1:1:11") "</host>\n"

static const char platform_text[] =
    DOCTYPE "<zone id='world' routing='Full'>\n" HOST("server", "10:10:50") GATEWAY("gateway-0")
        GATEWAY("gateway-1") DEVICE("device-0") DEVICE("device-1") DEVICE("device-2")
            DEVICE("device-3") HERMIT "</zone>\n</platform>\n";
static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'>" PROP("parameters", "250")
        PROP("training-flop", "1 Mflop") PROP("samples", "40") PROP("bytes-per-sample", "10 B")
            PROP("activation-size", "10 B") PROP("client-flop-share", "0.25")
                PROP("client-parameters", "25") "</workload>\n";

enum { HOST_COUNT = 8 };
static const double phase_s[WF_PHASE_COUNT] = {
    [WF_PHASE_DOWNLOAD] = 1,   [WF_PHASE_COMPUTE] = 10,   [WF_PHASE_UPLOAD] = 2,
    [WF_PHASE_AGGREGATE] = 3,  [WF_PHASE_EVALUATE] = 5,   [WF_PHASE_COLLECTION] = 1,
    [WF_PHASE_DEPLOYMENT] = 1, [WF_PHASE_INFERENCE] = 1,  [WF_PHASE_PREPARATION] = 4,
    [WF_PHASE_OVERHEAD] = 6,   [WF_PHASE_PROTECTION] = 7,
};
enum { SERVER, GATEWAY_0, GATEWAY_1, DEVICE_0, DEVICE_1, DEVICE_2, DEVICE_3 };
/* by host; most cases have devices of 1, 1.5 and 2 */
static const double usual[HOST_COUNT] = {1, 1, 1, 1, 1.5, 2, 2.5, 1};

static double length_s(const void *data, const struct wf_step *step)
{
    const double *factor = data;
    bool received = step->kind == WF_STEP_SEND && step->node->index < DEVICE_0;
    return phase_s[step->phase] * factor[received ? step->peer->index : step->node->index];
}

/* ---- a play ---- */

struct play {
    struct wf_platform platform;
    struct wf_library library;
    struct wf_scenario scenario;
    struct wf_diag diag;
    struct wf_job job;
    struct fake fake;
    struct wf_outcome *outcome; /* the job's */
    uint32_t readings;          /* of the clock, until the time is up */
};

static void check(const char *what, double got, double expected)
{
    if (fabs(got - expected) <= 1e-9 * fmax(1, fabs(expected)))
        return;
    printf("    FAILED %s: %.17g, expected %.17g\n", what, got, expected);
    failures++;
}

static void check_text(const char *what, const char *got, const char *expected)
{
    if (!strcmp(got, expected))
        return;
    printf("    FAILED %s:\n      %s\n    expected\n      %s\n", what, got, expected);
    failures++;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) == EOF || fclose(file) != 0)
        abort();
}

static bool load(struct play *play, const char *deployment_text)
{
    char folder[] = "/tmp/wattfleet-roles-XXXXXX";
    struct wf_options options = {.seed = 1};
    struct wf_err err = {0};
    if (!mkdtemp(folder))
        abort();
    char *platform = wf_format("%s/platform.xml", folder);
    char *deployment = wf_format("%s/deployment.xml", folder);
    char *workload = wf_format("%s/workload.xml", folder);
    char *leaves = wf_format("%s/leaves.csv", folder);
    write_file(platform, platform_text);
    write_file(deployment, deployment_text);
    write_file(workload, workload_text);
    write_file(leaves, "from,until\n0,21\n");
    wf_diag_init(&play->diag);
    wf_library_init(&play->library, &play->platform);
    struct wf_scenario_inputs inputs = {
        .paradigms = wf_paradigms, .platform = &play->platform, .library = &play->library};
    bool ok = wf_platform_load(platform, &play->platform, &play->diag, &err) == 0;
    if (ok)
        inputs.deployment = wf_library_deployment(&play->library, deployment, &play->diag, &err);
    ok = inputs.deployment &&
         wf_scenario_build(&inputs, NULL, &options, NULL, &play->scenario, &play->diag) == 0;
    ok &= play->diag.error_count == 0;
    for (size_t i = 0; !ok && i < play->diag.count; i++)
        printf("    %s\n", play->diag.entries[i].text);
    if (!ok)
        printf("    FAILED to load: %s\n", err.text);
    failures += !ok;
    unlink(platform);
    unlink(deployment);
    unlink(workload);
    unlink(leaves);
    rmdir(folder);
    free(platform);
    free(deployment);
    free(workload);
    free(leaves);
    return ok;
}

/* Is the time up? From the clock's reading number `data` on. */
static bool is_up(void *data)
{
    uint32_t *left = data;
    *left -= *left > 0;
    return *left == 0;
}

/* Play a deployment; the time is up when the job reads the clock for the @p readings-th time, 0:
 * never.
 * @return false: it could not be loaded, or a route is missing. */
static bool start_limited(struct play *play, const char *deployment_text, const double *factor,
                          uint32_t readings)
{
    *play = (struct play){.readings = readings};
    if (readings) {
        play->job.is_time_up = is_up;
        play->job.clock_data = &play->readings;
    }
    play->outcome = &play->job.outcome;
    if (!load(play, deployment_text))
        return false;
    play->job.scenario = &play->scenario;
    fake_init(&play->fake, &play->platform, &play->job.meter, length_s, factor);
    play->job.executor = &play->fake.executor;
    wf_meter_init(&play->job.meter, play->job.executor, &play->scenario);
    wf_route_check(&play->job, &play->diag);
    if (play->diag.error_count)
        return false;
    wf_job_live(&play->job);
    wf_meter_close(&play->job.meter);
    wf_record_end(&play->job);
    return true;
}

static bool start(struct play *play, const char *deployment_text, const double *factor)
{
    return start_limited(play, deployment_text, factor, 0);
}

static void stop(struct play *play)
{
    if (play->job.executor) {
        wf_meter_release(&play->job.meter);
        wf_job_release(&play->job);
        fake_release(&play->fake);
    }
    wf_scenario_release(&play->scenario);
    wf_library_release(&play->library);
    wf_platform_release(&play->platform);
    wf_diag_release(&play->diag);
}

static void check_turns(const struct play *play, const char *expected)
{
    check_text("turns", play->fake.ended.text ? play->fake.ended.text : "", expected);
}

/* Round @p number, from 1. */
static void check_round(const struct play *play, size_t number, double start_s, double end_s,
                        uint32_t updates, double energy_j)
{
    if (number > play->outcome->round_count) {
        printf("    FAILED there is no round %zu\n", number);
        failures++;
        return;
    }
    const struct wf_round_usage *round = &play->outcome->round_rows[number - 1];
    check("start of a round", round->start_s, start_s);
    check("end of a round", round->end_s, end_s);
    check("updates of a round", round->updates, updates);
    check("energy of a round", round->energy_j, energy_j);
}

static const struct wf_host_usage *usage_of(const struct play *play, uint32_t host)
{
    static const struct wf_host_usage none;
    for (size_t i = 0; i < play->outcome->host_count; i++)
        if (play->outcome->hosts[i].host == host)
            return &play->outcome->hosts[i];
    return &none;
}

static void check_host(const struct play *play, uint32_t host, enum wf_phase phase, double time_s,
                       double energy_j)
{
    const struct wf_host_usage *usage = usage_of(play, host);
    char *what = wf_format("%s of %s", wf_phase_name(phase), play->platform.hosts[host].name);
    check(what, wf_host_usage_in(usage, phase)->time_s, time_s);
    check(what, wf_host_usage_in(usage, phase)->energy_j, energy_j);
    free(what);
}

static double total_j(const struct play *play, uint32_t host)
{
    double sum_j = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        sum_j += wf_host_usage_in(usage_of(play, host), phase)->energy_j;
    return sum_j;
}

/* ---- federated ---- */

#define SERVER_ACTOR(props) ACTOR("server", "server", PROP("workload", "workload.xml") props)
#define LEARNER(host)       ACTOR(host, "learner", PROP("samples", "40"))
#define DEPLOYMENT(actors)  DOCTYPE actors "</platform>\n"

/* A turn of device-0 takes 1 + 10 + 2 = 13 s, of device-1 19.5 s; aggregation 3 s: 22.5 s a round.
 * In a round the server is idle for 19.5 s and busy for 3 s: 195 + 150 J; device-0 uses 1 + 110 + 2
 * = 113 J, device-1 1.5 + 165 + 3 = 169.5 J: 627.5 J. At the end of the second round they have
 * waited for the server as well, and device-0 for device-1: 9.5 + 3 J more. The server
 * downloads 1.5 s a round (the shorter download within the longer), uploads 2 + 3 s. */
static void synchronous_rounds_wait_for_the_slowest(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "2")) LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_turns(&play, "13 device-0>server, 19.5 device-1>server, 22.5 server, "
                           "35.5 device-0>server, 42 device-1>server, 45 server");
        check_round(&play, 1, 0, 22.5, 2, 627.5);
        check_round(&play, 2, 22.5, 45, 2, 640);
        check("time", play.outcome->time_s, 45);
        check("slowest", play.outcome->round_rows[0].slowest_host, DEVICE_1);
        check("uplink", play.outcome->byte[WF_UPLINK], 4000);
        check("downlink", play.outcome->byte[WF_DOWNLINK], 4000);
        check("samples", play.outcome->samples, 4 * 40);
        check_host(&play, SERVER, WF_PHASE_DOWNLOAD, 3, 30);
        check_host(&play, SERVER, WF_PHASE_UPLOAD, 10, 100);
        check_host(&play, SERVER, WF_PHASE_AGGREGATE, 6, 300);
        check_host(&play, SERVER, WF_PHASE_WAIT, 26, 260);
        check_host(&play, DEVICE_0, WF_PHASE_WAIT, 9.5, 9.5);
        check_host(&play, DEVICE_1, WF_PHASE_COMPUTE, 30, 330);
        check("last duty of device-0", usage_of(&play, DEVICE_0)->last_s, 35.5);
        check("coverage", play.outcome->learner_coverage, 1);
        check("energy outside rounds", play.outcome->start_energy_j, 0);
    }
    stop(&play);
}

/* One learner a round, the fastest: device-0. After the aggregation it gets the model again (17 s)
 * and evaluates until 22 s. Device-1 has samples to evaluate on, and is not in the cohort. */
static void only_the_cohort_evaluates(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(
                  SERVER_ACTOR(PROP("rounds", "1") PROP("active", "1") PROP("selection", "fastest"))
                      ACTOR("device-[0-1]", "learner",
                            PROP("samples", "40") PROP("evaluation-samples", "10"))),
              usual)) {
        check("time", play.outcome->time_s, 22);
        check_host(&play, DEVICE_0, WF_PHASE_EVALUATE, 5, 55);
        check_host(&play, DEVICE_1, WF_PHASE_EVALUATE, 0, 0);
    }
    stop(&play);
}

/* Device-1 is there from 30 s on. A least cohort of two begins with it: 19.5 s, and 3 s of
 * aggregation. A patience of 10 s ends with device-0 alone: 13 s, 3 s. Whatever the aggregation; a
 * gateway gets the model at 1 s, waits, and answers in 2 s. */
#define LATER(id) ACTOR(id, "learner", PROP("samples", "40") PROP("availability", "00:00:30-12:00"))
#define LEAST     PROP("selection-minimum", "2")
#define PATIENT   LEAST PROP("selection-patience", "10 s")
static void check_begin(const char *deployment, const char *turns, double end_s)
{
    struct play play;
    if (start(&play, deployment, usual)) {
        check_turns(&play, turns);
        check("time", play.outcome->time_s, end_s);
    }
    stop(&play);
}
#define SELECTING(props) DEPLOYMENT(SERVER_ACTOR(props) LEARNER("device-0") LATER("device-1"))
static void rounds_wait_for_their_least_cohort(void)
{
    const char *both = "43 device-0>server, 49.5 device-1>server, 52.5 server";
    check_begin(SELECTING(PROP("rounds", "1") LEAST), both, 52.5);
    check_begin(SELECTING(PROP("rounds", "1") PATIENT), "23 device-0>server, 26 server", 26);
    check_begin(SELECTING(PROP("rounds", "1") PROP("aggregation", "buffered") LEAST),
                "43 device-0>server, 49.5 device-1>server, 52.5 server, 52.5 device-0>server cut",
                52.5);
    check_begin(
        SELECTING(PROP("rounds", "1") PROP("aggregation", "buffered") PROP("buffer", "1") PATIENT),
        "23 device-0>server, 26 server", 26);
    check_begin(SELECTING(PROP("rounds", "1") PROP("aggregation", "semi-sync")
                              PROP("deadline", "25 s") LEAST),
                both, 52.5);
    check_begin(SELECTING(PROP("rounds", "1") PROP("aggregation", "semi-sync")
                              PROP("deadline", "25 s") PATIENT),
                "23 device-0>server, 26 server", 26);
#define BEHIND_A_GATEWAY(props)                                                                    \
    DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1")) ACTOR("gateway-0", "gateway", props)              \
                   LEARNER("device-0") LATER("device-1"))
    check_begin(BEHIND_A_GATEWAY(LEAST),
                "1 server>gateway-0, 30 , 43 device-0>gateway-0, 49.5 device-1>gateway-0, "
                "52.5 gateway-0, 54.5 gateway-0>server, 57.5 server",
                57.5);
    check_begin(
        BEHIND_A_GATEWAY(PATIENT),
        "1 server>gateway-0, 11 , 24 device-0>gateway-0, 27 gateway-0, 29 gateway-0>server, "
        "32 server",
        32);
}

/* Device-1 leaves for good at 21 s, after its first update. No patience brings it back: the second
 * round begins with device-0 alone, at 22.5 s without a gateway, at 29.5 s behind one. */
#define LEAVING(id) ACTOR(id, "learner", PROP("samples", "40") PROP("availability", "leaves.csv"))
static void nobody_waits_for_who_has_left_for_good(void)
{
    check_begin(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "2") PATIENT) LEARNER("device-0")
                               LEAVING("device-1")),
                "13 device-0>server, 19.5 device-1>server, 22.5 server, 35.5 device-0>server, "
                "38.5 server",
                38.5);
    check_begin(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "2")) ACTOR("gateway-0", "gateway", LEAST)
                               LEARNER("device-0") LEAVING("device-1")),
                "1 server>gateway-0, 14 device-0>gateway-0, 20.5 device-1>gateway-0, "
                "23.5 gateway-0, 25.5 gateway-0>server, 28.5 server, 29.5 server>gateway-0, "
                "42.5 device-0>gateway-0, 45.5 gateway-0, 47.5 gateway-0>server, 50.5 server",
                50.5);
}

/* A limit of 0 on staleness leaves room for one learner: the least cohort is one, too. */
static void a_least_cohort_fits_the_room(void)
{
    check_begin(SELECTING(PROP("rounds", "1") PROP("aggregation", "buffered") PROP("buffer", "1")
                              PROP("max-staleness", "0") LEAST),
                "13 device-0>server, 16 server", 16);
}

/* Each wait has the whole patience, 30 s. Device-1 comes at 5 s: the first wait ends. It leaves at
 * 25 s, so that a second one begins at 27.5 s, when device-0 alone trains; it would last until
 * 57.5 s. Device-0 is free at 34 s and not asked until device-1 comes back, at 50 s. */
static void each_wait_has_the_whole_patience(void)
{
    check_begin(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "4") PROP("aggregation", "buffered") PROP(
                    "buffer", "1") LEAST PROP("selection-patience", "30 s")) LEARNER("device-0")
                               ACTOR("device-1", "learner",
                                     PROP("samples", "40") PROP(
                                         "availability", "00:00:05-00:00:25, 00:00:50-12:00"))),
                "18 device-0>server, 21 server, 24.5 device-1>server, 27.5 server, "
                "34 device-0>server, 37 server, 63 device-0>server, 66 server, "
                "66 device-1>server cut",
                66);
}

/* The deadline comes at 18 s, in the upload of device-1 from 16.5 to 19.5 s: half of its bytes have
 * moved, all its samples were trained on, and its 1.5 + 165 + 1.5 J are wasted. */
static void a_deadline_cuts_an_upload(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1") PROP("deadline", "18 s"))
                             LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_turns(&play, "13 device-0>server, 18 device-1>server cut, 21 server");
        check_round(&play, 1, 0, 21, 1, 18 * 10 + 3 * 50 + 113 + 168);
        check("uplink", play.outcome->byte[WF_UPLINK], 1500);
        check("downlink", play.outcome->byte[WF_DOWNLINK], 2000);
        check("samples", play.outcome->samples, 80);
        check("dropped", (double)play.outcome->dropped_updates, 1);
        check("missing", (double)play.outcome->missing_updates, 1);
        check("wasted", play.outcome->wasted_energy_j, 168);
        check("coverage", play.outcome->learner_coverage, 0.5);
    }
    stop(&play);
}

/* The deadline of 9 s comes in the training of both, from 1 to 11 s and from 1.5 to 16.5 s: 0.8 and
 * 0.5 of it are done. Without an update nothing is aggregated: a round takes 9 s. After the first
 * the devices are there from its begin to its end: each uses download and 11 W in training. After
 * 1,000 rounds without an update the job gives up. */
static void a_deadline_that_nobody_meets_ends_the_job(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1") PROP("deadline", "9 s"))
                             LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_text("error", play.job.err.text,
                   "no update has come in 1000 rounds in a row (9000 s): all learners drop out or "
                   "are late");
        check("rounds", (double)play.outcome->round_count, 1000);
        check_round(&play, 1000, 8991, 9000, 0, 90 + 1 + 88 + 1.5 + 82.5);
        check("samples", play.outcome->samples, 1000 * 40 * (0.8 + 0.5));
        check("uplink", play.outcome->byte[WF_UPLINK], 0);
        check("wasted", play.outcome->wasted_energy_j, 1000 * (1 + 88 + 1.5 + 82.5));
    }
    stop(&play);
}

/* Two updates are needed, 2 x 1.5 = 3 learners asked. The second update comes at 19.5 s: device-2,
 * which trains from 2 to 22 s, is cut with 0.875 of it done; 2 + 17.5 x 11 J are wasted. */
static void over_selection_takes_the_first_updates(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1") PROP("active", "2")
                                          PROP("over-selection", "50 %")) LEARNER("device-0")
                             LEARNER("device-1") LEARNER("device-2")),
              usual)) {
        check_turns(
            &play,
            "13 device-0>server, 19.5 device-1>server, 19.5 device-2>server cut, 22.5 server");
        check_round(&play, 1, 0, 22.5, 2, 195 + 150 + 113 + 169.5 + 194.5);
        check("cohort", play.outcome->round_rows[0].cohort, 3);
        check("missing", (double)play.outcome->missing_updates, 0);
        check("dropped", (double)play.outcome->dropped_updates, 1);
        check("wasted", play.outcome->wasted_energy_j, 194.5);
        check("samples", play.outcome->samples, 40 * (1 + 1 + 0.875));
        check("uplink", play.outcome->byte[WF_UPLINK], 2000);
    }
    stop(&play);
}

/* Every update makes a version. Device-0 comes at 13 s: version 1 at 16 s, and it begins again.
 * Device-1 comes at 19.5 s, a version late: version 2 at 22.5 s, and it begins again (download to
 * 24, training to 39 s). Device-0 comes at 29 s, again a version late: version 3 at 32 s, the third
 * round. Device-1 is recalled then, with 8 of its 15 s of training done: 1.5 + 88 J are wasted. */
static void buffered_updates_are_stale_by_versions(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "3") PROP("aggregation", "buffered") PROP(
                  "buffer", "1")) LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_turns(&play, "13 device-0>server, 16 server, 19.5 device-1>server, 22.5 server, "
                           "29 device-0>server, 32 server, 32 device-1>server cut");
        check("rounds", (double)play.outcome->round_count, 3);
        /* device-0 113 J; device-1, in the midst of its training: 1.5 and 14.5 x 11 */
        check_round(&play, 1, 0, 16, 1, 130 + 150 + 113 + 1.5 + 14.5 * 11);
        check("end of round 2", play.outcome->round_rows[1].end_s, 22.5);
        check("end of round 3", play.outcome->round_rows[2].end_s, 32);
        check("stale updates", (double)play.outcome->stale_updates, 2);
        check("staleness", play.outcome->staleness, 2);
        check("dropped", (double)play.outcome->dropped_updates, 1);
        check("wasted", play.outcome->wasted_energy_j, 89.5);
        check("samples", play.outcome->samples, 40 * (3 + 8.0 / 15));
        check("uplink", play.outcome->byte[WF_UPLINK], 3000);
        check("downlink", play.outcome->byte[WF_DOWNLINK], 4000);
        check("all energy", total_j(&play, DEVICE_0), 2 * 113 + 3);
        check("energy outside the rounds", play.outcome->start_energy_j, 0);
    }
    stop(&play);
}

/* No update comes before the first deadline, at 12 s: the server waits for its overhead until
 * 18 s, and the round advances nothing. Device-0 has come at 13 s. It is free at 18 s, and begins
 * again; its update joins the second round, which lasts for its 12 s: device-1 comes at 19.5 s,
 * device-0 not before 31 s. Two updates are aggregated until 33 s, the overhead ends at 39 s. */
static void semi_synchronous_rounds_begin_with_those_that_came_late(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1") PROP("aggregation", "semi-sync")
                                          PROP("deadline", "12 s") PROP("round-overhead", "6 s"))
                             LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_turns(&play, "13 device-0>server, 18 server, 19.5 device-1>server, "
                           "31 device-0>server, 33 server, 39 server");
        check("rounds", (double)play.outcome->round_count, 2);
        /* device-1: download 1.5 s, training 15 s, 1.5 s of its upload; device-0 waits from 13 s
         * until it begins again */
        check_round(&play, 1, 0, 18, 0, 120 + 60 + 113 + 1.5 + 165 + 1.5);
        check_round(&play, 2, 18, 39, 2, 120 + 150 + 60 + 1.5 + 5 + 113);
        check("progress of round 1", play.outcome->round_rows[0].progress, 0);
        check("progress of round 2", play.outcome->round_rows[1].progress, 1);
        check("missing", (double)play.outcome->missing_updates, 2);
        check("stale updates", (double)play.outcome->stale_updates, 0);
        check("dropped", (double)play.outcome->dropped_updates, 1);
        check("energy outside the rounds", play.outcome->start_energy_j, 0);
    }
    stop(&play);
}

/* A round is closed 15 s after it began, or when nobody trains any more. The first takes the update
 * of device-0 (13 s) and ends at 18 s. Device-0 begins again and comes at 31 s; device-1 has come
 * at 19.5 s, a version late. Nobody trains then, so the second aggregates from 31 to 34 s and does
 * not wait for its deadline at 33 s. */
static void semi_synchronous_rounds_leave_no_one_behind(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "2") PROP("aggregation", "semi-sync") PROP(
                  "deadline", "15 s")) LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_turns(&play, "13 device-0>server, 18 server, 19.5 device-1>server, "
                           "31 device-0>server, 34 server");
        check("updates of round 1", play.outcome->round_rows[0].updates, 1);
        check("updates of round 2", play.outcome->round_rows[1].updates, 2);
        check("end of round 2", play.outcome->round_rows[1].end_s, 34);
        check("stale updates", (double)play.outcome->stale_updates, 1);
        check("missing", (double)play.outcome->missing_updates, 1);
        check("dropped", (double)play.outcome->dropped_updates, 0);
    }
    stop(&play);
}

/* Gateway-0 has device-0 and device-2, gateway-1 has device-1. The model comes at 1 s. Gateway-0:
 * its local rounds end with device-2, 26 s each, and 3 s of aggregation: 30, 59 s; its answer is
 * there at 61 s. Gateway-1: 20.5, 23.5, 43, 46 and 48 s. The server aggregates until 64 s.
 * Gateway-0 receives for 1 s, sends device-2 the model 2 s (device-0 within them) a local round,
 * gets 2 + 4 s of updates, answers in 2 s: 5 s of download, 14 of upload; 6 s of aggregation at 6
 * W; of the 61 s 36 are left to wait. Bytes: the model to 2 gateways and 2 x 3 learners, and back.
 */
static void gateways_run_local_rounds_of_their_own(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1"))
                             ACTOR("gateway-[0-1]", "gateway", PROP("local-rounds", "2"))
                                 LEARNER("device-0") LEARNER("device-1") LEARNER("device-2")),
              usual)) {
        check_turns(
            &play,
            "1 server>gateway-0, 1 server>gateway-1, 14 device-0>gateway-0, "
            "20.5 device-1>gateway-1, 23.5 gateway-1, 27 device-2>gateway-0, 30 gateway-0, "
            "43 device-1>gateway-1, 43 device-0>gateway-0, 46 gateway-1, 48 gateway-1>server, "
            "56 device-2>gateway-0, 59 gateway-0, 61 gateway-0>server, 64 server");
        check("updates", play.outcome->round_rows[0].updates, 2);
        check("slowest", play.outcome->round_rows[0].slowest_host, GATEWAY_0);
        check("uplink", play.outcome->byte[WF_UPLINK], 8000);
        check("downlink", play.outcome->byte[WF_DOWNLINK], 8000);
        check_host(&play, GATEWAY_0, WF_PHASE_DOWNLOAD, 5, 10);
        check_host(&play, GATEWAY_0, WF_PHASE_UPLOAD, 14, 28);
        check_host(&play, GATEWAY_0, WF_PHASE_AGGREGATE, 6, 36);
        check_host(&play, GATEWAY_0, WF_PHASE_WAIT, 36, 72);
        check("samples", play.outcome->samples, 6 * 40);
    }
    stop(&play);
}

/* One local round of two learners, of which one update is needed: the other is cut off. */
static void a_gateway_cuts_those_it_does_not_need(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1")) ACTOR(
                  "gateway-0", "gateway", PROP("active", "1") PROP("over-selection", "100 %"))
                             LEARNER("device-0") LEARNER("device-1")),
              usual)) {
        check_turns(&play, "1 server>gateway-0, 14 device-0>gateway-0, 14 device-1>gateway-0 cut, "
                           "17 gateway-0, 19 gateway-0>server, 22 server");
        check("dropped", (double)play.outcome->dropped_updates, 1);
        /* download 1.5 s to 2.5 s, then 11.5 s of training at 11 W */
        check("wasted", play.outcome->wasted_energy_j, 1.5 + 126.5);
    }
    stop(&play);
}

/* Both turns end at 248 s: device-0 is 13 times slower and starts up, 13 x (1 + 6 + 10 + 2) s;
 * device-1 is 19 times slower, 19 x (1 + 10 + 2) s. Its upload began first, but who is first among
 * the learners counts: what device-1 used is wasted. */
static void of_updates_of_one_date_a_gateway_takes_the_first_learner(void)
{
    static const double tied[HOST_COUNT] = {1, 1, 1, 13, 19, 1, 1, 1};
    struct play play;
    if (start(&play,
              DEPLOYMENT(
                  SERVER_ACTOR(PROP("rounds", "1")) ACTOR(
                      "gateway-0", "gateway", PROP("active", "1") PROP("over-selection", "100 %"))
                      ACTOR("device-0", "learner", PROP("samples", "40") PROP("start-up", "1 s"))
                          LEARNER("device-1")),
              tied)) {
        check("dropped", (double)play.outcome->dropped_updates, 1);
        check("duty of device-0", usage_of(&play, DEVICE_0)->last_s,
              usage_of(&play, DEVICE_1)->last_s);
        check("wasted", play.outcome->wasted_energy_j, 19 + 11 * 190 + 38);
    }
    stop(&play);
}

/* ---- serverless ---- */

/* A ring of four, of which device-3 is four times slower. Devices 0 to 2 have trained at 10 and
 * sent at 12 s. Device-1 has both its neighbours' models then, averages until 15, trains and sends
 * until 27 s: a round ahead of devices 0 and 2, which wait for device-3 until 48 s. What they have
 * of device-1 for round 2 must not count for round 1: they average from 48 to 51 s, train to 61,
 * send to 63 s. Device-3 has trained at 40, sent at 48, averaged at 60 s. In round 2 device-1
 * averages at 63 to 66; device-3 trains to 100, sends to 108; the others average to 111, device-3
 * to 120 s. */
static void a_peer_may_be_one_round_ahead_of_its_neighbours(void)
{
    static const double one_is_slow[HOST_COUNT] = {1, 1, 1, 1, 1, 1, 4, 1};
    struct play play;
    if (start(&play,
              DEPLOYMENT(ACTOR("device-[0-3]", "peer",
                               PROP("workload", "workload.xml") PROP("rounds", "2"))),
              one_is_slow)) {
        const struct wf_round_usage *rounds = play.outcome->round_rows;
        check("rounds", (double)play.outcome->round_count, 2);
        check("end of round 1", rounds[0].end_s, 60);
        check("start of round 2", rounds[1].start_s, 60);
        check("end of round 2", rounds[1].end_s, 120);
        check("slowest", rounds[0].slowest_host, DEVICE_3);
        check("exchanged", play.outcome->byte[WF_EXCHANGE], 2 * 4 * 2 * 1000);
        check("last duty of device-1", usage_of(&play, DEVICE_1)->last_s, 66);
        check_host(&play, DEVICE_1, WF_PHASE_COMPUTE, 20, 220);
        check_host(&play, DEVICE_3, WF_PHASE_COMPUTE, 80, 880);
        check_host(&play, DEVICE_3, WF_PHASE_AGGREGATE, 24, 264);
    }
    stop(&play);
}

/* ---- centralised ---- */

#define TRAINER(host, props)                                                                       \
    ACTOR(host, "trainer", PROP("workload", "workload.xml") PROP("epochs", "1") props)

/* Two nodes, one batch: work 10 and 15 s, then 2 (n - 1) = 2 steps of the ring, each as long as the
 * slower message: 4.5 s. A message is half of the gradient. The faster node waits 5 s for the
 * other's work, and in each step for 1.5 s. */
static void trainers_reduce_in_a_ring(void)
{
    struct play play;
    if (start(&play, DEPLOYMENT(TRAINER("device-[0-1]", "")), usual)) {
        check_turns(&play,
                    "10 device-0, 15 device-1, 18 device-0>device-1, 19.5 device-1>device-0, "
                    "22.5 device-0>device-1, 24 device-1>device-0");
        check_round(&play, 1, 0, 24, 0, 24 + 24 + 10 * 10 + 10 * 15);
        check("exchanged", play.outcome->byte[WF_EXCHANGE], 2 * 2 * 500);
        check("samples", play.outcome->samples, 40);
    }
    stop(&play);
}

#define SOURCE(host, props)                                                                        \
    ACTOR(host, "source", PROP("samples", "20") PROP("new-samples", "4") props)

/* Each source sends its 20 samples of 10 bytes before the first training, its 4 new ones before the
 * second: 1 and 1.5 s each time. The trainer is on duty when both are there, and trains for 10 s.
 * Between the trainings nobody is on duty. */
static void sources_send_before_each_training(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(TRAINER("server", PROP("trainings", "2") PROP("every", "100 s"))
                             SOURCE("device-0", "") SOURCE("device-1", "")),
              usual)) {
        check_turns(&play, "1 device-0>server, 1.5 device-1>server, 11.5 server, "
                           "101 device-0>server, 101.5 device-1>server, 111.5 server");
        check_round(&play, 1, 1.5, 11.5, 0, 500);
        check_round(&play, 2, 101.5, 111.5, 0, 500);
        check("uplink", play.outcome->byte[WF_UPLINK], 2 * (200 + 40));
        check("energy of collection", play.outcome->start_energy_j, 2 * (1 + 1.5));
        check("off duty", usage_of(&play, SERVER)->off_duty_s, 101.5 - 11.5);
    }
    stop(&play);
}

/* New samples are sent in two pieces, 50 s apart, the last one when the second training is due: it
 * begins when both sources' last pieces are there, at 101.5 s. Whoever has come first of the second
 * pieces does not let it begin. */
static void pieces_as_produced_all_come_before_the_training(void)
{
    struct play play;
#define AS_PRODUCED PROP("upload", "as produced") PROP("upload-period", "50 s")
    if (start(&play,
              DEPLOYMENT(TRAINER("server", PROP("trainings", "2") PROP("every", "100 s"))
                             SOURCE("device-0", AS_PRODUCED) SOURCE("device-1", AS_PRODUCED)),
              usual)) {
        check_turns(&play, "1 device-0>server, 1.5 device-1>server, 11.5 server, "
                           "51 device-0>server, 51.5 device-1>server, 101 device-0>server, "
                           "101.5 device-1>server, 111.5 server");
        check_round(&play, 2, 101.5, 111.5, 0, 500);
        check("uplink", play.outcome->byte[WF_UPLINK], 2 * (200 + 40));
    }
    stop(&play);
}

/* The model reaches its users at 11 and 11.5 s. Each computes the inferences of a day at its start,
 * two days long: 1 and 1.5 s, and is off duty between them. */
static void users_infer_at_the_start_of_each_period(void)
{
    struct play play;
    if (start(&play,
              DEPLOYMENT(TRAINER("server", "")
                             ACTOR("device-[0-1]", "user", PROP("per-day", "3") PROP("days", "2"))),
              usual)) {
        check_turns(
            &play, "10 server, 11 server>device-0, 11.5 server>device-1, 12 device-0, 13 device-1, "
                   "86412 device-0, 86413 device-1");
        check("time", play.outcome->time_s, 86413);
        check("inferences", play.outcome->inferences, 12);
        check("downlink", play.outcome->byte[WF_DOWNLINK], 2000);
        check_host(&play, DEVICE_0, WF_PHASE_DEPLOYMENT, 1, 1);
        check_host(&play, DEVICE_0, WF_PHASE_INFERENCE, 2, 22);
        check_host(&play, DEVICE_0, WF_PHASE_WAIT, 0, 0);
        check("off duty", usage_of(&play, DEVICE_1)->off_duty_s, 86400 - 1.5);
    }
    stop(&play);
}

/* ---- the time is up ---- */

/* What ends early when the clock is read for the @p readings-th time: it is read at the end of each
 * round, of a trial too, and before each period of a user. */
static void check_limited(const char *deployment, const double *factor, uint32_t readings,
                          const char *turns, double rounds, bool partial, double end_s)
{
    struct play play;
    if (start_limited(&play, deployment, factor, readings)) {
        double rounds_j = play.outcome->start_energy_j;
        for (size_t i = 0; i < play.outcome->round_count; i++)
            rounds_j += play.outcome->round_rows[i].energy_j;
        if (turns)
            check_turns(&play, turns);
        check("rounds", (double)play.outcome->rounds, rounds);
        check("partial", play.outcome->partial, partial);
        check("time", play.outcome->time_s, end_s);
        check("rounds and the rest sum to the whole", rounds_j, play.job.meter.ledger.site_j);
    }
    stop(&play);
}

#define TWO_LEARNERS LEARNER("device-0") LEARNER("device-1")

/* A round takes 22.5 s (above). The last round leaves nothing out. */
static void rounds_end_when_the_time_is_up(void)
{
    const char *three = DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "3")) TWO_LEARNERS);
    const char *one = "13 device-0>server, 19.5 device-1>server, 22.5 server";
    check_limited(three, usual, 1, one, 1, true, 22.5);
    check_limited(three, usual, 2, NULL, 2, true, 45);
    check_limited(three, usual, 3, NULL, 3, false, 67.5);
    check_limited(three, usual, 0, NULL, 3, false, 67.5);
    /* neither another trial nor another round of it, and then one round that counts */
    check_limited(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "3") PROP("trials", "2")) TWO_LEARNERS),
                  usual, 1, NULL, 1, true, 45);
    /* the next training would begin at 100 s */
    check_limited(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1") PROP("trainings", "2")
                                              PROP("every", "100 s")) TWO_LEARNERS),
                  usual, 1, one, 1, true, 22.5);
}

/* A buffer of two: 22.5 s, and whoever trains then is cut off (device-0, which began again at 13
 * s). With a gateway the first round ends at 1 + 19.5 + 3 + 2 + 3 = 28.5 s. */
static void other_aggregations_end_with_a_round_too(void)
{
    check_limited(
        DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "3") PROP("aggregation", "buffered")) TWO_LEARNERS),
        usual, 1, "13 device-0>server, 19.5 device-1>server, 22.5 server, 22.5 device-0>server cut",
        1, true, 22.5);
    check_limited(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "3") PROP("aggregation", "semi-sync")
                                              PROP("deadline", "25 s")) TWO_LEARNERS),
                  usual, 1, NULL, 1, true, 22.5);
    check_limited(DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "3")) ACTOR("gateway-0", "gateway", "")
                                 TWO_LEARNERS),
                  usual, 1, NULL, 1, true, 28.5);
}

#define MEMBERS(role, rounds)                                                                      \
    DEPLOYMENT(ACTOR("device-[0-3]", role, PROP("workload", "workload.xml") PROP("rounds", rounds)))

/* Peers wait for their neighbours: all must end with one round, the last that any has begun. At 60
 * s (see a_peer_may_be_one_round_ahead_of_its_neighbours) all have ended round 1 and none is beyond
 * round 2: two rounds are played, until 120 s. Gossipers wait for nobody: device-3 ends its first
 * round at 40 + 8 s, and averaging until 60 s or at once if nothing has come. The others end the
 * round in which they are. With the usual factors device-3 is the last: 25 + 5 + 7.5 s. */
static void members_end_with_a_round_too(void)
{
    static const double one_is_slow[HOST_COUNT] = {1, 1, 1, 1, 1, 1, 4, 1};
    check_limited(MEMBERS("peer", "9"), one_is_slow, 1, NULL, 2, true, 120);
    check_limited(MEMBERS("peer", "2"), one_is_slow, 1, NULL, 2, false, 120);
    struct play play;
    if (start_limited(&play, MEMBERS("gossiper", "9"), one_is_slow, 1)) {
        double first_s = play.outcome->round_rows[0].end_s;
        check("rounds", (double)play.outcome->rounds, 1);
        check("partial", play.outcome->partial, true);
        check("device-3 has trained once",
              wf_host_usage_in(usage_of(&play, DEVICE_3), WF_PHASE_COMPUTE)->time_s, 40);
        check("the others end their round", play.outcome->time_s <= first_s + 10 + 2 + 3, true);
        check("what they used is the last round's", play.outcome->start_energy_j, 0);
    }
    stop(&play);
    check_limited(MEMBERS("gossiper", "1"), usual, 1, NULL, 1, false, 37.5);
}

/* An epoch takes 10 s. Users run their inferences of the first day, at 12 and 13 s; the clock is
 * read for the first time after the epoch. */
static void epochs_and_inferences_end_when_the_time_is_up(void)
{
#define EPOCHS(count, more)                                                                        \
    DEPLOYMENT(ACTOR("server", "trainer", PROP("workload", "workload.xml") PROP("epochs", count))  \
                   more)
#define USERS ACTOR("device-[0-1]", "user", PROP("per-day", "3") PROP("days", "2"))
    check_limited(EPOCHS("3", ""), usual, 1, "10 server", 1, true, 10);
    check_limited(EPOCHS("3", ""), usual, 3, NULL, 3, false, 30);
    check_limited(EPOCHS("1", USERS), usual, 1, "10 server", 1, true, 10);
    check_limited(EPOCHS("1", USERS), usual, 4,
                  "10 server, 11 server>device-0, 11.5 server>device-1, 12 device-0, 13 device-1",
                  1, true, 13);
}

/* ---- split learning ---- */

/* Two batches of 20. A client of factor f receives its part in f, and returns it in 2 f; a batch
 * takes 10 f forwards, 2 f up, 10 on the server, f down, 10 f backwards. Device-0 (1): 1 + 2 x 33 +
 * 2 = 69 s; device-1 (1.5): 1.5 + 2 x 44.5 + 3 = 93.5 s. Each sends its part of 25 parameters and
 * activations of 40 samples: 100 + 400 bytes up, and as many down. */
#define SPLIT(form, rounds)                                                                        \
    DEPLOYMENT(                                                                                    \
        ACTOR("server", "split-server",                                                            \
              PROP("workload", "workload.xml") PROP("form", form) PROP("rounds", rounds))          \
            ACTOR("device-[0-1]", "split-client", PROP("samples", "40") PROP("batch", "20")))
static void clients_of_split_learning_train_one_after_another(void)
{
    struct play play;
    if (start(&play, SPLIT("sequential", "1"), usual)) {
        check_turns(&play, "1 server>device-0, 34 device-0, 69 device-0>server, "
                           "70.5 server>device-1, 115 device-1, 162.5 device-1>server");
        check("time", play.outcome->time_s, 162.5);
        check_host(&play, SERVER, WF_PHASE_COMPUTE, 40, 2000);
        check_host(&play, SERVER, WF_PHASE_AGGREGATE, 0, 0);
        check_host(&play, DEVICE_0, WF_PHASE_COMPUTE, 40, 440);
        check("last duty of device-0", usage_of(&play, DEVICE_0)->last_s, 69);
        check("uplink", play.outcome->byte[WF_UPLINK], 1000);
        check("downlink", play.outcome->byte[WF_DOWNLINK], 1000);
        check("samples", play.outcome->samples, 80);
        check("updates", play.outcome->round_rows[0].updates, 2);
        check("slowest", play.outcome->round_rows[0].slowest_host, DEVICE_1);
        check("energy outside rounds", play.outcome->start_energy_j, 0);
    }
    stop(&play);
    check_limited(SPLIT("sequential", "9"), usual, 1, NULL, 1, true, 162.5);
    check_limited(SPLIT("sequential", "1"), usual, 1, NULL, 1, false, 162.5);
}

/* Both begin at 0; the server works from 13 to 29.5 s on the first batches, of both from 19.5 to 23
 * s, then from 46 to 56 and from 64 to 74 s; it averages for 3 s when device-1 is done. */
static void clients_of_split_learning_train_at_the_same_time(void)
{
    struct play play;
    if (start(&play, SPLIT("parallel", "1"), usual)) {
        check_turns(&play, "1 server>device-0, 1.5 server>device-1, 34 device-0, 46 device-1, "
                           "69 device-0>server, 93.5 device-1>server, 96.5 server");
        check_round(&play, 1, 0, 96.5, 2, play.outcome->round_rows[0].energy_j);
        check_host(&play, SERVER, WF_PHASE_COMPUTE, 36.5, 1825);
        check_host(&play, SERVER, WF_PHASE_AGGREGATE, 3, 150);
        check("uplink", play.outcome->byte[WF_UPLINK], 1000);
    }
    stop(&play);
}

/* ---- before the start ---- */

/* The learner on a host without links is reported, both ways, before anything is played. */
static void a_missing_route_is_reported(void)
{
    struct play play;
    bool played = start(
        &play, DEPLOYMENT(SERVER_ACTOR(PROP("rounds", "1")) LEARNER("device-0") LEARNER("hermit")),
        usual);
    check("played", played, false);
    check("errors", (double)play.diag.error_count, 2);
    for (size_t i = 0; i < play.diag.count && i < 2; i++)
        check("route", strstr(play.diag.entries[i].text, "has no route to") != NULL, true);
    check_turns(&play, "");
    stop(&play);
}

static const struct test_case cases[] = {
    CASE(synchronous_rounds_wait_for_the_slowest),
    CASE(clients_of_split_learning_train_one_after_another),
    CASE(clients_of_split_learning_train_at_the_same_time),
    CASE(only_the_cohort_evaluates),
    CASE(rounds_wait_for_their_least_cohort),
    CASE(nobody_waits_for_who_has_left_for_good),
    CASE(a_least_cohort_fits_the_room),
    CASE(each_wait_has_the_whole_patience),
    CASE(a_deadline_cuts_an_upload),
    CASE(a_deadline_that_nobody_meets_ends_the_job),
    CASE(over_selection_takes_the_first_updates),
    CASE(buffered_updates_are_stale_by_versions),
    CASE(semi_synchronous_rounds_leave_no_one_behind),
    CASE(semi_synchronous_rounds_begin_with_those_that_came_late),
    CASE(gateways_run_local_rounds_of_their_own),
    CASE(a_gateway_cuts_those_it_does_not_need),
    CASE(of_updates_of_one_date_a_gateway_takes_the_first_learner),
    CASE(a_peer_may_be_one_round_ahead_of_its_neighbours),
    CASE(trainers_reduce_in_a_ring),
    CASE(sources_send_before_each_training),
    CASE(pieces_as_produced_all_come_before_the_training),
    CASE(users_infer_at_the_start_of_each_period),
    CASE(rounds_end_when_the_time_is_up),
    CASE(other_aggregations_end_with_a_round_too),
    CASE(members_end_with_a_round_too),
    CASE(epochs_and_inferences_end_when_the_time_is_up),
    CASE(a_missing_route_is_reported),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
