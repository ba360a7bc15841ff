/* Rounds, epochs and passes over the data as factors that nobody names. */
#ifndef WF_SWEEP_AUTOMATIC_ROUNDS_H
#define WF_SWEEP_AUTOMATIC_ROUNDS_H

#include "sweep/automatic_add.h"

/** Rounds, or epochs, of one figure. @return why they stay fixed, or NULL */
const char *wf_automatic_add_rounds(const struct wf_automatic *automatic,
                                    struct wf_study_figure *figure);
/** Epochs that passes refer to, also where no deployment trains in one place. */
void wf_automatic_add_reference(const struct wf_automatic *automatic);
/** The law of passes holds for all deployments whose passes follow from it: its parameters are
 *  drawn once. */
void wf_automatic_add_passes_law(const struct wf_automatic *automatic);

#endif
