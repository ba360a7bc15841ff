/* Runs that a software meter and a meter at the wall have both measured: what the one is to be
 * multiplied with to say what the other would. */
#ifndef WF_STUDY_WALL_PAIRS_H
#define WF_STUDY_WALL_PAIRS_H

#include "base/diag.h"
#include "base/text.h"
#include "fit/wall.h"
#include <json-c/json.h>

/** A CSV with one column of a software meter, whose name begins with software, nvml, rapl or
 *  codecarbon, and one of the wall's: wall, wattmeter or external, in any case of letters; both of
 *  one unit, which ends their names. Others are passed over, rows without both are left out. */
struct wf_wall_pairs {
    char *path;
    char *software, *wall;        /**< names of the columns */
    struct wf_wall ratio;         /**< wall = factor x software */
    struct wf_wall with_constant; /**< wall = factor x software + constant */
    bool has_constant;            /**< the rows can tell one */
};

/** Read and fit. What is wrong in the table goes to @p diag.
 *  @return 0, or -1 with @p err: it cannot be read, or (WF_EINPUT) it or the diag says why not.
 *  Release in both cases. */
int wf_wall_pairs_load(const char *path, struct wf_wall_pairs *pairs, struct wf_diag *diag,
                       struct wf_err *err);
void wf_wall_pairs_release(struct wf_wall_pairs *pairs);

/** For people, at most 100 columns wide. */
void wf_wall_pairs_text(const struct wf_wall_pairs *pairs, struct wf_buffer *out);
/** An object; a new reference. */
struct json_object *wf_wall_pairs_json(const struct wf_wall_pairs *pairs);

#endif
