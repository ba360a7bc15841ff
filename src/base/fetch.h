/* Memory that will be used soon is fetched into the caches of the processor meanwhile: in a large
 * fleet each turn meets another device, and most of its time would be waiting for memory. A hint
 * only. Fetch for several turns in a row, then play them: a fetch from a page whose address is not
 * known yet waits for it, and only those that stand together wait at the same time. */
#ifndef WF_BASE_FETCH_H
#define WF_BASE_FETCH_H

#include <stddef.h>
#include <stdint.h>

enum { WF_FETCH_LINE = 64 }; /**< bytes of a cache line, on all machines that matter */

/** Fetch the @p size bytes at @p memory, to be changed; NULL: none. */
static inline void wf_fetch(const void *memory, size_t size)
{
    const char *first = (const char *)((uintptr_t)memory & ~(uintptr_t)(WF_FETCH_LINE - 1));
    for (const char *line = first; memory && line < (const char *)memory + size;
         line += WF_FETCH_LINE) {
        __builtin_prefetch(line, 1);
        __asm__ volatile(
            ""); /* else GCC takes a function that only fetches for one without effect */
    }
}

#endif
