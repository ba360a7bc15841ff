#include "fleet/draw.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A fleet of this text, which must be right. */
static struct wf_fleet load(const char *inside, const struct wf_overrides *overrides)
{
    char path[] = "/tmp/wf-fleet-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fprintf(file, "<?xml version=\"1.0\"?>\n<fleet version=\"1\">\n%s</fleet>\n", inside);
    fclose(file);
    struct wf_fleet fleet;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_fleet_load(path, overrides, NULL, &fleet, &diag, &err), 0);
    for (size_t i = 0; i < diag.count; i++)
        CHECK_TEXT(diag.entries[i].text, NULL);
    wf_diag_release(&diag);
    unlink(path);
    return fleet;
}

#define SITES                                                                                      \
    "<region id=\"north\" share=\"3\"/><region id=\"south\" share=\"1\"/>"                         \
    "<access id=\"cable\" share=\"60 %\" up=\"20 Mbps\" down=\"100 Mbps\" latency=\"5 ms\"/>"      \
    "<access id=\"radio\" share=\"40 %\" up=\"lognormal(8 Mbps, 0.5)\""                            \
    " down=\"uniform(10 Mbps, 30 Mbps)\" latency=\"normal(40 ms, 8 ms)\"/>"
#define PHONES(count)                                                                              \
    "<class id=\"phone\" count=\"" count "\" speed=\"2Gf,1Gf\""                                    \
    " speed_factor=\"lognormal(1, 0.25)\" watts_factor=\"uniform(0.8, 1.2)\">"                     \
    "<prop id=\"wattage_per_state\" value=\"1:1:4,1:1:3\"/></class>"

static void check_same(const struct wf_fleet_device *a, const struct wf_fleet_device *b)
{
    CU_ASSERT_EQUAL(a->number, b->number);
    CU_ASSERT_EQUAL(a->region, b->region);
    CU_ASSERT_EQUAL(a->access, b->access);
    CHECK_CLOSE(a->speed_factor, b->speed_factor, 0);
    CHECK_CLOSE(a->watts_factor, b->watts_factor, 0);
    CHECK_CLOSE(a->up_byte_per_s, b->up_byte_per_s, 0);
    CHECK_CLOSE(a->down_byte_per_s, b->down_byte_per_s, 0);
    CHECK_CLOSE(a->latency_s, b->latency_s, 0);
}

static void a_device_does_not_depend_on_the_count_nor_on_the_order_of_draws(void)
{
    struct wf_fleet small = load(SITES PHONES("100"), NULL);
    struct wf_fleet large =
        load(PHONES("4e9") "<class id=\"a\" count=\"7\" speed=\"1Gf\"/>" SITES, NULL);
    struct wf_fleet_device one, other;
    CU_ASSERT_EQUAL(large.device_count, 4000000007);
    for (uint64_t i = 0; i < 100; i++) {
        wf_fleet_draw(&small, 99 - i, &one);
        wf_fleet_draw(&large, 7 + 99 - i, &other);
        CU_ASSERT_EQUAL(large.classes[other.class].element.id[0], 'p');
        check_same(&one, &other);
    }
    wf_fleet_draw(&large, 4000000006, &other);
    CU_ASSERT_EQUAL(other.number, 3999999999);
    wf_fleet_release(&small);
    wf_fleet_release(&large);
}

static void another_distribution_of_one_figure_changes_no_other(void)
{
    struct wf_overrides set = {0};
    struct wf_err err = {0};
    wf_overrides_add(&set, "access.radio.up=gamma(2, 1 Mbps)", &err);
    wf_overrides_add(&set, "class.phone.speed_factor=1", &err);
    struct wf_fleet plain = load(SITES PHONES("50"), NULL),
                    changed = load(SITES PHONES("50"), &set);
    uint32_t differ = 0;
    for (uint64_t i = 0; i < 50; i++) {
        struct wf_fleet_device one, other;
        wf_fleet_draw(&plain, i, &one);
        wf_fleet_draw(&changed, i, &other);
        differ += one.up_byte_per_s != other.up_byte_per_s;
        CHECK_CLOSE(other.speed_factor, 1, 0);
        other.up_byte_per_s = one.up_byte_per_s;
        other.speed_factor = one.speed_factor;
        check_same(&one, &other);
    }
    CU_ASSERT(differ > 10);
    wf_overrides_release(&set);
    wf_fleet_release(&plain);
    wf_fleet_release(&changed);
}

static void another_seed_gives_other_devices(void)
{
    struct wf_overrides set = {0};
    struct wf_err err = {0};
    wf_overrides_add(&set, "fleet.seed=2", &err);
    struct wf_fleet one = load(SITES PHONES("50"), NULL), two = load(SITES PHONES("50"), &set);
    for (uint64_t i = 0; i < 50; i++) {
        struct wf_fleet_device a, b;
        wf_fleet_draw(&one, i, &a);
        wf_fleet_draw(&two, i, &b);
        CU_ASSERT_NOT_EQUAL(a.speed_factor, b.speed_factor);
    }
    wf_overrides_release(&set);
    wf_fleet_release(&one);
    wf_fleet_release(&two);
}

/* Means over 200,000 devices, each within five standard errors. Shares 3:1 and 60 %. A lognormal of
 * median 1, sigma 0.25: mean of the logarithm 0, deviation 0.25. Uniform 0.8 to 1.2: mean 1,
 * deviation 0.4 / sqrt(12). Normal 40 ms, 8 ms: five sigma from 0, so that nothing is drawn again.
 */
static void draws_have_the_moments_of_their_distributions(void)
{
    enum { DEVICES = 200000 };
    struct wf_fleet fleet = load(SITES PHONES("2e5"), NULL);
    double north = 0, radio = 0, speed = 0, speed_2 = 0, watts = 0, latency = 0, latency_2 = 0;
    double up = 0, product = 0;
    for (uint64_t i = 0; i < DEVICES; i++) {
        struct wf_fleet_device device;
        wf_fleet_draw(&fleet, i, &device);
        north += !strcmp(fleet.regions[device.region].element.id, "north");
        speed += log(device.speed_factor);
        speed_2 += log(device.speed_factor) * log(device.speed_factor);
        watts += device.watts_factor;
        product += log(device.speed_factor) * (device.watts_factor - 1);
        if (strcmp(fleet.accesses[device.access].element.id, "radio") != 0)
            continue;
        radio++;
        up += log(device.up_byte_per_s / 1e6);
        latency += device.latency_s;
        latency_2 += device.latency_s * device.latency_s;
    }
    double root = sqrt(DEVICES);
    CHECK_CLOSE(north / DEVICES, 0.75, 5 * sqrt(0.75 * 0.25) / root / 0.75);
    CHECK_CLOSE(radio / DEVICES, 0.4, 5 * sqrt(0.4 * 0.6) / root / 0.4);
    CU_ASSERT(fabs(speed / DEVICES) < 5 * 0.25 / root);
    CHECK_CLOSE(sqrt(speed_2 / DEVICES), 0.25, 5 / sqrt(2) / root);
    CHECK_CLOSE(watts / DEVICES, 1, 5 * 0.4 / sqrt(12) / root);
    CU_ASSERT(fabs(up / radio) < 5 * 0.5 / sqrt(radio));
    CHECK_CLOSE(latency / radio, 0.04, 5 * 0.2 / sqrt(radio));
    CHECK_CLOSE(sqrt(latency_2 / radio - latency / radio * latency / radio), 0.008,
                5 / sqrt(2 * radio));
    /* speed and watts are independent */
    CU_ASSERT(fabs(product / DEVICES) < 5 * 0.25 * 0.4 / sqrt(12) / root);
    wf_fleet_release(&fleet);
}

static void speeds_and_watts_are_those_of_the_class_times_the_factors(void)
{
    struct wf_fleet fleet = load(SITES PHONES("9"), NULL);
    struct wf_fleet_device device;
    wf_fleet_draw(&fleet, 3, &device);
    CHECK_CLOSE(wf_fleet_speed(&fleet, &device, 0), 2e9 * device.speed_factor, 0);
    CHECK_CLOSE(wf_fleet_speed(&fleet, &device, 1), 1e9 * device.speed_factor, 0);
    CHECK_CLOSE(wf_fleet_watts(&fleet, &device, 0).all_cores_w, 4 * device.watts_factor, 0);
    CHECK_CLOSE(wf_fleet_watts(&fleet, &device, 1).idle_w, device.watts_factor, 0);
    wf_fleet_release(&fleet);
}

/* a-0 .. stand before a1-0 .., because '-' comes before '1'; gateways are dealt out in turn. */
static void classes_stand_in_natural_order_and_members_in_turn_behind_gateways(void)
{
    struct wf_fleet fleet = load("<access id=\"lan\" up=\"1 Gbps\" down=\"1 Gbps\"/>"
                                 "<class id=\"b\" gateway=\"g\" members=\"4\" speed=\"1Gf\"/>"
                                 "<class id=\"a1\" count=\"2\" speed=\"1Gf\" access=\"none\"/>"
                                 "<class id=\"g\" count=\"3\" speed=\"1Gf\"/>"
                                 "<class id=\"a\" count=\"5\" speed=\"1Gf\"/>",
                                 NULL);
    static const char *const names[] = {"a-0", "a-4", "a1-0", "a1-1", "b-0", "b-11", "g-0", "g-2"};
    static const uint64_t indices[] = {0, 4, 5, 6, 7, 18, 19, 21};
    char name[128];
    CU_ASSERT_EQUAL(fleet.device_count, 22);
    for (size_t i = 0; i < 8; i++) {
        struct wf_fleet_device device;
        uint64_t found;
        wf_fleet_draw(&fleet, indices[i], &device);
        CHECK_TEXT(wf_fleet_name(&fleet, &device, name, sizeof name), names[i]);
        CU_ASSERT(wf_fleet_find(&fleet, names[i], &found) && found == indices[i]);
        CU_ASSERT_EQUAL(device.access == WF_FLEET_NONE, i == 2 || i == 3);
        CU_ASSERT_EQUAL(device.gateway, i == 4 ? 0 : i == 5 ? 2 : UINT64_MAX);
    }
    uint64_t found;
    CU_ASSERT_FALSE(wf_fleet_find(&fleet, "a-5", &found));
    CU_ASSERT_FALSE(wf_fleet_find(&fleet, "a-01", &found));
    CU_ASSERT_FALSE(wf_fleet_find(&fleet, "a-", &found));
    CU_ASSERT_FALSE(wf_fleet_find(&fleet, "c-0", &found));
    wf_fleet_release(&fleet);
}

static const struct wf_test tests[] = {
    WF_TEST(a_device_does_not_depend_on_the_count_nor_on_the_order_of_draws),
    WF_TEST(another_distribution_of_one_figure_changes_no_other),
    WF_TEST(another_seed_gives_other_devices),
    WF_TEST(draws_have_the_moments_of_their_distributions),
    WF_TEST(speeds_and_watts_are_those_of_the_class_times_the_factors),
    WF_TEST(classes_stand_in_natural_order_and_members_in_turn_behind_gateways),
};

int main(void)
{
    return wf_suite_run("fleet.draw", tests, sizeof tests / sizeof *tests);
}
