#include "platform/platform.h"

#include "file/edit.h"
#include "platform/platform_override.h"
#include "platform/platform_reader.h"
#include "platform/rewrite.h"
#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char two_hosts[] = "<?xml version=\"1.0\"?>\n"
                                "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
                                "<platform version=\"4.1\">\n"
                                "  <zone id=\"z\" routing=\"Cluster\">\n"
                                "    <!-- <host id=\"b\" speed=\"9Gf\"/> -->\n"
                                "    <host id=\"a\" speed=\"1Gf\"/>\n"
                                "    <host id=\"b\" speed=\"2Gf\" core=\"4\"/>\n"
                                "  </zone>\n"
                                "</platform>\n";

static void a_platform_that_was_edited_loads_with_the_new_figures(void)
{
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    close(fd);
    struct wf_edit edit;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_edit_parse("p.xml", two_hosts, sizeof two_hosts - 1, &edit, &err), 0);
    CU_ASSERT_EQUAL(wf_edit_attribute(&edit, "host", "b", "speed", "3Gf,4Gf", &err), 0);
    CU_ASSERT_EQUAL(wf_edit_prop(&edit, "host", "b", "wattage_per_state", "1:1:2,3:3:4", &err), 0);
    CU_ASSERT_EQUAL(wf_edit_prop(&edit, "host", "b", "workloads", "x,y", &err), 0);
    struct wf_buffer text = {0};
    wf_edit_text(&edit, &text);
    FILE *out = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    fputs(text.text, out);
    fclose(out);
    struct wf_platform platform;
    struct wf_diag diag;
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_platform_load(path, &platform, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.error_count, 0);
    uint32_t host = wf_platform_host(&platform, "b");
    CU_ASSERT_FATAL(host != WF_MAP_NONE);
    CHECK_CLOSE(platform.hosts[host].class->speed_flop_per_s[1], 4e9, 0);
    CHECK_CLOSE(platform.hosts[host].class->watts[1].all_cores_w, 4, 0);
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    wf_buffer_release(&text);
    wf_edit_release(&edit);
    unlink(path);
}

static void a_platform_made_in_memory_is_written_as_a_file_that_says_the_same(void)
{
    static const double speed_flop_per_s[] = {1e9, 1.0 / 3};
    static const struct wf_watts watts[] = {{1, 2, 3}, {0.1, 0.1, 1e7 / 3}};
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    struct wf_platform made, read;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    wf_platform_make(&made, "run.csv");
    wf_platform_add_host(&made, "device", speed_flop_per_s, watts, 2);
    wf_platform_add_host(&made, "other", speed_flop_per_s, watts, 1);
    CHECK_TEXT(made.path, "run.csv");
    CU_ASSERT(made.rewritten);
    CU_ASSERT_EQUAL(wf_platform_host(&made, "other"), 1);
    CU_ASSERT_EQUAL(wf_platform_host(&made, "made"), WF_MAP_NONE); /* its zone */
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(wf_platform_write(&made, fd, &err), 0);
    close(fd);
    CU_ASSERT_EQUAL(wf_platform_load(path, &read, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.host_count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const struct wf_host_class *class = read.hosts[i].class;
        CHECK_TEXT(read.hosts[i].name, made.hosts[i].name);
        CU_ASSERT_EQUAL_FATAL(class->pstate_count, 2 - i);
        CU_ASSERT_EQUAL(class->core_count, 1);
        for (uint32_t j = 0; j < class->pstate_count; j++) {
            CHECK_CLOSE(class->speed_flop_per_s[j], speed_flop_per_s[j], 0);
            CHECK_CLOSE(class->watts[j].idle_w, watts[j].idle_w, 0);
            CHECK_CLOSE(class->watts[j].epsilon_w, watts[j].epsilon_w, 0);
            CHECK_CLOSE(class->watts[j].all_cores_w, watts[j].all_cores_w, 0);
        }
    }
    unlink(path);
    wf_platform_release(&read);
    wf_platform_release(&made);
    wf_diag_release(&diag);
}

static void a_platform_made_in_memory_takes_overrides(void)
{
    static const double speed_flop_per_s[] = {1e9};
    static const struct wf_watts watts[] = {{1, 2, 3}};
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    struct wf_platform made, derived, read;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    wf_platform_make(&made, "run.csv");
    wf_platform_add_host(&made, "device", speed_flop_per_s, watts, 1);
    wf_overrides_add(&overrides, "host.*.speed=2Gf", &err);
    wf_overrides_add(&overrides, "host.*.core=4", &err);
    wf_overrides_add(&overrides, "zone.made.pue=2", &err);
    CU_ASSERT_EQUAL(wf_platform_override(&made, &overrides, NULL, &derived, &diag, &err), 0);
    CHECK_CLOSE(derived.hosts[0].class->site->pue_ratio, 2, 0);
    CHECK_CLOSE(made.hosts[0].class->speed_flop_per_s[0], 1e9, 0);
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(wf_platform_write(&derived, fd, &err), 0);
    close(fd);
    CU_ASSERT_EQUAL(wf_platform_load(path, &read, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.host_count, 1);
    CHECK_CLOSE(read.hosts[0].class->speed_flop_per_s[0], 2e9, 0);
    CU_ASSERT_EQUAL(read.hosts[0].class->core_count, 4);
    unlink(path);
    wf_platform_release(&read);
    wf_platform_release(&derived);
    wf_platform_release(&made);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

static void the_nearest_name_is_found_among_hosts_and_links(void)
{
    struct wf_host hosts[] = {{.name = "phone-1"}, {.name = "server"}};
    struct wf_link links[] = {{.name = "up"}, {.name = "backbone"}};
    const struct wf_platform platform = {
        .hosts = hosts, .links = links, .host_count = 2, .link_count = 2};
    CHECK_TEXT(wf_platform_nearest_host(&platform, "sevrer"), "server");
    CHECK_TEXT(wf_platform_nearest_host(&platform, "tablet"), NULL);
    CHECK_TEXT(wf_platform_nearest_link(&platform, "bakcbone"), "backbone");
    CHECK_TEXT(wf_platform_nearest_link(&platform, "phone-1"), NULL);
}

/* a has its own; b and c share one; d's link is on a route too; e has half of a duplex link. */
static void a_host_link_names_links_of_the_host_alone_or_not(void)
{
    static const char text[] =
        "<?xml version=\"1.0\"?>\n"
        "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
        "<platform version=\"4.1\"><zone id=\"w\" routing=\"Full\">\n"
        "<zone id=\"z\" routing=\"Cluster\">\n"
        "<host id=\"a\" speed=\"1Gf\"/><host id=\"b\" speed=\"1Gf\"/><host id=\"c\" speed=\"1Gf\"/>"
        "<host id=\"d\" speed=\"1Gf\"/><host id=\"e\" speed=\"1Gf\"/><host id=\"f\" "
        "speed=\"1Gf\"/>\n"
        "<link id=\"1\" bandwidth=\"1MBps\" latency=\"0\"/><link id=\"2\" bandwidth=\"1MBps\" "
        "latency=\"0\"/>"
        "<link id=\"3\" bandwidth=\"1MBps\" latency=\"0\"/><link id=\"4\" bandwidth=\"1MBps\" "
        "latency=\"0\"/>"
        "<link id=\"5\" bandwidth=\"1MBps\" latency=\"0\" sharing_policy=\"SPLITDUPLEX\"/>\n"
        "<host_link id=\"a\" up=\"1\" down=\"1\"/><host_link id=\"b\" up=\"2\" down=\"3\"/>"
        "<host_link id=\"c\" up=\"3\" down=\"3\"/><host_link id=\"d\" up=\"4\" down=\"4\"/>"
        "<host_link id=\"e\" up=\"5_UP\" down=\"5_DOWN\"/>\n"
        "</zone><zone id=\"y\" routing=\"Full\"><host id=\"g\" speed=\"1Gf\"/></zone>\n"
        "<zoneRoute src=\"z\" dst=\"y\" gw_src=\"f\" gw_dst=\"g\"><link_ctn id=\"4\"/></zoneRoute>"
        "</zone></platform>\n";
    static const enum wf_access expected[] = {WF_ACCESS_OWN,    WF_ACCESS_SHARED, WF_ACCESS_SHARED,
                                              WF_ACCESS_SHARED, WF_ACCESS_SHARED, WF_ACCESS_NONE};
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(write(fd, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(fd);
    struct wf_platform platform;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_platform_load(path, &platform, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.error_count, 0);
    for (int i = 0; i < 6; i++) {
        uint32_t host = wf_platform_host(&platform, (const char[]){(char)('a' + i), 0});
        CU_ASSERT_FATAL(host != WF_MAP_NONE);
        CU_ASSERT_EQUAL(platform.hosts[host].access, expected[i]);
    }
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    unlink(path);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_host_link_names_links_of_the_host_alone_or_not),
        WF_TEST(a_platform_that_was_edited_loads_with_the_new_figures),
        WF_TEST(a_platform_made_in_memory_is_written_as_a_file_that_says_the_same),
        WF_TEST(a_platform_made_in_memory_takes_overrides),
        WF_TEST(the_nearest_name_is_found_among_hosts_and_links),
    };
    return wf_suite_run("platform", tests, sizeof tests / sizeof *tests);
}
