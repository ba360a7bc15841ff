#include "expected.h"

static void units_are_read_from_cells_or_header(void)
{
    log_check((struct log_expected){
        .text = "timestamp, power.draw [W], utilization.gpu [%], memory.used [MiB]\n"
                "2025/07/27 00:34:45.155, 72.36 W, 0 %, 131 MiB\n"
                "2025/07/27 00:34:46.157, 118.00 W, 9 %, 131 MiB\n",
        .format = "nvidia-smi",
        .samples = "0 72.36, 1.002 118",
        .begin_s = 1753576485});
    log_check((struct log_expected){
        .text = "timestamp, power.draw [W], utilization.gpu [%], memory.used [MiB]\n"
                "2025/12/05 02:37:06.256, 17.65, 0 %, 1 MiB\n"
                "2025/12/05 02:37:06.756, 18.00, 0 %, 1 MiB\n",
        .format = "nvidia-smi",
        .samples = "0 17.65, 0.5 18",
        .begin_s = 1764902226});
    log_check((struct log_expected){.text = "2025/07/27 00:34:45.155, 72.36 W, 0 %, 131 MiB\n"
                                            "2025/07/27 00:34:46.155, 73 W, 0 %, 131 MiB\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 72.36, 1 73"});
    log_check((struct log_expected){.text = "0, 2025/07/27 00:34:45.155, 72.36 W, 0 %\n"
                                            "0, 2025/07/27 00:34:46.155, 73 W, 0 %\n",
                                    .options = {.format = "nvidia-smi"},
                                    .format = "nvidia-smi",
                                    .samples = "0 72.36, 1 73"});
}

static void gpus_of_a_tick_are_added_up_by_their_index(void)
{
    log_check((struct log_expected){
        .text = "index, timestamp, power.draw [W]\n"
                "0, 2025/07/27 00:00:00.000, 100 W\n"
                "1, 2025/07/27 00:00:00.004, 50 W\n"
                "0, 2025/07/27 00:00:01.000, 101 W\n" /* GPU 1 is missing */
                "0, 2025/07/27 00:00:02.000, 102 W\n"
                "1, 2025/07/27 00:00:02.004, 52 W\n"
                "1, 2025/07/27 00:00:03.004, 53 W\n" /* GPU 0 is missing */
                "0, 2025/07/27 00:00:04.000, 104 W\n"
                "1, 2025/07/27 00:00:04.004, 54 W\n",
        .format = "nvidia-smi",
        .samples = "0 150, 2 154, 4 158",
        .counts = "2 bad",
        .warnings = "4: 1 GPU at this time; expected 2\n7: 1 GPU at this time; expected 2"});
}

static void one_gpu_with_an_index_stays_one(void)
{
    log_check((struct log_expected){.text = "timestamp, index, power.draw [W]\n"
                                            "2025/07/27 00:00:00.0, 3, 1 W\n"
                                            "2025/07/27 00:00:01.0, 3, 2 W\n"
                                            "2025/07/27 00:00:02.0, 3, 3 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 1, 1 2, 2 3"});
}

/* The first row belongs to a tick whose first GPU came before the file. */
static void ticks_begin_with_the_lowest_index(void)
{
    log_check_as(&(struct log_expected){.format = "nvidia-smi",
                                        .samples = "0 150, 1 154, 2 158",
                                        .counts = "1 bad",
                                        .warnings = "2: 1 GPU at this time; expected 2"},
                 "index, timestamp, power.draw [W]\n"
                 "1, 2025/07/27 00:00:00.4, 49 W\n"
                 "0, 2025/07/27 00:00:01.0, 100 W\n"
                 "1, 2025/07/27 00:00:01.4, 50 W\n"
                 "0, 2025/07/27 00:00:02.0, 102 W\n"
                 "1, 2025/07/27 00:00:02.4, 52 W\n"
                 "0, 2025/07/27 00:00:03.0, 104 W\n"
                 "1, 2025/07/27 00:00:03.4, 54 W\n");
}

static void gpus_are_told_by_other_names(void)
{
    log_check((struct log_expected){.text = "timestamp, uuid, power.draw [W]\n"
                                            "2025/07/27 00:00:00.000, GPU-b, 100 W\n"
                                            "2025/07/27 00:00:00.000, GPU-a, 50 W\n"
                                            "2025/07/27 00:00:00.010, GPU-b, 102 W\n"
                                            "2025/07/27 00:00:00.010, GPU-a, 52 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 150, 0.01 154"});
}

/* Three ticks have to agree, so that a cut file is another one. */
static void gpus_without_a_name_are_told_by_their_times(void)
{
    log_check_as(&(struct log_expected){.format = "nvidia-smi",
                                        .samples = "0 160, 1.001 163, 3603 169, 3604 172",
                                        .counts = "1 bad",
                                        .warnings = "8: 2 GPUs at this time; expected 3"},
                 "timestamp, power.draw [W]\n"
                 "2025/07/27 00:00:00.000, 100 W\n"
                 "2025/07/27 00:00:00.003, 50 W\n"
                 "2025/07/27 00:00:00.005, 10 W\n"
                 "2025/07/27 00:00:01.001, 101 W\n"
                 "2025/07/27 00:00:01.004, 51 W\n"
                 "2025/07/27 00:00:01.006, 11 W\n"
                 "2025/07/27 00:00:02.000, 102 W\n"
                 "2025/07/27 00:00:02.004, 12 W\n"
                 "2025/07/27 01:00:03.000, 103 W\n" /* after a break */
                 "2025/07/27 01:00:03.003, 53 W\n"
                 "2025/07/27 01:00:03.005, 13 W\n"
                 "2025/07/27 01:00:04.000, 104 W\n"
                 "2025/07/27 01:00:04.003, 54 W\n"
                 "2025/07/27 01:00:04.005, 14 W\n");
}

static void equal_times_are_one_tick(void)
{
    log_check((struct log_expected){.text = "timestamp, power.draw [W]\n"
                                            "2025/07/27 00:00:00, 1 W\n"
                                            "2025/07/27 00:00:00, 2 W\n"
                                            "2025/07/27 00:00:01, 3 W\n"
                                            "2025/07/27 00:00:01, 4 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 3, 1 7"});
}

static void one_gpu_at_uneven_times_stays_one(void)
{
    log_check((struct log_expected){.text = "timestamp, power.draw [W]\n"
                                            "2025/07/27 00:00:00.000, 1 W\n"
                                            "2025/07/27 00:00:00.100, 2 W\n"
                                            "2025/07/27 00:00:00.190, 3 W\n"
                                            "2025/07/27 01:00:00.000, 4 W\n" /* after a break */
                                            "2025/07/27 01:00:00.090, 5 W\n"
                                            "2025/07/27 01:00:01.050, 6 W\n"
                                            "2025/07/27 01:00:01.140, 7 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 1, 0.1 2, 0.19 3, 3600 4, 3600.09 5, 3601.05 6, "
                                               "3601.14 7"});
    log_check((struct log_expected){.text = "timestamp, power.draw [W]\n"
                                            "2025/07/27 00:00:00.000, 1 W\n"
                                            "2025/07/27 00:00:00.900, 2 W\n"
                                            "2025/07/27 00:00:02.100, 3 W\n"
                                            "2025/07/27 00:00:03.000, 4 W\n"
                                            "2025/07/27 00:00:04.050, 5 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 1, 0.9 2, 2.1 3, 3 4, 4.05 5"});
}

/* Bursts of one GPU are no ticks: fewer than three of them, or rows too far apart. */
static void bursts_of_one_gpu_are_not_added_up(void)
{
    log_check((struct log_expected){.text = "timestamp, power.draw [W]\n"
                                            "2025/07/27 00:00:00.0, 1 W\n"
                                            "2025/07/27 00:00:00.1, 2 W\n"
                                            "2025/07/27 00:01:00.0, 3 W\n"
                                            "2025/07/27 00:01:00.1, 4 W\n"
                                            "2025/07/27 00:02:00.0, 5 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 1, 0.1 2, 60 3, 60.1 4, 120 5"});
    log_check((struct log_expected){.text = "timestamp, power.draw [W]\n"
                                            "2025/07/27 00:00:00.0, 1 W\n"
                                            "2025/07/27 00:00:01.0, 2 W\n"
                                            "2025/07/27 00:01:00.0, 3 W\n"
                                            "2025/07/27 00:01:01.0, 4 W\n"
                                            "2025/07/27 00:02:00.0, 5 W\n"
                                            "2025/07/27 00:02:01.0, 6 W\n"
                                            "2025/07/27 00:03:00.0, 7 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 1, 1 2, 60 3, 61 4, 120 5, 121 6, 180 7"});
    /* three bursts of two rows, but as many of others */
    log_check((struct log_expected){
        .text = "timestamp, power.draw [W]\n"
                "2025/07/27 00:00:00.0, 1 W\n"
                "2025/07/27 00:00:00.1, 2 W\n"
                "2025/07/27 00:00:00.2, 3 W\n"
                "2025/07/27 00:01:00.0, 4 W\n"
                "2025/07/27 00:01:00.1, 5 W\n"
                "2025/07/27 00:02:00.0, 6 W\n"
                "2025/07/27 00:02:00.1, 7 W\n"
                "2025/07/27 00:03:00.0, 8 W\n"
                "2025/07/27 00:03:00.1, 9 W\n"
                "2025/07/27 00:03:00.2, 10 W\n"
                "2025/07/27 00:03:00.3, 11 W\n"
                "2025/07/27 00:04:00.0, 12 W\n"
                "2025/07/27 00:04:00.1, 13 W\n"
                "2025/07/27 00:05:00.0, 14 W\n"
                "2025/07/27 00:05:00.1, 15 W\n"
                "2025/07/27 00:05:00.2, 16 W\n"
                "2025/07/27 00:05:00.3, 17 W\n"
                "2025/07/27 00:05:00.4, 18 W\n"
                "2025/07/27 00:06:00.0, 19 W\n",
        .format = "nvidia-smi",
        .samples =
            "0 1, 0.1 2, 0.2 3, 60 4, 60.1 5, 120 6, 120.1 7, 180 8, 180.1 9, 180.2 10, 180.3 11, "
            "240 12, 240.1 13, 300 14, 300.1 15, 300.2 16, 300.3 17, 300.4 18, 360 19"});
}

static void a_clock_set_back_is_no_tick(void)
{
    log_check((struct log_expected){.text = "timestamp, power.draw [W]\n"
                                            "2025/07/27 00:00:00.0, 1 W\n"
                                            "2025/07/27 00:00:01.0, 2 W\n"
                                            "2025/07/27 00:00:00.5, 3 W\n"
                                            "2025/07/27 00:00:02.0, 4 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 1, 1 2, 2 4",
                                    .counts = "1 backwards"});
}

static void the_user_says_how_many_rows_a_tick_has(void)
{
    static const char text[] = "timestamp, power.draw [W]\n"
                               "2025/07/27 00:00:00.0, 1 W\n"
                               "2025/07/27 00:00:00.5, 2 W\n"
                               "2025/07/27 00:00:01.0, 3 W\n"
                               "2025/07/27 00:00:01.5, 4 W\n"
                               "2025/07/27 00:00:02.0, 5 W\n";
    log_check((struct log_expected){.text = text,
                                    .options = {.channels = 2},
                                    .format = "nvidia-smi",
                                    .samples = "0 3, 1 7",
                                    .counts = "1 bad",
                                    .warnings = "6: 1 GPU at this time; expected 2"});
}

static void gpus_are_chosen_by_index(void)
{
    log_check((struct log_expected){.text = "index, timestamp, power.draw [W]\n"
                                            "0, 2025/07/27 00:00:00.000, 100 W\n"
                                            "1, 2025/07/27 00:00:00.000, 50 W\n"
                                            "2, 2025/07/27 00:00:00.000, 25 W\n"
                                            "0, 2025/07/27 00:00:01.000, 101 W\n"
                                            "1, 2025/07/27 00:00:01.000, [N/A]\n"
                                            "2, 2025/07/27 00:00:01.000, 26 W\n",
                                    .options = {.sources = "0,2"},
                                    .format = "nvidia-smi",
                                    .samples = "0 125, 1 127"});
    log_check_error("timestamp, power.draw [W]\n2025/07/27 00:00:00.0, 1 W\n",
                    (struct wf_trace_options){.sources = "0"},
                    ":2: no column tells GPU '0' from others; expected 'index', 'uuid' or "
                    "'pci.bus_id'");
}

static void what_the_driver_cannot_say_is_invalid(void)
{
    log_check((struct log_expected){.text = "timestamp, index, power.draw [W]\n"
                                            "2025/07/27 00:00:00.0, 0, 100 W\n"
                                            "2025/07/27 00:00:00.0, 1, [N/A]\n"
                                            "2025/07/27 00:00:01.0, 0, 100 W\n"
                                            "2025/07/27 00:00:01.0, 1, 7.5 W\n"
                                            "2025/07/27 00:00:02.0, 0, [Unknown Error]\n"
                                            "2025/07/27 00:00:02.0, 1, 8 W\n",
                                    .format = "nvidia-smi",
                                    .samples = "0 107.5",
                                    .counts = "2 invalid"});
}

static void bad_rows_are_told(void)
{
    log_check_as(
        &(struct log_expected){.format = "nvidia-smi",
                               .samples = "0 1, 4 5",
                               .counts = "3 bad",
                               .warnings =
                                   "3: power '2,5' has a decimal comma; expected '2.5'\n"
                                   "4: power is missing; expected a number\n"
                                   "5: time 'yesterday'; expected 'YYYY/MM/DD HH:MM:SS.mmm'"},
        "timestamp, power.draw [W]\n"
        "2025/07/27 00:00:00.0, 1\n"
        "2025/07/27 00:00:01.0, \"2,5\"\n"
        "2025/07/27 00:00:02.0\n"
        "yesterday, 4\n"
        "2025/07/27 00:00:04.0, 5\n");
}

static void a_header_without_power_is_an_error(void)
{
    log_check_error("timestamp, temperature.gpu, utilization.gpu [%]\n2025/07/27 00:00:00, 4, 5\n",
                    (struct wf_trace_options){.format = "nvidia-smi"},
                    ":1: there is no column 'power.draw'; there are 'timestamp', "
                    "'temperature.gpu', 'utilization.gpu [%]'");
    log_check_error("2025/07/27 00:00:00, 72.1 W, 300 W\n",
                    (struct wf_trace_options){.format = "nvidia-smi"},
                    "no header; expected one with 'timestamp' and 'power.draw', or rows of a time "
                    "and one cell in W)");
}

static void long_logs_stream(void)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "index, timestamp, power.draw [W]\n");
    for (int i = 0; i < 4000; i++)
        wf_buffer_printf(&text, "%d, 2025/07/27 00:%02d:%02d.%03d, %d W\n", i % 4, i / 4 / 60,
                         i / 4 % 60, i % 4, i % 4 + 1);
    static struct log log;
    log_read(&log, text.text, NULL);
    CU_ASSERT_EQUAL(log.report.samples, 1000);
    CU_ASSERT_EQUAL(log.report.bad, 0);
    CHECK_CLOSE(log.report.min_w, 10, 0);
    CHECK_CLOSE(log.report.max_w, 10, 0);
    log_release(&log);
    wf_buffer_release(&text);
}

static const struct wf_test tests[] = {
    WF_TEST(units_are_read_from_cells_or_header),
    WF_TEST(gpus_of_a_tick_are_added_up_by_their_index),
    WF_TEST(one_gpu_with_an_index_stays_one),
    WF_TEST(ticks_begin_with_the_lowest_index),
    WF_TEST(gpus_are_told_by_other_names),
    WF_TEST(gpus_without_a_name_are_told_by_their_times),
    WF_TEST(equal_times_are_one_tick),
    WF_TEST(one_gpu_at_uneven_times_stays_one),
    WF_TEST(bursts_of_one_gpu_are_not_added_up),
    WF_TEST(a_clock_set_back_is_no_tick),
    WF_TEST(the_user_says_how_many_rows_a_tick_has),
    WF_TEST(gpus_are_chosen_by_index),
    WF_TEST(what_the_driver_cannot_say_is_invalid),
    WF_TEST(bad_rows_are_told),
    WF_TEST(a_header_without_power_is_an_error),
    WF_TEST(long_logs_stream),
};

int main(void)
{
    return wf_suite_run("nvidia-smi", tests, sizeof tests / sizeof *tests);
}
