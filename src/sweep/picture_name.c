#include "sweep/picture_name.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of UTF-8 beyond ASCII stay. */
static bool is_kept(unsigned char byte)
{
    return isalnum(byte) || byte >= 0x80 || byte == '_' || byte == '.';
}

char *wf_picture_name(const char *path, const char *kind, const char *name)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    struct wf_buffer text = {0};
    wf_buffer_add(&text, path, dot ? (size_t)(dot - path) : strlen(path));
    wf_buffer_printf(&text, "-%s", kind);
    bool gap = name != NULL;
    for (; name && *name; name++) {
        if (is_kept((unsigned char)*name))
            wf_buffer_printf(&text, gap ? "-%c" : "%c", *name);
        gap = !is_kept((unsigned char)*name);
    }
    wf_buffer_printf(&text, "%s", dot ? dot : "");
    return text.text;
}
