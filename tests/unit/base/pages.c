#include "base/pages.h"

#include "suite.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int count_set(const unsigned char *bytes, size_t size)
{
    int set = 0;
    for (size_t i = 0; i < size; i++)
        set += bytes[i] != 0;
    return set;
}

static void mappings_are_zeroed_and_begin_at_a_page(void)
{
    size_t sizes[] = {1, WF_LARGE_PAGE, WF_LARGE_PAGE + 1};
    for (int i = 0; i < 3; i++) {
        unsigned char *memory = wf_pages_map(sizes[i]);
        CU_ASSERT_EQUAL((uintptr_t)memory % WF_LARGE_PAGE, 0);
        CU_ASSERT_EQUAL(count_set(memory, sizes[i]), 0);
        memset(memory, 'x', sizes[i]);
        wf_pages_unmap(memory, sizes[i]);
    }
    wf_pages_unmap(NULL, 1);
}

static void arrays_are_zeroed_and_large_ones_begin_at_a_page(void)
{
    enum { MANY = WF_LARGE_PAGE / 8 };
    size_t counts[] = {0, 1, MANY - 1, MANY, MANY + 1};
    for (int i = 0; i < 5; i++) {
        unsigned char *array = wf_pages_calloc(counts[i], 8);
        CU_ASSERT_EQUAL(count_set(array, 8 * counts[i]), 0);
        if (counts[i] >= MANY)
            CU_ASSERT_EQUAL((uintptr_t)array % WF_LARGE_PAGE, 0);
        if (counts[i])
            memset(array, 'x', 8 * counts[i]);
        free(array);
    }
}

static const struct wf_test tests[] = {
    WF_TEST(mappings_are_zeroed_and_begin_at_a_page),
    WF_TEST(arrays_are_zeroed_and_large_ones_begin_at_a_page),
};

int main(void)
{
    return wf_suite_run("pages", tests, sizeof tests / sizeof tests[0]);
}
