/* A decision, for people and for programs. */
#ifndef WF_DECISION_REPORT_H
#define WF_DECISION_REPORT_H

#include "base/text.h"
#include "decision/contrast.h"
#include "decision/decision.h"
#include "decision/division.h"
#include "decision/frontier.h"
#include "study/equal_terms.h"

/** What a page shows. */
struct wf_decision_page {
    const struct wf_study *study;       /**< loaded */
    const struct wf_equal_terms *terms; /**< unequal ones: all else is NULL */
    const struct wf_decision *decision;
    const struct wf_contrast *contrast;
    const struct wf_division *division;
    const struct wf_frontier *frontier; /**< NULL: of one factor, or of many */
};

/** Did --max-time end it before all was played? */
bool wf_decision_page_is_partial(const struct wf_decision_page *page);

void wf_decision_text(const struct wf_decision_page *page, size_t width, struct wf_buffer *out);
/** JSON "wattfleet.decide/1". */
void wf_decision_json(const struct wf_decision_page *page, struct wf_buffer *out);
/** CSV: a row a factor. */
void wf_decision_csv(const struct wf_decision_page *page, struct wf_buffer *out);

#endif
