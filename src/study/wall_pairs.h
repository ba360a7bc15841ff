/* Runs measured by both a software meter and a meter at the wall. They give the factor that turns
 * joules of the first into joules at the wall (docs/tables.md). */
#ifndef WF_STUDY_WALL_PAIRS_H
#define WF_STUDY_WALL_PAIRS_H

#include "base/diag.h"
#include "base/text.h"
#include "fit/wall.h"
#include <json-c/json.h>
#include <stdbool.h>

/** The fits to a CSV with one column of a software meter and one of a meter at the wall. The name
 * of the first begins with software, nvml, rapl or codecarbon, that of the second with wall,
 * wattmeter or external, in upper or lower case. Both end in the same unit. Other columns are
 * ignored; rows without both values are left out. */
struct wf_wall_pairs {
    char *path;
    char *software, *wall;        /**< names of the columns */
    struct wf_wall ratio;         /**< wall = factor x software */
    struct wf_wall with_constant; /**< wall = factor x software + constant */
    bool has_constant;            /**< the rows determine a constant */
};

/** Read the table and fit. Its mistakes go to @p diag.
 *  @return 0, or -1 with @p err: WF_EIO it cannot be read, WF_EINPUT the diag has errors or the
 * rows cannot be fitted. Release in both cases. */
int wf_wall_pairs_load(const char *path, struct wf_wall_pairs *pairs, struct wf_diag *diag,
                       struct wf_err *err);
/** Does the line with a constant predict unseen pairs so much better (three times, on average) that
 *  the ratio alone is no figure to write? */
bool wf_wall_pairs_needs_constant(const struct wf_wall_pairs *pairs);
void wf_wall_pairs_release(struct wf_wall_pairs *pairs);

/** Append the result for people, at most 100 columns wide. */
void wf_wall_pairs_text(const struct wf_wall_pairs *pairs, struct wf_buffer *out);
/** The result as an object, a new reference. */
struct json_object *wf_wall_pairs_json(const struct wf_wall_pairs *pairs);

#endif
