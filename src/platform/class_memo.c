#include "platform/class_memo.h"
#include "base/err.h"
#include <stdlib.h>
#include <string.h>

void wf_class_memo_init(struct wf_class_memo *memo)
{
    *memo = (struct wf_class_memo){0};
    wf_arena_init(&memo->keys);
    wf_map_init(&memo->map);
}

void wf_class_memo_release(struct wf_class_memo *memo)
{
    wf_arena_release(&memo->keys);
    wf_map_release(&memo->map);
    free(memo->classes);
    wf_buffer_release(&memo->key);
}

const void *wf_class_memo_get(const struct wf_class_memo *memo)
{
    uint32_t index = wf_map_get(&memo->map, memo->key.text);
    return index == WF_MAP_NONE ? NULL : memo->classes[index];
}

static const void *intern(struct wf_arena *arena, const void *last, const void *bytes, size_t size)
{
    return last && !memcmp(last, bytes, size) ? last : wf_arena_intern(arena, bytes, size);
}

const struct wf_site *wf_class_memo_site(struct wf_class_memo *memo, struct wf_arena *arena,
                                         const struct wf_site *site)
{
    return memo->last_site = intern(arena, memo->last_site, site, sizeof *site);
}

const uint32_t *wf_class_memo_origins(struct wf_class_memo *memo, struct wf_arena *arena,
                                      const uint32_t origins[WF_SITE_PROPS_MAX])
{
    return memo->last_origins =
               intern(arena, memo->last_origins, origins, WF_SITE_PROPS_MAX * sizeof *origins);
}

static void remember(struct wf_class_memo *memo, const void *class)
{
    if (memo->count == memo->capacity) {
        memo->capacity = memo->capacity ? 2 * memo->capacity : 16;
        memo->classes = wf_realloc(memo->classes, memo->capacity * sizeof *memo->classes);
    }
    const char *key = wf_arena_text(&memo->keys, memo->key.text, memo->key.length - 1);
    wf_map_add(&memo->map, key, memo->count);
    memo->classes[memo->count++] = class;
}

const void *wf_class_memo_keep(struct wf_class_memo *memo, struct wf_arena *arena,
                               const void *class, size_t size, bool remembered)
{
    if (memo->count < WF_CLASS_MEMO_MAX) {
        const void *kept = wf_arena_intern(arena, class, size);
        if (remembered)
            remember(memo, kept);
        return kept;
    }
    void *kept = wf_arena_alloc(arena, size);
    memcpy(kept, class, size);
    return kept;
}
