#include "workload/convergence.h"

#include "suite.h"
#include "workload/curve.h"
#include <math.h>
#include <stdlib.h>

#define NONE WF_COUNT_UNSET

/* Of <rounds>: line, value; what it asks for, NONE or NAN where it does not ask. */
static struct wf_convergence rounds(uint32_t line, uint64_t value, uint64_t batch,
                                    uint64_t local_epochs, uint64_t active, uint64_t learners,
                                    double target)
{
    struct wf_convergence row = {0};
    wf_props_defaults(wf_convergence_props, &row, NULL);
    row.federated = 1;
    row.value = value == NONE ? NAN : (double)value;
    row.batch = batch;
    row.local_epochs = local_epochs;
    row.active = active;
    row.learners = learners;
    row.target = target;
    row.provenance = WF_MEASURED;
    row.origin = (struct wf_origin){"w.xml", line};
    return row;
}

static struct wf_convergence epochs(uint32_t line, uint64_t value, uint64_t batch, double target)
{
    struct wf_convergence row = rounds(line, value, batch, NONE, NONE, NONE, target);
    row.federated = 0;
    return row;
}

/* A job of 10 of 100 learners; main() fills it. */
static struct wf_convergence_query federated;

static struct wf_convergence_query centralised(uint64_t batch)
{
    struct wf_convergence_query query = wf_convergence_query_init(false);
    query.batch = batch;
    return query;
}

static struct wf_arena arena;
static struct wf_convergence_result result;

/* Value found, 0 where there is none. The message is then @p message. */
static double find(struct wf_convergence *rows, size_t count,
                   const struct wf_convergence_query *query, const char *message)
{
    struct wf_workload workload = {
        .path = "w.xml", .rows = rows, .row_count = count, .epochs_ratio = 1};
    char *why = NULL;
    bool found = wf_convergence_find(&workload, query, &arena, &result, &why);
    CHECK_TEXT(why, message);
    CU_ASSERT_EQUAL(found, why == NULL);
    free(why);
    return found ? result.value : 0;
}

static void a_row_that_asks_nothing_fits_every_job(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query other = wf_convergence_query_init(true);
    other.local_epochs = other.active = 1;
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
    struct wf_convergence_query query = centralised(32);
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
    struct wf_convergence_query other = centralised(32);
    CU_ASSERT_EQUAL(find(rows, 1, &federated, "w.xml has no <rounds> row"), 0);
    CU_ASSERT_EQUAL(find(NULL, 0, &federated, "w.xml has no <rounds> row"), 0);
    CU_ASSERT_EQUAL(find(NULL, 0, &other, "w.xml has no <epochs> row"), 0);
}

static void epochs_depend_on_the_global_batch(void)
{
    struct wf_convergence rows[] = {
        epochs(3, 40, 256, NAN),
        epochs(4, 90, 8192, NAN),
    };
    struct wf_convergence_query query = centralised(256);
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 40);
    query.batch = 8192;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 90);
    query.batch = 1024; /* 40 + 50 x 768 / 7936 */
    CHECK_CLOSE(find(rows, 2, &query, NULL), 40 + 50. * 768 / 7936, 1e-12);
    query.batch = 128; /* never extrapolated */
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
    struct wf_convergence_query query = centralised(WF_BATCH_ALL);
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
    struct wf_convergence_query query = centralised(32);
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

/* ---- more attributes ---- */

/* One row that asks for what @p ask sets, beside one that asks for nothing: chosen only by the job
 * that @p meet makes of the usual one. */
static void check_asked(void (*ask)(struct wf_convergence *),
                        void (*meet)(struct wf_convergence_query *))
{
    struct wf_convergence rows[] = {
        rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
        rounds(4, 60, 32, NONE, NONE, NONE, NAN),
    };
    struct wf_convergence_query query = federated;
    ask(&rows[1]);
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    meet(&query);
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
}

#define ASKED(attribute, value)                                                                    \
    static void ask_##attribute(struct wf_convergence *row)                                        \
    {                                                                                              \
        row->attribute = value;                                                                    \
    }                                                                                              \
    static void meet_##attribute(struct wf_convergence_query *query)                               \
    {                                                                                              \
        query->attribute = value;                                                                  \
    }                                                                                              \
    static void a_row_that_asks_for_##attribute##_is_met_by_it_alone(void)                         \
    {                                                                                              \
        check_asked(ask_##attribute, meet_##attribute);                                            \
    }
ASKED(fraction_ratio, 0.2)
ASKED(data, WF_NON_IID)
ASKED(training, WF_ROW_LATER)
ASKED(buffer, 5)

static void a_row_without_topology_aggregation_or_local_rounds_means_the_plain_ones(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    query.topology = WF_TOPOLOGY_STAR;
    query.aggregation = WF_AGGREGATE_SYNC;
    query.local_rounds = 1;
    CU_ASSERT_EQUAL(find(rows, 1, &query, NULL), 50);
    const char *none = "no <rounds> row of w.xml fits this job; there are line 3: value=50";
    query.topology = WF_TOPOLOGY_RING;
    find(rows, 1, &query, none);
    query.topology = WF_TOPOLOGY_STAR;
    query.aggregation = WF_AGGREGATE_BUFFERED;
    find(rows, 1, &query, none);
    query.aggregation = WF_AGGREGATE_SYNC;
    query.local_rounds = 2;
    find(rows, 1, &query, none);
}

static void a_row_of_a_topology_an_aggregation_or_local_rounds_holds_for_them_alone(void)
{
    for (int asked = 0; asked < 3; asked++) {
        struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN)};
        struct wf_convergence_query query = federated;
        rows[0].topology = asked == 0 ? WF_TOPOLOGY_RANDOM : WF_TOPOLOGY_STAR;
        rows[0].aggregation = asked == 1 ? WF_AGGREGATE_SEMI_SYNC : WF_AGGREGATE_SYNC;
        rows[0].local_rounds = asked == 2 ? 4 : 1;
        find(rows, 1, &query,
             asked == 0   ? "no <rounds> row of w.xml fits this job; there are line 3: value=50 "
                            "topology=random"
             : asked == 1 ? "no <rounds> row of w.xml fits this job; there are line 3: value=50 "
                            "aggregation=semi-sync"
                          : "no <rounds> row of w.xml fits this job; there are line 3: value=50 "
                            "local-rounds=4");
        query.topology = rows[0].topology;
        query.aggregation = rows[0].aggregation;
        query.local_rounds = rows[0].local_rounds;
        CU_ASSERT_EQUAL(find(rows, 1, &query, NULL), 50);
    }
}

static void to_say_the_plain_ones_is_no_better_than_not_to(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, 32, NONE, NONE, NONE, NAN),
                                    rounds(4, 60, 32, NONE, NONE, NONE, NAN)};
    rows[1].topology = WF_TOPOLOGY_STAR;
    find(rows, 2, &federated,
         "more than one <rounds> row of w.xml fits this job; there are "
         "line 3: value=50 batch=32; line 4: value=60 batch=32");
}

static void a_job_that_is_not_continual_is_a_first_training(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 60, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[1].training = WF_ROW_FIRST;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
    query.training = WF_ROW_LATER;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
}

static void the_fraction_is_the_cohort_by_the_learners(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 60, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[1].fraction_ratio = 0.1;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
    query.active = 11;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    query.learners = 110;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
}

static void a_row_of_all_samples_is_met_by_a_job_of_all_alone(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 60, WF_BATCH_ALL, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    query.batch = NONE; /* learners that differ */
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    query.batch = WF_BATCH_ALL;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
    find(rows + 1, 1, &federated,
         "no <rounds> row of w.xml fits this job; there are line 4: value=60 batch=all");
}

static void a_row_that_was_not_reached_is_an_error_where_it_fits_best(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, NONE, 32, 5, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[1].unreached = 1;
    rows[1].origin.file = "folder/t.csv";
    find(rows, 2, &query,
         "the target was not reached with these settings (line 4 of folder/t.csv: batch=32 "
         "local-epochs=5)");
    query.local_epochs = 4;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    find(rows + 1, 1, &query,
         "no <rounds> row of w.xml fits this job; there are "
         "line 4 of t.csv: not reached batch=32 local-epochs=5");
}

static void the_nearest_rows_are_named_first(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 1, 16, 1, 4, 50, NAN),  rounds(4, 2, 16, 5, 4, 50, NAN),
        rounds(5, 3, 16, 5, 10, 50, NAN), rounds(6, 4, 16, 5, 10, 100, NAN),
        rounds(7, 5, 32, 5, 10, 50, NAN), rounds(8, 6, 32, 5, 4, NONE, NAN),
        rounds(9, 7, 16, 1, 10, 50, NAN),
    };
    find(rows, 7, &federated,
         "no <rounds> row of w.xml fits this job; there are "
         "line 6: value=4 batch=16 local-epochs=5 active=10 learners=100; "
         "line 7: value=5 batch=32 local-epochs=5 active=10 learners=50; "
         "line 8: value=6 batch=32 local-epochs=5 active=4; "
         "line 5: value=3 batch=16 local-epochs=5 active=10 learners=50; "
         "line 4: value=2 batch=16 local-epochs=5 active=4 learners=50; "
         "line 9: value=7 batch=16 local-epochs=1 active=10 learners=50; ..");
}

static void a_job_that_is_non_iid_meets_the_row_that_says_how(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 60, NONE, NONE, NONE, NONE, NAN),
                                    rounds(5, 70, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[0].data = WF_IID;
    rows[1].data = WF_CLASSES(2);
    rows[2].data = WF_CLASSES(2);
    rows[2].target = 0.9;
    query.data = WF_NON_IID;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
    query.data = WF_IID;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    query.data = 0.3;
    CU_ASSERT_EQUAL(find(rows, 2, &query,
                         "no <rounds> row of w.xml fits this job; there are line 3: value=50 "
                         "data=iid; line 4: value=60 data=classes:2"),
                    0);
}

static void a_row_that_asks_for_drop_outs_is_met_by_them_alone(void)
{
    struct wf_convergence rows[] = {rounds(3, 50, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 80, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[1].dropout_ratio = 0.2;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
    query.dropout_ratio = 0.2;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 80);
    query.dropout_ratio = INFINITY; /* learners that differ */
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 50);
}

/* ---- passes ---- */

static void a_row_of_passes_has_no_value(void)
{
    struct wf_convergence rows[] = {rounds(3, NONE, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 50, 16, NONE, NONE, NONE, NAN)};
    rows[0].passes_ratio = 3;
    find(rows, 2, &federated, NULL);
    CU_ASSERT(isnan(result.value));
    CU_ASSERT_EQUAL(result.passes_ratio, 3);
    struct wf_convergence two[] = {rows[0], rows[0]};
    two[1].passes_ratio = WF_BY_LAW;
    find(two, 2, &federated,
         "more than one <rounds> row of w.xml fits this job; there are line 3: passes-ratio=3; "
         "line 3: passes-ratio=auto");
}

static double reference(struct wf_convergence *rows, size_t count, double target, bool later,
                        const char *message)
{
    struct wf_workload workload = {
        .path = "w.xml", .rows = rows, .row_count = count, .epochs_ratio = 1};
    char *why = NULL;
    bool found = wf_convergence_reference(&workload, target, later, &result, &why);
    CHECK_TEXT(why, message);
    free(why);
    return found ? result.value : 0;
}

static void passes_refer_to_the_epochs_of_the_target_whatever_their_batch(void)
{
    struct wf_convergence rows[] = {epochs(3, 20, 56, 0.9), epochs(4, 5, NONE, 0.9),
                                    epochs(5, 30, 56, 0.95),
                                    rounds(6, 9, NONE, NONE, NONE, NONE, NAN)};
    rows[1].training = WF_ROW_LATER;
    CU_ASSERT_EQUAL(reference(rows, 4, 0.9, false, NULL), 20);
    CU_ASSERT_EQUAL(result.origin.line, 3);
    CU_ASSERT_EQUAL(reference(rows, 4, 0.9, true, NULL), 5);
    CU_ASSERT_EQUAL(reference(rows, 4, 0.95, false, NULL), 30);
    reference(rows, 1, 0.5, false,
              "no <epochs> row of w.xml fits this job; there are line 3: value=20 batch=56 "
              "target=0.9");
    rows[1] = epochs(4, 25, 28, 0.9);
    reference(rows, 2, 0.9, false,
              "more than one <epochs> row of w.xml fits this job; there are line 3: value=20 "
              "batch=56 target=0.9; line 4: value=25 batch=28 target=0.9");
}

/* ---- between two rows ---- */

static void between_two_rows_the_value_is_linear_and_rounded_up(void)
{
    struct wf_convergence rows[] = {rounds(12, 20, 10, 5, NONE, NONE, NAN),
                                    rounds(13, 29, 50, 5, NONE, NONE, NAN)};
    rows[0].origin.file = rows[1].origin.file = "folder/t.csv";
    rows[0].source = rows[1].source = "somebody 2017";
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 25); /* 20 + 9 x 22 / 40 = 24.95 */
    CU_ASSERT(result.interpolated);
    CHECK_TEXT(result.between, "line 12 (batch=10: 20) and line 13 (batch=50: 29) of t.csv");
    CHECK_TEXT(result.source, "interpolated between line 12 (batch=10: 20) and line 13 "
                              "(batch=50: 29) of t.csv; somebody 2017");
    CHECK_TEXT(result.origin.file, "folder/t.csv");
    CU_ASSERT_EQUAL(result.origin.line, 12);
    CU_ASSERT_PTR_EQUAL(result.row, &rows[0]);
    CU_ASSERT_EQUAL(result.provenance, WF_DERIVED); /* both are measured, but this is between */
    rows[1].value = 2;                              /* falling: 20 - 18 x 22 / 40 = 10.1 */
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 11);
    rows[1].value = 60; /* 20 + 40 x 22 / 40 */
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 42);
}

static void between_two_rows_of_epochs_a_fraction_stays(void)
{
    struct wf_convergence rows[] = {epochs(12, 20, 10, NAN), epochs(13, 29, 50, NAN)};
    struct wf_convergence_query query = centralised(30);
    CHECK_CLOSE(find(rows, 2, &query, NULL), 24.5, 1e-12);
    rows[1].value = 20.5;
    query = centralised(20);
    CHECK_CLOSE(find(rows, 2, &query, NULL), 20.125, 1e-12);
    CHECK_TEXT(result.between, "line 12 (batch=10: 20) and line 13 (batch=50: 20.5) of w.xml");
}

static void what_fits_is_not_interpolated(void)
{
    struct wf_convergence rows[] = {rounds(3, 20, 10, 5, NONE, NONE, NAN),
                                    rounds(4, 29, 50, 5, NONE, NONE, NAN),
                                    rounds(5, 70, NONE, NONE, NONE, NONE, NAN)};
    rows[2].source = "a guess";
    CU_ASSERT_EQUAL(find(rows, 3, &federated, NULL), 70);
    CU_ASSERT(!result.interpolated);
    CU_ASSERT_PTR_NULL(result.between);
    CHECK_TEXT(result.source, "a guess");
    CU_ASSERT_EQUAL(result.origin.line, 5);
}

/* Values 10 and 20 at 1 and 3 of an attribute, asked at 2, give 15. */
static void each_number_is_an_axis(void)
{
    for (int axis = 0; axis < 8; axis++) {
        struct wf_convergence rows[] = {rounds(3, 10, NONE, NONE, NONE, NONE, NAN),
                                        rounds(4, 20, NONE, NONE, NONE, NONE, NAN)};
        struct wf_convergence_query query = wf_convergence_query_init(true);
        for (unsigned i = 0; i < 2; i++) {
            uint64_t at = 2 * i + 1;
            uint64_t *counts[] = {&rows[i].batch,    &rows[i].local_epochs, &rows[i].active,
                                  &rows[i].learners, &rows[i].buffer,       &rows[i].local_rounds};
            if (axis < 6)
                *counts[axis] = at;
            else
                *(axis == 6 ? &rows[i].target : &rows[i].fraction_ratio) = 0.25 * (double)at;
        }
        uint64_t *asked[] = {&query.batch,    &query.local_epochs, &query.active,
                             &query.learners, &query.buffer,       &query.local_rounds};
        if (axis < 6)
            *asked[axis] = 2;
        else
            *(axis == 6 ? &query.target : &query.fraction_ratio) = 0.5;
        CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 15);
    }
}

static void choices_are_no_axis(void)
{
    struct wf_convergence rows[] = {rounds(3, 10, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 20, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[0].topology = WF_TOPOLOGY_RING;
    rows[1].topology = WF_TOPOLOGY_COMPLETE;
    query.topology = WF_TOPOLOGY_K_REGULAR;
    find(rows, 2, &query,
         "no <rounds> row of w.xml fits this job; there are line 3: value=10 topology=ring; "
         "line 4: value=20 topology=complete");
}

static void the_nearest_on_each_side_are_taken(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 10, 1, NONE, NONE, NONE, NAN),  rounds(4, 20, 30, NONE, NONE, NONE, NAN),
        rounds(5, 90, 64, NONE, NONE, NONE, NAN), rounds(6, 30, 34, NONE, NONE, NONE, NAN),
        rounds(7, 5, 8, NONE, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 5, &federated, NULL), 25);
    CHECK_TEXT(result.between, "line 4 (batch=30: 20) and line 6 (batch=34: 30) of w.xml");
}

static void the_ends_must_agree_in_all_else(void)
{
    const char *none = "no <rounds> row of w.xml fits this job; there are "
                       "line 4: value=30 batch=34 local-epochs=5; line 3: value=20 batch=30";
    struct wf_convergence rows[] = {rounds(3, 20, 30, NONE, NONE, NONE, NAN),
                                    rounds(4, 30, 34, 5, NONE, NONE, NAN)};
    find(rows, 2, &federated, none); /* one asks for more */
    rows[0].local_epochs = 4;        /* two differ from the job */
    find(rows, 2, &federated,
         "no <rounds> row of w.xml fits this job; there are "
         "line 4: value=30 batch=34 local-epochs=5; line 3: value=20 batch=30 local-epochs=4");
    rows[0].local_epochs = 5;
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 25);
}

static void the_pair_that_meets_most_wins(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 20, 30, NONE, NONE, NONE, NAN),
        rounds(4, 30, 34, NONE, NONE, NONE, NAN),
        rounds(5, 50, 30, 5, NONE, NONE, NAN),
        rounds(6, 60, 34, 5, NONE, NONE, NAN),
    };
    CU_ASSERT_EQUAL(find(rows, 4, &federated, NULL), 55);
    rows[2].local_epochs = rows[3].local_epochs = NONE;
    rows[0].local_epochs = rows[1].local_epochs = 5;
    CU_ASSERT_EQUAL(find(rows, 4, &federated, NULL), 25);
}

static void what_is_whole_but_for_rounding_stays(void)
{
    struct wf_convergence rows[] = {rounds(3, 10, NONE, NONE, NONE, NONE, NAN),
                                    rounds(4, 200, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    rows[0].fraction_ratio = 0.1;
    rows[1].fraction_ratio = 0.3;
    query.fraction_ratio = 0.2; /* 10 + 190 x (0.2 - 0.1) / (0.3 - 0.1) is above 105 in doubles */
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 105);
}

static void two_pairs_that_fit_as_well_are_refused(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 20, 30, 5, NONE, NONE, NAN),
        rounds(4, 30, 34, 5, NONE, NONE, NAN),
        rounds(5, 50, 32, 4, NONE, NONE, NAN),
        rounds(6, 60, 32, 6, NONE, NONE, NAN),
    };
    find(rows, 4, &federated,
         "more than one <rounds> row of w.xml fits this job; there are "
         "line 3: value=20 batch=30 local-epochs=5; line 4: value=30 batch=34 local-epochs=5; "
         "line 5: value=50 batch=32 local-epochs=4; line 6: value=60 batch=32 local-epochs=6");
    rows[2].value = 20;
    rows[3].value = 30; /* the same value either way */
    CU_ASSERT_EQUAL(find(rows, 4, &federated, NULL), 25);
}

static void an_end_that_is_given_twice_is_refused(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 20, 30, NONE, NONE, NONE, NAN),
        rounds(4, 30, 34, NONE, NONE, NONE, NAN),
        rounds(5, 31, 34, NONE, NONE, NONE, NAN),
    };
    find(rows, 3, &federated,
         "more than one <rounds> row of w.xml fits this job; there are "
         "line 3: value=20 batch=30; line 4: value=30 batch=34; line 5: value=31 batch=34");
}

static void a_row_that_was_not_reached_is_no_end_and_none_goes_past_it(void)
{
    struct wf_convergence rows[] = {
        rounds(3, 20, 30, NONE, NONE, NONE, NAN),
        rounds(4, NONE, 34, NONE, NONE, NONE, NAN),
        rounds(5, 30, 40, NONE, NONE, NONE, NAN),
    };
    rows[1].unreached = 1;
    find(rows, 2, &federated,
         "no <rounds> row of w.xml fits this job; there are line 3: value=20 batch=30; "
         "line 4: not reached batch=34");
    find(rows, 3, &federated,
         "no <rounds> row of w.xml fits this job; there are line 3: value=20 batch=30; "
         "line 4: not reached batch=34; line 5: value=30 batch=40");
}

static void all_samples_are_no_end(void)
{
    struct wf_convergence rows[] = {rounds(3, 20, 30, NONE, NONE, NONE, NAN),
                                    rounds(4, 30, WF_BATCH_ALL, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    const char *none = "no <rounds> row of w.xml fits this job; there are "
                       "line 3: value=20 batch=30; line 4: value=30 batch=all";
    find(rows, 2, &query, none);
    rows[1].batch = 50;
    rows[0].local_epochs = 1, rows[1].local_epochs = 9;
    rows[0].batch = rows[1].batch = WF_BATCH_ALL; /* but they may be what agrees */
    query.batch = WF_BATCH_ALL;
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 25);
}

static void between_two_ends_it_is_derived_at_best_and_both_sources_stand(void)
{
    struct wf_convergence rows[] = {rounds(3, 20, 30, NONE, NONE, NONE, NAN),
                                    rounds(4, 30, 34, NONE, NONE, NONE, NAN)};
    rows[0].provenance = WF_PUBLISHED;
    rows[0].source = "one";
    rows[1].source = "another";
    rows[1].origin.file = "t.csv";
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 25);
    CU_ASSERT_EQUAL(result.provenance, WF_DERIVED);
    CHECK_TEXT(result.source, "interpolated between line 3 of w.xml (batch=30: 20) and line 4 of "
                              "t.csv (batch=34: 30); one; another");
    rows[1].provenance = WF_ASSUMED;
    rows[0].source = rows[1].source = NULL;
    find(rows, 2, &federated, NULL);
    CU_ASSERT_EQUAL(result.provenance, WF_ASSUMED);
    CHECK_TEXT(result.source, "interpolated between line 3 of w.xml (batch=30: 20) and line 4 of "
                              "t.csv (batch=34: 30)");
}

/* ---- curves ---- */

static struct wf_curve_point points[] = {{1, 0.3, 2}, {5, 0.79, 3}, {8, 0.82, 5}, {9, 0.81, 6}};
static const struct wf_curve curve = {"folder/c.csv", true, false, points, 4};

static struct wf_convergence curve_row(uint32_t line, uint64_t batch)
{
    struct wf_convergence row = rounds(line, NONE, batch, NONE, NONE, NONE, NAN);
    row.curve = &curve;
    row.file = "c.csv";
    return row;
}

static void a_curve_is_a_row_of_any_target(void)
{
    struct wf_convergence rows[] = {curve_row(3, NONE)};
    struct wf_convergence_query query = federated;
    CU_ASSERT_EQUAL(find(rows, 1, &query, NULL), 8);
    CHECK_TEXT(result.origin.file, "folder/c.csv");
    CU_ASSERT_EQUAL(result.origin.line, 5);
    query.target = 0.5;
    CU_ASSERT_EQUAL(find(rows, 1, &query, NULL), 5);
    query.target = NAN;
    find(rows, 1, &query, "no <rounds> row of w.xml fits this job; there are line 3: curve=c.csv");
}

static void a_curve_competes_with_rows_of_the_target(void)
{
    struct wf_convergence rows[] = {curve_row(3, NONE), rounds(4, 60, NONE, NONE, NONE, NONE, NAN),
                                    rounds(5, 70, 32, NONE, NONE, NONE, 0.8)};
    CU_ASSERT_EQUAL(find(rows, 2, &federated, NULL), 8);
    CU_ASSERT_EQUAL(find(rows, 3, &federated, NULL), 70);
    rows[2].batch = NONE;
    find(rows, 3, &federated,
         "more than one <rounds> row of w.xml fits this job; there are "
         "line 5 of c.csv: curve=c.csv value=8; line 5: value=70 target=0.8; line 4: value=60");
}

static void a_curve_that_never_reaches_tells_its_best(void)
{
    struct wf_convergence rows[] = {curve_row(3, 32), rounds(4, 60, NONE, NONE, NONE, NONE, NAN)};
    struct wf_convergence_query query = federated;
    query.target = 0.9;
    find(rows, 2, &query,
         "the curve in folder/c.csv never reaches 0.9; its best is 0.82, in round 8 (line 5)");
    query.batch = 16; /* fits less, is no matter */
    CU_ASSERT_EQUAL(find(rows, 2, &query, NULL), 60);
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
    WF_TEST(a_row_without_topology_aggregation_or_local_rounds_means_the_plain_ones),
    WF_TEST(a_row_of_a_topology_an_aggregation_or_local_rounds_holds_for_them_alone),
    WF_TEST(to_say_the_plain_ones_is_no_better_than_not_to),
    WF_TEST(a_job_that_is_not_continual_is_a_first_training),
    WF_TEST(the_fraction_is_the_cohort_by_the_learners),
    WF_TEST(a_row_of_all_samples_is_met_by_a_job_of_all_alone),
    WF_TEST(a_row_that_was_not_reached_is_an_error_where_it_fits_best),
    WF_TEST(the_nearest_rows_are_named_first),
    WF_TEST(a_job_that_is_non_iid_meets_the_row_that_says_how),
    WF_TEST(a_row_that_asks_for_drop_outs_is_met_by_them_alone),
    WF_TEST(a_row_of_passes_has_no_value),
    WF_TEST(passes_refer_to_the_epochs_of_the_target_whatever_their_batch),
    WF_TEST(between_two_rows_the_value_is_linear_and_rounded_up),
    WF_TEST(between_two_rows_of_epochs_a_fraction_stays),
    WF_TEST(what_fits_is_not_interpolated),
    WF_TEST(each_number_is_an_axis),
    WF_TEST(choices_are_no_axis),
    WF_TEST(the_nearest_on_each_side_are_taken),
    WF_TEST(the_ends_must_agree_in_all_else),
    WF_TEST(the_pair_that_meets_most_wins),
    WF_TEST(what_is_whole_but_for_rounding_stays),
    WF_TEST(two_pairs_that_fit_as_well_are_refused),
    WF_TEST(an_end_that_is_given_twice_is_refused),
    WF_TEST(a_row_that_was_not_reached_is_no_end_and_none_goes_past_it),
    WF_TEST(all_samples_are_no_end),
    WF_TEST(between_two_ends_it_is_derived_at_best_and_both_sources_stand),
    WF_TEST(a_curve_is_a_row_of_any_target),
    WF_TEST(a_curve_competes_with_rows_of_the_target),
    WF_TEST(a_curve_that_never_reaches_tells_its_best),
    WF_TEST(a_row_that_asks_for_fraction_ratio_is_met_by_it_alone),
    WF_TEST(a_row_that_asks_for_data_is_met_by_it_alone),
    WF_TEST(a_row_that_asks_for_training_is_met_by_it_alone),
    WF_TEST(a_row_that_asks_for_buffer_is_met_by_it_alone),
};

int main(void)
{
    federated = wf_convergence_query_init(true);
    federated.batch = 32;
    federated.local_epochs = 5;
    federated.active = 10;
    federated.learners = 100;
    federated.target = 0.8;
    wf_arena_init(&arena);
    int status = wf_suite_run("convergence", tests, sizeof tests / sizeof tests[0]);
    wf_arena_release(&arena);
    return status;
}
