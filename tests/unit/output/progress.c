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

static void move(struct wf_progress *progress, size_t index, uint64_t done, uint64_t total,
                 uint64_t turns, double elapsed_s)
{
    struct wf_progress_report report = {done, total, turns};
    wf_progress_move(progress, index, &report, elapsed_s);
}

/* 30 s after the last line, whether a round has ended or not. The rate is that from the first
 * report on: 3,000 turns within 30 s, and 3,600 + 1,600 - 1,000 within 60 s. */
static void a_log_gets_a_line_now_and_then(void)
{
    struct wf_progress progress;
    wf_progress_init(&progress, 0, 2);
    check_text(&progress, 29, "");
    check_text(&progress, 31, "wattfleet: simulated 0 % after 31 s\n");
    move(&progress, 0, 5, 10, 1000, 32);
    check_text(&progress, 32, "");
    move(&progress, 1, 3, 10, 3000, 60); /* (5 + 3) of 20: 60 s more than the 40 % */
    check_text(&progress, 62,
               "wattfleet: simulated 40 %, 8 of 20 rounds, after 1 min 2 s, 100 learner-rounds/s, "
               "left: about 1 min 33 s\n");
    check_text(&progress, 91, "");
    move(&progress, 0, 10, 10, 3600, 92);
    move(&progress, 1, 10, 10, 1600, 92);
    check_text(
        &progress, 92,
        "wattfleet: simulated 100 %, 20 of 20 rounds, after 1 min 32 s, 70 learner-rounds/s, "
        "left: about 0 s\n");
    check_finish(&progress, "");
}

static void a_terminal_gets_a_bar_that_is_removed(void)
{
    struct wf_progress progress;
    wf_progress_init(&progress, 100, 1);
    move(&progress, 0, 1, 4, 1000, 0.25);
    check_text(&progress, 0.25, ""); /* most runs are over by then */
    check_text(&progress, 1, "\r[#######                       ]  25 %, 1 of 4 rounds, 3 s left");
    move(&progress, 0, 2, 4, 2470000,
         2.25); /* 2,469,000 in 2 s; what was there before is covered */
    check_text(&progress, 2.25,
               "\r[###############               ]  50 %, 2 of 4 rounds, 1.23 M learner-rounds/s, "
               "2.25 s left");
    move(&progress, 0, 3, 4, 2470000, 247); /* 2469000 / 246.75 */
    check_text(&progress, 247,
               "\r[######################        ]  75 %, 3 of 4 rounds, 10 k learner-rounds/s, "
               "1 min 22 s left");
    move(&progress, 0, 4, 4, 2470000, 247); /* blanks cover "1 min 2" */
    check_text(&progress, 247,
               "\r[##############################] 100 %, 4 of 4 rounds, 10 k learner-rounds/s, "
               "0 s left       ");
    check_finish(&progress, "\r                                             "
                            "                                         \r");
}

/* The words have 54 columns, and the last column stays free. Of 60 there are 59 - 54 - 3 = 2 for a
 * bar: none; of 75 there are 17, half of them 8. */
static void a_narrow_terminal_gets_a_shorter_bar(void)
{
    struct wf_progress progress;
    wf_progress_init(&progress, 60, 1);
    move(&progress, 0, 0, 4, 1000, 0);
    move(&progress, 0, 2, 4, 4000, 2);
    check_text(&progress, 2, "\r 50 %, 2 of 4 rounds, 1.5 k learner-rounds/s, 2 s left");
    progress.columns = 75;
    check_text(&progress, 2,
               "\r[########         ]  50 %, 2 of 4 rounds, 1.5 k learner-rounds/s, 2 s left");
    progress.columns = 20; /* the end of the words is left out */
    check_text(&progress, 2, "\r 50 %, 2 of 4 round");
    check_finish(&progress, "\r                   \r");
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
    wf_progress_init(&progress, 0, 1);
    wf_progress_crowd(&progress, "lan", 256);
    wf_progress_crowd(&progress, "wan\x1b", 4096);
    wf_progress_crowd(&progress, "lan", 512); /* not the worst */
    move(&progress, 0, 1, 10, 1, 8);
    check_text(&progress, 11, ""); /* it is slow from 10 s after the last progress on */
    check_text(&progress, 17.5, "");
    move(&progress, 0, 1, 10, 1, 17.5); /* nothing new */
    check_text(&progress, 18, words);
    check_text(&progress, 29, "");
    check_finish(&progress, "");

    wf_progress_init(&progress, 0, 1); /* without a crowd nothing is known */
    check_text(&progress, 20, "");
    check_finish(&progress, "");
}

static const struct wf_test tests[] = {
    WF_TEST(a_log_gets_a_line_now_and_then),
    WF_TEST(a_terminal_gets_a_bar_that_is_removed),
    WF_TEST(a_narrow_terminal_gets_a_shorter_bar),
    WF_TEST(a_crowded_link_is_named_once),
};

int main(void)
{
    return wf_suite_run("progress", tests, sizeof tests / sizeof tests[0]);
}
