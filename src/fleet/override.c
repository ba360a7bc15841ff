#include "fleet/override.h"
#include "platform/site_prop.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static const struct wf_origin of_set = {"--set", 0};

/* Is it a prop of a platform that such elements may have? SimGrid's are not in the table. */
static bool is_platform_prop(enum wf_fleet_kind kind, const char *name)
{
    return wf_props_find(wf_site_props, name, wf_fleet_kinds[kind].places) >= 0 ||
           (kind >= WF_FLEET_KIND_CLASS && !strcmp(name, "wattage_per_state"));
}

static void set_one(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                    struct wf_fleet_element *element, const struct wf_override *item)
{
    const struct wf_prop *table = wf_fleet_kinds[kind].table;
    int row = wf_props_find(table, item->prop, 0);
    char *context = wf_override_context(item);
    if (row >= 0)
        element->given |= UINT64_C(1) << row;
    if (row >= 0)
        wf_props_set(table, row, element, item->value, of_set, &build->fleet->arena, context,
                     build->diag);
    else if (is_platform_prop(kind, item->prop))
        wf_fleet_put(build, element, (struct wf_fleet_item){item->prop, item->value, 0, false});
    free(context);
}

static void report_prop(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                        const struct wf_override *item)
{
    const char *near = wf_props_nearest(wf_fleet_kinds[kind].table, item->prop, 0);
    if (!near)
        near = wf_props_nearest(wf_site_props, item->prop, wf_fleet_kinds[kind].places);
    wf_diag_error(build->diag, of_set.file, of_set.line, "'%s': %s prop '%s' is unknown%s",
                  item->text, wf_fleet_kinds[kind].tag, item->prop, wf_hint(near).text);
}

static void report_glob(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                        const struct wf_override *item)
{
    uint32_t count = build->lists[kind].count;
    const char **names = wf_calloc(count + 1u, sizeof *names);
    uint32_t named = 0;
    for (uint32_t i = 0; i < count; i++)
        if (wf_fleet_at(build, kind, i)->id)
            names[named++] = wf_fleet_at(build, kind, i)->id;
    wf_diag_error(build->diag, of_set.file, of_set.line,
                  "'%s': there is no <%s> '%s' in the fleet%s", item->text,
                  wf_fleet_kinds[kind].tag, item->glob,
                  wf_hint(wf_text_nearest(item->glob, names, named)).text);
    free(names);
}

static void apply(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                  const struct wf_override *item)
{
    bool any = false;
    if (wf_props_find(wf_fleet_kinds[kind].table, item->prop, 0) < 0 &&
        !is_platform_prop(kind, item->prop)) {
        report_prop(build, kind, item);
        return;
    }
    for (uint32_t i = 0; i < build->lists[kind].count; i++) {
        struct wf_fleet_element *element = wf_fleet_at(build, kind, i);
        if (!element->id || fnmatch(item->glob, element->id, 0) != 0)
            continue;
        set_one(build, kind, element, item);
        any = true;
    }
    if (!any)
        report_glob(build, kind, item);
}

void wf_fleet_override(struct wf_fleet_build *build, const struct wf_overrides *overrides,
                       bool *met)
{
    struct wf_origin origins[8]; /* of which nothing is made */
    wf_overrides_apply(overrides, "fleet", wf_fleet_props, build->fleet, origins,
                       &build->fleet->arena, met, build->diag);
    for (size_t i = 0; overrides && i < overrides->count; i++)
        for (int kind = 0; kind < WF_FLEET_KINDS; kind++)
            if (!strcmp(overrides->items[i].target, wf_fleet_kinds[kind].tag)) {
                apply(build, (enum wf_fleet_kind)kind, &overrides->items[i]);
                if (met)
                    met[i] = true;
            }
}
