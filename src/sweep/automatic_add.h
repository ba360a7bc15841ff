/* Adding factors that nobody names to those that somebody did. */
#ifndef WF_SWEEP_AUTOMATIC_ADD_H
#define WF_SWEEP_AUTOMATIC_ADD_H

#include "sweep/automatic.h"
#include "sweep/belief.h"
#include "sweep/study_figures.h"

struct wf_automatic {
    struct wf_factors *factors;
    size_t named; /**< factors that were there */
    const struct wf_study *study;
    const struct wf_defaults *defaults;
    struct wf_fixed_figures *fixed; /**< may be NULL */
    struct wf_study_figures figures;
};

/** Why a figure stays as it is. */
extern const char wf_automatic_no_bounds[];

/** What the table of defaults is asked for a figure. */
struct wf_default_facts wf_automatic_facts(const struct wf_automatic *automatic,
                                           const struct wf_study_figure *figure);
/** Add the factor @p key. @return why it stays fixed, or NULL */
const char *wf_automatic_add(const struct wf_automatic *automatic, const char *key,
                             const struct wf_belief *belief, uint32_t word);
/** Does a factor that was there vary the figure, or @p prop of its target? */
bool wf_automatic_is_named(const struct wf_automatic *automatic, const struct wf_figure *figure,
                           const char *prop);
/** A key that sets all that have the figure; NULL: there is none. Caller frees. */
char *wf_automatic_key(const struct wf_automatic *automatic, const struct wf_study_figure *figure);
/** @p key as it is, for all deployments, or once for each that has the figure. Caller frees all. */
char **wf_automatic_keys(const struct wf_automatic *automatic, const struct wf_study_figure *figure,
                         const char *key, size_t *count);
/** The same as wf_automatic_add for a figure: once for all, or once for each deployment that has
 * it. */
const char *wf_automatic_add_keys(const struct wf_automatic *automatic,
                                  const struct wf_study_figure *figure, const char *key,
                                  const struct wf_belief *belief);
/** Is there a factor of this key? */
bool wf_factors_have(const struct wf_factors *factors, const char *key);

#endif
