/* Hosts that a campaign's figures are written for: each <host>, or a <cluster> as a whole, which
 * has one speed and one list of watts for all its hosts. */
#ifndef WF_STUDY_CAMPAIGN_HOSTS_H
#define WF_STUDY_CAMPAIGN_HOSTS_H

#include "scenario/scenario.h"

/** Refuse clusters of which only some hosts take part, or which hold learners and the server.
 *  @return 0, or -1 with @p err (WF_EINPUT) */
int wf_campaign_hosts_check(const struct wf_scenario *scenario, struct wf_err *err);
/** Name of the participant's host, or the id of its <cluster>. */
const char *wf_campaign_host_name(const struct wf_scenario *scenario,
                                  const struct wf_participant *participant);

#endif
