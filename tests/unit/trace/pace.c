#include "trace/pace.h"

#include "suite.h"

static void instant(struct wf_pace *pace, double seconds)
{
    wf_time_ns ns = (wf_time_ns)(seconds * 1e9);
    wf_pace_add(pace, ns, ns);
}

static void the_usual_interval_is_the_median(void)
{
    static struct wf_pace pace;
    static const double seconds[] = {1, 1.5, 1, 2, 9};
    pace = (struct wf_pace){0};
    for (size_t i = 0; i < 5; i++)
        instant(&pace, seconds[i]);
    wf_pace_finish(&pace);
    CHECK_CLOSE((double)pace.usual_ns, 1.5e9, 0);
    CU_ASSERT_EQUAL(pace.gaps, 1);
    CHECK_CLOSE(pace.gap_s, 9, 0);
    CHECK_CLOSE(pace.longest_s, 9, 0);
}

/* Three times is none yet; a nanosecond more is. */
static void above_three_times_is_a_gap(void)
{
    static struct wf_pace pace;
    pace = (struct wf_pace){0};
    for (int i = 0; i < 10; i++)
        instant(&pace, 1);
    wf_pace_add(&pace, 3 * WF_NS_PER_S, 3 * WF_NS_PER_S);
    wf_pace_add(&pace, 3 * WF_NS_PER_S + 1, 3 * WF_NS_PER_S + 1);
    wf_pace_finish(&pace);
    CU_ASSERT_EQUAL(pace.gaps, 1);
}

static void gaps_count_before_and_after_the_usual_is_known(void)
{
    static struct wf_pace pace;
    pace = (struct wf_pace){0};
    instant(&pace, 10);
    for (int i = 0; i < 2 * WF_PACE_FIRST; i++)
        instant(&pace, 1);
    instant(&pace, 20);
    wf_pace_finish(&pace);
    CU_ASSERT_EQUAL(pace.gaps, 2);
    CHECK_CLOSE(pace.gap_s, 30, 0);
    CHECK_CLOSE(pace.longest_s, 20, 0);
}

/* A mean over an hour is no gap of an hour. */
static void what_an_interval_measured_is_no_gap(void)
{
    static struct wf_pace pace;
    pace = (struct wf_pace){0};
    for (int i = 0; i < 10; i++)
        wf_pace_add(&pace, WF_NS_PER_S, 0);
    wf_pace_add(&pace, 3600 * WF_NS_PER_S, 0);
    wf_pace_add(&pace, 5 * WF_NS_PER_S, 4 * WF_NS_PER_S);
    wf_pace_finish(&pace);
    CU_ASSERT_EQUAL(pace.gaps, 1);
    CHECK_CLOSE(pace.gap_s, 4, 0);
}

static void a_single_sample_has_no_interval(void)
{
    static struct wf_pace pace;
    pace = (struct wf_pace){0};
    wf_pace_finish(&pace);
    CU_ASSERT_EQUAL(pace.usual_ns, 0);
    CU_ASSERT_EQUAL(pace.gaps, 0);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(the_usual_interval_is_the_median),
        WF_TEST(above_three_times_is_a_gap),
        WF_TEST(gaps_count_before_and_after_the_usual_is_known),
        WF_TEST(what_an_interval_measured_is_no_gap),
        WF_TEST(a_single_sample_has_no_interval),
    };
    return wf_suite_run("pace", tests, sizeof tests / sizeof *tests);
}
