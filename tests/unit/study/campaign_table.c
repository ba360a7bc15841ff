#include "study/campaign.h"

#include "fixture.h"
#include <math.h>

static struct wf_campaign_table table;

static int load(const char *text)
{
    return wf_campaign_table_load(fixture_file(text), &table, &fixture_diag, &fixture_err);
}

static void end(void)
{
    wf_campaign_table_release(&table);
    fixture_end();
}

static void columns_are_found_by_name(void)
{
    CU_ASSERT_EQUAL(
        load("# said\nserver_j,note,rounds,time_s,local_epochs\n5,x,3,7.5,2\n,y,4,,1\n"), 0);
    CU_ASSERT_EQUAL_FATAL(table.count, 2);
    CHECK_CLOSE(table.rows[0].local_epochs, 2, 0);
    CHECK_CLOSE(table.rows[0].rounds, 3, 0);
    CHECK_CLOSE(table.rows[0].time_s, 7.5, 0);
    CHECK_CLOSE(table.rows[0].server_j, 5, 0);
    CU_ASSERT(isnan(table.rows[0].clients_j));
    CU_ASSERT(isnan(table.rows[1].time_s) && isnan(table.rows[1].server_j));
    CU_ASSERT_EQUAL(table.lines[1], 4);
    end();
}

static void a_missing_column_is_reported(void)
{
    CU_ASSERT_EQUAL(load("local_epoch,rounds,time_s\n1,2,3\n"), -1);
    CU_ASSERT_EQUAL(fixture_err.code, WF_EINPUT);
    CHECK_TEXT(fixture_message(1),
               "there is no column 'local_epochs'; there are local_epoch, rounds, "
               "time_s; did you mean 'local_epoch'?");
    end();
    CU_ASSERT_EQUAL(load("local_epochs,rounds\n1,2\n"), -1);
    CHECK_TEXT(fixture_message(1), "there is no column 'time_s'; there are local_epochs, rounds");
    end();
}

static void cells_that_are_no_measurement_are_reported(void)
{
    CU_ASSERT_EQUAL(load("local_epochs,rounds,time_s\n1,2,-3\n"), -1);
    CHECK_TEXT(fixture_message(2),
               "column 'time_s': -3 is below 0; expected 0 or more, or an empty "
               "cell where it was not measured");
    end();
    CU_ASSERT_EQUAL(load("local_epochs,rounds,time_s\n1,2,3\n1,2,soon\n"), -1);
    CHECK_TEXT(fixture_message(3), "column 'time_s': 'soon' is not a decimal number");
    end();
    CU_ASSERT_EQUAL(load("local_epochs,rounds,time_s\n1,0,3\n"), -1);
    CHECK_TEXT(fixture_message(2), "column 'rounds': '0'; expected more than 0");
    end();
    CU_ASSERT_EQUAL(load("local_epochs,rounds,time_s\n,5,3\n"), -1);
    CHECK_TEXT(fixture_message(2), "column 'local_epochs': ''; expected more than 0");
    end();
}

static const struct wf_test tests[] = {WF_TEST(columns_are_found_by_name),
                                       WF_TEST(a_missing_column_is_reported),
                                       WF_TEST(cells_that_are_no_measurement_are_reported)};

int main(void)
{
    return wf_suite_run("campaign table", tests, sizeof tests / sizeof *tests);
}
