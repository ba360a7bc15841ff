#include "base/random.h"

#include "base/err.h"
#include "base/map.h"
#include <assert.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>
#include <string.h>

struct wf_random {
    gsl_rng *generator;
};

/* The generator takes 32 bits. Added, not hashed together: two seeds of a user that differ in
 * their low half never share the stream of one purpose. */
static uint32_t seed_of(uint64_t seed, const char *purpose)
{
    uint64_t folded = seed + (seed >> 32) * 0x9e3779b9;
    return (uint32_t)(folded + wf_hash(purpose, strlen(purpose)));
}

struct wf_random *wf_random_new(uint64_t seed, const char *purpose)
{
    struct wf_random *random = wf_malloc(sizeof *random);
    random->generator = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random->generator, seed_of(seed, purpose));
    return random;
}

void wf_random_free(struct wf_random *random)
{
    if (random == NULL)
        return;
    gsl_rng_free(random->generator);
    free(random);
}

uint64_t wf_random_below(struct wf_random *random, uint64_t bound)
{
    assert(bound >= 1);
    if (bound <= UINT32_MAX)
        return gsl_rng_uniform_int(random->generator, bound);
    uint64_t limit = UINT64_MAX - UINT64_MAX % bound, word;
    do {
        word = (uint64_t)gsl_rng_get(random->generator) << 32;
        word |= gsl_rng_get(random->generator);
    } while (word >= limit); /* else the remainder would favour small numbers */
    return word % bound;
}

static int compare_indices(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Add to a set by open addressing; slots hold index + 1, 0 is free. @return 0 if it was there. */
static int set_add(uint32_t *slots, uint32_t mask, uint32_t index)
{
    uint32_t at = (uint32_t)((index * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & mask;
    for (; slots[at] != 0; at = (at + 1) & mask)
        if (slots[at] == index + 1)
            return 0;
    slots[at] = index + 1;
    return 1;
}

void wf_random_subset(struct wf_random *random, uint32_t population, uint32_t count,
                      uint32_t *chosen)
{
    assert(count <= population);
    size_t slot_count = 4;
    while (slot_count < 2 * (size_t)count)
        slot_count *= 2;
    uint32_t *slots = wf_calloc(slot_count, sizeof *slots), mask = (uint32_t)(slot_count - 1);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t last = population - count + i;
        uint32_t index = (uint32_t)wf_random_below(random, (uint64_t)last + 1);
        if (!set_add(slots, mask, index)) {
            index = last; /* Floyd: a repeated draw takes the one that just became possible */
            set_add(slots, mask, index);
        }
        chosen[i] = index;
    }
    free(slots);
    if (count > 1)
        qsort(chosen, count, sizeof *chosen, compare_indices);
}
