#include "trace/number.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(const char *text, double expected)
{
    double value = NAN;
    if (!wf_number_parse(text, strlen(text), &value))
        wf_check_text("refused", "a number", text, __FILE__, __LINE__);
    wf_check_close(value, expected, 0, text, __FILE__, __LINE__);
}

static void decimal_numbers_are_read(void)
{
    check("0", 0);
    check("12", 12);
    check("-12.5", -12.5);
    check("+0.25", 0.25);
    check(".5", 0.5);
    check("5.", 5);
    check("1e3", 1000);
    check("1.5E-1", 0.15);
    check("2e+2", 200);
    check("9.633000", 9.633);
    check(" 7\t", 7);
    check("000000000000000000000000000012", 12);
}

/* strtod is exact; so must we be, on both ways through: small whole numbers, and the others. */
static void every_number_is_the_nearest_double(void)
{
    static const char *const hard[] = {
        "18446744073709551617",
        "36893488147419103232.5",
        "9007199254740993",
        "9007199254740992",
        "0.1",
        "0.30000000000000004",
        "123456789012345678",
        "1234567890123456789012345",
        "1e22",
        "1e23",
        "8.41e21",
        "9007199254740993e-3",
        "2.2250738585072011e-308",
        "4.9e-324",
        "0.000000000000000000001e3",
        "179769313486231570e291",
        "1700000000.123456789",
        "0.00000000000000000000000000000000000000000000000000000000000000000001",
    };
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        check(hard[i], strtod(hard[i], NULL));
    unsigned long long state = 1;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        int places = (int)(state >> 40) % 20, exponent = (int)(state >> 33) % 60 - 30;
        snprintf(text, sizeof text, "%llu.%0*llue%d", state >> 44, places + 1, state >> 50,
                 exponent);
        check(text, strtod(text, NULL));
    }
}

static void what_is_no_number_is_refused(void)
{
    static const char *const wrong[] = {"",     " ",     "-",   ".",    "nan", "inf",
                                        "0x10", "1e999", "1 2", "12,5", "1W",  "[N/A]",
                                        "1e",   "--1",   "e5",  "1.2.3"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        double value = 7;
        if (wf_number_parse(wrong[i], strlen(wrong[i]), &value))
            wf_check_text(wrong[i], "is no number", wrong[i], __FILE__, __LINE__);
        CHECK_CLOSE(value, 7, 0);
    }
}

static void a_scan_ends_where_the_number_does(void)
{
    double value;
    CHECK_TEXT(wf_number_scan("12.5,7", &value), ",7");
    CHECK_CLOSE(value, 12.5, 0);
    CHECK_TEXT(wf_number_scan("3e4 W", &value), " W");
    CHECK_CLOSE(value, 3e4, 0);
    CHECK_TEXT(wf_number_scan("3eV", &value), "eV");
    CHECK_CLOSE(value, 3, 0);
    CU_ASSERT_PTR_NULL(wf_number_scan("W", &value));
}

static void only_the_given_bytes_count(void)
{
    double value = 7;
    CU_ASSERT(wf_number_parse("12.5,7", 4, &value));
    CHECK_CLOSE(value, 12.5, 0);
    CU_ASSERT(!wf_number_parse("12.5", 3, &value)); /* a number may not go past its cell */
}

static void refusals_say_why(void)
{
    char why[128];
    CHECK_TEXT(wf_number_explain("power", "12,5", 4, why, sizeof why),
               "power '12,5' has a decimal comma; expected '12.5'");
    CHECK_TEXT(wf_number_explain("power", "  ", 2, why, sizeof why),
               "power is missing; expected a number");
    CHECK_TEXT(wf_number_explain("power", "[N/A]", 5, why, sizeof why),
               "power '[N/A]'; expected a number (e.g. '12.5')");
    CHECK_TEXT(wf_number_explain("power", "1,2,3", 5, why, sizeof why),
               "power '1,2,3'; expected a number (e.g. '12.5')");
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(decimal_numbers_are_read),     WF_TEST(every_number_is_the_nearest_double),
        WF_TEST(what_is_no_number_is_refused), WF_TEST(a_scan_ends_where_the_number_does),
        WF_TEST(only_the_given_bytes_count),   WF_TEST(refusals_say_why),
    };
    return wf_suite_run("number", tests, sizeof tests / sizeof *tests);
}
