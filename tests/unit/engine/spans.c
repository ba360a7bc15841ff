#include "engine/spans.h"

#include "suite.h"
#include <math.h>
#include <stdint.h>

static void check_list(const struct wf_spans *spans, const double *expected, size_t count)
{
    CU_ASSERT_EQUAL(spans->count, count);
    for (size_t i = 0; i < count && i < spans->count; i++) {
        CHECK_CLOSE(spans->list[i].from_s, expected[2 * i], 0);
        CHECK_CLOSE(spans->list[i].to_s, expected[2 * i + 1], 0);
    }
}

static void spans_in_order_are_united_at_once(void)
{
    struct wf_spans spans = {0};
    wf_spans_add(&spans, 0, 3);
    wf_spans_add(&spans, 0, 5);
    wf_spans_add(&spans, 2, 4);
    wf_spans_add(&spans, 7, 8);
    wf_spans_add(&spans, 8, 9);
    check_list(&spans, (const double[]){0, 5, 7, 9}, 2);
    wf_spans_unite(&spans);
    check_list(&spans, (const double[]){0, 5, 7, 9}, 2);
    wf_spans_release(&spans);
}

static void spans_in_any_order_are_united(void)
{
    struct wf_spans spans = {0};
    for (int again = 0; again < 2; again++) {
        wf_spans_clear(&spans);
        wf_spans_add(&spans, 1e6, 1e6 + 1);
        wf_spans_add(&spans, 7, 8);
        wf_spans_add(&spans, 0, 2);
        wf_spans_add(&spans, 1, 6.5);
        wf_spans_add(&spans, 8, 8);
        wf_spans_add(&spans, 0x1p-40, 3);
        wf_spans_unite(&spans);
        check_list(&spans, (const double[]){0, 6.5, 7, 8, 1e6, 1e6 + 1}, 3);
    }
    wf_spans_release(&spans);
}

/* Against the plain way: is an instant within some span? */
static void many_spans_cover_what_each_covers(void)
{
    enum { COUNT = 500 };
    double from_s[COUNT], to_s[COUNT];
    struct wf_spans spans = {0};
    uint32_t state = 1;
    for (int i = 0; i < COUNT; i++) {
        state = state * 1664525 + 1013904223;
        from_s[i] = (state >> 8) / 16777216.0 * 1000;
        to_s[i] = from_s[i] + (state >> 4 & 15) / 8.0;
        wf_spans_add(&spans, from_s[i], to_s[i]);
    }
    wf_spans_unite(&spans);
    CU_ASSERT(spans.count > 50 && spans.count < COUNT);
    for (size_t i = 1; i < spans.count; i++)
        CU_ASSERT(spans.list[i].from_s > spans.list[i - 1].to_s);
    for (double at_s = 0; at_s < 1003; at_s += 0.37) {
        bool within = false, covered = false;
        for (int i = 0; i < COUNT; i++)
            within |= from_s[i] <= at_s && at_s <= to_s[i];
        for (size_t i = 0; i < spans.count; i++)
            covered |= spans.list[i].from_s <= at_s && at_s <= spans.list[i].to_s;
        CU_ASSERT_EQUAL(within, covered);
    }
    wf_spans_release(&spans);
}

static const struct wf_test tests[] = {
    WF_TEST(spans_in_order_are_united_at_once),
    WF_TEST(spans_in_any_order_are_united),
    WF_TEST(many_spans_cover_what_each_covers),
};

int main(void)
{
    return wf_suite_run("engine/spans", tests, sizeof tests / sizeof *tests);
}
