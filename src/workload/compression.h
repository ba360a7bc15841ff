/* By what factor an exchange that is compressed lengthens a training: the <compression> rows of a
 * workload. A row holds for exactly its bits and shares; for others the factor is unknown. */
#ifndef WF_WORKLOAD_COMPRESSION_H
#define WF_WORKLOAD_COMPRESSION_H

#include "workload/convergence_reader.h"

/** Read one <compression>; its mistakes go to the reader's diag. */
void wf_compression_read(struct wf_convergence_reader *reader,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line);

/** Report rows that compress nothing, and rows that are alike. Both depend on bytes-per-parameter,
 *  so that it is done when a scenario is built. */
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
