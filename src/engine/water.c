#include "engine/water.h"
#include "base/err.h"
#include <math.h>
#include <stdlib.h>

/* SimGrid's option maxmin/precision: what is left of a link, by its bandwidth, that counts as
 * nothing. */
static const double NOTHING_LEFT = 1e-5;

enum place { END, KEY }; /* of a flow, in the heaps it is in */

/* ---- heaps that know where each flow is ---- */

static void put(struct wf_water_heap *heap, uint32_t i, struct wf_water_entry entry,
                enum place place)
{
    heap->entries[i] = entry;
    entry.flow->places[place] = i;
}

static void sift(struct wf_water_heap *heap, uint32_t i, struct wf_water_entry entry,
                 enum place place)
{
    for (uint32_t above; i > 0 && entry.key < heap->entries[above = (i - 1) / 2].key; i = above)
        put(heap, i, heap->entries[above], place);
    for (uint32_t below; (below = 2 * i + 1) < heap->count; i = below) {
        below += below + 1 < heap->count && heap->entries[below + 1].key < heap->entries[below].key;
        if (heap->entries[below].key >= entry.key)
            break;
        put(heap, i, heap->entries[below], place);
    }
    put(heap, i, entry, place);
}

static void add(struct wf_water_heap *heap, double key, struct wf_water_flow *flow,
                enum place place)
{
    if (heap->count == heap->capacity) {
        heap->capacity = 2 * heap->capacity + 16;
        heap->entries = wf_realloc(heap->entries, heap->capacity * sizeof *heap->entries);
    }
    heap->count++;
    sift(heap, heap->count - 1, (struct wf_water_entry){key, flow}, place);
}

static void drop(struct wf_water_heap *heap, const struct wf_water_flow *flow, enum place place)
{
    uint32_t i = flow->places[place];
    struct wf_water_entry last = heap->entries[--heap->count];
    if (i < heap->count)
        sift(heap, i, last, place);
}

/* ---- sums ---- */

static void sum_add(struct wf_water_sum *sum, double x)
{
    double total = sum->sum + x;
    sum->rest += fabs(sum->sum) >= fabs(x) ? (sum->sum - total) + x : (x - total) + sum->sum;
    sum->sum = total;
}

static double sum_of(const struct wf_water_sum *sum)
{
    return sum->sum + sum->rest;
}

/* ---- the level ---- */

static void pass_time(struct wf_water *water, double now_s)
{
    if (water->integrals.count) /* none while it is spilt */
        water->integral += water->level * (now_s - water->now_s);
    water->now_s = now_s;
}

/* Sums and V start from nothing where nothing is in them: no rounding is kept. */
static void find_level(struct wf_water *water)
{
    water->level = INFINITY;
    if (!water->low_keys.count)
        water->integral = 0;
    for (uint32_t i = 0; i < water->link_count; i++) {
        struct wf_water_link *link = &water->links[i];
        if (!water->capped_keys.count)
            link->capped = (struct wf_water_sum){0};
        if (!water->low_keys.count)
            link->inverse = (struct wf_water_sum){0};
        else
            water->level = fmin(water->level, (link->capacity_byte_per_s - sum_of(&link->capped)) /
                                                  sum_of(&link->inverse));
    }
}

static bool all_fit(const struct wf_water *water)
{
    for (uint32_t i = 0; i < water->link_count; i++)
        if (sum_of(&water->links[i].capped) > water->links[i].capacity_byte_per_s)
            return false;
    return true;
}

/* ---- flows that have their cap, and others ---- */

/* @param sign  1: it joins those that have their cap; -1: it leaves them */
static void count_capped(struct wf_water *water, const struct wf_water_flow *flow, int sign)
{
    for (uint32_t i = 0; i < water->link_count; i++)
        sum_add(&water->links[i].capped,
                sign * flow->terms->weights[i] * flow->terms->cap_byte_per_s);
}

static void count_low(struct wf_water *water, const struct wf_water_flow *flow, int sign)
{
    for (uint32_t i = 0; i < water->link_count; i++)
        sum_add(&water->links[i].inverse, sign * flow->terms->weights[i] / flow->terms->penalty);
}

static void end_by_cap(struct wf_water *water, struct wf_water_flow *flow, double rest_byte)
{
    double rate = flow->terms->cap_byte_per_s * water->factor;
    flow->rest_byte = rest_byte;
    flow->since_s = water->now_s;
    add(&water->dates, water->now_s + rest_byte / rate, flow, END);
}

static void end_by_level(struct wf_water *water, struct wf_water_flow *flow, double rest_byte)
{
    double rise = rest_byte * flow->terms->penalty / water->factor;
    add(&water->integrals, water->integral + rise, flow, END);
}

static void put_capped(struct wf_water *water, struct wf_water_flow *flow, double rest_byte)
{
    flow->capped = true;
    end_by_cap(water, flow, rest_byte);
    add(&water->capped_keys, -flow->key, flow, KEY);
    count_capped(water, flow, 1);
}

static void put_low(struct wf_water *water, struct wf_water_flow *flow, double rest_byte)
{
    flow->capped = false;
    end_by_level(water, flow, rest_byte);
    add(&water->low_keys, flow->key, flow, KEY);
    count_low(water, flow, 1);
}

static void take(struct wf_water *water, struct wf_water_flow *flow)
{
    drop(flow->capped || water->spilt ? &water->dates : &water->integrals, flow, END);
    drop(flow->capped ? &water->capped_keys : &water->low_keys, flow, KEY);
    (flow->capped ? count_capped : count_low)(water, flow, -1);
}

/* The level has fallen: the largest caps are no longer reached. */
static void lower(struct wf_water *water)
{
    find_level(water);
    while (water->capped_keys.count) {
        struct wf_water_flow *flow = water->capped_keys.entries[0].flow;
        if (isinf(water->level) ? all_fit(water) : flow->key <= water->level)
            return;
        double rest_byte = wf_water_rest_byte(water, flow, water->now_s);
        take(water, flow);
        put_low(water, flow, rest_byte);
        find_level(water);
    }
}

/* The level has risen: the least caps are reached. */
static void raise(struct wf_water *water)
{
    find_level(water);
    while (water->low_keys.count && water->low_keys.entries[0].key <= water->level) {
        struct wf_water_flow *flow = water->low_keys.entries[0].flow;
        double rest_byte = wf_water_rest_byte(water, flow, water->now_s);
        take(water, flow);
        put_capped(water, flow, rest_byte);
        find_level(water);
    }
}

/* ---- links that SimGrid takes for full ---- */

static bool is_full(const struct wf_water *water)
{
    for (uint32_t i = 0; i < water->link_count; i++) {
        const struct wf_water_link *link = &water->links[i];
        double left = link->capacity_byte_per_s - sum_of(&link->capped);
        if (left < NOTHING_LEFT * link->capacity_byte_per_s &&
            left <= water->level * sum_of(&link->inverse) * (1 + 1e-12)) /* it sets the level */
            return true;
    }
    return false;
}

/* Until the next flow begins or ends. */
static void spill(struct wf_water *water)
{
    if (!water->low_keys.count || !is_full(water))
        return;
    for (uint32_t i = 0; i < water->low_keys.count; i++) {
        struct wf_water_flow *flow = water->low_keys.entries[i].flow;
        double rest_byte = wf_water_rest_byte(water, flow, water->now_s);
        drop(&water->integrals, flow, END);
        end_by_cap(water, flow, rest_byte);
    }
    water->spilt = true;
}

static void take_back(struct wf_water *water)
{
    for (uint32_t i = 0; water->spilt && i < water->low_keys.count; i++) {
        struct wf_water_flow *flow = water->low_keys.entries[i].flow;
        double rest_byte = wf_water_rest_byte(water, flow, water->now_s);
        drop(&water->dates, flow, END);
        end_by_level(water, flow, rest_byte);
    }
    water->spilt = false;
}

/* ---- the interface ---- */

void wf_water_init(struct wf_water *water, double factor)
{
    *water = (struct wf_water){.factor = factor, .level = INFINITY};
}

void wf_water_release(struct wf_water *water)
{
    free(water->dates.entries);
    free(water->integrals.entries);
    free(water->capped_keys.entries);
    free(water->low_keys.entries);
    *water = (struct wf_water){0};
}

void wf_water_add_link(struct wf_water *water, double capacity_byte_per_s)
{
    water->links[water->link_count++] =
        (struct wf_water_link){.capacity_byte_per_s = capacity_byte_per_s};
}

void wf_water_join(struct wf_water *water, struct wf_water_flow *flow,
                   const struct wf_water_terms *terms, double byte, double now_s)
{
    pass_time(water, now_s);
    take_back(water);
    flow->terms = terms;
    flow->key = terms->cap_byte_per_s * terms->penalty;
    if (flow->key <= water->level)
        put_capped(water, flow, byte);
    else
        put_low(water, flow, byte);
    lower(water);
    spill(water);
}

void wf_water_leave(struct wf_water *water, struct wf_water_flow *flow, double now_s)
{
    pass_time(water, now_s);
    take_back(water);
    take(water, flow);
    flow->terms = NULL;
    raise(water);
    spill(water);
}

/* How long until the first of the flows without their cap ends. */
static double low_s(const struct wf_water *water)
{
    if (!water->integrals.count)
        return INFINITY;
    return fmax(water->integrals.entries[0].key - water->integral, 0) / water->level;
}

double wf_water_next_s(const struct wf_water *water)
{
    double date_s = water->dates.count ? water->dates.entries[0].key : INFINITY;
    return fmin(date_s, water->now_s + low_s(water));
}

void wf_water_end(struct wf_water *water, double now_s, double precision_s,
                  void (*ended)(void *data, struct wf_water_flow *flow), void *data)
{
    pass_time(water, now_s);
    for (;;) {
        double capped_s = water->dates.count ? water->dates.entries[0].key - now_s : INFINITY;
        double left_s = low_s(water);
        if (!(fmin(capped_s, left_s) < precision_s))
            break;
        struct wf_water_flow *flow =
            (capped_s <= left_s ? &water->dates : &water->integrals)->entries[0].flow;
        take(water, flow);
        flow->terms = NULL;
        ended(data, flow);
    }
    take_back(water);
    raise(water);
    spill(water);
}

double wf_water_rest_byte(const struct wf_water *water, const struct wf_water_flow *flow,
                          double now_s)
{
    const struct wf_water_terms *terms = flow->terms;
    double rest_byte;
    if (flow->capped || water->spilt) {
        rest_byte =
            flow->rest_byte - terms->cap_byte_per_s * water->factor * (now_s - flow->since_s);
    } else {
        double integral = water->integral + water->level * (now_s - water->now_s);
        double end = water->integrals.entries[flow->places[END]].key;
        rest_byte = (end - integral) * water->factor / terms->penalty;
    }
    return fmax(rest_byte, 0);
}
