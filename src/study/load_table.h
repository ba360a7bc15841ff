/* A table of load against power becomes the watts of a host: idle, the step of the first busy core,
 * and what each one adds. */
#ifndef WF_STUDY_LOAD_TABLE_H
#define WF_STUDY_LOAD_TABLE_H

#include "base/text.h"
#include "file/edit.h"
#include "fit/load.h"
#include "platform/platform.h"

/** A CSV: column busy_cores, busy_gpus or busy, and power_w or above_idle_w; others are passed
 *  over, rows without both are left out. */
struct wf_load_table {
    char *path;
    struct wf_load_row *rows;
    uint32_t *lines;
    size_t count;
    bool above_idle; /**< the watts are */
    bool gpus;       /**< what is busy are accelerators, not cores */
};

/** What is wrong in the table goes to @p diag. @return 0, or -1 with @p err: it cannot be read, or
 *  (WF_EINPUT) the diag has errors. Release in both cases. */
int wf_load_table_load(const char *path, struct wf_load_table *table, struct wf_diag *diag,
                       struct wf_err *err);
void wf_load_table_release(struct wf_load_table *table);

/** Where the watts go. */
struct wf_load_target {
    const char *host;
    const struct wf_host_class *class;
    uint32_t pstate;
    double full; /**< cores, or accelerators, that are busy at full load */
};

/** Find the host, and the pstate of @p workload; NULL: its only one.
 *  @return 0, or -1 with WF_EINPUT: no such host (the nearest is named), no such workload, several
 *  pstates and none named, no watts. */
int wf_load_target_find(const struct wf_load_table *table, const struct wf_platform *platform,
                        const char *host, const char *workload, struct wf_load_target *target,
                        struct wf_err *err);
/** Idle:Epsilon:AllCores of the target: idle as fitted, or as the platform has it where the table
 *  is above idle; Epsilon: with the step of the first; AllCores: with all of them busy. */
struct wf_watts wf_load_watts(const struct wf_load *load, const struct wf_load_target *target);
/** Write them; of a host of a catalogue also that they were fitted, and the largest error of
 *  leaving a row out. */
int wf_load_edit(const struct wf_load *load, const struct wf_load_target *target,
                 struct wf_edit *edit, struct wf_err *err);

/** For people, at most 100 columns wide; and `wattfleet.load/1`. @p target: NULL where the watts go
 *  nowhere. */
void wf_load_text(const struct wf_load_table *table, const struct wf_load *load,
                  const struct wf_load_target *target, struct wf_buffer *out);
void wf_load_json(const struct wf_load_table *table, const struct wf_load *load,
                  const struct wf_load_target *target, struct wf_buffer *out);

#endif
