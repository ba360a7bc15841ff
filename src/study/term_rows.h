/* The terms that two deployments have: how each reads, when it is the same, what to say where it is
 * not. A new term is one row. */
#ifndef WF_STUDY_TERM_ROWS_H
#define WF_STUDY_TERM_ROWS_H

#include "study/study.h"

/** One term. Its functions are pure. */
struct wf_term_row {
    const char *name;
    bool is_choice;
    bool each_pair; /**< two of the same value may differ beside a third */
    void (*value)(const struct wf_summary *summary, struct wf_buffer *out);
    /** NULL: the same text */
    bool (*same)(const struct wf_summary *a, const struct wf_summary *b);
    /** What differs between two deployments; NULL: their values say it */
    void (*why)(const struct wf_study *study, size_t a, size_t b, struct wf_buffer *out);
};
extern const struct wf_term_row wf_term_rows[]; /**< ended by a row without a name */

#endif
