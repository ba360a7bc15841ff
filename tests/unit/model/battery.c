#include "model/battery.h"

#include "base/random.h"
#include "suite.h"
#include <math.h>
#include <string.h>

static const double DAY_S = 86400, HOUR_S = 3600;

static void check(const struct wf_battery *battery, double level_j, double charged_j,
                  double drained_j)
{
    CHECK_CLOSE(battery->level_j, level_j, 1e-12);
    CHECK_CLOSE(battery->charged_j, charged_j, 1e-12);
    CHECK_CLOSE(battery->drained_j, drained_j, 1e-12);
}

static void a_battery_drains_to_zero_and_no_further(void)
{
    struct wf_battery b = {.capacity_j = 100, .level_j = 80, .power_w = 2};
    wf_battery_advance(&b, 10);
    check(&b, 60, 0, 20);
    wf_battery_advance(&b, 10);
    check(&b, 60, 0, 20);
    wf_battery_set_power(&b, 20, 4);
    check(&b, 40, 0, 40);
    wf_battery_advance(&b, 25);
    check(&b, 20, 0, 60);
    wf_battery_advance(&b, 1000); /* dead from 30 on */
    check(&b, 0, 0, 80);
    CHECK_CLOSE(b.since_s, 1000, 0);
}

static void a_plugged_battery_fills_and_full_costs_only_what_is_drawn(void)
{
    struct wf_battery b = {.capacity_j = 100, .level_j = 40, .charging_w = 5, .power_w = 2};
    wf_battery_advance(&b, 10);
    check(&b, 70, 50, 20);
    wf_battery_advance(&b, 30); /* full at 20: then 2 W in, 2 W out */
    check(&b, 100, 120, 60);
    wf_battery_set_power(&b, 30, 0);
    wf_battery_advance(&b, 1e6);
    check(&b, 100, 120, 60);
    wf_battery_set_power(&b, 1e6, 7); /* more than the charger gives */
    wf_battery_advance(&b, 1e6 + 10);
    check(&b, 80, 170, 130);
    wf_battery_advance(&b, 1e6 + 100); /* empty after 40 more: the device gets 5 W */
    check(&b, 0, 170 + 450, 130 + 40 * 7 + 50 * 5);
    wf_battery_set_power(&b, 1e6 + 100, 5);
    wf_battery_advance(&b, 1e6 + 110);
    check(&b, 0, 670, 710);
    CHECK_CLOSE(40 + b.charged_j - b.drained_j, b.level_j, 1e-12);
}

static struct wf_availability_span night_spans[] = {{22 * 3600, 30 * 3600}};
static struct wf_availability night;

static void the_pattern_of_the_charger_counts_with_its_shift(void)
{
    wf_availability_init(&night, night_spans, 1, DAY_S);
    struct wf_battery b = {
        .capacity_j = 1e6, .level_j = 5e5, .charging_w = 10, .power_w = 1, .charging = &night};
    wf_battery_advance(&b, DAY_S); /* plugged 0-6 and 22-24 */
    check(&b, 5e5 + 8 * HOUR_S * 10 - DAY_S, 8 * HOUR_S * 10, DAY_S);
    b = (struct wf_battery){.capacity_j = 1e6,
                            .level_j = 5e5,
                            .charging_w = 10,
                            .power_w = 1,
                            .charging = &night,
                            .charging_shift_s = 3 * HOUR_S};
    wf_battery_advance(&b, 12 * HOUR_S); /* plugged 1-9 */
    check(&b, 5e5 + 8 * HOUR_S * 10 - 12 * HOUR_S, 8 * HOUR_S * 10, 12 * HOUR_S);
    b = (struct wf_battery){
        .capacity_j = 1e6, .level_j = 5e5, .charging_w = 0, .power_w = 1, .charging = &night};
    wf_battery_advance(&b, DAY_S);
    check(&b, 5e5 - DAY_S, 0, DAY_S);
}

static void the_empty_date_without_a_charger_is_a_division(void)
{
    struct wf_battery b = {.capacity_j = 100, .level_j = 80, .minimum_j = 20, .power_w = 3};
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), 20, 1e-15);
    CHECK_CLOSE(wf_battery_empty_date(&b, 10), 20, 1e-15);
    CHECK_CLOSE(wf_battery_empty_date(&b, 21), 21, 0); /* already */
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 80), 0, 0);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 81), INFINITY, 0);
    b.power_w = 0;
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), INFINITY, 0);
    b.level_j = 20;
    CHECK_CLOSE(wf_battery_empty_date(&b, 3), 3, 0);
    CHECK_CLOSE(b.level_j, 20, 0); /* asking changes nothing */
    CHECK_CLOSE(b.since_s, 0, 0);
}

static void dates_at_a_charger_without_pattern(void)
{
    struct wf_battery b = {.capacity_j = 100, .level_j = 40, .charging_w = 5, .power_w = 2};
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), INFINITY, 0);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 100), 20, 1e-15);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 100.5), INFINITY, 0);
    CHECK_CLOSE(wf_battery_ready_date(&b, 5, 70), 10, 1e-15);
    b.power_w = 5;
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), INFINITY, 0);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 41), INFINITY, 0);
    b.power_w = 9;
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), 10, 1e-15);
}

static void spans_that_do_not_repeat_end(void)
{
    struct wf_availability_span spans[] = {{10, 20}, {40, 50}};
    struct wf_availability once;
    wf_availability_init(&once, spans, 2, INFINITY);
    struct wf_battery b = {.capacity_j = 100,
                           .level_j = 50,
                           .minimum_j = 10,
                           .charging_w = 4,
                           .power_w = 1,
                           .charging = &once};
    /* 40 at 10, 70 at 20, 50 at 40, 80 at 50, 10 at 120 */
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), 120, 1e-15);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 60), 10 + 20 / 3.0, 1e-15);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 71), 47, 1e-15);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 81), INFINITY, 0);
}

/* Plugged 8 h a day at 10 W: 288000 J in; 4 W out: 345600 J a day; 57600 J lost a day. From
 * 10^6 J at 06:00, the dip of day d (22:00) is 10^6 - 4 x 57600 - 57600 d = 769600 - 57600 d. With
 * minimum 10^5, d = 12 is the first below (78400): reached at 06:00 of day 12 (level 308800) plus
 * 208800 / 4 s. */
static void a_battery_that_loses_every_day_empties_in_the_right_dip(void)
{
    wf_availability_init(&night, night_spans, 1, DAY_S);
    struct wf_battery b = {.capacity_j = 2e6,
                           .level_j = 1e6,
                           .minimum_j = 1e5,
                           .charging_w = 10,
                           .power_w = 4,
                           .charging = &night,
                           .since_s = 6 * HOUR_S};
    double date_s = 6 * HOUR_S + 12 * DAY_S + 208800 / 4.0;
    CHECK_CLOSE(wf_battery_empty_date(&b, 6 * HOUR_S), date_s, 1e-12);
    b.charging_shift_s = 5 * HOUR_S; /* all of it five hours later */
    b.since_s = 11 * HOUR_S;
    CHECK_CLOSE(wf_battery_empty_date(&b, 11 * HOUR_S), date_s + 5 * HOUR_S, 1e-12);
}

/* 0.001 J a day: 1000 J in 10^6 days; 10^5 J in 10^8 days, which count as never. */
static void slow_drifts_are_followed_to_the_end(void)
{
    struct wf_availability_span half[] = {{0, 43200}};
    struct wf_availability pattern;
    wf_availability_init(&pattern, half, 1, DAY_S);
    double power_w = 0.5 + 1e-3 / DAY_S;
    struct wf_battery b = {.capacity_j = 3e5,
                           .level_j = 1e5,
                           .minimum_j = 99000,
                           .charging_w = 1,
                           .power_w = power_w,
                           .charging = &pattern};
    /* lowest at midnight: 1e5 - 0.001 d; the first below is that after 10^6 + 1 days */
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), (1e6 + 1) * DAY_S, 1e-9);
    b.minimum_j = 0;
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), INFINITY, 0); /* 10^8 days: beyond 1e12 s */
    b.power_w = 0.5;
    b.minimum_j = 99000;
    CHECK_CLOSE(wf_battery_empty_date(&b, 0), INFINITY, 0);
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 121601), INFINITY, 0); /* noon: 1e5 + 21600 */
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 121600), 43200, 1e-9);
    b.power_w = 0.5 - 1e-3 / DAY_S;
    /* highest at noon: 121600.0005 + 0.001 d */
    CHECK_CLOSE(wf_battery_ready_date(&b, 0, 122600), (1e6 + 0.5) * DAY_S, 1e-9);
}

static void a_battery_filled_every_night_never_empties_unless_a_day_does(void)
{
    wf_availability_init(&night, night_spans, 1, DAY_S);
    struct wf_battery b = {.capacity_j = 60000,
                           .level_j = 60000,
                           .charging_w = 10,
                           .power_w = 1,
                           .charging = &night,
                           .since_s = 2 * HOUR_S};
    CHECK_CLOSE(wf_battery_empty_date(&b, 2 * HOUR_S), INFINITY, 0); /* 16 h: 57600 J */
    b.minimum_j = 2401;                                              /* dips to 2400 */
    CHECK_CLOSE(wf_battery_empty_date(&b, 2 * HOUR_S), 6 * HOUR_S + 57599, 1e-12);
    b.minimum_j = 0;
    b.power_w = 1.1; /* 54545 s: before the night */
    CHECK_CLOSE(wf_battery_empty_date(&b, 2 * HOUR_S), 6 * HOUR_S + 60000 / 1.1, 1e-12);
}

/* ---- against brute force ---- */

struct brute {
    double level_j, charged_j, drained_j;
    double net_w; /* of the last step */
};

/* Steps of one second; edges, shifts and dates are whole seconds. */
static void brute_step(const struct wf_battery *b, struct brute *brute, double second)
{
    double charge_w =
        wf_availability_at(b->charging, b->charging_shift_s, second) ? b->charging_w : 0;
    double net_w = charge_w - b->power_w, level_j = brute->level_j + net_w;
    brute->net_w = net_w;
    double share = 1; /* of the second until full or empty */
    if (level_j > b->capacity_j)
        share = (b->capacity_j - brute->level_j) / net_w;
    else if (level_j < 0)
        share = brute->level_j / -net_w;
    double both_w = fmin(charge_w, b->power_w);
    brute->charged_j += charge_w * share + both_w * (1 - share);
    brute->drained_j += b->power_w * share + both_w * (1 - share);
    brute->level_j = fmax(0, fmin(b->capacity_j, level_j));
}

static struct wf_availability_span spans[8];
static struct wf_availability pattern;

static struct wf_battery draw(struct wf_random *random)
{
    double period_s = wf_random_below(random, 4) ? 1000 : INFINITY;
    size_t count = wf_random_below(random, 5);
    for (size_t i = 0; i < count; i++) {
        spans[i].from_s = (double)wf_random_below(random, 1000);
        spans[i].until_s = spans[i].from_s + 1 + (double)wf_random_below(random, 300);
    }
    wf_availability_init(&pattern, spans, count, period_s);
    struct wf_battery b = {.capacity_j = 1 + floor(wf_random_uniform(random, 0, 3000)),
                           .charging_w = (double)wf_random_below(random, 6),
                           .power_w = (double)wf_random_below(random, 9) / 4,
                           .charging_shift_s = (double)wf_random_below(random, 3000) - 1500,
                           .charging = wf_random_below(random, 9) ? &pattern : NULL};
    b.level_j = floor(wf_random_uniform(random, 0, b.capacity_j + 1));
    b.minimum_j = floor(wf_random_uniform(random, 0, b.capacity_j / 2 + 1));
    return b;
}

static void levels_agree_with_steps_of_a_second(void)
{
    struct wf_random *random = wf_random_new(1, "battery");
    int wrong = 0;
    for (int trial = 0; trial < 300; trial++) {
        struct wf_battery b = draw(random);
        struct brute brute = {.level_j = b.level_j};
        double first_j = b.level_j;
        for (int t = 0; t < 5000; t++) {
            if (wf_random_below(random, 100) == 0) {
                wf_battery_set_power(&b, t, (double)wf_random_below(random, 9) / 4);
                wrong += !(fabs(b.level_j - brute.level_j) < 1e-9 * b.capacity_j);
                wrong += !(fabs(b.charged_j - brute.charged_j) < 1e-9 * (1 + brute.charged_j));
                wrong += !(fabs(b.drained_j - brute.drained_j) < 1e-9 * (1 + brute.drained_j));
                wrong += !(fabs(first_j + b.charged_j - b.drained_j - b.level_j) <
                           1e-9 * (b.capacity_j + b.charged_j));
            }
            brute_step(&b, &brute, t);
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

enum { BRUTE_END_S = 50000 };

/* The first date of brute force; INFINITY: not within BRUTE_END_S. */
static double brute_date(const struct wf_battery *b, double now_s, double goal_j, double sign)
{
    struct brute brute = {.level_j = b->level_j};
    double last_j = brute.level_j;
    for (double t = b->since_s; t < BRUTE_END_S; t++) {
        if (t >= now_s && sign * brute.level_j >= sign * goal_j)
            return t == now_s ? t : t - 1 + (goal_j - last_j) / brute.net_w;
        last_j = brute.level_j;
        brute_step(b, &brute, t);
    }
    return INFINITY;
}

static void dates_agree_with_steps_of_a_second(void)
{
    struct wf_random *random = wf_random_new(2, "battery");
    int wrong = 0, finite = 0, far = 0;
    for (int trial = 0; trial < 700; trial++) {
        struct wf_battery b = draw(random);
        double now_s = (double)wf_random_below(random, 2000);
        double goal_j = floor(wf_random_uniform(random, 0, b.capacity_j + 1));
        double got[] = {wf_battery_empty_date(&b, now_s), wf_battery_ready_date(&b, now_s, goal_j)};
        double expected[] = {brute_date(&b, now_s, b.minimum_j, -1),
                             brute_date(&b, now_s, goal_j, 1)};
        for (int i = 0; i < 2; i++) {
            finite += isfinite(expected[i]) && expected[i] > now_s;
            wrong +=
                isinf(expected[i]) ? got[i] < BRUTE_END_S : !(fabs(got[i] - expected[i]) < 1e-6);
            far += isinf(expected[i]) && isfinite(got[i]);
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(finite > 200);
    CU_ASSERT(far < 20); /* dates beyond are few, so that never is checked as well */
    wf_random_free(random);
}

/* What an event needs, with numbers that no double has exactly. */
static void advanced_to_its_date_a_battery_is_there(void)
{
    struct wf_random *random = wf_random_new(3, "battery");
    int short_of_it = 0, early = 0, finite = 0;
    wf_availability_init(&night, night_spans, 1, DAY_S);
    for (int trial = 0; trial < 20000; trial++) {
        struct wf_battery b = {.capacity_j = wf_random_lognormal(random, 1e4, 3),
                               .charging_w = wf_random_lognormal(random, 1, 2),
                               .power_w = wf_random_lognormal(random, 1, 2),
                               .since_s = wf_random_lognormal(random, 1e4, 3),
                               .charging_shift_s = wf_random_uniform(random, -1e5, 1e5),
                               .charging = trial % 4 ? &night : NULL};
        b.level_j = b.capacity_j * wf_random_ratio(random);
        b.minimum_j = b.capacity_j * wf_random_ratio(random);
        double goal_j = b.capacity_j * (trial % 8 ? wf_random_ratio(random) : 1);
        double empty_s = wf_battery_empty_date(&b, b.since_s);
        double ready_s = wf_battery_ready_date(&b, b.since_s, goal_j);
        struct wf_battery then = b;
        /* what an ulp of the level or of the date amounts to */
        double slack_j = 1e-15 * (b.capacity_j + (b.power_w + b.charging_w) * b.since_s);
        double soon_s = b.since_s + 1.5 * DAY_S; /* beyond, periods are skipped: rounding differs */
        if (empty_s < soon_s) {
            wf_battery_advance(&then, empty_s);
            short_of_it += then.level_j > b.minimum_j;
            then = b;
            wf_battery_advance(&then, b.since_s + (empty_s - b.since_s) * (1 - 1e-6));
            early += empty_s > b.since_s && then.level_j < b.minimum_j - slack_j;
            finite++;
        }
        then = b;
        if (ready_s < soon_s) {
            wf_battery_advance(&then, ready_s);
            short_of_it += then.level_j < goal_j;
            then = b;
            wf_battery_advance(&then, b.since_s + (ready_s - b.since_s) * (1 - 1e-6));
            early += ready_s > b.since_s && then.level_j > goal_j + slack_j;
            finite++;
        }
    }
    CU_ASSERT_EQUAL(short_of_it, 0);
    CU_ASSERT_EQUAL(early, 0);
    CU_ASSERT(finite > 5000);
    wf_random_free(random);
}

/* Dates months and years off, against a walk from edge to edge. */
static void skipped_periods_are_as_if_walked(void)
{
    struct wf_random *random = wf_random_new(4, "battery");
    int wrong = 0, far = 0;
    wf_availability_init(&night, night_spans, 1, DAY_S);
    for (int trial = 0; trial < 300; trial++) {
        double sign = trial % 2 ? 1 : -1, drift_w = sign * wf_random_lognormal(random, 1e-3, 2);
        struct wf_battery b = {.capacity_j = 1e6,
                               .charging_w = 3 * (4 + drift_w), /* plugged for a third */
                               .power_w = 4,
                               .since_s = wf_random_uniform(random, 0, 1e6),
                               .charging_shift_s = wf_random_uniform(random, -1e5, 1e5),
                               .charging = &night};
        b.level_j = wf_random_uniform(random, 3e5, 7e5);
        b.minimum_j = wf_random_uniform(random, 0, 3e5);
        double goal_j = trial % 2 ? wf_random_uniform(random, 7e5, 1e6) : b.minimum_j;
        double date_s = trial % 2 ? wf_battery_ready_date(&b, b.since_s, goal_j)
                                  : wf_battery_empty_date(&b, b.since_s);
        far += date_s > b.since_s + 30 * DAY_S && date_s < INFINITY;
        while (b.since_s < date_s && b.since_s < 1e10) {
            double shift_s = b.charging_shift_s;
            double edge_s = wf_availability_at(&night, shift_s, b.since_s)
                                ? wf_availability_until(&night, shift_s, b.since_s)
                                : wf_availability_next(&night, shift_s, b.since_s);
            wf_battery_advance(&b, fmin(edge_s, date_s));
            wrong += b.since_s < date_s && sign * (b.level_j - goal_j) > 1e-3;
        }
        wrong += b.since_s == date_s && fabs(b.level_j - goal_j) > 1e-3;
        wrong += isinf(date_s) && b.since_s < 1e10;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(far > 150);
    wf_random_free(random);
}

static const struct wf_test tests[] = {
    WF_TEST(a_battery_drains_to_zero_and_no_further),
    WF_TEST(a_plugged_battery_fills_and_full_costs_only_what_is_drawn),
    WF_TEST(the_pattern_of_the_charger_counts_with_its_shift),
    WF_TEST(the_empty_date_without_a_charger_is_a_division),
    WF_TEST(dates_at_a_charger_without_pattern),
    WF_TEST(spans_that_do_not_repeat_end),
    WF_TEST(a_battery_that_loses_every_day_empties_in_the_right_dip),
    WF_TEST(slow_drifts_are_followed_to_the_end),
    WF_TEST(a_battery_filled_every_night_never_empties_unless_a_day_does),
    WF_TEST(levels_agree_with_steps_of_a_second),
    WF_TEST(dates_agree_with_steps_of_a_second),
    WF_TEST(advanced_to_its_date_a_battery_is_there),
    WF_TEST(skipped_periods_are_as_if_walked),
};

int main(void)
{
    return wf_suite_run("battery", tests, sizeof tests / sizeof tests[0]);
}
