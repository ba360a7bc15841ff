/* What a scenario assumes because no file says otherwise, and what its result depends on. */
#ifndef WF_CLI_ASSUMED_H
#define WF_CLI_ASSUMED_H

#include "output/grid.h"
#include "scenario/scenario.h"

/** Add a row an assumption to a table of three columns: prop, value, for what. Nothing where all is
 * given. */
void wf_assumed_add(const struct wf_scenario *scenario, struct wf_grid *grid);

#endif
