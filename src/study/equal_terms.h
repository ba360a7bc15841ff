/* The terms of a comparison: what must be the same in two deployments before one of them can be
 * called better (ruling 16), and what may differ but has to be said. One table, a row a term. */
#ifndef WF_STUDY_EQUAL_TERMS_H
#define WF_STUDY_EQUAL_TERMS_H

#include "study/study.h"

struct wf_equal_term {
    const char *name;
    bool is_choice; /**< may differ: it is said, not judged */
    bool equal;
    char **values; /**< one a deployment, as text */
    char *why;     /**< what differs, a sentence part with the labels; NULL: it is equal */
};

struct wf_equal_terms {
    struct wf_equal_term *items;
    size_t count, deployment_count;
    size_t unequal; /**< terms that are judged, and differ */
};

/** Put the terms of a study that has run side by side, each deployment beside those before it.
 * Release the result. */
void wf_equal_terms_make(const struct wf_study *study, struct wf_equal_terms *terms);
void wf_equal_terms_release(struct wf_equal_terms *terms);
/** Does a judged term of this name differ? */
bool wf_equal_terms_differ(const struct wf_equal_terms *terms, const char *name);

#endif
