/* A bump allocator for what lives as long as its owner, with interning of equal byte strings:
 * a million hosts of seven kinds cost seven descriptions. */
#ifndef WF_BASE_ARENA_H
#define WF_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct wf_arena {
    struct wf_arena_block *blocks;
    char *next, *end;
    struct wf_arena_slot *slots; /* interned strings, by open addressing */
    size_t slot_count, interned_count;
};

void wf_arena_init(struct wf_arena *arena);
void wf_arena_release(struct wf_arena *arena);
/** About @p size bytes will be taken, of an arena that has none yet: the whole large pages of it
 *  are (pages.h). */
void wf_arena_expect(struct wf_arena *arena, size_t size);
/** Zeroed, aligned for any type; lives until the arena is released. */
void *wf_arena_alloc(struct wf_arena *arena, size_t size);
/** The same, at the beginning of a cache line (fetch.h). */
void *wf_arena_alloc_line(struct wf_arena *arena, size_t size);
/** Copy of @p length bytes with a NUL behind. No alignment: for text only. */
char *wf_arena_text(struct wf_arena *arena, const char *text, size_t length);
/** The one copy of these @p size bytes (aligned for any type). Equal bytes, equal pointer;
 *  compare structs only where padding is zeroed. */
const void *wf_arena_intern(struct wf_arena *arena, const void *bytes, size_t size);
/** The one copy of this string; not aligned, kept apart from what wf_arena_intern keeps. */
const char *wf_arena_intern_text(struct wf_arena *arena, const char *text);

#endif
