#include "expected.h"

#define HEADER                                                                                     \
    "timestamp,project_name,run_id,duration,emissions,cpu_power,gpu_power,ram_power,cpu_energy,"   \
    "gpu_energy,ram_energy,energy_consumed,cpu_model,pue\n"

/* 0.001 + 0.002 + 0.001 kWh are 14400 J. */
static void a_line_is_the_mean_power_of_a_run(void)
{
    log_check((struct log_expected){
        .text =
            HEADER "2024-05-31T10:10:00,a,1,100,1,9,9,9,0.001,0.002,0.001,0.004,\"Core, i7\",1\n"
                   "2024-05-31T10:20:00,a,2,200.0,1,9,9,9,0.001,,0.001,0.002,M1,1\n",
        .format = "codecarbon",
        .samples = "0-100 144, 500-700 36",
        .begin_s = 1717150100}); /* 10:08:20 */
}

/* A run that writes all of it so far again and again: 0.001 kWh are 3600 J. */
static void a_run_that_goes_on_counts_once(void)
{
    log_check((struct log_expected){
        .text = HEADER "2024-05-31T10:10:00,a,,20,1,9,9,9,0.001,0,0,0.001,M1,1\n"
                       "2024-05-31T10:10:10,a,,30.5,1,9,9,9,0.002,0,0,0.002,M1,1\n"
                       "2024-05-31T10:10:21,a,,40.5,1,9,9,9,0.003,0,0,0.003,M1,1\n"
                       "2024-05-31T10:11:00,a,,20,1,9,9,9,0.001,0,0,0.001,M1,1\n",
        .format = "codecarbon",
        .samples = "0-20 180, 20-30.5 342.8571429, 30.5-40.5 360, 60-80 180"});
}

/* Runs of 1.5 s, one behind the other: they are told apart by their run_id, and without one by
 * their begins. */
static void short_runs_are_no_single_one(void)
{
    log_check_as(&(struct log_expected){.format = "codecarbon",
                                        .samples = "0-1.5 50, 1.99-3.5 100, 3.5-4.5 50",
                                        .counts = "1 overlapping"},
                 "timestamp,project_name,run_id,duration,energy_consumed\n"
                 "2024-05-01T12:00:01,demo,run-0,1.50,0.000020833333333333\n"
                 "2024-05-01T12:00:03,demo,run-1,1.51,0.000041944444444444\n"
                 "2024-05-01T12:00:04,demo,run-2,1.52,0.000021111111111111\n");
    log_check_as(&(struct log_expected){.format = "codecarbon",
                                        .samples = "0-1.5 50, 1.99-3.5 100, 3.5-4.5 50",
                                        .counts = "1 overlapping"},
                 "timestamp,project_name,duration,energy_consumed\n"
                 "2024-05-01T12:00:01,demo,1.50,0.000020833333333333\n"
                 "2024-05-01T12:00:03,demo,1.51,0.000041944444444444\n"
                 "2024-05-01T12:00:04,demo,1.52,0.000021111111111111\n");
}

static void lines_that_are_not_whole_are_bad(void)
{
    log_check_as(&(struct log_expected){.format = "codecarbon",
                                        .samples = "0-100 36, 600-700 72",
                                        .counts = "2 bad",
                                        .warnings = "3: 7 cells; expected 4 as in the header\n"
                                                    "5: 3 cells; expected 4 as in the header"},
                 "timestamp,project_name,duration,energy_consumed\n"
                 "2024-05-01T12:00:00,a,100,0.001\n"
                 "2024-05-01T12:05:00,a,100,0.0012024-05-01T12:07:00,a,100,0.001\n"
                 "2024-05-01T12:10:00,a,100,0.002\n"
                 "2024-05-01T12:15:00,a,1");
}

/* 1.278 J in 3.6 s, but 3.8 W: the joules began late. 144 W, but 27 W: told, and left. */
static void joules_far_from_the_watts_of_the_line_are_told(void)
{
    static struct log log;
    log_read(&log,
             "timestamp,duration,cpu_power,gpu_power,ram_power,energy_consumed\n"
             "2024-05-01T12:00:00,3.6,0.8,0,3.0,3.55e-07\n"
             "2024-05-01T12:00:20,3.6,0.8,0,3.0,3.8e-06\n"
             "2024-05-01T12:10:00,100,9,9,9,0.004\n",
             NULL);
    CHECK_TEXT(log.err.text, "");
    CHECK_CLOSE(log.samples[0].power_w, 3.8, 1e-12);
    CHECK_CLOSE(log.samples[1].power_w, 3.8, 1e-12);
    CHECK_CLOSE(log.samples[2].power_w, 144, 1e-12);
    CU_ASSERT_EQUAL(log.report.by_power, 1);
    CU_ASSERT_EQUAL(log.report.above_power, 1);
    log_release(&log);
}

static void columns_of_other_versions_are_found(void)
{
    log_check((struct log_expected){.text = "energy_consumed,duration,timestamp\n"
                                            "0.001,10,2021-05-31T10:10:00\n"
                                            "0.002,10,2021-05-31T10:10:20\n",
                                    .format = "codecarbon",
                                    .samples = "0-10 360, 20-30 720"});
    log_check_error("timestamp,project_name,emissions\n",
                    (struct wf_trace_options){.format = "codecarbon"},
                    ":1: there is no column 'duration'; there are 'timestamp', 'project_name', "
                    "'emissions'");
}

static void a_pue_counts_in_the_total_only(void)
{
    log_check((struct log_expected){
        .text = HEADER "2024-05-31T10:10:00,a,1,100,1,9,9,9,0.001,0.002,0.001,0.006,M1,1.5\n"
                       "2024-05-31T10:20:00,a,1,100,1,9,9,9,0.001,0.002,0.001,0.006,M1,1.5\n",
        .format = "codecarbon",
        .samples = "0-100 144, 600-700 144"});
}

static void bad_lines_are_told(void)
{
    log_check_as(
        &(struct log_expected){
            .format = "codecarbon",
            .samples = "0-100 144",
            .counts = "4 bad",
            .warnings =
                "3: energy_consumed is missing; expected a number\n"
                "4: energy_consumed 0.005 kWh; expected the sum of cpu, gpu and ram energy, 0.004 "
                "kWh\n"
                "5: duration 0 s; expected more than 0\n"
                "6: time '31/05/2024'; expected ISO 8601 (e.g. '2021-03-17T20:47:57.956Z')"},
        HEADER "2024-05-31T10:10:00,a,1,100,1,9,9,9,0.001,0.002,0.001,0.004,M1,1\n"
               "2024-05-31T10:20:00,a,1,100,1,,9,9,,0.002,0.001,,M1,1\n"
               "2024-05-31T10:30:00,a,1,100,1,9,9,9,0.001,0.002,0.001,0.005,M1,1\n"
               "2024-05-31T10:40:00,a,1,0,1,9,9,9,0.001,0.002,0.001,0.004,M1,1\n"
               "31/05/2024,a,1,100,1,9,9,9,0.001,0.002,0.001,0.004,M1,1\n");
}

static const struct wf_test tests[] = {
    WF_TEST(a_line_is_the_mean_power_of_a_run),
    WF_TEST(a_run_that_goes_on_counts_once),
    WF_TEST(short_runs_are_no_single_one),
    WF_TEST(lines_that_are_not_whole_are_bad),
    WF_TEST(joules_far_from_the_watts_of_the_line_are_told),
    WF_TEST(columns_of_other_versions_are_found),
    WF_TEST(a_pue_counts_in_the_total_only),
    WF_TEST(bad_lines_are_told),
};

int main(void)
{
    return wf_suite_run("codecarbon", tests, sizeof tests / sizeof *tests);
}
