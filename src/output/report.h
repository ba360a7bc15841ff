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

/** Energy in the unit of electricity bills, Wh to TWh: "0.0945 kWh"; "-" when NaN.
 *  @p size >= 32. */
const char *wf_report_kwh(double energy_j, char *text, size_t size);
/** @p part of @p whole in percent with one decimal: "91.8 %", "< 0.1 %", "0 %"; "-" where there
 *  is no whole. @p size >= 32. */
const char *wf_report_share(double part, double whole, char *text, size_t size);

#endif
