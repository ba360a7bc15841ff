/* The figures of a fit with what they have in common, as a file: a CSV of one row a figure,
 *   key,value,error,freedom,speed.1,wattage_per_state.1.all
 *   speed.1,8.346e14,2.4e11,4,1,-0.93
 *   wattage_per_state.1.all,3270.5,4.1,4,-0.93,1
 * with its estimate, its standard error, its degrees of freedom (Student's t; inf: normal), and its
 * correlation with each. Numbers are in the base unit of the figure: flop/s, W, s. */
#ifndef WF_FIT_FIT_TABLE_H
#define WF_FIT_FIT_TABLE_H

#include "base/text.h"
#include "file/table.h"

/** Start zeroed. */
struct wf_fit_table {
    char *path;    /**< of the file it was read from; NULL: none */
    uint32_t line; /**< of its header */
    char **keys;
    uint32_t *lines; /**< of each row */
    double *value, *error, *freedom;
    double *correlation; /**< count x count, row by row */
    size_t count;
};

/** Is it a file of a fit, by its first columns? */
bool wf_fit_table_is(const struct wf_table *table);
/** Take over the rows of a file. Every mistake goes to @p diag with its line: a key twice, or
 *  without a column; a column without a row; an error below 0, less than 1 degree of freedom;
 *  correlations that are not symmetric, not 1 on the diagonal, or impossible together. Release in
 *  any case. */
void wf_fit_table_take(const struct wf_table *table, struct wf_fit_table *fit,
                       struct wf_diag *diag);
/** Read @p path. @return 0, or -1 with @p err: it cannot be read, or (WF_EINPUT) the diag has
 *  errors. Release in both cases. */
int wf_fit_table_read(const char *path, struct wf_fit_table *fit, struct wf_diag *diag,
                      struct wf_err *err);
void wf_fit_table_release(struct wf_fit_table *fit);
/** Index of a row; SIZE_MAX: there is none. */
size_t wf_fit_table_find(const struct wf_fit_table *fit, const char *key);
/** As a file has it; numbers read back to the same bits. */
void wf_fit_table_text(const struct wf_fit_table *fit, struct wf_buffer *out);

/** Parameters of a fit, from which its figures follow. */
struct wf_fit_law {
    size_t count;
    const double *covariance; /**< count x count */
    const double *freedom;    /**< of each */
};
/** Figures that follow from parameters, one by one. Start zeroed, with the law; what they have in
 *  common is by the delta method: covariance of figures = G C G', with G their derivatives. */
struct wf_fit_figures {
    struct wf_fit_law law;
    char **keys;
    double *value;
    double **derivatives; /**< of each by the parameters */
    size_t count;
};
/** Add a figure. Of a key that is there already, and of a figure whose value or error is not known
 *  (NaN), nothing is added.
 *  @param derivatives  by each parameter */
void wf_fit_figures_add(struct wf_fit_figures *figures, const char *key, double value,
                        const double *derivatives);
/** The least degrees of freedom of a figure's parameters are its own.
 *  @param[out] fit  release it */
void wf_fit_figures_table(const struct wf_fit_figures *figures, struct wf_fit_table *fit);
void wf_fit_figures_release(struct wf_fit_figures *figures);

#endif
