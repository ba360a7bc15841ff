/* How much an aggregation advances the training when updates are old, or some did not arrive:
 * what rounds of a workload were measured with (fresh updates of all that were asked) is 1. */
#ifndef WF_MODEL_PROGRESS_H
#define WF_MODEL_PROGRESS_H

/** Worth of one update that was computed on a model @p staleness aggregations old, against a fresh
 *  one: factor^staleness.
 *  @param staleness         >= 0; 0 is fresh
 *  @param staleness_factor  worth kept each aggregation, 0 to 1; NaN counts as 1: age costs nothing
 *  @return 0 to 1
 *  Why: the staler an update, the less of its gradient points where the model now has to go;
 *  asynchronous methods weigh it down by a falling function of its age (Xie, Koyejo, Gupta,
 *  "Asynchronous Federated Optimization", 2019: polynomial or hinge). The exponential is ours: one
 *  parameter, and ages add up. Limits: the factor is no constant of nature. It depends on model,
 *  learning rate and how the data differ; one that was not fitted on a measured run is assumed. */
double wf_progress_update(double staleness, double staleness_factor);

/** Progress of one aggregation, in rounds as they were measured.
 *
 *  @param received        updates aggregated, >= 0
 *  @param expected        updates that a round as measured has, > 0
 *  @param missing_factor  rounds lost when all are missing, in proportion; >= 0; NaN counts as 0:
 *                         fewer updates lose nothing
 *  @param weight_sum      sum of wf_progress_update over the updates received
 *  @return (weight_sum / received) x max(0, 1 - missing_factor x (1 - received / expected)):
 *          the mean worth of what came, less what did not come; 0 where nothing came; nothing is
 *          lost, and nothing won, by more than were expected
 *  Limits: linear in what is missing, which holds for some missing at random, not when the same
 *  learners are always missing (see coverage.h); the true loss of a round is convex. */
double wf_progress_round(double received, double expected, double missing_factor,
                         double weight_sum);

#endif
