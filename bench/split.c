/* The reference of bench/trace.sh: the simplest loop over a CSV of time and power. It splits the
 * lines and calls strtod on both columns. It checks nothing.
 *
 *   split FILE: prints the number of lines and their mean power */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 18 };

int main(int argc, char **argv)
{
    static char buffer[BLOCK + 1];
    size_t left = 0, lines = 0;
    double sum = 0, last_s = 0;
    int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    if (file < 0) {
        fprintf(stderr, "usage: split FILE\n");
        return 2;
    }
    for (ssize_t got; (got = read(file, buffer + left, BLOCK - left)) > 0;) {
        char *end = buffer + left + got, *line = buffer;
        for (char *stop; (stop = memchr(line, '\n', (size_t)(end - line))); line = stop + 1) {
            *stop = '\0';
            char *comma = strchr(line, ',');
            if (!comma || lines++ == 0) /* the header */
                continue;
            last_s = strtod(line, NULL);
            sum += strtod(comma + 1, NULL);
        }
        left = (size_t)(end - line);
        memmove(buffer, line, left);
    }
    close(file);
    printf("%zu samples, mean %.6f W, last %.3f s\n", lines - 1, sum / (double)(lines - 1), last_s);
    return 0;
}
