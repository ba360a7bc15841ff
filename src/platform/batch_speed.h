/* Speed measured batch by batch (ruling 4): a small batch does not fill an accelerator. */
#ifndef WF_PLATFORM_BATCH_SPEED_H
#define WF_PLATFORM_BATCH_SPEED_H

/** Speed of a core at @p batch, by a host's `speed_by_batch`: a list of WORKLOAD:BATCH:SPEED, as in
 *  "resnet50:8:1.2Gf, resnet50:64:3Gf". Linear between the two nearest batches measured; outside
 *  them there is none.
 *  @param workload  its id; the list may say nothing of it
 *  @param[out] speed_flop_per_s  untouched without rows of this workload
 *  @return 0; -1 with @p why (to free): an item is no such triple, or the batch is not between
 * those measured */
int wf_batch_speed(const char *list, const char *workload, double batch, double *speed_flop_per_s,
                   char **why);

#endif
