/* Speed and watts measured batch by batch (ruling 4): a small batch does not fill an accelerator.
 */
#ifndef WF_PLATFORM_BATCH_LIST_H
#define WF_PLATFORM_BATCH_LIST_H

#include "platform/site.h"

/** Speed of a core at @p batch, by a host's `speed_by_batch`: a list of WORKLOAD:BATCH:SPEED, as in
 *  "resnet50:8:1.2Gf, resnet50:64:3Gf". Between the two nearest batches measured it follows
 *  wf_batch_between; outside them there is none.
 *  @param workload  its id; the list may say nothing of it
 *  @param[out] speed_flop_per_s  untouched without rows of this workload
 *  @return 0; -1 with @p why (to free): an item is no such triple, or the batch is not between
 * those measured */
int wf_batch_speed(const char *list, const char *workload, double batch, double *speed_flop_per_s,
                   char **why);
/** Does a list (NULL: none) say anything of @p workload? A mistake in it counts as something. */
bool wf_batch_lists(const char *list, const char *workload);
/** Watts while computing at @p batch, by a host's `wattage_by_batch`: a list of
 *  WORKLOAD:BATCH:WATTS. Each of its batches has a speed in `speed_by_batch`.
 *  @param[out] power_w  untouched without rows of this workload
 *  @return 0; -1 with @p why (to free): as above, or there is no speed of a batch */
int wf_batch_wattage(const struct wf_site *site, const char *workload, double batch,
                     double *power_w, char **why);

#endif
