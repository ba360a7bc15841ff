#include "fit/campaign.h"

#include "suite.h"
#include <math.h>

enum { ROWS = 6 };

/* Exact: 100 s of start-up, 18 s a round, 8 s an epoch; clients 1200 J and 1600 J; the server draws
 * 7 W and 90 J a round more. */
static void fill(struct wf_campaign_row rows[ROWS], double start_s)
{
    static const double epochs[] = {1, 1, 1, 5, 5, 5}, rounds[] = {100, 120, 150, 20, 30, 50};
    for (size_t i = 0; i < ROWS; i++) {
        double time_s = start_s + rounds[i] * (18 + 8 * epochs[i]);
        rows[i] = (struct wf_campaign_row){epochs[i], rounds[i], time_s,
                                           rounds[i] * (1200 + 1600 * epochs[i]),
                                           7 * time_s + 90 * rounds[i]};
    }
}

static void exact_rows_give_exact_numbers(void)
{
    struct wf_campaign_row rows[ROWS];
    struct wf_campaign campaign;
    fill(rows, 100);
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, NAN, &campaign, NULL), 0);
    CU_ASSERT_EQUAL(campaign.rows, ROWS);
    CU_ASSERT(!campaign.time.start_left_out);
    CHECK_CLOSE(campaign.time.start.value, 100, 1e-9);
    CHECK_CLOSE(campaign.time.start.low, 100, 1e-6);
    CHECK_CLOSE(campaign.time.per_round.value, 18, 1e-9);
    CHECK_CLOSE(campaign.time.per_epoch.value, 8, 1e-9);
    CHECK_CLOSE(campaign.clients.per_round.value, 1200, 1e-9);
    CHECK_CLOSE(campaign.clients.per_epoch.value, 1600, 1e-9);
    CHECK_CLOSE(campaign.server_by_time.per_round.value, 90, 1e-9);
    CHECK_CLOSE(campaign.server_by_time.per_second.value, 7, 1e-9);
    CU_ASSERT(isnan(campaign.server_by_time.per_epoch.value));
    CU_ASSERT(isnan(campaign.clients.start.value));
    CHECK_CLOSE(campaign.clients.residual_ratio[3] + 1, 1, 1e-9);
    wf_campaign_release(&campaign);
}

static void a_start_that_is_known_is_not_fitted(void)
{
    struct wf_campaign_row rows[ROWS];
    struct wf_campaign campaign;
    fill(rows, 10);
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, 10, &campaign, NULL), 0);
    CHECK_CLOSE(campaign.time.start.value, 10, 0);
    CHECK_CLOSE(campaign.time.per_round.value, 18, 1e-9);
    CHECK_CLOSE(campaign.time.per_epoch.value, 8, 1e-9);
    wf_campaign_release(&campaign);
}

/* Runs without a start-up, a second longer or shorter each: no start is to be seen. */
static void a_start_that_the_rows_cannot_tell_is_left_out(void)
{
    struct wf_campaign_row rows[ROWS];
    struct wf_campaign campaign;
    fill(rows, 0);
    for (size_t i = 0; i < ROWS; i++)
        rows[i].time_s += i % 2 ? 1 : -1;
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, NAN, &campaign, NULL), 0);
    CU_ASSERT(campaign.time.start_left_out);
    CU_ASSERT(campaign.time.start.low < 0 && campaign.time.start.high > 0);
    CHECK_CLOSE(campaign.time.per_round.value, 18, 0.01);
    wf_campaign_release(&campaign);
}

static void missing_cells_leave_the_rest_of_the_row(void)
{
    struct wf_campaign_row rows[ROWS];
    struct wf_campaign campaign;
    fill(rows, 100);
    rows[1].server_j = NAN;
    rows[4].time_s = NAN;
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, NAN, &campaign, NULL), 0);
    CU_ASSERT_EQUAL(campaign.time.rows, 5);
    CU_ASSERT_EQUAL(campaign.clients.rows, 6);
    CU_ASSERT_EQUAL(campaign.server.rows, 5);
    CU_ASSERT_EQUAL(campaign.server_by_time.rows, 4);
    CU_ASSERT(isnan(campaign.server.residual_ratio[1]));
    CU_ASSERT(!isnan(campaign.server.residual_ratio[2]));
    CU_ASSERT(isnan(campaign.time.residual_ratio[4]));
    CHECK_CLOSE(campaign.time.per_epoch.value, 8, 1e-9);
    CHECK_CLOSE(campaign.server_by_time.per_second.value, 7, 1e-9);
    wf_campaign_release(&campaign);
}

/* One row has both time and server's joules: what a second draws cannot be told from a round. */
static void the_servers_watts_are_absent_where_nothing_tells_them(void)
{
    struct wf_campaign_row rows[ROWS];
    struct wf_campaign campaign;
    fill(rows, 0);
    for (size_t i = 0; i < ROWS; i++)
        *(i < 3 ? &rows[i].server_j : &rows[i].time_s) = NAN;
    rows[5] = (struct wf_campaign_row){5, 50, 2900, NAN, 24800};
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, 0, &campaign, NULL), -1);
    rows[3].local_epochs = 1; /* now the server's own rows differ in their epochs */
    rows[3].server_j = 20 * (7 * 26 + 90);
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, 0, &campaign, NULL), 0);
    CU_ASSERT_EQUAL(campaign.server.rows, 3);
    CHECK_CLOSE(campaign.server.per_epoch.value, 56, 1e-9);
    CU_ASSERT_EQUAL(campaign.server_by_time.rows, 0);
    CU_ASSERT(isnan(campaign.server_by_time.per_second.value));
    wf_campaign_release(&campaign);
}

static void a_quantity_that_nobody_measured_is_absent(void)
{
    struct wf_campaign_row rows[ROWS];
    struct wf_campaign campaign;
    fill(rows, 100);
    for (size_t i = 0; i < ROWS; i++)
        rows[i].server_j = NAN;
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, NAN, &campaign, NULL), 0);
    CU_ASSERT_EQUAL(campaign.server.rows, 0);
    CU_ASSERT(isnan(campaign.server.per_round.value));
    CU_ASSERT(isnan(campaign.server.unseen_ratio[0]));
    wf_campaign_release(&campaign);
}

/* Each row is predicted by a fit to the others: done here by hand for one. */
static void unseen_rows_are_predicted_by_the_others(void)
{
    struct wf_campaign_row rows[ROWS], others[ROWS - 1];
    struct wf_campaign all, without;
    fill(rows, 0);
    for (size_t i = 0; i < ROWS; i++)
        rows[i].clients_j *= 1 + 0.01 * sin((double)(7 * i));
    for (size_t i = 0; i + 1 < ROWS; i++)
        others[i] = rows[i < 2 ? i : i + 1];
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, ROWS, 0, &all, NULL), 0);
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(others, ROWS - 1, 0, &without, NULL), 0);
    double predicted_j = rows[2].rounds * (without.clients.per_round.value +
                                           rows[2].local_epochs * without.clients.per_epoch.value);
    CHECK_CLOSE(all.clients.unseen_ratio[2], 1 - predicted_j / rows[2].clients_j, 1e-9);
    CU_ASSERT(fabs(all.clients.unseen_ratio[2]) > fabs(all.clients.residual_ratio[2]));
    wf_campaign_release(&all);
    wf_campaign_release(&without);
}

/* Figures of ten FedAvg runs on Jetson AGX Xavier boards, reprocessed from
 * github.com/tuananhngh/FL-G5K-EnergyConsumption, commit 64c26bd. Its server's log has mean rounds
 * of 25.09 s and 55.50 s at 1 and 5 local epochs, and a first round longer by 9.8 s. */
static void the_jetson_campaign_comes_out_as_its_servers_log_says(void)
{
    static const struct wf_campaign_row rows[] = {
        {1, 111, 2788.0, 311692.8, 28756.8}, {1, 118, 2975.4, 333395.5, 30784.1},
        {1, 123, 3110.0, 347882.6, 32152.7}, {1, 121, 3059.6, 342005.2, NAN},
        {1, 123, 3137.6, 350688.0, 32391.4}, {5, 33, 1856.7, 305733.8, 15643.3},
        {5, 34, 1918.7, 315382.2, 16123.6},  {5, 30, 1693.6, 278249.7, 14242.0},
        {5, 34, 1902.7, 316646.9, 16142.9},  {5, 34, 1901.8, 317635.4, 16105.2},
    };
    struct wf_campaign campaign;
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, 10, 9.75, &campaign, NULL), 0);
    double round_s = campaign.time.per_round.value, epoch_s = campaign.time.per_epoch.value;
    CHECK_CLOSE(round_s + epoch_s, 25.09, 0.01);
    CHECK_CLOSE(round_s + 5 * epoch_s, 55.50, 0.01);
    for (size_t i = 0; i < 10; i++) {
        CU_ASSERT(fabs(campaign.time.unseen_ratio[i]) < 0.012);
        CU_ASSERT(fabs(campaign.clients.unseen_ratio[i]) < 0.012);
        CU_ASSERT(i == 3 || fabs(campaign.server.unseen_ratio[i]) < 0.012);
    }
    wf_campaign_release(&campaign);
    /* from the rows alone, no start can be told */
    CU_ASSERT_EQUAL_FATAL(wf_campaign_fit(rows, 10, NAN, &campaign, NULL), 0);
    CU_ASSERT(campaign.time.start_left_out);
    wf_campaign_release(&campaign);
}

static void check_refused(const struct wf_campaign_row *rows, size_t count, const char *text)
{
    struct wf_campaign campaign = {.rows = 42};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_campaign_fit(rows, count, NAN, &campaign, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, text);
    CU_ASSERT_EQUAL(campaign.rows, 42);
}

static void what_cannot_be_told_is_an_error_with_its_name(void)
{
    struct wf_campaign_row rows[ROWS];
    fill(rows, 0);
    check_refused(rows, 3,
                  "seconds: 'a local epoch' cannot be told apart from 'a round': it changes with "
                  "it alike in every row; add rows that differ in one alone");
    check_refused(rows, 1, "seconds: 1 row cannot tell 2 numbers apart");
    rows[1].rounds = 0;
    check_refused(rows, ROWS, "row 2 has 1 local epochs and 0 rounds, expected above 0");
    struct wf_campaign_row none = {1, 10, NAN, NAN, NAN};
    check_refused(&none, 1, "no row has a measured time or energy");
    check_refused(NULL, 0, "no row has a measured time or energy");
}

static const struct wf_test tests[] = {
    WF_TEST(exact_rows_give_exact_numbers),
    WF_TEST(a_start_that_is_known_is_not_fitted),
    WF_TEST(a_start_that_the_rows_cannot_tell_is_left_out),
    WF_TEST(missing_cells_leave_the_rest_of_the_row),
    WF_TEST(the_servers_watts_are_absent_where_nothing_tells_them),
    WF_TEST(a_quantity_that_nobody_measured_is_absent),
    WF_TEST(unseen_rows_are_predicted_by_the_others),
    WF_TEST(the_jetson_campaign_comes_out_as_its_servers_log_says),
    WF_TEST(what_cannot_be_told_is_an_error_with_its_name),
};

int main(void)
{
    return wf_suite_run("campaign", tests, sizeof tests / sizeof tests[0]);
}
