/* Changes to a file that a person wrote, as the commands apply them. */
#ifndef WF_CLI_APPLY_H
#define WF_CLI_APPLY_H

#include "cli/options.h"
#include "file/edit.h"

/** Write the changes of @p edit into its file, in place. With --dry-run the file stays as it is,
 * and an empty line and the diff are appended to @p result.
 *  @return 0, or -1 with @p err: WF_EIO the file cannot be written */
int wf_apply_edit(const struct wf_command_line *line, const struct wf_edit *edit,
                  struct wf_buffer *result, struct wf_err *err);

#endif
