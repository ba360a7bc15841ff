/* How evenly learners took part: selection by speed or energy and drop-outs bias what is learned
 * (ruling 17). */
#ifndef WF_MODEL_COVERAGE_H
#define WF_MODEL_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

/** Share of learners with at least one turn. @p count >= 1. */
double wf_coverage_learners(const uint32_t *turns, size_t count);
/** Share of samples held by learners with at least one turn. */
double wf_coverage_samples(const uint32_t *turns, const uint64_t *samples, size_t count);
/** Gini index of @p count values >= 0: 0 if all are equal, close to 1 if one value has nearly
 *  everything; NaN if all are 0. Sorts @p values. */
double wf_coverage_gini(double *values, size_t count);

#endif
