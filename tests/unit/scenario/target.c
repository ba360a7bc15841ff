#include "scenario/target.h"

#include "suite.h"
#include <stdlib.h>

static void check(const char *text, int status, const char *message)
{
    struct wf_overrides overrides = {0};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&overrides, text, &err), 0);
    CU_ASSERT_EQUAL(wf_target_check(&overrides.items[0], &err), status);
    CU_ASSERT_EQUAL(err.code, status ? WF_EUSAGE : WF_OK);
    CHECK_TEXT(err.text, message);
    wf_overrides_release(&overrides);
}

static void every_role_the_workload_and_the_places_can_be_set(void)
{
    static const char *const texts[] = {"server.a=1",  "gateway.a=1", "learner.a=1", "peer.a=1",
                                        "trainer.a=1", "source.a=1",  "user.a=1",    "workload.a=1",
                                        "host.x.a=1",  "zone.x.a=1",  "link.x.a=1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], 0, "");
}

#define KNOWN                                                                                      \
    " is not something that can be set; known: server, gateway, learner, peer, gossiper, "         \
    "split-server, split-client, trainer, source, "                                                \
    "user, workload, fleet, host.GLOB, zone.GLOB, link.GLOB, network.GLOB, "                       \
    "region.GLOB, class.GLOB, access.GLOB, node.GLOB"

static void an_unknown_target_is_refused_with_the_nearest(void)
{
    check("sever.rounds=50", -1,
          "--set 'sever.rounds=50': 'sever'" KNOWN "; did you mean 'server'?");
    check("hots.a.pue=1", -1, "--set 'hots.a.pue=1': 'hots'" KNOWN "; did you mean 'host'?");
    check("cluster.a.pue=1", -1, "--set 'cluster.a.pue=1': 'cluster'" KNOWN);
    check("Server.rounds=50", -1,
          "--set 'Server.rounds=50': 'Server'" KNOWN "; did you mean 'server'?");
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(every_role_the_workload_and_the_places_can_be_set),
        WF_TEST(an_unknown_target_is_refused_with_the_nearest),
    };
    return wf_suite_run("target", tests, sizeof tests / sizeof *tests);
}
