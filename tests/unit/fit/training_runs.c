#include "fit/training_runs.h"

#include "suite.h"
#include <math.h>

/* The truth: a node takes 80 s once, 2 s an epoch and 5 s an evaluation; it draws 100 W in the
 * first, 300 W in epochs and 250 W in evaluations. */
static const double FIXED_S = 80, EPOCH_S = 2, EVALUATION_S = 5;
static const double FIXED_J = 8000, EPOCH_J = 600, EVALUATION_J = 1250;
enum { ROWS = 5 };

/* The run that truth gives. */
static struct wf_training_run run_of(double nodes, double epochs, double evaluations)
{
    return (struct wf_training_run){
        .nodes = nodes,
        .work = epochs,
        .evaluations = evaluations,
        .time_s = FIXED_S + (epochs * EPOCH_S + evaluations * EVALUATION_S) / nodes,
        .energy_j = nodes * FIXED_J + epochs * EPOCH_J + evaluations * EVALUATION_J,
        .samples_per_s = NAN,
    };
}

static const struct wf_training_known nothing = {NAN, NAN};

static void fit(const struct wf_training_run *rows, size_t count,
                const struct wf_training_known *known, struct wf_training_runs *runs)
{
    CU_ASSERT_EQUAL_FATAL(wf_training_runs_fit(rows, count, known, runs, NULL), 0);
}

static double value(const struct wf_training_runs *runs, enum wf_training_figure figure)
{
    return runs->figures[figure].value;
}

static void check_truth(const struct wf_training_runs *runs)
{
    CHECK_CLOSE(value(runs, WF_RUN_FIXED_S), FIXED_S, 1e-8);
    CHECK_CLOSE(value(runs, WF_RUN_WORK_S), EPOCH_S, 1e-9);
    CHECK_CLOSE(value(runs, WF_RUN_EVALUATION_S), EVALUATION_S, 1e-8);
    CHECK_CLOSE(value(runs, WF_RUN_FIXED_J), FIXED_J, 1e-5);
    CHECK_CLOSE(value(runs, WF_RUN_WORK_J), EPOCH_J, 1e-7);
    CHECK_CLOSE(value(runs, WF_RUN_EVALUATION_J), EVALUATION_J, 1e-5);
}

static void exact_runs_give_exact_figures(void)
{
    const struct wf_training_run rows[ROWS] = {run_of(1, 100, 10), run_of(1, 200, 3),
                                               run_of(1, 300, 40), run_of(2, 150, 20),
                                               run_of(4, 400, 8)};
    struct wf_training_runs runs;
    fit(rows, ROWS, &nothing, &runs);
    check_truth(&runs);
    for (size_t i = 0; i < WF_RUN_FIGURES; i++)
        CU_ASSERT_EQUAL(runs.told[i], WF_TOLD_FITTED);
    for (size_t i = 0; i < ROWS; i++) {
        CHECK_CLOSE(runs.time_unseen_ratio[i], 0, 1e-9);
        CHECK_CLOSE(runs.energy_unseen_ratio[i], 0, 1e-9);
    }
    CU_ASSERT(isnan(runs.evaluation_slope)); /* no line */
    wf_training_runs_release(&runs);
}

/* Evaluations are a line in the epochs, as where one follows each 20 from 100 on. */
static void fill_line(struct wf_training_run rows[ROWS], double samples_per_s)
{
    static const double epochs[ROWS] = {100, 200, 400, 500, 900};
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = run_of(1, epochs[i], epochs[i] / 20 - 4);
        rows[i].samples_per_s = samples_per_s;
    }
}

static void a_rate_tells_the_seconds_of_an_evaluation(void)
{
    struct wf_training_run rows[ROWS];
    const struct wf_training_known known = {50, NAN}; /* 50 samples an epoch of 2 s: 25 a second */
    struct wf_training_runs runs;
    fill_line(rows, 25);
    fit(rows, ROWS, &known, &runs);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_S), FIXED_S, 1e-8);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_S), EPOCH_S, 1e-9);
    CHECK_CLOSE(value(&runs, WF_RUN_EVALUATION_S), EVALUATION_S, 1e-8);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_WORK_S], WF_TOLD_BY_RATE);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_S], WF_TOLD_FITTED);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_J], WF_TOLD_BY_WATTS);
    CHECK_CLOSE(runs.evaluation_slope, 0.05, 1e-12);
    CHECK_CLOSE(runs.evaluation_constant, -4, 1e-9);
    /* joules: 600 e + 1250 (e / 20 - 4) = 662.5 e - 5000, and at one power w a second of both
     * 2 e + 5 (e / 20 - 4) = 2.25 e - 20: w = 662.5 / 2.25, once 8000 - 5000 + 20 w */
    double w = 662.5 / 2.25;
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_J), 2 * w, 1e-7);
    CHECK_CLOSE(value(&runs, WF_RUN_EVALUATION_J), 5 * w, 1e-7);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_J), 3000 + 20 * w, 1e-6);
    wf_training_runs_release(&runs);
}

/* The rate is the job's: two nodes of 25 samples/s each. */
static void a_rate_is_that_of_all_nodes(void)
{
    const struct wf_training_known known = {50, NAN};
    struct wf_training_run rows[3];
    struct wf_training_runs runs;
    for (size_t i = 0; i < 3; i++) {
        rows[i] = run_of(i < 2 ? 2 : 1, 100 * (double)(i + 1), 5 * (double)(i * i));
        rows[i].samples_per_s = 25 * rows[i].nodes;
    }
    fit(rows, 3, &known, &runs);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_S), EPOCH_S, 1e-9);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_S), FIXED_S, 1e-8);
    CHECK_CLOSE(value(&runs, WF_RUN_EVALUATION_S), EVALUATION_S, 1e-8);
    wf_training_runs_release(&runs);
}

static void without_a_rate_the_workload_tells_or_nobody(void)
{
    struct wf_training_run rows[ROWS];
    const struct wf_training_known by_flop = {NAN, 2.5}; /* 5 s of 2 s */
    struct wf_training_runs runs;
    fill_line(rows, NAN);
    fit(rows, ROWS, &by_flop, &runs);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_S), FIXED_S, 1e-8);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_S), EPOCH_S, 1e-9);
    CHECK_CLOSE(value(&runs, WF_RUN_EVALUATION_S), EVALUATION_S, 1e-8);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_S], WF_TOLD_BY_WORKLOAD);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_J], WF_TOLD_BY_WORKLOAD);
    wf_training_runs_release(&runs);
    fit(rows, ROWS, &nothing, &runs);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_S], WF_TOLD_IN_WORK);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_S), 2.25, 1e-9);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_S), 60, 1e-7); /* 80 less four evaluations */
    CU_ASSERT(isnan(value(&runs, WF_RUN_EVALUATION_S)));
    for (size_t i = 0; i < ROWS; i++)
        CHECK_CLOSE(runs.time_unseen_ratio[i], 0, 1e-9);
    wf_training_runs_release(&runs);
}

/* Three runs of 10 epochs that differ by the length of their start: 70, 80 and 95 s at 100 W. The
 * rate tells that epochs took 20 s. */
static void at_equal_work_a_second_tells_the_watts_of_the_start(void)
{
    const double starts_s[] = {70, 80, 95};
    const struct wf_training_known known = {50, NAN};
    struct wf_training_run rows[3];
    struct wf_training_runs runs;
    for (size_t i = 0; i < 3; i++) {
        rows[i] = run_of(1, 10, 0);
        rows[i].samples_per_s = 25;
        rows[i].time_s = starts_s[i] + 20;
        rows[i].energy_j = 100 * starts_s[i] + 6000;
    }
    fit(rows, 3, &known, &runs);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_FIXED_J], WF_TOLD_BY_TIME);
    CHECK_CLOSE(runs.waiting_w.value, 100, 1e-8);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_S), 245 / 3.0, 1e-9);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_J), 24500 / 3.0, 1e-6);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_J), 600, 1e-7);
    /* the fixed cost is a mean: the jackknife gives its usual error, s / sqrt(n), and leaving one
     * out predicts it by the mean of the others */
    double variance =
        (pow(70 - 245 / 3.0, 2) + pow(80 - 245 / 3.0, 2) + pow(95 - 245 / 3.0, 2)) / 6;
    CHECK_CLOSE(runs.covariance[WF_RUN_FIXED_S * WF_RUN_FIGURES + WF_RUN_FIXED_S], variance, 1e-9);
    CHECK_CLOSE(runs.figures[WF_RUN_FIXED_S].high - 245 / 3.0, 4.302652730 * sqrt(variance), 1e-7);
    CHECK_CLOSE(runs.time_unseen_ratio[0], 1 - (20 + 87.5) / 90, 1e-9);
    CHECK_CLOSE(runs.time_residual_ratio[0], 1 - (20 + 245 / 3.0) / 90, 1e-9);
    wf_training_runs_release(&runs);
}

static void runs_alike_cannot_tell_the_fixed_cost(void)
{
    const struct wf_training_run rows[] = {run_of(1, 10, 2), run_of(1, 10, 2)};
    struct wf_training_runs runs;
    fit(rows, 2, &nothing, &runs);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_FIXED_S], WF_TOLD_IN_WORK);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_FIXED_J], WF_TOLD_IN_WORK);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_S], WF_TOLD_IN_WORK);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_S), 11, 1e-9);   /* (80 + 20 + 10) / 10 */
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_J), 1650, 1e-7); /* (8000 + 6000 + 2500) / 10 */
    CU_ASSERT(isnan(value(&runs, WF_RUN_FIXED_S)));
    wf_training_runs_release(&runs);
}

/* Numbers of nodes tell the fixed joules of each; seconds were not measured. */
static void nodes_tell_the_fixed_joules(void)
{
    struct wf_training_run rows[] = {run_of(1, 100, 5), run_of(2, 100, 5), run_of(4, 100, 5)};
    struct wf_training_runs runs;
    for (size_t i = 0; i < 3; i++)
        rows[i].time_s = NAN;
    fit(rows, 3, &nothing, &runs);
    CHECK_CLOSE(value(&runs, WF_RUN_FIXED_J), FIXED_J, 1e-5);
    CHECK_CLOSE(value(&runs, WF_RUN_WORK_J), EPOCH_J + EVALUATION_J / 20, 1e-6);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_WORK_S], WF_TOLD_NOT);
    CU_ASSERT_EQUAL(runs.rows_of_time, 0);
    CU_ASSERT_EQUAL(runs.rows_of_energy, 3);
    CU_ASSERT(isnan(runs.time_residual_ratio[0]));
    wf_training_runs_release(&runs);
}

/* Evaluations that follow the work to half a percent count as one with it: else an evaluation
 * would be what noise makes of it. */
static void a_line_within_a_percent_counts_as_one(void)
{
    struct wf_training_run rows[4];
    struct wf_training_runs runs;
    for (size_t i = 0; i < 4; i++)
        rows[i] = run_of(1, 1000 * (double)(i + 1) + (i % 2 ? 3 : -3), 10 * (double)(i + 1));
    fit(rows, 4, &nothing, &runs);
    CU_ASSERT_EQUAL(runs.told[WF_RUN_EVALUATION_S], WF_TOLD_IN_WORK);
    wf_training_runs_release(&runs);
}

static void what_is_missing_is_refused(void)
{
    struct wf_training_run row = run_of(1, 10, 0);
    struct wf_training_runs runs;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_training_runs_fit(NULL, 0, &nothing, &runs, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    row.time_s = row.energy_j = NAN;
    CU_ASSERT_EQUAL(wf_training_runs_fit(&row, 1, &nothing, &runs, &err), -1);
    CHECK_TEXT(err.text, "no run has a measured time or energy");
}

static const struct wf_test tests[] = {
    WF_TEST(exact_runs_give_exact_figures),
    WF_TEST(a_rate_tells_the_seconds_of_an_evaluation),
    WF_TEST(a_rate_is_that_of_all_nodes),
    WF_TEST(without_a_rate_the_workload_tells_or_nobody),
    WF_TEST(at_equal_work_a_second_tells_the_watts_of_the_start),
    WF_TEST(runs_alike_cannot_tell_the_fixed_cost),
    WF_TEST(nodes_tell_the_fixed_joules),
    WF_TEST(a_line_within_a_percent_counts_as_one),
    WF_TEST(what_is_missing_is_refused),
};

int main(void)
{
    return wf_suite_run("fit/training_runs", tests, sizeof tests / sizeof *tests);
}
