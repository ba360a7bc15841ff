#include "fleet/expansion.h"
#include "fleet/fleet_platform.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char fleet_text[] =
    "<?xml version=\"1.0\"?>\n<!-- a fleet -->\n<fleet version=\"1\" seed=\"5\">\n"
    "<region id=\"north\"><prop id=\"pue\" value=\"1.25\"/></region>\n"
    "<region id=\"south\"><prop id=\"pue\" value=\"1.5\"/></region>\n"
    "<access id=\"radio\" up=\"lognormal(8 Mbps, 0.5)\" down=\"uniform(10 Mbps, 30 Mbps)\"\n"
    " latency=\"normal(40 ms, 8 ms)\" up_airtime_wattage=\"1.5 W\">\n"
    "<prop id=\"network_class\" value=\"4g\"/></access>\n"
    "<class id=\"phone\" count=\"30\" speed=\"2Gf,1Gf\" speed_factor=\"lognormal(1, 0.25)\"\n"
    " watts_factor=\"uniform(0.8, 1.2)\"><prop id=\"wattage_per_state\" value=\"1:1:4,1:1:3\"/>\n"
    "<prop id=\"kind\" value=\"phone\"/></class>\n"
    "<class id=\"gate\" count=\"2\" speed=\"1Gf\"/>\n"
    "<class id=\"meter\" gateway=\"gate\" members=\"3\" speed=\"1Gf\"/>\n"
    "<node id=\"server\" speed=\"1Gf\" core=\"4\" region=\"north\"/>\n</fleet>\n";

static char path[] = "/tmp/wf-fleet-XXXXXX";

static void write_file(const char *text)
{
    strcpy(path, "/tmp/wf-fleet-XXXXXX");
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs(text, file);
    fclose(file);
}

struct loaded {
    struct wf_fleet fleet;
    struct wf_platform platform;
    struct wf_diag diag;
};

static void load(struct loaded *loaded)
{
    struct wf_err err = {0};
    write_file(fleet_text);
    wf_diag_init(&loaded->diag);
    CU_ASSERT_EQUAL(wf_fleet_load(path, NULL, NULL, &loaded->fleet, &loaded->diag, &err), 0);
    CU_ASSERT_EQUAL(
        wf_fleet_platform_make(&loaded->fleet, NULL, &loaded->platform, &loaded->diag, &err), 0);
    for (size_t i = 0; i < loaded->diag.count; i++)
        CHECK_TEXT(loaded->diag.entries[i].text, NULL);
}

static void release(struct loaded *loaded)
{
    wf_platform_release(&loaded->platform);
    wf_fleet_release(&loaded->fleet);
    wf_diag_release(&loaded->diag);
    unlink(path);
}

static const struct wf_host *host_named(const struct loaded *loaded, const char *name)
{
    uint32_t index = wf_platform_host(&loaded->platform, name);
    CU_ASSERT_NOT_EQUAL_FATAL(index, WF_MAP_NONE);
    return &loaded->platform.hosts[index];
}

static const struct wf_link_class *link_of(const struct loaded *loaded, const char *host,
                                           const char *end)
{
    char *name = wf_format("%s-%s", host, end);
    const struct wf_link_class *link = wf_platform_link(&loaded->platform, name, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(link);
    free(name);
    return link;
}

static void numbers_read_back_to_the_same_bits(void)
{
    struct loaded loaded;
    char name[WF_FLEET_NAME];
    load(&loaded);
    for (uint64_t i = 0; i < loaded.fleet.device_count; i++) {
        struct wf_fleet_device device;
        wf_fleet_draw(&loaded.fleet, i, &device);
        wf_fleet_name(&loaded.fleet, &device, name, sizeof name);
        const struct wf_host_class *class = host_named(&loaded, name)->class;
        for (uint32_t p = 0; p < class->pstate_count; p++)
            CHECK_CLOSE(class->speed_flop_per_s[p], wf_fleet_speed(&loaded.fleet, &device, p), 0);
        for (uint32_t p = 0; class->watts && p < class->pstate_count; p++) {
            struct wf_watts watts = wf_fleet_watts(&loaded.fleet, &device, p);
            CHECK_CLOSE(class->watts[p].idle_w, watts.idle_w, 0);
            CHECK_CLOSE(class->watts[p].all_cores_w, watts.all_cores_w, 0);
        }
        CHECK_CLOSE(class->site->pue_ratio, device.region ? 1.5 : 1.25, 0);
        CHECK_CLOSE(link_of(&loaded, name, "up")->bandwidth_byte_per_s, device.up_byte_per_s, 0);
        CHECK_CLOSE(link_of(&loaded, name, "down")->bandwidth_byte_per_s, device.down_byte_per_s,
                    0);
        CHECK_CLOSE(link_of(&loaded, name, "up")->site->airtime_w, 1.5, 0);
        CU_ASSERT_EQUAL(link_of(&loaded, name, "up")->site->network_class, WF_NETWORK_4G);
    }
    release(&loaded);
}

static void hosts_have_the_lines_of_their_classes(void)
{
    struct loaded loaded;
    load(&loaded);
    CU_ASSERT_EQUAL(host_named(&loaded, "phone-7")->line, 10);
    CU_ASSERT_EQUAL(host_named(&loaded, "gate-1")->line, 12);
    CU_ASSERT_EQUAL(host_named(&loaded, "server")->line, 14);
    CU_ASSERT_EQUAL(host_named(&loaded, "server")->class->core_count, 4);
    CHECK_TEXT(loaded.platform.path, path);
    CHECK_TEXT(host_named(&loaded, "phone-7")->class->site->kind, "phone");
    release(&loaded);
}

static int add(void *data, const char *bytes, size_t size)
{
    wf_buffer_add(data, bytes, size);
    return 0;
}

static uint32_t count_of(const char *text, const char *word)
{
    uint32_t count = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        count++;
    return count;
}

/* Of a list: its devices, the nodes, and the gateways that are needed. Devices are the same. */
static void a_list_of_devices_expands_to_them_alone(void)
{
    struct loaded loaded;
    load(&loaded);
    struct wf_buffer all = {0}, some = {0};
    uint64_t indices[3];
    CU_ASSERT(wf_fleet_find(&loaded.fleet, "meter-3", &indices[0]));
    CU_ASSERT(wf_fleet_find(&loaded.fleet, "phone-4", &indices[1]));
    CU_ASSERT(wf_fleet_find(&loaded.fleet, "phone-29", &indices[2]));
    const struct wf_fleet_selection whole = {0}, list = {indices, 3, false};
    const struct wf_fleet_sink sinks[] = {{add, &all}, {add, &some}};
    CU_ASSERT_EQUAL(wf_fleet_expand(&loaded.fleet, &whole, &sinks[0]), 0);
    CU_ASSERT_EQUAL(wf_fleet_expand(&loaded.fleet, &list, &sinks[1]), 0);
    wf_buffer_add(&all, "", 1);
    wf_buffer_add(&some, "", 1);
    CU_ASSERT_EQUAL(count_of(all.text, "<host "), 30 + 2 + 6 + 1);
    CU_ASSERT_EQUAL(count_of(all.text, "<zoneRoute "), 4);
    CU_ASSERT_EQUAL(count_of(some.text, "<host "), 3 + 1 + 1);
    CU_ASSERT_EQUAL(count_of(some.text, "<zoneRoute "), 2);
    static const char *const there[] = {"server", "meter-3", "phone-4", "phone-29", "gate-1"};
    for (size_t i = 0; i < 5; i++) {
        char *tag = wf_format("<host id=\"%s\"", there[i]);
        const char *line = strstr(some.text, tag), *same = strstr(all.text, tag);
        CU_ASSERT_FATAL(line && same);
        CU_ASSERT_EQUAL(strncmp(line, same, strcspn(line, "\n")), 0);
        free(tag);
    }
    wf_buffer_release(&all);
    wf_buffer_release(&some);
    release(&loaded);
}

static int stop(void *data, const char *bytes, size_t size)
{
    (void)bytes, (void)size;
    return ++*(int *)data < 2 ? 0 : -1;
}

/* A disk that is full ends 10^9 devices at once. */
static void a_sink_that_stops_is_not_called_again(void)
{
    struct wf_overrides set = {0};
    struct wf_fleet fleet;
    struct wf_diag diag;
    struct wf_err err = {0};
    int calls = 0;
    write_file(fleet_text);
    wf_diag_init(&diag);
    wf_overrides_add(&set, "class.phone.count=1e9", &err);
    CU_ASSERT_EQUAL(wf_fleet_load(path, &set, NULL, &fleet, &diag, &err), 0);
    const struct wf_fleet_selection all = {0};
    const struct wf_fleet_sink sink = {stop, &calls};
    CU_ASSERT_EQUAL(wf_fleet_expand(&fleet, &all, &sink), -1);
    CU_ASSERT_EQUAL(calls, 2);
    wf_fleet_release(&fleet);
    wf_diag_release(&diag);
    wf_overrides_release(&set);
    unlink(path);
}

static void a_fleet_is_known_by_its_root(void)
{
    static const struct {
        const char *text;
        bool is;
    } files[] = {{"<fleet version=\"1\"/>", true},
                 {"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- <platform> -->\n<fleet\n/>", true},
                 {"<!DOCTYPE fleet>\n<fleet>", true},
                 {"<fleets/>", false},
                 {"<!-- <fleet> --><platform/>", false},
                 {"", false},
                 {"<!-- ", false}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        write_file(files[i].text);
        CU_ASSERT_EQUAL(wf_fleet_is(path), files[i].is);
        unlink(path);
    }
    CU_ASSERT_FALSE(wf_fleet_is("/nowhere"));
    CU_ASSERT_FALSE(wf_fleet_is("/tmp"));
}

static const struct wf_test tests[] = {
    WF_TEST(numbers_read_back_to_the_same_bits),
    WF_TEST(hosts_have_the_lines_of_their_classes),
    WF_TEST(a_list_of_devices_expands_to_them_alone),
    WF_TEST(a_sink_that_stops_is_not_called_again),
    WF_TEST(a_fleet_is_known_by_its_root),
};

int main(void)
{
    return wf_suite_run("fleet.expansion", tests, sizeof tests / sizeof *tests);
}
