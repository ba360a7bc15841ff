#include "account/carbon.h"
#include "scene.h"

#define ENDS "column 'here' ends before the last starts of the window would"

static void warn(struct scene *scene)
{
    struct wf_carbon carbon;
    wf_carbon_init(&carbon, &scene->scenario, &scene->outcome);
    wf_carbon_warn(&carbon, &scene->diag);
}

/* A run of 20 s on a series of 50 s: the last start that it covers is 30 s after its first. From 5
 * on, a window of 25 s reaches it, one of 26 s passes it. */
static void starts_beyond_the_series_are_warned_of(void)
{
    static const struct {
        double start_s, delay_s;
        bool ends;
    } cases[] = {{1005, 25, false}, {1005, 26, true}, {1000, 30, false}, {1000, 31, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene scene;
        scene_make(&scene);
        scene_date(&scene, cases[i].start_s, cases[i].delay_s);
        warn(&scene);
        CU_ASSERT(scene_reports(&scene, "billed at the greenest start within "));
        CU_ASSERT_EQUAL(scene_reports(&scene, ENDS), cases[i].ends);
        scene_release(&scene);
    }
}

/* A series under which nothing is billed covers the first 10 s only: no start is left out. */
static void the_end_of_a_series_that_is_not_needed_is_not_warned_of(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    struct wf_series other = scene.series;
    other.count = 1;
    struct wf_series *items[] = {&other, &scene.series};
    scene.platform.series.items = items;
    scene.platform.series.count = 2;
    warn(&scene);
    CU_ASSERT(!scene_reports(&scene, ENDS));
    scene_release(&scene);
}

/* The window begins at the start that was asked for, not at the one that was chosen. */
static void the_window_is_that_of_the_start_asked_for(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    struct wf_carbon carbon;
    wf_carbon_init(&carbon, &scene.scenario, &scene.outcome);
    carbon.start_s = 1020;
    carbon.delay_s = 20;
    wf_carbon_warn(&carbon, &scene.diag);
    CU_ASSERT(scene_reports(&scene, "billed at the greenest start within 30 s: 20 s later, at "
                                    "1970-01-01T00:17:00Z;"));
    CU_ASSERT(!scene_reports(&scene, ENDS));
    scene_release(&scene);
}

static void without_a_window_there_is_no_warning(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1030, 0); /* up to the end of the series */
    warn(&scene);
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene_release(&scene);
}

static void a_start_that_was_not_given_is_the_first_of_the_series(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, NAN, 0);
    warn(&scene);
    CU_ASSERT(scene_reports(&scene, "no start-date: starts at 1970-01-01T00:16:40Z, the first "
                                    "hour of grid.csv"));
    CU_ASSERT_EQUAL(scene.diag.count, 1);
    scene_release(&scene);
}

static void a_window_without_a_series_changes_nothing(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.scenario.delay_s = 30;
    warn(&scene);
    CU_ASSERT(scene_reports(&scene, "'delay' changes nothing"));
    CU_ASSERT_EQUAL(scene.diag.count, 1);
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(starts_beyond_the_series_are_warned_of),
    WF_TEST(the_end_of_a_series_that_is_not_needed_is_not_warned_of),
    WF_TEST(the_window_is_that_of_the_start_asked_for),
    WF_TEST(without_a_window_there_is_no_warning),
    WF_TEST(a_start_that_was_not_given_is_the_first_of_the_series),
    WF_TEST(a_window_without_a_series_changes_nothing),
};

int main(void)
{
    return wf_suite_run("carbon", tests, sizeof tests / sizeof tests[0]);
}
