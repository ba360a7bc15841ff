#include "prop/override.h"

#include "suite.h"
#include <stdlib.h>

static void check(const char *text, const char *target, const char *glob, const char *prop,
                  const char *value)
{
    struct wf_overrides overrides = {0};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, text, &err), 0);
    CHECK_TEXT(err.text, "");
    if (overrides.count == 1) {
        CHECK_TEXT(overrides.items[0].text, text);
        CHECK_TEXT(overrides.items[0].target, target);
        CHECK_TEXT(overrides.items[0].glob, glob);
        CHECK_TEXT(overrides.items[0].prop, prop);
        CHECK_TEXT(overrides.items[0].value, value);
    }
    CU_ASSERT_EQUAL(overrides.count, 1);
    wf_overrides_release(&overrides);
}

static void check_label(const char *text, const char *label, const char *target)
{
    struct wf_overrides overrides = {0};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, text, &err), 0);
    CHECK_TEXT(overrides.items[0].label, label);
    CHECK_TEXT(overrides.items[0].target, target);
    wf_overrides_release(&overrides);
}

static void check_refused(const char *text, const char *message)
{
    struct wf_overrides overrides = {0};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, text, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EUSAGE);
    CHECK_TEXT(err.text, message);
    CU_ASSERT_EQUAL(overrides.count, 0);
    wf_overrides_release(&overrides);
}

static void a_label_stands_before_the_first_dot(void)
{
    check_label("B:server.rounds=50", "B", "server");
    check_label("federated:learner.batch=5", "federated", "learner");
    check_label("server.start-date=2024-01-01T18:00Z", NULL, "server");
    check_label("host.a:b.pue=2", NULL, "host"); /* a name of a host */
    check_refused(":server.rounds=50", "--set ':server.rounds=50': expected TARGET.PROP=VALUE "
                                       "(e.g. server.rounds=50, host.phone-*.attribution=1)");
    check_refused("B:.rounds=50", "--set 'B:.rounds=50': expected TARGET.PROP=VALUE "
                                  "(e.g. server.rounds=50, host.phone-*.attribution=1)");
}

static void a_role_has_a_prop_and_a_value(void)
{
    check("server.rounds=50", "server", NULL, "rounds", "50");
    check("learner.local-epochs=5", "learner", NULL, "local-epochs", "5");
    check("trainer.overlap=30 %", "trainer", NULL, "overlap", "30 %");
    check("source.samples=1e3", "source", NULL, "samples", "1e3");
    check("workload.parameters=1.1e7", "workload", NULL, "parameters", "1.1e7");
}

static void a_place_has_a_glob_too(void)
{
    check("host.phone-*.attribution=1", "host", "phone-*", "attribution", "1");
    check("zone.paris.pue=1.2", "zone", "paris", "pue", "1.2");
    check("link.*_UP.shared_by_many=yes", "link", "*_UP", "shared_by_many", "yes");
}

static void dots_of_a_glob_stay_in_it(void)
{
    check("host.node-1.grid5000.fr.pue=1.2", "host", "node-1.grid5000.fr", "pue", "1.2");
}

static void the_value_is_all_behind_the_first_equals_sign(void)
{
    check("server.workload=a=b.xml", "server", NULL, "workload", "a=b.xml");
    check("host.a.kind=x.y=z", "host", "a", "kind", "x.y=z");
    check("server.workload=", "server", NULL, "workload", "");
}

#define EXPECTED(text)                                                                             \
    "--set '" text "': expected TARGET.PROP=VALUE (e.g. server.rounds=50, "                        \
    "host.phone-*.attribution=1)"

static void what_is_no_assignment_is_refused(void)
{
    check_refused("", EXPECTED(""));
    check_refused("server", EXPECTED("server"));
    check_refused("server.rounds", EXPECTED("server.rounds"));
    check_refused("server=50", EXPECTED("server=50"));
    check_refused("rounds=1.5", EXPECTED("rounds=1.5"));
    check_refused(".rounds=50", EXPECTED(".rounds=50"));
    check_refused("server.=50", EXPECTED("server.=50"));
    check_refused("=50", EXPECTED("=50"));
}

static void a_place_without_glob_is_refused(void)
{
    check_refused("host.pue=1", "--set 'host.pue=1': expected host.GLOB.PROP=VALUE");
    check_refused("zone.pue=1.2", "--set 'zone.pue=1.2': expected zone.GLOB.PROP=VALUE");
    check_refused("link.pue=1", "--set 'link.pue=1': expected link.GLOB.PROP=VALUE");
}

static void a_refused_one_leaves_the_others(void)
{
    struct wf_overrides overrides = {0};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, "server.rounds=1", &err), 0);
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, "nonsense", &err), -1);
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, "server.rounds=2", &err), 0);
    CU_ASSERT_EQUAL_FATAL(overrides.count, 2);
    CHECK_TEXT(overrides.items[0].value, "1");
    CHECK_TEXT(overrides.items[1].value, "2");
    wf_overrides_release(&overrides);
    CU_ASSERT_EQUAL(overrides.count, 0);
    wf_overrides_release(&overrides);
    wf_overrides_release(NULL);
}

static void an_error_need_not_be_asked_for(void)
{
    struct wf_overrides overrides = {0};
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, "nonsense", NULL), -1);
    CU_ASSERT_EQUAL(wf_overrides_add(&overrides, "host.pue=1", NULL), -1);
    wf_overrides_release(&overrides);
}

static void the_context_is_the_text_as_given(void)
{
    struct wf_overrides overrides = {0};
    wf_overrides_add(&overrides, "server.rounds=50", NULL);
    CU_ASSERT_EQUAL_FATAL(overrides.count, 1);
    char *context = wf_override_context(&overrides.items[0]);
    CHECK_TEXT(context, "'server.rounds=50':");
    free(context);
    wf_overrides_release(&overrides);
}

/* A thing with a number and a name. */
struct thing {
    uint64_t size;
    const char *name;
};
static const struct wf_prop thing_props[] = {
    {"size", offsetof(struct thing, size), WF_PROP_COUNT, WF_DIM_COUNT, 1, 9, "1", NULL, 0, "size"},
    {"name", offsetof(struct thing, name), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0,
     "name"},
    WF_PROP_END,
};

static struct applied {
    struct thing thing;
    struct wf_origin origins[2];
    struct wf_arena arena;
    struct wf_diag diag;
    bool met[4];
} applied;

static void apply(const char *const *texts)
{
    struct wf_overrides overrides = {0};
    applied = (struct applied){0};
    wf_diag_init(&applied.diag);
    wf_arena_init(&applied.arena);
    wf_props_defaults(thing_props, &applied.thing, applied.origins);
    for (; *texts; texts++)
        CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, *texts, NULL), 0);
    wf_overrides_apply(&overrides, "thing", thing_props, &applied.thing, applied.origins,
                       &applied.arena, applied.met, &applied.diag);
    wf_overrides_release(&overrides); /* nothing is kept of it */
}

static void unapply(void)
{
    wf_diag_release(&applied.diag);
    wf_arena_release(&applied.arena);
}

static void the_last_override_of_a_prop_wins(void)
{
    apply((const char *[]){"thing.size=3", "thing.name=a", "thing.size=4", NULL});
    CU_ASSERT_EQUAL(applied.thing.size, 4);
    CHECK_TEXT(applied.thing.name, "a");
    CHECK_TEXT(applied.origins[0].file, "--set");
    CU_ASSERT_EQUAL(applied.origins[0].line, 0);
    CU_ASSERT_EQUAL(applied.diag.count, 0);
    CU_ASSERT(applied.met[0] && applied.met[1] && applied.met[2] && !applied.met[3]);
    unapply();
}

static void overrides_of_other_things_are_passed_over(void)
{
    apply((const char *[]){"server.size=3", "host.thing.size=3", "thing.name=b", NULL});
    CU_ASSERT_EQUAL(applied.thing.size, 1);
    CU_ASSERT_PTR_NULL(applied.origins[0].file);
    CU_ASSERT(!applied.met[0] && !applied.met[1] && applied.met[2]);
    unapply();
}

static void a_wrong_value_leaves_the_prop_as_it_was(void)
{
    apply((const char *[]){"thing.size=3", "thing.size=10", "thing.sise=2", NULL});
    CU_ASSERT_EQUAL(applied.thing.size, 3);
    CU_ASSERT_EQUAL_FATAL(applied.diag.error_count, 2);
    CHECK_TEXT(applied.diag.entries[0].text,
               "'thing.size=10': prop 'size': '10' is out of range; expected count from 1 to 9");
    CHECK_TEXT(applied.diag.entries[1].text,
               "'thing.sise=2': thing prop 'sise' is unknown; did you mean 'size'?");
    CU_ASSERT(applied.met[1] && applied.met[2]); /* meant for this, right or wrong */
    unapply();
}

static void no_overrides_change_nothing(void)
{
    struct thing thing = {7, NULL};
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_overrides_apply(NULL, "thing", thing_props, &thing, NULL, NULL, NULL, &diag);
    CU_ASSERT_EQUAL(thing.size, 7);
    wf_diag_release(&diag);
}

static void what_met_nothing_is_an_error_each(void)
{
    struct wf_overrides overrides = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_overrides_add(&overrides, "trainer.epochs=5", NULL);
    wf_overrides_add(&overrides, "server.rounds=5", NULL);
    wf_overrides_add(&overrides, "host.tablet-*.pue=1", NULL);
    CU_ASSERT_EQUAL_FATAL(overrides.count, 3);
    static const bool met[] = {false, true, false};
    wf_overrides_check_used(&overrides, met, &diag);
    CU_ASSERT_EQUAL_FATAL(diag.count, 2);
    CU_ASSERT_EQUAL(diag.error_count, 2);
    char *text = wf_diag_text(&diag.entries[0]);
    CHECK_TEXT(text, "--set: 'trainer.epochs=5' meets nothing: there is no trainer here");
    free(text);
    text = wf_diag_text(&diag.entries[1]);
    CHECK_TEXT(text,
               "--set: 'host.tablet-*.pue=1' meets nothing: there is no host 'tablet-*' here");
    free(text);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
}

static void hosts_zones_and_links_are_of_the_platform(void)
{
    static const char *const others[] = {"server.rounds=5", "workload.parameters=3"};
    static const char *const platform[] = {"host.a.pue=1", "zone.z.pue=1", "link.l.bandwidth=1Bps"};
    CU_ASSERT_FALSE(wf_overrides_touch_platform(NULL));
    for (size_t i = 0; i < sizeof platform / sizeof *platform; i++) {
        struct wf_overrides overrides = {0};
        for (size_t j = 0; j < sizeof others / sizeof *others; j++)
            wf_overrides_add(&overrides, others[j], NULL);
        CU_ASSERT_FALSE(wf_overrides_touch_platform(&overrides));
        wf_overrides_add(&overrides, platform[i], NULL);
        CU_ASSERT(wf_overrides_touch_platform(&overrides));
        wf_overrides_release(&overrides);
    }
}

static const struct wf_test tests[] = {
    WF_TEST(a_label_stands_before_the_first_dot),
    WF_TEST(a_role_has_a_prop_and_a_value),
    WF_TEST(a_place_has_a_glob_too),
    WF_TEST(dots_of_a_glob_stay_in_it),
    WF_TEST(the_value_is_all_behind_the_first_equals_sign),
    WF_TEST(what_is_no_assignment_is_refused),
    WF_TEST(a_place_without_glob_is_refused),
    WF_TEST(a_refused_one_leaves_the_others),
    WF_TEST(an_error_need_not_be_asked_for),
    WF_TEST(the_context_is_the_text_as_given),
    WF_TEST(the_last_override_of_a_prop_wins),
    WF_TEST(overrides_of_other_things_are_passed_over),
    WF_TEST(a_wrong_value_leaves_the_prop_as_it_was),
    WF_TEST(no_overrides_change_nothing),
    WF_TEST(what_met_nothing_is_an_error_each),
    WF_TEST(hosts_zones_and_links_are_of_the_platform),
};

int main(void)
{
    return wf_suite_run("override", tests, sizeof tests / sizeof tests[0]);
}
