/* One run for people: a page that says first what it cost, then where the energy went, then what
 * was done for it and how far to trust it. */
#ifndef WF_OUTPUT_REPORT_H
#define WF_OUTPUT_REPORT_H

#include "account/summary.h"
#include "base/text.h"

/** Add the page, at most 100 columns wide: values in scaled units with 4 digits at most, largest
 *  parts first, `-` for what is unknown with the reason beside it. */
void wf_report_text(const struct wf_summary *summary, struct wf_buffer *out);

/** The first line of the page: what ran where, and its time, energy and carbon. */
void wf_report_headline(const struct wf_summary *summary, struct wf_buffer *out);

#endif
