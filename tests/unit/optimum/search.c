/* The search on functions whose optimum is known. */
#include "optimum/front.h"
#include "optimum/solution.h"

#include "suite.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { FIRST, SECOND, RESULTS };

/* What a search is asked to look through, and what it asked for. */
struct scene {
    struct wf_space space;
    /* @return NULL, or why the point fails */
    const char *(*at)(const double *values, double *results);
    uint64_t most, asked, calls, seconds; /* seconds: points until the time is up; 0: never */
    double trail;                         /* of all values asked for, in their order */
    struct wf_search search;
};

static int play(void *data, struct wf_trial *trials, size_t count, struct wf_err *err)
{
    struct scene *scene = data;
    (void)err;
    scene->calls++;
    for (size_t i = 0; i < count; i++) {
        if (scene->seconds && scene->asked == scene->seconds)
            return 0;
        const char *reason = scene->at(trials[i].values, trials[i].results);
        trials[i].reason = reason ? strdup(reason) : NULL;
        trials[i].played = true;
        scene->asked++;
        for (size_t j = 0; j < scene->space.count; j++) {
            CU_ASSERT(wf_variable_has(&scene->space.variables[j], trials[i].values[j]));
            scene->trail = 1.0001 * scene->trail + trials[i].values[j];
        }
    }
    return 0;
}

static void start(struct scene *scene, const struct wf_variable *variables, size_t count,
                  const char *(*at)(const double *, double *), uint64_t most, uint64_t seed)
{
    *scene = (struct scene){.space = {variables, count}, .at = at, .most = most};
    const struct wf_search_terms terms = {.space = &scene->space,
                                          .results = RESULTS,
                                          .most = most,
                                          .seed = seed,
                                          .play = play,
                                          .data = scene};
    wf_search_start(&scene->search, &terms);
}

static const struct wf_trial *solve(struct scene *scene, const struct wf_limit *limits,
                                    size_t count, enum wf_search_end *end)
{
    const struct wf_problem problem = {.objective = FIRST, .limits = limits, .limit_count = count};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_search_solve(&scene->search, &problem, scene->most, true, end, &err), 0);
    size_t best = wf_problem_best(&problem, &scene->search.trials);
    CU_ASSERT_FATAL(best != SIZE_MAX);
    return &scene->search.trials.items[best];
}

/* ---- a training: whole numbers ---- */

/* Active clients a, local epochs e: 1000 / sqrt(a e) rounds, each of a (e + 4) joules and e + 4
 * seconds. Energy is 1000 sqrt(a) (sqrt(e) + 4 / sqrt(e)), least at a = 1, e = 4: 4000. Time is
 * 1000 (sqrt(e) + 4 / sqrt(e)) / sqrt(a), at e = 4 4000 / sqrt(a). */
static const char *training(const double *values, double *results)
{
    double a = values[0], e = values[1], rounds = 1000 / sqrt(a * e);
    results[FIRST] = rounds * a * (e + 4);
    results[SECOND] = rounds * (e + 4);
    return NULL;
}
static const struct wf_variable cohort[] = {{.low = 1, .high = 1000, .whole = true},
                                            {.low = 1, .high = 200, .whole = true}};

static void whole_numbers_are_found_in_a_large_space(void)
{
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct scene scene;
        enum wf_search_end end;
        start(&scene, cohort, 2, training, 300, seed);
        const struct wf_trial *best = solve(&scene, NULL, 0, &end);
        CHECK_CLOSE(best->values[0], 1, 0);
        CHECK_CLOSE(best->values[1], 4, 0);
        CHECK_CLOSE(best->results[FIRST], 4000, 1e-12);
        CU_ASSERT_EQUAL(end, WF_SEARCH_SETTLED);
        CU_ASSERT(scene.asked < 300);
        wf_search_release(&scene.search);
    }
}

/* At most 700 s: a >= (4000 / 700)^2 = 32.65, so 33 at e = 4. */
static void a_limit_is_kept_and_reached(void)
{
    const struct wf_limit limit = {SECOND, 700, false};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct scene scene;
        enum wf_search_end end;
        start(&scene, cohort, 2, training, 300, seed);
        const struct wf_trial *best = solve(&scene, &limit, 1, &end);
        CHECK_CLOSE(best->values[0], 33, 0);
        CHECK_CLOSE(best->values[1], 4, 0);
        CHECK_CLOSE(best->results[FIRST], 4000 * sqrt(33), 1e-12);
        CU_ASSERT(best->results[SECOND] <= 700);
        wf_search_release(&scene.search);
    }
}

static void a_small_space_is_tried_whole(void)
{
    static const struct wf_variable small[] = {
        {.low = 1, .high = 20, .whole = true}, {.items = 3}, {.low = 2, .high = 6, .whole = true}};
    struct scene scene;
    enum wf_search_end end;
    start(&scene, small, 3, training, 300, 1);
    CHECK_CLOSE(wf_space_size(&scene.space), 300, 0);
    solve(&scene, NULL, 0, &end);
    CU_ASSERT_EQUAL(end, WF_SEARCH_WHOLE);
    CU_ASSERT_EQUAL(scene.asked, 300);
    solve(&scene, NULL, 0, &end); /* nothing is tried twice */
    CU_ASSERT_EQUAL(scene.asked, 300);
    wf_search_release(&scene.search);
    start(&scene, small, 3, training, 299, 1);
    solve(&scene, NULL, 0, &end);
    CU_ASSERT_NOT_EQUAL(end, WF_SEARCH_WHOLE);
    wf_search_release(&scene.search);
}

/* ---- numbers that are not whole, and lists ---- */

/* x^2 + y^2 under x + y >= 1: (1/2, 1/2), 1/2. */
static const char *circle(const double *values, double *results)
{
    results[FIRST] = values[0] * values[0] + values[1] * values[1];
    results[SECOND] = values[0] + values[1];
    return NULL;
}

static void numbers_come_to_the_limit(void)
{
    static const struct wf_variable plane[] = {{.low = -3, .high = 5}, {.low = -2, .high = 2}};
    const struct wf_limit limit = {SECOND, 1, true};
    struct scene scene;
    enum wf_search_end end;
    start(&scene, plane, 2, circle, 400, 1);
    const struct wf_trial *best = solve(&scene, &limit, 1, &end);
    CHECK_CLOSE(best->results[FIRST], 0.5, 1e-3);
    CHECK_CLOSE(best->results[SECOND], 1, 1e-3);
    CU_ASSERT(best->results[SECOND] >= 1);
    CHECK_CLOSE(best->values[0], 0.5, 0.05);
    wf_search_release(&scene.search);
}

/* Three places, each with a basin: 5 at 0.2, 3 at 0.8, 4 at 0.5. At most 0.6: the second, 3.04. */
static const char *places(const double *values, double *results)
{
    static const double least[] = {5, 3, 4}, at[] = {0.2, 0.8, 0.5};
    size_t place = (size_t)values[0];
    double away = values[1] - at[place];
    results[FIRST] = least[place] + away * away;
    results[SECOND] = values[1];
    return NULL;
}

static void a_list_and_a_number_are_found_together(void)
{
    static const struct wf_variable both[] = {{.items = 3}, {.low = 0, .high = 1}};
    const struct wf_limit limit = {SECOND, 0.6, false};
    struct scene scene;
    enum wf_search_end end;
    start(&scene, both, 2, places, 200, 3);
    const struct wf_trial *best = solve(&scene, &limit, 1, &end);
    CHECK_CLOSE(best->values[0], 1, 0);
    CHECK_CLOSE(best->values[1], 0.6, 1e-3);
    CHECK_CLOSE(best->results[FIRST], 3.04, 1e-3);
    wf_search_release(&scene.search);
}

/* Two basins: 1 at 0.9, narrow, and 1.5 at 0.2, wide. */
static const char *basins(const double *values, double *results)
{
    double x = values[0], y = values[1] - 0.5;
    results[FIRST] = 3 - 2 * exp(-(x - 0.9) * (x - 0.9) / 0.02) -
                     1.5 * exp(-(x - 0.2) * (x - 0.2) / 0.1) + y * y;
    results[SECOND] = 0;
    return NULL;
}

static void the_deeper_of_two_basins_is_found(void)
{
    static const struct wf_variable plane[] = {{.low = 0, .high = 1}, {.low = 0, .high = 1}};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct scene scene;
        enum wf_search_end end;
        start(&scene, plane, 2, basins, 300, seed);
        const struct wf_trial *best = solve(&scene, NULL, 0, &end);
        CHECK_CLOSE(best->results[FIRST], 1, 0.02);
        wf_search_release(&scene.search);
    }
}

/* The same training, of which cohorts below 20 are of unknown rounds. */
static const char *lacking(const double *values, double *results)
{
    training(values, results);
    return values[0] < 20 ? "no rounds" : NULL;
}

static void points_that_fail_are_no_answer(void)
{
    struct scene scene;
    enum wf_search_end end;
    start(&scene, cohort, 2, lacking, 300, 1);
    const struct wf_trial *best = solve(&scene, NULL, 0, &end);
    CHECK_CLOSE(best->values[0], 20, 0);
    CHECK_CLOSE(best->values[1], 4, 0);
    wf_search_release(&scene.search);
}

/* At most 100 s: the fastest is a = 1000, e = 4, 126.5 s. */
static void where_nothing_meets_the_limit_the_nearest_is_found(void)
{
    const struct wf_limit limit = {SECOND, 100, false};
    const struct wf_problem problem = {.objective = FIRST, .limits = &limit, .limit_count = 1};
    struct scene scene;
    enum wf_search_end end;
    start(&scene, cohort, 2, training, 300, 1);
    const struct wf_trial *best = solve(&scene, &limit, 1, &end);
    CHECK_CLOSE(best->values[0], 1000, 0);
    CHECK_CLOSE(best->values[1], 4, 0);
    CHECK_CLOSE(wf_problem_excess(&problem, best), 4 / sqrt(1000) * 10 - 1, 1e-9);
    wf_search_release(&scene.search);
}

/* ---- how it ends ---- */

static void the_same_seed_asks_for_the_same_points(void)
{
    const struct wf_limit limit = {SECOND, 700, false};
    double trails[3];
    for (int i = 0; i < 3; i++) {
        struct scene scene;
        enum wf_search_end end;
        start(&scene, cohort, 2, training, 200, i < 2 ? 7 : 8);
        solve(&scene, &limit, 1, &end);
        trails[i] = scene.trail;
        wf_search_release(&scene.search);
    }
    CU_ASSERT(!memcmp(&trails[0], &trails[1], sizeof *trails));
    CU_ASSERT(memcmp(&trails[0], &trails[2], sizeof *trails));
}

static void it_ends_with_its_points_and_with_the_time(void)
{
    struct scene scene;
    enum wf_search_end end;
    start(&scene, cohort, 2, training, 12, 1);
    solve(&scene, NULL, 0, &end);
    CU_ASSERT_EQUAL(end, WF_SEARCH_SPENT);
    CU_ASSERT_EQUAL(scene.asked, 12);
    wf_search_release(&scene.search);
    start(&scene, cohort, 2, training, 300, 1);
    scene.seconds = 25;
    solve(&scene, NULL, 0, &end);
    CU_ASSERT_EQUAL(end, WF_SEARCH_TIME);
    CU_ASSERT_EQUAL(scene.search.trials.count, 25);
    wf_search_release(&scene.search);
}

/* Without numbers that are not whole there is nothing that is asked for one by one. */
static void points_are_asked_for_together(void)
{
    struct scene scene;
    enum wf_search_end end;
    start(&scene, cohort, 2, training, 300, 1);
    solve(&scene, NULL, 0, &end);
    CU_ASSERT(scene.asked > 100);
    CU_ASSERT(4 * scene.calls < scene.asked);
    wf_search_release(&scene.search);
}

static void the_start_is_tried_first(void)
{
    const double first[] = {321, 123};
    struct scene scene;
    enum wf_search_end end;
    start(&scene, cohort, 2, training, 20, 1);
    scene.search.terms.start = first;
    solve(&scene, NULL, 0, &end);
    CU_ASSERT(!memcmp(scene.search.trials.items[0].values, first, sizeof first));
    wf_search_release(&scene.search);
}

/* ---- fronts ---- */

/* Schaffer 1985: x^2 and (x - 2)^2, and 1; the front is sqrt(f - 1) + sqrt(g - 1) = 2, x from 0
 * to 2. */
static const char *schaffer(const double *values, double *results)
{
    double x = values[0], y = values[1];
    results[FIRST] = 1 + x * x + y * y;
    results[SECOND] = 1 + (x - 2) * (x - 2) + y * y;
    return NULL;
}

static void a_known_front_is_found(void)
{
    static const struct wf_variable line[] = {{.low = -5, .high = 5}, {.low = -1, .high = 1}};
    const struct wf_front_terms terms = {
        .problem = {.objective = FIRST}, .against = SECOND, .points = 7};
    struct scene scene;
    struct wf_front front;
    struct wf_err err = {0};
    start(&scene, line, 2, schaffer, 1200, 1);
    CU_ASSERT_EQUAL(wf_front_find(&scene.search, &terms, &front, &err), 0);
    CU_ASSERT_EQUAL(front.count, 7);
    double last = -1, worst = 0;
    for (size_t i = 0; i < front.count; i++) {
        const struct wf_trial *trial = &scene.search.trials.items[front.trials[i]];
        double f = trial->results[FIRST] - 1, g = trial->results[SECOND] - 1;
        worst = fmax(worst, fabs(sqrt(f) + sqrt(g) - 2));
        CU_ASSERT(f > last);
        last = f;
    }
    CU_ASSERT(worst < 0.02);
    CU_ASSERT(scene.search.trials.items[front.trials[0]].results[FIRST] < 1.0001);
    CU_ASSERT(scene.search.trials.items[front.trials[front.count - 1]].results[SECOND] < 1.0001);
    wf_front_release(&front);
    wf_search_release(&scene.search);
}

/* Of a space that is tried whole all points that no other beats, fewer than asked for; the best of
 * the training for each time are e = 4, so one a cohort. */
static void a_small_front_is_exact(void)
{
    static const struct wf_variable small[] = {{.low = 1, .high = 5, .whole = true},
                                               {.low = 3, .high = 6, .whole = true}};
    struct wf_front_terms terms = {.problem = {.objective = FIRST}, .against = SECOND, .points = 9};
    struct scene scene;
    struct wf_front front;
    struct wf_err err = {0};
    start(&scene, small, 2, training, 100, 1);
    CU_ASSERT_EQUAL(wf_front_find(&scene.search, &terms, &front, &err), 0);
    CU_ASSERT_EQUAL(front.count, 5);
    CU_ASSERT_EQUAL(front.end, WF_SEARCH_WHOLE);
    for (size_t i = 0; i < front.count; i++) {
        const double *values = scene.search.trials.items[front.trials[i]].values;
        CHECK_CLOSE(values[0], (double)i + 1, 0);
        CHECK_CLOSE(values[1], 4, 0);
    }
    wf_front_release(&front);
    /* the ends and one between: times are 4000 / sqrt(a), 4000 to 1789, the middle of their
     * logarithms 2675, so a = 3 */
    terms.points = 3;
    CU_ASSERT_EQUAL(wf_front_find(&scene.search, &terms, &front, &err), 0);
    CU_ASSERT_EQUAL_FATAL(front.count, 3);
    CHECK_CLOSE(scene.search.trials.items[front.trials[1]].values[0], 3, 0);
    CHECK_CLOSE(scene.search.trials.items[front.trials[2]].values[0], 5, 0);
    wf_front_release(&front);
    /* more on the other side is better: energy against the most time is one point */
    terms.most = true;
    CU_ASSERT_EQUAL(wf_front_find(&scene.search, &terms, &front, &err), 0);
    CU_ASSERT(front.count >= 2);
    CHECK_CLOSE(scene.search.trials.items[front.trials[front.count - 1]].values[0], 1, 0);
    wf_front_release(&front);
    wf_search_release(&scene.search);
}

static const struct wf_test tests[] = {
    WF_TEST(whole_numbers_are_found_in_a_large_space),
    WF_TEST(a_limit_is_kept_and_reached),
    WF_TEST(a_small_space_is_tried_whole),
    WF_TEST(numbers_come_to_the_limit),
    WF_TEST(a_list_and_a_number_are_found_together),
    WF_TEST(the_deeper_of_two_basins_is_found),
    WF_TEST(points_that_fail_are_no_answer),
    WF_TEST(where_nothing_meets_the_limit_the_nearest_is_found),
    WF_TEST(the_same_seed_asks_for_the_same_points),
    WF_TEST(it_ends_with_its_points_and_with_the_time),
    WF_TEST(points_are_asked_for_together),
    WF_TEST(the_start_is_tried_first),
    WF_TEST(a_known_front_is_found),
    WF_TEST(a_small_front_is_exact),
};

int main(void)
{
    return wf_suite_run("search", tests, sizeof tests / sizeof tests[0]);
}
