#include "base/arena.h"

#include "suite.h"
#include <stdio.h>
#include <string.h>

static void blocks_are_zeroed_and_aligned(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    int misaligned = 0, dirty = 0;
    for (size_t i = 0; i < 20000; i++) {
        size_t size = i % 97;
        wf_arena_text(&arena, "odd", i % 4); /* unaligns the next place */
        unsigned char *block = wf_arena_alloc(&arena, size);
        misaligned += (uintptr_t)block % _Alignof(max_align_t) != 0;
        for (size_t j = 0; j < size; j++)
            dirty += block[j] != 0;
        memset(block, 'x', size);
    }
    CU_ASSERT_EQUAL(misaligned, 0);
    CU_ASSERT_EQUAL(dirty, 0);
    wf_arena_release(&arena);
}

/* Beyond some megabytes blocks are mapped with large pages. */
static void lines_begin_where_a_cache_line_does(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    int misaligned = 0, dirty = 0;
    for (size_t i = 0; i < 60000; i++) {
        size_t size = 1 + i % 700;
        unsigned char *line = wf_arena_alloc_line(&arena, size);
        misaligned += (uintptr_t)line % 64 != 0;
        dirty += line[0] != 0 || line[size - 1] != 0;
        memset(line, 'x', size);
        wf_arena_text(&arena, "abc", i % 4);
    }
    CU_ASSERT_EQUAL(misaligned, 0);
    CU_ASSERT_EQUAL(dirty, 0);
    wf_arena_release(&arena);
}

/* Less than a large page, whole ones, and more than was expected. */
static void what_is_expected_is_there(void)
{
    enum { PAGE = 2 * 1024 * 1024 };
    static const size_t sizes[] = {0, PAGE - 1, PAGE, 3 * PAGE + 5};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct wf_arena arena;
        wf_arena_init(&arena);
        wf_arena_expect(&arena, sizes[i]);
        int wrong = 0;
        for (size_t taken = 0; taken < sizes[i] + PAGE; taken += 448) {
            unsigned char *line = wf_arena_alloc_line(&arena, 448);
            wrong += (uintptr_t)line % 64 != 0 || line[0] || line[447];
            memset(line, 'x', 448);
        }
        CU_ASSERT_EQUAL(wrong, 0);
        wf_arena_release(&arena);
    }
}

static void a_block_of_no_bytes_is_a_block(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    CU_ASSERT_PTR_NOT_NULL(wf_arena_alloc(&arena, 0));
    wf_arena_release(&arena);
}

static void texts_lie_side_by_side(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    char *first = wf_arena_text(&arena, "phone-1", 7);
    char *second = wf_arena_text(&arena, "phone-222", 8);
    CHECK_TEXT(first, "phone-1");
    CHECK_TEXT(second, "phone-22");
    CU_ASSERT_PTR_EQUAL(second, first + 8);
    CU_ASSERT_PTR_EQUAL(wf_arena_text(&arena, "x", 1), second + 9);
    CHECK_TEXT(wf_arena_text(&arena, NULL, 0), "");
    wf_arena_release(&arena);
}

static void a_large_block_leaves_the_current_one_in_use(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    char *before = wf_arena_text(&arena, "a", 1);
    char *large = wf_arena_alloc(&arena, 10000000);
    large[9999999] = 'x';
    CU_ASSERT_PTR_EQUAL(wf_arena_text(&arena, "b", 1), before + 2);
    CHECK_TEXT(before, "a");
    wf_arena_release(&arena);
}

static void blocks_written_to_their_ends_do_not_meet(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    enum { COUNT = 300 };
    unsigned char *blocks[COUNT];
    size_t sizes[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        sizes[i] = i * i * 7 % 50000;
        blocks[i] = wf_arena_alloc(&arena, sizes[i]);
        memset(blocks[i], (int)(i % 251) + 1, sizes[i]);
    }
    int wrong = 0;
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < sizes[i]; j++)
            wrong += blocks[i][j] != i % 251 + 1;
    CU_ASSERT_EQUAL(wrong, 0);
    wf_arena_release(&arena);
}

static void equal_bytes_are_kept_once(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const double powers_w[3][2] = {{1, 5}, {1, 6}, {1, 5}};
    const void *first = wf_arena_intern(&arena, powers_w[0], sizeof powers_w[0]);
    CU_ASSERT_PTR_NOT_EQUAL(first, powers_w[0]);
    CU_ASSERT_EQUAL((uintptr_t)first % _Alignof(max_align_t), 0);
    CU_ASSERT_PTR_NOT_EQUAL(wf_arena_intern(&arena, powers_w[1], sizeof powers_w[1]), first);
    CU_ASSERT_PTR_EQUAL(wf_arena_intern(&arena, powers_w[2], sizeof powers_w[2]), first);
    CU_ASSERT_PTR_NOT_EQUAL(wf_arena_intern(&arena, powers_w[2], sizeof powers_w[2][0]), first);
    CU_ASSERT_EQUAL(arena.interned_count, 3);
    wf_arena_release(&arena);
}

static void equal_names_are_kept_once_whatever_the_number(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    enum { COUNT = 100000 };
    static const char *names[COUNT];
    char name[32];
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "phone-%d", i);
        names[i] = wf_arena_intern_text(&arena, name);
    }
    int wrong = 0;
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "phone-%d", i);
        wrong += wf_arena_intern_text(&arena, name) != names[i] || strcmp(names[i], name) != 0;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(arena.interned_count, COUNT);
    wf_arena_release(&arena);
}

static void a_struct_is_aligned_even_where_a_text_has_its_bytes(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    wf_arena_intern_text(&arena, "xy");
    const char *text = wf_arena_intern_text(&arena, "sevenby");
    const void *bytes = wf_arena_intern(&arena, "sevenby", 8);
    CU_ASSERT_EQUAL((uintptr_t)bytes % _Alignof(max_align_t), 0);
    CU_ASSERT_PTR_EQUAL(wf_arena_intern_text(&arena, "sevenby"), text);
    CU_ASSERT_PTR_EQUAL(wf_arena_intern(&arena, "sevenby", 8), bytes);
    wf_arena_release(&arena);
}

static void a_released_arena_is_empty_and_may_be_used_again(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    wf_arena_intern_text(&arena, "a");
    wf_arena_release(&arena);
    wf_arena_release(&arena);
    wf_arena_release(NULL);
    CHECK_TEXT(wf_arena_intern_text(&arena, "a"), "a");
    CU_ASSERT_EQUAL(arena.interned_count, 1);
    wf_arena_release(&arena);
}

/* Chunks that are larger than the first block, behind what began it. */
static void equal_chunks_share_blocks(void)
{
    enum { CHUNK = 128 * 1024, CHUNKS = 128 };
    struct wf_arena arena;
    wf_arena_init(&arena);
    wf_arena_alloc(&arena, 100);
    int behind = 0;
    char *last = wf_arena_alloc(&arena, CHUNK);
    for (int i = 1; i < CHUNKS; i++) {
        char *chunk = wf_arena_alloc(&arena, CHUNK);
        behind += chunk == last + CHUNK;
        last = chunk;
    }
    CU_ASSERT(behind > CHUNKS * 9 / 10);
    wf_arena_release(&arena);
}

static const struct wf_test tests[] = {
    WF_TEST(blocks_are_zeroed_and_aligned),
    WF_TEST(lines_begin_where_a_cache_line_does),
    WF_TEST(what_is_expected_is_there),
    WF_TEST(a_block_of_no_bytes_is_a_block),
    WF_TEST(texts_lie_side_by_side),
    WF_TEST(a_large_block_leaves_the_current_one_in_use),
    WF_TEST(equal_chunks_share_blocks),
    WF_TEST(blocks_written_to_their_ends_do_not_meet),
    WF_TEST(equal_bytes_are_kept_once),
    WF_TEST(equal_names_are_kept_once_whatever_the_number),
    WF_TEST(a_struct_is_aligned_even_where_a_text_has_its_bytes),
    WF_TEST(a_released_arena_is_empty_and_may_be_used_again),
};

int main(void)
{
    return wf_suite_run("arena", tests, sizeof tests / sizeof tests[0]);
}
