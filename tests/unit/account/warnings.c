#include "account/warnings.h"
#include "scene.h"

/* Number of warnings, all calls together. */
static size_t warnings_of(struct scene *scene)
{
    const struct wf_billed_links links = {.all = 1};
    struct wf_partial known = {.known = 3};
    wf_warnings_report(&scene->scenario, &scene->outcome, &links, &known, &known, &scene->diag);
    return scene->diag.count;
}

static void a_run_without_doubts_has_no_warnings(void)
{
    struct scene scene;
    scene_make(&scene);
    CU_ASSERT_EQUAL(warnings_of(&scene), 0);
    scene_release(&scene);
}

static void bytes_that_are_an_estimate_are_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.outcome.cuts_estimated = 3;
    CU_ASSERT_EQUAL(warnings_of(&scene), 1);
    CU_ASSERT(scene_reports(&scene, "3 transfers were cut off on links that others shared: the "
                                    "bytes they had moved are an estimate"));
    scene_release(&scene);
}

static void late_trainings_are_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.outcome.trainings = 5;
    scene.outcome.late_trainings = 2;
    scene.outcome.latest_training_s = 7;
    CU_ASSERT_EQUAL(warnings_of(&scene), 1);
    CU_ASSERT(scene_reports(&scene, "2 of 5 trainings began late, by up to 7 s:"));
    scene_release(&scene);
}

/* With a factor in the workload the rounds take it into account. */
static void updates_that_the_workload_does_not_weigh_are_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.outcome.stale_updates = 4;
    scene.outcome.missing_updates = 6;
    scene.scenario.workload.staleness_factor_ratio = 1.1;
    scene.scenario.workload.missing_factor_ratio = 1.1;
    CU_ASSERT_EQUAL(warnings_of(&scene), 0);
    scene.scenario.workload.staleness_factor_ratio = NAN;
    CU_ASSERT_EQUAL(warnings_of(&scene), 1);
    CU_ASSERT(scene_reports(&scene, "4 updates were stale; workload 'cnn'"));
    scene.scenario.workload.missing_factor_ratio = NAN;
    CU_ASSERT_EQUAL(warnings_of(&scene), 2);
    CU_ASSERT(scene_reports(&scene, "6 updates did not come; workload 'cnn'"));
    scene_release(&scene);
}

static void assumptions_are_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.scenario.provenance = WF_ASSUMED;
    scene.scenario.rounds = 9;
    CU_ASSERT_EQUAL(warnings_of(&scene), 1);
    CU_ASSERT(scene_reports(&scene, "the number of rounds (9) is assumed"));
    scene.scenario.paradigm = &fixture_centralised;
    CU_ASSERT_EQUAL(warnings_of(&scene), 2);
    CU_ASSERT(scene_reports(&scene, "the number of epochs (9) is assumed"));
    scene.scenario.calibrated = false;
    CU_ASSERT_EQUAL(warnings_of(&scene), 3);
    CU_ASSERT(scene_reports(&scene, "uncalibrated: "));
    scene.scenario.workload.samples = 41;
    CU_ASSERT_EQUAL(warnings_of(&scene), 4);
    CU_ASSERT(scene_reports(&scene, "the actors hold 40 samples; workload 'cnn' has 41"));
    scene.scenario.workload.samples = 39;
    CU_ASSERT_EQUAL(warnings_of(&scene), 5);
    CU_ASSERT(scene_reports(&scene, "the actors hold 40 samples; workload 'cnn' has 39"));
    scene_release(&scene);
}

/* Two of three links, one of them made up by SimGrid, have no watts. */
static void links_without_watts_are_counted(void)
{
    struct scene scene;
    scene_make(&scene);
    struct wf_billed_links links = {.all = 3, .unknown = 2, .first_unknown = "__loopback__"};
    struct wf_partial known = {.known = 3};
    wf_warnings_report(&scene.scenario, &scene.outcome, &links, &known, &known, &scene.diag);
    CU_ASSERT(scene_reports(&scene, "2 links of 3 carry bytes but have neither network_class nor "
                                    "wattage_range ('__loopback__' first): their energy is not "
                                    "counted"));
    links = (struct wf_billed_links){.all = 2, .unknown = 1, .first_unknown = "lan"};
    wf_warnings_report(&scene.scenario, &scene.outcome, &links, &known, &known, &scene.diag);
    CU_ASSERT(scene_reports(&scene, "1 link of 2 carries bytes but has neither network_class nor "
                                    "wattage_range ('lan'): their energy is not counted"));
    scene_release(&scene);
}

/* All unknown: nobody asked for carbon. All known: nothing is left out. */
static void a_sum_that_lacks_some_parts_is_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    const struct wf_billed_links links = {0};
    struct wf_partial none = {.unknown = 3, .first_unknown = "a"}, all = {.known = 3};
    wf_warnings_report(&scene.scenario, &scene.outcome, &links, &none, &none, &scene.diag);
    wf_warnings_report(&scene.scenario, &scene.outcome, &links, &all, &all, &scene.diag);
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    struct wf_partial some = {0};
    wf_partial_add(&some, 2, "a");
    wf_partial_add(&some, NAN, "b");
    wf_partial_add(&some, NAN, "c");
    wf_partial_add(&some, 3, "d");
    wf_partial_add(&some, 4, "e");
    CHECK_CLOSE(wf_sum_value(&some.sum), 9, 0);
    wf_warnings_report(&scene.scenario, &scene.outcome, &links, &some, &some, &scene.diag);
    CU_ASSERT(
        scene_reports(&scene, "carbon is unknown: 2 of 5 billed hosts and links ('b' first)"));
    CU_ASSERT(scene_reports(&scene, "embodied carbon holds only 3 of 5: the rest ('b' first)"));
    scene_release(&scene);
}

static void a_radio_alone_on_its_route_is_warned_of_once(void)
{
    struct scene scene;
    scene_make(&scene);
    struct wf_radio_usage radios[] = {
        {.link = 0}, {.link = 0, .alone = 1}, {.link = 0, .alone = 1}};
    scene.outcome.radios = radios;
    scene.outcome.radio_count = 1;
    CU_ASSERT_EQUAL(warnings_of(&scene), 0);
    scene.outcome.radio_count = 3;
    CU_ASSERT_EQUAL(warnings_of(&scene), 1);
    CU_ASSERT(scene_reports(&scene, "base station, router and core are not in the platform: "
                                    "'wifi' draws by airtime"));
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(a_run_without_doubts_has_no_warnings),
    WF_TEST(bytes_that_are_an_estimate_are_warned_of),
    WF_TEST(late_trainings_are_warned_of),
    WF_TEST(updates_that_the_workload_does_not_weigh_are_warned_of),
    WF_TEST(assumptions_are_warned_of),
    WF_TEST(links_without_watts_are_counted),
    WF_TEST(a_sum_that_lacks_some_parts_is_warned_of),
    WF_TEST(a_radio_alone_on_its_route_is_warned_of_once),
};

int main(void)
{
    return wf_suite_run("warnings", tests, sizeof tests / sizeof tests[0]);
}
