/* Figures of one fit as factors that nobody names: drawn together. */
#ifndef WF_SWEEP_AUTOMATIC_FITS_H
#define WF_SWEEP_AUTOMATIC_FITS_H

#include "sweep/automatic_add.h"

/** Add the fitted figures that a fit has which a host names (prop 'fit'); they are marked as drawn.
 *  What is wrong with a fit is reported in its line. Figures that a fit does not have stay as they
 *  were. */
void wf_automatic_add_fits(struct wf_automatic *automatic, struct wf_diag *diag);

#endif
