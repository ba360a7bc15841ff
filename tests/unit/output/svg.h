/* What the suites of charts ask of a picture as text. */
#ifndef WF_TESTS_SVG_H
#define WF_TESTS_SVG_H

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline const char *svg_path(const char *ending)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/wattfleet-chart-%ld%s", (long)getpid(), ending);
    return path;
}

/* The file's bytes, ended by NUL; it is removed. Free them. */
static inline char *svg_take(const char *path)
{
    FILE *file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    char *bytes = calloc(1, 4 << 20);
    size_t size = fread(bytes, 1, (4 << 20) - 1, file);
    CU_ASSERT(size > 0);
    fclose(file);
    unlink(path);
    return bytes;
}

static inline size_t svg_count(const char *text, const char *word)
{
    size_t count = 0;
    for (; (text = strstr(text, word)); text += strlen(word))
        count++;
    return count;
}

/* Uses of a point's shape: of pointtype @p type. */
static inline size_t svg_points(const char *svg, int type)
{
    char word[32];
    snprintf(word, sizeof word, "xlink:href='#gpPt%d'", type - 1);
    const char *drawing = strstr(svg, "</defs>");
    CU_ASSERT_PTR_NOT_NULL_FATAL(drawing);
    return svg_count(drawing, word);
}

#define CHECK_HAS(svg, word)   CU_ASSERT_PTR_NOT_NULL(strstr((svg), (word)))
#define CHECK_LACKS(svg, word) CU_ASSERT_PTR_NULL(strstr((svg), (word)))

#endif
