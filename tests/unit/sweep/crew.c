/* The crew of a sweep: each point once, in chunks that are in order, whoever plays them. Under
 * valgrind: what a process leaves at its end. */
#include "sweep/crew.h"
#include "sweep/factor_reader.h"
#include "sweep/factor_resolve.h"

#include "suite.h"
#include <math.h>
#include <string.h>

enum { POINTS = 7 };

struct scene {
    struct wf_study study;
    struct wf_factors factors;
    struct wf_swept swept;
    struct wf_design design;
    uint64_t next;
    uint64_t taken[POINTS];
    double energy_j[POINTS];
    struct wf_crew_cost cost;
};

static const char *const deployment = "deployments/jetson-fedavg.xml";

static void start(struct scene *scene)
{
    struct wf_err err = {0};
    struct wf_diag diag;
    struct wf_overrides overrides = {0};
    memset(scene, 0, sizeof *scene);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, "server.rounds=1", &err), 0);
    const struct wf_study_request request = {.platform = "platforms/jetson-cluster.xml",
                                             .deployments = &deployment,
                                             .count = 1,
                                             .options = {.engine = WF_ENGINE_AUTO, .seed = 1},
                                             .process = {.jobs = 1}};
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&scene->study, &request, &err), 0);
    CU_ASSERT_EQUAL_FATAL(
        wf_factors_add_text(&scene->factors, "workload.samples=1000..2000", &diag), 0);
    CU_ASSERT_EQUAL_FATAL(wf_factors_add_text(&scene->factors, "zone.*.pue=1..2", &diag), 0);
    CU_ASSERT_EQUAL_FATAL(wf_factors_resolve(&scene->factors, &scene->study, &diag), 0);
    wf_swept_make(&scene->swept, &scene->study, &request, &scene->factors);
    const uint32_t groups[] = {0, 1};
    CU_ASSERT_EQUAL_FATAL(wf_design_make(&scene->design, WF_DESIGN_LHS, scene->factors.columns,
                                         groups, POINTS, 1, &err),
                          0);
    wf_diag_release(&diag);
    wf_overrides_release(&overrides);
}

static void end(struct scene *scene)
{
    wf_design_release(&scene->design);
    wf_swept_release(&scene->swept);
    wf_factors_release(&scene->factors);
    wf_study_release(&scene->study);
}

/* ---- who gets the points ---- */

static bool next(void *data, uint64_t most, uint64_t *first, uint64_t *count)
{
    struct scene *scene = data;
    *first = scene->next;
    *count = POINTS - scene->next < most ? POINTS - scene->next : most;
    scene->next += *count;
    return *count > 0;
}

static int take(void *data, const struct wf_point *point, struct wf_err *err)
{
    struct scene *scene = data;
    (void)err;
    CU_ASSERT_FATAL(point->number < POINTS);
    CU_ASSERT_PTR_NULL(point->reason);
    scene->taken[point->number]++;
    scene->energy_j[point->number] = point->results[WF_RESULT_ENERGY];
    return 0;
}

static int add_cost(void *data, const struct wf_crew_cost *cost, struct wf_err *err)
{
    struct scene *scene = data;
    (void)err;
    scene->cost.simulations += cost->simulations;
    scene->cost.simulation_s += cost->simulation_s;
    return 0;
}

static int refuse(void *data, const struct wf_point *point, struct wf_err *err)
{
    (void)data;
    return wf_err_set(err, WF_EIO, "no room for point %d", (int)point->number);
}

static struct wf_crew_work work_of(struct scene *scene, size_t jobs)
{
    return (struct wf_crew_work){.swept = &scene->swept,
                                 .design = &scene->design,
                                 .jobs = jobs,
                                 .next = next,
                                 .take = take,
                                 .chunk = add_cost,
                                 .data = scene};
}

static void each_point_comes_once(void)
{
    double energy_j[POINTS];
    for (size_t jobs = 1; jobs <= 3; jobs++) {
        struct scene scene;
        struct wf_err err = {0};
        start(&scene);
        const struct wf_crew_work work = work_of(&scene, jobs);
        CU_ASSERT_EQUAL(wf_crew_run(&work, &err), 0);
        for (int i = 0; i < POINTS; i++) {
            CU_ASSERT_EQUAL(scene.taken[i], 1);
            CU_ASSERT(scene.energy_j[i] > 0);
            if (jobs > 1)
                CU_ASSERT(!memcmp(&energy_j[i], &scene.energy_j[i], sizeof *energy_j));
            energy_j[i] = scene.energy_j[i];
        }
        CU_ASSERT_EQUAL(scene.cost.simulations, POINTS); /* samples differ in each */
        CU_ASSERT(scene.cost.simulation_s > 0);
        end(&scene);
    }
}

static void who_takes_points_may_end_it(void)
{
    struct scene scene;
    struct wf_err err = {0};
    start(&scene);
    struct wf_crew_work work = work_of(&scene, 2);
    work.take = refuse;
    CU_ASSERT_EQUAL(wf_crew_run(&work, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no room for point"));
    end(&scene);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(each_point_comes_once),
        WF_TEST(who_takes_points_may_end_it),
    };
    return wf_suite_run("sweep.crew", tests, sizeof tests / sizeof *tests);
}
