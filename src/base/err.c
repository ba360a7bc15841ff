#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int wf_err_set(struct wf_err *err, enum wf_code code, const char *format, ...)
{
    if (err != NULL) {
        char text[sizeof err->text]; /* the arguments may quote err->text */
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
        err->code = code;
        strcpy(err->text, text);
    }
    return -1;
}

void wf_die_no_memory(void)
{
    fputs("wattfleet: out of memory\n", stderr);
    exit(WF_EFAIL);
}

void *wf_malloc(size_t size)
{
    return wf_realloc(NULL, size);
}

void *wf_calloc(size_t count, size_t size)
{
    void *block = count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size);
    if (block == NULL)
        wf_die_no_memory();
    return block;
}

void *wf_realloc(void *block, size_t size)
{
    block = realloc(block, size == 0 ? 1 : size);
    if (block == NULL)
        wf_die_no_memory();
    return block;
}

char *wf_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(wf_malloc(size), text, size);
}

char *wf_vformat(const char *format, va_list arguments)
{
    char *text;
    if (vasprintf(&text, format, arguments) < 0)
        wf_die_no_memory();
    return text;
}

char *wf_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    return text;
}
