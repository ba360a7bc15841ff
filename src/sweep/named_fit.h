/* The fit that hosts name in their prop 'fit': its rows, and whether it is of this platform. */
#ifndef WF_SWEEP_NAMED_FIT_H
#define WF_SWEEP_NAMED_FIT_H

#include "fit/fit_table.h"
#include "platform/platform.h"
#include "sweep/factor_key.h"

struct wf_named_fit {
    const char *name; /**< as hosts name it; borrowed */
    struct wf_fit_table table;
    struct wf_factor_key *parts; /**< of each row */
    bool *own;                   /**< of each: a figure of the hosts that name the fit? */
};

/** Read it from the platform's folder.
 *  @param host  that names it, at @p line
 *  @return 0, or -1 after mistakes, which are reported in their line: it cannot be read, is no fit,
 *  has a key that is none, or of a pstate that a host which names it has not. Release in both
 *  cases. */
int wf_named_fit_load(struct wf_named_fit *fit, const char *name,
                      const struct wf_platform *platform, const char *host, uint32_t line,
                      struct wf_diag *diag);
void wf_named_fit_release(struct wf_named_fit *fit);

/** Load all that hosts of the platform name, and hold them against the fitted figures of these: one
 *  that differs is reported. */
void wf_named_fits_check(const struct wf_platform *platform, struct wf_diag *diag);

#endif
