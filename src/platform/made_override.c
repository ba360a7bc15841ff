#include "platform/made_override.h"
#include "base/text.h"
#include "platform/made_link.h"
#include "platform/schema.h"
#include "platform/site.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#define KIND(kind) (1u << WF_MADE_##kind)

/* Where an element says what an override says of its links. */
static const struct row {
    enum wf_element element;
    unsigned kinds; /* which have it in common */
    const char *prop, *place;
} rows[] = {{WF_EL_CLUSTER, KIND(CABLE), "bandwidth", "bw"},
            {WF_EL_CLUSTER, KIND(CABLE), "latency", "lat"},
            {WF_EL_CLUSTER, KIND(CABLE), "sharing_policy", "sharing_policy"},
            {WF_EL_CLUSTER, KIND(CABLE), "wattage_range", "wattage_range"},
            {WF_EL_CLUSTER, KIND(BACKBONE), "bandwidth", "bb_bw"},
            {WF_EL_CLUSTER, KIND(BACKBONE), "latency", "bb_lat"},
            {WF_EL_CLUSTER, KIND(BACKBONE), "sharing_policy", "bb_sharing_policy"},
            {WF_EL_CLUSTER, KIND(BACKBONE), "wattage_range", "backbone_wattage_range"},
            {WF_EL_CLUSTER, KIND(LIMITER), "bandwidth", "limiter_link"},
            {WF_EL_CLUSTER, KIND(LOOPBACK), "bandwidth", "loopback_bw"},
            {WF_EL_CLUSTER, KIND(LOOPBACK), "latency", "loopback_lat"},
            {WF_EL_CABINET, KIND(CABLE), "bandwidth", "bw"},
            {WF_EL_CABINET, KIND(CABLE), "latency", "lat"},
            {WF_EL_PEER, KIND(UP), "bandwidth", "bw_out"},
            {WF_EL_PEER, KIND(DOWN), "bandwidth", "bw_in"}};
enum { ROWS = sizeof rows / sizeof *rows };

/* An override of links, and how many of those of one element it names, by kind. */
struct naming {
    const struct wf_override *item;
    const struct wf_host_group *group;
    uint64_t named[WF_MADE_COUNT], all[WF_MADE_COUNT];
};

struct expansion {
    const struct wf_platform *base;
    struct wf_made_overrides made;
    size_t capacity, origin;
    bool *met;
    struct wf_arena *arena;
    struct wf_diag *diag;
};

static void count_link(void *data, enum wf_made_link kind, const char *name)
{
    struct naming *naming = data;
    naming->all[kind]++;
    naming->named[kind] += !fnmatch(naming->item->glob, name, 0);
}

static uint64_t sum_of(const uint64_t counts[WF_MADE_COUNT], unsigned kinds)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < WF_MADE_COUNT; i++)
        sum += kinds >> i & 1 ? counts[i] : 0;
    return sum;
}

static void add(struct expansion *expansion, struct wf_override item)
{
    struct wf_overrides *all = &expansion->made.all;
    if (all->count == expansion->capacity) {
        expansion->capacity = expansion->capacity ? 2 * expansion->capacity : 16;
        all->items = wf_realloc(all->items, expansion->capacity * sizeof *all->items);
        expansion->made.origins =
            wf_realloc(expansion->made.origins, expansion->capacity * sizeof(size_t));
    }
    expansion->made.origins[all->count] = expansion->origin;
    all->items[all->count++] = item;
}

/* A glob that names @p id only. */
static char *glob_of(struct wf_arena *arena, const char *id)
{
    struct wf_buffer glob = {0};
    for (; *id; id++)
        wf_buffer_printf(&glob, "%s%c", strchr("*?[\\", *id) ? "\\" : "", *id);
    char *kept = wf_arena_text(arena, glob.text, glob.length);
    wf_buffer_release(&glob);
    return kept;
}

/* @p target and @p place are not changed: an override owns its texts elsewhere. */
static void imply(struct expansion *expansion, const struct naming *naming, const char *target,
                  const char *place)
{
    struct wf_override item = *naming->item;
    item.target = wf_arena_text(expansion->arena, target, strlen(target));
    item.glob = glob_of(expansion->arena, naming->group->id);
    item.prop = wf_arena_text(expansion->arena, place, strlen(place));
    add(expansion, item);
}

static void report(struct expansion *expansion, const struct naming *naming,
                   enum wf_severity severity, char *why)
{
    char *context = wf_override_context(naming->item);
    wf_diag_add(expansion->diag, severity, "--set", 0, "%s '%s' names %s", context,
                naming->item->glob, why);
    free(context);
    free(why);
    if (expansion->met)
        expansion->met[expansion->origin] = true;
}

/* Of what the element has once for the links of @p kinds, all are named, or it is reported. */
static bool names_all(struct expansion *expansion, const struct naming *naming, unsigned kinds,
                      const char *place)
{
    const struct wf_host_group *group = naming->group;
    uint64_t named = sum_of(naming->named, kinds), all = sum_of(naming->all, kinds);
    if (named == all)
        return true;
    char *what = place ? wf_format("write 'host.%s.%s=..'", group->id, place)
                       : wf_format("write a glob that names all of them");
    report(expansion, naming, WF_ERROR,
           wf_format("%llu of the %llu links that SimGrid makes of <%s %s> (%s:%u), which has one "
                     "'%s' for all of them; %s, or declare them by <link>",
                     (unsigned long long)named, (unsigned long long)all,
                     wf_schema_tag(group->element), group->id, expansion->base->path, group->line,
                     place ? place : naming->item->prop, what));
    free(what);
    return false;
}

/* Props of the links of a cluster that are ours alone: its classes have them. */
static unsigned imply_props(struct expansion *expansion, const struct naming *naming)
{
    static const struct {
        unsigned kinds;
        const char *target;
    } targets[] = {{KIND(CABLE), WF_TARGET_CABLES}, {KIND(BACKBONE), WF_TARGET_BACKBONE}};
    unsigned done = 0;
    const char *prop = naming->item->prop;
    if (naming->group->element != WF_EL_CLUSTER || wf_schema_has(WF_EL_LINK, prop))
        return 0;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        if (!sum_of(naming->named, targets[i].kinds))
            continue;
        done |= targets[i].kinds;
        if (names_all(expansion, naming, targets[i].kinds, NULL))
            imply(expansion, naming, targets[i].target, prop);
    }
    return done;
}

/* No cable: nobody misses the watts of a limiter or loopback that a wide glob names too. */
static bool is_missed(const struct naming *naming, unsigned done)
{
    unsigned cables = KIND(CABLE) | KIND(UP) | KIND(DOWN) | KIND(BACKBONE);
    return sum_of(naming->named, cables & ~done) || (!done && sum_of(naming->named, ~cables));
}

/* Does the glob name a <link>, too? */
static bool names_declared(const struct expansion *expansion, const struct naming *naming)
{
    for (uint32_t i = 0; i < expansion->base->link_count; i++)
        if (!fnmatch(naming->item->glob, expansion->base->links[i].name, 0))
            return true;
    return false;
}

static void report_no_place(struct expansion *expansion, const struct naming *naming)
{
    const struct wf_host_group *group = naming->group;
    bool wide = names_declared(expansion, naming);
    report(expansion, naming, wide ? WF_WARNING : WF_ERROR,
           wf_format("links that SimGrid makes of <%s %s> (%s:%u), which has no place for their "
                     "'%s'; %s",
                     wf_schema_tag(group->element), group->id, expansion->base->path, group->line,
                     naming->item->prop,
                     wide ? "they are left as they are" : "declare them by <link>"));
}

static void expand(struct expansion *expansion, const struct naming *naming)
{
    const struct wf_host_group *group = naming->group;
    unsigned done = 0;
    for (size_t i = 0; i < ROWS; i++) {
        const struct row *row = &rows[i];
        if (row->element != group->element || strcmp(row->prop, naming->item->prop) != 0 ||
            !sum_of(naming->named, row->kinds))
            continue;
        done |= row->kinds;
        if (names_all(expansion, naming, row->kinds, row->place))
            imply(expansion, naming, "host", row->place);
    }
    if (!done)
        done = imply_props(expansion, naming);
    if (is_missed(naming, done))
        report_no_place(expansion, naming);
}

static void expand_item(struct expansion *expansion, const struct wf_override *item)
{
    add(expansion, *item);
    for (uint32_t i = 0; !strcmp(item->target, "link") && i < expansion->base->group_count; i++) {
        struct naming naming = {.item = item, .group = &expansion->base->groups[i]};
        wf_made_links_each(expansion->base, naming.group, count_link, &naming);
        if (sum_of(naming.named, ~0u))
            expand(expansion, &naming);
    }
}

struct wf_made_overrides wf_made_override(const struct wf_platform *base,
                                          const struct wf_overrides *overrides, bool *met,
                                          struct wf_arena *arena, struct wf_diag *diag)
{
    struct expansion expansion = {.base = base, .met = met, .arena = arena, .diag = diag};
    for (size_t i = 0; i < overrides->count; i++) {
        expansion.origin = i;
        expand_item(&expansion, &overrides->items[i]);
    }
    struct wf_made_overrides *made = &expansion.made;
    size_t size = made->all.count * sizeof *made->all.items;
    struct wf_override *items = wf_arena_alloc(arena, size + 1);
    size_t *origins = wf_arena_alloc(arena, made->all.count * sizeof *origins + 1);
    if (size) {
        memcpy(items, made->all.items, size);
        memcpy(origins, made->origins, made->all.count * sizeof *origins);
    }
    free(made->all.items);
    free(made->origins);
    made->all.items = items;
    made->origins = origins;
    return *made;
}
