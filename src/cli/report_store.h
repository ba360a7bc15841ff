/* What a store of a sweep holds, as an HTML page. */
#ifndef WF_CLI_REPORT_STORE_H
#define WF_CLI_REPORT_STORE_H

#include "cli/options.h"

/** Read the store of --store, and write the page. Nothing is simulated. @return exit status */
int wf_report_store(struct wf_command_line *line);

#endif
