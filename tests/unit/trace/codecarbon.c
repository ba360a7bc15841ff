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
    WF_TEST(columns_of_other_versions_are_found),
    WF_TEST(a_pue_counts_in_the_total_only),
    WF_TEST(bad_lines_are_told),
};

int main(void)
{
    return wf_suite_run("codecarbon", tests, sizeof tests / sizeof *tests);
}
