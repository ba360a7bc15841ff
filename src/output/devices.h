/* A catalogue of devices as a table: power and speed of each device on each workload. */
#ifndef WF_OUTPUT_DEVICES_H
#define WF_OUTPUT_DEVICES_H

#include "base/text.h"
#include "platform/device.h"
#include <json-c/json.h>

/** A device on one workload. NaN: not known. */
struct wf_device_row {
    const struct wf_host *host; /**< borrowed from the catalogue */
    struct wf_device_facts facts;
    double speed_flop_per_s; /**< of the whole device */
    double metered_w, wall_w,
        idle_w;          /**< busy, as metered and at the wall; cold idle at the wall */
    double idle_ratio;   /**< cold idle / busy */
    double j_per_sample; /**< at the wall, busy */
};

struct wf_device_table {
    const struct wf_platform *catalogue;
    struct wf_device_row *rows; /**< by workload, then most samples/J first, then device */
    size_t count;
};

/** Make one row per entry of the catalogue (host with samples per second) and pstate. The pstate of
 *  waiting (`idle_pstate`) gets no row. @p catalogue is borrowed until the release. */
void wf_device_table_make(const struct wf_platform *catalogue, struct wf_device_table *table);
void wf_device_table_release(struct wf_device_table *table);

/** The table for people. A page that is too narrow has fewer columns. */
void wf_device_table_text(const struct wf_device_table *table, size_t width, struct wf_buffer *out);
/** One row per row of the table; the columns are the keys of the JSON. */
void wf_device_table_csv(const struct wf_device_table *table, struct wf_buffer *out);
/** Schema "wattfleet.devices/1". @return a new reference */
struct json_object *wf_device_table_json(const struct wf_device_table *table);

#endif
