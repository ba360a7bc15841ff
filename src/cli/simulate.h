/* The common part of `run` and `compare`: load and simulate, with progress and messages. */
#ifndef WF_CLI_SIMULATE_H
#define WF_CLI_SIMULATE_H

#include "cli/terminal.h"

/** Warn of a --start that changes nothing in any of the scenarios. */
void wf_warn_of_start(const struct wf_command_line *line, struct wf_study *study);

/** What the command line asks of a study: its arguments are a platform, then deployments. Borrows
 *  from @p line. */
struct wf_study_request wf_command_request(const struct wf_command_line *line);

/** Load, check and simulate the files that the command line names.
 *  @param check  a further check between loading and running; may be NULL
 *  @return 0, or the exit status after printing the messages. Release the study in both cases.
 */
int wf_simulate(struct wf_command_line *line, struct wf_study *study,
                int (*check)(struct wf_study *study, struct wf_err *err));

#endif
