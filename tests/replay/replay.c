/* replay.<case>: a course of power states, played: joules in closed form. */
#include "study/replay.h"
#include "../cases.h"
#include <math.h>
#include <stdio.h>

static void check_close(double value, double expected, const char *what)
{
    if (fabs(value - expected) <= 1e-9 * fabs(expected))
        return;
    printf("    FAILED %s: %.17g, expected %.17g\n", what, value, expected);
    failures++;
}

/* 10 s at 2 W, 0 s at 7 W, 2.5 s at 30 W, 3600 s at 2 W: 20, 0, 75, 7200 J */
static void states_in_turn(void)
{
    const double power_w[] = {2, 7, 30};
    const struct wf_interval intervals[] = {{10, 0}, {0, 1}, {2.5, 2}, {3600, 0}};
    double energy_j[4] = {-1, -1, -1, -1};
    struct wf_err err = {0};
    if (wf_replay(power_w, 3, intervals, 4, energy_j, &err) < 0) {
        printf("    FAILED: %s\n", err.text);
        failures++;
    }
    check_close(energy_j[0], 20, "10 s x 2 W");
    check_close(energy_j[1] + 1, 1, "nothing in no time");
    check_close(energy_j[2], 75, "2.5 s x 30 W");
    check_close(energy_j[3], 7200, "3600 s x 2 W");
}

/* powers of awkward digits and 1000 intervals: nothing is lost on the way through the files */
static void many_intervals(void)
{
    const double power_w[] = {1e3 / 3, 6950.123456789012};
    struct wf_interval intervals[1000];
    double energy_j[1000], sum_j = 0, expected_j = 0;
    struct wf_err err = {0};
    for (size_t i = 0; i < 1000; i++) {
        intervals[i] = (struct wf_interval){0.1 + (double)i / 7, (uint16_t)(i % 2)};
        expected_j += intervals[i].seconds * power_w[i % 2];
    }
    if (wf_replay(power_w, 2, intervals, 1000, energy_j, &err) < 0) {
        printf("    FAILED: %s\n", err.text);
        failures++;
        return;
    }
    for (size_t i = 0; i < 1000; i++)
        sum_j += energy_j[i];
    check_close(sum_j, expected_j, "1000 intervals");
}

static const struct test_case cases[] = {CASE(states_in_turn), CASE(many_intervals)};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
