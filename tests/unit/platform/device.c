#include "platform/device.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct wf_site site;
static double speeds[2] = {2e9, 3e9};

/* Of speed.0, of speed.1 and of all watts. */
static const struct wf_provenance_entry entries[] = {
    {"speed", 0, WF_FIGURE_WHOLE, WF_FITTED, 1e9, 3e9},
    {"speed", 1, WF_FIGURE_WHOLE, WF_DERIVED, 1e9, 4e9},
    {"wattage_per_state", WF_EVERY_PSTATE, WF_FIGURE_WHOLE, WF_MEASURED, 0, 0},
};
static struct wf_provenance_list provenance;

/* A host of two pstates and two cores, 4 and 6 Gflop/s in all. */
static struct wf_host_class device(void)
{
    memset(&site, 0, sizeof site);
    wf_props_defaults(wf_site_props, &site, NULL);
    site.workloads = "small, large";
    site.samples_per_second = "400, 6";
    site.flop_per_sample = "10 Mflop, 1 Gflop";
    provenance = (struct wf_provenance_list){NULL, entries, 3};
    site.provenance = &provenance;
    site.source = "a log, of ours ; a paper";
    site.date = "2024";
    site.residual = "1.5 % second half,-";
    site.software = "code 2.1, library 3;-";
    return (struct wf_host_class){
        .site = &site, .speed_flop_per_s = speeds, .pstate_count = 2, .core_count = 2};
}

static void an_item_stands_between_separators(void)
{
    static const struct {
        const char *list;
        uint32_t index;
        const char *item;
    } cases[] = {{"a,b c , d", 0, "a"},  {"a,b c , d", 1, "b c"}, {"a,b c , d", 2, "d"},
                 {"a,b c , d", 3, NULL}, {"a,,b", 1, ""},         {"", 0, ""},
                 {"a, ", 1, ""},         {NULL, 0, NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *item = wf_device_item(cases[i].list, ',', cases[i].index);
        CHECK_TEXT(item, cases[i].item);
        free(item);
    }
}

static void each_fact_of_a_pstate_is_read(void)
{
    struct wf_host_class class = device();
    struct wf_device_facts facts;
    wf_device_facts(&class, 0, &facts);
    CHECK_TEXT(facts.workload, "small");
    CHECK_CLOSE(facts.samples_per_s, 400, 0);
    CHECK_CLOSE(facts.flop_per_sample, 1e7, 0);
    CHECK_CLOSE(facts.residual_ratio, 0.015, 1e-15);
    CHECK_TEXT(wf_residual_of_name(facts.residual_of), "second half");
    CHECK_TEXT(facts.software, "code 2.1, library 3");
    CU_ASSERT_EQUAL(facts.speed.word, WF_FITTED);
    CHECK_CLOSE(facts.speed.high, 3e9, 0);
    CU_ASSERT_EQUAL(facts.idle.word, WF_MEASURED);
    CU_ASSERT_EQUAL(facts.busy.word, WF_MEASURED);
    CHECK_TEXT(facts.source, "a log, of ours");
    CHECK_TEXT(facts.date, "2024");
    wf_device_facts_release(&facts);
    wf_device_facts(&class, 1, &facts);
    CHECK_TEXT(facts.workload, "large");
    CHECK_CLOSE(facts.samples_per_s, 6, 0);
    CHECK_CLOSE(facts.flop_per_sample, 1e9, 0);
    CU_ASSERT(isnan(facts.residual_ratio));
    CU_ASSERT_PTR_NULL(wf_residual_of_name(facts.residual_of));
    CU_ASSERT_PTR_NULL(facts.software);
    CU_ASSERT_EQUAL(facts.speed.word, WF_DERIVED);
    CHECK_TEXT(facts.source, "a paper");
    CHECK_TEXT(facts.date, "2024"); /* one for all */
    wf_device_facts_release(&facts);
}

/* ---- mistakes ---- */

static struct wf_buffer reported;

static void report(void *data, const char *prop, const char *why)
{
    CU_ASSERT_PTR_EQUAL(data, &reported);
    wf_buffer_printf(&reported, "%s%s\n", prop, why);
}

static void check(const struct wf_host_class *class, const char *expected)
{
    reported.length = 0;
    wf_buffer_add(&reported, "", 0);
    const struct wf_mistakes mistakes = {report, NULL, &reported};
    wf_device_check(class, &mistakes);
    CHECK_TEXT(reported.text, expected);
    wf_buffer_release(&reported);
}

static void a_device_that_is_whole_has_no_mistake(void)
{
    struct wf_host_class class = device();
    check(&class, "");
    site.residual = NULL; /* the one that may be left out */
    check(&class, "");
    site.samples_per_second = "-,-";
    site.flop_per_sample = "-,-";
    check(&class, "");
    site.date = "-,2024-05-10";
    check(&class, "");
}

static void speed_is_flop_times_samples_of_all_cores(void)
{
    struct wf_host_class class = device();
    class.core_count = 1;
    check(&class, "flop_per_sample x samples_per_second of pstate 0 (small) is 4000000000 flop/s, "
                  "but its speed is 2000000000 flop/s\n"
                  "flop_per_sample x samples_per_second of pstate 1 (large) is 6000000000 flop/s, "
                  "but its speed is 3000000000 flop/s\n");
    class = device();
    site.samples_per_second = "400.3,6"; /* 0.075 % off: digits of the file */
    check(&class, "");
    site.samples_per_second = "400.5,6"; /* 0.125 % */
    check(&class, "flop_per_sample x samples_per_second of pstate 0 (small) is 4005000000 flop/s, "
                  "but its speed is 4000000000 flop/s\n");
    site.samples_per_second = "-,6";
    check(&class,
          "flop_per_sample and samples_per_second of pstate 0 (small): one is given, one is "
          "'-'\n");
}

/* The form without words still reads: catalogues of release 0.1.0 have it. */
static void a_residual_says_what_it_is_of(void)
{
    static const struct {
        const char *text, *of;
    } cases[] = {{"1.5 %", NULL},
                 {"1.5 % second half", "second half"},
                 {"1.5 %  run left out", "run left out"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wf_host_class class = device();
        struct wf_device_facts facts;
        site.residual = cases[i].text;
        check(&class, "");
        wf_device_facts(&class, 1, &facts);
        CHECK_CLOSE(facts.residual_ratio, 0.015, 1e-15);
        CHECK_TEXT(wf_residual_of_name(facts.residual_of), cases[i].of);
        wf_device_facts_release(&facts);
    }
}

static void every_list_is_checked(void)
{
    static const struct {
        size_t offset;
        const char *list, *mistake;
    } cases[] = {
#define CASE(member, list, mistake) {offsetof(struct wf_site, member), list, mistake}
        CASE(workloads, "small",
             "workloads names 1 workload for 2 pstates; in a catalogue every pstate has one\n"),
        CASE(samples_per_second, "1",
             "samples_per_second has 1 item for 2 pstates (with ',' "
             "between)\n"),
        CASE(samples_per_second, "0,6", "samples_per_second: '0' is not greater than 0\n"),
        CASE(flop_per_sample, "10,1 Gflop",
             "flop_per_sample: '10' needs a unit (e.g. '10 Gflop')\n"),
        CASE(flop_per_sample, NULL,
             "flop_per_sample is missing; every entry of a catalogue says it\n"),
        CASE(source, "a;b;c",
             "source has 3 items for 2 pstates; expected one each, or one for all "
             "(with ';' between)\n"),
        CASE(source, "a;", "source: an item is empty\n"),
        CASE(source, NULL, "source is missing; every entry of a catalogue says it\n"),
        CASE(date, "2024-13",
             "date: '2024-13' is no date; expected e.g. 2024, 2024-05 or "
             "2024-05-10, or -\n"),
        CASE(date, "20240510",
             "date: '20240510' is no date; expected e.g. 2024, 2024-05 or "
             "2024-05-10, or -\n"),
        CASE(date, NULL, "date is missing; every entry of a catalogue says it\n"),
        CASE(residual, "1 %,2 %,3 %",
             "residual has 3 items for 2 pstates; expected one each, or "
             "one for all (with ',' between)\n"),
        CASE(residual, "2 % first half",
             "residual: '2 % first half': expected 'second half', 'run left out' or nothing behind "
             "the %\n"),
        CASE(residual, "-2 % run left out", "residual: '-2 %' is not 0 or more\n"),
        CASE(software, "a;b;c",
             "software has 3 items for 2 pstates; expected one each, or one for all "
             "(with ';' between)\n"),
        CASE(software, "a;", "software: an item is empty\n"),
        CASE(residual, "2 W", "residual: '2 W' is not a ratio: unit 'W' is unknown; known: %\n"),
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wf_host_class class = device();
        memcpy((char *)&site + cases[i].offset, &cases[i].list, sizeof cases[i].list);
        check(&class, cases[i].mistake);
    }
}

static void each_figure_of_a_pstate_says_where_it_comes_from(void)
{
    static const struct wf_watts watts[] = {{1, 1, 2}, {1, 1, 3}};
    struct wf_host_class class = device();
    class.watts = watts;
    check(&class, "");
    provenance.count = 2; /* nothing of the watts */
    check(&class,
          "provenance does not say 'wattage_per_state.0.idle'; every entry of a catalogue does\n"
          "provenance does not say 'wattage_per_state.0.all'; every entry of a catalogue does\n"
          "provenance does not say 'wattage_per_state.1.idle'; every entry of a catalogue does\n"
          "provenance does not say 'wattage_per_state.1.all'; every entry of a catalogue does\n");
    class.watts = NULL; /* there are none */
    check(&class, "");
    provenance.count = 1;
    check(&class, "provenance does not say 'speed.1'; every entry of a catalogue does\n");
    site.provenance = NULL;
    check(&class, "provenance is missing; every entry of a catalogue says it\n");
}

static const struct wf_test tests[] = {
    WF_TEST(a_residual_says_what_it_is_of),
    WF_TEST(an_item_stands_between_separators),
    WF_TEST(each_fact_of_a_pstate_is_read),
    WF_TEST(a_device_that_is_whole_has_no_mistake),
    WF_TEST(speed_is_flop_times_samples_of_all_cores),
    WF_TEST(every_list_is_checked),
    WF_TEST(each_figure_of_a_pstate_says_where_it_comes_from),
};

int main(void)
{
    return wf_suite_run("device", tests, sizeof tests / sizeof *tests);
}
