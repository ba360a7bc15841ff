#include "model/neighbours.h"
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SWITCHES_A_CONNECTION = 10 }; /* assumed; a test checks that no circulant remains */

/* As users write it. */
static const char *name_of(enum wf_neighbours_kind kind)
{
    static const char *const names[WF_NEIGHBOURS_COUNT] = {
        [WF_NEIGHBOURS_RING] = "ring",
        [WF_NEIGHBOURS_K_REGULAR] = "k-regular",
        [WF_NEIGHBOURS_COMPLETE] = "complete",
        [WF_NEIGHBOURS_RANDOM] = "random",
    };
    return names[kind];
}

static bool takes_degree(enum wf_neighbours_kind kind)
{
    return kind == WF_NEIGHBOURS_K_REGULAR || kind == WF_NEIGHBOURS_RANDOM;
}

/* Neighbours each. */
static uint64_t degree_of(enum wf_neighbours_kind kind, uint64_t peers, uint64_t degree)
{
    if (takes_degree(kind))
        return degree;
    if (kind == WF_NEIGHBOURS_RING && peers > 2)
        return 2;
    return peers - 1;
}

uint64_t wf_neighbours_messages(enum wf_neighbours_kind kind, uint64_t peers, uint64_t degree)
{
    return peers * degree_of(kind, peers, degree);
}

int wf_neighbours_check(enum wf_neighbours_kind kind, uint64_t peers, uint64_t degree,
                        struct wf_err *err)
{
    unsigned long long n = peers, k = degree;
    const char *name = name_of(kind);
    if (peers == 0)
        return wf_err_set(err, WF_EINPUT, "%s: there is no peer; expected at least one", name);
    if (takes_degree(kind)) {
        if (peers == 1)
            return wf_err_set(err, WF_EINPUT,
                              "%s: one peer has no neighbours; expected two or more", name);
        if (degree == 0 || degree > peers - 1)
            return wf_err_set(err, WF_EINPUT,
                              "%s: %llu neighbours each among %llu peers; expected %d to %llu",
                              name, k, n, peers == 2 ? 1 : 2, n - 1);
        if (degree == 1 && peers > 2)
            return wf_err_set(
                err, WF_EINPUT,
                "%s: with 1 neighbour each, %llu peers fall apart into pairs; expected "
                "2 to %llu",
                name, n, n - 1);
        if (degree % 2 == 1 && peers % 2 == 1)
            return wf_err_set(err, WF_EINPUT,
                              "%s: an odd number of peers (%llu) cannot have an odd number of "
                              "neighbours each (%llu); expected %llu or %llu",
                              name, n, k, k - 1, k + 1);
    }
    uint64_t each = degree_of(kind, peers, degree);
    if (peers > UINT32_MAX - 1 || (each > 0 && peers > WF_NEIGHBOURS_MESSAGES_MAX / each))
        return wf_err_set(err, WF_EINPUT,
                          "%s: %llu peers with %llu neighbours each are more than %llu messages a "
                          "round; expected fewer peers or neighbours",
                          name, n, (unsigned long long)each,
                          (unsigned long long)WF_NEIGHBOURS_MESSAGES_MAX);
    return 0;
}

static int compare_peers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Neighbours of @p i on the circulant: the nearest on both sides first. */
static void circulant(uint32_t peers, uint32_t degree, uint32_t i, uint32_t *peer)
{
    uint64_t n = peers;
    for (uint32_t d = 1; d <= degree / 2; d++) {
        *peer++ = (uint32_t)((i + d) % n);
        *peer++ = (uint32_t)((i + n - d) % n);
    }
    if (degree % 2)
        *peer = (uint32_t)((i + n / 2) % n);
}

/* ---- random ---- */

struct connection {
    uint32_t a, b;
};

static bool adjacent(const uint32_t *peer, uint32_t degree, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < degree; i++)
        if (peer[(uint64_t)a * degree + i] == b)
            return true;
    return false;
}

static void replace(uint32_t *peer, uint32_t degree, uint32_t of, uint32_t old, uint32_t new)
{
    uint32_t *at = &peer[(uint64_t)of * degree];
    while (*at != old)
        at++;
    *at = new;
}

/* Two connections a-b, c-d become a-d, c-b, unless that would connect a pair twice or a peer to
 * itself: every peer keeps its number of neighbours. */
static void switch_ends(uint32_t *peer, uint32_t degree, struct connection *one,
                        struct connection *other)
{
    uint32_t a = one->a, b = one->b, c = other->a, d = other->b;
    if (a == c || a == d || b == c || b == d || adjacent(peer, degree, a, d) ||
        adjacent(peer, degree, c, b))
        return;
    replace(peer, degree, a, b, d);
    replace(peer, degree, b, a, c);
    replace(peer, degree, c, d, b);
    replace(peer, degree, d, c, a);
    one->b = d;
    other->b = b;
}

/* Mix all connections of the circulant but those of its ring. */
static void mix(uint32_t peers, uint32_t degree, struct wf_random *random, uint32_t *peer)
{
    uint64_t count = (uint64_t)peers * (degree - 2) / 2, used = 0;
    struct connection *connections = wf_calloc(count + 1, sizeof *connections);
    for (uint32_t i = 0; i < peers; i++)
        for (uint32_t j = 2; j < degree; j++) { /* the first two are the ring's */
            uint32_t other = peer[(uint64_t)i * degree + j];
            if (i < other)
                connections[used++] = (struct connection){i, other};
        }
    assert(used == count);
    for (uint64_t s = 0; s < SWITCHES_A_CONNECTION * count; s++) {
        struct connection *one = &connections[wf_random_below(random, count)];
        struct connection *other = &connections[wf_random_below(random, count)];
        if (wf_random_below(random, 2)) /* a connection has no direction */
            *other = (struct connection){other->b, other->a};
        if (one != other)
            switch_ends(peer, degree, one, other);
    }
    free(connections);
}

/* Give the places on the ring to the peers in random order. */
static void relabel(uint32_t peers, uint32_t degree, struct wf_random *random, uint32_t *peer)
{
    uint32_t *label = wf_calloc(peers, sizeof *label);
    for (uint32_t i = 0; i < peers; i++) { /* Fisher-Yates, from the inside out */
        uint32_t j = (uint32_t)wf_random_below(random, (uint64_t)i + 1);
        label[i] = label[j];
        label[j] = i;
    }
    uint64_t count = (uint64_t)peers * degree;
    uint32_t *old = wf_calloc(count, sizeof *old);
    for (uint64_t i = 0; i < count; i++)
        old[i] = peer[i];
    for (uint32_t i = 0; i < peers; i++)
        for (uint32_t j = 0; j < degree; j++)
            peer[(uint64_t)label[i] * degree + j] = label[old[(uint64_t)i * degree + j]];
    free(old);
    free(label);
}

int wf_neighbours_build(enum wf_neighbours_kind kind, uint32_t peers, uint32_t degree,
                        struct wf_random *random, struct wf_neighbours *neighbours,
                        struct wf_err *err)
{
    if (wf_neighbours_check(kind, peers, degree, err) < 0)
        return -1;
    uint32_t each = (uint32_t)degree_of(kind, peers, degree);
    uint64_t count = (uint64_t)peers * each;
    struct wf_neighbours built = {.peers = peers};
    built.offset = wf_calloc((size_t)peers + 1, sizeof *built.offset);
    built.peer = wf_calloc(count + 1, sizeof *built.peer);
    for (uint32_t i = 0; i < peers; i++) {
        circulant(peers, each, i, built.peer + built.offset[i]);
        built.offset[i + 1] = built.offset[i] + each;
    }
    if (kind == WF_NEIGHBOURS_RANDOM) {
        if (each > 2)
            mix(peers, each, random, built.peer);
        relabel(peers, each, random, built.peer);
    }
    if (each > 1)
        for (uint32_t i = 0; i < peers; i++)
            qsort(built.peer + built.offset[i], each, sizeof *built.peer, compare_peers);
    *neighbours = built;
    return 0;
}

void wf_neighbours_release(struct wf_neighbours *neighbours)
{
    if (!neighbours)
        return;
    free(neighbours->offset);
    free(neighbours->peer);
    *neighbours = (struct wf_neighbours){0};
}
