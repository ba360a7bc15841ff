#include "file/root.h"
#include "file/file.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEAD = 1 << 16 }; /* bytes in which the root element begins, comments before it included */

/* Behind what may stand before the root element. */
static const char *root_of(const char *text)
{
    static const struct {
        const char *open, *close;
    } before[] = {{"<?", "?>"}, {"<!--", "-->"}, {"<!", ">"}};
    for (;;) {
        while (isspace((unsigned char)*text))
            text++;
        size_t i = 0;
        while (i < 3 && strncmp(text, before[i].open, strlen(before[i].open)) != 0)
            i++;
        const char *end = i < 3 ? strstr(text, before[i].close) : NULL;
        if (!end)
            return text;
        text = end + strlen(before[i].close);
    }
}

bool wf_file_has_root(const char *path, const char *tag)
{
    int file = wf_file_open(path, NULL, NULL);
    if (file < 0)
        return false;
    char *head = wf_calloc(1, HEAD + 1);
    ssize_t got = read(file, head, HEAD);
    close(file);
    bool marked = got > 3 && !memcmp(head, "\xef\xbb\xbf", 3);
    const char *root = got > 0 ? root_of(head + (marked ? 3 : 0)) : "";
    size_t length = strlen(tag);
    bool has = *root == '<' && !strncmp(root + 1, tag, length) && root[1 + length] &&
               strchr(" \t\r\n/>", root[1 + length]);
    free(head);
    return has;
}
