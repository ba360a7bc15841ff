/* What the program has heard of one child: its frames and the text of its stderr, up to the result
 * of a request. */
#ifndef WF_ENGINE_LISTENER_H
#define WF_ENGINE_LISTENER_H

#include "engine/channel.h"
#include "engine/death.h"
#include "engine/frame.h"
#include "engine/process.h"

struct wf_listener {
    struct wf_channel channel; /**< reading ends; closed at the end of each pipe */
    struct wf_frame_reader frames;
    struct wf_buffer text; /**< of stderr, from its start; what is beyond 64 KiB is dropped */
    struct wf_outcome_arrival arrival;
    struct wf_buffer digest; /**< of the outcome */
    struct wf_err err;       /**< reported by the child; code WF_OK: none */
    size_t request;          /**< that it simulates */
};

/** Start with no pipe open. */
void wf_listener_init(struct wf_listener *listener);
/** Free and close all, and start again. */
void wf_listener_release(struct wf_listener *listener);
/** Is a pipe open? Both are at their end when the child ends. */
bool wf_listener_is_open(const struct wf_listener *listener);

/** Read once from @p fd, one of its pipes, which has something to read or is at its end. */
void wf_listener_read(struct wf_listener *listener, int fd);
/** Handle the frames of a simulation that have been read.
 *  @param options      their progress is called
 *  @param diag         gets the mistakes
 *  @param[out] frame   one that is not of a simulation but of the loader; valid until the next read
 *  @return whether there is such a frame; call again then. */
bool wf_listener_next(struct wf_listener *listener, const struct wf_process_options *options,
                      struct wf_diag *diag, struct wf_frame *frame);

/** The child has ended: the outcome, or why there is none.
 *  @param platform     path of the platform, as the user gave it
 *  @param stage        how far the loader had come
 *  @param status       wait status of the child
 *  @param[out] result  the outcome is moved there, or status -1 and err */
void wf_listener_settle(struct wf_listener *listener, const char *platform, enum wf_stage stage,
                        int status, struct wf_process_result *result);

#endif
