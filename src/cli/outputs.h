/* The files that a command writes, looked at before it begins: a mistake costs no simulation, and
 * no input is lost. */
#ifndef WF_CLI_OUTPUTS_H
#define WF_CLI_OUTPUTS_H

#include "cli/options.h"

/** Check every output of the command line: it can be written, no two are one file (the
 *  standard output takes several, one after the other), and none is a file that the command reads
 * (an argument, what its XML files name, a log beside a log), by whatever name or link. --into,
 * --apply and the --deployment of calibrate, changed in place, are inputs and outputs.
 *  @return 0, or -1 with @p err: WF_EUSAGE an input or another output would be overwritten, WF_EIO
 *  one cannot be written */
int wf_outputs_check(const struct wf_command_line *line, struct wf_err *err);

/** File of picture @p i of @p count: --picture FILE, or FILE-1, FILE-2 .. before its ending. Caller
 * frees. */
char *wf_outputs_picture(const char *path, size_t count, size_t i);

#endif
