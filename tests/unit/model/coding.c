#include "model/coding.h"

#include "suite.h"
#include <math.h>

static void nothing_asked_for_is_the_plain_message(void)
{
    CHECK_CLOSE(wf_coding_ratio(NAN, NAN, 4, 32), 1, 0);
    CHECK_CLOSE(wf_coding_ratio(NAN, 1, 2, 32), 1, 0);
    CHECK_CLOSE(wf_coding_ratio(32, 1, 4, 32), 1, 0);
}

static void fewer_bits_are_in_proportion(void)
{
    CHECK_CLOSE(wf_coding_ratio(8, NAN, 4, 32), 0.25, 0);
    CHECK_CLOSE(wf_coding_ratio(8, NAN, 2, 32), 0.5, 0);
    CHECK_CLOSE(wf_coding_ratio(1, 1, 4, 32), 1 / 32.0, 0);
}

static void a_sparse_message_carries_indices(void)
{
    CHECK_CLOSE(wf_coding_ratio(NAN, 0.01, 4, 32), 0.02, 1e-15);
    CHECK_CLOSE(wf_coding_ratio(NAN, 0.01, 4, 0), 0.01, 1e-15);
    CHECK_CLOSE(wf_coding_ratio(NAN, 0.01, 4, 16), 0.015, 1e-15);
    /* 1 % of the parameters, each 8 bits and 24 of index: 0.01 x 32 / 32 */
    CHECK_CLOSE(wf_coding_ratio(8, 0.01, 4, 24), 0.01, 1e-15);
}

static void a_message_larger_than_the_plain_one_is_shown(void)
{
    CHECK_CLOSE(wf_coding_ratio(NAN, 0.75, 4, 32), 1.5, 1e-15);
    CHECK_CLOSE(wf_coding_ratio(64, NAN, 4, 32), 2, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(nothing_asked_for_is_the_plain_message),
    WF_TEST(fewer_bits_are_in_proportion),
    WF_TEST(a_sparse_message_carries_indices),
    WF_TEST(a_message_larger_than_the_plain_one_is_shown),
};

int main(void)
{
    return wf_suite_run("coding", tests, sizeof tests / sizeof tests[0]);
}
