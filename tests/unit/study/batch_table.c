#include "study/batch_table.h"

#include "fixture.h"
#include <math.h>

static struct wf_batch_table table;

static int read_table(const char *text, double epoch_samples)
{
    return wf_batch_table_load(fixture_file(text), NULL, 0, epoch_samples, &table, &fixture_diag,
                               &fixture_err);
}

static void end(void)
{
    wf_batch_table_release(&table);
    fixture_end();
}

static void check_first(const char *text, double epoch_samples, double samples_per_s,
                        double power_w)
{
    CU_ASSERT_EQUAL_FATAL(read_table(text, epoch_samples), 0);
    CU_ASSERT_FATAL(table.count >= 1);
    CHECK_CLOSE(table.rows[0].batch, 8, 0);
    CHECK_CLOSE(table.rows[0].samples_per_s, samples_per_s, 1e-15);
    CU_ASSERT_EQUAL(isnan(table.rows[0].power_w), isnan(power_w));
    if (!isnan(power_w))
        CHECK_CLOSE(table.rows[0].power_w, power_w, 1e-15);
    end();
}

/* 40 samples/s; 200 W, 5 J a sample. */
static void speed_and_power_are_told_by_several_columns(void)
{
    check_first("batch,throughput_samples_per_s,power_w\n8,40,200\n", NAN, 40, 200);
    check_first("batch_size,time_per_epoch,average_power\n8,25,200\n", 1000, 40, 200);
    check_first("batch,samples,time_s,energy_j\n8,1000,25,5000\n", NAN, 40, 200);
    check_first("batch,epochs,time_s,energy_j\n8,2,50,10000\n", 1000, 40, 200);
    check_first("batch,samples_per_s,samples,energy_j\n8,40,1000,5000\n", NAN, 40, 200);
    check_first("batch,throughput\n8,40\n", NAN, 40, NAN);
    /* a time with a start-up in it: the throughput is of training, the power of all */
    check_first("batch,throughput,time_s,samples,energy_j\n8,40,50,1000,5000\n", NAN, 40, 100);
}

static void rows_without_a_batch_are_passed_over(void)
{
    CU_ASSERT_EQUAL(read_table("workload,batch,throughput\nidle,,\na,8,40\na,16,60\n", NAN), 0);
    CU_ASSERT_EQUAL_FATAL(table.count, 2);
    CU_ASSERT_EQUAL(table.lines[1], 4);
    end();
}

static void check_refused(const char *text, uint32_t line, const char *message)
{
    CU_ASSERT_EQUAL(read_table(text, NAN), -1);
    CHECK_TEXT(fixture_message(line), message);
    end();
}

static void what_does_not_tell_is_refused(void)
{
    check_refused("size,throughput\n8,40\n", 1,
                  "there is no column 'batch'; there are size, throughput");
    check_refused(
        "batch,time_s,power_w\n8,40,1\n", 1,
        "no column tells the speed; expected throughput_samples_per_s, time_per_epoch, or "
        "time_s with samples or epochs");
    check_refused("batch,time_per_epoch\n8,40\n", 1,
                  "the time is of epochs, and how many samples they have is not known; expected "
                  "--epoch-samples");
    check_refused("batch,throughput,energy_j\n8,40,1\n", 1,
                  "column 'energy_j' alone tells no power; expected time_s or samples as well");
    check_refused("batch,throughput\n8,0\n", 2, "column 'throughput': '0'; expected more than 0");
    check_refused("batch,throughput\n0.5,40\n", 2, "column 'batch': 0.5; expected 1 or more");
    check_refused("batch,throughput\n8,\n", 2, "batch 8 has no speed");
    check_refused("batch,throughput\n,4\n", 1, "no row has a batch");
    check_refused("batch,throughput,power_limit\n8,40,100\n16,60,250\n", 3,
                  "column 'power_limit': '250' here and '100' in line 2: runs that differ in it "
                  "cost differently; fit one kind at a time: --where power_limit=100");
}

static void rows_are_chosen(void)
{
    const struct wf_where where[] = {{"network", "a"}, {"power_limit", "250.0"}};
    const char *text = "batch,throughput,network,power_limit\n8,40,a,250\n8,41,b,250\n8,42,a,100\n";
    CU_ASSERT_EQUAL(
        wf_batch_table_load(fixture_file(text), where, 2, NAN, &table, &fixture_diag, &fixture_err),
        0);
    CU_ASSERT_EQUAL_FATAL(table.count, 1);
    CHECK_CLOSE(table.rows[0].samples_per_s, 40, 0);
    end();
    CU_ASSERT_EQUAL(wf_batch_table_load(fixture_file("batch,throughput,network\n8,40,b\n"), where,
                                        1, NAN, &table, &fixture_diag, &fixture_err),
                    -1);
    CHECK_TEXT(fixture_message(1), "no row is left by --where");
    end();
    CU_ASSERT_EQUAL(wf_batch_table_load(fixture_file("batch,throughput\n8,40\n"), where, 1, NAN,
                                        &table, &fixture_diag, &fixture_err),
                    -1);
    CHECK_TEXT(fixture_message(1), "there is no column 'network'; there are batch, throughput");
    end();
}

static const struct wf_test tests[] = {
    WF_TEST(speed_and_power_are_told_by_several_columns),
    WF_TEST(rows_without_a_batch_are_passed_over),
    WF_TEST(what_does_not_tell_is_refused),
    WF_TEST(rows_are_chosen),
};

int main(void)
{
    return wf_suite_run("batch_table", tests, sizeof tests / sizeof tests[0]);
}
