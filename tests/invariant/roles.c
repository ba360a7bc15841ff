/* invariant.<law>: what must hold between results of the ways to train: a way that degenerates to
 * another gives its result, what plays no part changes no bit. */
#include "../cases.h"
#include "../scenario.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check(bool holds, const char *what, double a, double b)
{
    if (holds)
        return;
    printf("    FAILED %s: %.17g, %.17g\n", what, a, b);
    failures++;
}

static void check_close(double a, double b, double tolerance, const char *what)
{
    check(fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b)), what, a, b);
}

/* ---- files ---- */

/* A star: a hub with six devices d-0 .. d-5, each with a link of its own both ways to the hub,
 * to a gate and to one another; no two of them are alike unless @p alike. */
#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
enum { DEVICES = 6 };

static char *star(bool alike)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, HEAD "<zone id='world' routing='Full'>\n"
                                 "<host id='hub' speed='2Gf'><prop id='wattage_per_state' "
                                 "value='40:40:210'/></host>\n"
                                 "<host id='gate' speed='1Gf'><prop id='wattage_per_state' "
                                 "value='9:9:20'/></host>\n"
                                 "<link id='hop' bandwidth='4MBps' latency='10ms'><prop "
                                 "id='wattage_range' value='0.3:1'/></link>\n");
    for (int i = 0; i < DEVICES; i++) {
        int k = alike ? 0 : i;
        wf_buffer_printf(&text,
                         "<host id='d-%d' speed='%dMf'><prop id='wattage_per_state' "
                         "value='%d:%d:%d'/></host>\n"
                         "<link id='link-%d' bandwidth='%dkBps' latency='20ms'><prop "
                         "id='wattage_range' value='0.5:2'/></link>\n",
                         i, 1000 - 130 * k, 2 + k, 2 + k, 9 + 2 * k, i, 900 + 170 * k);
    }
    wf_buffer_printf(&text, "<route src='hub' dst='gate'><link_ctn id='hop'/></route>\n");
    for (int i = 0; i < DEVICES; i++) {
        wf_buffer_printf(&text,
                         "<route src='hub' dst='d-%d'><link_ctn id='link-%d'/></route>\n"
                         "<route src='gate' dst='d-%d'><link_ctn id='link-%d'/></route>\n",
                         i, i, i, i);
        for (int j = i + 1; j < DEVICES; j++)
            wf_buffer_printf(&text,
                             "<route src='d-%d' dst='d-%d'><link_ctn id='link-%d'/><link_ctn "
                             "id='link-%d'/></route>\n",
                             i, j, i, j);
    }
    wf_buffer_printf(&text, "</zone>\n</platform>\n");
    char *path = scenario_file(text.text);
    wf_buffer_release(&text);
    return path;
}

static const char *workload(void)
{
    static char path[64];
    if (*path)
        return path;
    char *file = scenario_file(
        "<?xml version='1.0'?>\n<workload version='1' id='model'>\n"
        "<prop id='parameters' value='250000'/><prop id='training-flop' value='20 Mflop'/>\n"
        "<prop id='samples' value='240'/><prop id='bytes-per-sample' value='3 kB'/>\n"
        "<prop id='gradient-size' value='0'/></workload>\n");
    snprintf(path, sizeof path, "%s", file);
    free(file);
    return path;
}

#define PROP(id, value) "<prop id='" id "' value='" value "'/>"
#define ACTOR(host, function, props)                                                               \
    "<actor host='" host "' function='" function "'>" props "</actor>\n"
#define WORKLOAD      "<prop id='workload' value='%s'/>"
#define SERVER(props) ACTOR("hub", "server", WORKLOAD props)
#define LEARNERS      ACTOR("d-*", "learner", PROP("samples", "40"))

/* Run actors ("%s" once: the workload) on a platform file. */
static void attempt(struct scenario_run *run, const char *platform, const char *actors)
{
    char *filled = wf_format(actors, workload());
    char *text = wf_format(HEAD "%s</platform>\n", filled);
    char *path = scenario_file(text);
    scenario_run(run, platform, path, NULL, NULL);
    unlink(path);
    free(path);
    free(text);
    free(filled);
}

static void run_on(struct scenario_run *run, const char *platform, const char *actors)
{
    attempt(run, platform, actors);
    check(run->status == 0, actors, run->status, 0);
}

/* On a star of devices that differ. */
static void run(struct scenario_run *result, const char *actors)
{
    char *platform = star(false);
    run_on(result, platform, actors);
    unlink(platform);
    free(platform);
}

/* ---- outputs ---- */

#define OUTPUTS(OUTPUT)                                                                            \
    OUTPUT(s->outcome->time_s)                                                                     \
    OUTPUT(s->outcome->training_time_s)                                                            \
    OUTPUT(s->energy_j)                                                                            \
    OUTPUT(s->host_energy_j)                                                                       \
    OUTPUT(s->link_energy_j)                                                                       \
    OUTPUT(s->plugin_host_energy_j)                                                                \
    OUTPUT(s->outcome->byte[WF_UPLINK])                                                            \
    OUTPUT(s->outcome->byte[WF_DOWNLINK])                                                          \
    OUTPUT(s->outcome->byte[WF_EXCHANGE])                                                          \
    OUTPUT(s->outcome->flop)                                                                       \
    OUTPUT(s->outcome->samples)                                                                    \
    OUTPUT((double)s->outcome->rounds)                                                             \
    OUTPUT((double)s->outcome->dropped_updates)                                                    \
    OUTPUT((double)s->outcome->missing_updates)                                                    \
    OUTPUT(s->outcome->staleness)                                                                  \
    OUTPUT(s->outcome->wasted_energy_j)                                                            \
    OUTPUT(s->outcome->learner_coverage)                                                           \
    OUTPUT(s->outcome->sample_gini)                                                                \
    OUTPUT(s->outcome->inferences)

static bool same(double a, double b, double tolerance)
{
    return tolerance > 0
               ? fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b)) || (isnan(a) && isnan(b))
               : memcmp(&a, &b, sizeof a) == 0;
}

/* All outputs, joules by phase, dates and joules of all rounds. */
static void check_same(const struct scenario_run *a, const struct scenario_run *b, double tolerance)
{
    if (a->status || b->status)
        return;
    struct {
        const char *name;
        double values[2];
    } list[] = {
#define ROW(expression) {#expression, {0, 0}},
        OUTPUTS(ROW)
#undef ROW
    };
    for (int side = 0; side < 2; side++) {
        const struct wf_summary *s = scenario_summary(side ? b : a);
        size_t i = 0;
#define VALUE(expression) list[i++].values[side] = expression;
        OUTPUTS(VALUE)
#undef VALUE
    }
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        check(same(list[i].values[0], list[i].values[1], tolerance), list[i].name,
              list[i].values[0], list[i].values[1]);
    const struct wf_summary *x = scenario_summary(a), *y = scenario_summary(b);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        check(same(x->phase_j[phase], y->phase_j[phase], tolerance), wf_phase_name(phase),
              x->phase_j[phase], y->phase_j[phase]);
    for (size_t i = 0; i < x->outcome->round_count && i < y->outcome->round_count; i++) {
        const struct wf_round_usage *p = &x->outcome->round_rows[i],
                                    *q = &y->outcome->round_rows[i];
        check(same(p->start_s, q->start_s, tolerance), "start of a round", p->start_s, q->start_s);
        check(same(p->end_s, q->end_s, tolerance), "end of a round", p->end_s, q->end_s);
        check(same(p->energy_j, q->energy_j, tolerance), "joules of a round", p->energy_j,
              q->energy_j);
    }
}

static void same_result(const char *first, const char *second, double tolerance)
{
    struct scenario_run a, b;
    run(&a, first);
    run(&b, second);
    check_same(&a, &b, tolerance);
    scenario_release(&a);
    scenario_release(&b);
}

/* ---- laws ---- */

static void buffered_without_staleness_is_sync(void)
{
    same_result(SERVER(PROP("rounds", "5") PROP("active", "6")) LEARNERS,
                SERVER(PROP("rounds", "5") PROP("active", "6") PROP("aggregation", "buffered") PROP(
                    "buffer", "6") PROP("concurrency", "6") PROP("max-staleness", "0")) LEARNERS,
                0);
    same_result(SERVER(PROP("rounds", "5") PROP("active", "3")) LEARNERS,
                SERVER(PROP("rounds", "5") PROP("active", "3") PROP("aggregation", "buffered") PROP(
                    "buffer", "3") PROP("concurrency", "3") PROP("max-staleness", "0")) LEARNERS,
                0);
}

static void semi_sync_with_time_enough_is_sync(void)
{
    same_result(SERVER(PROP("rounds", "5") PROP("active", "4")) LEARNERS,
                SERVER(PROP("rounds", "5") PROP("active", "4") PROP("aggregation", "semi-sync")
                           PROP("deadline", "1 h")) LEARNERS,
                0);
}

/* The aggregation is the gateway's, on the same host; that of the server costs nothing. */
static void gateway_on_the_servers_host_is_flat(void)
{
    same_result(SERVER(PROP("rounds", "4") PROP("evaluation-samples", "30")) LEARNERS,
                SERVER(PROP("rounds", "4") PROP("evaluation-samples", "30")
                           PROP("aggregation-flop", "0")) ACTOR("hub", "gateway", "") LEARNERS,
                1e-12);
}

/* Flat on the gateway's host, then: there and back over the hop, and the server's aggregation. */
static void one_gateway_is_flat_and_its_hop(void)
{
    struct scenario_run flat, tree;
    const double byte = 1e6, hop_s = 0.01 + byte / 4e6, server_s = 2 * 250000 / 2e9;
    run(&flat, ACTOR("gate", "server", WORKLOAD PROP("rounds", "4")) LEARNERS);
    run(&tree, SERVER(PROP("rounds", "4")) ACTOR("gate", "gateway", "") LEARNERS);
    const struct wf_outcome *a = scenario_summary(&flat)->outcome,
                            *b = scenario_summary(&tree)->outcome;
    check_close(a->time_s + 4 * (2 * hop_s + server_s), b->time_s, 1e-12, "time");
    check_close(a->byte[WF_UPLINK] + 4 * byte, b->byte[WF_UPLINK], 0, "bytes up");
    check_close(a->byte[WF_DOWNLINK] + 4 * byte, b->byte[WF_DOWNLINK], 0, "bytes down");
    check_close(a->flop + 4 * 2 * 250000., b->flop, 1e-12, "flop");
    check_close(a->samples, b->samples, 0, "samples");
    check_close(scenario_summary(&flat)->phase_j[WF_PHASE_COMPUTE],
                scenario_summary(&tree)->phase_j[WF_PHASE_COMPUTE], 1e-12, "joules of training");
    scenario_release(&flat);
    scenario_release(&tree);
}

/* A learner on a host that is another's too (the server's, a gateway's) is away between its turns;
 * the host is not: the server waits there. Both local rounds last as long as d-5 takes, over 3 s.
 */
static void the_server_stays_when_its_learner_leaves(void)
{
    static const char *const shared[] = {"hub", "gate"};
    char *file = scenario_file("from,until\n0,1.5\n2,1000\n");
    char *trace = wf_format("%s.csv", file); /* the ending tells a trace from a daily pattern */
    check(rename(file, trace) == 0, "rename", 0, 0);
    free(file);
    for (int i = 0; i < 2; i++) {
        struct scenario_run run_;
        char *actors = wf_format(
            SERVER(PROP("rounds", "1")) ACTOR("gate", "gateway", PROP("local-rounds", "2"))
                ACTOR("d-5", "learner", PROP("samples", "40"))
                    ACTOR("%s", "learner",
                          PROP("samples", "40") PROP("gateway", "gate") PROP("availability", "%s")),
            "%s", shared[i], trace);
        run(&run_, actors);
        const struct wf_outcome *outcome = &run_.study.results[0].outcome;
        for (size_t j = 0; j < outcome->host_count; j++) {
            const char *name = run_.study.platform->hosts[outcome->hosts[j].host].name;
            if (!strcmp(name, shared[i]))
                check_close(1 + outcome->hosts[j].off_duty_s, 1, 0, name);
        }
        check_close(outcome->samples, 160, 0, "both have trained twice");
        scenario_release(&run_);
        free(actors);
    }
    unlink(trace);
    free(trace);
}

static void complete_graph_sends_to_all(void)
{
    static const struct {
        const char *actors;
        double messages;
    } graphs[] = {
        {ACTOR("d-*", "peer",
               WORKLOAD PROP("rounds", "3") PROP("samples", "40") PROP("neighbours", "complete")),
         DEVICES * (DEVICES - 1)},
        {ACTOR("d-*", "peer",
               WORKLOAD PROP("rounds", "3") PROP("samples", "40") PROP("neighbours", "k-regular")
                   PROP("degree", "4")),
         DEVICES * 4},
        {ACTOR("d-*", "peer",
               WORKLOAD PROP("rounds", "3") PROP("samples", "40") PROP("neighbours", "random")
                   PROP("degree", "3")),
         DEVICES * 3},
        {ACTOR("d-*", "peer", WORKLOAD PROP("rounds", "3") PROP("samples", "40")), DEVICES * 2}};
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        struct scenario_run one;
        run(&one, graphs[i].actors);
        if (one.status == 0)
            check_close(scenario_summary(&one)->outcome->byte[WF_EXCHANGE],
                        3 * graphs[i].messages * 1e6, 0, "bytes exchanged");
        scenario_release(&one);
    }
}

/* The gradient is of 0 byte, so that only latencies are left. */
static void two_trainers_take_half_the_time(void)
{
    struct scenario_run one, two;
    char *platform = star(true);
    run_on(&one, platform, ACTOR("d-0", "trainer", WORKLOAD PROP("epochs", "6")));
    run_on(&two, platform, ACTOR("d-[0-1]", "trainer", WORKLOAD PROP("epochs", "6")));
    const struct wf_outcome *a = scenario_summary(&one)->outcome,
                            *b = scenario_summary(&two)->outcome;
    check_close(a->time_s / 2 + 6 * 2 * 0.04, b->time_s, 1e-12, "time");
    check_close(a->samples, b->samples, 0, "samples");
    check_close(a->flop, b->flop, 1e-12, "flop");
    check_close(scenario_summary(&one)->phase_j[WF_PHASE_COMPUTE],
                scenario_summary(&two)->phase_j[WF_PHASE_COMPUTE], 1e-12, "joules of training");
    unlink(platform);
    free(platform);
    scenario_release(&one);
    scenario_release(&two);
}

#define NO_PART                                                                                    \
    PROP("trainings", "1")                                                                         \
    PROP("later-rounds", "9") PROP("every", "7 s") PROP("reserved", "yes") PROP("train-on", "new")
static void one_training_is_the_single_run(void)
{
    same_result(SERVER(PROP("rounds", "4")) LEARNERS,
                SERVER(PROP("rounds", "4") NO_PART)
                    ACTOR("d-*", "learner", PROP("samples", "40") PROP("new-samples", "9")),
                0);
    same_result(ACTOR("d-*", "peer", WORKLOAD PROP("rounds", "4") PROP("samples", "40")),
                ACTOR("d-*", "peer",
                      WORKLOAD PROP("rounds", "4") NO_PART PROP("samples", "40")
                          PROP("new-samples", "9")),
                0);
    same_result(ACTOR("hub", "trainer", WORKLOAD PROP("epochs", "4"))
                    ACTOR("d-*", "source", PROP("samples", "40")),
                ACTOR("hub", "trainer",
                      WORKLOAD PROP("epochs", "4") PROP("trainings", "1") PROP("every", "7 s"))
                    ACTOR("d-*", "source",
                          PROP("samples", "40") PROP("new-samples", "9")
                              PROP("upload", "as produced") PROP("upload-period", "2 s")),
                0);
}

static void what_plays_no_part_changes_no_bit(void)
{
    static const char flat[] = SERVER(PROP("rounds", "5") PROP("active", "3")) LEARNERS;
    same_result(
        flat, SERVER(PROP("rounds", "5") PROP("active", "3") PROP("over-selection", "0")) LEARNERS,
        0);
    same_result(
        flat, SERVER(PROP("rounds", "5") PROP("active", "3") PROP("deadline", "1 h")) LEARNERS, 0);
    same_result(flat,
                SERVER(PROP("rounds", "5") PROP("active", "3"))
                    ACTOR("d-*", "learner",
                          PROP("samples", "40") PROP("dropout", "0") PROP("dropout-phase", "upload")
                              PROP("dropout-point", "0.3")),
                0);
    same_result(SERVER(PROP("rounds", "5")) ACTOR("gate", "gateway", PROP("active", "3")) LEARNERS,
                SERVER(PROP("rounds", "5")) ACTOR("gate", "gateway",
                                                  PROP("active", "3") PROP("over-selection", "0")
                                                      PROP("deadline", "1 h")) LEARNERS,
                0);
    same_result(SERVER(PROP("rounds", "5") PROP("aggregation", "buffered") PROP("buffer", "2"))
                    LEARNERS,
                SERVER(PROP("rounds", "5") PROP("aggregation", "buffered") PROP("buffer", "2")
                           PROP("deadline", "1 h") PROP("max-staleness", "1000")) LEARNERS,
                0);
}

/* Each list in two orders. */
static void order_of_the_new_actors_changes_no_bit(void)
{
    same_result(SERVER(PROP("rounds", "3")) ACTOR("gate", "gateway", PROP("active", "2"))
                    ACTOR("hub", "gateway", PROP("local-rounds", "2"))
                        ACTOR("d-[0-2]", "learner", PROP("samples", "40"))
                            ACTOR("d-[3-5]", "learner", PROP("samples", "30")),
                ACTOR("d-[3-5]", "learner", PROP("samples", "30"))
                    ACTOR("hub", "gateway", PROP("local-rounds", "2")) ACTOR("d-[0-2]", "learner",
                                                                             PROP("samples", "40"))
                        ACTOR("gate", "gateway", PROP("active", "2")) SERVER(PROP("rounds", "3")),
                0);
    same_result(ACTOR("d-[0-2]", "peer", WORKLOAD PROP("rounds", "3") PROP("samples", "40"))
                    ACTOR("d-[3-5]", "peer", PROP("samples", "30"))
                        ACTOR("gate", "user", PROP("per-day", "50") PROP("days", "1.5")),
                ACTOR("gate", "user", PROP("per-day", "50") PROP("days", "1.5"))
                    ACTOR("d-[3-5]", "peer", PROP("samples", "30")) ACTOR(
                        "d-[0-2]", "peer", WORKLOAD PROP("rounds", "3") PROP("samples", "40")),
                0);
    same_result(SERVER(PROP("rounds", "6") PROP("aggregation", "buffered") PROP("active", "4")
                           PROP("buffer", "2"))
                    ACTOR("d-[0-2]", "learner", PROP("samples", "40") PROP("dropout", "0.4"))
                        ACTOR("d-[3-5]", "learner", PROP("samples", "30")),
                ACTOR("d-[3-5]", "learner", PROP("samples", "30"))
                    ACTOR("d-[0-2]", "learner", PROP("samples", "40") PROP("dropout", "0.4"))
                        SERVER(PROP("rounds", "6") PROP("aggregation", "buffered")
                                   PROP("active", "4") PROP("buffer", "2")),
                0);
}

static void pairs_give_the_same_for_every_way(void)
{
    static const char *const ways[] = {
        SERVER(PROP("rounds", "5") PROP("deadline", "3.2 s")) LEARNERS,
        SERVER(PROP("rounds", "5") PROP("active", "3") PROP("over-selection", "1")) LEARNERS,
        SERVER(PROP("rounds", "6"))
            ACTOR("d-*", "learner", PROP("samples", "40") PROP("dropout", "0.4")),
        SERVER(PROP("rounds", "8") PROP("aggregation", "buffered") PROP("active", "4")
                   PROP("buffer", "2") PROP("max-staleness", "2")) LEARNERS,
        SERVER(PROP("rounds", "6") PROP("aggregation", "semi-sync") PROP("deadline", "3.2 s"))
            LEARNERS,
        SERVER(PROP("rounds", "3")) ACTOR("gate", "gateway",
                                          PROP("active", "1") PROP("over-selection", "2"))
            ACTOR("hub", "gateway", PROP("local-rounds", "2") PROP("deadline", "3.2 s")) LEARNERS,
        ACTOR("d-*", "peer", WORKLOAD PROP("rounds", "4") PROP("samples", "40"))
            ACTOR("gate", "user", PROP("per-day", "50") PROP("days", "1.5")),
        ACTOR("hub", "trainer",
              WORKLOAD PROP("epochs", "1") PROP("trainings", "3") PROP("every", "90 s"))
            ACTOR("d-*", "source",
                  PROP("samples", "40") PROP("new-samples", "12") PROP("upload", "as produced")
                      PROP("upload-period", "30 s"))};
    for (int alike = 0; alike < 2; alike++) {
        char *platform = star(alike);
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
            struct scenario_run single, paired;
            int before = failures;
            run_on(&single, platform, ways[i]);
            scenario_paired_from = 1;
            run_on(&paired, platform, ways[i]);
            scenario_paired_from = 0;
            check_same(&single, &paired, 1e-12);
            if (failures > before)
                printf("    devices %s: %s\n", alike ? "alike" : "that differ", ways[i]);
            scenario_release(&single);
            scenario_release(&paired);
        }
        unlink(platform);
        free(platform);
    }
}

/* One learner, cut in its download and in its upload a hair before the end: with SimGrid's default
 * model, with and without acknowledgements; over a link whose latency bounds the rate, too. */
static void cut_just_before_the_end_has_moved_nearly_all(void)
{
    static const char *const latencies[] = {"0", "1ms", "150ms"};
    static const double latencies_s[] = {0, 1e-3, 0.15};
    const double hair = 1e-5, compute_s = 40 * 20e6 / 1e9;
    for (int acknowledged = 0; acknowledged < 2; acknowledged++)
        for (size_t i = 0; i < sizeof latencies / sizeof *latencies; i++) {
            char *text = wf_format(
                HEAD
                "%s<zone id='world' routing='Full'>\n"
                "<host id='hub' speed='2Gf'><prop id='wattage_per_state' value='4:4:9'/></host>\n"
                "<host id='d-0' speed='1Gf'><prop id='wattage_per_state' value='4:4:9'/></host>\n"
                "<link id='link' bandwidth='30MBps' latency='%s'/>\n"
                "<route src='hub' dst='d-0'><link_ctn id='link'/></route>\n"
                "</zone>\n</platform>\n",
                acknowledged ? ""
                             : "<config><prop id='network/crosstraffic' value='0'/></config>\n",
                latencies[i]);
            char *platform = scenario_file(text);
            char *filled =
                wf_format(HEAD SERVER(PROP("rounds", "1")) LEARNERS "</platform>\n", workload());
            char *deployment = scenario_file(filled);
            struct scenario_run whole, cut;
            const char *const large[] = {"workload.model-size=100MB", "workload.update-size=100MB",
                                         "server.aggregation-flop=0", NULL};
            scenario_run_default(&whole, platform, deployment, large);
            check(whole.status == 0, "runs", whole.status, 0);
            double end_s = whole.status ? NAN : scenario_summary(&whole)->outcome->time_s;
            double rate = 1e8 / ((end_s - compute_s) / 2 - 13.01 * latencies_s[i]);
            char *deadline = wf_format("server.deadline=%.17g s", end_s * (1 - hair));
            /* nothing comes in time: the second learner, on the hub, keeps the round alive */
            free(filled);
            filled = wf_format(HEAD SERVER(PROP("rounds", "1")) LEARNERS ACTOR(
                                   "hub", "learner", PROP("samples", "1")) "</platform>\n",
                               workload());
            char *with_hub = scenario_file(filled);
            const char *const late[] = {large[0], large[1], large[2], deadline, NULL};
            scenario_run_default(&cut, platform, with_hub, late);
            check(cut.status == 0, "runs", cut.status, 0);
            if (cut.status == 0) {
                const struct wf_outcome *outcome = scenario_summary(&cut)->outcome;
                double missing = 1e8 - outcome->byte[WF_UPLINK];
                check(outcome->dropped_updates == 1, "one is dropped",
                      (double)outcome->dropped_updates, 1);
                check(outcome->byte[WF_DOWNLINK] == 1e8, "bytes down", outcome->byte[WF_DOWNLINK],
                      1e8);
                double expected = hair * end_s * rate;
                check(expected > 100 && fabs(missing - expected) < 2, latencies[i], missing,
                      expected);
                check(outcome->cuts_estimated == 0, "told exactly", (double)outcome->cuts_estimated,
                      0);
            }
            scenario_release(&whole);
            scenario_release(&cut);
            unlink(platform);
            unlink(deployment);
            unlink(with_hub);
            free(text);
            free(platform);
            free(filled);
            free(deployment);
            free(with_hub);
            free(deadline);
        }
}

/* A learner that drops out of most of its turns, alone: every way goes on until it has all its
 * updates. */
static void rounds_go_on_when_all_have_dropped_out(void)
{
#define FICKLE ACTOR("d-0", "learner", PROP("samples", "40") PROP("dropout", "0.8"))
    static const char *const ways[] = {
        SERVER(PROP("rounds", "5")) FICKLE,
        SERVER(PROP("rounds", "5") PROP("aggregation", "buffered") PROP("buffer", "1")) FICKLE,
        SERVER(PROP("rounds", "5") PROP("aggregation", "semi-sync") PROP("deadline", "1 h")) FICKLE,
        SERVER(PROP("rounds", "5")) ACTOR("gate", "gateway", "") FICKLE};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct scenario_run one;
        run(&one, ways[i]);
        if (one.status == 0) {
            const struct wf_outcome *outcome = scenario_summary(&one)->outcome;
            double updates = 0;
            for (size_t j = 0; j < outcome->round_count; j++)
                updates += outcome->round_rows[j].updates;
            check(outcome->dropped_updates > 5, "some drop out", (double)outcome->dropped_updates,
                  5);
            check(updates == 5, "all updates come", updates, 5);
        }
        scenario_release(&one);
    }
}

/* From 3000 turns at the same time on workers are pairs, hired in the midst of others' turns. */
static void thousands_of_messages_at_once(void)
{
    enum { PEERS = 57 };
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, HEAD "<zone id='world' routing='Cluster'>\n");
    for (int i = 0; i < PEERS; i++)
        wf_buffer_printf(&text,
                         "<host id='d-%d' speed='1Gf'><prop id='wattage_per_state' "
                         "value='2:2:9'/></host>\n<link id='link-%d' bandwidth='1MBps' "
                         "latency='1ms'/>\n",
                         i, i);
    for (int i = 0; i < PEERS; i++)
        wf_buffer_printf(&text, "<host_link id='d-%d' up='link-%d' down='link-%d'/>\n", i, i, i);
    wf_buffer_printf(&text, "</zone>\n</platform>\n");
    char *platform = scenario_file(text.text);
    struct scenario_run one;
    run_on(&one, platform,
           ACTOR("d-*", "peer",
                 WORKLOAD PROP("rounds", "2") PROP("neighbours", "complete")
                     PROP("samples", "40")));
    if (one.status == 0)
        check_close(scenario_summary(&one)->outcome->byte[WF_EXCHANGE],
                    2. * PEERS * (PEERS - 1) * 1e6, 0, "bytes exchanged");
    scenario_release(&one);
    wf_buffer_release(&text);
    unlink(platform);
    free(platform);
}

/* A deadline that nobody meets is told, not waited for. */
static void nobody_in_time_is_an_error(void)
{
    static const char *const ways[] = {
        SERVER(PROP("rounds", "5") PROP("deadline", "1 s")) LEARNERS,
        SERVER(PROP("rounds", "5") PROP("deadline", "1 s") PROP("aggregation", "buffered")
                   PROP("buffer", "2")) LEARNERS,
        SERVER(PROP("rounds", "5") PROP("deadline", "1 s") PROP("aggregation", "semi-sync")
                   PROP("max-staleness", "0")) LEARNERS,
        SERVER(PROP("rounds", "5")) ACTOR("gate", "gateway", PROP("deadline", "1 s")) LEARNERS};
    char *platform = star(false);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct scenario_run one;
        attempt(&one, platform, ways[i]);
        if (i == 2) /* late, but there is no newer version yet */
            check(one.status == 0, ways[i], one.status, 0);
        else
            check(one.status < 0 && strstr(one.err.text, "no update has come in"), ways[i],
                  one.status, -1);
        scenario_release(&one);
    }
    unlink(platform);
    free(platform);
}

static const struct test_case laws[] = {
    LAW(buffered_without_staleness_is_sync),
    LAW(semi_sync_with_time_enough_is_sync),
    LAW(gateway_on_the_servers_host_is_flat),
    LAW(one_gateway_is_flat_and_its_hop),
    LAW(the_server_stays_when_its_learner_leaves),
    LAW(complete_graph_sends_to_all),
    LAW(two_trainers_take_half_the_time),
    LAW(one_training_is_the_single_run),
    LAW(what_plays_no_part_changes_no_bit),
    LAW(order_of_the_new_actors_changes_no_bit),
    LAW(pairs_give_the_same_for_every_way),
    LAW(cut_just_before_the_end_has_moved_nearly_all),
    LAW(rounds_go_on_when_all_have_dropped_out),
    LAW(nobody_in_time_is_an_error),
    LAW(thousands_of_messages_at_once),
};

int main(int argc, char **argv)
{
    int status = cases_main(argc, argv, laws, sizeof laws / sizeof *laws);
    unlink(workload());
    return status;
}
