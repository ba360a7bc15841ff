#include "input/convergence.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>

#define NONE WF_COUNT_UNSET

/* Of <rounds>: line, value; what it asks for, NONE or NAN where it does not ask. */
static struct wf_convergence rounds(uint32_t line, uint64_t value, uint64_t batch,
                                    uint64_t local_epochs, uint64_t active, uint64_t learners,
                                    double target)
{
    return (struct wf_convergence){.federated = 1,
                                   .value = value,
                                   .batch = batch,
                                   .local_epochs = local_epochs,
                                   .active = active,
                                   .learners = learners,
                                   .target = target,
                                   .origin = {"w.xml", line}};
}

static struct wf_convergence epochs(uint32_t line, uint64_t value, uint64_t batch, double target)
{
    struct wf_convergence row = rounds(line, value, batch, NONE, NONE, NONE, target);
    row.federated = 0;
    return row;
}

static const struct wf_convergence_query federated = {.federated = true,
                                                      .batch = 32,
                                                      .local_epochs = 5,
                                                      .active = 10,
                                                      .learners = 100,
                                                      .target = 0.8};

/* Value of the row chosen, 0 where there is none. The message is then @p message. */
static uint64_t find(struct wf_convergence *rows, size_t count,
                     const struct wf_convergence_query *query, const char *message)
{
    struct wf_workload workload = {.path = "w.xml", .rows = rows, .row_count = count};
    char *why = NULL;
    const struct wf_convergence *row = wf_convergence_find(&workload, query, &why);
    CHECK_TEXT(why, message);
    free(why);
    return row ? row->value : 0;
}

static void a_row_that_asks_nothing_fits_every_job(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query other = {
        .federated = true, .batch = NONE, .local_epochs = 1, .active = 1, .target = NAN};
    CU_ASSERT_EQUAL(find(rows, 1, &federated, NULL), 50);
    CU_ASSERT_EQUAL(find(rows, 1, &other, NULL), 50);
}

static void the_row_that_meets_most_wins(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
        rounds(4, 60, 32, NONE, NONE, NONE, NAN),
        rounds(5, 70, 32, 5, 10, NONE, NAN),
        rounds(6, 80, 32, 5, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 4, &federated, NULL), 70);
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 60);
}

static void a_row_that_asks_for_another_is_out(void)
{
    for (int asked = 0; asked < 5; asked++) {
        struct wf_convergence rows[] = {
            rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
            rounds(4, 60, asked == 0 ? 31 : 32, asked == 1 ? 4 : 5, asked == 2 ? 9 : 10,
                   asked == 3 ? 99 : 100, asked == 4 ? 0.79 : 0.8),
        };
        CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 50);
    }
}

static void the_order_of_rows_does_not_matter(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 70, 32, 5, NONE, NONE, NAN),
        rounds(4, 60, 32, NONE, NONE, NONE, NAN),
        rounds(5, 65, 32, NONE, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 3, &federated, NULL), 70); /* a tie below the best is none */
    struct wf_convergence first = rows[0];
    rows[0] = rows[2];
    rows[2] = first;
    CU_ASSERT_EQUAL(find(rows, 3, &federated, NULL), 70);
}

static void two_that_fit_as_well_are_refused_by_name(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 60, 32, NONE, NONE, NONE, NAN),
        rounds(4, 70, NONE, 5, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 2, &federated,
                         "more than one <rounds> row of w.xml fits this job; there are "
                         "line 3: value=60 batch=32; line 4: value=70 local-epochs=5"),
                    0);
}

static void a_tie_of_equal_values_is_no_tie(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 60, 32, NONE, NONE, NONE, NAN),
        rounds(4, 60, NONE, 5, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 60);
}

static void where_none_fits_all_are_named(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 60, 16, NONE, NONE, NONE, NAN),
        epochs(4, 9, NONE, NAN),
        rounds(5, 70, NONE, 1, 4, 50, 0.75),
    };
    CU_ASSERT_EQUAL(find(rows, 3, &federated,
                         "no <rounds> row of w.xml fits this job; there are "
                         "line 3: value=60 batch=16; "
                         "line 5: value=70 local-epochs=1 active=4 learners=50 target=0.75"),
                    0);
}

static void of_many_rows_six_are_named(void)
{
    struct wf_convergence rows[8];
    for (uint32_t i = 0; i < 8; i++)
        rows[i] = epochs(i + 1, i + 1, 1000 + i, NAN);
    struct wf_convergence_query query = {.batch = 32, .target = NAN};
    CU_ASSERT_EQUAL(find(rows, 8, &query,
                         "no <epochs> row of w.xml fits this job; there are "
                         "line 1: value=1 batch=1000; line 2: value=2 batch=1001; "
                         "line 3: value=3 batch=1002; line 4: value=4 batch=1003; "
                         "line 5: value=5 batch=1004; line 6: value=6 batch=1005; .."),
                    0);
}

static void where_there_is_no_row_the_message_says_so(void)
{
    struct wf_convergence rows[] = {epochs(4, 9, NONE, NAN)};
    struct wf_convergence_query centralised = {.batch = 32, .target = NAN};
    CU_ASSERT_EQUAL(find(rows, 1, &federated, "w.xml has no <rounds> row"), 0);
    CU_ASSERT_EQUAL(find(NULL, 0, &federated, "w.xml has no <rounds> row"), 0);
    CU_ASSERT_EQUAL(find(NULL, 0, &centralised, "w.xml has no <epochs> row"), 0);
}

static void epochs_depend_on_the_global_batch(void)
{
    struct wf_convergence rows[] = {
        epochs(3, 40, 256, NAN),
        epochs(4, 90, 8192, NAN),
    };
    struct wf_convergence_query query = {.batch = 256, .target = NAN};
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 40);
    query.batch = 8192;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 90);
    query.batch = 1024; /* never interpolated */
    CU_ASSERT_EQUAL(find(rows, 2, &query,
                         "no <epochs> row of w.xml fits this job; there are "
                         "line 3: value=40 batch=256; line 4: value=90 batch=8192"),
                    0);
}

static void a_batch_of_all_samples_meets_no_row_that_asks_for_one(void)
{
    struct wf_convergence rows[] = {
        epochs(3, 40, 256, NAN),
        epochs(4, 90, NONE, NAN),
    };
    struct wf_convergence_query query = {.batch = NONE, .target = NAN};
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 90);
    CU_ASSERT_EQUAL(find(rows, 1, &query,
                         "no <epochs> row of w.xml fits this job; there are "
                         "line 3: value=40 batch=256"),
                    0);
}

static void the_target_chooses_among_rows(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 50, NONE, NONE, NONE, NONE, 0.7),
        rounds(4, 90, NONE, NONE, NONE, NONE, 0.8),
        rounds(5, 200, NONE, NONE, NONE, NONE, -0.8),
    };
    struct wf_convergence_query query = federated;
    CU_ASSERT_EQUAL(find(rows, 3, &query, NULL), 90);
    query.target = 0.7;
    CU_ASSERT_EQUAL(find(rows, 3, &query, NULL), 50);
    query.target = -0.8;
    CU_ASSERT_EQUAL(find(rows, 3, &query, NULL), 200);
}

static void a_job_without_target_takes_rows_of_any(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 50, NONE, NONE, NONE, NONE, 0.7),
        rounds(4, 90, NONE, NONE, NONE, NONE, 0.8),
    };
    struct wf_convergence_query query = federated;
    query.target = NAN;
    CU_ASSERT_EQUAL(find(rows, 1, &query, NULL), 50);
    CU_ASSERT_EQUAL(find(rows, 2, &query,
                         "more than one <rounds> row of w.xml fits this job; there are "
                         "line 3: value=50 target=0.7; line 4: value=90 target=0.8"),
                    0);
}

static void rounds_and_epochs_are_not_mixed(void)
{
    struct wf_convergence rows[] = {
        epochs(3, 40, 32, NAN),
        rounds(4, 90, NONE, NONE, NONE, NONE, NAN),
    };
    struct wf_convergence_query query = {.batch = 32, .target = NAN};
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 90);
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 40);
}

static void a_row_without_value_is_never_chosen(void)
{
    struct wf_convergence rows[] = {
        rounds(3, NONE, 32, 5, 10, 100, 0.8),
        rounds(4, 90, NONE, NONE, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 90);
}

static void a_tie_is_not_forgotten_by_a_third_row(void)
{
    struct wf_convergence rows[] = {rounds(3, 60, 32, NONE, NONE, NONE, NAN),
                                    rounds(4, 70, NONE, 5, NONE, NONE, NAN),
                                    rounds(5, 60, NONE, NONE, 10, NONE, NAN)};
    CU_ASSERT_EQUAL(find(rows, 3, &federated,
                         "more than one <rounds> row of w.xml fits this job; there are "
                         "line 3: value=60 batch=32; line 4: value=70 local-epochs=5; "
                         "line 5: value=60 active=10"),
                    0);
}

static const struct wf_test tests[] = {
    WF_TEST(a_tie_is_not_forgotten_by_a_third_row),
    WF_TEST(a_row_that_asks_nothing_fits_every_job),
    WF_TEST(the_row_that_meets_most_wins),
    WF_TEST(a_row_that_asks_for_another_is_out),
    WF_TEST(the_order_of_rows_does_not_matter),
    WF_TEST(two_that_fit_as_well_are_refused_by_name),
    WF_TEST(a_tie_of_equal_values_is_no_tie),
    WF_TEST(where_none_fits_all_are_named),
    WF_TEST(of_many_rows_six_are_named),
    WF_TEST(where_there_is_no_row_the_message_says_so),
    WF_TEST(epochs_depend_on_the_global_batch),
    WF_TEST(a_batch_of_all_samples_meets_no_row_that_asks_for_one),
    WF_TEST(the_target_chooses_among_rows),
    WF_TEST(a_job_without_target_takes_rows_of_any),
    WF_TEST(rounds_and_epochs_are_not_mixed),
    WF_TEST(a_row_without_value_is_never_chosen),
};

int main(void)
{
    return wf_suite_run("convergence", tests, sizeof tests / sizeof tests[0]);
}
