#include "scenario/deployment.h"

#include "suite.h"
#include <stdlib.h>

static const uint32_t hosts[] = {0, 1, 2};

static struct wf_actor *add(struct wf_deployment *deployment, enum wf_role_id role,
                            const char *pattern, uint64_t count)
{
    struct wf_actor actor;
    wf_actor_make(&actor, role);
    actor.pattern = pattern;
    actor.hosts = hosts;
    actor.host_count = 3;
    actor.line = (uint32_t)deployment->actor_count + 4;
    if (role == WF_LEARNER)
        actor.values.learner.local_epochs = count;
    else
        actor.values.plan.rounds = (double)count;
    wf_deployment_add(deployment, &actor);
    return &deployment->actors[deployment->actor_count - 1];
}

static struct derived {
    struct wf_deployment base, deployment;
    struct wf_diag diag;
    bool met[4];
} derived;

static void begin(void)
{
    derived = (struct derived){0};
    wf_diag_init(&derived.diag);
    wf_deployment_make(&derived.base, "d.xml");
    derived.base.line = 3;
}

static void derive(const char *const *texts)
{
    struct wf_overrides overrides = {0};
    for (; texts && *texts; texts++)
        CU_ASSERT_EQUAL(wf_overrides_add(&overrides, *texts, NULL), 0);
    wf_deployment_override(&derived.base, &overrides, derived.met, &derived.deployment,
                           &derived.diag);
    wf_overrides_release(&overrides); /* nothing is kept of it */
}

static void end(void)
{
    wf_deployment_release(&derived.deployment);
    wf_deployment_release(&derived.base);
    wf_diag_release(&derived.diag);
}

static void actors_stand_in_canonical_order(void)
{
    begin();
    add(&derived.base, WF_LEARNER, "phone-10", 1);
    add(&derived.base, WF_LEARNER, "phone-2", 2);
    add(&derived.base, WF_LEARNER, "phone-2", 1);
    add(&derived.base, WF_SERVER, "s", 1);
    derive(NULL);
    CU_ASSERT_EQUAL_FATAL(derived.deployment.actor_count, 4);
    static const uint32_t lines[] = {7, 6, 5, 4};
    for (size_t i = 0; i < 4; i++)
        CU_ASSERT_EQUAL(derived.deployment.actors[i].line, lines[i]);
    CU_ASSERT_EQUAL(derived.base.actors[0].line, 4); /* the file's order stays */
    CU_ASSERT_PTR_EQUAL(wf_deployment_first(&derived.deployment, WF_LEARNER),
                        &derived.deployment.actors[1]);
    CU_ASSERT_PTR_NULL(wf_deployment_first(&derived.deployment, WF_TRAINER));
    end();
}

static void overrides_come_before_the_order(void)
{
    begin();
    add(&derived.base, WF_LEARNER, "a", 1);
    add(&derived.base, WF_LEARNER, "a", 2);
    derive((const char *[]){"learner.local-epochs=7", "server.rounds=2", NULL});
    CU_ASSERT_EQUAL_FATAL(derived.deployment.actor_count, 2);
    for (size_t i = 0; i < 2; i++) { /* alike now, so in the order of the file */
        CU_ASSERT_EQUAL(derived.deployment.actors[i].values.learner.local_epochs, 7);
        CU_ASSERT_EQUAL(derived.deployment.actors[i].line, 4 + i);
        CU_ASSERT_PTR_EQUAL(derived.deployment.actors[i].hosts, hosts);
    }
    CU_ASSERT(derived.met[0] && !derived.met[1]);
    CU_ASSERT_EQUAL(derived.base.actors[0].values.learner.local_epochs, 1);
    end();
}

static void nothing_is_written_into_the_base(void)
{
    begin();
    add(&derived.base, WF_SERVER, "s", 1);
    derive((const char *[]){"server.workload=w.xml", NULL});
    CU_ASSERT_EQUAL(derived.base.arena.interned_count, 0);
    CU_ASSERT_PTR_NULL(derived.base.actors[0].values.plan.workload);
    CHECK_TEXT(derived.deployment.actors[0].values.plan.workload, "w.xml");
    CHECK_TEXT(derived.deployment.path, "d.xml");
    CU_ASSERT_EQUAL(derived.deployment.line, 3);
    end();
}

static void a_deployment_without_actors_has_none(void)
{
    begin();
    derived.base.incomplete = true;
    derive(NULL);
    CU_ASSERT_EQUAL(derived.deployment.actor_count, 0);
    CU_ASSERT(derived.deployment.incomplete);
    end();
}

static void a_hundred_actors_are_kept(void)
{
    begin();
    for (uint64_t i = 0; i < 100; i++)
        add(&derived.base, WF_LEARNER, "a", i + 1);
    derive(NULL);
    CU_ASSERT_EQUAL_FATAL(derived.deployment.actor_count, 100);
    for (uint64_t i = 0; i < 100; i++)
        CU_ASSERT_EQUAL(derived.deployment.actors[i].values.learner.local_epochs, i + 1);
    end();
}

static void a_file_is_beside_the_one_that_names_it(void)
{
    static const struct {
        const char *file;
        uint32_t line;
        const char *path;
    } origins[] = {{"x/d.xml", 5, "x/w.xml"}, {"--set", 0, "w.xml"}};
    begin();
    derived.base.path = "x/d.xml";
    struct wf_actor *server = add(&derived.base, WF_SERVER, "s", 1);
    CU_ASSERT_PTR_NULL(wf_actor_file(&derived.base, server, "workload"));
    CU_ASSERT_PTR_NULL(wf_actor_file(&derived.base, server, "availability")); /* a learner's */
    server->values.plan.workload = "w.xml";
    int row = wf_props_find(wf_roles[WF_SERVER].props, "workload", 0);
    for (size_t i = 0; i < 2; i++) {
        server->origins[row] = (struct wf_origin){origins[i].file, origins[i].line};
        char *path = wf_actor_file(&derived.base, server, "workload");
        CHECK_TEXT(path, origins[i].path);
        free(path);
    }
    end();
}

static const struct wf_test tests[] = {
    WF_TEST(actors_stand_in_canonical_order),  WF_TEST(overrides_come_before_the_order),
    WF_TEST(nothing_is_written_into_the_base), WF_TEST(a_deployment_without_actors_has_none),
    WF_TEST(a_hundred_actors_are_kept),        WF_TEST(a_file_is_beside_the_one_that_names_it),
};

int main(void)
{
    return wf_suite_run("deployment", tests, sizeof tests / sizeof tests[0]);
}
