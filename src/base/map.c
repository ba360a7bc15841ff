#include "base/map.h"

#include "base/err.h"
#include "base/pages.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

void wf_map_init(struct wf_map *map)
{
    *map = (struct wf_map){0};
}

void wf_map_release(struct wf_map *map)
{
    if (map == NULL)
        return;
    free(map->slots);
    *map = (struct wf_map){0};
}

uint64_t wf_hash(const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 0x100000001b3;
    /* FNV mixes its low bits badly; MurmurHash3's finaliser (Appleby, public domain) */
    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd;
    hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53;
    return hash ^ hash >> 33;
}

/* Of a key: eight bytes at a time. A map is not iterated over, so that no order follows from it. */
static uint32_t hash_of(const char *key)
{
    size_t left = strlen(key);
    uint64_t hash = left, word = 0;
    for (; left > sizeof word; key += sizeof word, left -= sizeof word) {
        memcpy(&word, key, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, key, left);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    hash = (hash ^ hash >> 32) * 0xff51afd7ed558ccd;
    return (uint32_t)(hash >> 32);
}

/* The slot of the key, or the free one where it belongs. */
static struct wf_map_slot *find(const struct wf_map *map, const char *key, uint32_t hash)
{
    size_t mask = map->capacity - 1, at = hash & mask;
    while (map->slots[at].key != NULL &&
           (map->slots[at].hash != hash || strcmp(map->slots[at].key, key) != 0))
        at = (at + 1) & mask;
    return &map->slots[at];
}

uint32_t wf_map_get(const struct wf_map *map, const char *key)
{
    if (map->count == 0)
        return WF_MAP_NONE;
    const struct wf_map_slot *slot = find(map, key, hash_of(key));
    return slot->key == NULL ? WF_MAP_NONE : slot->value;
}

static void grow(struct wf_map *map)
{
    size_t capacity = map->capacity == 0 ? FIRST_CAPACITY : 2 * map->capacity, mask = capacity - 1;
    struct wf_map_slot *slots = wf_pages_calloc(capacity, sizeof *slots);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key == NULL)
            continue;
        size_t at = map->slots[i].hash & mask;
        while (slots[at].key != NULL)
            at = (at + 1) & mask;
        slots[at] = map->slots[i];
    }
    free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
}

uint32_t wf_map_add(struct wf_map *map, const char *key, uint32_t value)
{
    assert(value != WF_MAP_NONE);
    if (map->count >= map->capacity / 5 * 4) /* 3e6 names in 64 MiB */
        grow(map);
    uint32_t hash = hash_of(key);
    struct wf_map_slot *slot = find(map, key, hash);
    if (slot->key != NULL)
        return slot->value;
    *slot = (struct wf_map_slot){key, value, hash};
    map->count++;
    return WF_MAP_NONE;
}
