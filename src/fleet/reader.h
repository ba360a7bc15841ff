/* Reads a FLEET file as a stream of elements. */
#ifndef WF_FLEET_READER_H
#define WF_FLEET_READER_H

#include "fleet/build.h"

/** Read @p path into @p build; mistakes go to its diag. The file is right by itself or not: nothing
 * is compared yet.
 *  @return 0, 1 when it was not read to its end or is no fleet, or -1 with @p err (WF_EIO) */
int wf_fleet_read(const char *path, struct wf_fleet_build *build, struct wf_err *err);

#endif
