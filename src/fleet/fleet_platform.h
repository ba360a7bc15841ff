/* A fleet in the place of a platform: expanded in memory and read as a platform file is. */
#ifndef WF_FLEET_FLEET_PLATFORM_H
#define WF_FLEET_FLEET_PLATFORM_H

#include "fleet/expansion.h"
#include "fleet/fleet.h"

/** Is the root element of the file @p path <fleet>? A file that cannot be read is not one. */
bool wf_fleet_is(const char *path);

/** Most devices that are expanded in memory: SimGrid takes 3.5 KB each. */
enum { WF_FLEET_EXPANDED_MAX = 10000000 };

/** The platform that @p fleet becomes. Hosts and links have the line of their class, node or
 * access.
 *  @param selection  of its devices; NULL: all
 *  @return 0, or -1 with @p err (WF_EIO); mistakes are in @p diag. Release in both cases. */
int wf_fleet_platform_make(const struct wf_fleet *fleet, const struct wf_fleet_selection *selection,
                           struct wf_platform *platform, struct wf_diag *diag, struct wf_err *err);
/** The platform of a fleet with mistakes. */
void wf_fleet_platform_none(const char *path, struct wf_platform *platform);

#endif
