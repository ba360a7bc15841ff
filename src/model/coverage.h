/* How evenly learners took part: selection by speed or energy and drop-outs bias what is learned
 * (ruling 17). */
#ifndef WF_MODEL_COVERAGE_H
#define WF_MODEL_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

/** Share of learners with at least one turn. @p count >= 1. */
double wf_coverage_learners(const uint32_t *turns, size_t count);
/** Share of the samples held that were trained on. @p seen: by learner, each pass counted; beyond
 * what it holds it sees the same again. */
double wf_coverage_samples(const double *seen, const uint64_t *held, size_t count);
/** Gini index of @p count values >= 0: 0 if all are equal, close to 1 if one value has nearly
 *  everything; NaN if all are 0. Sorts @p values. */
double wf_coverage_gini(double *values, size_t count);

#endif
