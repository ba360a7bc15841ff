#include "fit/states.h"

#include "fixture.h"
#include "suite.h"

/* A log of one sample a second: cold 0 to 29 s, its job loads and waits 30 to 49, ramp, work 55 to
 * 264 with a pause 155 to 164, ramp, waits 270 to 289, cold 290 to 319; then the next one's job. */
static struct log make_log(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 30, 100);
    log_level(&log, 20, 125);
    log_ramp(&log, 5, 125, 500);
    log_level(&log, 100, 500);
    log_level(&log, 10, 300);
    log_level(&log, 100, 500);
    log_ramp(&log, 5, 500, 125);
    log_level(&log, 20, 125);
    log_level(&log, 30, 100);
    log_level(&log, 20, 130);
    return log;
}

static void check_span(const struct wf_state *state, size_t i, double from_s, double to_s)
{
    CU_ASSERT_FATAL(i < state->span_count);
    CHECK_CLOSE(state->spans[i][0], from_s, 1e-12);
    CHECK_CLOSE(state->spans[i][1], to_s, 1e-12);
}

static void check_absent(const struct wf_state *state)
{
    CU_ASSERT(isnan(state->power_w.value) && isnan(state->power_w.low));
    CU_ASSERT_EQUAL(state->span_count, 0);
    CHECK_CLOSE(state->seconds, 0, 0);
}

static void all_states_are_where_the_events_say(void)
{
    struct log log = make_log();
    double pauses[][2] = {{154, 165}};
    struct wf_windows windows = {{30, 290}, {50, 270}, (const double(*)[2])pauses, 1};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CU_ASSERT(!states.idle_by_level && !states.plateau_by_level);
    CHECK_CLOSE(states.cold_idle.power_w.value, 100, 1e-12);
    CU_ASSERT_EQUAL(states.cold_idle.span_count, 2); /* not the next one's job */
    check_span(&states.cold_idle, 0, 0, 29);
    check_span(&states.cold_idle, 1, 290, 319);
    CHECK_CLOSE(states.job_idle.power_w.value, 125, 1e-12);
    check_span(&states.job_idle, 0, 30, 49);
    check_span(&states.job_idle, 1, 270, 289);
    /* from the second sample at work to the last but one, without the pause */
    CHECK_CLOSE(states.plateau.power_w.value, 500, 1e-12);
    check_span(&states.plateau, 0, 56, 154);
    check_span(&states.plateau, 1, 165, 263);
    CHECK_CLOSE(states.plateau.seconds, 196, 1e-12);
    /* 1 s down to 300 W, 9 s there, 1 s up */
    CHECK_CLOSE(states.pause.power_w.value, 3500 / 11.0, 1e-12);
    wf_states_release(&states);
    log_release(&log);
}

static void without_the_job_idle_is_told_by_level(void)
{
    struct log log = make_log();
    struct wf_windows windows = wf_windows_none();
    windows.work_s[0] = 50;
    windows.work_s[1] = 270;
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CHECK_CLOSE(states.cold_idle.power_w.value, 100, 1e-12);
    CHECK_CLOSE(states.cold_idle.seconds, 58, 1e-12);
    /* the next one's waiting cannot be told from this one's: 19 s each at 125, 125 and 130 W */
    CHECK_CLOSE(states.job_idle.power_w.value, (125 + 125 + 130) / 3.0, 1e-12);
    wf_states_release(&states);
    log_release(&log);
}

static void without_events_the_levels_decide_and_that_is_said(void)
{
    struct log log = make_log();
    struct wf_windows windows = wf_windows_none();
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CU_ASSERT(states.idle_by_level && states.plateau_by_level);
    CHECK_CLOSE(states.cold_idle.power_w.value, 100, 1e-12);
    CHECK_CLOSE(states.plateau.power_w.value, 500, 1e-12);
    check_span(&states.plateau, 0, 55, 154);
    check_span(&states.plateau, 1, 165, 264);
    check_absent(&states.job_idle);
    check_absent(&states.pause);
    wf_states_release(&states);
    log_release(&log);
}

static void a_log_of_work_alone_has_no_idle(void)
{
    struct log log = {.interval_s = 1, .random = wf_random_new(1, "work"), .sigma_w = 50};
    log_level(&log, 500, 10000);
    struct wf_windows windows = {{-80, 490}, {2, 490}, NULL, 0};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    check_absent(&states.cold_idle);
    check_absent(&states.job_idle);
    CHECK_CLOSE(states.plateau.power_w.value, 10000, 0.002);
    CHECK_CLOSE(states.plateau.seconds, 486, 0.01);
    wf_states_release(&states);

    windows = wf_windows_none(); /* nor without events: one level is no idle */
    wf_states_find(&log.series, &windows, &states);
    check_absent(&states.cold_idle);
    CU_ASSERT(!states.idle_by_level && states.plateau_by_level);
    CHECK_CLOSE(states.plateau.power_w.value, 10000, 0.002);
    wf_states_release(&states);
    log_release(&log);
}

static void waiting_that_draws_no_more_than_cold_is_no_state(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 30, 100);
    log_level(&log, 20, 106);
    log_level(&log, 100, 500);
    log_level(&log, 30, 104);
    struct wf_windows windows = {{30, 150}, {50, 150}, NULL, 0};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    check_absent(&states.job_idle);
    /* nor is it cold: the job was there. 29 s each */
    CHECK_CLOSE(states.cold_idle.power_w.value, 102, 1e-12);
    wf_states_release(&states);
    log_release(&log);
}

static void a_warm_up_inside_the_job_is_no_waiting(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 30, 100);
    log_level(&log, 20, 125);
    log_level(&log, 20, 450); /* nearer to the plateau than to cold */
    log_level(&log, 100, 500);
    struct wf_windows windows = {{30, 170}, {70, 170}, NULL, 0};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CHECK_CLOSE(states.job_idle.power_w.value, 125, 1e-12);
    CU_ASSERT_EQUAL(states.job_idle.span_count, 1);
    wf_states_release(&states);
    log_release(&log);
}

static void a_lower_level_inside_the_job_is_not_cold(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 30, 100);
    log_level(&log, 20, 80);
    log_level(&log, 100, 500);
    struct wf_windows windows = {{30, 150}, {50, 150}, NULL, 0};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CHECK_CLOSE(states.cold_idle.power_w.value, 100, 1e-12);
    check_span(&states.cold_idle, 0, 0, 29);
    wf_states_release(&states);
    log_release(&log);
}

static void nothing_is_measured_between_pauses_closer_than_a_sample(void)
{
    struct log log = {.interval_s = 2};
    log_level(&log, 100, 500);
    double pauses[][2] = {{100, 110}, {40, 50}, {51, 60}};
    struct wf_windows windows = {{NAN, NAN}, {0, 198}, (const double(*)[2])pauses, 3};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CU_ASSERT_EQUAL(states.plateau.span_count, 3);
    check_span(&states.plateau, 0, 2, 40);
    check_span(&states.plateau, 1, 60, 100);  /* and the pauses need be in no order */
    check_span(&states.plateau, 2, 110, 194); /* the last inside is at 196 s */
    wf_states_release(&states);
    log_release(&log);
}

static void a_level_over_an_edge_of_the_job_is_cut_there(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 41, 100); /* to 40 s; the job starts at 30 s and does nothing yet */
    log_level(&log, 100, 500);
    struct wf_windows windows = {{30, 140}, {41, 140}, NULL, 0};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    CU_ASSERT_EQUAL(states.cold_idle.span_count, 1);
    check_span(&states.cold_idle, 0, 0, 30);
    wf_states_release(&states);
    log_release(&log);
}

static void windows_beside_the_log_find_nothing(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 50, 100);
    struct wf_windows windows = {{1000, 2000}, {1100, 1900}, NULL, 0};
    struct wf_states states;
    wf_states_find(&log.series, &windows, &states);
    check_absent(&states.plateau);
    CHECK_CLOSE(states.cold_idle.power_w.value, 100, 1e-12);
    wf_states_release(&states);

    struct wf_power_series empty = {0};
    wf_states_find(&empty, &windows, &states);
    check_absent(&states.plateau);
    check_absent(&states.cold_idle);
    wf_states_release(&states);
    wf_states_release(NULL);
    log_release(&log);
}

static const struct wf_test tests[] = {
    WF_TEST(all_states_are_where_the_events_say),
    WF_TEST(without_the_job_idle_is_told_by_level),
    WF_TEST(without_events_the_levels_decide_and_that_is_said),
    WF_TEST(a_log_of_work_alone_has_no_idle),
    WF_TEST(waiting_that_draws_no_more_than_cold_is_no_state),
    WF_TEST(a_warm_up_inside_the_job_is_no_waiting),
    WF_TEST(a_lower_level_inside_the_job_is_not_cold),
    WF_TEST(nothing_is_measured_between_pauses_closer_than_a_sample),
    WF_TEST(a_level_over_an_edge_of_the_job_is_cut_there),
    WF_TEST(windows_beside_the_log_find_nothing),
};

int main(void)
{
    return wf_suite_run("states", tests, sizeof tests / sizeof tests[0]);
}
