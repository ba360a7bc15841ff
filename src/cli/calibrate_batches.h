/* calibrate --batches: a table of speed and power by batch in the place of logs. */
#ifndef WF_CLI_CALIBRATE_BATCHES_H
#define WF_CLI_CALIBRATE_BATCHES_H

#include "cli/options.h"

/** @return exit status */
int wf_calibrate_batches(struct wf_command_line *line);

#endif
