/* Sobol's sequence by number: GSL's, which itself only goes forward. */
#ifndef WF_STATISTICS_SEQUENCE_H
#define WF_STATISTICS_SEQUENCE_H

#include <stdint.h>

enum { WF_SEQUENCE_DIMENSIONS = 40, WF_SEQUENCE_BITS = 30 };

/** Numbers from which points 0 to 2^@p bits - 1 follow, WF_SEQUENCE_DIMENSIONS x WF_SEQUENCE_BITS,
 *  read off GSL's own points in 2^@p bits steps; caller frees. */
uint32_t *wf_sequence_directions(unsigned bits);
/** Coordinate @p dimension, of 0 to 39, of point @p number, below 2^bits; point 0 is the origin,
 * and GSL's first is number 1. */
double wf_sequence_value(const uint32_t *directions, uint32_t dimension, uint32_t number);

#endif
