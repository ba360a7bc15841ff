#include "base/diag.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>

static void check_entry(const struct wf_diag *diag, size_t index, const char *expected)
{
    CU_ASSERT_FATAL(index < diag->count);
    char *text = wf_diag_text(&diag->entries[index]);
    CHECK_TEXT(text, expected);
    free(text);
}

static void an_entry_reads_file_line_text(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_diag_error(&diag, "fedavg.xml", 12, "prop '%s' is unknown", "rond");
    wf_diag_warn(&diag, "fedavg.xml", 13, "no samples");
    wf_diag_error(&diag, "fleet.xml", 0, "no device");
    wf_diag_warn(&diag, "fleet.xml", 0, "no source");
    wf_diag_error(&diag, NULL, 0, "no server");
    wf_diag_warn(&diag, NULL, 4, "no learner");
    check_entry(&diag, 0, "fedavg.xml:12: prop 'rond' is unknown");
    check_entry(&diag, 1, "fedavg.xml:13: warning: no samples");
    check_entry(&diag, 2, "fleet.xml: no device");
    check_entry(&diag, 3, "fleet.xml: warning: no source");
    check_entry(&diag, 4, "no server");
    check_entry(&diag, 5, "warning: no learner");
    CU_ASSERT_PTR_NULL(diag.entries[4].file);
    wf_diag_release(&diag);
}

static void errors_and_warnings_are_counted(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(diag.count, 0);
    wf_diag_error(&diag, "a", 1, "x");
    wf_diag_warn(&diag, "a", 1, "y");
    wf_diag_error(&diag, "a", 1, "z");
    CU_ASSERT_EQUAL(diag.count, 3);
    CU_ASSERT_EQUAL(diag.error_count, 2);
    CU_ASSERT_EQUAL(diag.warning_count, 1);
    wf_diag_release(&diag);
}

static void the_same_text_at_the_same_place_is_kept_once(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    char file[] = "a.xml";
    wf_diag_error(&diag, file, 1, "unknown host");
    wf_diag_error(&diag, "a.xml", 1, "unknown %s", "host");
    wf_diag_error(&diag, "a.xml", 2, "unknown host");
    wf_diag_error(&diag, "b.xml", 1, "unknown host");
    wf_diag_error(&diag, NULL, 1, "unknown host");
    wf_diag_error(&diag, "a.xml", 1, "unknown link");
    wf_diag_error(&diag, NULL, 1, "unknown host");
    CU_ASSERT_EQUAL(diag.count, 5);
    CU_ASSERT_EQUAL(diag.error_count, 5);
    wf_diag_release(&diag);
}

static void an_error_is_not_hidden_by_a_warning_of_its_words(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_diag_warn(&diag, "a.xml", 1, "unknown host");
    wf_diag_error(&diag, "a.xml", 1, "unknown host");
    CU_ASSERT_EQUAL(diag.error_count, 1);
    wf_diag_release(&diag);
}

static void entries_sort_by_file_then_line_then_arrival(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_diag_error(&diag, "z.xml", 9, "1");
    wf_diag_error(&diag, "a.xml", 5, "2");
    wf_diag_error(&diag, "z.xml", 2, "z before");
    wf_diag_error(&diag, "z.xml", 2, "a after");
    wf_diag_error(&diag, NULL, 0, "3");
    wf_diag_error(&diag, "a.xml", 0, "4");
    wf_diag_sort(&diag);
    const char *const expected[] = {"z.xml:2: z before", "z.xml:2: a after", "z.xml:9: 1",
                                    "a.xml: 4",          "a.xml:5: 2",       "3"};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        check_entry(&diag, i, expected[i]);
    wf_diag_release(&diag);
}

static void an_entry_after_a_sort_is_still_known(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_diag_sort(&diag);
    wf_diag_error(&diag, "a.xml", 5, "x");
    wf_diag_error(&diag, "a.xml", 2, "y");
    wf_diag_sort(&diag);
    wf_diag_error(&diag, "a.xml", 5, "x");
    wf_diag_error(&diag, "a.xml", 1, "z");
    wf_diag_sort(&diag);
    CU_ASSERT_EQUAL(diag.count, 3);
    check_entry(&diag, 0, "a.xml:1: z");
    check_entry(&diag, 2, "a.xml:5: x");
    wf_diag_release(&diag);
}

static void appended_entries_are_kept_once_too(void)
{
    struct wf_diag diag, more;
    wf_diag_init(&diag);
    wf_diag_init(&more);
    wf_diag_error(&diag, "a.xml", 5, "x");
    wf_diag_error(&more, "b.xml", 1, "%%d is no place to be filled");
    wf_diag_error(&more, "a.xml", 5, "x");
    wf_diag_warn(&more, NULL, 0, "y");
    wf_diag_append(&diag, &more);
    wf_diag_append(&diag, &more);
    wf_diag_release(&more); /* nothing is kept of it */
    CU_ASSERT_EQUAL(diag.count, 3);
    CU_ASSERT_EQUAL(diag.error_count, 2);
    check_entry(&diag, 0, "a.xml:5: x");
    check_entry(&diag, 1, "b.xml:1: %d is no place to be filled");
    check_entry(&diag, 2, "warning: y");
    wf_diag_release(&diag);
}

static void a_hundred_thousand_mistakes_are_all_kept(void)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    for (uint32_t again = 0; again < 2; again++)
        for (uint32_t line = 100000; line > 0; line--)
            wf_diag_error(&diag, "big.xml", line, "'speed' is missing");
    wf_diag_sort(&diag);
    CU_ASSERT_EQUAL(diag.count, 100000);
    check_entry(&diag, 99999, "big.xml:100000: 'speed' is missing");
    wf_diag_release(&diag);
}

static const struct wf_test tests[] = {
    WF_TEST(an_entry_reads_file_line_text),
    WF_TEST(errors_and_warnings_are_counted),
    WF_TEST(the_same_text_at_the_same_place_is_kept_once),
    WF_TEST(an_error_is_not_hidden_by_a_warning_of_its_words),
    WF_TEST(entries_sort_by_file_then_line_then_arrival),
    WF_TEST(an_entry_after_a_sort_is_still_known),
    WF_TEST(appended_entries_are_kept_once_too),
    WF_TEST(a_hundred_thousand_mistakes_are_all_kept),
};

int main(void)
{
    return wf_suite_run("diag", tests, sizeof tests / sizeof tests[0]);
}
