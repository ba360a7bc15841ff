#include "base/pages.h"
#include "base/err.h"
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    TOP_PAD = 128 * 1024, /* what the C library adds by itself when the heap grows */
    PROBE = 100 * 1024,   /* bytes: the C library gives no mapping of its own to it */
    PROBES_MAX = 64,
    SPARE = WF_LARGE_PAGE / 4 /* of the last large page, at most */
};

static size_t whole(size_t size)
{
    if (size > PTRDIFF_MAX - 2 * (size_t)WF_LARGE_PAGE)
        wf_die_no_memory();
    return (size + WF_LARGE_PAGE - 1) & ~(size_t)(WF_LARGE_PAGE - 1);
}

void *wf_pages_map(size_t size)
{
    size_t kept = whole(size), mapped = kept + WF_LARGE_PAGE;
    char *mapping = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED)
        wf_die_no_memory();
    size_t before = -(uintptr_t)mapping & (WF_LARGE_PAGE - 1), behind = WF_LARGE_PAGE - before;
    char *first = mapping + before;
    if (before)
        munmap(mapping, before);
    munmap(first + kept, behind);
    madvise(first, kept, MADV_HUGEPAGE); /* a hint */
    return first;
}

void wf_pages_unmap(void *memory, size_t size)
{
    if (memory)
        munmap(memory, whole(size));
}

void *wf_pages_alloc(size_t size)
{
    if (size < WF_LARGE_PAGE - SPARE)
        return wf_malloc(size);
    void *memory = aligned_alloc(WF_LARGE_PAGE, whole(size));
    if (!memory)
        wf_die_no_memory();
    madvise(memory, (size + SPARE) / WF_LARGE_PAGE * WF_LARGE_PAGE, MADV_HUGEPAGE); /* a hint */
    return memory;
}

void *wf_pages_calloc(size_t count, size_t size)
{
    if (!size || count > PTRDIFF_MAX / size || count * size < WF_LARGE_PAGE - SPARE)
        return wf_calloc(count, size);
    return memset(wf_pages_alloc(count * size), 0, count * size);
}

void *wf_pages_grow(void *memory, size_t used, size_t size)
{
    if (!used || size < WF_LARGE_PAGE - SPARE)
        return wf_realloc(memory, size);
    void *grown = memcpy(wf_pages_alloc(size), memory, used);
    free(memory);
    return grown;
}

/* The heap grows when its end cannot hold a block: then by that block and M_TOP_PAD. What is
 * touched is one page of each block that is taken for it. */
void wf_pages_expect_heap(size_t size)
{
    size = size < INT32_MAX ? size : INT32_MAX; /* as much as mallopt takes */
    if (size < 2 * (size_t)WF_LARGE_PAGE || mallopt(M_TOP_PAD, (int)size) != 1)
        return;
    char *before = sbrk(0), *after = before;
    void *probes[PROBES_MAX];
    size_t count = 0;
    while (after == before && count < PROBES_MAX) {
        probes[count++] = wf_malloc(PROBE);
        after = sbrk(0);
    }
    uintptr_t from = ((uintptr_t)before + WF_LARGE_PAGE - 1) & ~(uintptr_t)(WF_LARGE_PAGE - 1);
    size_t pages = (size - WF_LARGE_PAGE) / WF_LARGE_PAGE;
    if ((uintptr_t)after - (uintptr_t)before >= size)
        madvise((void *)from, pages * WF_LARGE_PAGE, MADV_HUGEPAGE);
    while (count > 0)
        free(probes[--count]);
}

void wf_pages_heap_grown(void)
{
    mallopt(M_TOP_PAD, TOP_PAD);
}
