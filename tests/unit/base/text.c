#include "base/text.h"

#include "suite.h"
#include <stdlib.h>
#include <string.h>

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void names_sort_by_the_numbers_in_them(void)
{
    static const char *const ascending[] = {
        "",
        "1",
        "01x",
        "2",
        "10",
        "00000000000000000000000011",
        "99999999999999999999998",
        "99999999999999999999999",
        "phone",
        "phone-1x",
        "phone-2",
        "phone-002b",
        "phone-2c",
        "phone-10",
        "phone-10-1",
        "phone-10-2",
        "phone-x",
        "server",
        "\xc3\xa9t\xc3\xa9",
    };
    size_t count = sizeof ascending / sizeof ascending[0];
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (sign(wf_text_compare_natural(ascending[i], ascending[j])) != (i > j) - (i < j)) {
                CHECK_TEXT(ascending[i], ascending[j]);
            }
}

static void names_that_differ_in_zeros_only_differ(void)
{
    CU_ASSERT(wf_text_compare_natural("phone-02", "phone-2") < 0);
    CU_ASSERT(wf_text_compare_natural("phone-2", "phone-02") > 0);
    CU_ASSERT(wf_text_compare_natural("a0", "a00") < 0);
    CU_ASSERT_EQUAL(wf_text_compare_natural("phone-02", "phone-02"), 0);
    CU_ASSERT(wf_text_compare_natural("a02b1", "a2b02") < 0);
}

static void each_edit_counts_one(void)
{
    CU_ASSERT_EQUAL(wf_text_distance("", "", 3), 0);
    CU_ASSERT_EQUAL(wf_text_distance("round", "round", 3), 0);
    CU_ASSERT_EQUAL(wf_text_distance("rond", "round", 3), 1);
    CU_ASSERT_EQUAL(wf_text_distance("rounds", "round", 3), 1);
    CU_ASSERT_EQUAL(wf_text_distance("rpund", "round", 3), 1);
    CU_ASSERT_EQUAL(wf_text_distance("ronud", "round", 3), 1);
    CU_ASSERT_EQUAL(wf_text_distance("kitten", "sitting", 9), 3);
    CU_ASSERT_EQUAL(wf_text_distance("ca", "abc", 9), 3); /* a swap is not edited again */
}

static void the_distance_stops_at_the_limit(void)
{
    CU_ASSERT_EQUAL(wf_text_distance("kitten", "sitting", 3), 3);
    CU_ASSERT_EQUAL(wf_text_distance("kitten", "sitting", 2), 3);
    CU_ASSERT_EQUAL(wf_text_distance("kitten", "sitting", 0), 1);
    CU_ASSERT_EQUAL(wf_text_distance("", "server", 2), 3);
    CU_ASSERT_EQUAL(wf_text_distance("abcdef", "uvwxyz", (size_t)-1), 6);
    CU_ASSERT_EQUAL(wf_text_distance("same", "same", 0), 0);
}

/* The whole table, by the definition. */
static size_t slow_distance(const char *a, const char *b)
{
    size_t table[12][12], m = strlen(a), n = strlen(b);
    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            size_t best = i == 0 ? j : i;
            if (i > 0 && j > 0) {
                best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
                if (table[i - 1][j] + 1 < best)
                    best = table[i - 1][j] + 1;
                if (table[i][j - 1] + 1 < best)
                    best = table[i][j - 1] + 1;
            }
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                table[i - 2][j - 2] + 1 < best)
                best = table[i - 2][j - 2] + 1;
            table[i][j] = best;
        }
    return table[m][n];
}

static void the_band_changes_no_distance(void)
{
    unsigned state = 1;
    int wrong = 0;
    for (int trial = 0; trial < 100000; trial++) {
        char words[2][12];
        for (int w = 0; w < 2; w++) {
            state = state * 1103515245 + 12345;
            size_t length = (state >> 16) % 9;
            for (size_t i = 0; i < length; i++) {
                state = state * 1103515245 + 12345;
                words[w][i] = (char)('a' + (state >> 16) % 3);
            }
            words[w][length] = '\0';
        }
        size_t limit = (size_t)trial % 10, expected = slow_distance(words[0], words[1]);
        wrong += wf_text_distance(words[0], words[1], limit) !=
                 (expected > limit ? limit + 1 : expected);
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void long_words_have_a_distance_too(void)
{
    char a[400], b[400];
    for (size_t i = 0; i < 399; i++) {
        a[i] = (char)('a' + i % 7);
        b[i] = a[i];
    }
    a[399] = b[399] = '\0';
    b[0] = b[200] = b[398] = 'z';
    CU_ASSERT_EQUAL(wf_text_distance(a, b, 5), 3);
    CU_ASSERT_EQUAL(wf_text_distance(a, b, 2), 3);
    CU_ASSERT_EQUAL(wf_text_distance(a, b, 1000), 3);
}

static void the_nearest_name_is_suggested(void)
{
    static const char *const names[] = {"rounds", "round-overhead", "active", "target"};
    CHECK_TEXT(wf_text_nearest("rouns", names, 4), "rounds");
    CHECK_TEXT(wf_text_nearest("round_overhaed", names, 4), "round-overhead");
    CHECK_TEXT(wf_text_nearest("activ", names, 4), "active");
    CHECK_TEXT(wf_text_nearest("target", names, 4), "target");
    CHECK_TEXT(wf_text_nearest("deadline", names, 4), NULL);
    CHECK_TEXT(wf_text_nearest("rounds", names, 0), NULL);
}

static void a_short_word_is_near_at_one_edit_only(void)
{
    static const char *const names[] = {"ab", "abc"};
    CHECK_TEXT(wf_text_nearest("ax", names, 2), "ab");
    CHECK_TEXT(wf_text_nearest("xy", names, 2), NULL);
    CHECK_TEXT(wf_text_nearest("axy", names, 2), NULL);
}

static void a_long_word_is_near_at_three_edits_at_most(void)
{
    static const char *const names[] = {"memory-bandwidth"};
    CHECK_TEXT(wf_text_nearest("memory_bandwit", names, 1), "memory-bandwidth");
    CHECK_TEXT(wf_text_nearest("memori_bandwit", names, 1), NULL);
}

static void of_equally_near_names_the_first_is_taken(void)
{
    static const char *const names[] = {"phone-11", "phone-12", "phone-1"};
    CHECK_TEXT(wf_text_nearest("phone-1x", names, 3), "phone-11");
    CHECK_TEXT(wf_text_nearest("phone-1", names, 3), "phone-1");
}

static void a_list_gives_its_items_in_turn(void)
{
    const char *cursor = " a, bb,,\tccc \n,";
    char item[8];
    CU_ASSERT(wf_text_next_item(&cursor, item, sizeof item));
    CHECK_TEXT(item, "a");
    CU_ASSERT(wf_text_next_item(&cursor, item, sizeof item));
    CHECK_TEXT(item, "bb");
    CU_ASSERT(wf_text_next_item(&cursor, item, sizeof item));
    CHECK_TEXT(item, "ccc");
    CU_ASSERT(!wf_text_next_item(&cursor, item, sizeof item));
    CU_ASSERT(!wf_text_next_item(&cursor, item, sizeof item));
    CHECK_TEXT(item, "");
}

static void a_long_item_is_cut_and_passed(void)
{
    const char *cursor = "abcdefgh,ij";
    char item[4];
    CU_ASSERT(wf_text_next_item(&cursor, item, sizeof item));
    CHECK_TEXT(item, "abc");
    CU_ASSERT(wf_text_next_item(&cursor, item, sizeof item));
    CHECK_TEXT(item, "ij");
    CU_ASSERT(!wf_text_next_item(&cursor, item, sizeof item));
}

static void a_buffer_grows_to_any_length(void)
{
    struct wf_buffer buffer = {0};
    wf_buffer_add(&buffer, NULL, 0);
    CHECK_TEXT(buffer.text, "");
    for (int i = 0; i < 1000; i++) {
        wf_buffer_add(&buffer, "ab", 2);
        wf_buffer_printf(&buffer, "%d,", i % 10);
    }
    CU_ASSERT_EQUAL(buffer.length, 4000);
    CU_ASSERT_EQUAL(strlen(buffer.text), 4000);
    memcpy(wf_buffer_extend(&buffer, 4), "ab8,", 4);
    CHECK_TEXT(buffer.text + 3996, "ab9,ab8,");
    buffer.text[buffer.length = 4000] = '\0';
    CHECK_TEXT(buffer.text + 3992, "ab8,ab9,");
    wf_buffer_printf(&buffer, "%0*d", 5000, 7);
    CU_ASSERT_EQUAL(buffer.length, 9000);
    CHECK_TEXT(buffer.text + 8998, "07");
    wf_buffer_release(&buffer);
    CU_ASSERT_PTR_NULL(buffer.text);
    wf_buffer_release(&buffer);
    wf_buffer_release(NULL);
}

static void check_beside(const char *file, const char *name, const char *expected)
{
    char *path = wf_text_beside(file, name);
    CHECK_TEXT(path, expected);
    free(path);
}

static void a_relative_name_is_meant_from_the_file_that_names_it(void)
{
    check_beside("deployments/a.xml", "workloads/b.xml", "deployments/workloads/b.xml");
    check_beside("a.xml", "b.csv", "b.csv");
    check_beside("deployments/a.xml", "/tmp/b.xml", "/tmp/b.xml");
    check_beside(NULL, "b.csv", "b.csv");
}

/* ESC and the bidi mark of two bytes, an override of three, a tag of four; half a character, an
 * overlong one. Letters of any script, and the joiner that some need, stay. */
static void what_cannot_be_shown_is_shown_by_its_number(void)
{
    static const struct {
        const char *text, *kept, *shown;
        uint32_t first;
    } cases[] = {
        {"plain-0", "", "plain-0", 0},
        {"a\x1b[31mb", "", "a\\x1b[31mb", 0x1b},
        {"a\nb\tc", "", "a\\x0ab\\x09c", '\n'},
        {"a\nb\tc\x7f", "\n\t", "a\nb\tc\\x7f", '\n'},
        {"a\xc2\x9b"
         "31m",
         "", "a\\x9b31m", 0x9b},
        {"a\xd8\x9c"
         "b",
         "", "a\\u061cb", 0x61c},
        {"\xe2\x80\xae"
         "gnp",
         "", "\\u202egnp", 0x202e},
        {"a\xe2\x80\x8b"
         "b",
         "", "a\\u200bb", 0x200b},
        {"a\xc2\xad"
         "b",
         "", "a\\xadb", 0xad},
        {"a\xf3\xa0\x81\x81", "", "a\\U000e0041", 0xe0041},
        {"a\xff"
         "b\xe2\x80",
         "", "a\\xffb\\xe2\\x80", 0xff},
        {"\xc0\x8a", "", "\\xc0\\x8a", 0xc0},
        {"\xc3\xa9t\xc3\xa9 \xe6\x9d\xb1 \xe2\x80\x8d \xf0\x9f\x98\x80", "",
         "\xc3\xa9t\xc3\xa9 \xe6\x9d\xb1 \xe2\x80\x8d \xf0\x9f\x98\x80", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wf_buffer shown = {0};
        wf_text_show(&shown, cases[i].text, strlen(cases[i].text), cases[i].kept);
        CHECK_TEXT(shown.text, cases[i].shown);
        CU_ASSERT_EQUAL(wf_text_unprintable(cases[i].text), cases[i].first);
        wf_buffer_release(&shown);
    }
}

static void a_tidy_path_goes_nowhere_twice(void)
{
    static const char *const paths[][2] = {{"a/b/../c.xml", "a/c.xml"},
                                           {"a/b/../../c.xml", "c.xml"},
                                           {"../c.xml", "../c.xml"},
                                           {"../../a/../c.xml", "../../c.xml"},
                                           {"/a/../c", "/c"},
                                           {"./../c", "./../c"},
                                           {"a..b/../c", "c"},
                                           {"a/..b/c", "a/..b/c"},
                                           {"c", "c"}};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char *tidy = wf_text_tidy_path(paths[i][0]);
        CHECK_TEXT(tidy, paths[i][1]);
        free(tidy);
    }
}

static const struct wf_test tests[] = {
    WF_TEST(a_tidy_path_goes_nowhere_twice),
    WF_TEST(names_sort_by_the_numbers_in_them),
    WF_TEST(names_that_differ_in_zeros_only_differ),
    WF_TEST(each_edit_counts_one),
    WF_TEST(the_distance_stops_at_the_limit),
    WF_TEST(the_band_changes_no_distance),
    WF_TEST(long_words_have_a_distance_too),
    WF_TEST(the_nearest_name_is_suggested),
    WF_TEST(a_short_word_is_near_at_one_edit_only),
    WF_TEST(a_long_word_is_near_at_three_edits_at_most),
    WF_TEST(of_equally_near_names_the_first_is_taken),
    WF_TEST(a_list_gives_its_items_in_turn),
    WF_TEST(a_long_item_is_cut_and_passed),
    WF_TEST(a_buffer_grows_to_any_length),
    WF_TEST(a_relative_name_is_meant_from_the_file_that_names_it),
    WF_TEST(what_cannot_be_shown_is_shown_by_its_number),
};

int main(void)
{
    return wf_suite_run("text", tests, sizeof tests / sizeof tests[0]);
}
