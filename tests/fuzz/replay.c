/* replay FORMAT [--mutate N [--seed S]] FILE..: each file of a corpus through the target, and N
 * mutations of each: what a fuzzer found stays found, also where there is no fuzzer. The mutation
 * at hand lies in FORMAT.mutation, so that a crash leaves it behind. */
#include "draw.h"
#include "fuzz_trace.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MOST = 1 << 16, CHANGES_MOST = 8 };

struct bytes {
    uint8_t data[SIZE_MOST];
    size_t size;
};

static uint64_t state;

static uint64_t draw(uint64_t below)
{
    return fuzz_draw(&state, below);
}

/* What numbers, times and lines break on. */
static const char *const words[] = {",",
                                    ";",
                                    "\t",
                                    "\n",
                                    "\r",
                                    "\r\n",
                                    "\"",
                                    "'",
                                    "-",
                                    "+",
                                    ".",
                                    "/",
                                    ":",
                                    " ",
                                    "[",
                                    "]",
                                    "{",
                                    "}",
                                    "null",
                                    "nan",
                                    "inf",
                                    "1e308",
                                    "1e-400",
                                    "99999999999999999999",
                                    "-1",
                                    "0",
                                    "0x10",
                                    "9223372036",
                                    "9223372037",
                                    "-9223372036",
                                    "2262-04-11T23:47:16.9Z",
                                    "1677-09-21",
                                    "2261/12/31 23:59:59.999",
                                    "[N/A]",
                                    "mW",
                                    " W",
                                    "\xef\xbb\xbf",
                                    "\xe2\x80\xaf",
                                    "%s%n",
                                    "\\u0000",
                                    "<not counted>"};
enum { WORD_COUNT = sizeof words / sizeof *words };

static void replace(struct bytes *bytes, size_t at, size_t gone, const uint8_t *put, size_t size)
{
    if (bytes->size - gone + size > SIZE_MOST)
        return;
    memmove(bytes->data + at + size, bytes->data + at + gone, bytes->size - at - gone);
    memcpy(bytes->data + at, put, size);
    bytes->size += size - gone;
}

static void change(struct bytes *bytes)
{
    size_t at = draw(bytes->size + 1), left = bytes->size - at;
    size_t span = left ? draw(left < 64 ? left + 1 : 65) : 0;
    uint8_t copy[64];
    switch (draw(7)) {
    case 0: /* another byte */
        if (left)
            bytes->data[at] = (uint8_t)draw(256);
        break;
    case 1: /* a bit */
        if (left)
            bytes->data[at] ^= (uint8_t)(1U << draw(8));
        break;
    case 2: /* gone */
        replace(bytes, at, span, copy, 0);
        break;
    case 3: /* twice */
        span = span < sizeof copy ? span : sizeof copy;
        memcpy(copy, bytes->data + at, span);
        replace(bytes, draw(bytes->size + 1), 0, copy, span);
        break;
    case 4: /* a word, in place of something or between */
    case 5: {
        const char *word = words[draw(WORD_COUNT)];
        replace(bytes, at, draw(2) ? span % 8 : 0, (const uint8_t *)word, strlen(word));
        break;
    }
    default: /* cut */
        if (draw(4) == 0)
            bytes->size = at;
        break;
    }
}

static bool load(const char *path, struct bytes *bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bytes->size = fread(bytes->data, 1, SIZE_MOST, file);
    return fclose(file) == 0;
}

static void keep(const char *path, const struct bytes *bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return;
    fwrite(bytes->data, 1, bytes->size, file);
    fclose(file);
}

static void mutate(const struct bytes *seed, const char *format, unsigned long count)
{
    struct bytes *bytes = malloc(sizeof *bytes);
    char path[256];
    snprintf(path, sizeof path, "%s.mutation", format);
    for (unsigned long i = 0; bytes && i < count; i++) {
        *bytes = *seed;
        for (uint64_t changes = 1 + draw(CHANGES_MOST); changes > 0; changes--)
            change(bytes);
        keep(path, bytes);
        LLVMFuzzerTestOneInput(bytes->data, bytes->size);
    }
    remove(path);
    free(bytes);
}

static int usage(void)
{
    fprintf(stderr, "usage: replay FORMAT [--mutate N [--seed S]] FILE..\n");
    return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    unsigned long mutations = 0;
    int first = 2;
    if (argc < 2 || fuzz_trace_format(argv[1]) < 0)
        return usage();
    for (; first + 1 < argc && !strncmp(argv[first], "--", 2); first += 2) {
        unsigned long number = strtoul(argv[first + 1], NULL, 10);
        if (!strcmp(argv[first], "--mutate"))
            mutations = number;
        else if (!strcmp(argv[first], "--seed"))
            state = number;
        else
            return usage();
    }
    struct bytes *bytes = malloc(sizeof *bytes);
    if (first == argc || !bytes) {
        free(bytes);
        return usage();
    }
    for (int i = first; i < argc; i++) {
        if (!load(argv[i], bytes)) {
            fprintf(stderr, "replay: cannot read '%s'\n", argv[i]);
            free(bytes);
            return EXIT_FAILURE;
        }
        LLVMFuzzerTestOneInput(bytes->data, bytes->size);
        mutate(bytes, argv[1], mutations);
    }
    printf("%d files, %lu mutations of each\n", argc - first, mutations);
    free(bytes);
    return EXIT_SUCCESS;
}
