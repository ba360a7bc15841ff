/* What connects the program with a child: two pipes from the child (frames, and the text of its
 * stderr), and for the loader a socket to it, over which commands and pipes are passed. */
#ifndef WF_ENGINE_CHANNEL_H
#define WF_ENGINE_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The same ends of both pipes; -1 where closed. */
struct wf_channel {
    int frames, text;
};

/** Open both pipes. No end survives an exec, and none takes the number of a standard stream that
 *  is closed.
 *  @param[out] reading  the ends of the program
 *  @param[out] writing  the ends of the child
 *  @return 0, or -1 with errno; nothing is open then. */
int wf_channel_open(struct wf_channel *reading, struct wf_channel *writing);
/** Close what is open. */
void wf_channel_close(struct wf_channel *channel);
/** Close @p fd unless it is -1, and make it -1. */
void wf_close(int *fd);

/** What the program asks of the loader. One command at a time: each is answered by one frame
 *  (WF_FRAME_REPLY) with an int32_t before the next is sent. */
enum wf_command_kind {
    WF_COMMAND_START, /**< fork a runner; the answer is 0 or the errno of the failure */
    WF_COMMAND_WAIT   /**< wait for the end of a runner; the answer is its wait status */
};
struct wf_command {
    uint32_t kind, slot; /**< slot: of the runner, below the number of jobs */
    uint64_t request;    /**< what the runner simulates */
    double until_s;      /**< when it ends early (process.h); 0: never */
};

/** A socket for commands. @return 0, or -1 with errno; nothing is open then. */
int wf_command_open(int *sending, int *receiving);
/** Send @p command; a start passes the writing ends @p channel, which stay open here too.
 *  @return 0, or -1 with errno (EPIPE: the loader is dead). */
int wf_command_send(int fd, const struct wf_command *command, const struct wf_channel *channel);
/** Wait for a command.
 *  @param[out] channel  of a start; both -1 where no descriptor was free for them
 *  @return false when the sender has closed its end. */
bool wf_command_receive(int fd, struct wf_command *command, struct wf_channel *channel);

#endif
