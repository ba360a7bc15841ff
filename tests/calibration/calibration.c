/* calibration.<case>: logs whose levels and rates are known, fitted; what was not fitted on is
 * predicted as its closed form says. */
#include "study/calibration.h"
#include "../cases.h"
#include "base/err.h"
#include "made_log.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fail(const char *what)
{
    printf("    FAILED %s\n", what);
    failures++;
}

static void check_near(double value, double expected, double tolerance, const char *what)
{
    if (fabs(value - expected) <= tolerance * fmax(1, fabs(expected)))
        return;
    printf("    FAILED %s: %.17g, expected %.17g\n", what, value, expected);
    failures++;
}

static void check_close(double value, double expected, const char *what)
{
    check_near(value, expected, 1e-9, what);
}

static void check_none(double value, const char *what)
{
    if (!isnan(value)) {
        printf("    FAILED %s: %g, expected none\n", what, value);
        failures++;
    }
}

static void check_inside(const struct wf_estimate *estimate, double truth, const char *what)
{
    if (estimate->low <= truth && truth <= estimate->high)
        return;
    printf("    FAILED %s: %g (%g to %g), the truth is %g\n", what, estimate->value, estimate->low,
           estimate->high, truth);
    failures++;
}

/* ---- runs of a test ---- */

enum { MOST_RUNS = 4 };

struct fixture {
    char *folder, *paths[MOST_RUNS];
    struct wf_run_request runs[MOST_RUNS];
    struct wf_calibration_request request;
    struct wf_calibration calibration;
    struct wf_diag diag;
};

static void begin(struct fixture *test)
{
    *test = (struct fixture){.folder = made_folder()};
    wf_diag_init(&test->diag);
    test->request =
        (struct wf_calibration_request){.runs = test->runs, .wall_factor = NAN, .meter = "wall"};
}

static struct wf_run_request *add_run(struct fixture *test, const struct made_log *log,
                                      const char *workload)
{
    size_t index = test->request.run_count++;
    char name[] = {'r', (char)('0' + index), '\0'};
    struct made_log own = *log;
    own.day = (uint32_t)index;
    test->paths[index] = made_log_write(&own, test->folder, name);
    test->runs[index] = (struct wf_run_request){
        .path = test->paths[index], .workload = workload, .work_s = {NAN, NAN}};
    return &test->runs[index];
}

static void make(struct fixture *test)
{
    struct wf_err err = {0};
    if (wf_calibration_make(&test->request, &test->calibration, &test->diag, &err) < 0)
        fail(err.text);
    for (size_t i = 0; i < test->diag.count; i++) {
        char *text = wf_diag_text(&test->diag.entries[i]);
        printf("    %s\n", text);
        free(text);
    }
}

static void make_again(struct fixture *test)
{
    wf_calibration_release(&test->calibration);
    make(test);
}

static void end(struct fixture *test)
{
    wf_calibration_release(&test->calibration);
    wf_diag_release(&test->diag);
    for (size_t i = 0; i < test->request.run_count; i++)
        free(test->paths[i]);
    made_folder_remove(test->folder);
}

/* ---- levels, rates and the check, without noise ---- */

/* Steps half a second after a sample are worth their trapezoids, so that nothing is left over. */
static void without_noise_all_is_exact(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    begin(&test);
    add_run(&test, &log, "w");
    add_run(&test, &log, "w");
    make(&test);
    const struct wf_calibration *calibration = &test.calibration;
    check_close(calibration->cold_w.value, 40, "cold");
    check_close(calibration->waiting_w.value, 60, "waiting");
    check_close((double)calibration->workload_count, 1, "workloads");
    check_close(calibration->workloads[0].power_w.value, 100, "plateau");
    check_close(calibration->workloads[0].power_w.low, 100, "its interval, from");
    check_close(calibration->workloads[0].power_w.high, 100, "its interval, to");
    check_close(calibration->workloads[0].samples_per_s.value, 25, "samples/s");
    /* the first block of 200 s works at half the rate: its 2,500 samples take 100 s at 25/s */
    check_close(calibration->workloads[0].start_up_s.value, 100, "start-up");
    check_close(calibration->workloads[0].start_up_s.high, 100, "its interval, to");
    check_none(calibration->workloads[0].evaluation_w.value, "evaluation");
    for (size_t i = 0; i < 2; i++) {
        const struct wf_calibration_check *check = &calibration->checks[i];
        check_close(check->half, false, "from the other run");
        check_close(check->idle_runs, 1, "idle from the other run");
        check_close(check->measured_j, 60.5 * 40 + 60 * 60 + 600 * 100 + 59.5 * 40, "measured");
        check_close(check->energy_error, 0, "error of energy");
        check_close(check->power_mape, 0, "error of power");
    }
    end(&test);
}

/* Plateau p, evaluation e. The meter takes a second from one to the other, a half of it on each
 * side of the event: in that half the mean is (3 e + p) / 4 within the evaluation. Of 60 s and two
 * ends each: e' = e + (p - e) / 4 / 60. The plateau loses as much, at four ends, over its seconds:
 * those of the work (600) less the evaluations (120) and the ramps at its ends (1.5 and 1.5). */
static void evaluations_are_seen_as_the_meter_sees_them(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    log.evaluation_w = 70;
    begin(&test);
    add_run(&test, &log, "w");
    add_run(&test, &log, "w");
    make(&test);
    const struct wf_calibrated_workload *workload = test.calibration.workloads;
    double plateau_s = 600 - 120 - 3, plateau_w = 100 - 4 * 30 / 8.0 / plateau_s;
    double evaluation_w = 70 + 30 / 4.0 / 60;
    check_close(workload->power_w.value, plateau_w, "plateau");
    check_close(workload->evaluation_w.value, evaluation_w, "evaluation");
    check_close(workload->samples_per_s.value, 25, "samples/s, evaluations taken out");
    double measured_j = 120 * 40 + 60 * 60 + 480 * 100 + 120 * 70;
    double error = (480 * (plateau_w - 100) + 120 * (evaluation_w - 70)) / measured_j;
    check_close(test.calibration.checks[0].measured_j, measured_j, "measured");
    check_close(test.calibration.checks[0].energy_error, error, "error of energy");
    end(&test);
}

/* ---- noise ---- */

static struct made_log noisy(uint64_t seed)
{
    struct made_log log = made_log_plain(100);
    log.work_s = 1200;
    log.cold_s = log.waiting_s = log.after_s = 300;
    log.deviation = 0.02;
    log.correlation = 0.6;
    log.seed = seed;
    return log;
}

/* Noise, spikes, a gap in the work and lines that come twice: all within their intervals, which are
 * none of those that hold anything. */
static void noise_leaves_the_truth_in_its_intervals(void)
{
    struct fixture test;
    begin(&test);
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct made_log log = noisy(seed);
        log.spikes = 97;
        log.duplicates = 50;
        log.gap_s[0] = 900;
        log.gap_s[1] = 930;
        add_run(&test, &log, "w");
    }
    make(&test);
    const struct wf_calibration *calibration = &test.calibration;
    const struct wf_estimate *plateau = &calibration->workloads[0].power_w;
    check_inside(&calibration->cold_w, 40, "cold");
    check_inside(&calibration->waiting_w, 60, "waiting");
    check_inside(plateau, 100, "plateau");
    if (!(plateau->high - plateau->low < 2))
        fail("an interval of the plateau below 2 %");
    for (size_t i = 0; i < 4; i++) {
        const struct wf_trace_report *report = &calibration->runs[i].report;
        check_close((double)report->duplicates, 42, "lines that came twice");
        check_close((double)report->gaps, 1, "gaps");
        check_near(calibration->checks[i].energy_error, 0, 0.01, "error of energy");
        /* mean of |normal|: 0.8 deviations; 2 % of the samples are off by half */
        check_near(calibration->checks[i].power_mape, 0.8 * 0.02 + 0.02 * 0.6, 0.006,
                   "error of power");
    }
    end(&test);
}

/* 200 seeds: each interval of 95 % holds the truth in 190 of them, give or take three and a half
 * standard deviations of the binomial (3.08). */
static void intervals_hold_the_truth_as_often_as_they_say(void)
{
    enum { SEEDS = 200 };
    struct fixture test;
    unsigned held = 0;
    begin(&test);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct made_log log = noisy(seed);
        char name[32];
        snprintf(name, sizeof name, "seed-%u", (unsigned)seed);
        char *path = made_log_write(&log, test.folder, name);
        struct wf_run_request request = {.path = path, .work_s = {NAN, NAN}};
        struct wf_measured_run run;
        struct wf_err err = {0};
        if (wf_measured_run_load(&request, &run, &test.diag, &err) < 0)
            fail(err.text);
        const struct wf_estimate *plateau = &run.states.plateau.power_w;
        held += plateau->low <= 100 && 100 <= plateau->high;
        wf_measured_run_release(&run);
        free(path);
    }
    printf("    %u of %d hold it\n", held, SEEDS);
    if (held < 179 || held > SEEDS - 1)
        fail("intervals that hold the truth in 179 to 199 of 200 cases");
    end(&test);
}

/* Power wanders over 150 s, a quarter of the run: its mean is away from the level of other times by
 * 0.6 of the 2 % that it wanders, and the interval of the mean does not know. Widened by what the
 * pieces of the run differ, it does. */
static void an_interval_of_one_run_holds_its_drift(void)
{
    enum { SEEDS = 100 };
    struct fixture test;
    unsigned held = 0, widened = 0;
    begin(&test);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct made_log log = made_log_plain(100);
        char name[32];
        log.seed = seed;
        log.deviation = 0.02;
        log.correlation = exp(-1 / 150.0);
        snprintf(name, sizeof name, "drift-%u", (unsigned)seed);
        char *path = made_log_write(&log, test.folder, name);
        struct wf_run_request request = {.path = path, .work_s = {NAN, NAN}};
        struct wf_measured_run run;
        struct wf_err err = {0};
        if (wf_measured_run_load(&request, &run, &test.diag, &err) < 0)
            fail(err.text);
        const struct wf_state *plateau = &run.states.plateau;
        held += plateau->power_w.low <= 100 && 100 <= plateau->power_w.high;
        widened += plateau->widened_w.low <= 100 && 100 <= plateau->widened_w.high;
        wf_measured_run_release(&run);
        free(path);
    }
    printf("    %u of %d hold it, %u widened\n", held, SEEDS, widened);
    if (widened < 90)
        fail("widened intervals that hold the level of other times in 90 of 100 cases");
    if (held >= 90)
        fail("a drift that the interval of the mean does not hold");
    end(&test);
}

/* One run: the widened interval, and the word for it. Two runs: how they differ. */
static void one_run_is_called_so(void)
{
    struct made_log log = noisy(1);
    struct fixture test;
    begin(&test);
    add_run(&test, &log, "w");
    make(&test);
    const struct wf_calibrated_workload *workload = &test.calibration.workloads[0];
    const struct wf_state *plateau = &test.calibration.runs[0].states.plateau;
    check_close(workload->runs, 1, "runs");
    check_close(test.calibration.cold_runs, 1, "runs that are cold");
    check_close(workload->power_w.low, plateau->widened_w.low, "from");
    check_close(workload->power_w.high, plateau->widened_w.high, "to");
    if (plateau->widened_w.high - plateau->widened_w.low <=
        plateau->power_w.high - plateau->power_w.low)
        fail("an interval that is wider than that of the mean");
    log.seed = 2;
    add_run(&test, &log, "w");
    make_again(&test);
    check_close(test.calibration.workloads[0].runs, 2, "runs");
    check_close(test.calibration.cold_runs, 2, "runs that are cold");
    end(&test);
}

/* ---- what predicts what ---- */

/* Each run from the two others: their plateaus weighed by their seconds, of which the two ramps
 * take 3. */
static void a_run_is_predicted_from_the_others(void)
{
    static const double plateaus_w[] = {100, 104, 90};
    static const uint32_t works_s[] = {600, 300, 1200};
    struct fixture test;
    begin(&test);
    for (int i = 0; i < 3; i++) {
        struct made_log log = made_log_plain(plateaus_w[i]);
        log.work_s = works_s[i];
        add_run(&test, &log, "w");
    }
    make(&test);
    for (int i = 0; i < 3; i++) {
        const struct wf_calibration_check *check = &test.calibration.checks[i];
        double sum = 0, seconds = 0;
        for (int j = 0; j < 3; j++)
            if (j != i) {
                sum += plateaus_w[j] * (works_s[j] - 3);
                seconds += works_s[j] - 3;
            }
        double rest_j = 60.5 * 40 + 60 * 60 + 59.5 * 40;
        double simulated_j = rest_j + works_s[i] * sum / seconds;
        double measured_j = rest_j + works_s[i] * plateaus_w[i];
        check_close(check->simulated_j, simulated_j, "simulated");
        check_close(check->measured_j, measured_j, "measured");
        check_close(check->energy_error, simulated_j / measured_j - 1, "error of energy");
        check_close(check->power_mape * (180 + works_s[i]),
                    works_s[i] * fabs(sum / seconds / plateaus_w[i] - 1), "error of power");
        check_close(check->idle_runs, 2, "idle from the two others");
    }
    end(&test);
}

/* Another workload says nothing of this one's plateau, but what idle is. */
static void idle_comes_from_other_workloads_too(void)
{
    struct made_log one = made_log_plain(100), other = made_log_plain(150);
    struct fixture test;
    one.after_s = 0;
    other.cold_w = 44;
    begin(&test);
    add_run(&test, &one, "one");
    add_run(&test, &other, "other");
    make(&test);
    const struct wf_calibration_check *check = &test.calibration.checks[0];
    check_close((double)test.calibration.workload_count, 2, "workloads");
    check_close(test.calibration.workloads[0].power_w.value, 100, "plateau of one");
    check_close(test.calibration.workloads[1].power_w.value, 150, "plateau of the other");
    check_close(check->half, true, "its own first half");
    check_close(check->power_w[0], 44, "cold, of the other");
    check_close(check->power_w[2], 100, "plateau, its own");
    end(&test);
}

/* An evaluation that no other run shows is no reason to predict half a run only: it is taken for
 * work, and 30 W of 2 x 60 s are too much. */
static void an_evaluation_nobody_else_saw_is_work(void)
{
    struct made_log one = made_log_plain(100), other = one;
    struct fixture test;
    one.evaluation_w = 70;
    begin(&test);
    add_run(&test, &one, "w");
    add_run(&test, &other, "w");
    make(&test);
    const struct wf_calibration_check *check = &test.calibration.checks[0];
    double measured_j = 120 * 40 + 60 * 60 + 480 * 100 + 120 * 70;
    check_close(check->half, false, "from the other run, whole");
    check_close(check->measured_j, measured_j, "measured");
    check_close(check->energy_error, 120 * 30 / measured_j, "error of energy");
    end(&test);
}

/* The second half draws 5 % more. From the split on: 300 s at 105 W, less the half second on its
 * way from 100 (by an eighth of the step), then 59.5 s cold; predicted at 100 W. */
static void one_run_is_predicted_from_its_first_half(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    log.later_w = 105;
    begin(&test);
    add_run(&test, &log, "w");
    make(&test);
    const struct wf_calibration_check *check = &test.calibration.checks[0];
    double measured_j = 300 * 105 - 5 / 8.0 + 59.5 * 40, simulated_j = 300 * 100 + 59.5 * 40;
    check_close(check->half, true, "its own first half");
    check_close(check->from_s, 420.5, "from the middle of the work");
    check_close(check->to_s, 780, "to the end");
    check_close(check->measured_j, measured_j, "measured");
    check_close(check->simulated_j, simulated_j, "simulated");
    check_close(check->energy_error, simulated_j / measured_j - 1, "error of energy");
    /* 300 samples of 360 are off by 5 of 105; the last one is where the log ends, not before */
    check_close(check->power_mape, 300 * (5 / 105.0) / 359, "error of power");
    end(&test);
}

/* A log that starts with the work and ends with it: no idle is made up, and the prediction ends
 * with what is known. */
static void nothing_is_made_up(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    log.cold_s = log.waiting_s = log.after_s = 0;
    begin(&test);
    add_run(&test, &log, "w");
    make(&test);
    const struct wf_calibration_check *check = &test.calibration.checks[0];
    check_none(test.calibration.cold_w.value, "cold");
    check_none(test.calibration.waiting_w.value, "waiting");
    check_close(test.calibration.workloads[0].power_w.value, 100, "plateau");
    check_close(check->energy_error, 0, "error of energy");
    check_close(check->idle_runs, 0, "idle of no other run");
    struct wf_buffer text = {0};
    wf_calibration_text(&test.calibration, 100, &text);
    if (!strstr(text.text, "no log shows it"))
        fail("the report says that no log shows idle");
    text.length = 0;
    wf_calibration_json(&test.calibration, NULL, &text);
    if (!strstr(text.text, "\"cold_idle_w\": null"))
        fail("JSON has no cold idle");
    wf_buffer_release(&text);
    end(&test);
}

/* The same measurements under another name would predict themselves. */
static void a_run_counts_once(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    struct wf_err err = {0};
    begin(&test);
    add_run(&test, &log, "w");
    char *again = made_log_write(&log, test.folder, "again");
    test.runs[1] = (struct wf_run_request){.path = again, .workload = "v", .work_s = {NAN, NAN}};
    test.request.run_count = 2;
    if (wf_calibration_make(&test.request, &test.calibration, &test.diag, &err) == 0 ||
        !strstr(err.text, "holds the same measurements as"))
        fail("a log that is given twice is refused");
    test.request.run_count = 1;
    end(&test);
    free(again);
}

/* ---- one number from several ---- */

/* t(0.975) by degrees of freedom, of any table */
#define T_1 12.706204736432095
#define T_2 4.302652729911275

static void pooling_is_its_closed_form(void)
{
    const struct wf_estimate none = {NAN, NAN, NAN}, one = {10, 9, 11}, two = {14, 13, 15};
    const struct wf_estimate bare = {10, NAN, NAN}, three = {12, NAN, NAN};
    const double even[] = {1, 1, 1}, uneven[] = {3, 1, 5};
    struct wf_estimate pooled = wf_calibration_pool(NULL, NULL, 0);
    check_none(pooled.value, "of none");
    pooled = wf_calibration_pool((struct wf_estimate[]){none, one, none}, even, 3);
    check_close(pooled.value, 10, "of one");
    check_close(pooled.low, 9, "of one, from");
    check_close(pooled.high, 11, "of one, to");
    /* 10 and 14: variance 8 between them, 8 / 2 of the mean; their own errors are 1 / 2, and half
     * of each: 2 x 0.5^2 x 0.5^2 = 0.125 */
    pooled = wf_calibration_pool((struct wf_estimate[]){one, two}, even, 2);
    check_close(pooled.value, 12, "of two");
    check_close(pooled.high - pooled.value, T_1 * sqrt(4 + 0.125), "of two, its half width");
    check_close(pooled.value - pooled.low, T_1 * sqrt(4 + 0.125), "of two, symmetric");
    /* weights 3 : 1: mean 11; between: (0.75 x 1 + 0.25 x 9) x 2 / 1 = 6, of the mean 3; own
     * (0.75^2 + 0.25^2) / 4 */
    pooled = wf_calibration_pool((struct wf_estimate[]){one, two}, uneven, 2);
    check_close(pooled.value, 11, "weighted");
    check_close(pooled.high - pooled.value, T_1 * sqrt(3 + 0.625 / 4), "weighted, its half width");
    /* without intervals of their own, even weights: the textbook's; sd of 10, 12, 14 is 2 */
    pooled = wf_calibration_pool((struct wf_estimate[]){bare, three, {14, NAN, NAN}}, even, 3);
    check_close(pooled.value, 12, "of three");
    check_close(pooled.high - pooled.value, T_2 * 2 / sqrt(3), "of three, its half width");
    /* what has no value or no weight is as if it were not there */
    pooled = wf_calibration_pool((struct wf_estimate[]){one, none, two}, even, 3);
    check_close(pooled.value, 12, "none left out");
    check_close(pooled.high - pooled.value, T_1 * sqrt(4 + 0.125), "none left out, half width");
    pooled = wf_calibration_pool((struct wf_estimate[]){one, two}, (double[]){1, 0}, 2);
    check_close(pooled.value, 10, "no weight");
}

/* ---- what is asked for ---- */

/* --work: 150 W from the middle on, and only that is meant. */
static void work_may_be_said(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    log.later_w = 150;
    begin(&test);
    struct wf_run_request *run = add_run(&test, &log, "w");
    run->work_s[0] = 450;
    run->work_s[1] = 700;
    make(&test);
    check_close(test.calibration.workloads[0].power_w.value, 150, "plateau");
    check_close(test.calibration.runs[0].windows.work_s[0], 450, "from");
    end(&test);
}

static void flop_makes_a_speed(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    const struct wf_flop_of flops[] = {{"v", 7e9, NAN}, {"w", 2e9, NAN}};
    const struct wf_flop_of said[] = {{"w", 2e9, 40}};
    begin(&test);
    add_run(&test, &log, "w");
    make(&test);
    check_none(test.calibration.workloads[0].speed_flop_per_s.value, "speed without flop");
    test.request.flops = flops;
    test.request.flop_count = 2;
    make_again(&test);
    check_close(test.calibration.workloads[0].speed_flop_per_s.value, 25 * 2e9, "speed");
    test.request.flops = said;
    test.request.flop_count = 1;
    make_again(&test);
    check_close(test.calibration.workloads[0].samples_per_s.value, 40, "samples/s as said");
    check_close(test.calibration.workloads[0].speed_flop_per_s.value, 40 * 2e9, "its speed");
    end(&test);
}

static void meter_and_wall_factor_are_kept(void)
{
    struct made_log log = made_log_plain(100);
    struct fixture test;
    begin(&test);
    add_run(&test, &log, "w");
    add_run(&test, &log, "w");
    test.request.meter = NULL;
    make(&test);
    if (test.calibration.meter)
        fail("a CSV knows no meter");
    if (test.diag.count)
        fail("two logs whose meters are not known do not differ");
    check_none(test.calibration.wall_factor.value, "no wall factor");
    test.request.meter = "module";
    test.request.wall_factor = 1.4;
    make_again(&test);
    if (!test.calibration.meter || strcmp(test.calibration.meter, "module"))
        fail("the meter that was said");
    check_close(test.calibration.wall_factor.value, 1.4, "wall factor");
    check_close(test.calibration.workloads[0].power_w.value, 100, "watts stay as metered");
    end(&test);
}

/* --events: those of another folder, shifted by half the work; those beside the log are not read
 * then. */
static void events_may_be_said(void)
{
    struct made_log log = made_log_plain(100), shifted = log;
    struct fixture test;
    shifted.waiting_s = 160; /* its run starts 100 s later */
    begin(&test);
    struct wf_run_request *run = add_run(&test, &log, "w");
    char *folder = made_log_write(&shifted, test.folder, "shifted");
    char *events = wf_format("%s/events.txt", folder);
    run->event_paths = (const char *const *)&events;
    run->event_path_count = 1;
    make(&test);
    check_close(test.calibration.runs[0].windows.work_s[0], 220.5, "when the work begins");
    check_close((double)test.calibration.runs[0].event_path_count, 1, "logs of events");
    end(&test);
    free(events);
    free(folder);
}

static const struct test_case cases[] = {CASE(without_noise_all_is_exact),
                                         CASE(evaluations_are_seen_as_the_meter_sees_them),
                                         CASE(noise_leaves_the_truth_in_its_intervals),
                                         CASE(intervals_hold_the_truth_as_often_as_they_say),
                                         CASE(an_interval_of_one_run_holds_its_drift),
                                         CASE(one_run_is_called_so),
                                         CASE(a_run_is_predicted_from_the_others),
                                         CASE(idle_comes_from_other_workloads_too),
                                         CASE(an_evaluation_nobody_else_saw_is_work),
                                         CASE(one_run_is_predicted_from_its_first_half),
                                         CASE(nothing_is_made_up),
                                         CASE(a_run_counts_once),
                                         CASE(pooling_is_its_closed_form),
                                         CASE(work_may_be_said),
                                         CASE(flop_makes_a_speed),
                                         CASE(meter_and_wall_factor_are_kept),
                                         CASE(events_may_be_said)};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
