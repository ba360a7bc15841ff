/* A platform that is derived from a file and overrides is what a reader makes of the file with the
 * same changes written into it. */
#include "platform/platform_override.h"

#include "platform/netpoint.h"
#include "platform/platform_reader.h"
#include "platform/rewrite.h"
#include "suite.h"
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Every kind of element, and zones in each other. Changes keep the lines where they are. */
static const char file_text[] =
    "<?xml version='1.0'?>\n"
    "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
    "<platform version=\"4.1\">\n"
    "  <zone id=\"world\" routing=\"Full\">\n"
    "    <prop id=\"pue\" value=\"1.1\"/>\n"
    "    <prop id=\"carbon_intensity\" value=\"GRID\"/>\n"
    "    <zone id=\"lab\" routing=\"Full\">\n"
    "      <prop id=\"kind\" value=\"server\"/>\n"
    "      <host id=\"a\" speed=\"1Gf,2Gf\" core=\"2\" pstate=\"1\">\n"
    "        <prop id=\"wattage_per_state\" value=\"10:20:30,11:21:31\"/>\n"
    "        <prop id=\"cold_pstate\" value=\"1\"/>\n"
    "        <prop id=\"workloads\" value=\"x, y\"/></host>\n"
    "      <host id=\"b\" speed=\"1Gf\"><prop id=\"pue\" value=\"1.5\"/></host>\n"
    "      <host id=\"c-1\" speed=\"3Gf\" speed_file=\"s.txt\" state_file=\"t.txt\"/>\n"
    "      <host id=\"c-2\" speed=\"3Gf\"/>\n"
    "      <host id=\"c-3\" speed=\"3Gf\"/>\n"
    "      <link id=\"up\" bandwidth=\"1MBps\" latency=\"1ms\">\n"
    "        <prop id=\"wattage_range\" value=\"1:2\"/></link>\n"
    "      <link id=\"down\" bandwidth=\"1MBps\" latency=\"1ms\" sharing_policy=\"FATPIPE\"/>\n"
    "      <link id=\"air\" bandwidth=\"1MBps\" latency=\"1ms\"><prop id=\"tail\" value=\"1 s\"/>\n"
    "        <prop id=\"tail_wattage\" value=\"2 W\"/></link>\n"
    "    </zone>\n"
    "    <zone id=\"devices\" routing=\"Full\">\n"
    "      <host id=\"entry\" speed=\"100Mf\"><prop id=\"samples_per_second\" value=\"10\"/>\n"
    "        <prop id=\"flop_per_sample\" value=\"10 Mflop\"/>\n"
    "        <prop id=\"provenance\" value=\"speed=fitted\"/><prop id=\"source\" value=\"us\"/>\n"
    "        <prop id=\"date\" value=\"2024\"/><prop id=\"workloads\" value=\"x\"/></host>\n"
    "      <backbone id=\"spine\" bandwidth=\"9MBps\" latency=\"1ms\"/>\n"
    "    </zone>\n"
    "    <cluster id=\"node\" prefix=\"n-\" suffix=\".org\" radical=\"0-3\" speed=\"4Gf\"\n"
    "      bw=\"125MBps\" lat=\"50us\" bb_bw=\"1GBps\" bb_lat=\"1ms\">\n"
    "      <prop id=\"wattage_per_state\" value=\"1:2:3\"/>\n"
    "      <prop id=\"wattage_range\" value=\"3:4\"/>\n"
    "      <prop id=\"backbone_wattage_range\" value=\"5:6\"/></cluster>\n"
    "    <cluster id=\"bare\" prefix=\"m-\" suffix=\"\" radical=\"0-1\" speed=\"5Gf\"\n"
    "      bw=\"125MBps\" lat=\"50us\"><prop id=\"backbone_wattage_range\" "
    "value=\"7:8\"/></cluster>\n"
    "    <zone id=\"row\" routing=\"Cluster\"><cabinet id=\"rack\" prefix=\"r-\" suffix=\"\"\n"
    "      radical=\"1,5\" speed=\"6Gf\" bw=\"1MBps\" lat=\"1ms\"/></zone>\n"
    "    <zone id=\"away\" routing=\"Vivaldi\">"
    "<peer id=\"p\" speed=\"7Gf\" bw_in=\"1MBps\" bw_out=\"1MBps\"/></zone>\n"
    "    <trace id=\"t\" file=\"u.txt\" periodicity=\"1\"/>\n"
    "    <trace_connect kind=\"SPEED\" trace=\"t\" element=\"c-3\"/>\n"
    "    <trace_connect kind=\"SPEED\" trace=\"t\" element=\"n-2.org\"/>\n"
    "  </zone>\n"
    "</platform>\n";
static const char series_text[] = "time,carbon_intensity,other\n0,10,20\n3600,30,40\n";

static char folder[] = "/tmp/wattfleet-test-XXXXXX";
static char *path, *grid_path, *other_path;

static const char *const profiles[] = {"s.txt", "t.txt", "u.txt", "x", "f"};
enum { PROFILES = sizeof profiles / sizeof *profiles };

static void put(const char *to, const char *text)
{
    FILE *out = fopen(to, "w");
    if (!out)
        abort();
    fputs(text, out);
    fclose(out);
}

/* ---- a platform as text ---- */

static void write_site(const struct wf_site *site, struct wf_buffer *out)
{
    for (const struct wf_prop *row = wf_site_props; row->name; row++) {
        struct wf_buffer value = {0};
        wf_props_text(row, site, &value);
        if (value.length)
            wf_buffer_printf(out, " %s=%s", row->name, value.text);
        wf_buffer_release(&value);
    }
    if (site->carbon_series)
        wf_buffer_printf(out, " series=%s:%s", site->carbon_series->path,
                         site->carbon_series->value_column);
    wf_buffer_printf(out, "\n");
}

static void write_host_class(const struct wf_host_class *class, struct wf_buffer *out)
{
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        wf_buffer_printf(out, " %.17g", class->speed_flop_per_s[i]);
        if (class->watts)
            wf_buffer_printf(out, " (%.17g:%.17g:%.17g)", class->watts[i].idle_w,
                             class->watts[i].epsilon_w, class->watts[i].all_cores_w);
    }
    wf_buffer_printf(out, " cores=%u start=%u zone=%u profiled=%u broken=%u", class->core_count,
                     class->start_pstate, class->zone, class->profiled, class->broken);
    write_site(class->site, out);
}

static void write_link_class(const struct wf_link_class *class, struct wf_buffer *out)
{
    wf_buffer_printf(out, " %.17g %.17g:%.17g zone=%u sharing=%u profiled=%u generated=%u/%u",
                     class->bandwidth_byte_per_s, class->idle_w, class->busy_w, class->zone,
                     class->sharing, class->profiled, class->generated, class->backbone);
    write_site(class->site, out);
}

/* All that a platform says, but for origins. */
static char *text_of(const struct wf_platform *platform)
{
    struct wf_buffer out = {0};
    wf_buffer_printf(&out, "radio=%d incomplete=%d\n", platform->has_radio, platform->incomplete);
    for (uint32_t i = 0; i < platform->zone_count; i++) {
        const struct wf_zone *zone = &platform->zones[i];
        wf_buffer_printf(&out, "zone %s in %u line %u cabinets=%u implied=%u", zone->name,
                         zone->parent, zone->line, zone->cabinets, zone->implied);
        write_site(zone->site, &out);
    }
    for (uint32_t i = 0; i < platform->host_count; i++) {
        wf_buffer_printf(&out, "host %s line %u", platform->hosts[i].name, platform->hosts[i].line);
        CU_ASSERT_EQUAL(wf_platform_host(platform, platform->hosts[i].name), i);
        write_host_class(platform->hosts[i].class, &out);
    }
    for (uint32_t i = 0; i < platform->link_count; i++) {
        wf_buffer_printf(&out, "link %s line %u", platform->links[i].name, platform->links[i].line);
        write_link_class(platform->links[i].class, &out);
    }
    for (uint32_t i = 0; i < platform->cluster_count; i++) {
        const struct wf_cluster *cluster = &platform->clusters[i];
        wf_buffer_printf(&out, "cluster %s of %u", cluster->prefix, cluster->cable_count);
        write_link_class(cluster->links, &out);
        if (cluster->backbone)
            write_link_class(cluster->backbone, &out);
    }
    for (uint32_t i = 0; i < platform->group_count; i++) {
        const struct wf_host_group *group = &platform->groups[i];
        wf_buffer_printf(&out, "group %s from %u of %u\n", group->id, group->first_host,
                         group->host_count);
    }
    for (size_t i = 0; i < platform->series.count; i++)
        wf_buffer_printf(&out, "series %s:%s\n", platform->series.items[i]->path,
                         platform->series.items[i]->value_column);
    wf_buffer_printf(&out, "netpoints %zu\n", platform->netpoints.count);
    return out.text;
}

static void check_same_text(const char *got, const char *expected)
{
    while (*got && *expected) { /* a line each, so that a difference can be read */
        size_t a = strcspn(got, "\n"), b = strcspn(expected, "\n");
        char *one = strndup(got, a), *other = strndup(expected, b);
        if (strcmp(one, other))
            CHECK_TEXT(one, other);
        free(one);
        free(other);
        got += a + (got[a] != 0);
        expected += b + (expected[b] != 0);
    }
    CHECK_TEXT(got, expected);
}

/* Where the one says --set, the other says the element or the zone that was edited. */
static void check_origins(const uint32_t *got, const uint32_t *expected, const char *what)
{
    for (int i = 0; wf_site_props[i].name; i++) {
        bool same = got[i] == WF_SITE_SET ? expected[i] != WF_SITE_DEFAULT : got[i] == expected[i];
        if (!same)
            printf("origin of %s of %s: %u, expected %u\n", wf_site_props[i].name, what, got[i],
                   expected[i]);
        CU_ASSERT(same);
    }
}

/* ---- derived against read ---- */

struct edit {
    const char *from, *to;
};

/* The file with GRID replaced and edits made. */
static char *edited(const struct edit *edits)
{
    char *text = wf_strdup(file_text);
    const struct edit grid = {"GRID", grid_path};
    for (const struct edit *edit = &grid; edit && edit->from;
         edit = edit == &grid ? edits : edit + 1) {
        char *at = strstr(text, edit->from);
        CU_ASSERT_PTR_NOT_NULL_FATAL(at);
        char *next =
            wf_format("%.*s%s%s", (int)(at - text), text, edit->to, at + strlen(edit->from));
        free(text);
        text = next;
    }
    return text;
}

static void load(const struct edit *edits, struct wf_platform *platform, struct wf_diag *diag)
{
    char *text = edited(edits);
    struct wf_err err = {0};
    put(path, text);
    free(text);
    CU_ASSERT_EQUAL_FATAL(wf_platform_load(path, platform, diag, &err), 0);
}

static void parse_sets(const char *const *sets, struct wf_overrides *overrides)
{
    struct wf_err err = {0};
    for (; *sets; sets++)
        CU_ASSERT_EQUAL_FATAL(wf_overrides_add(overrides, *sets, &err), 0);
}

static void check_equal(const struct wf_platform *derived, const struct wf_platform *read)
{
    char *got = text_of(derived), *expected = text_of(read);
    check_same_text(got, expected);
    free(got);
    free(expected);
    for (uint32_t i = 0; i < read->host_count && i < derived->host_count; i++)
        check_origins(derived->hosts[i].class->origins, read->hosts[i].class->origins,
                      read->hosts[i].name);
    for (uint32_t i = 0; i < read->link_count; i++)
        check_origins(derived->links[i].class->origins, read->links[i].class->origins,
                      read->links[i].name);
    for (uint32_t i = 0; i < read->zone_count; i++)
        check_origins(derived->zones[i].origins, read->zones[i].origins, read->zones[i].name);
}

/* Derive with the sets, read the file with the edits, compare; both without mistakes, and all sets
 * have met something. */
static void check(const char *const *sets, const struct edit *edits)
{
    struct wf_platform base, derived, read;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    bool met[16] = {false};
    wf_diag_init(&diag);
    parse_sets(sets, &overrides);
    load(NULL, &base, &diag);
    char *before = text_of(&base);
    CU_ASSERT_EQUAL(wf_platform_override(&base, &overrides, met, &derived, &diag, &err), 0);
    load(edits, &read, &diag);
    for (size_t i = 0; i < overrides.count; i++)
        CU_ASSERT(met[i]);
    for (size_t i = 0; i < diag.count; i++)
        CHECK_TEXT(diag.entries[i].text, NULL);
    check_equal(&derived, &read);
    char *after = text_of(&base);
    check_same_text(after, before);
    free(before);
    free(after);
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_platform_release(&read);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

#define SETS(...)  ((const char *const[]){__VA_ARGS__, NULL})
#define EDITS(...) ((const struct edit[]){__VA_ARGS__, {NULL, NULL}})

static void attributes_of_a_host(void)
{
    check(SETS("host.b.speed=9Gf"), EDITS({"id=\"b\" speed=\"1Gf\"", "id=\"b\" speed=\"9Gf\""}));
    check(SETS("host.a.core=8"), EDITS({"core=\"2\"", "core=\"8\""}));
    check(SETS("host.b.core=8"), EDITS({"id=\"b\"", "id=\"b\" core=\"8\""}));
    check(SETS("host.a.pstate=0"), EDITS({"pstate=\"1\"", "pstate=\"0\""}));
    check(SETS("host.a.speed=1Gf,2Gf,3Gf", "host.a.wattage_per_state=1:2:3,4:5:6,7:9"),
          EDITS({"1Gf,2Gf", "1Gf,2Gf,3Gf"}, {"10:20:30,11:21:31", "1:2:3,4:5:6,7:9"}));
    check(SETS("host.b.speed_file=x"), EDITS({"id=\"b\"", "id=\"b\" speed_file=\"x\""}));
    check(SETS("host.c-1.speed_file="), EDITS({"speed_file=\"s.txt\" ", ""}));
    check(SETS("host.c-1.speed_file=", "host.c-1.state_file="),
          EDITS({"speed_file=\"s.txt\" state_file=\"t.txt\"", ""}));
    check(SETS("host.a.coordinates=1 2 3"), EDITS({"id=\"a\"", "id=\"a\" coordinates=\"1 2 3\""}));
}

static void props_of_a_host(void)
{
    check(SETS("host.a.memory=4 GB"),
          EDITS({"<prop id=\"workloads\"",
                 "<prop id='memory' value='4 GB'/><prop id=\"workloads\""}));
    check(SETS("host.b.pue=2"), EDITS({"value=\"1.5\"", "value=\"2\""}));
    check(SETS("host.a.cold_pstate=0"),
          EDITS({"id=\"cold_pstate\" value=\"1\"", "id=\"cold_pstate\" value=\"0\""}));
    check(SETS("host.a.workloads=z"), EDITS({"x, y", "z"}));
    check(SETS("host.a.wattage_off=3"),
          EDITS({"<prop id=\"workloads\"",
                 "<prop id='wattage_off' value='3'/><prop id=\"workloads\""}));
    check(SETS("host.b.device=d.xml#x"),
          EDITS({"<prop id=\"pue\" value=\"1.5\"/>",
                 "<prop id=\"pue\" value=\"1.5\"/><prop id='device' value='d.xml#x'/>"}));
    check(SETS("host.a.wattage_range=1:2"), EDITS({"x, y", "x, y"})); /* read by nobody */
    check(SETS("host.entry.source=them", "host.entry.speed=200Mf",
               "host.entry.samples_per_second=20"),
          EDITS({"value=\"us\"", "value=\"them\""}, {"100Mf", "200Mf"},
                {"value=\"10\"", "value=\"20\""}));
}

static void a_host_becomes_an_entry_of_a_catalogue(void)
{
    check(SETS("host.b.flop_per_sample=1 Mflop", "host.b.samples_per_second=1000",
               "host.b.provenance=speed=fitted", "host.b.source=us", "host.b.date=2024",
               "host.b.workloads=x"),
          EDITS({"value=\"1.5\"/>", "value=\"1.5\"/><prop id='flop_per_sample' value='1 Mflop'/>"
                                    "<prop id='samples_per_second' value='1000'/><prop "
                                    "id='provenance' value='speed=fitted'/>"
                                    "<prop id='source' value='us'/><prop id='date' value='2024'/>"
                                    "<prop id='workloads' value='x'/>"}));
}

static void globs_and_their_order(void)
{
    check(SETS("host.c-*.speed=9Gf"),
          EDITS({"speed=\"3Gf\"", "speed=\"9Gf\""}, {"speed=\"3Gf\"", "speed=\"9Gf\""},
                {"speed=\"3Gf\"", "speed=\"9Gf\""}));
    /* later wins, per host */
    check(SETS("host.c-*.speed=9Gf", "host.c-2.speed=8Gf"),
          EDITS({"speed=\"3Gf\"", "speed=\"9Gf\""}, {"speed=\"3Gf\"", "speed=\"8Gf\""},
                {"speed=\"3Gf\"", "speed=\"9Gf\""}));
    check(SETS("host.c-2.speed=8Gf", "host.c-*.speed=9Gf"),
          EDITS({"speed=\"3Gf\"", "speed=\"9Gf\""}, {"speed=\"3Gf\"", "speed=\"9Gf\""},
                {"speed=\"3Gf\"", "speed=\"9Gf\""}));
    check(SETS("host.[ab].pue=3", "host.b.core=4"),
          EDITS({"<prop id=\"workloads\"", "<prop id='pue' value='3'/><prop id=\"workloads\""},
                {"value=\"1.5\"", "value=\"3\""}, {"id=\"b\"", "id=\"b\" core=\"4\""}));
}

static void props_of_zones_reach_what_does_not_say_it_nearer(void)
{
    check(SETS("zone.world.pue=1.9"), EDITS({"value=\"1.1\"", "value=\"1.9\""}));
    check(SETS("zone.lab.pue=1.9"),
          EDITS({"<prop id=\"kind\"", "<prop id='pue' value='1.9'/><prop id=\"kind\""}));
    check(SETS("zone.lab.kind=edge"), EDITS({"value=\"server\"", "value=\"edge\""}));
    check(SETS("zone.world.kind=edge"),
          EDITS({"<prop id=\"pue\" value=\"1.1\"/>",
                 "<prop id=\"pue\" value=\"1.1\"/><prop id='kind' value='edge'/>"}));
    check(SETS("zone.world.shared_by_many=yes", "zone.devices.shared_by_many=no"),
          EDITS({"<prop id=\"pue\" value=\"1.1\"/>",
                 "<prop id=\"pue\" value=\"1.1\"/><prop id='shared_by_many' value='yes'/>"},
                {"<zone id=\"devices\" routing=\"Full\">",
                 "<zone id=\"devices\" routing=\"Full\"><prop id='shared_by_many' value='no'/>"}));
    /* embodied carbon is no prop that links inherit */
    check(SETS("zone.world.embodied_carbon=9 kg"),
          EDITS({"<prop id=\"pue\" value=\"1.1\"/>",
                 "<prop id=\"pue\" value=\"1.1\"/><prop id='embodied_carbon' value='9 kg'/>"}));
}

static void a_nearer_override_wins(void)
{
    check(SETS("zone.lab.pue=1.9", "zone.world.pue=1.8"),
          EDITS({"value=\"1.1\"", "value=\"1.8\""},
                {"<prop id=\"kind\"", "<prop id='pue' value='1.9'/><prop id=\"kind\""}));
    check(SETS("host.a.pue=2", "zone.*.pue=1.8"),
          EDITS({"value=\"1.1\"", "value=\"1.8\""},
                {"<prop id=\"workloads\"", "<prop id='pue' value='2'/><prop id=\"workloads\""},
                {"<prop id=\"kind\"", "<prop id='pue' value='1.8'/><prop id=\"kind\""},
                {"<zone id=\"devices\" routing=\"Full\">",
                 "<zone id=\"devices\" routing=\"Full\"><prop id='pue' value='1.8'/>"}));
    check(SETS("zone.world.pue=1.7", "zone.world.pue=1.8"),
          EDITS({"value=\"1.1\"", "value=\"1.8\""}));
}

static void links(void)
{
    check(SETS("link.up.bandwidth=2MBps"),
          EDITS({"id=\"up\" bandwidth=\"1MBps\"", "id=\"up\" bandwidth=\"2MBps\""}));
    check(SETS("link.[uda]*.latency=2ms"), EDITS({"x, y", "x, y"}));
    check(SETS("link.up.sharing_policy=SPLITDUPLEX"),
          EDITS({"id=\"up\"", "id=\"up\" sharing_policy=\"SPLITDUPLEX\""}));
    check(SETS("link.up.wattage_range=3:9", "link.down.wattage_range=0:1"),
          EDITS({"value=\"1:2\"", "value=\"3:9\""},
                {"\"FATPIPE\"/>", "\"FATPIPE\"><prop id='wattage_range' value='0:1'/></link>"}));
    check(SETS("link.down.bandwidth_file=f"),
          EDITS({"id=\"down\"", "id=\"down\" bandwidth_file=\"f\""}));
    check(SETS("link.air.tail=2 s", "link.air.pue=2"),
          EDITS({"value=\"1 s\"/>", "value=\"2 s\"/><prop id='pue' value='2'/>"}));
    check(SETS("link.spine.bandwidth=1MBps"), EDITS({"9MBps", "1MBps"}));
    /* without its radio, the platform has none */
    check(SETS("link.air.tail_wattage=0 W"), EDITS({"2 W", "0 W"}));
    check(SETS("link.up.airtime_wattage=1 W", "zone.lab.pue=1.4"),
          EDITS({"value=\"1:2\"/>", "value=\"1:2\"/><prop id='airtime_wattage' value='1 W'/>"},
                {"<prop id=\"kind\"", "<prop id='pue' value='1.4'/><prop id=\"kind\""}));
}

static void the_id_of_a_cluster_stands_for_its_hosts_and_links(void)
{
    check(SETS("host.node.speed=9Gf", "host.node.memory=1 GB"),
          EDITS({"4Gf", "9Gf"},
                {"value=\"1:2:3\"/>", "value=\"1:2:3\"/><prop id='memory' value='1 GB'/>"}));
    check(SETS("host.node.bw=1MBps", "host.node.sharing_policy=SHARED",
               "host.node.wattage_range=8:9"),
          EDITS({"bw=\"125MBps\"", "bw=\"1MBps\" sharing_policy=\"SHARED\""},
                {"value=\"3:4\"", "value=\"8:9\""}));
    check(SETS("link.node_link_?_*.bandwidth=1MBps", "link.node_link_*.wattage_range=8:9",
               "link.node_b*.wattage_range=7:7", "link.link_r-*.bandwidth=2MBps"),
          EDITS({"bw=\"125MBps\"", "bw=\"1MBps\""}, {"value=\"3:4\"", "value=\"8:9\""},
                {"value=\"5:6\"", "value=\"7:7\""},
                {"\"6Gf\" bw=\"1MBps\"", "\"6Gf\" bw=\"2MBps\""}));
    check(SETS("host.node.bb_bw=2GBps", "host.node.bb_sharing_policy=FATPIPE",
               "host.node.backbone_wattage_range=8:9"),
          EDITS({"1GBps", "2GBps"}, {"bb_lat", "bb_sharing_policy=\"FATPIPE\" bb_lat"},
                {"value=\"5:6\"", "value=\"8:9\""}));
    check(SETS("host.bare.bb_bw=2GBps"), EDITS({"bw=\"125MBps\" lat=\"50us\"><",
                                                "bw=\"125MBps\" lat=\"50us\" bb_bw=\"2GBps\"><"}));
    check(SETS("host.rack.speed=1Gf"), EDITS({"6Gf", "1Gf"}));
    check(SETS("host.p.speed=1Gf"), EDITS({"7Gf", "1Gf"}));
    check(SETS("host.*.speed=8Gf", "host.a.speed=1Gf,1Gf", "host.entry.speed=100Mf"),
          EDITS({"1Gf,2Gf", "1Gf,1Gf"}, {"id=\"b\" speed=\"1Gf\"", "id=\"b\" speed=\"8Gf\""},
                {"speed=\"3Gf\"", "speed=\"8Gf\""}, {"speed=\"3Gf\"", "speed=\"8Gf\""},
                {"speed=\"3Gf\"", "speed=\"8Gf\""}, {"4Gf", "8Gf"}, {"5Gf", "8Gf"}, {"6Gf", "8Gf"},
                {"7Gf", "8Gf"}));
}

static void the_hosts_of_a_cluster_are_numbered_anew(void)
{
    check(SETS("host.node.radical=0-9"), EDITS({"radical=\"0-3\"", "radical=\"0-9\""}));
    check(SETS("host.rack.radical=1-3", "host.rack.prefix=s-"),
          EDITS({"radical=\"1,5\"", "radical=\"1-3\""}, {"prefix=\"r-\"", "prefix=\"s-\""}));
    check(SETS("host.bare.suffix=.net", "host.bare.speed=9Gf"),
          EDITS({"suffix=\"\"", "suffix=\".net\""}, {"5Gf", "9Gf"}));
}

static void intensities_from_files(void)
{
    char *set = wf_format("zone.lab.carbon_intensity=%s", other_path);
    char *prop = wf_format("<prop id='carbon_intensity' value='%s'/><prop id=\"kind\"", other_path);
    check(SETS(set), EDITS({"<prop id=\"kind\"", prop}));
    check(SETS("zone.world.carbon_value=other"),
          EDITS({"<prop id=\"pue\" value=\"1.1\"/>",
                 "<prop id=\"pue\" value=\"1.1\"/><prop id='carbon_value' value='other'/>"}));
    check(SETS("zone.world.carbon_intensity=56 g/kWh"), EDITS({grid_path, "56 g/kWh"}));
    check(SETS(set, "zone.world.carbon_intensity=56 g/kWh"),
          EDITS({grid_path, "56 g/kWh"}, {"<prop id=\"kind\"", prop}));
    check(SETS("host.a.carbon_intensity=1 g/kWh"),
          EDITS({"<prop id=\"workloads\"",
                 "<prop id='carbon_intensity' value='1 g/kWh'/><prop id=\"workloads\""}));
    free(set);
    free(prop);
}

static void several_at_once(void)
{
    check(SETS("zone.world.pue=1.3", "host.c-*.core=2", "host.c-1.speed=1Gf",
               "link.[uda]*.wattage_range=0:1", "link.up.bandwidth=7MBps", "host.node.radical=5-6",
               "host.node.core=4"),
          EDITS({"value=\"1.1\"", "value=\"1.3\""},
                {"id=\"c-1\" speed=\"3Gf\"", "id=\"c-1\" core=\"2\" speed=\"1Gf\""},
                {"id=\"c-2\"", "id=\"c-2\" core=\"2\""}, {"id=\"c-3\"", "id=\"c-3\" core=\"2\""},
                {"id=\"up\" bandwidth=\"1MBps\"", "id=\"up\" bandwidth=\"7MBps\""},
                {"value=\"1:2\"", "value=\"0:1\""},
                {"\"FATPIPE\"/>", "\"FATPIPE\"><prop id='wattage_range' value='0:1'/></link>"},
                {"value=\"1 s\"/>", "value=\"1 s\"/><prop id='wattage_range' value='0:1'/>"},
                {"radical=\"0-3\"", "radical=\"5-6\" core=\"4\""},
                {"    <trace_connect kind=\"SPEED\" trace=\"t\" element=\"n-2.org\"/>", ""}));
}

/* ---- mistakes ---- */

/* What is said of the sets, lines joined. */
static void check_refused(const char *const *sets, const char *expected)
{
    struct wf_platform base, derived;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    struct wf_buffer said = {0};
    wf_diag_init(&diag);
    parse_sets(sets, &overrides);
    load(NULL, &base, &diag);
    CU_ASSERT_EQUAL_FATAL(diag.count, 0);
    CU_ASSERT_EQUAL(wf_platform_override(&base, &overrides, NULL, &derived, &diag, &err), 0);
    for (size_t i = 0; i < diag.count; i++) {
        char *text = wf_diag_text(&diag.entries[i]);
        const char *from = strncmp(text, path, strlen(path)) ? text : text + strlen(path) + 1;
        wf_buffer_printf(&said, "%s%s", i ? "\n" : "", from);
        free(text);
    }
    CHECK_TEXT(said.text, expected);
    wf_buffer_release(&said);
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

static void a_wrong_value_is_the_override_s_mistake(void)
{
    check_refused(SETS("host.c-*.memory=4"),
                  "--set: 'host.c-*.memory=4': prop 'memory': '4' needs a unit (e.g. '4 MB')");
    check_refused(SETS("zone.world.pue=0.5"),
                  "--set: 'zone.world.pue=0.5': prop 'pue': '0.5' is out "
                  "of range; expected number from 1 to 100");
    check_refused(
        SETS("link.up.bandwidth=0Bps"),
        "--set: 'link.up.bandwidth=0Bps': attribute 'bandwidth': '0Bps' is zero; expected "
        "more");
    check_refused(SETS("host.a.wattage_off=-1"),
                  "--set: 'host.a.wattage_off=-1': prop 'wattage_off': '-1': expected watts, a "
                  "number, not negative");
    check_refused(SETS("host.node.wattage_range=1"),
                  "--set: 'host.node.wattage_range=1': prop 'wattage_range': '1': expected "
                  "idle:busy in watts, none negative");
    check_refused(SETS("host.b.speed=many", "host.b.memory=1 GB"),
                  "--set: 'host.b.speed=many': attribute 'speed': 'many' is not a decimal number");
}

static void an_unknown_prop_is_refused_wherever_it_stands(void)
{
    check_refused(SETS("host.a.memry=1"),
                  "--set: 'host.a.memry=1': prop 'memry' is unknown; did you mean 'memory'?");
    check_refused(SETS("zone.lab.colour=red"),
                  "--set: 'zone.lab.colour=red': prop 'colour' is unknown");
    check_refused(SETS("link.up.memory=4 GB"),
                  "--set: 'link.up.memory=4 GB': prop 'memory' has no meaning here; it is a prop "
                  "of hosts and zones");
    check_refused(SETS("host.p.core=4"), "--set: 'host.p.core=4': prop 'core' is unknown");
    check_refused(SETS("host.a.source=me"), "--set: 'host.a.source=me': prop 'source' is unknown");
    check_refused(SETS("link.spine.sharing_policy=SHARED"),
                  "--set: 'link.spine.sharing_policy=SHARED': prop 'sharing_policy' is unknown");
}

static void what_no_longer_fits_the_file_is_reported_there(void)
{
    check_refused(SETS("host.a.speed=1Gf"),
                  "9: <host a> attribute 'pstate': '1' is beyond its 1 pstate\n"
                  "9: <host a> prop 'wattage_per_state' has 2 triples for 1 pstate\n"
                  "9: <host a> prop 'cold_pstate': 1 is beyond its 1 pstate\n"
                  "9: <host a> prop 'workloads' names 2 workloads for 1 pstate");
    check_refused(SETS("host.entry.speed=1Gf"),
                  "24: <host entry> prop 'flop_per_sample' x samples_per_second of pstate 0 (x) is "
                  "100000000 flop/s, but its speed is 1000000000 flop/s");
}

static void what_an_override_does_not_fit_is_its_own_mistake(void)
{
    check_refused(SETS("host.a.wattage_per_state=1:2:3"),
                  "--set: 'host.a.wattage_per_state=1:2:3': prop 'wattage_per_state' has 1 triple "
                  "for 2 pstates");
    check_refused(SETS("host.a.pstate=2"),
                  "--set: 'host.a.pstate=2': attribute 'pstate': '2' is beyond its 2 pstates");
    check_refused(SETS("host.a.idle_pstate=5"),
                  "--set: 'host.a.idle_pstate=5': prop 'idle_pstate': 5 is beyond its 2 pstates");
    check_refused(SETS("link.up.tail=1 s"), "--set: 'link.up.tail=1 s': prop 'tail' has no meaning "
                                            "without 'tail_wattage'");
    check_refused(SETS("host.b.device=x"),
                  "--set: 'host.b.device=x': prop 'device': 'x' names no entry of a catalogue; "
                  "expected FILE#ID (e.g. 'devices.xml#agx-xavier')");
}

static void names_are_the_file_s(void)
{
    check_refused(SETS("host.a.id=z"),
                  "--set: 'host.a.id=z': attribute 'id' is a name of the file and cannot be set");
    check_refused(SETS("link.up.id=z"),
                  "--set: 'link.up.id=z': attribute 'id' is a name of the file and cannot be set");
    check_refused(SETS("host.node.router_id=z"), "--set: 'host.node.router_id=z': attribute "
                                                 "'router_id' is a name of the file and cannot be "
                                                 "set");
    check_refused(SETS("host.bare.prefix=r-", "host.bare.radical=1"),
                  "38: <host r-1> is declared twice (first as a host on line 36)");
}

static void a_series_that_cannot_be_read_is_reported(void)
{
    check_refused(SETS("host.a.carbon_intensity=/nonexistent/g.csv"),
                  "--set: 'host.a.carbon_intensity=/nonexistent/g.csv': prop 'carbon_intensity': "
                  "cannot read '/nonexistent/g.csv': No such file or directory");
    char *why = wf_format(
        "%s:1: there is no column 'third'; there are time, carbon_intensity, other", grid_path);
    check_refused(SETS("host.a.carbon_value=third"), why);
    free(why);
}

static void a_number_without_unit_is_warned_of_once(void)
{
    check_refused(
        SETS("link.*.bandwidth=5", "host.b.speed=7"),
        "--set: warning: '7' has no unit: read in SimGrid's base unit, flop/s (reported once "
        "a file)");
}

static void what_meets_nothing_is_found(void)
{
    struct wf_platform base, derived;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    bool met[8] = {false};
    wf_diag_init(&diag);
    parse_sets(SETS("host.tablet-*.pue=2", "zone.node.pue=2", "link.a.pue=2", "host.n-1.org.pue=2",
                    "server.rounds=3", "host.a.pue=2", "zone.lab.colour=red"),
               &overrides);
    load(NULL, &base, &diag);
    wf_platform_override(&base, &overrides, met, &derived, &diag, NULL);
    for (size_t i = 0; i < overrides.count; i++)
        CU_ASSERT_EQUAL(met[i], i == 3 || i >= 5); /* a wrong one has met something, too */
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

static void a_derived_platform_is_no_base(void)
{
    struct wf_platform base, derived, again;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    parse_sets(SETS("host.a.pue=2"), &overrides);
    load(NULL, &base, &diag);
    CU_ASSERT_EQUAL(wf_platform_override(&base, &overrides, NULL, &derived, &diag, &err), 0);
    CU_ASSERT_EQUAL(wf_platform_override(&derived, &overrides, NULL, &again, &diag, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EFAIL);
    wf_platform_release(&again);
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

/* ---- cost ---- */

static void equal_hosts_still_share_a_class(void)
{
    enum { HOSTS = 20000 };
    struct wf_buffer text = {0};
    struct wf_platform base, derived;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_buffer_printf(&text, "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM "
                            "\"https://simgrid.org/simgrid.dtd\">\n<platform version=\"4.1\">\n"
                            "<zone id=\"z\" routing=\"Full\">\n");
    for (int i = 0; i < HOSTS; i++)
        wf_buffer_printf(&text, "<host id=\"h-%d\" speed=\"1Gf\"/>\n", i);
    wf_buffer_printf(&text, "</zone></platform>\n");
    put(path, text.text);
    wf_buffer_release(&text);
    CU_ASSERT_EQUAL_FATAL(wf_platform_load(path, &base, &diag, NULL), 0);
    parse_sets(SETS("host.*5.pue=2", "zone.z.kind=edge"), &overrides);
    wf_platform_override(&base, &overrides, NULL, &derived, &diag, NULL);
    CU_ASSERT_EQUAL(diag.count, 0);
    const struct wf_host_class *five = derived.hosts[5].class, *other = derived.hosts[0].class;
    CU_ASSERT(five != other);
    for (uint32_t i = 0; i < HOSTS; i++)
        CU_ASSERT(derived.hosts[i].class == (i % 10 == 5 ? five : other));
    CU_ASSERT(derived.netpoints.slots == base.netpoints.slots);
    CU_ASSERT(derived.links == base.links && derived.hosts != base.hosts);
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

static void ten_thousand_leave_the_base_as_it_was(void)
{
    struct wf_platform base;
    struct wf_diag diag;
    size_t used = 0;
    wf_diag_init(&diag);
    load(NULL, &base, &diag);
    char *before = text_of(&base);
    for (int i = 0; i < 10000; i++) {
        struct wf_platform derived;
        struct wf_overrides overrides = {0};
        char *speed = wf_format("host.%s.speed=%dMf", i % 2 ? "b" : "c-*", i + 1);
        char *radical = wf_format("host.node.radical=0-%d", i % 50 + 2);
        parse_sets(SETS(speed, i % 3 ? "zone.world.pue=1.7" : radical, "link.up.bandwidth=3MBps"),
                   &overrides);
        wf_platform_override(&base, &overrides, NULL, &derived, &diag, NULL);
        CHECK_CLOSE(derived.hosts[i % 2 ? 1 : 2].class->speed_flop_per_s[0], (i + 1) * 1e6, 1e-12);
        wf_platform_release(&derived);
        wf_overrides_release(&overrides);
        free(speed);
        free(radical);
        if (i == 100)
            used = mallinfo2().uordblks;
    }
    CU_ASSERT(mallinfo2().uordblks <= used + 65536); /* CUnit keeps a little */
    char *after = text_of(&base);
    check_same_text(after, before);
    CU_ASSERT_EQUAL(diag.count, 0);
    free(before);
    free(after);
    wf_platform_release(&base);
    wf_diag_release(&diag);
}

/* ---- what SimGrid reads ---- */

static char *written(const struct wf_platform *platform)
{
    char *name = wf_format("%s/copy-XXXXXX", folder); /* beside the files it names */
    int fd = mkstemp(name);
    struct wf_err err = {0};
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(wf_platform_write(platform, fd, &err), 0);
    close(fd);
    return name;
}

/* The copy that SimGrid is given, read by us, is the derived platform in all that SimGrid reads. Of
 * several overrides of one value the last one holds. */
static void the_copy_for_simgrid_says_the_same(void)
{
    struct wf_platform base, derived, copy;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    parse_sets(SETS("host.[ab].core=4", "host.node.core=5", "host.b.wattage_per_state=70:80:90",
                    "link.*.bandwidth=5MBps", "host.a.speed=5Gf,6Gf",
                    "host.a.wattage_per_state=1:2:3,4:5:6", "host.b.wattage_per_state=7:8:9",
                    "host.node.core=3", "host.b.core=2", "link.up.bandwidth=4MBps",
                    "host.node.radical=0-5", "host.r-5.wattage_per_state=1:2:4",
                    "host.n-?.org.speed=2Gf"),
               &overrides);
    load(NULL, &base, &diag);
    CU_ASSERT(!base.rewritten);
    wf_platform_override(&base, &overrides, NULL, &derived, &diag, NULL);
    CU_ASSERT(derived.rewritten);
    char *name = written(&derived);
    CU_ASSERT_EQUAL_FATAL(wf_platform_load(name, &copy, &diag, NULL), 0);
    for (size_t i = 0; i < diag.count; i++)
        CHECK_TEXT(diag.entries[i].text, NULL);
    CU_ASSERT_EQUAL_FATAL(copy.host_count, derived.host_count);
    for (uint32_t i = 0; i < copy.host_count; i++) {
        const struct wf_host_class *got = copy.hosts[i].class, *own = derived.hosts[i].class;
        CHECK_TEXT(copy.hosts[i].name, derived.hosts[i].name);
        CU_ASSERT_EQUAL(got->core_count, own->core_count);
        CU_ASSERT_EQUAL_FATAL(got->pstate_count, own->pstate_count);
        CU_ASSERT_EQUAL_FATAL(!got->watts, !own->watts);
        for (uint32_t j = 0; j < own->pstate_count; j++) {
            CHECK_CLOSE(got->speed_flop_per_s[j], own->speed_flop_per_s[j], 0);
            if (own->watts)
                CHECK_CLOSE(got->watts[j].idle_w, own->watts[j].idle_w, 0);
        }
    }
    CHECK_CLOSE(copy.links[0].class->bandwidth_byte_per_s, 4e6, 0);
    unlink(name);
    free(name);
    wf_platform_release(&copy);
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

static void props_alone_need_no_copy(void)
{
    struct wf_platform base, derived;
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    parse_sets(SETS("host.a.memory=1 GB", "zone.world.pue=2"), &overrides);
    load(NULL, &base, &diag);
    wf_platform_override(&base, &overrides, NULL, &derived, &diag, NULL);
    CU_ASSERT(!derived.rewritten);
    wf_platform_release(&derived);
    wf_platform_release(&base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(attributes_of_a_host),
        WF_TEST(props_of_a_host),
        WF_TEST(a_host_becomes_an_entry_of_a_catalogue),
        WF_TEST(globs_and_their_order),
        WF_TEST(props_of_zones_reach_what_does_not_say_it_nearer),
        WF_TEST(a_nearer_override_wins),
        WF_TEST(links),
        WF_TEST(the_id_of_a_cluster_stands_for_its_hosts_and_links),
        WF_TEST(the_hosts_of_a_cluster_are_numbered_anew),
        WF_TEST(intensities_from_files),
        WF_TEST(several_at_once),
        WF_TEST(a_wrong_value_is_the_override_s_mistake),
        WF_TEST(an_unknown_prop_is_refused_wherever_it_stands),
        WF_TEST(what_no_longer_fits_the_file_is_reported_there),
        WF_TEST(what_an_override_does_not_fit_is_its_own_mistake),
        WF_TEST(names_are_the_file_s),
        WF_TEST(a_series_that_cannot_be_read_is_reported),
        WF_TEST(a_number_without_unit_is_warned_of_once),
        WF_TEST(what_meets_nothing_is_found),
        WF_TEST(a_derived_platform_is_no_base),
        WF_TEST(equal_hosts_still_share_a_class),
        WF_TEST(ten_thousand_leave_the_base_as_it_was),
        WF_TEST(the_copy_for_simgrid_says_the_same),
        WF_TEST(props_alone_need_no_copy),
    };
    if (!mkdtemp(folder))
        return 1;
    path = wf_format("%s/p.xml", folder);
    grid_path = wf_format("%s/grid.csv", folder);
    other_path = wf_format("%s/other.csv", folder);
    for (size_t i = 0; i < PROFILES; i++) {
        char *profile = wf_format("%s/%s", folder, profiles[i]);
        put(profile, "0 1\n");
        free(profile);
    }
    put(grid_path, series_text);
    put(other_path, series_text);
    int status = wf_suite_run("override", tests, sizeof tests / sizeof *tests);
    unlink(path);
    unlink(grid_path);
    unlink(other_path);
    for (size_t i = 0; i < PROFILES; i++) {
        char *profile = wf_format("%s/%s", folder, profiles[i]);
        unlink(profile);
        free(profile);
    }
    rmdir(folder);
    free(path);
    free(grid_path);
    free(other_path);
    return status;
}
