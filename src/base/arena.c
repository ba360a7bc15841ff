#include "base/arena.h"

#include "base/err.h"
#include "base/fetch.h"
#include "base/map.h"
#include "base/pages.h"
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 2 * WF_LARGE_PAGE, FIRST_SLOTS = 64 };
enum { SEVERAL = 4 }; /* requests of a size that find room in a block that is taken for one */

struct wf_arena_block {
    struct wf_arena_block *older;
    size_t size;   /* of bytes[] */
    size_t mapped; /* bytes; 0: it was allocated */
    bool expected; /* little comes behind it */
    _Alignas(max_align_t) char bytes[];
};

struct wf_arena_slot {
    const void *bytes; /* NULL: free */
    uint32_t hash;
    uint32_t kind; /* 2 x size, + 1 for text: a text is not aligned, so no struct may share it */
};

static struct wf_arena_block *map_block(size_t size)
{
    struct wf_arena_block *block = wf_pages_map(size);
    block->mapped = size;
    return block;
}

/* The first block of the largest size has small pages: of large ones, half of the last is free on
 * average, which counts where there is no more than one block. */
static struct wf_arena_block *new_block(size_t size, bool large)
{
    return size < LARGEST_BLOCK || !large ? wf_calloc(1, size) : map_block(size);
}

static void free_block(struct wf_arena_block *block)
{
    if (block->mapped)
        wf_pages_unmap(block, block->mapped);
    else
        free(block);
}

void wf_arena_init(struct wf_arena *arena)
{
    *arena = (struct wf_arena){0};
}

void wf_arena_release(struct wf_arena *arena)
{
    if (arena == NULL)
        return;
    for (struct wf_arena_block *block = arena->blocks; block != NULL;) {
        struct wf_arena_block *older = block->older;
        free_block(block);
        block = older;
    }
    free(arena->slots);
    *arena = (struct wf_arena){0};
}

void wf_arena_expect(struct wf_arena *arena, size_t size)
{
    size_t whole = size / WF_LARGE_PAGE * WF_LARGE_PAGE;
    assert(!arena->blocks);
    if (!whole)
        return;
    struct wf_arena_block *block = arena->blocks = map_block(whole);
    block->expected = true;
    block->size = whole - sizeof *block;
    arena->next = block->bytes;
    arena->end = block->bytes + block->size;
}

/* The block with the most free space stays the current one: a large request must not waste the rest
 * of a new block. */
static void *take_from_new_block(struct wf_arena *arena, size_t size)
{
    struct wf_arena_block *current = arena->blocks;
    bool first = !current || current->expected;
    size_t room = first ? FIRST_BLOCK - sizeof *current : 2 * current->size;
    while (room < SEVERAL * size &&
           room < LARGEST_BLOCK) /* else each would get a block of its own */
        room *= 2;
    if (room > LARGEST_BLOCK - sizeof *current)
        room = LARGEST_BLOCK - sizeof *current;
    if (size > room)
        room = size;
    if (room > PTRDIFF_MAX - sizeof *current)
        wf_die_no_memory();
    bool large = !first && current->size + sizeof *current >= LARGEST_BLOCK;
    struct wf_arena_block *block = new_block(sizeof *block + room, large);
    block->size = room;
    if (current != NULL && room - size < (size_t)(arena->end - arena->next)) {
        block->older = current->older;
        current->older = block;
    } else {
        block->older = current;
        arena->blocks = block;
        arena->next = block->bytes + size;
        arena->end = block->bytes + room;
    }
    return block->bytes;
}

static void *take(struct wf_arena *arena, size_t size, size_t alignment)
{
    size_t padding = -(uintptr_t)arena->next & (alignment - 1);
    size_t room = (size_t)(arena->end - arena->next);
    if (arena->blocks == NULL || room < padding || room - padding < size)
        return take_from_new_block(arena, size);
    char *place = arena->next + padding;
    arena->next = place + size;
    return place;
}

void *wf_arena_alloc(struct wf_arena *arena, size_t size)
{
    return take(arena, size, _Alignof(max_align_t));
}

void *wf_arena_alloc_line(struct wf_arena *arena, size_t size)
{
    enum { SPARE = WF_FETCH_LINE - _Alignof(max_align_t) };
    size_t padding = -(uintptr_t)arena->next & (WF_FETCH_LINE - 1);
    if ((size_t)(arena->end - arena->next) >= padding + size)
        return take(arena, size, WF_FETCH_LINE);
    uintptr_t place = (uintptr_t)take(arena, size + SPARE, _Alignof(max_align_t));
    return (void *)((place + WF_FETCH_LINE - 1) & ~(uintptr_t)(WF_FETCH_LINE - 1));
}

char *wf_arena_text(struct wf_arena *arena, const char *text, size_t length)
{
    char *copy = take(arena, length + 1, 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy; /* its last byte is zero: blocks are zeroed, and used once */
}

static void grow_slots(struct wf_arena *arena)
{
    size_t old_count = arena->slot_count;
    size_t count = old_count == 0 ? FIRST_SLOTS : 2 * old_count, mask = count - 1;
    struct wf_arena_slot *slots = wf_calloc(count, sizeof *slots);
    for (size_t i = 0; i < old_count; i++) {
        const struct wf_arena_slot *old = &arena->slots[i];
        if (old->bytes == NULL)
            continue;
        size_t at = old->hash & mask;
        while (slots[at].bytes != NULL)
            at = (at + 1) & mask;
        slots[at] = *old;
    }
    free(arena->slots);
    arena->slots = slots;
    arena->slot_count = count;
}

static const void *intern(struct wf_arena *arena, const void *bytes, size_t size, bool is_text)
{
    assert(size <= INT32_MAX);
    if (arena->interned_count >= arena->slot_count / 4 * 3)
        grow_slots(arena);
    uint32_t hash = (uint32_t)wf_hash(bytes, size);
    uint32_t kind = (uint32_t)size * 2 + is_text;
    size_t mask = arena->slot_count - 1, at = hash & mask;
    struct wf_arena_slot *slot;
    for (; (slot = &arena->slots[at])->bytes != NULL; at = (at + 1) & mask)
        if (slot->hash == hash && slot->kind == kind && memcmp(slot->bytes, bytes, size) == 0)
            return slot->bytes;

    char *copy = take(arena, size, is_text ? 1 : _Alignof(max_align_t));
    memcpy(copy, bytes, size);
    *slot = (struct wf_arena_slot){copy, hash, kind};
    arena->interned_count++;
    return copy;
}

const void *wf_arena_intern(struct wf_arena *arena, const void *bytes, size_t size)
{
    return intern(arena, bytes, size, false);
}

const char *wf_arena_intern_text(struct wf_arena *arena, const char *text)
{
    return intern(arena, text, strlen(text) + 1, true);
}
