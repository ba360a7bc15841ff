#include "base/map.h"

#include "suite.h"
#include <stdio.h>
#include <string.h>

static void an_empty_map_knows_no_name(void)
{
    struct wf_map map;
    wf_map_init(&map);
    CU_ASSERT_EQUAL(wf_map_get(&map, "server"), WF_MAP_NONE);
    CU_ASSERT_EQUAL(wf_map_get(&map, ""), WF_MAP_NONE);
    wf_map_release(&map);
    wf_map_release(NULL);
}

static void a_name_is_found_by_its_bytes(void)
{
    struct wf_map map;
    wf_map_init(&map);
    CU_ASSERT_EQUAL(wf_map_add(&map, "server", 7), WF_MAP_NONE);
    CU_ASSERT_EQUAL(wf_map_add(&map, "", 8), WF_MAP_NONE);
    char key[] = "server";
    CU_ASSERT_EQUAL(wf_map_get(&map, key), 7);
    CU_ASSERT_EQUAL(wf_map_get(&map, ""), 8);
    CU_ASSERT_EQUAL(wf_map_get(&map, "serve"), WF_MAP_NONE);
    CU_ASSERT_EQUAL(wf_map_get(&map, "servers"), WF_MAP_NONE);
    wf_map_release(&map);
}

static void the_first_value_of_a_name_stays(void)
{
    struct wf_map map;
    wf_map_init(&map);
    wf_map_add(&map, "phone-1", 0);
    CU_ASSERT_EQUAL(wf_map_add(&map, "phone-1", 5), 0);
    CU_ASSERT_EQUAL(wf_map_get(&map, "phone-1"), 0);
    CU_ASSERT_EQUAL(map.count, 1);
    wf_map_release(&map);
}

static void many_names_keep_their_values_in_20_to_45_bytes_each(void)
{
    enum { COUNT = 200000 };
    static char names[COUNT][16];
    struct wf_map map;
    wf_map_init(&map);
    int wrong = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "phone-%u", i);
        wrong += wf_map_add(&map, names[i], i) != WF_MAP_NONE;
        wrong += i > 64 && map.capacity * sizeof *map.slots > 45 * (size_t)map.count;
        wrong += map.count * 5 > map.capacity * 4;
    }
    for (uint32_t i = 0; i < COUNT; i++)
        wrong += wf_map_get(&map, names[i]) != i;
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(map.count, COUNT);
    CU_ASSERT_EQUAL(wf_map_get(&map, "phone-200000"), WF_MAP_NONE);
    wf_map_release(&map);
}

/* FNV-1a of "" is its offset basis, of "a" af63dc4c8601ec8c (Fowler, Noll, Vo); the expected values
 * are MurmurHash3's fmix64 of these, computed apart. */
static void the_hash_is_the_same_on_every_machine(void)
{
    CU_ASSERT_EQUAL(wf_hash("", 0), UINT64_C(0xefd01f60ba992926));
    CU_ASSERT_EQUAL(wf_hash("a", 1), UINT64_C(0x82a2a958a9bece5b));
    CU_ASSERT_NOT_EQUAL(wf_hash("ab", 2), wf_hash("ba", 2));
}

static void names_of_a_series_spread_over_the_table(void)
{
    enum { COUNT = 65536 };
    static unsigned char filled[COUNT];
    memset(filled, 0, sizeof filled);
    size_t used = 0;
    for (int i = 0; i < COUNT; i++) {
        char name[32];
        size_t length = (size_t)snprintf(name, sizeof name, "phone-%d", i);
        unsigned char *place = &filled[wf_hash(name, length) % COUNT];
        used += *place == 0;
        *place = 1;
    }
    /* a random function fills 1 - 1/e of its range */
    CHECK_CLOSE((double)used / COUNT, 0.6321, 0.01);
}

static const struct wf_test tests[] = {
    WF_TEST(an_empty_map_knows_no_name),
    WF_TEST(a_name_is_found_by_its_bytes),
    WF_TEST(the_first_value_of_a_name_stays),
    WF_TEST(many_names_keep_their_values_in_20_to_45_bytes_each),
    WF_TEST(the_hash_is_the_same_on_every_machine),
    WF_TEST(names_of_a_series_spread_over_the_table),
};

int main(void)
{
    return wf_suite_run("map", tests, sizeof tests / sizeof tests[0]);
}
