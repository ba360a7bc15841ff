/* Neighbours without a server: the peers with which each peer exchanges its model. All graphs are
 * symmetric, and connected: otherwise what one peer learns would never reach some others. */
#ifndef WF_MODEL_NEIGHBOURS_H
#define WF_MODEL_NEIGHBOURS_H

#include "base/err.h"
#include "base/random.h"
#include <stdint.h>

enum wf_neighbours_kind {
    WF_NEIGHBOURS_RING,      /**< i - 1 and i + 1 */
    WF_NEIGHBOURS_K_REGULAR, /**< circulant: i - k/2 to i + k/2, odd k the peer opposite as well */
    WF_NEIGHBOURS_COMPLETE,  /**< all other peers */
    /** A ring through all peers in random order, and k - 2 more neighbours each, shuffled by random
     *  swaps of ends (10 a connection). The ring keeps the graph connected. Not exactly uniform:
     *  graphs without a ring through all peers are never drawn. */
    WF_NEIGHBOURS_RANDOM,
    WF_NEIGHBOURS_COUNT
};

/** Neighbours of peer i: peer[offset[i]] to peer[offset[i + 1] - 1], ascending. */
struct wf_neighbours {
    uint32_t peers;
    uint64_t *offset; /**< peers + 1 */
    uint32_t *peer;   /**< offset[peers] */
};

/** Directed messages of a round in which each peer sends to all its neighbours, at most. */
#define WF_NEIGHBOURS_MESSAGES_MAX (UINT64_C(1) << 28) /* 1 GiB of neighbours; assumed */

/** Can @p peers have these neighbours? @p degree (neighbours each) counts for k-regular and random
 *  only: 1 (two peers) or 2 to peers - 1, even where the number of peers is odd.
 *  @return 0, or -1 with WF_EINPUT: what is wrong and what would do. */
int wf_neighbours_check(enum wf_neighbours_kind kind, uint64_t peers, uint64_t degree,
                        struct wf_err *err);

/** Directed messages of a round: peers x neighbours each. Valid after wf_neighbours_check. */
uint64_t wf_neighbours_messages(enum wf_neighbours_kind kind, uint64_t peers, uint64_t degree);

/** Fill @p neighbours, released by its owner. Only the random kind draws from @p random (NULL is
 *  allowed for the others). Time in proportion to messages; random ones: to messages x degree.
 *  @return 0, or -1 as wf_neighbours_check, with @p neighbours untouched. */
int wf_neighbours_build(enum wf_neighbours_kind kind, uint32_t peers, uint32_t degree,
                        struct wf_random *random, struct wf_neighbours *neighbours,
                        struct wf_err *err);
void wf_neighbours_release(struct wf_neighbours *neighbours);

#endif
