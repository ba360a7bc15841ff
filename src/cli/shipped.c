#include "cli/shipped.h"
#include "base/err.h"
#include "base/text.h"
#include <stdlib.h>
#include <unistd.h>

/* Relative to the folder of the program. */
static const char *const roots[] = {"../share/wattfleet", ".", "..", "../.."};

char *wf_shipped(const char *name)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        char *relative = wf_format("%s/%s", roots[i], name);
        char *path = wf_text_beside(program, relative);
        char *plain = realpath(path, NULL);
        free(relative);
        free(path);
        if (plain)
            return plain;
    }
    return NULL;
}
