/* Cuts a stream of bytes into records, in constant memory: lines, or the objects of a JSON file. */
#ifndef WF_TRACE_CUTTER_H
#define WF_TRACE_CUTTER_H

#include "trace/format.h"

enum { WF_RECORD_MAX = 1 << 20 }; /**< bytes of a record; a longer one is bad */
enum { WF_HEAD_MAX = 1 << 16 };   /**< bytes by which a format is recognised */

/* Position of the next special byte, searched once a block, however many lines the block has. */
struct wf_cutter_mark {
    char byte;
    size_t at; /* the end of what was read: none there */
};

struct wf_cutter {
    const char *path; /* borrowed */
    int file;
    char *buffer;       /* a byte is free behind the end */
    size_t cursor, end; /* what was read and not cut yet */
    size_t capacity;
    uint64_t line; /* at the cursor, from 1 */
    bool at_end;   /* of the file */
    bool skip_lf;  /* the CR of a CRLF was the last byte read */
    bool is_held;  /* an object's NUL stands at the cursor, in place of this byte */
    char held;
    struct wf_cutter_mark lf, cr, nul;
};

enum wf_cut { WF_CUT_RECORD, WF_CUT_BAD, WF_CUT_END, WF_CUT_FAILED };

/** Open @p path and read its first bytes; a byte order mark of UTF-8 is skipped.
 *  @return 0, or -1 with @p err: WF_EIO; WF_EINPUT empty, or UTF-16. */
int wf_cutter_open(struct wf_cutter *cutter, const char *path, struct wf_err *err);
void wf_cutter_close(struct wf_cutter *cutter);
/** Begin again with the first record. @return 0, or -1 with @p err, WF_EIO. */
int wf_cutter_rewind(struct wf_cutter *cutter, struct wf_err *err);
/** The first bytes, at most WF_HEAD_MAX, without a NUL behind; only before the first record. */
const char *wf_cutter_head(const struct wf_cutter *cutter, size_t *length);

/** The next record; valid until the next call.
 *  @param[out] flaw  of WF_CUT_BAD: what is wrong with it; only its line is set then
 *  @return WF_CUT_FAILED with @p err: the file cannot be read further. */
enum wf_cut wf_cutter_next(struct wf_cutter *cutter, enum wf_trace_framing framing,
                           struct wf_trace_record *record, const char **flaw, struct wf_err *err);

#endif
