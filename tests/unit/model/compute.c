#include "model/compute.h"

#include "suite.h"
#include <math.h>

/* 1 Tflop/s at half efficiency, 100 GB/s: a sample of 1e9 flop takes 2 ms of computation, which
 * are 2e9 flop at full speed; 1e9 bytes take 10 ms, which are 1e10 flop. */
static struct wf_device device(void)
{
    return (struct wf_device){.speed_flop_per_s = 1e12,
                              .efficiency_ratio = 0.5,
                              .memory_bandwidth_byte_per_s = 100e9,
                              .measured = false};
}

static void a_measured_host_executes_the_flop_as_they_are(void)
{
    struct wf_device host = device();
    host.measured = true;
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 1e9), 1e9, 0);
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, NAN), 1e9, 0);
}

static void an_efficiency_below_one_costs_more_flop(void)
{
    struct wf_device host = device();
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, NAN), 1e9 / 0.5, 0);
    host.efficiency_ratio = 1;
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, NAN), 1e9, 0);
}

static void the_slower_of_computation_and_memory_decides(void)
{
    struct wf_device host = device();
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 1e9), 1e9 / 100e9 * 1e12, 1e-15);
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 1e8), 1e9 / 0.5, 0);
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 0), 1e9 / 0.5, 0);
}

/* At the ridge, flop / (speed x efficiency) = bytes / bandwidth: 2 ms x 100 GB/s = 2e8 bytes. */
static void at_the_ridge_both_cost_the_same(void)
{
    struct wf_device host = device();
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 1e9 / (1e12 * 0.5) * 100e9), 1e9 / 0.5, 1e-15);
}

static void memory_traffic_does_not_depend_on_efficiency(void)
{
    struct wf_device host = device();
    double half = wf_compute_sample_flop(&host, 1e9, 1e9);
    host.efficiency_ratio = 1;
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 1e9), half, 0);
}

static void without_a_bandwidth_memory_costs_nothing(void)
{
    struct wf_device host = device();
    host.memory_bandwidth_byte_per_s = NAN;
    CHECK_CLOSE(wf_compute_sample_flop(&host, 1e9, 1e15), 1e9 / 0.5, 0);
}

static void the_last_batch_may_be_smaller(void)
{
    CU_ASSERT_EQUAL(wf_compute_batches(100, 10), 10);
    CU_ASSERT_EQUAL(wf_compute_batches(101, 10), 11);
    CU_ASSERT_EQUAL(wf_compute_batches(109, 10), 11);
    CU_ASSERT_EQUAL(wf_compute_batches(110, 10), 11);
    CU_ASSERT_EQUAL(wf_compute_batches(3, 10), 1);
    CU_ASSERT_EQUAL(wf_compute_batches(7, 1), 7);
    CU_ASSERT_EQUAL(wf_compute_batches(1000000000000000, 999999999999999), 2);
}

static void a_batch_of_zero_is_one_of_all(void)
{
    CU_ASSERT_EQUAL(wf_compute_batches(12345, 0), 1);
    CU_ASSERT_EQUAL(wf_compute_batches(1, 0), 1);
}

static void no_samples_are_no_batch(void)
{
    CU_ASSERT_EQUAL(wf_compute_batches(0, 0), 0);
    CU_ASSERT_EQUAL(wf_compute_batches(0, 10), 0);
}

static const struct wf_test tests[] = {
    WF_TEST(a_measured_host_executes_the_flop_as_they_are),
    WF_TEST(an_efficiency_below_one_costs_more_flop),
    WF_TEST(the_slower_of_computation_and_memory_decides),
    WF_TEST(at_the_ridge_both_cost_the_same),
    WF_TEST(memory_traffic_does_not_depend_on_efficiency),
    WF_TEST(without_a_bandwidth_memory_costs_nothing),
    WF_TEST(the_last_batch_may_be_smaller),
    WF_TEST(a_batch_of_zero_is_one_of_all),
    WF_TEST(no_samples_are_no_batch),
};

int main(void)
{
    return wf_suite_run("compute", tests, sizeof tests / sizeof tests[0]);
}
