#include "account/greenest.h"
#include "account/span.h"
#include "account/weights.h"
#include "scene.h"

#include <stdlib.h>

/* Amounts a and b of a run of two steps: from 1000 s on they cost 100 a + 300 b, 300 a + 200 b,
 * 200 a + 50 b, 50 a + 400 b. */
struct job {
    double start_s, delay_s;
    double first, second; /* J in the first step, in the second */
    double now;           /* J x g/kWh at the start asked for */
};

static double greenest(struct scene *scene, const struct job *job)
{
    double buckets[] = {job->first, job->second};
    struct wf_weight_row row = {
        .owner = 0, .link = 1, .row = WF_PHASE_UPLOAD, .bucket_count = 2, .weighted = job->now};
    scene->scenario.start_date_s = job->start_s;
    scene->scenario.delay_s = job->delay_s;
    scene->outcome.weights = &row;
    scene->outcome.weight_count = 1;
    scene->outcome.buckets = buckets;
    bool *used = wf_span_find_used(&scene->scenario, &scene->outcome);
    double start_s = wf_greenest_start(&scene->scenario, &scene->outcome, used, job->start_s, 10);
    free(used);
    return start_s;
}

static double greenest_of(struct job job)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, job.start_s, job.delay_s);
    double start_s = greenest(&scene, &job);
    scene_release(&scene);
    return start_s;
}

static void the_start_with_the_least_carbon_is_chosen(void)
{
    CHECK_CLOSE(greenest_of((struct job){1000, 30, 1, 1, 400}), 1020, 0);   /* 250 */
    CHECK_CLOSE(greenest_of((struct job){1000, 30, 10, 1, 1300}), 1030, 0); /* 900 */
    CHECK_CLOSE(greenest_of((struct job){1000, 30, 0, 1, 50}), 1000, 0);    /* none is greener */
}

static void the_window_holds_its_last_edge(void)
{
    CHECK_CLOSE(greenest_of((struct job){1000, 30, 10, 1, 1300}), 1030, 0);
    CHECK_CLOSE(greenest_of((struct job){1000, 29, 10, 1, 1300}), 1000, 0);
}

/* 100 x 5 + 300 x 2 = 200 x 5 + 50 x 2. */
static void of_equal_starts_the_first_is_chosen(void)
{
    CHECK_CLOSE(greenest_of((struct job){1000, 20, 5, 2, 1100}), 1000, 0);
    CHECK_CLOSE(greenest_of((struct job){1000, 20, 5, 2, 1101}), 1020, 0);
}

/* The edge at 1000 would cost less than the start asked for. */
static void no_start_is_before_the_one_asked_for(void)
{
    CHECK_CLOSE(greenest_of((struct job){1005, 15, 10, 1, 1400}), 1005, 0);
    CHECK_CLOSE(greenest_of((struct job){1005, 15, 10, 1, 2051}), 1020, 0);
}

static void a_start_that_the_series_does_not_cover_is_left_out(void)
{
    struct scene scene;
    struct job job = {1000, 100, 10, 1, 1300};
    scene_make(&scene);
    scene_date(&scene, 1000, 100);
    CHECK_CLOSE(greenest(&scene, &job), 1030, 0);
    scene.outcome.until_s = 21;
    CHECK_CLOSE(greenest(&scene, &job), 1000, 0);
    scene_release(&scene);
}

/* The value from 30 to 40 s is missing, which the starts at 20 and 30 s meet. */
static void a_start_that_meets_a_gap_is_left_out(void)
{
    static const double gap[] = {0, 0, 0, 0, 10, 10};
    struct scene scene;
    struct job job = {1000, 30, 1, 1, 400};
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    scene.series.missing = gap;
    CHECK_CLOSE(greenest(&scene, &job), 1000, 0);
    scene.series.gaps = WF_GAPS_INTERPOLATE;
    CHECK_CLOSE(greenest(&scene, &job), 1020, 0);
    scene_release(&scene);
}

/* The PUE of the link weighs all starts alike; a phase that is not billed weighs none. */
static void only_what_is_billed_decides(void)
{
    struct scene scene;
    struct job job = {1000, 30, 1, 1, 400};
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    scene.link_site.pue_ratio = 2; /* 500 against 800 */
    CHECK_CLOSE(greenest(&scene, &job), 1020, 0);
    job.now = 249; /* 498 */
    CHECK_CLOSE(greenest(&scene, &job), 1000, 0);
    scene.scenario.options.phases = 1u << WF_PHASE_COMPUTE;
    job.now = 400;
    CHECK_CLOSE(greenest(&scene, &job), 1000, 0);
    scene_release(&scene);
}

/* Two series: of the other one 400, 50, 50, 50, 50. The phone computes under it: 2 J, 0 J. */
static void all_series_together_decide(void)
{
    static const double values[] = {400, 50, 50, 50, 50};
    static const double sums[] = {0, 4000, 4500, 5000, 5500, 6000};
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 10);
    struct wf_series other = scene.series;
    other.value = values;
    other.sum = sums;
    struct wf_series *items[] = {&scene.series, &other};
    scene.platform.series.items = items;
    scene.platform.series.count = 2;
    scene.phone_site.carbon_series = &other;
    struct wf_weight_row rows[] = {
        {.owner = 1, .row = WF_PHASE_COMPUTE, .bucket_count = 1, .weighted = 800},
        {.owner = 0, .link = 1, .row = WF_PHASE_UPLOAD, .bucket_count = 1, .weighted = 300},
    };
    double buckets[] = {2, 3};
    scene.outcome.weights = rows;
    scene.outcome.weight_count = 2;
    scene.outcome.buckets = buckets;
    bool used[] = {true, true};
    /* 800 + 300 against 100 + 900: alone the link would not move */
    CHECK_CLOSE(wf_greenest_start(&scene.scenario, &scene.outcome, used, 1000, 10), 1010, 0);
    buckets[1] = 6; /* 800 + 600 against 100 + 1800 */
    rows[1].weighted = 600;
    CHECK_CLOSE(wf_greenest_start(&scene.scenario, &scene.outcome, used, 1000, 10), 1000, 0);
    scene_release(&scene);
}

/* A series under which nothing is billed covers the first 10 s only. */
static void a_series_that_is_not_needed_bounds_no_window(void)
{
    struct scene scene;
    struct job job = {1000, 30, 1, 1, 400};
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    struct wf_series other = scene.series;
    other.count = 1;
    struct wf_series *items[] = {&other, &scene.series};
    scene.platform.series.items = items;
    scene.platform.series.count = 2;
    CHECK_CLOSE(greenest(&scene, &job), 1020, 0);
    scene_release(&scene);
}

/* The buckets of a row that counts nothing are passed over: the server's time costs nothing where
 * all of its cold idle is billed. */
static void a_row_that_counts_nothing_keeps_the_others_in_place(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    struct wf_weight_row rows[] = {
        {.owner = 0, .row = WF_ROW_TIME + WF_PHASE_WAIT, .bucket_count = 2, .weighted = 1},
        {.owner = 0, .link = 1, .row = WF_PHASE_UPLOAD, .bucket_count = 2, .weighted = 1300},
    };
    double buckets[] = {1, 1, 10, 1};
    scene.outcome.weights = rows;
    scene.outcome.weight_count = 2;
    scene.outcome.buckets = buckets;
    bool used[] = {true};
    CHECK_CLOSE(wf_greenest_start(&scene.scenario, &scene.outcome, used, 1000, 10), 1030, 0);
    scene_release(&scene);
}

/* ---- --whole-platform ---- */

/* Of the run alone (10 J, 1 J) the start at 1030 is the greenest: 900, and 2050 at 1020. Base watts
 * P over 20 s add 4500 P there, 2500 P at 1020, which wins from 0.575 W on. */
static const struct job steady = {1000, 30, 10, 1, 1300};

static double with_base_watts(struct scene *scene)
{
    scene_date(scene, 1000, 30);
    scene->server_site.carbon_series = scene->phone_site.carbon_series = NULL;
    scene->scenario.options.whole_platform = true;
    return greenest(scene, &steady);
}

static void base_watts_of_links_count_to_the_end(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.link_class.idle_w = 0.6;
    CHECK_CLOSE(with_base_watts(&scene), 1020, 0);
    scene.link_class.idle_w = 0.5;
    CHECK_CLOSE(with_base_watts(&scene), 1030, 0);
    scene.link_class.sharing = WF_SPLITDUPLEX; /* two halves */
    scene.link_usages[0].name = "wifi_UP";
    CHECK_CLOSE(with_base_watts(&scene), 1020, 0);
    scene_release(&scene);
}

/* One node: two halves, or one link; and the backbone once. */
static void base_watts_of_clusters_count_to_the_end(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.link_class.idle_w = 0;
    struct wf_link_class links = scene.link_class, backbone = scene.link_class;
    struct wf_cluster cluster = {
        .prefix = "c_", .links = &links, .backbone = NULL, .cable_count = 1};
    scene.platform.clusters = &cluster;
    scene.platform.cluster_count = 1;
    links.idle_w = 0.5;
    CHECK_CLOSE(with_base_watts(&scene), 1030, 0);
    links.sharing = WF_SPLITDUPLEX;
    CHECK_CLOSE(with_base_watts(&scene), 1020, 0);
    links.sharing = WF_SHARED;
    cluster.cable_count = 2;
    CHECK_CLOSE(with_base_watts(&scene), 1020, 0);
    links.idle_w = 0;
    cluster.backbone = &backbone;
    backbone.idle_w = 0.6;
    CHECK_CLOSE(with_base_watts(&scene), 1020, 0);
    backbone.idle_w = 0.5;
    CHECK_CLOSE(with_base_watts(&scene), 1030, 0);
    scene_release(&scene);
}

/* Three hosts of 10, 1 and 1 W, a run of 12 s: 10 s and 2 s of their cold idle cost 12 W x (1600,
 * 3400, 2100, 1300). */
static void cold_idle_counts_to_the_end_and_no_further(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 30);
    scene.link_site.carbon_series = NULL;
    scene.scenario.options.whole_platform = true;
    scene.outcome.time_s = scene.outcome.until_s = 12;
    bool used[] = {true};
    CHECK_CLOSE(wf_greenest_start(&scene.scenario, &scene.outcome, used, 1000, 10), 1030, 0);
    scene.scenario.options.phases = 1u << WF_PHASE_COMPUTE; /* it is waiting, not billed */
    CHECK_CLOSE(wf_greenest_start(&scene.scenario, &scene.outcome, used, 1000, 10), 1000, 0);
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(the_start_with_the_least_carbon_is_chosen),
    WF_TEST(the_window_holds_its_last_edge),
    WF_TEST(of_equal_starts_the_first_is_chosen),
    WF_TEST(no_start_is_before_the_one_asked_for),
    WF_TEST(a_start_that_the_series_does_not_cover_is_left_out),
    WF_TEST(a_start_that_meets_a_gap_is_left_out),
    WF_TEST(only_what_is_billed_decides),
    WF_TEST(all_series_together_decide),
    WF_TEST(a_series_that_is_not_needed_bounds_no_window),
    WF_TEST(a_row_that_counts_nothing_keeps_the_others_in_place),
    WF_TEST(base_watts_of_links_count_to_the_end),
    WF_TEST(base_watts_of_clusters_count_to_the_end),
    WF_TEST(cold_idle_counts_to_the_end_and_no_further),
};

int main(void)
{
    return wf_suite_run("greenest", tests, sizeof tests / sizeof tests[0]);
}
