#include "file/content.h"
#include "file/file.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

/* In the order of the bytes that xxHash calls canonical, as its program prints them. */
static void print_hash(XXH128_hash_t value, char hash[WF_CONTENT_HASH_SIZE])
{
    snprintf(hash, WF_CONTENT_HASH_SIZE, "%016" PRIx64 "%016" PRIx64, (uint64_t)value.high64,
             (uint64_t)value.low64);
}

static int hash_file(int file, XXH3_state_t *state, uint64_t *bytes)
{
    static const size_t size = 1 << 16;
    char *piece = wf_malloc(size);
    ssize_t length;
    *bytes = 0;
    while ((length = read(file, piece, size)) > 0 || (length < 0 && errno == EINTR)) {
        if (length <= 0)
            continue;
        XXH3_128bits_update(state, piece, (size_t)length);
        *bytes += (uint64_t)length;
    }
    int reason = errno;
    free(piece);
    errno = reason;
    return length < 0 ? -1 : 0;
}

int wf_content_hash(const char *path, uint64_t *bytes, char hash[WF_CONTENT_HASH_SIZE],
                    struct wf_err *err)
{
    int file = wf_file_open(path, NULL, err);
    if (file < 0)
        return -1;
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        wf_die_no_memory();
    XXH3_128bits_reset(state);
    int status = hash_file(file, state, bytes);
    if (status < 0)
        wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(errno));
    print_hash(XXH3_128bits_digest(state), hash);
    XXH3_freeState(state);
    close(file);
    return status;
}
