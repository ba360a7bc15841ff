#include "account/tariff_set.h"

#include "suite.h"
#include <math.h>

enum { MANY = 1000 };

static struct wf_site site(void)
{
    struct wf_site site = {0};
    wf_props_defaults(wf_site_props, &site, NULL);
    return site;
}

static void equal_links_share_a_tariff(void)
{
    struct wf_tariff_set set;
    struct wf_platform platform = {0};
    struct wf_site place = site();
    struct wf_link_class up = {
        .site = &place, .idle_w = 2, .busy_w = 12, .bandwidth_byte_per_s = 1e3};
    struct wf_link_class down = up;
    down.bandwidth_byte_per_s = 4e3;
    wf_tariff_set_init(&set);
    const struct wf_link_tariff *first = wf_tariff_set_link(&set, &platform, &up, WF_NETWORK_VIEWS);
    const struct wf_link_tariff *other =
        wf_tariff_set_link(&set, &platform, &down, WF_NETWORK_VIEWS);
    CU_ASSERT_PTR_EQUAL(wf_tariff_set_link(&set, &platform, &up, WF_NETWORK_VIEWS), first);
    CU_ASSERT_PTR_EQUAL(wf_tariff_set_link(&set, &platform, &down, WF_NETWORK_VIEWS), other);
    CU_ASSERT_PTR_EQUAL(first->class, &up);
    CHECK_CLOSE(first->dynamic_w, 12 - 2, 0);
    CHECK_CLOSE(first->bandwidth_byte_per_s, 1e3, 0);
    CHECK_CLOSE(other->bandwidth_byte_per_s, 4e3, 0);
    wf_tariff_set_release(&set);
}

/* Of a link that SimGrid made up there is no class: no watts, and no share of base watts to pay. */
static void links_without_a_class_share_one_too(void)
{
    struct wf_tariff_set set;
    struct wf_platform platform = {0};
    wf_tariff_set_init(&set);
    const struct wf_link_tariff *none = wf_tariff_set_link(&set, &platform, NULL, 0);
    CU_ASSERT_PTR_NULL(none->class);
    CU_ASSERT(!none->has_watts);
    CU_ASSERT_PTR_EQUAL(wf_tariff_set_link(&set, &platform, NULL, 0), none);
    wf_tariff_set_release(&set);
}

/* What a class of network costs depends on the view: 4g in view marginal, 4 W, 2 and 1 J/B. */
static void a_tariff_has_what_its_network_costs(void)
{
    struct wf_tariff_set set;
    struct wf_networks networks = {0};
    struct wf_platform platform = {.networks = &networks};
    struct wf_site place = site();
    place.network_class = WF_NETWORK_4G;
    struct wf_network_values *values = &networks.items[WF_NETWORK_4G][WF_VIEW_MARGINAL].values;
    values->active_w = 4;
    values->access_j_per_byte = 2;
    values->core_j_per_byte = 1;
    struct wf_link_class class = {.site = &place, .idle_w = NAN, .busy_w = NAN};
    wf_tariff_set_init(&set);
    const struct wf_link_tariff *tariff =
        wf_tariff_set_link(&set, &platform, &class, WF_VIEW_MARGINAL);
    CHECK_CLOSE(tariff->network.active_w, 4, 0);
    CHECK_CLOSE(tariff->network.access_j_per_byte, 2, 0);
    CHECK_CLOSE(tariff->network.core_j_per_byte, 1, 0);
    wf_tariff_set_release(&set);
}

static void a_tariff_stays_where_it_is(void)
{
    static struct wf_link_class classes[MANY];
    const struct wf_link_tariff *tariffs[MANY];
    struct wf_tariff_set set;
    struct wf_platform platform = {0};
    struct wf_site place = site();
    wf_tariff_set_init(&set);
    for (int i = 0; i < MANY; i++) {
        classes[i] = (struct wf_link_class){
            .site = &place, .idle_w = 1, .busy_w = 1 + i, .bandwidth_byte_per_s = 1};
        tariffs[i] = wf_tariff_set_link(&set, &platform, &classes[i], WF_NETWORK_VIEWS);
    }
    for (int i = 0; i < MANY; i++) {
        CU_ASSERT_PTR_EQUAL(wf_tariff_set_link(&set, &platform, &classes[i], WF_NETWORK_VIEWS),
                            tariffs[i]);
        CHECK_CLOSE(tariffs[i]->dynamic_w, i, 0);
    }
    CU_ASSERT_EQUAL(set.count, MANY);
    wf_tariff_set_release(&set);
}

static const struct wf_test tests[] = {
    WF_TEST(equal_links_share_a_tariff),
    WF_TEST(links_without_a_class_share_one_too),
    WF_TEST(a_tariff_has_what_its_network_costs),
    WF_TEST(a_tariff_stays_where_it_is),
};

int main(void)
{
    return wf_suite_run("tariff_set", tests, sizeof tests / sizeof tests[0]);
}
