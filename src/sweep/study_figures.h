/* The figures of a study: each once, with the deployments that have it, and what names all on the
 * platform that have it. */
#ifndef WF_SWEEP_STUDY_FIGURES_H
#define WF_SWEEP_STUDY_FIGURES_H

#include "scenario/figure.h"
#include "study/study.h"

/** A figure, and the deployments that have it. */
struct wf_study_figure {
    struct wf_figure figure; /**< borrows of its list */
    bool *of;                /**< by deployment */
    bool differs;            /**< another deployment gives the key another value */
    bool drawn;              /**< it is a factor already */
};

struct wf_study_figures {
    const struct wf_study *study;
    struct wf_study_figure *items;
    size_t count;
    struct wf_figure_list *lists; /**< of each deployment */
};

/** @param study  loaded; borrowed */
void wf_study_figures_make(const struct wf_study *study, struct wf_study_figures *figures);
void wf_study_figures_release(struct wf_study_figures *figures);

/** Is it one of a host, a zone, a learner ..? */
bool wf_study_figure_is_of(const struct wf_figure *figure, const char *target);
/** Of its target: what stands behind the first dot; NULL: nothing. */
const char *wf_study_figure_glob(const struct wf_figure *figure);
/** The site of the first host, link or zone that a figure names; NULL: none. */
const struct wf_site *wf_study_figure_site(const struct wf_platform *platform,
                                           const struct wf_figure *figure);
/** Do globs, with '|' between, name all hosts, links or zones that the target of a figure names? A
 *  <cluster> may be named by its id. */
bool wf_study_figure_names_all(const struct wf_platform *platform, const struct wf_figure *figure,
                               const char *globs);
/** What names all hosts, or links, of the platform that have a figure as it is, of which some take
 *  part: a glob, or their names with '|' between; NULL: they are too many. Caller frees. */
char *wf_study_figure_names(const struct wf_platform *platform, const struct wf_figure *figure);
/** Key of the figure with these names. Caller frees. */
char *wf_study_figure_key(const struct wf_figure *figure, const char *names);
/** The first scenario that has it. */
const struct wf_scenario *wf_study_figure_scenario(const struct wf_study *study,
                                                   const struct wf_study_figure *figure);
/** Do all deployments that have such actors, or that workload, have the figure alike? */
bool wf_study_figure_is_of_all(const struct wf_study *study, const struct wf_study_figure *figure);
/** Is it a number of rounds, or epochs? */
bool wf_study_figure_is_rounds(const struct wf_figure *figure);

#endif
