/* `wattfleet calibrate --load TABLE`: watts from a table of power by load instead of logs. */
#ifndef WF_CLI_CALIBRATE_LOAD_H
#define WF_CLI_CALIBRATE_LOAD_H

#include "cli/options.h"

/** Run the command. @return exit status */
int wf_calibrate_load(struct wf_command_line *line);

#endif
