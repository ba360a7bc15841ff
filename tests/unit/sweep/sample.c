/* Samples of a sweep: which of them SimGrid plays again, and what an audit that is spared leaves
 * out. */
#include "sweep/sample.h"
#include "sweep/factor_reader.h"
#include "sweep/factor_resolve.h"

#include "suite.h"
#include <stdlib.h>
#include <string.h>

struct scene {
    struct wf_study study;
    struct wf_study_request request;
    struct wf_factors factors;
    struct wf_swept swept;
};

static const char *const deployment = "deployments/mnist-cnn-federated.xml";

static void start(struct scene *scene)
{
    struct wf_err err = {0};
    struct wf_diag diag;
    memset(scene, 0, sizeof *scene);
    wf_diag_init(&diag);
    scene->request = (struct wf_study_request){.platform = "platforms/grenoble.xml",
                                               .deployments = &deployment,
                                               .count = 1,
                                               .options = {.engine = WF_ENGINE_AUTO, .seed = 1}};
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&scene->study, &scene->request, &err), 0);
    CU_ASSERT_EQUAL_FATAL(
        wf_factors_add_text(&scene->factors, "learner.speed-factor=0.5..2", &diag), 0);
    CU_ASSERT_EQUAL_FATAL(wf_factors_resolve(&scene->factors, &scene->study, &diag), 0);
    wf_swept_make(&scene->swept, &scene->study, &scene->request, &scene->factors);
    wf_diag_release(&diag);
}

static void end(struct scene *scene)
{
    wf_swept_release(&scene->swept);
    wf_factors_release(&scene->factors);
    wf_study_release(&scene->study);
}

/* How many of 1000 samples, 1, 2 .. 1000, are audited in a sweep of so many points that begins
 * at 1. */
static int count_audited(struct scene *scene, uint64_t points)
{
    const double first = 1;
    int count = 0;
    wf_swept_draw_audits(&scene->swept, points, &first);
    for (int i = 1; i <= 1000; i++) {
        double value = i;
        const struct wf_sample sample = {.variant = scene->swept.variants, .values = &value};
        bool audited = wf_sample_is_audited(&scene->swept, &sample);
        CU_ASSERT(audited || i > 1);
        CU_ASSERT_EQUAL(wf_sample_is_audited(&scene->swept, &sample), audited);
        count += audited;
    }
    free(scene->swept.first);
    scene->swept.first = NULL;
    return count;
}

/* Of binomial numbers: 62.5 +- 7.7 of a sixteenth, 250 +- 13.7 of a quarter; four deviations. */
static void of_a_large_sweep_a_share_is_audited(void)
{
    struct scene scene;
    start(&scene);
    CU_ASSERT_EQUAL(count_audited(&scene, 64), 1000);
    int quarter = count_audited(&scene, 256), sixteenth = count_audited(&scene, 1024);
    CU_ASSERT(quarter > 250 - 55 && quarter < 250 + 55);
    CU_ASSERT(sixteenth > 62 - 31 && sixteenth < 62 + 31);
    CU_ASSERT_EQUAL(count_audited(&scene, 1000000), sixteenth);
    end(&scene);
}

static void without_a_draw_all_are_audited(void)
{
    struct scene scene;
    start(&scene);
    for (double value = 1; value < 100; value++) {
        const struct wf_sample sample = {.variant = scene.swept.variants, .values = &value};
        CU_ASSERT(wf_sample_is_audited(&scene.swept, &sample));
    }
    end(&scene);
}

/* Turns that SimGrid has played again, of a run in closed form. */
static uint64_t rechecked(bool audit, bool spared)
{
    struct wf_err err = {0};
    struct wf_study study;
    const char *phones = "deployments/fleet-phones.xml";
    struct wf_overrides overrides = {0};
    CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, "class.phone.count=50", &err), 0);
    CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, "server.active=10", &err), 0);
    CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, "server.rounds=3", &err), 0);
    const struct wf_study_request request = {
        .platform = "platforms/fleets/phones.xml",
        .deployments = &phones,
        .count = 1,
        .each_host = true,
        .overrides = &overrides,
        .options = {.engine = WF_ENGINE_AUTO, .seed = 1, .audit = audit, .spared = spared}};
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&study, &request, &err), 0);
    CU_ASSERT_EQUAL_FATAL(wf_study_run(&study, &request, &err), 0);
    CU_ASSERT(study.results[0].outcome.simulation_s > 0);
    uint64_t turns = study.results[0].outcome.rechecked_turns;
    wf_study_release(&study);
    wf_overrides_release(&overrides);
    return turns;
}

static void a_spared_run_is_not_played_again(void)
{
    CU_ASSERT(rechecked(true, false) >= 10);
    CU_ASSERT_EQUAL(rechecked(true, true), 0);
    CU_ASSERT_EQUAL(rechecked(false, false), 0);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(of_a_large_sweep_a_share_is_audited),
        WF_TEST(without_a_draw_all_are_audited),
        WF_TEST(a_spared_run_is_not_played_again),
    };
    return wf_suite_run("sweep.sample", tests, sizeof tests / sizeof *tests);
}
