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
 * wattmeter or external, in upper or lower case. Both end in the same unit. A column `time_s` or
 * `duration_s` makes the constant one of watts; so do units of power. Other columns are ignored;
 * rows without all values are left out. */
struct wf_wall_pairs {
    char *path;
    char *software, *wall;        /**< names of the columns */
    struct wf_wall ratio;         /**< wall = factor x software */
    struct wf_wall with_constant; /**< wall = factor x software + constant (x time) */
    bool has_constant;            /**< the rows determine a constant */
    bool constant_is_watts; /**< the table tells times, or powers; else it is an amount a run */
};

/** Read the table and fit. Its mistakes go to @p diag.
 *  @return 0, or -1 with @p err: WF_EIO it cannot be read, WF_EINPUT the diag has errors or the
 * rows cannot be fitted. Release in both cases. */
int wf_wall_pairs_load(const char *path, struct wf_wall_pairs *pairs, struct wf_diag *diag,
                       struct wf_err *err);
/** Does the line with a constant predict unseen pairs better, on average? */
bool wf_wall_pairs_line_is_better(const struct wf_wall_pairs *pairs);
/** The fit whose figures are those of a host: the better one, but a line only if its constant is
 * one of watts, and not below 0. */
const struct wf_wall *wf_wall_pairs_chosen(const struct wf_wall_pairs *pairs);
void wf_wall_pairs_release(struct wf_wall_pairs *pairs);

/** Append the result for people, at most 100 columns wide. */
void wf_wall_pairs_text(const struct wf_wall_pairs *pairs, size_t width, struct wf_buffer *out);
/** The result as an object, a new reference. */
struct json_object *wf_wall_pairs_json(const struct wf_wall_pairs *pairs);

#endif
