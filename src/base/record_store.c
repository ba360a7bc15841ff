#include "base/record_store.h"
#include "base/err.h"
#include "base/map.h"
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A record: the number of its shape, its short values, its whole ones. */
enum {
    CHUNK = 1 << 15, /* half words */
    MAP_WORDS = (WF_RECORD_WORDS + 63) / 64,
    MOST = 1 + 2 * WF_RECORD_WORDS, /* half words of a record */
    LATEST = 64
};

enum kind {
    WHOLE, /* the record holds it */
    LOW,   /* the record holds its low half, the high one is 0: a small integer */
    HIGH,  /* the other way round: a double of few digits */
    COPY,  /* it equals another word of the record */
    SAME   /* it has one value in all records of the shape */
};

struct item {
    uint64_t value; /* SAME */
    uint8_t word, kind;
    uint8_t of; /* COPY: the other word */
};

struct wf_record_shape {
    uint64_t map[MAP_WORDS]; /* words that differ */
    uint32_t count, shorts, wholes;
    struct item items[];
};

/* ---- places ---- */

static uint32_t *at(const struct wf_record_store *store, uint32_t place)
{
    return store->chunks[place / CHUNK] + place % CHUNK;
}

const void *wf_record_store_at(const struct wf_record_store *store, uint32_t place)
{
    return at(store, place);
}

static uint32_t take(struct wf_record_store *store, uint32_t size)
{
    if (store->free[size]) {
        uint32_t place = store->free[size] - 1;
        store->free[size] = *at(store, place);
        return place;
    }
    if (!store->chunk_count || store->used + size > CHUNK) {
        if (store->chunk_count == store->chunk_capacity) {
            store->chunk_capacity = 2 * store->chunk_capacity + 16;
            store->chunks =
                wf_realloc(store->chunks, store->chunk_capacity * sizeof *store->chunks);
        }
        store->chunks[store->chunk_count++] =
            wf_arena_alloc(&store->arena, CHUNK * sizeof **store->chunks);
        store->used = 0;
    }
    size_t place = (store->chunk_count - 1) * CHUNK + store->used;
    assert(place < UINT32_C(1) << 31);
    store->used += size;
    return (uint32_t)place;
}

static uint32_t size_of(const struct wf_record_shape *shape)
{
    return 1 + shape->shorts + 2 * shape->wholes;
}

void wf_record_store_drop(struct wf_record_store *store, uint32_t place)
{
    uint32_t *record = at(store, place), size = size_of(store->shapes[*record]);
    *record = store->free[size];
    store->free[size] = place + 1;
}

/* ---- shapes ---- */

static bool is_fit(enum kind kind, uint64_t value)
{
    return kind == LOW ? value >> 32 == 0 : kind == HIGH ? (uint32_t)value == 0 : kind == WHOLE;
}

/* Of a word that has either value. */
static enum kind kind_of(uint64_t one, uint64_t other)
{
    return is_fit(LOW, one | other) ? LOW : is_fit(HIGH, one | other) ? HIGH : WHOLE;
}

static bool holds(const struct item *item, const uint64_t *now)
{
    uint64_t value = now[item->word];
    return item->kind == COPY   ? value == now[item->of]
           : item->kind == SAME ? value == item->value
                                : is_fit(item->kind, value);
}

static uint32_t add_shape(struct wf_record_store *store, struct wf_record_shape *shape)
{
    shape->shorts = shape->wholes = 0;
    for (uint32_t i = 0; i < shape->count; i++) {
        shape->shorts += shape->items[i].kind == LOW || shape->items[i].kind == HIGH;
        shape->wholes += shape->items[i].kind == WHOLE;
    }
    if (store->shape_count == store->shape_capacity) {
        store->shape_capacity = 2 * store->shape_capacity + 16;
        store->shapes = wf_realloc(store->shapes, store->shape_capacity * sizeof *store->shapes);
    }
    store->shapes[store->shape_count] = shape;
    return store->shape_count++;
}

static struct wf_record_shape *new_shape(struct wf_record_store *store, uint32_t count)
{
    struct wf_record_shape *shape;
    shape = wf_arena_alloc(&store->arena, sizeof *shape + count * sizeof *shape->items);
    shape->count = count;
    return shape;
}

/* Of a first record: the most that can be said of it. */
static uint32_t first_shape(struct wf_record_store *store, const uint64_t map[MAP_WORDS],
                            const uint64_t *now)
{
    uint32_t count = 0;
    for (int i = 0; i < MAP_WORDS; i++)
        count += (uint32_t)__builtin_popcountll(map[i]);
    struct wf_record_shape *shape = new_shape(store, count);
    memcpy(shape->map, map, sizeof shape->map);
    struct item *item = shape->items;
    for (uint32_t i = 0; i < MAP_WORDS; i++) {
        for (uint64_t left = map[i]; left; left &= left - 1, item++) {
            uint8_t word = (uint8_t)(64 * i + (uint32_t)__builtin_ctzll(left));
            *item = (struct item){.value = now[word], .word = word, .kind = SAME};
            for (const struct item *other = shape->items; other < item && item->kind != COPY;
                 other++)
                if (other->kind != COPY && now[other->word] == now[word])
                    *item = (struct item){.word = word, .kind = COPY, .of = other->word};
        }
    }
    return add_shape(store, shape);
}

/* A shape for this record too: what it belies is not said any more. */
static uint32_t wider_shape(struct wf_record_store *store, const struct wf_record_shape *old,
                            const uint64_t *now)
{
    struct wf_record_shape *shape = new_shape(store, old->count);
    memcpy(shape, old, sizeof *old + old->count * sizeof *old->items);
    for (struct item *item = shape->items; item < shape->items + shape->count; item++) {
        uint64_t value = now[item->word];
        if (holds(item, now))
            continue;
        if (item->kind == COPY)
            *item = (struct item){.value = value, .word = item->word, .kind = SAME};
        else
            item->kind = item->kind == SAME ? (uint8_t)kind_of(item->value, value) : WHOLE;
    }
    return add_shape(store, shape);
}

static bool has_map(const struct wf_record_store *store, size_t slot, const uint64_t map[MAP_WORDS])
{
    return !memcmp(store->shapes[store->latest[slot] - 1]->map, map, MAP_WORDS * sizeof *map);
}

/* Most often the same one as before. */
static uint32_t *latest_of(struct wf_record_store *store, const uint64_t map[MAP_WORDS])
{
    size_t mask = store->latest_capacity - 1, i = store->recent;
    if (store->latest[i] && has_map(store, i, map))
        return &store->latest[i];
    i = (size_t)wf_hash(map, MAP_WORDS * sizeof *map) & mask;
    while (store->latest[i] && !has_map(store, i, map))
        i = (i + 1) & mask;
    store->recent = (uint32_t)i;
    return &store->latest[i];
}

static void grow_latest(struct wf_record_store *store)
{
    uint32_t *old = store->latest, count = store->latest_capacity;
    store->latest_capacity *= 2;
    store->latest = wf_calloc(store->latest_capacity, sizeof *store->latest);
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            *latest_of(store, store->shapes[old[i] - 1]->map) = old[i];
    free(old);
}

/* ---- records ---- */

/* @return whether the record has the shape; else @p record is not complete */
static bool fill(const struct wf_record_shape *shape, const uint64_t *now, uint32_t *record)
{
    uint32_t *shorts = record + 1, *wholes = shorts + shape->shorts;
    bool fits = true;
    for (const struct item *item = shape->items; item < shape->items + shape->count; item++) {
        uint64_t value = now[item->word];
        switch (item->kind) {
        case WHOLE:
            memcpy(wholes, &value, sizeof value);
            wholes += 2;
            break;
        case COPY:
            fits &= value == now[item->of];
            break;
        case SAME:
            fits &= value == item->value;
            break;
        default:
            fits &= is_fit(item->kind, value);
            *shorts++ = (uint32_t)(item->kind == LOW ? value : value >> 32);
        }
    }
    return fits;
}

static void compare(const uint64_t *base, const uint64_t *now, uint32_t count,
                    uint64_t map[MAP_WORDS])
{
    for (uint32_t i = 0; i < MAP_WORDS; i++) {
        uint64_t differ = 0;
        for (uint32_t j = 64 * i; j < 64 * (i + 1) && j < count; j++)
            differ |= (uint64_t)(base[j] != now[j]) << (j - 64 * i);
        map[i] = differ;
    }
}

uint32_t wf_record_store_put(struct wf_record_store *store, const uint64_t *base,
                             const uint64_t *now, uint32_t count)
{
    uint64_t map[MAP_WORDS];
    uint32_t record[MOST];
    assert(count <= WF_RECORD_WORDS);
    compare(base, now, count, map);
    uint32_t *latest = latest_of(store, map);
    if (!*latest) {
        *latest = 1 + first_shape(store, map, now);
        store->latest_count++;
    }
    while (!fill(store->shapes[*latest - 1], now, record))
        *latest = 1 + wider_shape(store, store->shapes[*latest - 1], now);
    record[0] = *latest - 1;
    uint32_t size = size_of(store->shapes[*latest - 1]), place = take(store, size);
    memcpy(at(store, place), record, size * sizeof *record);
    if (2 * store->latest_count > store->latest_capacity)
        grow_latest(store);
    return place;
}

void wf_record_store_get(const struct wf_record_store *store, uint32_t place, uint64_t *now)
{
    const uint32_t *record = at(store, place);
    const struct wf_record_shape *shape = store->shapes[*record];
    const uint32_t *shorts = record + 1, *wholes = shorts + shape->shorts;
    for (const struct item *item = shape->items; item < shape->items + shape->count; item++) {
        switch (item->kind) {
        case WHOLE:
            memcpy(&now[item->word], wholes, sizeof *now);
            wholes += 2;
            break;
        case COPY: /* of one before it */
            now[item->word] = now[item->of];
            break;
        case SAME:
            now[item->word] = item->value;
            break;
        default:
            now[item->word] = item->kind == LOW ? *shorts : (uint64_t)*shorts << 32;
            shorts++;
        }
    }
}

/* ---- the store ---- */

void wf_record_store_init(struct wf_record_store *store)
{
    *store = (struct wf_record_store){.latest_capacity = LATEST};
    wf_arena_init(&store->arena);
    store->latest = wf_calloc(LATEST, sizeof *store->latest);
    store->free = wf_calloc(MOST + 1, sizeof *store->free);
}

void wf_record_store_release(struct wf_record_store *store)
{
    wf_arena_release(&store->arena);
    free(store->chunks);
    free(store->shapes);
    free(store->latest);
    free(store->free);
    *store = (struct wf_record_store){0};
}
