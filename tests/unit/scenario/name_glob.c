#include "scenario/name_glob.h"

#include "suite.h"
#include <stdlib.h>

static struct wf_names names_of(const char *const *list)
{
    struct wf_names names = {0};
    for (; *list; list++)
        wf_names_add(&names, *list);
    return names;
}

static void check_glob(const struct wf_names *names, bool digit, const char *expected)
{
    struct wf_name_glob glob = wf_names_glob(names, digit);
    char *text = wf_name_glob_text(&glob);
    CHECK_TEXT(text, expected);
    free(text);
}

static void one_name_stands_for_itself(void)
{
    struct wf_names names = names_of((const char *const[]){"server", NULL});
    struct wf_name_glob glob = wf_names_glob(&names, false);
    check_glob(&names, false, "server");
    CU_ASSERT(wf_name_glob_matches(&glob, "server"));
    CU_ASSERT(!wf_name_glob_matches(&glob, "server-1"));
}

static void several_share_how_they_begin_and_end(void)
{
    struct wf_names names = names_of((const char *const[]){"n1.site", "n23.site", "n4.site", NULL});
    struct wf_name_glob any = wf_names_glob(&names, false), digit = wf_names_glob(&names, true);
    check_glob(&names, false, "n*.site");
    check_glob(&names, true, "n[0-9]*.site");
    CU_ASSERT(wf_name_glob_matches(&any, "n.site"));
    CU_ASSERT(!wf_name_glob_matches(&digit, "n.site"));
    CU_ASSERT(wf_name_glob_matches(&digit, "n9.site"));
    CU_ASSERT(!wf_name_glob_matches(&any, "m1.site"));
    CU_ASSERT(!wf_name_glob_matches(&any, "n1.sitf"));
    CU_ASSERT(!wf_name_glob_matches(&any, "n.sit"));
}

/* "aba": its two halves may not share the b. */
static void the_ends_do_not_overlap(void)
{
    struct wf_names names = names_of((const char *const[]){"aba", "abba", NULL});
    struct wf_name_glob glob = wf_names_glob(&names, false);
    CU_ASSERT(wf_name_glob_matches(&glob, "aba"));
    CU_ASSERT(wf_name_glob_matches(&glob, "abba"));
    CU_ASSERT(!wf_name_glob_matches(&glob, "aa"));
}

static void joined_names_keep_what_all_share(void)
{
    struct wf_names some = names_of((const char *const[]){"x1-long-end", "x2-long-end", NULL});
    struct wf_names more = names_of((const char *const[]){"x3-end", "x4-end", NULL}), none = {0};
    wf_names_join(&none, &some);
    check_glob(&none, false, "x*-long-end");
    wf_names_join(&some, &more);
    CU_ASSERT_EQUAL(some.count, 4);
    check_glob(&some, false, "x*-end");
    /* a prefix longer than the suffix, and the other way round */
    struct wf_names left = names_of((const char *const[]){"board-1a", "board-2a", NULL});
    struct wf_names right = names_of((const char *const[]){"b1oard-a", "b2oard-a", NULL});
    wf_names_join(&left, &right);
    check_glob(&left, false, "b*a");
    CU_ASSERT_EQUAL(left.prefix, 1);
    CU_ASSERT_EQUAL(left.suffix, 1);
}

static const struct wf_test tests[] = {
    WF_TEST(one_name_stands_for_itself),
    WF_TEST(several_share_how_they_begin_and_end),
    WF_TEST(the_ends_do_not_overlap),
    WF_TEST(joined_names_keep_what_all_share),
};

int main(void)
{
    return wf_suite_run("scenario/name_glob", tests, sizeof tests / sizeof *tests);
}
