/* Random streams: one seed from the user, one independent stream for each purpose, so that all
 * deployments of a comparison get the same devices and the same draws (common random numbers).
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

/** Uniform in [0, 1), in steps of 2^-32. */
double wf_random_ratio(struct wf_random *random);
/** Uniform in [least, most); @p least where both are equal. */
double wf_random_uniform(struct wf_random *random, double least, double most);
/** Normal; @p deviation >= 0. */
double wf_random_normal(struct wf_random *random, double mean, double deviation);
/** exp of a normal: @p median > 0, @p sigma >= 0 the standard deviation of the logarithm. */
double wf_random_lognormal(struct wf_random *random, double median, double sigma);
/** Exponential, > 0; @p mean > 0. */
double wf_random_exponential(struct wf_random *random, double mean);
/** Gamma of mean shape x scale, > 0; @p shape >= 0.05 (below, draws underflow), @p scale > 0. */
double wf_random_gamma(struct wf_random *random, double shape, double scale);
/** Pareto, >= @p scale: P(X > x) = (scale / x)^shape; @p scale > 0, @p shape >= 0.05. */
double wf_random_pareto(struct wf_random *random, double scale, double shape);
/** Zipf: whole number of 1 to @p most, P(k) in proportion to k^-exponent; @p exponent >= 0,
 *  1 <= @p most <= 1e9. Exact and without a table, whatever @p most.
 *  Source: rejection-inversion, Hoermann and Derflinger, ACM TOMACS 6(3), 1996. */
uint64_t wf_random_zipf(struct wf_random *random, double exponent, uint64_t most);

/* The draws of device i must not depend on the number of devices before it, nor on the number of
 * their draws: otherwise two deployments would get different devices. A generator for each device
 * would take 5 kB a device. Instead, one small generator can be set to the start of any sub-stream.
 */

/** As wf_random_new, but split into sub-streams, one for each index; set to index 0. Generator:
 *  GSL's taus2 (L'Ecuyer 1996), 24 bytes of state, set in some 20 ns. */
struct wf_random *wf_random_new_indexed(uint64_t seed, const char *purpose);
/** Set to the start of sub-stream @p index (of a stream from wf_random_new_indexed only):
 *  the same (seed, purpose, index) gives the same draws. Indices below 2^32 have different
 *  sub-streams, except one pair. For later draws of the same device, use an index of both: turn x
 *  devices + device. */
void wf_random_seek(struct wf_random *random, uint64_t index);
/** As wf_random_new_indexed, for billions of indices: 64 bits of each count, no two indices start
 *  at the same place, and setting costs 2 ns. Ratios have steps of 2^-53; normal draws are by
 *  Marsaglia and Tsang's ziggurat (2000). Generator: SplitMix64 (Steele, Lea and Flood 2014). */
struct wf_random *wf_random_new_counted(uint64_t seed, const char *purpose);

#endif
