#include "base/random.h"

#include "base/err.h"
#include "base/map.h"
#include <assert.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGIT_BITS = 9,
    DIGIT_VALUES = 1 << DIGIT_BITS,
    FEW = 128 /* so few numbers are sorted by comparisons */
};

struct wf_random {
    gsl_rng *generator;
    bool indexed;
    uint32_t base;     /* of an indexed stream's sub-streams */
    uint32_t *scratch; /* of subsets */
    size_t scratch_capacity;
    bool counted;
    uint64_t key; /* of a counted stream */
};

/* The generator takes 32 bits. Added, not hashed together: two seeds of a user that differ in
 * their low half never share the stream of one purpose. */
static uint32_t seed_of(uint64_t seed, const char *purpose)
{
    uint64_t folded = seed + (seed >> 32) * 0x9e3779b9;
    return (uint32_t)(folded + wf_hash(purpose, strlen(purpose)));
}

struct wf_random *wf_random_new(uint64_t seed, const char *purpose)
{
    struct wf_random *random = wf_calloc(1, sizeof *random);
    random->generator = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random->generator, seed_of(seed, purpose));
    return random;
}

void wf_random_free(struct wf_random *random)
{
    if (random == NULL)
        return;
    gsl_rng_free(random->generator);
    free(random->scratch);
    free(random);
}

uint64_t wf_random_below(struct wf_random *random, uint64_t bound)
{
    assert(bound >= 1);
    if (bound <= UINT32_MAX)
        return gsl_rng_uniform_int(random->generator, bound);
    uint64_t limit = UINT64_MAX - UINT64_MAX % bound, word;
    do {
        word = (uint64_t)gsl_rng_get(random->generator) << 32;
        word |= gsl_rng_get(random->generator);
    } while (word >= limit); /* else the remainder would favour small numbers */
    return word % bound;
}

static int compare_indices(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Add to a set by open addressing; slots hold index + 1, 0 is free. @return 0 if it was there. */
static int set_add(uint32_t *slots, uint32_t mask, uint32_t index)
{
    uint32_t at = (uint32_t)((index * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & mask;
    for (; slots[at] != 0; at = (at + 1) & mask)
        if (slots[at] == index + 1)
            return 0;
    slots[at] = index + 1;
    return 1;
}

static uint32_t *zeroed_scratch(struct wf_random *random, size_t count)
{
    if (random->scratch_capacity < count) {
        random->scratch = wf_realloc(random->scratch, count * sizeof *random->scratch);
        random->scratch_capacity = count;
    }
    memset(random->scratch, 0, count * sizeof *random->scratch);
    return random->scratch;
}

/* One pass of a sort by radix: by the digit at @p shift. */
static void sort_digit(const uint32_t *from, uint32_t *to, uint32_t count, uint32_t shift)
{
    uint32_t place[DIGIT_VALUES] = {0}, sum = 0;
    for (uint32_t i = 0; i < count; i++)
        place[from[i] >> shift & (DIGIT_VALUES - 1)]++;
    for (uint32_t i = 0; i < DIGIT_VALUES; i++) {
        uint32_t number = place[i];
        place[i] = sum;
        sum += number;
    }
    for (uint32_t i = 0; i < count; i++)
        to[place[from[i] >> shift & (DIGIT_VALUES - 1)]++] = from[i];
}

/* Ascending. @p scratch has room for @p count. */
static void sort_indices(uint32_t *list, uint32_t count, uint32_t population, uint32_t *scratch)
{
    if (count < FEW) {
        qsort(list, count, sizeof *list, compare_indices);
        return;
    }
    uint32_t *from = list, *to = scratch;
    for (uint32_t shift = 0; shift < 32 && (population - 1) >> shift; shift += DIGIT_BITS) {
        sort_digit(from, to, count, shift);
        uint32_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != list)
        memcpy(list, from, count * sizeof *list);
}

void wf_random_subset(struct wf_random *random, uint32_t population, uint32_t count,
                      uint32_t *chosen)
{
    assert(count <= population);
    size_t slot_count = 4;
    while (slot_count < 2 * (size_t)count)
        slot_count *= 2;
    uint32_t *slots = zeroed_scratch(random, slot_count), mask = (uint32_t)(slot_count - 1);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t last = population - count + i;
        uint32_t index = (uint32_t)wf_random_below(random, (uint64_t)last + 1);
        if (!set_add(slots, mask, index)) {
            /* Floyd: a repeated draw is replaced by the index that just became possible */
            index = last;
            set_add(slots, mask, index);
        }
        chosen[i] = index;
    }
    sort_indices(chosen, count, population, slots);
}

double wf_random_ratio(struct wf_random *random)
{
    return gsl_rng_uniform(random->generator);
}

double wf_random_uniform(struct wf_random *random, double least, double most)
{
    double draw = gsl_ran_flat(random->generator, least, most);
    return draw < most ? fmax(draw, least) : least; /* rounding may reach or pass an end */
}

static double gaussian(struct wf_random *random, double deviation)
{
    return random->counted ? gsl_ran_gaussian_ziggurat(random->generator, deviation)
                           : gsl_ran_gaussian(random->generator, deviation);
}

double wf_random_normal(struct wf_random *random, double mean, double deviation)
{
    return mean + gaussian(random, deviation);
}

double wf_random_lognormal(struct wf_random *random, double median, double sigma)
{
    /* not gsl_ran_lognormal, which takes the logarithm of the median: sigma 0 must return the
     * median exactly */
    return median * exp(gaussian(random, sigma));
}

double wf_random_exponential(struct wf_random *random, double mean)
{
    double draw;
    do
        draw = gsl_ran_exponential(random->generator, mean);
    while (draw == 0); /* once in 2^32 */
    return draw;
}

double wf_random_gamma(struct wf_random *random, double shape, double scale)
{
    return gsl_ran_gamma(random->generator, shape, scale);
}

double wf_random_pareto(struct wf_random *random, double scale, double shape)
{
    return gsl_ran_pareto(random->generator, shape, scale);
}

/* ---- Zipf ---- */

/* The integral of t^-exponent from 1 to x, also near exponent 1, and its inverse. */
static double zipf_integral(double x, double exponent)
{
    double log_x = log(x), y = (1 - exponent) * log_x;
    return fabs(y) > 1e-8 ? expm1(y) / y * log_x : (1 + y / 2) * log_x;
}

static double zipf_inverse(double integral, double exponent)
{
    double y = integral * (1 - exponent);
    if (y < -1)
        y = -1; /* rounding */
    return exp(fabs(y) > 1e-8 ? log1p(y) / y * integral : (1 - y / 2) * integral);
}

uint64_t wf_random_zipf(struct wf_random *random, double exponent, uint64_t most)
{
    assert(exponent >= 0 && most >= 1 && most <= 1000000000);
    double low = zipf_integral(1.5, exponent) - 1;
    double high = zipf_integral((double)most + 0.5, exponent);
    double sure = 2 - zipf_inverse(zipf_integral(2.5, exponent) - pow(2, -exponent), exponent);
    for (;;) {
        double u = high + wf_random_ratio(random) * (low - high);
        double x = zipf_inverse(u, exponent), k = floor(x + 0.5);
        k = k < 1 ? 1 : k > (double)most ? (double)most : k;
        /* x is that of a continuous density; where it lies left of k by more than is sure to be
         * below the bar of k, it must lie in the part of the bar's own area */
        if (k - x <= sure || u >= zipf_integral(k + 0.5, exponent) - pow(k, -exponent))
            return (uint64_t)k;
    }
}

/* ---- sub-streams ---- */

/* A bijection that maps close numbers to distant ones (MurmurHash3's finaliser; Appleby, public
 * domain). */
static uint32_t scatter(uint32_t x)
{
    x = (x ^ x >> 16) * 0x85ebca6b;
    x = (x ^ x >> 13) * 0xc2b2ae35;
    return x ^ x >> 16;
}

struct wf_random *wf_random_new_indexed(uint64_t seed, const char *purpose)
{
    struct wf_random *random = wf_calloc(1, sizeof *random);
    random->generator = gsl_rng_alloc(gsl_rng_taus2);
    random->indexed = true;
    random->base = seed_of(seed, purpose);
    wf_random_seek(random, 0);
    return random;
}

/* A bijection of 64 bits: the output of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; constants
 * of D. Stafford's mix 13). */
static uint64_t scatter_long(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

static uint64_t next_of(void *state)
{
    return scatter_long(*(uint64_t *)state += 0x9e3779b97f4a7c15);
}

static void set_state(void *state, unsigned long seed)
{
    *(uint64_t *)state = seed;
}

static unsigned long get_high_half(void *state)
{
    return (unsigned long)(next_of(state) >> 32);
}

static double get_ratio(void *state)
{
    return (double)(next_of(state) >> 11) * 0x1p-53;
}

static const gsl_rng_type splitmix = {"splitmix64", 0xffffffff,    0,        sizeof(uint64_t),
                                      set_state,    get_high_half, get_ratio};

struct wf_random *wf_random_new_counted(uint64_t seed, const char *purpose)
{
    struct wf_random *random = wf_calloc(1, sizeof *random);
    random->generator = gsl_rng_alloc(&splitmix);
    random->indexed = random->counted = true;
    random->key = scatter_long(seed + scatter_long(wf_hash(purpose, strlen(purpose))));
    wf_random_seek(random, 0);
    return random;
}

void wf_random_seek(struct wf_random *random, uint64_t index)
{
    assert(random->indexed);
    if (random->counted) { /* the factor is odd: no two indices share a start */
        *(uint64_t *)random->generator->state =
            scatter_long(random->key + index * 0xd1342543de82ef95);
        return;
    }
    uint64_t folded = index + (index >> 32) * 0x9e3779b9;
    /* scattered before the base is added: the sub-streams of two purposes are not those of one,
     * shifted by some devices */
    gsl_rng_set(random->generator, scatter(scatter((uint32_t)folded) + random->base));
}
