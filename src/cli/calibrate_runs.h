/* `wattfleet calibrate --campaign TABLE` for a table of centralised runs. */
#ifndef WF_CLI_CALIBRATE_RUNS_H
#define WF_CLI_CALIBRATE_RUNS_H

#include "cli/options.h"

/** Run the command. @return exit status */
int wf_calibrate_runs(struct wf_command_line *line);

#endif
