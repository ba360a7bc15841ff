#include "account/term.h"
#include "account/weights.h"

#include "suite.h"

/* PUE 1.5, wall factor 2: site factor 3. 10 W cold, of which a quarter is billed. */
static struct wf_host_tariff host(bool whole_platform, uint32_t phases)
{
    return (struct wf_host_tariff){.wall_factor = 2,
                                   .pue_ratio = 1.5,
                                   .site_factor = 3,
                                   .cold_w = 10,
                                   .base_ratio = whole_platform ? 1 : 0.25,
                                   .storage_w_per_byte = 4,
                                   .phases = phases,
                                   .whole_platform = whole_platform};
}

/* PUE 1.5, 2 W base, of which half is billed. */
static struct wf_link_tariff link(bool whole_platform, uint32_t phases)
{
    return (struct wf_link_tariff){.idle_w = 2,
                                   .attribution_ratio = whole_platform ? 1 : 0.5,
                                   .pue_ratio = 1.5,
                                   .phases = phases,
                                   .whole_platform = whole_platform,
                                   .has_range = true};
}

static void check_host(const struct wf_host_tariff *tariff, uint32_t row, double factor_j,
                       enum wf_phase phase)
{
    struct wf_term term = wf_term_of_host(tariff, row);
    CHECK_CLOSE(term.factor_j, factor_j, 1e-15);
    CU_ASSERT_EQUAL(term.phase, phase);
}

static void check_link(const struct wf_link_tariff *tariff, uint32_t row, double factor_j,
                       enum wf_phase phase)
{
    struct wf_term term = wf_term_of_link(tariff, row);
    CHECK_CLOSE(term.factor_j, factor_j, 1e-15);
    CU_ASSERT_EQUAL(term.phase, phase);
}

/* Energy counts in full; time takes off what is not billed of cold idle; data that is kept is
 * measured at the wall. */
static void rows_of_a_host_count_as_its_bill_does(void)
{
    struct wf_host_tariff tariff = host(false, 0);
    check_host(&tariff, WF_PHASE_COMPUTE, 3, WF_PHASE_COMPUTE);
    check_host(&tariff, WF_PHASE_WAIT, 3, WF_PHASE_WAIT);
    check_host(&tariff, WF_ROW_TIME + WF_PHASE_COMPUTE, -0.75 * 10 * 3, WF_PHASE_COMPUTE);
    check_host(&tariff, WF_ROW_TIME + WF_PHASE_WAIT, -0.75 * 10 * 3, WF_PHASE_WAIT);
    check_host(&tariff, WF_ROW_STORAGE, 1.5 * 4, WF_PHASE_STORAGE);
    CHECK_CLOSE(wf_term_host_standing_w(&tariff), 0, 0);
}

/* Cold idle is billed from 0 to the end as waiting; on duty it is in the energy already. */
static void the_whole_platform_takes_duty_off_cold_idle(void)
{
    struct wf_host_tariff tariff = host(true, 0);
    check_host(&tariff, WF_PHASE_COMPUTE, 3, WF_PHASE_COMPUTE);
    check_host(&tariff, WF_ROW_TIME + WF_PHASE_COMPUTE, -10 * 3, WF_PHASE_WAIT);
    check_host(&tariff, WF_ROW_TIME + WF_PHASE_WAIT, -10 * 3, WF_PHASE_WAIT);
    CHECK_CLOSE(wf_term_host_standing_w(&tariff), 10 * 3, 0);
}

/* 6 W at the wall beside it, before PUE 1.5: a quarter is billed in the phase at hand; of the whole
 * platform all of it, and what the base power holds of it as waiting is taken off. */
static void the_wall_constant_is_base_power(void)
{
    struct wf_host_tariff tariff = host(false, 0);
    tariff.wall_constant_w = 6;
    check_host(&tariff, WF_PHASE_COMPUTE, 3, WF_PHASE_COMPUTE);
    check_host(&tariff, WF_ROW_TIME + WF_PHASE_COMPUTE, -0.75 * 10 * 3 + 0.25 * 6 * 1.5,
               WF_PHASE_COMPUTE);
    tariff = host(true, 0);
    tariff.wall_constant_w = 6;
    check_host(&tariff, WF_ROW_TIME + WF_PHASE_COMPUTE, -10 * 3 - 6 * 1.5, WF_PHASE_WAIT);
    struct wf_term term = wf_term_of_host(&tariff, WF_ROW_TIME + WF_PHASE_COMPUTE);
    CHECK_CLOSE(term.own_j, 6 * 1.5, 0);
    CU_ASSERT_EQUAL(term.own, WF_PHASE_COMPUTE);
    CHECK_CLOSE(wf_term_host_standing_w(&tariff), 10 * 3 + 6 * 1.5, 0);
}

static void rows_of_a_link_count_as_its_bill_does(void)
{
    struct wf_link_tariff tariff = link(false, 0);
    check_link(&tariff, WF_PHASE_UPLOAD, 1.5, WF_PHASE_UPLOAD);
    check_link(&tariff, WF_PHASE_COUNT - 1, 1.5, WF_PHASE_COUNT - 1);
    check_link(&tariff, WF_ROW_BASE, 1.5 * 0.5 * 2, WF_PHASE_WAIT);
    check_link(&tariff, WF_ROW_BASE_EXPLORATION, 1.5 * 0.5 * 2, WF_PHASE_EXPLORATION);
    CHECK_CLOSE(wf_term_link_standing_w(&tariff), 0, 0);
}

/* Bytes, bytes that pay the core, seconds: each its figure, without PUE. */
static void rows_of_a_class_count_its_figures(void)
{
    struct wf_link_tariff tariff = link(false, 0);
    tariff.network = (struct wf_network_tariff){7, 0.5, 0.25};
    check_link(&tariff, WF_LINK_ROWS + WF_PHASE_UPLOAD, 0.5, WF_PHASE_UPLOAD);
    check_link(&tariff, WF_LINK_ROWS + WF_NETWORK_ROW_CORE + WF_PHASE_UPLOAD, 0.25,
               WF_PHASE_UPLOAD);
    check_link(&tariff, WF_LINK_ROWS + WF_NETWORK_ROW_TIME + WF_PHASE_DOWNLOAD, 7,
               WF_PHASE_DOWNLOAD);
    tariff.phases = 1u << WF_PHASE_UPLOAD;
    check_link(&tariff, WF_LINK_ROWS + WF_NETWORK_ROW_TIME + WF_PHASE_DOWNLOAD, 0,
               WF_PHASE_DOWNLOAD);
}

static void the_whole_platform_bills_base_watts_once(void)
{
    struct wf_link_tariff tariff = link(true, 0);
    check_link(&tariff, WF_PHASE_UPLOAD, 1.5, WF_PHASE_UPLOAD);
    check_link(&tariff, WF_ROW_BASE, 0, WF_PHASE_WAIT);
    check_link(&tariff, WF_ROW_BASE_EXPLORATION, 0, WF_PHASE_EXPLORATION);
    CHECK_CLOSE(wf_term_link_standing_w(&tariff), 1.5 * 2, 0);
}

static void a_phase_that_is_not_billed_counts_nothing(void)
{
    struct wf_host_tariff job = host(false, 1u << WF_PHASE_COMPUTE);
    check_host(&job, WF_PHASE_COMPUTE, 3, WF_PHASE_COMPUTE);
    check_host(&job, WF_PHASE_WAIT, 0, WF_PHASE_WAIT);
    check_host(&job, WF_ROW_TIME + WF_PHASE_WAIT, 0, WF_PHASE_WAIT);
    check_host(&job, WF_ROW_STORAGE, 0, WF_PHASE_STORAGE);
    struct wf_host_tariff all = host(true, 1u << WF_PHASE_COMPUTE);
    check_host(&all, WF_ROW_TIME + WF_PHASE_COMPUTE, 0, WF_PHASE_WAIT);
    CHECK_CLOSE(wf_term_host_standing_w(&all), 0, 0);
    struct wf_link_tariff links = link(true, 1u << WF_PHASE_UPLOAD);
    check_link(&links, WF_PHASE_UPLOAD, 1.5, WF_PHASE_UPLOAD);
    check_link(&links, WF_PHASE_DOWNLOAD, 0, WF_PHASE_DOWNLOAD);
    CHECK_CLOSE(wf_term_link_standing_w(&links), 0, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(rows_of_a_host_count_as_its_bill_does),
    WF_TEST(the_whole_platform_takes_duty_off_cold_idle),
    WF_TEST(the_wall_constant_is_base_power),
    WF_TEST(rows_of_a_link_count_as_its_bill_does),
    WF_TEST(rows_of_a_class_count_its_figures),
    WF_TEST(the_whole_platform_bills_base_watts_once),
    WF_TEST(a_phase_that_is_not_billed_counts_nothing),
};

int main(void)
{
    return wf_suite_run("term", tests, sizeof tests / sizeof tests[0]);
}
