#include "base/record_store.h"

#include "suite.h"
#include <stdbool.h>
#include <string.h>

enum { WORDS = 200, RECORDS = 3000 };
static const uint64_t whole = 0x40b7530bbed58f4c; /* no half of it is 0 */

static uint64_t base[WORDS];

static bool reads(const struct wf_record_store *store, uint32_t place, const uint64_t *expected)
{
    uint64_t now[WORDS];
    memcpy(now, base, sizeof now);
    wf_record_store_get(store, place, now);
    return !memcmp(now, expected, sizeof now);
}

/* A number of the shape, 4 bytes; an integer and a double of few digits, 4 each; two others, 8
 * each; what equals one of these, or has one value in all records, none. */
static void a_record_has_no_more_than_differs(void)
{
    struct wf_record_store store;
    uint64_t now[WORDS];
    wf_record_store_init(&store);
    memcpy(now, base, sizeof now);
    now[3] = 40;
    now[70] = UINT64_C(0x416312d000000000); /* 10^7 */
    now[71] = whole;
    now[72] = now[71];
    now[130] = whole + 1;
    now[199] = now[70];
    now[198] = whole + 2;
    uint32_t places[3], same = wf_record_store_put(&store, base, now, WORDS);
    for (int i = 0; i < 3; i++) {
        now[3]++;
        now[70] += UINT64_C(1) << 32;
        now[199] = now[70];
        now[71] += 5;
        now[72] = now[71];
        now[130] += 3;
        places[i] = wf_record_store_put(&store, base, now, WORDS);
        CU_ASSERT(reads(&store, places[i], now));
    }
    CU_ASSERT_EQUAL(places[0] - same, 1); /* all of the first one stood in its shape */
    CU_ASSERT_EQUAL(places[2] - places[1], 1 + 2 + 2 * 2);
    wf_record_store_release(&store);
}

/* Of words that were equal, or short, until then. */
static void a_record_that_no_shape_fits_gets_a_wider_one(void)
{
    static const uint64_t values[][3] = {{7, 7, 7},
                                         {7, 7, 8},
                                         {7, whole, 7},
                                         {UINT64_C(1) << 40, 7, whole},
                                         {whole, 1, whole + 1},
                                         {7, 7, 7},
                                         {UINT64_C(3) << 32, 1, 2}};
    enum { COUNT = sizeof values / sizeof *values };
    struct wf_record_store store;
    uint64_t now[COUNT][WORDS];
    uint32_t places[COUNT];
    wf_record_store_init(&store);
    for (int i = 0; i < COUNT; i++) {
        memcpy(now[i], base, sizeof now[i]);
        memcpy(&now[i][100], values[i], sizeof values[i]);
        places[i] = wf_record_store_put(&store, base, now[i], WORDS);
    }
    for (int i = 0; i < COUNT; i++)
        CU_ASSERT(reads(&store, places[i], now[i]));
    wf_record_store_release(&store);
}

static void nothing_that_differs_is_a_record_too(void)
{
    struct wf_record_store store;
    wf_record_store_init(&store);
    uint32_t place = wf_record_store_put(&store, base, base, WORDS);
    CU_ASSERT(reads(&store, place, base));
    wf_record_store_release(&store);
}

static void a_place_that_was_given_back_is_used_again(void)
{
    struct wf_record_store store;
    uint64_t now[WORDS];
    wf_record_store_init(&store);
    memcpy(now, base, sizeof now);
    now[5] = whole;
    wf_record_store_put(&store, base, now, WORDS); /* this value is the shape's until the next */
    now[5]++;
    uint32_t first = wf_record_store_put(&store, base, now, WORDS);
    now[5]++;
    uint32_t second = wf_record_store_put(&store, base, now, WORDS);
    wf_record_store_drop(&store, first);
    now[5]++;
    CU_ASSERT_EQUAL(wf_record_store_put(&store, base, now, WORDS), first);
    CU_ASSERT(reads(&store, first, now));
    now[5]--;
    CU_ASSERT(reads(&store, second, now));
    wf_record_store_release(&store);
}

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 20;
}

/* Any words of any values, put, read, dropped and put again in no order. */
static void what_was_put_is_read(void)
{
    static uint64_t now[RECORDS][WORDS];
    static uint32_t places[RECORDS];
    static bool used[RECORDS];
    struct wf_record_store store;
    uint64_t state = 1;
    bool right = true;
    wf_record_store_init(&store);
    for (int step = 0; step < 4 * RECORDS; step++) {
        size_t i = draw(&state) % RECORDS;
        if (used[i]) {
            right &= reads(&store, places[i], now[i]);
            wf_record_store_drop(&store, places[i]);
        }
        memcpy(now[i], base, sizeof now[i]);
        uint64_t kind = draw(&state) % 3;
        for (uint64_t left = draw(&state) % 60, word = 0; left && word < WORDS; left--) {
            uint64_t value = kind == 0 ? draw(&state) % 4 : draw(&state) << 20;
            now[i][word] = kind == 2 ? value << 32 : value;
            word += 1 + draw(&state) % 8;
        }
        places[i] = wf_record_store_put(&store, base, now[i], WORDS);
        used[i] = true;
    }
    for (int i = 0; i < RECORDS; i++)
        right &= !used[i] || reads(&store, places[i], now[i]);
    CU_ASSERT(right);
    wf_record_store_release(&store);
}

static const struct wf_test tests[] = {
    WF_TEST(a_record_has_no_more_than_differs),
    WF_TEST(a_record_that_no_shape_fits_gets_a_wider_one),
    WF_TEST(nothing_that_differs_is_a_record_too),
    WF_TEST(a_place_that_was_given_back_is_used_again),
    WF_TEST(what_was_put_is_read),
};

int main(void)
{
    for (int i = 0; i < WORDS; i++)
        base[i] = (uint64_t)i % 7 * UINT64_C(0x100000001);
    return wf_suite_run("record_store", tests, sizeof tests / sizeof tests[0]);
}
