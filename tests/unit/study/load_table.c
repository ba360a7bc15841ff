#include "study/load_table.h"

#include "fixture.h"
#include "platform/platform_reader.h"
#include <math.h>

static struct wf_load_table table;
static struct wf_load load;

static int read_table(const char *text)
{
    return wf_load_table_load(fixture_file(text), &table, &fixture_diag, &fixture_err);
}

static void end(void)
{
    wf_load_table_release(&table);
    wf_load_release(&load);
    fixture_end();
}

static void the_kind_of_load_and_power_is_in_the_names(void)
{
    CU_ASSERT_EQUAL(read_table("busy_gpus,x,power_w\n1,,100\n2,,\n3,a,130\n"), 0);
    CU_ASSERT(table.gpus && !table.above_idle);
    CU_ASSERT_EQUAL_FATAL(table.count, 2);
    CHECK_CLOSE(table.rows[1].power_w, 130, 0);
    CU_ASSERT_EQUAL(table.lines[1], 4);
    end();
    CU_ASSERT_EQUAL(read_table("above_idle_w,busy\n1,2\n"), 0);
    CU_ASSERT(!table.gpus && table.above_idle);
    end();
}

static void wrong_columns_and_cells_are_refused(void)
{
    CU_ASSERT_EQUAL(read_table("busy_cores,busy,power_w\n1,1,1\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "there are columns 'busy_cores' and 'busy'; expected one of them");
    end();
    CU_ASSERT_EQUAL(read_table("busy_cores,power_w,above_idle_w\n1,1,1\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "there are columns 'above_idle_w' and 'power_w'; expected one of them");
    end();
    CU_ASSERT_EQUAL(read_table("cores,power_w\n1,1\n"), -1);
    CHECK_TEXT(fixture_message(1), "there is no column 'busy_cores'; there are cores, power_w");
    end();
    CU_ASSERT_EQUAL(read_table("busy,power_w\n1,1 W\n"), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture_message(2), "column 'power_w': '1 W'"));
    end();
}

#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n<zone id='z' routing='None'>\n"
#define TAIL "</zone>\n</platform>\n"
static const char platform_text[] = HEAD
    "<host id='node' speed='1Gf' core='8'><prop id='wattage_per_state' value='40:40:99'/></host>\n"
    "<host id='two' speed='1Gf,2Gf' core='8'><prop id='wattage_per_state' value='40:40:99, 41:77'/>"
    "<prop id='workloads' value='slow,fast'/><prop id='accelerators' value='4'/></host>\n"
    "<host id='none' speed='1Gf'/>\n" TAIL;

static struct wf_platform platform;
static struct wf_edit edit;

static void begin_platform(void)
{
    const char *path = fixture_file(platform_text);
    CU_ASSERT_EQUAL_FATAL(wf_platform_load(path, &platform, &fixture_diag, &fixture_err), 0);
    CU_ASSERT_EQUAL_FATAL(wf_edit_load(path, &edit, &fixture_err), 0);
}

static void end_platform(void)
{
    wf_edit_release(&edit);
    wf_platform_release(&platform);
    wf_load_release(&load);
    fixture_end();
}

static void fit(const struct wf_load_row *rows, size_t count, bool above_idle)
{
    CU_ASSERT_EQUAL_FATAL(wf_load_choose(rows, count, above_idle, &load, &fixture_err), 0);
}

static void check_watts(const char *host, const char *expected)
{
    char *watts = wf_edit_prop_text(&edit, "host", host, "wattage_per_state");
    CHECK_TEXT(watts, expected);
    free(watts);
}

/* 50 W idle, 10 W with the first, 2.5 W each: 60 and 80 W with all of 8 */
static void idle_step_and_slope_become_a_triple(void)
{
    static const struct wf_load_row rows[] = {{0, 50}, {1, 62.5}, {4, 70}, {8, 80}, {2, 65}};
    struct wf_load_target target;
    begin_platform();
    fit(rows, 5, false);
    table = (struct wf_load_table){.path = "t.csv"};
    CU_ASSERT_EQUAL_FATAL(
        wf_load_target_find(&table, &platform, "node", NULL, &target, &fixture_err), 0);
    CU_ASSERT_EQUAL(wf_load_edit(&load, &target, &edit, NULL, &fixture_err), 0);
    check_watts("node", "50:60:80");
    check_watts("two", "40:40:99, 41:77");
    end_platform();
}

/* Above idle: the file's idle stays. 4 accelerators x 3 W over 41 W. */
static void watts_above_idle_keep_the_idle_of_the_file(void)
{
    static const struct wf_load_row rows[] = {{1, 3}, {2, 6}, {4, 12}};
    struct wf_load_target target;
    begin_platform();
    fit(rows, 3, true);
    table = (struct wf_load_table){.path = "t.csv", .above_idle = true, .gpus = true};
    CU_ASSERT_EQUAL_FATAL(
        wf_load_target_find(&table, &platform, "two", "fast", &target, &fixture_err), 0);
    CHECK_CLOSE(target.full, 4, 0);
    CU_ASSERT_EQUAL(wf_load_edit(&load, &target, &edit, NULL, &fixture_err), 0);
    check_watts("two", "40:40:99, 41:41:53");
    end_platform();
}

/* Rows 11, 10, 15 W at 0, 1, 2 busy: idle 10, slope 2; residuals 1, -2, 1, of one degree of
 * freedom, sigma^2 = 6; cov = 6 (X'X)^-1 = 5, -3, 3. With all of 8: variance 5 - 48 + 192 = 149,
 * covariance with idle 5 - 24 = -19. */
static void sums_of_what_was_fitted_keep_their_covariance(void)
{
    static const struct wf_load_row rows[] = {{0, 11}, {1, 10}, {2, 15}};
    struct wf_load_target target;
    struct wf_fit_output output = {.name = wf_strdup("fit.csv")};
    begin_platform();
    CU_ASSERT_EQUAL_FATAL(wf_load_fit(rows, 3, false, false, &load, &fixture_err), 0);
    table = (struct wf_load_table){.path = "t.csv"};
    CU_ASSERT_EQUAL_FATAL(
        wf_load_target_find(&table, &platform, "node", NULL, &target, &fixture_err), 0);
    CU_ASSERT_EQUAL(wf_load_edit(&load, &target, &edit, &output, &fixture_err), 0);
    CU_ASSERT_EQUAL_FATAL(output.table.count, 2);
    CHECK_TEXT(output.table.keys[0], "wattage_per_state.0.idle");
    CHECK_TEXT(output.table.keys[1], "wattage_per_state.0.all");
    CHECK_CLOSE(output.table.value[1], 26, 1e-12);
    CHECK_CLOSE(output.table.error[0], sqrt(5), 1e-12);
    CHECK_CLOSE(output.table.error[1], sqrt(149), 1e-12);
    CHECK_CLOSE(output.table.freedom[1], 1, 0);
    CHECK_CLOSE(output.table.correlation[1], -19 / sqrt(5 * 149), 1e-12);
    char *name = wf_edit_prop_text(&edit, "host", "node", "fit");
    CHECK_TEXT(name, "fit.csv");
    /* what is fitted anew must not leave it behind */
    CU_ASSERT_EQUAL(wf_load_edit(&load, &target, &edit, NULL, &fixture_err), -1);
    CU_ASSERT_EQUAL(fixture_err.code, WF_EUSAGE);
    free(name);
    wf_fit_output_release(&output);
    end_platform();
}

static void check_target(const char *host, const char *workload, const char *message)
{
    struct wf_load_target target;
    CU_ASSERT_EQUAL(wf_load_target_find(&table, &platform, host, workload, &target, &fixture_err),
                    -1);
    CU_ASSERT_EQUAL(fixture_err.code, WF_EINPUT);
    if (!strstr(fixture_err.text, message))
        CHECK_TEXT(fixture_err.text, message);
}

static void hosts_that_cannot_take_them_are_refused(void)
{
    struct wf_load_row rows[] = {{9, 3}};
    uint32_t lines[] = {5};
    begin_platform();
    table = (struct wf_load_table){.path = "t.csv"};
    check_target("nod", NULL, "there is no <host nod>; did you mean 'node'?");
    check_target("two", NULL, "<host two> has 2 pstates; say which with --load WORKLOAD=TABLE");
    check_target("two", "fats", "<host two> has no pstate of workload 'fats'");
    check_target("none", NULL, "<host none> has no 'wattage_per_state' to change");
    table = (struct wf_load_table){.path = "t.csv", .rows = rows, .lines = lines, .count = 1};
    check_target("node", NULL, "t.csv:5: 9 busy, but <host node> has 8 cores");
    end_platform();
}

static const struct wf_test tests[] = {WF_TEST(the_kind_of_load_and_power_is_in_the_names),
                                       WF_TEST(wrong_columns_and_cells_are_refused),
                                       WF_TEST(idle_step_and_slope_become_a_triple),
                                       WF_TEST(watts_above_idle_keep_the_idle_of_the_file),
                                       WF_TEST(sums_of_what_was_fitted_keep_their_covariance),
                                       WF_TEST(hosts_that_cannot_take_them_are_refused)};

int main(void)
{
    return wf_suite_run("load table", tests, sizeof tests / sizeof *tests);
}
