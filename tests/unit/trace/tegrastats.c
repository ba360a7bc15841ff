#include "expected.h"

static void old_lines_need_their_interval(void)
{
    static const char text[] =
        "RAM 896/7859MB (lfb 1273x4MB) CPU [0%@345,off] EMC_FREQ 0% GR3D_FREQ 0%@114 BCPU@38.5C "
        "VDD_SYS_GPU 153/153 VDD_SYS_SOC 383/383 VDD_4V0_WIFI 0/0 VDD_IN 1840/1840 VDD_SYS_CPU "
        "306/306 VDD_SYS_DDR 269/269\n"
        "RAM 896/7859MB (lfb 1273x4MB) CPU [0%@345,off] VDD_SYS_GPU 153/153 VDD_IN\n" /* cut */
        "RAM 896/7859MB SWAP 0/4096MB VDD_SYS_GPU 200/170 VDD_IN 2040/1900\n";
    log_check((struct log_expected){
        .text = text,
        .options = {.interval_s = 0.5},
        .format = "tegrastats",
        .samples = "0 1.84, 1 2.04",
        .counts = "1 bad",
        .warnings = "2: no rail is the total (VDD_IN, POM_5V_IN); say which ones are to be added "
                    "up (--sources); the line has VDD_SYS_GPU"});
    log_check_error(text, (struct wf_trace_options){0},
                    ":2: the lines have no time; say the interval between them (--interval)");
}

static void new_lines_tell_milliwatts_and_time(void)
{
    log_check((struct log_expected){
        .text = "04-24-2023 00:01:24 RAM 1282/62795MB (lfb 14766x4MB) SWAP 0/31397MB (cached 0MB) "
                "VDD_IN 4542mW/4000mW VDD_CPU_GPU_CV 701mW/689mW VDD_SOC 1363mW/1341mW\n"
                "04-24-2023 00:01:25 RAM 1282/62795MB VDD_IN 5139mW/5139mW/5139mW NC 0mW/0mW/0mW\n",
        .format = "tegrastats",
        .samples = "0 4.542, 1 5.139",
        .begin_s = 1682294484});
}

static void lines_of_one_second_are_averaged(void)
{
    log_check(
        (struct log_expected){.text = "04-24-2023 00:01:24 RAM 1282/62795MB VDD_IN 1000mW/4000mW\n"
                                      "04-24-2023 00:01:24 RAM 1282/62795MB VDD_IN 3000mW/4000mW\n"
                                      "04-24-2023 00:01:24 RAM 1282/62795MB VDD_IN 5000mW/4000mW\n"
                                      "04-24-2023 00:01:25 RAM 1282/62795MB VDD_IN 4000mW/4000mW\n",
                              .format = "tegrastats",
                              .samples = "0 3, 1 4"});
}

static const char orin[] =
    "04-24-2023 00:01:24 RAM 1282/62795MB VDD_GPU_SOC 2399mW/2399mW VDD_CPU_CV 400mW/400mW "
    "VIN_SYS_5V0 4032mW/4032mW NC 0mW/0mW VDDQ_VDD2_1V8AO 301mW/301mW\n"
    "04-24-2023 00:01:25 RAM 1282/62795MB VDD_GPU_SOC 3000mW/2399mW VDD_CPU_CV 500mW/400mW "
    "VIN_SYS_5V0 4100mW/4032mW NC 0mW/0mW VDDQ_VDD2_1V8AO 301mW/301mW\n";

static void rails_are_chosen(void)
{
    log_check((struct log_expected){.text = orin,
                                    .options = {.sources = "VDD_GPU_SOC, VDD_CPU_CV"},
                                    .format = "tegrastats",
                                    .samples = "0 2.799, 1 3.5"});
    log_check_error(
        orin, (struct wf_trace_options){0},
        ":2: no rail is the total (VDD_IN, POM_5V_IN); say which ones are to be added "
        "up (--sources); the line has VDD_GPU_SOC, VDD_CPU_CV, VIN_SYS_5V0, NC, VDDQ_VDD2_1V8AO");
    log_check_error(orin, (struct wf_trace_options){.sources = "VDD_CPU_CV,VDD_GPU"},
                    ":2: there is no rail VDD_GPU; the line has VDD_GPU_SOC, VDD_CPU_CV, "
                    "VIN_SYS_5V0, NC, VDDQ_VDD2_1V8AO");
    log_check_error(
        "RAM 896/7859 SWAP 0/4096 IRAM 0/252\n",
        (struct wf_trace_options){.format = "tegrastats", .sources = "VDD_CPU", .interval_s = 1},
        "first on line 1: there is no rail VDD_CPU; the line has none)");
}

static void what_is_no_measurement_is_passed_over(void)
{
    log_check_as(&(struct log_expected){.format = "tegrastats",
                                        .samples = "0 1, 3 4",
                                        .counts = "3 bad",
                                        .warnings =
                                            "2: the line begins in its midst; expected a time or "
                                            "'RAM'\n"
                                            "4: time '04-24-2023 00:61:26'; expected one as in "
                                            "'05-24-2023 00:01:24'\n"
                                            "5: no time; the lines before have one"},
                 "started on 04-24-2023\n"
                 "/62795MB VDD_IN 9mW/9mW\n"
                 "04-24-2023 00:01:24 RAM 1282/62795MB VDD_IN 1000mW/4000mW\n"
                 "04-24-2023 00:61:26 RAM 1282/62795MB VDD_IN 2000mW/4000mW\n"
                 "RAM 1282/62795MB VDD_IN 3000mW/4000mW\n"
                 "04-24-2023 00:01:27 RAM 1282/62795MB VDD_IN 4000mW/4000mW\n");
}

static const struct wf_test tests[] = {
    WF_TEST(old_lines_need_their_interval),         WF_TEST(new_lines_tell_milliwatts_and_time),
    WF_TEST(lines_of_one_second_are_averaged),      WF_TEST(rails_are_chosen),
    WF_TEST(what_is_no_measurement_is_passed_over),
};

int main(void)
{
    return wf_suite_run("tegrastats", tests, sizeof tests / sizeof *tests);
}
