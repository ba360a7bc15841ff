/* Why a simulating process died, in one sentence: SimGrid ends its process where it refuses an
 * argument, a platform or a call, after a line on stderr. */
#ifndef WF_ENGINE_DEATH_H
#define WF_ENGINE_DEATH_H

#include "base/err.h"
#include "base/text.h"

/** How far the process that started SimGrid had come. */
enum wf_stage {
    WF_STAGE_NOTHING, /**< SimGrid had not accepted its arguments */
    WF_STAGE_STARTED, /**< nor the platform */
    WF_STAGE_LOADED
};

/** @param platform  path of the platform, as the user gave it
 *  @param status    wait status of the dead process
 *  @param text      what that process wrote to stderr
 *  @param[out] err  WF_EUSAGE an argument is refused, WF_EINPUT the platform is, WF_EFAIL
 *                   it ran out of memory, else WF_ESIM */
void wf_death_explain(const char *platform, enum wf_stage stage, int status,
                      const struct wf_buffer *text, struct wf_err *err);

#endif
