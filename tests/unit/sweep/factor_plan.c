/* Factors against a study: what they vary, and the overrides that a row of a design becomes. */
#include "sweep/factor_plan.h"
#include "study/study.h"
#include "sweep/factor_reader.h"
#include "sweep/factor_resolve.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const path = "platform-of-the-test.xml";

/* Two boards of one kind and a third of another, with two pstates; a link; a server. */
static const char platform_text[] =
    "<?xml version=\"1.0\"?>\n"
    "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
    "<platform version=\"4.1\">\n"
    "<zone id=\"all\" routing=\"Full\">\n"
    "<prop id=\"pue\" value=\"1.2\"/>\n"
    "<host id=\"board-0\" speed=\"10Gf,2Gf\"><prop id=\"wattage_per_state\" "
    "value=\"2:2:10,1:1.5:5\"/></host>\n"
    "<host id=\"board-1\" speed=\"10Gf,2Gf\"><prop id=\"wattage_per_state\" "
    "value=\"2:2:10,1:1.5:5\"/></host>\n"
    "<host id=\"board-2\" speed=\"20Gf,4Gf\"><prop id=\"wattage_per_state\" "
    "value=\"3:3:12,2:2:6\"/></host>\n"
    "<host id=\"dc\" speed=\"100Gf\"><prop id=\"wattage_per_state\" value=\"50:50:200\"/></host>\n"
    "<link id=\"cable\" bandwidth=\"1MBps\" latency=\"0s\"><prop id=\"wattage_range\" "
    "value=\"1:4\"/></link>\n"
    "<route src=\"dc\" dst=\"board-0\"><link_ctn id=\"cable\"/></route>\n"
    "<route src=\"dc\" dst=\"board-1\"><link_ctn id=\"cable\"/></route>\n"
    "<route src=\"dc\" dst=\"board-2\"><link_ctn id=\"cable\"/></route>\n"
    "</zone>\n"
    "</platform>\n";

struct fixture {
    struct wf_study study;
    struct wf_factors factors;
    struct wf_diag diag;
    struct wf_err err;
};

static void open_study(struct fixture *fixture, const char *platform,
                       const char *const *deployments, size_t count)
{
    const struct wf_study_request request = {
        .platform = platform, .deployments = deployments, .count = count, .options = {.seed = 1}};
    *fixture = (struct fixture){0};
    wf_diag_init(&fixture->diag);
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&fixture->study, &request, &fixture->err), 0);
}

static void open_boards(struct fixture *fixture)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(platform_text, file);
    fclose(file);
    open_study(fixture, path, NULL, 0);
    unlink(path);
}

static void open_pair(struct fixture *fixture)
{
    static const char *const deployments[] = {"deployments/unet3d-kits19-centralised.xml",
                                              "deployments/unet3d-kits19-federated.xml"};
    open_study(fixture, "platforms/grenoble.xml", deployments, 2);
}

static void close_study(struct fixture *fixture)
{
    wf_factors_release(&fixture->factors);
    wf_study_release(&fixture->study);
    wf_diag_release(&fixture->diag);
}

static void add(struct fixture *fixture, const char *text)
{
    CU_ASSERT_EQUAL(wf_factors_add_text(&fixture->factors, text, &fixture->diag), 0);
}

/* The overrides at @p values, a line each. Caller frees. */
static char *overrides_at(struct fixture *fixture, const double *values)
{
    struct wf_overrides overrides = {0};
    struct wf_buffer out = {0};
    CU_ASSERT_EQUAL(wf_factors_resolve(&fixture->factors, &fixture->study, &fixture->diag), 0);
    for (size_t i = 0; i < fixture->diag.count; i++)
        fprintf(stderr, "%s\n", fixture->diag.entries[i].text);
    CU_ASSERT_EQUAL(wf_factors_overrides(&fixture->factors, values, &overrides, &fixture->err), 0);
    for (size_t i = 0; i < overrides.count; i++)
        wf_buffer_printf(&out, "%s\n", overrides.items[i].text);
    wf_overrides_release(&overrides);
    return out.text;
}

static void check_overrides(struct fixture *fixture, const double *values, const char *expected)
{
    char *text = overrides_at(fixture, values);
    CHECK_TEXT(text, expected);
    free(text);
}

static void a_number_is_set_in_its_unit(void)
{
    struct fixture fixture;
    open_pair(&fixture);
    add(&fixture, "zone.edge.pue=1..1.6");
    add(&fixture, "server.round-overhead=0 s..20 s");
    add(&fixture, "B:learner.local-epochs=1..10");
    add(&fixture, "link.gateway-0-up.bandwidth=1 Mbps..1 Gbps");
    add(&fixture, "link.gateway-0-up.latency=1 ms..30 ms");
    add(&fixture, "network.fixed.marginal.access=80 J/GB..400 J/GB");
    add(&fixture, "server.data=iid|dirichlet:0.3");
    add(&fixture, "seed=1..100");
    const double values[] = {1.25, 11.5, 4.2, 1e6, 0.02, 1.6e-7, 1, 42};
    check_overrides(&fixture, values,
                    "server.round-overhead=11.5 s\n"
                    "B:learner.local-epochs=4\n"
                    "server.data=dirichlet:0.3\n"
                    "zone.edge.pue=1.25\n"
                    "link.gateway-0-up.bandwidth=1000000Bps\n"
                    "link.gateway-0-up.latency=0.02s\n"
                    "network.fixed.marginal.access=1.6e-07 J/B\n");
    CU_ASSERT_EQUAL(wf_factors_seed(&fixture.factors, values, 7), 42);
    CHECK_CLOSE(fixture.factors.items[0].value, 1, 1e-15); /* as the files say */
    CHECK_CLOSE(fixture.factors.items[1].value, 11.7, 1e-15);
    CHECK_CLOSE(fixture.factors.items[2].value, 5, 1e-15);
    CHECK_CLOSE(fixture.factors.items[5].value, 1.6e-7, 1e-15);
    close_study(&fixture);
}

/* A prop without target is that of whoever leads: of B the server. */
static void the_leader_is_found(void)
{
    struct fixture fixture;
    open_pair(&fixture);
    add(&fixture, "B:passes-ratio=1.1..23");
    add(&fixture, "A:epochs=1000..2000");
    const double values[] = {4.9, 1500};
    check_overrides(&fixture, values, "B:server.passes-ratio=4.9\nA:trainer.epochs=1500\n");
    CHECK_CLOSE(fixture.factors.items[1].value, 1880, 1e-15);
    close_study(&fixture);
}

/* The other items stay; boards 0 and 1 are equal, board 2 has its own list. */
static void an_item_of_a_list_is_put_among_the_others(void)
{
    struct fixture fixture;
    open_boards(&fixture);
    add(&fixture, "host.board-[01].speed.1=1Gf..3Gf");
    const double values[] = {2.5e9};
    check_overrides(&fixture, values, "host.board-[01].speed=10000000000f,2500000000f\n");
    CHECK_CLOSE(fixture.factors.items[0].value, 2e9, 1e-15);
    close_study(&fixture);
    open_boards(&fixture);
    add(&fixture, "host.board-*.speed.1=1Gf..3Gf");
    check_overrides(&fixture, values,
                    "host.board-0.speed=10000000000f,2500000000f\n"
                    "host.board-1.speed=10000000000f,2500000000f\n"
                    "host.board-2.speed=20000000000f,2500000000f\n");
    CU_ASSERT(isnan(fixture.factors.items[0].value)); /* 2 Gf and 4 Gf */
    close_study(&fixture);
}

/* Several factors of one list are written together, each where it holds. Epsilon follows idle where
 * it is idle's equal. */
static void several_items_of_a_list_are_written_together(void)
{
    struct fixture fixture;
    open_boards(&fixture);
    add(&fixture, "host.board-0.wattage_per_state.0.idle=1 W..3 W");
    add(&fixture, "host.board-0.wattage_per_state.1.idle=0.5 W..1.4 W");
    add(&fixture, "host.board-*.wattage_per_state.0.all=5..15");
    add(&fixture, "link.cable.wattage_range.busy=3..5");
    add(&fixture, "link.*.wattage_range.idle=0..2");
    const double values[] = {2.5, 0.75, 11, 4.5, 0.5};
    check_overrides(&fixture, values,
                    "host.board-0.wattage_per_state=2.5:2.5:11,0.75:1.5:5\n"
                    "host.board-1.wattage_per_state=2:2:11,1:1.5:5\n"
                    "host.board-2.wattage_per_state=3:3:11,2:2:6\n"
                    "link.cable.wattage_range=0.5:4.5\n");
    close_study(&fixture);
}

static void what_is_multiplied_is_multiplied_where_it_stands(void)
{
    struct fixture fixture;
    open_boards(&fixture);
    add(&fixture, "host.*.speed=times=0.5..2");
    add(&fixture, "host.board-*.wattage_per_state.0=times=0.5..2");
    add(&fixture, "zone.all.pue=times=0.9..1.5");
    add(&fixture, "link.cable.bandwidth=times=0.1..10");
    const double values[] = {0.5, 2, 1.5, 3};
    check_overrides(&fixture, values,
                    "host.board-0.speed=5000000000f,1000000000f\n"
                    "host.board-1.speed=5000000000f,1000000000f\n"
                    "host.board-2.speed=10000000000f,2000000000f\n"
                    "host.dc.speed=50000000000f\n"
                    "host.board-0.wattage_per_state=4:4:20,1:1.5:5\n"
                    "host.board-1.wattage_per_state=4:4:20,1:1.5:5\n"
                    "host.board-2.wattage_per_state=6:6:24,2:2:6\n"
                    "zone.all.pue=1.7999999999999998\n"
                    "link.cable.bandwidth=3000000Bps\n");
    close_study(&fixture);
}

static void counts_are_multiplied_to_whole_numbers(void)
{
    struct fixture fixture;
    open_pair(&fixture);
    add(&fixture, "learner.local-epochs=times=0.4..3");
    add(&fixture, "workload.samples=times=0.5..2");
    const double values[] = {0.5, 0.503};
    check_overrides(&fixture, values, "learner.local-epochs=3\nworkload.samples=85\n");
    close_study(&fixture);
}

static void check_wrong(struct fixture *fixture, const char *text, const char *expected)
{
    add(fixture, text);
    CU_ASSERT_EQUAL(wf_factors_resolve(&fixture->factors, &fixture->study, &fixture->diag), -1);
    CU_ASSERT_EQUAL_FATAL(fixture->diag.count, 1);
    CHECK_TEXT(fixture->diag.entries[0].text, expected);
    CHECK_TEXT(fixture->diag.entries[0].file, "--factor");
    wf_factors_release(&fixture->factors);
    wf_diag_release(&fixture->diag);
    wf_diag_init(&fixture->diag);
}

static void what_does_not_fit_the_boards_is_said(void)
{
    struct fixture fixture;
    open_boards(&fixture);
    check_wrong(&fixture, "host.bord-0.pue=1..2",
                "factor 'host.bord-0.pue': there is no host 'bord-0'; did you mean 'board-0'?");
    check_wrong(&fixture, "host.board-0.speed.2=1Gf..2Gf",
                "factor 'host.board-0.speed.2': host 'board-0' has no pstate 2; expected 0 to 1");
    check_wrong(&fixture, "host.board-0.speed=1Gf..2Gf",
                "factor 'host.board-0.speed': host 'board-0' has 2 pstates; expected which "
                "(speed.0), or times");
    check_wrong(&fixture, "zone.all.pue=times=0.5..2",
                "factor 'zone.all.pue': 0.5 times 1.2 of 'all' is out of range; expected number "
                "from 1 to 100");
    check_wrong(
        &fixture, "zone.all.lifetime=times=0.5..2",
        "factor 'zone.all.lifetime': zone 'all' gives no lifetime to multiply; expected low "
        "and high");
    check_wrong(&fixture, "link.cable.latency=times=0.5..2",
                "factor 'link.cable.latency': 'cable' has no value to multiply; expected low and "
                "high");
    check_wrong(&fixture, "class.phone.count=1..10",
                "factor 'class.phone.count': there is no class 'phone'");
    check_wrong(&fixture, "server.rounds=1..10",
                "factor 'server.rounds': there is no server in this study");
    close_study(&fixture);
}

static void what_does_not_fit_the_deployments_is_said(void)
{
    struct fixture fixture;
    open_pair(&fixture);
    check_wrong(
        &fixture, "C:server.rounds=1..10",
        "factor 'C:server.rounds': there is no deployment 'C'; expected A | B; did you mean 'A'?");
    check_wrong(&fixture, "trainings=1..10",
                "factor 'trainings': deployments are led by a trainer and by a server; expected a "
                "label before it, or trainer.trainings");
    check_wrong(&fixture, "A:active=1..10", "factor 'A:active': a trainer has no prop 'active'");
    check_wrong(&fixture, "A:server.active=1..10",
                "factor 'A:server.active': there is no server in deployment A");
    check_wrong(
        &fixture, "learner.samples=times=0.5..2",
        "factor 'learner.samples': it is 16 to 17 here, and one key sets them all; expected "
        "low and high");
    check_wrong(&fixture, "learner.local-epochs=times=0.05..2",
                "factor 'learner.local-epochs': 0.05 times 5 is out of range; expected count from "
                "1");
    close_study(&fixture);
}

/* A fleet's classes and regions, as its file says. */
static void elements_of_fleets_are_found(void)
{
    static const char *const deployments[] = {"deployments/fleet-phones.xml"};
    struct fixture fixture;
    open_study(&fixture, "platforms/fleets/phones.xml", deployments, 1);
    add(&fixture, "class.phone.count=times=0.5..2");
    add(&fixture, "region.*.carbon_intensity=times=0.5..2");
    add(&fixture, "access.home.latency=5 ms..9 ms");
    add(&fixture, "fleet.seed=1..9");
    const double values[] = {0.5, 2, 0.006, 3};
    check_overrides(&fixture, values,
                    "fleet.seed=3\n"
                    "class.phone.count=50000\n"
                    "region.france.carbon_intensity=112 g/kWh\n"
                    "region.germany.carbon_intensity=762 g/kWh\n"
                    "region.poland.carbon_intensity=1324 g/kWh\n"
                    "access.home.latency=0.006 s\n");
    close_study(&fixture);
}

/* What the overrides say is taken: a study with them has these figures. */
static void overrides_are_what_set_takes(void)
{
    struct fixture fixture;
    struct wf_overrides overrides = {0};
    open_pair(&fixture);
    add(&fixture, "host.jetson-*.speed.0=5Tf..20Tf");
    add(&fixture, "host.jetson-*.wattage_per_state.0.all=30..50");
    add(&fixture, "zone.edge.efficiency=5 %..15 %");
    const double values[] = {1.5e13, 40.5, 0.125};
    CU_ASSERT_EQUAL(wf_factors_resolve(&fixture.factors, &fixture.study, &fixture.diag), 0);
    CU_ASSERT_EQUAL(wf_factors_overrides(&fixture.factors, values, &overrides, &fixture.err), 0);
    static const char *const deployments[] = {"deployments/unet3d-kits19-federated.xml"};
    const struct wf_study_request request = {.platform = "platforms/grenoble.xml",
                                             .deployments = deployments,
                                             .count = 1,
                                             .overrides = &overrides,
                                             .options = {.seed = 1}};
    struct wf_study varied;
    CU_ASSERT_EQUAL_FATAL(wf_study_vary(&varied, &fixture.study, &request, &fixture.err), 0);
    uint32_t host = wf_platform_host(varied.platform, "jetson-3");
    const struct wf_host_class *class = varied.platform->hosts[host].class;
    CHECK_CLOSE(class->speed_flop_per_s[0], 1.5e13, 1e-15);
    CHECK_CLOSE(class->speed_flop_per_s[1], 180341200000, 1e-15);
    CHECK_CLOSE(class->watts[0].all_cores_w, 40.5, 1e-15);
    CHECK_CLOSE(class->watts[0].idle_w, 6.8, 1e-15);
    CHECK_CLOSE(class->site->efficiency_ratio, 0.125, 1e-15);
    wf_study_release(&varied);
    wf_overrides_release(&overrides);
    close_study(&fixture);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_number_is_set_in_its_unit),
        WF_TEST(the_leader_is_found),
        WF_TEST(an_item_of_a_list_is_put_among_the_others),
        WF_TEST(several_items_of_a_list_are_written_together),
        WF_TEST(what_is_multiplied_is_multiplied_where_it_stands),
        WF_TEST(counts_are_multiplied_to_whole_numbers),
        WF_TEST(what_does_not_fit_the_boards_is_said),
        WF_TEST(what_does_not_fit_the_deployments_is_said),
        WF_TEST(elements_of_fleets_are_found),
        WF_TEST(overrides_are_what_set_takes),
    };
    return wf_suite_run("sweep.factor_plan", tests, sizeof tests / sizeof *tests);
}
