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
                                       WF_TEST(a_wall_below_its_software_meter_is_refused)};

int main(void)
{
    return wf_suite_run("wall pairs", tests, sizeof tests / sizeof *tests);
}
