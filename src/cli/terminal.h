/* The terminal. stdout gets the result only; stderr gets progress, warnings and errors. */
#ifndef WF_CLI_TERMINAL_H
#define WF_CLI_TERMINAL_H

#include "cli/options.h"
#include "engine/process.h"
#include "output/progress.h"

/** Print the errors of @p diag (and its warnings unless --quiet), sorted, then the text of @p err.
 *  @param diag  may be NULL
 *  @return err->code, the exit status */
int wf_terminal_fail(const struct wf_command_line *line, struct wf_diag *diag,
                     const struct wf_err *err);
/** Print the warnings of @p diag unless --quiet. */
void wf_terminal_warn(const struct wf_command_line *line, struct wf_diag *diag);
/** The same for a result that they must not hide: one line a cause, with the first example and the
 * number of others; with --verbose all of them, and the notes. */
void wf_terminal_warn_briefly(const struct wf_command_line *line, struct wf_diag *diag);
/** Columns of the page: COLUMNS, else those of the terminal that gets the result, else 100; between
 * 40 and 1000. */
size_t wf_terminal_width(const struct wf_command_line *line);
/** Write the result to --output or stdout. @return exit status */
int wf_terminal_result(const struct wf_command_line *line, const struct wf_buffer *text);
/** The same, byte for byte, whatever it is. */
int wf_terminal_write(const struct wf_command_line *line, const struct wf_buffer *text);

/** End a command: with @p status 0 print the warnings of @p diag and the result, else what went
 * wrong (wf_terminal_fail). @return exit status */
int wf_terminal_conclude(const struct wf_command_line *line, int status, struct wf_diag *diag,
                         const struct wf_buffer *text, const struct wf_err *err);

/** What is shown on stderr while simulations run (output/progress.h); nothing with --quiet. */
struct wf_terminal_progress {
    struct wf_progress progress;
    bool quiet;
    double start_s;
};
/** @param count         number of simulations
 *  @param[out] options  its callbacks are set; they borrow @p progress */
void wf_terminal_progress_start(struct wf_terminal_progress *progress,
                                const struct wf_command_line *line, size_t count,
                                struct wf_process_options *options);
/** Remove the bar and release. */
void wf_terminal_progress_end(struct wf_terminal_progress *progress);

#endif
