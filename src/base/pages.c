#include "base/pages.h"
#include "base/err.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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
    if (size < WF_LARGE_PAGE / 2)
        return wf_malloc(size);
    size_t kept = whole(size);
    void *memory = aligned_alloc(WF_LARGE_PAGE, kept);
    if (!memory)
        wf_die_no_memory();
    madvise(memory, kept, MADV_HUGEPAGE); /* a hint */
    return memory;
}

void *wf_pages_calloc(size_t count, size_t size)
{
    if (!size || count > PTRDIFF_MAX / size || count * size < WF_LARGE_PAGE)
        return wf_calloc(count, size);
    return memset(wf_pages_alloc(count * size), 0, count * size);
}
