/* Keeps many images of words that differ from another image in few words. A record holds what
 * differs; which words these are, which of them are equal, which have one value in all, and which
 * are short enough for half a word, is a shape that records share. Memory is used again when a
 * record is given back. */
#ifndef WF_BASE_RECORD_STORE_H
#define WF_BASE_RECORD_STORE_H

#include "base/arena.h"
#include <stddef.h>
#include <stdint.h>

enum { WF_RECORD_WORDS = 255 }; /**< of an image, at most */

struct wf_record_store {
    struct wf_arena arena; /**< of the chunks and shapes: it asks for large pages */
    uint32_t **chunks;
    size_t chunk_count, chunk_capacity, used; /**< used: half words of the last chunk */
    uint32_t *free; /**< by size in half words: 1 + place of the first record; 0: none */
    struct wf_record_shape **shapes;
    uint32_t shape_count, shape_capacity;
    uint32_t *latest; /**< by words that differ: 1 + the shape that new records get; a hash table */
    uint32_t latest_count, latest_capacity;
    uint32_t recent; /**< slot of latest that was found last */
};

void wf_record_store_init(struct wf_record_store *store);
void wf_record_store_release(struct wf_record_store *store);
/** Keep @p now, of @p count words, as what differs from @p base. @return its place, below 2^31 */
uint32_t wf_record_store_put(struct wf_record_store *store, const uint64_t *base,
                             const uint64_t *now, uint32_t count);
/** Write into @p now, a copy of the same base, what the record at @p place says. */
void wf_record_store_get(const struct wf_record_store *store, uint32_t place, uint64_t *now);
/** Give the record back: its place may be used for another. */
void wf_record_store_drop(struct wf_record_store *store, uint32_t place);
/** Where a record stands: for the processor's caches. */
const void *wf_record_store_at(const struct wf_record_store *store, uint32_t place);

#endif
