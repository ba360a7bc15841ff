/* How much an aggregation advances the training when updates are old, or some are missing. 1 is a
 * round as the workload was measured: fresh updates from all selected learners. */
#ifndef WF_MODEL_PROGRESS_H
#define WF_MODEL_PROGRESS_H

/** Worth of one update that was computed on a model @p staleness aggregations old, against a fresh
 *  one: factor^staleness.
 *  @param staleness         >= 0; 0 is fresh
 *  @param staleness_factor  worth kept each aggregation, 0 to 1; NaN counts as 1: age costs nothing
 *  @return 0 to 1
 *  Why: the older an update, the less its gradient fits the current model; asynchronous methods
 *  reduce its weight by a function of its age (Xie, Koyejo, Gupta, "Asynchronous Federated
 *  Optimization", 2019: polynomial or hinge). The exponential is our choice: one parameter, and
 *  ages add up. Limits: the factor is not universal. It depends on the model, the learning rate and
 *  how the data differ; a factor that was not fitted on a measured run is assumed. */
double wf_progress_update(double staleness, double staleness_factor);

/** Progress of one aggregation, in rounds as they were measured.
 *
 *  @param received        updates aggregated, >= 0
 *  @param expected        updates that a round as measured has, > 0
 *  @param missing_factor  rounds lost when all are missing, in proportion; >= 0; NaN counts as 0:
 *                         fewer updates lose nothing
 *  @param weight_sum      sum of wf_progress_update over the updates received
 *  @return (weight_sum / received) x max(0, 1 - missing_factor x (1 - received / expected)):
 *          the mean worth of the updates received, less the loss from missing ones; 0 if none
 *  arrived; more updates than expected change nothing Limits: linear in what is missing, which
 *  holds for some missing at random, not when the same learners are always missing (see
 *  coverage.h); the true loss of a round is convex. */
double wf_progress_round(double received, double expected, double missing_factor,
                         double weight_sum);

#endif
