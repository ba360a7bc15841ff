#include "file/table.h"

#include "base/text.h"
#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/wattfleet-table-XXXXXX";
static struct wf_table table;
static struct wf_diag diag;

static void load_bytes(const char *bytes, size_t length)
{
    struct wf_err err = {0};
    strcpy(path + sizeof path - 7, "XXXXXX");
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, bytes, length), (ssize_t)length);
    close(fd);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_table_load(path, &table, &diag, &err), 0);
    unlink(path);
}

static void load(const char *text)
{
    load_bytes(text, strlen(text));
}

static void release(void)
{
    wf_table_release(&table);
    wf_diag_release(&diag);
}

static void cell(size_t row, size_t column, const char *expected)
{
    CU_ASSERT_FATAL(row < table.row_count && column < table.column_count);
    CU_ASSERT_STRING_EQUAL(table.rows[row].cells[column], expected);
}

static void told(uint32_t line, const char *text)
{
    CU_ASSERT_EQUAL_FATAL(diag.count, 1);
    CU_ASSERT_EQUAL(diag.entries[0].line, line);
    CHECK_TEXT(diag.entries[0].text, text);
}

static void names_and_cells_are_read_with_their_lines(void)
{
    load("# a comment\n\ntime,value\n0, 1.5 \n# between\n1,\n");
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL(table.line, 3);
    CU_ASSERT_EQUAL_FATAL(table.row_count, 2);
    CU_ASSERT_EQUAL(table.rows[0].line, 4);
    CU_ASSERT_EQUAL(table.rows[1].line, 6);
    CU_ASSERT_EQUAL(wf_table_column(&table, "value"), 1);
    CU_ASSERT_EQUAL(wf_table_column(&table, "power"), -1);
    cell(0, 0, "0");
    cell(0, 1, "1.5");
    cell(1, 1, "");
    release();
}

static void line_ends_and_a_byte_order_mark_change_nothing(void)
{
    load("\xef\xbb\xbf"
         "a,b\r\n1,2\r\n3,4");
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(table.row_count, 2);
    CU_ASSERT_STRING_EQUAL(table.columns[0], "a");
    CU_ASSERT_STRING_EQUAL(table.columns[1], "b");
    cell(0, 1, "2");
    cell(1, 1, "4");
    release();
}

static void quotes_keep_commas_lines_and_doubled_quotes(void)
{
    load("a,b\n\"1,5\", \"say \"\"no\"\"\" \n\"two\nlines\",x\n3,4\n");
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(table.row_count, 3);
    cell(0, 0, "1,5");
    cell(0, 1, "say \"no\"");
    cell(1, 0, "two\nlines");
    CU_ASSERT_EQUAL(table.rows[2].line, 5);
    release();
}

static void a_row_of_another_width_is_told_and_left_out(void)
{
    load("a,b\n1,2\n3\n4,5\n");
    told(3, "1 cell; expected 2, as in the header on line 1");
    CU_ASSERT_EQUAL(table.row_count, 2);
    release();
}

static void a_quote_without_end_is_told_where_it_begins(void)
{
    load("a,b\n1,\"2\n3,4\n");
    told(2, "a quote has no end");
    release();
}

static void text_behind_a_quote_is_told(void)
{
    load("a,b\n1,\"2\"x\n3,4\n");
    told(2, "text behind a quote; expected a comma");
    release();
}

static void a_nul_byte_is_told(void)
{
    load_bytes("a,b\n1,\0\n", 8);
    told(2, "a NUL byte; expected text");
    release();
}

static void two_columns_of_one_name_are_told(void)
{
    load("a,b,a\n1,2,3\n");
    told(1, "columns 1 and 3 are both called 'a'");
    release();
}

static void an_empty_file_has_no_header(void)
{
    load("");
    told(1, "no header; expected a line with the names of the columns");
    release();
}

static void a_missing_column_is_told_with_the_nearest(void)
{
    load("time,intensity\n0,1\n");
    CU_ASSERT_EQUAL(wf_table_need_column(&table, "intensty", &diag), -1);
    told(1, "there is no column 'intensty'; there are time, intensity; did you mean 'intensity'?");
    release();
}

static void a_file_of_another_kind_is_not_told_line_by_line(void)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "a,b\n");
    for (int i = 0; i < 5000; i++)
        wf_buffer_printf(&text, "1\n");
    load_bytes(text.text, text.length);
    CU_ASSERT_EQUAL(diag.count, 1001);
    CHECK_TEXT(diag.entries[1000].text, "4000 more mistakes are not shown");
    wf_buffer_release(&text);
    release();
}

static void a_file_that_is_not_there_is_an_error(void)
{
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_table_load("/nonexistent.csv", &table, &diag, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CHECK_TEXT(err.text, "cannot read '/nonexistent.csv': No such file or directory");
    wf_table_release(&table);
    CU_ASSERT_EQUAL(wf_table_load("/tmp", &table, &diag, &err), -1);
    CHECK_TEXT(err.text, "'/tmp' is not a regular file (it is read more than once)");
    release();
}

/* As the file would be, its text untouched. */
static void a_table_is_read_from_text_as_well(void)
{
    static const char text[] = "a,b\n\"x \"\"y\"\"\",2\nz\n";
    wf_diag_init(&diag);
    wf_table_read("made.csv", text, sizeof text - 1, &table, &diag);
    CU_ASSERT_EQUAL_FATAL(table.row_count, 1);
    cell(0, 0, "x \"y\"");
    cell(0, 1, "2");
    CHECK_TEXT(table.path, "made.csv");
    CU_ASSERT_EQUAL_FATAL(diag.count, 1);
    CHECK_TEXT(diag.entries[0].file, "made.csv");
    CU_ASSERT_EQUAL(diag.entries[0].line, 3);
    release();
}

static const struct wf_test tests[] = {
    WF_TEST(a_table_is_read_from_text_as_well),
    WF_TEST(names_and_cells_are_read_with_their_lines),
    WF_TEST(line_ends_and_a_byte_order_mark_change_nothing),
    WF_TEST(quotes_keep_commas_lines_and_doubled_quotes),
    WF_TEST(a_row_of_another_width_is_told_and_left_out),
    WF_TEST(a_quote_without_end_is_told_where_it_begins),
    WF_TEST(text_behind_a_quote_is_told),
    WF_TEST(a_nul_byte_is_told),
    WF_TEST(two_columns_of_one_name_are_told),
    WF_TEST(an_empty_file_has_no_header),
    WF_TEST(a_missing_column_is_told_with_the_nearest),
    WF_TEST(a_file_of_another_kind_is_not_told_line_by_line),
    WF_TEST(a_file_that_is_not_there_is_an_error),
};

int main(void)
{
    return wf_suite_run("table", tests, sizeof tests / sizeof tests[0]);
}
