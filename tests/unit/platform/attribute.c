#include "platform/attribute.h"

#include "suite.h"
#include <math.h>

static bool is_same(double a, double b)
{
    return a <= b && a >= b;
}

/* SimGrid multiplies what strtod has read by its unit, 10^6 or 10^-3: two roundings. The nearest
 * number to the exact value is another one here. */
static void figures_are_read_as_simgrid_plays_them(void)
{
    struct wf_unit_check units = {0};
    double million = 1e6, thousandth = 1e-3, bits = 125000;
    CU_ASSERT(is_same(wf_attribute_played("8.3MBps", WF_DIM_BANDWIDTH), 8.3 * million));
    CU_ASSERT(is_same(wf_attribute_quantity("8.3MBps", WF_DIM_BANDWIDTH, &units), 8300000));
    CU_ASSERT(!is_same(8.3 * million, 8300000));
    CU_ASSERT(is_same(wf_attribute_played("20.3ms", WF_DIM_TIME), 20.3 * thousandth));
    CU_ASSERT(!is_same(20.3 * thousandth, 0.0203));
    CU_ASSERT(is_same(wf_attribute_played("64.1Mbps", WF_DIM_BANDWIDTH), 64.1 * bits));
    CU_ASSERT(is_same(wf_attribute_played("1.5GiBps", WF_DIM_BANDWIDTH), 0x1.8p30));
    CU_ASSERT(is_same(wf_attribute_played("0.25", WF_DIM_TIME), 0.25));
    CU_ASSERT(is_same(wf_attribute_played("0", WF_DIM_TIME), 0));
}

static const struct wf_test tests[] = {
    WF_TEST(figures_are_read_as_simgrid_plays_them),
};

int main(void)
{
    return wf_suite_run("attribute", tests, sizeof tests / sizeof tests[0]);
}
