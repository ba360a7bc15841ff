/* Reads a deployment file: XML as SimGrid's simulators expect it. */
#ifndef WF_SCENARIO_DEPLOYMENT_READER_H
#define WF_SCENARIO_DEPLOYMENT_READER_H

#include "platform/platform.h"
#include "scenario/deployment.h"

/** Read and check @p path. Hosts are looked up by name in @p platform and kept as its indices, so
 *  that they hold for every platform that is derived from it. Values are as the file says, actors
 *  in its order; mistakes go to @p diag.
 *  @return 0, or -1 with @p err when the file cannot be read. Release in both cases. */
int wf_deployment_load(const char *path, const struct wf_platform *platform,
                       struct wf_deployment *deployment, struct wf_diag *diag, struct wf_err *err);

#endif
