/* Several nodes of one run: their power logs, brought onto one time base as the mean node. */
#ifndef WF_STUDY_RUN_NODES_H
#define WF_STUDY_RUN_NODES_H

#include "study/measured_run.h"

/** Read the power logs of the run (run->power_paths, two or more) and make report and series of
 *  @p run those of the mean node. Events are those of the first log.
 *
 *  The time base is the span in which all nodes have samples, at the dates of the node with the
 *  fewest samples there: the power of each is read off the straight line between its own samples
 *  (its own level, where samples are means over intervals), and joules from date to date are the
 *  exact ones of each log. Gaps stay bridged within each log.
 *
 *  @param said  the user said that they are of one run; else only logs with dates can be
 *  @param diag  gets mistakes of the logs, and a warning where a node draws 20 % more or less than
 *  the median of the nodes
 *  @return 0, or -1 with @p err: WF_EIO a log cannot be read; WF_EINPUT they cannot be of one run:
 *  other formats, the same measurements twice, no overlap of half of the shortest, a step of a
 * clock
 */
int wf_run_nodes_load(struct wf_measured_run *run, const struct wf_trace_options *options,
                      bool said, struct wf_diag *diag, struct wf_err *err);

/** Add how nodes differ to the intervals of the states of @p run, and divide its samples/s by the
 *  nodes. Half widths add in quadrature; that of n nodes is t(n - 1) x s / sqrt(n). */
void wf_run_nodes_finish(struct wf_measured_run *run);

/** What was done with the nodes of @p run, as a line for people; empty: it has one.
 *  @param name  of the run  @return the caller frees */
char *wf_run_nodes_note(const struct wf_measured_run *run, const char *name);

#endif
