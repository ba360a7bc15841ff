#include "scenario/population.h"
#include <stdlib.h>
#include <string.h>

static const struct wf_role *role_of(const struct wf_actor *actor)
{
    return &wf_roles[actor->role];
}

/* What all actors of the role say alike, as only --set says it. */
static uint64_t count_of(const struct wf_actor *actor)
{
    uint64_t count = WF_COUNT_UNSET;
    if (role_of(actor)->count)
        memcpy(&count, (const char *)&actor->values + role_of(actor)->count, sizeof count);
    return count;
}

/* ---- the first N of all ---- */

/* Host j of the m of an actor stands at (j + 1/2) / m; equal places: the earlier actor. The first N
 * of all in this order are the divisor method of Webster: in proportion, and one more takes none
 * away. Does the next host of a stand before that of b? */
static bool is_earlier(const struct wf_actor *a, const struct wf_actor *b)
{
    uint64_t left = (2ull * a->host_count + 1) * b->matched;
    uint64_t right = (2ull * b->host_count + 1) * a->matched;
    return left < right || (left == right && a < b);
}

/* Actors with a host left, as a heap: the next one first. */
static void sift(struct wf_actor **heap, size_t count, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_earlier(heap[child + 1], heap[child]))
            child++;
        if (is_earlier(heap[at], heap[child]))
            return;
        struct wf_actor *moved = heap[at];
        heap[at] = heap[child];
        heap[child] = moved;
    }
}

/* @p count of the hosts of actors of one role, which stand side by side. */
static void take(struct wf_actor *actors, size_t actor_count, uint64_t matched, uint64_t count)
{
    struct wf_actor **heap = wf_calloc(actor_count, sizeof(struct wf_actor *));
    uint64_t sure = count > actor_count ? count - actor_count : 0, taken = 0;
    size_t open = 0;
    for (size_t i = 0; i < actor_count; i++) { /* all that stand before sure / matched */
        actors[i].host_count = (uint32_t)((2 * sure * actors[i].matched + matched) / (2 * matched));
        taken += actors[i].host_count;
        if (actors[i].host_count < actors[i].matched)
            heap[open++] = &actors[i];
    }
    for (size_t i = open; i-- > 0;)
        sift(heap, open, i);
    for (; taken < count; taken++) {
        if (++heap[0]->host_count == heap[0]->matched)
            heap[0] = heap[--open];
        sift(heap, open, 0);
    }
    free(heap);
}

static void resolve_role(struct wf_deployment *deployment, size_t from, size_t end,
                         struct wf_diag *diag)
{
    struct wf_actor *actors = &deployment->actors[from];
    const char *name = role_of(actors)->name;
    uint64_t matched = 0, count = count_of(actors);
    for (size_t i = 0; i < end - from; i++)
        matched += actors[i].matched;
    if (count == WF_COUNT_UNSET || (count > matched && deployment->incomplete))
        return;
    if (count <= matched)
        take(actors, end - from, matched, count);
    else
        wf_diag_error(diag, "--set", 0, "'%s.count=%llu': %s has %llu %s%s; expected 1 to %llu",
                      name, (unsigned long long)count, deployment->path,
                      (unsigned long long)matched, name, wf_plural(matched),
                      (unsigned long long)matched);
}

void wf_population_resolve(struct wf_deployment *deployment, struct wf_diag *diag)
{
    for (size_t i = 0; i < deployment->actor_count; i++)
        deployment->actors[i].matched = deployment->actors[i].host_count;
    for (size_t from = 0, end; from < deployment->actor_count; from = end) {
        end = from;
        while (end < deployment->actor_count &&
               deployment->actors[end].role == deployment->actors[from].role)
            end++;
        resolve_role(deployment, from, end, diag);
    }
}
