/* The common part of `sweep`, `sensitivity` and `decide`: which study, and running it with
 * progress.
 */
#ifndef WF_CLI_SWEEP_INPUT_H
#define WF_CLI_SWEEP_INPUT_H

#include "cli/simulate.h"
#include "sweep/sweep.h"

/** The study that the command line names, or that its arguments and --factor
 * are; its options win over the file. Release it in both cases.
 *  @return 0, or -1 with @p err; mistakes in files are in @p diag */
int wf_sweep_input(const struct wf_command_line *line, struct wf_study_file *file,
                   struct wf_diag *diag, struct wf_err *err);

/** Name the factors that @p file leaves out (wf_sweep_name). */
int wf_sweep_input_name(const struct wf_command_line *line, struct wf_study_file *file,
                        struct wf_diag *diag, struct wf_err *err);

/** Open @p sweep of @p file, and play what its store has not, with progress and warnings. Release
 *  it in both cases.
 *  @param store    path; NULL: a temporary one
 *  @param warned   the warnings are those of another sweep of the same command, and not repeated
 *  @param start_s  clock at the start of the command, from which --max-time counts
 *  @return 0, or -1 with @p err; mistakes in files are in @p diag */
int wf_sweep_play(const struct wf_command_line *line, struct wf_study_file *file, const char *store,
                  bool warned, double start_s, struct wf_sweep *sweep, struct wf_diag *diag,
                  struct wf_err *err);

/** How a sweep of a command is played. */
struct wf_sweep_plan {
    const struct wf_command_line *line;
    struct wf_study_file *file;
    const char *store; /**< path; NULL: a temporary one */
    bool warned;       /**< the warnings are those of another sweep, and not repeated */
    double start_s;    /**< clock at the start of the command, from which --max-time counts */
    bool search;       /**< points are chosen as they go */
    double widen;      /**< and the rest as in wf_sweep_request */
    const struct wf_plane *plane;
    const struct wf_choice *choices;
    size_t choice_count;
};
/** The two halves of wf_sweep_play. */
int wf_sweep_plan_open(const struct wf_sweep_plan *plan, struct wf_sweep *sweep,
                       struct wf_diag *diag, struct wf_err *err);
int wf_sweep_plan_run(const struct wf_sweep_plan *plan, struct wf_sweep *sweep, struct wf_err *err);

#endif
