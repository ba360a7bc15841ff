#include "fleet/fleet_platform.h"
#include "file/file.h"
#include "file/root.h"
#include "fleet/expansion.h"
#include "platform/platform_reader.h"
#include "platform/tables.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

bool wf_fleet_is(const char *path)
{
    return wf_file_has_root(path, "fleet");
}

/* ---- expanded ---- */

static int add(void *data, const char *bytes, size_t size)
{
    return wf_file_put(*(const int *)data, bytes, size);
}

/* @return a descriptor, or -1 with @p err */
static int expand(const struct wf_fleet *fleet, const struct wf_fleet_selection *selection,
                  struct wf_err *err)
{
    int file = memfd_create("fleet.xml", MFD_CLOEXEC);
    const struct wf_fleet_sink sink = {add, &file};
    if (file >= 0 && wf_fleet_expand(fleet, selection, &sink) == 0)
        return file;
    wf_err_set(err, WF_EIO, "cannot expand '%s': %s", fleet->path, strerror(errno));
    if (file >= 0)
        close(file);
    return -1;
}

static void add_line(struct wf_map *lines, struct wf_arena *arena, const char *id, const char *in,
                     uint32_t line)
{
    char *name = wf_format("%s%s%s", id, in ? "." : "", in ? in : "");
    wf_map_add(lines, wf_arena_intern_text(arena, name), line);
    free(name);
}

/* Zones by their names, with the lines of what they are of. */
static void find_lines(const struct wf_fleet *fleet, struct wf_map *lines, struct wf_arena *arena)
{
    for (uint32_t i = 0; i < fleet->region_count; i++) {
        const struct wf_fleet_element *region = &fleet->regions[i].element;
        add_line(lines, arena, region->id, NULL, region->line);
        for (uint32_t j = 0; j < fleet->class_count; j++)
            add_line(lines, arena, fleet->classes[j].element.id, region->id,
                     fleet->classes[j].element.line);
        for (uint32_t j = 0; j < fleet->access_count; j++)
            add_line(lines, arena, fleet->accesses[j].element.id, region->id,
                     fleet->accesses[j].element.line);
    }
    for (uint32_t i = 0; i < fleet->node_count; i++)
        add_line(lines, arena, fleet->nodes[i].element.id, NULL, fleet->nodes[i].element.line);
}

static void set_lines(const struct wf_fleet *fleet, struct wf_platform *platform)
{
    struct wf_map lines;
    wf_map_init(&lines);
    find_lines(fleet, &lines, &platform->arena);
    for (uint32_t i = 1; i < platform->zone_count; i++) {
        uint32_t line = wf_map_get(&lines, platform->zones[i].name);
        platform->zones[i].line = line == WF_MAP_NONE ? fleet->line : line;
    }
    for (uint32_t i = 0; i < platform->host_count; i++)
        platform->hosts[i].line = platform->zones[platform->hosts[i].class->zone].line;
    for (uint32_t i = 0; i < platform->link_count; i++)
        platform->links[i].line = platform->zones[platform->links[i].class->zone].line;
    for (uint32_t i = 0; i < fleet->node_count; i++) {
        uint32_t host = wf_platform_host(platform, fleet->nodes[i].element.id);
        if (host != WF_MAP_NONE)
            platform->hosts[host].line = fleet->nodes[i].element.line;
    }
    wf_map_release(&lines);
}

/* Lines of the expanded text say nothing to who wrote the fleet. */
static void take_mistakes(const struct wf_diag *from, const char *path, struct wf_diag *diag)
{
    for (size_t i = 0; i < from->count; i++)
        wf_diag_add(diag, from->entries[i].severity, path, 0, "the platform that it becomes: %s",
                    from->entries[i].text);
}

int wf_fleet_platform_make(const struct wf_fleet *fleet, const struct wf_fleet_selection *selection,
                           struct wf_platform *platform, struct wf_diag *diag, struct wf_err *err)
{
    static const struct wf_fleet_selection all = {0};
    struct wf_diag mistakes;
    selection = selection ? selection : &all;
    if (!selection->indices && fleet->device_count > WF_FLEET_EXPANDED_MAX) {
        wf_diag_error(diag, fleet->path, fleet->line,
                      "<fleet> has %llu devices; expected at most %d to be simulated one by one",
                      (unsigned long long)fleet->device_count, WF_FLEET_EXPANDED_MAX);
        wf_fleet_platform_none(fleet->path, platform);
        return 0;
    }
    wf_diag_init(&mistakes);
    int text = expand(fleet, selection, err), status = text;
    if (text >= 0)
        status = wf_platform_load_text(fleet->path, text, platform, &mistakes, err) < 0 ? -1 : 0;
    else
        wf_fleet_platform_none(fleet->path, platform);
    if (text >= 0 && status == 0 && mistakes.error_count == 0)
        set_lines(fleet, platform);
    take_mistakes(&mistakes, fleet->path, diag);
    wf_diag_release(&mistakes);
    return status < 0 ? -1 : 0;
}

void wf_fleet_platform_none(const char *path, struct wf_platform *platform)
{
    wf_tables_start(platform, path);
    platform->incomplete = true; /* what was to be in it is not reported */
}
