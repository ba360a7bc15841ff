/* How evenly learners took part: selection by speed or energy and drop-outs bias what is learned
 * (ruling 17). */
#ifndef WF_MODEL_COVERAGE_H
#define WF_MODEL_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

/* Only those that took part are listed: of a fleet of 10^8 few do. */

/** Share of learners with at least one turn.
 *  @param turns  of @p count learners; the others of @p all (>= 1) had none */
double wf_coverage_learners(const uint32_t *turns, size_t count, double all);
/** Share of @p total samples that were trained on.
 *  @param seen  by learner, each pass counted; beyond what it holds (@p held) it sees the same
 *               again */
double wf_coverage_samples(const double *seen, const uint64_t *held, size_t count, double total);
/** Gini index of @p count values >= 0 and @p zeros more that are 0: 0 if all are equal, close to 1
 *  if one value has nearly everything; NaN if all are 0. Sorts @p values. */
double wf_coverage_gini(double *values, size_t count, double zeros);

#endif
