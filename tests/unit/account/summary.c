#include "account/summary.h"
#include "scene.h"

static void summarise(struct scene *scene, struct wf_summary *summary)
{
    wf_summary_make(&scene->scenario, &scene->outcome, summary, &scene->diag);
}

/* The server 800 J, the phone 28 J, the link 18 J. */
static void parts_sum_to_the_whole(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene.server_site.pue_ratio = 2;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.host_energy_j, 828, 0);
    CHECK_CLOSE(summary.link_energy_j, 18, 0);
    CHECK_CLOSE(summary.energy_j, 2 * 800 + 28 + 18, 0);
    CHECK_CLOSE(summary.phase_j[WF_PHASE_AGGREGATE], 2 * 500, 0);
    CHECK_CLOSE(summary.phase_j[WF_PHASE_WAIT], 2 * 300 + 10, 0);
    CHECK_CLOSE(summary.phase_j[WF_PHASE_COMPUTE], 24, 0);
    CHECK_CLOSE(summary.phase_j[WF_PHASE_UPLOAD], 4 + 6, 0);
    CHECK_CLOSE(summary.phase_j[WF_PHASE_DOWNLOAD], 2, 0);
    wf_summary_release(&summary);
    scene_release(&scene);
}

static void check_kind(const struct wf_summary *summary, size_t index, const char *name,
                       double energy_j, uint32_t count)
{
    CU_ASSERT_FATAL(index < summary->kind_count);
    CHECK_TEXT(summary->kinds[index].name, name);
    CHECK_CLOSE(summary->kinds[index].energy_j, energy_j, 0);
    CU_ASSERT_EQUAL(summary->kinds[index].count, count);
}

static void kinds_stand_in_the_order_of_their_joules(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    summarise(&scene, &summary);
    CU_ASSERT_EQUAL(summary.kind_count, 3);
    check_kind(&summary, 0, "host", 800, 1);
    check_kind(&summary, 1, "phone", 28, 1);
    check_kind(&summary, 2, "network", 18, 1);
    wf_summary_release(&summary);
    scene.phone_site.kind = "network"; /* a host may be called so */
    scene.phone_site.attribution_ratio = 0;
    summarise(&scene, &summary);
    CU_ASSERT_EQUAL(summary.kind_count, 2);
    check_kind(&summary, 1, "network", 28 + 18, 2);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* 800 J, twice, by name. */
static void kinds_of_equal_joules_stand_in_the_order_of_their_names(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene.server_site.kind = "b";
    scene.phone_site.kind = "a";
    scene.host_usages[1] = scene.host_usages[0];
    scene.host_usages[1].host = 1;
    summarise(&scene, &summary);
    check_kind(&summary, 0, "a", 800, 1);
    check_kind(&summary, 1, "b", 800, 1);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* 3.6e6 g/kWh: a gram a joule. */
static void carbon_is_known_where_all_of_it_is(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene.server_site.carbon_intensity_g_per_kwh = 3.6e6;
    scene.phone_site.carbon_intensity_g_per_kwh = 3.6e6;
    summarise(&scene, &summary);
    CU_ASSERT(isnan(summary.carbon_g));
    CU_ASSERT(scene_reports(&scene, "carbon is unknown: 1 of 3 billed hosts and links ('wifi'"));
    wf_summary_release(&summary);
    scene.link_site.carbon_intensity_g_per_kwh = 3.6e6;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.carbon_g, 800 + 28 + 18, 1e-15);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* A link that SimGrid made up draws nothing: its unknown carbon does not matter. */
static void a_link_that_costs_nothing_makes_no_carbon_unknown(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene.server_site.carbon_intensity_g_per_kwh = 3.6e6;
    scene.phone_site.carbon_intensity_g_per_kwh = 3.6e6;
    scene.link_usages[0].name = "__loopback__";
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.carbon_g, 828, 1e-15);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* 100 g over 1000 s. What is not declared is left out of the sum, with a warning for hosts. */
static void embodied_carbon_sums_what_is_declared(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    summarise(&scene, &summary);
    CU_ASSERT(isnan(summary.embodied_g));
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    wf_summary_release(&summary);
    scene.server_site.embodied_carbon_g = scene.phone_site.embodied_carbon_g = 100;
    scene.server_site.lifetime_s = scene.phone_site.lifetime_s = 1000;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.embodied_g, 0.1 * (20 + 6), 1e-15); /* the phone: busy time alone */
    CU_ASSERT_EQUAL(scene.diag.count, 0);                   /* no link declares any */
    wf_summary_release(&summary);
    scene.server_site.embodied_carbon_g = NAN;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.embodied_g, 0.1 * 6, 1e-15);
    CU_ASSERT(
        scene_reports(&scene, "embodied carbon holds only 1 of 2: the rest ('server' first)"));
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* 846 J; of 60 samples 20 were trials', of 40 in all. */
static void work_is_put_in_proportion_to_energy(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene.outcome.samples = 60;
    scene.outcome.explored_samples = 20;
    scene.outcome.byte[WF_UPLINK] = 300;
    scene.outcome.byte[WF_DOWNLINK] = 100;
    scene.outcome.byte[WF_EXCHANGE] = 46;
    scene.phone_site.accelerators = 4;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.samples_per_j, 60 / 846.0, 1e-15);
    CHECK_CLOSE(summary.byte_per_j, 446 / 846.0, 1e-15);
    CHECK_CLOSE(summary.epochs, 40 / 40.0, 0);
    CHECK_CLOSE(summary.busy_accelerator_hours, (5 + 4 * 6) / 3600.0, 1e-15);
    wf_summary_release(&summary);
    scene_release(&scene);
}

static void the_start_is_that_of_the_grid_or_as_given(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    summarise(&scene, &summary);
    CU_ASSERT(isnan(summary.start_s));
    CU_ASSERT(!summary.dated);
    wf_summary_release(&summary);
    scene.scenario.start_date_s = 77;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.start_s, 77, 0);
    wf_summary_release(&summary);
    scene_date(&scene, NAN, 0);
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.start_s, 1000, 0);
    CHECK_CLOSE(summary.start_delay_s, 0, 0);
    CU_ASSERT(summary.dated);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* A series that stands in the platform, and nobody draws under. */
static void a_grid_that_is_not_used_gives_no_start(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene.platform.series.items = scene.items;
    scene.platform.series.count = 1;
    summarise(&scene, &summary);
    CU_ASSERT(isnan(summary.start_s));
    CU_ASSERT(!summary.dated);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* Two halves of a sum: own watts and the class, in the network, the phases and the whole. */
static void joules_of_classes_are_in_the_sums(void)
{
    struct scene scene;
    struct wf_summary plain, summary;
    scene_make(&scene);
    summarise(&scene, &plain);
    scene_class(&scene);
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.network_energy_j[WF_VIEW_MARGINAL], 13, 1e-15);
    CHECK_CLOSE(summary.network_energy_j[WF_VIEW_ALLOCATION], 262, 1e-15);
    CHECK_CLOSE(summary.energy_j, plain.energy_j + 13, 1e-15);
    CHECK_CLOSE(summary.link_energy_j, plain.link_energy_j + 13, 1e-15);
    CHECK_CLOSE(summary.phase_j[WF_PHASE_UPLOAD], plain.phase_j[WF_PHASE_UPLOAD] + 10, 1e-15);
    CHECK_CLOSE(summary.ledger_link_energy_j, plain.ledger_link_energy_j, 0);
    CHECK_CLOSE(summary.network_unknown.byte, 0, 0);
    wf_summary_release(&plain);
    wf_summary_release(&summary);
    scene_release(&scene);
}

/* 400 bytes in 6 s: at least 0.001 J a byte, at most 3, and 8 W. */
static void bytes_without_class_or_watts_have_bounds(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    scene_class(&scene);
    scene.link_site.network_class = WF_CHOICE_UNSET;
    scene.link_class.idle_w = scene.link_class.busy_w = NAN;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.network_unknown.byte, 400, 0);
    CHECK_CLOSE(summary.network_unknown.low_j, 0, 0);
    CHECK_CLOSE(summary.network_unknown.high_j, 3 * 400 + 8 * 6, 1e-15);
    CU_ASSERT_EQUAL(summary.network_unknown.links, 1);
    CHECK_TEXT(summary.network_unknown.first, "wifi");
    CU_ASSERT_EQUAL(summary.unknown_links, 1);
    CU_ASSERT_EQUAL(summary.billed_links, 1);
    CU_ASSERT(scene_reports(&scene, "1 link of 1 carries bytes but has neither network_class nor "
                                    "wattage_range ('wifi'): their energy is not counted"));
    CHECK_CLOSE(summary.link_energy_j, 0, 0);
    wf_summary_release(&summary);
    scene.scenario.options.phases = 1u << WF_PHASE_DOWNLOAD;
    summarise(&scene, &summary);
    CHECK_CLOSE(summary.network_unknown.byte, 100, 0);
    CHECK_CLOSE(summary.network_unknown.high_j, 3 * 100 + 8 * 2, 1e-15);
    wf_summary_release(&summary);
    scene_release(&scene);
}

static void the_unknown_turns_what_it_overlaps(void)
{
    struct wf_summary a = {.energy_j = 10}, b = {.energy_j = 20};
    CU_ASSERT(!wf_summary_unknown_turns(&a, &b));
    CU_ASSERT(!wf_summary_unknown_turns(&b, &a));
    a.network_unknown = (struct wf_network_unknown){.low_j = 1, .high_j = 11};
    CU_ASSERT(wf_summary_unknown_turns(&a, &b));
    CU_ASSERT(wf_summary_unknown_turns(&b, &a));
    b.network_unknown = (struct wf_network_unknown){.low_j = 2, .high_j = 100};
    CU_ASSERT(!wf_summary_unknown_turns(&a, &b)); /* 21 against 22 */
    CU_ASSERT(!wf_summary_unknown_turns(&b, &a));
}

static void what_was_released_may_be_released_again(void)
{
    struct scene scene;
    struct wf_summary summary;
    scene_make(&scene);
    summarise(&scene, &summary);
    const struct wf_bills *bills = wf_summary_bills(&summary);
    CU_ASSERT_PTR_EQUAL(wf_summary_bills(&summary),
                        bills); /* the same when they are asked for again */
    double energy_j = 0;
    for (size_t i = 0; i < bills->host_count; i++)
        energy_j += bills->hosts[i].energy_j;
    for (size_t i = 0; i < bills->link_count; i++)
        energy_j += bills->links[i].energy_j;
    CHECK_CLOSE(energy_j, summary.energy_j, 1e-15);
    CU_ASSERT_EQUAL(bills->host_count, summary.billed_hosts);
    CU_ASSERT_EQUAL(bills->link_count, summary.billed_links);
    wf_summary_release(&summary);
    wf_summary_release(&summary);
    wf_summary_release(NULL);
    CU_ASSERT_PTR_NULL(summary.bills);
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(parts_sum_to_the_whole),
    WF_TEST(kinds_stand_in_the_order_of_their_joules),
    WF_TEST(kinds_of_equal_joules_stand_in_the_order_of_their_names),
    WF_TEST(carbon_is_known_where_all_of_it_is),
    WF_TEST(a_link_that_costs_nothing_makes_no_carbon_unknown),
    WF_TEST(embodied_carbon_sums_what_is_declared),
    WF_TEST(work_is_put_in_proportion_to_energy),
    WF_TEST(the_start_is_that_of_the_grid_or_as_given),
    WF_TEST(a_grid_that_is_not_used_gives_no_start),
    WF_TEST(joules_of_classes_are_in_the_sums),
    WF_TEST(bytes_without_class_or_watts_have_bounds),
    WF_TEST(the_unknown_turns_what_it_overlaps),
    WF_TEST(what_was_released_may_be_released_again),
};

int main(void)
{
    return wf_suite_run("summary", tests, sizeof tests / sizeof tests[0]);
}
