#include "optimum/space.h"

#include "suite.h"
#include <math.h>

static void values_cover_the_way_in_equal_shares(void)
{
    const struct wf_variable whole = {.low = 3, .high = 6, .whole = true}, list = {.items = 4};
    const struct wf_variable number = {.low = 1, .high = 3};
    const struct wf_variable ratio = {.low = 1, .high = 100, .logarithmic = true};
    CHECK_CLOSE(wf_variable_value(&whole, 0), 3, 0);
    CHECK_CLOSE(wf_variable_value(&whole, 0.2499), 3, 0);
    CHECK_CLOSE(wf_variable_value(&whole, 0.2501), 4, 0);
    CHECK_CLOSE(wf_variable_value(&whole, 1), 6, 0);
    CHECK_CLOSE(wf_variable_value(&list, 0), 0, 0);
    CHECK_CLOSE(wf_variable_value(&list, 0.7501), 3, 0);
    CHECK_CLOSE(wf_variable_value(&list, 1), 3, 0);
    CHECK_CLOSE(wf_variable_value(&number, 0.25), 1.5, 0);
    CHECK_CLOSE(wf_variable_value(&ratio, 0.5), 10, 1e-12);
    CHECK_CLOSE(wf_variable_value(&number, 2), 3, 0);
}

static void numbers_have_six_digits_but_bounds_stay(void)
{
    const struct wf_variable number = {.low = 1.123456789, .high = 2.987654321};
    CHECK_CLOSE(wf_variable_value(&number, 0), 1.123456789, 0);
    CHECK_CLOSE(wf_variable_value(&number, 1), 2.987654321, 0);
    CHECK_CLOSE(wf_variable_value(&number, 0.5), 2.05556, 0);
}

static void the_way_back_gives_the_same_value(void)
{
    const struct wf_variable variables[] = {
        {.low = 3, .high = 600, .whole = true},
        {.items = 17},
        {.low = -1, .high = 3},
        {.low = 1, .high = 1000, .logarithmic = true},
        {.low = 1, .high = 90, .whole = true, .logarithmic = true}};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        for (int j = 0; j <= 50; j++) {
            double value = wf_variable_value(&variables[i], j / 50.0);
            CHECK_CLOSE(wf_variable_value(&variables[i], wf_variable_u(&variables[i], value)),
                        value, 1e-12);
            CU_ASSERT(wf_variable_has(&variables[i], value));
        }
}

static void foreign_values_are_known(void)
{
    const struct wf_variable whole = {.low = 3, .high = 6, .whole = true}, list = {.items = 4};
    CU_ASSERT(wf_variable_has(&whole, 6) && !wf_variable_has(&whole, 7));
    CU_ASSERT(!wf_variable_has(&whole, 4.5) && !wf_variable_has(&whole, NAN));
    CU_ASSERT(wf_variable_has(&list, 0) && !wf_variable_has(&list, 4));
    CU_ASSERT(!wf_variable_has(&list, -1) && !wf_variable_has(&list, 0.5));
}

static void points_are_counted_through(void)
{
    const struct wf_variable variables[] = {{.low = 5, .high = 6, .whole = true}, {.items = 3}};
    const struct wf_space space = {variables, 2};
    double values[2];
    CHECK_CLOSE(wf_space_size(&space), 6, 0);
    wf_space_point(&space, 4, values);
    CHECK_CLOSE(values[0], 6, 0);
    CHECK_CLOSE(values[1], 1, 0);
    const struct wf_variable endless[] = {{.items = 3}, {.low = 0, .high = 1}};
    CU_ASSERT(isinf(wf_space_size(&(struct wf_space){endless, 2})));
}

static const struct wf_test tests[] = {
    WF_TEST(values_cover_the_way_in_equal_shares), WF_TEST(numbers_have_six_digits_but_bounds_stay),
    WF_TEST(the_way_back_gives_the_same_value),    WF_TEST(foreign_values_are_known),
    WF_TEST(points_are_counted_through),
};

int main(void)
{
    return wf_suite_run("space", tests, sizeof tests / sizeof tests[0]);
}
