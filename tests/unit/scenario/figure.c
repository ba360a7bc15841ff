#include "scenario/figure_text.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Overrides that are composed here are read by `--set`: tests/assumed/figures.sh. */

static const double speeds[] = {1e9, 2.5e9};
static const struct wf_watts watts[] = {{1, 1, 2}, {1, 1.5, 3}};
static const struct wf_host_class host = {
    .speed_flop_per_s = speeds, .watts = watts, .pstate_count = 2};
static const struct wf_link_class link_class = {.idle_w = 1, .busy_w = 4};

static void check_override(const struct wf_figure *figure, double value, const char *expected)
{
    char *text = wf_figure_override(figure, value);
    CHECK_TEXT(text, expected);
    free(text);
}

static void an_override_keeps_the_rest_of_a_list(void)
{
    char target[] = "host.board-*";
    struct wf_figure figure = {
        .target = target, .prop = "speed", .pstate = 1, .dimension = WF_DIM_SPEED, .host = &host};
    check_override(&figure, 3e9, "host.board-*.speed=1000000000f,3000000000f");
    figure.prop = "wattage_per_state";
    figure.part = WF_FIGURE_ALL;
    check_override(&figure, 5, "host.board-*.wattage_per_state=1:1:2,1:1.5:5");
    figure.part = WF_FIGURE_IDLE; /* epsilon is its own there */
    check_override(&figure, 1.2, "host.board-*.wattage_per_state=1:1:2,1.2:1.5:3");
    figure.pstate = 0; /* and follows where it is idle's */
    check_override(&figure, 1.2, "host.board-*.wattage_per_state=1.2:1.2:2,1:1.5:3");
}

static void an_override_has_the_unit_of_its_prop(void)
{
    char link[] = "link.l", zone[] = "zone.z";
    struct wf_figure figure = {.target = link,
                               .prop = "wattage_range",
                               .pstate = WF_EVERY_PSTATE,
                               .part = WF_FIGURE_BUSY,
                               .dimension = WF_DIM_POWER,
                               .link = &link_class};
    check_override(&figure, 7, "link.l.wattage_range=1:7");
    figure.part = WF_FIGURE_IDLE;
    check_override(&figure, 7, "link.l.wattage_range=7:4");
    figure = (struct wf_figure){.target = link, .prop = "bandwidth", .dimension = WF_DIM_BANDWIDTH};
    check_override(&figure, 1e6, "link.l.bandwidth=1000000Bps");
    figure.prop = "latency";
    check_override(&figure, 0.5, "link.l.latency=0.5s");
    figure = (struct wf_figure){.target = zone, .prop = "pue", .dimension = WF_DIM_NUMBER};
    check_override(&figure, 1.3, "zone.z.pue=1.3");
    figure.prop = "lifetime";
    figure.dimension = WF_DIM_TIME;
    check_override(&figure, 60, "zone.z.lifetime=60 s");
}

static void check_names(const struct wf_figure *figure, const char *key, const char *label)
{
    char *text = wf_figure_key(figure);
    CHECK_TEXT(text, key);
    free(text);
    text = wf_figure_label(figure);
    CHECK_TEXT(text, label);
    free(text);
}

static void a_figure_has_a_key_and_a_label(void)
{
    char boards[] = "host.board-*", board[] = "host.board-0", workload[] = "workload",
         server[] = "server";
    check_names(&(struct wf_figure){.target = boards,
                                    .prop = "wattage_per_state",
                                    .pstate = 1,
                                    .part = WF_FIGURE_ALL,
                                    .rank = 4,
                                    .count = 10,
                                    .exact = true},
                "host.board-*.wattage_per_state.1.all", "busy watts of board-*");
    check_names(
        &(struct wf_figure){.target = board, .prop = "speed", .pstate = 0, .rank = 2, .count = 10},
        "host.board-0.speed.0", "speed of board-0 and 9 more");
    check_names(&(struct wf_figure){.target = workload,
                                    .prop = "samples",
                                    .pstate = WF_EVERY_PSTATE,
                                    .rank = 11,
                                    .count = 1},
                "workload.samples", "samples");
    check_names(&(struct wf_figure){.target = server,
                                    .prop = "rounds",
                                    .pstate = WF_EVERY_PSTATE,
                                    .count = 1,
                                    .exact = true},
                "server.rounds", "rounds");
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(an_override_keeps_the_rest_of_a_list),
        WF_TEST(an_override_has_the_unit_of_its_prop),
        WF_TEST(a_figure_has_a_key_and_a_label),
    };
    return wf_suite_run("figure", tests, sizeof tests / sizeof *tests);
}
