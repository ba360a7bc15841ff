#include "account/tariff_set.h"
#include "base/err.h"
#include "base/map.h"
#include <stdlib.h>

void wf_tariff_set_init(struct wf_tariff_set *set)
{
    *set = (struct wf_tariff_set){0};
    wf_arena_init(&set->arena);
}

void wf_tariff_set_release(struct wf_tariff_set *set)
{
    free(set->slots);
    wf_arena_release(&set->arena);
    *set = (struct wf_tariff_set){0};
}

/* Where the tariff of a class is, or belongs. Classes are equal where their places are. */
static const struct wf_link_tariff **slot_of(const struct wf_tariff_set *set,
                                             const struct wf_link_class *class)
{
    size_t i = wf_hash(&class, sizeof class) & (set->capacity - 1);
    while (set->slots[i] && set->slots[i]->class != class)
        i = (i + 1) & (set->capacity - 1);
    return &set->slots[i];
}

static void grow(struct wf_tariff_set *set)
{
    struct wf_tariff_set old = *set;
    set->capacity = old.capacity ? 2 * old.capacity : 64;
    set->slots = wf_calloc(set->capacity, sizeof *set->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i])
            *slot_of(set, old.slots[i]->class) = old.slots[i];
    free(old.slots);
}

const struct wf_link_tariff *wf_tariff_set_link(struct wf_tariff_set *set,
                                                const struct wf_platform *platform,
                                                const struct wf_link_class *class, uint32_t view)
{
    if (4 * (set->count + 1) > 3 * set->capacity)
        grow(set);
    const struct wf_link_tariff **slot = slot_of(set, class);
    if (*slot)
        return *slot;
    struct wf_link_tariff *tariff = wf_arena_alloc(&set->arena, sizeof *tariff);
    *tariff = wf_tariff_of_link(class, false, 0);
    tariff->network = wf_tariff_of_network(platform, class, view);
    set->count++;
    return *slot = tariff;
}
