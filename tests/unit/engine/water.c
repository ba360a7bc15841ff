#include "engine/water.h"

#include "base/err.h"
#include "suite.h"
#include <math.h>
#include <stdlib.h>

static const double PRECISION = 1e-9;

/* A link of 10 bytes/s, unless a test says another. */
static struct wf_water a_link(double capacity, double factor)
{
    struct wf_water water;
    wf_water_init(&water, factor);
    wf_water_add_link(&water, capacity);
    return water;
}

static struct wf_water_terms terms(double cap, double penalty)
{
    return (struct wf_water_terms){penalty, cap, {1, 1}};
}

static void note(void *data, struct wf_water_flow *flow)
{
    struct wf_water_flow ***next = data;
    *(*next)++ = flow;
}

/* Play to the next end. @return its date; the flows that ended, then NULL, in @p ended */
static double play(struct wf_water *water, struct wf_water_flow *ended[4])
{
    struct wf_water_flow **next = ended;
    double date_s = wf_water_next_s(water);
    wf_water_end(water, date_s, PRECISION, note, &next);
    *next = NULL;
    return date_s;
}

/* 50 and 100 bytes at 5 byte/s each: the first ends at 10 s; then 50 bytes at 10 byte/s. */
static void two_flows_share_equally(void)
{
    struct wf_water water = a_link(10, 1);
    struct wf_water_terms each = terms(100, 1);
    struct wf_water_flow a = {0}, b = {0}, *ended[4];
    wf_water_join(&water, &a, &each, 50, 0);
    wf_water_join(&water, &b, &each, 100, 0);
    CHECK_CLOSE(play(&water, ended), 10, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &a);
    CU_ASSERT_PTR_NULL(ended[1]);
    CU_ASSERT_PTR_NULL(a.terms);
    CHECK_CLOSE(play(&water, ended), 15, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &b);
    CU_ASSERT_TRUE(isinf(wf_water_next_s(&water)));
    wf_water_release(&water);
}

/* One takes its cap of 2 byte/s, the other the 8 that are left: 20 bytes in 10 s, 80 in 10 s. */
static void what_a_cap_leaves_goes_to_the_others(void)
{
    struct wf_water water = a_link(10, 1);
    struct wf_water_terms slow = terms(2, 1), fast = terms(100, 1);
    struct wf_water_flow a = {0}, b = {0}, *ended[4];
    wf_water_join(&water, &a, &slow, 20, 0);
    wf_water_join(&water, &b, &fast, 80.4, 0);
    CHECK_CLOSE(play(&water, ended), 10, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &a);
    CHECK_CLOSE(play(&water, ended), 10.04, 1e-15); /* 0.4 bytes alone, at 10 byte/s */
    wf_water_release(&water);
}

/* 9 byte/s. a (cap 4, 70 bytes) and b (200 bytes): 4 and 5. From 10 s on c (30 bytes), too: 3 each.
 * c ends at 20 s; a has 70 - 40 - 30 = 0 left then, and ends there. b has 200 - 50 - 30 = 120 left,
 * and takes 120 / 9 s more. */
static void a_late_flow_takes_caps_away(void)
{
    struct wf_water water = a_link(9, 1);
    struct wf_water_terms slow = terms(4, 1), fast = terms(100, 1);
    struct wf_water_flow a = {0}, b = {0}, c = {0}, *ended[4];
    wf_water_join(&water, &a, &slow, 70, 0);
    wf_water_join(&water, &b, &fast, 200, 0);
    CHECK_CLOSE(wf_water_next_s(&water), 17.5, 1e-15);
    wf_water_join(&water, &c, &fast, 30, 10);
    CHECK_CLOSE(wf_water_rest_byte(&water, &a, 15), 15, 1e-15);
    CHECK_CLOSE(play(&water, ended), 20, 1e-15);
    CU_ASSERT_PTR_NOT_NULL(ended[1]);
    CU_ASSERT_PTR_NULL(ended[2]);
    CHECK_CLOSE(play(&water, ended), 20 + 120. / 9, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &b);
    wf_water_release(&water);
}

/* The same, but c leaves at 15 s with 15 bytes left: a gets its cap again. It has 15 bytes left,
 * and ends at 18.75 s. */
static void a_cap_is_reached_again_when_another_is_cut_off(void)
{
    struct wf_water water = a_link(9, 1);
    struct wf_water_terms slow = terms(4, 1), fast = terms(100, 1);
    struct wf_water_flow a = {0}, b = {0}, c = {0}, *ended[4];
    wf_water_join(&water, &a, &slow, 70, 0);
    wf_water_join(&water, &b, &fast, 200, 0);
    wf_water_join(&water, &c, &fast, 30, 10);
    CHECK_CLOSE(wf_water_rest_byte(&water, &c, 15), 15, 1e-15);
    wf_water_leave(&water, &c, 15);
    CHECK_CLOSE(play(&water, ended), 18.75, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &a);
    wf_water_release(&water);
}

/* Penalties 1 and 3 on 8 byte/s: 6 and 2. */
static void a_penalty_takes_from_a_flow(void)
{
    struct wf_water water = a_link(8, 1);
    struct wf_water_terms near = terms(100, 1), far = terms(100, 3);
    struct wf_water_flow a = {0}, b = {0}, *ended[4];
    wf_water_join(&water, &a, &near, 60, 0);
    wf_water_join(&water, &b, &far, 60, 0);
    CHECK_CLOSE(play(&water, ended), 10, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &a);
    CHECK_CLOSE(play(&water, ended), 15, 1e-15); /* 40 bytes at 8 byte/s */
    wf_water_release(&water);
}

/* Up 10, down 4 byte/s, acknowledgements 0.5. Two uploads: (1, 0.5) each, the level is min(10 / 2,
 * 4 / 1) = 4. One: min(10, 8) = 8. An upload and a download (0.5, 1): min(10, 4) / 1.5. */
static void the_tightest_link_sets_the_level(void)
{
    struct wf_water water = a_link(10, 1);
    wf_water_add_link(&water, 4);
    struct wf_water_terms upload = {1, 100, {1, 0.5}}, download = {1, 100, {0.5, 1}};
    struct wf_water_flow a = {0}, b = {0}, c = {0};
    wf_water_join(&water, &a, &upload, 1000, 0);
    CHECK_CLOSE(water.level, 8, 1e-15);
    wf_water_join(&water, &b, &upload, 1000, 0);
    CHECK_CLOSE(water.level, 4, 1e-15);
    wf_water_leave(&water, &b, 1);
    wf_water_join(&water, &c, &download, 1000, 1);
    CHECK_CLOSE(water.level, 4 / 1.5, 1e-15);
    wf_water_release(&water);
}

/* The factor is of what a flow moves, not of the links' room. */
static void a_flow_moves_the_factor_of_its_share(void)
{
    struct wf_water water = a_link(10, 0.5);
    struct wf_water_terms slow = terms(2, 1), fast = terms(100, 1);
    struct wf_water_flow a = {0}, b = {0}, *ended[4];
    wf_water_join(&water, &a, &slow, 10, 0);
    wf_water_join(&water, &b, &fast, 80, 0);
    CHECK_CLOSE(play(&water, ended), 10, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &a);
    CHECK_CLOSE(play(&water, ended), 18, 1e-15); /* 40 bytes at 5 byte/s */
    wf_water_release(&water);
}

static void ends_within_the_precision_are_one(void)
{
    struct wf_water water = a_link(10, 1);
    struct wf_water_terms each = terms(100, 1), slow = terms(1, 1);
    struct wf_water_flow a = {0}, b = {0}, c = {0}, *ended[4];
    wf_water_join(&water, &a, &each, 45, 0);
    wf_water_join(&water, &b, &each, 45 + 4e-9, 0); /* 0.4 ns later, if alone then */
    wf_water_join(&water, &c, &slow, 10 + 2e-9, 0); /* 2 ns later */
    CHECK_CLOSE(play(&water, ended), 10, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &a);
    CU_ASSERT_PTR_EQUAL(ended[1], &b);
    CU_ASSERT_PTR_NULL(ended[2]);
    wf_water_release(&water);
}

static void nothing_to_move_ends_where_it_begins(void)
{
    struct wf_water water = a_link(10, 1);
    struct wf_water_terms each = terms(100, 1);
    struct wf_water_flow a = {0}, b = {0}, *ended[4];
    wf_water_join(&water, &a, &each, 50, 0);
    wf_water_join(&water, &b, &each, 0, 2);
    CHECK_CLOSE(play(&water, ended), 2, 1e-15);
    CU_ASSERT_PTR_EQUAL(ended[0], &b);
    wf_water_release(&water);
}

/* a (cap 999,995, penalty 1) leaves 5 byte/s of 1e6: less than 1e-5 of it. b (cap 2000, penalty
 * 1e6) gets its cap, not 5, as in SimGrid: 10,000 bytes by 5 s. Then c (cap 10, penalty 1e9) takes
 * nothing from a, and gets its cap as well. a leaves at 6 s; b had 2000 bytes left then, and ends
 * at 7 s. */
static void what_is_left_of_a_full_link_is_not_shared(void)
{
    struct wf_water water = a_link(1e6, 1);
    struct wf_water_terms near = terms(999995, 1), far = terms(2000, 1e6), farther = terms(10, 1e9);
    struct wf_water_flow a = {0}, b = {0}, c = {0}, *ended[4];
    wf_water_join(&water, &a, &near, 1e9, 0);
    wf_water_join(&water, &b, &far, 14000, 0);
    CHECK_CLOSE(wf_water_next_s(&water), 7, 1e-15);
    CHECK_CLOSE(wf_water_rest_byte(&water, &b, 5), 4000, 1e-15);
    wf_water_join(&water, &c, &farther, 1000, 5);
    CHECK_CLOSE(wf_water_rest_byte(&water, &b, 5), 4000, 1e-12);
    wf_water_leave(&water, &a, 6);
    CHECK_CLOSE(wf_water_rest_byte(&water, &b, 6), 2000, 1e-12);
    CHECK_CLOSE(play(&water, ended), 7, 1e-12);
    CU_ASSERT_PTR_EQUAL(ended[0], &b);
    CHECK_CLOSE(play(&water, ended), 105, 1e-12);
    CU_ASSERT_PTR_EQUAL(ended[0], &c);
    wf_water_release(&water);
}

/* ---- many, against the definition ---- */

enum { FLOWS = 1000, LINKS = 2 };
static struct trial {
    struct wf_water_terms terms;
    struct wf_water_flow flow;
    double byte, start_s, rest_byte, rate, end_s, got_s;
    bool joined;
} trials[FLOWS];

static int by_key(const void *a, const void *b)
{
    const struct wf_water_terms *x = &((const struct trial *)a)->terms,
                                *y = &((const struct trial *)b)->terms;
    double d = x->cap_byte_per_s * x->penalty - y->cap_byte_per_s * y->penalty;
    return (d > 0) - (d < 0);
}

static bool is_open(const struct trial *trial, double now_s)
{
    return trial->start_s <= now_s && trial->rest_byte > 0;
}

/* The definition: by rising keys, each flow has its cap while the level of the rest is above. */
static void share(const double capacity[LINKS], double now_s)
{
    double left[LINKS], inverse[LINKS] = {0}, level = INFINITY;
    for (int j = 0; j < LINKS; j++) {
        left[j] = capacity[j];
        for (int i = 0; i < FLOWS; i++)
            if (is_open(&trials[i], now_s))
                inverse[j] += trials[i].terms.weights[j] / trials[i].terms.penalty;
    }
    for (int i = 0; i < FLOWS; i++) {
        const struct wf_water_terms *of = &trials[i].terms;
        trials[i].rate = 0;
        if (!is_open(&trials[i], now_s))
            continue;
        level = fmin(left[0] / inverse[0], left[1] / inverse[1]);
        trials[i].rate = fmin(of->cap_byte_per_s, level / of->penalty);
        for (int j = 0; j < LINKS; j++) {
            left[j] -= of->weights[j] * trials[i].rate;
            inverse[j] -= of->weights[j] / of->penalty;
        }
    }
}

static void play_by_definition(const double capacity[LINKS], double factor)
{
    double now_s = 0;
    for (int open = FLOWS; open;) {
        share(capacity, now_s);
        double next_s = INFINITY;
        for (int i = 0; i < FLOWS; i++) {
            if (is_open(&trials[i], now_s))
                next_s = fmin(next_s, now_s + trials[i].rest_byte / (trials[i].rate * factor));
            else if (trials[i].start_s > now_s)
                next_s = fmin(next_s, trials[i].start_s);
        }
        for (int i = 0; i < FLOWS; i++) {
            if (!is_open(&trials[i], now_s))
                continue;
            trials[i].rest_byte -= trials[i].rate * factor * (next_s - now_s);
            if (trials[i].rest_byte > 1e-9 * trials[i].byte)
                continue;
            trials[i].rest_byte = 0;
            trials[i].end_s = next_s;
            open--;
        }
        now_s = next_s;
    }
}

static void note_end(void *data, struct wf_water_flow *flow)
{
    double now_s = *(double *)data;
    for (int i = 0; i < FLOWS; i++)
        if (flow == &trials[i].flow)
            trials[i].got_s = now_s;
}

static void play_by_level(const double capacity[LINKS], double factor)
{
    struct wf_water water = a_link(capacity[0], factor);
    wf_water_add_link(&water, capacity[1]);
    for (;;) {
        struct trial *next = NULL;
        for (int i = 0; i < FLOWS; i++)
            if (!trials[i].joined && (!next || trials[i].start_s < next->start_s))
                next = &trials[i];
        double end_s = wf_water_next_s(&water);
        if (isinf(end_s) && !next)
            break;
        if (next && next->start_s <= end_s) {
            next->joined = true;
            wf_water_join(&water, &next->flow, &next->terms, next->byte, next->start_s);
        } else {
            wf_water_end(&water, end_s, 1e-12, note_end, &end_s);
        }
    }
    wf_water_release(&water);
}

static double uniform(uint64_t *state)
{
    *state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
    return (double)(*state >> 11) * 0x1p-53;
}

static void a_thousand_flows_end_as_by_the_definition(void)
{
    uint64_t state = 88172645463325252u;
    const double capacity[LINKS] = {3e7, 2e7}, factor = 0.97;
    for (int i = 0; i < FLOWS; i++) {
        bool up = uniform(&state) < 0.5;
        trials[i] = (struct trial){
            .terms = {0.01 + uniform(&state),
                      1e5 * exp(4 * uniform(&state)),
                      {up ? 1 : 0.05, up ? 0.05 : 1}},
            .byte = 1e5 + 1e6 * uniform(&state),
            .start_s = i % 3 ? 20 * uniform(&state) : 0, /* a third together */
        };
        trials[i].rest_byte = trials[i].byte;
    }
    qsort(trials, FLOWS, sizeof *trials, by_key);
    play_by_definition(capacity, factor);
    play_by_level(capacity, factor);
    double worst = 0;
    for (int i = 0; i < FLOWS; i++)
        worst = fmax(worst, fabs(trials[i].got_s - trials[i].end_s) / trials[i].end_s);
    CU_ASSERT_TRUE(worst < 1e-12);
}

int main(void)
{
    const struct wf_test tests[] = {
        WF_TEST(two_flows_share_equally),
        WF_TEST(what_a_cap_leaves_goes_to_the_others),
        WF_TEST(a_late_flow_takes_caps_away),
        WF_TEST(a_cap_is_reached_again_when_another_is_cut_off),
        WF_TEST(a_penalty_takes_from_a_flow),
        WF_TEST(the_tightest_link_sets_the_level),
        WF_TEST(a_flow_moves_the_factor_of_its_share),
        WF_TEST(ends_within_the_precision_are_one),
        WF_TEST(nothing_to_move_ends_where_it_begins),
        WF_TEST(what_is_left_of_a_full_link_is_not_shared),
        WF_TEST(a_thousand_flows_end_as_by_the_definition),
    };
    return wf_suite_run("engine/water", tests, sizeof tests / sizeof *tests);
}
