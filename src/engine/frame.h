/* What a child reports: frames over a pipe, each a header and its bytes. Both ends are the same
 * program, so structs cross as they are in memory. */
#ifndef WF_ENGINE_FRAME_H
#define WF_ENGINE_FRAME_H

#include "account/outcome.h"
#include "base/diag.h"

enum wf_frame_type {
    WF_FRAME_STARTED,  /**< SimGrid has accepted its arguments; no bytes */
    WF_FRAME_LOADED,   /**< it has loaded the platform; no bytes */
    WF_FRAME_PROGRESS, /**< three uint64_t: rounds done, rounds in all, turns */
    WF_FRAME_CROWD,    /**< uint64_t: transfers on a link at the same time; the link's name, '\0' */
    WF_FRAME_DIAG,     /**< a mistake in the input that only SimGrid can see */
    WF_FRAME_ERROR,    /**< struct wf_err: why there is no outcome */
    WF_FRAME_OUTCOME,  /**< struct wf_outcome; its parts follow */
    WF_FRAME_DIGEST,   /**< what is kept of the outcome (wf_process_request.digest) */
    WF_FRAME_PART,     /**< a byte that says which part, then a piece of it */
    WF_FRAME_REPLY     /**< int32_t: the loader's answer to a command (channel.h) */
};

/* ---- in the child ---- */

/** Send one frame. Ends the process (status WF_EIO) where the program does not listen any more. */
void wf_frame_send(int fd, enum wf_frame_type type, const void *bytes, size_t size);
/** Send each entry of @p diag as a frame. */
void wf_frame_send_diag(int fd, const struct wf_diag *diag);
/** Send an outcome in pieces, and free each part once it is sent: the program holds it then, and
 *  an outcome may be hundreds of MB. Only the struct itself is left of @p outcome. */
void wf_frame_send_outcome(int fd, struct wf_outcome *outcome);

/* ---- in the program ---- */

/** Bytes that have been read and not yet handled. Start zeroed. */
struct wf_frame_reader {
    char *bytes;
    size_t length, taken, capacity;
};
/** A frame that is whole; @p bytes: valid until the next read. */
struct wf_frame {
    enum wf_frame_type type;
    const char *bytes;
    size_t size;
};

/** Read once from @p fd, which has something to read or is at its end.
 *  @return false at the end (or where it cannot be read). */
bool wf_frame_read(struct wf_frame_reader *reader, int fd);
/** @return whether there is a whole frame, which is then taken. */
bool wf_frame_next(struct wf_frame_reader *reader, struct wf_frame *frame);
void wf_frame_reader_release(struct wf_frame_reader *reader);
/** Add the entry of a WF_FRAME_DIAG to @p diag. */
void wf_frame_take_diag(const struct wf_frame *frame, struct wf_diag *diag);

#endif
