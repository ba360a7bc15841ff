#include "model/account.h"

#include "suite.h"
#include <math.h>

static void a_kilowatt_hour_emits_the_intensity(void)
{
    CHECK_CLOSE(wf_account_carbon_g(1000.0 * 3600, 56), 56, 0);
    CHECK_CLOSE(wf_account_carbon_g(1, 3.6e6), 1, 1e-15);
    CHECK_CLOSE(wf_account_carbon_g(3.6e6, 0), 0, 0);
}

static void an_unknown_intensity_gives_no_carbon(void)
{
    CU_ASSERT(isnan(wf_account_carbon_g(1, NAN)));
    CU_ASSERT(isnan(wf_account_carbon_g(0, NAN)));
}

static void embodied_carbon_is_charged_by_duty(void)
{
    /* a whole life of duty at full use: all of it */
    CHECK_CLOSE(wf_account_embodied_g(80e3, 4 * 31557600.0, 4 * 31557600.0, 1), 80e3, 0);
    CHECK_CLOSE(wf_account_embodied_g(80e3, 3600, 4 * 31557600.0, 1),
                80e3 * 3600 / (4 * 31557600.0), 1e-15);
    CHECK_CLOSE(wf_account_embodied_g(80e3, 0, 4 * 31557600.0, 1), 0, 0);
}

static void a_device_used_half_its_life_costs_twice_as_much(void)
{
    CHECK_CLOSE(wf_account_embodied_g(80e3, 3600, 1e8, 0.5),
                2 * wf_account_embodied_g(80e3, 3600, 1e8, 1), 1e-15);
}

static void an_unknown_utilisation_counts_as_one(void)
{
    CHECK_CLOSE(wf_account_embodied_g(80e3, 3600, 1e8, NAN), 80e3 * 3600 / 1e8, 1e-15);
}

static void what_is_unknown_of_a_device_gives_no_embodied_carbon(void)
{
    CU_ASSERT(isnan(wf_account_embodied_g(NAN, 3600, 1e8, 1)));
    CU_ASSERT(isnan(wf_account_embodied_g(80e3, 3600, NAN, 1)));
    CU_ASSERT(isnan(wf_account_embodied_g(NAN, 0, NAN, NAN)));
}

static const struct wf_test tests[] = {
    WF_TEST(a_kilowatt_hour_emits_the_intensity),
    WF_TEST(an_unknown_intensity_gives_no_carbon),
    WF_TEST(embodied_carbon_is_charged_by_duty),
    WF_TEST(a_device_used_half_its_life_costs_twice_as_much),
    WF_TEST(an_unknown_utilisation_counts_as_one),
    WF_TEST(what_is_unknown_of_a_device_gives_no_embodied_carbon),
};

int main(void)
{
    return wf_suite_run("account", tests, sizeof tests / sizeof tests[0]);
}
