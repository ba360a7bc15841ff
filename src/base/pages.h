/* Memory on large pages, where the system has any: what is kept of a large fleet is read at random,
 * and with small pages most of the time would go into the tables of pages. */
#ifndef WF_BASE_PAGES_H
#define WF_BASE_PAGES_H

#include <stddef.h>

enum { WF_LARGE_PAGE = 2 * 1024 * 1024 }; /**< bytes, on the machines that matter */

/** Zeroed, not touched yet, at the beginning of a large page; ends the program where there is no
 *  memory. @param size  bytes: whole large pages are taken */
void *wf_pages_map(size_t size);
/** Give it back. @p size: as it was asked for; @p memory NULL: no effect */
void wf_pages_unmap(void *memory, size_t size);
/** wf_malloc, on large pages as far as it fills them, the last one to three quarters: the first
 *  touch of a small page costs as much as writing it. Free it with free(). */
void *wf_pages_alloc(size_t size);
/** wf_realloc of an array whose first @p used bytes are filled, and that goes on growing: it moves
 *  to large pages. Free it with free(). @param memory  NULL: none yet; @p used is 0 then */
void *wf_pages_grow(void *memory, size_t used, size_t size);
/** The heap is about to grow by @p size bytes at least: the system gives it whole large pages, as
 * far as they are sure to be filled. @p size: no more than what is sure to be allocated in blocks
 * too small for a mapping of their own. A hint: no effect where the C library does not take it. */
void wf_pages_expect_heap(size_t size);
/** It has grown: from now on it grows by small steps again. */
void wf_pages_heap_grown(void);
/** wf_calloc, on large pages as wf_pages_alloc. Free it with free(). */
void *wf_pages_calloc(size_t count, size_t size);

#endif
