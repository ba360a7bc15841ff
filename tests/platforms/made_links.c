/* The links that we say SimGrid makes of a platform, and those it makes: each name in both, with
 * the bandwidth of its class. tests/platforms/made_links.sh made_links PLATFORM */
#include "platform/made_link.h"
#include "platform/platform_reader.h"
#include <simgrid/engine.h>
#include <simgrid/link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct said {
    struct wf_platform *platform;
    struct wf_map names; /* -> enum wf_made_link */
    struct wf_arena arena;
};

static void say(void *data, enum wf_made_link kind, const char *name)
{
    struct said *said = data;
    if (wf_map_add(&said->names, wf_arena_text(&said->arena, name, strlen(name)), kind) !=
        WF_MAP_NONE)
        printf("twice: %s\n", name);
}

/* What class has it, if SimGrid's bandwidth is not that of a limiter or loopback? */
static int check(struct said *said, sg_link_t link)
{
    const char *name = sg_link_get_name(link);
    const struct wf_link_class *class = wf_platform_link(said->platform, name, NULL);
    uint32_t kind = wf_map_get(&said->names, name);
    if (kind == WF_MAP_NONE)
        return printf("not named: %s\n", name);
    bool cable = kind == WF_MADE_CABLE || kind == WF_MADE_BACKBONE;
    bool classed = cable && strncmp(name, "link_k", 6) != 0; /* a cabinet's have no class */
    if (classed != (class != NULL))
        return printf("%s %s a class\n", name, class ? "has" : "has not");
    double bandwidth = sg_link_get_bandwidth(link);
    if (class && bandwidth != class->bandwidth_byte_per_s) /* exact: the same text */
        return printf("%s has %g B/s, its class %g\n", name, bandwidth,
                      class->bandwidth_byte_per_s);
    return 0;
}

int main(int argc, char **argv)
{
    struct wf_platform platform;
    struct wf_diag diag;
    struct wf_err err = {0};
    struct said said = {&platform, {0}, {0}};
    int failed = 0;
    wf_diag_init(&diag);
    wf_map_init(&said.names);
    wf_arena_init(&said.arena);
    if (wf_platform_load(argv[1], &platform, &diag, &err) || diag.error_count)
        return printf("not read\n"), 1;
    for (uint32_t i = 0; i < platform.group_count; i++)
        wf_made_links_each(&platform, &platform.groups[i], say, &said);
    simgrid_init(&argc, argv);
    simgrid_load_platform(argv[1]);
    sg_link_t *links = sg_link_list();
    size_t count = sg_link_count(), met = 0;
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(sg_link_get_name(links[i]), "__loopback__"))
            continue; /* one for all hosts without their own */
        failed |= check(&said, links[i]) != 0;
        met++;
    }
    if (met != said.names.count)
        failed = printf("SimGrid makes %zu links, we say %zu\n", met, (size_t)said.names.count);
    printf("%zu links\n", met);
    fflush(stdout);
    _exit(failed != 0);
}
