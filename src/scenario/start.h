/* When the job starts, on grids whose intensity changes with time. */
#ifndef WF_SCENARIO_START_H
#define WF_SCENARIO_START_H

struct wf_resolver;

/** Date of the start, and the window in which it may be put off. */
void wf_start_resolve(struct wf_resolver *resolver);

#endif
