#include "account/tariff.h"

#include "suite.h"
#include <math.h>

/* Pstate 0 idles at 5 W, pstate 1 at 10 W. */
static const struct wf_watts watts[] = {{5, 6, 20}, {10, 11, 100}};

static struct wf_site site(void)
{
    struct wf_site site = {0};
    wf_props_defaults(wf_site_props, &site, NULL);
    return site;
}

static struct wf_host_class host_class(const struct wf_site *site)
{
    return (struct wf_host_class){.site = site, .watts = watts, .pstate_count = 2};
}

/* 2 W idle, 12 W at 1e3 B/s. */
static struct wf_link_class link_class(const struct wf_site *site)
{
    return (struct wf_link_class){
        .site = site, .idle_w = 2, .busy_w = 12, .bandwidth_byte_per_s = 1e3};
}

static void without_props_a_host_pays_what_is_metered(void)
{
    struct wf_site place = site();
    struct wf_host_class class = host_class(&place);
    struct wf_host_tariff tariff = wf_tariff_of_host(&class, false, 0);
    CHECK_CLOSE(tariff.site_factor, 1, 0);
    CHECK_CLOSE(tariff.cold_w, 5, 0);
    CHECK_CLOSE(tariff.unbilled_w, 0, 0);
    CHECK_CLOSE(tariff.storage_w_per_byte, 0, 0);
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 1000, 10), 1000, 0);
    CHECK_CLOSE(wf_tariff_site_j(&tariff, 1000, 10), 1000, 0);
}

/* Wall factor 1.3 and PUE 1.5; a quarter of 5 W of cold idle is billed. */
static void a_host_pays_what_it_adds_and_its_share_of_cold_idle(void)
{
    struct wf_site place = site();
    place.wall_factor = 1.3;
    place.pue_ratio = 1.5;
    place.attribution_ratio = 0.25;
    struct wf_host_class class = host_class(&place);
    struct wf_host_tariff tariff = wf_tariff_of_host(&class, false, 0);
    CHECK_CLOSE(tariff.unbilled_w, 0.75 * 5, 0);
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 1000, 10), 1.3 * (1000 - 0.75 * 5 * 10), 1e-15);
    CHECK_CLOSE(wf_tariff_site_j(&tariff, 1000, 10), 1.5 * 1.3 * (1000 - 0.75 * 5 * 10), 1e-15);
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 5 * 10, 10), 1.3 * 0.25 * 5 * 10, 1e-15);
}

/* Slope 1.3 and 8 W; a quarter of the base power 1.3 x 5 + 8 W is billed. */
static void the_wall_constant_is_part_of_the_base_power(void)
{
    struct wf_site place = site();
    place.wall_factor = 1.3;
    place.wall_constant_w = 8;
    place.pue_ratio = 1.5;
    place.attribution_ratio = 0.25;
    struct wf_host_class class = host_class(&place);
    struct wf_host_tariff tariff = wf_tariff_of_host(&class, false, 0);
    double wall_j = 1.3 * (1000 - 5 * 10) + 0.25 * (1.3 * 5 + 8) * 10;
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 1000, 10), wall_j, 1e-15);
    CHECK_CLOSE(wf_tariff_site_j(&tariff, 1000, 10), 1.5 * wall_j, 1e-15);
    tariff = wf_tariff_of_host(&class, true, 0);
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 1000, 10), 1.3 * 1000 + 8 * 10, 1e-15);
}

/* A fiftieth of a host of which half the waiting is billed: 0.01 of the base power 1.3 x 5 + 8 W.
 */
static void a_shared_host_pays_its_share_of_the_base(void)
{
    struct wf_site place = site();
    place.wall_factor = 1.3;
    place.wall_constant_w = 8;
    place.attribution_ratio = 0.5;
    place.share_ratio = 0.02;
    struct wf_host_class class = host_class(&place);
    struct wf_host_tariff tariff = wf_tariff_of_host(&class, false, 0);
    CHECK_CLOSE(tariff.base_ratio, 0.01, 1e-15);
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 1000, 10),
                1.3 * (1000 - 5 * 10) + 0.01 * (1.3 * 5 + 8) * 10, 1e-14);
    CHECK_CLOSE(wf_tariff_used_s(&tariff, 10, 4), 0.02 * (4 + 0.5 * 6), 1e-15);
    tariff = wf_tariff_of_host(&class, true, 0);
    CHECK_CLOSE(tariff.base_ratio, 1, 0);
    CHECK_CLOSE(wf_tariff_used_s(&tariff, 10, 4), 10, 0);
}

static void an_idle_host_without_attribution_costs_nothing(void)
{
    struct wf_site place = site();
    place.wall_factor = 1.3;
    place.attribution_ratio = 0;
    struct wf_host_class class = host_class(&place);
    struct wf_host_tariff tariff = wf_tariff_of_host(&class, false, 0);
    CHECK_CLOSE(wf_tariff_wall_j(&tariff, 5 * 10, 10), 0, 0);
    CHECK_CLOSE(wf_tariff_site_j(&tariff, 5 * 10, 10), 0, 0);
}

/* What phases cost adds up to what their sum costs: the formula is linear in joules and time. */
static void phases_are_billed_one_by_one_or_together(void)
{
    struct wf_site place = site();
    place.wall_factor = 1.1;
    place.attribution_ratio = 0.4;
    struct wf_host_class class = host_class(&place);
    struct wf_host_tariff tariff = wf_tariff_of_host(&class, false, 0);
    double apart = wf_tariff_wall_j(&tariff, 300, 4) + wf_tariff_wall_j(&tariff, 120, 9);
    CHECK_CLOSE(apart, wf_tariff_wall_j(&tariff, 300 + 120, 4 + 9), 1e-15);
}

static void cold_idle_is_that_of_the_cold_pstate(void)
{
    struct wf_site place = site();
    place.cold_pstate = 1;
    struct wf_host_class class = host_class(&place);
    CHECK_CLOSE(wf_tariff_of_host(&class, false, 0).cold_w, 10, 0);
}

static void the_whole_platform_pays_all_base_watts(void)
{
    struct wf_site place = site();
    place.attribution_ratio = 0.25;
    struct wf_host_class host = host_class(&place);
    struct wf_link_class link = link_class(&place);
    struct wf_host_tariff host_tariff = wf_tariff_of_host(&host, true, 0);
    CHECK_CLOSE(host_tariff.unbilled_w, 0, 0);
    CU_ASSERT(host_tariff.whole_platform);
    struct wf_link_tariff link_tariff = wf_tariff_of_link(&link, true, 0);
    CHECK_CLOSE(wf_tariff_base_j(&link_tariff, 100), 2 * 100, 0);
    CU_ASSERT(link_tariff.whole_platform);
}

/* 3 W a TB. */
static void kept_data_costs_watts_a_byte(void)
{
    struct wf_site place = site();
    place.storage_w_per_tb = 3;
    place.pue_ratio = 2; /* not in it: at the wall */
    struct wf_host_class class = host_class(&place);
    CHECK_CLOSE(wf_tariff_of_host(&class, false, 0).storage_w_per_byte * 2e12, 6, 1e-15);
}

/* Half the base watts; bytes in proportion to the time they would take at full bandwidth. */
static void a_link_pays_its_bytes_and_its_share_of_the_base(void)
{
    struct wf_site place = site();
    place.attribution_ratio = 0.5;
    place.pue_ratio = 1.5;
    struct wf_link_class class = link_class(&place);
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    CU_ASSERT(tariff.has_range && tariff.has_watts);
    CHECK_CLOSE(wf_tariff_bytes_j(&tariff, 3e3), (12 - 2) * 3e3 / 1e3, 0);
    CHECK_CLOSE(wf_tariff_base_j(&tariff, 100), 0.5 * 2 * 100, 0);
    CHECK_CLOSE(wf_tariff_bytes_j(&tariff, 0), 0, 0);
    CHECK_CLOSE(tariff.pue_ratio, 1.5, 0);
}

static void a_link_shared_by_many_pays_no_base(void)
{
    struct wf_site place = site();
    place.shared_by_many = WF_YES;
    struct wf_link_class class = link_class(&place);
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    CHECK_CLOSE(wf_tariff_base_j(&tariff, 100), 0, 0);
    CHECK_CLOSE(wf_tariff_bytes_j(&tariff, 3e3), 30, 0);
}

static void a_link_without_watts_costs_nothing(void)
{
    struct wf_site place = site();
    struct wf_link_class class = link_class(&place);
    class.idle_w = class.busy_w = NAN;
    const struct wf_link_class *classes[] = {&class, NULL};
    for (size_t i = 0; i < 2; i++) {
        struct wf_link_tariff tariff = wf_tariff_of_link(classes[i], false, 0);
        CU_ASSERT(!tariff.has_range && !tariff.has_watts);
        CU_ASSERT(!wf_link_has_watts(classes[i]));
        CHECK_CLOSE(wf_tariff_bytes_j(&tariff, 3e3), 0, 0);
        CHECK_CLOSE(wf_tariff_base_j(&tariff, 100), 0, 0);
        CHECK_CLOSE(wf_tariff_radio_j(&tariff, 100, 100), 0, 0);
        CHECK_CLOSE(tariff.pue_ratio, 1, 0);
    }
}

/* 2 W on the air, 0.5 W in the tail; a tail alone is a radio too. */
static void a_radio_pays_airtime_and_tail(void)
{
    struct wf_site place = site();
    place.tail_w = 0.5;
    struct wf_link_class class = link_class(&place);
    class.idle_w = class.busy_w = NAN;
    struct wf_link_tariff tail = wf_tariff_of_link(&class, false, 0);
    CU_ASSERT(!tail.has_range && tail.has_watts);
    CHECK_CLOSE(wf_tariff_radio_j(&tail, 10, 4), 0.5 * 4, 0);
    place.airtime_w = 2;
    struct wf_link_tariff both = wf_tariff_of_link(&class, false, 0);
    CHECK_CLOSE(wf_tariff_radio_j(&both, 10, 4), 2 * 10 + 0.5 * 4, 0);
    CU_ASSERT(wf_link_has_watts(&class));
}

static const struct wf_test tests[] = {
    WF_TEST(without_props_a_host_pays_what_is_metered),
    WF_TEST(a_host_pays_what_it_adds_and_its_share_of_cold_idle),
    WF_TEST(the_wall_constant_is_part_of_the_base_power),
    WF_TEST(a_shared_host_pays_its_share_of_the_base),
    WF_TEST(an_idle_host_without_attribution_costs_nothing),
    WF_TEST(phases_are_billed_one_by_one_or_together),
    WF_TEST(cold_idle_is_that_of_the_cold_pstate),
    WF_TEST(the_whole_platform_pays_all_base_watts),
    WF_TEST(kept_data_costs_watts_a_byte),
    WF_TEST(a_link_pays_its_bytes_and_its_share_of_the_base),
    WF_TEST(a_link_shared_by_many_pays_no_base),
    WF_TEST(a_link_without_watts_costs_nothing),
    WF_TEST(a_radio_pays_airtime_and_tail),
};

int main(void)
{
    return wf_suite_run("tariff", tests, sizeof tests / sizeof tests[0]);
}
