#include "engine/route.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xbt/dynar.h>

void wf_routes_init(struct wf_routes *routes, const struct wf_platform *platform)
{
    *routes = (struct wf_routes){.platform = platform};
    wf_arena_init(&routes->arena);
    wf_map_init(&routes->names);
    routes->scratch = xbt_dynar_new(sizeof(sg_link_t), NULL);
}

void wf_routes_release(struct wf_routes *routes)
{
    xbt_dynar_t scratch = routes->scratch;
    xbt_dynar_free(&scratch);
    for (uint32_t i = 0; i < routes->link_count; i++) {
        wf_weights_free(routes->links[i]->ledger.weights);
        if (routes->links[i]->ledger.radio)
            wf_weights_free(routes->links[i]->ledger.radio->weights);
        if (routes->links[i]->ledger.radio)
            routes->links[i]->ledger.radio->weights = NULL; /* the other half has it too */
    }
    wf_map_release(&routes->names);
    wf_arena_release(&routes->arena);
    free(routes->slots);
    free(routes->links);
    *routes = (struct wf_routes){0};
}

static struct wf_route *slot_of(const struct wf_routes *routes, uint64_t key)
{
    size_t i = wf_hash(&key, sizeof key) & (routes->capacity - 1);
    while (routes->slots[i].key && routes->slots[i].key != key)
        i = (i + 1) & (routes->capacity - 1);
    return &routes->slots[i];
}

static void grow(struct wf_routes *routes)
{
    struct wf_routes old = *routes;
    routes->capacity = old.capacity ? 2 * old.capacity : 64;
    routes->slots = wf_calloc(routes->capacity, sizeof *routes->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].key)
            *slot_of(routes, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

/* The other half of a SPLITDUPLEX link, where it has been met. */
static struct wf_route_link *other_half(const struct wf_routes *routes, const char *name)
{
    size_t length = strlen(name);
    bool up = length > 3 && !strcmp(name + length - 3, "_UP");
    bool down = length > 5 && !strcmp(name + length - 5, "_DOWN");
    if (!up && !down)
        return NULL;
    char *other = wf_format("%.*s%s", (int)(length - (up ? 3 : 5)), name, up ? "_DOWN" : "_UP");
    uint32_t index = wf_map_get(&routes->names, other);
    free(other);
    return index == WF_MAP_NONE ? NULL : routes->links[index];
}

static void equip(struct wf_routes *routes, struct wf_ledger_link *link)
{
    const struct wf_link_class *class = link->class;
    if (!class)
        return;
    const struct wf_series *series = class->site->carbon_series;
    if (!isnan(class->busy_w))
        link->weights = wf_weights_of(series, routes->start_s, routes->bucket_s, WF_LINK_ROWS);
    if (!wf_site_has_radio(class->site))
        return;
    const struct wf_route_link *other =
        class->sharing == WF_SPLITDUPLEX ? other_half(routes, link->usage.name) : NULL;
    if (other) {
        link->radio = other->ledger.radio;
        return;
    }
    link->radio = wf_arena_alloc(&routes->arena, sizeof *link->radio);
    wf_ledger_radio_init(link->radio, class);
    link->radio->weights = wf_weights_of(series, routes->start_s, routes->bucket_s, WF_LINK_ROWS);
}

static struct wf_route_link *link_of(struct wf_routes *routes, sg_link_t link)
{
    const char *name = sg_link_get_name(link);
    uint32_t index = wf_map_get(&routes->names, name);
    if (index != WF_MAP_NONE)
        return routes->links[index];
    struct wf_route_link *kept = wf_arena_alloc(&routes->arena, sizeof *kept);
    kept->link = link;
    kept->shared_s = -1;
    wf_ledger_link_init(&kept->ledger, wf_arena_text(&routes->arena, name, strlen(name)),
                        wf_platform_link(routes->platform, name, NULL));
    equip(routes, &kept->ledger);
    if (routes->link_count == routes->link_capacity) {
        routes->link_capacity = routes->link_capacity ? 2 * routes->link_capacity : 64;
        routes->links = wf_realloc(routes->links, routes->link_capacity * sizeof *routes->links);
    }
    wf_map_add(&routes->names, kept->ledger.usage.name, routes->link_count);
    routes->links[routes->link_count++] = kept;
    return kept;
}

const struct wf_route *wf_routes_get(struct wf_routes *routes, uint32_t from, sg_host_t from_host,
                                     uint32_t to, sg_host_t to_host)
{
    uint64_t key = ((uint64_t)from + 1) << 32 | to;
    if (4 * (routes->count + 1) > 3 * routes->capacity)
        grow(routes);
    struct wf_route *route = slot_of(routes, key);
    if (route->key)
        return route;
    xbt_dynar_t list = routes->scratch;
    xbt_dynar_reset(list);
    sg_host_get_route(from_host, to_host, list);
    uint32_t count = (uint32_t)xbt_dynar_length(list);
    route->key = key;
    route->link_count = count;
    route->links = wf_arena_alloc(&routes->arena, (count + 1) * sizeof *route->links);
    for (uint32_t i = 0; i < count; i++)
        route->links[i] = link_of(routes, *(sg_link_t *)xbt_dynar_get_ptr(list, i));
    bool watts = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct wf_ledger_link *link = &route->links[i]->ledger;
        route->has_radio |= link->radio != NULL;
        watts |= !link->radio && link->class && !isnan(link->class->busy_w);
    }
    route->alone = route->has_radio && !watts;
    routes->count++;
    return route;
}
