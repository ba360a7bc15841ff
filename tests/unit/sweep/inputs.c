#include "sweep/inputs.h"

#include "suite.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A study whose files are small: a platform with a profile and a series, a workload with a table
 * and a curve, a trace. */
static const struct {
    const char *name, *text;
} files[] = {
    {"platform.xml",
     "<?xml version='1.0'?><!DOCTYPE platform SYSTEM 'https://simgrid.org/simgrid.dtd'>\n"
     "<platform version='4.1'><zone id='world' routing='Full'>\n"
     "<prop id='carbon_intensity' value='grid.csv'/>\n"
     "<host id='server' speed='10Gf'><prop id='wattage_per_state' value='50:50:100'/></host>\n"
     "<host id='a' speed='1Gf'><prop id='wattage_per_state' value='1:1:4'/></host>\n"
     "<host id='c' speed='1Gf' speed_file='slow.txt'/>\n"
     "<host id='b' speed='1Gf'><prop id='wattage_per_state' value='1:1:4'/></host>\n"
     "<link id='up' bandwidth='1MBps' latency='10ms' bandwidth_file='narrow.txt'/>\n"
     "<route src='server' dst='a'><link_ctn id='up'/></route>\n"
     "<route src='server' dst='b'><link_ctn id='up'/></route></zone></platform>\n"},
    {"deployment.xml",
     "<?xml version='1.0'?><!DOCTYPE platform SYSTEM 'https://simgrid.org/simgrid.dtd'>\n"
     "<platform version='4.1'><actor host='server' function='server'>\n"
     "<prop id='workload' value='workload.xml'/><prop id='rounds' value='3'/></actor>\n"
     "<actor host='a' function='learner'><prop id='samples' value='10'/>\n"
     "<prop id='availability' value='nights.csv'/></actor>\n"
     "<actor host='b' function='learner'><prop id='samples' value='10'/></actor></platform>\n"},
    {"workload.xml", "<?xml version='1.0'?><workload version='1' id='small'>\n"
                     "<prop id='parameters' value='1000'/>\n"
                     "<prop id='training-flop' value='3 Mflop'/><prop id='samples' value='20'/>\n"
                     "<prop id='metric' value='accuracy'/><prop id='target' value='0.9'/>\n"
                     "<table file='rounds.csv' provenance='assumed'/>\n"
                     "<curve file='curve.csv' direction='up' provenance='measured'/>\n"
                     "</workload>\n"},
    {"grid.csv", "time,carbon_intensity\n0,50\n3600,60\n"},
    {"slow.txt", "0 1\n10 0.5\n"},
    {"narrow.txt", "0 1000000\n"},
    {"nights.csv", "host,from,until\n*,0,1000000\n"},
    {"rounds.csv", "active,rounds\n2,5\n"},
    {"curve.csv", "epoch,metric\n1,0.8\n2,0.95\n"},
    {"more.csv", "a,b\n1,2\n"},
};
enum { FILES = sizeof files / sizeof *files };

static char folder[32];

static const char *at(const char *name)
{
    static char paths[4][PATH_MAX];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(at(name), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
}

static void enter(void)
{
    strcpy(folder, "/tmp/wattfleet-inputs-XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    for (size_t i = 0; i < FILES; i++)
        put(files[i].name, files[i].text);
}

static void leave(void)
{
    for (size_t i = 0; i < FILES; i++)
        unlink(at(files[i].name));
    rmdir(folder);
}

static int list(struct wf_inputs_read *inputs, const struct wf_overrides *overrides,
                struct wf_err *err)
{
    char *platform = wf_strdup(at("platform.xml")), *deployment = wf_strdup(at("deployment.xml"));
    char *more = wf_strdup(at("more.csv"));
    const char *deployments[] = {deployment}, *others[] = {NULL, more};
    const struct wf_study_request request = {.platform = platform,
                                             .deployments = deployments,
                                             .count = 1,
                                             .overrides = overrides,
                                             .options = {.seed = 1}};
    struct wf_study study;
    int loaded = wf_study_load(&study, &request, err);
    for (size_t i = 0; i < study.diag.count && loaded < 0; i++)
        CHECK_TEXT(study.diag.entries[i].text, "no mistake");
    CU_ASSERT_EQUAL_FATAL(loaded, 0);
    int status = wf_inputs_read(&study, others, 2, inputs, err);
    wf_study_release(&study);
    free(platform);
    free(deployment);
    free(more);
    return status;
}

/* Names without the folder, in their order. */
static char *names(const struct wf_inputs_read *inputs)
{
    struct wf_buffer text = {0};
    for (size_t i = 0; i < inputs->count; i++)
        wf_buffer_printf(&text, "%s%s", i ? " " : "", strrchr(inputs->items[i].path, '/') + 1);
    wf_buffer_add(&text, "", 1);
    return text.text;
}

static void every_file_that_is_read_is_listed_once(void)
{
    enter();
    struct wf_inputs_read inputs;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(list(&inputs, NULL, &err), 0);
    char *text = names(&inputs);
    CHECK_TEXT(text, "platform.xml slow.txt narrow.txt grid.csv deployment.xml workload.xml "
                     "rounds.csv curve.csv nights.csv more.csv");
    free(text);
    CU_ASSERT_EQUAL_FATAL(inputs.count, FILES);
    CU_ASSERT_EQUAL(inputs.items[0].bytes, strlen(files[0].text));
    CHECK_TEXT(inputs.items[0].path, at("platform.xml"));
    wf_inputs_release(&inputs);
    leave();
}

static void a_change_of_any_file_changes_its_hash_alone(void)
{
    enter();
    for (size_t changed = 0; changed < FILES; changed++) {
        struct wf_inputs_read before, after;
        CU_ASSERT_EQUAL(list(&before, NULL, NULL), 0);
        char *text = wf_format("%s\n", files[changed].text);
        put(files[changed].name, text);
        free(text);
        CU_ASSERT_EQUAL(list(&after, NULL, NULL), 0);
        put(files[changed].name, files[changed].text);
        CU_ASSERT_EQUAL_FATAL(after.count, FILES);
        for (size_t i = 0; i < FILES; i++) {
            bool is = strcmp(strrchr(before.items[i].path, '/') + 1, files[changed].name) == 0;
            CU_ASSERT_EQUAL(strcmp(before.items[i].hash, after.items[i].hash) != 0, is);
        }
        wf_inputs_release(&before);
        wf_inputs_release(&after);
    }
    leave();
}

/* of the platform with its overrides, which uses no series then */
static void what_an_override_replaces_is_not_listed(void)
{
    enter();
    struct wf_overrides overrides = {0};
    struct wf_inputs_read inputs;
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, "zone.*.carbon_intensity=56 g/kWh", NULL), 0);
    CU_ASSERT_EQUAL(list(&inputs, &overrides, NULL), 0);
    char *text = names(&inputs);
    CU_ASSERT_PTR_NULL(strstr(text, "grid.csv"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "slow.txt"));
    free(text);
    wf_inputs_release(&inputs);
    wf_overrides_release(&overrides);
    leave();
}

static void a_file_that_is_gone_is_reported(void)
{
    enter();
    struct wf_inputs_read inputs;
    struct wf_err err = {0};
    unlink(at("more.csv"));
    CU_ASSERT_EQUAL(list(&inputs, NULL, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "more.csv': No such file"));
    wf_inputs_release(&inputs);
    leave();
}

static void a_fleet_is_listed_as_its_file(void)
{
    static const char *const deployment = "deployments/fleet-phones.xml";
    const struct wf_study_request request = {.platform = "platforms/fleets/phones.xml",
                                             .deployments = &deployment,
                                             .count = 1,
                                             .options = {.engine = WF_ENGINE_AUTO, .seed = 1}};
    struct wf_study study;
    struct wf_inputs_read inputs;
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&study, &request, NULL), 0);
    CU_ASSERT_EQUAL(wf_inputs_read(&study, NULL, 0, &inputs, NULL), 0);
    CU_ASSERT(inputs.count >= 3);
    CHECK_TEXT(inputs.items[0].path, "platforms/fleets/phones.xml");
    CHECK_TEXT(inputs.items[1].path, deployment);
    wf_inputs_release(&inputs);
    wf_study_release(&study);
}

static const struct wf_test tests[] = {
    WF_TEST(every_file_that_is_read_is_listed_once),
    WF_TEST(a_change_of_any_file_changes_its_hash_alone),
    WF_TEST(what_an_override_replaces_is_not_listed),
    WF_TEST(a_file_that_is_gone_is_reported),
    WF_TEST(a_fleet_is_listed_as_its_file),
};

int main(void)
{
    return wf_suite_run("inputs", tests, sizeof tests / sizeof tests[0]);
}
