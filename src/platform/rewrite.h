/* Writes the platform that SimGrid is given where it cannot be given the file: C can neither create
 * nor change the hosts and links of a SimGrid platform, but it can have it load another file. */
#ifndef WF_PLATFORM_REWRITE_H
#define WF_PLATFORM_REWRITE_H

#include "platform/platform.h"

/** Write to @p fd, which stays open, what SimGrid must read: the platform's file with its overrides
 *  applied, or the platform that was made in memory.
 *  @return 0, or -1 with @p err (WF_EIO). */
int wf_platform_write(const struct wf_platform *platform, int fd, struct wf_err *err);
/** The same of some hosts: these, the links that are theirs alone, and the zones in which they
 *  stand; no routes.
 *  @param hosts  which, by index; NULL: all of the platform, with its routes */
int wf_platform_write_part(const struct wf_platform *platform, const bool *hosts, int fd,
                           struct wf_err *err);
/** Is this prop of a <config> written otherwise? Its value: cpu/optim TI as Lazy, because SimGrid's
 *  energy plugin ends with TI. */
bool wf_config_is_replaced(const char *key, const char *value);
/** Is this override of something that SimGrid reads itself? */
bool wf_override_is_simgrid(const struct wf_override *override);

#endif
