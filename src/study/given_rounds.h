/* A number of rounds that two deployments give alike, though not for the same settings. */
#ifndef WF_STUDY_GIVEN_ROUNDS_H
#define WF_STUDY_GIVEN_ROUNDS_H

struct wf_scenario;

/** Do two deployments of one paradigm give the same number of rounds, but settings on which the
 *  number depends differ: cohort, local work, drop-outs, kind of data ..? Then it was stated for
 * one of them at most. @return what differs, "active 10 and 5"; caller frees. NULL: nothing, or a
 *  number is not given in the deployment */
char *wf_given_rounds_reused(const struct wf_scenario *a, const struct wf_scenario *b);

#endif
