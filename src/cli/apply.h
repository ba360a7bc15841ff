/* Changes to a file that a person wrote, as the commands apply them. */
#ifndef WF_CLI_APPLY_H
#define WF_CLI_APPLY_H

#include "cli/options.h"
#include "file/edit.h"
#include "study/fit_output.h"

/** Write the changes of @p edit into its file, in place. With --dry-run the file stays as it is,
 * and an empty line and the diff are appended to @p result.
 *  @return 0, or -1 with @p err: WF_EIO the file cannot be written */
int wf_apply_edit(const struct wf_command_line *line, const struct wf_edit *edit,
                  struct wf_buffer *result, struct wf_err *err);

/** The fit that --fit asks for: nothing yet but its name, from the platform's folder. Release it.
 */
struct wf_fit_output wf_apply_fit_output(const struct wf_command_line *line);
/** Write the file of --fit, if it was asked for; with --dry-run it is appended to @p result. Before
 *  the platform that names it.
 *  @return 0, or -1 with @p err: WF_EIO the file cannot be written */
int wf_apply_fit(const struct wf_command_line *line, const struct wf_fit_output *fit,
                 struct wf_buffer *result, struct wf_err *err);

#endif
