#include "output/csv.h"

#include "suite.h"

static void cells_are_quoted_where_needed(void)
{
    struct wf_buffer out = {0};
    wf_csv_text(&out, "plain text");
    wf_csv_text(&out, "a,b");
    wf_csv_text(&out, "say \"hi\"");
    wf_csv_text(&out, "two\nlines");
    wf_csv_text(&out, "");
    wf_csv_text(&out, NULL);
    wf_csv_end(&out);
    CHECK_TEXT(out.text, "plain text,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,\n");
    wf_buffer_release(&out);
}

static void numbers_are_short_and_unknown_ones_empty(void)
{
    struct wf_buffer out = {0};
    wf_csv_number(&out, 0.1);
    wf_csv_number(&out, 1.0 / 3);
    wf_csv_number(&out, -0.0);
    wf_csv_number(&out, 1e300);
    wf_csv_number(&out, NAN);
    wf_csv_number(&out, -INFINITY);
    wf_csv_count(&out, UINT64_MAX);
    wf_csv_end(&out);
    CHECK_TEXT(out.text, "0.1,0.3333333333333333,0,1e+300,,,18446744073709551615\n");
    wf_buffer_release(&out);
}

static const struct wf_test tests[] = {
    WF_TEST(cells_are_quoted_where_needed),
    WF_TEST(numbers_are_short_and_unknown_ones_empty),
};

int main(void)
{
    return wf_suite_run("csv", tests, sizeof tests / sizeof tests[0]);
}
