/* Break-even: how many rounds a deployment may take before it uses as much energy as another. */
#ifndef WF_STUDY_BREAK_EVEN_H
#define WF_STUDY_BREAK_EVEN_H

#include "account/summary.h"

/** In the unit of the prop 'rounds' (or 'epochs') of the deployment: a run with that prop uses the
 *  energy of the reference. Of several trainings it is the number of each; of the first alone if
 *  the deployment gives 'later-rounds'. */
struct wf_break_even {
    double rounds;       /**< NaN: its energy does not depend on rounds; < 1: never below */
    double own_ratio;    /**< rounds / the rounds it takes now */
    double epochs_ratio; /**< data passes at break-even / data passes of the reference */
};

/** Where the energy of @p summary, as a function of its rounds, equals that of @p reference.
 *
 *  Up to the rounds that were run, their energies are added up. Further rounds cost the mean of the
 *  second half of those that were run, with evaluation and without, each on its own; evaluations
 *  fall where their schedule says. Trials grow with the rounds. Between two rounds a straight line.
 *  Limits: more rounds than were run meet the same devices, drop-outs and grids. */
struct wf_break_even wf_break_even_of(const struct wf_summary *reference,
                                      const struct wf_summary *summary);

#endif
