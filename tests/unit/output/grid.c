#include "output/grid.h"

#include "suite.h"
#include <stdlib.h>
#include <string.h>

static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT};

static void check_render(struct wf_grid *grid, size_t width, const char *expected)
{
    struct wf_buffer out = {0};
    wf_grid_render(grid, width, &out);
    CHECK_TEXT(out.text, expected);
    wf_buffer_release(&out);
}

static void columns_are_as_wide_as_their_cells(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_row(&grid, "edge", "312 kJ", "10 hosts");
    wf_grid_row(&grid, "datacentre", "4 J", "one");
    wf_grid_row(&grid, "network", "-");
    wf_grid_row(&grid, NULL, NULL, NULL);
    check_render(&grid, 100,
                 "edge        312 kJ  10 hosts\n"
                 "datacentre     4 J  one\n"
                 "network          -\n"
                 "\n");
    wf_grid_release(&grid);
}

static void a_header_may_be_underlined(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_row(&grid, "kind", "energy", "note");
    wf_grid_add_rule(&grid);
    wf_grid_row(&grid, "a", "123456789", "n");
    check_render(&grid, 100,
                 "kind     energy  note\n"
                 "----  ---------  ----\n"
                 "a     123456789  n\n");
    wf_grid_release(&grid);
}

static void a_line_widens_no_column(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_add_line(&grid, "a heading longer than the table");
    wf_grid_row(&grid, "a", "1", "x");
    wf_grid_add_line(&grid, "");
    wf_grid_row(&grid, "b", "2", "y");
    check_render(&grid, 20,
                 "a heading longer\n"
                 "  than the table\n"
                 "a  1  x\n"
                 "\n"
                 "b  2  y\n");
    wf_grid_release(&grid);
}

static void what_is_too_wide_is_wrapped_at_blanks(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_row(&grid, "rounds", "119", "mean of five runs, as published by their authors");
    wf_grid_row(&grid, "a", "1", "b");
    check_render(&grid, 30,
                 "rounds  119  mean of five\n"
                 "             runs, as\n"
                 "             published by\n"
                 "             their authors\n"
                 "a         1  b\n");
    wf_grid_release(&grid);
}

static void the_widest_left_column_gives_way_first(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_row(&grid, "a kind of twenty five let", "1234567890123456", "short note of 17c");
    check_render(&grid, 54,
                 "a kind of twenty   1234567890123456  short note of 17c\n"
                 "five let\n");
    wf_grid_release(&grid);
}

static void a_right_column_keeps_its_width(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 2);
    wf_grid_row(&grid, "aaa bbb", "12 kWh");
    check_render(&grid, 11,
                 "aaa  12 kWh\n"
                 "bbb\n");
    wf_grid_release(&grid);
}

static void nothing_is_cut(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_row(&grid, "a", "12345678901234567890",
                "see deployments/workloads/resnet18.xml:29 there");
    check_render(&grid, 30,
                 "a  12345678901234567890  see\n"
                 "                         deployments/workloads/resnet18.xml:29\n"
                 "                         there\n");
    wf_grid_release(&grid);
}

static void widths_count_characters_and_cells_are_one_line(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    wf_grid_row(&grid, "t\xc3\xa9l\xc3\xa9phone", "1", "a\nb\tc");
    wf_grid_row(&grid, "telephone", "1", "d");
    check_render(&grid, 100,
                 "t\xc3\xa9l\xc3\xa9phone  1  a b c\n"
                 "telephone  1  d\n");
    wf_grid_release(&grid);
}

static void an_empty_table_is_no_text(void)
{
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    check_render(&grid, 100, NULL);
    wf_grid_release(&grid);
    wf_grid_release(NULL);
}

static const struct wf_test tests[] = {
    WF_TEST(columns_are_as_wide_as_their_cells),
    WF_TEST(a_header_may_be_underlined),
    WF_TEST(a_line_widens_no_column),
    WF_TEST(what_is_too_wide_is_wrapped_at_blanks),
    WF_TEST(the_widest_left_column_gives_way_first),
    WF_TEST(a_right_column_keeps_its_width),
    WF_TEST(nothing_is_cut),
    WF_TEST(widths_count_characters_and_cells_are_one_line),
    WF_TEST(an_empty_table_is_no_text),
};

int main(void)
{
    return wf_suite_run("grid", tests, sizeof tests / sizeof tests[0]);
}
