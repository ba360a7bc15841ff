#include "scenario/host_pattern.h"
#include "prop/radical.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

struct finder {
    const struct wf_host_pattern *pattern;
    struct wf_diag *diag;
    uint32_t *list;
    uint32_t count, capacity;
    bool sorted; /* the pattern says so */
};

static void refuse(const struct finder *finder, const char *format, ...) WF_PRINTF(2, 3);
static void refuse(const struct finder *finder, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    wf_diag_error(finder->diag, finder->pattern->file, finder->pattern->line, "%s: %s",
                  finder->pattern->context, text);
    free(text);
}

static void add_host(struct finder *finder, uint32_t host)
{
    if (finder->count == finder->capacity) {
        finder->capacity = finder->capacity ? 2 * finder->capacity : 16;
        finder->list = wf_realloc(finder->list, finder->capacity * sizeof *finder->list);
    }
    finder->list[finder->count++] = host;
}

/* ---- a radical ---- */

/* "phone-[0-9,20]-x": the bracketed part, when it is made like a radical and no other glob sign is
 * there. */
static bool find_radical(const char *pattern, size_t *from, size_t *length)
{
    const char *open = strchr(pattern, '['), *close = open ? strchr(open, ']') : NULL;
    if (!close || strpbrk(pattern, "*?") || strchr(close + 1, '['))
        return false;
    *from = (size_t)(open + 1 - pattern);
    *length = (size_t)(close - open - 1);
    return *length && strspn(open + 1, "0123456789,-") == *length;
}

/* The radical's place in the pattern holds a number. Written digit by digit: printf would cost as
 * much as the look-up of the name. */
static void write_name(struct wf_buffer *name, const char *pattern, size_t from, size_t length,
                       uint64_t number)
{
    char digits[24], *first = digits + sizeof digits;
    do {
        *--first = (char)('0' + number % 10);
    } while (number /= 10);
    name->length = 0;
    wf_buffer_add(name, pattern, from - 1);
    wf_buffer_add(name, first, (size_t)(digits + sizeof digits - first));
    const char *behind = pattern + from + length + 1;
    wf_buffer_add(name, behind, strlen(behind) + 1);
}

static void add_radical(struct finder *finder, size_t from, size_t length)
{
    enum { MISSING_MAX = 100000 }; /* of an incomplete platform, where none is reported */
    const struct wf_platform *platform = finder->pattern->platform;
    const char *pattern = finder->pattern->text;
    struct wf_radical_state state = {0};
    uint64_t number, count = wf_radical_count(pattern + from, length);
    struct wf_buffer name = {0};
    char *first_missing = NULL;
    size_t missing = 0;
    if (count == 0) {
        refuse(finder, "'%s': '%.*s' is not a radical (e.g. '0-9,20'); ranges ascend", pattern,
               (int)length, pattern + from);
        return;
    }
    if (count > platform->host_count && !platform->incomplete) {
        refuse(finder, "'%s' names %llu hosts, but %s has %u", pattern, (unsigned long long)count,
               platform->path, platform->host_count);
        return;
    }
    uint64_t last = 0;
    finder->sorted = true;
    while (missing <= MISSING_MAX && wf_radical_next(pattern + from, length, &state, &number)) {
        write_name(&name, pattern, from, length, number);
        finder->sorted &= last == 0 || number > last;
        last = number;
        uint32_t host = wf_platform_host(platform, name.text);
        if (host != WF_MAP_NONE)
            add_host(finder, host);
        else if (missing++ == 0)
            first_missing = wf_strdup(name.text);
    }
    if (missing == 1 && !platform->incomplete)
        refuse(finder, "'%s' names the host '%s', which is not in %s", pattern, first_missing,
               platform->path);
    else if (missing > 1 && !platform->incomplete)
        refuse(finder, "'%s' names %zu hosts that are not in %s, '%s' first", pattern, missing,
               platform->path, first_missing);
    free(first_missing);
    wf_buffer_release(&name);
}

/* ---- the others ---- */

static void add_glob(struct finder *finder)
{
    const struct wf_platform *platform = finder->pattern->platform;
    for (uint32_t i = 0; i < platform->host_count; i++)
        if (!fnmatch(finder->pattern->text, platform->hosts[i].name, 0))
            add_host(finder, i);
    if (finder->count == 0 && !platform->incomplete)
        refuse(finder, "'%s' matches no host of %s", finder->pattern->text, platform->path);
}

static void refuse_name(const struct finder *finder)
{
    const struct wf_platform *platform = finder->pattern->platform;
    const char *near = finder->diag->error_count < WF_NEAREST_MAX
                           ? wf_platform_nearest_host(platform, finder->pattern->text)
                           : NULL;
    if (!platform->incomplete)
        refuse(finder, "there is no host '%s' in %s%s", finder->pattern->text, platform->path,
               wf_hint(near).text);
}

/* ---- order ---- */

static int compare_hosts(const void *a, const void *b, void *hosts)
{
    const struct wf_host *list = hosts;
    return wf_text_compare_natural(list[*(const uint32_t *)a].name,
                                   list[*(const uint32_t *)b].name);
}

/* A platform usually declares its hosts in order: look before sorting a million. */
static void sort(struct finder *finder)
{
    struct wf_host *hosts = finder->pattern->platform->hosts;
    for (uint32_t i = 1; i < finder->count && !finder->sorted; i++)
        if (compare_hosts(&finder->list[i - 1], &finder->list[i], hosts) > 0) {
            qsort_r(finder->list, finder->count, sizeof *finder->list, compare_hosts, hosts);
            return;
        }
}

static void refuse_repeated(const struct finder *finder)
{
    for (uint32_t i = 1; i < finder->count; i++)
        if (finder->list[i] == finder->list[i - 1]) {
            refuse(finder, "'%s' names the host '%s' twice", finder->pattern->text,
                   finder->pattern->platform->hosts[finder->list[i]].name);
            return;
        }
}

uint32_t *wf_host_pattern_find(const struct wf_host_pattern *pattern, uint32_t *count,
                               struct wf_diag *diag)
{
    struct finder finder = {.pattern = pattern, .diag = diag};
    size_t from, length;
    uint32_t host = wf_platform_host(pattern->platform, pattern->text);
    if (host != WF_MAP_NONE)
        add_host(&finder, host);
    else if (find_radical(pattern->text, &from, &length))
        add_radical(&finder, from, length);
    else if (strpbrk(pattern->text, "*?["))
        add_glob(&finder);
    else
        refuse_name(&finder);
    sort(&finder);
    refuse_repeated(&finder);
    *count = finder.count;
    return finder.list;
}
