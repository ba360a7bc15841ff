#include "workload/compression.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct wf_workload workload;
static struct wf_diag diag;
static struct wf_arena arena;

/* Line 5 of the workload is the first of the body. */
static void load(const char *body)
{
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    int fd = mkstemp(path);
    struct wf_err err = {0};
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT(dprintf(fd,
                      "<workload version=\"1\" id=\"toy\">\n<prop id=\"parameters\" "
                      "value=\"1e6\"/>\n<prop id=\"training-flop\" value=\"6 Gflop\"/>\n"
                      "<prop id=\"samples\" value=\"500\"/>\n%s</workload>\n",
                      body) > 0);
    close(fd);
    wf_diag_init(&diag);
    wf_arena_init(&arena);
    CU_ASSERT_EQUAL(wf_workload_load(path, &arena, &workload, &diag, &err), 0);
    unlink(path);
    workload.path = "w.xml";
    wf_compression_check(&workload, &diag);
}

static void unload(void)
{
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

static void check_told(const char *expected)
{
    struct wf_buffer told = {0};
    wf_buffer_add(&told, "", 0);
    for (size_t i = 0; i < diag.count; i++)
        wf_buffer_printf(&told, "%u: %s\n", diag.entries[i].line, diag.entries[i].text);
    CHECK_TEXT(told.text, expected);
    wf_buffer_release(&told);
}

/* Factor found, NaN where none; the message is then @p message. */
static double factor(double uplink_bits, double uplink_share, double downlink_bits,
                     double downlink_share, const char *message)
{
    char *why = NULL;
    const struct wf_compression *row = wf_compression_find(&workload, uplink_bits, uplink_share,
                                                           downlink_bits, downlink_share, &why);
    CHECK_TEXT(why, message);
    free(why);
    return row ? row->rounds_factor : NAN;
}

#define ROW(attributes) "<compression " attributes " provenance=\"measured\" source=\"s\"/>\n"

static void without_compression_rounds_stay(void)
{
    load("");
    CHECK_CLOSE(factor(NAN, NAN, NAN, NAN, NULL), 1, 0);
    char *why = NULL;
    const struct wf_compression *row = wf_compression_find(&workload, NAN, NAN, NAN, NAN, &why);
    CU_ASSERT_EQUAL_FATAL(row != NULL, 1);
    CU_ASSERT_EQUAL(row->provenance, WF_CHOICE_UNSET);
    CU_ASSERT_PTR_NULL(row->origin.file);
    check_told("");
    unload();
}

static void a_row_holds_for_its_compression_alone(void)
{
    load(ROW("uplink-bits=\"8\" rounds-factor=\"1.05\"") ROW(
        "uplink-bits=\"8\" uplink-share=\"10 %\" downlink-bits=\"16\" downlink-share=\"0.5\" "
        "rounds-factor=\"2\"") ROW("downlink-bits=\"8\" rounds-factor=\"1.5\""));
    check_told("");
    CU_ASSERT_EQUAL_FATAL(workload.compression_count, 3);
    CHECK_TEXT(workload.compressions[0].source, "s");
    CU_ASSERT_EQUAL(workload.compressions[0].provenance, WF_MEASURED);
    CU_ASSERT_EQUAL(workload.compressions[2].origin.line, 7);
    CHECK_CLOSE(factor(8, NAN, NAN, NAN, NULL), 1.05, 0);
    CHECK_CLOSE(factor(NAN, NAN, 8, NAN, NULL), 1.5, 0);
    CHECK_CLOSE(factor(8, 0.1, 16, 0.5, NULL), 2, 0);
#define ROWS                                                                                       \
    "; there are line 5: uplink-bits=8; line 6: uplink-bits=8 uplink-share=0.1 downlink-bits=16 "  \
    "downlink-share=0.5; line 7: downlink-bits=8"
    CU_ASSERT(isnan(factor(7, 0.1, 16, 0.5,
                           "no <compression> row of w.xml fits uplink-bits=7 uplink-share=0.1 "
                           "downlink-bits=16 downlink-share=0.5" ROWS)));
    CU_ASSERT(isnan(factor(8, 0.2, 16, 0.5,
                           "no <compression> row of w.xml fits uplink-bits=8 uplink-share=0.2 "
                           "downlink-bits=16 downlink-share=0.5" ROWS)));
    CU_ASSERT(isnan(factor(8, 0.1, 8, 0.5,
                           "no <compression> row of w.xml fits uplink-bits=8 uplink-share=0.1 "
                           "downlink-bits=8 downlink-share=0.5" ROWS)));
    CU_ASSERT(isnan(factor(8, 0.1, 16, NAN,
                           "no <compression> row of w.xml fits uplink-bits=8 uplink-share=0.1 "
                           "downlink-bits=16" ROWS)));
    unload();
}

static void where_there_is_no_row_the_message_says_so(void)
{
    load("");
    CU_ASSERT(isnan(factor(8, NAN, NAN, NAN,
                           "w.xml has no <compression> row; expected one for uplink-bits=8")));
    unload();
}

static void full_precision_and_all_parameters_are_no_compression(void)
{
    load(ROW("uplink-bits=\"8\" uplink-share=\"100 %\" rounds-factor=\"1.05\""));
    check_told("");
    CHECK_CLOSE(factor(32, 1, 64, NAN, NULL), 1, 0);
    CHECK_CLOSE(factor(8, NAN, 32, 1, NULL), 1.05, 0);
    unload();
    load("<prop id=\"bytes-per-parameter\" value=\"2 B\"/>\n");
    CHECK_CLOSE(factor(16, NAN, NAN, NAN, NULL), 1, 0);
    unload();
}

static void what_a_compression_needs_is_told(void)
{
    load("<compression uplink-bit=\"8\" rounds-factor=\"0\"/>\n");
    check_told("5: <compression> attribute 'uplink-bit' is unknown; did you mean 'uplink-bits'?\n"
               "5: <compression> prop 'rounds-factor': '0' is out of range; expected number > 0 up "
               "to 1000000\n"
               "5: <compression> compresses nothing; expected 'uplink-bits', 'uplink-share', "
               "'downlink-bits' or 'downlink-share'\n"
               "5: <compression> needs the attribute 'provenance' (measured, fitted, published, "
               "derived or assumed)\n");
    unload();
    load(ROW("uplink-bits=\"0.5\" uplink-share=\"0\" downlink-bits=\"65\" "
             "downlink-share=\"101 %\" rounds-factor=\"1\""));
    check_told(
        "5: <compression> prop 'uplink-bits': '0.5' is out of range; expected number from 1 "
        "to 64\n"
        "5: <compression> prop 'uplink-share': '0' is out of range; expected ratio > 0 up to "
        "1\n"
        "5: <compression> prop 'downlink-bits': '65' is out of range; expected number from 1 "
        "to 64\n"
        "5: <compression> prop 'downlink-share': '101 %' is out of range; expected ratio > 0 "
        "up to 1\n");
    unload();
}

static void the_same_compression_twice_is_told(void)
{
    load(ROW("uplink-bits=\"8\" rounds-factor=\"1.05\"")
             ROW("uplink-bits=\"8\" downlink-bits=\"32\" rounds-factor=\"1.1\""));
    check_told("6: <compression> is given twice (first on line 5)\n");
    unload();
}

static void a_compression_to_full_precision_is_told(void)
{
    load(ROW("uplink-bits=\"16\" rounds-factor=\"1.05\"") "<prop id=\"bytes-per-parameter\" "
                                                          "value=\"2 B\"/>\n");
    check_told("5: <compression> compresses nothing: a parameter has 16 bits\n");
    unload();
}

static const struct wf_test tests[] = {
    WF_TEST(without_compression_rounds_stay),
    WF_TEST(a_row_holds_for_its_compression_alone),
    WF_TEST(where_there_is_no_row_the_message_says_so),
    WF_TEST(full_precision_and_all_parameters_are_no_compression),
    WF_TEST(what_a_compression_needs_is_told),
    WF_TEST(the_same_compression_twice_is_told),
    WF_TEST(a_compression_to_full_precision_is_told),
};

int main(void)
{
    return wf_suite_run("compression", tests, sizeof tests / sizeof tests[0]);
}
