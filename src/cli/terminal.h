/* The terminal: stdout holds the result only; stderr progress, warnings, errors. */
#ifndef WF_CLI_TERMINAL_H
#define WF_CLI_TERMINAL_H

#include "cli/options.h"

/** Print errors and warnings of @p diag, sorted, then what @p err says; @return err->code. */
int wf_terminal_fail(const struct wf_command_line *line, struct wf_diag *diag,
                     const struct wf_err *err);
/** Print the warnings of @p diag unless --quiet. */
void wf_terminal_warn(const struct wf_command_line *line, struct wf_diag *diag);
/** Write a result to --output or stdout. @return exit status. */
int wf_terminal_result(const struct wf_command_line *line, const struct wf_buffer *text);

/** A bar with the time left, where stderr is a terminal. */
struct wf_progress {
    bool shown, live;
    struct wf_progress_run {
        uint64_t done, total;
    } * runs;
    size_t count;
    double start_s;
};
void wf_progress_start(struct wf_progress *progress, const struct wf_command_line *line,
                       size_t count);
/** As struct wf_process_options wants it; data: struct wf_progress. */
void wf_progress_show(void *data, size_t request, uint64_t done, uint64_t total);
void wf_progress_end(struct wf_progress *progress);

#endif
