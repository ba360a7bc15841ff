/* A table of power by load, which becomes the watts of a host: idle, the step of the first busy
 * core, and the slope per busy core (docs/tables.md). */
#ifndef WF_STUDY_LOAD_TABLE_H
#define WF_STUDY_LOAD_TABLE_H

#include "base/text.h"
#include "file/edit.h"
#include "fit/load.h"
#include "platform/platform.h"
#include "study/fit_output.h"

/** The rows of a CSV with a column busy_cores, busy_gpus or busy, and a column power_w or
 * above_idle_w. Other columns are ignored; rows without both values are left out. */
struct wf_load_table {
    char *path;
    struct wf_load_row *rows;
    uint32_t *lines; /**< of each row in the file */
    size_t count;
    bool above_idle; /**< the watts are those above idle */
    bool gpus;       /**< the load is in accelerators, not cores */
};

/** Read the table. Its mistakes go to @p diag.
 *  @return 0, or -1 with @p err: WF_EIO it cannot be read, WF_EINPUT the diag has errors. Release
 * in both cases. */
int wf_load_table_load(const char *path, struct wf_load_table *table, struct wf_diag *diag,
                       struct wf_err *err);
void wf_load_table_release(struct wf_load_table *table);

/** The pstate of a host that gets the watts. */
struct wf_load_target {
    const char *host; /**< borrowed, as the class */
    const struct wf_host_class *class;
    uint32_t pstate;
    double full; /**< number of cores, or accelerators, at full load */
};

/** Find the host and its pstate of @p workload (NULL: its only pstate).
 *  @return 0, or -1 with @p err: WF_EINPUT no such host (the message names the nearest), no such
 *  workload, several pstates without a workload, no watts, or a row that is busier than the host */
int wf_load_target_find(const struct wf_load_table *table, const struct wf_platform *platform,
                        const char *host, const char *workload, struct wf_load_target *target,
                        struct wf_err *err);
/** Write the watts into the host. A host of a catalogue also gets `fitted` and its residual, the
 * largest error of a row that is predicted from the others.
 *  @param fit  gets the figures with what they have in common; the host names it
 *  @return 0, or -1 with @p err */
int wf_load_edit(const struct wf_load *load, const struct wf_load_target *target,
                 struct wf_edit *edit, struct wf_fit_output *fit, struct wf_err *err);

/** Append the result: as tables for people, @p width columns wide; as JSON, schema
 * `wattfleet.load/1`.
 *  @param target  NULL: the watts are not written into a host */
void wf_load_text(const struct wf_load_table *table, const struct wf_load *load,
                  const struct wf_load_target *target, size_t width, struct wf_buffer *out);
void wf_load_json(const struct wf_load_table *table, const struct wf_load *load,
                  const struct wf_load_target *target, struct wf_buffer *out);

#endif
