#include "statistics/sequence.h"
#include "base/err.h"
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <string.h>

/* Points follow each other by Gray's code (Antonov and Saleev 1979): from point 2^j - 1 to 2^j only
 * direction number j is added. */
uint32_t *wf_sequence_directions(unsigned bits)
{
    uint32_t *directions = wf_calloc(WF_SEQUENCE_DIMENSIONS * WF_SEQUENCE_BITS, sizeof *directions);
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, WF_SEQUENCE_DIMENSIONS);
    double before[WF_SEQUENCE_DIMENSIONS] = {0}, point[WF_SEQUENCE_DIMENSIONS];
    unsigned bit = 0;
    for (uint32_t number = 1; bit < bits; number++) {
        gsl_qrng_get(sequence, point);
        if (number == UINT32_C(1) << bit) {
            for (size_t d = 0; d < WF_SEQUENCE_DIMENSIONS; d++)
                directions[d * WF_SEQUENCE_BITS + bit] =
                    (uint32_t)ldexp(before[d], WF_SEQUENCE_BITS) ^
                    (uint32_t)ldexp(point[d], WF_SEQUENCE_BITS);
            bit++;
        }
        memcpy(before, point, sizeof point);
    }
    gsl_qrng_free(sequence);
    return directions;
}

double wf_sequence_value(const uint32_t *directions, uint32_t dimension, uint32_t number)
{
    uint32_t code = number ^ number >> 1, value = 0;
    for (unsigned bit = 0; code != 0; bit++, code >>= 1)
        if (code & 1)
            value ^= directions[dimension * WF_SEQUENCE_BITS + bit];
    return ldexp(value, -WF_SEQUENCE_BITS);
}
