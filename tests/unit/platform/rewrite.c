#include "platform/rewrite.h"
#include "platform/part.h"
#include "platform/platform_reader.h"

#include "suite.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
    "<platform version='4.1'>\n<zone id='world' routing='Full'>\n<prop id='pue' value='1.2'/>\n"
    "<zone id='net' routing='Cluster'>\n<host id='hub' speed='1Gf'/>\n"
    "<host id='phone-0' speed='1Gf'/>\n<host id='phone-1' speed='8.3Gf'>"
    "<prop id='wattage_per_state' value='1:1:3'/></host>\n"
    "<link id='u-0' bandwidth='1MBps' latency='0'/><link id='u-1' bandwidth='2MBps' latency='0'>"
    "<prop id='wattage_range' value='0:1.5'/></link>\n"
    "<host_link id='phone-0' up='u-0' down='u-0'/><host_link id='phone-1' up='u-1' down='u-1'/>\n"
    "<!-- <host id='phone-1' speed='9Gf'/> -->"
    "<router id='r'/></zone>\n<zone id='office' routing='Full'><host id='desk' speed='1Gf'/>"
    "</zone>\n<link id='trunk' bandwidth='1GBps' latency='0'/>\n"
    "<zoneRoute src='office' dst='net' gw_src='desk' gw_dst='r'><link_ctn id='trunk'/></zoneRoute>"
    "\n</zone>\n</platform>\n";

static void open_text(const char *bytes, size_t length, struct wf_platform *platform, char *path)
{
    struct wf_err err = {0};
    struct wf_diag diag;
    strcpy(path, "/tmp/wattfleet-part-XXXXXX");
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, bytes, length), (ssize_t)length);
    close(fd);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL_FATAL(wf_platform_load(path, platform, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.error_count, 0);
    wf_diag_release(&diag);
}

/* Two of four hosts: with them go a link, the host_link and two zones, in the words of the file. */
static void a_part_is_some_hosts_and_what_is_theirs(void)
{
    struct wf_platform platform, part;
    struct wf_err err = {0};
    char path[64], part_path[] = "/tmp/wattfleet-part-XXXXXX", again[64], written[2048];
    bool hosts[5] = {false};
    open_text(text, sizeof text - 1, &platform, path);
    hosts[wf_platform_host(&platform, "hub")] = true;
    hosts[wf_platform_host(&platform, "phone-1")] = true;
    int fd = mkstemp(part_path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(wf_platform_write_part(&platform, hosts, fd, &err), 0);
    ssize_t length = pread(fd, written, sizeof written - 1, 0);
    CU_ASSERT_FATAL(length > 0);
    written[length] = '\0';
    close(fd);
    CU_ASSERT_PTR_NOT_NULL(strstr(written, "speed='8.3Gf'"));
    CU_ASSERT_PTR_NOT_NULL(strstr(written, "value='1:1:3'"));
    CU_ASSERT_PTR_NOT_NULL(strstr(written, "value='0:1.5'"));
    CU_ASSERT_PTR_NOT_NULL(strstr(written, "<host_link id='phone-1' up='u-1' down='u-1'/>"));
    CU_ASSERT_PTR_NULL(strstr(written, "u-0"));
    CU_ASSERT_PTR_NULL(strstr(written, "9Gf"));
    open_text(written, (size_t)length, &part, again);
    CU_ASSERT_EQUAL(part.host_count, 2);
    CU_ASSERT_EQUAL(part.link_count, 1);
    CU_ASSERT_EQUAL(part.zone_count, 3);
    CU_ASSERT_EQUAL(part.router_count, 0);
    wf_platform_release(&part);
    wf_platform_release(&platform);
    unlink(path);
    unlink(part_path);
    unlink(again);
}

/* Host 1 of two phones and its link are of the part; asked for forwards, backwards, twice, and
 * after names that nobody has. */
static void elements_of_a_part_are_found_in_any_order(void)
{
    static const struct {
        enum wf_element element;
        const char *id;
        bool has;
    } asked[] = {
        {WF_EL_HOST, "hub", false},       {WF_EL_HOST, "phone-0", false},
        {WF_EL_HOST, "phone-1", true},    {WF_EL_HOST_LINK, "phone-1", true},
        {WF_EL_HOST_LINK, "none", false}, {WF_EL_HOST_LINK, "phone-1", true},
        {WF_EL_HOST, "desk", false},      {WF_EL_HOST, "phone-1", true},
        {WF_EL_HOST, "hub", false},       {WF_EL_LINK, "u-1", true},
        {WF_EL_LINK, "u-0", false},       {WF_EL_LINK, "u-1", true},
        {WF_EL_LINK, "none", false},      {WF_EL_LINK, "trunk", false},
        {WF_EL_LINK, "u-1", true},        {WF_EL_LINK, "u-1", true},
    };
    struct wf_platform platform;
    struct wf_part part;
    char path[64];
    bool hosts[5] = {false};
    open_text(text, sizeof text - 1, &platform, path);
    hosts[wf_platform_host(&platform, "phone-1")] = true;
    wf_part_init(&part, &platform, hosts);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        CU_ASSERT_EQUAL(wf_part_has(&part, asked[i].element, asked[i].id), asked[i].has);
    wf_part_release(&part);
    wf_platform_release(&platform);
    unlink(path);
}

static const struct wf_test tests[] = {
    WF_TEST(a_part_is_some_hosts_and_what_is_theirs),
    WF_TEST(elements_of_a_part_are_found_in_any_order),
};

int main(void)
{
    return wf_suite_run("rewrite", tests, sizeof tests / sizeof tests[0]);
}
