#include "account/bill.h"
#include "account/weights.h"
#include "scene.h"

static void bill(struct scene *scene, struct wf_bills *bills)
{
    struct wf_carbon carbon;
    wf_carbon_init(&carbon, &scene->scenario, &scene->outcome);
    wf_bills_make(&scene->scenario, &scene->outcome, &carbon, bills);
}

static const struct wf_link_bill *link_named(const struct wf_bills *bills, const char *name)
{
    for (size_t i = 0; i < bills->link_count; i++)
        if (!strcmp(bills->links[i].name, name))
            return &bills->links[i];
    CU_FAIL("there is no such link");
    return NULL;
}

/* Of all links. */
static double links_j(const struct wf_bills *bills, enum wf_phase phase)
{
    return wf_sum_value(&bills->link_phase_j[phase]);
}

/* ---- joules ---- */

/* The server pays all it draws, the phone what it adds to 1 W of cold idle, the link its bytes and
 * its base from 2 to 12. */
static void the_job_pays_its_own_share(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    bill(&scene, &bills);
    CU_ASSERT_EQUAL_FATAL(bills.host_count, 2);
    CU_ASSERT_EQUAL_FATAL(bills.link_count, 1);
    CHECK_CLOSE(bills.hosts[0].energy_j, 800, 0);
    CHECK_CLOSE(bills.hosts[0].duty_s, 20, 0);
    CHECK_CLOSE(bills.hosts[1].phase_j[WF_PHASE_COMPUTE], 30 - 6, 0);
    CHECK_CLOSE(bills.hosts[1].phase_j[WF_PHASE_UPLOAD], 8 - 4, 0);
    CHECK_CLOSE(bills.hosts[1].energy_j, 28, 0);
    CHECK_CLOSE(bills.hosts[1].duty_s, 10, 0);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_UPLOAD), 2 * 3, 0);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_DOWNLOAD), 2 * 1, 0);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_WAIT), 10, 0);
    CHECK_CLOSE(bills.links[0].energy_j, 18, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* Each host idles cold when it is not on duty, the one without a part all the time; the link's base
 * is billed from 0 to 20. The phone was away for 3 s of its duty. */
static void the_whole_platform_pays_all_the_time(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.scenario.options.whole_platform = true;
    scene.host_usages[1].off_duty_s = 3;
    bill(&scene, &bills);
    CU_ASSERT_EQUAL_FATAL(bills.host_count, 3);
    CHECK_CLOSE(bills.hosts[0].energy_j, 800, 0);
    CHECK_CLOSE(bills.hosts[1].phase_j[WF_PHASE_COMPUTE], 30, 0);
    CHECK_CLOSE(bills.hosts[1].phase_j[WF_PHASE_UPLOAD], 8, 0);
    CHECK_CLOSE(bills.hosts[1].phase_j[WF_PHASE_WAIT], 20 - 7, 0);
    CHECK_CLOSE(bills.hosts[1].duty_s, 20, 0);
    CU_ASSERT_EQUAL(bills.hosts[2].host, 2);
    CU_ASSERT_PTR_NULL(bills.hosts[2].usage);
    CHECK_CLOSE(bills.hosts[2].phase_j[WF_PHASE_WAIT], 20, 0);
    CHECK_CLOSE(bills.hosts[2].energy_j, 20, 0);
    CHECK_CLOSE(bills.links[0].energy_j, 8 + 20, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* 5e12 byte s at 2 W a TB: 10 J at the wall, which no meter and no wall factor changes. */
static void wall_factor_storage_and_pue(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.server_site.wall_factor = 1.5;
    scene.server_site.pue_ratio = 2;
    scene.server_site.storage_w_per_tb = 2;
    scene.link_site.pue_ratio = 3;
    scene.host_usages[0].stored_byte_s = 5e12;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[0].wall_j, 1.5 * 800 + 10, 1e-15);
    CHECK_CLOSE(bills.hosts[0].phase_j[WF_PHASE_STORAGE], 2 * 10, 1e-15);
    CHECK_CLOSE(bills.hosts[0].energy_j, 2 * (1.5 * 800 + 10), 1e-15);
    CHECK_CLOSE(bills.links[0].wire_j, 18, 0);
    CHECK_CLOSE(bills.links[0].energy_j, 3 * 18, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* 4 of its 10 s on duty are exploration's. */
static void base_watts_in_exploration_belong_to_it(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.link_usages[0].carried.more->explored_s = 4;
    bill(&scene, &bills);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_WAIT), 6, 0);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_EXPLORATION), 4, 0);
    CHECK_CLOSE(bills.links[0].energy_j, 18, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* Two links, of which the second has a radio: 3 s on the air at 2 W, 2 s of tail at 0.5 W. */
static void a_radio_is_billed_with_its_link(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    struct wf_link_usage usages[] = {scene.link_usages[0], scene.link_usages[0]};
    scene.link_site.airtime_w = 2;
    scene.link_site.tail_w = 0.5;
    scene.outcome.links = usages;
    scene.outcome.link_count = 2;
    scene.outcome.radio_count = 1;
    scene.radio_usages[0] = (struct wf_radio_usage){.link = 1};
    scene.radio_usages[0].airtime_s[WF_PHASE_UPLOAD] = 3;
    scene.radio_usages[0].tail_s[WF_PHASE_UPLOAD] = 2;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].energy_j, 18, 0);
    CU_ASSERT_PTR_NULL(bills.links[0].radio);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_UPLOAD), 2 * 6 + 2 * 3 + 0.5 * 2, 0);
    CHECK_CLOSE(bills.links[1].energy_j, 18 + 7, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* ---- phases and embodied carbon ---- */

/* 100 g over 1000 s: 0.1 g a second. The phone, kind phone, waits for nothing: the 6 s that it
 * computes count, not the 4 s of its upload. The link is busy for 3 + 1 s of its 10 s. */
static void embodied_carbon_goes_by_what_the_job_takes(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.phone_site.embodied_carbon_g = scene.link_site.embodied_carbon_g = 100;
    scene.phone_site.lifetime_s = scene.link_site.lifetime_s = 1000;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[1].embodied_g, 0.1 * 6, 1e-15);
    CHECK_CLOSE(bills.links[0].embodied_g, 0.1 * 10, 1e-15);
    CU_ASSERT(isnan(bills.hosts[0].embodied_g));
    wf_bills_release(&bills);
    scene.phone_site.attribution_ratio = 0.25;
    scene.phone_site.share_ratio = 0.5;
    scene.phone_site.utilisation_ratio = 0.2;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[1].embodied_g, 0.1 / 0.2 * 0.5 * (6 + 0.25 * 4), 1e-15);
    wf_bills_release(&bills);
    scene.phone_site.utilisation_ratio = NAN;
    scene.link_site.attribution_ratio = 0.25;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].embodied_g, 0.1 * (4 + 0.25 * 6), 1e-15);
    wf_bills_release(&bills);
    scene.scenario.options.phases = 1u << WF_PHASE_UPLOAD;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[1].embodied_g, 0.1 * 0.5 * 0.25 * 4, 1e-15);
    CHECK_CLOSE(bills.links[0].embodied_g, 0.1 * 3, 1e-15);
    wf_bills_release(&bills);
    scene.link_site.attribution_ratio = NAN;
    scene.phone_site.attribution_ratio = 0;
    scene.phone_site.share_ratio = 1;
    scene.scenario.options.phases = 1u << WF_PHASE_COMPUTE | 1u << WF_PHASE_EXPLORATION;
    scene.link_usages[0].carried.more->explored_s = 4;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[0].energy_j, 0, 0);
    CHECK_CLOSE(bills.hosts[1].energy_j, 24, 0);
    CHECK_CLOSE(bills.hosts[1].embodied_g, 0.1 * 6, 1e-15);
    CHECK_CLOSE(bills.links[0].energy_j, 4, 0);
    CHECK_CLOSE(bills.links[0].embodied_g, 0.1 * 4, 1e-15);
    wf_bills_release(&bills);
    scene.scenario.options.phases = 0;
    scene.scenario.options.whole_platform = true;
    scene.phone_site.share_ratio = 0.5; /* all of it is billed */
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[1].embodied_g, 0.1 * 20, 1e-15);
    CHECK_CLOSE(bills.links[0].embodied_g, 0.1 * 20, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* ---- carbon ---- */

/* 3.6e6 g/kWh: a gram a joule. Only the phone's intensity is known. */
static void an_unknown_intensity_makes_unknown_what_was_drawn_there(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.phone_site.carbon_intensity_g_per_kwh = 3.6e6;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[1].carbon_g, 28, 1e-15);
    CU_ASSERT(isnan(bills.hosts[0].carbon_g));
    CU_ASSERT(isnan(bills.links[0].carbon_g));
    CHECK_CLOSE(wf_sum_value(&bills.billing.phase_carbon_g[WF_PHASE_COMPUTE]), 24, 1e-15);
    CU_ASSERT(isnan(wf_sum_value(&bills.billing.phase_carbon_g[WF_PHASE_AGGREGATE])));
    CU_ASSERT(isnan(wf_sum_value(&bills.billing.phase_carbon_g[WF_PHASE_UPLOAD]))); /* the link's */
    CHECK_CLOSE(wf_sum_value(&bills.billing.phase_carbon_g[WF_PHASE_EVALUATE]), 0, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* Without --phases a host that drew nothing at an unknown intensity is unknown all the same: it has
 * a part in the job. */
static void without_a_part_in_the_phases_there_is_no_carbon(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.scenario.options.phases = 1u << WF_PHASE_COMPUTE;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[0].carbon_g, 0, 0);
    CU_ASSERT(isnan(bills.hosts[1].carbon_g));
    wf_bills_release(&bills);
    scene.scenario.options.phases = 0;
    for (uint32_t i = 0; i < wf_phase_rows_count(&scene.host_usages[0].phases); i++)
        scene.host_usages[0].phases.rows[i].energy_j = 0;
    bill(&scene, &bills);
    CU_ASSERT(isnan(bills.hosts[0].carbon_g));
    wf_bills_release(&bills);
    scene_release(&scene);
}

static void a_link_without_watts_has_no_carbon_one_of_simgrid_unknown(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene.link_class.idle_w = scene.link_class.busy_w = NAN;
    struct wf_link_usage usages[] = {scene.link_usages[0], {.name = "__loopback__"}};
    scene.outcome.links = usages;
    scene.outcome.link_count = 2;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].energy_j, 0, 0);
    CHECK_CLOSE(bills.links[0].carbon_g, 0, 0);
    CHECK_CLOSE(bills.links[1].energy_j, 0, 0);
    CU_ASSERT(isnan(bills.links[1].carbon_g));
    CU_ASSERT(isnan(bills.links[1].embodied_g));
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* Rows in the order of hosts, then links; owner 0 of both. A row whose term is 0 (the server's
 * time, all of whose cold idle is billed) is passed over with its buckets. Amounts x 3.6e6: grams
 * are amount x g/kWh. */
static void weights_are_read_in_order(void)
{
    static struct wf_weight_row rows[] = {
        {.owner = 0, .row = WF_PHASE_AGGREGATE, .bucket_count = 1, .weighted = 7 * 3.6e6},
        {.owner = 0, .row = WF_ROW_TIME + WF_PHASE_AGGREGATE, .bucket_count = 2, .weighted = 1e9},
        {.owner = 1, .row = WF_PHASE_COMPUTE, .bucket_count = 2, .weighted = 11 * 3.6e6},
        {.owner = 0, .link = 1, .row = WF_PHASE_UPLOAD, .bucket_count = 1, .weighted = 13 * 3.6e6},
    };
    static double buckets[] = {3.6e6, 1e9, 1e9, 2 * 3.6e6, 4 * 3.6e6, 3 * 3.6e6};
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_date(&scene, 1000, 0);
    scene.outcome.weights = rows;
    scene.outcome.weight_count = sizeof rows / sizeof *rows;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[0].carbon_g, 7, 1e-15);
    CHECK_CLOSE(bills.hosts[1].carbon_g, 11, 1e-15);
    CHECK_CLOSE(bills.links[0].carbon_g, 13, 1e-15);
    CHECK_CLOSE(wf_sum_value(&bills.billing.phase_carbon_g[WF_PHASE_UPLOAD]), 13, 1e-15);
    wf_bills_release(&bills);

    struct wf_carbon carbon; /* started 20 s later: 200, then 50 g/kWh */
    scene.outcome.buckets = buckets;
    wf_carbon_init(&carbon, &scene.scenario, &scene.outcome);
    carbon.start_s = 1020;
    carbon.delay_s = 20;
    wf_bills_make(&scene.scenario, &scene.outcome, &carbon, &bills);
    CHECK_CLOSE(bills.hosts[0].carbon_g, 200, 1e-15);
    CHECK_CLOSE(bills.hosts[1].carbon_g, 2 * 200 + 4 * 50, 1e-15);
    CHECK_CLOSE(bills.links[0].carbon_g, 3 * 200, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* The server, owner 0 of the hosts, has no row: the link's is not its. */
static void a_host_without_rows_takes_none_of_a_link(void)
{
    struct wf_weight_row row = {
        .owner = 0, .link = 1, .row = WF_PHASE_UPLOAD, .weighted = 13 * 3.6e6};
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_date(&scene, 1000, 0);
    scene.outcome.weights = &row;
    scene.outcome.weight_count = 1;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[0].carbon_g, 0, 0);
    CHECK_CLOSE(bills.links[0].carbon_g, 13, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* The other phone idles cold at 1 W for 20 s from the second value on: 10 s at 300, 10 s at 200. */
static void what_has_no_part_meets_the_grid_from_start_to_end(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_date(&scene, 1010, 0);
    scene.scenario.options.whole_platform = true;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.hosts[2].carbon_g, (10 * 300 + 10 * 200) / 3.6e6, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* ---- links that carry nothing ---- */

/* A cluster of three nodes (six halves) with a backbone, a split link, and one that nobody uses.
 * One half of each was used. */
static struct wf_link_usage usages[2];
static struct wf_cluster cluster;
static struct wf_link_class cluster_links, backbone, split;
static struct wf_link declared[2];
static void build_spare_links(struct scene *scene)
{
    cluster_links = backbone = split = scene->link_class;
    cluster_links.sharing = split.sharing = WF_SPLITDUPLEX;
    cluster_links.generated = backbone.generated = 1;
    backbone.idle_w = 4;
    cluster = (struct wf_cluster){
        .prefix = "c_", .links = &cluster_links, .backbone = &backbone, .cable_count = 3};
    scene->platform.clusters = &cluster;
    scene->platform.cluster_count = 1;
    declared[0] = (struct wf_link){.name = "duplex", .class = &split, .line = 1};
    declared[1] = (struct wf_link){.name = "wifi", .class = &scene->link_class, .line = 2};
    scene->platform.links = declared;
    scene->platform.link_count = 2;
    wf_map_release(&scene->platform.link_names);
    wf_map_init(&scene->platform.link_names);
    wf_map_add(&scene->platform.link_names, "duplex", 0);
    wf_map_add(&scene->platform.link_names, "wifi", 1);
    usages[0] = (struct wf_link_usage){.name = "duplex_UP", .last_s = 20, .carried.transfers = 1};
    usages[1] = (struct wf_link_usage){.name = "c_link_0_UP", .last_s = 20, .carried.transfers = 1};
    scene->outcome.links = usages;
    scene->outcome.link_count = 2;
    scene->scenario.options.whole_platform = true;
}

static void links_that_carry_nothing_are_billed_with_the_whole_platform(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    build_spare_links(&scene);
    bill(&scene, &bills);
    CU_ASSERT_EQUAL(bills.link_count, 6);
    CHECK_CLOSE(link_named(&bills, "duplex_UP")->energy_j, 20, 0);
    CHECK_CLOSE(link_named(&bills, "duplex_DOWN")->energy_j, 20, 0);
    CHECK_CLOSE(link_named(&bills, "wifi")->energy_j, 20, 0);
    const struct wf_link_bill *rest = link_named(&bills, "c_* (5 unused)");
    CU_ASSERT_EQUAL(rest->count, 5);
    CHECK_CLOSE(rest->wire_j, 5 * 20, 0);
    const struct wf_link_bill *unused = link_named(&bills, "c_* (1 unused)");
    CU_ASSERT_EQUAL(unused->count, 1);
    CHECK_CLOSE(unused->energy_j, 4 * 20, 0);
    wf_bills_release(&bills);
    usages[0].name = "c_backbone"; /* and nobody uses the split link */
    bill(&scene, &bills);
    CU_ASSERT_EQUAL(bills.link_count, 6);
    CHECK_CLOSE(link_named(&bills, "c_backbone")->energy_j, 4 * 20, 0);
    CU_ASSERT_EQUAL(link_named(&bills, "c_* (5 unused)")->count, 5);
    CHECK_CLOSE(link_named(&bills, "duplex_UP")->energy_j, 20, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* 0.1 g a second of use for each; under a grid of 100 and 300 g/kWh. */
static void five_links_emit_five_times_as_much(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_date(&scene, 1000, 0);
    build_spare_links(&scene);
    scene.link_site.embodied_carbon_g = 100;
    scene.link_site.lifetime_s = 1000;
    bill(&scene, &bills);
    const struct wf_link_bill *rest = link_named(&bills, "c_* (5 unused)");
    CHECK_CLOSE(rest->embodied_g, 5 * 0.1 * 20, 1e-15);
    CHECK_CLOSE(rest->carbon_g, 5 * (10 * 100 + 10 * 300) / 3.6e6, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* Both halves of each node, and the backbone: nothing is left of the cluster. A link of the same
 * class outside it does not count for it. */
static void a_cluster_of_which_all_is_used_has_no_rest(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    build_spare_links(&scene);
    cluster.cable_count = 1;
    struct wf_link_usage all[] = {
        {.name = "c_link_0_UP"}, {.name = "c_link_0_DOWN"}, {.name = "c_backbone"}};
    scene.outcome.links = all;
    scene.outcome.link_count = 3;
    bill(&scene, &bills);
    CU_ASSERT_EQUAL(bills.link_count, 3 + 3); /* the split link's halves, wifi */
    wf_bills_release(&bills);
    declared[0].class = &cluster_links;
    all[0].name = "duplex_UP";
    bill(&scene, &bills);
    CU_ASSERT_EQUAL(link_named(&bills, "c_* (1 unused)")->count, 1);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* ---- classes of networks ---- */

/* Own watts 18 J, with PUE 2 36; the class 0.02 x 400 + 0.01 x 200 + 0.5 x 6 = 13 J, without. */
static void a_class_adds_to_the_links_own_watts(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_class(&scene);
    scene.link_site.pue_ratio = 2;
    scene.link_site.carbon_intensity_g_per_kwh = 3.6e6;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].network_j[WF_VIEW_MARGINAL], 13, 1e-15);
    CHECK_CLOSE(bills.links[0].network_j[WF_VIEW_ALLOCATION], 0.5 * 400 + 0.25 * 200 + 2 * 6,
                1e-15);
    CHECK_CLOSE(bills.links[0].wire_j, 18 + 13, 1e-15);
    CHECK_CLOSE(bills.links[0].energy_j, 36 + 13, 1e-15);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_UPLOAD), 2 * 6 + 6 + 2 + 2, 1e-15);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_DOWNLOAD), 2 * 2 + 2 + 1, 1e-15);
    CHECK_CLOSE(links_j(&bills, WF_PHASE_WAIT), 2 * 10, 1e-15);
    CHECK_CLOSE(bills.links[0].carbon_g, 49, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

static void the_view_and_the_phases_say_what_counts(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_class(&scene);
    scene.scenario.options.network = WF_VIEW_ALLOCATION;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].energy_j, 18 + 262, 1e-15);
    wf_bills_release(&bills);
    scene.scenario.options.network = WF_VIEW_NONE;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].energy_j, 18, 0);
    CHECK_CLOSE(bills.links[0].network_j[WF_VIEW_ALLOCATION], 262, 1e-15);
    wf_bills_release(&bills);
    scene.scenario.options.network = WF_VIEW_MARGINAL;
    scene.scenario.options.phases = 1u << WF_PHASE_DOWNLOAD;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].energy_j, 2 + 3, 1e-15);
    CHECK_CLOSE(bills.links[0].network_j[WF_VIEW_ALLOCATION], 0.5 * 100 + 2 * 2, 1e-15);
    wf_bills_release(&bills);
    scene_release(&scene);
}

/* A link of a class without watts: its carbon is that of the class, and unknown where the intensity
 * is; of a class that does not count there is none. */
static void carbon_of_a_class_is_known_where_the_intensity_is(void)
{
    struct scene scene;
    struct wf_bills bills;
    scene_make(&scene);
    scene_class(&scene);
    scene.link_class.idle_w = scene.link_class.busy_w = NAN;
    bill(&scene, &bills);
    CU_ASSERT(isnan(bills.links[0].carbon_g));
    wf_bills_release(&bills);
    scene.link_site.carbon_intensity_g_per_kwh = 3.6e6;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].carbon_g, 13, 1e-15);
    wf_bills_release(&bills);
    scene.link_site.carbon_intensity_g_per_kwh = NAN;
    scene.scenario.options.network = WF_VIEW_NONE;
    bill(&scene, &bills);
    CHECK_CLOSE(bills.links[0].carbon_g, 0, 0);
    wf_bills_release(&bills);
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(a_class_adds_to_the_links_own_watts),
    WF_TEST(the_view_and_the_phases_say_what_counts),
    WF_TEST(carbon_of_a_class_is_known_where_the_intensity_is),
    WF_TEST(the_job_pays_its_own_share),
    WF_TEST(the_whole_platform_pays_all_the_time),
    WF_TEST(wall_factor_storage_and_pue),
    WF_TEST(base_watts_in_exploration_belong_to_it),
    WF_TEST(a_radio_is_billed_with_its_link),
    WF_TEST(embodied_carbon_goes_by_what_the_job_takes),
    WF_TEST(an_unknown_intensity_makes_unknown_what_was_drawn_there),
    WF_TEST(without_a_part_in_the_phases_there_is_no_carbon),
    WF_TEST(a_link_without_watts_has_no_carbon_one_of_simgrid_unknown),
    WF_TEST(weights_are_read_in_order),
    WF_TEST(a_host_without_rows_takes_none_of_a_link),
    WF_TEST(what_has_no_part_meets_the_grid_from_start_to_end),
    WF_TEST(links_that_carry_nothing_are_billed_with_the_whole_platform),
    WF_TEST(five_links_emit_five_times_as_much),
    WF_TEST(a_cluster_of_which_all_is_used_has_no_rest),
};

int main(void)
{
    return wf_suite_run("bill", tests, sizeof tests / sizeof tests[0]);
}
