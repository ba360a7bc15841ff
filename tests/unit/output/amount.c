#include "output/amount.h"

#include "suite.h"

static void energy_has_the_unit_of_the_bill(void)
{
    char text[32];
    CHECK_TEXT(wf_amount_kwh(340.2e3, text, sizeof text), "0.0945 kWh");
    CHECK_TEXT(wf_amount_kwh(0, text, sizeof text), "0 kWh");
    CHECK_TEXT(wf_amount_kwh(1800, text, sizeof text), "0.5 Wh");
    CHECK_TEXT(wf_amount_kwh(3.6e9, text, sizeof text), "1 MWh");
    CHECK_TEXT(wf_amount_kwh(3.59999e9, text, sizeof text), "1 MWh");
    CHECK_TEXT(wf_amount_kwh(3.599e9, text, sizeof text), "999.7 kWh");
    CHECK_TEXT(wf_amount_kwh(1.5 * 3.6e12, text, sizeof text), "1.5 GWh");
    CHECK_TEXT(wf_amount_kwh(12 * 3.6e15, text, sizeof text), "12 TWh");
    CHECK_TEXT(wf_amount_kwh(NAN, text, sizeof text), "-");
}

static void shares_have_one_decimal(void)
{
    char text[32];
    CHECK_TEXT(wf_amount_share(1, 3, text, sizeof text), "33.3 %");
    CHECK_TEXT(wf_amount_share(3, 3, text, sizeof text), "100 %");
    CHECK_TEXT(wf_amount_share(0, 3, text, sizeof text), "0 %");
    CHECK_TEXT(wf_amount_share(1e-9, 3, text, sizeof text), "< 0.1 %");
    CHECK_TEXT(wf_amount_share(1, 0, text, sizeof text), "-");
    CHECK_TEXT(wf_amount_share(NAN, 1, text, sizeof text), "-");
}

static void digits_are_four_at_least(void)
{
    char text[32];
    CHECK_TEXT(wf_amount_digits(0.030581, text, sizeof text), "0.03058");
    CHECK_TEXT(wf_amount_digits(24.801, text, sizeof text), "24.80");
    CHECK_TEXT(wf_amount_digits(270661.4, text, sizeof text), "270661");
    CHECK_TEXT(wf_amount_digits(0, text, sizeof text), "0");
    CHECK_TEXT(wf_amount_digits(NAN, text, sizeof text), "-");
}

static void ratios_are_words(void)
{
    static const struct {
        double value, reference;
        const char *cell, *sentence;
    } cases[] = {
        {5, 5, "same", "as much as"},
        {5.01, 5, "about same", "about as much as"},
        {4.99, 5, "about same", "about as much as"},
        {1.35, 1, "35 % more", "35 % more than"},
        {2.706, 1, "2.7 times", "2.7 times as much as"},
        {2, 1, "2 times", "2 times as much as"},
        {25.4, 1, "25 times", "25 times as much as"},
        {999.6, 1, "> 1000 times", "> 1000 times as much as"},
        {3e4, 1, "> 1000 times", "> 1000 times as much as"},
        {0.8, 1, "20 % less", "20 % less than"},
        {0.5, 1, "half", "half of"},
        {0.33, 1, "a third", "a third of"},
        {0.37, 1, "37 %", "37 % of"},
        {0.1, 1, "a tenth", "a tenth of"},
        {0.04, 1, "1/25", "1/25 of"},
        {1e-5, 1, "< 1/1000", "< 1/1000 of"},
        {0, 1, "none", "none of"},
    };
    char text[40];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_TEXT(wf_amount_ratio(cases[i].value, cases[i].reference, text, sizeof text),
                   cases[i].cell);
        CHECK_TEXT(wf_amount_compared(cases[i].value, cases[i].reference, text, sizeof text),
                   cases[i].sentence);
    }
    CHECK_TEXT(wf_amount_ratio(1, 0, text, sizeof text), "-");
    CHECK_TEXT(wf_amount_ratio(0, 0, text, sizeof text), "-");
    CHECK_TEXT(wf_amount_ratio(NAN, 1, text, sizeof text), "-");
}

static const struct wf_test tests[] = {
    WF_TEST(ratios_are_words),
    WF_TEST(energy_has_the_unit_of_the_bill),
    WF_TEST(shares_have_one_decimal),
    WF_TEST(digits_are_four_at_least),
};

int main(void)
{
    return wf_suite_run("amount", tests, sizeof tests / sizeof tests[0]);
}
