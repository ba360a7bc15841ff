#include "engine/frame.h"
#include "base/text.h"
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct header {
    uint32_t type;
    uint64_t size;
};

enum {
    PIECE = 1 << 16, /* of a part, bytes in a frame: what a pipe of Linux holds */
    ROOM = 2 * PIECE /* of a reader, at least: the rest of a frame and a whole pipe */
};

/* ---- in the child ---- */

static void write_all(int fd, const void *bytes, size_t size)
{
    const char *cursor = bytes;
    while (size) {
        ssize_t wrote = write(fd, cursor, size);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            _exit(WF_EIO);
        cursor += wrote;
        size -= (size_t)wrote;
    }
}

static void send_header(int fd, enum wf_frame_type type, size_t size)
{
    struct header header;
    memset(&header, 0, sizeof header); /* its padding is sent too */
    header.type = type;
    header.size = size;
    write_all(fd, &header, sizeof header);
}

void wf_frame_send(int fd, enum wf_frame_type type, const void *bytes, size_t size)
{
    send_header(fd, type, size);
    write_all(fd, bytes, size);
}

/* Bytes: severity and line, each an uint32_t, then file ("": none) and text, each with its NUL. */
void wf_frame_send_diag(int fd, const struct wf_diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        const struct wf_diag_entry *entry = &diag->entries[i];
        struct wf_buffer out = {0};
        uint32_t head[2] = {entry->severity, entry->line};
        const char *file = entry->file ? entry->file : "";
        wf_buffer_add(&out, (const char *)head, sizeof head);
        wf_buffer_add(&out, file, strlen(file) + 1);
        wf_buffer_add(&out, entry->text, strlen(entry->text) + 1);
        wf_frame_send(fd, WF_FRAME_DIAG, out.text, out.length);
        wf_buffer_release(&out);
    }
}

void wf_frame_send_outcome(int fd, struct wf_outcome *outcome)
{
    wf_frame_send(fd, WF_FRAME_OUTCOME, outcome, sizeof *outcome);
    for (int part = 0; part < WF_PART_COUNT; part++) {
        size_t size;
        const char *bytes = wf_outcome_part(outcome, (enum wf_outcome_part)part, &size);
        uint8_t which = (uint8_t)part;
        for (size_t sent = 0; sent < size;) {
            size_t piece = size - sent < PIECE ? size - sent : PIECE;
            send_header(fd, WF_FRAME_PART, sizeof which + piece);
            write_all(fd, &which, sizeof which);
            write_all(fd, bytes + sent, piece);
            sent += piece;
        }
        wf_outcome_drop(outcome, (enum wf_outcome_part)part);
    }
}

/* ---- in the program ---- */

/* The frame whose bytes come next. @return whether its header has been read. */
static bool peek(const struct wf_frame_reader *reader, struct header *header)
{
    if (reader->length - reader->taken < sizeof *header)
        return false;
    memcpy(header, reader->bytes + reader->taken, sizeof *header);
    return true;
}

bool wf_frame_read(struct wf_frame_reader *reader, int fd)
{
    struct header header;
    size_t room = ROOM;
    if (reader->taken) { /* at most the start of one frame is left */
        reader->length -= reader->taken;
        memmove(reader->bytes, reader->bytes + reader->taken, reader->length);
        reader->taken = 0;
    }
    if (peek(reader, &header) && sizeof header + header.size > room)
        room = sizeof header + header.size;
    if (room > reader->capacity) {
        reader->bytes = wf_realloc(reader->bytes, room);
        reader->capacity = room;
    }
    ssize_t got = read(fd, reader->bytes + reader->length, reader->capacity - reader->length);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    reader->length += (size_t)got;
    return got > 0;
}

bool wf_frame_next(struct wf_frame_reader *reader, struct wf_frame *frame)
{
    struct header header;
    if (!peek(reader, &header) || reader->length - reader->taken - sizeof header < header.size)
        return false;
    *frame = (struct wf_frame){.type = (enum wf_frame_type)header.type,
                               .bytes = reader->bytes + reader->taken + sizeof header,
                               .size = header.size};
    reader->taken += sizeof header + header.size;
    return true;
}

void wf_frame_reader_release(struct wf_frame_reader *reader)
{
    free(reader->bytes);
    *reader = (struct wf_frame_reader){0};
}

void wf_frame_take_diag(const struct wf_frame *frame, struct wf_diag *diag)
{
    uint32_t head[2];
    memcpy(head, frame->bytes, sizeof head);
    const char *file = frame->bytes + sizeof head, *text = file + strlen(file) + 1;
    assert(text < frame->bytes + frame->size);
    wf_diag_add(diag, (enum wf_severity)head[0], *file ? file : NULL, head[1], "%s", text);
}
