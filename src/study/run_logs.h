/* The logs of a run: its power log, and the event logs beside it. */
#ifndef WF_STUDY_RUN_LOGS_H
#define WF_STUDY_RUN_LOGS_H

#include "study/measured_run.h"

/** Find the power logs that @p path names, into power_paths of @p run: the file itself or, of a
 * folder, the power logs in it. Folders in the folder are not searched. If there is no such file,
 * `A+B` names several.
 *  @param[out] said  several were named
 *  @return 0, or -1 with @p err: WF_EIO the folder cannot be read, WF_EINPUT it contains none,
 *  WF_EUSAGE a name is empty */
int wf_run_logs_find_power(struct wf_measured_run *run, const char *path,
                           const struct wf_trace_options *options, bool *said, struct wf_err *err);

/** Read the events of the logs that @p request names into @p run. If it names none, these are the
 * event logs in the folder of the power log that overlap with it in time. The power series of @p
 * run must be complete.
 *  @param diag  gets mistakes of the logs
 *  @return 0, or -1 with @p err: a log cannot be read, or several logs of one format overlap */
int wf_run_logs_read_events(struct wf_measured_run *run, const struct wf_run_request *request,
                            struct wf_diag *diag, struct wf_err *err);

#endif
