/* CSV whose rows are of several sources or metrics, and whose cells carry units. */
#include "expected.h"

static void check(const char *text, struct wf_trace_options options, const char *samples)
{
    log_check_as(&(struct log_expected){.options = options, .format = "csv", .samples = samples},
                 text);
}

static void check_error(const char *text, struct wf_trace_options options, const char *message)
{
    log_check_error(text, options, message);
}

static const struct wf_trace_options none;

static void sources_of_one_time_are_added_up(void)
{
    check("time,gpu_index,power_w\n0,0,1\n0,1,2\n0,2,4\n1,0,10\n1,1,20\n1,2,40\n", none,
          "0 7, 1 70");
    check("time,device,power_w\n0,b,1\n0,a,2\n1,a,10\n1,b,20\n", none, "0 3, 1 30");
    check("time,gpu,power_w\n0,0,1\n0,1,2\n1,0,10\n1,1,20\n", none, "0 3, 1 30");
    check("host,time,power\nx,0,1\ny,0.01,2\nx,1,10\ny,1.01,20\n", none, "0 3, 1 30");
    check("time,power\n0,1\n0,2\n1,10\n1,20\n", (struct wf_trace_options){.channels = 2},
          "0 3, 1 30");
}

static void sources_may_be_chosen(void)
{
    static const char text[] = "time,gpu,power_w\n0,0,1\n0,1,2\n0,2,4\n1,0,10\n1,1,20\n1,2,40\n";
    check(text, (struct wf_trace_options){.sources = "1"}, "0 2, 1 20");
    check(text, (struct wf_trace_options){.sources = "0,2"}, "0 5, 1 50");
    check_error(text, (struct wf_trace_options){.sources = "7"},
                "no row of power is of '7' (--sources)");
    check_error("time,power\n0,1\n", (struct wf_trace_options){.sources = "0"},
                "no column tells '0' from others; expected one called gpu, index, device, host or "
                "metric");
}

/* A load, a counter of rows, a host that never changes. */
static void columns_that_only_look_like_sources_are_none(void)
{
    check("time,gpu,power\n0,0,1\n1,50,2\n2,99,3\n3,50,4\n4,0,5\n", none,
          "0 1, 1 2, 2 3, 3 4, 4 5");
    check("index,time,power\n0,0,1\n1,1,2\n2,2,3\n3,3,4\n", none, "0 1, 1 2, 2 3, 3 4");
    check("host,time,power\nx,0,1\nx,1,2\nx,2,3\n", none, "0 1, 1 2, 2 3");
    check("time,gpu (%),power\n0,1,1\n0.5,2,2\n1,1,3\n", none, "0 1, 0.5 2, 1 3");
}

/* The index of two tables behind each other comes twice. */
static void a_counter_may_begin_again(void)
{
    struct wf_buffer text = {0};
    static struct log log;
    wf_buffer_printf(&text, "index,time,power\n");
    for (int i = 0; i < 100; i++)
        wf_buffer_printf(&text, "%d,%d,5\n", i % 50, i);
    log_read(&log, text.text, NULL);
    CHECK_TEXT(log.err.text, "");
    CU_ASSERT_EQUAL(log.report.samples, 100);
    CHECK_CLOSE(log.report.mean_w, 5, 1e-12);
    log_release(&log);
    wf_buffer_release(&text);
}

static void sources_that_do_not_come_together_are_refused(void)
{
    check_error("time,gpu_index,power\n0,0,1\n1,0,2\n2,0,3\n0,1,1\n1,1,2\n2,1,3\n", none,
                "rows of 2 sources ('0', '1') do not come together, so they cannot be added up; "
                "choose one by --sources");
}

/* Two GPUs at 128 times, then one of them alone: a sum needs both at half of the times. With 120 or
 * 140 more times these are 128 of 248, or of 268. */
static void sources_must_come_together_at_half_of_the_times(void)
{
    static const struct {
        int alone;
        size_t samples;
        const char *error;
    } cases[] = {{120, 128, ""},
                 {140, 0,
                  "rows of 2 sources ('0', '1') do not come together, so they cannot be added up; "
                  "choose one by --sources"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wf_buffer text = {0};
        static struct log log;
        wf_buffer_printf(&text, "time,gpu_index,power\n");
        for (int time = 0; time < 128 + cases[i].alone; time++)
            wf_buffer_printf(&text, time < 128 ? "%d,0,1\n%d,1,2\n" : "%d,0,1\n", time, time);
        log_read(&log, text.text, NULL);
        CU_ASSERT_EQUAL(*log.err.text != '\0', *cases[i].error != '\0');
        CU_ASSERT_PTR_NOT_NULL(strstr(log.err.text, cases[i].error));
        if (!*cases[i].error) {
            CU_ASSERT_EQUAL(log.report.samples, cases[i].samples);
            CHECK_CLOSE(log.report.mean_w, 3, 1e-12);
        }
        log_release(&log);
        wf_buffer_release(&text);
    }
}

static void a_source_without_power_is_named(void)
{
    check_error("time,gpu_index,power\n0,a,1\n0,b,N/A\n1,a,1\n1,b,[N/A]\n", none,
                "source 'b' reports no power in 2 of its 2 rows; choose others by --sources");
    check_error("timestamp, index, power.draw [W]\n2025/07/27 00:00:00.000, 0, [N/A]\n"
                "2025/07/27 00:00:00.000, 1, 10.00 W\n2025/07/27 00:00:01.000, 0, [N/A]\n"
                "2025/07/27 00:00:01.000, 1, 10.00 W\n",
                none, "GPU '0' reports no power in 2 of its 2 rows; choose others by --sources");
}

static void the_metric_of_power_is_read(void)
{
    check("time,metric,value\n0,power_watts,5\n0.4,cpu_temp,40\n1,power_watts,6\n1.4,cpu_temp,41\n",
          none, "0 5, 1 6");
    check("time,metric,value\n0,power_watts,5\n1,power_watts,6\n", none, "0 5, 1 6");
    check("time,metric,value\n0,gpu_power_mw,5000\n0,temp,4\n1,gpu_power_mw,6000\n", none,
          "0 5, 1 6");
    check("time,unit,value\n0,mW,5000\n0,degC,4\n1,W,6\n", none, "0 5, 1 6");
    check("time,device_id,metric_id,value\n0,a,power,5\n0,a,temp,9\n0,b,power,6\n1,a,power,7\n"
          "1,b,power,8\n",
          none, "0 11, 1 15");
    check("time,measurement,power\n0,1,5\n1,2,6\n", none, "0 5, 1 6"); /* a number, no name */
}

static void other_metrics_are_chosen_or_refused(void)
{
    static const char two[] = "time,metric,value\n0,cpu_power,5\n0,gpu_power,7\n1,cpu_power,6\n";
    check_error(two, none,
                ":3: power of two metrics, 'cpu_power' and 'gpu_power'; choose one by --sources");
    check(two, (struct wf_trace_options){.sources = "cpu_power"}, "0 5, 1 6");
    /* "scaph" is no "cap", a limit is none of power */
    check("time,metric,value\n0,scaph_host_power_microwatts,5e6\n0,GpuPowerLimit,9\n"
          "0,power_cap,9\n1,scaph_host_power_microwatts,6e6\n",
          none, "0 5, 1 6");
    static const char odd[] = "time,metric,value\n0,drain,5\n1,drain,6\n";
    check_error(odd, none, "no metric is one of power (there is 'drain'); choose one by --sources");
    check(odd, (struct wf_trace_options){.sources = "drain"}, "0 5, 1 6");
}

static void cells_may_carry_units(void)
{
    check("time,power\n0,10.00 W\n1,5000 mW\n2,3\n", none, "0 10, 1 5, 2 3");
    check("time,power (W)\n0,10.00 Watts\n1,5W\n", none, "0 10, 1 5");
    check_error("time,power (mW)\n0,10.00 W\n", none,
                ":2: power '10.00 W', but the header says 'power (mW)'; expected one unit "
                "(--power-unit gives it)");
    check_error("time,unit,power (mW)\n0,W,10.00\n", none,
                ":2: unit of 'W', but the header says 'power (mW)'; expected one unit "
                "(--power-unit gives it)");
    check("time,unit,power (mW)\n0,mW,10.00\n", none, "0 0.01");
    check("time,unit,power (mW)\n0,W,10.00\n", (struct wf_trace_options){.power_unit = "W"},
          "0 10");
    check("time,power (mW)\n0,10.00 W\n", (struct wf_trace_options){.power_unit = "W"}, "0 10");
}

static void cells_of_time_may_carry_units(void)
{
    check("time,power\n0 s,10 W\n1.5 s,5W\n", none, "0 10, 1.5 5");
    check("time,power\n0 ms,1\n1500 ms,2\n", none, "0 1, 1.5 2");
    check("time_min,power\n0 min,1\n1min,2\n", none, "0 1, 60 2");
    check_error("time,power\n0 s,1\n1000 ms,2\n", none,
                ":3: time '1000 ms' has another unit than those before or the header");
    check_error("time (s),power\n0 ms,1\n", none,
                ":2: time '0 ms' has another unit than those before or the header");
}

/* "Processor Power_0(Watt)" of Intel's Power Gadget; of two, one must be named. */
static void the_only_column_in_watts_is_power(void)
{
    check("Elapsed Time (sec),Processor Power_0(Watt)\n0,3\n1,4\n", none, "0 3, 1 4");
    check("Elapsed Time (sec),Drawn [mW]\n0,3000\n1,4000\n", none, "0 3, 1 4");
    check_error("Elapsed Time (sec),IA Power_0(Watt),GT Power_0(Watt)\n0,3,4\n", none,
                ":1: no column has a usual name of power; there are 'Elapsed Time (sec)', 'IA "
                "Power_0(Watt)', 'GT Power_0(Watt)' (--power-column names one)");
}

static void times_are_of_the_unit_that_is_said(void)
{
    check("Time (min),Power (Watts)\n0,1\n1,2\n1.5,3\n", none, "0 1, 60 2, 90 3");
    check("Time [h],Power (W)\n0,1\n0.25,3\n0.5,2\n1,4\n", none, "0 1, 900 3, 1800 2, 3600 4");
    check("elapsed_ms,power\n0,1\n500,2\n", none, "0 1, 0.5 2");
    check("Minutes,Watts\n0,1\n1,2\n", none, "0 1, 60 2");
    check("time_d,power\n0,1\n1,2\n", none, "0 1, 86400 2");
    check("time,power\n0,1\n2,2\n", (struct wf_trace_options){.time_format = "min"}, "0 1, 120 2");
    check_error("Time (moons),power\n0,1\n1,2\n", none,
                ":2: unit 'moons' of column 'Time (moons)'; expected s, ms, us, ns, min, h or d "
                "(--time-unit gives one)");
    check("Time (UTC),power\n0,1\n1,2\n", none, "0 1, 1 2");
}

static void numbers_without_a_unit_are_seconds_if_they_may_be(void)
{
    static struct log log;
    log_read(&log, "time,power\n0,1\n1,2\n2,3\n", NULL);
    CU_ASSERT(log.report.time_assumed);
    log_release(&log);
    log_read(&log, "time,power\n1714564800,1\n1714564801,2\n1714564802,3\n", NULL);
    CU_ASSERT(!log.report.time_assumed);
    log_release(&log);
    check_error("time,power\n0,1\n1000,2\n2000,3\n", none,
                "times of column 'time' are 1000 apart and have no unit; expected one, or dates "
                "(--time-unit gives one: s, ms, us, min)");
}

static void a_header_may_come_again(void)
{
    check("time,power\n0,1\n1,2\ntime,power\n2,3\n", none, "0 1, 1 2, 2 3");
    check_error("time,power\n0,1\n1,2\npower,time\n3,2\n", none,
                ":4: another header than on the first line; expected one log a file");
}

static void a_line_that_the_file_ends_in_is_left_out(void)
{
    log_check_as(
        &(struct log_expected){.format = "csv",
                               .samples = "0 10, 1 10",
                               .counts = "1 bad",
                               .warnings =
                                   "4: the file ends within this line, and a number may be cut"},
        "time,power\n0,10\n1,10\n2,1");
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(sources_of_one_time_are_added_up),
        WF_TEST(sources_may_be_chosen),
        WF_TEST(columns_that_only_look_like_sources_are_none),
        WF_TEST(a_counter_may_begin_again),
        WF_TEST(sources_that_do_not_come_together_are_refused),
        WF_TEST(sources_must_come_together_at_half_of_the_times),
        WF_TEST(a_source_without_power_is_named),
        WF_TEST(the_metric_of_power_is_read),
        WF_TEST(other_metrics_are_chosen_or_refused),
        WF_TEST(cells_may_carry_units),
        WF_TEST(cells_of_time_may_carry_units),
        WF_TEST(the_only_column_in_watts_is_power),
        WF_TEST(times_are_of_the_unit_that_is_said),
        WF_TEST(numbers_without_a_unit_are_seconds_if_they_may_be),
        WF_TEST(a_header_may_come_again),
        WF_TEST(a_line_that_the_file_ends_in_is_left_out),
    };
    return wf_suite_run("csv_sources", tests, sizeof tests / sizeof *tests);
}
