/* The same draws on every machine, so that a mutation can be made again. */
#ifndef WF_TESTS_FUZZ_DRAW_H
#define WF_TESTS_FUZZ_DRAW_H

#include <stdint.h>

/** splitmix64 (Steele, Lea and Flood 2014): a number from 0 to @p below - 1. */
static inline uint64_t fuzz_draw(uint64_t *state, uint64_t below)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % below;
}

#endif
