/* What a file holds, as a short text: equal contents have equal hashes, and a change by accident is
 * seen (XXH3, 128 bits: as good as any against accidents, at the speed of the disk; not against
 * forgery, which nobody gains from here). The same on every machine. */
#ifndef WF_FILE_CONTENT_H
#define WF_FILE_CONTENT_H

#include "base/err.h"
#include <stdint.h>

enum { WF_CONTENT_HASH_SIZE = 33 }; /**< 32 hexadecimal digits and the end */

/** Hash of the bytes of the file @p path.
 *  @param[out] bytes  how many there are
 *  @return 0, or -1 with WF_EIO: it cannot be read, or is no regular file */
int wf_content_hash(const char *path, uint64_t *bytes, char hash[WF_CONTENT_HASH_SIZE],
                    struct wf_err *err);

#endif
