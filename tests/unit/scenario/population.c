#include "scenario/population.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTORS_MAX = 8 };

/* Learners of several actors, with so many hosts each, of which @p count are to take part. */
static struct wf_deployment made(const uint32_t *hosts, size_t actors, uint64_t count)
{
    static const uint32_t indices[64];
    struct wf_deployment deployment;
    wf_deployment_make(&deployment, "d.xml");
    for (size_t i = 0; i < actors; i++) {
        struct wf_actor actor;
        wf_actor_make(&actor, WF_LEARNER);
        actor.hosts = indices;
        actor.host_count = hosts[i];
        actor.values.learner.count = count;
        wf_deployment_add(&deployment, &actor);
    }
    return deployment;
}

/* Hosts left to each actor. @return mistakes */
static size_t resolve(const uint32_t *hosts, size_t actors, uint64_t count, uint32_t *left)
{
    struct wf_deployment deployment = made(hosts, actors, count);
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_population_resolve(&deployment, &diag);
    for (size_t i = 0; i < actors; i++) {
        left[i] = deployment.actors[i].host_count;
        CU_ASSERT_EQUAL(deployment.actors[i].matched, hosts[i]);
    }
    size_t mistakes = diag.error_count;
    wf_diag_release(&diag);
    wf_deployment_release(&deployment);
    return mistakes;
}

static void check(const uint32_t *hosts, size_t actors, uint64_t count, const uint32_t *expected)
{
    uint32_t left[ACTORS_MAX];
    CU_ASSERT_EQUAL(resolve(hosts, actors, count, left), 0);
    for (size_t i = 0; i < actors; i++)
        CU_ASSERT_EQUAL(left[i], expected[i]);
}

/* Of 6, 3 and 1 hosts: those of the first stand at 1/12 3/12 .. 11/12, of the second at 2/12 6/12
 * 10/12, of the third at 6/12. */
static void several_actors_share_in_proportion(void)
{
    static const uint32_t hosts[] = {6, 3, 1};
    static const uint32_t expected[][3] = {
        {1, 0, 0}, {1, 1, 0}, {2, 1, 0}, {3, 1, 0}, {3, 2, 0},
        {3, 2, 1}, {4, 2, 1}, {5, 2, 1}, {5, 3, 1}, {6, 3, 1},
    };
    for (uint64_t count = 1; count <= 10; count++)
        check(hosts, 3, count, expected[count - 1]);
}

static void nothing_said_leaves_all(void)
{
    static const uint32_t hosts[] = {6, 3, 1};
    check(hosts, 3, WF_COUNT_UNSET, hosts);
}

/* One more is one more, and takes no host away; shares are right to a host. */
static void one_more_takes_no_host_away(void)
{
    static const uint32_t hosts[] = {7, 1, 13, 2, 2, 40, 0, 5};
    uint32_t all = 0, before[ACTORS_MAX] = {0}, left[ACTORS_MAX];
    for (size_t i = 0; i < ACTORS_MAX; i++)
        all += hosts[i];
    for (uint32_t count = 1; count <= all; count++) {
        uint32_t sum = 0;
        CU_ASSERT_EQUAL(resolve(hosts, ACTORS_MAX, count, left), 0);
        for (size_t i = 0; i < ACTORS_MAX; i++) {
            CU_ASSERT(left[i] >= before[i]);
            CU_ASSERT(fabs(left[i] - (double)count * hosts[i] / all) < 1.5);
            sum += left[i];
        }
        CU_ASSERT_EQUAL(sum, count);
        memcpy(before, left, sizeof before);
    }
}

static void more_than_match_is_a_mistake_that_names_how_many_do(void)
{
    static const uint32_t hosts[] = {6, 3};
    struct wf_deployment deployment = made(hosts, 2, 10);
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_population_resolve(&deployment, &diag);
    CU_ASSERT_EQUAL_FATAL(diag.error_count, 1);
    CHECK_TEXT(diag.entries[0].text, "'learner.count=10': d.xml has 9 learners; expected 1 to 9");
    wf_diag_release(&diag);
    wf_deployment_release(&deployment);
}

/* What an actor that could not be read matches is not known. */
static void an_actor_that_could_not_be_read_may_match_the_rest(void)
{
    static const uint32_t hosts[] = {6, 3};
    struct wf_deployment deployment = made(hosts, 2, 10);
    struct wf_diag diag;
    wf_diag_init(&diag);
    deployment.incomplete = true;
    wf_population_resolve(&deployment, &diag);
    CU_ASSERT_EQUAL(diag.count, 0);
    wf_diag_release(&diag);
    wf_deployment_release(&deployment);
}

static const struct wf_test tests[] = {
    WF_TEST(several_actors_share_in_proportion),
    WF_TEST(nothing_said_leaves_all),
    WF_TEST(one_more_takes_no_host_away),
    WF_TEST(more_than_match_is_a_mistake_that_names_how_many_do),
    WF_TEST(an_actor_that_could_not_be_read_may_match_the_rest),
};

int main(void)
{
    return wf_suite_run("scenario/population", tests, sizeof tests / sizeof *tests);
}
