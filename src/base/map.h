/* Name -> index. Keys are borrowed: they must outlive the map. */
#ifndef WF_BASE_MAP_H
#define WF_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#define WF_MAP_NONE UINT32_MAX

struct wf_map {
    struct wf_map_slot {
        const char *key;
        uint32_t value;
        uint32_t hash;
    } * slots;
    size_t capacity, count;
};

void wf_map_init(struct wf_map *map);
void wf_map_release(struct wf_map *map);
/** @return the value of @p key, or WF_MAP_NONE. */
uint32_t wf_map_get(const struct wf_map *map, const char *key);
/** Add @p key unless it is there. @return the value already there, or WF_MAP_NONE if it was added.
 */
uint32_t wf_map_add(struct wf_map *map, const char *key, uint32_t value);
/** Hash of bytes (FNV-1a, finalised); the same on every machine. */
uint64_t wf_hash(const void *bytes, size_t size);

#endif
