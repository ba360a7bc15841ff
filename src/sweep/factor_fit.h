/* Figures of a fit as factors that are drawn together: a multivariate Student's t, cut off at the
 * range of each prop, with one group for all of them. */
#ifndef WF_SWEEP_FACTOR_FIT_H
#define WF_SWEEP_FACTOR_FIT_H

#include "fit/fit_table.h"
#include "sweep/factor.h"

/** A row of a fit, as a factor of this key. Two keys of one row get the same value. */
struct wf_fit_use {
    size_t row;
    char *key;
};

/** Whose figures the rows of a fit are that do not say it. */
struct wf_fit_of {
    const char *host;       /**< name or glob, of those without a target; NULL: not said */
    const char *deployment; /**< its label, of those of a job; NULL: of all deployments */
};

/** Key of a row: one of --set as it stands ("server.round-overhead"), or a figure of the hosts that
 *  the fit is of ("speed.1"), to which they are added.
 *  @return the key, or NULL with @p why; to free */
char *wf_fit_key(const char *row, struct wf_fit_of of, char **why);

/** Add some rows of a fit. A row without error is none: it does not vary. Mistakes are reported in
 *  the line of their row, and nothing is added then: a key that is none, is no number, or is a
 *  factor already; an estimate out of the range of its prop.
 *  @return 0, or -1 after mistakes */
int wf_factors_add_fit(struct wf_factors *factors, const struct wf_fit_table *fit,
                       const struct wf_fit_use *uses, size_t count, struct wf_diag *diag);
/** The same of a whole file, as <factors> names it. */
int wf_factors_add_whole_fit(struct wf_factors *factors, const struct wf_fit_table *fit,
                             struct wf_fit_of of, struct wf_diag *diag);

/** Is @p value that of the fit? Files of a platform have five digits. */
bool wf_fit_is_value(double value, double fitted);
/** Do the figures stand as they were fitted? If not, the file is of another platform: reported in
 *  the line of its row. @pre resolved */
void wf_factors_check_fits(const struct wf_factors *factors, struct wf_diag *diag);

#endif
