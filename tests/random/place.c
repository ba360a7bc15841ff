#include "place.h"

#include "platform/site.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const crossing_names[CROSSINGS] = {"private links",    "a fatpipe",
                                               "a wide link",      "one shared link",
                                               "different shared", "a shared backbone"};

const char place_series[] = "time,later,carbon_intensity,other,gaps\n"
                            "2024-01-01T00:00:00Z,2023-12-31T23:00:00Z,300,600,300\n"
                            "2024-01-01T00:00:07Z,2024-01-01T00:30:00Z,450,500,\n"
                            "2024-01-01T00:02:00Z,2024-01-01T02:00:00Z,200,550,200\n"
                            "2024-01-01T06:00:00Z,2024-01-01T06:00:00Z,250,650,250\n"
                            "2024-01-01T12:00:00Z,2024-01-01T12:00:00Z,90,810,\n"
                            "2024-01-02T00:00:00Z,2024-01-02T00:00:00Z,350,550,350\n"
                            "2024-01-03T00:00:00Z,2024-01-03T00:00:00Z,330,570,330\n"
                            "2024-01-09T00:00:00Z,2024-01-09T00:00:00Z,310,590,310\n";

const char place_trace[] = "host,from,until,charging\n"
                           "d-0,1,3,no\nd-0,5.5,1e6,yes\nd-1,0,1e6,no\nd-2,2,20,no\n"
                           "d-2,20.25,1e6,yes\nd-3,0,4,yes\nd-3,7,1e6,no\n*,0,1e6,yes\n";

const char place_profile[] = "0 0.5\n10 1\n20 1\n";

static const struct {
    const char *name;
    int speed_mf, idle_w, busy_w;
    bool leads; /* others send to it */
} fixed_hosts[] = {
    {"hub", 2000, 40, 210, true},   {"desk", 900, 6, 30, false},    {"gate-0", 800, 9, 20, true},
    {"gate-1", 700, 8, 19, true},   {"node-0", 1500, 20, 90, true}, {"node-1", 1400, 21, 80, true},
    {"node-2", 1300, 22, 85, true},
};
enum { FIXED = sizeof fixed_hosts / sizeof *fixed_hosts };

void place_draw(struct place *place, struct wf_random *random)
{
    static const enum crossing weighted[] = {
        CROSS_NOTHING, CROSS_NOTHING, CROSS_NOTHING, CROSS_NOTHING,   CROSS_FATPIPE,
        CROSS_FATPIPE, CROSS_WIDE,    CROSS_WIDE,    CROSS_NARROW,    CROSS_NARROW,
        CROSS_NARROW,  CROSS_NARROW,  CROSS_NARROW,  CROSS_DIFFERENT, CROSS_BACKBONE};
    *place = (struct place){.sets = {.owner = "host"}};
    place->crossing = weighted[wf_random_below(random, sizeof weighted / sizeof *weighted)];
    place->devices =
        draw_chance(random, 0.1) ? draw_whole(random, 8, 24) : draw_whole(random, 1, 7);
    place->full = place->crossing == CROSS_DIFFERENT || draw_chance(random, 0.3);
    if (place->crossing == CROSS_BACKBONE)
        place->full = false;
    place->one_link = draw_chance(random, 0.15);
    place->duplex = place->one_link && place->full && draw_chance(random, 0.5);
    place->wire = place->crossing == CROSS_NARROW && place->full && draw_chance(random, 0.5);
    place->narrow[0] = draw_chance(random, 0.7);
    place->narrow[1] = !place->narrow[0] || draw_chance(random, 0.7);
    place->equal_hosts = draw_chance(random, 0.35);
    place->equal_links = draw_chance(random, 0.35);
    place->profiled = draw_chance(random, 0.03);
    place->radios = draw_chance(random, 0.25);
    place->series = draw_chance(random, 0.35);
    place->batteries = draw_chance(random, 0.2);
    place->cores = draw_chance(random, 0.2);
    place->equal_gates = place->equal_links && draw_chance(random, 0.7);
}

/* ---- hosts ---- */

static bool print_host(struct place *place, struct wf_random *random, const char *name,
                       int speed_mf, int idle_w, int busy_w, double density, struct wf_buffer *out)
{
    struct given given = {.owner = "host"};
    bool device = name[0] == 'd' && name[1] == '-';
    bool ok = given_draw(&given, random, wf_site_props, WF_ON_HOST, "host.d-*", density);
    if (device && place->batteries && draw_chance(random, 0.8)) {
        given_set(&given, random, "battery", "20~200 J");
        given_set(&given, random, "charging_wattage", "0~20 W");
    }
    if (draw_chance(random, 0.1)) { /* between idle and half of full load */
        char *watts = wf_format("model:1:%d,model:100:%d", idle_w + 1, busy_w / 2 + 1);
        given_set(&given, random, "speed_by_batch", "model:1:1Gf,model:100:2Gf");
        given_set(&given, random, "wattage_by_batch", watts);
        free(watts);
    }
    wf_buffer_printf(out, "<host id='%s' core='", name);
    draw_text(random, place->cores ? "1|2|4" : "1", out);
    wf_buffer_printf(out,
                     "' speed='%dMf,%dMf,%dMf'>"
                     "<prop id='wattage_per_state' value='%d:%d:%d,%d.5:%d.5:%d,%d.7:%d.7:%d'/>",
                     speed_mf, speed_mf * 4 / 5, speed_mf / 2, idle_w, idle_w, busy_w, idle_w,
                     idle_w, busy_w * 3 / 4 + 1, idle_w, idle_w, busy_w / 2 + 2);
    given_print(&given, out);
    wf_buffer_printf(out, "</host>\n");
    if (given.sets.length)
        wf_buffer_add(&place->sets.sets, given.sets.text, given.sets.length);
    given_release(&given);
    return ok;
}

static bool print_hosts(struct place *place, struct wf_random *random, struct wf_buffer *out)
{
    double density = draw_chance(random, 0.5) ? 0 : wf_random_uniform(random, 0, 0.12);
    bool equal = place->equal_hosts, ok = true;
    for (int i = 0; i < FIXED; i++) {
        bool again = place->equal_gates && !strcmp(fixed_hosts[i].name, "gate-1");
        ok &= print_host(place, random, fixed_hosts[i].name, fixed_hosts[i - again].speed_mf,
                         fixed_hosts[i].idle_w, fixed_hosts[i].busy_w, density, out);
    }
    int speed = (int)draw_whole(random, 300, 1200);
    for (uint32_t i = 0; i < place->devices; i++) {
        char name[16];
        snprintf(name, sizeof name, "d-%u", i);
        ok &= print_host(place, random, name, equal ? speed : (int)draw_whole(random, 300, 1200), 2,
                         8 + (int)(i % 3), equal ? 0 : density, out);
    }
    return ok;
}

/* ---- links ---- */

static bool print_link(struct place *place, struct wf_random *random, const char *name,
                       double bandwidth_kbps, double latency_ms, const char *policy, double density,
                       struct wf_buffer *out)
{
    struct given given = {.owner = "link"};
    bool ok = given_draw(&given, random, wf_site_props, WF_ON_LINK, "link.*", density);
    if (place->radios && draw_chance(random, 0.7)) {
        given_set(&given, random, "tail", "0.1~10.0 s|1~9 s");
        given_set(&given, random, "tail_wattage", "0.1~2.0 W");
        given_set(&given, random, "airtime_wattage", "0.0~2.0 W");
    }
    wf_buffer_printf(out, "<link id='%s' bandwidth='%.9gkBps' latency='%.9gms' sharing_policy='%s'",
                     name, bandwidth_kbps, latency_ms, policy);
    if (place->profiled && !strncmp(name, "d-0", 3))
        wf_buffer_printf(out, " bandwidth_file='profile.txt'");
    wf_buffer_printf(out, ">");
    if (draw_chance(random, 0.7))
        wf_buffer_printf(out, "<prop id='wattage_range' value='0.%u:%u'/>",
                         draw_whole(random, 0, 9), draw_whole(random, 1, 4));
    given_print(&given, out);
    wf_buffer_printf(out, "</link>\n");
    given_release(&given);
    return ok;
}

/* Do hosts that others send to have links of their own? Where devices alone have some, no two
 * devices meet. */
static bool leader_has_links(const struct place *place, const char *name)
{
    return place->crossing != CROSS_NOTHING || strcmp(name, "hub") != 0;
}

struct network {
    double bandwidth_kbps, latency_ms; /* of equal devices */
    bool equal, instant;
    double density;
};

static const char *policy_of(const struct place *place, bool leads)
{
    if (leads &&
        (place->wire || place->crossing == CROSS_FATPIPE || place->crossing == CROSS_NOTHING))
        return "FATPIPE";
    return place->duplex ? "SPLITDUPLEX" : "SHARED";
}

/* Of a link of a leader, up (0) or down (1). */
static double leader_kbps(const struct place *place, struct wf_random *random, int side)
{
    bool narrow = place->crossing == CROSS_NARROW && !place->wire && place->narrow[side];
    return narrow ? wf_random_uniform(random, 200, 9000) : 2e6;
}

static bool print_pair(struct place *place, struct wf_random *random, const struct network *network,
                       const char *name, bool leads, struct wf_buffer *out)
{
    double bandwidth =
        network->equal ? network->bandwidth_kbps : wf_random_uniform(random, 100, 4000);
    double latency = network->instant ? 0
                     : network->equal ? network->latency_ms
                                      : wf_random_uniform(random, 0.1, 60);
    char link[32];
    const char *policy = policy_of(place, leads);
    snprintf(link, sizeof link, "%s-%s", name, place->one_link ? "both" : "up");
    bool ok = print_link(place, random, link, leads ? leader_kbps(place, random, 0) : bandwidth,
                         latency, policy, network->density, out);
    if (place->one_link)
        return ok;
    snprintf(link, sizeof link, "%s-down", name);
    double down = leads ? leader_kbps(place, random, 1) : bandwidth * (network->equal ? 2 : 1.5);
    return print_link(place, random, link, down, latency, policy, network->density, out) && ok;
}

/* ---- zones ---- */

static void host_name(uint32_t index, char name[16])
{
    if (index < FIXED)
        snprintf(name, 16, "%s", fixed_hosts[index].name);
    else
        snprintf(name, 16, "d-%u", index - FIXED);
}

static void print_ends(const struct place *place, struct wf_buffer *out)
{
    for (uint32_t i = 0; i < FIXED + place->devices; i++) {
        char name[16];
        host_name(i, name);
        if (i < FIXED && !leader_has_links(place, name))
            continue;
        wf_buffer_printf(out, "<host_link id='%s' up='%s-%s' down='%s-%s'/>\n", name, name,
                         place->one_link ? "both" : "up", name, place->one_link ? "both" : "down");
    }
    if (place->crossing == CROSS_BACKBONE)
        wf_buffer_printf(out, "<backbone id='spine' bandwidth='900kBps' latency='2ms'/>\n");
}

static bool leads(const char *name)
{
    for (int i = 0; i < FIXED; i++)
        if (!strcmp(fixed_hosts[i].name, name))
            return fixed_hosts[i].leads;
    return false;
}

/* The links of a host on a route. */
static void print_end(const struct place *place, const char *name, const char *side,
                      struct wf_buffer *out)
{
    bool split = place->duplex && strcmp(policy_of(place, leads(name)), "FATPIPE") != 0;
    if (leader_has_links(place, name))
        wf_buffer_printf(out, "<link_ctn id='%s-%s'%s/>", name, place->one_link ? "both" : side,
                         !split           ? ""
                         : side[0] == 'u' ? " direction='UP'"
                                          : " direction='DOWN'");
}

/* Shared wires that devices cross: one for all; or even ones a, odd ones b, those that 3 divides
 * both. */
static void print_wires(const struct place *place, uint32_t from, uint32_t to,
                        struct wf_buffer *out)
{
    uint32_t device = from >= FIXED ? from - FIXED : to - FIXED;
    if ((from < FIXED) == (to < FIXED))
        return;
    if (place->wire)
        wf_buffer_printf(out, "<link_ctn id='wire-a'/>");
    if (place->crossing != CROSS_DIFFERENT)
        return;
    if (device % 2 == 0 || device % 3 == 0)
        wf_buffer_printf(out, "<link_ctn id='wire-a'/>");
    if (device % 2 == 1 || device % 3 == 0)
        wf_buffer_printf(out, "<link_ctn id='wire-b'/>");
}

static void print_routes(const struct place *place, struct wf_buffer *out)
{
    uint32_t count = FIXED + place->devices;
    char from[16], to[16];
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < count; k++) {
            host_name(i, from);
            host_name(k, to);
            if (i == k)
                continue;
            wf_buffer_printf(out, "<route src='%s' dst='%s' symmetrical='NO'>", from, to);
            print_end(place, from, "up", out);
            print_wires(place, i, k, out);
            if (!(place->one_link && !strcmp(from, to)))
                print_end(place, to, "down", out);
            wf_buffer_printf(out, "</route>\n");
        }
    }
}

static bool print_network(struct place *place, struct wf_random *random, struct wf_buffer *out)
{
    struct network network = {.bandwidth_kbps = draw_whole(random, 200, 3000),
                              .latency_ms = draw_whole(random, 1, 40),
                              .equal = place->equal_links,
                              .instant = draw_chance(random, 0.1),
                              .density = draw_chance(random, 0.6) ? 0 : 0.06};
    bool ok = true;
    for (uint32_t i = 0; i < FIXED + place->devices; i++) {
        char name[16];
        host_name(i, name);
        if (i >= FIXED || leader_has_links(place, name))
            ok &= print_pair(place, random, &network, name, i < FIXED && fixed_hosts[i].leads, out);
    }
    int wires = place->crossing == CROSS_DIFFERENT ? 2 : place->wire ? 1 : 0;
    for (int i = 0; i < wires; i++)
        ok &= print_link(place, random, i ? "wire-b" : "wire-a",
                         wf_random_uniform(random, 300, 3000), 3, "SHARED", 0, out);
    return ok;
}

bool place_print(struct place *place, struct wf_random *random, struct wf_buffer *out)
{
    struct given zone = {.owner = "zone"};
    wf_buffer_printf(out,
                     "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM "
                     "\"https://simgrid.org/simgrid.dtd\">\n<platform version='4.1'>\n"
                     "<zone id='world' routing='%s'>",
                     place->full ? "Full" : "Cluster");
    if (place->series) {
        given_set(&zone, random, "carbon_intensity", "series.csv");
        given_set(&zone, random, "carbon_value", "carbon_intensity|other");
    }
    bool ok = given_draw(&zone, random, wf_site_props, WF_ON_ZONE, "zone.*",
                         draw_chance(random, 0.6) ? 0 : 0.05);
    given_print(&zone, out);
    wf_buffer_printf(out, "<prop id='accelerators' value='4'/>"
                          "<prop id='intra_bandwidth' value='20 MBps'/>");
    if (zone.sets.length)
        wf_buffer_add(&place->sets.sets, zone.sets.text, zone.sets.length);
    given_release(&zone);
    wf_buffer_printf(out, "\n");
    ok &= print_hosts(place, random, out);
    ok &= print_network(place, random, out);
    if (place->full)
        print_routes(place, out);
    else
        print_ends(place, out);
    wf_buffer_printf(out, "</zone>\n</platform>\n");
    return ok;
}
