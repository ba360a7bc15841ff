/* When a training evaluates, on how much: by rounds or by passes over the data. */
#ifndef WF_SCENARIO_EVALUATION_H
#define WF_SCENARIO_EVALUATION_H

#include <stdbool.h>

struct wf_resolver;
struct wf_scenario;

/** Report leading actors that give both 'evaluation-period' and 'evaluation-passes', and tell their
 *  schedules how many passes a round brings. What stands on the command line replaces the other one
 *  of the file. */
void wf_evaluation_resolve(struct wf_resolver *resolver);

/** What is evaluated, in a unit that all paradigms share. */
struct wf_evaluation {
    double samples; /**< of one evaluation, all who evaluate together; 0: there is none */
    double period_passes, start_passes; /**< over the data of a training; NaN: there is none */
    double round_passes;                /**< that a round brings: an evaluation can only end one */
};
struct wf_evaluation wf_evaluation_of(const struct wf_scenario *scenario);
/** Are both the same per pass over the data: samples and period; and does the first come at the
 *  same pass, but for the round that it has to wait for? */
bool wf_evaluation_is_same(const struct wf_evaluation *a, const struct wf_evaluation *b);

#endif
