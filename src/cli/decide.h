/* Making a decision, whatever form it is given. */
#ifndef WF_CLI_DECIDE_H
#define WF_CLI_DECIDE_H

#include "cli/options.h"
#include "decision/report.h"

/** Append the decision to @p out.
 *  @param doubled  the sweep whose assumed factors are wider; NULL: none, or nothing was drawn
 *  @return 0, or -1 with @p err */
typedef int wf_decision_form(const struct wf_command_line *line,
                             const struct wf_decision_page *page, const struct wf_sweep *doubled,
                             struct wf_buffer *out, struct wf_err *err);

/** Decide what the command line asks for, and write it by @p write. @return exit status */
int wf_decide(struct wf_command_line *line, wf_decision_form *form,
              int (*write)(const struct wf_command_line *line, const struct wf_buffer *out));

#endif
