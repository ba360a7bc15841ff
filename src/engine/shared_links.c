#include "engine/shared_links.h"
#include "engine/route_pace.h"
#include "engine/spread.h"
#include "job/executor.h"
#include "job/node.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rounding of the sum of rates on a link. */
static const double ROOM = 1 - 1e-9;

/* What may be on a link at the same time: the transfers of a gateway itself, or all others. */
enum side { OTHERS, HEAD, SIDES };
struct traffic {
    double rate;     /* weighted rates of the owners before this one, byte/s */
    double own_rate; /* the largest of this owner */
    const struct wf_node *owner, *first;
};

/* Another link that all transfers of a link cross as well. */
struct companion {
    uint32_t link;
    double ratio; /* of the weights here and there, at most */
};

/* A link that is too narrow for all that can meet on it. */
struct contest {
    struct wf_route_link *link;
    double bandwidth;
    size_t ways;
    struct companion *companions;
    uint32_t companion_count;
    bool settled;      /* another link is tighter */
    uint32_t parent;   /* of the contests whose links some transfer crosses together */
    uint32_t together; /* links of the root's */
    uint32_t slot;     /* of the link in its level */
    struct wf_shared_level *level;
};

struct link_use {
    struct traffic sides[SIDES];
    uint32_t family;
    bool mixed;       /* of owners of several families, or of none */
    bool crowded;     /* of several owners */
    uint32_t contest; /* 0: none */
};

/* A link that a transfer loads. */
struct load {
    struct wf_route_link *link;
    double weight, bandwidth;
    bool fatpipe, on_way;
};

struct search {
    struct wf_shared_links *shared;
    bool cuts;
    char *reason;
    size_t reason_size;
    struct link_use *links; /* by index of the link in the routes */
    uint32_t link_capacity;
    struct contest *contests; /* from 1 */
    uint32_t contest_count, contest_capacity;
    struct load *loads; /* of the way looked at */
    uint32_t load_count, load_capacity;
    bool crowded; /* some link is of several owners */
};

static bool refuse(const struct search *search, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static bool refuse(const struct search *search, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vsnprintf(search->reason, search->reason_size, format, values);
    va_end(values);
    return false;
}

/* ---- the links of a way ---- */

static void add_load(struct search *search, struct wf_route_link *link, bool on_way, bool returns)
{
    const struct wf_executor *executor = search->shared->executor;
    if (search->load_count == search->load_capacity) {
        search->load_capacity = 2 * search->load_capacity + 16;
        search->loads = wf_realloc(search->loads, search->load_capacity * sizeof *search->loads);
    }
    bool fatpipe = wf_route_link_is_fatpipe(link);
    search->loads[search->load_count++] = (struct load){
        .link = link,
        .weight = wf_route_pace_weight(on_way, returns, fatpipe),
        .bandwidth = wf_route_link_byte_per_s(executor, link),
        .fatpipe = fatpipe,
        .on_way = on_way,
    };
}

static void find_loads(struct search *search, const struct wf_possible_way *way)
{
    bool crosstraffic = search->shared->model.crosstraffic;
    search->load_count = 0;
    for (uint32_t i = 0; i < way->route->link_count; i++) {
        struct wf_route_link *link = way->route->links[i];
        add_load(search, link, true, crosstraffic && wf_route_has(way->back, link));
    }
    for (uint32_t i = 0; crosstraffic && i < way->back->link_count; i++)
        if (!wf_route_has(way->route, way->back->links[i]))
            add_load(search, way->back->links[i], false, true);
}

/* ---- what can meet on a link ---- */

static struct link_use *use_of(struct search *search, const struct wf_route_link *link)
{
    if (link->index >= search->link_capacity) {
        uint32_t capacity = search->link_capacity ? search->link_capacity : 64;
        while (capacity <= link->index)
            capacity *= 2;
        search->links = wf_realloc(search->links, capacity * sizeof *search->links);
        memset(search->links + search->link_capacity, 0,
               (capacity - search->link_capacity) * sizeof *search->links);
        search->link_capacity = capacity;
    }
    return &search->links[link->index];
}

static void count(struct traffic *traffic, const struct wf_node *owner, double rate)
{
    if (traffic->owner != owner) {
        traffic->rate += traffic->own_rate;
        traffic->own_rate = 0;
        traffic->owner = owner;
        traffic->first = traffic->first ? traffic->first : owner;
    }
    traffic->own_rate = fmax(traffic->own_rate, rate);
}

static bool count_way(void *data, const struct wf_possible_way *way)
{
    struct search *search = data;
    double rate = way->route->pace->byte_per_s / search->shared->model.bandwidth_factor;
    find_loads(search, way);
    for (uint32_t i = 0; i < search->load_count; i++) {
        struct link_use *use = use_of(search, search->loads[i].link);
        bool first = !use->sides[OTHERS].first && !use->sides[HEAD].first;
        use->mixed |= way->family == UINT32_MAX || (!first && use->family != way->family);
        use->family = way->family;
        count(&use->sides[way->head ? HEAD : OTHERS], way->owner, rate * search->loads[i].weight);
    }
    return true;
}

/* Two owners whose transfers can meet on the link. */
static bool find_two(const struct link_use *use, const struct wf_node *two[2])
{
    const struct traffic *others = &use->sides[OTHERS], *head = &use->sides[HEAD];
    two[0] = others->first ? others->first : head->first;
    two[1] = others->owner;
    if (use->mixed && head->first)
        two[1] = head->owner;
    return two[1] && two[0] != two[1];
}

static double rate_of(const struct link_use *use)
{
    const struct traffic *others = &use->sides[OTHERS], *head = &use->sides[HEAD];
    return others->rate + others->own_rate + (use->mixed ? head->rate + head->own_rate : 0);
}

static void contest(struct search *search, struct wf_route_link *link, double bandwidth)
{
    if (search->contest_count + 1 >= search->contest_capacity) {
        search->contest_capacity = 2 * search->contest_capacity + 16;
        search->contests =
            wf_realloc(search->contests, search->contest_capacity * sizeof *search->contests);
    }
    uint32_t index = ++search->contest_count;
    search->contests[index] =
        (struct contest){.link = link, .bandwidth = bandwidth, .parent = index};
    use_of(search, link)->contest = index;
}

static void judge_links(struct search *search)
{
    const struct wf_shared_links *shared = search->shared;
    for (uint32_t i = 0; i < shared->routes->link_count && i < search->link_capacity; i++) {
        struct wf_route_link *link = shared->routes->links[i];
        struct link_use *use = &search->links[i];
        const struct wf_node *two[2];
        double bandwidth = wf_route_link_byte_per_s(shared->executor, link);
        bool meets = find_two(use, two);
        use->crowded = meets || (use->sides[HEAD].first && use->sides[OTHERS].first);
        search->crowded |= use->crowded;
        if (!meets || wf_route_link_is_fatpipe(link))
            continue;
        link->roomy = rate_of(use) <= bandwidth * ROOM;
        if (!link->roomy)
            contest(search, link, bandwidth);
    }
}

/* The contest of a link that the way loads; NULL: none there. */
static struct contest *contest_of(const struct search *search, const struct load *load,
                                  const struct wf_possible_way *way)
{
    const struct link_use *use = &search->links[load->link->index];
    if (!use->contest || (way->head && !use->mixed))
        return NULL;
    struct contest *found = &search->contests[use->contest];
    return found->settled ? NULL : found;
}

/* ---- links that are never the tightest ---- */

static double ratio_to(const struct search *search, const struct wf_possible_way *way,
                       double weight, uint32_t link)
{
    for (uint32_t i = 0; i < search->load_count; i++)
        if (search->loads[i].link->index == link)
            return contest_of(search, &search->loads[i], way) ? weight / search->loads[i].weight
                                                              : INFINITY;
    return INFINITY;
}

static void first_companions(struct search *search, struct contest *of,
                             const struct wf_possible_way *way)
{
    of->companions =
        wf_arena_alloc(&search->shared->arena, search->load_count * sizeof *of->companions);
    for (uint32_t i = 0; i < search->load_count; i++)
        if (search->loads[i].link != of->link && contest_of(search, &search->loads[i], way))
            of->companions[of->companion_count++] =
                (struct companion){.link = search->loads[i].link->index};
}

static bool find_companions(void *data, const struct wf_possible_way *way)
{
    struct search *search = data;
    find_loads(search, way);
    for (uint32_t i = 0; i < search->load_count; i++) {
        struct contest *of = contest_of(search, &search->loads[i], way);
        if (!of)
            continue;
        if (!of->ways++)
            first_companions(search, of, way);
        for (uint32_t k = 0; k < of->companion_count; k++) {
            struct companion *other = &of->companions[k];
            other->ratio =
                fmax(other->ratio, ratio_to(search, way, search->loads[i].weight, other->link));
        }
    }
    return true;
}

/* Where the other link has no room left, this one has; or none either, but all of its transfers
 * cross the other, and not the reverse. */
static bool is_tighter(const struct search *search, const struct contest *of,
                       const struct companion *other)
{
    const struct contest *there = &search->contests[search->links[other->link].contest];
    double bound = other->ratio * there->bandwidth;
    return bound <= of->bandwidth * ROOM || (bound <= of->bandwidth && there->ways > of->ways);
}

static void settle(struct search *search)
{
    for (uint32_t i = 1; i <= search->contest_count; i++)
        for (uint32_t k = 0; k < search->contests[i].companion_count; k++)
            search->contests[i].settled |=
                is_tighter(search, &search->contests[i], &search->contests[i].companions[k]);
    for (uint32_t i = 1; i <= search->contest_count; i++)
        search->contests[i].link->roomy = search->contests[i].settled;
}

/* ---- links that the same transfers share ---- */

static uint32_t root_of(struct search *search, uint32_t contest)
{
    while (search->contests[contest].parent != contest) {
        uint32_t *parent = &search->contests[contest].parent;
        contest = *parent = search->contests[*parent].parent;
    }
    return contest;
}

static bool join_way(void *data, const struct wf_possible_way *way)
{
    struct search *search = data;
    uint32_t first = 0;
    find_loads(search, way);
    for (uint32_t i = 0; i < search->load_count; i++) {
        const struct contest *of = contest_of(search, &search->loads[i], way);
        if (!of)
            continue;
        uint32_t root = root_of(search, (uint32_t)(of - search->contests));
        if (!first)
            first = root;
        search->contests[root].parent = first;
    }
    return true;
}

static const char *name_of(const struct search *search, const struct wf_node *node)
{
    return search->shared->routes->platform->hosts[node->index].name;
}

/* @param other  NULL: what they share beside it does not matter */
static bool refuse_link(const struct search *search, const struct wf_route_link *link,
                        const struct wf_route_link *other)
{
    const struct wf_node *two[2];
    find_two(&search->links[link->index], two);
    return refuse(search, "transfers of '%.40s' and '%.40s' can meet on link '%.40s'%s%.40s%s",
                  name_of(search, two[0]), name_of(search, two[1]), link->ledger.name,
                  other ? ", not all on '" : " and many more", other ? other->ledger.name : "",
                  other ? "'" : "");
}

/* All links that some transfers cross together must be on all ways that cross one of them. */
static bool check_way(void *data, const struct wf_possible_way *way)
{
    struct search *search = data;
    uint32_t first = 0, links = 0;
    find_loads(search, way);
    for (uint32_t i = 0; i < search->load_count; i++) {
        const struct contest *of = contest_of(search, &search->loads[i], way);
        if (of && !first)
            first = (uint32_t)(of - search->contests);
        links += of != NULL;
    }
    if (!first)
        return true;
    uint32_t root = root_of(search, first);
    if (links == search->contests[root].together)
        return true;
    for (uint32_t i = 1; i <= search->contest_count; i++) {
        const struct contest *of = &search->contests[i];
        bool on_way = false;
        for (uint32_t k = 0; k < search->load_count; k++)
            on_way |= search->loads[k].link == of->link;
        if (!of->settled && root_of(search, i) == root && !on_way)
            return refuse_link(search, search->contests[first].link, of->link);
    }
    return true;
}

static void count_together(struct search *search)
{
    for (uint32_t i = 1; i <= search->contest_count; i++)
        if (!search->contests[i].settled)
            search->contests[root_of(search, i)].together++;
}

static bool make_levels(struct search *search)
{
    struct wf_shared_links *shared = search->shared;
    for (uint32_t i = 1; i <= search->contest_count; i++) {
        struct contest *of = &search->contests[i], *root = &search->contests[root_of(search, i)];
        if (of->settled)
            continue;
        if (root->together > WF_WATER_LINKS_MAX)
            return refuse_link(search, of->link, NULL);
        if (!root->level) {
            root->level = wf_arena_alloc(&shared->arena, sizeof *root->level);
            *root->level = (struct wf_shared_level){.name = of->link->ledger.name};
            wf_water_init(&root->level->water, shared->model.bandwidth_factor);
            shared->levels =
                wf_realloc(shared->levels, (shared->level_count + 1) * sizeof *shared->levels);
            shared->levels[shared->level_count++] = root->level;
        }
        of->level = of->link->level = root->level;
        of->slot = root->level->water.link_count;
        wf_water_add_link(&root->level->water, of->bandwidth);
    }
    return true;
}

/* ---- ways ---- */

static bool note_spread(void *data, const struct wf_possible_way *way)
{
    struct search *search = data;
    struct wf_shared_links *shared = search->shared;
    shared->spreads |= way->route->link_count &&
                       search->links[way->route->links[0]->index].crowded &&
                       wf_spread_may_delay(&shared->model, shared->executor, way->route, way->back);
    return true;
}

static double penalty_of(const struct search *search, const struct wf_possible_way *way)
{
    double penalty = way->route->latency_s;
    if (penalty <= 0)
        return 1;
    for (uint32_t i = 0; i < search->load_count; i++)
        if (search->loads[i].on_way)
            penalty += search->shared->model.weight_s / search->loads[i].bandwidth;
    return penalty;
}

static struct wf_shared_way terms_of(const struct search *search, const struct wf_possible_way *way)
{
    struct wf_shared_way terms = {.terms.penalty = penalty_of(search, way)};
    double latency_s = way->route->latency_s, cap = INFINITY;
    if (latency_s > 0)
        cap = search->shared->model.window_byte / (2 * latency_s);
    for (uint32_t i = 0; i < search->load_count; i++) {
        const struct load *load = &search->loads[i];
        const struct contest *of = contest_of(search, load, way);
        if (load->on_way)
            cap = fmin(cap, load->bandwidth);
        if (of) {
            terms.level = of->level;
            terms.terms.weights[of->slot] = load->weight;
        } else {
            cap = fmin(cap, load->bandwidth / load->weight);
        }
    }
    terms.terms.cap_byte_per_s = cap;
    return terms;
}

static bool equip_way(void *data, const struct wf_possible_way *way)
{
    struct search *search = data;
    struct wf_shared_links *shared = search->shared;
    bool crowded = false, divided = false;
    find_loads(search, way);
    for (uint32_t i = 0; i < search->load_count; i++) {
        bool here = search->links[search->loads[i].link->index].crowded;
        crowded |= here;
        divided |= here && !search->loads[i].fatpipe;
    }
    struct wf_shared_way terms = terms_of(search, way);
    if (terms.level || (crowded && shared->spreads) || (divided && search->cuts)) {
        struct wf_shared_way *kept = wf_arena_alloc(&shared->arena, sizeof *kept);
        *kept = terms;
        way->route->pace->shared = kept;
        shared->together = true;
    }
    return true;
}

/* Is what can meet on links fit for levels? */
static bool prove(struct search *search, wf_each_way *each, void *ways)
{
    if (!each(ways, count_way, search))
        return false;
    judge_links(search);
    if (!search->contest_count)
        return true;
    each(ways, find_companions, search);
    settle(search);
    each(ways, join_way, search);
    count_together(search);
    return each(ways, check_way, search);
}

static void search_release(struct search *search)
{
    free(search->links);
    free(search->contests);
    free(search->loads);
}

bool wf_shared_links_may(const struct wf_flow_model *model, const struct wf_executor *executor,
                         const struct wf_routes *routes, wf_each_way *each, void *ways,
                         char *reason, size_t size)
{
    struct wf_shared_links shared = {.model = *model, .executor = executor, .routes = routes};
    struct search search = {.shared = &shared, .reason = reason, .reason_size = size};
    wf_arena_init(&shared.arena);
    bool may = prove(&search, each, ways);
    search_release(&search);
    wf_shared_links_release(&shared);
    return may;
}

bool wf_shared_links_find(struct wf_shared_links *shared, const struct wf_flow_model *model,
                          const struct wf_executor *executor, const struct wf_routes *routes,
                          bool cuts, wf_each_way *each, void *ways, char *reason, size_t size)
{
    *shared = (struct wf_shared_links){.model = *model, .executor = executor, .routes = routes};
    wf_arena_init(&shared->arena);
    struct search search = {.shared = shared, .cuts = cuts, .reason = reason, .reason_size = size};
    bool found = prove(&search, each, ways) && make_levels(&search);
    if (found && search.crowded) {
        each(ways, note_spread, &search);
        each(ways, equip_way, &search);
    }
    search_release(&search);
    return found;
}

void wf_shared_links_release(struct wf_shared_links *shared)
{
    for (size_t i = 0; i < shared->level_count; i++)
        wf_water_release(&shared->levels[i]->water);
    free(shared->levels);
    wf_arena_release(&shared->arena);
    *shared = (struct wf_shared_links){0};
}
