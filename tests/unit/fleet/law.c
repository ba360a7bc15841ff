#include "fleet/expansion.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each attribute of each element changes what a fleet becomes: two values, two platforms. */

static const char text[] =
    "<fleet version=\"1\">\n<region id=\"n\"/><region id=\"s\"/>\n"
    "<access id=\"a\" up=\"1 Mbps\" down=\"1 Mbps\"/><access id=\"b\" up=\"9 Mbps\" down=\"9 "
    "Mbps\"/>\n"
    "<class id=\"c\" count=\"20\" speed=\"1Gf\" speed_factor=\"uniform(1, 2)\">\n"
    "<prop id=\"wattage_per_state\" value=\"1:1:2\"/>"
    "<prop id=\"provenance\" value=\"speed=measured\"/></class>\n"
    "<class id=\"g\" count=\"2\" speed=\"1Gf\"/><class id=\"h\" count=\"3\" speed=\"1Gf\"/>\n"
    "<class id=\"m\" gateway=\"g\" members=\"3\" speed=\"1Gf\"/>\n"
    "<class id=\"d\" count=\"1\" device=\"devices.xml#x\"/>\n"
    "<node id=\"server\" speed=\"1Gf\" region=\"n\"/>\n"
    "<node id=\"device\" device=\"devices.xml#x\" region=\"n\"/>\n</fleet>\n";
static const char catalogue[] =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
    "<platform version=\"4.1\"><zone id=\"devices\" routing=\"Cluster\">\n"
    "<host id=\"x\" speed=\"2Gf\"/><host id=\"y\" speed=\"3Gf\"/></zone></platform>\n";

struct row {
    const struct wf_prop *table;
    const char *target, *prop, *values[2];
};
static const struct row rows[] = {
    {wf_fleet_props, "fleet", "seed", {"1", "2"}},
    {wf_fleet_region_props, "region.n", "share", {"0.1", "9"}},
    {wf_fleet_access_props, "access.a", "share", {"0.1", "9"}},
    {wf_fleet_access_props, "access.a", "up", {"2 Mbps", "uniform(1 Mbps, 3 Mbps)"}},
    {wf_fleet_access_props, "access.a", "down", {"2 Mbps", "3 Mbps"}},
    {wf_fleet_access_props, "access.a", "latency", {"2 ms", "3 ms"}},
    {wf_fleet_access_props, "access.a", "up_airtime_wattage", {"2 W", "3 W"}},
    {wf_fleet_access_props, "access.a", "down_airtime_wattage", {"2 W", "3 W"}},
    {wf_fleet_access_props, "access.a", "up_wattage_range", {"0:2", "0:3"}},
    {wf_fleet_access_props, "access.a", "down_wattage_range", {"0:2", "0:3"}},
    {wf_fleet_access_props, "access.a", "provenance", {"up=assumed", "up=measured, down=measured"}},
    {wf_fleet_class_props, "class.c", "count", {"5", "6"}},
    {wf_fleet_class_props, "class.d", "device", {"devices.xml#x", "devices.xml#y"}},
    {wf_fleet_class_props, "class.c", "speed", {"2Gf", "3Gf"}},
    {wf_fleet_class_props, "class.c", "core", {"2", "3"}},
    {wf_fleet_class_props, "class.c", "speed_factor", {"2", "uniform(1, 2)"}},
    {wf_fleet_class_props, "class.c", "watts_factor", {"2", "uniform(1, 2)"}},
    {wf_fleet_class_props, "class.c", "region", {"n", "s"}},
    {wf_fleet_class_props, "class.c", "access", {"a", "none"}},
    {wf_fleet_class_props, "class.m", "gateway", {"g", "h"}},
    {wf_fleet_class_props, "class.m", "members", {"2", "4"}},
    {wf_fleet_class_props,
     "class.c",
     "provenance",
     {"speed_factor=assumed", "speed_factor=measured"}},
    {wf_fleet_node_props, "node.device", "device", {"devices.xml#x", "devices.xml#y"}},
    {wf_fleet_node_props, "node.server", "speed", {"2Gf", "3Gf"}},
    {wf_fleet_node_props, "node.server", "core", {"2", "3"}},
    {wf_fleet_node_props, "node.server", "region", {"n", "s"}},
    {wf_fleet_node_props, "node.server", "access", {"a", "b"}},
};
enum { ROWS = sizeof rows / sizeof *rows };

static char folder[] = "/tmp/wf-fleet-XXXXXX";

static char *at(const char *name)
{
    return wf_format("%s/%s", folder, name);
}

static void write_file(const char *name, const char *content)
{
    char *path = at(name);
    FILE *file = fopen(path, "w");
    fputs(content, file);
    fclose(file);
    free(path);
}

static int add(void *data, const char *bytes, size_t size)
{
    wf_buffer_add(data, bytes, size);
    return 0;
}

static char *expanded(const struct row *row, const char *value)
{
    struct wf_overrides set = {0};
    struct wf_fleet fleet;
    struct wf_diag diag;
    struct wf_err err = {0};
    struct wf_buffer out = {0};
    char *key = wf_format("%s.%s=%s", row->target, row->prop, value), *path = at("fleet.xml");
    CU_ASSERT_EQUAL(wf_overrides_add(&set, key, &err), 0);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_fleet_load(path, &set, NULL, &fleet, &diag, &err), 0);
    for (size_t i = 0; i < diag.count; i++)
        CHECK_TEXT(diag.entries[i].text, key);
    const struct wf_fleet_selection all = {0};
    const struct wf_fleet_sink sink = {add, &out};
    if (diag.error_count == 0)
        CU_ASSERT_EQUAL(wf_fleet_expand(&fleet, &all, &sink), 0);
    wf_buffer_add(&out, "", 1);
    wf_fleet_release(&fleet);
    wf_diag_release(&diag);
    wf_overrides_release(&set);
    free(key);
    free(path);
    return out.text;
}

static void each_attribute_changes_what_a_fleet_becomes(void)
{
    for (size_t i = 0; i < ROWS; i++) {
        char *one = expanded(&rows[i], rows[i].values[0]);
        char *other = expanded(&rows[i], rows[i].values[1]);
        if (!strcmp(one, other))
            printf("%s.%s changes nothing\n", rows[i].target, rows[i].prop);
        CU_ASSERT(strcmp(one, other) != 0);
        free(one);
        free(other);
    }
}

/* Of a region, a node and the root `provenance` says where figures come from, and no more. */
static bool is_said_alone(const struct wf_prop *table, const struct wf_prop *row)
{
    return row->kind == WF_PROP_PROVENANCE && table != wf_fleet_class_props &&
           table != wf_fleet_access_props;
}

static void no_attribute_is_forgotten_here(void)
{
    static const struct wf_prop *const tables[] = {wf_fleet_props, wf_fleet_region_props,
                                                   wf_fleet_access_props, wf_fleet_class_props,
                                                   wf_fleet_node_props};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct wf_prop *row = tables[i]; row->name; row++) {
            bool tried = is_said_alone(tables[i], row);
            for (size_t j = 0; j < ROWS; j++)
                tried |= rows[j].table == tables[i] && !strcmp(rows[j].prop, row->name);
            if (!tried)
                printf("'%s' is not tried\n", row->name);
            CU_ASSERT(tried);
        }
}

static const struct wf_test tests[] = {
    WF_TEST(each_attribute_changes_what_a_fleet_becomes),
    WF_TEST(no_attribute_is_forgotten_here),
};

int main(void)
{
    static const char *const names[] = {"fleet.xml", "devices.xml"};
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    write_file(names[0], text);
    write_file(names[1], catalogue);
    int status = wf_suite_run("fleet.law", tests, sizeof tests / sizeof *tests);
    for (size_t i = 0; i < 2; i++) {
        char *path = at(names[i]);
        unlink(path);
        free(path);
    }
    rmdir(folder);
    return status;
}
