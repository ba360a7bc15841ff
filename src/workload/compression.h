/* How many times the rounds a compressed exchange needs, by <compression> of the workload: exactly
 * as compressed there, or not known. */
#ifndef WF_WORKLOAD_COMPRESSION_H
#define WF_WORKLOAD_COMPRESSION_H

#include "workload/convergence_reader.h"

/** Read one <compression>, mistakes and all. */
void wf_compression_read(struct wf_convergence_reader *reader,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line);

/** Rows that compress nothing, or the same as another: once bytes-per-parameter is known. */
void wf_compression_check(const struct wf_workload *workload, struct wf_diag *diag);

/** The row for an exchange with these bits a parameter and shares of parameters sent; NaN (or the
 *  parameters' full precision, or a share of 1): not compressed in that respect.
 *  @return the row; one with rounds_factor 1 and no provenance (WF_CHOICE_UNSET) where nothing is
 *          compressed; NULL after filling @p why (to free) with the rows there are. The caller
 *          multiplies rounds, and rounds up. */
const struct wf_compression *wf_compression_find(const struct wf_workload *workload,
                                                 double uplink_bits, double uplink_share_ratio,
                                                 double downlink_bits, double downlink_share_ratio,
                                                 char **why);

#endif
