/* How certain the rounds of a point are, on which all that it comes to depends. */
#ifndef WF_OPTIMUM_CERTAINTY_H
#define WF_OPTIMUM_CERTAINTY_H

#include "optimum/trials.h"
#include "sweep/sweep.h"

struct wf_certainty {
    bool known;       /**< its scenario could be built again */
    double rounds;    /**< or epochs */
    double low, high; /**< 95 % interval; NaN: none is stated */
    uint32_t word;    /**< enum wf_provenance */
    const char *unit; /**< "rounds" */
    bool first;       /**< of the first of several trainings */
};

struct wf_certainty wf_certainty_of(const struct wf_sweep *sweep, const struct wf_trial *trial);

#endif
