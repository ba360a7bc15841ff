/* A table of speed and power by batch, which becomes speed_by_batch and wattage_by_batch of a host
 * (docs/tables.md). */
#ifndef WF_STUDY_BATCH_TABLE_H
#define WF_STUDY_BATCH_TABLE_H

#include "base/text.h"
#include "file/edit.h"
#include "fit/batches.h"
#include "platform/platform.h"
#include "study/where.h"
#include <json-c/json.h>

/** Rows of a CSV. Columns: batch or batch_size; throughput_samples_per_s, or time_per_epoch, or
 *  time_s with samples or epochs; where there are, power_w or average_power, or energy_j. Others
 * are passed over, and rows without a batch. */
struct wf_batch_table {
    char *path;
    double epoch_samples; /**< NaN: not given */
    struct wf_batch_row *rows;
    uint32_t *lines; /**< of each row in the file */
    size_t count;
};

/** What is wrong in the table goes to @p diag.
 *  @param epoch_samples  samples of an epoch; NaN: not known
 *  @return 0, or -1 with @p err: it cannot be read, or (WF_EINPUT) the diag has errors. Release in
 *  both cases. */
int wf_batch_table_load(const char *path, const struct wf_where *where, size_t where_count,
                        double epoch_samples, struct wf_batch_table *table, struct wf_diag *diag,
                        struct wf_err *err);
void wf_batch_table_release(struct wf_batch_table *table);

/** Where the figures go. */
struct wf_batch_place {
    const char *host; /**< a pattern, as of calibrate --host */
    const char *workload;
    double flop_per_sample; /**< NaN: what the host says, an entry of a catalogue */
    const struct wf_platform *platform;
};

/** Write the figures into the hosts: those of other workloads in their lists stay.
 *  @return 0, or -1 with @p err (WF_EINPUT): no such host; flop a sample are not known; a host has
 *  no watts, or power of a batch is not between what it draws waiting and at full load */
int wf_batch_edit(const struct wf_batches *batches, const struct wf_batch_place *place,
                  struct wf_edit *edit, struct wf_err *err);

/** Append the result: as tables for people, @p width columns wide; as JSON, schema
 *  `wattfleet.batches/1`. */
void wf_batch_text(const struct wf_batches *batches, size_t width, struct wf_buffer *out);
/** The array of its batches, a new reference. */
struct json_object *wf_batch_json_array(const struct wf_batches *batches);
void wf_batch_json(const char *path, const struct wf_batches *batches, struct wf_buffer *out);

#endif
