/* The commands that make a result again, as a shell takes them. */
#ifndef WF_CLI_REPRODUCE_H
#define WF_CLI_REPRODUCE_H

#include "cli/options.h"

/** The command line as it was given, of the program 'wattfleet'. Caller frees. */
char *wf_reproduce_given(const struct wf_command_line *line);
/** The same arguments and options for the command @p name, with --format json.
 *  @param groups  of the options that it takes (enum wf_option_group); others are left out, as is
 *  --output. Caller frees. */
char *wf_reproduce_json(const struct wf_command_line *line, const char *name, unsigned groups);

#endif
