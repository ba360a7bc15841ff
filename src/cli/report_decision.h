/* A decision as an HTML page. */
#ifndef WF_CLI_REPORT_DECISION_H
#define WF_CLI_REPORT_DECISION_H

#include "cli/options.h"

/** Make the decision of the study that the command line names, and write the page.
 *  @return exit status */
int wf_report_decision(struct wf_command_line *line);

#endif
