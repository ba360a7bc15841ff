/* Reading a log: opened, its format found, cut into records, and what is not a measurement dropped
 * and counted. Constant memory, whatever the size of the file. */
#ifndef WF_TRACE_READER_H
#define WF_TRACE_READER_H

#include "base/diag.h"
#include "trace/format.h"

/** Read @p path: a file, or a pipe. Lines end in LF, CRLF or CR, also mixed; a mark of UTF-8 at the
 *  start is skipped. A record longer than 1 MiB, or with a NUL byte, is bad. Bad records go to @p
 * diag as warnings with their line, the first 10 of them, then how many more.
 *  @param options  NULL: none
 *  @param sample   may be NULL
 *  @param event    may be NULL; its texts hold during the call only
 *  @param[out] report  untouched on failure; may be NULL
 *  @param diag     may be NULL
 *  @return 0, or -1 with @p err: WF_EIO cannot be read; WF_EINPUT empty, of no known format (the
 *  nearest ones are named), cut off so that nothing is left, or without any valid measurement. */
int wf_trace_read(const char *path, const struct wf_trace_options *options, wf_trace_sink *sample,
                  wf_trace_event_sink *event, void *data, struct wf_trace_report *report,
                  struct wf_diag *diag, struct wf_err *err);

/** The format of a file by its first 64 KiB. @return 0, or -1 with @p err. */
int wf_trace_detect(const char *path, const struct wf_trace_format **format, struct wf_err *err);
/** The format called @p name, or NULL with @p err, WF_EUSAGE, naming the nearest. */
const struct wf_trace_format *wf_trace_format(const char *name, struct wf_err *err);

#endif
