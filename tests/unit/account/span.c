#include "account/span.h"
#include "scene.h"

#include <stdlib.h>

static void a_run_must_lie_within_the_series(void)
{
    struct scene scene;
    scene_make(&scene);
    CU_ASSERT(wf_span_covers(&scene.series, 1000, 50)); /* all of it */
    CU_ASSERT(!wf_span_covers(&scene.series, 1000, 50.001));
    CU_ASSERT(!wf_span_covers(&scene.series, 999.999, 10));
    CU_ASSERT(wf_span_covers(&scene.series, 1000 - 1e-8, 50)); /* a billionth of 50 s */
    CU_ASSERT(wf_span_covers(&scene.series, 1000, 50 + 4e-8));
    scene_release(&scene);
}

/* The value from 20 to 30 s is missing. */
static const double gap[] = {0, 0, 0, 10, 10, 10};

static void a_gap_matters_where_the_run_meets_it(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.series.missing = gap;
    CU_ASSERT(wf_span_is_whole(&scene.series, 1000, 20));
    CU_ASSERT(!wf_span_is_whole(&scene.series, 1000, 21));
    CU_ASSERT(wf_span_is_whole(&scene.series, 1030, 20));
    CU_ASSERT(!wf_span_is_whole(&scene.series, 1029, 20));
    scene.series.gaps = WF_GAPS_INTERPOLATE;
    CU_ASSERT(wf_span_is_whole(&scene.series, 1000, 50));
    scene_release(&scene);
}

/* Which of the parts of the platform make the series needed. */
static bool needs(struct scene *scene)
{
    bool *used = wf_span_find_used(&scene->scenario, &scene->outcome);
    bool needed = used[0];
    free(used);
    return needed;
}

static void a_series_is_needed_where_something_is_billed_under_it(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.platform.series.items = scene.items;
    scene.platform.series.count = 1;
    CU_ASSERT(!needs(&scene));
    scene.server_site.carbon_series = &scene.series;
    CU_ASSERT(needs(&scene));
    scene.server_site.carbon_series = NULL;
    scene.link_site.carbon_series = &scene.series;
    CU_ASSERT(needs(&scene));
    scene.link_class.idle_w = scene.link_class.busy_w = NAN; /* draws nothing */
    CU_ASSERT(!needs(&scene));
    scene.link_site.tail_w = 1;
    CU_ASSERT(needs(&scene));
    scene.link_site.tail_w = NAN;
    scene.link_site.network_class = WF_NETWORK_LAN;
    CU_ASSERT(needs(&scene));
    scene.scenario.options.network = WF_VIEW_NONE; /* its class does not count */
    CU_ASSERT(!needs(&scene));
    scene_release(&scene);
}

/* The phones have no part, the link carries nothing: only the whole platform bills them. */
static void what_has_no_part_needs_a_series_with_the_whole_platform_only(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.platform.series.items = scene.items;
    scene.platform.series.count = 1;
    scene.outcome.host_count = 1;
    scene.outcome.link_count = 0;
    struct wf_site *sites[] = {&scene.phone_site, &scene.link_site};
    for (size_t i = 0; i < 2; i++) {
        sites[i]->carbon_series = &scene.series;
        scene.scenario.options.whole_platform = false;
        CU_ASSERT(!needs(&scene));
        scene.scenario.options.whole_platform = true;
        CU_ASSERT(needs(&scene));
        sites[i]->carbon_series = NULL;
    }
    scene_release(&scene);
}

/* Links of a <cluster> stand in no list of links. */
static void the_whole_platform_needs_the_series_of_clusters(void)
{
    struct scene scene;
    scene_make(&scene);
    scene.platform.series.items = scene.items;
    scene.platform.series.count = 1;
    struct wf_site dark = scene.link_site, dated = scene.link_site;
    dated.carbon_series = &scene.series;
    struct wf_link_class links = scene.link_class, backbone = scene.link_class;
    struct wf_cluster cluster = {
        .prefix = "c_", .links = &links, .backbone = NULL, .cable_count = 3};
    scene.platform.clusters = &cluster;
    scene.platform.cluster_count = 1;
    links.site = &dated;
    CU_ASSERT(!needs(&scene));
    scene.scenario.options.whole_platform = true;
    CU_ASSERT(needs(&scene));
    links.site = &dark;
    CU_ASSERT(!needs(&scene));
    cluster.backbone = &backbone;
    CU_ASSERT(!needs(&scene));
    backbone.site = &dated;
    CU_ASSERT(needs(&scene));
    scene_release(&scene);
}

static void a_run_beyond_the_series_is_an_error(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1030, 0);
    wf_span_check(&scene.scenario, &scene.outcome, &scene.diag);
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene.outcome.until_s = 21; /* a radio's tail after the end */
    wf_span_check(&scene.scenario, &scene.outcome, &scene.diag);
    CU_ASSERT_EQUAL(scene.diag.error_count, 1);
    CU_ASSERT(scene_reports(&scene, "column 'here' covers 1970-01-01T00:16:40Z to "
                                    "1970-01-01T00:17:30Z; the run needs 1970-01-01T00:17:10Z to "
                                    "1970-01-01T00:17:31Z"));
    scene_release(&scene);
}

static void a_value_that_is_missing_in_the_run_is_an_error_at_its_line(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 0);
    scene.series.missing = gap;
    wf_span_check(&scene.scenario, &scene.outcome, &scene.diag); /* 0 to 20: it begins there */
    CU_ASSERT_EQUAL(scene.diag.count, 0);
    scene.scenario.start_date_s = 1001;
    wf_span_check(&scene.scenario, &scene.outcome, &scene.diag);
    CU_ASSERT_EQUAL_FATAL(scene.diag.error_count, 1);
    CU_ASSERT_EQUAL(scene.diag.entries[0].line, 4);
    CU_ASSERT(scene_reports(&scene, "column 'here' has no value for 1970-01-01T00:17:00Z, which "
                                    "the run needs;"));
    scene_release(&scene);
}

/* Values from 10 to 20 s and from 30 to 40 s are missing; the run ends where the second begins. */
static void a_gap_that_begins_at_the_end_of_the_run_does_not_matter(void)
{
    static const double gaps[] = {0, 0, 10, 10, 20, 20};
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1010, 0);
    scene.series.missing = gaps;
    wf_span_check(&scene.scenario, &scene.outcome, &scene.diag);
    CU_ASSERT_EQUAL_FATAL(scene.diag.error_count, 1);
    CU_ASSERT_EQUAL(scene.diag.entries[0].line, 3);
    scene_release(&scene);
}

/* @p count values of 1 s, all missing. */
static size_t errors_of_gaps(size_t count, bool *more)
{
    static double edges[32], missing[32], sums[32], values[32];
    static uint32_t lines[32];
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1000, 0);
    for (size_t i = 0; i < 32; i++) {
        edges[i] = missing[i] = (double)i;
        lines[i] = (uint32_t)i + 2;
    }
    scene.series.count = count;
    scene.series.edge_s = edges;
    scene.series.missing = missing;
    scene.series.sum = sums;
    scene.series.value = values;
    scene.series.line = lines;
    scene.series.step_s = 1;
    scene.outcome.until_s = (double)count;
    wf_span_check(&scene.scenario, &scene.outcome, &scene.diag);
    *more = scene_reports(&scene, "1 more values of column 'here' are missing");
    size_t errors = scene.diag.error_count;
    scene_release(&scene);
    return errors;
}

static void at_most_twenty_gaps_are_reported_one_by_one(void)
{
    bool more;
    CU_ASSERT_EQUAL(errors_of_gaps(19, &more), 19);
    CU_ASSERT(!more);
    CU_ASSERT_EQUAL(errors_of_gaps(20, &more), 20);
    CU_ASSERT(!more);
    CU_ASSERT_EQUAL(errors_of_gaps(21, &more), 21); /* twenty, and the number of the rest */
    CU_ASSERT(more);
}

/* The run needs 9 of the 10 s that are missing. */
static void values_that_are_interpolated_are_warned_of_in_hours(void)
{
    struct scene scene;
    scene_make(&scene);
    scene_date(&scene, 1009, 0);
    scene.series.missing = gap;
    scene.series.gaps = WF_GAPS_INTERPOLATE;
    wf_span_warn(&scene.scenario, &scene.outcome, 1009, &scene.diag);
    CU_ASSERT_EQUAL(scene.diag.warning_count, 1);
    CU_ASSERT(scene_reports(&scene, "column 'here': 0.0025 h of the run have no value"));
    wf_span_warn(&scene.scenario, &scene.outcome, 1030, &scene.diag);
    CU_ASSERT_EQUAL(scene.diag.warning_count, 1);
    scene_release(&scene);
}

static const struct wf_test tests[] = {
    WF_TEST(a_run_must_lie_within_the_series),
    WF_TEST(a_gap_matters_where_the_run_meets_it),
    WF_TEST(a_series_is_needed_where_something_is_billed_under_it),
    WF_TEST(what_has_no_part_needs_a_series_with_the_whole_platform_only),
    WF_TEST(the_whole_platform_needs_the_series_of_clusters),
    WF_TEST(a_run_beyond_the_series_is_an_error),
    WF_TEST(a_value_that_is_missing_in_the_run_is_an_error_at_its_line),
    WF_TEST(a_gap_that_begins_at_the_end_of_the_run_does_not_matter),
    WF_TEST(at_most_twenty_gaps_are_reported_one_by_one),
    WF_TEST(values_that_are_interpolated_are_warned_of_in_hours),
};

int main(void)
{
    return wf_suite_run("span", tests, sizeof tests / sizeof tests[0]);
}
