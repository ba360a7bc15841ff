#include "trace/cutter.h"
#include "file/file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 18 }; /* stays in the caches near the core */

static const char too_long[] = "longer than 1 MiB; expected a line of text";
static const char has_nul[] = "a NUL byte; expected text";
static const char no_object[] = "text outside of braces; expected JSON objects";
static const char no_end[] = "the file ends within an object";

/* ---- bytes ---- */

static size_t find(const struct wf_cutter *cutter, char byte, size_t from)
{
    const char *at = memchr(cutter->buffer + from, byte, cutter->end - from);
    return at ? (size_t)(at - cutter->buffer) : cutter->end;
}

static size_t next_of(const struct wf_cutter *cutter, struct wf_cutter_mark *mark)
{
    if (mark->at < cutter->cursor)
        mark->at = find(cutter, mark->byte, cutter->cursor);
    return mark->at;
}

/* A mark after @p moved bytes went from the front, and others came behind the old end. */
static void renew(const struct wf_cutter *cutter, struct wf_cutter_mark *mark, size_t moved,
                  size_t old_end)
{
    if (mark->at < moved)
        mark->at = find(cutter, mark->byte, cutter->cursor);
    else if (mark->at == old_end)
        mark->at = find(cutter, mark->byte, old_end - moved);
    else
        mark->at -= moved;
}

/* Move the rest to the front, and read once behind it. @return 0, or -1 with @p err. */
static int refill(struct wf_cutter *cutter, struct wf_err *err)
{
    size_t moved = cutter->cursor, old_end = cutter->end, left = old_end - moved;
    ssize_t got;
    if (left)
        memmove(cutter->buffer, cutter->buffer + moved, left);
    if (left + 1 >= cutter->capacity) {
        cutter->capacity = cutter->capacity ? 2 * cutter->capacity : BLOCK;
        cutter->buffer = wf_realloc(cutter->buffer, cutter->capacity);
    }
    do
        got = read(cutter->file, cutter->buffer + left, cutter->capacity - left - 1);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return wf_err_set(err, WF_EIO, "cannot read '%s': %s", cutter->path, strerror(errno));
    cutter->at_end = got == 0;
    cutter->cursor = 0;
    cutter->end = left + (size_t)got;
    renew(cutter, &cutter->lf, moved, old_end);
    renew(cutter, &cutter->cr, moved, old_end);
    renew(cutter, &cutter->nul, moved, old_end);
    return 0;
}

/* ---- the file ---- */

static int copy_to(FILE *to, struct wf_cutter *cutter, struct wf_err *err)
{
    char block[1 << 14];
    for (;;) {
        ssize_t got = read(cutter->file, block, sizeof block);
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || fwrite(block, 1, (size_t)got, to) != (size_t)got)
            return wf_err_set(err, WF_EIO, "cannot read '%s': %s", cutter->path, strerror(errno));
    }
    if (fflush(to) != 0)
        return wf_err_set(err, WF_EIO, "cannot keep '%s': %s", cutter->path, strerror(errno));
    return 0;
}

/* A pipe is read once only: it becomes a nameless file, which is read twice. */
static int spool(struct wf_cutter *cutter, struct wf_err *err)
{
    FILE *kept = tmpfile();
    int status, copy;
    if (!kept)
        return wf_err_set(err, WF_EIO, "cannot keep '%s': %s", cutter->path, strerror(errno));
    status = copy_to(kept, cutter, err);
    copy = status == 0 ? dup(fileno(kept)) : -1;
    fclose(kept);
    if (status == 0 && (copy < 0 || lseek(copy, 0, SEEK_SET) < 0)) {
        status = wf_err_set(err, WF_EIO, "cannot keep '%s': %s", cutter->path, strerror(errno));
    }
    close(cutter->file);
    cutter->file = copy;
    return status;
}

static int open_file(struct wf_cutter *cutter, struct wf_err *err)
{
    bool once;
    cutter->file = wf_file_open_once(cutter->path, &once, err);
    return cutter->file < 0 ? -1 : once ? spool(cutter, err) : 0;
}

static bool begins(const struct wf_cutter *cutter, const char *bytes, size_t length)
{
    return cutter->end >= length && !memcmp(cutter->buffer, bytes, length);
}

static int read_head(struct wf_cutter *cutter, struct wf_err *err)
{
    while (!cutter->at_end && cutter->end < WF_HEAD_MAX)
        if (refill(cutter, err) < 0)
            return -1;
    if (begins(cutter, "\xff\xfe", 2) || begins(cutter, "\xfe\xff", 2))
        return wf_err_set(err, WF_EINPUT, "'%s' is UTF-16; expected UTF-8 (e.g. by iconv)",
                          cutter->path);
    if (begins(cutter, "\xef\xbb\xbf", 3))
        cutter->cursor = 3;
    if (cutter->cursor == cutter->end)
        return wf_err_set(err, WF_EINPUT, "'%s' is empty; expected a log", cutter->path);
    return 0;
}

/* To the file's first byte, as it was opened. */
static void restart(struct wf_cutter *cutter)
{
    cutter->cursor = cutter->end = 0;
    cutter->line = 1;
    cutter->at_end = cutter->skip_lf = cutter->is_held = false;
    cutter->lf = (struct wf_cutter_mark){'\n', 0};
    cutter->cr = (struct wf_cutter_mark){'\r', 0};
    cutter->nul = (struct wf_cutter_mark){'\0', 0};
}

int wf_cutter_rewind(struct wf_cutter *cutter, struct wf_err *err)
{
    if (lseek(cutter->file, 0, SEEK_SET) < 0)
        return wf_err_set(err, WF_EIO, "cannot read '%s' again: %s", cutter->path, strerror(errno));
    restart(cutter);
    return read_head(cutter, err);
}

int wf_cutter_open(struct wf_cutter *cutter, const char *path, struct wf_err *err)
{
    *cutter = (struct wf_cutter){.path = path, .file = -1};
    restart(cutter);
    if (open_file(cutter, err) == 0 && read_head(cutter, err) == 0)
        return 0;
    wf_cutter_close(cutter);
    return -1;
}

void wf_cutter_close(struct wf_cutter *cutter)
{
    if (cutter->file >= 0)
        close(cutter->file);
    free(cutter->buffer);
    *cutter = (struct wf_cutter){.file = -1};
}

const char *wf_cutter_head(const struct wf_cutter *cutter, size_t *length)
{
    size_t there = cutter->end - cutter->cursor;
    *length = there < WF_HEAD_MAX ? there : WF_HEAD_MAX;
    return cutter->buffer + cutter->cursor;
}

/* ---- lines ---- */

static size_t line_end(struct wf_cutter *cutter)
{
    size_t lf = next_of(cutter, &cutter->lf), cr = next_of(cutter, &cutter->cr);
    return lf < cr ? lf : cr;
}

/* Drop a line that is too long, up to its end. */
static int drop_long(struct wf_cutter *cutter, struct wf_err *err)
{
    while (line_end(cutter) == cutter->end && !cutter->at_end) {
        cutter->cursor = cutter->end;
        if (refill(cutter, err) < 0)
            return -1;
    }
    return 0;
}

/* Read until the end of the line, or of the file, is in the buffer.
 * @return 1 when they are too many, -1 with @p err. */
static int gather_line(struct wf_cutter *cutter, struct wf_err *err)
{
    for (;;) {
        if (cutter->skip_lf && cutter->cursor < cutter->end) {
            cutter->cursor += cutter->buffer[cutter->cursor] == '\n';
            cutter->skip_lf = false;
        }
        size_t stop = line_end(cutter);
        if (stop - cutter->cursor > WF_RECORD_MAX)
            return drop_long(cutter, err) < 0 ? -1 : 1;
        if (stop < cutter->end || cutter->at_end)
            return 0;
        if (refill(cutter, err) < 0)
            return -1;
    }
}

static enum wf_cut next_line(struct wf_cutter *cutter, struct wf_trace_record *record,
                             const char **flaw, struct wf_err *err)
{
    int gathered = gather_line(cutter, err);
    if (gathered < 0)
        return WF_CUT_FAILED;
    size_t start = cutter->cursor, stop = line_end(cutter);
    if (!gathered && start == cutter->end)
        return WF_CUT_END;
    bool nul = next_of(cutter, &cutter->nul) < stop;
    char *bytes = cutter->buffer;
    *record =
        (struct wf_trace_record){bytes + start, stop - start, cutter->line++, stop < cutter->end};
    cutter->cursor = stop;
    if (stop < cutter->end) {
        cutter->cursor++;
        cutter->skip_lf = bytes[stop] == '\r';
    }
    bytes[stop] = '\0';
    if (!gathered && !nul)
        return WF_CUT_RECORD;
    *flaw = gathered ? too_long : has_nul;
    return WF_CUT_BAD;
}

/* ---- objects ---- */

/* What stands between objects: blanks, and the brackets and commas of arrays. */
static bool is_between(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == '[' || c == ']';
}

static void pass(struct wf_cutter *cutter)
{
    cutter->line += cutter->buffer[cutter->cursor++] == '\n';
}

/* To the next brace. @return 0: there, or the end of the file; 1: behind other text, which began on
 * @p line; -1 with @p err. */
static int find_object(struct wf_cutter *cutter, uint64_t *line, struct wf_err *err)
{
    int other = 0;
    for (;;) {
        for (; cutter->cursor < cutter->end; pass(cutter)) {
            char c = cutter->buffer[cutter->cursor];
            if (c == '{' || (other && c == '\n'))
                return other;
            if (!other && !is_between(c)) {
                other = 1;
                *line = cutter->line;
            }
        }
        if (cutter->at_end)
            return other;
        if (refill(cutter, err) < 0)
            return -1;
    }
}

/* How far an object was read. */
struct object {
    size_t length; /* from its first brace */
    size_t depth;
    uint64_t lines;
    bool in_string, escaped, has_nul;
};

/* @return whether the object ends with @p c. */
static bool step(struct object *object, char c)
{
    object->lines += c == '\n';
    object->has_nul |= c == '\0';
    if (object->in_string) {
        bool escaped = object->escaped;
        object->escaped = c == '\\' && !escaped;
        object->in_string = c != '"' || escaped;
        return false;
    }
    object->in_string = c == '"';
    object->depth += c == '{';
    object->depth -= c == '}';
    return object->depth == 0;
}

/* @return 1: complete, 0: continues after the buffer. */
static int scan(const struct wf_cutter *cutter, struct object *object)
{
    const char *bytes = cutter->buffer + cutter->cursor;
    size_t there = cutter->end - cutter->cursor;
    while (object->length < there)
        if (step(object, bytes[object->length++]))
            return 1;
    return 0;
}

/* Bytes of an object that was too long are dropped and do not count in its length. */
static int gather_object(struct wf_cutter *cutter, struct object *object, const char **flaw,
                         struct wf_err *err)
{
    while (!scan(cutter, object)) {
        if (cutter->at_end) {
            *flaw = no_end;
            return 0;
        }
        if (object->length > WF_RECORD_MAX) {
            *flaw = too_long;
            cutter->cursor += object->length;
            object->length = 0;
        }
        if (refill(cutter, err) < 0)
            return -1;
    }
    if (object->length > WF_RECORD_MAX)
        *flaw = too_long;
    return 0;
}

static enum wf_cut next_object(struct wf_cutter *cutter, struct wf_trace_record *record,
                               const char **flaw, struct wf_err *err)
{
    if (cutter->is_held)
        cutter->buffer[cutter->cursor] = cutter->held;
    cutter->is_held = false;
    uint64_t line = 0;
    int other = find_object(cutter, &line, err);
    if (other < 0)
        return WF_CUT_FAILED;
    *record = (struct wf_trace_record){"", 0, other ? line : cutter->line, true};
    *flaw = other ? no_object : NULL;
    if (other)
        return WF_CUT_BAD;
    if (cutter->cursor == cutter->end)
        return WF_CUT_END;
    struct object object = {0};
    if (gather_object(cutter, &object, flaw, err) < 0)
        return WF_CUT_FAILED;
    record->text = cutter->buffer + cutter->cursor;
    record->length = object.length;
    cutter->cursor += object.length;
    cutter->line += object.lines;
    if (cutter->cursor < cutter->end) {
        cutter->held = cutter->buffer[cutter->cursor];
        cutter->is_held = true;
    }
    cutter->buffer[cutter->cursor] = '\0';
    if (!*flaw && object.has_nul)
        *flaw = has_nul;
    return *flaw ? WF_CUT_BAD : WF_CUT_RECORD;
}

enum wf_cut wf_cutter_next(struct wf_cutter *cutter, enum wf_trace_framing framing,
                           struct wf_trace_record *record, const char **flaw, struct wf_err *err)
{
    return framing == WF_RECORD_LINES ? next_line(cutter, record, flaw, err)
                                      : next_object(cutter, record, flaw, err);
}
