/* The forms of `wattfleet calibrate` that take a table in the place of logs. */
#ifndef WF_CLI_CALIBRATE_TABLE_H
#define WF_CLI_CALIBRATE_TABLE_H

#include "cli/options.h"

/** --campaign TABLE. @return exit status. */
int wf_calibrate_campaign(struct wf_command_line *line);
/** --load TABLE. @return exit status. */
int wf_calibrate_load(struct wf_command_line *line);

#endif
