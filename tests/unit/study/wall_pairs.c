#include "study/wall_pairs.h"

#include "fixture.h"
#include <math.h>

static struct wf_wall_pairs pairs;

static int load(const char *text)
{
    return wf_wall_pairs_load(fixture_file(text), &pairs, &fixture_diag, &fixture_err);
}

static void end(void)
{
    wf_wall_pairs_release(&pairs);
    fixture_end();
}

/* By hand: weights 1 / wall^2, so the ratio of (1, 2) and (2, 3) is
 * (1/2 + 2/3) / (1/4 + 4/9) = 1.68; the first, unseen, is predicted by 1.5. */
static void the_ratio_is_that_of_relative_errors(void)
{
    CU_ASSERT_EQUAL(load("run,NVML_rapl_kWh,wattmeter_kWh\nx,1,2\ny,2,3\nz,,9\n"), 0);
    CHECK_TEXT(pairs.software, "NVML_rapl_kWh");
    CHECK_TEXT(pairs.wall, "wattmeter_kWh");
    CU_ASSERT_EQUAL(pairs.ratio.rows, 2);
    CHECK_CLOSE(pairs.ratio.factor.value, 1.68, 1e-12);
    CHECK_CLOSE(pairs.ratio.unseen_ratio[0], 0.25, 1e-12);
    CU_ASSERT(pairs.has_constant);
    CHECK_CLOSE(pairs.with_constant.factor.value, 1, 1e-9);
    CHECK_CLOSE(pairs.with_constant.constant.value, 1, 1e-9);
    end();
}

static void one_pair_has_a_ratio_and_no_constant(void)
{
    CU_ASSERT_EQUAL(load("software_j,wall_j\n10,13\n"), 0);
    CHECK_CLOSE(pairs.ratio.factor.value, 1.3, 1e-12);
    CU_ASSERT(isnan(pairs.ratio.factor.low));
    CU_ASSERT(!pairs.has_constant);
    end();
}

static void columns_that_cannot_be_meant_are_told(void)
{
    CU_ASSERT_EQUAL(load("epochs,wall_j\n1,1\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "there is no column of a software meter; expected one whose name "
               "begins with one of 'software', 'nvml', 'rapl', 'codecarbon'");
    end();
    CU_ASSERT_EQUAL(load("rapl_j,nvml_j,wall_j\n1,1,3\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "columns 'rapl_j' and 'nvml_j' are both of a software meter; expected one");
    end();
    CU_ASSERT_EQUAL(load("software_kwh,wall_j\n1,3\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "columns 'software_kwh' and 'wall_j' end in different units; expected the same");
    end();
    CU_ASSERT_EQUAL(load("software_j,wall_j\n1,much\n"), -1);
    CHECK_TEXT(fixture_message(2), "column 'wall_j': 'much' is not a decimal number");
    end();
}

/* wall = 1.25 software + 40 W x time, exactly: 1000 J in 10 s, 1000 J in 50 s, 5000 J in 20 s. */
static void times_make_the_constant_watts(void)
{
    CU_ASSERT_EQUAL(load("time_s,software_j,wall_j\n10,1000,1650\n50,1000,3250\n20,5000,7050\n"),
                    0);
    CU_ASSERT(pairs.constant_is_watts);
    CHECK_CLOSE(pairs.with_constant.factor.value, 1.25, 1e-9);
    CHECK_CLOSE(pairs.with_constant.constant.value, 40, 1e-9);
    CU_ASSERT_PTR_EQUAL(wf_wall_pairs_chosen(&pairs), &pairs.with_constant);
    end();
    /* the same in Wh: a constant of watts again */
    CU_ASSERT_EQUAL(load("rapl_Wh,wall_Wh,duration_s\n1,2.25,90\n1,3.25,180\n5,7.25,90\n"), 0);
    CHECK_CLOSE(pairs.with_constant.factor.value, 1.25, 1e-9);
    CHECK_CLOSE(pairs.with_constant.constant.value, 40, 1e-9);
    end();
}

/* wall = 1.25 software + 40 W of mean powers: 100, 20 and 300 W by software. */
static void mean_powers_tell_the_constant_directly(void)
{
    CU_ASSERT_EQUAL(load("software_w,wall_w\n100,165\n20,65\n300,415\n"), 0);
    CU_ASSERT(pairs.constant_is_watts);
    CHECK_CLOSE(pairs.with_constant.constant.value, 40, 1e-9);
    CU_ASSERT_PTR_EQUAL(wf_wall_pairs_chosen(&pairs), &pairs.with_constant);
    end();
    CU_ASSERT_EQUAL(load("software_kW,wall_kW\n0.1,0.165\n0.02,0.065\n0.3,0.415\n"), 0);
    CHECK_CLOSE(pairs.with_constant.constant.value, 40, 1e-9);
    end();
}

/* wall = 1.25 software + 400 J a run: no watts, so the ratio is the host's figure. */
static void joules_alone_have_a_constant_a_run(void)
{
    CU_ASSERT_EQUAL(load("timestamp,software_j,wall_j\n1,1000,1650\n2,2000,2900\n3,5000,6650\n"),
                    0);
    CU_ASSERT(!pairs.constant_is_watts);
    CHECK_CLOSE(pairs.with_constant.constant.value, 400, 1e-9);
    CU_ASSERT(wf_wall_pairs_line_is_better(&pairs));
    CU_ASSERT_PTR_EQUAL(wf_wall_pairs_chosen(&pairs), &pairs.ratio);
    end();
}

/* wall = 2 software - 10 W: no host draws less than its meter's slope says. */
static void a_constant_below_zero_is_no_figure_of_a_host(void)
{
    CU_ASSERT_EQUAL(load("software_w,wall_w\n100,190\n20,30\n300,590\n"), 0);
    CHECK_CLOSE(pairs.with_constant.constant.value, -10, 1e-9);
    CU_ASSERT_PTR_EQUAL(wf_wall_pairs_chosen(&pairs), &pairs.ratio);
    end();
}

static void times_that_cannot_be_used_are_told(void)
{
    CU_ASSERT_EQUAL(load("time_h,software_j,wall_j\n1,1,3\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "column 'time_h' does not end in '_s'; expected the seconds of each run");
    end();
    CU_ASSERT_EQUAL(load("time_s,software_x,wall_x\n1,1,3\n"), -1);
    CHECK_TEXT(fixture_message(1),
               "column 'time_s' makes the constant one of watts, but 'wall_x' does "
               "not end in J, kJ, Wh, kWh, W or kW");
    end();
    CU_ASSERT_EQUAL(load("time_s,software_j,wall_j\n0,1,3\n"), -1);
    CHECK_TEXT(fixture_message(2), "column 'time_s': 0 is not above 0");
    end();
}

static void a_wall_below_its_software_meter_is_refused(void)
{
    CU_ASSERT_EQUAL(load("software_j,wall_j\n3,2\n"), -1);
    CU_ASSERT_EQUAL(fixture_err.code, WF_EINPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture_err.text, "are the columns swapped"));
    end();
}

static const struct wf_test tests[] = {WF_TEST(the_ratio_is_that_of_relative_errors),
                                       WF_TEST(one_pair_has_a_ratio_and_no_constant),
                                       WF_TEST(columns_that_cannot_be_meant_are_told),
                                       WF_TEST(times_make_the_constant_watts),
                                       WF_TEST(mean_powers_tell_the_constant_directly),
                                       WF_TEST(joules_alone_have_a_constant_a_run),
                                       WF_TEST(a_constant_below_zero_is_no_figure_of_a_host),
                                       WF_TEST(times_that_cannot_be_used_are_told),
                                       WF_TEST(a_wall_below_its_software_meter_is_refused)};

int main(void)
{
    return wf_suite_run("wall pairs", tests, sizeof tests / sizeof *tests);
}
