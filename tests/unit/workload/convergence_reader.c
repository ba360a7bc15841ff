#include "workload/convergence.h"

#include "suite.h"
#include "workload/curve.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A workload in a folder of its own, with t.csv beside it; line 6 of it is the first of the body.
 */
static char folder[] = "/tmp/wattfleet-rows-XXXXXX";
static struct wf_workload workload;
static struct wf_diag diag;
static struct wf_arena arena;

static void write_file(const char *name, const char *head, const char *text, const char *tail)
{
    char *path = wf_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    CU_ASSERT_FATAL(file != NULL);
    fprintf(file, "%s%s%s", head, text, tail);
    CU_ASSERT_EQUAL(fclose(file), 0);
    free(path);
}

static void load(const char *body, const char *table)
{
    struct wf_err err = {0};
    char *path = wf_format("%s/w.xml", folder), *csv = wf_format("%s/t.csv", folder);
    write_file("w.xml",
               "<workload version=\"1\" id=\"toy\">\n<prop id=\"parameters\" value=\"1e6\"/>\n"
               "<prop id=\"training-flop\" value=\"6 Gflop\"/>\n"
               "<prop id=\"samples\" value=\"500\"/>\n\n",
               body, "</workload>\n");
    unlink(csv);
    if (table)
        write_file("t.csv", table, "", "");
    wf_diag_init(&diag);
    wf_arena_init(&arena);
    CU_ASSERT_EQUAL(wf_workload_load(path, &arena, &workload, &diag, &err), 0);
    free(path);
    free(csv);
}

static void unload(void)
{
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

/* What was told, without the folder: "t.csv:3: text" a line. Unloads. */
static void check_told(const char *expected)
{
    struct wf_buffer told = {0};
    wf_buffer_add(&told, "", 0);
    wf_diag_sort(&diag);
    for (size_t i = 0; i < diag.count; i++) {
        char *text = wf_diag_text(&diag.entries[i]), *from = text, *at;
        for (; (at = strstr(from, folder)); from = at + strlen(folder) + 1)
            wf_buffer_add(&told, from, (size_t)(at - from));
        wf_buffer_printf(&told, "%s\n", from);
        free(text);
    }
    CHECK_TEXT(told.text, expected);
    wf_buffer_release(&told);
    unload();
}

static void check_bad(const char *body, const char *table, const char *expected)
{
    load(body, table);
    check_told(expected);
}

#define TABLE "<table file=\"t.csv\" provenance=\"published\"/>\n"
#define CURVE "<curve file=\"t.csv\" direction=\"up\" provenance=\"measured\"/>\n"

/* ---- rows ---- */

static void a_row_keeps_what_it_asks_for(void)
{
    load("<rounds value=\"9\" batch=\"all\" fraction=\"30 %\" data=\"non-iid\" training=\"later\" "
         "topology=\"k-regular\" aggregation=\"semi-sync\" buffer=\"7\" local-rounds=\"4\" "
         "provenance=\"assumed\"/>\n",
         NULL);
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 1);
    const struct wf_convergence *row = workload.rows;
    CU_ASSERT_EQUAL(row->batch, WF_BATCH_ALL);
    CHECK_CLOSE(row->fraction_ratio, 0.3, 0);
    CU_ASSERT_EQUAL(row->data, WF_NON_IID);
    CU_ASSERT_EQUAL(row->training, WF_ROW_LATER);
    CU_ASSERT_EQUAL(row->topology, WF_TOPOLOGY_K_REGULAR);
    CU_ASSERT_EQUAL(row->aggregation, WF_AGGREGATE_SEMI_SYNC);
    CU_ASSERT_EQUAL(row->buffer, 7);
    CU_ASSERT_EQUAL(row->local_rounds, 4);
    CU_ASSERT_PTR_NULL(row->curve);
    check_told("");
}

static void rounds_are_a_number_or_a_ratio_of_passes(void)
{
    load("<rounds passes-ratio=\"auto\" provenance=\"assumed\"/>\n"
         "<rounds passes-ratio=\"3\" provenance=\"assumed:1.5..8\" dropout=\"0.1\"/>\n",
         NULL);
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 2);
    CU_ASSERT_EQUAL(workload.rows[0].passes_ratio, WF_BY_LAW);
    CU_ASSERT(isnan(workload.rows[0].value));
    CU_ASSERT_EQUAL(workload.rows[1].passes_ratio, 3);
    CU_ASSERT_EQUAL(workload.rows[1].low, 1.5);
    CU_ASSERT_EQUAL(workload.rows[1].high, 8);
    CU_ASSERT_EQUAL(workload.rows[1].dropout_ratio, 0.1);
    check_told(""); /* frees the rows */
    load("<rounds passes-ratio=\"3\" value=\"9\" provenance=\"assumed\"/>\n"
         "<epochs passes-ratio=\"3\" value=\"9\" provenance=\"assumed\"/>\n"
         "<rounds passes-ratio=\"9\" provenance=\"assumed:1.5..8\"/>\n"
         "<rounds value=\"9\" interpolation=\"model\" provenance=\"assumed\"/>\n",
         NULL);
    check_told(
        "w.xml:6: <rounds> needs one of the attributes 'value' and 'passes-ratio', not both\n"
        "w.xml:7: <epochs> attribute 'passes-ratio' has no meaning here\n"
        "w.xml:8: warning: <rounds> passes-ratio: 9, outside its own interval, 1.5 to 8\n"
        "w.xml:9: <rounds> attribute 'interpolation' has no meaning here\n");
}

static void what_a_row_does_not_ask_for_is_unset_or_plain(void)
{
    load("<rounds value=\"9\" provenance=\"assumed\"/>\n", NULL);
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 1);
    const struct wf_convergence *row = workload.rows;
    CU_ASSERT_EQUAL(row->batch, WF_COUNT_UNSET);
    CU_ASSERT(isnan(row->fraction_ratio));
    CU_ASSERT(isnan(row->data));
    CU_ASSERT(isnan(row->dropout_ratio));
    CU_ASSERT(isnan(row->passes_ratio));
    CU_ASSERT_EQUAL(row->interpolation, WF_ROW_LINEAR);
    CU_ASSERT_EQUAL(row->training, WF_CHOICE_UNSET);
    CU_ASSERT_EQUAL(row->topology, WF_TOPOLOGY_STAR);
    CU_ASSERT_EQUAL(row->aggregation, WF_AGGREGATE_SYNC);
    CU_ASSERT_EQUAL(row->buffer, WF_COUNT_UNSET);
    CU_ASSERT_EQUAL(row->local_rounds, 1);
    check_told("");
}

static void a_word_for_a_batch_is_all_alone(void)
{
    check_bad("<rounds value=\"9\" batch=\"al\" provenance=\"assumed\"/>\n", NULL,
              "w.xml:6: <rounds> prop 'batch': 'al' is not one of count from 1 | all; did you mean "
              "'all'?\n");
    check_bad("<rounds value=\"all\" batch=\"0\" provenance=\"assumed\"/>\n", NULL,
              "w.xml:6: <rounds> prop 'value': 'all' is not a decimal number\n"
              "w.xml:6: <rounds> prop 'batch': '0' is out of range; expected count from 1 | all\n");
}

static void a_row_has_no_file(void)
{
    check_bad("<rounds value=\"9\" file=\"t.csv\" direction=\"up\" provenance=\"assumed\"/>\n",
              NULL,
              "w.xml:6: <rounds> attribute 'file' has no meaning here\n"
              "w.xml:6: <rounds> attribute 'direction' has no meaning here\n");
}

/* ---- tables ---- */

static void a_table_is_rows_with_lines_of_their_own(void)
{
    load("<table file=\"t.csv\" learners=\"100\" target=\"0.99\" source=\"s 2017\" "
         "provenance=\"published\"/>\n<rounds value=\"3\" provenance=\"assumed\"/>\n",
         "# a comment\nfraction,batch,data,rounds\n10 %,all,iid,20\n0.5,,non-iid,\n");
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 3);
    const struct wf_convergence *row = workload.rows;
    CU_ASSERT_EQUAL(row->federated, 1);
    CU_ASSERT_EQUAL(row->value, 20);
    CU_ASSERT_EQUAL(row->unreached, 0);
    CU_ASSERT_EQUAL(row->batch, WF_BATCH_ALL);
    CHECK_CLOSE(row->fraction_ratio, 0.1, 0);
    CU_ASSERT_EQUAL(row->data, WF_IID);
    CU_ASSERT_EQUAL(row->learners, 100);
    CHECK_CLOSE(row->target, 0.99, 0);
    CHECK_TEXT(row->source, "s 2017");
    CU_ASSERT_EQUAL(row->provenance, WF_PUBLISHED);
    CU_ASSERT_EQUAL(row->origin.line, 3);
    CHECK_TEXT(strrchr(row->origin.file, '/'), "/t.csv");
    row++; /* an empty cell asks for nothing; without rounds: not reached */
    CU_ASSERT(isnan(row->value));
    CU_ASSERT_EQUAL(row->unreached, 1);
    CU_ASSERT_EQUAL(row->batch, WF_COUNT_UNSET);
    CU_ASSERT_EQUAL(row->origin.line, 4);
    row++;
    CU_ASSERT_EQUAL(row->value, 3);
    CU_ASSERT_EQUAL(row->origin.line, 7);
    check_told("");
}

static void a_table_may_tell_epochs(void)
{
    load(TABLE, "epochs,batch\n40,256\n");
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 1);
    CU_ASSERT_EQUAL(workload.rows[0].federated, 0);
    CU_ASSERT_EQUAL(workload.rows[0].value, 40);
    CU_ASSERT_EQUAL(workload.rows[0].batch, 256);
    check_told("");
}

static void epochs_may_have_a_fraction(void)
{
    load(TABLE "<epochs value=\"20.0143\" provenance=\"assumed\"/>\n",
         "epochs,batch\n40.5,256\n0.25,512\n");
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 3);
    CHECK_CLOSE(workload.rows[0].value, 40.5, 0);
    CHECK_CLOSE(workload.rows[1].value, 0.25, 0);
    CHECK_CLOSE(workload.rows[2].value, 20.0143, 0);
    check_told("");
}

static void rounds_are_whole(void)
{
    check_bad("<rounds value=\"2.5\" provenance=\"assumed\"/>\n", NULL,
              "w.xml:6: <rounds> prop 'value': '2.5' is not an integer\n");
    check_bad(TABLE, "rounds\n2.5\n", "t.csv:2: <table> prop 'rounds': '2.5' is not an integer\n");
    check_bad("<epochs value=\"0\" provenance=\"assumed\"/>\n", NULL,
              "w.xml:6: <epochs> prop 'value': '0' is out of range; expected number > 0\n");
}

static void many_tables_and_rows_go_together(void)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "rounds,batch\n");
    for (int i = 1; i <= 100; i++)
        wf_buffer_printf(&text, "%d,%d\n", i, 2 * i);
    load(TABLE TABLE, text.text);
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 200);
    for (uint32_t i = 0; i < 200; i++) {
        CU_ASSERT_EQUAL(workload.rows[i].value, i % 100 + 1);
        CU_ASSERT_EQUAL(workload.rows[i].origin.line, i % 100 + 2);
    }
    wf_buffer_release(&text);
    check_told("");
}

static void a_table_needs_file_and_provenance(void)
{
    check_bad("<table batch=\"2\"/>\n", NULL,
              "w.xml:6: <table> needs the attribute 'file'\n"
              "w.xml:6: <table> needs the attribute 'provenance' (measured, fitted, published, "
              "derived or assumed)\n");
    check_bad("<table file=\"t.csv\" value=\"3\" direction=\"up\" fil=\"x\" "
              "provenance=\"published\"/>\n",
              "rounds\n2\n",
              "w.xml:6: <table> attribute 'value' has no meaning here\n"
              "w.xml:6: <table> attribute 'direction' has no meaning here\n"
              "w.xml:6: <table> attribute 'fil' is unknown; did you mean 'file'?\n");
    check_bad(
        TABLE, NULL,
        "w.xml:6: <table> attribute 'file': cannot read 't.csv': No such file or directory\n");
}

static void an_unknown_column_is_told(void)
{
    check_bad(TABLE, "batsh,rounds,value,file,round\n1,2,3,4,5\n",
              "t.csv:1: column 1, 'batsh', is unknown; expected attributes of a row, and 'rounds' "
              "or 'epochs'; did you mean 'batch'?\n"
              "t.csv:1: column 3, 'value', is unknown; expected attributes of a row, and 'rounds' "
              "or 'epochs'\n"
              "t.csv:1: column 4, 'file', is unknown; expected attributes of a row, and 'rounds' "
              "or 'epochs'\n"
              "t.csv:1: column 5, 'round', is unknown; expected attributes of a row, and 'rounds' "
              "or 'epochs'; did you mean 'rounds'?\n");
}

static void a_table_has_one_column_of_values_and_rows(void)
{
    check_bad(TABLE, "batch,learners\n1,2\n",
              "t.csv:1: there is no column 'rounds' or 'epochs'; there are batch, learners\n");
    check_bad(TABLE, "batch,rounds,epochs\n1,2,3\n",
              "t.csv:1: there are columns 'rounds' and 'epochs'; expected one of them\n");
    check_bad(TABLE, "batch,rounds\n", "t.csv:1: there is no row below the header\n");
    check_bad(TABLE, "", "t.csv:1: no header; expected a line with the names of the columns\n");
}

static void a_column_of_what_is_the_same_for_all_is_told(void)
{
    check_bad("<table file=\"t.csv\" batch=\"2\" provenance=\"published\"/>\n",
              "batch,rounds,provenance\n1,2,measured\n",
              "t.csv:1: column 'batch' is given by the <table> too (w.xml:6)\n"
              "t.csv:1: column 'provenance' is given by the <table> too (w.xml:6)\n");
}

static void a_wrong_cell_is_told_at_its_line_and_its_row_left_out(void)
{
    load(TABLE, "batch,data,rounds\n1,iid,2\nx,idd,0\n3,iid,3.5\n");
    CU_ASSERT_EQUAL(workload.row_count, 1);
    check_told("t.csv:3: <table> prop 'batch': 'x' is not one of count from 1 | all\n"
               "t.csv:3: <table> prop 'data': 'idd' is not one of iid | non-iid | dirichlet:ALPHA "
               "| classes:COUNT; did you mean "
               "'iid'?\n"
               "t.csv:3: <table> prop 'rounds': '0' is out of range; expected count from 1\n"
               "t.csv:4: <table> prop 'rounds': '3.5' is not an integer\n");
}

static void the_same_file_wrong_twice_is_wrong_twice(void)
{
    load(CURVE CURVE TABLE TABLE, "rounds,metric\n1,0.5\n");
    CU_ASSERT_EQUAL(workload.row_count, 0);
    unload();
}

/* ---- curves ---- */

static void a_curve_keeps_its_points(void)
{
    load("<curve file=\"t.csv\" direction=\"down\" batch=\"32\" provenance=\"measured\"/>\n",
         "metric,round\n0.9,1\n,2\n0.5,10\n");
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 1);
    const struct wf_convergence *row = workload.rows;
    CU_ASSERT_EQUAL(row->federated, 1);
    CU_ASSERT_EQUAL(row->batch, 32);
    CU_ASSERT(isnan(row->value));
    CU_ASSERT_FATAL(row->curve != NULL);
    CU_ASSERT(row->curve->falls);
    CU_ASSERT_EQUAL_FATAL(row->curve->count, 2);
    CU_ASSERT_EQUAL(row->curve->points[1].step, 10);
    CHECK_CLOSE(row->curve->points[1].metric, 0.5, 0);
    CU_ASSERT_EQUAL(row->curve->points[1].line, 4);
    check_told("");
    load(CURVE, "epoch,metric\n1,0.5\n");
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 1);
    CU_ASSERT_EQUAL(workload.rows[0].federated, 0);
    CU_ASSERT(!workload.rows[0].curve->falls);
    check_told("");
}

static void the_first_recorded_round_at_the_target_reaches_it(void)
{
    load(CURVE, "round,metric\n1,0.5\n4,0.8\n6,0.7\n9,0.8\n");
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 1);
    const struct wf_curve *curve = workload.rows[0].curve;
    CU_ASSERT_EQUAL(wf_curve_reach(curve, 0.4)->step, 1);
    CU_ASSERT_EQUAL(wf_curve_reach(curve, 0.5)->step, 1);
    CU_ASSERT_EQUAL(wf_curve_reach(curve, 0.51)->step, 4);
    CU_ASSERT_EQUAL(wf_curve_reach(curve, 0.8)->step, 4);
    CU_ASSERT_PTR_NULL(wf_curve_reach(curve, 0.81));
    CU_ASSERT_PTR_NULL(wf_curve_reach(curve, NAN));
    CU_ASSERT_EQUAL(wf_curve_best(curve)->step, 4);
    struct wf_curve falling = *curve;
    falling.falls = true;
    CU_ASSERT_EQUAL(wf_curve_reach(&falling, 0.5)->step, 1);
    CU_ASSERT_PTR_NULL(wf_curve_reach(&falling, 0.4));
    CU_ASSERT_EQUAL(wf_curve_best(&falling)->step, 1);
    check_told("");
}

static void a_curve_needs_file_direction_and_provenance(void)
{
    check_bad("<curve value=\"3\" target=\"0.5\"/>\n", NULL,
              "w.xml:6: <curve> attribute 'value' has no meaning here\n"
              "w.xml:6: <curve> attribute 'target' has no meaning here\n"
              "w.xml:6: <curve> needs the attribute 'file'\n"
              "w.xml:6: <curve> needs the attribute 'direction' (up or down)\n"
              "w.xml:6: <curve> needs the attribute 'provenance' (measured, fitted, published, "
              "derived or assumed)\n");
    check_bad(
        CURVE, NULL,
        "w.xml:6: <curve> attribute 'file': cannot read 't.csv': No such file or directory\n");
}

static void a_curve_has_rounds_or_epochs_and_a_metric(void)
{
    check_bad(CURVE, "rounds,metrik\n1,2\n",
              "t.csv:1: there is no column 'round' or 'epoch'; there are rounds, metrik\n"
              "t.csv:1: there is no column 'metric'; there are rounds, metrik; did you mean "
              "'metrik'?\n"
              "t.csv:1: column 1, 'rounds', is unknown; expected 'round' or 'epoch', and "
              "'metric'\n"
              "t.csv:1: column 2, 'metrik', is unknown; expected 'round' or 'epoch', and "
              "'metric'\n");
    check_bad(CURVE, "round,epoch,metric\n1,1,2\n",
              "t.csv:1: there are columns 'round' and 'epoch'; expected one of them\n");
    check_bad(CURVE, "round,metric\n1,\n", "t.csv:1: there is no metric below the header\n");
}

static void rounds_of_a_curve_ascend_from_one(void)
{
    load(CURVE, "round,metric\n0,0.1\n1,x\n5,0.5\n5,0.6\n4,0.7\n,0.8\n");
    CU_ASSERT_EQUAL(workload.row_count, 0);
    check_told("t.csv:2: <curve> prop 'round': '0' is out of range; expected count from 1\n"
               "t.csv:3: <curve> prop 'metric': 'x' is not a decimal number\n"
               "t.csv:5: <curve> prop 'round': 5 does not come after 5; expected ascending "
               "numbers\n"
               "t.csv:6: <curve> prop 'round': 4 does not come after 5; expected ascending "
               "numbers\n"
               "t.csv:7: <curve> prop 'round': '' is empty; expected a count (e.g. '100')\n");
}

/* ---- the workloads that ship ---- */

static double rounds_of(const struct wf_convergence_query *query, const char *message)
{
    struct wf_convergence_result result;
    char *why = NULL;
    bool found = wf_convergence_find(&workload, query, &arena, &result, &why);
    CHECK_TEXT(why, message);
    free(why);
    return found ? result.value : 0;
}

static void load_shipped(const char *path)
{
    struct wf_err err = {0};
    wf_diag_init(&diag);
    wf_arena_init(&arena);
    CU_ASSERT_EQUAL_FATAL(wf_workload_load(path, &arena, &workload, &diag, &err), 0);
}

static void the_cnn_of_mcmahan_needs_the_published_rounds(void)
{
    load_shipped("deployments/workloads/mnist-cnn.xml");
    CU_ASSERT_EQUAL(workload.row_count, 37);
    struct wf_convergence_query query = wf_convergence_query_init(true);
    query.batch = 10, query.local_epochs = 5, query.active = 10, query.learners = 100;
    query.data = WF_IID, query.target = 0.99;
    CU_ASSERT_EQUAL(rounds_of(&query, NULL), 20);
    query.data = WF_NON_IID;
    CU_ASSERT_EQUAL(rounds_of(&query, NULL), 229);
    query.active = 1;
    CU_ASSERT_EQUAL(rounds_of(&query, NULL), 956);
    query.active = 15; /* by the model of the table: unit.workload.rounds_model */
    CU_ASSERT_EQUAL(rounds_of(&query, NULL), 249);
    query.active = 100, query.batch = WF_BATCH_ALL;
    rounds_of(&query, "the target was not reached with these settings (line 37 of "
                      "deployments/workloads/mnist-cnn.csv: batch=all local-epochs=5 learners=100 "
                      "target=0.99 fraction=1 data=classes:2)");
    check_told("");
}

static void a_word_has_the_interval_of_its_value(void)
{
    load("<rounds value=\"90\" provenance=\"assumed:45..240\"/>\n"
         "<epochs value=\"12.5\" provenance=\"measured:12..13\"/>\n"
         "<rounds value=\"9\" active=\"2\" provenance=\"published\"/>\n",
         NULL);
    CU_ASSERT_EQUAL_FATAL(workload.row_count, 3);
    CU_ASSERT_EQUAL(workload.rows[0].provenance, WF_ASSUMED);
    CHECK_CLOSE(workload.rows[0].low, 45, 0);
    CHECK_CLOSE(workload.rows[0].high, 240, 0);
    CU_ASSERT_EQUAL(workload.rows[1].provenance, WF_MEASURED);
    CHECK_CLOSE(workload.rows[1].low, 12, 0);
    CHECK_CLOSE(workload.rows[1].high, 13, 0);
    CU_ASSERT(isnan(workload.rows[2].low) && isnan(workload.rows[2].high));
    CU_ASSERT_EQUAL(diag.count, 0);
    unload();
}

static void an_interval_is_checked(void)
{
    load("<rounds value=\"90\" provenance=\"assumed:95..240\"/>\n", NULL);
    check_told("w.xml:6: warning: <rounds> value: 90, outside its own interval, 95 to 240\n");
    load("<rounds value=\"90\" provenance=\"assumed:240..45\"/>\n", NULL);
    CU_ASSERT_EQUAL(diag.error_count, 1);
    unload();
    load("<rounds value=\"90\" provenance=\"guessed:45..240\"/>\n", NULL);
    CU_ASSERT_EQUAL(diag.error_count, 1);
    unload();
}

static const struct wf_test tests[] = {
    WF_TEST(a_word_has_the_interval_of_its_value),
    WF_TEST(an_interval_is_checked),
    WF_TEST(a_row_keeps_what_it_asks_for),
    WF_TEST(rounds_are_a_number_or_a_ratio_of_passes),
    WF_TEST(what_a_row_does_not_ask_for_is_unset_or_plain),
    WF_TEST(a_word_for_a_batch_is_all_alone),
    WF_TEST(a_row_has_no_file),
    WF_TEST(a_table_is_rows_with_lines_of_their_own),
    WF_TEST(a_table_may_tell_epochs),
    WF_TEST(epochs_may_have_a_fraction),
    WF_TEST(rounds_are_whole),
    WF_TEST(many_tables_and_rows_go_together),
    WF_TEST(a_table_needs_file_and_provenance),
    WF_TEST(an_unknown_column_is_told),
    WF_TEST(a_table_has_one_column_of_values_and_rows),
    WF_TEST(a_column_of_what_is_the_same_for_all_is_told),
    WF_TEST(a_wrong_cell_is_told_at_its_line_and_its_row_left_out),
    WF_TEST(the_same_file_wrong_twice_is_wrong_twice),
    WF_TEST(a_curve_keeps_its_points),
    WF_TEST(the_first_recorded_round_at_the_target_reaches_it),
    WF_TEST(a_curve_needs_file_direction_and_provenance),
    WF_TEST(a_curve_has_rounds_or_epochs_and_a_metric),
    WF_TEST(rounds_of_a_curve_ascend_from_one),
    WF_TEST(the_cnn_of_mcmahan_needs_the_published_rounds),
};

int main(void)
{
    if (!mkdtemp(folder))
        return 1;
    int status = wf_suite_run("convergence_reader", tests, sizeof tests / sizeof tests[0]);
    static const char *const names[] = {"/w.xml", "/t.csv", ""};
    for (size_t i = 0; i < 3; i++) {
        char *path = wf_format("%s%s", folder, names[i]);
        remove(path);
        free(path);
    }
    return status;
}
