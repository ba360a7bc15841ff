/* Factors as they are said: keys, bounds, shapes, lists, joint draws. */
#include "sweep/factor_fit.h"
#include "sweep/factor_reader.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct read {
    struct wf_factors factors;
    struct wf_diag diag;
    int status;
};

static struct read read_text(const char *text)
{
    struct read read = {.status = 0};
    wf_diag_init(&read.diag);
    read.status = wf_factors_add_text(&read.factors, text, &read.diag);
    return read;
}

static void release(struct read *read)
{
    wf_factors_release(&read->factors);
    wf_diag_release(&read->diag);
}

/* ---- keys ---- */

static void check_key(const char *text, const char *label, const char *target, const char *glob,
                      const char *prop, uint32_t pstate, enum wf_figure_part part)
{
    struct wf_factor_key key;
    char *why = wf_factor_key_read(text, &key);
    CHECK_TEXT(why, NULL);
    free(why);
    CHECK_TEXT(key.label, label);
    CHECK_TEXT(key.target, target);
    CHECK_TEXT(key.glob, glob);
    CHECK_TEXT(key.prop, prop);
    CU_ASSERT_EQUAL(key.pstate, pstate);
    CU_ASSERT_EQUAL(key.part, part);
    wf_factor_key_release(&key);
}

static void any_key_of_set_is_one_of_a_factor(void)
{
    const uint32_t all = WF_EVERY_PSTATE;
    const enum wf_figure_part whole = WF_FIGURE_WHOLE;
    check_key("server.rounds", NULL, "server", NULL, "rounds", all, whole);
    check_key("B:learner.local-epochs", "B", "learner", NULL, "local-epochs", all, whole);
    check_key("B:workload.scale", "B", "workload", NULL, "scale", all, whole);
    check_key("B:passes-ratio", "B", NULL, NULL, "passes-ratio", all, whole);
    check_key("host.a.b-*.attribution", NULL, "host", "a.b-*", "attribution", all, whole);
    check_key("zone.edge.pue", NULL, "zone", "edge", "pue", all, whole);
    check_key("link.*-up.bandwidth", NULL, "link", "*-up", "bandwidth", all, whole);
    check_key("network.fixed.marginal.access", NULL, "network", "fixed.marginal", "access", all,
              whole);
    check_key("class.phone.speed_factor", NULL, "class", "phone", "speed_factor", all, whole);
    check_key("class.phone.pue", NULL, "class", "phone", "pue", all, whole);
    check_key("region.france.carbon_intensity", NULL, "region", "france", "carbon_intensity", all,
              whole);
    check_key("access.home.up", NULL, "access", "home", "up", all, whole);
    check_key("fleet.seed", NULL, "fleet", NULL, "seed", all, whole);
    check_key("seed", NULL, NULL, NULL, "seed", all, whole);
}

static void speeds_and_watts_have_pstates_and_parts(void)
{
    const uint32_t all = WF_EVERY_PSTATE;
    check_key("host.b-*.speed", NULL, "host", "b-*", "speed", all, WF_FIGURE_WHOLE);
    check_key("host.b-1.speed.0", NULL, "host", "b-1", "speed", 0, WF_FIGURE_WHOLE);
    check_key("host.b.2.speed.12", NULL, "host", "b.2", "speed", 12, WF_FIGURE_WHOLE);
    check_key("host.b.wattage_per_state.1.all", NULL, "host", "b", "wattage_per_state", 1,
              WF_FIGURE_ALL);
    check_key("host.b.wattage_per_state.1", NULL, "host", "b", "wattage_per_state", 1,
              WF_FIGURE_WHOLE);
    check_key("link.b.wattage_range.busy", NULL, "link", "b", "wattage_range", all, WF_FIGURE_BUSY);
}

static void check_wrong_key(const char *text, const char *expected)
{
    struct wf_factor_key key;
    char *why = wf_factor_key_read(text, &key);
    CHECK_TEXT(why, expected);
    free(why);
    wf_factor_key_release(&key);
}

static void wrong_keys_name_the_nearest(void)
{
    check_wrong_key("servr.rounds", "there is no 'servr' to set; did you mean 'server'?");
    check_wrong_key("server.round", "server prop 'round' is unknown; did you mean 'rounds'?");
    check_wrong_key("host.a.sped", "host prop 'sped' is unknown; did you mean 'speed'?");
    check_wrong_key("link.a.bandwith",
                    "link prop 'bandwith' is unknown; did you mean 'bandwidth'?");
    check_wrong_key("zone.a.speed", "zone prop 'speed' is unknown");
    check_wrong_key("class.a.cuont", "class prop 'cuont' is unknown; did you mean 'count'?");
    check_wrong_key("network.4g.marginal.acess",
                    "network prop 'acess' is unknown; did you mean 'access'?");
    check_wrong_key("host.speed", "expected host.GLOB.PROP");
    check_wrong_key("B:zone.edge.pue",
                    "the platform is that of all deployments; expected the key without 'B:'");
    check_wrong_key("B:seed", "the seed is that of all deployments; expected the key without 'B:'");
    check_wrong_key("host.a.wattage_per_state.all",
                    "'wattage_per_state.all': expected wattage_per_state.PSTATE.all");
    check_wrong_key("host.a.wattage_per_state.0.busy", "'wattage_per_state' has no part 'busy'");
    check_wrong_key("link.a.wattage_range.2.busy", "'wattage_range' has no pstates");
    check_wrong_key(
        "pases-ratio",
        "expected TARGET.PROP (e.g. server.rounds, host.phone-*.attribution), or a prop "
        "of those who lead a training; did you mean 'passes-ratio'?");
}

/* ---- bounds and shapes ---- */

static void bounds_are_read_in_the_unit_of_the_prop(void)
{
    struct read read = read_text("zone.edge.efficiency=5..15 %,centre=9 %,source=a paper");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    const struct wf_factor *factor = &read.factors.items[0];
    CHECK_CLOSE(factor->shape.low, 0.05, 1e-15);
    CHECK_CLOSE(factor->shape.high, 0.15, 1e-15);
    CHECK_CLOSE(factor->shape.centre, 0.09, 1e-15);
    CU_ASSERT_EQUAL(factor->shape.kind, WF_SHAPE_TRIANGULAR); /* as it has a centre */
    CU_ASSERT_EQUAL(factor->shape.most, 1);                   /* the prop's own range */
    CU_ASSERT_EQUAL(factor->word, WF_ASSUMED);
    CHECK_TEXT(factor->source, "a paper");
    release(&read);
    read = read_text("link.a.bandwidth=low=10 Mbps,high=1 Gbps,shape=log-uniform");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CHECK_CLOSE(read.factors.items[0].shape.low, 1.25e6, 1e-15);
    CHECK_CLOSE(read.factors.items[0].shape.high, 1.25e8, 1e-15);
    CU_ASSERT_EQUAL(read.factors.items[0].shape.kind, WF_SHAPE_LOG_UNIFORM);
    release(&read);
    read = read_text("server.active=10..100"); /* counts are whole */
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CU_ASSERT(read.factors.items[0].shape.whole);
    CU_ASSERT_EQUAL(read.factors.items[0].shape.kind, WF_SHAPE_UNIFORM);
    CU_ASSERT_EQUAL(read.factors.items[0].shape.least, 1);
    release(&read);
    read = read_text("host.a.speed=times=0.5..2,shape=lognormal,provenance=published");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CU_ASSERT(read.factors.items[0].times);
    CU_ASSERT_EQUAL(read.factors.items[0].shape.high, 2);
    CU_ASSERT_EQUAL(read.factors.items[0].word, WF_PUBLISHED);
    release(&read);
}

/* Watts have their unit, which --set does not take. */
static void watts_are_shown_in_watts(void)
{
    static const char *const keys[] = {"host.a.wattage_per_state.0.all=3 W..4 W",
                                       "link.a.wattage_range.busy=3..4", "host.a.wattage_off=3..4"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct read read = read_text(keys[i]);
        CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
        char *text = wf_factor_text(&read.factors.items[0], 3.5);
        CHECK_TEXT(text, "3.5 W");
        free(text);
        release(&read);
    }
}

static void lists_hold_what_set_takes(void)
{
    struct read read = read_text("server.selection=random | fastest|least-energy");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    const struct wf_factor *factor = &read.factors.items[0];
    CU_ASSERT_EQUAL_FATAL(factor->shape.count, 3);
    CHECK_TEXT(factor->texts[1], "fastest");
    CU_ASSERT_FALSE(wf_factor_is_number(factor));
    char *text = wf_factor_text(factor, 2);
    CHECK_TEXT(text, "least-energy");
    free(text);
    release(&read);
    read = read_text("zone.a.pue=1.1|1.5");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CU_ASSERT(wf_factor_is_number(&read.factors.items[0]));
    CU_ASSERT_EQUAL(wf_factor_number(&read.factors.items[0], 1), 1.5);
    release(&read);
    read = read_text("server.passes-ratio=auto|3");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CU_ASSERT_FALSE(wf_factor_is_number(&read.factors.items[0]));
    release(&read);
    read = read_text("learner.samples=40|uniform(10, 70)");
    CU_ASSERT_EQUAL(read.factors.count, 1);
    release(&read);
    read = read_text("server.data=iid|dirichlet:0.3|classes:2");
    CU_ASSERT_EQUAL(read.factors.count, 1);
    release(&read);
}

static void steps_make_a_list(void)
{
    struct read read = read_text("server.active=10..32,step=10");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    const struct wf_factor *factor = &read.factors.items[0];
    CU_ASSERT_EQUAL_FATAL(factor->shape.count, 3);
    CHECK_CLOSE(wf_factor_number(factor, 2), 30, 0);
    release(&read);
    /* the end belongs to it, also where steps are rounded */
    read = read_text("zone.a.pue=1..1.3,step=0.1");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CU_ASSERT_EQUAL(read.factors.items[0].shape.count, 4);
    release(&read);
    read = read_text("server.start-date=2022-01-01T22:00Z..2022-01-02T01:30Z,step=1h");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CU_ASSERT_EQUAL_FATAL(read.factors.items[0].shape.count, 4);
    CHECK_TEXT(read.factors.items[0].texts[3], "2022-01-02T01:00:00Z");
    release(&read);
}

static void check_wrong(const char *text, const char *expected)
{
    struct read read = read_text(text);
    CU_ASSERT_EQUAL(read.status, -1);
    CU_ASSERT_EQUAL(read.factors.count, 0);
    struct wf_buffer all = {0};
    for (size_t i = 0; i < read.diag.count; i++) {
        CHECK_TEXT(read.diag.entries[i].file, "--factor");
        wf_buffer_printf(&all, "%s%s", i ? "\n" : "", read.diag.entries[i].text);
    }
    CHECK_TEXT(all.text, expected);
    wf_buffer_release(&all);
    release(&read);
}

static void what_is_wrong_with_a_factor_is_reported_at_once(void)
{
    check_wrong("zone.a.pue", "'zone.a.pue': expected KEY=LOW..HIGH (e.g. zone.edge.pue=1.1..1.6), "
                              "or KEY=A|B|C");
    check_wrong("zone.a.pue=1.5..1.1",
                "factor 'zone.a.pue', low: the interval from 1.5 to 1.1 is reversed");
    check_wrong("zone.a.pue=1.1..1.1", "factor 'zone.a.pue', low: the interval from 1.1 to 1.1 is "
                                       "empty; --set, or <set>, gives one value");
    check_wrong("zone.a.pue=0.5..1.1", "factor 'zone.a.pue', low: '0.5' is out of range; expected "
                                       "number from 1 to 100");
    check_wrong("zone.a.pue=1.1..x,shape=normale",
                "factor 'zone.a.pue', high: 'x' is not a decimal number\n"
                "factor 'zone.a.pue', shape: 'normale' is not one of uniform | log-uniform | "
                "triangular | normal | lognormal | list; did you mean 'normal'?");
    check_wrong("zone.a.pue=1.1..1.5,shape=triangular",
                "factor 'zone.a.pue', shape: triangular needs a centre, its likeliest value");
    check_wrong("zone.a.pue=1.1..1.5,centre=1.6",
                "factor 'zone.a.pue', centre: 1.6 is outside of 1.1 to 1.5");
    check_wrong("zone.a.pue=1.1..1.5,centre=1.2,shape=uniform",
                "factor 'zone.a.pue', centre: uniform has none; expected triangular, normal or "
                "lognormal");
    check_wrong(
        "server.round-overhead=0 s..5 s,shape=log-uniform",
        "factor 'server.round-overhead', low: '0 s' has no logarithm; log-uniform needs low "
        "> 0");
    check_wrong("zone.a.pue=low=1.1", "factor 'zone.a.pue': high is not given; expected low and "
                                      "high, times, or values");
    check_wrong("zone.a.pue=lwo=1.1",
                "factor 'zone.a.pue': 'lwo' is not one of low | high | centre | shape | times | "
                "values | provenance | source | step; did you mean 'low'?");
    check_wrong("server.selection=low=all,high=random",
                "factor 'server.selection': 'selection' has no bounds (all | random | fastest | "
                "slowest-first | least-energy | available | least-carbon); expected values, with "
                "'|' between");
    check_wrong(
        "server.selection=all|fasted",
        "factor 'server.selection', values: 'fasted' is not one of all | random | fastest | "
        "slowest-first | least-energy | available | least-carbon; did you mean 'fastest'?");
    check_wrong("zone.a.pue=1.1|1.1", "factor 'zone.a.pue', values: '1.1' stands twice");
    check_wrong("zone.a.pue=1.1|", "factor 'zone.a.pue', values: an item is empty");
    check_wrong("zone.a.pue=times=0..2",
                "factor 'zone.a.pue', times: '0' is out of range; expected ratio > 0");
    check_wrong("zone.a.pue=1..2,times=1..2",
                "factor 'zone.a.pue', low: times gives the bounds already; expected one of them");
    check_wrong("host.a.wattage_per_state.0=3 W..4 W",
                "factor 'host.a.wattage_per_state.0': 'wattage_per_state' has several watts; "
                "expected a part behind it (idle, epsilon, all), or times");
    check_wrong("server.rounds=10..20.5", "factor 'server.rounds', high: '20.5' is not an integer");
}

static void wrong_steps_are_reported(void)
{
    check_wrong("server.active=10..32,step=0",
                "factor 'server.active', step: '0' is out of range; expected a step > 0");
    check_wrong("server.active=10..12,step=5",
                "factor 'server.active', step: there are 1 values from low to high; expected 2 to "
                "10000");
    check_wrong(
        "server.active=10..1e6,step=1",
        "factor 'server.active', step: there are 999991 values from low to high; expected 2 "
        "to 10000");
    check_wrong("server.active=1|2,step=1",
                "factor 'server.active', step: expected low and high beside it, of a number or a "
                "date, and no more");
    check_wrong(
        "server.selection=low=all,high=random,step=1",
        "factor 'server.selection', step: expected low and high beside it, of a number or a "
        "date, and no more");
    check_wrong("server.start-date=2022-01-01..x,step=1h",
                "factor 'server.start-date', high: 'x': expected a date, ISO 8601 (e.g. "
                "'2022-01-01T06:00Z'; no offset: UTC), or seconds");
}

static void a_factor_twice_is_refused(void)
{
    struct read read = read_text("zone.a.pue=1.1..1.5");
    CU_ASSERT_EQUAL(wf_factors_add_text(&read.factors, "zone.a.pue=1.2..1.3", &read.diag), -1);
    CHECK_TEXT(read.diag.entries[0].text, "factor 'zone.a.pue': it is a factor already");
    release(&read);
}

/* ---- joint draws ---- */

static const char *const path = "draws-of-the-test.csv";

static struct read read_file(const char *text)
{
    struct read read = {.status = 0};
    struct wf_err err = {0};
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
    wf_diag_init(&read.diag);
    read.status = wf_factors_add_file(&read.factors, path, (struct wf_fit_of){NULL, NULL},
                                      (struct wf_origin){"study.xml", 7}, &read.diag, &err);
    unlink(path);
    return read;
}

static void a_row_of_a_file_is_drawn_as_a_whole(void)
{
    struct read read = read_file("host.a.speed.0,host.a.wattage_per_state.0.all\n"
                                 "1Gf,3\n2Gf,4 W\n3Gf,5\n4Gf,6\n");
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 2);
    wf_factors_add_text(&read.factors, "zone.a.pue=1..2", &read.diag);
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 3);
    CU_ASSERT_EQUAL(read.factors.columns, 2); /* one of the file, one of the PUE */
    CU_ASSERT_EQUAL(read.factors.groups, 2);
    uint32_t groups[2];
    wf_factors_groups(&read.factors, groups);
    CU_ASSERT_EQUAL(groups[0], 0);
    CU_ASSERT_EQUAL(groups[1], 1);
    for (int row = 0; row < 4; row++) {
        const double u[2] = {(row + 0.5) / 4, 0.25};
        double values[3];
        wf_factors_draw(&read.factors, u, values);
        CHECK_CLOSE(wf_factor_number(&read.factors.items[0], values[0]), (row + 1) * 1e9, 1e-15);
        CHECK_CLOSE(wf_factor_number(&read.factors.items[1], values[1]), row + 3, 1e-15);
        CHECK_CLOSE(values[2], 1.25, 1e-15);
    }
    release(&read);
}

static void check_wrong_file(const char *text, uint32_t line, const char *expected)
{
    struct read read = read_file(text);
    CU_ASSERT_EQUAL_FATAL(read.diag.count, 1);
    CHECK_TEXT(read.diag.entries[0].file, path);
    CU_ASSERT_EQUAL(read.diag.entries[0].line, line);
    CHECK_TEXT(read.diag.entries[0].text, expected);
    release(&read);
}

static void wrong_draws_are_reported_with_their_line(void)
{
    check_wrong_file("zone.a.peu\n1\n2\n", 1,
                     "factor 'zone.a.peu': zone prop 'peu' is unknown; did you mean 'pue'?");
    check_wrong_file("zone.a.pue\n1.2\n0.9\n", 3,
                     "factor 'zone.a.pue': '0.9' is out of range; expected number from 1 to 100");
    check_wrong_file("zone.a.pue,zone.b.pue\n1.2,1\n1.3,\n", 3,
                     "factor 'zone.b.pue': the cell is empty");
    check_wrong_file("zone.a.pue\n1.2\n", 1, "1 draw; expected a row a draw, two at least");
}

static void a_file_that_is_missing_is_said(void)
{
    struct wf_factors factors = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_factors_add_file(&factors, "no-such.csv", (struct wf_fit_of){NULL, NULL},
                                        (struct wf_origin){"s.xml", 1}, &diag, &err),
                    -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_EQUAL(factors.count, 0);
    wf_factors_release(&factors);
    wf_diag_release(&diag);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(any_key_of_set_is_one_of_a_factor),
        WF_TEST(speeds_and_watts_have_pstates_and_parts),
        WF_TEST(wrong_keys_name_the_nearest),
        WF_TEST(bounds_are_read_in_the_unit_of_the_prop),
        WF_TEST(watts_are_shown_in_watts),
        WF_TEST(lists_hold_what_set_takes),
        WF_TEST(steps_make_a_list),
        WF_TEST(what_is_wrong_with_a_factor_is_reported_at_once),
        WF_TEST(wrong_steps_are_reported),
        WF_TEST(a_factor_twice_is_refused),
        WF_TEST(a_row_of_a_file_is_drawn_as_a_whole),
        WF_TEST(wrong_draws_are_reported_with_their_line),
        WF_TEST(a_file_that_is_missing_is_said),
    };
    return wf_suite_run("sweep.factor", tests, sizeof tests / sizeof *tests);
}
