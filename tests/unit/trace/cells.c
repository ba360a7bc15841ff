#include "trace/cells.h"

#include "suite.h"
#include "trace/duration.h"
#include <stdio.h>
#include <string.h>

/* The cells of a line, in bars. */
static void cut(const char *line, char separator, const char *expected)
{
    static struct wf_cells cells;
    char text[256] = "";
    wf_cells_cut(&cells, line, separator);
    for (size_t i = 0; i < cells.count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", i ? "|" : "",
                 (int)cells.cell[i].length, cells.cell[i].text);
    CHECK_TEXT(text, expected);
}

static void lines_are_cut_at_separators(void)
{
    cut("a, b ,\tc\t", ',', "a|b|c");
    cut("", ',', "");
    cut("a,,", ',', "a||");
    cut("a\t\tb c", '\t', "a||b c");
    cut("  a \t b  ", ' ', "a|b");
}

static void quotes_hold_separators(void)
{
    cut("\"a, b\",c", ',', "a, b|c");
    cut(" \"a \"\"b\"\"\" ,c", ',', "a \"\"b\"\"|c");
    cut("\"a,b", ',', "a,b");
    cut("\"\",\"", ',', "|");
}

static void a_line_of_many_cells_is_cut_short(void)
{
    static struct wf_cells cells;
    char line[2 * WF_CELLS_MOST];
    memset(line, ',', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    wf_cells_cut(&cells, line, ',');
    CU_ASSERT_EQUAL(cells.count, WF_CELLS_MOST);
    CU_ASSERT_EQUAL(wf_cells_at(&cells, WF_CELLS_MOST).length, 0);
    CU_ASSERT_EQUAL(wf_cells_at(&cells, -1).length, 0);
}

static void columns_are_found_by_name(void)
{
    static struct wf_cells cells;
    char why[128];
    wf_cells_cut(&cells, "time,power", ',');
    CU_ASSERT_EQUAL(wf_cells_find(&cells, "power"), 1);
    CU_ASSERT_EQUAL(wf_cells_find(&cells, "pow"), -1);
    CHECK_TEXT(wf_cells_missing(&cells, "watts", why, sizeof why),
               "there is no column 'watts'; there are 'time', 'power'");
    wf_cells_cut(&cells, "a,b,c,d,e,f,g,h,i,j,k,l,m", ',');
    CHECK_TEXT(wf_cells_missing(&cells, "x", why, sizeof why),
               "there is no column 'x'; there are 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', "
               "'j', 'k', 'l', ..");
}

static struct wf_cell cell(const char *text)
{
    return (struct wf_cell){text, strlen(text)};
}

static void quantities_may_have_their_unit(void)
{
    double value = 7;
    CU_ASSERT(wf_cell_quantity(cell("72.36 W"), "W", &value));
    CHECK_CLOSE(value, 72.36, 0);
    CU_ASSERT(wf_cell_quantity(cell("5W"), "W", &value));
    CHECK_CLOSE(value, 5, 0);
    CU_ASSERT(wf_cell_quantity(cell("6"), "W", &value));
    CHECK_CLOSE(value, 6, 0);
    CU_ASSERT(!wf_cell_quantity(cell("7 mW"), "W", &value));
    CU_ASSERT(!wf_cell_quantity(cell("W"), "W", &value));
    CHECK_CLOSE(value, 6, 0);
}

static void lists_hold_whole_names(void)
{
    CU_ASSERT(wf_list_has("a, bc", cell("bc")));
    CU_ASSERT(!wf_list_has("a, bc", cell("b")));
    CU_ASSERT(!wf_list_has("", cell("")));
}

static void spans_stay_within_64_bits(void)
{
    CU_ASSERT_EQUAL(wf_time_after(5, 1.5), INT64_C(1500000005));
    CU_ASSERT_EQUAL(wf_time_after(5, -1e-9), 4);
    CU_ASSERT_EQUAL(wf_time_after(5, NAN), 5);
    CU_ASSERT_EQUAL(wf_time_after(5, INFINITY), INT64_MAX);
    CU_ASSERT_EQUAL(wf_time_after(INT64_MAX - 5, 1), INT64_MAX);
    CU_ASSERT_EQUAL(wf_time_after(INT64_MIN + 5, -1), INT64_MIN);
    CU_ASSERT_EQUAL(wf_time_between(-3, 4), 7);
    CU_ASSERT_EQUAL(wf_time_between(INT64_MIN, 4), INT64_MAX);
    CU_ASSERT_EQUAL(wf_time_between(INT64_MAX, -4), INT64_MIN);
    CHECK_CLOSE(wf_time_seconds(-3, 4), 7e-9, 0);
    CHECK_CLOSE(wf_time_seconds(INT64_MIN, INT64_MAX), 18446744073.709551616, 1e-15);
}

static const struct wf_test tests[] = {
    WF_TEST(lines_are_cut_at_separators),       WF_TEST(quotes_hold_separators),
    WF_TEST(a_line_of_many_cells_is_cut_short), WF_TEST(columns_are_found_by_name),
    WF_TEST(quantities_may_have_their_unit),    WF_TEST(lists_hold_whole_names),
    WF_TEST(spans_stay_within_64_bits),
};

int main(void)
{
    return wf_suite_run("cells", tests, sizeof tests / sizeof *tests);
}
