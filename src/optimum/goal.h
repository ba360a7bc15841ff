/* What a search of a study is for: the words of <objective>, <limit> and <front>, and of their
 * options. */
#ifndef WF_OPTIMUM_GOAL_H
#define WF_OPTIMUM_GOAL_H

#include "base/diag.h"
#include "optimum/problem.h"
#include "sweep/results.h"
#include "sweep/study_file.h"

/** A result that can be an objective or a limit. */
struct wf_measure {
    const char *name; /**< "time" */
    enum wf_result result;
    bool more; /**< more of it is better; else less */
};
enum { WF_MEASURES = 6 };
extern const struct wf_measure wf_measures[WF_MEASURES];

enum { WF_GOAL_EVALUATIONS = 300 }; /**< where nobody says how many; assumed */

struct wf_goal {
    const struct wf_measure *objective, *against;
    struct wf_limit *limits;           /**< at most one a measure */
    const struct wf_measure **limited; /**< of each */
    size_t limit_count;
    uint64_t evaluations, front_points; /**< front_points 0: no front */
};

/** What options say beside the file, over which they win; NULL and 0: nothing. */
struct wf_goal_options {
    const char *objective, *against;
    const char *const *limits; /**< "time=3d" */
    size_t limit_count;
    uint64_t evaluations, front_points;
};

/** Read a goal. Mistakes are in @p diag. Release it.
 *  @return 0, or -1 after mistakes */
int wf_goal_read(const struct wf_study_file *file, const struct wf_goal_options *options,
                 struct wf_goal *goal, struct wf_diag *diag);
void wf_goal_release(struct wf_goal *goal);
/** Its problem; borrows the limits. */
struct wf_problem wf_goal_problem(const struct wf_goal *goal);

#endif
