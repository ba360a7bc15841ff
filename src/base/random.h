/* Random streams: one seed of the user, one independent stream a purpose, so that two deployments
 * of one comparison meet the same devices and the same draws (common random numbers).
 * Generator: GSL's mt19937 (Matsumoto and Nishimura 1998). */
#ifndef WF_BASE_RANDOM_H
#define WF_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct wf_random; /* opaque: one stream */

/** Stream of (seed, purpose): the same pair gives the same draws on every machine. Seeds below 2^32
 *  never share the stream of one purpose; unrelated pairs do with probability 2^-32. */
struct wf_random *wf_random_new(uint64_t seed, const char *purpose);
void wf_random_free(struct wf_random *random);
/** Uniform integer in [0, bound); bound >= 1. */
uint64_t wf_random_below(struct wf_random *random, uint64_t bound);
/** @p count distinct indices of [0, population), ascending, every subset equally likely.
 *  Floyd's algorithm: O(count) draws. @p count <= population < 2^32. */
void wf_random_subset(struct wf_random *random, uint32_t population, uint32_t count,
                      uint32_t *chosen);

#endif
