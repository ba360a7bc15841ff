/* Hosts that name the entry of a catalogue their figures come from (`device`) are compared with it.
 * The figures stand in the platform too, because SimGrid must read them there, so that the two can
 * drift apart. */
#ifndef WF_PLATFORM_CATALOGUE_H
#define WF_PLATFORM_CATALOGUE_H

#include "platform/platform.h"

/** Warn of each kind of host whose speed, watts or meter, or whose words for equal speed and watts,
 *  differ from its entry's, for the workloads that both list (a line each, naming both). Hosts that
 * the platform's overrides change are not compared. A catalogue that cannot be read is a warning,
 * an entry that is not in it an error.
 */
void wf_catalogue_check(const struct wf_platform *platform, struct wf_diag *diag);

#endif
