/* One run for people: a page that first states the cost, then where the energy went, then the work
 * done for it and how far to trust the result. */
#ifndef WF_OUTPUT_REPORT_H
#define WF_OUTPUT_REPORT_H

#include "account/summary.h"
#include "base/text.h"

struct wf_report_style {
    size_t width; /**< columns of the page */
    bool verbose; /**< show the audit in full */
};

/** Append the page to @p out. Values are in scaled units with at most 4 digits, the largest parts
 *  first. An unknown value is `-`, with the reason beside it. */
void wf_report_text(const struct wf_summary *summary, const struct wf_report_style *style,
                    struct wf_buffer *out);

#endif
