#include "statistics/chance.h"

enum { ROUNDS = 10 }; /* few items need more than the four of large networks */

static uint64_t mixed(uint64_t state)
{
    state += UINT64_C(0x9e3779b97f4a7c15);
    state = (state ^ state >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    state = (state ^ state >> 27) * UINT64_C(0x94d049bb133111eb);
    return state ^ state >> 31;
}

static uint64_t key_of(uint64_t seed, uint64_t stream, uint64_t part)
{
    return mixed(mixed(mixed(seed) ^ stream) ^ part);
}

double wf_chance_ratio(uint64_t seed, uint64_t stream, uint64_t part, uint64_t number)
{
    return (double)(mixed(key_of(seed, stream, part) ^ number) >> 11) * 0x1p-53;
}

uint64_t wf_chance_place(uint64_t seed, uint64_t stream, uint64_t part, uint64_t item,
                         uint64_t count)
{
    uint64_t key = key_of(seed, stream, part), place = item;
    unsigned half = 1; /* bits */
    while (half < 32 && (count - 1) >> (2 * half))
        half++;
    uint64_t mask = (UINT64_C(1) << half) - 1;
    do {
        uint64_t left = place >> half, right = place & mask;
        for (uint64_t round = 0; round < ROUNDS; round++) {
            uint64_t next = left ^ (mixed(key ^ (right << 8 | round)) & mask);
            left = right;
            right = next;
        }
        place = left << half | right;
    } while (place >= count);
    return place;
}
