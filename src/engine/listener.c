#include "engine/listener.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { STDERR_KEPT = 1 << 16, CHUNK = 1 << 14 };

void wf_listener_init(struct wf_listener *listener)
{
    *listener = (struct wf_listener){.channel = {-1, -1}};
}

void wf_listener_release(struct wf_listener *listener)
{
    wf_channel_close(&listener->channel);
    wf_frame_reader_release(&listener->frames);
    wf_buffer_release(&listener->text);
    wf_buffer_release(&listener->digest);
    wf_outcome_release(&listener->arrival.outcome);
    wf_listener_init(listener);
}

bool wf_listener_is_open(const struct wf_listener *listener)
{
    return listener->channel.frames >= 0 || listener->channel.text >= 0;
}

/* @return false at the end */
static bool read_text(int fd, struct wf_buffer *text)
{
    char chunk[CHUNK];
    ssize_t got = read(fd, chunk, sizeof chunk);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    size_t room = text->length < STDERR_KEPT ? STDERR_KEPT - text->length : 0;
    wf_buffer_add(text, chunk, (size_t)got < room ? (size_t)got : room);
    return got > 0;
}

void wf_listener_read(struct wf_listener *listener, int fd)
{
    if (fd == listener->channel.frames && !wf_frame_read(&listener->frames, fd))
        wf_close(&listener->channel.frames);
    else if (fd == listener->channel.text && !read_text(fd, &listener->text))
        wf_close(&listener->channel.text);
}

bool wf_listener_next(struct wf_listener *listener, const struct wf_process_options *options,
                      struct wf_diag *diag, struct wf_frame *frame)
{
    uint64_t counts[3];
    struct wf_outcome head;
    while (wf_frame_next(&listener->frames, frame)) {
        switch (frame->type) {
        case WF_FRAME_PROGRESS:
            memcpy(counts, frame->bytes, sizeof counts);
            if (options->progress)
                options->progress(options->progress_data, listener->request, counts[0], counts[1],
                                  counts[2]);
            break;
        case WF_FRAME_CROWD:
            memcpy(counts, frame->bytes, sizeof *counts);
            if (options->crowd)
                options->crowd(options->progress_data, frame->bytes + sizeof *counts, counts[0]);
            break;
        case WF_FRAME_DIAG:
            wf_frame_take_diag(frame, diag);
            break;
        case WF_FRAME_ERROR:
            memcpy(&listener->err, frame->bytes, sizeof listener->err);
            break;
        case WF_FRAME_DIGEST:
            wf_buffer_add(&listener->digest, frame->bytes, frame->size);
            break;
        case WF_FRAME_OUTCOME:
            memcpy(&head, frame->bytes, sizeof head);
            wf_outcome_arrive(&listener->arrival, &head);
            break;
        case WF_FRAME_PART:
            wf_outcome_arrive_piece(&listener->arrival,
                                    (enum wf_outcome_part)(uint8_t)frame->bytes[0],
                                    frame->bytes + 1, frame->size - 1);
            break;
        case WF_FRAME_STARTED:
        case WF_FRAME_LOADED:
        case WF_FRAME_REPLY:
            return true;
        }
    }
    return false;
}

void wf_listener_settle(struct wf_listener *listener, const char *platform, enum wf_stage stage,
                        int status, struct wf_process_result *result)
{
    result->status = -1;
    result->digest = listener->digest;
    listener->digest = (struct wf_buffer){0};
    if (listener->err.code != WF_OK)
        result->err = listener->err;
    else if (status != 0 || !listener->arrival.begun)
        wf_death_explain(platform, stage, status, &listener->text, &result->err);
    else
        result->status = wf_outcome_arrived(&listener->arrival, &result->outcome, &result->err);
}
