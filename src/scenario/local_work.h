/* What one local training of a learner or peer is: passes over its samples, or a number of batches.
 */
#ifndef WF_SCENARIO_LOCAL_WORK_H
#define WF_SCENARIO_LOCAL_WORK_H

#include <stdint.h>

struct wf_resolver;

/** What one local training computes. */
struct wf_local_work {
    double samples; /**< each pass counted */
    double batches;
};
/** Of @p held samples: @p epochs passes over them in batches of @p batch (unset: all at once), or,
 *  where @p steps are set, so many batches, drawn in turn and from the first sample again after the
 *  last. */
struct wf_local_work wf_local_work(uint64_t held, uint64_t epochs, uint64_t steps, uint64_t batch);

/** Samples of its batch @p number, from 0. */
double wf_local_batch(uint64_t held, uint64_t steps, uint64_t batch, uint64_t number);

/** Report actors that give both 'local-epochs' and 'local-steps', or steps without a 'batch'. One
 * that stands on the command line replaces the other one of the file. */
void wf_local_work_resolve(struct wf_resolver *resolver);

#endif
