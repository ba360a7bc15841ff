#include "job/own_links.h"

#include "suite.h"

enum { SERVER, PHONE, OTHER, HOSTS };

/* A flat zone of a server without <host_link> and two phones with links of their own. */
struct scene {
    struct wf_zone zones[3];
    struct wf_host_class classes[HOSTS];
    struct wf_host hosts[HOSTS];
    struct wf_link_class link_class;
    struct wf_link links[2];
    struct wf_platform platform;
    struct wf_participant participants[HOSTS];
};

static void set_up(struct scene *scene)
{
    *scene = (struct scene){.zones[1] = {.cabinets = 1}, .zones[2] = {.cabinets = 1}};
    for (uint32_t i = 0; i < HOSTS; i++) {
        scene->classes[i].zone = 1;
        scene->hosts[i] = (struct wf_host){.class = &scene->classes[i],
                                           .access = i == SERVER ? WF_ACCESS_NONE : WF_ACCESS_OWN};
        scene->participants[i].host = i;
    }
    for (int i = 0; i < 2; i++)
        scene->links[i].class = &scene->link_class;
    scene->platform = (struct wf_platform){.zones = scene->zones,
                                           .zone_count = 3,
                                           .hosts = scene->hosts,
                                           .host_count = HOSTS,
                                           .links = scene->links,
                                           .link_count = 2};
}

static bool join(const struct scene *scene, int owner, int partner)
{
    return wf_own_links_join(&scene->platform, &scene->participants[owner],
                             &scene->participants[partner]);
}

static void a_phone_reaches_the_server_by_its_own_links(void)
{
    struct scene scene;
    set_up(&scene);
    CU_ASSERT(join(&scene, PHONE, SERVER));
    CU_ASSERT(!join(&scene, SERVER, PHONE));
    CU_ASSERT(!join(&scene, PHONE, OTHER));
}

static void what_the_file_does_not_say_is_asked_for(void)
{
    struct scene scene;
    set_up(&scene);
    scene.hosts[PHONE].access = WF_ACCESS_SHARED;
    CU_ASSERT(!join(&scene, PHONE, SERVER));
    CU_ASSERT(join(&scene, OTHER, SERVER));
    scene.hosts[PHONE].access = WF_ACCESS_NONE;
    CU_ASSERT(!join(&scene, PHONE, SERVER));

    set_up(&scene);
    scene.classes[PHONE].zone = 2;
    CU_ASSERT(!join(&scene, PHONE, SERVER));
    set_up(&scene);
    scene.zones[1].cabinets = 0; /* not flat */
    CU_ASSERT(!join(&scene, PHONE, SERVER));
    set_up(&scene);
    scene.zones[1].backbone = 1;
    CU_ASSERT(!join(&scene, PHONE, SERVER));
    set_up(&scene);
    scene.zones[1].bypassed = 1;
    CU_ASSERT(!join(&scene, PHONE, SERVER));
}

static void links_that_vary_are_looked_at(void)
{
    struct scene scene;
    set_up(&scene);
    CU_ASSERT(wf_own_links_are_plain(&scene.platform));
    scene.link_class.profiled = WF_PROFILE_STATE;
    CU_ASSERT(!wf_own_links_are_plain(&scene.platform));
    set_up(&scene);
    scene.link_class.sharing = WF_WIFI;
    CU_ASSERT(!wf_own_links_are_plain(&scene.platform));
    set_up(&scene);
    scene.platform.group_count = 1;
    CU_ASSERT(!wf_own_links_are_plain(&scene.platform));
}

static const struct wf_test tests[] = {
    WF_TEST(a_phone_reaches_the_server_by_its_own_links),
    WF_TEST(what_the_file_does_not_say_is_asked_for),
    WF_TEST(links_that_vary_are_looked_at),
};

int main(void)
{
    return wf_suite_run("own_links", tests, sizeof tests / sizeof tests[0]);
}
