/* Jobs whose platform SimGrid need not load: which they are, and that its audit, on a platform of
 * the hosts concerned in the words of the file, can fail. */
#include "study/study.h"

#include "suite.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOCTYPE                                                                                    \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define WATTS    "<prop id='wattage_per_state' value='1:1:3'/>"
#define PHONE(n) "<host id='phone-" n "' speed='1Gf'>" WATTS "</host>\n"
#define LINK(n, sharing)                                                                           \
    "<link id='l-" n "' bandwidth='8.3MBps' latency='20ms'" sharing "/>\n"                         \
    "<host_link id='phone-" n "' up='l-" n "' down='l-" n "'/>\n"
/* @p head: of the platform, @p more: of the zone */
#define PLATFORM(head, more)                                                                       \
    DOCTYPE head "<zone id='net' routing='Cluster'>\n<host id='hub' speed='1Gf'>" WATTS            \
                 "</host>\n" PHONE("0") PHONE("1") PHONE("2") more "</zone>\n</platform>\n"
#define LINKS LINK("0", "") LINK("1", "") LINK("2", "")

static const char workload[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'><prop id='parameters' value='250000'/>"
    "<prop id='training-flop' value='20 Mflop'/><prop id='samples' value='150'/></workload>\n";
static const char deployment[] =
    DOCTYPE "<actor host='hub' function='server'><prop id='workload' value='%s'/>"
            "<prop id='rounds' value='30'/></actor>\n"
            "<actor host='phone-*' function='learner'><prop id='samples' value='50'/></actor>\n"
            "</platform>\n";

struct run {
    char *paths[3]; /* platform, workload, deployment */
    struct wf_study_request request;
    struct wf_study study;
};

static char *file(const char *text)
{
    char path[] = "/tmp/wattfleet-flat-XXXXXX";
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    return wf_strdup(path);
}

static void start(struct run *run, const char *platform, enum wf_engine_choice engine)
{
    struct wf_err err = {0};
    memset(run, 0, sizeof *run);
    run->paths[0] = file(platform);
    run->paths[1] = file(workload);
    char *text = wf_format(deployment, run->paths[1]);
    run->paths[2] = file(text);
    free(text);
    run->request = (struct wf_study_request){
        .platform = run->paths[0],
        .deployments = (const char *const *)&run->paths[2],
        .count = 1,
        .options = {.engine = engine, .seed = 1, .audit = true},
    };
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&run->study, &run->request, &err), 0);
}

static void end(struct run *run)
{
    wf_study_release(&run->study);
    for (int i = 0; i < 3; i++) {
        unlink(run->paths[i]);
        free(run->paths[i]);
    }
}

/* ---- which jobs ---- */

static bool needs(const char *platform, enum wf_engine_choice engine, const char *option)
{
    struct run run;
    start(&run, platform, engine);
    const struct wf_engine_network network = {
        .model = "LV08", .arguments = &option, .argument_count = option != NULL};
    bool found = wf_engine_needs_platform(&run.study.scenarios[0], NULL, &network);
    end(&run);
    return found;
}

static void a_flat_zone_is_read_from_its_file(void)
{
    CU_ASSERT(!needs(PLATFORM("", LINKS), WF_ENGINE_AUTO, NULL));
    CU_ASSERT(!needs(PLATFORM("", LINKS), WF_ENGINE_CLOSED_FORM, "--cfg=network/crosstraffic:0"));
}

static void what_the_file_leaves_open_is_left_to_simgrid(void)
{
    CU_ASSERT(needs(PLATFORM("", LINKS), WF_ENGINE_SIMGRID, NULL));
    CU_ASSERT(needs(PLATFORM("", LINKS), WF_ENGINE_AUTO, "--cfg=network/loopback-bw:1e9"));
    CU_ASSERT(
        needs(PLATFORM("<config><prop id='network/crosstraffic' value='1'/></config>\n", LINKS),
              WF_ENGINE_AUTO, NULL));
    CU_ASSERT(needs(PLATFORM("", LINKS "<backbone id='bone' bandwidth='1GBps' latency='0'/>"),
                    WF_ENGINE_AUTO, NULL));
    CU_ASSERT(needs(PLATFORM("", LINKS "<link id='wire' bandwidth='1GBps' latency='0'/>"
                                       "<host_link id='hub' up='wire' down='wire'/>\n"),
                    WF_ENGINE_AUTO, NULL));
    CU_ASSERT(needs(PLATFORM("", LINKS "<link id='x' bandwidth='1MBps' latency='0'"
                                       " sharing_policy='SPLITDUPLEX'/>\n"),
                    WF_ENGINE_AUTO, NULL));
    CU_ASSERT(needs(PLATFORM("", "<link id='l-0' bandwidth='1MBps' latency='0'"
                                 " sharing_policy='SPLITDUPLEX'/>\n"
                                 "<host_link id='phone-0' up='l-0_UP' down='l-0_DOWN'/>\n" LINK(
                                     "1", "") LINK("2", "")),
                    WF_ENGINE_AUTO, NULL));
}

/* Some life of a job plays by SimGrid's own calls. */
static void live(struct wf_job *job)
{
    (void)job;
}

static void another_life_is_left_to_simgrid(void)
{
    struct run run;
    start(&run, PLATFORM("", LINKS), WF_ENGINE_AUTO);
    const struct wf_engine_network network = {.model = "LV08"};
    CU_ASSERT(wf_engine_needs_platform(&run.study.scenarios[0], live, &network));
    end(&run);
}

/* ---- the audit ---- */

static void check(struct run *run, const char *message)
{
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_study_run(&run->study, &run->request, &err), message ? -1 : 0);
    CU_ASSERT(!message || strstr(err.text, message));
    end(run);
}

static struct wf_link_class *link_of(struct run *run, uint32_t index)
{
    return (struct wf_link_class *)run->study.platform->links[index].class;
}

static void what_was_played_agrees(void)
{
    struct run run;
    start(&run, PLATFORM("", LINKS), WF_ENGINE_AUTO);
    check(&run, NULL);
}

static void another_latency_is_found(void)
{
    struct run run;
    start(&run, PLATFORM("", LINKS), WF_ENGINE_AUTO);
    link_of(&run, 1)->latency_s *= 1 + 1e-6;
    check(&run, "audit failed: a turn of host 'phone-");
}

static void another_bandwidth_is_found(void)
{
    struct run run;
    start(&run, PLATFORM("", LINKS), WF_ENGINE_AUTO);
    link_of(&run, 1)->played_byte_per_s *= 1 + 1e-6;
    check(&run, "audit failed: a turn of host 'phone-");
}

static void other_watts_are_found(void)
{
    struct run run;
    start(&run, PLATFORM("", LINKS), WF_ENGINE_AUTO);
    ((struct wf_watts *)run.study.platform->hosts[1].class->watts)->all_cores_w *= 1 + 1e-6;
    check(&run, "audit failed: host '");
}

static const struct wf_test tests[] = {
    WF_TEST(a_flat_zone_is_read_from_its_file),
    WF_TEST(what_the_file_leaves_open_is_left_to_simgrid),
    WF_TEST(another_life_is_left_to_simgrid),
    WF_TEST(what_was_played_agrees),
    WF_TEST(another_latency_is_found),
    WF_TEST(another_bandwidth_is_found),
    WF_TEST(other_watts_are_found),
};

int main(void)
{
    return wf_suite_run("flat_zone", tests, sizeof tests / sizeof tests[0]);
}
