/* Routes that follow from the platform's file: in a flat zone of routing 'Cluster' they are what
 * the <host_link>s of the two hosts name. Whoever knows that needs to ask no executor for them, and
 * a device that never takes part costs no time and no memory. */
#ifndef WF_JOB_OWN_LINKS_H
#define WF_JOB_OWN_LINKS_H

#include "scenario/scenario.h"

/** Is no link of @p platform one that must be looked at by itself, as it varies (profiles), is a
 *  radio station, or is made by SimGrid? */
bool wf_own_links_are_plain(const struct wf_platform *platform);
/** Do the routes between two participants, both ways, exist and consist of links that are
 * @p owner's alone? false: the file does not say so. */
bool wf_own_links_join(const struct wf_platform *platform, const struct wf_participant *owner,
                       const struct wf_participant *partner);
/** Are the links that host @p index names known, and what the file says of them all that there is
 *  to know? */
bool wf_own_links_are_known(const struct wf_platform *platform, uint32_t index);
/** As wf_own_links_join, for two hosts, by index. */
bool wf_own_links_join_hosts(const struct wf_platform *platform, uint32_t owner, uint32_t partner);

#endif
