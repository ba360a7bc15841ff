#include "fleet/build.h"
#include "platform/site.h"
#include <stdio.h>
#include <string.h>

const struct wf_fleet_kind_row wf_fleet_kinds[WF_FLEET_KINDS] = {
    [WF_FLEET_KIND_REGION] = {"region", wf_fleet_region_props, sizeof(struct wf_fleet_region),
                              WF_ON_ZONE},
    [WF_FLEET_KIND_ACCESS] = {"access", wf_fleet_access_props, sizeof(struct wf_fleet_access),
                              WF_ON_LINK},
    [WF_FLEET_KIND_CLASS] = {"class", wf_fleet_class_props, sizeof(struct wf_fleet_class),
                             WF_ON_HOST},
    [WF_FLEET_KIND_NODE] = {"node", wf_fleet_node_props, sizeof(struct wf_fleet_class), WF_ON_HOST},
};

struct wf_fleet_element *wf_fleet_at(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                                     uint32_t index)
{
    return (void *)(build->lists[kind].bytes + index * wf_fleet_kinds[kind].size);
}

struct wf_fleet_context wf_fleet_context(enum wf_fleet_kind kind,
                                         const struct wf_fleet_element *element)
{
    struct wf_fleet_context context;
    snprintf(context.text, sizeof context.text, "<%s%s%.100s>", wf_fleet_kinds[kind].tag,
             element->id ? " " : "", element->id ? element->id : "");
    return context;
}

const struct wf_fleet_item *wf_fleet_item(const struct wf_fleet_element *element, const char *name)
{
    for (uint32_t i = 0; i < element->item_count; i++)
        if (!strcmp(element->items[i].name, name))
            return &element->items[i];
    return NULL;
}

void wf_fleet_put(struct wf_fleet_build *build, struct wf_fleet_element *element,
                  struct wf_fleet_item item)
{
    struct wf_arena *arena = &build->fleet->arena;
    const struct wf_fleet_item *known = wf_fleet_item(element, item.name);
    uint32_t at = known ? (uint32_t)(known - element->items) : element->item_count;
    uint32_t count = element->item_count + !known;
    struct wf_fleet_item *items = wf_arena_alloc(arena, count * sizeof *items);
    if (element->item_count)
        memcpy(items, element->items, element->item_count * sizeof *items);
    item.name = wf_arena_intern_text(arena, item.name);
    item.value = wf_arena_intern_text(arena, item.value);
    items[at] = item;
    element->items = items;
    element->item_count = count;
}

bool wf_fleet_refuse_prop(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                          const struct wf_fleet_element *element, const struct wf_fleet_item *item)
{
    int row = wf_props_find(wf_site_props, item->name, 0);
    bool made = !strcmp(item->name, "props_of");
    bool refused = made || (row >= 0 && wf_site_props[row].places & WF_SET_ONLY);
    const char *file = item->line ? build->fleet->path : "--set";
    if (refused)
        wf_diag_error(build->diag, file, item->line, "%s prop '%s' %s",
                      wf_fleet_context(kind, element).text, item->name,
                      made ? "is written by the expansion and cannot be given"
                           : "is of the hosts that a fleet becomes: --set host.GLOB");
    return refused;
}
