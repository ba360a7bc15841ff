#include "platform/platform.h"

#include "file/edit.h"
#include "platform/platform_reader.h"
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

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_platform_that_was_edited_loads_with_the_new_figures),
        WF_TEST(the_nearest_name_is_found_among_hosts_and_links),
    };
    return wf_suite_run("platform", tests, sizeof tests / sizeof *tests);
}
