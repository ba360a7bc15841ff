#include "workload/convergence.h"

#include "statistics/line.h"
#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct wf_arena arena;
static struct wf_convergence_result result;

/* ---- rows made from a law ---- */

enum { ROWS_MAX = 40 };
static struct wf_convergence rows[ROWS_MAX];
static size_t row_count;

static struct wf_convergence *add(uint64_t active, uint64_t epochs, uint64_t batch, double value)
{
    struct wf_convergence *row = &rows[row_count++];
    *row = (struct wf_convergence){.federated = 1};
    wf_props_defaults(wf_convergence_props, row, NULL);
    row->active = active;
    row->local_epochs = epochs;
    row->batch = batch;
    row->value = value;
    row->unreached = isnan(value) ? 1u : 0u;
    row->low = row->high = NAN;
    row->provenance = WF_PUBLISHED;
    row->interpolation = WF_ROW_MODEL;
    row->source = "somebody";
    row->origin = (struct wf_origin){"folder/t.csv", (uint32_t)row_count + 1};
    return row;
}

/* 1000 x active^-0.5 x epochs^-0.25 x batch^0.5, every corner of 1..100, 1..16, 10..40. */
static double law(double active, double epochs, double batch)
{
    return 1000 * pow(active, -0.5) * pow(epochs, -0.25) * pow(batch, 0.5);
}

static void fill(void)
{
    static const uint64_t active[] = {1, 100}, epochs[] = {1, 16}, batches[] = {10, 40};
    row_count = 0;
    for (int i = 0; i < 8; i++)
        add(active[i & 1], epochs[i >> 1 & 1], batches[i >> 2],
            law((double)active[i & 1], (double)epochs[i >> 1 & 1], (double)batches[i >> 2]));
}

static struct wf_convergence_query job(uint64_t active, uint64_t epochs, uint64_t batch)
{
    struct wf_convergence_query query = wf_convergence_query_init(true);
    query.active = active;
    query.learners = 100;
    query.local_epochs = epochs;
    query.batch = batch;
    return query;
}

static double find(const struct wf_convergence_query *query, const char *message)
{
    struct wf_workload workload = {
        .path = "w.xml", .rows = rows, .row_count = row_count, .samples = 4000, .epochs_ratio = 1};
    char *why = NULL;
    bool found = wf_convergence_find(&workload, query, &arena, &result, &why);
    CHECK_TEXT(why, message);
    free(why);
    return found ? result.value : 0;
}

static double rounds_of(uint64_t active, uint64_t epochs, uint64_t batch, const char *message)
{
    struct wf_convergence_query query = job(active, epochs, batch);
    return find(&query, message);
}

static void a_known_law_is_recovered(void)
{
    fill();
    CU_ASSERT_EQUAL(rounds_of(25, 16, 20, NULL), 448); /* 1000 / 5 / 2 x 4.4721 = 447.2 */
    CU_ASSERT_EQUAL(result.provenance, WF_FITTED);
    CU_ASSERT_EQUAL(result.low, 448); /* nothing is left over */
    CU_ASSERT_EQUAL(result.high, 448);
    CU_ASSERT(strstr(result.source, "fitted to 8 rows of t.csv: active^-0.50 x local-epochs^-0.25 "
                                    "x batch^0.50, ") == result.source);
    CU_ASSERT(strstr(result.source, "; somebody") != NULL);
    /* local steps are batches: 800 of 20 samples are 400 epochs of 40; a batch of all is 40 */
    struct wf_convergence_query query = job(25, WF_COUNT_UNSET, 20);
    query.local_steps = 32; /* 16 x 40 / 20 */
    CU_ASSERT_EQUAL(find(&query, NULL), 448);
    CU_ASSERT_EQUAL(rounds_of(25, 16, WF_BATCH_ALL, NULL), 633); /* 1000 / 5 / 2 x 6.3246 */
}

static void a_row_that_fits_wins_over_the_law(void)
{
    fill();
    rows[7].value = 7;
    CU_ASSERT_EQUAL(rounds_of(100, 16, 40, NULL), 7);
    CU_ASSERT_EQUAL(result.provenance, WF_PUBLISHED);
    rows[7].provenance = WF_ASSUMED; /* the nearest row's word, where it is less certain */
    rounds_of(99, 16, 40, NULL);
    CU_ASSERT_EQUAL(result.provenance, WF_ASSUMED);
}

static void beyond_the_rows_there_is_no_number(void)
{
    fill();
    rounds_of(25, 17, 20,
              "the rows for the model in t.csv have 'local-epochs' from 1 to 16, this job 17; the "
              "model is not used beyond them");
    rounds_of(
        25, 4, 9,
        "the rows for the model in t.csv have 'batch' from 10 to 40, this job 9; the model is "
        "not used beyond them");
    rounds_of(25, 4, WF_COUNT_UNSET,
              "the rows for the model in t.csv have 'batch' from 10 to 40, this job has no one "
              "number; the model is not used beyond them");
}

static void a_row_that_was_not_reached_is_left_out_and_kept_away_from(void)
{
    fill();
    add(100, 4, 40, NAN);
    CU_ASSERT_EQUAL(rounds_of(25, 16, 20, NULL), 448);
    CU_ASSERT(strstr(result.source, "1 row that was not reached left out") != NULL);
    rounds_of(90, 4, 40,
              "of the rows for the model, the nearest to this job gives no number: the target was "
              "not reached with these settings (line 10 of folder/t.csv: batch=40 local-epochs=4 "
              "active=100)");
}

static void kinds_of_data_have_laws_of_their_own(void)
{
    fill();
    for (size_t i = 0; i < 8; i++)
        rows[i].data = WF_IID;
    for (size_t i = 0; i < 8; i++) {
        rows[8 + i] = rows[i];
        rows[8 + i].data = WF_CLASSES(2);
        rows[8 + i].value *= 3;
    }
    row_count = 16;
    struct wf_convergence_query query = job(25, 16, 20);
    query.data = WF_IID;
    CU_ASSERT_EQUAL(find(&query, NULL), 448);
    query.data = WF_NON_IID;
    CU_ASSERT_EQUAL(find(&query, NULL), 1342); /* 3 x 447.2 = 1341.6 */
}

/* One exponent, three rows: log y = 0, 1, 1 at log x = 0, 1, 2 of e. Slope 1/2, mean 2/3, residuals
 * -1/6, 1/3, -1/6: s^2 = (1/36 + 4/36 + 1/36) / 1 = 1/6. At log x = 1: 2/3, variance of a further
 * row s^2 (1 + 1/3) = 2/9; t(0.975, 1) = 12.7062. Epochs keep their fraction. */
static void the_interval_is_that_of_a_further_row(void)
{
    row_count = 0;
    add(1, 1, 1000, 1)->federated = 0;
    add(1, 1, 2718, exp(1))->federated = 0;
    add(1, 1, 7389, exp(1))->federated = 0;
    for (size_t i = 0; i < 3; i++)
        rows[i].active = rows[i].local_epochs = WF_COUNT_UNSET;
    struct wf_convergence_query query = wf_convergence_query_init(false);
    query.batch = 2719;
    CHECK_CLOSE(find(&query, NULL), exp(2.0 / 3), 1e-3);
    CHECK_CLOSE(result.low, exp(2.0 / 3 - 12.7062 * sqrt(2.0 / 9)), 2e-3);
    CHECK_CLOSE(result.high, exp(2.0 / 3 + 12.7062 * sqrt(2.0 / 9)), 2e-3);
    row_count = 2;
    query.batch = 2000;
    find(&query, "2 rows are too few for a model of 1 exponents with an interval");
}

/* ---- the table of McMahan et al. ---- */

struct left_out {
    double square_sum, worst; /* of the logarithm of predicted over published */
    size_t count, inside;     /* the 95 % interval */
};

static void coordinates(const struct wf_convergence *row, double *x, double *y)
{
    x[0] = 1;
    x[1] = log(100 * row->fraction_ratio);
    x[2] = log((double)row->local_epochs);
    x[3] = log(row->batch == WF_BATCH_ALL ? 600 : (double)row->batch);
    *y = log(row->value);
}

/* Fit all others, predict this one. */
static void leave_out(const double *x, const double *y, size_t count, size_t out,
                      struct left_out *sum)
{
    static const char *const names[] = {"constant", "active", "local-epochs", "batch"};
    double others_x[ROWS_MAX * 4], others_y[ROWS_MAX], variance = 0, mean = 0;
    struct wf_line line = {0};
    struct wf_err err = {0};
    for (size_t i = 0, k = 0; i < count; i++)
        if (i != out) {
            memcpy(others_x + 4 * k, x + 4 * i, 4 * sizeof *x);
            others_y[k++] = y[i];
        }
    const struct wf_line_data data = {others_x, others_y, NULL, count - 1, 4, names};
    CU_ASSERT_EQUAL_FATAL(wf_line_fit(&data, &line, &err), 0);
    for (size_t i = 0; i + 1 < count; i++)
        variance += line.residual[i] * line.residual[i] / line.freedom;
    for (size_t j = 0; j < 4; j++) {
        mean += line.coefficients[j].value * x[4 * out + j];
        for (size_t k = 0; k < 4; k++)
            variance += x[4 * out + j] * x[4 * out + k] * line.covariance[j * 4 + k];
    }
    struct wf_estimate estimate = wf_estimate_of(mean, sqrt(variance), line.freedom);
    double miss = mean - y[out];
    sum->square_sum += miss * miss;
    sum->worst = fmax(sum->worst, fabs(miss));
    sum->inside += y[out] >= estimate.low && y[out] <= estimate.high;
    sum->count++;
    printf("      %-10s active %3.0f, E %2.0f, B %3.0f: %4.0f, from the others %4.0f\n", "",
           exp(x[4 * out + 1]), exp(x[4 * out + 2]), exp(x[4 * out + 3]), exp(y[out]), exp(mean));
    wf_line_release(&line);
}

static struct left_out leave_each_out(const struct wf_workload *workload, double data)
{
    double x[ROWS_MAX * 4], y[ROWS_MAX];
    struct left_out sum = {0};
    size_t count = 0;
    for (size_t i = 0; i < workload->row_count; i++) {
        const struct wf_convergence *row = &workload->rows[i];
        if (row->interpolation == WF_ROW_MODEL && !row->unreached && row->data <= data &&
            row->data >= data) {
            coordinates(row, x + 4 * count, y + count);
            count++;
        }
    }
    for (size_t i = 0; i < count; i++)
        leave_out(x, y, count, i, &sum);
    return sum;
}

/* docs/rounds.md states these. */
static void rows_of_mcmahan_left_out_one_by_one(void)
{
    struct wf_workload workload;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL_FATAL(
        wf_workload_load("deployments/workloads/mnist-cnn.xml", &arena, &workload, &diag, &err), 0);
    struct left_out iid = leave_each_out(&workload, WF_IID);
    struct left_out digits = leave_each_out(&workload, WF_CLASSES(2));
    CU_ASSERT_EQUAL(iid.count, 17);
    CU_ASSERT_EQUAL(digits.count, 16);
    CHECK_CLOSE(sqrt(iid.square_sum / (double)iid.count), 0.39, 0.02);
    CHECK_CLOSE(sqrt(digits.square_sum / (double)digits.count), 0.55, 0.02);
    printf("      worst %.2f and %.2f; inside %zu and %zu\n", exp(iid.worst), exp(digits.worst),
           iid.inside, digits.inside);
    CU_ASSERT(iid.inside >= 15 && digits.inside >= 14);
    wf_diag_release(&diag);
}

static const struct wf_test tests[] = {
    WF_TEST(a_known_law_is_recovered),
    WF_TEST(a_row_that_fits_wins_over_the_law),
    WF_TEST(beyond_the_rows_there_is_no_number),
    WF_TEST(a_row_that_was_not_reached_is_left_out_and_kept_away_from),
    WF_TEST(kinds_of_data_have_laws_of_their_own),
    WF_TEST(the_interval_is_that_of_a_further_row),
    WF_TEST(rows_of_mcmahan_left_out_one_by_one),
};

int main(void)
{
    wf_arena_init(&arena);
    int status = wf_suite_run("rounds_model", tests, sizeof tests / sizeof tests[0]);
    wf_arena_release(&arena);
    return status;
}
