/* The CSV files of runs, beside the result: hosts, links, rounds, cohorts, power. */
#ifndef WF_CLI_SERIES_H
#define WF_CLI_SERIES_H

#include "cli/options.h"

/** Write those that the command line asks for.
 *  @param labelled  the rows of all deployments, each behind its label; false: those of the one
 *  @return 0, or the exit status after printing the message */
int wf_series_write(const struct wf_command_line *line, const struct wf_study *study,
                    bool labelled);

#endif
