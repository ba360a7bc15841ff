#include "base/pages.h"

#include "base/err.h"
#include "suite.h"
#include <malloc.h>
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

/* What it held stays; what stood on large pages begins at one. */
static void an_array_keeps_its_items_when_it_grows(void)
{
    size_t sizes[] = {1, 100, WF_LARGE_PAGE, 2 * WF_LARGE_PAGE, 5 * WF_LARGE_PAGE};
    unsigned char *array = NULL;
    size_t used = 0;
    for (int i = 0; i < 5; i++) {
        array = wf_pages_grow(array, used, sizes[i]);
        CU_ASSERT_EQUAL(count_set(array, used), (int)used);
        if (used >= WF_LARGE_PAGE)
            CU_ASSERT_EQUAL((uintptr_t)array % WF_LARGE_PAGE, 0);
        used = sizes[i];
        memset(array, 'x', used);
    }
    free(array);
}

enum { BLOCK = 1 << 16 };

/* Bytes of the C library's heap; 0 where another allocator stands in its place (sanitizers). */
static size_t heap_size(void)
{
    return mallinfo2().arena;
}

/* Fill @p count blocks that are too small for mappings of their own. */
static void take_blocks(void **blocks, int count)
{
    for (int i = 0; i < count; i++)
        blocks[i] = memset(wf_malloc(BLOCK - 16), 'x', BLOCK - 16);
}

static void an_expected_heap_grows_once(void)
{
    enum { EXPECTED = 3 * WF_LARGE_PAGE, INSIDE = EXPECTED / BLOCK - 1, MORE = 8 };
    void *blocks[INSIDE + MORE];
    free(malloc(BLOCK));
    size_t before = heap_size();
    wf_pages_expect_heap(EXPECTED);
    size_t expecting = heap_size();
    take_blocks(blocks, INSIDE);
    CU_ASSERT(before == 0 || expecting >= before + EXPECTED);
    CU_ASSERT_EQUAL(heap_size(), expecting);
    wf_pages_heap_grown();
    take_blocks(blocks + INSIDE, MORE);
    CU_ASSERT(before == 0 || heap_size() > expecting);
    CU_ASSERT(heap_size() <= expecting + 2 * MORE * BLOCK);
    for (int i = 0; i < INSIDE + MORE; i++)
        free(blocks[i]);
}

static const struct wf_test tests[] = {
    WF_TEST(mappings_are_zeroed_and_begin_at_a_page),
    WF_TEST(arrays_are_zeroed_and_large_ones_begin_at_a_page),
    WF_TEST(an_expected_heap_grows_once),
    WF_TEST(an_array_keeps_its_items_when_it_grows),
};

int main(void)
{
    return wf_suite_run("pages", tests, sizeof tests / sizeof tests[0]);
}
