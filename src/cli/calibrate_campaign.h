/* `wattfleet calibrate --campaign TABLE`: figures from a table of runs instead of logs:
 * federated ones here, centralised ones in calibrate_runs.h. */
#ifndef WF_CLI_CALIBRATE_CAMPAIGN_H
#define WF_CLI_CALIBRATE_CAMPAIGN_H

#include "cli/options.h"

/** Run the command. @return exit status */
int wf_calibrate_campaign(struct wf_command_line *line);

#endif
