/* lanes.<case>: the closed form plays turns whole where they share nothing (engine/batch.h), and
 * event by event elsewhere. Each case plays one deployment both ways and demands the same totals,
 * to 1e-12; and it says whether turns were played whole at all. Hosts, routes and links are the
 * fake executor's; no SimGrid runs.
 *
 * The platform: `server`, and 24 devices that differ in speed and links; a few have a battery.
 * Transfers pass a link of the device, which is its own, and one of the server, which all share. */
#include "../cases.h"
#include "engine/closed_form.h"
#include "engine/recheck.h"
#include "fake/fake.h"
#include "job/job.h"
#include "job/life.h"
#include "job/paradigms.h"
#include "job/record.h"
#include "platform/platform_reader.h"
#include "scenario/build.h"
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEVICES = 24 };

#define DOCTYPE                                                                                    \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define PROP(id, value) "<prop id='" id "' value='" value "'/>"

static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'>" PROP("parameters", "250000")
        PROP("training-flop", "1 Mflop") PROP("forward-flop", "0.3 Mflop") PROP("samples", "2400")
            PROP("bytes-per-sample", "1 kB") "</workload>\n";

/* What differs from one case to the next; NULL: nothing. */
struct lanes_case {
    const char *server, *learner; /* props */
    const char *device, *link;    /* props of each device, of its links */
    const char *wire;             /* attributes of the server's links */
    const char *users;            /* actors */
    const char *samples;          /* NULL: of each its own */
};

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

static void add_link(struct wf_buffer *text, const char *name, const char *way, int megabyte_per_s,
                     const char *attributes, const char *props)
{
    wf_buffer_printf(text, "<link id='%s-%s' bandwidth='%dMBps' latency='0s' %s>%s</link>\n", name,
                     way, megabyte_per_s, or_nothing(attributes), or_nothing(props));
}

static void write_platform(const struct lanes_case *of, struct wf_buffer *text)
{
    wf_buffer_printf(text, DOCTYPE
                     "<zone id='world' routing='Full'>\n<host id='server' speed='50Gf'>" PROP(
                         "wattage_per_state", "40:45:90") "</host>\n");
    add_link(text, "server", "up", 1000, of->wire, of->wire ? NULL : PROP("wattage_range", "1:3"));
    add_link(text, "server", "down", 1000, of->wire, NULL);
    for (int i = 0; i < DEVICES; i++) {
        char name[16];
        snprintf(name, sizeof name, "device-%d", i);
        wf_buffer_printf(text,
                         "<host id='%s' speed='%dMf'>" PROP("wattage_per_state", "0.3:0.5:%d")
                             PROP("kind", "phone") "%s</host>\n",
                         name, 500 + 130 * (i % 7), 3 + i % 3, or_nothing(of->device));
        add_link(text, name, "up", 1 + i % 5, NULL, of->link);
        add_link(text, name, "down", 5 + i % 4, NULL, of->link);
    }
    wf_buffer_printf(text, "</zone>\n</platform>\n");
}

static void write_deployment(const struct lanes_case *of, struct wf_buffer *text)
{
    wf_buffer_printf(
        text,
        DOCTYPE "<actor host='server' function='server'>" PROP("workload",
                                                               "workload.xml") PROP("rounds", "9")
            PROP("active", "10") "%s</actor>\n"
                                 "<actor host='device-[0-19]' function='learner'>" PROP(
                                     "samples", "uniform(40,160)") "%s</actor>\n%s</platform>\n",
        or_nothing(of->server), or_nothing(of->learner), or_nothing(of->users));
}

/* ---- a play ---- */

struct play {
    struct wf_platform platform;
    struct wf_library library;
    struct wf_scenario scenario;
    struct wf_diag diag;
    struct wf_job job;
    struct fake fake;
    struct wf_closed_form closed;
};

static void put(const char *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) == EOF || fclose(file) != 0)
        abort();
}

static bool build(struct play *play, const char *folder)
{
    char platform[128], deployment[128];
    struct wf_options options = {.seed = 1};
    struct wf_err err = {0};
    snprintf(platform, sizeof platform, "%s/platform.xml", folder);
    snprintf(deployment, sizeof deployment, "%s/deployment.xml", folder);
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
    for (size_t i = 0; !ok && i < play->diag.count && i < 3; i++)
        printf("    %s\n", play->diag.entries[i].text);
    if (!ok)
        printf("    FAILED to load: %s\n", err.text);
    failures += !ok;
    return ok;
}

static bool load(struct play *play, const struct lanes_case *of)
{
    static const char *const names[] = {"platform.xml", "deployment.xml", "workload.xml",
                                        "grid.csv", "leaves.csv"};
    char folder[] = "/tmp/wattfleet-lanes-XXXXXX";
    struct wf_buffer platform = {0}, deployment = {0};
    if (!mkdtemp(folder))
        abort();
    write_platform(of, &platform);
    write_deployment(of, &deployment);
    put(folder, "platform.xml", platform.text);
    put(folder, "deployment.xml", deployment.text);
    put(folder, "workload.xml", workload_text);
    put(folder, "grid.csv", "time,carbon_intensity\n0,100\n3,300\n6,50\n9,200\n1000,80\n");
    put(folder, "leaves.csv", "from,until\n0,1.3\n2,3.9\n4,8\n8.5,500\n");
    bool ok = build(play, folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    wf_buffer_release(&platform);
    wf_buffer_release(&deployment);
    return ok;
}

static double no_length(const void *data, const struct wf_step *step)
{
    (void)data, (void)step;
    abort(); /* the fake executor only knows hosts and links here */
}

/* Links of the server are wide enough for all, as eligibility.h would prove. */
static void mark_roomy(struct play *play)
{
    struct wf_meter *meter = &play->job.meter;
    const struct wf_scenario *scenario = &play->scenario;
    struct wf_node *server = wf_meter_node(meter, scenario->participants[WF_SERVER]);
    struct wf_node *device = wf_meter_node(meter, scenario->participants[WF_LEARNER]);
    wf_meter_route(meter, server, device)->links[0]->roomy = true;
    wf_meter_route(meter, device, server)->links[1]->roomy = true;
}

static bool start(struct play *play, const struct lanes_case *of, bool event_by_event)
{
    *play = (struct play){0};
    if (!load(play, of))
        return false;
    struct wf_flow_model model = wf_flow_model("CM02", 4194304, false);
    play->job.scenario = &play->scenario;
    fake_init(&play->fake, &play->platform, &play->job.meter, no_length, NULL);
    wf_closed_form_init(&play->closed, &play->job.meter, &play->fake.executor, &play->platform,
                        model);
    play->closed.event_by_event = event_by_event;
    play->job.executor = &play->closed.executor;
    wf_meter_init(&play->job.meter, play->job.executor, &play->scenario);
    mark_roomy(play);
    wf_job_live(&play->job);
    wf_meter_close(&play->job.meter);
    wf_record_end(&play->job);
    if (!play->closed.occupancy.err.code && !play->job.err.code)
        return true;
    printf("    FAILED: %s%s\n", play->closed.occupancy.err.text, play->job.err.text);
    failures++;
    return true;
}

static void stop(struct play *play)
{
    if (play->job.executor) {
        wf_meter_release(&play->job.meter);
        wf_job_release(&play->job);
        wf_closed_form_release(&play->closed);
        fake_release(&play->fake);
    }
    wf_scenario_release(&play->scenario);
    wf_library_release(&play->library);
    wf_platform_release(&play->platform);
    wf_diag_release(&play->diag);
}

/* ---- do they agree? ---- */

static void check(const char *what, const char *of, double whole, double events)
{
    if (fabs(whole - events) <= 1e-12 * fmax(1, fabs(events)) || (isnan(whole) && isnan(events)))
        return;
    printf("    FAILED %s of %s: %.17g whole, %.17g event by event\n", what, of, whole, events);
    failures++;
}

static void check_hosts(const struct play *whole, const struct play *events)
{
    const struct wf_outcome *a = &whole->job.outcome, *b = &events->job.outcome;
    check("number", "hosts", (double)a->host_count, (double)b->host_count);
    for (size_t i = 0; i < a->host_count && i < b->host_count; i++) {
        const struct wf_host_usage *x = &a->hosts[i], *y = NULL;
        const char *name = whole->platform.hosts[x->host].name;
        for (size_t k = 0; k < b->host_count; k++)
            y = b->hosts[k].host == x->host ? &b->hosts[k] : y;
        if (!y) {
            check("duty", name, 1, 0);
            continue;
        }
        check("first duty", name, x->first_s, y->first_s);
        check("last duty", name, x->last_s, y->last_s);
        check("time away", name, x->off_duty_s, y->off_duty_s);
        check("joules away", name, x->off_duty_j, y->off_duty_j);
        check("last pstate", name, x->final_pstate, y->final_pstate);
        check("storage", name, x->stored_byte_s, y->stored_byte_s);
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
            const struct wf_phase_usage *one = wf_host_usage_in(x, phase);
            const struct wf_phase_usage *other = wf_host_usage_in(y, phase);
            check(wf_phase_name(phase), name, one->time_s, other->time_s);
            check(wf_phase_name(phase), name, one->energy_j, other->energy_j);
            check(wf_phase_name(phase), name, one->busy_s, other->busy_s);
        }
    }
}

static const struct wf_link_usage *link_called(const struct wf_outcome *outcome, const char *name)
{
    for (size_t i = 0; i < outcome->link_count; i++)
        if (!strcmp(outcome->links[i].name, name))
            return &outcome->links[i];
    return NULL;
}

static void check_links(const struct wf_outcome *a, const struct wf_outcome *b)
{
    double tails[2] = {0}, weighted[2] = {0};
    check("number", "links", (double)a->link_count, (double)b->link_count);
    for (size_t i = 0; i < a->link_count; i++) {
        const struct wf_link_usage *x = &a->links[i], *y = link_called(b, x->name);
        if (!y) {
            check("use", x->name, 1, 0);
            continue;
        }
        check("first transfer", x->name, x->first_s, y->first_s);
        check("last transfer", x->name, x->last_s, y->last_s);
        check("transfers", x->name, (double)x->carried.transfers, (double)y->carried.transfers);
        check("exploration", x->name, wf_carried_explored_s(&x->carried),
              wf_carried_explored_s(&y->carried));
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            check(wf_phase_name(phase), x->name, wf_link_usage_byte(x, phase),
                  wf_link_usage_byte(y, phase));
    }
    const struct wf_outcome *both[] = {a, b};
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < both[k]->radio_count; i++)
            for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
                tails[k] += both[k]->radios[i].tail_s[phase] + both[k]->radios[i].airtime_s[phase];
        for (size_t i = 0; i < both[k]->weight_count; i++)
            weighted[k] += both[k]->weights[i].weighted * (both[k]->weights[i].row + 1);
    }
    check("airtime and tails", "radios", tails[0], tails[1]);
    check("weighted amounts", "all", weighted[0], weighted[1]);
}

static void check_rounds(const struct wf_outcome *a, const struct wf_outcome *b)
{
    check("number", "rounds", (double)a->round_count, (double)b->round_count);
    for (size_t i = 0; i < a->round_count && i < b->round_count; i++) {
        const struct wf_round_usage *x = &a->round_rows[i], *y = &b->round_rows[i];
        check("start", "a round", x->start_s, y->start_s);
        check("end", "a round", x->end_s, y->end_s);
        check("energy", "a round", x->energy_j, y->energy_j);
        check("uplink", "a round", x->uplink_byte, y->uplink_byte);
        check("downlink", "a round", x->downlink_byte, y->downlink_byte);
        check("updates", "a round", x->updates, y->updates);
        check("slowest host", "a round", x->slowest_host, y->slowest_host);
    }
}

static void compare(const struct play *whole, const struct play *events)
{
    const struct wf_outcome *a = &whole->job.outcome, *b = &events->job.outcome;
    check("time", "the job", a->time_s, b->time_s);
    check("flop", "the job", a->flop, b->flop);
    check("samples", "the job", a->samples, b->samples);
    check("explored samples", "the job", a->explored_samples, b->explored_samples);
    check("dropped updates", "the job", (double)a->dropped_updates, (double)b->dropped_updates);
    check("missing updates", "the job", (double)a->missing_updates, (double)b->missing_updates);
    check("wasted energy", "the job", a->wasted_energy_j, b->wasted_energy_j);
    check("energy outside rounds", "the job", a->start_energy_j, b->start_energy_j);
    check_rounds(a, b);
    check_hosts(whole, events);
    check_links(a, b);
}

/* How many of the turns are played whole. */
enum share { NONE, SOME, ALL };

/* Events tell: those of a turn that is played whole are not set, but for one a batch. */
static void play_both(const struct lanes_case *of, enum share share)
{
    struct play whole, events;
    bool loaded = start(&whole, of, false);
    loaded = start(&events, of, true) && loaded;
    if (loaded) {
        compare(&whole, &events);
        uint64_t set = whole.closed.events.order, most = events.closed.events.order;
        uint64_t least = 3 * whole.job.outcome.round_count; /* a batch, aggregation, overhead */
        bool right = share == NONE ? set == most : share == ALL ? set <= least : set < most;
        if (!right) {
            printf("    FAILED %llu events were set, %llu event by event\n",
                   (unsigned long long)set, (unsigned long long)most);
            failures++;
        }
    }
    stop(&whole);
    stop(&events);
}

/* ---- the cases ---- */

static void plain_rounds(void)
{
    play_both(&(struct lanes_case){0}, ALL);
}

/* A link that a whole fleet passes, and that never slows it down. */
static void a_shared_fatpipe(void)
{
    play_both(&(struct lanes_case){.wire = "sharing_policy='FATPIPE'"}, ALL);
}

/* Devices leave in a step, at any point of it. */
static void drop_outs(void)
{
    play_both(&(struct lanes_case){.learner = PROP("dropout", "0.4")}, ALL);
}

/* The deadline cuts off some of each round: they are played event by event. */
static void a_deadline(void)
{
    play_both(&(struct lanes_case){.server = PROP("deadline", "0.5 s"),
                                   .learner = PROP("dropout", "0.1")},
              SOME);
}

/* The round ends with the first updates: nobody knows which before. */
static void over_selection(void)
{
    play_both(&(struct lanes_case){.server = PROP("over-selection", "0.5")}, NONE);
}

/* Devices come and go; their duty ends when they go. */
static void availability(void)
{
    play_both(&(struct lanes_case){.learner = PROP("availability", "leaves.csv")
                                       PROP("availability-spread", "1 s")},
              SOME);
}

static void batteries(void)
{
    play_both(&(struct lanes_case){.device = PROP("battery", "20 J"),
                                   .learner = PROP("battery-level", "0.9")},
              NONE);
}

static void radios(void)
{
    play_both(&(struct lanes_case){.link = PROP("airtime_wattage", "1.2 W")
                                       PROP("tail_wattage", "0.7 W") PROP("tail", "0.2 s")},
              ALL);
}

static void a_grid_that_changes(void)
{
    play_both(&(struct lanes_case){.device = PROP("carbon_intensity", "grid.csv"),
                                   .link = PROP("wattage_range", "0.1:2")
                                       PROP("carbon_intensity", "grid.csv")},
              ALL);
}

static void exploration_and_start_up(void)
{
    play_both(
        &(struct lanes_case){.server = PROP("trials", "2") PROP("trial-share", "0.5"),
                             .learner = PROP("start-up", "0.3 s") PROP("start-up-each", "training"),
                             .link = PROP("wattage_range", "0.1:2")},
        SOME);
}

static void trainings_with_pauses(void)
{
    play_both(&(struct lanes_case){.server = PROP("trainings", "3") PROP("later-rounds", "2")
                                       PROP("every", "40 s") PROP("round-overhead", "0.1 s"),
                                   .learner = PROP("new-samples", "7"),
                                   .device = PROP("storage_wattage", "5")},
              SOME);
}

static void evaluation(void)
{
    play_both(&(struct lanes_case){.server = PROP("evaluation-period", "2"),
                                   .learner = PROP("evaluation-samples", "15")},
              SOME);
}

/* Updates are taken one by one, as they end. */
static void buffered(void)
{
    play_both(&(struct lanes_case){.server = PROP("aggregation", "buffered") PROP("buffer", "4")},
              NONE);
}

static void users_of_the_model(void)
{
    play_both(&(struct lanes_case){.users = "<actor host='device-[20-23]' function='user'>" PROP(
                                       "per-day", "1000") PROP("days", "1") "</actor>\n"},
              SOME);
}

/* Equal devices end at the same dates. */
static void ties(void)
{
    play_both(&(struct lanes_case){.samples = "100"}, ALL);
}

static const struct test_case cases[] = {
    CASE(plain_rounds),
    CASE(a_shared_fatpipe),
    CASE(drop_outs),
    CASE(a_deadline),
    CASE(over_selection),
    CASE(availability),
    CASE(batteries),
    CASE(radios),
    CASE(a_grid_that_changes),
    CASE(exploration_and_start_up),
    CASE(trainings_with_pauses),
    CASE(evaluation),
    CASE(buffered),
    CASE(users_of_the_model),
    CASE(ties),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
