#include "platform/catalogue.h"

#include "platform/catalogue_apply.h"
#include "platform/platform_reader.h"
#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD                                                                                       \
    "<?xml version=\"1.0\"?>\n"                                                                    \
    "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"                             \
    "<platform version=\"4.1\"><zone id=\"z\" routing=\"Cluster\">\n"
#define TAIL            "</zone></platform>\n"
#define PROP(id, value) "<prop id=\"" id "\" value=\"" value "\"/>"

static const char catalogue[] = HEAD "<host id=\"board\" speed=\"4Gf,6Gf\">" PROP(
    "workloads", "small,large") PROP("wattage_per_state", "1:1:4,1:2:6")
    PROP("samples_per_second", "400,-") PROP("flop_per_sample", "10 Mflop,-")
        PROP("provenance", "speed.0=measured, speed.1=fitted:6e9f..7Gf, wattage_per_state=fitted")
            PROP("source", "a log") PROP("date", "2024") PROP("meter", "module")
                PROP("wall_factor", "1.25") "</host>\n" TAIL;

/* A folder with a catalogue, and a platform beside it. */
static char folder[] = "/tmp/wattfleet-test-XXXXXX";
static char *catalogue_path, *platform_path;
static struct wf_platform platform;
static struct wf_diag diag;

static void put(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT(fputs(text, out) >= 0);
    fclose(out);
}

static void begin(const char *hosts)
{
    struct wf_err err = {0};
    strcpy(strrchr(folder, '-'), "-XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    catalogue_path = wf_format("%s/c.xml", folder);
    platform_path = wf_format("%s/p.xml", folder);
    put(catalogue_path, catalogue);
    char *text = wf_format("%s%s%s", HEAD, hosts, TAIL);
    put(platform_path, text);
    free(text);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_platform_load(platform_path, &platform, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.count, 0);
}

static void end(void)
{
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    unlink(catalogue_path);
    unlink(platform_path);
    rmdir(folder);
    free(catalogue_path);
    free(platform_path);
}

/* What was told, a line each, without the folder. */
static void check_told(const char *expected)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    for (size_t i = 0; i < diag.count; i++)
        wf_buffer_printf(&text, "%u: %s%s\n", diag.entries[i].line,
                         diag.entries[i].severity == WF_WARNING ? "warning: " : "",
                         diag.entries[i].text);
    CHECK_TEXT(text.text, expected);
    wf_buffer_release(&text);
}

#define DEVICE PROP("device", "c.xml#board") PROP("meter", "module")

static void equal_figures_are_no_difference(void)
{
    /* in another order, with another unit, with a workload of its own, without watts' epsilon */
    begin("<host id=\"a\" speed=\"6000Mf,1Gf,4Gf\">" DEVICE PROP("workloads", "large,own,small")
              PROP("wattage_per_state", "1:2:6,9:9:9,1:4") "</host>\n");
    wf_catalogue_check(&platform, &diag);
    check_told("");
    end();
}

static void each_difference_names_both_values(void)
{
    begin("<host id=\"a\" speed=\"5Gf,6Gf\">" DEVICE PROP("workloads", "small,large")
              PROP("wattage_per_state",
                   "1:1:4,1:1:6") "</host>\n"
                                  "<host id=\"b\" speed=\"4Gf\">" PROP("device", "c.xml#board")
                                      PROP("workloads", "small") "</host>\n");
    wf_catalogue_check(&platform, &diag);
    check_told(
        "4: warning: <host a> differs from its device c.xml#board; small: 5000000000 flop/s, "
        "there 4000000000 flop/s; large: 1:1:6 W, there 1:2:6 W\n"
        "5: warning: <host b> differs from its device c.xml#board; meter estimate, there "
        "module; small: no watts, there 1:1:4 W\n");
    end();
}

static void a_word_of_an_equal_figure_that_differs_is_named(void)
{
    /* the speed of large differs: its word may; of small one power is said otherwise, one is not */
    begin("<host id=\"a\" speed=\"4Gf,5Gf\">" DEVICE PROP("workloads", "small,large") PROP(
        "provenance", "speed.0=fitted, speed.1=assumed, wattage_per_state.0.all=published")
              PROP("wattage_per_state", "1:1:4,1:2:6") "</host>\n");
    wf_catalogue_check(&platform, &diag);
    check_told("4: warning: <host a> differs from its device c.xml#board; large: 5000000000 "
               "flop/s, there 6000000000 flop/s; small: speed is fitted, there measured; small: "
               "wattage_per_state.all is published, there fitted\n");
    end();
}

static void hosts_alike_are_told_once(void)
{
    begin("<host id=\"a\" speed=\"5Gf\">" DEVICE PROP("workloads", "small")
              PROP("wattage_per_state",
                   "1:1:4") "</host>\n"
                            "<host id=\"free\" speed=\"5Gf\"/>\n"
                            "<host id=\"b\" speed=\"5Gf\">" DEVICE PROP("workloads", "small")
                                PROP("wattage_per_state", "1:1:4") "</host>\n");
    wf_catalogue_check(&platform, &diag);
    check_told(
        "4: warning: <host a> (and 1 more like it) differs from its device c.xml#board; small: "
        "5000000000 flop/s, there 4000000000 flop/s\n");
    end();
}

static void a_host_of_several_cores_is_compared_as_a_whole(void)
{
    begin("<host id=\"a\" speed=\"1Gf\" core=\"4\">" DEVICE PROP("workloads", "small")
              PROP("wattage_per_state", "1:1:4") "</host>\n");
    wf_catalogue_check(&platform, &diag);
    check_told("");
    end();
}

static void an_entry_that_is_not_there_is_a_mistake(void)
{
    begin("<host id=\"a\" speed=\"4Gf\">" PROP(
        "device",
        "c.xml#bord") "</host>\n"
                      "<host id=\"b\" speed=\"4Gf\">" PROP(
                          "device",
                          "p.xml#a") "</host>\n"
                                     "<host id=\"c\" speed=\"4Gf\">" PROP(
                                         "device",
                                         "none.xml#a") "</host>\n"
                                                       "<host id=\"d\" speed=\"4Gf\">" PROP(
                                                           "device", "none.xml#b") "</host>\n");
    wf_catalogue_check(&platform, &diag);
    char *expected = wf_format(
        "4: <host a> prop 'device': 'bord' is not an entry of '%s'; did you mean 'board'?\n"
        "5: <host b> prop 'device': 'a' has no samples_per_second and is no entry of '%s'\n"
        "6: warning: figures are not compared with the catalogue: cannot read '%s/none.xml': No "
        "such file or directory\n", /* once, not again for d */
        catalogue_path, platform_path, folder);
    check_told(expected);
    free(expected);
    end();
}

/* ---- apply ---- */

static void check_applied(const char *hosts, uint32_t expected_count, const char *expected)
{
    struct wf_edit edit;
    struct wf_err err = {0};
    struct wf_buffer text = {0};
    uint32_t changed = 99;
    begin(hosts);
    CU_ASSERT_EQUAL(wf_edit_load(platform_path, &edit, &err), 0);
    CU_ASSERT_EQUAL(wf_catalogue_apply(&platform, &edit, &changed, &diag, &err), 0);
    CU_ASSERT_EQUAL(changed, expected_count);
    wf_edit_text(&edit, &text);
    char *whole = wf_format("%s%s%s", HEAD, expected, TAIL);
    CHECK_TEXT(text.text, whole);
    free(whole);
    wf_buffer_release(&text);
    wf_edit_release(&edit);
}

static void only_what_differs_is_written(void)
{
    check_applied(
        "<host id=\"a\" speed=\"6.0Gf, 1Gf, 5Gf\">" DEVICE PROP("workloads", "large,own,small")
            PROP("wattage_per_state", "1:1:6,9:9:9,1:4") "</host>\n",
        1,
        "<host id=\"a\" speed=\"6.0Gf, 1Gf, 4Gf\">" DEVICE PROP("workloads", "large,own,small")
            PROP("wattage_per_state", "1:2:6,9:9:9,1:4") PROP(
                "provenance",
                "speed.0=fitted:6e9f..7Gf, wattage_per_state.0.idle=fitted, "
                "wattage_per_state.0.all=fitted, speed.2=measured, "
                "wattage_per_state.2.idle=fitted, wattage_per_state.2.all=fitted") "</host>\n");
    check_told("");
    end();
}

static void another_meter_comes_with_its_factor(void)
{
    check_applied("<host id=\"a\" speed=\"4Gf\">" PROP("device", "c.xml#board")
                      PROP("workloads", "small") PROP("wattage_per_state", "1:1:4")
                          PROP("provenance", "speed=assumed, wattage_per_state=assumed")
                              PROP("meter", "wall") "</host>\n",
                  1,
                  "<host id=\"a\" speed=\"4Gf\">" PROP("device", "c.xml#board")
                      PROP("workloads", "small") PROP("wattage_per_state", "1:1:4")
                          PROP("provenance", "speed=assumed, wattage_per_state=assumed")
                              PROP("meter", "module") PROP("wall_factor", "1.25") "</host>\n");
    end();
}

static void what_cannot_take_the_figures_is_told(void)
{
    static const char host[] =
        "<host id=\"a\" speed=\"4Gf\">" DEVICE PROP("workloads", "small") "</host>\n";
    check_applied(host, 0, host);
    check_told(
        "4: <host a> has no wattage_per_state and cannot be given the figures of c.xml#board\n");
    end();
    static const char cluster[] =
        "<cluster id=\"k\" prefix=\"n\" suffix=\"\" radical=\"0-1\" speed=\"5Gf\" bw=\"1GBps\" "
        "lat=\"1ms\">" DEVICE PROP("workloads", "small")
            PROP("wattage_per_state", "1:1:4") "</cluster>\n";
    check_applied(cluster, 0, cluster);
    check_told(
        "4: <host n0> is not declared by a <host> of its own and cannot be given the figures "
        "of c.xml#board\n"
        "4: <host n1> is not declared by a <host> of its own and cannot be given the figures "
        "of c.xml#board\n");
    end();
}

static const struct wf_test tests[] = {
    WF_TEST(equal_figures_are_no_difference),
    WF_TEST(each_difference_names_both_values),
    WF_TEST(a_word_of_an_equal_figure_that_differs_is_named),
    WF_TEST(hosts_alike_are_told_once),
    WF_TEST(a_host_of_several_cores_is_compared_as_a_whole),
    WF_TEST(an_entry_that_is_not_there_is_a_mistake),
    WF_TEST(only_what_differs_is_written),
    WF_TEST(another_meter_comes_with_its_factor),
    WF_TEST(what_cannot_take_the_figures_is_told),
};

int main(void)
{
    return wf_suite_run("catalogue", tests, sizeof tests / sizeof *tests);
}
