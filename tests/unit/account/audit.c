#include "account/audit.h"
#include "scene.h"

static struct wf_audit audit(struct scene *scene)
{
    struct wf_carbon carbon;
    struct wf_bills bills;
    wf_carbon_init(&carbon, &scene->scenario, &scene->outcome);
    wf_bills_make(&scene->scenario, &scene->outcome, &carbon, &bills);
    struct wf_audit_links links = {0};
    for (size_t i = 0; i < bills.link_count; i++)
        wf_audit_links_add(&links, &bills.links[i], scene->outcome.time_s);
    struct wf_audit audit = wf_audit_make(&scene->scenario, &scene->outcome, &links, &scene->diag);
    wf_bills_release(&bills);
    return audit;
}

/* As metered, from 0 to the end. The server: 800 J on duty, which is all the time. The phone: 38 J
 * on duty, 2 s before it at 1 W, 8 s after it at 2 W, and what it drew while it was away. The link:
 * 1 W for 20 s, 400 B at 2 W / 100 B/s. */
static void the_ledger_counts_from_0_to_the_end(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.phone_site.wall_factor = 2; /* not as metered */
    scene.phone_site.pue_ratio = 2;
    scene.link_site.attribution_ratio = 0.5;
    struct wf_audit totals = audit(&scene);
    CHECK_CLOSE(totals.ledger_host_j, 800 + 38 + 2 * 1 + 8 * 2, 0);
    CHECK_CLOSE(totals.plugin_host_j, 800 + 56, 0);
    CHECK_CLOSE(totals.ledger_link_j, 20 + 8, 0);
    CHECK_CLOSE(totals.plugin_link_j, 28, 0);
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene.host_usages[1].off_duty_j = 7;
    CHECK_CLOSE(audit(&scene).ledger_host_j, 856 + 7, 0);
    scene_release(&scene);
}

static void without_an_audit_nothing_is_known(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.scenario.options.audit = false;
    scene.link_usages[0].plugin_j = 99;
    struct wf_audit totals = audit(&scene);
    CU_ASSERT(isnan(totals.plugin_host_j) && isnan(totals.ledger_host_j));
    CU_ASSERT(isnan(totals.plugin_link_j) && isnan(totals.ledger_link_j));
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene_release(&scene);
}

/* A billionth of 28 J may differ. */
static void a_difference_on_a_link_is_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.link_usages[0].plugin_j = 28 * (1 + 0.9e-9);
    audit(&scene);
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene.link_usages[0].plugin_j = 28 * (1 + 1.1e-9);
    audit(&scene);
    CU_ASSERT_EQUAL(scene.diag.count, 1);
    scene.link_usages[0].plugin_j = 26;
    audit(&scene);
    CU_ASSERT_EQUAL(scene.diag.count, 2);
    CU_ASSERT(scene_reports(&scene,
                            "link audit: plugin -2 J against the ledger on 1 link ('wifi'): "
                            "SimGrid's link plugin bills latency as transfer"));
    scene_release(&scene);
}

/* The cause that is named for a class, and a number of transfers. */
static bool names(uint8_t sharing, uint8_t generated, uint32_t transfers, const char *cause)
{
    struct scene scene;
    scene_make(&scene);
    scene.link_class.sharing = sharing;
    scene.link_class.generated = generated;
    scene.link_usages[0].carried.transfers = transfers;
    scene.link_usages[0].plugin_j = 30.5;
    if (sharing == WF_SPLITDUPLEX)
        scene.link_usages[0].name = "wifi_UP";
    audit(&scene);
    CU_ASSERT_EQUAL_FATAL(scene.diag.count, 1);
    CU_ASSERT(scene_reports(&scene, "link audit: plugin +2.5 J against the ledger on 1 link ("));
    bool named = strstr(scene.diag.entries[0].text, cause) != NULL;
    scene_release(&scene);
    return named;
}

static void the_cause_follows_from_the_kind_of_link(void)
{
    CU_ASSERT(names(WF_SHARED, 0, 2, "bills latency as transfer"));
    CU_ASSERT(names(WF_SHARED, 1, 2, "does not count SPLITDUPLEX and <cluster> links"));
    CU_ASSERT(names(WF_SPLITDUPLEX, 0, 2, "does not count SPLITDUPLEX and <cluster> links"));
    CU_ASSERT(names(WF_FATPIPE, 0, 2, "charges a FATPIPE the largest of its flows"));
    CU_ASSERT(names(WF_FATPIPE, 0, 1, "bills latency as transfer"));
}

/* Two links differ by 1 J and 2 J; the name is that of the first. */
static void links_of_one_cause_are_counted_together(void)
{
    struct scene scene;
    scene_make(&scene);
    struct wf_link_usage usages[] = {scene.link_usages[0], scene.link_usages[0]};
    usages[0].plugin_j = 29;
    usages[1].plugin_j = 30;
    scene.outcome.links = usages;
    scene.outcome.link_count = 2;
    audit(&scene);
    CU_ASSERT_EQUAL(scene.diag.count, 1);
    CU_ASSERT(scene_reports(&scene, "link audit: plugin +3 J against the ledger on 2 links ('wifi' "
                                    "first): "));
    scene_release(&scene);
}

/* 3 s on the air at 2 W, 2 s of tail at 0.5 W: 7 J that the plugin does not know. */
static void a_radio_is_the_ledgers_alone(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.link_site.airtime_w = 2;
    scene.link_site.tail_w = 0.5;
    scene.outcome.radio_count = 1;
    scene.radio_usages[0].airtime_s[WF_PHASE_UPLOAD] = 3;
    scene.radio_usages[0].tail_s[WF_PHASE_DOWNLOAD] = 2;
    struct wf_audit totals = audit(&scene);
    CHECK_CLOSE(totals.ledger_link_j, 28 + 7, 0);
    CHECK_CLOSE(totals.plugin_link_j, 28, 0);
    CU_ASSERT_EQUAL(scene.diag.count, 1);
    CU_ASSERT(scene_reports(&scene,
                            "link audit: plugin -7 J against the ledger on 1 link ('wifi'): "
                            "SimGrid's link plugin knows no radio"));
    scene_release(&scene);
}

static void links_that_carry_nothing_are_not_audited(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.scenario.options.whole_platform = true;
    scene.outcome.link_count = 0;
    struct wf_audit totals = audit(&scene);
    CHECK_CLOSE(totals.ledger_link_j, 0, 0);
    CHECK_CLOSE(totals.plugin_link_j, 0, 0);
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(the_ledger_counts_from_0_to_the_end),
    WF_TEST(without_an_audit_nothing_is_known),
    WF_TEST(a_difference_on_a_link_is_warned_of),
    WF_TEST(the_cause_follows_from_the_kind_of_link),
    WF_TEST(links_of_one_cause_are_counted_together),
    WF_TEST(a_radio_is_the_ledgers_alone),
    WF_TEST(links_that_carry_nothing_are_not_audited),
};

int main(void)
{
    return wf_suite_run("audit", tests, sizeof tests / sizeof tests[0]);
}
