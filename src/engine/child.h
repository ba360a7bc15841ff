/* The children. The loader starts SimGrid and loads the platform, once; it simulates one request
 * itself, or forks a runner for each of several. A runner shares the loaded platform. */
#ifndef WF_ENGINE_CHILD_H
#define WF_ENGINE_CHILD_H

#include "engine/channel.h"
#include "engine/process.h"
#include <sys/types.h>

struct wf_child_task {
    const struct wf_platform *platform;
    const struct wf_process_request *requests;
    size_t count;                             /**< 0: the platform is loaded, no more */
    const struct wf_process_options *options; /**< jobs: at most so many runners, not 0 */
    pid_t program;                            /**< whose death ends the children */
};

/** Be the loader, in a process forked for it. Of several requests, those that commands name are
 *  simulated, until the socket is closed.
 *  @param channel   the loader's own, writing ends
 *  @param commands  socket; -1 with one request */
_Noreturn void wf_child_load(const struct wf_child_task *task, struct wf_channel *channel,
                             int commands);

#endif
