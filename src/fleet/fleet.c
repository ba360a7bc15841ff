#include "fleet/fleet.h"
#include "fleet/build.h"
#include "fleet/override.h"
#include "fleet/reader.h"
#include "fleet/roster.h"
#include <stdlib.h>

int wf_fleet_load(const char *path, const struct wf_overrides *overrides, bool *met,
                  struct wf_fleet *fleet, struct wf_diag *diag, struct wf_err *err)
{
    *fleet = (struct wf_fleet){0};
    wf_arena_init(&fleet->arena);
    fleet->path = wf_arena_intern_text(&fleet->arena, path);
    wf_props_defaults(wf_fleet_props, fleet, NULL);
    struct wf_fleet_build build = {.fleet = fleet, .diag = diag};
    int status = wf_fleet_read(fleet->path, &build, err);
    if (status == 0) {
        wf_fleet_override(&build, overrides, met);
        wf_fleet_settle(&build);
    }
    for (int kind = 0; kind < WF_FLEET_KINDS; kind++)
        free(build.lists[kind].bytes);
    return status < 0 ? -1 : 0;
}

static void release_streams(struct wf_fleet_class *classes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (int what = 0; what < WF_FLEET_DRAWS; what++)
            wf_random_free(classes[i].streams[what]);
}

void wf_fleet_release(struct wf_fleet *fleet)
{
    release_streams(fleet->classes, fleet->class_count);
    wf_arena_release(&fleet->arena);
}
