#include "platform/attribute.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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

static bool is_right(struct wf_attribute_memo *memo, enum wf_attribute_type type, const char *text)
{
    char *why = wf_attribute_check_known(memo, type, NULL, text);
    free(why);
    return !why;
}

/* Each twice: the second time a right value is remembered, a wrong one is not. */
static void a_memo_changes_no_verdict(void)
{
    static const struct {
        enum wf_attribute_type type;
        const char *text;
        bool right;
    } cases[] = {
        {WF_AS_SPEEDS, "1Gf", true},
        {WF_AS_BANDWIDTH, "1Gf", false},
        {WF_AS_BANDWIDTH, "125MBps", true},
        {WF_AS_RATES, "125MBps", true},
        {WF_AS_LATENCY, "125MBps", false},
        {WF_AS_LATENCY, "20ms", true},
        {WF_AS_DATE, "20ms", true},
        {WF_AS_SPEEDS, "", false},
        {WF_AS_SPEEDS, "1Gf,2Gf,3Gf,4Gf,5Gf", true},
        {WF_AS_SPEEDS, "1Gf,2Gf,3Gf,4Gf,5Gg", false}, /* the same 15 bytes in front */
        {WF_AS_NAME, "phone-1", true},
        {WF_AS_NAME, "", false},
    };
    struct wf_attribute_memo memo = {0};
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            CU_ASSERT_EQUAL(is_right(&memo, cases[i].type, cases[i].text), cases[i].right);
            CU_ASSERT_EQUAL(is_right(NULL, cases[i].type, cases[i].text), cases[i].right);
        }
}

/* More values than the memo holds: they push each other out. */
static void a_memo_may_forget(void)
{
    struct wf_attribute_memo memo = {0};
    char text[16];
    for (int round = 0; round < 2; round++)
        for (int i = 1; i < 1000; i++) {
            snprintf(text, sizeof text, "%dMBps", i);
            CU_ASSERT(is_right(&memo, WF_AS_BANDWIDTH, text));
            snprintf(text, sizeof text, "%dMBpS", i);
            CU_ASSERT(!is_right(&memo, WF_AS_BANDWIDTH, text));
        }
}

static const struct wf_test tests[] = {
    WF_TEST(figures_are_read_as_simgrid_plays_them),
    WF_TEST(a_memo_changes_no_verdict),
    WF_TEST(a_memo_may_forget),
};

int main(void)
{
    return wf_suite_run("attribute", tests, sizeof tests / sizeof tests[0]);
}
