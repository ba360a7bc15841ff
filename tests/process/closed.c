/* process.<case>: requests that are played in closed form in one process, each on a platform of its
 * own, give to the bit what each gives by itself; what cannot be played so is said. */
#include "../cases.h"
#include "../scenario.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REQUESTS = 4 };

static void check(bool holds, const char *what, size_t request, const char *found)
{
    if (holds)
        return;
    printf("    FAILED %s (request %zu): '%s'\n", what, request, found);
    failures++;
}

static const char head[] = "<?xml version='1.0'?>\n"
                           "<!DOCTYPE platform SYSTEM 'https://simgrid.org/simgrid.dtd'>\n"
                           "<platform version='4.1'>";
static const char work_text[] =
    "<workload version='1' id='w'><prop id='parameters' value='1000000'/>"
    "<prop id='training-flop' value='1 Mflop'/><prop id='samples' value='100'/></workload>";

#define HOST(id, speed)                                                                            \
    "<host id='" id "' speed='" speed "'><prop id='wattage_per_state' value='1:2:3'/></host>"

/* One request: a learner, a server, and the link between them. */
struct side {
    const char *speed, *bandwidth, *latency, *sharing;
    const char *more; /* elements of the platform beside */
    const char *twin; /* the learner's host: 's' has two actors then */
};

/* What the requests came to, alone and together. */
struct play {
    char *files[3 * REQUESTS];
    struct wf_study studies[REQUESTS];
    struct wf_process_result alone[REQUESTS], together[REQUESTS];
};

static void load(struct play *play, size_t i, const struct side *side)
{
    bool halves = side->sharing != NULL;
    const char *up = halves ? " direction='UP'" : "";
    char *platform = wf_format(
        "%s<zone id='z' routing='Full'>" HOST("s", "1Gf") HOST(
            "l", "%s") "<link id='way' bandwidth='%s' latency='%s'%s/>%s"
                       "<route src='l' dst='s'><link_ctn id='way'%s/></route></zone></platform>",
        head, side->speed, side->bandwidth, side->latency,
        halves ? " sharing_policy='SPLITDUPLEX'" : "", side->more, up);
    char **files = &play->files[3 * i];
    files[0] = scenario_file(platform);
    files[1] = scenario_file(work_text);
    char *deployment =
        wf_format("%s<actor host='s' function='server'><prop id='workload' value='%s'/>"
                  "<prop id='rounds' value='3'/></actor>"
                  "<actor host='%s' function='learner'/></platform>",
                  head, files[1], side->twin ? side->twin : "l");
    files[2] = scenario_file(deployment);
    const struct wf_study_request request = {
        .platform = files[0],
        .deployments = (const char *const *)&files[2],
        .count = 1,
        .options = {.seed = 1, .engine = WF_ENGINE_AUTO, .audit = true, .spared = true}};
    struct wf_err err;
    if (wf_study_load(&play->studies[i], &request, &err) < 0) {
        const struct wf_diag *diag = &play->studies[i].diag;
        check(false, "it loads", i, diag->count ? diag->entries[0].text : err.text);
    }
    free(platform);
    free(deployment);
}

static struct wf_process_options options_of(bool closed_only)
{
    static const char *const arguments[] = {
        "--cfg=network/model:CM02",
#ifdef __SANITIZE_ADDRESS__
        "--cfg=contexts/factory:thread",
#endif
    };
    return (struct wf_process_options){.simgrid_arguments = arguments,
                                       .simgrid_argument_count =
                                           sizeof arguments / sizeof *arguments,
                                       .jobs = 1,
                                       .closed_only = closed_only};
}

static void run(struct play *play, size_t first, size_t count, bool closed_only,
                struct wf_process_result *results)
{
    const struct wf_process_options options = options_of(closed_only);
    struct wf_process_request requests[REQUESTS] = {{0}};
    struct wf_diag diag;
    struct wf_err err;
    wf_diag_init(&diag);
    for (size_t i = 0; i < count; i++)
        requests[i].scenario = &play->studies[first + i].scenarios[0];
    wf_process_run(play->studies[first].platform, requests, count, &options, results, &diag, &err);
    wf_diag_release(&diag);
}

static void play_all(struct play *play, const struct side sides[REQUESTS])
{
    memset(play, 0, sizeof *play);
    for (size_t i = 0; i < REQUESTS; i++)
        load(play, i, &sides[i]);
    if (failures)
        return;
    for (size_t i = 0; i < REQUESTS; i++)
        run(play, i, 1, false, &play->alone[i]);
    run(play, 0, REQUESTS, true, play->together);
}

static void release(struct play *play)
{
    for (size_t i = 0; i < REQUESTS; i++) {
        wf_outcome_release(&play->alone[i].outcome);
        wf_outcome_release(&play->together[i].outcome);
        wf_study_release(&play->studies[i]);
    }
    for (size_t i = 0; i < 3 * REQUESTS; i++) {
        unlink(play->files[i]);
        free(play->files[i]);
    }
}

static void expect_same(const struct play *play, size_t i)
{
    const struct wf_process_result *one = &play->alone[i], *other = &play->together[i];
    check(one->status == 0, "alone it succeeds", i, one->err.text);
    check(other->status == 0, "together it succeeds", i, other->err.text);
    if (one->status < 0 || other->status < 0)
        return;
    check(one->outcome.time_s == other->outcome.time_s, "it takes as long", i, "another time");
    check(one->outcome.host_count == other->outcome.host_count, "as many hosts", i, "others");
    check(!strcmp(other->outcome.engine, "closed-form"), "in closed form", i,
          other->outcome.engine);
}

static void expect_left(const struct play *play, size_t i)
{
    check(play->alone[i].status == 0, "alone it succeeds", i, play->alone[i].err.text);
    check(play->together[i].status < 0 && play->together[i].err.code == WF_EALL,
          "together it is not played", i, play->together[i].err.text);
}

static void expect_all_same(const struct side sides[REQUESTS])
{
    struct play play;
    play_all(&play, sides);
    for (size_t i = 0; i < REQUESTS && !failures; i++) {
        expect_same(&play, i);
        for (size_t j = 0; j < i; j++)
            check(play.alone[i].outcome.time_s != play.alone[j].outcome.time_s,
                  "the requests differ", i, "it does not");
    }
    release(&play);
}

static void platforms_of_other_numbers_share_a_process(void)
{
    expect_all_same((const struct side[REQUESTS]){{"1Gf", "1MBps", "1ms", NULL, "", NULL},
                                                  {"3Gf", "1MBps", "1ms", NULL, "", NULL},
                                                  {"1Gf", "1.7MBps", "1ms", NULL, "", NULL},
                                                  {"1Gf", "1MBps", "300ms", NULL, "", NULL}});
}

static void halves_of_a_link_have_the_numbers_of_both(void)
{
    expect_all_same((const struct side[REQUESTS]){{"1Gf", "1MBps", "1ms", "", "", NULL},
                                                  {"1Gf", "0.3MBps", "7ms", "", "", NULL},
                                                  {"1Gf", "1.7MBps", "1ms", "", "", NULL},
                                                  {"1Gf", "0.9MBps", "90ms", "", "", NULL}});
}

/* Of another structure: nothing is known of SimGrid's links from then on. */
static void a_platform_with_another_link_is_left(void)
{
    static const char more[] = "<link id='b' bandwidth='1MBps' latency='0'/>";
    struct play play;
    play_all(&play, (const struct side[REQUESTS]){{"1Gf", "1MBps", "1ms", NULL, "", NULL},
                                                  {"1Gf", "2MBps", "1ms", NULL, "", NULL},
                                                  {"1Gf", "3MBps", "1ms", NULL, more, NULL},
                                                  {"1Gf", "4MBps", "1ms", NULL, "", NULL}});
    for (size_t i = 0; i < REQUESTS && !failures; i++)
        (i < 2 ? expect_same : expect_left)(&play, i);
    release(&play);
}

/* Two actors of one host: SimGrid would play it. */
static void what_is_not_proven_is_left(void)
{
    struct play play;
    play_all(&play, (const struct side[REQUESTS]){{"1Gf", "1MBps", "1ms", NULL, "", NULL},
                                                  {"1Gf", "2MBps", "1ms", NULL, "", "s"},
                                                  {"1Gf", "3MBps", "1ms", NULL, "", NULL},
                                                  {"1Gf", "4MBps", "1ms", NULL, "", NULL}});
    for (size_t i = 0; i < REQUESTS && !failures; i++)
        (i == 1 ? expect_left : expect_same)(&play, i);
    release(&play);
}

/* Of a process in which SimGrid was set up without its energy plugins: they are there for whom they
 * are asked. */
static void simgrid_that_was_set_up_before_is_audited(void)
{
    struct play play = {.files = {NULL}};
    load(&play, 0, &(struct side){"1Gf", "1MBps", "1ms", NULL, "", NULL});
    struct wf_options *asked = &play.studies[0].scenarios[0].options;
    const struct wf_process_options options = options_of(false);
    asked->engine = WF_ENGINE_SIMGRID;
    asked->spared = false;
    run(&play, 0, 1, false, &play.alone[0]);
    wf_process_start(false, &options);
    run(&play, 0, 1, false, &play.together[0]);
    const struct wf_process_result *one = &play.alone[0], *other = &play.together[0];
    check(one->status == 0 && other->status == 0, "both succeed", 0, other->err.text);
    for (size_t i = 0; i < one->outcome.host_count && other->status == 0; i++)
        check(one->outcome.hosts[i].plugin_j > 0 &&
                  one->outcome.hosts[i].plugin_j == other->outcome.hosts[i].plugin_j,
              "the plugin counts the same", 0, "it does not");
    check(one->outcome.host_count == 2 && one->outcome.time_s == other->outcome.time_s,
          "it is the same run", 0, "it is not");
    wf_outcome_release(&play.alone[0].outcome);
    wf_outcome_release(&play.together[0].outcome);
    wf_study_release(&play.studies[0]);
    for (size_t i = 0; i < 3; i++) {
        unlink(play.files[i]);
        free(play.files[i]);
    }
}

int main(int argc, char **argv)
{
    static const struct test_case cases[] = {
        CASE(platforms_of_other_numbers_share_a_process),
        CASE(halves_of_a_link_have_the_numbers_of_both),
        CASE(a_platform_with_another_link_is_left),
        CASE(what_is_not_proven_is_left),
        CASE(simgrid_that_was_set_up_before_is_audited),
    };
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
