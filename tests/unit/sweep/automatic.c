/* Factors that nobody names, of shipped deployments. */
#include "sweep/automatic.h"

#include "scratch.h"
#include "study/study.h"
#include "suite.h"
#include "sweep/factor_plan.h"
#include "sweep/factor_reader.h"
#include "sweep/factor_resolve.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct wf_study study;
    struct wf_factors factors;
    struct wf_fixed_figures fixed;
    struct wf_arena arena;
    struct wf_diag diag;
    struct wf_err err;
};

static void open_study(struct fixture *fixture, const char *platform,
                       const char *const *deployments, size_t count, const char *named)
{
    const struct wf_study_request request = {
        .platform = platform, .deployments = deployments, .count = count, .options = {.seed = 1}};
    *fixture = (struct fixture){0};
    wf_arena_init(&fixture->arena);
    wf_diag_init(&fixture->diag);
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&fixture->study, &request, &fixture->err), 0);
    if (named)
        wf_factors_add_text(&fixture->factors, named, &fixture->diag);
    wf_factors_add_automatic(&fixture->factors, &fixture->study,
                             wf_defaults_shipped(&fixture->arena), &fixture->fixed, &fixture->diag);
    CU_ASSERT_EQUAL(wf_factors_resolve(&fixture->factors, &fixture->study, &fixture->diag), 0);
    CU_ASSERT_EQUAL(fixture->diag.count, 0);
}

static void open_pair(struct fixture *fixture, const char *named)
{
    static const char *const deployments[] = {"deployments/unet3d-kits19-centralised.xml",
                                              "deployments/unet3d-kits19-federated.xml"};
    open_study(fixture, "platforms/grenoble.xml", deployments, 2, named);
}

static void close_study(struct fixture *fixture)
{
    wf_factors_release(&fixture->factors);
    wf_fixed_figures_release(&fixture->fixed);
    wf_study_release(&fixture->study);
    wf_arena_release(&fixture->arena);
    wf_diag_release(&fixture->diag);
}

static const struct wf_factor *find(const struct fixture *fixture, const char *key)
{
    for (size_t i = 0; i < fixture->factors.count; i++)
        if (!strcmp(fixture->factors.items[i].key, key))
            return &fixture->factors.items[i];
    return NULL;
}

static const char *why_fixed(const struct fixture *fixture, const char *key)
{
    for (size_t i = 0; i < fixture->fixed.count; i++)
        if (!strcmp(fixture->fixed.items[i].key, key))
            return fixture->fixed.items[i].why;
    return NULL;
}

static void check_factor(const struct fixture *fixture, const char *key, enum wf_shape_kind kind,
                         double low, double centre, double high)
{
    const struct wf_factor *factor = find(fixture, key);
    if (!factor) {
        CHECK_TEXT(NULL, key);
        return;
    }
    CU_ASSERT_EQUAL(factor->shape.kind, kind);
    CHECK_CLOSE(factor->shape.low, low, 1e-9);
    CHECK_CLOSE(factor->shape.high, high, 1e-9);
    if (isnan(centre)) {
        CU_ASSERT(isnan(factor->shape.centre));
    } else {
        CHECK_CLOSE(factor->shape.centre, centre, 1e-9);
    }
    CU_ASSERT(*factor->source);
}

/* platforms/grenoble.xml: speed.1=fitted:833.7Tf..835.6Tf, .., of hosts dc-0 to dc-3; wall_factor
 * of the datacentre 1.32, assumed 1.32 to 1.37; PUE of the edge 1, assumed 1 to 1.6. */
static void intervals_of_provenance_become_shapes(void)
{
    struct fixture fixture;
    open_pair(&fixture, NULL);
    check_factor(&fixture, "host.dc-*.speed.1", WF_SHAPE_NORMAL, 833.66e12, 834.611e12, 835.57e12);
    check_factor(&fixture, "host.jetson-*.wattage_per_state.0.idle", WF_SHAPE_NORMAL, 6.7, 6.8,
                 6.9);
    check_factor(&fixture, "zone.datacentre.wall_factor", WF_SHAPE_UNIFORM, 1.32, NAN, 1.37);
    check_factor(&fixture, "zone.edge.pue", WF_SHAPE_UNIFORM, 1, NAN, 1.6);
    check_factor(&fixture, "network.fixed.marginal.access", WF_SHAPE_LOGNORMAL, 8e-8, 1.6e-7, 4e-7);
    check_factor(&fixture, "network.lan.marginal.access", WF_SHAPE_LOG_UNIFORM, 1.2e-10, NAN,
                 1.2e-9);
    CU_ASSERT_EQUAL(find(&fixture, "host.dc-*.speed.1")->word, WF_FITTED);
    close_study(&fixture);
}

/* Published PUE of 1.2: the class of 1.08 / 1.11 / 1.2 around it. Assumed efficiency of 9 %: any of
 * its class. Idle of a server, published 45 W: the class of .12 / .21 / .46 around it, at most the
 * 82.4 W at full load. */
static void without_an_interval_the_class_is_taken(void)
{
    struct fixture fixture;
    open_pair(&fixture, NULL);
    check_factor(&fixture, "zone.datacentre.pue", WF_SHAPE_TRIANGULAR, 1.2 * 1.08 / 1.11, 1.2,
                 1.2 * 1.2 / 1.11);
    check_factor(&fixture, "zone.edge.efficiency", WF_SHAPE_LOG_UNIFORM, 0.007, NAN, 0.09);
    check_factor(&fixture, "host.onprem-0.wattage_per_state.0.idle", WF_SHAPE_TRIANGULAR,
                 45 * 0.12 / 0.21, 45, 82.4);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(find(&fixture, "host.onprem-0.wattage_per_state.0.idle")->source, ", secondary"));
    check_factor(&fixture, "zone.grenoble.carbon_intensity", WF_SHAPE_TRIANGULAR, 56 * 0.455,
                 56 * 1.03, 56 * 1.47);
    close_study(&fixture);
}

static void what_is_not_varied_is_said(void)
{
    struct fixture fixture;
    open_pair(&fixture, NULL);
    CHECK_TEXT(why_fixed(&fixture, "workload.parameters"),
               "nothing bounds it, and its class has no default");
    CHECK_TEXT(why_fixed(&fixture, "host.onprem-0.share"), "a choice is not drawn");
    CHECK_TEXT(why_fixed(&fixture, "learner.samples"), "a choice is not drawn");
    CU_ASSERT_PTR_NULL(find(&fixture, "host.onprem-0.share"));
    CU_ASSERT_PTR_NULL(why_fixed(&fixture, "server.rounds")); /* by the law */
    CU_ASSERT_PTR_NULL(find(&fixture, "server.rounds"));
    close_study(&fixture);
}

/* Epochs vary from seed to seed, and passes refer to the same epochs: one factor for both. */
static void epochs_and_passes_are_drawn_for_all_deployments(void)
{
    struct fixture fixture;
    open_pair(&fixture, NULL);
    check_factor(&fixture, "workload.epochs-scale", WF_SHAPE_LOGNORMAL, 0.64, 1, 1.52);
    const struct wf_factor *a = find(&fixture, "workload.passes-active");
    const struct wf_factor *b = find(&fixture, "workload.passes-local-epochs");
    const struct wf_factor *residual = find(&fixture, "workload.passes-residual");
    CU_ASSERT_FATAL(a && b && residual);
    CU_ASSERT_EQUAL(a->group, b->group);
    CU_ASSERT_EQUAL(a->group, residual->group);
    CHECK_CLOSE(a->shape.low, 0.29, 1e-6);
    CHECK_CLOSE(b->shape.high, 0.91, 1e-6);
    CU_ASSERT_PTR_NULL(find(&fixture, "workload.passes-split")); /* near-IID: there is none */
    uint32_t *groups = calloc(fixture.factors.columns, sizeof *groups);
    double *u = calloc(fixture.factors.columns, sizeof *u);
    double *values = calloc(fixture.factors.count, sizeof *values);
    wf_factors_groups(&fixture.factors, groups);
    CU_ASSERT_EQUAL(groups[a->column + 2], a->group); /* the spread that both share */
    for (uint32_t i = 0; i < fixture.factors.columns; i++)
        u[i] = 0.5;
    u[a->column] = 0.9; /* a above its estimate draws b below its own */
    wf_factors_draw(&fixture.factors, u, values);
    CU_ASSERT(values[a - fixture.factors.items] > 0.6);
    CU_ASSERT(values[b - fixture.factors.items] < 0.2);
    free(groups);
    free(values);
    free(u);
    close_study(&fixture);
}

/* The rounds follow: 10 learners, 5 local epochs, ratio 10^a x 5^b x residual; p = 5 passes a
 * round; 1880 epochs x 1.2. */
static void rounds_follow_what_is_drawn(void)
{
    struct fixture fixture;
    open_pair(&fixture, NULL);
    static const char *const texts[] = {"workload.epochs-scale=1.2", "workload.passes-active=0.7",
                                        "workload.passes-local-epochs=0.1",
                                        "workload.passes-residual=1.5"};
    static const char *const deployments[] = {"deployments/unet3d-kits19-centralised.xml",
                                              "deployments/unet3d-kits19-federated.xml"};
    struct wf_overrides overrides = {0};
    for (size_t i = 0; i < 4; i++)
        wf_overrides_add(&overrides, texts[i], &fixture.err);
    const struct wf_study_request request = {.platform = "platforms/grenoble.xml",
                                             .deployments = deployments,
                                             .count = 2,
                                             .overrides = &overrides,
                                             .options = {.seed = 1}};
    struct wf_study varied;
    CU_ASSERT_EQUAL_FATAL(wf_study_vary(&varied, &fixture.study, &request, &fixture.err), 0);
    CHECK_CLOSE(varied.scenarios[0].rounds, 1880 * 1.2, 1e-12);
    CHECK_CLOSE(varied.scenarios[1].rounds, ceil(pow(10, 0.7) * pow(5, 0.1) * 1.5 * 1880 * 1.2 / 5),
                1e-12);
    CU_ASSERT_EQUAL(varied.scenarios[0].provenance, WF_ASSUMED); /* not as its source says */
    wf_study_release(&varied);
    wf_overrides_release(&overrides);
    close_study(&fixture);
}

static void what_somebody_names_stays_as_it_is_named(void)
{
    struct fixture fixture;
    open_pair(&fixture, "zone.*.pue=1..2");
    CU_ASSERT_PTR_NULL(find(&fixture, "zone.edge.pue"));
    CU_ASSERT_PTR_NULL(find(&fixture, "zone.datacentre.pue"));
    CU_ASSERT_PTR_NOT_NULL(find(&fixture, "zone.edge.wall_factor"));
    close_study(&fixture);
    open_pair(&fixture, "B:passes-ratio=2..8");
    CU_ASSERT_PTR_NULL(find(&fixture, "workload.passes-active"));
    close_study(&fixture);
}

/* A campaign of its own: rounds measured once vary from seed to seed; round-overhead as fitted. */
static void figures_of_a_measured_campaign(void)
{
    static const char *const deployments[] = {"deployments/jetson-fedavg.xml"};
    struct fixture fixture;
    open_study(&fixture, "platforms/jetson-cluster.xml", deployments, 1, NULL);
    check_factor(&fixture, "server.rounds", WF_SHAPE_LOGNORMAL, 76, 119, 181);
    CU_ASSERT(find(&fixture, "server.rounds")->shape.whole);
    CU_ASSERT_EQUAL(find(&fixture, "server.round-overhead")->shape.kind, WF_SHAPE_NORMAL);
    CU_ASSERT_PTR_NULL(find(&fixture, "workload.epochs-scale")); /* no passes refer to it */
    close_study(&fixture);
}

/* ---- figures of a fit ---- */

/* platforms/jetson-cluster.xml: boards jetson-0 .. of 180.3 Gf (fitted: 178.6 to 182.1), 24.55 W
 * (24.17 to 24.94), and the server's overhead of 16.79 s (16.59 to 17). */
#define FIT_HEADER "key,value,error,freedom,speed.0,wattage_per_state.0.all,server.round-overhead\n"
static const char jetson_fit[] = FIT_HEADER
    "speed.0,180.3412e9,8e8,8,1,0.9,-0.5\nwattage_per_state.0.all,24.553,0.17,8,0.9,1,-0.4\n"
    "server.round-overhead,16.7934,0.09,8,-0.5,-0.4,1\n";

/* The boards name this fit. Leaves what was found, and the folder of the fit. */
static void open_fit(struct fixture *fixture, const char *text, const char *named)
{
    static const char *const deployments[] = {"deployments/jetson-fedavg.xml"};
    struct wf_overrides overrides = {0};
    *fixture = (struct fixture){0};
    wf_arena_init(&fixture->arena);
    wf_diag_init(&fixture->diag);
    wf_scratch_enter();
    const char *path = text ? wf_scratch_put("fit.csv", text) : wf_scratch_at("missing.csv");
    char *set = wf_format("host.jetson-[0-9]*.fit=%s", path);
    CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, set, &fixture->err), 0);
    free(set);
    const struct wf_study_request request = {.platform = "platforms/jetson-cluster.xml",
                                             .deployments = deployments,
                                             .count = 1,
                                             .overrides = &overrides,
                                             .options = {.seed = 1}};
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&fixture->study, &request, &fixture->err), 0);
    if (named)
        wf_factors_add_text(&fixture->factors, named, &fixture->diag);
    wf_factors_add_automatic(&fixture->factors, &fixture->study,
                             wf_defaults_shipped(&fixture->arena), &fixture->fixed, &fixture->diag);
    if (!fixture->diag.error_count)
        wf_factors_resolve(&fixture->factors, &fixture->study, &fixture->diag);
    wf_overrides_release(&overrides);
    wf_scratch_leave();
}

static void figures_of_a_fit_are_drawn_together(void)
{
    struct fixture fixture;
    open_fit(&fixture, jetson_fit, NULL);
    CU_ASSERT_EQUAL(fixture.diag.count, 0);
    const struct wf_factor *speed = find(&fixture, "host.jetson-[0-9]*.speed.0");
    const struct wf_factor *watts = find(&fixture, "host.jetson-[0-9]*.wattage_per_state.0.all");
    const struct wf_factor *overhead = find(&fixture, "server.round-overhead");
    const struct wf_factor *idle = find(&fixture, "host.jetson-[0-9]*.wattage_per_state.0.idle");
    CU_ASSERT_FATAL(speed && watts && overhead && idle);
    CU_ASSERT_FATAL(fixture.factors.joint_count == 1 && speed->joint && watts->joint &&
                    overhead->joint);
    CU_ASSERT(speed->group == watts->group && watts->group == overhead->group);
    CU_ASSERT(!idle->joint && idle->group != speed->group); /* the fit does not have it */
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture.factors.joints[0].file, "/fit.csv"));
    double *u = calloc(fixture.factors.columns, sizeof *u);
    double *values = calloc(fixture.factors.count, sizeof *values);
    for (uint32_t i = 0; i < fixture.factors.columns; i++)
        u[i] = 0.5;
    u[fixture.factors.joints[0].column + speed->member] = 0.99;
    wf_factors_draw(&fixture.factors, u, values);
    CU_ASSERT(values[speed - fixture.factors.items] > 181e9);
    CU_ASSERT(values[watts - fixture.factors.items] > 24.6);
    CU_ASSERT(values[overhead - fixture.factors.items] < 16.75);
    free(values);
    free(u);
    close_study(&fixture);
}

/* What a factor names leaves the fit: the others keep what they have in common. */
static void a_figure_that_is_named_leaves_its_fit(void)
{
    struct fixture fixture;
    open_fit(&fixture, jetson_fit, "host.jetson-[0-9]*.speed.0=100Gf..200Gf");
    CU_ASSERT_EQUAL(fixture.diag.count, 0);
    const struct wf_factor *watts = find(&fixture, "host.jetson-[0-9]*.wattage_per_state.0.all");
    CU_ASSERT_FATAL(watts && watts->joint);
    CU_ASSERT_EQUAL_FATAL(fixture.factors.joints[0].law.count, 2);
    CHECK_CLOSE(fixture.factors.joints[0].law.root[2], -0.4, 1e-12);
    CU_ASSERT_EQUAL(find(&fixture, "host.jetson-[0-9]*.speed.0")->joint, 0);
    close_study(&fixture);
}

static void check_fit(const char *text, const char *file, uint32_t line, const char *expected)
{
    struct fixture fixture;
    open_fit(&fixture, text, NULL);
    CU_ASSERT_EQUAL_FATAL(fixture.diag.count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture.diag.entries[0].file, file));
    CU_ASSERT_EQUAL(fixture.diag.entries[0].line, line);
    if (!strstr(fixture.diag.entries[0].text, expected))
        CHECK_TEXT(fixture.diag.entries[0].text, expected);
    close_study(&fixture);
}

static void a_fit_that_is_wrong_is_refused(void)
{
    check_fit("key,value,error,freedom,speed.0\nspeed.0,180.4e9,8e8,8,1\n", "/fit.csv", 2,
              "factor 'host.jetson-[0-9]*.speed.0': it is 180.4 Gflop/s in the fit, and 180.3 "
              "Gflop/s here: the fit is of another platform, or the figure was changed since; "
              "calibrate again");
    check_fit("key,value,error,freedom,speed.9\nspeed.9,180.3412e9,8e8,8,1\n", "/fit.csv", 2,
              "'speed.9': host 'jetson-0' has no pstate 9; expected 0 to 0, or the fit of this "
              "platform");
    check_fit("key,value,error,freedom,spede.0\nspede.0,180.3412e9,8e8,8,1\n", "/fit.csv", 2,
              "factor 'spede.0': host prop 'spede' is unknown; did you mean 'speed'?");
    check_fit("key,value,error,freedom,speed.0\nspeed.0,180.3e9,-1,8,1\n", "/fit.csv", 2,
              "the error is -1; expected a standard error of 0 or more");
    check_fit("a,b\n1,2\n", "/fit.csv", 1,
              "this is no file of a fit: the header begins with 'a'; expected key, value, error, "
              "freedom and a column a key");
    check_fit(NULL, "platforms/jetson-cluster.xml", 47, "prop 'fit': cannot read");
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(intervals_of_provenance_become_shapes),
        WF_TEST(without_an_interval_the_class_is_taken),
        WF_TEST(what_is_not_varied_is_said),
        WF_TEST(epochs_and_passes_are_drawn_for_all_deployments),
        WF_TEST(rounds_follow_what_is_drawn),
        WF_TEST(what_somebody_names_stays_as_it_is_named),
        WF_TEST(figures_of_a_measured_campaign),
        WF_TEST(figures_of_a_fit_are_drawn_together),
        WF_TEST(a_figure_that_is_named_leaves_its_fit),
        WF_TEST(a_fit_that_is_wrong_is_refused),
    };
    return wf_suite_run("sweep.automatic", tests, sizeof tests / sizeof *tests);
}
