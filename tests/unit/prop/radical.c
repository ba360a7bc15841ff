#include "prop/radical.h"

#include "suite.h"
#include <string.h>

static uint64_t count(const char *text)
{
    return wf_radical_count(text, strlen(text));
}

/* The numbers of a radical are those, and as many as its count says. */
static void check_numbers(const char *text, const uint64_t *expected, size_t expected_count)
{
    struct wf_radical_state state = {0};
    uint64_t number;
    CU_ASSERT_EQUAL(count(text), expected_count);
    for (size_t i = 0; i < expected_count; i++) {
        CU_ASSERT(wf_radical_next(text, strlen(text), &state, &number));
        CU_ASSERT_EQUAL(number, expected[i]);
    }
    CU_ASSERT(!wf_radical_next(text, strlen(text), &state, &number));
    CU_ASSERT(!wf_radical_next(text, strlen(text), &state, &number));
}

static void a_number_stands_for_itself(void)
{
    check_numbers("7", (uint64_t[]){7}, 1);
    check_numbers("0", (uint64_t[]){0}, 1);
}

static void a_range_holds_both_its_ends(void)
{
    check_numbers("0-3", (uint64_t[]){0, 1, 2, 3}, 4);
    check_numbers("9-11", (uint64_t[]){9, 10, 11}, 3);
    check_numbers("5-5", (uint64_t[]){5}, 1);
}

static void ranges_and_numbers_follow_each_other(void)
{
    check_numbers("0-3,7", (uint64_t[]){0, 1, 2, 3, 7}, 5);
    check_numbers("7,0-1,10-11", (uint64_t[]){7, 0, 1, 10, 11}, 5);
}

static void a_number_given_twice_counts_twice(void)
{
    check_numbers("2,1-2", (uint64_t[]){2, 1, 2}, 3);
}

static void leading_zeros_change_nothing(void)
{
    check_numbers("007-009", (uint64_t[]){7, 8, 9}, 3);
}

static void the_count_of_many_needs_no_list(void)
{
    CU_ASSERT_EQUAL(count("0-999999"), 1000000);
    CU_ASSERT_EQUAL(count("0-999999999999999"), 1000000000000000);
    CU_ASSERT_EQUAL(count("1-999999999999999,0"), 1000000000000000);
}

static void what_is_no_radical_counts_zero(void)
{
    static const char *const wrong[] = {"",     " ",  "a",    "-",     "1-",  "-1",  ",",
                                        "1,",   ",1", "1,,2", "1-2-3", "1 2", " 1",  "1 ",
                                        "1, 2", "+1", "0x1",  "1.5",   "1e3", "1-a", "1;2"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (count(wrong[i]) != 0)
            CHECK_TEXT(wrong[i], "refused");
}

static void a_range_that_descends_is_refused(void)
{
    CU_ASSERT_EQUAL(count("3-2"), 0);
    CU_ASSERT_EQUAL(count("0-3,9-8"), 0);
}

static void a_number_beyond_fifteen_digits_is_refused(void)
{
    CU_ASSERT_EQUAL(count("999999999999999"), 1);
    CU_ASSERT_EQUAL(count("1000000000000000"), 0);
    CU_ASSERT_EQUAL(count("0-18446744073709551617"), 0);
}

static void only_the_given_length_is_read(void)
{
    CU_ASSERT_EQUAL(wf_radical_count("0-39,x", 4), 40);
    CU_ASSERT_EQUAL(wf_radical_count("0-39,x", 3), 4);
    CU_ASSERT_EQUAL(wf_radical_count("0-39,x", 2), 0);
    CU_ASSERT_EQUAL(wf_radical_count("0-39,x", 0), 0);
}

static const struct wf_test tests[] = {
    WF_TEST(a_number_stands_for_itself),
    WF_TEST(a_range_holds_both_its_ends),
    WF_TEST(ranges_and_numbers_follow_each_other),
    WF_TEST(a_number_given_twice_counts_twice),
    WF_TEST(leading_zeros_change_nothing),
    WF_TEST(the_count_of_many_needs_no_list),
    WF_TEST(what_is_no_radical_counts_zero),
    WF_TEST(a_range_that_descends_is_refused),
    WF_TEST(a_number_beyond_fifteen_digits_is_refused),
    WF_TEST(only_the_given_length_is_read),
};

int main(void)
{
    return wf_suite_run("radical", tests, sizeof tests / sizeof tests[0]);
}
