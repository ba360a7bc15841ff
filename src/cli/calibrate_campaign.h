/* `wattfleet calibrate --campaign TABLE`: figures from a table of federated runs instead of logs.
 */
#ifndef WF_CLI_CALIBRATE_CAMPAIGN_H
#define WF_CLI_CALIBRATE_CAMPAIGN_H

#include "cli/options.h"

/** Run the command. @return exit status */
int wf_calibrate_campaign(struct wf_command_line *line);

#endif
