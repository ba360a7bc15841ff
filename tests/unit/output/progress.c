#include "output/progress.h"

#include "suite.h"

static void check_text(struct wf_progress *progress, double elapsed_s, const char *expected)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    wf_progress_text(progress, elapsed_s, &text);
    CHECK_TEXT(text.text, expected);
    wf_buffer_release(&text);
}

static void check_finish(struct wf_progress *progress, const char *expected)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    wf_progress_finish(progress, &text);
    CHECK_TEXT(text.text, expected);
    wf_buffer_release(&text);
}

/* 30 s after the last line, whether a round has ended or not. */
static void a_log_gets_a_line_now_and_then(void)
{
    struct wf_progress progress;
    wf_progress_init(&progress, false, 2);
    check_text(&progress, 29, "");
    check_text(&progress, 31, "wattfleet: simulated 0 % after 31 s\n");
    wf_progress_move(&progress, 0, 5, 10, 32);
    check_text(&progress, 32, "");
    wf_progress_move(&progress, 1, 3, 10, 60); /* (5 + 3) of 20: 60 s more than the 40 % */
    check_text(&progress, 62,
               "wattfleet: simulated 40 % after 1 min 2 s, left: about 1 min 33 s\n");
    check_text(&progress, 91, "");
    wf_progress_move(&progress, 0, 10, 10, 92);
    wf_progress_move(&progress, 1, 10, 10, 92);
    check_text(&progress, 92, "wattfleet: simulated 100 % after 1 min 32 s, left: about 0 s\n");
    check_finish(&progress, "");
}

static void a_terminal_gets_a_bar_that_is_removed(void)
{
    struct wf_progress progress;
    wf_progress_init(&progress, true, 1);
    wf_progress_move(&progress, 0, 1, 4, 0.25);
    check_text(&progress, 0.25, ""); /* most runs are over by then */
    check_text(&progress, 1, "\r[#######                       ]  25 %, 3 s left   ");
    check_text(&progress, 40, "\r[#######                       ]  25 %, 2 min left   ");
    check_finish(&progress,
                 "\r                                                                      \r");
}

/* Ten seconds without progress while hundreds of transfers share a link: said once. */
static void a_crowded_link_is_named_once(void)
{
    static const char words[] =
        "wattfleet: slow: link 'wan\\x1b' carries at least 4096 transfers at the same time, and "
        "SimGrid "
        "shares it among them again whenever one begins or ends; a lower 'active', or links of "
        "their own, are faster\n";
    struct wf_progress progress;
    wf_progress_init(&progress, false, 1);
    wf_progress_crowd(&progress, "lan", 256);
    wf_progress_crowd(&progress, "wan\x1b", 4096);
    wf_progress_crowd(&progress, "lan", 512); /* not the worst */
    wf_progress_move(&progress, 0, 1, 10, 8);
    check_text(&progress, 11, ""); /* it is slow from 10 s after the last progress on */
    check_text(&progress, 17.5, "");
    wf_progress_move(&progress, 0, 1, 10, 17.5); /* nothing new */
    check_text(&progress, 18, words);
    check_text(&progress, 29, "");
    check_finish(&progress, "");

    wf_progress_init(&progress, false, 1); /* without a crowd nothing is known */
    check_text(&progress, 20, "");
    check_finish(&progress, "");
}

static const struct wf_test tests[] = {
    WF_TEST(a_log_gets_a_line_now_and_then),
    WF_TEST(a_terminal_gets_a_bar_that_is_removed),
    WF_TEST(a_crowded_link_is_named_once),
};

int main(void)
{
    return wf_suite_run("progress", tests, sizeof tests / sizeof tests[0]);
}
