/* Deployments side by side: values, ratios to the first, who needs least and why. */
#ifndef WF_STUDY_COMPARISON_H
#define WF_STUDY_COMPARISON_H

#include "study/break_even.h"
#include "study/equal_terms.h"
#include "study/study.h"

/** What is compared; each has one row of the table, and a least. */
enum wf_compared { WF_COMPARE_ENERGY, WF_COMPARE_CARBON, WF_COMPARE_TIME, WF_COMPARED_COUNT };

struct wf_comparison {
    const struct wf_study *study;
    size_t best[WF_COMPARED_COUNT]; /**< SIZE_MAX: unknown for some */
    size_t second;                  /**< next best in energy */
    bool assumed;                   /**< some number of rounds or epochs is assumed */
    bool rounds_open; /**< a number of rounds leaves open who uses less: it is assumed, interpolated
                         between two rows, or the break-even lies in its interval */
    struct wf_equal_terms terms; /**< what must be the same before one is called better */
    size_t winner; /**< SIZE_MAX: unequal terms, rounds that leave it open, or as much energy */
    bool only_evaluation; /**< nothing else is unequal: energy without evaluation leads */
    bool breaks_even;     /**< rounds leave it open, and all other terms equal: break-even leads */
    struct wf_break_even *break_even; /**< one a deployment, against the first */
    /* why the best in energy beats the second: where the difference lies */
    const char *cause_kind;
    double cause_kind_j;
    enum wf_phase cause_phase;
    double cause_phase_j;
};

/** Is it one workload? Another is an error in study->diag; whatever else differs is an unequal
 * term.
 *  @return 0, or -1 with WF_EINPUT. */
int wf_comparison_check(struct wf_study *study, struct wf_err *err);

/** Compare a study that has run. */
void wf_comparison_make(const struct wf_study *study, struct wf_comparison *comparison);
void wf_comparison_release(struct wf_comparison *comparison);

/** Names that distinguish deployments in sentences, one each. */
struct wf_comparison_names {
    char **items;
    size_t count;
};
/** The labels of the deployments: for a page with a legend. */
void wf_comparison_labels(const struct wf_comparison *comparison,
                          struct wf_comparison_names *names);
void wf_comparison_names_release(struct wf_comparison_names *names);

/** The verdict: who uses least energy. Unequal terms come first, a line each, and nobody wins.
 * Where rounds leave it open, of two deployments the break-even comes first (ruling 15). */
void wf_comparison_verdict(const struct wf_comparison *comparison,
                           const struct wf_comparison_names *names, struct wf_buffer *out);
/** Lines that explain it: where the difference lies, least carbon, least time. */
void wf_comparison_reasons(const struct wf_comparison *comparison,
                           const struct wf_comparison_names *names, struct wf_buffer *out);
/** A line a deployment after the first: below how many rounds it uses less energy. */
void wf_comparison_break_evens(const struct wf_comparison *comparison,
                               const struct wf_comparison_names *names, struct wf_buffer *out);
/** Verdict and reasons, and the break-evens where rounds leave it open, with names of files. */
void wf_comparison_sentence(const struct wf_comparison *comparison, struct wf_buffer *out);
/** The page for people, @p width columns wide: verdict, legend, table, reasons. */
void wf_comparison_text(const struct wf_comparison *comparison, size_t width,
                        struct wf_buffer *out);
/** JSON "wattfleet.compare/1", CSV with a row a deployment. */
void wf_comparison_json(const struct wf_comparison *comparison, struct wf_buffer *out);
void wf_comparison_csv(const struct wf_comparison *comparison, struct wf_buffer *out);

/** Value of a compared quantity in one run; NaN unknown. */
double wf_compared_value(const struct wf_summary *summary, enum wf_compared what);

#endif
