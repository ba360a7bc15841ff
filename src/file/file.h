/* Result files, written whole or not at all: a file that exists is complete, and a failed run
 * leaves the previous file as it was. */
#ifndef WF_FILE_FILE_H
#define WF_FILE_FILE_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Can wf_file_write write @p path, as things stand? Nothing is written or left behind.
 *  @return 0, or -1 with WF_EIO "cannot write 'PATH': reason": it is a folder, its folder is
 * missing or may not be written to, the file is protected, the disk is read-only */
int wf_file_check(const char *path, struct wf_err *err);

/** Do both paths lead to one file, by whatever name or link? A file that does not exist yet is the
 *  same as another by its folder and its name. A character device (/dev/null) takes any number of
 *  outputs and is only the same as itself opened here already ("-", /dev/stdout). */
bool wf_file_same(const char *a, const char *b);

/** Name of @p path, which counts from the current folder, as @p file refers to it: from its own
 *  folder, so that wf_text_beside leads back. Absolute where there is no way by names alone. Caller
 *  frees. */
char *wf_file_from(const char *file, const char *path);

/** Does @p path lead to a stream that is open here already ("-", /dev/stdout, /dev/fd/3)? What is
 *  written to it follows what was written before. */
bool wf_file_is_open(const char *path);

/** Does @p path lead to a regular file that exists? */
bool wf_file_exists(const char *path);

/** Make @p path hold exactly these @p size bytes.
 *  A regular file, or one that does not exist yet, is replaced by rename: the bytes are first on
 *  the disk under another name in the same folder. It keeps its mode, or gets that of a fresh file
 *  under the umask. A symbolic link stays and the file it leads to is replaced; other hard links
 *  keep the old bytes. A path that is not a regular file (/dev/full, /dev/stdout, a FIFO) is
 *  written to directly; a pipe without a reader raises SIGPIPE, which the caller may ignore.
 *  "-" is the standard output.
 *  @param bytes  may be NULL when @p size is 0
 *  @return 0, or -1 with WF_EIO "cannot write 'PATH': reason" */
int wf_file_write(const char *path, const char *bytes, size_t size, struct wf_err *err);

/** The same for what is written piece by piece, whole or not at all as well: until the end nothing
 *  stands at @p path, also if the program is interrupted. */
struct wf_file_writer; /* opaque */
struct wf_file_writer *wf_file_begin(const char *path);
/** Once it failed, nothing more is written. @return 0, or -1: wf_file_end says why */
int wf_file_add(struct wf_file_writer *writer, const char *bytes, size_t size);
/** Free the writer.
 *  @param keep  false: leave @p path as it was (what went to a stream has gone)
 *  @return 0, or -1 with WF_EIO as of wf_file_write */
int wf_file_end(struct wf_file_writer *writer, bool keep, struct wf_err *err);

/** Write all of @p size bytes to the open @p file, at its position.
 *  @return 0, or -1 with errno */
int wf_file_put(int file, const char *bytes, size_t size);

/** Open a regular file to read it. Others are refused at once: a FIFO would be waited for, and
 *  /dev/zero has no end.
 *  @param[out] size  bytes; may be NULL
 *  @return a descriptor, or -1 with WF_EIO */
int wf_file_open(const char *path, uint64_t *size, struct wf_err *err);

/** The same for what may be kept while it is read: a pipe or a socket that is open here already
 *  (/dev/stdin, `<(zcat log.gz)`) will do, too. A FIFO with a name will not.
 *  @param[out] once  it is a pipe or a socket, which gives its bytes once
 *  @return a descriptor, or -1 with WF_EIO */
int wf_file_open_once(const char *path, bool *once, struct wf_err *err);

#endif
