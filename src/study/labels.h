/* Labels of the deployments of a study: A, B, C .., or names of the user's. A key of --set that
 * begins with one concerns that deployment alone. */
#ifndef WF_STUDY_LABELS_H
#define WF_STUDY_LABELS_H

#include "base/diag.h"
#include "prop/override.h"

struct wf_labels {
    char **items;   /**< as shown, one a deployment */
    char **letters; /**< A to Z, AA .. */
    size_t count;
};

/** Letters, with the names that @p given puts in their place: "B=federated". What is wrong with
 *  them is an error of "--label" in @p diag. Release in any case.
 *  @param given  @p given_count texts; may be NULL if there are none */
void wf_labels_init(struct wf_labels *labels, size_t count, const char *const *given,
                    size_t given_count, struct wf_diag *diag);
void wf_labels_release(struct wf_labels *labels);
/** Number of the deployment that @p name is the label, or the letter, of; SIZE_MAX: of none. */
size_t wf_labels_find(const struct wf_labels *labels, const char *name);
/** Report overrides with a label that no deployment has, or before a key of the platform, which is
 *  that of all deployments. @p overrides may be NULL. */
void wf_labels_check(const struct wf_labels *labels, const struct wf_overrides *overrides,
                     struct wf_diag *diag);
/** The overrides that concern one deployment: those without a label, and those with its own.
 *  @param[out] selected  borrows its items; free selected->items
 *  @param[out] numbers   of each its number in @p all; room for as many */
void wf_labels_select(const struct wf_labels *labels, const struct wf_overrides *all,
                      size_t deployment, struct wf_overrides *selected, size_t *numbers);

#endif
