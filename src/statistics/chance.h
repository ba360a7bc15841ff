/* Draws by their number: what a generator that goes forward cannot give, any of them at once. */
#ifndef WF_STATISTICS_CHANCE_H
#define WF_STATISTICS_CHANCE_H

#include <stdint.h>

/** Uniform in [0, 1), in steps of 2^-53: draw @p number of stream (@p stream, @p part). SplitMix64
 *  (Steele, Lea and Flood 2014), whose state is a function of the four numbers. */
double wf_chance_ratio(uint64_t seed, uint64_t stream, uint64_t part, uint64_t number);

/** Place of @p item, of 0 to @p count - 1, in a random order of (@p stream, @p part). Items that
 *  differ have places that differ. No table: a Feistel network over the next power of four, walked
 *  until it is inside (Black and Rogaway, CT-RSA 2002). */
uint64_t wf_chance_place(uint64_t seed, uint64_t stream, uint64_t part, uint64_t item,
                         uint64_t count);

#endif
