/* Reads a log: opens it, recognises its format, cuts it into records, and lets the format turn
 * these into samples and events (out.h). Constant memory, whatever the size of the file: it is read
 * twice, as only the whole of it shows what is impossible in it (survey.h). */
#ifndef WF_TRACE_READER_H
#define WF_TRACE_READER_H

#include "base/diag.h"
#include "trace/format.h"

/** Read @p path: a file, or a pipe. Lines end in LF, CRLF or CR, also mixed; a byte order mark of
 *  UTF-8 is skipped. A record longer than 1 MiB, or with a NUL byte, is bad. The first 10 bad
 *  records are warnings in @p diag with their lines, then one warning says how many more there are.
 *  @param options  NULL: none
 *  @param sample   may be NULL
 *  @param event    may be NULL; the texts of an event are valid during the call only
 *  @param[out] report  untouched on failure; may be NULL
 *  @param diag     may be NULL
 *  @return 0, or -1 with @p err: WF_EIO cannot be read; WF_EINPUT empty, of no known format (the
 *  nearest ones are named), cut off so that nothing is left, or without any valid measurement. */
int wf_trace_read(const char *path, const struct wf_trace_options *options, wf_trace_sink *sample,
                  wf_trace_event_sink *event, void *data, struct wf_trace_report *report,
                  struct wf_diag *diag, struct wf_err *err);

/** Recognise the format of a file by its first 64 KiB. @return 0, or -1 with @p err. */
int wf_trace_detect(const char *path, const struct wf_trace_format **format, struct wf_err *err);
/** The format called @p name, or NULL with @p err, WF_EUSAGE, naming the nearest. */
const struct wf_trace_format *wf_trace_format(const char *name, struct wf_err *err);

#endif
