#include "job/route.h"
#include "base/fetch.h"
#include "base/pages.h"
#include "job/executor.h"
#include "job/node.h"
#include "job/own_links.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINK_BLOCK = 16384, SMALL_BLOCKS = 2, CACHE_LINE = 64 };

/* At the beginning of a line, as what is hot of a link is at its beginning. */
struct placed_link {
    _Alignas(CACHE_LINE) struct wf_route_link link;
};
_Static_assert(sizeof(struct placed_link) <= 2 * CACHE_LINE, "a large fleet has two a device");
enum { BLOCK_SIZE = LINK_BLOCK * sizeof(struct placed_link) };
_Static_assert((int)BLOCK_SIZE <= (int)WF_LARGE_PAGE, "one large page a block");

void wf_routes_init(struct wf_routes *routes, struct wf_executor *executor,
                    const struct wf_platform *platform, double start_s, double bucket_s,
                    uint32_t network)
{
    *routes = (struct wf_routes){.executor = executor,
                                 .platform = platform,
                                 .start_s = start_s,
                                 .bucket_s = bucket_s,
                                 .network = network,
                                 .least_byte_per_s = INFINITY};
    wf_arena_init(&routes->arena);
    wf_tariff_set_init(&routes->tariffs);
    wf_map_init(&routes->names);
}

void wf_routes_expect(struct wf_routes *routes, uint32_t count)
{
    routes->full_blocks = count / LINK_BLOCK;
    size_t lines = routes->executor->paced ? 2 : 1; /* of a route of one link: each has one */
    wf_arena_expect(&routes->arena, count * lines * WF_FETCH_LINE);
    uint32_t all = routes->platform->link_count;
    if (count > all / 2) /* each small page of it will be touched */
        routes->of_platform = wf_pages_calloc(all + 1, sizeof *routes->of_platform);
}

static bool is_large(const struct wf_routes *routes, uint32_t block)
{
    return block < routes->full_blocks || block >= routes->full_blocks + SMALL_BLOCKS;
}

static struct wf_route_link *place_of(const struct wf_routes *routes, uint32_t index)
{
    uintptr_t block = (uintptr_t)routes->blocks[index / LINK_BLOCK];
    struct placed_link *first =
        (struct placed_link *)((block + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
    return &first[index % LINK_BLOCK].link;
}

static void release_block(struct wf_routes *routes, uint32_t number)
{
    uint32_t first = number * LINK_BLOCK, left = routes->link_count - first;
    for (uint32_t i = 0; routes->blocks[number] && i < LINK_BLOCK && i < left; i++) {
        struct wf_ledger_extras *extras = place_of(routes, first + i)->ledger.extras;
        if (!extras)
            continue;
        wf_weights_free(extras->weights);
        wf_weights_free(extras->network_weights);
        if (extras->radio)
            wf_weights_free(extras->radio->weights);
        if (extras->radio)
            extras->radio->weights = NULL; /* the other half has it too */
    }
    if (is_large(routes, number))
        wf_pages_unmap(routes->blocks[number], BLOCK_SIZE);
    else
        free(routes->blocks[number]);
    routes->blocks[number] = NULL;
}

void wf_routes_drop(struct wf_routes *routes, uint32_t index)
{
    if ((index + 1) % LINK_BLOCK == 0)
        release_block(routes, index / LINK_BLOCK);
}

void wf_routes_release(struct wf_routes *routes)
{
    for (uint32_t i = 0; i * LINK_BLOCK < routes->link_count; i++)
        release_block(routes, i);
    wf_map_release(&routes->names);
    wf_tariff_set_release(&routes->tariffs);
    wf_arena_release(&routes->arena);
    free(routes->slots);
    free(routes->of_platform);
    free(routes->links);
    free(routes->blocks);
    *routes = (struct wf_routes){0};
}

static struct wf_route_slot *slot_of(const struct wf_routes *routes, uint64_t key)
{
    /* Knuth 1998, 6.4: the high half of a product with the golden ratio */
    size_t i = (key ^ key >> 32) * 0x9e3779b97f4a7c15 >> 32 & (routes->capacity - 1);
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

/* The other half of a SPLITDUPLEX link, if some route had it. */
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

static struct wf_ledger_radio *radio_of(struct wf_routes *routes, const struct wf_ledger_link *link)
{
    const struct wf_link_class *class = link->tariff->class;
    const struct wf_route_link *other =
        class->sharing == WF_SPLITDUPLEX ? other_half(routes, link->name) : NULL;
    if (other)
        return wf_ledger_radio_of(&other->ledger);
    struct wf_ledger_radio *radio = wf_arena_alloc(&routes->arena, sizeof *radio);
    wf_ledger_radio_init(radio, class);
    radio->weights =
        wf_weights_of(class->site->carbon_series, routes->start_s, routes->bucket_s, WF_LINK_ROWS);
    return radio;
}

static void equip(struct wf_routes *routes, struct wf_ledger_link *link)
{
    const struct wf_link_class *class = link->tariff->class;
    const struct wf_series *series = class ? class->site->carbon_series : NULL;
    bool has_radio = class && wf_site_has_radio(class->site);
    if (!has_radio && !series)
        return;
    struct wf_ledger_extras *extras = link->extras = wf_arena_alloc(&routes->arena, sizeof *extras);
    if (link->tariff->has_range)
        extras->weights = wf_weights_of(series, routes->start_s, routes->bucket_s, WF_LINK_ROWS);
    if (wf_site_has_network(class->site))
        extras->network_weights =
            wf_weights_of(series, routes->start_s, routes->bucket_s, WF_NETWORK_ROWS);
    if (has_radio)
        extras->radio = radio_of(routes, link);
}

/* Blocks are given back one by one (wf_routes_drop). Those behind the ones that are expected to be
 * full have small pages, of which few are touched where few links are met. */
static struct wf_route_link *new_link(struct wf_routes *routes)
{
    uint32_t count = routes->link_count;
    if (count == routes->link_capacity) {
        routes->link_capacity = count ? 2 * count : LINK_BLOCK;
        routes->links = wf_pages_grow(routes->links, count * sizeof *routes->links,
                                      routes->link_capacity * sizeof *routes->links);
        routes->blocks =
            wf_realloc(routes->blocks, routes->link_capacity / LINK_BLOCK * sizeof *routes->blocks);
    }
    if (count % LINK_BLOCK == 0) /* not touched before it is used */
        routes->blocks[count / LINK_BLOCK] = is_large(routes, count / LINK_BLOCK)
                                                 ? wf_pages_map(BLOCK_SIZE)
                                                 : wf_calloc(1, BLOCK_SIZE + CACHE_LINE);
    struct wf_route_link *link = place_of(routes, count);
    link->index = count;
    return routes->links[routes->link_count++] = link;
}

static struct wf_route_link *add_link(struct wf_routes *routes, const void *link, const char *name,
                                      const struct wf_link_class *class)
{
    bool constant = class && !class->profiled && class->sharing != WF_WIFI;
    struct wf_route_link *kept = new_link(routes);
    routes->least_byte_per_s =
        fmin(routes->least_byte_per_s, constant ? class->bandwidth_byte_per_s : 0);
    kept->link = link;
    wf_ledger_link_init(
        &kept->ledger, name,
        wf_tariff_set_link(&routes->tariffs, routes->platform, class, routes->network));
    equip(routes, &kept->ledger);
    return kept;
}

/* A large fleet meets two links for each device: to find them by name would be half of that. */
static struct wf_route_link *link_by_index(struct wf_routes *routes, const void *link,
                                           uint32_t index)
{
    const struct wf_platform *platform = routes->platform;
    if (!routes->of_platform)
        routes->of_platform = wf_calloc(platform->link_count + 1, sizeof *routes->of_platform);
    struct wf_route_link **kept = &routes->of_platform[index];
    if (!*kept)
        *kept = add_link(routes, link, platform->links[index].name, platform->links[index].class);
    if (!(*kept)->link)
        (*kept)->link = link;
    return *kept;
}

static struct wf_route_link *link_of(struct wf_routes *routes, const void *link)
{
    const struct wf_executor_ops *ops = routes->executor->ops;
    uint32_t index = ops->link_index ? ops->link_index(routes->executor, link) : WF_MAP_NONE;
    if (index != WF_MAP_NONE)
        return link_by_index(routes, link, index);
    const char *name = ops->link_name(routes->executor, link);
    index = wf_map_get(&routes->platform->link_names, name);
    if (index != WF_MAP_NONE)
        return link_by_index(routes, link, index);
    index = wf_map_get(&routes->names, name); /* SimGrid made it: half of a link, a loopback */
    if (index != WF_MAP_NONE)
        return routes->links[index];
    struct wf_route_link *kept =
        add_link(routes, link, name, wf_platform_link(routes->platform, name, NULL));
    wf_map_add(&routes->names, kept->ledger.name, kept->index);
    return kept;
}

/* Do their zones meet in one of routing 'None'? SimGrid ends its process when asked for the route.
 */
static bool is_unroutable(const struct wf_platform *platform, uint32_t from, uint32_t to)
{
    uint32_t other = wf_platform_zone_of(platform, to);
    for (uint32_t zone = wf_platform_zone_of(platform, from); zone;
         zone = platform->zones[zone].parent)
        for (uint32_t i = other; i; i = platform->zones[i].parent)
            if (i == zone)
                return platform->zones[i].routing == WF_ROUTES_NONE && !platform->zones[i].wifi;
    return false;
}

static uint32_t network_of(const struct wf_route_link *link)
{
    const struct wf_link_class *class = link->ledger.tariff->class;
    return class ? class->site->network_class : WF_CHOICE_UNSET;
}

/* Where the core of a path is paid, and what its networks cost in all. */
static void resolve_networks(const struct wf_routes *routes, struct wf_route *route)
{
    bool has_core = false;
    for (uint32_t i = 0; i < route->link_count; i++) {
        uint32_t class = network_of(route->links[i]);
        if (class >= WF_NETWORK_CLASSES)
            continue;
        const struct wf_network_tariff *tariff = &route->links[i]->ledger.tariff->network;
        route->network_j_per_byte += tariff->access_j_per_byte;
        route->network_w += tariff->active_w;
        has_core |= class == WF_NETWORK_CORE;
        if (!route->core && routes->platform->networks->wide[class])
            route->core = route->links[i];
    }
    if (has_core)
        route->core = NULL;
    if (route->core)
        route->network_j_per_byte += route->core->ledger.tariff->network.core_j_per_byte;
}

/* What its radios are to it. */
static void resolve_radios(struct wf_route *route)
{
    bool others = false;
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_ledger_link *link = &route->links[i]->ledger;
        bool has_radio = wf_ledger_radio_of(link);
        route->has_radio |= has_radio;
        others |= !has_radio && link->tariff->has_range;
        others |= network_of(route->links[i]) < WF_NETWORK_CLASSES;
    }
    route->alone = route->has_radio && !others;
}

/* One more route over the link: which ends have all of them? */
static void count(struct wf_route_link *link, uint32_t from, uint32_t to)
{
    if (link->routes++ == 0) {
        link->ends[0] = from;
        link->ends[1] = to;
    }
    for (int i = 0; i < 2; i++)
        if (link->ends[i] != from && link->ends[i] != to)
            link->ends[i] = WF_MAP_NONE;
}

/* A route, its pace and its links in one piece: a large fleet meets them in no cache. */
static struct wf_route *new_route(struct wf_routes *routes, uint32_t link_count)
{
    size_t links = link_count * sizeof(struct wf_route_link *);
    size_t pace = routes->executor->paced ? sizeof(struct wf_route_pace) : 0;
    struct wf_route *route = wf_arena_alloc_line(&routes->arena, sizeof *route + pace + links);
    route->link_count = link_count;
    if (pace)
        route->pace = (struct wf_route_pace *)(route + 1);
    route->links = (struct wf_route_link **)((char *)(route + 1) + pace);
    return route;
}

static struct wf_route *ask_executor(struct wf_routes *routes, const struct wf_node *from,
                                     const struct wf_node *to)
{
    const void *const *links = NULL;
    double latency_s = 0;
    uint32_t link_count = 0;
    if (!is_unroutable(routes->platform, from->index, to->index))
        link_count = routes->executor->ops->route(routes->executor, from->host, to->host, &links,
                                                  &latency_s);
    struct wf_route *route = new_route(routes, link_count);
    route->latency_s = latency_s;
    for (uint32_t i = 0; i < link_count; i++)
        route->links[i] = link_of(routes, links[i]);
    return route;
}

/* The route between a host and one without links of its own, where the file says what it is: the
 * link of the first that is for this way. @return NULL: it does not say so */
static struct wf_route *read_file(struct wf_routes *routes, uint32_t from, uint32_t to)
{
    const struct wf_platform *platform = routes->platform;
    bool up = wf_own_links_join_hosts(platform, from, to);
    uint32_t owner = up ? from : to;
    if ((!up && !wf_own_links_join_hosts(platform, to, from)) ||
        !wf_own_links_are_known(platform, owner))
        return NULL;
    struct wf_route *route = new_route(routes, 1);
    route->links[0] = link_by_index(routes, NULL, platform->hosts[owner].links[up ? 0 : 1] - 1);
    route->latency_s = route->links[0]->ledger.tariff->class->latency_s;
    return route;
}

static void read_own(struct wf_routes *routes, uint32_t owner, bool up, struct wf_own_route *own)
{
    uint32_t link = routes->platform->hosts[owner].links[up ? 0 : 1] - 1;
    *own = (struct wf_own_route){.link = link_by_index(routes, NULL, link)};
    own->route.links = &own->link;
    own->route.link_count = 1;
    own->route.latency_s = own->link->ledger.tariff->class->latency_s;
    resolve_radios(&own->route);
    resolve_networks(routes, &own->route);
}

bool wf_routes_own(struct wf_routes *routes, const struct wf_node *owner,
                   const struct wf_node *partner, struct wf_own_route *out, struct wf_own_route *in)
{
    if (!wf_own_links_join_hosts(routes->platform, owner->index, partner->index) ||
        !wf_own_links_are_known(routes->platform, owner->index))
        return false;
    read_own(routes, owner->index, true, out);
    read_own(routes, owner->index, false, in);
    return true;
}

static struct wf_route *make(struct wf_routes *routes, const struct wf_node *from,
                             const struct wf_node *to)
{
    struct wf_route *route = read_file(routes, from->index, to->index);
    if (!route)
        route = ask_executor(routes, from, to);
    for (uint32_t i = 0; i < route->link_count; i++)
        count(route->links[i], from->index, to->index);
    resolve_radios(route);
    resolve_networks(routes, route);
    return route;
}

static uint64_t key_of(const struct wf_node *from, const struct wf_node *to)
{
    return ((uint64_t)from->index + 1) << 32 | to->index;
}

const struct wf_route *wf_routes_get(struct wf_routes *routes, const struct wf_node *from,
                                     const struct wf_node *to)
{
    if (4 * (routes->count + 1) > 3 * routes->capacity)
        grow(routes);
    struct wf_route_slot *slot = slot_of(routes, key_of(from, to));
    if (slot->key)
        return slot->route;
    *slot = (struct wf_route_slot){key_of(from, to), make(routes, from, to)};
    routes->count++;
    return slot->route;
}

const struct wf_route *wf_routes_get_tied(struct wf_routes *routes, const struct wf_node *from,
                                          const struct wf_node *to)
{
    const struct wf_route_slot *slot = routes->capacity ? slot_of(routes, key_of(from, to)) : NULL;
    return slot && slot->key ? slot->route : make(routes, from, to);
}

double wf_route_link_byte_per_s(const struct wf_executor *executor,
                                const struct wf_route_link *link)
{
    const struct wf_link_class *class = link->ledger.tariff->class;
    if (link->drawn)
        return class->bandwidth_byte_per_s;
    if (!link->link)
        return class->played_byte_per_s;
    return executor->ops->link_facts(executor, link->link).bandwidth_byte_per_s;
}

bool wf_route_has(const struct wf_route *route, const struct wf_route_link *link)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        if (route->links[i] == link)
            return true;
    return false;
}

bool wf_route_link_is_fatpipe(const struct wf_route_link *link)
{
    const struct wf_link_class *class = link->ledger.tariff->class;
    return class && class->sharing == WF_FATPIPE;
}
