#include "engine/occupancy.h"
#include "engine/shared_links.h"
#include "job/node.h"
#include "job/route.h"

#include "suite.h"
#include <string.h>

/* A route of one link each way, and the host that it leads to. */
struct scene {
    struct wf_link_class class;
    struct wf_link_tariff tariff;
    struct wf_route_link out, in, *outs[1], *ins[1];
    struct wf_route_pace pace, back_pace;
    struct wf_route route, back;
    struct wf_host host;
    struct wf_platform platform;
    struct wf_flow_model model;
    struct wf_occupancy occupancy;
};

static void set_up(struct scene *scene, bool crosstraffic)
{
    *scene = (struct scene){.host = {.name = "phone"},
                            .model = {.crosstraffic = crosstraffic},
                            .out.ledger.name = "out",
                            .in.ledger.name = "in"};
    scene->tariff.class = &scene->class;
    scene->out.ledger.tariff = scene->in.ledger.tariff = &scene->tariff;
    scene->outs[0] = &scene->out;
    scene->ins[0] = &scene->in;
    scene->route = (struct wf_route){.links = scene->outs, .link_count = 1, .pace = &scene->pace};
    scene->back =
        (struct wf_route){.links = scene->ins, .link_count = 1, .pace = &scene->back_pace};
    scene->pace.back = &scene->back;
    scene->back_pace.back = &scene->route;
    scene->platform = (struct wf_platform){.hosts = &scene->host, .host_count = 1};
    scene->occupancy = (struct wf_occupancy){.platform = &scene->platform, .model = &scene->model};
}

static void one_transfer_after_another_is_right(void)
{
    struct scene scene;
    set_up(&scene, true);
    for (int i = 0; i < 2; i++) {
        wf_occupancy_enter(&scene.occupancy, &scene.route, i);
        wf_occupancy_leave(&scene.occupancy, &scene.route);
    }
    CU_ASSERT_EQUAL(scene.occupancy.err.code, 0);
    CU_ASSERT_EQUAL(scene.out.transfers, 0);
    CU_ASSERT_EQUAL(scene.in.transfers, 0);
}

static void two_transfers_on_a_link_are_reported_once(void)
{
    struct scene scene;
    set_up(&scene, false);
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    wf_occupancy_enter(&scene.occupancy, &scene.route, 2.5);
    wf_occupancy_enter(&scene.occupancy, &scene.route, 3);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, WF_ESIM);
    CHECK_TEXT(scene.occupancy.err.text,
               "two transfers met on link 'out' at 2.5 s, which was thought impossible");
}

/* Acknowledgements come back over the link of the other direction, where they count. */
static void acknowledgements_meet_a_transfer_back(void)
{
    for (int crosstraffic = 0; crosstraffic < 2; crosstraffic++) {
        struct scene scene;
        set_up(&scene, crosstraffic);
        wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
        wf_occupancy_enter(&scene.occupancy, &scene.back, 2);
        CU_ASSERT_EQUAL(scene.occupancy.err.code, crosstraffic ? WF_ESIM : 0);
    }
}

static void links_that_slow_nobody_down_are_met_on(void)
{
    struct scene scene;
    set_up(&scene, false);
    scene.out.roomy = true;
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, 0);
    scene.out.roomy = false;
    scene.class.sharing = WF_FATPIPE;
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, 0);
}

/* A turn that was played whole is there until its end, though nobody counts it. */
static void a_turn_played_whole_is_met_until_its_end(void)
{
    struct scene scene;
    set_up(&scene, false);
    scene.out.ledger.last_s = 5;
    wf_occupancy_enter(&scene.occupancy, &scene.route, 5);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, 0);
    wf_occupancy_leave(&scene.occupancy, &scene.route);
    wf_occupancy_enter(&scene.occupancy, &scene.route, 4);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, WF_ESIM);
}

/* Both are under the same level, which shares the link out; with another one they may not be. */
static void transfers_of_one_level_share_its_links(void)
{
    struct scene scene;
    struct wf_shared_level level = {0};
    struct wf_shared_way way = {.level = &level};
    set_up(&scene, false);
    scene.pace.shared = &way;
    scene.out.level = &level;
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, 0);
    scene.pace.shared = NULL;
    wf_occupancy_enter(&scene.occupancy, &scene.route, 1);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, WF_ESIM);
}

static void two_executions_on_a_host_are_reported(void)
{
    struct scene scene;
    struct wf_node node = {0};
    set_up(&scene, false);
    wf_occupancy_load(&scene.occupancy, &node, 1);
    CU_ASSERT_EQUAL(scene.occupancy.err.code, 0);
    wf_occupancy_load(&scene.occupancy, &node, 2);
    CHECK_TEXT(scene.occupancy.err.text,
               "two executions met on host 'phone' at 2 s, which was thought impossible");
    set_up(&scene, false);
    wf_occupancy_meet(&scene.occupancy, &node, 3);
    CHECK_TEXT(scene.occupancy.err.text,
               "two turns met on host 'phone' at 3 s, which was thought impossible");
}

static const struct wf_test tests[] = {
    WF_TEST(one_transfer_after_another_is_right),
    WF_TEST(two_transfers_on_a_link_are_reported_once),
    WF_TEST(acknowledgements_meet_a_transfer_back),
    WF_TEST(links_that_slow_nobody_down_are_met_on),
    WF_TEST(a_turn_played_whole_is_met_until_its_end),
    WF_TEST(transfers_of_one_level_share_its_links),
    WF_TEST(two_executions_on_a_host_are_reported),
};

int main(void)
{
    return wf_suite_run("occupancy", tests, sizeof tests / sizeof tests[0]);
}
