/* A figure of a scenario as text: its key, its label, and the override that changes it. */
#ifndef WF_SCENARIO_FIGURE_TEXT_H
#define WF_SCENARIO_FIGURE_TEXT_H

#include "scenario/figure.h"

/** "host.board-*.speed.1", "workload.samples": what it is, in one word. Caller frees. */
char *wf_figure_key(const struct wf_figure *figure);
/** "speed of board-*", "pue of edge", "rounds": for people. Caller frees. */
char *wf_figure_label(const struct wf_figure *figure);
/** "KEY=VALUE" of --set that gives the figure another value, @p value in its canonical unit. Of a
 *  pstate the whole list is written, the others as they are. Caller frees. */
char *wf_figure_override(const struct wf_figure *figure, double value);

#endif
