#include "platform/declare.h"
#include "platform/tables.h"
#include "prop/radical.h"
#include <string.h>

const char *wf_netpoint_name(enum wf_netpoint kind)
{
    static const char *const names[] = {
        [WF_NETPOINT_HOST] = "host", [WF_NETPOINT_ROUTER] = "router", [WF_NETPOINT_ZONE] = "zone"};
    return names[kind];
}

static uint32_t line_of(const struct wf_platform *platform, uint32_t netpoint)
{
    uint32_t index = wf_netpoint_index(netpoint);
    switch (wf_netpoint_kind(netpoint)) {
    case WF_NETPOINT_HOST:
        return platform->hosts[index].line;
    case WF_NETPOINT_ZONE:
        return platform->zones[index].line;
    default:
        return platform->routers[index].line;
    }
}

const char *wf_declare_netpoint(struct wf_platform *platform, const char *name,
                                enum wf_netpoint kind, uint32_t index, uint32_t line,
                                struct wf_diag *diag)
{
    uint32_t old = wf_map_get(&platform->netpoints, name);
    if (old != WF_MAP_NONE) {
        wf_diag_error(diag, platform->path, line,
                      "<%s %s> is declared twice (first as a %s on line %u)",
                      wf_netpoint_name(kind), name, wf_netpoint_name(wf_netpoint_kind(old)),
                      line_of(platform, old));
        /* what the name stands for here is missing */
        platform->incomplete |= wf_netpoint_kind(old) != kind;
        return NULL;
    }
    const char *kept = wf_arena_text(&platform->arena, name, strlen(name));
    wf_map_add(&platform->netpoints, kept, wf_netpoint(kind, index));
    return kept;
}

void wf_declare_router(struct wf_platform *platform, const char *name, uint32_t zone, uint32_t line,
                       struct wf_diag *diag)
{
    if (wf_declare_netpoint(platform, name, WF_NETPOINT_ROUTER, platform->router_count, line, diag))
        wf_tables_add_router(platform, (struct wf_router){zone, line});
}

bool wf_declare_host(struct wf_platform *platform, const char *name,
                     const struct wf_host_class *class, uint32_t line, struct wf_diag *diag)
{
    const char *kept =
        wf_declare_netpoint(platform, name, WF_NETPOINT_HOST, platform->host_count, line, diag);
    if (kept)
        wf_tables_add_host(platform, (struct wf_host){.name = kept, .class = class, .line = line});
    return kept;
}

void wf_declare_link(struct wf_platform *platform, const char *name,
                     const struct wf_link_class *class, uint32_t line, struct wf_diag *diag)
{
    uint32_t old = wf_map_get(&platform->link_names, name);
    if (old != WF_MAP_NONE) {
        wf_diag_error(diag, platform->path, line, "<link %s> is declared twice (first on line %u)",
                      name, platform->links[old].line);
        return;
    }
    const char *kept = wf_arena_text(&platform->arena, name, strlen(name));
    wf_map_add(&platform->link_names, kept, platform->link_count);
    wf_tables_add_link(platform, (struct wf_link){.name = kept, .class = class, .line = line});
}

void wf_declare_numbered(struct wf_platform *platform, struct wf_host_group *group,
                         struct wf_diag *diag)
{
    struct wf_radical_state state = {0};
    size_t length = strlen(group->radical);
    uint64_t number;
    struct wf_buffer name = {0};
    bool reported = false; /* one name that is taken, not a million */
    group->first_host = platform->host_count;
    while (wf_radical_next(group->radical, length, &state, &number)) {
        name.length = 0;
        wf_buffer_printf(&name, "%s%llu%s", group->prefix, (unsigned long long)number,
                         group->suffix);
        if (!reported || wf_map_get(&platform->netpoints, name.text) == WF_MAP_NONE)
            reported |= !wf_declare_host(platform, name.text, group->class, group->line, diag);
    }
    group->host_count = platform->host_count - group->first_host;
    wf_buffer_release(&name);
}
